"""Notes: numbered in the order of their calls, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from octavo.model.book import Chapter, Note, NoteBody
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import NoteCall
from octavo.nearest import nearest
from octavo.passes.resolve.links import Place
from octavo.passes.resolve.marks import Mark, Marks


def notes_of(place: Place, marks: Marks) -> tuple[dict[str, Note], list[Diagnostic]]:
    """Return the notes of a chapter by label, numbered in the order of their calls.

    ``marks`` are those of the chapter, the calls among them.
    """
    chapter = place.chapter
    bodies = {body.label: body for body in chapter.notes}
    diagnostics = [
        _undefined(
            chapter,
            reference.target,
            Span(chapter.source.path, *reference.place, width=len(reference.target) + 3),
        )
        for reference in chapter.note_calls
        if reference.target not in bodies
    ]
    calls = {label: _calls(inner) for label, inner in marks.notes}
    diagnostics += _circles(chapter, bodies, calls)
    notes: dict[str, Note] = {}
    for label in _labels_in_reading_order(_calls(marks.text), calls):
        body = bodies[label]
        notes[label] = Note(str(len(notes) + 1), place.identifiers[body.key], body)
    return notes, diagnostics


def _undefined(chapter: Chapter, label: str, span: Span) -> Diagnostic:
    known = [body.label for body in chapter.notes if not body.label.startswith("at ")]
    # A note that nothing calls is the one that was meant.
    near = nearest(label, chapter.uncalled) or nearest(label, known)
    hint = f"did you mean [^{near}]?" if near else f"write its body: [^{label}]: …"
    return diagnose("OCT220", f"the note [^{label}] is called and not defined", span, hint)


def _calls(marks: Iterable[Mark]) -> list[str]:
    """Return the labels of the notes that are called among some marks."""
    return [mark.label for mark in marks if isinstance(mark, NoteCall)]


def _circles(
    chapter: Chapter, bodies: Mapping[str, NoteBody], calls: Mapping[str, Sequence[str]]
) -> list[Diagnostic]:
    """Tell notes that call themselves, directly or through others."""
    found: list[Diagnostic] = []
    endless = _endless(calls)
    for label, body in bodies.items():
        if label not in endless:
            continue
        reached: set[str] = set()
        waiting = list(calls[label])
        while waiting:
            current = waiting.pop()
            if current in reached or current not in calls:
                continue
            reached.add(current)
            waiting += calls[current]
        if label in reached:
            span = Span(chapter.source.path, *body.place)
            found.append(
                diagnose(
                    "OCT223", f"the note [^{label}] calls itself", span, "take the call out of it"
                )
            )
    return found


def _endless(calls: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the labels from which calls lead into a circle: what is left without the ends."""
    callers: dict[str, list[str]] = {}
    left: dict[str, int] = {}
    for label, called in calls.items():
        inner = {one for one in called if one in calls}
        left[label] = len(inner)
        for one in inner:
            callers.setdefault(one, []).append(label)
    ends = [label for label, count in left.items() if not count]
    for end in ends:
        for caller in callers.get(end, ()):
            left[caller] -= 1
            if not left[caller]:
                ends.append(caller)
    return set(left).difference(ends)


def _labels_in_reading_order(
    called: Sequence[str], calls: Mapping[str, Sequence[str]]
) -> Iterable[str]:
    """Return the labels of the defined notes in the order in which the text calls them.

    ``called`` are the labels in the text; ``calls`` holds for each defined note the labels of
    those that it calls.
    """
    if not calls:
        return ()
    seen: dict[str, None] = {}
    waiting = [*reversed(called)]
    while waiting:
        label = waiting.pop()
        if label in seen or label not in calls:
            continue
        seen[label] = None
        waiting += reversed(calls[label])
    return seen
