"""Draw the charts of this folder from ``../data/msis.csv``.

Run ``python draw.py``: it writes three SVG files beside itself, the same bytes every time.

The data come from the MSI Database (MSI Integrity and the Duke Human Rights Center at the Kenan
Institute for Ethics), CC BY 4.0, as recorded in 2016. Dots stand for seats; "recorded" is what the
data set means by it and nothing more (see ``../data/README.md``).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from xml.sax.saxutils import escape

HERE: Final = Path(__file__).resolve().parent
DATA: Final = HERE.parent / "data" / "msis.csv"

INK: Final = "#1d2430"
ACCENT: Final = "#8c2f1b"
MID: Final = "#5f7285"
LIGHT: Final = "#aeb9c4"
WHITE: Final = "#ffffff"

WIDTH: Final = 480.0

NAME_LIMIT: Final = 45
LINE: Final = 10.0

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Group:
    """One of the five groups that the record tells apart, and how its seats look."""

    column: str
    label: str
    fill: str
    stroke: str


GROUPS: Final = (
    Group("board_industry", "Industry", INK, INK),
    Group("board_civil_society", "Civil society", MID, MID),
    Group("board_government", "Government", LIGHT, INK),
    Group("board_other", "Other", WHITE, INK),
    Group("board_affected", "Affected people", ACCENT, ACCENT),
)
AFFECTED: Final = GROUPS[-1]
KEY_STARTS: Final = (6.0, 95.0, 200.0, 302.0, 374.0)


@dataclass(frozen=True)
class Initiative:
    """One row of the record."""

    name: str
    seats: tuple[int, ...] | None

    def seats_of(self, group: Group) -> int:
        """Seats of one group; nought where no composition is published."""
        return 0 if self.seats is None else self.seats[GROUPS.index(group)]


def read(path: Path) -> list[Initiative]:
    """Read the record, in alphabetical order of short name."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    initiatives = [
        Initiative(
            name=row["short_name"],
            seats=(
                tuple(int(row[group.column]) for group in GROUPS) if row[GROUPS[0].column] else None
            ),
        )
        for row in rows
    ]
    return sorted(initiatives, key=lambda initiative: initiative.name.casefold())


def number(value: float) -> str:
    """Write a coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text(
    x: float,
    y: float,
    content: str,
    *,
    size: float = 10.5,
    anchor: Anchor = "start",
    fill: str = INK,
    bold: bool = False,
) -> str:
    """Write a line of text with its baseline at ``y``."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" '
        f'text-anchor="{anchor}" fill="{fill}"{weight}>{escape(content)}</text>'
    )


def seat(group: Group, x: float, y: float, radius: float) -> str:
    """Draw one seat: a circle, or a slightly wider diamond for the people affected."""
    if group is AFFECTED:
        side = radius * 2.2 / math.sqrt(2)
        corner_x, corner_y = number(x - side / 2), number(y - side / 2)
        return (
            f'<rect x="{corner_x}" y="{corner_y}" width="{number(side)}" '
            f'height="{number(side)}" fill="{group.fill}" '
            f'transform="rotate(45 {number(x)} {number(y)})"/>'
        )
    width = radius * 0.28
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius - width / 2)}" '
        f'fill="{group.fill}" stroke="{group.stroke}" stroke-width="{number(width)}"/>'
    )


def key(y: float, words: Sequence[str]) -> list[str]:
    """Write the key on one line: for every group its mark and its words."""
    radius = 3.8
    marks: list[str] = []
    for group, x, entry in zip(GROUPS, KEY_STARTS, words, strict=True):
        marks.append(seat(group, x + radius, y - 3.4, radius))
        marks.append(text(x + 2 * radius + 5, y, entry, size=10))
    return marks


def page(title: str, height: float, marks: Iterable[str]) -> str:
    """Wrap marks as an SVG document."""
    size = f'width="{number(WIDTH)}" height="{number(height)}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {number(WIDTH)} {number(height)}" '
        f'font-family="Fira Sans, sans-serif">\n<title>{escape(title)}</title>\n'
    )
    return head + "\n".join(marks) + "\n</svg>\n"


def arc_places(count: int, inner: float, outer: float, rows: int) -> list[tuple[float, float]]:
    """Spread ``count`` places over concentric half circles, read from left to right.

    Returns the angle (from pi at the left to 0 at the right) and the radius of every place.
    """
    radii = [inner + (outer - inner) * row / (rows - 1) for row in range(rows)]
    whole = sum(radii)
    shares = [count * radius / whole for radius in radii]
    sizes = [math.floor(share) for share in shares]
    by_remainder = sorted(range(rows), key=lambda row: (sizes[row] - shares[row], row))
    for row in by_remainder[: count - sum(sizes)]:
        sizes[row] += 1
    places = [
        (math.pi * (1 - place / (size - 1)), radius)
        for radius, size in zip(radii, sizes, strict=True)
        for place in range(size)
    ]
    return sorted(places, key=lambda place: (-round(place[0], 9), place[1]))


def draw_seats(initiatives: Sequence[Initiative]) -> str:
    """Draw all seats of all boards as one half circle, group by group."""
    totals = [sum(item.seats_of(group) for item in initiatives) for group in GROUPS]
    boards = sum(item.seats is not None for item in initiatives)
    centre_x, centre_y, inner, outer, radius = 240.0, 206.0, 82.0, 196.0, 4.1
    places = arc_places(sum(totals), inner, outer, 12)
    owners = [group for group, total in zip(GROUPS, totals, strict=True) for _ in range(total)]
    marks = [
        seat(
            group,
            centre_x + distance * math.cos(angle),
            centre_y - distance * math.sin(angle),
            radius * 1.12 if group is AFFECTED else radius,
        )
        for group, (angle, distance) in zip(owners, places, strict=True)
    ]
    marks.append(
        text(centre_x, centre_y - 12, str(sum(totals)), size=34, anchor="middle", bold=True)
    )
    marks.append(text(centre_x, centre_y + 4, f"seats on {boards} boards", anchor="middle"))
    words = [f"{group.label} {total}" for group, total in zip(GROUPS, totals, strict=True)]
    marks += key(centre_y + 36, words)
    title = f"The {sum(totals)} seats of {boards} boards by group, as recorded in 2016"
    return page(title, centre_y + 46, marks)


def board_row(item: Initiative, y: float, *, left: float, step: float) -> list[str]:
    """Write an initiative's name and a mark for every seat, centred on ``y``."""
    marks: list[str] = []
    lines = split(item.name, NAME_LIMIT)
    first = y + 3.2 - (len(lines) - 1) * LINE / 2
    for index, words in enumerate(lines):
        marks.append(
            text(left - step * 0.45 - 6, first + index * LINE, words, size=9.4, anchor="end")
        )
    if item.seats is None:
        marks.append(text(left - 2, y + 3.2, "no composition published", size=9.4))
    owners = [group for group in GROUPS for _ in range(item.seats_of(group))]
    marks += [
        seat(group, left + place * step, y, step * 0.45) for place, group in enumerate(owners)
    ]
    return marks


def split(words: str, limit: int) -> list[str]:
    """Break a long name into two lines of about the same length."""
    if len(words) <= limit:
        return [words]
    spaces = [index for index, letter in enumerate(words) if letter == " "]
    middle = min(spaces, key=lambda index: abs(index - len(words) / 2))
    return [words[:middle], words[middle + 1 :]]


def draw_rows(
    initiatives: Sequence[Initiative], title: str, *, left: float, pitch: float, step: float
) -> str:
    """Draw the composition of some boards, a row for each."""
    marks = key(14, [group.label for group in GROUPS])
    y = 22.0
    for item in initiatives:
        height = pitch + LINE * (len(split(item.name, NAME_LIMIT)) - 1)
        marks += board_row(item, y + height / 2, left=left, step=step)
        y += height
    return page(title, y + 4, marks)


def draw_boards(initiatives: Sequence[Initiative]) -> str:
    """Draw the composition of every board, in alphabetical order."""
    boards = sum(item.seats is not None for item in initiatives)
    title = f"The seats of {boards} boards, one row for each, as recorded in 2016"
    return draw_rows(initiatives, title, left=218, pitch=14.2, step=5.5)


def draw_five(initiatives: Sequence[Initiative]) -> str:
    """Draw only the boards on which people affected have seats."""
    some = [item for item in initiatives if item.seats_of(AFFECTED)]
    title = f"The {len(some)} boards with seats for affected people, as recorded in 2016"
    return draw_rows(some, title, left=234, pitch=22, step=12.6)


def main() -> None:
    """Write every chart."""
    initiatives = read(DATA)
    charts = {
        "boards": draw_boards(initiatives),
        "five-boards": draw_five(initiatives),
        "seats": draw_seats(initiatives),
    }
    for name, svg in charts.items():
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
