"""The page docs/specification.md as a test reads it: examples, and the files that they use.

An example is a fenced block of ``markdown`` with a block of ``html`` after it, which holds what
the PDF editions get; a second block of ``html`` holds what the EPUB gets, where that differs.
A fenced block under a line that holds nothing but the name of a file, in code, is that file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from octavo.model.diagnostic import Diagnostic
from octavo.model.rendition import PageMap
from octavo.passes.configure import editions_of, load_design, load_editions
from octavo.passes.template import template
from octavo.pipeline import Options, read
from octavo.workspace import Workspace
from tests.reading.layout import laid_out

PAGE = Path(__file__).resolve().parents[2] / "docs" / "specification.md"
CHAPTER = "example.md"
EDITIONS = ("screen", "epub")
PARTS = ("data", "abbreviations", "glossary", "references", "contributors", "index")

_HEADING = re.compile(r"#+ (?P<title>.+)")
_FENCE = re.compile(r"(?P<mark>`{3,})(?P<language>\w*)")
_FILE = re.compile(r"`(?P<path>[\w./-]+)`:?")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of the page: its language, its text, and its lines, both fences included."""

    language: str
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Example:
    """A construct under its heading: Markdown, and the blocks of XHTML that stand after it."""

    title: str
    markdown: Fence
    html: tuple[Fence, ...]

    @property
    def name(self) -> str:
        """A name for the list of tests."""
        return f"{self.markdown.first}-{re.sub(r'[^a-z]+', '-', self.title.lower())}"


@dataclass(frozen=True, slots=True)
class Page:
    """The page: its lines, its examples and its files."""

    lines: tuple[str, ...]
    examples: tuple[Example, ...]
    files: Mapping[str, str]


def read_page(path: Path = PAGE) -> Page:
    """Read the page. Raises ``AssertionError`` for XHTML that belongs to no example."""
    lines = tuple(path.read_text(encoding="utf-8").splitlines())
    title, before = "", ""
    examples: list[Example] = []
    files: dict[str, str] = {}
    for line in _without_fences(lines):
        if isinstance(line, str):
            if match := _HEADING.fullmatch(line):
                title = match["title"]
            before = line or before
        elif match := _FILE.fullmatch(before):
            files[match["path"]] = line.text
            before = ""
        elif line.language == "markdown":
            examples.append(Example(title, line, ()))
        elif line.language == "html":
            assert examples, f"line {line.first + 1}: XHTML before all examples"
            last = examples.pop()
            examples.append(Example(last.title, last.markdown, (*last.html, line)))
    return Page(lines, tuple(examples), files)


def _without_fences(lines: tuple[str, ...]) -> Iterator[str | Fence]:
    """Yield the lines, each fenced block as one."""
    at = 0
    while at < len(lines):
        match = _FENCE.match(lines[at])
        if match is None:
            yield lines[at]
        else:
            first = at
            at = lines.index(match["mark"], first + 1)
            text = "".join(line + "\n" for line in lines[first + 1 : at])
            yield Fence(match["language"], text, first, at)
        at += 1


# ------------------------------------------------------------------ what is made


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of an example: its XHTML by edition, and what was found wrong."""

    xhtml: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


class Workshop:
    """Makes examples in a folder that holds the files of the page."""

    def __init__(self, page: Page, folder: Path) -> None:
        """Write the files; ``folder`` is used for nothing else."""
        self.folder = folder
        for name, text in page.files.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        self.around, _ = self._sections("Nothing.\n")

    def make(self, markdown: str) -> Outcome:
        """Return what becomes of an example.

        What of its chapter (the opening, the content) and of the sections that gather from all
        chapters is not as it is for an empty chapter.
        """
        sections, found = self._sections(markdown)
        xhtml: dict[str, str] = {}
        for edition, parts in sections.items():
            around = self.around[edition]
            own = [text for kind, text in parts.items() if around.get(kind) != text]
            xhtml[edition] = laid_out("\n".join(own))
        return Outcome(xhtml, found)

    def _sections(
        self, markdown: str
    ) -> tuple[Mapping[str, Mapping[str, str]], tuple[Diagnostic, ...]]:
        """Return, for each edition, the chapter's content and the sections made by resolve."""
        (self.folder / CHAPTER).write_text(markdown, encoding="utf-8")
        workspace = Workspace(self.folder)
        ((configuration, manuscript),) = read(workspace, Options())
        book, publication = manuscript.book, manuscript.publication
        design = load_design(workspace, publication, configuration.span("publications"))
        made: dict[str, Mapping[str, str]] = {}
        for edition in editions_of(publication, load_editions(workspace), configuration):
            rendition = template(book, design, edition, workspace, PageMap())
            first = book.chapters[0].identifier
            texts = {section.kind: section.xhtml for section in rendition.sections}
            chapter = next(one for one in rendition.sections if one.identifier == first)
            opening, content = _parts(chapter.xhtml)
            parts = {"opening": opening, "content": content}
            made[edition.name] = parts | {kind: texts[kind] for kind in PARTS if kind in texts}
        return made, manuscript.diagnostics


# The section's own tags, which do not come from the example, and its opening.
_SECTION = re.compile(r"<section[^>]*>\s*(<header.*?</header>)(.*)</section>\s*", re.DOTALL)


def _parts(xhtml: str) -> tuple[str, str]:
    """Return the opening and the content of a chapter."""
    match = _SECTION.fullmatch(xhtml)
    assert match, xhtml
    return match[1], match[2]


def rewritten(page: Page, folder: Path) -> str:
    """Return the page with the XHTML that its examples give now."""
    workshop = Workshop(page, folder)
    lines = list(page.lines)
    for example in reversed(page.examples):
        blocks = example.html
        begin = blocks[0].first if blocks else example.markdown.last + 1
        end = blocks[-1].last + 1 if blocks else begin
        xhtml = workshop.make(example.markdown.text).xhtml
        lines[begin:end] = _told(xhtml) if blocks else ["", *_told(xhtml)]
    return "".join(line + "\n" for line in lines)


def _told(xhtml: Mapping[str, str]) -> list[str]:
    """Return the lines that tell what becomes of an example."""
    screen, epub = (xhtml[name] for name in EDITIONS)
    lines = ["```html", *screen.splitlines(), "```"]
    if epub != screen:
        lines += ["", "In the EPUB:", "", "```html", *epub.splitlines(), "```"]
    return lines
