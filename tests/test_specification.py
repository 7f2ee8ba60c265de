"""docs/specification.md shows every construct and its XHTML, and is what these tests believe.

``make specification`` writes what Octavo makes of the examples today into the page; a person
reads what has changed.
"""

from __future__ import annotations

import pytest

from octavo.model import content, inlines
from octavo.model.book import Source
from octavo.model.content import walk
from octavo.model.inlines import Node
from octavo.passes.parse import parse
from tests.reading.layout import laid_out
from tests.reading.specification import EDITIONS, Example, Workshop, read_page

PAGE = read_page()


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Makes the examples; they are alone in the folder of their files."""
    return Workshop(PAGE, tmp_path_factory.mktemp("specification"))


@pytest.mark.parametrize("example", PAGE.examples, ids=lambda example: example.name)
def test_an_example_gives_the_xhtml_that_the_page_shows(
    example: Example, workshop: Workshop
) -> None:
    made = workshop.make(example.markdown.text)
    assert made.diagnostics == ()
    screen, epub = (made.xhtml[name] for name in EDITIONS)
    assert example.html, "run: make specification"
    assert screen == example.html[0].text, "if the new one is right: make specification"
    assert epub == example.html[-1].text, "if the new one is right: make specification"
    assert len(example.html) == (1 if screen == epub else 2)


# Nodes that resolve makes, and those that are never met themselves.
NOT_WRITTEN = {"Abbreviation", "Omission", "Node", "Inline", "Block"}


def test_the_page_shows_every_node_of_the_model() -> None:
    nodes = {
        type(node).__name__
        for example in PAGE.examples
        for chapter in parse(Source("example.md", example.markdown.text))[0]
        for node in walk((*chapter.title, *chapter.blocks))
    }
    model = {
        name
        for name, kind in (*vars(content).items(), *vars(inlines).items())
        if isinstance(kind, type) and issubclass(kind, Node)
    }
    # Works are part of a citation, bodies of notes part of the chapter.
    assert model - NOT_WRITTEN - nodes == {"CitedWork"}


def test_there_is_a_file_for_everything_that_octavo_yaml_names() -> None:
    assert {"octavo.yaml", "other.md", "bibliography.json", "glossary.yaml"} <= set(PAGE.files)
    for path, text in PAGE.files.items():
        assert text.strip(), path


# ------------------------------------------------------------------- the layout


def test_blocks_have_lines_and_indentation() -> None:
    assert laid_out("<ul><li>One</li>\n<li><p>Two\n  lines</p></li></ul>") == (
        "<ul>\n  <li>One</li>\n  <li>\n    <p>Two lines</p>\n  </li>\n</ul>\n"
    )


def test_listings_keep_their_white_space() -> None:
    assert laid_out("<pre><code>a  b\n\n c &lt; d</code></pre>") == (
        "<pre><code>a  b\n\n c &lt; d</code></pre>\n"
    )


def test_only_identifiers_made_from_text_are_left_out() -> None:
    assert laid_out('<p id="example-3f2a91">A</p><p id="example-3f2a91-2">A</p>') == (
        "<p>A</p>\n<p>A</p>\n"
    )
    assert laid_out('<p id="fig-wells">A</p>') == '<p id="fig-wells">A</p>\n'


def test_what_differs_is_seen() -> None:
    assert laid_out("<p>a <em>b</em></p>") != laid_out("<p>a<em> b</em></p>")
    assert laid_out("<p>a\u00a0b</p>") != laid_out("<p>a b</p>")
    assert laid_out('<p class="a">b</p>') != laid_out("<p>b</p>")
