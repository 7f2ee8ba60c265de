"""The reporter: diagnostics and progress, as an author or a program sees them.

For people, diagnostics go to standard error and what a command produces to standard output;
for programs (``formats``) the findings are the output. Progress is drawn on a terminal only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.status import Status
from rich.text import Text

from octavo.model.diagnostic import Diagnostic, Severity, Span
from octavo.model.progress import Step
from octavo.reporter.excerpt import excerpt, printable

if TYPE_CHECKING:  # pydantic, which stands behind it, takes long to load
    from octavo.model.rendition import Artefact

# What one line of a manuscript is told of one kind: a paragraph on one line may hold thousands.
MAXIMUM_ON_A_LINE = 10

SourceLine = Callable[[Span], str | None]


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
            self._status.update(Text(printable(text)))

    def step(self, step: Step) -> None:
        """Say how far a publication is."""
        words = " ".join(filter(None, (step.publication, step.edition)))
        done = f", {step.sections} of {step.of} sections, {step.pages} pages" if step.of else ""
        self.progress(f"{words}: {step.name}{done}")

    # ------------------------------------------------------------- results

    def say(self, text: str = "") -> None:
        """Print a line of a command's output."""
        self.out.print(Text(printable(text)))

    def write(self, text: str) -> None:
        """Print what is meant for a program, as it is."""
        self.out.file.write(text)

    def artefact(self, artefact: Artefact, folder: str, seconds: float) -> None:
        """Print the line of an artefact: path, pages, size, time."""
        pages = f"{artefact.pages} pages" if artefact.pages else ""
        self.output(f"{folder}/{artefact.path}", pages, artefact.size, seconds)

    def output(self, path: str, pages: str, count: int, seconds: float | None) -> None:
        """Print the line of something that was made: path, pages, size in bytes, time.

        Without a time it is as it was.
        """
        time = f"{seconds:>7.1f} s" if seconds is not None else "unchanged"
        self.say(f"{path:<32} {pages:>10} {size(count):>9} {time:>9}")

    def diagnostics(self, found: Iterable[Diagnostic]) -> None:
        """Print findings, each with its source line, a caret and what to do.

        Of those of one code on one line the first are printed, and how many more there are.
        """
        findings = list(found)
        all_of = Counter(map(_line_of, findings))
        printed: Counter[tuple[str, str, int]] = Counter()
        for diagnostic in findings:
            line = _line_of(diagnostic)
            printed[line] += 1
            if diagnostic.span is None or printed[line] <= MAXIMUM_ON_A_LINE:
                self.err.print(self._diagnostic(diagnostic))
            elif printed[line] == all_of[line]:
                more = f"and {all_of[line] - MAXIMUM_ON_A_LINE} more of {line[0]} on this line\n"
                self.err.print(Text(f"{printable(line[1])}:{line[2]}: {more}"))

    def summary(self, found: Sequence[Diagnostic]) -> None:
        """Print how many errors and warnings there were, where there were any."""
        if words := counted(found):
            self.err.print(Text(words, style="bold"))

    def _diagnostic(self, diagnostic: Diagnostic) -> Text:
        style = "bold red" if diagnostic.severity is Severity.ERROR else "bold yellow"
        text = Text()
        if diagnostic.span:
            text.append(f"{printable(str(diagnostic.span))}: ", style="bold")
        text.append(f"{diagnostic.severity.value}[{diagnostic.code}]", style=style)
        text.append(f": {printable(diagnostic.message)}\n")
        if diagnostic.span:
            self._quote(text, diagnostic.span, style)
        for hint in diagnostic.hints:
            text.append("  help: ", style="bold cyan")
            text.append(printable(hint) + "\n")
        return text

    def _quote(self, text: Text, span: Span, style: str) -> None:
        """Add the line of the manuscript with a caret under the place."""
        line = self.source_line(span)
        if not line or not line.strip():
            return
        quoted = excerpt(line, span.column, span.width)
        number = str(span.line)
        text.append(f"  {number} │ ", style="dim")
        text.append(quoted.text + "\n")
        text.append(" " * (len(number) + 2) + " │ ", style="dim")
        text.append(" " * quoted.before + "^" * quoted.marked + "\n", style=style)


def _line_of(diagnostic: Diagnostic) -> tuple[str, str, int]:
    """Return the code of a finding with the file and the line that it stands on."""
    span = diagnostic.span or Span("")
    return diagnostic.code, span.path, span.line


def counted(found: Sequence[Diagnostic]) -> str:
    """Return “2 errors and 1 warning”; nothing where there is nothing."""
    errors = sum(diagnostic.is_error for diagnostic in found)
    return " and ".join(
        f"{count} {word}{'s' if count != 1 else ''}"
        for count, word in ((errors, "error"), (len(found) - errors, "warning"))
        if count
    )


def size(count: int) -> str:
    """Return a number of bytes for people."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"
