"""A PDF as its reader finds it: pages with labels, structure elements with their text, links.

``pdfminer`` reads what is drawn on each page, run by run, with the number of its marked content;
``pikepdf`` reads the structure tree, the labels, the links and where they lead.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import pikepdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pikepdf import Array, Dictionary, Name

from tests.reading.text import normalise

# Parts of an element that stand for more than their text.
LABEL = "Lbl"
LINK = "Link"
PICTURE = "Figure"


class Run(NamedTuple):
    """Characters drawn in one go: where they begin, and the number of their marked content.

    ``x`` and ``y`` are points from the lower left corner of the trimmed page; ``mcid`` is None
    for what is not marked.
    """

    text: str
    x: float
    y: float
    mcid: int | None


class Box(NamedTuple):
    """A page box in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        return self.right - self.left, self.top - self.bottom

    def grown(self, points: float) -> Box:
        """Return the box with ``points`` more on every side."""
        return Box(self.left - points, self.bottom - points, self.right + points, self.top + points)

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.bottom <= other.bottom
            and self.right >= other.right
            and self.top >= other.top
        )

    def is_near(self, other: Box, tolerance: float = 0.01) -> bool:
        return all(abs(one - two) <= tolerance for one, two in zip(self, other, strict=True))


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page: the web address or the name of the destination that it leads to."""

    page: int
    address: str = ""
    destination: str = ""


@dataclass(slots=True)
class Content:
    """Marked content of a page, as a leaf of the structure tree."""

    page: int
    mcid: int


@dataclass(slots=True)
class Element:
    """A structure element; ``identifier`` is its ``/ID``, ``alt`` stands for a picture.

    ``lang`` is the language that it says itself to have (``/Lang``).
    """

    role: str
    page: int
    identifier: str = ""
    alt: str = ""
    lang: str = ""
    kids: list[Element | Content | Link] = field(default_factory=list)

    def walk(self, *, without: Sequence[str] = ()) -> Iterator[Element]:
        """Yield this element and all below it in reading order; some roles can be left out."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if element.role not in without:
                yield element
                waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]

    def contents(self) -> Iterator[Content]:
        """Yield the marked content in this element and in all below it, in reading order."""
        return (leaf for _, leaf in self.leaves())

    def leaves(self) -> Iterator[tuple[Element, Content]]:
        """Yield the same, each with the element that holds it."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.leaves()
            elif isinstance(kid, Content):
                yield self, kid


class LinkText(NamedTuple):
    """A link and the piece of a text that it is on."""

    link: Link
    begin: int
    end: int


@dataclass(slots=True)
class Part:
    """What a block says on one page, or on one line where it stands in a line.

    ``pieces`` are its marked content with its text; ``label`` the number or mark of a list item.
    """

    page: int
    pieces: list[tuple[Content, str]] = field(default_factory=list)
    label: str = ""
    links: list[LinkText] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.pieces)


@dataclass
class Block:
    """What a block says, part by part."""

    identifier: str
    parts: list[Part] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page on which the block begins."""
        return self.parts[0].page

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def label(self) -> str:
        """The number or the mark of a list item."""
        return "".join(part.label for part in self.parts)

    @property
    def links(self) -> Iterator[LinkText]:
        """The links of the block, placed in its whole text."""
        before = 0
        for part in self.parts:
            for link, begin, end in part.links:
                yield LinkText(link, before + begin, before + end)
            before += len(part.text)

    @property
    def contents(self) -> Iterator[Content]:
        """The marked content of the block."""
        for part in self.parts:
            for content, _ in part.pieces:
                yield content

    @cached_property
    def characters(self) -> tuple[Content, ...]:
        """The marked content that each character of the normalised text stands in."""
        return tuple(
            content for part in self.parts for content, text in part.pieces for _ in normalise(text)
        )

    def page_of(self, offset: int) -> int:
        """Return the page on which a character of the normalised text stands."""
        return self.characters[offset].page


class PdfFile:
    """A PDF file, read when it is asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))

    # ----------------------------------------------------------------- pages

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The label of every page, as a viewer shows it."""
        return tuple(str(page.label) for page in self.pdf.pages)

    def boxes(self, name: str) -> list[Box]:
        """Return a box of every page: ``MediaBox``, ``TrimBox`` or ``BleedBox``."""
        return [Box(*(float(value) for value in page.obj[f"/{name}"])) for page in self.pdf.pages]

    @cached_property
    def runs(self) -> tuple[tuple[Run, ...], ...]:
        """What is drawn on every page, in the order of drawing."""
        trims = [page.trimbox for page in self.pdf.pages]
        manager = PDFResourceManager(caching=True)
        device = _RunDevice(manager)
        interpreter = PDFPageInterpreter(manager, device)
        pages: list[tuple[Run, ...]] = []
        for index, page in enumerate(PDFPage.get_pages(io.BytesIO(self.data))):
            # pdfminer moves the corner of the media box to 0, 0.
            media = self.pdf.pages[index].mediabox
            device.origin = (
                float(trims[index][0]) - float(media[0]),
                float(trims[index][1]) - float(media[1]),
            )
            device.found = []
            interpreter.process_page(page)
            pages.append(tuple(device.found))
        return tuple(pages)

    def page_text(self, index: int) -> str:
        """Return everything that is drawn on a page: text, notes, running head and folio."""
        return "".join(run.text for run in self.runs[index])

    @cached_property
    def _marked(self) -> tuple[Mapping[int, list[Run]], ...]:
        """For every page the runs of each piece of marked content."""
        pages: list[dict[int, list[Run]]] = []
        for runs in self.runs:
            marked: dict[int, list[Run]] = defaultdict(list)
            for run in runs:
                if run.mcid is not None:
                    marked[run.mcid].append(run)
            pages.append(marked)
        return tuple(pages)

    @cached_property
    def _reachable(self) -> tuple[frozenset[int], ...]:
        """For every page the marked content that the structure tree holds."""
        pages: list[set[int]] = [set() for _ in self.labels]
        for element in self.root.walk():
            for kid in element.kids:
                if isinstance(kid, Content):
                    pages[kid.page].add(kid.mcid)
        return tuple(frozenset(page) for page in pages)

    def margins(self, index: int) -> list[Run]:
        """Return what the structure tree does not reach: running heads and folios."""
        return [run for run in self.runs[index] if run.mcid not in self._reachable[index]]

    # ------------------------------------------------------------- structure

    @cached_property
    def root(self) -> Element:
        """The root of the structure tree."""
        pages = {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}
        root = Element("Root", 0)
        tree = self.pdf.Root.get("/StructTreeRoot")
        if tree is None:
            return root
        waiting: list[tuple[Any, Element]] = [(tree, root)]
        while waiting:
            source, element = waiting.pop()
            kids = source.get("/K")
            for kid in kids if isinstance(kids, Array) else [] if kids is None else [kids]:
                if not isinstance(kid, Dictionary):
                    element.kids.append(Content(element.page, int(kid)))
                elif kid.get("/Type") == "/OBJR":
                    element.kids.append(self._link(kid.Obj, pages[kid.Pg.objgen]))
                elif kid.get("/Type") == "/MCR":
                    element.kids.append(Content(pages[kid.Pg.objgen], int(kid.MCID)))
                else:
                    page = kid.get("/Pg")
                    inner = Element(
                        str(kid.S)[1:],
                        element.page if page is None else pages[page.objgen],
                        bytes(kid.ID).decode("utf-8", "replace") if "/ID" in kid else "",
                        str(kid.Alt) if "/Alt" in kid else "",
                        str(kid.Lang) if "/Lang" in kid else "",
                    )
                    element.kids.append(inner)
                    waiting.append((kid, inner))
        return root

    @cached_property
    def alts(self) -> tuple[str, ...]:
        """The alternative texts of the pictures, in reading order."""
        return tuple(element.alt for element in self.root.walk() if element.role == PICTURE)

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """The elements that bear an identifier, by it."""
        found: dict[str, Element] = {}
        for element in self.root.walk():
            if element.identifier:
                assert element.identifier not in found, f"twice: {element.identifier}"
                found[element.identifier] = element
        return found

    def content(self, leaf: Content) -> str:
        """Return the text of a piece of marked content."""
        return "".join(run.text for run in self._marked[leaf.page].get(leaf.mcid, []))

    def own(self, element: Element) -> str:
        """Return the text that stands directly in an element."""
        return "".join(self.content(kid) for kid in element.kids if isinstance(kid, Content))

    def runs_of(self, element: Element) -> list[Run]:
        """Return the runs that stand directly in an element."""
        own = {(kid.page, kid.mcid) for kid in element.kids if isinstance(kid, Content)}
        return [run for page, mcid in sorted(own) for run in self._marked[page].get(mcid, [])]

    def run_at(self, block: Block, offset: int, *, last: bool = False) -> tuple[Run, int]:
        """Return the first run of the content that holds a character, and its page.

        The character is one of a block's normalised text; ``last`` gives the last run instead.
        """
        content = block.characters[offset]
        return self._marked[content.page][content.mcid][-1 if last else 0], content.page

    def text(self, element: Element) -> str:
        """Return the text of an element and all below it."""
        return "".join(map(self.content, element.contents()))

    def blocks(self, identifiers: Set[str]) -> Mapping[str, Block]:
        """Return what each of these blocks says of its own, in reading order.

        A block has an element for each page that it runs over (``id``, ``id~2`` …), and one in a
        line has one for each line. The text of other blocks inside it is not its own; pictures
        say nothing; the labels of list items are kept apart.
        """
        found: dict[str, Block] = {}
        self._read(self.root, None, identifiers, found)
        return found

    def _read(
        self, element: Element, part: Part | None, identifiers: Set[str], found: dict[str, Block]
    ) -> None:
        for kid in element.kids:
            if isinstance(kid, Content):
                if part:
                    part.pieces.append((kid, self.content(kid)))
            elif isinstance(kid, Element):
                identifier = kid.identifier.partition("~")[0]
                inner = part
                if identifier in identifiers:
                    inner = Part(kid.page)
                    found.setdefault(identifier, Block(identifier)).parts.append(inner)
                if kid.role == LABEL:
                    if part:
                        part.label += self.text(kid)
                elif kid.role != PICTURE:
                    begin = len(inner.text) if inner else 0
                    self._read(kid, inner, identifiers, found)
                    if inner and kid.role == LINK:
                        links = [link for link in kid.kids if isinstance(link, Link)]
                        inner.links += [LinkText(link, begin, len(inner.text)) for link in links]

    # ----------------------------------------------------------------- links

    @cached_property
    def destinations(self) -> Mapping[str, int]:
        """The index of the page that every named destination lies on."""
        pages = {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}
        names = self.pdf.Root.get("/Names", Dictionary()).get("/Dests")
        if names is None:
            return {}
        return {
            str(name): pages[_target(target)[0].objgen]
            for name, target in pikepdf.NameTree(names).items()
        }

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links, page by page."""
        return tuple(
            self._link(annotation, index)
            for index, page in enumerate(self.pdf.pages)
            for annotation in page.get("/Annots", [])
            if annotation.get("/Subtype") == Name("/Link")
        )

    def _link(self, annotation: Any, page: int) -> Link:
        action = annotation.get("/A")
        if action is not None and "/URI" in action:
            return Link(page, address=str(action.URI))
        target = annotation.get("/Dest")
        if target is None and action is not None:
            target = action.get("/D")
        return Link(page, destination=str(target))


def _target(target: Any) -> Any:
    return target.D if isinstance(target, Dictionary) else target


class _RunDevice(PDFTextDevice):  # type: ignore[misc]  # pdfminer is not checked here
    """Keeps the text that is drawn, with its place and the marked content that it belongs to."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.found: list[Run] = []
        self.origin = (0.0, 0.0)
        self.open: list[int | None] = []
        self.characters: list[str] = []
        self.start: tuple[float, float] | None = None

    def begin_tag(self, _tag: Any, props: Any = None) -> None:
        mcid = props.get("MCID") if isinstance(props, dict) else None
        self.open.append(self._mcid() if mcid is None else mcid)

    def end_tag(self) -> None:
        self.open.pop()

    def _mcid(self) -> int | None:
        return self.open[-1] if self.open else None

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self.characters, self.start = [], None
        super().render_string(textstate, seq, ncs, graphicstate)
        if self.start is not None:
            x, y = (self.start[axis] - self.origin[axis] for axis in (0, 1))
            self.found.append(Run("".join(self.characters), x, y, self._mcid()))

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        _rise: float,
        cid: int,
        *_colours: Any,
    ) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        if self.start is None:
            self.start = (matrix[4], matrix[5])
        self.characters.append(text)
        return float(font.char_width(cid) * fontsize * scaling)
