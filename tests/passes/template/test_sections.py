"""template: sections around the chapters, the places of notes, and what templates are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo.model.diagnostic import Diagnostic, OctavoError, Span
from octavo.model.publication import Publication
from octavo.passes.configure import load_design
from octavo.passes.template.plan import without_a_place
from octavo.workspace import Workspace
from tests.passes.conftest import MakeBook
from tests.passes.template.conftest import MakeManuscript, Manuscript

NOTES = "One[^a] and two.[^b]\n\nAgain.[^a]\n\n[^a]: First.\n[^b]: Second, after[^c].\n[^c]: Third."

# ------------------------------------------------------------------- sections


def test_a_section_without_content_is_not_there(manuscript: MakeManuscript) -> None:
    made = manuscript("Text.")
    assert made.sections() == ["cover", "title", "imprint", "contents", "chapter"]
    assert "section-" not in made.section("section-contents")


def test_sections_with_content_have_their_rows_in_the_contents(
    manuscript: MakeManuscript,
) -> None:
    made = manuscript(
        "A [board]{.index}.[^n]\n\n![W](well.svg){#fig-w fig-alt='x'}\n\n[^n]: Note.",
        **{"notes": "book", "list-of-figures": True, "list-of-tables": True},
    )
    assert made.sections()[4:] == ["figures", "chapter", "notes", "index"]
    rows = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', made.section("section-contents"))
    assert rows == [
        ("section-figures", "Figures"),
        ("one", "One"),
        ("section-notes", "Notes"),
        ("section-index", "Index"),
    ]
    for name in ("figures", "notes", "index"):
        assert f'id="section-{name}"' in made.section(f"section-{name}")


def test_the_list_of_figures_has_their_pages(manuscript: MakeManuscript) -> None:
    made = manuscript("![W *w*](well.svg){#fig-w fig-alt='x'}", **{"list-of-figures": True})
    paged = made.section("section-figures", "screen", {"fig-w": "12"})
    assert '<a href="#fig-w">W w</a>' in paged
    assert '<span class="toc-page">12</span>' in paged
    assert '<a href="#fig-w">Figure 1</a>' in made.section("section-figures", "epub")


def test_titles_in_another_language_say_so(manuscript: MakeManuscript) -> None:
    head = '---\ntitle: Un "puits"\nlang: fr\nauthor: {name: Ada, bio: She counts.}\n---\n\n'
    figure = "## Deux\n\n![Trois](well.svg){#fig-w fig-alt='x'}"
    english = "---\ntitle: One\nlang: en\n---\n\nText."
    options = {"list-of-figures": True, "toc-depth": 2, "lang": "en", "design": "anthology"}
    made = manuscript({"un.md": head + figure, "one.md": english}, **options)
    lang = ' lang="fr" xml:lang="fr"'
    title = "Un «\N{NO-BREAK SPACE}puits\N{NO-BREAK SPACE}»"
    contents = made.section("section-contents")
    assert f'<a href="#un"{lang}>{title}</a>' in contents
    assert f"{lang}>Deux</a>" in contents
    assert '<a href="#one">One</a>' in contents
    assert f'<a href="#fig-w"{lang}>Trois</a>' in made.section("section-figures")
    assert f'<span class="toc-title"{lang}>Trois</span>' in made.section("section-figures", "epub")
    for edition in ("screen", "epub"):
        listed = made.rendition(edition).sections[-1].xhtml
        assert f'<a href="#un"{lang}>{title}</a>' in listed


# --------------------------------------------------------------------- rights


@pytest.mark.parametrize("design", ["anthology", "report"])
@pytest.mark.parametrize("edition", ["screen", "print", "epub"])
def test_the_rights_stand_at_the_end(manuscript: MakeManuscript, edition: str, design: str) -> None:
    head = '---\ntitle: One\nrights: "© Ada\'s <words>"\n---\n\n'
    made = manuscript({"one.md": head + NOTES}, design=design, notes="chapter")
    text = made.section("one", edition)
    assert text.endswith('<p class="rights">© Ada’s &lt;words&gt;</p>\n</section>')


def test_rights_of_several_paragraphs_are_one_line(manuscript: MakeManuscript) -> None:
    head = "---\ntitle: One\nrights: |\n  © Ada\u00a0B.\n\n  CC0\n---\n\n"
    made = manuscript({"one.md": head + "Text."})
    assert '<p class="rights">© Ada\u00a0B. CC0</p>' in made.section("one")
    facts = {"name": "b", "title": "B", "date": "2026-01-15", "contents": ["."]}
    facts |= {"rights": "© Ada\n\nCC0\n"}
    assert Publication.model_validate(facts).rights == "© Ada CC0"


def test_without_rights_there_is_no_line(manuscript: MakeManuscript) -> None:
    assert "rights" not in manuscript("Text.", rights="© Somebody").section("one")


def test_the_rights_of_a_book_in_one_file_stand_at_its_end(manuscript: MakeManuscript) -> None:
    texts = {"a.md": "---\nrights: CC0\n---\n\n# A\n\nText.\n\n# B\n\nText.", "c.md": "# C\n\nX."}
    sections = [one.xhtml for one in manuscript(texts).rendition().sections]
    assert ['<p class="rights">' in xhtml for xhtml in sections[-3:]] == [False, True, False]


# ---------------------------------------------------------------------- notes


def links(xhtml: str) -> list[tuple[str, str]]:
    """The links of notes: where each leads, and its own identifier."""
    found = re.findall(r'<a class="noteref"(?: id="([^"]+)")? href="#([^"]+)"', xhtml)
    return [(target, identifier) for identifier, target in found]


@pytest.mark.parametrize("edition", ["screen", "epub"])
def test_notes_at_the_end_of_their_chapter(manuscript: MakeManuscript, edition: str) -> None:
    made = manuscript(NOTES, notes="chapter")
    text = made.text(edition)
    identifiers = [note.identifier for note in made.book.chapters[0].notes.values()]
    ends = text[text.index('<section class="notes" role="doc-endnotes"') :]
    assert re.findall(r'<li class="note" id="([^"]+)">', ends) == identifiers
    backs = re.findall(r'href="#([^"]+)" role="doc-backlink"', ends)
    assert backs == [f"{identifier}-call" for identifier in identifiers]
    calls = [identifier for _, identifier in links(text) if identifier]
    assert sorted(calls) == sorted(backs)
    assert "section-notes" not in [one.identifier for one in made.rendition(edition).sections]


@pytest.mark.parametrize("edition", ["screen", "epub"])
def test_notes_at_the_end_of_the_book(manuscript: MakeManuscript, edition: str) -> None:
    texts = {
        "one.md": f"# One\n\n{NOTES}",
        "two.md": "# Two\n\nText.",
        "three.md": "# T\n\nX.[^a]\n\n[^a]: Y.",
    }
    made = manuscript(texts, notes="book")
    xhtml = made.section("section-notes", edition)
    assert re.findall(r'<h2[^>]*><a href="#([^"]+)">', xhtml) == ["one", "three"]
    notes = [note for chapter in made.book.chapters for note in chapter.notes.values()]
    assert re.findall(r'<li class="note" id="([^"]+)">', xhtml) == [one.identifier for one in notes]
    everything = "".join(section.xhtml for section in made.rendition(edition).sections)
    for note in notes:
        assert everything.count(f'id="{note.identifier}"') == 1
        assert everything.count(f'id="{note.identifier}-call"') == 1
        assert everything.count(f'href="#{note.identifier}-call"') == 1


def test_without_a_section_for_them_they_stand_at_the_end_of_their_chapter(
    manuscript: MakeManuscript, design: None
) -> None:
    made = manuscript(NOTES, notes="book", design="bare")
    assert 'class="endnotes"' in made.text()


# ---------------------------------------------------------------------- words


def test_words_of_ones_own_add_to_those_of_the_theme(
    manuscript: MakeManuscript, tmp_path: Path
) -> None:
    words = tmp_path / "templates" / "words" / "en.yaml"
    words.parent.mkdir(parents=True)
    words.write_text("figure: Plate\n", encoding="utf-8")
    text = manuscript("![W](well.svg){#fig-w fig-alt='x' source='a count'}").text()
    assert '<span class="label">Plate 1</span>' in text
    assert "Source: a count" in text


# ------------------------------------------------------------- what goes wrong

TITLE = "templates/sections/title.html"


def failure(made: Manuscript, path: str, template: str) -> tuple[Diagnostic, int]:
    """What is told where a template of one's own is this."""
    place = made.workspace.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(template, encoding="utf-8")
    with pytest.raises(OctavoError) as raised:
        made.rendition()
    (finding,) = raised.value.diagnostics
    return finding, raised.value.exit_code


@pytest.mark.parametrize(
    ("template", "message", "hint"),
    [
        ("{{ words.contens }}", "no house word “contens”; did you mean “contents”?", "docs/"),
        ("{{ publicaton.title }}", "nothing here is called “publicaton”", "docs/themes.md"),
        ("{{ publication.titel }}", "this publication has no “titel”", "docs/themes.md"),
        ("{{ 1 + 'a' }}", "the template fails: a value is not of the kind", "the engine says"),
        ("{{ ''.__class__ }}", "a template may not reach for the inside of a value", ""),
    ],
)
def test_a_template_that_fails_is_told_in_its_own_terms(
    manuscript: MakeManuscript, template: str, message: str, hint: str
) -> None:
    finding, code = failure(manuscript("Text."), TITLE, f"\n{template}")
    assert (finding.code, str(finding.span), code) == (
        "OCT301",
        "templates/sections/title.html:2:1",
        1,
    )
    assert finding.message.startswith(message)
    assert hint in " ".join(finding.hints)
    assert "object" not in finding.message


def test_an_included_template_that_is_missing(manuscript: MakeManuscript) -> None:
    template = '\n{% include "components/note.htm" %}'
    finding, code = failure(manuscript("Text."), TITLE, template)
    assert (finding.code, str(finding.span), code) == (
        "OCT008",
        "templates/sections/title.html:2:1",
        2,
    )
    assert finding.hints == ("did you mean “components/note.html”?",)


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("back: [{template: indx}]", "no template “templates/sections/indx.html”", "“index”"),
        ("chapter: chaptr", "no template “templates/sections/chaptr.html”", "“chapter”"),
        ("stylesheets: [tokens.css, txt.css]", "no stylesheet “styles/txt.css”", "“text.css”"),
    ],
)
def test_a_design_that_names_what_is_not_there(
    manuscript: MakeManuscript, line: str, message: str, hint: str
) -> None:
    made = manuscript("Text.", design="own")
    finding, code = failure(made, "templates/designs/own.yaml", f"first-side: recto\n{line}\n")
    assert (finding.code, finding.message, code) == ("OCT008", message, 2)
    assert hint in finding.hints[0]
    assert finding.span is not None
    assert (finding.span.path, finding.span.line) == ("templates/designs/own.yaml", 2)
    assert finding.span.column > 8


def test_what_an_author_calls_the_credits_is_their_title(manuscript: MakeManuscript) -> None:
    texts = {"one.md": "# One\n\nText.\n", "two.md": "# Picture sources {.credits}\n\nMine.\n"}
    made = manuscript(texts, design="anthology")
    assert "Picture sources</h1>" in made.section("two")
    assert ">Picture sources</a>" in made.section("section-contents")


def test_a_kind_without_a_place_in_the_design_is_told(make_book: MakeBook, tmp_path: Path) -> None:
    folder = tmp_path / "templates/designs"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text("front: [{template: title}]\n", encoding="utf-8")
    texts = {"one.md": "---\nkind: credits\n---\n# C\n\nText.\n", "two.md": "# Two\n\nText.\n"}
    book, _ = make_book(texts, design="own")
    design = load_design(Workspace(tmp_path, {}), book.publication, Span("octavo.yaml"))
    (found,) = without_a_place(book, design)
    assert (found.code, str(found.span), found.is_error) == ("OCT277", "one.md:2:7", True)
