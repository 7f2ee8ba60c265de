"""The examples of the documentation do what the documentation says."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from weasyprint import CSS

from octavo.model.book import Source
from octavo.model.codes import CODES
from octavo.model.publication import Design
from octavo.passes.configure import configure, editions_of, load_editions
from octavo.passes.parse import parse
from octavo.workspace import Workspace
from octavo.writers.pdf.totalfit import Penalties
from tests.passes.resolve.data.conftest import answer

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))


def examples(page: str, language: str) -> list[str]:
    """The fenced blocks of a language on a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    fences = re.findall(rf"^(`{{3,4}}){language}\n(.*?)^\1$", text, re.M | re.S)
    return [example for _fence, example in fences]


@pytest.mark.parametrize("example", examples("docs/manuscript.md", "markdown"))
def test_examples_of_the_manuscript_are_read_without_a_complaint(example: str) -> None:
    chapters, diagnostics = parse(Source("example.md", example))
    assert not diagnostics
    assert chapters[0].blocks


@pytest.mark.parametrize(
    "example",
    [text for text in examples("docs/manuscript.md", "markdown") if text.startswith("```{.csv-")],
)
def test_examples_of_what_is_made_from_data_are_made(example: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/msis.csv").write_text(
        "name,launched,sector,seats,industry,civil_society\nFair Wear,1999,Mining,1200,8,4\n",
        encoding="utf-8",
    )
    answers = answer(tmp_path, example)
    assert not answers.told
    assert answers.tables or answers.records


def test_there_are_examples_for_every_construct() -> None:
    assert len(examples("docs/manuscript.md", "markdown")) >= 9


@pytest.mark.parametrize(
    "example", examples("docs/configuration.md", "yaml") + examples("docs/web.md", "yaml")
)
def test_examples_of_the_configuration_are_valid(example: str, tmp_path: Path) -> None:
    (tmp_path / "octavo.yaml").write_text(example, encoding="utf-8")
    workspace = Workspace(tmp_path)
    configuration = configure(workspace)
    for publication in configuration.project.publications.values():
        assert editions_of(publication, load_editions(workspace), configuration)


def test_the_configuration_page_names_every_key() -> None:
    from octavo.model.publication import Publication
    from octavo.passes.configure import keys_of

    text = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    for key in keys_of(Publication):
        assert key == "name" or re.search(rf"^    {key}:", text, re.M), key


def test_the_design_of_the_themes_page_is_one() -> None:
    (example,) = examples("docs/themes.md", "yaml")
    design = Design.model_validate(yaml.safe_load(example))
    assert design.front_folios == "roman"
    for name in design.stylesheets:
        assert (ROOT / "styles" / name).is_file()


def test_the_typography_page_names_every_token_with_its_usual_value() -> None:
    text = (ROOT / "docs/typography.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `--justify-(\w+)` \| ([\d.]+)", text, re.M)
    assert {name: float(value) for name, value in rows} == asdict(Penalties())


@pytest.mark.parametrize("example", examples("docs/typography.md", "css"))
def test_examples_of_typography_are_understood(
    example: str, caplog: pytest.LogCaptureFixture
) -> None:
    """WeasyPrint logs what it does not understand."""
    CSS(string=example)
    assert not caplog.records
    assert "{" in example


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS], ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)\s#]+)", page.read_text(encoding="utf-8")):
        if page.name not in ("codes.md", "manuscript.md", "specification.md"):  # of examples
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_code_is_explained_in_words() -> None:
    for code, entry in CODES.items():
        assert re.fullmatch(r"OCT\d{3}", code)
        assert entry.explanation.endswith(".")
        assert len(entry.explanation) > len(entry.title)


def test_every_code_is_used() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    for code in CODES:
        assert source.count(f'"{code}"') >= 2, f"{code} is in the table and nowhere else"
