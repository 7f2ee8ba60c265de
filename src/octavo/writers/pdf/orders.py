"""What a worker is asked to lay out, and the key under which what it makes is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from html import unescape
from urllib.parse import unquote

from octavo.inputs import font_variables
from octavo.model.book import Asset
from octavo.model.diagnostic import OctavoError, diagnose
from octavo.model.publication import Design, Edition, Publication
from octavo.model.rendition import DraftNotice, Rendition, Section
from octavo.workspace import Workspace
from octavo.writers.pdf.canonical import Canonical
from octavo.writers.pdf.folios import Folio

_IDENTIFIERS = re.compile(r'\bid="([^"]*)"')
_ADDRESSES = re.compile(r'\b(?:src|href|data)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Setup:
    """What all sections of an edition have in common.

    ``stylesheets`` are texts in their order; ``title`` and ``lang`` are the publication's. What
    they name (fonts, other stylesheets) are ``files``, by their addresses with checksums;
    ``is_sided``: they give left and right pages other measures; ``counts_pages``: they show the
    numbers of pages elsewhere than in the margins. All three a worker finds. ``variables`` are
    those of the environment by which fonts are found.
    """

    title: str
    lang: str
    stylesheets: tuple[str, ...]
    hyphenation: tuple[str, ...]
    tagged: bool
    draft: DraftNotice | None
    files: tuple[tuple[str, str], ...] = ()
    is_sided: bool = True
    counts_pages: bool = True
    variables: tuple[tuple[str, ...], ...] = ()

    @property
    def key(self) -> str:
        """Return a checksum of it."""
        return _checksum(asdict(self))


@dataclass(frozen=True, slots=True)
class Order:
    """A section to be laid out and written: its canonical form, and what that depends on.

    ``blocks`` are the identifiers of its blocks, ``placed`` those of them that come from the
    manuscript, ``targets`` what it links to in the whole publication, ``digits`` how many digits
    each page number in its text has, ``assets`` the images that it shows. ``is_literal``: page
    numbers are not put in later; ``for_both_sides``: which side the first page is on is not known
    yet. ``looks_for_idle``: handles without effect are looked for.
    """

    section: Section
    folio: Folio
    blocks: frozenset[str] = frozenset()
    placed: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    digits: tuple[int, ...] = ()
    assets: tuple[Asset, ...] = ()
    is_literal: bool = False
    for_both_sides: bool = False
    is_blank: bool = False
    looks_for_idle: bool = False

    def key(self, setup: str) -> str:
        """Return a checksum of it and of what all sections have in common."""
        facts: dict[str, object] = {
            "setup": setup,
            "section": asdict(replace(self.section, title="", printed=())),
            "folio": asdict(self.folio),
            "flags": (
                self.is_literal,
                self.for_both_sides,
                self.is_blank,
                self.looks_for_idle,
            ),
            "assets": [
                (one.path, one.media_type, sha256(one.data).hexdigest()) for one in self.assets
            ],
        }
        facts["digits"] = self.digits
        facts |= {name: sorted(getattr(self, name)) for name in ("blocks", "placed", "targets")}
        return _checksum(facts)


def _checksum(facts: object) -> str:
    text = json.dumps(facts, ensure_ascii=True, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()


def setup_of(
    publication: Publication,
    edition: Edition,
    design: Design,
    workspace: Workspace,
    draft: DraftNotice | None = None,
) -> Setup:
    """Return what the sections of an edition have in common, as far as the theme tells it.

    Raises ``OctavoError`` for a stylesheet that does not exist.
    """
    names = [*design.stylesheets, *edition.stylesheets]
    if draft:
        names.append("editions/draft.css")
    texts = [_stylesheet(workspace, name) for name in names]
    texts.append(workspace.own_tokens())
    texts.append(f"@page {{ bleed: {edition.bleed:g}mm }}" if edition.bleed else "")
    hyphenation = tuple(publication.hyphenation)
    return Setup(
        publication.title,
        publication.lang,
        tuple(texts),
        hyphenation,
        edition.tagged,
        draft,
        variables=tuple(font_variables(workspace)),
    )


def _stylesheet(workspace: Workspace, name: str) -> str:
    text = workspace.stylesheet(name)
    if text is None:
        raise OctavoError(diagnose("OCT008", f"no stylesheet “styles/{name}”", None), exit_code=2)
    return text


class Orders:
    """Makes the orders for the sections of one rendition."""

    def __init__(self, rendition: Rendition, *, looks_for_idle: bool) -> None:
        """Take a rendition; its identifiers and images are looked up section by section."""
        self.rendition = rendition
        self.looks_for_idle = looks_for_idle
        self._assets = {asset.path: asset for asset in rendition.assets}
        self._names = {
            section.identifier: frozenset(name for name, _ in identifiers(section.xhtml))
            for section in rendition.sections
        }
        self._known = rendition.blocks.union(self._names, *self._names.values())

    def order(self, section: Section, canonical: Canonical) -> Order:
        """Return the order for a section."""
        names = self._names[section.identifier]
        addresses = [unescape(found) for found in _ADDRESSES.findall(section.xhtml)]
        targets = {unquote(one[1:]) for one in addresses if one.startswith("#")}
        assets = {
            path: self._assets[path] for path in map(unquote, addresses) if path in self._assets
        }
        return Order(
            replace(section, xhtml=canonical.xhtml),
            canonical.folio,
            names & self.rendition.blocks,
            names & self.rendition.spans.keys(),
            frozenset(targets & self._known),
            assets=tuple(assets[path] for path in sorted(assets)),
            digits=tuple(map(len, canonical.numbers)),
            is_literal=canonical.is_literal,
            for_both_sides=canonical.for_both_sides,
            looks_for_idle=self.looks_for_idle,
        )


def blank_order(folio: Folio) -> Order:
    """Return the order for a blank page on the side of this folio."""
    side = Folio("arabic", 1 if folio.is_recto else 2)
    section = Section(identifier="", kind="blank", title="", lang="", xhtml="")
    return Order(section, side, is_literal=True, is_blank=True)


def identifiers(xhtml: str) -> Iterator[tuple[str, int]]:
    """Yield the identifiers in markup, each with its place there."""
    return ((unescape(found[1]), found.start()) for found in _IDENTIFIERS.finditer(xhtml))
