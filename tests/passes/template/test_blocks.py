"""template: blocks of every kind as XHTML."""

from __future__ import annotations

import html
import re

import pytest

from octavo.passes.template.listings import MAXIMUM_LENGTH, highlighted
from tests.passes.template.conftest import MakeManuscript

# ------------------------------------------------------------------- callouts


@pytest.mark.parametrize(
    ("kind", "element", "role", "title"),
    [
        ("note", "aside", "note", "Note"),
        ("tip", "aside", "doc-tip", "Tip"),
        ("important", "aside", "note", "Important"),
        ("caution", "section", "doc-notice", "Caution"),
        ("warning", "section", "doc-notice", "Warning"),
    ],
)
def test_callouts_have_a_role_and_a_house_word(
    manuscript: MakeManuscript, kind: str, element: str, role: str, title: str
) -> None:
    text = manuscript(f"::: {{.callout-{kind}}}\nWords.\n:::").text()
    assert text == (
        f'<{element} class="callout callout-{kind}" role="{role}">\n'
        f'<p class="callout-title">{title}</p>\n'
        f"<p>Words.</p>\n</{element}>"
    )


def test_a_callout_may_have_a_title_of_its_own(manuscript: MakeManuscript) -> None:
    text = manuscript('::: {.callout-tip title="Bring a *chair*"}\nWords.\n:::').text()
    assert '<p class="callout-title">Bring a <em>chair</em></p>' in text


def test_house_words_follow_the_chapter(manuscript: MakeManuscript) -> None:
    text = "---\nlang: fr\n---\n# Un\n\n::: {.callout-warning}\nMots.\n:::"
    assert "Attention</p>" in manuscript({"one.md": text}).text()


# ------------------------------------------------------------------ divisions


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("epigraph", '<div class="epigraph" role="doc-epigraph">'),
        ("pull-quote", '<aside class="pull-quote" role="doc-pullquote">'),
        ("column-margin", '<aside class="column-margin" role="note">'),
        ("key-figure", '<div class="key-figure">'),
        ("my-own", '<div class="my-own">'),
    ],
)
def test_divisions(manuscript: MakeManuscript, name: str, opening: str) -> None:
    text = manuscript(f"::: {{.{name}}}\nWords.\n:::").text()
    closing = opening[1:].partition(" ")[0]
    assert text == f"{opening}\n<p>Words.</p>\n</{closing}>"


def test_verse_keeps_its_lines(manuscript: MakeManuscript) -> None:
    text = manuscript("::: {.verse}\nOne\ntwo\n:::\n\nOne\ntwo").text()
    assert "<p>One<br/>two</p>" in text
    assert "<p>One\ntwo</p>" in text


# ---------------------------------------------------------------------- lists


def test_tasks_are_text_with_words_for_those_who_do_not_see_it(
    manuscript: MakeManuscript,
) -> None:
    text = manuscript("- [x] wash\n- [ ] dry").text()
    assert text == (
        '<ul class="tasks">\n'
        '<li class="task"><span class="task-box" role="img" aria-label="done">☑</span> wash</li>\n'
        '<li class="task"><span class="task-box" role="img" aria-label="to do">☐</span> dry</li>\n'
        "</ul>"
    )


def test_the_box_of_a_loose_task_stands_in_its_paragraph(manuscript: MakeManuscript) -> None:
    text = manuscript("- [x] wash\n\n    and rinse").text()
    assert re.search(r'<li class="task"><p><span [^>]+>☑</span> wash</p>\n<p>and rinse</p>', text)


def test_definition_lists(manuscript: MakeManuscript) -> None:
    text = manuscript("Term\n:   One meaning.\n:   Another.").text()
    assert text == "<dl>\n<dt>Term</dt>\n<dd>One meaning.</dd>\n<dd>Another.</dd>\n</dl>"


# ------------------------------------------------------------------- formulas


def test_a_formula_is_a_picture_on_the_line_in_a_pdf(manuscript: MakeManuscript) -> None:
    text = manuscript("So $x_1^2$ is.").text("screen")
    match = re.search(r'<img class="formula" src="(\S+)" alt="x_1\^2" style="([^"]+)"/>', text)
    assert match is not None
    styles = dict(part.split(": ") for part in match[2].split("; "))
    assert styles["width"].endswith("em")
    assert styles["height"].endswith("em")
    assert re.fullmatch(r"-0\.\d+em", styles["vertical-align"])  # its subscript hangs below


def test_its_picture_is_among_the_assets(manuscript: MakeManuscript) -> None:
    made = manuscript("So $x$ is.").rendition("screen")
    (asset,) = made.assets
    assert asset.media_type == "image/svg+xml"
    assert asset.data.startswith(b"<svg")


def test_a_formula_is_mathml_in_an_epub(manuscript: MakeManuscript) -> None:
    text = manuscript("So $x$ is.").text("epub")
    assert text == (
        '<p>So <math alttext="x" xmlns="http://www.w3.org/1998/Math/MathML" display="inline">'
        "<mrow><mi>x</mi></mrow></math> is.</p>"
    )


def test_an_equation_with_a_label_has_its_number(manuscript: MakeManuscript) -> None:
    made = manuscript("$$ x = 1 $$ {#eq-one}\n\n$$ y = 2 $$")
    for edition in ("screen", "epub"):
        text = made.text(edition)
        assert '<div class="equation" id="eq-one">' in text
        assert text.count("equation-number") == 1
        assert '<span class="equation-number">(1)</span>' in text


# ----------------------------------------------------------------------- code


def test_code_is_marked_by_its_language(manuscript: MakeManuscript) -> None:
    text = manuscript("```python\nif a < 1:\n    pass\n```").text()
    assert '<pre><code class="language-python"><span class="k">if</span>' in text
    assert '<span class="o">&lt;</span>' in text


def test_the_caption_of_a_listing_stands_above_it(manuscript: MakeManuscript) -> None:
    text = manuscript('```{.text title="Counting *wells*"}\nwells = 6\n```').text()
    caption = '<div class="listing-caption">Counting <em>wells</em></div>\n<pre>'
    assert text.startswith('<div class="listing">\n' + caption)
    assert "title=" not in text


@pytest.mark.parametrize("language", ["python", "html", "json", "yaml", "bash", "c", "", "none"])
@pytest.mark.parametrize(
    "listing",
    ["", "\n\n", "a\tb\n", "x = '<&>' # …\n", "  in\n\nend", "a" * 99 + " b\n", "\x0b\x85\u2028"],
)
def test_no_character_of_a_listing_is_lost(listing: str, language: str) -> None:
    markup = highlighted(listing, language)
    assert html.unescape(re.sub("<[^>]*>", "", markup)) == listing


def test_what_may_not_fit_on_a_line_may_be_broken_anywhere() -> None:
    address = "https://example.org/" + "a" * 40
    assert highlighted(f"see {address} now", "") == f'see <span class="long">{address}</span> now'
    assert '<span class="long"><span class="s1">' in highlighted(f"x = '{address}'", "python")


def test_a_very_long_listing_stays_plain() -> None:
    assert "<span" not in highlighted("if x:\n" * MAXIMUM_LENGTH, "python")


# ------------------------------------------------------- what was not resolved


def test_a_class_of_pandoc_has_its_element(manuscript: MakeManuscript) -> None:
    text = manuscript("[a]{.mark} [b]{.underline} [c]{.smallcaps}").text()
    assert text == ('<p><mark>a</mark> <u>b</u> <span class="smallcaps">c</span></p>')


def test_an_abbreviation_is_written_out_at_first(manuscript: MakeManuscript) -> None:
    text = manuscript("An NGO is an NGO.", abbreviations={"NGO": "voluntary body"}).text()
    assert text.count('<abbr title="voluntary body">NGO</abbr>') == 2
    assert text.replace('title="voluntary body"', "").count("voluntary body") == 1
