"""Laid-out sections as bytes, to be kept between builds, and back.

Facts are JSON, checked as they are read: whoever can write into a publication's folder can write
into its cache.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from octavo.writers.pdf.overlay import Overlay
from octavo.writers.pdf.sectionpages import SectionPages

_LENGTH = 8


def written(pages: SectionPages) -> bytes:
    """Return a section as bytes, without its fonts, which many have in common."""
    overlay = pages.overlay
    bare = replace(
        pages,
        deflated=b"",
        overlay=replace(overlay, data=b"") if overlay else None,
        fonts={},
    )
    facts = _adapter().dump_json(bare)
    lengths = (len(facts), len(pages.deflated))
    head = b"".join(length.to_bytes(_LENGTH, "big") for length in lengths)
    return head + facts + pages.deflated + (overlay.data if overlay else b"")


def read_back(data: bytes) -> SectionPages | None:
    """Return the section that was written; None where it cannot be read."""
    begin = 2 * _LENGTH
    facts = begin + int.from_bytes(data[:_LENGTH], "big")
    file = facts + int.from_bytes(data[_LENGTH:begin], "big")
    try:
        bare = _adapter().validate_json(data[begin:facts])
    except ValidationError:
        return None
    overlay: Overlay | None = replace(bare.overlay, data=data[file:]) if bare.overlay else None
    return replace(bare, deflated=data[facts:file], overlay=overlay)


@cache
def _adapter() -> TypeAdapter[SectionPages]:
    return TypeAdapter(SectionPages)
