"""What is wrong with that which leads through a publication: contents, lists, numbers, index.

As in ``checks``, each function returns its findings in words, and an empty list is a pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from octavo.model.content import Block, Panel, walk
from octavo.model.publication import SectionRule
from tests.reading.made import Made
from tests.reading.model import SCREEN
from tests.reading.pdf import Element, Link
from tests.reading.text import normalise


def contents_pages(made: Made) -> range:
    """Return the pages of the contents: those with rows, before what they lead to."""
    first = made.screen.destinations[made.book.chapters[0].identifier]
    rows = [
        link
        for link in made.screen.links
        if link.page < first and link.destination == made.book.chapters[0].identifier
    ]
    begin = min(row.page for row in rows)
    targets = {link.destination for link in made.screen.links if link.page == begin}
    pages = {made.screen.destinations[target] for target in targets if target}
    return range(begin, min(page for page in pages if page > begin))


def contents_rows(made: Made) -> list[tuple[str, str, str]]:
    """Return the rows of the contents in the PDF: title, number, and where the link leads."""
    return rows_on(made, contents_pages(made))


def rows_on(made: Made, pages: range) -> list[tuple[str, str, str]]:
    """Return the rows of a list of titles on some pages: title, number, and where it leads.

    A paragraph without a link names the authors of the title above it, and is read with it.
    """
    rows: list[tuple[str, str, str]] = []
    for element in made.screen.root.walk():
        if element.role != "P" or element.page not in pages:
            continue
        links = [kid for inner in element.walk() for kid in inner.kids if isinstance(kid, Link)]
        if not links:
            title, number, target = rows.pop()
            rows.append((title + normalise(made.screen.text(element)), number, target))
            continue
        assert len({link.destination for link in links}) == 1
        *before, number = filter(None, map(made.screen.content, element.contents()))
        rows.append((normalise("".join(before)), number, links[0].destination))
    return rows


def wrong_contents(made: Made) -> list[str]:
    """Rows of the contents that are not there, or whose number is not their target's page."""
    printed = contents_rows(made)
    expected = [
        (normalise(f"{row.label} {row.byline}"), row.identifier) for row in made.contents_rows
    ]
    expected = [*_around(made, made.design.front), *expected, *_around(made, made.design.back)]
    wrong: list[str] = []
    rows = [(title, target) for title, _, target in printed]
    if rows != expected:
        wrong.append(f"the rows {rows} instead of {expected}")
    return wrong + _untrue(made, printed)


def _untrue(made: Made, rows: Sequence[tuple[str, str, str]]) -> list[str]:
    return [
        f"{title} is on page {made.label_of(target)}, its row says {number}"
        for title, number, target in rows
        if number != made.label_of(target)
    ]


def _around(made: Made, rules: Sequence[SectionRule]) -> list[tuple[str, str]]:
    """Return the rows of the contents for the sections before or after the chapters."""
    book = made.book
    words = made.expected.words_in(book.publication.lang)
    kinds = set(made.expected.gathered) | set(book.around)
    kinds |= {"figures"} if book.figures else set()
    kinds |= {"tables"} if book.tables else set()
    kinds |= {"notes"} if book.publication.notes == "book" else set()
    return [
        (normalise(words[kind]), section_identifier(made, kind))
        for kind in (rule.template for rule in rules)
        if kind in kinds
    ]


def section_identifier(made: Made, kind: str) -> str:
    """Return the identifier of a section that is no chapter."""
    part = made.book.around.get(kind)
    return part.identifier if part else f"section-{kind}"


def section_pages(made: Made, kind: str) -> range:
    """Return the pages of a section that is no chapter."""
    identifier = section_identifier(made, kind)
    targets = [target for _, _, target in contents_rows(made)]
    starts = sorted({made.screen.destinations[target] for target in targets})
    begin = made.screen.destinations[identifier]
    after = [start for start in starts if start > begin]
    return range(begin, after[0] if after else len(made.screen.labels))


def wrong_lists(made: Made) -> list[str]:
    """Rows of the lists of figures and of tables that are missing, or whose page is not true."""
    wrong: list[str] = []
    shown = made.expected.in_edition(SCREEN)
    for kind, rows in (("figures", made.book.figures), ("tables", made.book.tables)):
        if not rows:
            continue
        printed = rows_on(made, section_pages(made, kind))
        expected = [
            (normalise(f"{row.number} {row.title}"), row.identifier)
            for row in rows
            if row.identifier in shown
        ]
        rows_printed = [(title, target) for title, _, target in printed]
        wrong += [f"{kind}: printed {row}" for row in rows_printed if row not in expected]
        wrong += [f"{kind}: expected {row}" for row in expected if row not in rows_printed]
        if not wrong and rows_printed != expected:
            wrong.append(f"{kind}: another order")
        wrong += _untrue(made, printed)
    return wrong


# -------------------------------------------------------- cross-references, index


def wrong_numbers(made: Made) -> list[str]:
    """Cross-references whose number is not the one that is printed where they lead."""
    wrong: list[str] = []
    panels = _panels_of_parts(made)
    for words, target in made.expected.references:
        block = made.printed.get(target)
        if block is None:
            continue
        there = normalise(block.text)
        number = re.search(r"\(?\d[\d.]*\)?$", words)
        part = re.search(r"(\d[\d.]*)([a-z])$", words)
        if part and target in panels:
            panel = normalise(made.printed[panels[target]].text)
            is_true = there.startswith(f"({part[2]})") and _bears(panel, part[1])
        elif number is None:
            is_true = there == normalise(words)
        elif number[0].startswith("("):
            is_true = there == number[0]
        else:
            is_true = _bears(there, number[0])
        if not is_true:
            wrong.append(f"{words!r} leads to {made.place(target)}: {there[:60]!r}")
    return wrong


def _bears(text: str, number: str) -> bool:
    """Tell whether a number is the first in a text."""
    return re.match(rf"[^\d]*{re.escape(number)}(?!\d)", text) is not None


def _panels_of_parts(made: Made) -> dict[str, str]:
    """Return the panel that each of its parts stands in."""
    return {
        chapter.identifiers.get(part.key, ""): chapter.identifiers[panel.key]
        for chapter in made.book.chapters
        for panel in walk(chapter.chapter.blocks)
        if isinstance(panel, Panel)
        for part in panel.children
        if isinstance(part, Block)
    }


IndexRow = tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]


def wrong_index(made: Made) -> list[str]:
    """Rows of the index that are missing or too many, and page numbers that are not true.

    A row is its entry with those above it, its pages, and the entries that it sends to.
    """
    if "index" not in made.expected.gathered:
        return []
    printed, expected = set(printed_index(made)), set(expected_index(made))
    wrong = [f"printed: {row}" for row in sorted(map(str, printed - expected))]
    wrong += [f"expected: {row}" for row in sorted(map(str, expected - printed))]
    return wrong + misplaced_marks(made)


def misplaced_marks(made: Made) -> list[str]:
    """Terms of the index that links lead to on another page than that of their words."""
    wrong: list[str] = []
    for mark in made.expected.marks:
        block = made.printed.get(mark.block)
        if block is None or mark.identifier not in made.screen.destinations:
            continue
        before = made.expected.before_call(mark, made.label_of)
        pages = {
            block.page_of(at) for at in (before - 1, before) if 0 <= at < len(block.characters)
        }
        page = made.screen.destinations[mark.identifier]
        if pages and page not in pages:
            labels = [made.screen.labels[one] for one in sorted(pages)]
            wrong.append(
                f"{made.place(mark.identifier)}: on {labels}, not on {made.screen.labels[page]}"
            )
    return wrong


def expected_index(made: Made) -> Iterator[IndexRow]:
    """Yield the rows that the terms of the text make."""
    order = {label: index for index, label in enumerate(made.screen.labels)}
    pages: dict[tuple[str, ...], dict[str, int]] = {}
    sends: dict[tuple[str, ...], set[str]] = {}
    begun: dict[tuple[str, ...], str] = {}
    for mark in made.expected.marks:
        if SCREEN not in mark.where:
            continue
        path = tuple(map(_entry_name, mark.path))
        for depth in range(1, len(path) + 1):
            pages.setdefault(path[:depth], {})
        sends.setdefault(path, set()).update(
            _entry_name(one) for one in (mark.see, mark.see_also) if one
        )
        label = made.label_of(mark.identifier)
        if mark.see:
            continue
        if mark.range == "end":
            # Where the edition does not have its beginning, it has no range.
            begin = begun.get(path, label)
            if begin != label:
                del pages[path][begin]
                pages[path][f"{begin}–{label}"] = order[begin]
            continue
        if mark.range == "begin":
            begun[path] = label
        pages[path][label] = order[label]
    for path, found in pages.items():
        yield path, tuple(sorted(found, key=found.__getitem__)), frozenset(sends.get(path, ()))


def printed_index(made: Made) -> Iterator[IndexRow]:
    """Yield the rows of the index as it is printed."""
    pages = section_pages(made, "index")
    # An entry that runs over to the next page has an item there without words of its own.
    path: list[str] = []
    for element in made.screen.root.walk():
        if element.role == "Sect" and element.page in pages:
            for kid in element.kids:
                if isinstance(kid, Element) and kid.role == "L":
                    yield from _index_rows(made, kid, path, 0)


def _index_rows(made: Made, entries: Element, path: list[str], depth: int) -> Iterator[IndexRow]:
    """Yield the rows of a list; ``path`` are the words of the entry read last, and those above."""
    for item in _below(entries, "LI"):
        for body in _below(item, "LBody"):
            for paragraph in _below(body, "P"):
                row = _index_row(made, paragraph, tuple(path[:depth]))
                path[depth:] = row[0][depth:]
                yield row
            for inner in _below(body, "L"):
                yield from _index_rows(made, inner, path, depth + 1)


def _index_row(made: Made, paragraph: Element, above: tuple[str, ...]) -> IndexRow:
    """Read a row: words, then links to pages, then links to other entries."""
    title, between = "", ""
    pages: list[str] = []
    sends: set[str] = set()
    for element, text in _texts(made, paragraph):
        links = [kid for kid in element.kids if isinstance(kid, Link)]
        if not links:
            title, between = title or text.split(", ")[0].split("; ")[0], between + text
            continue
        if links[0].destination.startswith("index-"):
            sends.add(_entry_name(text))
        elif between.endswith("–"):
            pages[-1] += f"–{text}"
        else:
            pages.append(text)
        between = ""
    return (*above, _entry_name(title)), tuple(pages), frozenset(sends)


def _texts(made: Made, element: Element) -> Iterator[tuple[Element, str]]:
    """Yield the texts in an element in reading order, each with the element that holds it."""
    for _, leaves in groupby(element.leaves(), lambda leaf: id(leaf[0])):
        together = list(leaves)
        yield together[0][0], "".join(made.screen.content(leaf) for _, leaf in together)


def _below(element: Element, role: str) -> list[Element]:
    return [kid for kid in element.kids if isinstance(kid, Element) and kid.role == role]


def _entry_name(words: str) -> str:
    """Return the words of an entry in the form in which they are one entry."""
    text = " ".join(normalise(word) for word in words.split())
    return text[:1].lower() + text[1:]


def wrong_index_in_epub(made: Made) -> list[str]:
    """Links of the EPUB's index that lead nowhere, or tell a page that is not that of the text."""
    known = {element.get("id") for one in made.epub.documents for element in one.root.iter()}
    return [
        f"{text} leads to {target}, which is on {made.label_of(target)}"
        for text, target in made.epub.index_links
        if target not in known or made.label_of(target) not in (text, "nowhere")
    ]
