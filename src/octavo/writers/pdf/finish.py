"""The finishing step over the written file: what WeasyPrint leaves out.

Page labels (ISO 32000-1, 12.4.2), the identifier tree of the structure elements (14.7.2), the
language of each section on its elements (14.9.2), the boxes of a print file (14.11.2), and an
identifier of the file that depends on nothing but its content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf, String

from octavo.writers.pdf.folios import Folio
from octavo.writers.pdf.overlay import Overlay, lay

POINTS_PER_MILLIMETRE = 72 / 25.4

_STYLES = {"roman": Name("/r"), "arabic": Name("/D")}


@dataclass(frozen=True, slots=True)
class Finish:
    """What is known of the file: for every page its folio and its section's language.

    ``overlay`` is what is laid on the pages of a draft.
    """

    folios: Sequence[Folio]
    languages: Sequence[str]
    bleed: float = 0.0
    for_press: bool = False
    overlay: Overlay | None = None


def finish(data: bytes, facts: Finish) -> bytes:
    """Return the finished file. ``facts.bleed`` is in millimetres."""
    with Pdf.open(BytesIO(data)) as pdf:
        _label_pages(pdf, facts.folios)
        _mark_structure(pdf, facts.languages)
        if facts.bleed:
            _set_boxes(pdf, facts.bleed * POINTS_PER_MILLIMETRE)
        if facts.overlay:
            lay(pdf, facts.overlay)
        if facts.for_press:
            _strip_interaction(pdf)
            _turn_upright(pdf)
        out = BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return out.getvalue()


def _label_pages(pdf: Pdf, folios: Sequence[Folio]) -> None:
    tree = NumberTree.new(pdf)
    previous: Folio | None = None
    for index, folio in enumerate(folios):
        follows = (
            previous is not None
            and previous.style == folio.style
            and previous.number + 1 == folio.number
        )
        if not follows:
            tree[index] = _label(folio)
        previous = folio
    pdf.Root.PageLabels = tree.obj


def _label(folio: Folio) -> Dictionary:
    if folio.style == "none":
        return Dictionary(P=String(folio.label))
    return Dictionary(S=_STYLES[folio.style], St=folio.number)


def _mark_structure(pdf: Pdf, languages: Sequence[str]) -> None:
    """Write the tree of element identifiers, and each section's language on its elements."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    main = str(pdf.Root.get("/Lang", ""))
    for element in root.K[0].get("/K", []):
        page = element.get("/Pg")
        language = languages[pages[page.objgen]] if page is not None else main
        if language != main and "/Lang" not in element:
            element.Lang = String(language)
    named = {bytes(element.ID): element for element in _elements(root) if "/ID" in element}
    names: list[Object] = []
    for identifier in sorted(named):
        names += [String(identifier.decode("latin-1")), named[identifier]]
    if names:
        limits = Array([names[0], names[-2]])
        kid = pdf.make_indirect(Dictionary(Names=Array(names), Limits=limits))
        root.IDTree = pdf.make_indirect(Dictionary(Kids=Array([kid])))


def _elements(root: Object) -> Iterator[Object]:
    """Yield the structure elements, without recursion: trees of books are deep."""
    waiting: list[Object] = [root]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids = element.get("/K")
        if isinstance(kids, Array):
            waiting += [kid for kid in kids if isinstance(kid, Dictionary)]
        elif isinstance(kids, Dictionary):
            waiting.append(kids)


def _set_boxes(pdf: Pdf, bleed: float) -> None:
    """Set the bleed box to the whole bleed: WeasyPrint keeps it to 10 points."""
    for page in pdf.pages:
        left, bottom, right, top = (float(value) for value in page.trimbox)
        page.bleedbox = Array([left - bleed, bottom - bleed, right + bleed, top + bleed])


def _strip_interaction(pdf: Pdf) -> None:
    """Take out what a press has no use for: links, their targets, the outline."""
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]
    for key in ("/Outlines", "/Names", "/Dests"):
        if key in pdf.Root:
            del pdf.Root[key]


def _turn_upright(pdf: Pdf) -> None:
    """Turn pages that lie on their side, with what is on them: a press wants one trim size.

    The page's head comes to the left.
    """
    for page in pdf.pages:
        left, bottom, right, top = (float(value) for value in page.trimbox)
        if right - left <= top - bottom:
            continue
        _, low, _, high = (float(value) for value in page.mediabox)
        for name in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
            if name in page:
                x, y, to_x, to_y = (float(value) for value in page[name])
                page[name] = Array([low + high - to_y, x, low + high - y, to_x])
        page.contents_add(f"q 0 1 -1 0 {low + high:.4f} 0 cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
