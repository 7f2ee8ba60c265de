"""Bibliography files: which works they hold, and the line of each.

What the entries mean is Pandoc's business; here they are only found, so that a citation is checked
before anything is started, and a finding is told at the line of the entry.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from octavo.model.diagnostic import Diagnostic, OctavoError, Place, Span, diagnose
from octavo.workspace import OutsideError, Workspace
from octavo.yamlplaces import load_yaml

FORMATS = {
    ".json": "csljson",
    ".yaml": "markdown",  # Pandoc reads CSL-YAML as the metadata of an empty text
    ".yml": "markdown",
    ".bib": "biblatex",  # which reads BibTeX as well
    ".bibtex": "bibtex",
}
# An entry that is never closed swallows those after it; so often the search begins again.
MAXIMUM_UNCLOSED = 100
MAXIMUM_ENTRY = 200_000
MAXIMUM_CHARACTERS = 16_000_000

_TOKEN = re.compile(r"(?P<first>^[ \t]*)?@[ \t]*(?P<kind>\w+)[ \t\n]*\{[ \t\n]*|[{}]", re.MULTILINE)
_WORD = re.compile(r"[\w:.+-]+")
_KEY = re.compile(r"[^\s,{}]+(?=\s*,)")
_NO_ENTRIES = frozenset({"string", "preamble", "comment"})
_BORROWED = re.compile(
    r"\b(?:crossref|xdata|xref|related|entryset)\s*=\s*[{\"]([^}\"]*)", re.IGNORECASE
)
_IDENTIFIER = re.compile(r'"id"\s*:\s*')
_SPACE = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of a bibliography: its key, the file and the place of its key there.

    ``text`` is the entry as written; empty for CSL-YAML, which is read as a whole.
    """

    key: str
    path: str
    place: Place
    text: str = field(default="", repr=False)

    @property
    def span(self) -> Span:
        """Return where the key of the entry stands."""
        return Span(self.path, *self.place, width=len(self.key))


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A bibliography file: its works by key in their order, its format in Pandoc's words.

    ``doubles`` are entries whose key another one before them has; ``strings`` the definitions of
    BibTeX's abbreviations; ``text`` the whole of a CSL-YAML file.
    """

    path: str
    format: str = ""
    works: Mapping[str, Work] = field(default_factory=dict)
    doubles: tuple[Work, ...] = ()
    text: str = field(default="", repr=False)
    strings: Mapping[str, str] = field(default_factory=dict)


def read_bibliography(
    workspace: Workspace, path: str, named: Span | None
) -> tuple[Bibliography | None, tuple[Diagnostic, ...]]:
    """Return the bibliography at ``path`` (from the root), or None with the reason.

    ``named`` is where a chapter names it; for those that octavo.yaml names it is None, and the
    load pass has told of a file that is missing.
    """
    extension = posixpath.splitext(path)[1].lower()
    try:
        if not workspace.is_file(path):
            hint = "the path is taken from the folder of the chapter"
            missing = f"there is no bibliography “{path}”"
            return None, (_unusable(missing, named, hint),) if named else ()
        if extension not in FORMATS:
            hint = "CSL-JSON (.json), CSL-YAML (.yaml), BibLaTeX or BibTeX (.bib) can"
            unknown = f"“{path}” is not a bibliography that can be read"
            return None, (_unusable(unknown, named or Span(path), hint),)
        text = workspace.read_text(path)
        if len(text) > MAXIMUM_CHARACTERS:
            limit = f"the limit is {MAXIMUM_CHARACTERS // 1_000_000} million characters"
            return None, (_unusable(f"“{path}” is too long", named or Span(path), limit),)
        return _READERS[extension](path, text), ()
    except OutsideError:
        outside = f"“{path}” leads out of the publication"
        hint = "copy the file into the folder of octavo.yaml and give its path there"
        return None, (diagnose("OCT102", outside, named, hint),) if named else ()
    except OctavoError as error:
        return None, error.diagnostics


def _unusable(message: str, span: Span, hint: str = "") -> Diagnostic:
    return diagnose("OCT253", message, span, hint)


def _gathered(path: str, form: str, found: Iterable[Work], text: str = "") -> Bibliography:
    """Return a bibliography of works; of two with one key the first counts."""
    works: dict[str, Work] = {}
    doubles: list[Work] = []
    for work in found:
        if work.key in works:
            doubles.append(work)
        elif work.key and work.key.isprintable():
            works[work.key] = work
    return Bibliography(path, form, works, tuple(doubles), text)


def place_at(text: str, offset: int) -> Place:
    """Return the line and column of a character."""
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


class _Lines:
    """Places in a text, asked for from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line = 1
        self.offset = 0

    def at(self, offset: int) -> Place:
        self.line += self.text.count("\n", self.offset, offset)
        self.offset = offset
        return Place(self.line, offset - self.text.rfind("\n", 0, offset))


# ------------------------------------------------------------------ CSL-JSON


def _read_json(path: str, text: str) -> Bibliography:
    return _gathered(path, "csljson", _json_works(path, text))


def _json_works(path: str, text: str) -> Iterator[Work]:
    decoder = json.JSONDecoder()
    lines = _Lines(text)
    position = _after_space(text, 0)
    if not text.startswith("[", position):
        raise _broken(path, text, position, "a list of entries begins with [")
    position = _after_space(text, position + 1)
    while not text.startswith("]", position):
        try:
            entry, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            raise _broken(path, text, error.pos, error.msg) from None
        except (ValueError, RecursionError):
            raise _broken(path, text, position, "the entry cannot be read") from None
        if isinstance(entry, dict) and isinstance(entry.get("id"), str | int):
            match = _IDENTIFIER.search(text, position, end)
            place = lines.at(match.end() if match else position)
            yield Work(str(entry["id"]), path, place, text[position:end])
        position = _after_space(text, end)
        if text.startswith(",", position):
            position = _after_space(text, position + 1)
        elif not text.startswith("]", position):
            raise _broken(path, text, position, "a comma is missing between two entries")


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _broken(path: str, text: str, offset: int, reason: str) -> OctavoError:
    span = Span(path, *place_at(text, min(offset, len(text))))
    return OctavoError(
        _unusable(
            f"not CSL-JSON: {reason[:1].lower()}{reason[1:]}",
            span,
            "check the quotes, the commas and the brackets, or export the file again",
        )
    )


# ------------------------------------------------------------------ CSL-YAML


def _read_yaml(path: str, text: str) -> Bibliography:
    # Pandoc writes such a file between lines of hyphens; YAML takes the last for a new document.
    body = re.sub(r"\n(?:---|\.\.\.)[ \t]*\n*\Z", "\n", text)
    yaml = load_yaml(body, path, code="OCT253")
    if yaml.diagnostics:
        raise OctavoError(*yaml.diagnostics)
    entries = yaml.data.get("references") if isinstance(yaml.data, dict) else None
    if not isinstance(entries, list):
        raise OctavoError(
            _unusable("no list of references in this file", Span(path), "begin with: references:")
        )
    works = (
        Work(str(entry["id"]), path, yaml.place(("references", index, "id")))
        for index, entry in enumerate(entries)
        if isinstance(entry, dict) and isinstance(entry.get("id"), str | int)
    )
    # An empty line after the hyphens would make a rule of them.
    inner = re.sub(r"\A\s*(?:---[ \t]*\n\s*)?", "", body)
    return _gathered(path, "markdown", works, f"---\n{inner}\n...\n")


# -------------------------------------------------------- BibTeX and BibLaTeX


def _read_bib(path: str, text: str) -> Bibliography:
    form = FORMATS[posixpath.splitext(path)[1].lower()]
    lines = _Lines(text)
    works: list[Work] = []
    strings: dict[str, str] = {}
    for start, body, end, kind in _bib_entries(path, text):
        written = text[start:end]
        if kind == "string" and (name := _WORD.match(text, body, end)):
            strings[name[0].lower()] = written
        elif kind not in _NO_ENTRIES and (match := _KEY.match(text, body, end)):
            works.append(Work(match[0], path, lines.at(match.start()), written))
    found = _gathered(path, form, works)
    return Bibliography(path, form, found.works, found.doubles, "", strings)


def _bib_entries(path: str, text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield where each entry begins, where its first field does, where it ends, and its kind.

    What stands outside entries is a comment. An entry that is never closed ends where the next
    line begins with one.
    """
    position, unclosed = 0, 0
    while opening := _next_head(text, position):
        depth, nested, end = 0, 0, -1
        limit = opening.start() + MAXIMUM_ENTRY
        for token in _TOKEN.finditer(text, opening.start(), limit):
            if token["first"] is not None and depth:
                nested = nested or token.start()
            depth += -1 if token[0] == "}" else 1
            if depth == 0:
                end = token.end()
                break
        if end < 0:
            unclosed += 1
            if unclosed > MAXIMUM_UNCLOSED:
                span = Span(path, *place_at(text, opening.start("kind")))
                hint = "add the } at the end of each, or export the file again"
                raise OctavoError(_unusable("too many entries are never closed", span, hint))
            end = nested or min(limit, len(text))
        yield opening.start(), opening.end(), end, opening["kind"].lower()
        position = end


def _next_head(text: str, position: int) -> re.Match[str] | None:
    for token in _TOKEN.finditer(text, position):
        if token["kind"]:
            return token
    return None


def entry_text(bibliography: Bibliography, work: Work) -> tuple[str, int]:
    """Return an entry as Pandoc can read it by itself, and how many lines come before it.

    For BibTeX that is with the entries that it borrows from and the abbreviations that they use.
    """
    if bibliography.format == "markdown":
        return bibliography.text, 0
    if bibliography.format == "csljson":
        return f"[{work.text}]", 0
    wanted: dict[str, str] = {}
    waiting = [work.key]
    while waiting:
        key = waiting.pop()
        other = bibliography.works.get(key)
        if other is None or key in wanted:
            continue
        wanted[key] = other.text
        for names in _BORROWED.findall(other.text):
            waiting += [name.strip() for name in names.split(",")]
    strings = "".join(f"{text}\n" for text in _strings(bibliography.strings, wanted.values()))
    return strings + "\n".join(wanted.values()), strings.count("\n")


def _strings(known: Mapping[str, str], texts: Iterable[str]) -> list[str]:
    """Return the definitions of the abbreviations in some texts, those that others use first."""
    if not known:
        return []
    found: dict[str, str] = {}
    waiting = [word.lower() for text in texts for word in _WORD.findall(text)]
    while waiting:
        word = waiting.pop()
        if word in known and word not in found:
            found[word] = known[word]
            waiting += [inner.lower() for inner in _WORD.findall(known[word])]
    return list(reversed(found.values()))


_READERS = {
    ".json": _read_json,
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".bib": _read_bib,
    ".bibtex": _read_bib,
}
