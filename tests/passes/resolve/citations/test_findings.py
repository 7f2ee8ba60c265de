"""What goes wrong with citations is told at its place; what is not set stays as typed."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from octavo.model.diagnostic import Severity
from octavo.passes.resolve.citations import setter
from octavo.passes.resolve.citations.bibliography import MAXIMUM_CHARACTERS
from tests.passes.resolve.citations.conftest import Cite
from tests.passes.resolve.citations.library import (
    BIBLATEX,
    BIBTEX,
    BROKEN_STYLE,
    CSL_JSON,
    DEPENDENT_STYLE,
    NOTE_STYLE,
)

BIB: dict[str, Any] = {"files": {"refs.bib": BIBLATEX}, "bibliography": "refs.bib"}

# -------------------------------------------------------------- OCT250, OCT251


def test_an_unknown_work_is_an_error_with_a_near_match(cite: Cite) -> None:
    cited = cite("See [@doe2020; @roe2091, p. 3].\n", **BIB)
    (finding,) = cited.diagnostics
    assert cited.told() == [("OCT250", "1.md:1:16")]
    assert finding.severity is Severity.ERROR
    assert finding.span is not None
    assert finding.span.width == len("@roe2091")
    assert finding.hints == ("did you mean “@roe2019”?",)
    assert cited.text() == "See [@doe2020; @roe2091, p. 3]."


def test_an_unknown_work_in_a_note_and_under_nocite_is_told_there(cite: Cite) -> None:
    text = "---\ntitle: T\nnocite: '@nobody'\n---\nText.[^1]\n\n[^1]: See\n    [@nothing].\n"
    assert cite(text, **BIB).told() == [("OCT250", "1.md:8:6"), ("OCT250", "1.md:3:9")]


def test_a_work_is_unknown_where_no_bibliography_is_named(cite: Cite) -> None:
    assert cite("See [@doe2020].\n", {}).told() == [("OCT250", "1.md:1:6")]


def test_a_bare_name_that_is_no_work_is_text_with_a_warning(cite: Cite) -> None:
    cited = cite("Ask @librarian about it.\n", **BIB)
    assert cited.told() == [("OCT251", "1.md:1:5")]
    assert cited.diagnostics[0].severity is Severity.WARNING
    assert cited.text() == "Ask @librarian about it."


@pytest.mark.parametrize(
    ("written", "next_step"),
    [
        ("@tab-wells", "did you mean “@tbl-wells”?"),
        ("@figure-wells", "did you mean “@fig-wells”?"),
        ("@lst-count", "listings have no numbers: link to it, [words](#lst-count)"),
        ("@nte-rule", "callouts have no numbers: link to it, [words](#nte-rule)"),
    ],
)
def test_a_name_like_a_label_is_told_with_what_can_be_referred_to(
    cite: Cite, written: str, next_step: str
) -> None:
    cited = cite(f"See {written} for it.\n", **BIB)
    assert cited.told() == [("OCT251", "1.md:1:5")]
    assert cited.diagnostics[0].hints == (next_step,)


def test_a_suffix_keeps_the_comma_of_its_author(cite: Cite) -> None:
    assert cite("See [@doe2020, table 3].\n", **BIB).text() == (
        "See (Doe 2020<#ref-doe2020>, table 3)."
    )


def test_a_bare_name_near_a_work_is_an_error(cite: Cite) -> None:
    assert cite("As @doe202 says.\n", **BIB).told() == [("OCT250", "1.md:1:4")]
    assert cite("As @nobody [p. 3] says.\n", **BIB).told() == [("OCT250", "1.md:1:4")]


# ---------------------------------------------------------------------- OCT252


def test_citeproc_missing_is_told_once_with_the_command(
    cite: Cite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setter, "find_pandoc", lambda: None)
    cited = cite("One [@doe2020], two [@roe2019].\n", **BIB)
    assert cited.told() == [("OCT252", "1.md:1:5")]
    assert "pip install 'octavo[citations]'" in cited.diagnostics[0].hints
    assert cited.text() == "One [@doe2020], two [@roe2019]."


# ---------------------------------------------------------------------- OCT253


def test_a_bibliography_of_a_chapter_that_is_missing(cite: Cite) -> None:
    text = "---\nbibliography: none.bib\n---\nSee [@doe2020] and @anna.\n"
    assert cite(text, {}).told() == [("OCT253", "1.md:2:15")], "and no work is told as unknown"


def test_a_bibliography_outside_the_publication(cite: Cite) -> None:
    text = "---\nbibliography: ../none.bib\n---\nSee [@doe2020].\n"
    assert cite(text, {}).told() == [("OCT102", "1.md:2:15")]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("refs.txt", BIBTEX, "refs.txt:1:1"),
        ("refs.json", '[\n  {"id": a}\n]', "refs.json:2:10"),
        ("refs.json", '{"id": "a"}', "refs.json:1:1"),
        ("refs.json", '[{"id": "a"}\n {"id": "b"}]', "refs.json:2:2"),
        ("refs.json", '[{"id": "a"}', "refs.json:1:13"),
        ("refs.json", "[" * 100_000, "refs.json:1:2"),
        ("refs.yaml", "references:\n- id: a\n  title: b: c\n", "refs.yaml:3:11"),
        ("refs.yaml", "- id: a\n", "refs.yaml:1:1"),
        ("refs.bib", "@book{a,\n" * 200, "refs.bib:101:2"),
    ],
)
def test_a_bibliography_that_cannot_be_read(cite: Cite, name: str, text: str, place: str) -> None:
    cited = cite("See [@doe2020].\n", {name: text}, bibliography=name)
    assert cited.told() == [("OCT253", place)]


def test_a_bibliography_that_is_not_utf_8_or_too_long(cite: Cite, tmp_path: Any) -> None:
    (tmp_path / "refs.bib").write_bytes(b"@book{a, title={\xff}}")
    assert cite("See [@a].\n", {}, bibliography="refs.bib").told() == [("OCT101", "refs.bib:1:17")]
    (tmp_path / "refs.bib").write_bytes(b" " * (MAXIMUM_CHARACTERS + 1))
    assert cite("See [@a].\n", {}, bibliography="refs.bib").told() == [("OCT253", "refs.bib:1:1")]


def test_an_entry_that_is_cited_and_broken_is_told_at_its_line(cite: Cite) -> None:
    broken = BIBLATEX + "\n@book{bad,\n  title = {A},\n  year 2020,\n}\n"
    line = broken.count("\n") - 1
    cited = cite("See [@bad] and [@doe2020].\n", {"refs.bib": broken}, bibliography="refs.bib")
    assert cited.told() == [("OCT253", f"refs.bib:{line}:8")]
    assert cited.text() == "See [@bad] and (Doe 2020<#ref-doe2020>)."
    assert not cite("See [@doe2020].\n", {"refs.bib": broken}, bibliography="refs.bib").diagnostics


def test_an_unclosed_entry_is_told_where_it_begins(cite: Cite) -> None:
    text = "@book{a, title = {X}, date = {2020}\n"
    cited = cite("See [@a].\n", {"refs.bib": text}, bibliography="refs.bib")
    assert cited.told() == [("OCT253", "refs.bib:1:7")]
    assert cited.diagnostics[0].message == "the entry “a” is never closed"


def test_with_no_bibliography_the_hint_is_to_name_one(cite: Cite) -> None:
    for text, code in (("As @ito2021 says.\n", "OCT251"), ("See [@ito2021].\n", "OCT250")):
        (finding,) = cite(text, {}).diagnostics
        assert finding.code == code
        assert "name a bibliography in octavo.yaml" in finding.hints[0]
    (finding,) = cite("As @nobody says.\n", **BIB).diagnostics
    assert "name a bibliography" not in finding.hints[0]


def test_an_entry_that_is_never_closed_does_not_take_the_next_one(cite: Cite) -> None:
    broken = "@book{bad, title = {A,\n  year = 2020,\n\n" + BIBLATEX
    cited = cite("See [@doe2020].\n", {"refs.bib": broken}, bibliography="refs.bib")
    assert not cited.diagnostics
    cited = cite("See [@bad].\n", {"refs.bib": broken}, bibliography="refs.bib")
    assert [code for code, _ in cited.told()] == ["OCT253"]


def test_an_entry_of_csl_json_with_a_value_of_the_wrong_kind(cite: Cite) -> None:
    text = CSL_JSON.replace('[{"family": "Doe", "given": "Jane"}]', '"Jane Doe"')
    cited = cite("See [@doe2020] and [@roe2019].\n", {"r.json": text}, bibliography="r.json")
    assert cited.told() == [("OCT253", "r.json:3:11")]
    assert "Array" in cited.diagnostics[0].message
    assert cited.text().startswith("See [@doe2020] and (Roe 2019")


# ------------------------------------------------------- OCT254, OCT258, OCT259


@pytest.mark.parametrize(
    ("style", "place"),
    [
        ("not xml", "s.csl:1:1"),
        ("<style/>", "s.csl:1:1"),
        (DEPENDENT_STYLE, "s.csl:2:1"),
        (BROKEN_STYLE, "s.csl:1:1"),
        ('<!DOCTYPE style [<!ENTITY a "b">]>\n' + NOTE_STYLE.partition("\n")[2], "s.csl:2:1"),
    ],
)
def test_a_style_that_cannot_be_used(cite: Cite, style: str, place: str) -> None:
    files = {"refs.bib": BIBLATEX, "s.csl": style}
    cited = cite("See [@doe2020].\n", files, bibliography="refs.bib", csl="s.csl")
    assert cited.told() == [("OCT254", place)]
    assert cited.text() == "See [@doe2020]."


def test_a_style_that_is_missing_was_told_before(cite: Cite) -> None:
    cited = cite("See [@doe2020].\n", **BIB, csl="none.csl")
    assert not cited.diagnostics
    assert cited.text() == "See [@doe2020]."


def test_a_style_that_citeproc_warns_of(cite: Cite) -> None:
    style = NOTE_STYLE.replace('<text variable="locator"/>', '<text macro="nothing"/>')
    files = {"refs.bib": BIBLATEX, "s.csl": style}
    cited = cite("See [@doe2020].\n", files, bibliography="refs.bib", csl="s.csl")
    assert cited.told() == [("OCT259", "s.csl:1:1")]
    assert "undefined macro nothing" in cited.diagnostics[0].message


def test_a_note_style_in_a_heading_or_the_head_of_a_table(cite: Cite) -> None:
    text = "# On [@doe2020]\n\n## See @roe2019\n\n| [@doe2020] |\n|---|\n| [@doe2020] |\n"
    files = {"refs.bib": BIBLATEX, "s.csl": NOTE_STYLE}
    cited = cite(text, files, bibliography="refs.bib", csl="s.csl")
    assert cited.told() == [
        ("OCT258", "1.md:1:6"),
        ("OCT258", "1.md:3:8"),
        ("OCT258", "1.md:5:3"),
    ]
    assert len(cited.notes()) == 1


# ---------------------------------------------------------------------- OCT255


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (subprocess.CompletedProcess([], 251, b"", b"heap exhausted\nmore"), "heap exhausted"),
        (subprocess.CompletedProcess([], 0, b"not json", b""), "cannot be read"),
        (subprocess.TimeoutExpired("pandoc", 1), "not done after"),
        (OSError(8, "Exec format error"), "cannot be started"),
    ],
)
def test_citeproc_that_gives_nothing_back(
    cite: Cite, monkeypatch: pytest.MonkeyPatch, outcome: Any, reason: str
) -> None:

    def run(*_arguments: Any, **_options: Any) -> Any:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(subprocess, "run", run)
    cited = cite("See [@doe2020].\n", **BIB)
    assert cited.told() == [("OCT255", "1.md:1:5")]
    assert reason in cited.diagnostics[0].message
    assert cited.text() == "See [@doe2020]."


# -------------------------------------------------------------- OCT256, OCT257


def test_an_entry_without_a_title_or_a_date_is_a_warning(cite: Cite) -> None:
    bib = "@book{a, author={Doe}, year=2020}\n@book{b, author={Roe}, title={B}}\n"
    cited = cite("See [@a; @b].\n", {"r.bib": bib}, bibliography="r.bib")
    assert sorted(cited.told()) == [("OCT256", "r.bib:1:7"), ("OCT256", "r.bib:2:7")]
    assert not cite("See [@a].\n", {"r.bib": bib.replace("year", "title={A}, year")},
                    bibliography="r.bib").diagnostics  # fmt: skip


def test_an_entry_that_says_that_it_has_no_date(cite: Cite) -> None:
    text = CSL_JSON.replace('{"date-parts": [[2020]]}', '{"literal": "n.d."}')
    assert not cite("See [@doe2020].\n", {"r.json": text}, bibliography="r.json").diagnostics
    bib = "@book{a, author={Doe}, title={A}, year={n.d.}}\n"
    assert not cite("See [@a].\n", {"r.bib": bib}, bibliography="r.bib").diagnostics


def test_a_key_given_twice_is_a_warning_where_the_entries_differ(cite: Cite) -> None:
    files = {"a.bib": BIBLATEX, "b.json": CSL_JSON}
    cited = cite("See [@doe2020].\n", files, bibliography=["a.bib", "b.json"])
    assert cited.told() == [("OCT257", "b.json:3:11")]
    assert "a.bib:4:7" in cited.diagnostics[0].hints[0]
    copies = {"a.bib": BIBTEX, "b.bib": BIBTEX + BIBTEX}
    assert not cite("See [@doe2020].\n", copies, bibliography=["a.bib", "b.bib"]).diagnostics


def test_entries_that_nothing_cites_are_not_told(cite: Cite) -> None:
    bib = BIBLATEX + BIBLATEX.replace("Second", "Third") + "@book{x, year 1}"
    assert not cite("See [@doe2020].\n", {"r.bib": bib}, bibliography="r.bib").diagnostics
