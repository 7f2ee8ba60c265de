"""The index: marked terms become entries in alphabetical order."""

from __future__ import annotations

import pytest

from octavo.model.book import (
    Chapter,
    IndexEntry,
    IndexGroup,
    IndexPlace,
    IndexReference,
    NoteBody,
    ResolvedChapter,
    Source,
)
from octavo.model.content import Paragraph
from octavo.model.diagnostic import START, Diagnostic, Place
from octavo.model.inlines import IndexTerm, Inline, NoteCall, Text
from octavo.model.matter import FrontMatter
from octavo.passes.resolve.index import index_of
from octavo.passes.resolve.typography import typeset_text
from tests.passes.conftest import MakeBook


def term(
    words: str = "",
    *,
    key: str = "",
    entry: str = "",
    see: str = "",
    also: str = "",
    range: str = "",  # noqa: A002  (the word of the language)
) -> IndexTerm:
    children = (Text(text=words),) if words else ()
    heads = tuple(part for part in entry.split("!") if part)
    return IndexTerm(Place(3, 7), key=key or words, children=children, entry=heads, see=see,
                     see_also=also, range=range)  # fmt: skip


def chapter(
    *terms: IndexTerm, identifier: str = "one", note: IndexTerm | None = None
) -> ResolvedChapter:
    children: tuple[Inline, ...] = (*terms, *((NoteCall(label="n"),) if note else ()))
    notes = (NoteBody("n", "note-n", (Paragraph(children=(note,)),), START),) if note else ()
    keys = [one.key for one in (*terms, *((note,) if note else ()))]
    content = Chapter(
        Source(f"{identifier}.md", ""),
        FrontMatter(),
        (),
        (Paragraph(children=children),),
        notes=notes,
    )
    return ResolvedChapter(
        content, identifier, "en", identifiers={key: f"{identifier}-{key}" for key in keys}
    )


def index(*chapters: ResolvedChapter, lang: str = "en") -> tuple[IndexGroup, ...]:
    groups, diagnostics = index_of(chapters, lang, lambda text: typeset_text(text, lang))
    assert diagnostics == []
    return groups


def findings(*terms: IndexTerm) -> list[Diagnostic]:
    return index_of([chapter(*terms)], "en")[1]


def entries(groups: tuple[IndexGroup, ...]) -> list[IndexEntry]:
    return [entry for group in groups for entry in group.entries]


def titles(groups: tuple[IndexGroup, ...]) -> list[tuple[str, list[str]]]:
    return [(group.letter, [entry.title for entry in group.entries]) for group in groups]


def test_terms_stand_in_order_under_their_letters() -> None:
    made = chapter(*map(term, ("wages", "école", "2020", "audits", "eccentric", "@home")))

    assert titles(index(made)) == [
        ("", ["@home", "2020"]),
        ("A", ["audits"]),
        ("E", ["eccentric", "école"]),
        ("W", ["wages"]),
    ]


def test_the_order_is_that_of_the_language() -> None:
    made = chapter(*map(term, ("ärlig", "zon", "arbete", "öl")))

    assert titles(index(made, lang="sv")) == [
        ("A", ["arbete"]), ("Z", ["zon"]), ("Ä", ["ärlig"]), ("Ö", ["öl"]),
    ]  # fmt: skip
    assert titles(index(made, lang="de")) == [
        ("A", ["arbete", "ärlig"]), ("O", ["öl"]), ("Z", ["zon"]),
    ]  # fmt: skip


def test_one_entry_gathers_its_places_in_reading_order() -> None:
    first = chapter(term("audits", key="a"), term("audits", key="b"), note=term("audits", key="c"))
    second = chapter(term("audits", key="a"), identifier="two")

    assert entries(index(first, second)) == [
        IndexEntry(
            "index-audits",
            "audits",
            tuple(map(IndexPlace, ("one-a", "one-b", "one-c", "two-a"))),
        )
    ]


def test_quotation_marks_spaces_and_the_first_letter_make_no_other_entry() -> None:
    made = chapter(
        term("The record’s keeper", key="a"),
        term(key="b", entry="the  record's keeper"),
        term("ISO", key="c"),
        term("Iso", key="d"),
    )

    assert [(entry.title, len(entry.places)) for entry in entries(index(made))] == [
        ("Iso", 1),
        ("ISO", 1),
        ("the record’s keeper", 2),
    ]


def test_sub_entries_stand_under_their_entry() -> None:
    made = chapter(
        term("boards", key="a"),
        term(key="b", entry="boards!seats"),
        term(key="c", entry="boards!chairs!pay"),
        term(key="d", entry="Boards!seats"),
    )

    (boards,) = entries(index(made))

    assert boards.places == (IndexPlace("one-a"),)
    assert [(child.title, child.identifier) for child in boards.children] == [
        ("chairs", "index-boards-chairs"),
        ("seats", "index-boards-seats"),
    ]
    assert boards.children[0].children[0].title == "pay"
    assert boards.children[1].places == (IndexPlace("one-b"), IndexPlace("one-d"))


def test_what_is_deeper_than_three_levels_stands_in_the_third() -> None:
    (entry,) = entries(index(chapter(term(key="a", entry="!".join("abcde")))))

    assert entry.children[0].children[0].title == "c: d: e"


def test_see_sends_to_another_entry_and_is_no_place() -> None:
    made = chapter(
        term("audits", key="a"),
        term(key="b", entry="audits!social"),
        term("social audits", key="c", see="audits!Social"),
    )

    entry = entries(index(made))[1]

    assert entry.places == ()
    assert entry.see == (IndexReference("audits: social", "index-audits-social", ("one-c",)),)


def test_see_also_keeps_the_place() -> None:
    made = chapter(term("wages", key="a"), term("pay", key="b", also="wages"))

    entry = entries(index(made))[0]

    assert entry.places == (IndexPlace("one-b"),)
    assert entry.see_also == (IndexReference("wages", "index-wages", ("one-b",)),)


def test_an_entry_with_pages_says_see_also_where_an_author_wrote_see() -> None:
    made = chapter(term("wages", key="a"), term("pay", key="b"), term("pay", key="c", see="wages"))

    entry = entries(index(made))[0]

    assert (entry.see, entry.see_also) == (
        (),
        (IndexReference("wages", "index-wages", ("one-c",)),),
    )


def test_a_range_is_one_place_and_others_are_never_merged() -> None:
    made = chapter(
        term(key="a", entry="audits", range="begin"),
        term("audits", key="b"),
        term(key="c", entry="audits", range="end"),
    )

    (entry,) = entries(index(made))

    assert entry.places == (IndexPlace("one-a", "one-c"), IndexPlace("one-b"))


def test_a_range_may_end_in_another_chapter() -> None:
    first = chapter(term(key="a", entry="audits", range="begin"))
    second = chapter(term(key="b", entry="audits", range="end"), identifier="two")

    assert entries(index(first, second))[0].places == (IndexPlace("one-a", "two-b"),)


def test_identifiers_are_unique_in_the_publication() -> None:
    made = chapter(term("C", key="a"), term("C+", key="b"), term("index-c", key="index-c"))
    taken = ResolvedChapter(made.chapter, "index-c", "en", identifiers=made.identifiers)

    names = [entry.identifier for entry in entries(index(taken))]

    assert names == ["index-c-2", "index-c-3", "index-index-c"]


def test_no_terms_make_no_index() -> None:
    assert index(chapter()) == ()


def test_a_term_without_words_is_told() -> None:
    (finding,) = findings(term(key="a"))

    assert finding.code == "OCT270"
    assert str(finding.span) == "one.md:3:7"
    assert "entry=" in finding.hints[0]


def test_a_reference_to_no_entry_is_told_with_a_near_one() -> None:
    (finding,) = findings(term("audits"), term("checks", see="audit"))

    assert finding.code == "OCT271"
    assert "“audit”" in finding.message
    assert finding.hints == ("did you mean “audits”?",)


def test_references_in_a_circle_are_told() -> None:
    found = findings(term("audits", see="checks"), term("checks", see="audits"))

    assert [finding.code for finding in found] == ["OCT271", "OCT271"]
    assert "leads to no page" in found[0].message


def test_a_range_without_its_other_end_is_told_and_its_page_kept() -> None:
    terms = (
        term(key="a", entry="audits", range="begin"),
        term(key="b", entry="audits", range="begin"),
        term(key="c", entry="pay", range="end"),
    )
    groups, found = index_of([chapter(*terms)], "en")

    assert [finding.code for finding in found] == ["OCT272"] * 3
    assert sorted(finding.message for finding in found) == [
        "the page range of “audits” begins and does not end",
        "the page range of “audits” begins and does not end",
        "the page range of “pay” ends and did not begin",
    ]
    assert [len(entry.places) for entry in entries(groups)] == [2, 1]


def test_a_reference_is_spelt_as_the_entry_that_it_leads_to() -> None:
    made = chapter(
        term("Repair", key="a"),
        term(key="b", entry="repair!Costs of it"),
        term("fix", see="Repair"),
        term("mend", key="c", also="Repair!costs of it"),
    )

    fix, mend, repair = entries(index(made))

    assert repair.title == "repair"
    assert [one[:2] for one in fix.see] == [("repair", "index-repair")]
    costs = repair.children[0].identifier
    assert [one[:2] for one in mend.see_also] == [("repair: Costs of it", costs)]


@pytest.mark.parametrize(
    "text",
    [
        'A[]{.index entry="audits" range=begin}.[^n] B[]{.index entry="pay"}.\n\n'
        '[^n]: C[]{.index entry="audits" range=end}.',
        'A.[^n] B[]{.index entry="audits" range=end}.\n\n'
        '[^n]: C.[^m]\n\n[^m]: D[]{.index entry="audits" range=begin}, again.[^m]',
    ],
    ids=["from the text into a note", "from a note's note into the text"],
)
def test_a_range_spans_a_note_and_the_text_in_the_order_of_the_calls(
    make_book: MakeBook, text: str
) -> None:
    book, found = make_book({"one.md": f"# One\n\n{text}\n"})
    assert [finding for finding in found if finding.code != "OCT223"] == []
    (place,) = book.index[0].entries[0].places
    assert place.end
