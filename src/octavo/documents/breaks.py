"""Putting page breaks into a document, so that all text around them stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml.etree import _Element

from octavo.documents.textplaces import TextPlace, find_place, own_text
from octavo.documents.xhtml import EPUB_TYPE, INLINE, XHTML, add_text, local_name
from octavo.model.rendition import countable

# Blocks before which a break stands when the page begins with them. In a heading it would be read
# as part of the heading.
_BREAK_BEFORE = frozenset("h1 h2 h3 h4 h5 h6 pre table figure ul ol dl hr".split())
# The same where the block itself begins on the page: its own text may be its title, or a caption.
_CONTAINERS = frozenset("aside section div".split())
# Elements that may hold a span beside what they hold already (HTML, content models).
_HOLDERS = INLINE | frozenset(
    "body section div article aside main header footer nav blockquote li dt dd td th figure "
    "figcaption caption address p h1 h2 h3 h4 h5 h6 pre".split()
)


def insert_in_block(
    mark: _Element,
    block: _Element,
    offset: int,
    is_block: Callable[[_Element], bool],
    *,
    begins_here: bool,
) -> None:
    """Put a break into a block, before the character that begins the page.

    ``offset`` countable characters of the block's own text are on earlier pages; ``begins_here``
    tells that the block itself begins on this page.
    """
    name = local_name(block)
    runs = own_text(block, is_block)
    if offset and offset == sum(countable(run.text) for run in runs):
        # The page begins behind the block: it holds figures alone that have waited for room.
        insert_after(block, mark)
        return
    table = next(block.iterancestors(XHTML + "table"), None)
    if name == "tr" and table is not None:
        _insert_in_row(mark, block, table, offset, is_block)
    elif offset == 0 and not begins_here and _has_caption(block):
        # Its rows began on an earlier page: what begins here is a caption below them.
        insert_after(block, mark)
    elif (offset == 0 and name in _BREAK_BEFORE | INLINE) or (
        offset == 0 and begins_here and name in _CONTAINERS
    ):
        insert_before(block, mark)
    elif place := find_place(runs, offset):
        _insert_at_place(mark, place, block)
    elif name in _HOLDERS:
        insert_at(block, leading_breaks(block), mark)
    else:
        insert_before(block, mark)


def _has_caption(block: _Element) -> bool:
    """Tell whether a block is a table with a caption, alone or with its notes and its source."""
    table = block if local_name(block) == "table" else block.find(XHTML + "table")
    return table is not None and table.find(XHTML + "caption") is not None


def _insert_in_row(
    mark: _Element,
    row: _Element,
    table: _Element,
    offset: int,
    is_block: Callable[[_Element], bool],
) -> None:
    """Put a break into the first cell of a row: where a page divides a row, it divides all cells.

    A head is printed again on every page, so a page that begins with it begins with its table.
    """
    cell = next((child for child in row if local_name(child) in ("td", "th")), None)
    if cell is None or next(row.iterancestors(XHTML + "thead"), None) is not None:
        around = table.getparent()
        if around is not None and "table-block" in around.get("class", "").split():
            table = around
        insert_before(table, mark)
        return
    place = find_place(own_text(row, is_block), offset) if offset else None
    if place is None:
        insert_at(cell, leading_breaks(cell), mark)
        return
    run = place.run
    around = run.element.getparent() if run.tail else run.element
    if around is not None and cell in (around, *around.iterancestors()):
        _insert_at_place(mark, place, cell)
    else:
        cell.append(mark)


def _insert_at_place(mark: _Element, place: TextPlace, block: _Element) -> None:
    element, index = place.run.element, place.index
    if place.run.tail:
        text = element.tail or ""
        parent = element.getparent()
        assert parent is not None
        element.tail, mark.tail = text[:index], text[index:]
        parent.insert(parent.index(element) + 1, mark)
        return
    text = element.text or ""
    if not text[:index].strip() and element is not block and local_name(element) in INLINE:
        # The page begins with this element: the break stands before it, not in its link.
        insert_before(_outermost_beginning(element, block), mark)
        return
    element.text, mark.tail = text[:index], text[index:]
    element.insert(0, mark)


def _outermost_beginning(element: _Element, block: _Element) -> _Element:
    """Return the outermost inline element of a block that begins where this one begins."""
    parent = element.getparent()
    while parent is not None and parent is not block and local_name(parent) in INLINE:
        if (parent.text or "").strip() or parent.index(element) > 0:
            break
        element, parent = parent, parent.getparent()
    return element


# -------------------------------------------------------------------- inserts


def insert_at(element: _Element, place: int, mark: _Element) -> None:
    """Put a break before the child at ``place``, and before the text in front of it."""
    if place == 0:
        mark.tail, element.text = element.text, None
    else:
        before = element[place - 1]
        mark.tail, before.tail = before.tail, None
    element.insert(place, mark)


def insert_before(element: _Element, mark: _Element) -> None:
    """Put a break before an element, or before what holds it where no span may stand."""
    parent = element.getparent()
    assert parent is not None
    while local_name(parent) not in _HOLDERS:
        element, parent = parent, parent.getparent()
        assert parent is not None
    parent.insert(parent.index(element), mark)


def insert_after(element: _Element, mark: _Element) -> None:
    """Put a break directly behind an element, or behind what holds it."""
    parent = element.getparent()
    assert parent is not None
    while local_name(parent) not in _HOLDERS:
        element, parent = parent, parent.getparent()
        assert parent is not None
    mark.tail, element.tail = element.tail, None
    parent.insert(parent.index(element) + 1, mark)


def insert_at_start(body: _Element, mark: _Element) -> None:
    """Put a break at the beginning of a document, behind those that are there already."""
    outer = _outer(body)
    insert_at(outer, leading_breaks(outer), mark)


def insert_at_end(body: _Element, mark: _Element) -> None:
    """Put a break at the end of a document's text, before its notes."""
    outer = _outer(body)
    last = outer[-1] if len(outer) else None
    if last is not None and "footnotes" in last.get(EPUB_TYPE, "").split():
        insert_before(last, mark)
    else:
        outer.append(mark)


def is_at_start(mark: _Element) -> bool:
    """Tell whether a break is among those that a document begins with."""
    outer = _outer(next(mark.iterancestors(XHTML + "body")))
    return mark.getparent() is outer and outer.index(mark) < leading_breaks(outer)


def leading_breaks(element: _Element) -> int:
    """Return how many page breaks an element begins with."""
    count = 0
    text = element.text
    while not (text or "").strip() and count < len(element):
        if element[count].get("role") != "doc-pagebreak":
            break
        text = element[count].tail
        count += 1
    return count


def _outer(body: _Element) -> _Element:
    """Return the element that holds a document's text."""
    first = next((child for child in body if local_name(child)), None)
    if first is not None and local_name(first) in ("section", "article", "div"):
        return first
    return body


def put_in_order(body: _Element, marks: Sequence[_Element]) -> None:
    """Move a break that stands before an earlier one to just behind that one.

    It happens where layout turns the order of the text, as a float does.
    """
    place = {mark: number for number, mark in enumerate(body.iter(XHTML + "span"))}
    latest: _Element | None = None
    for mark in marks:
        if latest is not None and place[mark] < place[latest]:
            parent = mark.getparent()
            assert parent is not None
            add_text(parent, parent.index(mark), mark.tail or "")
            mark.tail = None
            insert_after(latest, mark)
            place[mark] = place[latest]
        latest = mark
