"""What citeproc said, told at the entry or the style that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.passes.resolve.citations.bibliography import Work
from octavo.passes.resolve.citations.citeproc import Answer
from octavo.passes.resolve.citations.order import Order
from octavo.passes.resolve.citations.style import Style

_AT = re.compile(r"\(line (\d+), column (\d+)\):?\s*(.*)")
_IN_JSON = re.compile(r"Error in \$(?:\[0\])?([^:]*): (.*)", re.DOTALL)
_NOT_FOUND = re.compile(r"citation .* not found")
_NAME = re.compile(r"^Citeproc(?:Parse|XML)?Error: |^Citeproc: ")


def findings_of(
    answer: Answer, order: Order, style: Style | None, first: Span
) -> tuple[set[str], list[Diagnostic]]:
    """Return the keys of the works that could not be read, and what is to be told.

    ``first`` is where the first citation stands, for what is about no entry.
    """
    unread = {key for _number, key in answer.missing}
    found: dict[Diagnostic, None] = {}
    for number, key in answer.missing:
        found[
            _broken(order.works[number, key], order.before[number], answer.problems.get(number))
        ] = None
    for finding in (*_incomplete(answer, order), *_said(answer, style, first)):
        found[finding] = None
    return unread, list(found)


def _broken(work: Work, before: int, problem: str | None) -> Diagnostic:
    span, reason = work.span, ""
    if work.text.count("{") > work.text.count("}"):
        return diagnose(
            "OCT253",
            f"the entry “{work.key}” is never closed",
            span,
            "add the } that is missing: one at the end of each field, and one after the last",
        )
    if problem and (match := _AT.search(problem)):
        head = work.text[: work.text.find(work.key)].count("\n")
        line = max(int(match[1]) - before - 1, 0) + work.place.line - head
        last = work.place.line - head + work.text.count("\n")
        if line <= last:
            span = Span(work.path, line, int(match[2]))
        reason = match[3]
    elif problem and (match := _IN_JSON.match(problem)):
        reason = f"{match[1]} {match[2]}".strip()
    message = f"the entry “{work.key}” cannot be read"
    return diagnose(
        "OCT253",
        f"{message}: {' '.join(reason.split())[:120]}" if reason else message,
        span,
        "look for a brace, a comma or a quotation mark that is missing"
        if not work.text.startswith("{")
        else "compare it with an entry that can be read, or export it again",
    )


def _incomplete(answer: Answer, order: Order) -> Iterator[Diagnostic]:
    wanting = (
        (answer.untitled, "title", "add its title"),
        (answer.undated, "date", "add its year, or say that it has none: “n.d.”"),
    )
    for works, what, hint in wanting:
        for name in works:
            if name in order.works:
                work = order.works[name]
                message = f"the work “{work.key}” has no {what}"
                yield diagnose("OCT256", message, work.span, hint)


def _said(answer: Answer, style: Style | None, first: Span) -> Iterator[Diagnostic]:
    where = Span(style.path) if style else first
    if answer.failure:
        reason = " ".join(_NAME.sub("", answer.failure).split())[:200]
        if style:
            message = f"citeproc cannot use this citation style: {reason}"
            yield diagnose("OCT254", message, where, "take the style from zotero.org/styles anew")
        else:
            hint = "run octavo doctor; if it finds nothing, report this with the bibliography"
            yield diagnose("OCT255", f"citeproc did not set the citations: {reason}", where, hint)
    for warning in answer.warnings:
        if _NOT_FOUND.search(warning):
            continue  # told at the entry that cannot be read
        yield diagnose("OCT259", f"citeproc says: {_NAME.sub('', warning)}", where)
