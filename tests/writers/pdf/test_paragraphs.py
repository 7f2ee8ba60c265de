"""Justified paragraphs are set as a whole: less loose, and with everything that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import fontpkg
import pytest
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from octavo.writers.pdf.justified import ATTRIBUTE
from octavo.writers.pdf.lines import whole_lines
from octavo.writers.pdf.paragraphs import fits, set_as_a_whole

ROOT = Path(__file__).parents[3]
FONT = next(
    file.path
    for file in fontpkg.families()["spectral"].files
    if (file.style, file.weight) == ("normal", 400)
)
WORDS = {
    "en": (
        "the record of initiatives says who may complain and what accountability a standard "
        "has on paper is a multi-stakeholder governance responsibility that constitutions "
        "international certification grievance mechanisms in it we read at no"
    ).split(),
    "fr": (
        "le registre des initiatives dit qui peut se plaindre et ce que la responsabilité des "
        "normes internationales exige pour la gouvernance à un on de réglementation"
    ).split(),
    "de": (
        "das Verzeichnis der Vereinbarungen sagt wer sich beschweren darf und was "
        "Rechenschaftspflichten Zertifizierungsstellen Menschenrechtsverletzungen in an es wir"
    ).split(),
}
SPACE = 15 * 0.25  # pixels, in Spectral
PAGE = """<html lang={language}><style>
@page {{ margin: 0; size: 700px 1500px }} body {{ margin: 0; font: 15px Spectral }}
p {{ hyphens: auto; text-align: justify; width: {width}px; margin: 0; text-indent: {indent}px }}
code {{ padding: 0 3px; font: 13px monospace }} small {{ vertical-align: super }}
aside {{ float: footnote }} img {{ width: 9px; height: 9px }}
</style><p id=x>{text}</p>"""
FACE = f"""@font-face {{
font-family: Spectral; src: url({FONT.as_uri()}) }}"""
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
INLINES = (
    "<em>{0} {1}</em>", '<a href="#x">{0} {1}</a>,', "<code>{0}</code>", "{0}&nbsp;{1}",
    '{0}<small><a href="#x">3</a></small>', "inter&shy;nation&shy;al", "({0}<b>{1}</b>).",
    "<em>{0} <strong>{1} <a href='#x'>{0}</a></strong></em>;", "{0}<aside>On {1}.</aside>",
    f'<img alt="x" src="data:image/svg+xml,{PICTURE}">', "{0}<br>{1}", "<i lang=la>{0}</i>",
    "<span style='padding: 0 4px; border: 1px solid'>{0} {1}</span>", "{0}—{1}",
)  # fmt: skip


@dataclass(frozen=True)
class Set:
    """A paragraph as it was set: its text, how far its widest line reaches, its loose lines."""

    text: str
    reach: float
    stretches: tuple[float, ...]


def lines_in(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield child
        yield from lines_in(child)


def texts_in(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TextBox):
            yield child
        else:
            yield from texts_in(child)


@dataclass(frozen=True)
class SetLine:
    """A line as it was set."""

    text: str
    stretch: float
    is_hyphenated: bool
    setting: Any


def lines_of_page(html: str) -> list[SetLine]:
    """Lay a page out; return its lines."""
    fonts = FontConfiguration()
    face = CSS(string=FACE, font_config=fonts)
    found = []
    for page in HTML(string=html).render(font_config=fonts, stylesheets=[face]).pages:
        for line in lines_in(page._page_box):
            pieces = list(texts_in(line))
            text = "".join(piece.text for piece in pieces)
            stretch = max((piece.justification_spacing for piece in pieces), default=0.0, key=abs)
            setting = getattr(line, ATTRIBUTE, None)
            found.append(SetLine(text, stretch, text.endswith("\u2010"), setting))
    return found


def set_page(html: str) -> Set:
    """Lay a page out; hyphens at line ends and white space do not count as its text."""
    text, reach, stretches = "", 0.0, []
    fonts = FontConfiguration()
    face = CSS(string=FACE, font_config=fonts)
    for page in HTML(string=html).render(font_config=fonts, stylesheets=[face]).pages:
        for line in lines_in(page._page_box):
            pieces = list(texts_in(line))
            text += "".join(piece.text for piece in pieces).removesuffix("\u2010")
            reach = max([reach, *(piece.position_x + piece.width for piece in line.children)])
            stretches.append(max((piece.justification_spacing for piece in pieces), default=0.0))
    return Set("".join(re.sub("[\u00ad\u2010]", "", text).split()), reach, tuple(stretches))


def page(seed: int, count: int = 0) -> tuple[str, int]:
    """A page of one paragraph with every kind of inline box in it, and the paragraph's width."""
    random = Random(seed)
    language = random.choice(list(WORDS))
    width = random.choice([150, 240, 320, 393, 416, 454])
    pieces = []
    for _ in range(count or random.randint(5, 120)):
        pair = random.choices(WORDS[language], k=2)
        pieces.append(random.choice(INLINES).format(*pair) if random.random() < 0.15 else pair[0])
    indent = random.choice([0, 0, 18])
    text = " ".join(pieces)
    return PAGE.format(language=language, width=width, indent=indent, text=text), width


def prose(language: str, width: int) -> str:
    random = Random(7)
    text = " ".join(random.choices(WORDS[language], k=900))
    return PAGE.format(language=language, width=width, indent=0, text=text)


def essays() -> str:
    """The paragraphs of our own essays, as words only, but for lists of addresses."""
    files = sorted((ROOT / "content" / "essays").glob("*.md"))
    paragraphs = (part for file in files for part in file.read_text("utf-8").split("\n\n"))
    kept = [part for part in paragraphs if re.match("[A-Z]", part) and len(part) > 200]
    kept = [part for part in kept if "http" not in part]
    text = "</p><p>".join(re.sub(r"\[@[^\]]*\]|\{[^}]*\}|\[\^\w+\]", "", part) for part in kept)
    assert len(text.split()) > 4000
    return text


def loose_shares(html: str) -> tuple[float, float]:
    """The share of loose lines as a whole, and line by line."""
    with whole_lines():
        greedy = set_page(html)
        with set_as_a_whole() as count:
            whole = set_page(html)
    assert count.planned
    assert not count.left
    assert whole.text == greedy.text
    share, before = (
        sum(wide > 0.6 * SPACE for wide in one.stretches) / len(one.stretches)
        for one in (whole, greedy)
    )
    return share, before


def test_the_engine_still_has_what_is_replaced() -> None:
    assert fits()


@pytest.mark.parametrize("first", range(0, 500, 50))
def test_nothing_is_lost_and_nothing_is_too_wide(first: int) -> None:
    for seed in range(first, first + 50):
        html, width = page(seed)
        with whole_lines():
            greedy = set_page(html)
            with set_as_a_whole():
                whole = set_page(html)
        assert whole.text == greedy.text, seed
        assert whole.reach <= max(greedy.reach, width) + 0.5, seed


@pytest.mark.parametrize("width", [393, 416, 454])
def test_few_lines_of_our_essays_are_loose(width: int) -> None:
    """Less than half as many as line by line have spaces that are wider by more than 0.6."""
    share, before = loose_shares(PAGE.format(language="en", width=width, indent=0, text=essays()))
    assert before > 0.15, "nothing to mend"
    assert share < before / 2


@pytest.mark.parametrize("language", ["fr", "de"])
def test_few_lines_of_french_and_german_are_loose(language: str) -> None:
    text = (ROOT / "bench" / "texts" / f"{language}.md").read_text("utf-8")
    paragraphs = [part for part in text.split("\n\n") if not part.startswith("#")]
    html = PAGE.format(language=language, width=416, indent=0, text="</p><p>".join(paragraphs))
    share, before = loose_shares(html)
    assert before > 0.15, "nothing to mend"
    assert share < before * 0.7


def test_no_space_is_narrower_than_seven_tenths() -> None:
    html = PAGE.format(language="en", width=416, indent=0, text=essays())
    with whole_lines(), set_as_a_whole():
        narrowest = min(set_page(html).stretches)
    assert -0.3 * SPACE - 0.01 <= narrowest < -0.2 * SPACE


@pytest.mark.parametrize(
    ("piece", "planned"),
    [
        (f'<img alt="x" src="data:image/svg+xml,{PICTURE}">', True),
        ("one<br>two", True),
        ("<code>padded</code>", True),
        ("<aside>A note.</aside>", True),
        ("<span style='display: inline-block'>a box</span>", False),
        ("<span style='float: left'>a float</span>", False),
        ("<span style='white-space: pre'>kept  spaces</span>", False),
    ],
)
def test_what_cannot_be_planned_is_left_to_the_engine_and_counted(
    piece: str, planned: bool
) -> None:
    text = "word " * 15 + piece + " word" * 15
    html = PAGE.format(language="en", width=200, indent=0, text=text)
    with set_as_a_whole() as count:
        set_page(html)
    # A float or a box in the line is a paragraph of its own, and planned.
    assert count.left == (0 if planned else 1)


def test_a_forced_break_ends_its_line() -> None:
    """The line before it is as short as it is, and the next begins with what follows."""
    text = "word " * 15 + "before<br>after" + " word" * 15
    with whole_lines(), set_as_a_whole():
        lines = lines_of_page(PAGE.format(language="en", width=200, indent=0, text=text))
    (ending,) = [number for number, line in enumerate(lines) if line.text.endswith("before")]
    assert lines[ending + 1].text.startswith("after")
    assert lines[ending].stretch == 0


def test_a_stylesheet_can_set_the_penalties_of_an_element() -> None:
    html = prose("en", 416)
    with set_as_a_whole():
        usual, never = (
            sum(line.is_hyphenated for line in lines_of_page(page))
            for page in (html, html.replace("p {", "p { --justify-hyphen: 9000; "))
        )
    assert never < usual / 2


def test_a_space_may_be_forbidden_to_shrink() -> None:
    html = PAGE.format(language="en", width=416, indent=0, text=essays())
    with whole_lines(), set_as_a_whole():
        stretches = set_page(html.replace("p {", "p { --justify-shrink: 0; ")).stretches
    assert min(stretches) > -0.01


def test_hyphens_do_not_stand_in_ladders() -> None:
    html = PAGE.format(language="en", width=393, indent=0, text=essays())
    with whole_lines():
        greedy = ladders(lines_of_page(html))
        with set_as_a_whole():
            assert ladders(lines_of_page(html)) == 0
    assert greedy > 3


def ladders(lines: list[SetLine]) -> int:
    """How often three lines in a row end in a hyphen."""
    return len(re.findall("---+", "".join("-" if one.is_hyphenated else "." for one in lines)))


def test_the_first_line_keeps_its_indent_and_is_planned_too() -> None:
    html = PAGE.format(language="en", width=393, indent=24, text=essays())
    with whole_lines(), set_as_a_whole():
        settings = [line.setting for line in lines_of_page(html)]
    assert len(settings) > 300
    assert all(setting.planned for setting in settings)


def test_text_that_is_not_justified_is_set_as_ever() -> None:
    html = prose("en", 416).replace("text-align: justify", "text-align: left")
    with set_as_a_whole() as count:
        ragged = set_page(html)
    assert (count.planned, count.left) == (0, 0)
    assert ragged == set_page(html)


def test_the_same_paragraph_is_set_the_same_way_twice() -> None:
    html, _ = page(3, 150)
    with set_as_a_whole():
        assert set_page(html) == set_page(html)


# What a reading of the engine has shown to be dangerous: each is set with and without, and holds
# the same words in the same room.
SENTENCE = "the record of initiatives says who may complain and what accountability is "
DANGERS = {
    "a positioned box with lines of its own": (
        "<span style='position: relative'>word<span style='position: absolute; left: 0; top: 40px;"
        " width: 100px'>Text in a box that is justified too</span></span> " + SENTENCE * 4
    ),
    "words that are known after a first layout": (
        "<style>a::after { content: ' (on the page ' target-counter(attr(href), page)"
        " ' of this book)' }</style>some words here <a href='#x'>see</a> " + SENTENCE * 3
    ),
    "a space in a box of its own": "<b>bold</b><i> </i><b>words</b> " + SENTENCE * 2 + "<i> </i>",
    "the end of a line inside a word of marks": "a\u2028b " + SENTENCE + "<em>c\u2029d</em> e",
    "white space after a forced break": "a b<br>\n" + SENTENCE,
    "soft hyphens that are not between letters": "im Jahr 2000&shy;3000 und A2&shy;B4 " * 6,
    "spaced words": "<em>says</em> <style>p { word-spacing: .5em }</style>" + SENTENCE * 2,
    "padding in shares": "<code style='padding: 0 3%'>one</code> <b>two</b> " * 9,
    "a cut with an ellipsis": "<style>p { overflow: hidden; text-overflow: ellipsis }</style>short",
}


@pytest.mark.parametrize("text", DANGERS.values(), ids=DANGERS.keys())
@pytest.mark.parametrize("width", [100, 180, 233, 300])
def test_dangerous_paragraphs_hold_the_same_words_in_their_room(text: str, width: int) -> None:
    html = PAGE.format(language="en", width=width, indent=0, text=text)
    with whole_lines():
        greedy = set_page(html)
        with set_as_a_whole():
            whole = set_page(html)
    # A positioned box is read in the middle of the line that it hangs on.
    assert sorted(whole.text) == sorted(greedy.text)
    assert whole.reach <= max(greedy.reach, width) + 0.5


def planned_share(html: str) -> float:
    with whole_lines(), set_as_a_whole():
        settings = [line.setting for line in lines_of_page(html)]
    planned: int = sum(setting.planned for setting in settings)
    return planned / len(settings)


def test_words_that_are_known_late_are_planned_when_they_are_known() -> None:
    text = DANGERS["words that are known after a first layout"] + SENTENCE * 6
    assert planned_share(PAGE.format(language="en", width=180, indent=0, text=text)) == 1


def test_a_word_wider_than_its_line_leaves_only_that_line_to_the_engine() -> None:
    text = SENTENCE * 4 + "x" * 80 + " " + SENTENCE * 4
    html = PAGE.format(language="en", width=300, indent=0, text=text)
    with whole_lines(), set_as_a_whole():
        unplanned = [line.text for line in lines_of_page(html) if not line.setting.planned]
    assert unplanned == ["x" * 80]


def test_lines_below_a_float_are_planned_again() -> None:
    float_ = "<span style='float: left; width: 80px; height: 60px'></span>"
    html = PAGE.format(language="en", width=300, indent=0, text=float_ + SENTENCE * 9)
    html += f"<p>{SENTENCE * 9}</p>"
    with whole_lines(), set_as_a_whole():
        planned = [line.setting.planned for line in lines_of_page(html)]
    assert not any(planned[:3])
    assert planned[-9:] == [True] * 9


def test_borders_close_where_they_closed() -> None:
    """A line does not end inside a box right before its border."""
    piece = "some thing <code style='border: 2px solid; padding: 0 4px'>the words </code>next "
    html = PAGE.format(language="en", width=210, indent=0, text=piece * 8)
    with whole_lines(), set_as_a_whole():
        (page,) = HTML(string=html).render().pages
    codes = [box for box in page._page_box.descendants() if box.element_tag == "code"]
    assert sum(box.border_right_width > 0 for box in codes) == 8


def test_a_soft_hyphen_is_seen_wherever_a_line_ends_at_it() -> None:
    html = PAGE.format(language="de", width=100, indent=0, text="im Jahre 2000&shy;3000 " * 5)
    with whole_lines(), set_as_a_whole():
        ends = [
            line.text for line in lines_of_page(html) if line.text.rstrip("\u2010")[-1:] == "\u00ad"
        ]
    assert ends
    assert all(text.endswith("\u00ad\u2010") for text in ends)


def test_no_line_is_given_up_for_addresses() -> None:
    """Among lines that must be loose, no line is far looser than the loosest line by line."""
    address = (
        "https://example.org/reports-of-the-year/because-of-the-record/of-initiatives/index.html"
    )
    text = " ".join(f"The bench is four metres long {address} and seven in all." for _ in range(9))
    html = PAGE.format(language="en", width=393, indent=0, text=text)
    with whole_lines():
        greedy = set_page(html)
        with set_as_a_whole():
            whole = set_page(html)
    assert max(whole.stretches) <= max(greedy.stretches)
    assert sum(wide > SPACE for wide in whole.stretches) <= sum(
        wide > SPACE for wide in greedy.stretches
    )
