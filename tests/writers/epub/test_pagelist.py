"""The page list: a break for every page, at the very word that the page begins with."""

from __future__ import annotations

import pytest

from octavo.model.rendition import PageFacts, PageMap
from octavo.writers.pdf import PdfWriter

from .conftest import MakePublication, Publication
from .opened import Opened, marked
from .paging import found_again, paged

ONE = """\
# One

First paragraph of five words.

Second, with *emphasis inside* and a note.[^n] Then more.

- An item
- Another item

[^n]: The note.
"""


def pages(*facts: tuple[str, str, str, int]) -> PageMap:
    """Pages by label, section, block and offset."""
    return PageMap(tuple(PageFacts(place, *fact) for place, fact in enumerate(facts)))


def with_pages(one: Publication, *facts: tuple[str, str, str, int]) -> Opened:
    opened = one.epub(pages(*facts))
    assert_list_matches(opened)
    return opened


def assert_list_matches(opened: Opened) -> None:
    """The page list, the breaks and the NCX name the same places in the same order."""
    rows = opened.navigation("page-list")
    assert rows == opened.breaks()
    namespace = {"n": "http://www.daisy.org/z3986/2005/ncx/"}
    labels = opened.ncx.findall("n:pageList/n:pageTarget/n:navLabel/n:text", namespace)
    places = opened.ncx.findall("n:pageList/n:pageTarget/n:content", namespace)
    assert [(row.label, row.href) for row in rows] == [
        (label.text, place.get("src")) for label, place in zip(labels, places, strict=True)
    ]


def block(one: Publication, words: str) -> str:
    """The identifier of the block whose own text begins with these words."""
    opened = one.epub()
    for document in opened.documents.values():
        for element in document.iter("*"):
            if element.get("id") in one.book.spans and marked(element).startswith(words):
                return str(element.get("id"))
    raise AssertionError(words)


def countable(text: str) -> int:
    return len(text.replace(" ", "").replace("-", ""))


# ------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("First ", "First [9]paragraph of five words."),
        ("First para", "First [9]paragraph of five words."),  # not inside a word
        ("First paragraph of five words", "First paragraph of five words[9]."),
        ("", "[9]First paragraph of five words."),
    ],
)
def test_a_break_stands_before_the_word_that_begins_the_page(
    publication: MakePublication, before: str, expected: str
) -> None:
    one = publication({"text/one.md": ONE})
    first = block(one, "First")
    opened = with_pages(one, ("8", "one", "one", 0), ("9", "one", first, countable(before)))
    assert marked(opened.by_id(first)) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Second, with ", "Second, with [9]emphasis inside and a note.1 Then more."),
        ("Second, with emphasis ", "Second, with emphasis [9]inside and a note.1 Then more."),
        ("Second, with emphasis inside", "Second, with emphasis inside [9]and a note.1 Then more."),
        ("Second, with emphasis inside and a note.",
         "Second, with emphasis inside and a note.1 [9]Then more."),
    ],
)  # fmt: skip
def test_inline_elements_and_calls_of_notes(
    publication: MakePublication, before: str, expected: str
) -> None:
    one = publication({"text/one.md": ONE})
    second = block(one, "Second")
    opened = with_pages(one, ("8", "one", "one", 0), ("9", "one", second, countable(before)))
    assert marked(opened.by_id(second)) == expected
    mark = opened.by_id("page-9")
    assert all(outer.get("class") != "noteref" for outer in mark.iterancestors())


def test_a_break_does_not_stand_inside_the_link_or_emphasis_that_it_precedes(
    publication: MakePublication,
) -> None:
    text = "# One\n\nWords [*linked words*](https://example.org).\n"
    one = publication({"text/one.md": text})
    words = block(one, "Words")
    opened = with_pages(one, ("8", "one", "one", 0), ("9", "one", words, 5))
    (mark,) = opened.by_id(words).findall("{*}span[@role='doc-pagebreak']")
    assert mark.get("aria-label") == "9"


def test_a_word_that_is_partly_emphasised_is_not_cut(publication: MakePublication) -> None:
    one = publication({"text/one.md": "# One\n\nIt is un*believ*able, really.\n"})
    it = block(one, "It")
    opened = with_pages(one, ("8", "one", "one", 0), ("9", "one", it, countable("It is unbel")))
    assert marked(opened.by_id(it)) == "It is [9]unbelievable, really."


def test_japanese_needs_no_spaces(publication: MakePublication) -> None:
    one = publication({"text/one.md": "# One\n\n日本語の文章です。\n"})
    text = block(one, "日本")
    opened = with_pages(one, ("8", "one", "one", 0), ("9", "one", text, 4))
    assert marked(opened.by_id(text)) == "日本語の[9]文章です。"


def test_text_of_inner_blocks_does_not_count(publication: MakePublication) -> None:
    text = '# One\n\n<div id="outer">\nBefore.\n\n<p>Inner text.</p>\nAfter the inner.\n</div>\n'
    one = publication({"text/one.md": text})
    opened = with_pages(
        one, ("8", "one", "one", 0), ("9", "one", "outer", countable("Before.After "))
    )
    assert "After [9]the inner." in marked(opened.by_id("outer"))


def test_a_heading_is_not_read_with_the_number_of_its_page(publication: MakePublication) -> None:
    one = publication({"text/one.md": "# One\n\nText.\n\n## Two {#two}\n\nText.\n"})
    opened = with_pages(one, ("8", "one", "one", 0), ("9", "one", "two", 0))
    assert marked(opened.by_id("two")) == "Two"
    previous = opened.by_id("two").getprevious()
    assert previous is not None
    assert previous.get("aria-label") == "9"


TABLE = """\
# One

Text.

| Head | Other |
| --- | --- |
| a b c | d e f |
| g h i | j k l |

: Its caption. {#tbl-x}
"""


def rows(one: Publication) -> list[str]:
    table = one.epub().by_id("tbl-x")
    return [str(row.get("id")) for row in table.iter("{*}tr")]


def test_the_rows_of_a_table(publication: MakePublication) -> None:
    one = publication({"text/one.md": TABLE})
    head, first, second = rows(one)
    start = ("7", "one", "one", 0)
    opened = with_pages(one, start, ("8", "one", first, 0), ("9", "one", second, 5))
    assert marked(opened.by_id(first)) == "[8]a b cd e f"
    # A page divides all cells of a row; the break stays in the first.
    assert marked(opened.by_id(second)) == "g h i[9]j k l"
    opened = with_pages(one, start, ("8", "one", head, 0))
    previous = opened.by_id("tbl-x").getprevious()
    assert previous is not None
    assert previous.get("aria-label") == "8"


def test_a_caption_below_its_table_begins_a_page_of_its_own(
    publication: MakePublication,
) -> None:
    one = publication({"text/one.md": TABLE})
    facts = (PageFacts(0, "7", "one", "one"), PageFacts(1, "8", "one", "tbl-x"))
    above = one.epub(PageMap(facts, {"tbl-x": "8"})).by_id("tbl-x").getprevious()
    below = one.epub(PageMap(facts, {"tbl-x": "7"})).by_id("tbl-x").getnext()
    assert above is not None
    assert above.get("aria-label") == "8"
    assert below is not None
    assert below.get("aria-label") == "8"


# --------------------------------------------------------- pages without text


def test_sections_begin_with_their_first_page(publication: MakePublication) -> None:
    one = publication({"text/one.md": ONE})
    opened = with_pages(
        one,
        ("Cover", "section-cover", "", 0),
        ("i", "section-title", "", 0),
        ("ii", "section-imprint", "", 0),
        ("iii", "section-contents", "", 0),
        ("iv", "section-contents", "", 0),
        ("1", "one", "one", 0),
    )
    assert [(row.label, row.href) for row in opened.breaks()] == [
        ("Cover", "cover.xhtml#page-Cover"),
        ("i", "title.xhtml#page-i"),
        ("ii", "imprint.xhtml#page-ii"),
        ("iii", "contents.xhtml#page-iii"),
        ("iv", "contents.xhtml#page-iv"),
        ("1", "one.xhtml#page-1"),
    ]
    for file, document in opened.documents.items():
        begins = marked(document.findall("{*}body")[0])
        assert begins.startswith("["), (file, begins)


def test_a_blank_page_stands_with_the_next_one_and_falls_away_at_the_end(
    publication: MakePublication,
) -> None:
    one = publication({"text/one.md": ONE, "text/two.md": "# Two\n\nText.\n"})
    opened = with_pages(
        one, ("1", "one", "one", 0), ("2", "", "", 0), ("3", "two", "two", 0), ("4", "", "", 0)
    )
    assert [row.href for row in opened.breaks()] == [
        "one.xhtml#page-1",
        "two.xhtml#page-2",
        "two.xhtml#page-3",
    ]


def test_a_page_that_shows_a_picture_alone(publication: MakePublication) -> None:
    text = '# One\n\nText.\n\n![](a.svg){fig-alt="A" #fig-a}\n\nMore text.\n'
    one = publication({"text/one.md": text, "text/a.svg": SVG})
    more = block(one, "More")
    alone = PageMap(
        (
            PageFacts(0, "1", "one", "one"),
            PageFacts(1, "2", "one"),
            PageFacts(2, "3", "one", more),
        ),
        {"one": "1", "fig-a": "2", more: "3"},
    )
    with_text = PageMap(
        (PageFacts(0, "1", "one", "one"), PageFacts(1, "2", "one", more)),
        {"one": "1", "fig-a": "2", more: "2"},
    )
    for page_map in (alone, with_text):
        before = one.epub(page_map).by_id("fig-a").getprevious()
        assert before is not None
        assert before.get("aria-label") == "2"


def test_the_last_pages_of_a_section_may_hold_notes_alone(publication: MakePublication) -> None:
    one = publication({"text/one.md": ONE, "text/two.md": "# Two\n\nText.\n"})
    second = block(one, "Second")
    note = block(one, "The note")
    page_map = PageMap(
        (
            PageFacts(0, "1", "one", "one"),
            PageFacts(1, "2", "one", second, 4),
            PageFacts(2, "3", "one"),
            PageFacts(3, "4", "two", "two"),
        ),
        {"one": "1", second: "1", note: "3", "two": "4"},
    )
    opened = one.epub(page_map)
    assert_list_matches(opened)
    after = opened.by_id("page-3").getnext()
    assert after is not None
    assert after.get("class") == "notes"


def test_pages_of_another_edition_alone_are_left_out(publication: MakePublication) -> None:
    one = publication({"text/one.md": ONE})
    opened = with_pages(
        one, ("1", "one", "one", 0), ("2", "section-index", "", 0), ("3", "index", "gone", 7)
    )
    assert [row.label for row in opened.breaks()] == ["1"]


# --------------------------------------------------------------- all of them


def test_every_page_of_a_hard_book_is_found_again(hard: Publication) -> None:
    rendition = hard.rendition()
    page_map = paged(rendition, every=37)
    opened = hard.epub(page_map)
    assert_list_matches(opened)
    assert [row.label for row in opened.breaks()] == [page.label for page in page_map.pages]
    assert_places(opened, page_map, rendition.blocks)


def assert_places(opened: Opened, page_map: PageMap, blocks: frozenset[str]) -> None:
    """Each break is in its block, before the page's first character or the word around it."""
    found = found_again(iter(opened.documents.values()), blocks)
    seen: set[str] = set()
    wrong: list[tuple[PageFacts, tuple[str, int]]] = []
    for page in page_map.pages:
        begins_section = page.section not in seen
        seen.add(page.section)
        if page.block and not begins_section:
            place, offset = found[page.label]
            if place != page.block or not 0 <= page.offset - offset < 40:
                wrong.append((page, (place, offset)))
    # Cells of a row, tables and figures have places of their own; see the tests above.
    assert [one for one in wrong if not in_a_box(opened, one[0])] == []


def in_a_box(opened: Opened, page: PageFacts) -> bool:
    element = opened.by_id(page.block)
    return any(
        str(outer.tag).endswith(("}tr", "}table")) for outer in (element, *element.iterancestors())
    )


def test_the_pages_of_a_real_pdf(publication: MakePublication) -> None:
    paragraph = " ".join(f"Sentence {number} speaks of *institutions*." for number in range(20))
    text = "\n\n".join(
        f"## Section {number}\n\n{paragraph}\n\n- {paragraph}" for number in range(12)
    )
    text += "\n\nA call.[^n]"
    one = publication({"text/one.md": f"# One\n\n{text}\n\n[^n]: A note.\n", "text/two.md": TABLE})
    screen = one.rendition("screen")
    page_map = PdfWriter(screen, one.design, one.workspace).lay_out(screen)
    assert len(page_map.pages) > 12
    opened = one.epub(page_map)
    assert_list_matches(opened)
    assert [row.label for row in opened.breaks()] == [page.label for page in page_map.pages]
    assert_places(opened, page_map, screen.blocks)


def test_identifiers_are_unique_names(publication: MakePublication) -> None:
    one = publication({"text/one.md": "# One\n\nText.\n\n## Page 2 {#page-2}\n\nText.\n"})
    opened = with_pages(one, ("1", "one", "one", 0), ("2", "one", "page-2", 0), ("3 a", "", "", 0),
                        ("4", "one", "page-2", 4))  # fmt: skip
    identifiers = [row.href.partition("#")[2] for row in opened.breaks()]
    assert identifiers == ["page-1", "page-2-2", "page-3-a", "page-4"]
    assert opened.by_id("page-2").tag == "{http://www.w3.org/1999/xhtml}h2"


def test_breaks_stay_in_the_order_of_the_pages(publication: MakePublication) -> None:
    one = publication({"text/one.md": ONE})
    first, second = block(one, "First"), block(one, "Second")
    opened = with_pages(
        one, ("1", "one", "one", 0), ("2", "one", second, 7), ("3", "one", first, 5)
    )
    assert [row.label for row in opened.breaks()] == ["1", "2", "3"]
    assert marked(opened.by_id(first)) == "First paragraph of five words."
    assert marked(opened.by_id(second)).startswith("Second, [2][3]with")


def test_without_pages_there_is_no_page_list(publication: MakePublication) -> None:
    opened = publication({"text/one.md": ONE}).epub()
    assert opened.navigation("page-list") == []
    assert opened.metadata("pageBreakSource") == []
    assert b"pageList" not in opened.bytes("toc.ncx")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
