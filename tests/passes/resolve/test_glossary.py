"""The glossary: terms from a file, and the links from the text to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.content import Definition, DefinitionList, Term, plain_text, walk
from octavo.model.diagnostic import Diagnostic, Place
from octavo.model.inlines import GlossaryTerm, Inline, Link, Marked, Text
from octavo.passes.parse.fragment import parse_inlines
from octavo.passes.resolve.glossary import Glossary, GlossaryLinks, read_glossary
from octavo.workspace import Workspace
from tests.passes.conftest import MakeBook

MAPPING = """\
wage board: A body that sets *wages*.
audit: "A visit: one day, one report."
Ägide: Last in Swedish.
"""
LIST = """\
- term: audit
  definition: A visit.
- term: social audit
  see: audit
- term: inspection
  definition: A visit by the state.
  see: audit
"""
WORDS = {"see": "see", "see-also": "see also"}


def read(tmp_path: Path, yaml: str) -> tuple[Glossary, list[Diagnostic]]:
    (tmp_path / "glossary.yaml").write_text(yaml, encoding="utf-8")
    return read_glossary("glossary.yaml", Workspace(tmp_path, {}))


def good(tmp_path: Path, yaml: str) -> Glossary:
    glossary, diagnostics = read(tmp_path, yaml)
    assert diagnostics == []
    return glossary


def listed(glossary: Glossary, lang: str = "en") -> DefinitionList:
    (block,) = glossary.blocks(lang, WORDS, parse_inlines)
    assert isinstance(block, DefinitionList)
    return block


def texts(block: DefinitionList) -> list[str]:
    return [plain_text([item]) for item in block.items]


def marked(words: str, term: str = "") -> GlossaryTerm:
    children: tuple[Inline, ...] = (Text(text=words),)
    return GlossaryTerm(Place(4, 9), children=children, term=term)


def test_a_mapping_is_listed_in_the_order_of_the_language(tmp_path: Path) -> None:
    glossary = good(tmp_path, MAPPING)

    assert texts(listed(glossary))[::2] == ["Ägide", "audit", "wage board"]
    assert texts(listed(glossary, "sv"))[::2] == ["audit", "wage board", "Ägide"]


def test_definitions_are_markdown_with_their_places(tmp_path: Path) -> None:
    glossary = good(tmp_path, MAPPING)
    block = listed(glossary)
    term, definition = block.items[4:]

    assert isinstance(term, Term)
    assert isinstance(definition, Definition)
    assert plain_text([definition]) == "A body that sets wages."
    assert any(isinstance(node, Marked) and node.element == "em" for node in walk([definition]))
    assert (term.key, definition.key) == ("glossary-wage-board", "glossary-wage-board-definition")
    assert glossary.places[term.key] == Place(1, 1)
    assert glossary.places[definition.key] == Place(1, 13)


def test_a_list_may_send_to_other_terms(tmp_path: Path) -> None:
    block = listed(good(tmp_path, LIST))

    assert texts(block) == [
        "audit",
        "A visit.",
        "inspection",
        "A visit by the state. See also audit.",
        "social audit",
        "see audit.",
    ]
    links = [node.href for node in walk([block]) if isinstance(node, Link)]
    assert links == ["#glossary-audit", "#glossary-audit"]


def test_a_term_in_the_text_becomes_a_link_to_its_entry(tmp_path: Path) -> None:
    links = GlossaryLinks(good(tmp_path, MAPPING), "one.md")

    (plain,) = links.link(marked("Audit"))
    (named,) = links.link(marked("boards", "wage  Board"))

    assert isinstance(plain, Link)
    assert isinstance(named, Link)
    assert plain.attributes.classes == ("glossary-term",)
    assert plain_text([named]) == "boards"
    assert links.links == {
        "#glossary-audit": "#glossary-audit",
        "#glossary-wage-board": "#glossary-wage-board",
    }


def test_a_term_that_the_glossary_lacks_keeps_its_words_and_is_told(tmp_path: Path) -> None:
    glossary = good(tmp_path, MAPPING)
    term = marked("audits")

    links = GlossaryLinks(glossary, "one.md")

    assert links.link(term) == term.children
    (finding,) = links.diagnostics
    assert finding.code == "OCT273"
    assert str(finding.span) == "one.md:4:9"
    assert finding.hints == ('did you mean {.glossary term="audit"}?',)


def test_a_term_without_any_glossary_is_told() -> None:
    links = GlossaryLinks(None, "one.md")

    assert links.link(marked("audit")) == (Text(text="audit"),)
    assert [finding.code for finding in links.diagnostics] == ["OCT273"]


def test_a_reference_between_terms_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    glossary = good(
        tmp_path, "- term: audit\n  see: inspektion\n- {term: inspection, definition: x}\n"
    )

    assert texts(listed(glossary))[:2] == ["audit", "see inspektion."]
    (finding,) = glossary.diagnostics
    assert finding.code == "OCT273"
    assert str(finding.span) == "glossary.yaml:2:8"


@pytest.mark.parametrize(
    ("yaml", "message", "place"),
    [
        ("just words", "a glossary is a list", "1:1"),
        ("audit: [a, b]", "no text", "1:8"),
        ("audit:", "no text", "1:7"),
        ("- audit", "a “term” and a “definition”", "1:3"),
        ("- {term: audit}", "no definition", "1:3"),
        ("- {term: audit, definition: x, seee: y}", "unknown key “seee”", "1:38"),
        ("audit: x\nAudit: y", "stands twice", "2:8"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, yaml: str, message: str, place: str) -> None:
    _, (finding,) = read(tmp_path, yaml)

    assert finding.code == "OCT274"
    assert message in finding.message
    assert str(finding.span) == f"glossary.yaml:{place}"
    assert finding.hints


def test_an_empty_file_and_a_missing_one_are_an_empty_glossary(tmp_path: Path) -> None:
    assert good(tmp_path, "").blocks("en", WORDS, parse_inlines) == ()
    glossary, diagnostics = read_glossary("none.yaml", Workspace(tmp_path, {}))
    assert (glossary.entries, diagnostics) == ((), [])


def test_yaml_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert [finding.code for finding in read(tmp_path, "a: [")[1]] == ["OCT002"]


def test_only_words_and_links_stand_in_a_glossary(make_book: MakeBook, tmp_path: Path) -> None:
    unfit = "![map](no.png) [^n] [@nokey] {{< meta title >}} [i]{.index} <script>x</script>"
    (tmp_path / "glossary.yaml").write_text(
        f"seat: >-\n  A place {unfit} by @ada for [two](https://example.org/).\n"
    )
    book, found = make_book({"one.md": "# One\n\nText."}, glossary="glossary.yaml")
    messages = [(finding.code, finding.message.partition(" cannot")[0]) for finding in found]
    assert messages == [
        ("OCT230", "<script> was removed"),
        ("OCT113", "an image"),
        ("OCT113", "a note"),
        ("OCT113", "a citation"),
        ("OCT113", "a shortcode"),
        ("OCT113", "a term of the index"),
    ]
    text = " ".join(plain_text(book.around["glossary"].chapter.blocks).split())
    assert text == "seatA place [@nokey] {{< meta title >}} i by @ada for two."
