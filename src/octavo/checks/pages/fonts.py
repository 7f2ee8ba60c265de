"""Fonts that the file does not carry with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from octavo.checks.pages.finding import Finding, finding
from octavo.checks.pages.setting import SetPage
from octavo.model.places import Fragment

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
# The others are drawn in the file itself (Type 3), or made up of one of these (Type 0).
_WITH_PROGRAM = frozenset({"/Type1", "/MMType1", "/TrueType", "/CIDFontType0", "/CIDFontType2"})


def fonts_not_embedded(place: Path, pages: Sequence[SetPage]) -> Iterator[Finding]:
    """Tell of fonts that are not embedded, each where it is used first (OCT527)."""
    for name in _missing(place):
        page, fragment = _first_use(pages, name)
        yield finding(
            "OCT527",
            page,
            fragment,
            f"is set in {name.rpartition('+')[2]}, which is not embedded in the file",
            "build it again; what changed the file afterwards must not take its fonts out",
        )


def _missing(place: Path) -> list[str]:
    import pikepdf

    with pikepdf.open(place) as pdf:
        names = {
            str(one.get("/BaseFont", "/a font without a name"))[1:]
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and _lacks_program(one)
        }
    return sorted(names)


def _lacks_program(one: Any) -> bool:  # noqa: ANN401
    if str(one.get("/Type", "")) != "/Font" or str(one.get("/Subtype", "")) not in _WITH_PROGRAM:
        return False
    descriptor = one.get("/FontDescriptor")
    return descriptor is None or not any(key in descriptor for key in _PROGRAMS)


def _first_use(pages: Sequence[SetPage], name: str) -> tuple[SetPage, Fragment | None]:
    for page in pages:
        for printed in page.fragments:
            if any(run.font == name for line in printed.lines for run in line.runs):
                return page, printed.fragment
    return pages[0], None
