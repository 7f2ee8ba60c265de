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
        ("a.md", "../figures/wells.svg", ""),
        ("a.md", "figures/map.png", ""),
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
    assert (f"did you mean “{meant}”?" if meant else "did you mean") in found.hints[0] or not meant
    if meant:
        assert found.code == "OCT201"
        assert shelf.find(meant, Span(manuscript, 3, 6))[0] is not None
