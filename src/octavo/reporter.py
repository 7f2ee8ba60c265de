"""The reporter: diagnostics and progress, as an author sees them.

Diagnostics go to standard error, what a command produces to standard output. Progress is drawn
on a terminal only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.status import Status
from rich.text import Text

from octavo.model.diagnostic import Diagnostic, Severity, Span

if TYPE_CHECKING:  # pydantic, which stands behind it, takes long to load
    from octavo.model.rendition import Artefact

SourceLine = Callable[[Span], str | None]

_LONGEST_LINE = 100


class Reporter:
    """Prints for people; ``source_line`` gives the line of the manuscript that a span means."""

    def __init__(
        self, source_line: SourceLine, out: Console | None = None, err: Console | None = None
    ) -> None:
        """Print to standard output and standard error, or to consoles of a test."""
        self.source_line = source_line
        self.out = out or Console(highlight=False, soft_wrap=True)
        self.err = err or Console(stderr=True, highlight=False, soft_wrap=True)
        self._status: Status | None = None

    # ------------------------------------------------------------ progress

    def __enter__(self) -> Reporter:
        """Begin to draw progress, on a terminal."""
        if self.err.is_terminal:
            self._status = self.err.status("Reading")
            self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the progress away."""
        if self._status:
            self._status.stop()
            self._status = None

    def progress(self, text: str) -> None:
        """Say what is being done."""
        if self._status:
            self._status.update(Text(text))

    # ------------------------------------------------------------- results

    def say(self, text: str = "") -> None:
        """Print a line of a command's output."""
        self.out.print(Text(text))

    def artefact(self, artefact: Artefact, folder: str, seconds: float) -> None:
        """Print the line of an artefact: path, pages, size, time."""
        pages = f"{artefact.pages} pages" if artefact.pages else ""
        path = f"{folder}/{artefact.path}"
        self.say(f"{path:<32} {pages:>10} {size(artefact.size):>9} {seconds:>7.1f} s")

    def diagnostics(self, found: Iterable[Diagnostic]) -> None:
        """Print findings, each with its source line, a caret and what to do."""
        for diagnostic in found:
            self.err.print(self._diagnostic(diagnostic))

    def summary(self, found: Iterable[Diagnostic]) -> None:
        """Print how many errors and warnings there were, where there were any."""
        errors = sum(diagnostic.is_error for diagnostic in found)
        warnings = len(list(found)) - errors
        parts = [
            f"{count} {word}{'s' if count != 1 else ''}"
            for count, word in ((errors, "error"), (warnings, "warning"))
            if count
        ]
        if parts:
            self.err.print(Text(" and ".join(parts), style="bold"))

    def _diagnostic(self, diagnostic: Diagnostic) -> Text:
        style = "bold red" if diagnostic.severity is Severity.ERROR else "bold yellow"
        text = Text()
        if diagnostic.span:
            text.append(f"{diagnostic.span}: ", style="bold")
        text.append(f"{diagnostic.severity.value}[{diagnostic.code}]", style=style)
        text.append(f": {diagnostic.message}\n")
        if diagnostic.span:
            self._quote(text, diagnostic.span, style)
        for hint in diagnostic.hints:
            text.append("  help: ", style="bold cyan")
            text.append(hint + "\n")
        return text

    def _quote(self, text: Text, span: Span, style: str) -> None:
        """Add the line of the manuscript with a caret under the place."""
        line = self.source_line(span)
        if not line or not line.strip():
            return
        column = min(span.column, len(line) + 1)
        start = max(0, column - _LONGEST_LINE // 2) if len(line) > _LONGEST_LINE else 0
        shown = line[start : start + _LONGEST_LINE].replace("\t", " ")
        caret = column - 1 - start
        number = str(span.line)
        text.append(f"  {number} │ ", style="dim")
        text.append(shown + "\n")
        text.append(" " * (len(number) + 2) + " │ ", style="dim")
        width = max(1, min(span.width, len(shown) - caret))
        text.append(" " * _cells(shown[:caret]) + "^" * width + "\n", style=style)


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return Text(text).cell_len


def size(count: int) -> str:
    """Return a number of bytes for people."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"
