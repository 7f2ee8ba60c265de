"""load: the entries of ``contents`` become Sources, and their Chapters are put in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from octavo.characters import REPLACEMENT
from octavo.model.book import Chapter, Source
from octavo.model.configuration import Configuration
from octavo.model.diagnostic import Diagnostic, OctavoError, Span, diagnose
from octavo.model.matter import FRONT_KINDS
from octavo.model.publication import Publication
from octavo.nearest import nearest
from octavo.workspace import CONFIGURATION, OutsideError, Workspace

# The keys of a publication whose values are paths of files, or hold them.
_FILE_KEYS = (
    "contributors",
    "bibliography",
    "csl",
    "variables",
    "abbreviations",
    "glossary",
)
# The page of a folder itself, which comes first in it.
_INDEX_STEMS = frozenset({"index", "_index"})


def load(
    workspace: Workspace, publication: Publication, configuration: Configuration
) -> tuple[tuple[Source, ...], Source | None, tuple[Diagnostic, ...]]:
    """Read the manuscript files of a publication.

    Returns its sources in the order of ``contents`` (a file that two entries name comes where
    the first one has it), the source of its imprint text if it has one, and what was wrong.
    """
    diagnostics = _missing_files(workspace, publication, configuration)
    entries: dict[str, int] = {}
    for index, entry in enumerate(publication.contents):
        span = configuration.span("publications", publication.name, "contents", index)
        found = _matched(workspace, entry, span, diagnostics)
        for path in found:
            if path != publication.imprint:
                entries.setdefault(path, index)
    sources = [
        source
        for path, index in entries.items()
        if (source := _read(workspace, path, diagnostics, index)) is not None
    ]
    imprint = None
    if publication.imprint is not None:
        imprint = _read_imprint(workspace, publication, configuration, diagnostics)
    return tuple(sources), imprint, tuple(diagnostics)


def _matched(
    workspace: Workspace, entry: str, span: Span, diagnostics: list[Diagnostic]
) -> list[str]:
    """Return the files that an entry of ``contents`` names; tell where there are none."""
    try:
        found = workspace.match(entry)
    except OutsideError:
        diagnostics.append(
            diagnose(
                "OCT102",
                f"“{entry}” leads out of the publication",
                span,
                "move the file into the folder of octavo.yaml",
            )
        )
        return []
    if not found:
        diagnostics.append(
            diagnose(
                "OCT005",
                f"“{entry}” matches no file",
                span,
                "name a file, a folder or a pattern such as content/*.md, relative to octavo.yaml",
            )
        )
    return found


def _read(
    workspace: Workspace, path: str, diagnostics: list[Diagnostic], entry: int = 0
) -> Source | None:
    try:
        text = workspace.read_text(path)
    except OctavoError as error:
        diagnostics.extend(error.diagnostics)
        return None
    if REPLACEMENT in text:
        diagnostics += _replaced(text, path)
    return Source(path, text, entry)


def _replaced(text: str, path: str) -> Iterator[Diagnostic]:
    """Tell the lines that hold characters which stand for others that are lost."""
    for number, line in enumerate(text.split("\n"), 1):
        if (at := line.find(REPLACEMENT)) >= 0:
            yield diagnose(
                "OCT109",
                "a character here cannot be printed",
                Span(path, number, at + 1),
                "delete it, or type the character that was meant",
            )


def _read_imprint(
    workspace: Workspace,
    publication: Publication,
    configuration: Configuration,
    diagnostics: list[Diagnostic],
) -> Source | None:
    path = publication.imprint or ""
    span = configuration.span("publications", publication.name, "imprint")
    finding = _not_a_file(workspace, path, span, "OCT005")
    if finding is not None:
        diagnostics.append(finding)
        return None
    return _read(workspace, path, diagnostics)


# ------------------------------------------------------------ other files


def _missing_files(
    workspace: Workspace, publication: Publication, configuration: Configuration
) -> list[Diagnostic]:
    """Tell the files that octavo.yaml names beside the contents and that are not there."""
    found: list[Diagnostic] = []
    for key in _FILE_KEYS:
        value: Any = getattr(publication, key)
        for inner, path in _paths_in(key, value):
            keys: tuple[str | int, ...] = ("publications", publication.name, key, *inner)
            if keys[:3] not in configuration.places:
                # The file of contributors that all publications share.
                keys = (key,)
            finding = _not_a_file(workspace, path, configuration.span(*keys), "OCT110")
            found += [finding] if finding else []
    return found


def _paths_in(key: str, value: Any) -> Iterable[tuple[tuple[str | int, ...], str]]:  # noqa: ANN401
    """Yield the paths in the value of a key, each with its key path below that key."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, tuple):
        yield from (((index,), path) for index, path in enumerate(value))
    elif isinstance(value, Mapping) and key == "variables":
        yield from (((name,) if name else (), path) for name, path in value.items())


def _not_a_file(workspace: Workspace, path: str, span: Span, code: str) -> Diagnostic | None:
    try:
        if workspace.is_file(path):
            return None
        folder = workspace.locate(path).parent
    except OutsideError:
        return diagnose(
            "OCT102",
            f"“{path}” leads out of the publication",
            span,
            "move the file into the folder of octavo.yaml",
        )
    wanted = PurePosixPath(path)
    names = _names_in(folder)
    alike = [
        name
        for name in names
        if name != CONFIGURATION and PurePosixPath(name).suffix.lower() == wanted.suffix.lower()
    ]
    near = nearest(wanted.name, alike)
    hint = (
        f"did you mean “{wanted.with_name(near)}”?" if near else "paths are relative to octavo.yaml"
    )
    return diagnose(code, f"there is no file “{path}”", span, hint)


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []


def elsewhere(
    workspace: Workspace, publication: Publication, configuration: Configuration
) -> Mapping[str, str]:
    """Return for the files of the other publications of the project the name of the first."""
    files: dict[str, str] = {}
    for name, other in configuration.project.publications.items():
        for entry in other.contents if name != publication.name else ():
            try:
                files |= {path: name for path in workspace.match(entry) if path not in files}
            except OutsideError:
                continue
    return files


# ---------------------------------------------------------------- the order


def arrange(
    chapters: Sequence[Chapter], *, draft: bool = False
) -> tuple[tuple[Chapter, ...], tuple[Diagnostic, ...]]:
    """Return the chapters in their order without drafts, and the drafts that were left out.

    Inside a folder or a pattern of ``contents`` the page of a folder (``index.md``) comes first,
    then what has an ``order`` in its front matter, by that, then the rest by their names. The
    order of a folder among others is that of its page. What belongs before the body comes first,
    in the usual order, and appendices come last. With ``draft``, drafts stay.
    """
    kept = [chapter for chapter in chapters if draft or not chapter.matter.draft]
    left_out = dict.fromkeys(
        Span(chapter.source.path, *chapter.matter.place("draft"))
        for chapter in chapters
        if chapter.matter.draft and not draft
    )
    findings = tuple(
        diagnose(
            "OCT107",
            "this draft was left out",
            span,
            "take the key out when the text is ready, or build with --draft",
        )
        for span in left_out
    )
    orders = _orders(kept)
    ranked = sorted(kept, key=lambda chapter: (_matter(chapter), _rank(chapter, orders)))
    return tuple(ranked), findings


_Rank = tuple[float, ...]


def _matter(chapter: Chapter) -> int:
    """Return where a chapter stands in a book: before the body, in it, or behind it."""
    if chapter.kind in FRONT_KINDS:
        return FRONT_KINDS.index(chapter.kind)
    return len(FRONT_KINDS) + (chapter.kind == "appendix")


def _orders(chapters: Iterable[Chapter]) -> dict[tuple[int, str], _Rank]:
    """Return how each file and folder stands among its neighbours, by entry and path."""
    orders: dict[tuple[int, str], _Rank] = {}
    for position, chapter in enumerate(chapters):
        source, path = chapter.source, PurePosixPath(chapter.source.path)
        order = chapter.matter.order
        own = (1.0, order, position) if order is not None else (2.0, 0.0, position)
        is_index = path.stem in _INDEX_STEMS
        orders.setdefault((source.entry, source.path), (0.0, 0.0, position) if is_index else own)
        for depth, folder in enumerate(path.parents):
            key = (source.entry, str(folder))
            if key not in orders or (depth == 0 and is_index and order is not None):
                place = orders[key][2] if key in orders else position
                orders[key] = (*own[:2], place) if depth == 0 and is_index else (2.0, 0.0, place)
    return orders


def _rank(chapter: Chapter, orders: Mapping[tuple[int, str], _Rank]) -> tuple[Any, ...]:
    source = chapter.source
    steps = [source.path, *map(str, PurePosixPath(source.path).parents)]
    return (source.entry, *(orders[source.entry, step] for step in reversed(steps)))
