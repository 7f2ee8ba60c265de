"""Slips in attributes: what looks as if it meant something that Octavo knows."""

from __future__ import annotations

import re

from octavo.model.diagnostic import Place
from octavo.model.handles import HANDLES
from octavo.model.inlines import Attributes
from octavo.passes.parse.record import ChapterRecord
from octavo.passes.parse.slips import meant_by
from octavo.passes.parse.syntax.attributes import DATA_BLOCKS, why_unread

CALLOUT_KINDS = ("note", "tip", "important", "caution", "warning")
SPAN_CLASSES = ("index", "glossary", "smallcaps", "underline", "mark")
_CALLOUTS = tuple(f"callout-{kind}" for kind in CALLOUT_KINDS)
# Classes of the house theme that a slip would leave without effect.
_HOUSE = (
    *("column-margin", "pull-quote", "key-figure", "epigraph", "verse", "landscape", "full-bleed"),
    *("in-place", "no-hyphens", "page-break", *sorted(HANDLES)),
)
_CONDITIONAL = ("content-visible", "content-hidden")
_CONDITIONS = tuple(
    f"{word}-{fact}" for word in ("when", "unless") for fact in ("format", "edition", "lang")
)
# A language tag begins with a code of two or three letters (BCP 47).
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
# What editions can use; a number alone means pixels.
_LENGTH = re.compile(r"\d+|\d+(?:\.\d+)?(?:%|mm|cm|in|em|rem)")
_BRACES = re.compile(r"\s(\{[#.][\w][^{}]*)(\}?)\s*$")


def tell_slips(record: ChapterRecord, attributes: Attributes, place: Place) -> None:
    """Tell of a language that is none, and of conditions that no edition asks for."""
    lang = attributes.get("lang")
    if lang and not _LANGUAGE.fullmatch(lang):
        record.tell(
            "OCT244",
            f"“{lang}” is no language tag",
            place,
            "write a tag such as fr or en-GB, with a hyphen: {lang=fr}",
        )
    if not any(name in attributes.classes for name in _CONDITIONAL):
        return
    for key, _ in attributes.pairs:
        near = meant_by(key, _CONDITIONS)
        if key not in _CONDITIONS and (near or key.startswith(("when-", "unless-"))):
            record.tell(
                "OCT245",
                f"“{key}” is no condition; it is not asked",
                place,
                f"did you mean {near}?" if near else f"known are {', '.join(_CONDITIONS)}",
            )


def tell_division_slips(record: ChapterRecord, attributes: Attributes, place: Place) -> None:
    """Tell of slips in the attributes of a division, of which it may be a callout."""
    tell_slips(record, attributes, place)
    for name in attributes.classes:
        if name not in _HOUSE and (meant := meant_by(name, _HOUSE)):
            record.tell("OCT246", f"“.{name}” has no effect here", place, f"did you mean .{meant}?")
        near = meant_by(name, _CALLOUTS)
        if name not in _CALLOUTS and (near or name.startswith("callout-")):
            record.tell(
                "OCT246",
                f"“.{name}” is no kind of callout",
                place,
                f"did you mean .{near}?" if near else f"write one of .{', .'.join(_CALLOUTS)}",
                width=3,
            )


def tell_span_slips(record: ChapterRecord, attributes: Attributes, place: Place) -> None:
    """Tell of slips in the attributes of a span, whose class may be a known one."""
    tell_slips(record, attributes, place)
    for name in attributes.classes:
        if near := meant_by(name, SPAN_CLASSES):
            record.tell("OCT246", f"“.{name}” has no effect here", place, f"did you mean .{near}?")


def tell_size_slips(record: ChapterRecord, attributes: Attributes, place: Place) -> None:
    """Tell of a width or a height of an image that is no length."""
    for key in ("width", "height"):
        value = attributes.get(key)
        if value and not _LENGTH.fullmatch(value):
            record.tell(
                "OCT244",
                f"“{value}” is no {key}",
                place,
                f"write {key}=60%, a length as {key}=4cm, or a number of pixels without a unit",
            )


def tell_language_slips(record: ChapterRecord, language: str, place: Place) -> None:
    """Tell of a fence whose language is nearly that of a block of data."""
    near = data_block_meant(language)
    if near and near != language:
        message = f"“{language}” is no block of data; it is printed as a listing"
        record.tell("OCT246", message, place, f"did you mean {near}?", width=3)


def data_block_meant(language: str) -> str | None:
    """Return the block of data that a fence's language is, but for a slip of one letter."""
    return language if language in DATA_BLOCKS else meant_by(language, DATA_BLOCKS)


def tell_unread(record: ChapterRecord, place: Place, why: str, width: int = 1) -> None:
    """Tell that braces are printed as they stand."""
    record.tell("OCT247", "these braces are not read as attributes", place, why, width=width)


def braces_left_in(heading: str) -> tuple[int, str] | None:
    """Return where in a heading braces stand that were not read, and why; None without any."""
    match = _BRACES.search(heading)
    if match is None:
        return None
    return match.start(1), why_unread(match[1] + match[2])
