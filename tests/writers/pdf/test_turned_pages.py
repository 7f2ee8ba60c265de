"""Pages turned round: on their side on a screen, upright in print, with the same numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import yaml

from octavo.model.rendition import Artefact
from octavo.pipeline import Options, build
from octavo.workspace import Workspace

TEXT = """# One

Before.

| a | b |
|---|---|
| c | d |

: Wide {#tbl-wide .landscape}

After, see [@tbl-wide]{.with-page}.
"""
A4 = (595, 842)


@pytest.fixture(scope="module")
def artefacts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Artefact]:
    folder = tmp_path_factory.mktemp("turned")
    facts = {"title": "A book", "date": "2026-02-03", "contents": ["one.md"]}
    (folder / "octavo.yaml").write_text(yaml.safe_dump({"publications": {"book": facts}}))
    (folder / "one.md").write_text(TEXT, encoding="utf-8")
    (built,) = build(Workspace(folder, {}), Options())
    assert not built.diagnostics
    return {artefact.edition: artefact for artefact, _ in built.artefacts}


def sizes(artefact: Artefact) -> list[tuple[int, int]]:
    with pikepdf.open(BytesIO(artefact.data)) as pdf:
        boxes = [[float(one) for one in page.trimbox] for page in pdf.pages]
    return [(round(box[2] - box[0]), round(box[3] - box[1])) for box in boxes]


def text(artefact: Artefact, page: int) -> str:
    with pypdfium2.PdfDocument(artefact.data) as document:
        return str(document[page].get_textpage().get_text_bounded())


def test_the_page_lies_on_its_side_on_a_screen(artefacts: Mapping[str, Artefact]) -> None:
    found = sizes(artefacts["screen"])
    assert found.count(A4[::-1]) == 1
    assert "Wide" in text(artefacts["screen"], found.index(A4[::-1]))


def test_all_pages_of_a_print_have_one_size(artefacts: Mapping[str, Artefact]) -> None:
    assert set(sizes(artefacts["print"])) == {A4}
    with pikepdf.open(BytesIO(artefacts["print"].data)) as pdf:
        media = {tuple(round(float(one)) for one in page.mediabox) for page in pdf.pages}
    assert len(media) == 1


def test_what_follows_stands_upright_again(artefacts: Mapping[str, Artefact]) -> None:
    found = sizes(artefacts["screen"])
    after = text(artefacts["screen"], found.index(A4[::-1]) + 1)
    assert found[found.index(A4[::-1]) + 1] == A4
    assert re.search(r"After, see Table.1 \(page 6\)", after)


def test_nothing_on_it_is_lost(artefacts: Mapping[str, Artefact]) -> None:
    turned = next(n for n in range(9) if "Wide" in text(artefacts["print"], n))
    lying = sizes(artefacts["screen"]).index(A4[::-1])
    characters = sorted("".join(text(artefacts["print"], turned).split()))
    assert len(characters) > 10
    assert characters == sorted("".join(text(artefacts["screen"], lying).split()))
