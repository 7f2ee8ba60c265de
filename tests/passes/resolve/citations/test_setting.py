"""Citations as they are set: author and date, notes, numbers; lists by book and by chapter."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from octavo.model.content import Division, Paragraph, walk
from octavo.model.inlines import Marked
from octavo.passes.resolve.citations import citeproc
from tests.passes.conftest import MakeBook
from tests.passes.resolve.citations.conftest import Cite
from tests.passes.resolve.citations.library import (
    BIBLATEX,
    BIBTEX,
    CSL_JSON,
    CSL_YAML,
    IBID_STYLE,
    NOTE_STYLE,
    NUMBER_STYLE,
)

BIB: dict[str, Any] = {"files": {"refs.bib": BIBLATEX}, "bibliography": "refs.bib"}
NOTES: dict[str, Any] = {
    "files": {"refs.bib": BIBLATEX, "note.csl": NOTE_STYLE},
    "bibliography": "refs.bib",
    "csl": "note.csl",
}

# ----------------------------------------------------------- author and date


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("[@roe2019]", "(Roe 2019<#ref-roe2019>)"),
        ("@roe2019", "Roe (2019<#ref-roe2019>)"),
        ("[-@roe2019]", "(2019<#ref-roe2019>)"),
        ("[@roe2019, p. 12]", "(Roe 2019, 12<#ref-roe2019>)"),
        ("[@roe2019, pp. 3-5]", "(Roe 2019, 3–5<#ref-roe2019>)"),
        ("[@roe2019, chap. 2]", "(Roe 2019, chap. 2<#ref-roe2019>)"),
        ("@roe2019 [p. 12]", "Roe (2019, 12<#ref-roe2019>)"),
        ("[see @roe2019]", "(see Roe 2019<#ref-roe2019>)"),
        ("[see @roe2019 and others]", "(see Roe 2019<#ref-roe2019> and others)"),
        ("[@roe2019; @doe2020, p. 1]", "(Roe 2019<#ref-roe2019>; Doe 2020, 1<#ref-doe2020>)"),
    ],
)
def test_a_citation_is_set(cite: Cite, written: str, set_as: str) -> None:
    cited = cite(f"So it is {written}.\n", **BIB)
    assert cited.text() == f"So it is {set_as}."
    assert not cited.diagnostics


def test_a_citation_is_a_span_with_links_that_lead_to_the_entries(cite: Cite) -> None:
    cited = cite("See [@doe2020].\n", **BIB)
    (chapter,) = cited.chapters
    (span,) = (node for node in walk(chapter.blocks) if isinstance(node, Marked))
    assert span.attributes.classes == ("citation",)
    assert [reference.target for reference in chapter.links] == ["#ref-doe2020"]
    assert cited.references is not None
    keys = [node.key for node in walk(cited.references.blocks) if isinstance(node, Paragraph)]
    assert keys == ["ref-doe2020"]


def test_works_of_one_author_and_year_get_letters(cite: Cite) -> None:
    cited = cite("First [@doe2020b], then [@doe2020].\n", **BIB)
    assert cited.text() == ("First (Doe 2020a<#ref-doe2020b>), then (Doe 2020b<#ref-doe2020>).")
    assert cited.entries() == [
        "Doe, Jane. 2020a. <em>A Second Table</em>. Example House.",
        "Doe, Jane. 2020b. <em>Seats at the Table</em>. Example House. "
        "https://doi.org/10.5555/seats<https://doi.org/10.5555/seats>.",
    ]


def test_only_works_that_are_cited_are_listed_with_their_places(cite: Cite) -> None:
    cited = cite("See [@doe2020].\n", **BIB)
    assert len(cited.entries()) == 1
    assert cited.references is not None
    assert str(cited.references.spans["ref-doe2020"]) == "refs.bib:4:7"


def test_an_entry_takes_what_it_borrows_from_another(cite: Cite) -> None:
    cited = cite("See [@roe2019].\n", **BIB)
    assert cited.entries() == [
        "Roe, Richard. 2019. “A Chapter.” In <em>The Volume</em>, edited by Paula Poe. "
        "Example House."
    ]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("refs.bib", BIBLATEX, "Seats at the Table"),
        ("refs.bib", BIBTEX, "A Test of Wells"),
        ("refs.bibtex", BIBTEX, "A Test of Wells"),
        ("refs.json", CSL_JSON, "Seats at the Table"),
        ("refs.yaml", CSL_YAML, "Seats at the"),
    ],
)
def test_every_format_is_read(cite: Cite, name: str, text: str, title: str) -> None:
    cited = cite("See [@doe2020].\n", {name: text}, bibliography=[name])
    assert not cited.diagnostics
    assert title in cited.entries()[0]


def test_a_chapter_can_have_a_bibliography_of_its_own(cite: Cite) -> None:
    text = "---\nbibliography: own.bib\n---\nSee [@doe2020].\n"
    cited = cite({"essays/1.md": text}, {"essays/own.bib": BIBTEX})
    assert "Journal of Water" in cited.entries()[0]
    text = "---\nbibliography: [/own.bib]\n---\nSee [@doe2020].\n"
    cited = cite({"essays/1.md": text}, {"own.bib": BIBLATEX})
    assert "Seats" in cited.entries()[0]


def test_a_book_in_one_file_names_its_bibliography_once(cite: Cite) -> None:
    text = "---\nbibliography: own.bib\n---\n# One\n\n[@doe2020]\n\n# Two\n\n[@roe2019]\n"
    cited = cite(text, {"own.bib": BIBLATEX})
    assert len(cited.chapters) == 2
    assert len(cited.entries()) == 2


def test_works_can_be_listed_without_a_citation(cite: Cite) -> None:
    text = '---\nnocite: "@doe2020b, @volume"\n---\nSee [@doe2020].\n'
    assert len(cite(text, **BIB).entries()) == 3
    assert len(cite('---\nnocite: ["@*"]\n---\nNothing.\n', **BIB).entries()) == 4


def test_a_citation_in_a_caption_a_table_and_a_note_is_set(cite: Cite) -> None:
    text = (
        '![Chairs, after @doe2020](a.png){fig-alt="Six chairs"}\n\n'
        "| a |\n|---|\n| [@roe2019] |\n\nA note[^1].\n\n"
        "[^1]: See [@doe2020, p. 3].\n"
    )
    cited = cite(text, **BIB)
    assert "Chairs, after Doe (2020" in cited.text()
    assert "(Roe 2019<#ref-roe2019>)" in cited.text()
    assert cited.notes() == ["See (Doe 2020, 3<#ref-doe2020>)."]


def test_a_citation_in_the_title_is_set(cite: Cite) -> None:
    cited = cite("# On @doe2020\n\nText.\n", **BIB)
    (_, citation) = cited.chapters[0].title
    assert isinstance(citation, Marked)


# ------------------------------------------------------------------ languages


def test_a_french_book_has_french_citations_and_titles_as_typed(cite: Cite) -> None:
    cited = cite("Voir [@roe2019, p. 4].\n", **BIB, lang="fr")
    assert cited.text() == "Voir (Roe 2019, 4<#ref-roe2019>)."
    (entry,) = cited.entries()
    assert "«\u00a0A chapter\u00a0»" in entry
    assert "édité par Paula Poe" in entry


def test_a_chapter_in_another_language_has_its_citations_and_the_letters_of_the_book(
    cite: Cite,
) -> None:
    two = "@book{two, author={Doe, Jane and Roe, Richard}, title={Two}, year=2021}\n"
    texts = {
        "1.md": "See [@two] and [@doe2020b].\n",
        "2.md": "---\nlang: fr\n---\nVoir [@two] et [@doe2020].\n",
    }
    cited = cite(texts, {"refs.bib": BIBLATEX + two}, bibliography="refs.bib")
    assert "Doe and Roe 2021" in cited.text(0)
    assert "Doe et Roe 2021" in cited.text(1)
    assert "Doe 2020b" in cited.text(1)
    assert "Doe, Jane, and Richard Roe" in cited.entries()[2]


# ---------------------------------------------------------------------- notes


def test_a_note_style_makes_notes(cite: Cite) -> None:
    cited = cite("They sat [@doe2020, p. 12]. They left [@doe2020, p. 12].\n", **NOTES)
    assert cited.text() == "They sat.[1] They left.[2]"
    assert cited.notes() == [
        "Jane Doe, “Seats at the Table,” 12<#ref-doe2020>.",
        "Ibid.<#ref-doe2020>",
    ]


def test_a_name_in_the_text_keeps_its_author(cite: Cite) -> None:
    cited = cite("As @doe2020 says, they sat.\n", **NOTES)
    assert cited.text() == "As Jane Doe[1] says, they sat."


def test_notes_count_those_of_the_author(cite: Cite) -> None:
    text = "One^[A note.] and two [@doe2020] and [@roe2019] and @doe2020 again.\n"
    cited = cite(text, **NOTES)
    assert cited.text() == "One[1] and two[2] and[3] and Doe[4] again."
    assert cited.notes()[3] == "(Note 2)<#ref-doe2020>."


def test_in_a_note_a_citation_is_set_in_place(cite: Cite) -> None:
    cited = cite("Text^[See @doe2020.]\n", **NOTES)
    assert cited.text() == "Text[1]"
    assert cited.notes() == ["See Jane Doe, “Seats at the Table”<#ref-doe2020>."]


def test_each_chapter_begins_anew(cite: Cite) -> None:
    texts = {"1.md": "One [@doe2020].\n", "2.md": "Two [@doe2020].\n"}
    cited = cite(texts, **NOTES)
    assert cited.notes(0) == cited.notes(1) == ["Jane Doe, “Seats at the Table”<#ref-doe2020>."]
    assert cited.entries() == ["Doe, Jane, Seats at the Table<https://doi.org/10.5555/seats>."]


def test_in_french_the_number_stands_before_the_mark(cite: Cite) -> None:
    cited = cite("Ils sont assis [@doe2020].\n", **NOTES, lang="fr")
    assert cited.text() == "Ils sont assis[1]."


def test_the_keys_of_notes_have_their_places(cite: Cite) -> None:
    cited = cite("One *two [@doe2020].*\n\nThree [@doe2020].\n", **NOTES)
    (chapter,) = cited.chapters
    keys = [note.key for note in chapter.notes]
    assert len(set(keys)) == 2
    assert [str(chapter.places[key].line) for key in keys] == ["1", "3"]
    assert cited.text().startswith("One <em>two.[1]</em>")


def test_numbers_over_the_line(cite: Cite) -> None:
    files = {"refs.bib": BIBLATEX, "number.csl": NUMBER_STYLE}
    cited = cite("A [@roe2019]. B [@doe2020].\n", files, bibliography="refs.bib",
                 csl="number.csl")  # fmt: skip
    assert cited.text() == "A<sup>1<#ref-roe2019></sup>. B<sup>2<#ref-doe2020></sup>."
    assert cited.references is not None
    classes = {
        name
        for node in walk(cited.references.blocks)
        if isinstance(node, Marked)
        for name in node.attributes.classes
    }
    assert classes == {"reference-number", "reference-text", "smallcaps"}


def test_a_chapter_in_another_language_is_remembered_for_ibid(cite: Cite) -> None:
    texts = {
        "1.md": "See [@doe2020]. Then [@roe2019]. Then [@doe2020].\n",
        "2.md": "---\nlang: fr\n---\nVoir [@doe2020]. Puis [@roe2019].\n",
        "3.md": "Three [@doe2020]. Again [@doe2020].\n",
    }
    files = {"refs.bib": BIBLATEX, "ibid.csl": IBID_STYLE}
    cited = cite(texts, files, bibliography="refs.bib", csl="ibid.csl")
    assert cited.text(1) == "Voir (ibid.<#ref-doe2020>). Puis (Roe again<#ref-roe2019>)."
    assert cited.text(2) == "Three (Doe again<#ref-doe2020>). Again (ibid.<#ref-doe2020>)."
    assert not cited.diagnostics


# ---------------------------------------------------------------------- lists


def test_each_essay_can_have_its_own_list(cite: Cite) -> None:
    texts = {
        "1.md": "# One\n\nSee [@doe2020].\n",
        "2.md": "---\nlang: fr\n---\n# Deux\n\nVoir [@doe2020b].\n",
        "3.md": "# Three\n\nNothing.\n",
    }
    cited = cite(texts, **BIB, references="chapter")
    assert cited.references is None
    assert cited.text(0).startswith("See (Doe 2020<#ref-doe2020>).\nReferences\n")
    assert "Doe 2020<" in cited.text(1), "no letter: the essay cites one work of that year"
    assert "\nRéférences\n" in cited.text(1)
    assert cited.text(2) == "Nothing."
    division = cited.chapters[0].blocks[-1]
    assert isinstance(division, Division)
    assert "references" in division.attributes.classes


def test_the_author_says_where_the_list_stands(cite: Cite) -> None:
    text = "See [@doe2020].\n\n## Works\n\n::: {#refs}\n:::\n\nAfter.\n"
    for references in ("book", "chapter"):
        cited = cite(text, **BIB, references=references)
        assert cited.references is None
        lines = cited.text().splitlines()
        assert lines[1] == "Works"
        assert lines[2].startswith("Doe, Jane. 2020.")
        assert lines[-1] == "After."
        assert "https://doi.org/10.5555/seats" in [
            reference.target for reference in cited.chapters[0].links
        ]


def test_only_the_list_of_a_book_has_identifiers_for_the_whole_book(cite: Cite) -> None:
    text = "See [@doe2020].\n\n::: {#refs}\n:::\n"
    book = cite(text, **BIB).chapters[0]
    assert [one.identifier for one in book.anchors] == ["refs", "ref-doe2020"]
    first, second = cite({"1.md": text, "2.md": text}, **BIB, references="chapter").chapters
    assert [one.identifier for one in first.anchors] == ["refs"]
    assert not second.anchors
    assert "ref-doe2020" in first.places
    assert "ref-doe2020" in second.places
    assert "refs" not in second.places


# --------------------------------------------------------------------- safety


def test_what_strangers_write_into_a_bibliography_is_text(cite: Cite) -> None:
    (entry,) = cite(
        "See [@x].\n",
        {
            "refs.bib": r"@book{x, author={Doe}, year=2020, title={A \input{secret.txt} <script>"
            r"alert(1)</script> \href{javascript:alert(1)}{click} \includegraphics{secret.txt}}}",
            "secret.txt": "SECRET",
        },
        bibliography="refs.bib",
    ).entries()
    assert "SECRET" not in entry
    assert "<script>alert(1)</script>" in entry.lower(), "as characters, which the writer escapes"
    assert "click" in entry.lower()
    assert "<javascript" not in entry


def test_keys_are_made_safe_as_identifiers(cite: Cite) -> None:
    bib = "@book{dö:1, author={Doe}, title={A}, year=1}\n@book{do-1, author={D}, title={B}, year=2}"
    cited = cite("See [@{dö:1}] and [@do-1].\n", {"r.bib": bib}, bibliography="r.bib")
    assert "<#ref-do-1>" in cited.text()
    assert "<#ref-do-1-2>" in cited.text()


def test_nothing_is_started_where_nothing_is_cited(
    cite: Cite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", None)
    monkeypatch.setattr(citeproc, "find_pandoc", None)
    cited = cite("Nothing.\n", **BIB)
    assert cited.references is None
    assert cited.text() == "Nothing."


def test_one_call_for_a_book(cite: Cite, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = subprocess.run, []

    def run(command: list[str], **options: Any) -> Any:
        calls.append(command)
        return real(command, **options)

    monkeypatch.setattr(subprocess, "run", run)
    texts = {f"{number}.md": "See [@doe2020].\n" for number in range(9)}
    for options in ({}, {"references": "chapter"}):
        cite(texts, **BIB, **options)
    cite({**texts, "x.md": "---\nlang: fr\n---\nVoir [@doe2020].\n"}, **NOTES)
    assert len(calls) == 3
    assert all("--sandbox" in command for command in calls)


def test_the_surroundings_do_not_matter(cite: Cite, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "See [@doe2020] and @roe2019.\n"
    before = cite(text, **BIB)
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    monkeypatch.setenv("HOME", "/nowhere")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert cite(text, **BIB) == before


# ------------------------------------------------------------------ whole books


def test_links_of_citations_lead_to_the_entries_of_the_book(
    make_book: MakeBook, tmp_path: Path
) -> None:
    (tmp_path / "refs.bib").write_text(BIBLATEX, encoding="utf-8")
    texts = {"1.md": "# One\n\nSee [@doe2020; @roe2019].\n", "2.md": "# Two\n\nSee @doe2020.\n"}
    book, diagnostics = make_book(texts, bibliography="refs.bib")
    assert not diagnostics
    assert set(book.around) == {"references"}
    entries = book.around["references"]
    for chapter in book.chapters:
        target = chapter.links["#ref-doe2020"]
        assert target == "#ref-doe2020"
        assert target.removeprefix("#") in entries.identifiers.values()
    assert entries.links["https://doi.org/10.5555/seats"] == "https://doi.org/10.5555/seats"
    assert str(book.spans["ref-doe2020"]) == "refs.bib:4:7"


def test_links_stay_in_the_chapter_where_each_has_its_own_list(
    make_book: MakeBook, tmp_path: Path
) -> None:
    (tmp_path / "refs.bib").write_text(BIBLATEX, encoding="utf-8")
    (tmp_path / "note.csl").write_text(NOTE_STYLE, encoding="utf-8")
    texts = {
        "one.md": "# One\n\nSee [@doe2020].\n\n::: {#refs}\n:::\n",
        "two.md": "# Two\n\nSee [@doe2020].\n\n::: {#refs}\n:::\n",
    }
    book, diagnostics = make_book(
        texts, bibliography="refs.bib", csl="note.csl", references="chapter"
    )
    assert not diagnostics
    assert not book.around
    assert [chapter.links["#ref-doe2020"] for chapter in book.chapters] == [
        "#one-ref-doe2020",
        "#two-ref-doe2020",
    ]
    assert [note.number for chapter in book.chapters for note in chapter.notes.values()] == [
        "1",
        "1",
    ]
