"""resolve: numbers, targets, notes and images, looked up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from octavo.model.book import TocEntry
from octavo.model.content import plain_text
from octavo.passes.resolve.images import read_image
from octavo.passes.resolve.numbers import first_sentence
from tests.passes.conftest import MakeBook

# -------------------------------------------------------------------- numbers


def test_headings_are_numbered_where_asked(make_book: MakeBook) -> None:
    text = "# One\n\n## A\n\n### B\n\n### C\n\n## D {-}\n\n## E\n"
    book, _ = make_book({"1.md": text, "2.md": "# Two\n\n## F\n"}, **{"number-sections": True})
    numbers = [(chapter.number, tuple(chapter.numbers.values())) for chapter in book.chapters]
    assert numbers == [("1", ("1.1", "1.1.1", "1.1.2", "1.2")), ("2", ("2.1",))]


def test_an_unnumbered_chapter_is_not_counted(make_book: MakeBook) -> None:
    texts = {"1.md": "# Preface {.unnumbered}\n\n## A\n", "2.md": "# One\n\n## B\n"}
    book, _ = make_book(texts, **{"number-sections": True})
    assert [chapter.number for chapter in book.chapters] == ["", "1"]
    assert not book.chapters[0].numbers


def test_figures_and_tables_with_captions_are_counted_through_the_book(
    make_book: MakeBook, tmp_path: Path
) -> None:
    Pillow.new("RGB", (2, 2)).save(tmp_path / "a.png")
    table = "| a |\n|---|\n| b |\n\n: C {#tbl-z}\n"
    figure = '![A](a.png){{#fig-{} fig-alt="A dot"}}\n\n'
    text = "# T\n\n" + figure.format("x") + "> " + figure.format("y") + table
    book, diagnostics = make_book({"1.md": text, "2.md": "# U\n\n" + figure.format("v")})
    assert not diagnostics
    assert book.chapters[0].numbers == {"fig-x": "1", "fig-y": "2", "tbl-z": "1"}
    assert book.chapters[1].numbers == {"fig-v": "3"}


def test_the_contents_have_the_depth_asked_for(make_book: MakeBook) -> None:
    texts = {"1.md": "---\nauthor: Ada\n---\n# One\n\n## A\n\n### B\n\n## C\n"}
    book, _ = make_book(texts, **{"toc-depth": 3})
    (row,) = book.toc
    assert (row.title, row.byline) == ("One", "Ada")
    assert [child.title for child in row.children] == ["A", "C"]
    assert [child.title for child in row.children[0].children] == ["B"]
    (flat,) = make_book(texts, **{"toc-depth": 1})[0].toc
    assert flat == TocEntry("chapter-1", "One", "", 1, "Ada", lang="en")


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007"])
def test_a_title_keeps_the_spaces_at_which_no_line_ends(make_book: MakeBook, space: str) -> None:
    book, _ = make_book({"1.md": f"#  A{space}:   b{space}! \n"})
    assert book.toc[0].title == f"A{space}: b{space}!"


# ---------------------------------------------------------------- identifiers


def test_chapters_are_named_by_their_files(make_book: MakeBook) -> None:
    texts = {"01-who-pays.md": "# A\n", "02 Élan vital.md": "# B\n", "posts/x/index.md": "# C\n"}
    book, _ = make_book(texts)
    assert [chapter.identifier for chapter in book.chapters] == ["who-pays", "elan-vital", "x"]


def test_files_of_one_name_get_names_of_their_own(make_book: MakeBook) -> None:
    book, _ = make_book({"a/text.md": "# A\n", "b/text.md": "# B\n", "42.md": "# C\n"})
    names = [chapter.identifier for chapter in book.chapters]
    assert names[:2] == ["text", "text-2"]
    assert len(set(names)) == 3


def test_every_block_has_a_place_in_the_manuscript(make_book: MakeBook) -> None:
    book, _ = make_book({"one.md": "# One\n\nText.\n\n- a\n- b\n\n| a |\n|---|\n| b |\n"})
    lines = sorted(span.line for span in book.spans.values())
    assert lines == [1, 3, 5, 6, 8, 8, 10]


# ---------------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("#a-heading", "#one-a-heading"),
        ("#A-Heading", "#one-a-heading"),
        ("#sec-two", "#sec-two"),
        ("two.md", "#two"),
        ("two.md#sec-two", "#sec-two"),
        ("two.md#second-heading", "#two-second-heading"),
        ("./two.md", "#two"),
        ("two", "#two"),
        ("two.html", "#two"),
        ("/part/two", "#two"),
        ("https://example.org/a?b=c d", "https://example.org/a?b=c%20d"),
        ("mailto:editors@example.org", "mailto:editors@example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org/x", None),
        ("three.md", None),
        ("#nothing", None),
    ],
)
def test_where_a_link_leads(make_book: MakeBook, href: str, leads_to: str | None) -> None:
    texts = {
        "part/one.md": f"# One\n\n[x](<{href}>)\n\n## A heading\n",
        "part/two.md": "# Two\n\n## Second heading\n\n## Third {#sec-two}\n",
    }
    book, diagnostics = make_book(texts)
    (target,) = book.chapters[0].links.values()
    assert target == leads_to
    assert [finding.code for finding in diagnostics] == ([] if leads_to else ["OCT211"])


def test_slugs_as_github_and_as_pandoc_make_them(make_book: MakeBook) -> None:
    text = "# T\n\n[a](#eventtarget) [b](#event.target) [c](#again-1)\n\n"
    book, diagnostics = make_book({"t.md": text + "## `event.target`\n\n## Again\n\n## Again\n"})
    assert not diagnostics
    assert list(book.chapters[0].links.values()) == ["#t-event-target"] * 2 + ["#t-again-2"]


# ---------------------------------------------------------------------- notes


def test_notes_are_numbered_in_the_order_of_their_calls(make_book: MakeBook) -> None:
    text = "# T\n\nA[^z] b[^a] c[^z].\n\n[^a]: A.\n\n[^z]: Z.\n"
    book, _ = make_book({"1.md": text, "2.md": "# U\n\nA[^q].\n\n[^q]: Q.\n"})
    numbers = {label: note.number for label, note in book.chapters[0].notes.items()}
    assert numbers == {"z": "1", "a": "2"}
    assert book.chapters[1].notes["q"].number == "1"


# --------------------------------------------------------------------- images


def test_a_path_from_the_root_lies_in_assets(make_book: MakeBook, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    Pillow.new("RGB", (3, 2)).save(tmp_path / "assets/a.jpg")
    book, diagnostics = make_book({"text/1.md": '# T\n\n![A](/a.jpg){fig-alt="A dot"}\n'})
    assert not diagnostics
    (asset,) = book.assets
    assert (asset.path, asset.media_type, asset.width) == ("assets/a.jpg", "image/jpeg", 3)


def test_a_picture_is_what_it_is_not_what_its_name_says() -> None:
    from io import BytesIO

    out = BytesIO()
    Pillow.new("RGB", (1, 1)).save(out, "PNG")
    assert read_image("a.jpg", out.getvalue()).media_type == "image/png"


def test_svg_loses_what_is_active_or_leads_out() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'width="10mm" height="5mm" onload="x()"><script>x()</script>'
        '<image href="https://example.org/a.png"/><use xlink:href="#a"/>'
        "<foreignObject><p/></foreignObject><rect id='a' width='1' height='1'/></svg>"
    )
    asset = read_image("a.svg", svg.encode())
    clean = asset.data.decode()
    assert round(asset.width, 1) == 37.8
    for gone in ("script", "onload", "example.org", "foreignObject"):
        assert gone not in clean
    assert 'href="#a"' in clean
    assert "<rect" in clean


def test_svg_with_entities_is_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    svg = (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
        '<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
    )
    assert b"secret" not in read_image("a.svg", svg.encode()).data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x89PNG\r\n\x1a\n damaged", "damaged"),
        (b"<svg>", "not well-formed"),
        (b"<html><svg/></html>", "not SVG"),
        (b"BM" + bytes(200), "damaged"),
        (b"plain words", "not an image"),
    ],
)
def test_what_is_no_image_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_image("a.png", data)


def test_a_picture_with_too_many_pixels_is_refused_unread(tmp_path: Path) -> None:
    Pillow.new("1", (9000, 9000)).save(tmp_path / "big.png")
    with pytest.raises(ValueError, match="9000 × 9000 pixels"):
        read_image("big.png", (tmp_path / "big.png").read_bytes())


# ------------------------------------------------------------ the kinds of text


def test_parts_have_roman_numbers_and_appendices_letters(make_book: MakeBook) -> None:
    texts = {
        "1.md": "# Water {.part}\n",
        "2.md": "# Digging\n\n## Depth\n",
        "3.md": "# Stone {.part .unnumbered}\n",
        "4.md": "# Tables {.appendix #sec-tables}\n\n## Wells\n",
    }
    book, _ = make_book(texts, **{"number-sections": True})
    numbers = [(one.number, tuple(one.numbers.values())) for one in book.chapters]
    assert numbers == [("I", ()), ("1", ("1.1",)), ("", ()), ("A", ("A.1",))]


def test_chapters_without_numbers_have_parts_with_numbers(make_book: MakeBook) -> None:
    book, _ = make_book({"1.md": "# Water {.part}\n", "2.md": "# Digging\n\nText.\n"})
    assert [one.number for one in book.chapters] == ["I", ""]


def test_a_reference_to_an_appendix_says_so(make_book: MakeBook) -> None:
    texts = {
        "1.md": "# One\n\nSee @sec-tables and @sec-water.\n",
        "2.md": "# Water {.part #sec-water}\n",
        "3.md": "# Tables {.appendix #sec-tables}\n\nText.\n",
    }
    book, diagnostics = make_book(texts, **{"number-sections": True})
    assert not diagnostics
    words = plain_text(book.chapters[0].chapter.blocks[0].children)  # type: ignore[attr-defined]
    assert words == "See Appendix\u00a0A and Part\u00a0I."


def test_a_chapter_by_those_who_wrote_the_book_has_no_byline(make_book: MakeBook) -> None:
    texts = {
        "1.md": "---\nauthor: [Ada, Bo]\n---\n# One\n\nText.\n",
        "2.md": "---\nauthor: Ada\n---\n# Two\n\nText.\n",
    }
    book, _ = make_book(texts, author=["Ada", "Bo"])
    assert [row.byline for row in book.toc] == ["", "Ada"]


def test_what_has_one_place_cannot_come_twice(make_book: MakeBook) -> None:
    text = "---\nkind: dedication\n---\nFor {}.\n"
    book, diagnostics = make_book({"1.md": text.format("you"), "2.md": text.format("me")})
    assert [(one.code, str(one.span)) for one in diagnostics] == [("OCT276", "2.md:2:7")]
    assert "1.md" in diagnostics[0].hints[0]
    assert book.around["dedication"].chapter.source.path == "1.md"
    assert book.chapters == ()


@pytest.mark.parametrize(
    ("caption", "sentence"),
    [
        ("Seats by group. As recorded in 2016.", "Seats by group."),
        ("Seats in 2016. Shares in brackets.", "Seats in 2016."),
        ("Seats by group", "Seats by group"),
        ("Seats in the U.S. Congress, by group", "Seats in the U.S. Congress, by group"),
        ("Seats acc. to Ek. The rest is lost.", "Seats acc. to Ek. The rest is lost."),
        (
            "Portrait of Prof. Marie Curie in Sept. 2021",
            "Portrait of Prof. Marie Curie in Sept. 2021",
        ),
        ("Who is there? “Nobody knows.”", "Who is there?"),
    ],
)
def test_a_list_has_the_first_sentence_of_a_caption(caption: str, sentence: str) -> None:
    """Where it is not sure that a sentence ends, it has more rather than less."""
    assert first_sentence(caption) == sentence


def test_texts_without_a_number_count_their_figures_together(
    make_book: MakeBook, tmp_path: Path
) -> None:
    """Where figures are numbered by chapter, no two bear the same number."""
    Pillow.new("RGB", (2, 2)).save(tmp_path / "a.png")
    figure = '![A](a.png){{#fig-{} fig-alt="A dot"}}\n'
    kinds = {"w": "foreword", "x": "chapter", "y": "chapter", "z": "afterword"}
    texts = {
        f"{name}.md": f"---\nkind: {kind}\n---\n# T\n\n" + figure.format(name)
        for name, kind in kinds.items()
    }
    book, _ = make_book(texts, **{"number-sections": True, "numbering": "chapter"})
    numbers = [number for one in book.chapters for number in one.numbers.values()]
    assert numbers == ["1", "1.1", "2.1", "2"]


def test_what_an_author_wrote_for_a_place_of_its_own_is_text_as_well(
    make_book: MakeBook, tmp_path: Path
) -> None:
    Pillow.new("RGB", (2, 2)).save(tmp_path / "a.png")
    figure = '![A](a.png){#fig-a fig-alt="A dot"}\n'
    texts = {
        "1.md": "# One\n\n[Water]{.index}\n",
        "2.md": "# Pictures {.credits}\n\n[Wells]{.index}\n\n" + figure,
    }
    book, _ = make_book(texts, **{"list-of-figures": True})
    assert [entry.title for group in book.index for entry in group.entries] == ["Water", "Wells"]
    assert [row.title for row in book.figures] == ["A"]
