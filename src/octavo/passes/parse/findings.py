"""What there is to tell about raw HTML."""

from __future__ import annotations

from octavo.model.diagnostic import Place
from octavo.passes.parse import html
from octavo.passes.parse.record import ChapterRecord


def tell_omitted(record: ChapterRecord, tag: html.Tag, place: Place) -> str:
    """Tell that an active element was removed; return the address that it showed, if any."""
    record.tell(
        "OCT230",
        f"<{tag.name}> was removed",
        place,
        "say in the text what it showed, or link to where it can be seen",
        width=len(tag.name) + 1,
    )
    pairs = dict(tag.attributes)
    return pairs.get("src") or pairs.get("data") or ""


def tell_unknown(record: ChapterRecord, tag: html.Tag, place: Place) -> None:
    """Tell that a tag is none of HTML's and is shown as characters."""
    if not tag.end:
        record.tell(
            "OCT231",
            f"{tag.source} is no HTML tag; it is shown as text",
            place,
            f"write \\{tag.source} or `{tag.source}` to say so, or remove it",
            width=len(tag.source),
        )


def tell_unclosed(record: ChapterRecord, name: str, place: Place) -> None:
    """Tell that an element was never closed."""
    record.tell("OCT231", f"<{name}> is never closed", place, f"add </{name}>", width=len(name) + 1)


def tell_stray(record: ChapterRecord, name: str, place: Place) -> None:
    """Tell that an end tag closes nothing."""
    record.tell("OCT231", f"</{name}> closes nothing", place, "remove it", width=len(name) + 2)
