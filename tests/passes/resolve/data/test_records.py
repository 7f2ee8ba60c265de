"""Records from CSV: what they say, how it is written, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.content import (
    Definition,
    DefinitionList,
    Division,
    Heading,
    Paragraph,
    Term,
    plain_text,
    walk,
)
from octavo.model.inlines import IndexTerm, Link, Omission
from tests.passes.conftest import MakeBook
from tests.passes.resolve.data.conftest import SEATS, Answers, Ask


def block(text: str, attributes: str = "") -> str:
    return f"# T\n\n```{{.csv-records {attributes}}}\n{text}```\n"


PLAIN = "data: seats.csv\ntitle: group\nfields: [seats]\n"


def said(answers: Answers) -> list[tuple[str, dict[str, str]]]:
    """Return the title of each record of the one block, and its fields."""
    (division,) = answers.records
    found = []
    for record in division.children:
        assert isinstance(record, Division)
        assert record.attributes.classes == ("record",)
        heading, *lists = record.children
        assert isinstance(heading, Heading)
        items = [plain_text([item]) for one in lists for item in walk([one]) if is_item(item)]
        pairs = dict(zip(items[::2], items[1::2], strict=True))
        found.append((plain_text([heading]), pairs))
    return found


def is_item(node: object) -> bool:
    return isinstance(node, (Term, Definition))


def test_a_record_for_each_row_with_its_fields_in_their_order(ask: Ask) -> None:
    answers = ask(
        block(
            "data: seats.csv\n"
            "filter: seats > 100\n"
            "order: -group\n"
            "title: group\n"
            "fields:\n"
            "  - boards\n"
            "  - {column: seats, head: Seats on boards, format: '0.0'}\n"
        )
    )
    assert not answers.told
    assert said(answers) == [
        ("Industry", {"Boards": "38", "Seats on boards": "245.0"}),
        ("Civil society", {"Boards": "39", "Seats on boards": "186.0"}),
    ]
    assert [title for title, _ in said(ask(block(PLAIN + "limit: 1\n")))] == ["Industry"]


def test_a_column_alone_has_its_name_as_its_head(ask: Ask) -> None:
    files = {"a.csv": "name,board_industry,ISO\nA,3,x\n"}
    text = "data: a.csv\ntitle: name\nfields: [board_industry, {column: ISO}]\n"
    assert said(ask(block(text), files)) == [("A", {"Board industry": "3", "ISO": "x"})]


def test_a_text_holds_columns_and_braces(ask: Ask) -> None:
    text = "data: seats.csv\ntitle: group\nlimit: 1\nfields: [{head: Of, text: %s}]\n"
    for written, printed in (
        ("'{seats} seats on {boards}'", "245 seats on 38"),
        ("'{{{seats}}} {{x}}'", "{245} {x}"),
        ("no column", "no column"),
    ):
        answers = ask(block(text % written))
        assert not answers.told
        assert said(answers) == [("Industry", {"Of": printed})]


def test_what_is_empty_is_left_out_or_said_otherwise(ask: Ask) -> None:
    text = (
        "data: seats.csv\ntitle: group\nfilter: group == 'Government'\n"
        "fields: [founded, {column: founded, head: Since, empty: not given}, "
        "{head: A, text: '{seats} in {founded}', empty: unknown}, {head: B, text: '{founded}'}]\n"
    )
    assert said(ask(block(text))) == [("Government", {"Since": "not given", "A": "unknown"})]


def test_a_record_without_a_field_is_a_heading_alone(ask: Ask) -> None:
    text = "data: seats.csv\ntitle: group\nfilter: group == 'Government'\nfields: [founded]\n"
    answers = ask(block(text))
    assert said(answers) == [("Government", {})]
    assert not [node for node in walk(answers.records) if isinstance(node, DefinitionList)]


@pytest.mark.parametrize(
    ("lang", "written"), [("en-GB", "12,345 of 1,999"), ("fr", "12\u202f345 of 1\u202f999")]
)
def test_numbers_are_written_as_in_tables(ask: Ask, lang: str, written: str) -> None:
    files = {"n.csv": "name,n,of\nA,12345,1999\nB,1,20000\n"}
    text = "data: n.csv\ntitle: name\nfields: [n, {head: Of, text: '{n} of {of}'}]\n"
    first, second = said(ask(block(text), files, lang))
    assert first[1]["Of"] == written
    assert second[1]["N"] == "1"


def test_an_address_in_a_column_is_a_link(ask: Ask) -> None:
    files = {"a.csv": "name,site,note\nA,https://a.example/x,see https://b.example\nB,HTTP://b,c\n"}
    text = (
        "data: a.csv\ntitle: name\n"
        "fields: [site, note, {head: Again, text: '{site}'}, {column: site, head: Site 2}]\n"
    )
    answers = ask(block(text), files)
    links = [node for node in walk(answers.records) if isinstance(node, Link)]
    assert [link.href for link in links] == ["https://a.example/x"] * 2 + ["HTTP://b"] * 2
    assert plain_text(links[:1]) == "https://a.example/x"
    assert answers.links == ["https://a.example/x", "HTTP://b"]


def test_the_nodes_of_a_record(ask: Ask) -> None:
    answers = ask(block(PLAIN, "#facts .wide"))
    (division,) = answers.records
    assert (division.key, division.attributes.classes) == ("facts", ("records", "wide"))
    headings = [node for node in walk([division]) if isinstance(node, Heading)]
    assert [heading.key for heading in headings] == ["industry", "civil-society", "government"]
    assert {heading.level for heading in headings} == {2}
    assert {heading.attributes.classes for heading in headings} == {("unnumbered", "unlisted")}
    assert answers.titles == {
        "industry": "Industry",
        "civil-society": "Civil society",
        "government": "Government",
    }
    paragraphs = [node for node in walk([division]) if isinstance(node, Paragraph)]
    assert all(paragraph.tight and not paragraph.key for paragraph in paragraphs)
    items = [node for node in walk([division]) if isinstance(node, (Term, Definition))]
    assert {item.key for item in items} | set(answers.titles) == set(answers.places)
    assert len(answers.places) == 9
    assert not [node for node in walk([division]) if isinstance(node, IndexTerm)]
    (plain,) = ask(block(PLAIN)).records
    assert plain.key == ""


def test_titles_are_terms_of_the_index(ask: Ask) -> None:
    answers = ask(block(PLAIN + "index: true\n"))
    terms = [node for node in walk(answers.records) if isinstance(node, IndexTerm)]
    assert [plain_text([term]) for term in terms] == ["Industry", "Civil society", "Government"]
    assert {term.key for term in terms} <= set(answers.places)
    assert [title for title, _ in said(answers)] == ["Industry", "Civil society", "Government"]


def test_keys_stay_with_their_words_and_are_unique(ask: Ask) -> None:
    one = ask(block(PLAIN))
    two = ask(block(PLAIN), {"seats.csv": SEATS + "Industry,245,1,\n,,\n...,1,2,\n"})
    assert two.told == ["OCT261 seats.csv:6:3", "OCT266 1.md:5:8"]
    two = ask(block(PLAIN), {"seats.csv": SEATS + "Industry,245,1,\n...,1,2,\n"})
    assert set(one.places) < set(two.places)
    assert list(two.titles) == ["industry", "civil-society", "government", "industry-2", "record"]
    text = "# T\n\n## Industry\n\n" + block(PLAIN).partition("\n\n")[2]
    assert next(iter(ask(text).titles)) == "industry-2"


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        (PLAIN.replace("[seats]", "[boards, seets]"), "OCT262 1.md:6:18", "mean “seats”?"),
        (PLAIN.replace("[seats]", "[{column: seets}]"), "OCT262 1.md:6:19", "mean “seats”?"),
        (PLAIN.replace("group", "grop"), "OCT262 1.md:5:8", "did you mean “group”?"),
        (
            PLAIN.replace("[seats]", '[{head: A, text: "a {boards} of {seets}"}]'),
            "OCT262 1.md:6:42",
            "did you mean “seats”?",
        ),
        (
            PLAIN.replace("[seats]", "[{head: A, text: '{seats'}]"),
            "OCT004 1.md:6:26",
            "a brace that is printed twice: {{",
        ),
        (
            PLAIN.replace("[seats]", "[{head: A, text: 'a} {seats}'}]"),
            "OCT004 1.md:6:28",
            "a brace that is printed twice: }}",
        ),
        (PLAIN.replace("[seats]", "[{text: '{seats}'}]"), "OCT004 1.md:6:10", ""),
        (PLAIN.replace("[seats]", "[{head: A}]"), "OCT004 1.md:6:10", ""),
        (PLAIN.replace("[seats]", "[{column: a, text: b, head: c}]"), "OCT004 1.md:6:10", ""),
        (
            PLAIN.replace("[seats]", "[{head: A, text: '{seats}', format: '0'}]"),
            "OCT004 1.md:6:10",
            "",
        ),
        (
            PLAIN.replace("[seats]", "[{column: seats, format: hello}]"),
            "OCT265 1.md:6:34",
            "a number is formatted by a pattern",
        ),
        (PLAIN.replace("[seats]", "[{colum: seats}]"), "OCT003 1.md:6:11", "mean “column”?"),
        (PLAIN.replace("fields", "feilds"), "OCT003 1.md:6:1", "did you mean “fields”?"),
        (PLAIN.replace("[seats]", "[]"), "OCT004 1.md:6:9", ""),
        (PLAIN.replace("title: group\n", ""), "OCT004 1.md:4:1", "add “title"),
        (PLAIN + "index: perhaps\n", "OCT004 1.md:7:8", ""),
        (PLAIN + "limit: none\n", "OCT004 1.md:7:8", ""),
        (PLAIN + "order: [-seets]\n", "OCT262 1.md:7:9", "did you mean “seats”?"),
        (PLAIN + "filter: seets > 3\n", "OCT262 1.md:7:9", "did you mean “seats”?"),
        (PLAIN + "filter: 'seats > '\n", "OCT263 1.md:7:17", ""),
        (PLAIN + "filter: seats > 999\n", "OCT269 1.md:7:9", "look at the values"),
        (PLAIN.replace("seats.csv", "seets.csv"), "OCT260 1.md:4:7", "did you mean “seats.csv”?"),
        (PLAIN.replace("seats.csv", "https://x.example/a.csv"), "OCT267 1.md:4:7", "save it"),
        (PLAIN.replace("title: group", "title: founded"), "OCT266 1.md:5:8", "seats.csv, line 4"),
        ("data: [seats.csv\n", "OCT002 1.md:4:7", ""),
        ("", "OCT004 1.md:3:1", "name the file"),
    ],
)
def test_mistakes_are_told_at_their_line_and_column(
    ask: Ask, text: str, told: str, hint: str
) -> None:
    answers = ask(block(text))
    assert told in answers.told
    assert hint in " ".join(hint for finding in answers.findings for hint in finding.hints)
    (division,) = answers.records
    left_out = [node.what for node in walk([division]) if isinstance(node, Omission)]
    assert left_out == ["records"]


def test_all_mistakes_are_told_at_once(ask: Ask) -> None:
    text = (
        "data: seats.csv\ntitle: grop\nfields: [seets, {head: A, text: '{x'}]\n"
        "filter: y > 1\norder: z\n"
    )
    assert [told.partition(" ")[0] for told in ask(block(text)).told] == [
        *("OCT262", "OCT262", "OCT004", "OCT262", "OCT262")
    ]


def test_no_row_leaves_a_placeholder(ask: Ask) -> None:
    answers = ask(block(PLAIN + "filter: seats > 999\n", "#facts"))
    (division,) = answers.records
    assert division.key == "facts"
    (left_out,) = division.children
    assert [type(node) for node in walk([left_out])] == [Paragraph, Omission]


def test_what_cannot_be_made_keeps_its_identifier_and_a_placeholder(ask: Ask) -> None:
    answers = ask(block(PLAIN.replace("seats.csv", "seets.csv"), "#facts"))
    (division,) = answers.records
    assert (division.key, division.attributes.classes) == ("facts", ("records",))
    (left_out,) = division.children
    assert left_out.key in answers.places


def test_more_rows_than_can_be_read_are_told(ask: Ask) -> None:
    long = {"long.csv": "a,b\n" + "x,1\n" * 1_001}
    text = "data: long.csv\ntitle: a\nfields: [b]\n"
    answers = ask(block(text), long)
    assert answers.told == ["OCT266 1.md:4:7"]
    assert "1001 rows to show; a block of records has at most 1000" in answers.findings[0].message
    assert not ask(block(text + "limit: 1000\n"), long).told


# ------------------------------------------------------------------ in a book


def test_links_and_the_index_lead_to_a_record(make_book: MakeBook, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,site\nFair Wear (FW),https://a.example\nT,\n", "utf-8")
    text = (
        "# T\n\n[One](#fair-wear-fw), [two](2.md#t), [all](2.md#facts).\n\n"
        "[Nobody](2.md#fair-ware-fw)\n"
    )
    records = (
        "# U\n\n## Profiles\n\n"
        + block("data: a.csv\ntitle: name\nindex: true\nfields: [site]\n", "#facts").partition(
            "\n\n"
        )[2]
    )
    book, found = make_book({"1.md": text, "2.md": records + "\n[Here](#fair-wear-fw)\n"})
    assert [f"{finding.code} {finding.span}" for finding in found] == [
        "OCT211 1.md:3:1",
        "OCT211 1.md:5:1",
    ]
    assert "did you mean “#fair-wear-fw”?" in found[1].hints
    first, second = book.chapters
    assert first.links["2.md#t"] == "#chapter-2-t"
    assert first.links["2.md#facts"] == "#facts"
    assert second.links["#fair-wear-fw"] == "#chapter-2-fair-wear-fw"
    assert second.links["https://a.example"] == "https://a.example"
    assert second.numbers == {}
    entries = [entry for group in book.index for entry in group.entries]
    assert [entry.title for entry in entries] == ["Fair Wear (FW)", "T"]
    places = {place.identifier for entry in entries for place in entry.places}
    assert places < set(second.identifiers.values())
    headings = [node for node in walk(second.chapter.blocks) if isinstance(node, Heading)]
    assert [heading.level for heading in headings] == [2, 3, 3]
    assert [row.title for row in book.toc[1].children] == ["Profiles"]


def test_an_address_that_is_none_is_told_at_the_block(make_book: MakeBook, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,site\nA,http://[x\n", "utf-8")
    text = block("data: a.csv\ntitle: name\nfields: [site]\n")
    _, found = make_book({"1.md": text})
    assert [f"{finding.code} {finding.span}" for finding in found] == ["OCT211 1.md:3:1"]
