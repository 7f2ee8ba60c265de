"""Where the blocks of a publication stand on the pages of one PDF, and how that is written down.

All boxes are in points, in the coordinates of the finished PDF (from the lower left corner of the
trim upwards). Writers gather them, checks read them back beside the file that they belong to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from octavo.model.diagnostic import Span

Kind = Literal[
    "paragraph", "heading", "caption", "cell", "code", "item", "note", "image", "running", "margin"
]
Align = Literal["left", "center", "right"]


class Box(NamedTuple):
    """A rectangle, its edges in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Return how wide it is, in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return how high it is, in points."""
        return self.top - self.bottom

    def turned(self, height: float) -> Box:
        """Return where it comes to stand when its page of this height is set upright.

        The page's head comes to the left, as the press wants it.
        """
        return Box(height - self.top, self.left, height - self.bottom, self.right)

    def lying(self, height: float) -> Box:
        """Return where it stood before its page was set upright: ``turned`` undone."""
        return Box(self.bottom, height - self.right, self.top, height - self.left)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a block that holds lines or is a picture, on one page.

    ``block`` is the identifier of the block, ``span`` where it comes from in the manuscript.
    ``box`` is what its lines may fill. ``within`` names the figure, table or listing that
    it is a part of, ``align`` where its lines begin. ``element`` is a number that
    the pieces of one element have on all pages: a block may be made of several paragraphs.
    """

    block: str
    kind: Kind
    box: Box
    span: Span | None = None
    within: str = ""
    align: Align = "left"
    element: int = 0


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """One page: its label, the section that it is of, and what stands on it, in reading order.

    ``trim`` is the page as it will be cut, ``area`` the type area with the notes at its foot.
    ``is_blank``: nothing may be printed on it. ``is_turned``: the page was laid out on its side
    and set upright for the press, with all that is on it. ``may_be_short``: the author has
    allowed it (``.short-page``).
    """

    label: str
    section: str
    kind: str
    matter: str
    trim: Box
    area: Box
    is_blank: bool = False
    is_turned: bool = False
    may_be_short: bool = False
    fragments: tuple[Fragment, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """The pages of one PDF; ``for_press`` where it is made to be printed."""

    pages: tuple[PagePlaces, ...]
    for_press: bool = False


def written(places: Places, checksum: str) -> str:
    """Return places as JSON, with the checksum of the file that they belong to."""
    pages = [
        {
            "label": page.label,
            "section": page.section,
            "kind": page.kind,
            "matter": page.matter,
            "trim": page.trim,
            "area": page.area,
            "blank": page.is_blank,
            "turned": page.is_turned,
            "short": page.may_be_short,
            "fragments": [
                (
                    *(one.block, one.kind, one.box, str(one.span or "")),
                    *(one.within, one.align, one.element),
                )
                for one in page.fragments
            ],
        }
        for page in places.pages
    ]
    record = {"sha256": checksum, "press": places.for_press, "pages": pages}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_back(text: str, checksum: str) -> Places | None:
    """Return places from JSON; None where they are those of another file or cannot be read."""
    try:
        record = json.loads(text)
        if record["sha256"] != checksum:
            return None
        return Places(tuple(_page(page) for page in record["pages"]), bool(record["press"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _page(page: dict[str, Any]) -> PagePlaces:
    return PagePlaces(
        label=str(page["label"]),
        section=str(page["section"]),
        kind=str(page["kind"]),
        matter=str(page["matter"]),
        trim=Box(*page["trim"]),
        area=Box(*page["area"]),
        is_blank=bool(page["blank"]),
        is_turned=bool(page["turned"]),
        may_be_short=bool(page["short"]),
        fragments=tuple(_fragment(*fragment) for fragment in page["fragments"]),
    )


def _fragment(
    block: str, kind: Kind, box: list[float], place: str, within: str, align: Align, element: int
) -> Fragment:
    if kind not in get_args(Kind) or align not in get_args(Align):
        raise ValueError(kind)
    return Fragment(block, kind, Box(*box), span_of(place), within, align, element)


def span_of(place: str) -> Span | None:
    """Return the span that ``path:line:column`` names; None for no place."""
    if not place:
        return None
    path, line, column = place.rsplit(":", 2)
    return Span(path, int(line), int(column))
