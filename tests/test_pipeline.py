"""The whole compiler on small publications: editions, the manifest, one pagination."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from octavo import shelf
from octavo.cache import Cache
from octavo.model.diagnostic import OctavoError
from octavo.passes.resolve.citations import citeproc
from octavo.passes.resolve.data.drawing import DrawingEngine
from octavo.pipeline import Built, Manuscript, Options, build, read
from octavo.workspace import Workspace

CONFIGURATION = """\
publications:
  book:
    title: A book
    date: 2026-01-15
    lang: en
    design: anthology
    contents: [text]
"""

BookOf = Callable[..., Workspace]


@pytest.fixture
def publication(tmp_path: Path) -> BookOf:
    def make(texts: dict[str, str], configuration: str = CONFIGURATION) -> Workspace:
        (tmp_path / "octavo.yaml").write_text(configuration, encoding="utf-8")
        for path, text in texts.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return Workspace(tmp_path, {})

    return make


def built(workspace: Workspace, *editions: str, **options: bool) -> Built:
    (found,) = build(workspace, Options(editions=editions, **options))  # type: ignore[arg-type]
    return found


def pdf(found: Built, edition: str = "screen") -> pikepdf.Pdf:
    (data,) = [one.data for one, _ in found.artefacts if one.edition == edition]
    return pikepdf.open(BytesIO(data))


def test_a_publication_comes_out_in_all_its_editions(publication: BookOf) -> None:
    found = built(publication({"text/1.md": "# One\n\nText.\n"}))
    assert [(one.path, one.media_type) for one, _ in found.artefacts] == [
        ("book.pdf", "application/pdf"),
        ("book-print.pdf", "application/pdf"),
        ("book.epub", "application/epub+zip"),
        ("web/book/index.html", "text/html"),
    ]
    assert not found.diagnostics


def test_one_edition_alone_is_the_same_file(publication: BookOf) -> None:
    workspace = publication({"text/1.md": "# One\n\nText.\n"})
    everything = {one.edition: one.sha256 for one, _ in built(workspace).artefacts}
    for edition, checksum in everything.items():
        ((alone, _),) = built(workspace, edition).artefacts
        assert (alone.edition, alone.sha256) == (edition, checksum)


def test_the_manifest_keeps_what_was_not_built_again(publication: BookOf) -> None:
    workspace = publication({"text/1.md": "# One\n\nText.\n"})
    folder = workspace.build_folder
    shelf.put(folder, [one for one, _ in built(workspace).artefacts])
    before = shelf.entries(folder)
    shelf.put(folder, [one for one, _ in built(workspace, "epub").artefacts])
    assert shelf.entries(folder) == before
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["path"] for entry in manifest["artefacts"]] == [
        "book-print.pdf",
        "book.epub",
        "book.pdf",
        "web/book/index.html",
    ]
    assert sorted(path.name for path in folder.iterdir()) == [
        ".cache",
        "book-print.pdf",
        "book.epub",
        "book.pdf",
        "manifest.json",
        "web",
    ]
    # What stands where on their pages is kept beside the PDFs.
    assert sorted(path.name for path in (folder / ".cache").iterdir()) == [
        "book-print.pdf.places.json",
        "book.pages.json",
        "book.pdf.places.json",
    ]


def test_page_labels_are_the_folios(publication: BookOf) -> None:
    texts = {"text/1.md": "# One\n\n" + "Word. " * 900, "text/2.md": "# Two\n\nText.\n"}
    with pdf(built(publication(texts), "screen")) as document:
        labels = [str(page.label) for page in document.pages]
    # The half-title, and behind its blank the title, imprint and contents.
    assert labels[:5] == ["Cover", "i", "iii", "iv", "v"]
    assert labels[5:] == [str(number) for number in range(1, len(labels) - 4)]


def test_print_has_the_boxes_of_a_printer(publication: BookOf) -> None:
    found = built(publication({"text/1.md": "# One\n\n[a](https://example.org)\n"}), "print")
    with pdf(found, "print") as document:
        assert [str(page.label) for page in document.pages] == [*"i ii iii iv v vi 1".split()]
        for page in document.pages:
            trim = [float(value) for value in page.trimbox]
            bleed = [float(value) for value in page.bleedbox]
            width, height = trim[2] - trim[0], trim[3] - trim[1]
            assert (width, height) == pytest.approx((152 / 25.4 * 72, 229 / 25.4 * 72), abs=0.01)
            distance = [
                trim[0] - bleed[0],
                trim[1] - bleed[1],
                bleed[2] - trim[2],
                bleed[3] - trim[3],
            ]
            assert distance == pytest.approx([3 / 25.4 * 72] * 4, abs=0.01)
            assert [float(value) for value in page.mediabox] == pytest.approx(bleed, abs=0.01)
            assert "/Annots" not in page
        assert "/Outlines" not in document.Root


def test_each_section_has_its_language(publication: BookOf) -> None:
    texts = {"text/1.md": "# One\n\nText.\n", "text/2.md": "---\nlang: fr\n---\n# Deux\n\nTexte.\n"}
    with pdf(built(publication(texts), "screen")) as document:
        assert document.Root.Lang == "en"
        top = document.Root.StructTreeRoot.K[0].K
        assert [str(element.get("/Lang", "")) for element in top][-1] == "fr"
        assert sum(str(element.get("/Lang", "")) == "fr" for element in top) == 1


def claims(found: Built) -> bool:
    """Whether the screen PDF says that it is PDF/UA."""
    (data,) = [one.data for one, _ in found.artefacts if one.edition == "screen"]
    with pikepdf.open(BytesIO(data)) as document:
        metadata = document.Root.get("/Metadata")
        return metadata is not None and b"pdfuaid" in metadata.read_bytes()


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("# One\n\n## A\n\n### B\n", True),
        ("# One\n\n## A\n\n#### B\n", False),
        ("# One\n\n![A wall](wall.svg)\n", True),
        ("# One\n\n![](wall.svg)\n", False),
    ],
)
def test_the_claim_of_accessibility_follows_the_content(
    publication: BookOf, text: str, claimed: bool
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'
    workspace = publication({"text/1.md": text, "text/wall.svg": svg})
    assert claims(built(workspace, "screen")) is claimed


def test_an_edition_that_moves_the_text_is_refused(publication: BookOf) -> None:
    workspace = publication(
        {
            "text/1.md": "# One\n\n" + "Word. " * 3000,
            "styles/editions/print.css": "html { font-size: 14pt }",
        }
    )
    found = built(workspace, "screen", "print")
    assert found.failed
    assert [finding.code for finding in found.diagnostics] == ["OCT403"]


def test_a_template_that_fails_is_told_at_its_line(publication: BookOf) -> None:
    workspace = publication(
        {
            "text/1.md": "# One\n",
            "templates/sections/title.html": "<p>\n{{ publication.tittle }}</p>",
        }
    )
    with pytest.raises(OctavoError) as raised:
        built(workspace, "screen")
    (finding,) = raised.value.diagnostics
    assert (finding.code, str(finding.span)) == ("OCT301", "templates/sections/title.html:2:1")


def test_a_template_that_is_not_well_formed_is_told(publication: BookOf) -> None:
    workspace = publication({"text/1.md": "# One\n", "templates/sections/title.html": "<p>One<br>"})
    with pytest.raises(OctavoError) as raised:
        built(workspace, "screen")
    assert [finding.code for finding in raised.value.diagnostics] == ["OCT302"]


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ publication.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.system('id') }}",
    ],
)
def test_templates_are_sandboxed(publication: BookOf, attack: str) -> None:
    workspace = publication(
        {"text/1.md": "# One\n", "templates/sections/title.html": f"<p>{attack}</p>"}
    )
    with pytest.raises(OctavoError) as raised:
        built(workspace, "screen")
    assert [finding.code for finding in raised.value.diagnostics] == ["OCT301"]


def test_a_stylesheet_that_reaches_for_the_network_gets_nothing(publication: BookOf) -> None:
    workspace = publication(
        {
            "text/1.md": "# One\n\nText.\n",
            "styles/editions/screen.css": "body { background: url(https://example.org/a.png) }",
        }
    )
    found = built(workspace, "screen")
    assert [finding.code for finding in found.diagnostics] == ["OCT402"]
    assert "is not part of the publication" in found.diagnostics[0].message


def test_without_pango_the_engine_is_told_missing(
    publication: BookOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib

    def cannot_load(_name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'\nmore")

    workspace = publication({"text/1.md": "# One\n"})
    monkeypatch.setattr(importlib, "import_module", cannot_load)
    with pytest.raises(OctavoError) as raised:
        built(workspace, "screen")
    (finding,) = raised.value.diagnostics
    assert (finding.code, raised.value.exit_code) == ("OCT502", 3)
    assert finding.message.endswith("cannot load library 'libpango-1.0-0'")


def test_an_author_s_class_is_no_class_of_ours(publication: BookOf) -> None:
    """A blog's ``<div class="note">`` stays where it is, and is not set as a note."""
    text = '# One\n\nBefore.\n\n<div class="note">\n\nA remark.\n\n</div>\n\nAfter.\n'
    with pdf(built(publication({"text/1.md": text}), "screen")) as document:
        chapter = document.Root.StructTreeRoot.K[0].K[-1]
        kinds = [str(kid.S) for kid in chapter.K if "/S" in kid]
    assert kinds == ["/NonStruct", "/P", "/Div", "/P"]


def test_an_edition_is_built_of_the_publications_that_have_it(tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("# One\n\nText.\n", encoding="utf-8")
    (tmp_path / "octavo.yaml").write_text(
        "publications:\n"
        "  one: {title: One, date: 2026-01-15, contents: [text.md], editions: [screen]}\n"
        "  two: {title: Two, date: 2026-01-15, contents: [text.md], editions: [screen, epub]}\n",
        encoding="utf-8",
    )
    built = list(build(Workspace(tmp_path, {}), Options(editions=["epub"])))
    assert [[artefact.path for artefact, _ in one.artefacts] for one in built] == [["two.epub"]]


# ----------------------------------------------------------------------- what is kept

KEPT = {
    "text/1.md": """# One

So it is [@doe2020], and $x^2$ as well.

```{.vega-lite #fig-a}
data: ../seats.csv
mark: bar
encoding:
  y: {field: group, type: nominal, title: Group}
  x: {field: seats, type: quantitative, title: Seats}
```
""",
    "seats.csv": "group,seats\nIndustry,245\nGovernment,48\n",
    "refs.json": '[{"id": "doe2020", "type": "book", "title": "Tables",'
    ' "author": [{"family": "Doe"}], "issued": {"date-parts": [[2020]]}}]',
}


def test_what_is_kept_changes_nothing(
    publication: BookOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_program(*_: object) -> None:
        raise AssertionError("a program is started")

    def read_one() -> Manuscript:
        ((_, manuscript),) = read(workspace, Options())
        return manuscript

    workspace = publication(KEPT, CONFIGURATION + "    bibliography: refs.json\n")
    without = read_one()
    assert (without.book.formulas, without.book.assets) != ({}, ())
    assert {"OCT204"} <= {finding.code for finding in without.diagnostics}
    workspace.cache = Cache(tmp_path / "made")
    assert read_one() == without
    monkeypatch.setattr(citeproc, "_run", no_program)
    monkeypatch.setattr(DrawingEngine, "start", no_program)
    assert read_one() == without
