"""parse: what each construct of the language becomes, and where it stands."""

from __future__ import annotations

import pytest

from octavo.model.book import Chapter, Source
from octavo.model.content import (
    Block,
    CodeBlock,
    Element,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Table,
    plain_text,
    walk,
)
from octavo.model.diagnostic import Place
from octavo.model.inlines import Attributes, Image, Link, Marked, NoteCall, Omission, Text
from octavo.passes.parse import parse


def chapter(text: str, **options: bool) -> Chapter:
    (found,), diagnostics = parse(Source("text/one.md", text), **options)
    assert not [finding for finding in diagnostics if finding.code != "OCT240"], diagnostics
    return found


def only(text: str) -> Block:
    (block,) = chapter(f"---\ntitle: T\n---\n{text}").blocks
    return block


def codes(text: str) -> list[tuple[str, str]]:
    """The codes of what is wrong, with their places."""
    _, diagnostics = parse(Source("one.md", text))
    return [(finding.code, str(finding.span)) for finding in diagnostics]


# --------------------------------------------------------------------- titles


def test_the_title_comes_from_the_front_matter() -> None:
    found = chapter("---\ntitle: One *and* two\n---\n\nText.\n")
    assert plain_text(found.title) == "One and two"
    assert isinstance(found.title[1], Marked)


def test_or_from_the_first_heading_which_is_then_no_block() -> None:
    found = chapter("# One {#sec-one}\n\nText.\n")
    assert plain_text(found.title) == "One"
    assert found.identifier == "sec-one"
    assert [type(block) for block in found.blocks] == [Paragraph]


def test_a_heading_after_some_text_is_told_when_it_becomes_the_title() -> None:
    text = "A foreword.\n\n# The heading\n\nText.\n"
    (found,), (finding,) = parse(Source("one.md", text))
    assert plain_text(found.title) == "The heading"
    assert (finding.code, str(finding.span)) == ("OCT248", "one.md:3:1")
    assert "front matter" in finding.hints[0]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a remark -->\n\n# One\n",
        '<a id="top"></a>\n\n# One\n',
        "---\ntitle: Book\n---\nA foreword.\n\n# One\n",
    ],
)
def test_what_prints_nothing_may_stand_before_it(text: str) -> None:
    assert codes(f"{text}\nText.\n") == []


def test_or_from_the_name_of_the_file() -> None:
    found, _ = parse(Source("text/03-who_pays.md", "Text.\n"))
    assert plain_text(found[0].title) == "Who pays"


def test_brackets_in_a_title_are_no_link_that_the_body_defines() -> None:
    text = '---\ntitle: "The [draft] law"\n---\nSee the [draft].\n\n[draft]: http://e.org\n'
    found = chapter(text)
    assert plain_text(found.title) == "The [draft] law"
    assert [link.target for link in found.links] == ["http://e.org"]


@pytest.mark.parametrize("texts", [("Seats", "Votes {#seats}"), ("Votes {#seats}", "Seats")])
def test_a_heading_gives_way_to_an_identifier_that_is_given(texts: tuple[str, str]) -> None:
    found = chapter("# T\n\n" + "".join(f"## {text}\n\nText.\n\n" for text in texts))
    keys = {plain_text([node]): node.key for node in found.blocks if isinstance(node, Heading)}
    assert keys == {"Votes": "seats", "Seats": "seats-2"}
    assert {"seats", "seats-2"} <= set(found.places)


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    assert [type(b) for b in chapter("---\ntitle: One!\n---\n# One\n\nText.\n").blocks] == [
        Paragraph
    ]


@pytest.mark.parametrize("highest", ["#", "##", "###"])
def test_the_highest_heading_stands_right_under_the_title(highest: str) -> None:
    blocks = chapter(f"---\ntitle: T\n---\n{highest} A\n\n{highest}# B\n").blocks
    assert [block.level for block in blocks if isinstance(block, Heading)] == [2, 3]


def test_a_book_in_one_file_is_cut_at_its_first_level_headings() -> None:
    text = "Before.\n\n# One\n\nText.[^a]\n\n# Two\n\nMore.\n\n[^a]: Note.\n"
    chapters, diagnostics = parse(Source("book.md", text))
    assert not diagnostics
    assert [plain_text(found.title) for found in chapters] == ["Book", "One", "Two"]
    assert [len(found.notes) for found in chapters] == [0, 1, 0]


def test_a_titled_essay_with_several_first_level_headings_is_one_chapter() -> None:
    text = "---\ntitle: Essay\n---\n# One\n\n# Two\n"
    assert len(parse(Source("essay.md", text))[0]) == 1
    assert len(parse(Source("essay.md", text), alone=True)[0]) == 2


# --------------------------------------------------------------- front matter


@pytest.mark.parametrize(
    ("yaml", "names"),
    [
        ("author: Ada", ["Ada"]),
        ("authors: [Ada, Grace]", ["Ada", "Grace"]),
        ("author: {name: Ada, affiliation: Somewhere}", ["Ada"]),
        ("authors:\n  - name: Ada\n    orcid: 0000-0002-1825-0097\n  - Grace", ["Ada", "Grace"]),
        ("author: {name: Ada, bio: Counted., twitter: ada}", ["Ada"]),
    ],
)
def test_authors_in_every_spelling(yaml: str, names: list[str]) -> None:
    assert [person.name for person in chapter(f"---\n{yaml}\n---\nText.").matter.authors] == names


@pytest.mark.parametrize("key", ["tags", "keywords", "categories"])
def test_keywords_in_every_spelling(key: str) -> None:
    assert chapter(f"---\n{key}: [a, b]\n---\nText.").matter.keywords == ("a", "b")
    assert chapter(f"---\n{key}: a, b\n---\nText.").matter.keywords == ("a", "b")


def test_dates_with_a_time() -> None:
    matter = chapter("---\ndate: 2020-08-27 10:30:00 +0200\n---\nText.").matter
    assert str(matter.date) == "2020-08-27"


def test_foreign_keys_are_kept() -> None:
    matter = chapter("---\nlayout: post\nhero: {image: a.png}\n---\nText.").matter
    assert matter.model_extra == {"layout": "post", "hero": {"image": "a.png"}}


def test_a_value_that_cannot_be_used_is_told_and_left_out() -> None:
    text = "---\ntitle: T\ndate: last summer\nlang: en\n---\nText.\n"
    (found,), (finding,) = parse(Source("one.md", text))
    assert (finding.code, str(finding.span)) == ("OCT106", "one.md:3:7")
    assert found.matter.lang == "en"


# --------------------------------------------------------------------- blocks


def test_a_paragraph_has_a_key_that_only_its_text_changes() -> None:
    first = chapter("# T\n\nOne.\n\nTwo.\n").blocks
    second = chapter("# T\n\nNew.\n\nOne.\n\nTwo.\n").blocks
    assert [block.key for block in first] == [block.key for block in second[1:]]


def test_equal_paragraphs_have_keys_of_their_own() -> None:
    one, two = chapter("# T\n\nSame.\n\nSame.\n").blocks
    assert two.key == one.key + "-2"


def test_heading_attributes() -> None:
    heading = only("## One {#sec-x .unnumbered lang=fr}")
    assert isinstance(heading, Heading)
    assert heading.attributes == Attributes("sec-x", ("unnumbered",), (("lang", "fr"),))
    assert plain_text(heading.children) == "One"


def test_unnumbered_in_short() -> None:
    assert only("## One {-}").attributes.classes == ("unnumbered",)


def test_an_image_alone_is_a_figure_with_its_caption() -> None:
    figure = only('![A *wall*](wall.png){#fig-w .wide fig-alt="Bricks" width=60%}')
    assert isinstance(figure, Figure)
    assert figure.key == "fig-w"
    assert plain_text(figure.caption) == "A wall"
    assert figure.image.alt == "Bricks"
    assert figure.image.attributes.get("width") == "60%"
    assert figure.attributes.classes == ("wide",)


def test_an_image_without_any_words_has_no_alt_text() -> None:
    figure = only("![](wall.png)")
    assert isinstance(figure, Figure)
    assert figure.image.alt is None


def test_an_empty_alt_text_says_that_it_is_decoration() -> None:
    figure = only('![](wall.png){fig-alt=""}')
    assert isinstance(figure, Figure)
    assert figure.image.alt == ""


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\n: Words {#tbl-x}\n",
        ": Words {#tbl-x}\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n",
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\nTable: Words {#tbl-x}\n",
    ],
)
def test_a_table_with_its_caption(text: str) -> None:
    table = only(text)
    assert isinstance(table, Table)
    assert table.key == "tbl-x"
    assert plain_text(table.caption) == "Words"
    assert [cell.align for cell in table.rows[0].cells] == ["", "right"]


def test_code_with_a_language() -> None:
    for fence in ("python", "{.python #lst-x}", "python {#lst-x}"):
        block = only(f"```{fence}\nprint()\n```")
        assert isinstance(block, CodeBlock)
        assert (block.language, block.text) == ("python", "print()")


def test_lists_tight_and_loose() -> None:
    tight, loose = only("- a\n- b\n"), only("1. a\n\n2. b\n")
    assert isinstance(tight, List)
    assert isinstance(loose, List)
    assert (tight.start, loose.start) == (None, 1)
    assert [item.children[0].tight for item in tight.items] == [True, True]  # type: ignore[attr-defined]
    assert [item.children[0].tight for item in loose.items] == [False, False]  # type: ignore[attr-defined]


# -------------------------------------------------------------------- inlines


def test_columns_are_those_of_the_file() -> None:
    text = (
        "# T\n\n> 1. One [link](a.md) and\n>    ![b](b.png) in a list\n>    in a quotation.[^n]\n"
    )
    found, _ = parse(Source("one.md", text))
    assert [reference.place for reference in found[0].links] == [Place(3, 10)]
    assert [reference.place for reference in found[0].images] == [Place(4, 6)]
    assert [reference.place for reference in found[0].note_calls] == [Place(5, 21)]


def test_columns_in_a_table() -> None:
    text = "# T\n\n| a | b |\n|---|---|\n| [x](#x) | [x](#x) |\n"
    found, _ = parse(Source("one.md", text))
    assert [reference.place for reference in found[0].links] == [Place(5, 3), Place(5, 13)]


def test_a_bracketed_span() -> None:
    paragraph = only("Le [mot]{lang=fr .x} juste.")
    assert isinstance(paragraph, Paragraph)
    span = paragraph.children[1]
    assert isinstance(span, Marked)
    assert span.attributes == Attributes("", ("x",), (("lang", "fr"),))


def test_link_attributes() -> None:
    paragraph = only("See [there](#x){.with-page}.")
    assert isinstance(paragraph, Paragraph)
    link = paragraph.children[1]
    assert isinstance(link, Link)
    assert link.attributes.classes == ("with-page",)


# ---------------------------------------------------------------------- notes


def test_a_note_of_several_paragraphs() -> None:
    found = chapter("# T\n\nText.[^a]\n\n[^a]: One.\n\n    Two.\n\n    - three\n")
    assert [type(block) for block in found.notes[0].blocks] == [Paragraph, Paragraph, List]


def test_a_note_in_place() -> None:
    found = chapter("# T\n\nText^[a *note*] here.\n")
    (note,) = found.notes
    (call,) = found.note_calls
    assert note.label == call.target
    assert plain_text(note.blocks[0].children) == "a note"  # type: ignore[attr-defined]
    assert call.place == Place(3, 5)


def test_a_note_that_only_a_note_calls_is_there() -> None:
    found = chapter("# T\n\nText.[^a]\n\n[^a]: One.[^b]\n\n[^b]: Two.\n")
    assert [note.label for note in found.notes] == ["a", "b"]


# ----------------------------------------------------------------------- HTML


def test_html_is_nested_whatever_the_author_wrote() -> None:
    paragraph = only("A <b>b <i>c</i></b> d")
    assert isinstance(paragraph, Paragraph)
    assert [type(node) for node in paragraph.children] == [Text, Marked, Text]


def test_html_that_is_never_closed_is_closed_and_told() -> None:
    assert codes("# T\n\nA <b>b <i>c</b> d\n") == [("OCT231", "one.md:3:8")]


def test_markdown_inside_html_blocks() -> None:
    element = only("<div class='x' onclick='a()' style='color:red'>\n\nSome *text*.\n\n</div>\n")
    assert isinstance(element, Element)
    assert element.attributes == Attributes(classes=("x",))
    assert isinstance(element.children[0], Paragraph)


def test_a_table_in_html() -> None:
    element = only("<table><tr><th>a<td>b</table>")
    assert isinstance(element, Element)
    names = [node.element for node in walk([element]) if isinstance(node, Element)]
    assert names == ["table", "tr", "th", "td"]


@pytest.mark.parametrize("number", ["²", "100000000", "-1", "x"])
def test_numbers_in_html_that_are_none_or_too_large_are_dropped(number: str) -> None:
    element = only(f'<ol start="{number}"><li>a</li></ol>')
    assert element.attributes.get("start") is None


def test_cells_without_a_table_become_plain_boxes() -> None:
    element = only("<td>b</td>")
    assert isinstance(element, Element)
    assert element.element == "div"


def test_what_only_looks_like_a_tag_stays_text() -> None:
    found, diagnostics = parse(Source("one.md", "# T\n\nA Vec<T> of things.\n"))
    paragraph = found[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.children) == "A Vec<T> of things."
    assert [finding.code for finding in diagnostics] == ["OCT231"]


@pytest.mark.parametrize("tag", ["script", "iframe", "object", "select", "textarea", "video"])
def test_active_elements_leave_a_placeholder(tag: str) -> None:
    text = f"# T\n\nA\n\n<{tag} src='https://example.org/'>inside</{tag}>\n\nB\n"
    found, diagnostics = parse(Source("one.md", text))
    (omission,) = [node for node in walk(found[0].blocks) if isinstance(node, Omission)]
    assert (omission.what, omission.text) == (tag, "https://example.org/")
    assert "inside" not in plain_text(found[0].blocks)
    assert [finding.code for finding in diagnostics] == ["OCT230"]


def test_a_form_goes_and_its_words_stay() -> None:
    found, _ = parse(Source("one.md", "# T\n\n<form>\n\nSome *words*.\n\n</form>\n"))
    assert "Some words." in plain_text(found[0].blocks)


def test_comments_and_styles_print_nothing() -> None:
    found = chapter("# T\n\nA\n\n<!-- hidden -->\n\n<style>p {}</style>\n\nB\n")
    assert plain_text(found.blocks) == "AB"


def test_an_image_in_html_is_an_image() -> None:
    found = chapter('# T\n\n<img src="a.png" alt="A wall" onerror="x()">\n')
    (image,) = [node for node in walk(found.blocks) if isinstance(node, Image)]
    assert (image.source, image.alt) == ("a.png", "A wall")


def test_quotations_hold_blocks() -> None:
    quote = only("> One.\n>\n> Two.\n")
    assert isinstance(quote, Quote)
    assert len(quote.children) == 2


def test_deep_nesting_ends() -> None:
    found, _ = parse(Source("one.md", "# T\n\n" + ">" * 5000 + " deep\n\n" + "- " * 3000 + "x\n"))
    assert found


def test_many_brackets_end() -> None:
    text = "# T\n\n" + "[" * 3000 + "a" + "]{" * 3000 + "\n\n" + "^[" * 500 + "\n"
    assert parse(Source("one.md", text))[0]


def test_note_calls_are_nodes_also_when_nothing_defines_them() -> None:
    found, _ = parse(Source("one.md", "# T\n\nA[^x].\n"))
    assert [n.label for n in walk(found[0].blocks) if isinstance(n, NoteCall)] == ["x"]
