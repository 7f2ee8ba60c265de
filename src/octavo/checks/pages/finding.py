"""What a check of pages has found."""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.checks.pages.setting import SetPage
from octavo.model.diagnostic import Span
from octavo.model.places import Fragment

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault on a page; ``what`` goes on after “page 12 of FILE”.

    ``index`` is the number of the page in its file, from 0: blanks make it differ between
    editions, so it does not count when findings are compared.
    """

    code: str
    label: str
    what: str
    hint: str
    span: Span | None = None
    index: int = field(default=0, compare=False)


def finding(code: str, page: SetPage, fragment: Fragment | None, what: str, hint: str) -> Finding:
    """Return a finding at a fragment of a page, or at the page where there is none."""
    span = fragment.span if fragment else None
    return Finding(code, page.places.label, what, hint, span, page.index)


def quoted(text: str) -> str:
    """Return the beginning of a text in quotation marks."""
    words = " ".join(text.replace("\u00ad", "").replace("\x02", "-").split())
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + '…'}”"


def millimetres(points: float) -> str:
    """Return a length in points as words."""
    return f"{points * 25.4 / 72:.1f} mm"
