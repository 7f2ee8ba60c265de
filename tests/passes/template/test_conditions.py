"""template: what an edition hides leaves no trace in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.inlines import Attributes
from octavo.passes.configure import load_editions
from octavo.passes.template.conditions import Conditions
from octavo.workspace import Workspace
from tests.passes.template.conftest import MakeManuscript

EDITIONS = ("screen", "print", "epub")


def shown(tmp_path: Path, condition: str, *, hidden: bool = False, lang: str = "fr-CA") -> str:
    """The first letters of the editions that show what bears this condition."""
    available = load_editions(Workspace(tmp_path, {}))
    pairs = tuple(
        (part.partition("=")[0], part.partition("=")[2]) for part in condition.split(";") if part
    )
    attributes = Attributes("", ("content-hidden" if hidden else "content-visible",), pairs)
    return "".join(
        name[0] for name in EDITIONS if Conditions(available[name], lang).shows(attributes)
    )


@pytest.mark.parametrize(
    ("condition", "editions"),
    [
        ("when-format=pdf", "sp"),
        ("when-format=epub", "e"),
        ("when-format=html", "e"),
        ("when-format=web", ""),
        ("unless-format=pdf", "e"),
        ("when-edition=print", "p"),
        ("unless-edition=print", "se"),
        ("when-edition=screen, epub", "se"),
        ("when-format=pdf;unless-edition=print", "s"),
        ("when-lang=fr", "spe"),
        ("when-lang=fr-ca", "spe"),
        ("when-lang=de", ""),
        ("unless-lang=fr", ""),
        ("", "spe"),
    ],
)
def test_all_conditions_must_hold(tmp_path: Path, condition: str, editions: str) -> None:
    assert shown(tmp_path, condition) == editions
    opposite = "".join(name[0] for name in EDITIONS if name[0] not in editions)
    assert shown(tmp_path, condition, hidden=True) == opposite


def test_hidden_blocks_and_words_are_not_there(manuscript: MakeManuscript) -> None:
    made = manuscript(
        'A [b]{.content-visible when-format="pdf"}c.\n\n'
        '::: {.content-hidden when-edition="screen"}\n- d\n:::'
    )
    assert made.text("screen") == '<p>A <span class="content-visible">b</span>c.</p>'
    assert made.text("epub") == "<p>A c.</p>\n<ul>\n<li>d</li>\n</ul>"


def test_they_are_no_blocks_of_the_edition(manuscript: MakeManuscript) -> None:
    made = manuscript(
        'One.\n\n::: {.content-visible when-format="pdf"}\n## Two {#sec-two}\n\nThree.\n:::'
    )
    pdf, epub = made.rendition("screen").blocks, made.rendition("epub").blocks
    assert pdf == frozenset(made.book.spans)
    assert "sec-two" in pdf - epub
    assert len(pdf - epub) == 2


def test_a_link_to_what_is_hidden_keeps_its_words(manuscript: MakeManuscript) -> None:
    made = manuscript(
        "See [two](#sec-two).\n\n"
        '::: {.content-visible when-format="pdf"}\n## Two {#sec-two}\n\nT.\n:::'
    )
    assert '<a href="#sec-two">two</a>' in made.text("screen")
    assert made.text("epub") == "<p>See two.</p>"


def test_the_contents_have_no_row_for_a_hidden_heading(manuscript: MakeManuscript) -> None:
    made = manuscript(
        '## Two {#sec-two .content-visible when-format="pdf"}\n\nText.', **{"toc-depth": 2}
    )
    assert "sec-two" in made.section("section-contents", "screen")
    assert "sec-two" not in made.section("section-contents", "epub")
    assert "sec-two" not in str(made.rendition("epub").toc)


def test_notes_called_only_there_are_hidden_and_the_others_keep_their_numbers(
    manuscript: MakeManuscript,
) -> None:
    made = manuscript(
        'One[^a] [two[^b]]{.content-visible when-format="pdf"} three.[^c]\n\n'
        "[^a]: A.\n[^b]: B calls[^d].\n[^c]: C.\n[^d]: D."
    )
    notes = made.book.chapters[0].notes
    numbers = {label: notes[label].number for label in "abcd"}
    assert numbers == {"a": "1", "b": "2", "d": "3", "c": "4"}
    epub, screen = made.text("epub"), made.text("screen")
    for label in "abcd":
        assert (notes[label].identifier in epub) == (label in "ac")
        assert notes[label].identifier in screen
    assert notes["b"].identifier not in made.rendition("epub").blocks


def test_hidden_places_are_not_in_the_index(manuscript: MakeManuscript) -> None:
    made = manuscript(
        "A [board]{.index}.\n\n"
        '::: {.content-visible when-format="pdf"}\nA [seat]{.index}, a [board]{.index}.\n:::'
    )
    assert "seat" in made.section("section-index", "screen")
    epub = made.section("section-index", "epub")
    assert "seat" not in epub
    assert epub.count('index-locator"') == 1


def test_the_index_sends_nobody_to_an_entry_that_is_hidden(manuscript: MakeManuscript) -> None:
    text = (
        '::: {.content-visible when-format="pdf"}\n[audits]{.index}\n:::\n\n'
        '[pay]{.index see-also="audits"} [checks]{.index see="audits"} [x]{.index see="pay"}'
    )
    made = manuscript(text)
    assert "audits" in made.section("section-index")
    xhtml = made.section("section-index", "epub")
    assert "pay" in xhtml
    assert "audits" not in xhtml
    assert "checks" not in xhtml
    assert ">x<" in xhtml


def test_what_sends_from_a_hidden_term_is_not_in_the_index(manuscript: MakeManuscript) -> None:
    text = (
        "[audits]{.index} [pay]{.index}\n\n"
        '::: {.content-visible when-format="epub"}\nA[]{.index entry="checks" see="audits"} '
        'and b[]{.index entry="pay" see-also="audits"}.\n:::'
    )
    made = manuscript(text)
    assert "checks" in made.section("section-index", "epub")
    assert made.section("section-index", "epub").count("#index-audits") == 2
    xhtml = made.section("section-index", "screen")
    assert "checks" not in xhtml
    assert "#index-audits" not in xhtml
