"""load: what octavo.yaml names is found, and the chapters stand in their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.diagnostic import Diagnostic
from octavo.passes.configure import configure
from octavo.passes.load import arrange, elsewhere, load
from octavo.passes.parse import parse
from octavo.workspace import Workspace

HEAD = "publications:\n  book:\n    title: A book\n    date: 2026-01-15\n"


def place(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def order(
    folder: Path, contents: str, *, draft: bool = False
) -> tuple[list[str], tuple[Diagnostic, ...]]:
    """The paths of the chapters in their order, and the drafts that were left out."""
    place(folder, {"octavo.yaml": f"{HEAD}    contents: {contents}\n"})
    workspace = Workspace(folder)
    configuration = configure(workspace)
    publication = configuration.project.publications["book"]
    sources, _, diagnostics = load(workspace, publication, configuration)
    assert not diagnostics
    chapters = [chapter for source in sources for chapter in parse(source)[0]]
    arranged, findings = arrange(chapters, draft=draft)
    return [chapter.source.path for chapter in arranged], findings


def told(folder: Path, lines: str, files: dict[str, str] | None = None) -> list[Diagnostic]:
    """What is wrong with the files that these lines of octavo.yaml name."""
    place(folder, {"octavo.yaml": HEAD + "    contents: a.md\n" + lines, "a.md": "# A\n\nText.\n"})
    place(folder, files or {})
    workspace = Workspace(folder)
    configuration = configure(workspace)
    publication = configuration.project.publications["book"]
    return list(load(workspace, publication, configuration)[2])


def text(matter: str = "") -> str:
    return f"---\n{matter}\n---\n\nText.\n" if matter else "Text.\n"


# --------------------------------------------------------------------- order


def test_files_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    place(tmp_path, {f"t/chapter-{number}.md": text() for number in (10, 2, 1)})
    assert order(tmp_path, "t")[0] == ["t/chapter-1.md", "t/chapter-2.md", "t/chapter-10.md"]


@pytest.mark.parametrize("contents", ["t", '"t/*.md"', "[t]"])
def test_an_order_in_the_front_matter_goes_before_names(tmp_path: Path, contents: str) -> None:
    place(
        tmp_path,
        {
            "t/a.md": text("weight: 20"),
            "t/b.md": text(),
            "t/c.md": text("order: 3"),
            "t/d.md": text("order: -1.5"),
            "t/e.md": text("weight: 0"),
        },
    )
    assert order(tmp_path, contents)[0] == ["t/d.md", "t/c.md", "t/a.md", "t/b.md", "t/e.md"]


def test_an_order_does_not_move_what_octavo_yaml_names(tmp_path: Path) -> None:
    place(tmp_path, {"a.md": text("order: 2"), "b.md": text("order: 1")})
    assert order(tmp_path, "[a.md, b.md]")[0] == ["a.md", "b.md"]


def test_an_index_comes_first_and_orders_its_folder(tmp_path: Path) -> None:
    place(
        tmp_path,
        {
            "t/about.md": text(),
            "t/index.md": text("order: 99"),
            "t/a/_index.md": text("weight: 2"),
            "t/a/1.md": text("weight: 7"),
            "t/a/2.md": text("weight: 5"),
            "t/b/_index.md": text("weight: 1"),
            "t/b/1.md": text("weight: 9"),
            "t/c/x.md": text(),
        },
    )
    assert order(tmp_path, "t")[0] == [
        "t/index.md",
        "t/b/_index.md",
        "t/b/1.md",
        "t/a/_index.md",
        "t/a/2.md",
        "t/a/1.md",
        "t/about.md",
        "t/c/x.md",
    ]


def test_posts_in_folders_of_their_own_are_ordered_by_their_pages(tmp_path: Path) -> None:
    place(tmp_path, {"t/a/index.md": text("order: 2"), "t/b/index.md": text("order: 1")})
    assert order(tmp_path, "t")[0] == ["t/b/index.md", "t/a/index.md"]


def test_the_chapters_of_one_file_stay_together(tmp_path: Path) -> None:
    place(tmp_path, {"t/a.md": "---\norder: 2\n---\n# A\n\nText.\n\n# B\n\nText.\n",
                     "t/b.md": text("order: 1")})  # fmt: skip
    assert order(tmp_path, "t")[0] == ["t/b.md", "t/a.md", "t/a.md"]


def test_markdown_by_its_other_names(tmp_path: Path) -> None:
    place(tmp_path, {"t/a.qmd": text(), "t/b.markdown": text(), "t/_c.qmd": text(),
                     "t/_d.md": text(), "t/e.txt": text()})  # fmt: skip
    assert order(tmp_path, "t")[0] == ["t/_d.md", "t/a.qmd", "t/b.markdown"]
    assert order(tmp_path, "[t/_c.qmd]")[0] == ["t/_c.qmd"]


# -------------------------------------------------------------------- drafts


@pytest.mark.parametrize("key", ["draft: true", "published: false", "status: draft"])
def test_a_draft_is_left_out_and_told(tmp_path: Path, key: str) -> None:
    place(tmp_path, {"t/a.md": text(f"title: A\n{key}"), "t/b.md": text()})
    paths, (finding,) = order(tmp_path, "t")
    assert paths == ["t/b.md"]
    assert (finding.code, str(finding.span)) == ("OCT107", "t/a.md:3:1")


def test_a_draft_stays_in_a_draft_of_the_book(tmp_path: Path) -> None:
    place(tmp_path, {"t/a.md": text("draft: true"), "t/b.md": text("draft: false")})
    assert order(tmp_path, "t", draft=True) == (["t/a.md", "t/b.md"], ())


def test_a_draft_of_several_chapters_is_told_once(tmp_path: Path) -> None:
    place(tmp_path, {"t/a.md": "---\ndraft: true\n---\n# A\n\nText.\n\n# B\n\nText.\n"})
    paths, findings = order(tmp_path, "t")
    assert not paths
    assert [str(finding.span) for finding in findings] == ["t/a.md:2:1"]


# --------------------------------------------------------------- other files


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("contributors: x.yaml", 19),
        ("bibliography: x.json", 19),
        ("bibliography: [a.md, x.json]", 26),
        ("csl: x.csl", 10),
        ("variables: x.yaml", 16),
        ("variables: {a: a.md, data: x.yaml}", 32),
        ("abbreviations: x.yaml", 20),
        ("glossary: x.yaml", 15),
    ],
)
def test_a_file_that_is_not_there_is_told_where_it_is_named(
    tmp_path: Path, line: str, column: int
) -> None:
    (finding,) = told(tmp_path, f"    {line}\n")
    assert (finding.code, str(finding.span)) == ("OCT110", f"octavo.yaml:6:{column}")
    assert finding.hints == ("paths are relative to octavo.yaml",)


def test_a_file_of_nearly_the_same_name_is_offered(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, "    glossary: data/glosary.yaml\n", {"data/glossary.yaml": ""})
    assert finding.hints == ("did you mean “data/glossary.yaml”?",)


def test_a_file_outside_is_not_looked_for(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, "    csl: ../x.csl\n")
    assert (finding.code, str(finding.span)) == ("OCT102", "octavo.yaml:6:10")


def test_abbreviations_in_place_are_no_file(tmp_path: Path) -> None:
    assert not told(tmp_path, "    abbreviations: {CSR: corporate social responsibility}\n")


def test_contributors_of_all_publications(tmp_path: Path) -> None:
    files = {
        "octavo.yaml": "contributors: x.yaml\n" + HEAD + "    contents: a.md\n",
        "a.md": "# A\n\nText.\n",
    }
    place(tmp_path, files)
    workspace = Workspace(tmp_path)
    configuration = configure(workspace)
    publication = configuration.project.publications["book"]
    assert publication.contributors == "x.yaml"
    (finding,) = load(workspace, publication, configuration)[2]
    assert (finding.code, str(finding.span)) == ("OCT110", "octavo.yaml:1:15")
    place(tmp_path, {"octavo.yaml": files["octavo.yaml"] + "    contributors: y.yaml\n"})
    own = configure(workspace).project.publications["book"]
    assert own.contributors == "y.yaml"


def test_files_of_other_publications_are_known(tmp_path: Path) -> None:
    other = "  other:\n    title: O\n    date: 2026-01-15\n    contents: [b.md, ../c.md]\n"
    place(
        tmp_path,
        {"octavo.yaml": HEAD + "    contents: a.md\n" + other, "a.md": "A", "b.md": "B"},
    )
    workspace = Workspace(tmp_path)
    configuration = configure(workspace)
    publication = configuration.project.publications["book"]
    assert elsewhere(workspace, publication, configuration) == {"b.md": "other"}


def test_a_missing_file_is_likened_to_files_of_its_kind_only(tmp_path: Path) -> None:
    files = {"words.yml": "", "works.json": "[]"}
    (found,) = told(tmp_path, "    glossary: octave.yaml\n", files)
    assert (found.code, found.hints) == ("OCT110", ("paths are relative to octavo.yaml",))
    (found,) = told(tmp_path, "    bibliography: work.json\n", files)
    assert found.hints == ("did you mean “works.json”?",)
