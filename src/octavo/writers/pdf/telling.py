"""What was found while sections were laid out, as an author is told it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.writers.pdf.sectionpages import Findings


def misplaced_notes(
    findings: Findings, title: str, spans: Mapping[str, Span]
) -> Iterator[Diagnostic]:
    """Yield the notes that are lost (OCT404) or parted from their calls (OCT405)."""
    for note in findings.misplaced:
        yield diagnose(
            "OCT404" if note.is_lost else "OCT405",
            f"a note of “{title}” "
            + ("is lost on its page" if note.is_lost else "stands on another page than its call"),
            spans.get(note.note),
            "shorten it, or let the paragraph that calls it begin a page: {{< pagebreak >}}",
        )


def idle_handles(findings: Findings, spans: Mapping[str, Span]) -> Iterator[Diagnostic]:
    """Yield the handles in the manuscript that change no page any more (OCT407)."""
    for handle in findings.idle:
        said = " ".join(f".{name}" for name in handle.names)
        span = spans.get(handle.block)
        if span and (handle.line or handle.column):
            span = Span(span.path, handle.line, handle.column)
        yield diagnose(
            "OCT407",
            f"“{said}” changes nothing here any more",
            span,
            "take it out: the pages are the same without it",
        )


def engine_findings(found: Iterable[Findings], lost: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield what the engine said of any section, each message once (OCT402, OCT406).

    ``lost`` are the names of what links led to that is nowhere in the pages.
    """
    all_of = list(found)
    for message in dict.fromkeys(message for one in all_of for message in one.messages):
        yield diagnose("OCT402", message, None)
    for name in lost:
        yield diagnose("OCT402", f"a link leads to “#{name}”, which is on no page; its words stay")
    if any(one.is_left_alone for one in all_of):
        yield diagnose(
            "OCT406",
            f"justified text is set line by line: WeasyPrint {version('weasyprint')} is "
            "not the one that Octavo knows how to lead",
            None,
            "install the version that constraints.txt names, or a newer Octavo",
        )
