"""Bracketed spans, index terms, values, tags of other programs, sub- and superscripts."""

from __future__ import annotations

import pytest

from octavo.model.content import plain_text
from octavo.model.diagnostic import Place
from octavo.model.inlines import Attributes, GlossaryTerm, IndexTerm, Marked, NoteCall, Value
from tests.passes.parse.reading import blocks, every, findings, hint, line, read


def test_a_span_with_a_language() -> None:
    (span,) = line("[mot]{lang=fr .x}\n")
    assert isinstance(span, Marked)
    assert (span.element, span.place, plain_text([span])) == ("span", Place(5, 1), "mot")
    assert span.attributes == Attributes("", ("x",), (("lang", "fr"),))


@pytest.mark.parametrize(("name", "element"), [("underline", "u"), ("mark", "mark")])
def test_spans_with_elements_of_their_own(name: str, element: str) -> None:
    (span,) = line(f"[x]{{.{name}}}\n")
    assert isinstance(span, Marked)
    assert (span.element, span.attributes) == (element, Attributes())


def test_small_capitals_stay_a_span() -> None:
    (span,) = line("[x]{.smallcaps}\n")
    assert isinstance(span, Marked)
    assert (span.element, span.attributes.classes) == ("span", ("smallcaps",))


@pytest.mark.parametrize(
    ("text", "element", "inside"),
    [("H~2~O", "sub", "2"), ("x^2^", "sup", "2"), ("1^*er*^", "sup", "er"), ("~~no~~", "s", "no")],
)
def test_scripts_and_strikes(text: str, element: str, inside: str) -> None:
    (marked,) = [node for node in line(text + "\n") if isinstance(node, Marked)]
    assert (marked.element, plain_text([marked])) == (element, inside)


@pytest.mark.parametrize("text", ["about ~5 and ~6 days", "2^10 or 2^ 3^", "a ~ b ~ c", "^^"])
def test_marks_that_are_only_characters(text: str) -> None:
    assert plain_text(line(text + "\n")) == text


# ---------------------------------------------------------------------- index


def test_an_index_term_with_all_it_can_say() -> None:
    text = '[boards]{.index entry="boards ! seats" see="chairs" see-also=audits range=begin}\n'
    chapter, _ = read(text)
    (term,) = every(IndexTerm, chapter.blocks)
    assert plain_text([term]) == "boards"
    assert (term.entry, term.see, term.see_also, term.range) == (
        ("boards", "seats"),
        "chairs",
        "audits",
        "begin",
    )
    assert chapter.places[term.key] == term.place == Place(5, 1)
    assert term.attributes == Attributes()


def test_an_index_term_without_words_and_one_with_a_name() -> None:
    silent, named = every(IndexTerm, line('A[]{.index entry="b"} [c]{#d .index}\n'))
    assert (silent.children, silent.entry) == ((), ("b",))
    assert named.key == "d"
    assert named.entry == ()


def test_a_range_that_is_none_is_told() -> None:
    assert findings("A [b]{.index range=start}\n") == ["OCT244 5:3"]


def test_a_glossary_term() -> None:
    (term,) = line("[audits]{.glossary term=audit .x}\n")
    assert isinstance(term, GlossaryTerm)
    assert (term.term, term.attributes.classes) == ("audit", ("x",))


def test_a_term_may_stand_in_the_index_and_in_the_glossary() -> None:
    (term,) = line("[audit]{.index .glossary}\n")
    assert isinstance(term, IndexTerm)
    assert isinstance(term.children[0], GlossaryTerm)


# --------------------------------------------------------------------- values


def test_values() -> None:
    meta, _, var = line('{{< meta title >}} {{<var data.key format="0.0" locale=de>}}\n')
    assert meta == Value(Place(5, 1), kind="meta", argument="title", source="{{< meta title >}}")
    assert isinstance(var, Value)
    assert (var.kind, var.argument) == ("var", "data.key")
    assert var.options == (("format", "0.0"), ("locale", "de"))
    assert var.place == Place(5, 20)


def test_a_value_may_run_over_the_end_of_a_line() -> None:
    (value,) = line("{{< var\ndata.key >}}\n")
    assert isinstance(value, Value)
    assert (value.argument, value.source) == ("data.key", "{{< var data.key >}}")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ site.url }}",
        "{% include x %}",
        "{{< video a.mp4 >}}",
        "{{< include a.qmd >}}",
        "{{< meta >}}",
    ],
)
def test_tags_of_other_programs_are_text_and_told(tag: str) -> None:
    chapter, diagnostics = read(f"A {tag} stays.\n")
    assert plain_text(chapter.blocks) == f"A {tag} stays."
    (finding,) = diagnostics
    assert finding.span is not None
    assert (finding.code, finding.span.column, finding.span.width) == ("OCT232", 3, len(tag))


def test_shortcodes_that_show_a_file_have_a_hint_of_their_own() -> None:
    assert "contents" in hint("{{< include a.qmd >}}\n")
    assert "link" in hint("{{< video a.mp4 >}}\n")


def test_tags_in_code_are_code() -> None:
    assert findings("`{{ x }}`\n\n```\n{{< video a >}}\n```\n") == []


# ---------------------------------------------------------------------- notes


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("## Head[^n]\n\nText.\n\n[^n]: Note.\n", "5:8"),
        ("## Head^[Note.]\n\nText.\n", "5:8"),
        ("| a[^n] |\n|---|\n| b |\n\n[^n]: Note.\n", "5:4"),
    ],
)
def test_a_note_in_a_heading_or_a_table_head_is_refused(text: str, place: str) -> None:
    chapter, _ = read(text)
    assert findings(text) == [f"OCT224 {place}"]
    assert not every(NoteCall, chapter.blocks)


def test_a_note_in_the_body_of_a_table_is_none_the_less_one() -> None:
    assert every(NoteCall, blocks("| a |\n|---|\n| b[^n] |\n\n[^n]: Note.\n"))


def test_the_keys_of_notes_are_no_slugs_of_headings() -> None:
    chapter, _ = read("## Note\n\nText.[^a]^[b]\n\n[^a]: A.\n")
    assert list(chapter.slugs) == ["note"]
    assert len(chapter.notes) == 2


def test_an_address_that_is_none_does_no_harm() -> None:
    chapter, _ = read("[a](http://[::1) <http://[::1>\n")
    assert chapter.links


def test_the_place_of_text_after_emphasis_and_escapes() -> None:
    nodes = line("A **b** c \\* d &amp; [e](f.md) g\n")
    assert [node.place.column for node in nodes] == [1, 3, 8, 22, 31]


@pytest.mark.parametrize("text", ["A.[^b]\n\n[^b]:\n", "A.[^b]\n\n[^b]: \nBody\n", "A.\n\n[^b]:\n"])
def test_a_note_without_a_body_is_told_where_it_is_defined(text: str) -> None:
    _, (finding,) = read(text)
    assert (finding.code, finding.is_error, str(finding.span)) == ("OCT220", True, "one.md:7:1")
    assert finding.message == "the note [^b] has no body"
