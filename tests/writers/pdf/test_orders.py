"""What a section is kept under: everything that its pages depend on, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from octavo.model.book import Asset
from octavo.model.rendition import PageMap, Rendition, Section
from octavo.passes.configure import load_design, load_editions
from octavo.passes.template import template
from octavo.pipeline import Options, read
from octavo.workspace import Workspace
from octavo.writers.pdf.canonical import canonical
from octavo.writers.pdf.folios import Folio
from octavo.writers.pdf.orders import Order, Orders, Setup, setup_of

SETUP = Setup("A book", "en", ("p { margin: 0 }",), (), True, None)
ORDER = Order(
    Section("one", "essay", "One", "en", '<p id="one-a">A</p>'),
    Folio("arabic", 101),
    frozenset({"one-a"}),
)
IMAGE = Asset("a.png", "image/png", b"PNG", 1, 1)


def key(order: Order = ORDER, setup: Setup = SETUP) -> str:
    return order.key(setup.key)


@pytest.mark.parametrize(
    "other",
    [
        replace(ORDER, section=replace(ORDER.section, xhtml="<p>B</p>")),
        replace(ORDER, section=replace(ORDER.section, lang="fr")),
        replace(ORDER, section=replace(ORDER.section, running="Other")),
        replace(ORDER, section=replace(ORDER.section, kind="chapter")),
        replace(ORDER, folio=Folio("arabic", 102)),
        replace(ORDER, folio=Folio("roman", 101)),
        replace(ORDER, blocks=frozenset()),
        replace(ORDER, targets=frozenset({"two"})),
        replace(ORDER, assets=(IMAGE,)),
        replace(ORDER, is_literal=True),
        replace(ORDER, looks_for_idle=True),
    ],
)
def test_what_the_pages_depend_on_makes_another_key(other: Order) -> None:
    assert key(other) != key()


@pytest.mark.parametrize(
    "other",
    [
        replace(SETUP, title="Another book"),
        replace(SETUP, stylesheets=("p { margin: 1em }",)),
        replace(SETUP, hyphenation=("da-ta",)),
        replace(SETUP, tagged=False),
        replace(SETUP, files=(("https://fonts.octavo.invalid/a.ttf", "0"),)),
    ],
)
def test_so_does_what_all_sections_have_in_common(other: Setup) -> None:
    assert key(setup=other) != key()


def test_another_image_under_the_same_name_is_another_section() -> None:
    one, other = (replace(ORDER, assets=(replace(IMAGE, data=data),)) for data in (b"1", b"2"))
    assert key(one) != key(other)


def test_the_title_of_the_section_and_the_pages_it_names_do_not_count() -> None:
    """Its title stands in its text; page numbers are put in later."""
    section = replace(ORDER.section, title="Other", printed=(("two", "17"),))
    assert key(replace(ORDER, section=section)) == key()


@pytest.fixture
def rendition(tmp_path: Path) -> tuple[Rendition, Setup]:
    """Two chapters that lead to each other, the first with an image."""
    (tmp_path / "octavo.yaml").write_text(
        "publications:\n  book: {title: A book, date: 2026-01-15, contents: [one.md, two.md]}\n"
    )
    (tmp_path / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9"/></svg>'
    )
    (tmp_path / "one.md").write_text(
        "# One\n\n![A dot](dot.svg)\n\n[Over](two.md), [out](http://example.org).\n"
    )
    (tmp_path / "two.md").write_text("# Two\n\nText, and [back](one.md).\n")
    workspace = Workspace(tmp_path, {})
    ((configuration, manuscript),) = read(workspace, Options())
    design = load_design(
        workspace, manuscript.publication, configuration.span("publications", "book")
    )
    screen = load_editions(workspace)["screen"]
    found = template(manuscript.book, design, screen, workspace, PageMap())
    return found, setup_of(found.publication, screen, design, workspace)


def test_an_order_names_what_its_section_has_and_what_it_leads_to(
    rendition: tuple[Rendition, Setup],
) -> None:
    found, setup = rendition
    orders = Orders(found, looks_for_idle=False)
    one, two = (
        orders.order(section, canonical(section, Folio("arabic", 5), is_sided=True))
        for section in found.sections
        if section.is_chapter
    )
    assert "one" in one.blocks
    assert "two" not in one.blocks
    assert [*one.targets, *two.targets] == ["two", "one"]
    assert [asset.path for asset in one.assets] == ["dot.svg"]
    assert two.assets == ()
    assert setup.lang == "en"
    assert any("--face-text" in text for text in setup.stylesheets)
