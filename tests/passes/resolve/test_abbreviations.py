"""Abbreviations: written out at the first use in a chapter, marked afterwards."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from octavo.model.content import walk
from octavo.model.diagnostic import START
from octavo.model.inlines import (
    Abbreviation,
    Attributes,
    Code,
    Inline,
    Link,
    Marked,
    NoteCall,
    Text,
)
from octavo.passes.resolve.abbreviations import ChapterAbbreviations, Forms, read_abbreviations
from octavo.passes.resolve.runs import Run
from octavo.workspace import Workspace

FORMS = Forms(
    {
        "MSI": "multi-stakeholder initiative",
        "ILO": "International Labour Organization",
        "MP": "Member of Parliament",
        "NGO": "non-governmental agency",
        "UN": "United Nations",
        "UNDP": "United Nations Development Programme",
        "R&D": "research and development",
    }
)


def text(characters: str) -> Text:
    return Text(text=characters)


def run_in(lang: str = "en-GB", **where: bool) -> Run:
    return Run(START, lang, **where)


def read(inlines: tuple[Inline, ...]) -> str:
    """Return a run as a reader sees it, with [ ] around what is marked as an abbreviation."""
    pieces = []
    for node in walk(inlines):
        if isinstance(node, Abbreviation):
            pieces.append(f"{node.long} ([{node.text}])" if node.expanded else f"[{node.text}]")
        elif isinstance(node, (Text, Code)):
            pieces.append(node.text)
    return "".join(pieces)


def shown(*texts: str, lang: str = "en-GB", forms: Forms = FORMS) -> list[str]:
    """Return the paragraphs of one chapter as a reader sees them."""
    chapter = ChapterAbbreviations(forms)
    return [read(chapter.change((text(one),), run_in(lang))) for one in texts]


def test_the_first_use_in_a_chapter_is_written_out_and_later_ones_are_marked() -> None:
    assert shown("One MSI is here.", "The MSI and the MSI again; the ILO.") == [
        "One multi-stakeholder initiative ([MSI]) is here.",
        "The [MSI] and the [MSI] again; the International Labour Organization ([ILO]).",
    ]


def test_each_chapter_begins_anew() -> None:
    assert shown("The ILO.") == shown("The ILO.")


def test_the_long_form_is_told_to_the_templates() -> None:
    (node,) = ChapterAbbreviations(FORMS).change((text("ILO"),), run_in())

    assert node == Abbreviation(text="ILO", long="International Labour Organization", expanded=True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("MSIs grow. An MSI.", "Multi-stakeholder initiatives ([MSI]s) grow. An [MSI]."),
        ("Many NGOs grow.", "Many non-governmental agencies ([NGO]s) grow."),
        ("MPs sit.", "[MP]s sit."),
    ],
)
def test_an_english_plural_is_written_out_where_it_is_certain(typed: str, expected: str) -> None:
    assert shown(typed) == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("One. MSI rules.", "One. Multi-stakeholder initiative ([MSI]) rules."),
        ("“Is it?” (MSI rules.)", "“Is it?” (Multi-stakeholder initiative ([MSI]) rules.)"),
        ("It rose in 2019. NGO work", "It rose in 2019. Non-governmental agency ([NGO]) work"),
        ("e.g. MSI rules", "e.g. multi-stakeholder initiative ([MSI]) rules"),
        ("Two: MSI rules", "Two: multi-stakeholder initiative ([MSI]) rules"),
        ("A long line of words, and MSI", "A long line of words, and multi-stakeholder initiative "
         "([MSI])"),
        ("R&D grows", "Research and development ([R&D]) grows"),
        ("iOS runs", "iPhone operating system ([iOS]) runs"),
    ],
)  # fmt: skip
def test_a_long_form_that_begins_a_sentence_begins_with_a_capital(
    typed: str, expected: str
) -> None:
    forms = Forms(FORMS.longs | {"iOS": "iPhone operating system"})

    assert shown(typed, forms=forms) == [expected]


def test_a_sentence_does_not_begin_where_an_element_does() -> None:
    run = (Marked(element="em", children=(text("One"),)), text(" MSI"))

    changed = ChapterAbbreviations(FORMS).change(run, run_in())

    assert read(changed) == "One multi-stakeholder initiative ([MSI])"


def test_in_other_languages_a_plural_is_marked_and_the_singular_written_out_later() -> None:
    assert shown("Die MSIs und die MSI.", lang="de") == [
        "Die [MSI]s und die multi-stakeholder initiative ([MSI])."
    ]


@pytest.mark.parametrize(
    ("lang", "typed", "expected"),
    [
        ("en", "An MSI", "An [MSI] (multi-stakeholder initiative)"),
        ("en", "A UN body", "A [UN] (United Nations) body"),
        ("en", "an ILO rule", "an International Labour Organization ([ILO]) rule"),
        ("fr", "la FAO", "la [FAO] (Organisation pour l’alimentation)"),
        ("fr", "de la MSI", "de la multi-stakeholder initiative ([MSI])"),
        ("fr", "l’ONC", "l’[ONC] (conseil national)"),
    ],
)
def test_where_the_article_might_not_fit_the_short_form_stands_first(
    lang: str, typed: str, expected: str
) -> None:
    more = {"FAO": "Organisation pour l’alimentation", "ONC": "conseil national"}

    assert shown(typed, lang=lang, forms=Forms(FORMS.longs | more)) == [expected]


@pytest.mark.parametrize(
    "typed",
    [
        "Many multi-stakeholder initiatives (MSIs) grow; an MSI",
        "A Multi-Stakeholder Initiative (MSI) grows; an MSI",
        "An MSI (multi-stakeholder initiative) grows; an MSI",
    ],
)
def test_what_the_author_has_written_out_is_not_written_out_again(typed: str) -> None:
    assert shown(typed) == [typed.replace("MSI", "[MSI]")]


def test_the_longest_form_is_taken_and_only_whole_words() -> None:
    assert shown("UNDP, R&D, UNO, aUN, UN.org, x@UN, UN") == [
        "United Nations Development Programme ([UNDP]), research and development ([R&D]), "
        "UNO, aUN, UN.org, x@UN, United Nations ([UN])"
    ]


@pytest.mark.parametrize("typed", ["MSI-led work", "the MSI’s work", "the MSI's work"])
def test_compounds_and_genitives_are_marked_and_the_next_use_is_written_out(typed: str) -> None:
    first, second = shown(typed, "one MSI")

    assert first == typed.replace("MSI", "[MSI]")
    assert second == "one multi-stakeholder initiative ([MSI])"


@pytest.mark.parametrize("where", [run_in(in_heading=True), run_in(in_quotation=True)])
def test_headings_and_quotations_stay_as_they_are(where: Run) -> None:
    run = (text("The ILO"),)

    assert ChapterAbbreviations(FORMS).change(run, where) is run


@pytest.mark.parametrize(
    "typed", ["He said “the ILO knows” today", 'He said "the ILO knows" today']
)
def test_a_quotation_in_a_line_stays_as_it_is(typed: str) -> None:
    assert shown(typed + "; the ILO") == [typed + "; the International Labour Organization ([ILO])"]


def test_a_quotation_is_known_by_the_marks_of_its_language() -> None:
    assert shown("Er sagt „die ILO weiß es“; die UN", lang="de") == [
        "Er sagt „die ILO weiß es“; die United Nations ([UN])"
    ]


@pytest.mark.parametrize(
    "node",
    [
        Code(text="ILO"),
        Marked(element="q", children=(text("ILO"),)),
        Marked(element="code", children=(text("ILO"),)),
        Marked(attributes=Attributes(pairs=(("lang", "fr"),)), children=(text("ILO"),)),
    ],
)
def test_code_quoted_words_and_other_languages_stay_as_they_are(node: Inline) -> None:
    assert ChapterAbbreviations(FORMS).change((text("a "), node), run_in()) == (text("a "), node)


def test_in_links_captions_and_cells_it_is_marked_and_not_written_out() -> None:
    chapter = ChapterAbbreviations(FORMS)
    link = Link(href="#x", children=(text("the ILO"),))

    assert read(chapter.change((link,), run_in())) == "the [ILO]"
    assert read(chapter.change((text("ILO"),), run_in(beside=True))) == "[ILO]"
    assert read(chapter.change((text("ILO"),), run_in())) == (
        "International Labour Organization ([ILO])"
    )


def test_inside_an_element_and_across_elements() -> None:
    emphasis = Marked(element="em", children=(text("the UN"),))
    run = (text("M"), Marked(element="em", children=(text("UN"),)), text(" and "), emphasis)

    assert read(ChapterAbbreviations(FORMS).change(run, run_in())) == (
        "MUN and the United Nations ([UN])"
    )


def test_a_note_between_the_words_does_no_harm() -> None:
    run = (text("United Nations"), NoteCall(label="n"), text(" (UN)"))

    assert read(ChapterAbbreviations(FORMS).change(run, run_in())) == "United Nations ([UN])"


def test_what_holds_none_is_the_same_object() -> None:
    run = (text("Nothing here"),)

    assert ChapterAbbreviations(FORMS).change(run, run_in()) is run
    assert ChapterAbbreviations(Forms({})).change(run, run_in()) is run


def test_they_are_read_from_octavo_yaml_or_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "short.yaml").write_text("ILO: International Labour Organization\nH2: 2\n")
    workspace = Workspace(tmp_path, {})

    assert read_abbreviations({"UN": "United Nations"}, workspace) == ({"UN": "United Nations"}, [])
    assert read_abbreviations("short.yaml", workspace) == (
        {"ILO": "International Labour Organization", "H2": "2"},
        [],
    )


@pytest.mark.parametrize(
    ("yaml", "place"),
    [("UN: United Nations\nMSI: [a, b]\n", (2, 6)), ("- UN\n", (1, 1)), ("UN:\n", (1, 4))],
)
def test_a_file_of_another_shape_is_told(tmp_path: Path, yaml: str, place: object) -> None:
    (tmp_path / "short.yaml").write_text(yaml)

    _, (finding,) = read_abbreviations("short.yaml", Workspace(tmp_path, {}))

    assert finding.code == "OCT275"
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == place
    assert "multi-stakeholder initiative" in finding.hints[0]


def test_yaml_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "short.yaml").write_text("a: [")

    _, (finding,) = read_abbreviations("short.yaml", Workspace(tmp_path, {}))

    assert finding.code == "OCT002"


@pytest.mark.parametrize("piece", ["MSI ", "“MSI” ", "(MSI) ", "MSI (", "UN", '" UN '])
def test_text_made_to_hurt_takes_no_longer_than_its_length_asks(piece: str) -> None:
    started = time.process_time()
    shown(piece * 20_000)
    assert time.process_time() - started < 3
