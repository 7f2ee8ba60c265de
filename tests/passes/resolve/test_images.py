"""Images: what is meant where there is no such file."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.diagnostic import Span
from octavo.passes.resolve.images import ImageShelf
from octavo.workspace import Workspace

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'


@pytest.mark.parametrize(
    ("manuscript", "source", "meant"),
    [
        ("c/a.md", "../figures/wels.svg", "../figures/wells.svg"),
        ("c/a.md", "figures/wells.svg", "../figures/wells.svg"),
        ("c/d/a.md", "../figures/wells.svg", "../../figures/wells.svg"),
        ("c/a.md", "../Figures/Wells.SVG", "../figures/wells.svg"),
        ("a.md", "figures/WELLS.svg", "figures/wells.svg"),
    ],
)
def test_the_path_that_is_meant_is_one_from_the_manuscript(
    tmp_path: Path, manuscript: str, source: str, meant: str
) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/wells.svg").write_text(SVG, encoding="utf-8")
    shelf = ImageShelf(Workspace(tmp_path, {}))

    asset, (found,) = shelf.find(source, Span(manuscript, 3, 6))

    assert asset is None
    assert (found.code, found.hints) == ("OCT201", (f"did you mean “{meant}”?",))
    assert shelf.find(meant, Span(manuscript, 3, 6))[0] is not None


def test_where_nothing_is_like_it_the_place_that_was_looked_at_is_told(tmp_path: Path) -> None:
    (tmp_path / "octavo.yaml").touch()
    _, (found,) = ImageShelf(Workspace(tmp_path, {})).find("octavo.yml", Span("a.md", 3, 6))
    assert (found.code, found.hints) == ("OCT201", ("looked for octavo.yml",))


@pytest.mark.parametrize(
    "inner",
    [
        "<style>@import url(http://evil.example/a.css); rect { fill: red }</style>",
        "<style>@import 'http://evil.example/a.css'; rect { fill: red }</style>",
        "<style>rect { fill: u\\72l(http://evil.example/a) }</style>",
        "<style>rect { fill: url/**/(http://evil.example/a) }</style>",
        '<rect fill="url(http://evil.example/a#b)"/>',
        "<rect style=\"fill: URL( 'http://evil.example/a' ) ; stroke: red\"/>",
        '<g xml:base="http://evil.example/"><rect/></g>',
        '<image href="http://evil.example/a.png"/>',
    ],
)
def test_nothing_in_an_svg_leads_to_the_network(tmp_path: Path, inner: str) -> None:
    svg = SVG.replace("/>", f">{inner}</svg>")
    (tmp_path / "a.svg").write_text(svg, encoding="utf-8")
    asset, told = ImageShelf(Workspace(tmp_path, {})).find("a.svg", Span("a.md", 3, 6))
    assert asset is not None
    assert not told
    assert b"evil" not in asset.data
    assert asset.data.count(b"red") == inner.count("red")


def test_what_an_svg_has_in_itself_stays(tmp_path: Path) -> None:
    inner = (
        '<style>rect { fill: url(#a) } text::before { content: "\\201C" }</style>'
        '<rect style="fill: url( \'#a\' )" aria-label="a (b) \\ c" transform="scale(2)"/>'
        '<text mask="url(data:image/png;base64,AAAA)">One <script>x()</script>and two</text>'
    )
    (tmp_path / "a.svg").write_text(SVG.replace("/>", f">{inner}</svg>"), encoding="utf-8")
    asset, _ = ImageShelf(Workspace(tmp_path, {})).find("a.svg", Span("a.md", 3, 6))
    assert asset is not None
    kept = inner.replace("<script>x()</script>", "")
    assert kept in asset.data.decode()
