"""Write the measured part of ``docs/performance.md``; the rest of the page is written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from clock import Median
from machine import machine, versions
from measured import BARE, WATCH, Measured, Sized, targets
from ours import STATES

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
_MEGA = 1e6
_MEBI = 2**20


def renew(page: Path, text: str) -> None:
    """Put a text between the two marks of a page, and leave what stands around them."""
    before = page.read_text(encoding="utf-8")
    marked = f"{BEGIN}\n\n{text.strip()}\n\n{END}"
    after, found = re.subn(f"{BEGIN}.*?{END}", lambda _: marked, before, flags=re.DOTALL)
    if not found:
        raise ValueError(f"{page} has no place for what is measured: {BEGIN} … {END}")
    page.write_text(after, encoding="utf-8")


def told(measured: Measured) -> str:
    """Return everything measured, as Markdown."""
    return "\n\n".join(
        [
            f"Measured on: {machine()}. " + "; ".join(f"{n} {v}" for n, v in versions()) + ".",
            "### What is to be reached\n\n" + "\n".join(_targets(measured)),
            "### Seconds, whole process\n\n" + "\n".join(_times(measured)),
            "### Peak memory of any process, and the size of the file\n\n"
            + "\n".join(_memory(measured)),
            "### Other programs\n\n" + "\n".join(_peers(measured)),
            "### EPUB of 1,000 chapters\n\n" + "\n".join(_epubs(measured)),
            *_failures(measured),
        ]
    )


def _targets(measured: Measured) -> Iterator[str]:
    yield "| what | at most | measured | reached |"
    yield "| --- | ---: | ---: | --- |"
    for target in targets(measured):
        yield target.row


def _head(measured: Measured) -> Iterator[str]:
    yield "| | " + " | ".join(f"{one.pages} pages" for one in measured.sizes.values()) + " |"
    yield "| --- |" + " ---: |" * len(measured.sizes)


def _rows() -> Iterator[tuple[str, str]]:
    yield BARE, "bare WeasyPrint (B)"
    for state in STATES:
        yield state.name, state.what
    yield WATCH, "`octavo watch`: from the saved file to the PDF"


def _times(measured: Measured) -> Iterator[str]:
    yield from _head(measured)
    for key, what in _rows():
        cells = (_seconds(sized.times.get(key)) for sized in measured.sizes.values())
        yield f"| {what} | " + " | ".join(cells) + " |"
    yield ""
    runs = (f"{one.times[BARE].runs} at {one.pages} pages" for one in measured.sizes.values())
    yield "Medians of " + ", ".join(runs) + "."


def _seconds(median: Median | None) -> str:
    if median is None:
        return ""
    return "failed" if median.failure else f"{median.seconds:.2f}"


def _memory(measured: Measured) -> Iterator[str]:
    yield from _head(measured)
    sizes = measured.sizes.values()
    for key, what in (
        (BARE, "bare WeasyPrint, MiB"),
        *((s.name, f"{s.what}, MiB") for s in STATES),
    ):
        cells = (_rounded(sized.memory(key)) for sized in sizes)
        yield f"| {what} | " + " | ".join(cells) + " |"
    yield "| the one document’s file, MB | " + _files([one.bare_size for one in sizes])
    yield "| Octavo’s file, MB | " + _files([one.size for one in sizes])
    pages = ", ".join(f"{one.bare_pages} against {one.pages}" for one in sizes)
    yield f"\nPages of the one document, with its blanks, against Octavo’s: {pages}."


def _rounded(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


def _files(sizes: Sequence[int]) -> str:
    return " | ".join(f"{size / _MEGA:.2f}" for size in sizes) + " |"


def _peers(measured: Measured) -> Iterator[str]:
    yield "| program | book | seconds | runs | peak, MiB | pages | tagged |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for sized in measured.sizes.values():
        for peer in sized.peers:
            start = f"| {peer.name} | {sized.pages} pages |"
            took = peer.took
            if peer.missing:
                yield f"{start} not installed: {peer.missing} | | | | |"
            elif took.failure:
                yield f"{start} {_brief(took.failure)} | {took.runs} | | | |"
            else:
                memory, tags = took.memory / _MEBI, "yes" if peer.is_tagged else "no"
                yield (
                    f"{start} {took.seconds:.1f} | {took.runs} | {memory:.0f} | {peer.pages} "
                    f"| {tags} |"
                )


def _epubs(measured: Measured) -> Iterator[str]:
    if measured.epubs is None:
        yield "Not measured."
        return
    yield "| program | seconds | peak, MiB |"
    yield "| --- | ---: | ---: |"
    for name, median in zip(("Octavo", "Pandoc"), measured.epubs, strict=True):
        failed = _brief(median.failure)
        yield f"| {name} | {failed or f'{median.seconds:.1f}'} | {median.memory / _MEBI:.0f} |"


def _failures(measured: Measured) -> Iterator[str]:
    """Yield what went wrong, so that no gap is left unexplained."""
    rows = [row for sized in measured.sizes.values() for row in _failed(sized)]
    if rows:
        yield "### What failed\n\n" + "\n".join(rows)


def _failed(sized: Sized) -> Iterator[str]:
    for key, median in sized.times.items():
        if median.failure:
            yield f"- {dict(_rows())[key]}, {sized.pages} pages: {_brief(median.failure)}"


def _brief(failure: str) -> str:
    return failure.replace("|", "¦").replace("<", "‹").replace(">", "›")
