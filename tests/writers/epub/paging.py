"""Pages made up from the text itself, and where they are found again: a second way to count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from lxml import etree
from lxml.etree import _Element

from octavo.model.rendition import PageFacts, PageMap, Rendition

# What layout engines fold or add (see ``PageFacts``).
_UNCOUNTED = frozenset("-\u00ad\u2010\u2011")


def characters(
    element: _Element, blocks: Collection[str], block: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield every character that counts with its block, and page breaks as ``("", label)``.

    Notes are left out: they stand at the foot of other pages.
    """
    classes = element.get("class", "").split()
    if element.get("role") == "doc-pagebreak":
        yield "", element.get("aria-label", "")
    if "noteref" in classes or "notes" in classes:
        return
    block = element.get("id", "") if element.get("id") in blocks else block
    yield from ((block, one) for one in element.text or "" if block and _counts(one))
    for child in element:
        yield from characters(child, blocks, block)
        yield from ((block, one) for one in child.tail or "" if block and _counts(one))


def _counts(character: str) -> bool:
    return not (character.isspace() or character in _UNCOUNTED)


def paged(rendition: Rendition, every: int) -> PageMap:
    """Return pages that begin with each section and after every so many characters."""
    pages: list[PageFacts] = []
    labels: dict[str, str] = {}

    def begin(section: str, block: str = "", offset: int = 0) -> None:
        label = "Cover" if section == "section-cover" else str(len(pages))
        pages.append(PageFacts(len(pages), label, section, block, offset))

    for section in rendition.sections:
        tree = etree.fromstring(f'<div xmlns:epub="e">{section.xhtml}</div>')
        printed: Counter[str] = Counter()
        begin(section.identifier)
        for number, (block, _) in enumerate(characters(tree, rendition.blocks)):
            if number and number % every == 0:
                begin(section.identifier, block, printed[block])
            labels.setdefault(block, pages[-1].label)
            printed[block] += 1
    return PageMap(tuple(pages), labels)


def found_again(
    documents: Iterator[_Element], blocks: Collection[str]
) -> dict[str, tuple[str, int]]:
    """Return for each label the block of the next character, and how many of its came before."""
    places: dict[str, tuple[str, int]] = {}
    printed: Counter[str] = Counter()
    waiting: list[str] = []
    for document in documents:
        for block, what in characters(document, blocks):
            if not block:
                waiting.append(what)
                continue
            places |= dict.fromkeys(waiting, (block, printed[block]))
            waiting.clear()
            printed[block] += 1
    return places
