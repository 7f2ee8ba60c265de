"""Images that stand alone."""

from __future__ import annotations

import pytest

from octavo.model.content import Figure, Paragraph, plain_text
from octavo.model.diagnostic import Place
from octavo.model.inlines import Image, Link
from tests.passes.parse.reading import every, findings, line, only, read


def test_a_figure_with_all_it_can_say() -> None:
    text = (
        '![The *caption*](a.png "Title"){#fig-a .full-bleed fig-alt="Bricks" width=60% height=3cm '
        'credit="Ada, [CC BY](cc.md)" source="*Record*, 2016"}\n'
    )
    figure = only(text, Figure)
    assert figure.key == "fig-a"
    assert figure.attributes.classes == ("full-bleed",)
    assert plain_text(figure.caption) == "The caption"
    assert plain_text(figure.credit) == "Ada, CC BY"
    assert plain_text(figure.origin) == "Record, 2016"
    assert (figure.image.alt, figure.image.title) == ("Bricks", "Title")
    assert figure.image.attributes.pairs == (("width", "60%"), ("height", "3cm"))
    (reference,) = read(text)[0].links
    assert reference.place == Place(5, text.index("[CC BY]") + 1)


def test_attributes_may_go_over_lines() -> None:
    text = '![C](a.png){#fig-a fig-alt="Two\n  lines"\nsource="From [b](c.md)"}\n'
    figure = only(text, Figure)
    assert figure.image.alt == "Two lines"
    assert read(text)[0].links[0].place == Place(7, 14)


def test_a_caption_in_an_attribute() -> None:
    figure = only('![](a.png){fig-cap="A *cap*" fig-alt="b"}\n', Figure)
    assert plain_text(figure.caption) == "A cap"


@pytest.mark.parametrize(
    ("text", "alt", "found"),
    [
        ("![A *b*](a.png)", "A b", ["OCT205 5:1"]),
        ('![A](a.png){fig-alt="B"}', "B", []),
        ('![A](a.png){fig-alt=""}', "", []),
        ('![](a.png){fig-cap="C"}', "C", ["OCT205 5:1"]),
        ("![](a.png)", None, []),
    ],
)
def test_the_alt_text(text: str, alt: str | None, found: list[str]) -> None:
    (image,) = every(Image, read(text + "\n")[0].blocks)
    assert image.alt == alt
    assert findings(text + "\n") == found


def test_an_image_in_a_line_has_its_words_as_alt_text() -> None:
    image = line("An ![*icon*](a.png){#i .x} here.\n")[1]
    assert isinstance(image, Image)
    assert image.alt == "icon"
    assert read("An ![*icon*](a.png){#i .x} here.\n")[0].anchors[0].identifier == "i"


def test_a_backslash_keeps_an_image_from_being_a_figure() -> None:
    (image,) = line('![A](a.png){#fig-a fig-alt="b"}\\\n')
    assert isinstance(image, Image)


def test_an_image_that_is_a_link() -> None:
    (link,) = line("[![Alt](a.png)](b.md)\n")
    assert isinstance(link, Link)
    assert every(Image, [link])[0].alt == "Alt"


def test_several_images_in_a_paragraph_are_no_figures() -> None:
    assert len(every(Image, [only("![A](a.png)\n![B](b.png)\n", Paragraph)])) == 2
