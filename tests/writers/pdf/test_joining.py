"""Pieces that are joined are what WeasyPrint writes as one document: page by page, tag by tag."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name

from octavo.workspace import Workspace
from octavo.writers.pdf.finish import finish
from octavo.writers.pdf.joining import pack
from tests.conftest import ROOT
from tests.reading.pdf import Content, Element, PdfFile
from tests.stress import Plan, write_stress_book
from tests.test_architecture import PACKAGE, imported
from tests.writers.pdf.pieced import Pieced, join, pieced

# What the joined file may weigh, with one document's weight as 1.
HEAVIEST = 1.10


@pytest.fixture(scope="module")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with every construct, in two languages: the fourth chapter is French."""
    folder = tmp_path_factory.mktemp("stress")
    write_stress_book(folder, Plan(words=3000, chapters=4))
    return folder


@pytest.fixture(scope="module", params=["stress screen", "anthology print"])
def both(request: pytest.FixtureRequest, stress: Path) -> Pieced:
    """An edition written both ways."""
    name, edition = request.param.split()
    return pieced(Workspace(stress if name == "stress" else ROOT, {}), name, edition)


def text_of(file: PdfFile) -> list[str]:
    with pypdfium2.PdfDocument(file.data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def pictures_of(file: PdfFile) -> list[bytes]:
    with pypdfium2.PdfDocument(file.data) as document:
        return [bytes(page.render(scale=1).buffer) for page in document]


def streams_of(file: PdfFile, kind: str) -> list[Any]:
    """The streams of a kind that a file holds."""
    return [
        one
        for one in file.pdf.objects
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name(kind)
    ]


def test_what_joins_pieces_needs_no_engine() -> None:
    waiting, seen = ["writers.pdf.joining", "writers.pdf.finish"], set[str]()
    while waiting:
        name = waiting.pop()
        source = (PACKAGE / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
        assert not re.search(r"^\s*(from|import) (weasyprint|pydyf)", source, re.MULTILINE), name
        seen.add(name)
        inner = {one for one in imported(source, name) if one.startswith("writers.pdf.")}
        waiting += inner - seen
    assert "writers.pdf.fontfiles" in seen


# ------------------------------------------------------------------------------------- pages


def test_every_page_says_the_same(both: Pieced) -> None:
    assert text_of(both.joined) == text_of(both.whole)


def test_every_page_looks_the_same(both: Pieced) -> None:
    assert pictures_of(both.joined) == pictures_of(both.whole)


def test_every_page_has_its_label_and_its_boxes(both: Pieced) -> None:
    assert both.joined.labels == both.whole.labels
    for box in ("MediaBox", "TrimBox", "BleedBox"):
        assert both.joined.boxes(box) == both.whole.boxes(box)


# ------------------------------------------------------------------------------- links, outline


def test_every_link_leads_where_it_should(both: Pieced) -> None:
    assert both.joined.links == both.whole.links
    for link in both.joined.links:
        assert link.address or link.destination in both.joined.destinations
    assert places(both.joined) == places(both.whole)


def places(file: PdfFile) -> dict[str, tuple[float, ...]]:
    """Where on its page every destination lies, in points; the names in order."""
    names = file.pdf.Root.get("/Names")
    found = list(names.Dests.Names) if names is not None else []
    keys = [bytes(name) for name in found[::2]]
    assert keys == sorted(set(keys))
    return {
        name.decode(): tuple(round(float(value), 3) for value in list(target)[2:])
        for name, target in zip(keys, found[1::2], strict=True)
    }


def test_the_outline_is_the_same(both: Pieced) -> None:
    assert outline(both.joined) == outline(both.whole)


def outline(file: PdfFile) -> list[tuple[Any, ...]]:
    """The rows of the outline: their depth, what they say, where they lead, what is seen below."""
    pages = {page.obj.objgen: number for number, page in enumerate(file.pdf.pages)}

    def rows(parent: Any, depth: int) -> Iterator[tuple[Any, ...]]:
        row = parent.get("/First")
        previous = None
        while row is not None:
            assert row.Parent.objgen == parent.objgen
            assert (row.get("/Prev") is None) == (previous is None)
            place = [round(float(value), 3) for value in list(row.Dest)[2:4]]
            yield depth, str(row.Title), pages[row.Dest[0].objgen], place, int(row.get("/Count", 0))
            yield from rows(row, depth + 1)
            previous, row = row, row.get("/Next")
        if previous is not None:
            assert parent.Last.objgen == previous.objgen

    tree = file.pdf.Root.get("/Outlines")
    return [] if tree is None else [(int(tree.Count),), *rows(tree, 1)]


# --------------------------------------------------------------------------------------- tags


def test_the_tags_are_the_same(both: Pieced) -> None:
    assert list(tags(both.joined.root)) == list(tags(both.whole.root))


def tags(element: Element) -> Iterator[tuple[Any, ...]]:
    """The elements in reading order, with what they hold.

    Header cells have other identifiers, and the languages of sections are told only when joining.
    """
    identifier = "" if element.role == "TH" else element.identifier
    kids = ["" if isinstance(kid, Element) else str(kid) for kid in element.kids]
    yield element.role, element.page, identifier, element.alt, kids
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from tags(kid)


def elements(file: PdfFile) -> list[Any]:
    """The structure elements in reading order, as pikepdf has them."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        found.append(element)
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
                walk(kid)

    if "/StructTreeRoot" in file.pdf.Root:
        walk(file.pdf.Root.StructTreeRoot.K[0])
    return found


def attributes(file: PdfFile) -> list[Any]:
    """The attributes of the elements, with header cells named by their place in reading order."""
    found = elements(file)
    heads = {bytes(one.ID): place for place, one in enumerate(found) if "/ID" in one}
    assert len(heads) == sum("/ID" in one for one in found)
    return [
        {
            key: [heads[bytes(name)] for name in value]
            if key == "/Headers"
            else value.unparse()
            if isinstance(value, pikepdf.Object)
            else value
            for key, value in one.get("/A", pikepdf.Dictionary()).items()
        }
        for one in found
    ]


def test_elements_have_the_same_attributes_and_cells_the_same_headers(both: Pieced) -> None:
    assert attributes(both.joined) == attributes(both.whole)


def test_elements_of_a_section_in_another_language_say_so(both: Pieced) -> None:
    main = str(both.joined.pdf.Root.get("/Lang", ""))
    tops, expected = both.joined.root.kids, both.whole.root.kids
    for top, other in zip(tops, expected, strict=True):
        assert isinstance(top, Element)
        assert isinstance(other, Element)
        for element, one in zip(top.kids, other.kids, strict=True):
            assert isinstance(element, Element)
            assert isinstance(one, Element)
            lang = both.languages[element.page]
            assert element.lang == (one.lang or (lang if lang != main else ""))


def test_every_identifier_leads_to_its_element(both: Pieced) -> None:
    if not both.rendition.edition.tagged:
        assert "/StructTreeRoot" not in both.joined.pdf.Root
        return
    (kid,) = both.joined.pdf.Root.StructTreeRoot.IDTree.Kids
    names = [bytes(name) for name in list(kid.Names)[::2]]
    assert names == sorted(names)
    assert [bytes(name) for name in kid.Limits] == [names[0], names[-1]]
    named = {bytes(one.ID): one.objgen for one in elements(both.joined) if "/ID" in one}
    targets = [target.objgen for target in list(kid.Names)[1::2]]
    assert dict(zip(names, targets, strict=True)) == named


def test_content_and_links_know_their_elements(both: Pieced) -> None:
    tree = both.joined.pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    nums = list(tree.ParentTree.Nums)
    held = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    assert list(held) == list(range(len(held)))
    links = 0
    for page in both.joined.pdf.pages:
        for mcid, element in enumerate(held[int(page.obj.StructParents)]):
            assert mcid in [kid for kid in element.K if isinstance(kid, int)]
        for annotation in page.obj.get("/Annots", []):
            links += 1
            element = held[int(annotation.StructParent)]
            assert annotation.objgen in [
                kid.Obj.objgen
                for kid in element.K
                if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
            ]
    assert len(held) == len(both.joined.labels) + links


# --------------------------------------------------------------------------------- the file


def test_every_face_and_every_picture_is_in_the_file_once(both: Pieced) -> None:
    faces = [
        str(one.FontName)
        for one in both.joined.pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == Name.FontDescriptor
    ]
    assert Counter(faces).most_common(1)[0][1] == 1
    pictures = [one.read_raw_bytes() for one in streams_of(both.joined, "/Image")]
    assert len(pictures) == len(set(pictures)) == len(streams_of(both.whole, "/Image"))


def test_the_file_tells_the_same_of_itself(both: Pieced) -> None:
    joined, whole = both.joined.pdf, both.whole.pdf
    assert dict(joined.docinfo.items()) == dict(whole.docinfo.items())
    for key in ("/Lang", "/MarkInfo", "/ViewerPreferences"):
        assert joined.Root.get(key) == whole.Root.get(key)
    if both.rendition.edition.tagged:
        assert joined.Root.Metadata.read_bytes() == whole.Root.Metadata.read_bytes()


def test_the_file_is_sound_and_hardly_larger(both: Pieced) -> None:
    assert both.joined.pdf.check_pdf_syntax() == []
    assert len(both.joined.data) <= HEAVIEST * len(both.whole.data)


def test_pieces_make_the_same_file_again(both: Pieced) -> None:
    assert finish(both.join().pdf, both.finish) == both.joined.data


def test_packed_pieces_make_the_same_pages(both: Pieced) -> None:
    pieces = [replace(one.piece, data=pack(one.piece.data)) for one in both.written]
    assert sum(len(one.data) for one in pieces) < sum(len(one.piece.data) for one in both.written)
    joined = join(both.frame, pieces, both.files.__getitem__)
    packed = PdfFile(finish(joined.pdf, both.finish))
    assert text_of(packed) == text_of(both.joined)
    assert list(tags(packed.root)) == list(tags(both.joined.root))


def test_links_to_no_piece_are_left_out_and_told(both: Pieced) -> None:
    """The contents alone: what its rows lead to is in no piece."""
    rows = [one for one in both.written if links_away(one.piece.data)]
    assert rows, "no section links to another"
    piece = rows[0].piece
    joined = join(both.frame, [piece], both.files.__getitem__)
    assert set(joined.lost) == links_away(piece.data)
    out = BytesIO()
    joined.pdf.save(out)
    file = PdfFile(out.getvalue())
    assert all(link.address or link.destination in file.destinations for link in file.links)
    if both.rendition.edition.tagged:
        inside = [
            kid for one in file.root.walk() for kid in one.kids if not isinstance(kid, Element)
        ]
        assert len([kid for kid in inside if not isinstance(kid, Content)]) == len(file.links)


def links_away(data: bytes) -> set[str]:
    file = PdfFile(data)
    return {link.destination for link in file.links if link.destination} - set(file.destinations)
