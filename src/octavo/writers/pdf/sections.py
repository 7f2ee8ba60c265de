"""Sections as workers have laid them out: from memory, from the cache, or by a worker."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from octavo.cache import key_of
from octavo.crew import Crew, result_of
from octavo.versions import versions
from octavo.workspace import Workspace
from octavo.writers.pdf import tasks
from octavo.writers.pdf.canonical import Numbers, for_one_side, with_numbers
from octavo.writers.pdf.folios import Folio
from octavo.writers.pdf.keeping import read_back, written
from octavo.writers.pdf.orders import Order, Setup, blank_order
from octavo.writers.pdf.pieces import Piece
from octavo.writers.pdf.sectionpages import SectionPages

# So many pieces for each worker are packed before they are asked for.
_AHEAD = 3

SectionDone = Callable[[Order, SectionPages, float], None]
_SectionsByKey = dict[str, SectionPages]
# A section by its key, with the seconds that it took.
_Done = tuple[str, Future[tuple[SectionPages, float]]]


class Made(NamedTuple):
    """A section that has been laid out, and the key under which it is kept."""

    key: str
    pages: SectionPages


class Numbered(NamedTuple):
    """A section with its page numbers; ``is_turned``: its rectos have become versos."""

    made: Made
    numbers: Numbers
    is_turned: bool

    @property
    def key(self) -> str:
        """Return the key under which its piece is kept."""
        text, folios = self.numbers
        fetched = (part for file in self.made.pages.findings.fetched for part in file)
        side = str(self.is_turned)
        return key_of("piece", self.made.key, *fetched, side, *text, "", *folios)


# What can be done while workers lay out those sections that are None.
Meanwhile = Callable[[Sequence[Made | None]], None]


class Sections:
    """The sections of one edition; what was laid out once is not laid out again."""

    def __init__(self, setup: Setup, workspace: Workspace, crew: Crew, done: SectionDone) -> None:
        """Take what the sections have in common; ``done`` is told of each that is laid out."""
        self.workspace = workspace
        self.crew = crew
        self.cache = workspace.cache
        self.done = done
        self._checksums: dict[str, str] = {}
        self._fonts: dict[str, bytes] = {}
        self.setup = self._prepared(setup)
        self._setup_key = self.setup.key
        self._made: dict[str, SectionPages] = {}
        self._blanks: dict[str, SectionPages] = {}

    def set(self, orders: Sequence[Order], meanwhile: Meanwhile) -> list[Made]:
        """Return the sections of these orders. Raises ``OctavoError``.

        ``meanwhile`` is called while workers lay out, with what is there already.
        """
        keys = [self._key(order) for order in orders]
        asked = dict(zip(keys, orders, strict=True))
        made = {key: self._made[key] for key in keys if key in self._made}
        kept = {key for key in asked if key not in made and self._has(key)}
        others = {key: order for key, order in asked.items() if key not in made.keys() | kept}
        with self._handed_over(others) as waiting:
            # While the workers are busy those that are kept are read.
            made |= {key: pages for key in kept if (pages := self._kept(key)) is not None}
            if self.crew.jobs > 1 and made and others:
                meanwhile([Made(key, made[key]) if key in made else None for key in keys])
            made |= self._taken(asked, waiting)
        damaged = {key: order for key, order in asked.items() if key not in made}
        made |= self._laid_out(damaged)
        self._made = made
        return [Made(key, made[key]) for key in keys]

    def set_blank(self, folio: Folio) -> Made:
        """Return a blank page on the side of this folio."""
        order = blank_order(folio)
        key = self._key(order)
        if key not in self._blanks:
            self._blanks[key] = self._kept(key) or self._laid_out({key: order})[key]
        return Made(key, self._blanks[key])

    def has_blank(self, folio: Folio) -> bool:
        """Tell whether a blank page on this side is there already."""
        key = self._key(blank_order(folio))
        return key in self._blanks or self._has(key)

    def pieces(self, sections: Iterable[Numbered]) -> Iterator[Piece]:
        """Yield sections as they are joined: with their page numbers, and packed.

        A few are ahead of what is asked for, so that neither workers nor memory run out.
        """
        waiting: deque[tuple[Numbered, Future[bytes] | None]] = deque()
        for one in sections:
            is_kept = self._has(one.key)
            packing = None if is_kept else self.crew.submit(tasks.pack, _with_numbers(one))
            waiting.append((one, packing))
            if len(waiting) > _AHEAD * self.crew.jobs:
                yield self._piece(*waiting.popleft())
        while waiting:
            yield self._piece(*waiting.popleft())

    def _piece(self, section: Numbered, packing: Future[bytes] | None) -> Piece:
        if packing is None:
            if (kept := self.kept_piece(section)) is not None:
                return kept
            packing = self.crew.submit(tasks.pack, _with_numbers(section))  # it was damaged
        data = result_of(packing)
        self._put(section.key, data)
        return replace(section.made.pages.piece, data=data)

    def kept_piece(self, section: Numbered) -> Piece | None:
        """Return a section as it is joined, where that is kept."""
        data = self._get(section.key)
        return replace(section.made.pages.piece, data=data) if data is not None else None

    def frame(self, html: str, variant: str | None) -> bytes:
        """Return a PDF of one blank page that says of itself what the whole file is to say."""
        kept = self.kept_frame(html, variant)
        if kept is not None:
            return kept
        future = self.crew.submit(tasks.set_frame, self.setup, self.workspace, html, variant)
        data = result_of(future)
        self._put(self._frame_key(html, variant), data)
        return data

    def kept_frame(self, html: str, variant: str | None) -> bytes | None:
        """Return such a PDF where it is kept."""
        return self._get(self._frame_key(html, variant))

    def _frame_key(self, html: str, variant: str | None) -> str:
        return key_of("frame", self._setup_key, html, variant or "", versions())

    def _key(self, order: Order) -> str:
        return key_of("section", order.key(self._setup_key), versions())

    def _laid_out(self, orders: Mapping[str, Order]) -> _SectionsByKey:
        with self._handed_over(orders) as waiting:
            return self._taken(orders, waiting)

    def _taken(self, orders: Mapping[str, Order], waiting: Iterable[_Done]) -> _SectionsByKey:
        """Return what workers have laid out, and keep it."""
        found: _SectionsByKey = {}
        for key, future in waiting:
            found[key], seconds = result_of(future)
            self._keep(key, found[key])
            self.done(orders[key], found[key], seconds)
        return found

    @contextmanager
    def _handed_over(self, orders: Mapping[str, Order]) -> Iterator[Iterator[_Done]]:
        """Hand sections to the workers, and give what yields them as they are done.

        The longest are begun first, so that no worker waits for one alone. What this process does
        itself is done one by one, as it is asked for. Where one has failed nobody waits for the
        others.
        """
        begun = (
            (key, self.crew.submit(tasks.set_section, self.setup, self.workspace, order))
            for key, order in sorted(orders.items(), key=lambda one: -len(one[1].section.xhtml))
        )
        if self.crew.jobs == 1:
            yield begun
            return
        keys = {future: key for key, future in begun}
        try:
            yield ((keys[future], future) for future in as_completed(keys))
        finally:
            for future in keys:
                future.cancel()

    # --------------------------------------------------------------- what is kept

    def _has(self, key: str) -> bool:
        return self.cache is not None and self.cache.has(key)

    def _get(self, key: str) -> bytes | None:
        return self.cache.get(key) if self.cache else None

    def _put(self, key: str, data: bytes) -> None:
        if self.cache:
            self.cache.put(key, data)

    def _kept(self, key: str) -> SectionPages | None:
        data = self._get(key)
        pages = read_back(data) if data is not None else None
        if pages is None or not self._are_the_same(pages.findings.fetched):
            return None
        has_its_fonts = all(self._font(face.file) is not None for face in pages.piece.typefaces)
        return pages if has_its_fonts else None

    def _keep(self, key: str, pages: SectionPages) -> None:
        self._fonts |= pages.fonts
        if self.cache:
            self._put(key, written(pages))
            for checksum, data in pages.fonts.items():
                self._put(key_of("font", checksum), data)

    def font(self, checksum: str) -> bytes:
        """Return the font file of this checksum, which a section uses."""
        data = self._font(checksum)
        assert data is not None  # a section whose fonts are not there is laid out again
        return data

    def _font(self, checksum: str) -> bytes | None:
        """Return a font that a stylesheet names, or one of the system that a section has used."""
        if checksum not in self._fonts:
            address = next((one for one, known in self.setup.files if known == checksum), None)
            data = self.workspace.fetch(address) if address else None
            if data is None:
                data = self._get(key_of("font", checksum))
            if data is None:
                return None
            self._fonts[checksum] = data
        return self._fonts[checksum]

    def _prepared(self, setup: Setup) -> Setup:
        """Return a setup with what its stylesheets ask for; a worker finds that if need be."""
        key = key_of("setup", setup.key, versions())
        kept = self._get(key)
        found = _read_setup(kept, setup) if kept is not None else None
        if found is None or not self._are_the_same(found.files):
            found = result_of(self.crew.submit(tasks.prepare, setup, self.workspace))
            facts = [found.files, found.is_sided, found.counts_pages]
            self._put(key, json.dumps(facts).encode())
        return found

    def _are_the_same(self, files: Iterable[tuple[str, str]]) -> bool:
        return all(self._checksum(address) == known for address, known in files)

    def _checksum(self, address: str) -> str:
        """Return the checksum of what an address means now, "" where there is nothing."""
        if address not in self._checksums:
            self._checksums[address] = self.workspace.checksum(address)
        return self._checksums[address]


def _with_numbers(one: Numbered) -> bytes:
    pages = one.made.pages
    data = with_numbers(pages.pdf, pages.findings.slots, one.numbers)
    return for_one_side(data, pages.findings.margins, is_turned=one.is_turned)


def _read_setup(data: bytes, setup: Setup) -> Setup | None:
    try:
        rows, is_sided, counts_pages = json.loads(data)
        files = tuple((str(address), str(checksum)) for address, checksum in rows)
    except (ValueError, TypeError):
        return None
    return replace(setup, files=files, is_sided=bool(is_sided), counts_pages=bool(counts_pages))
