"""Compute the figures that the texts print from ``msis.csv``.

Run ``python derive.py``: it writes ``facts.yaml`` and ``patterns.csv`` beside itself, the same
bytes every time. The texts name each figure by its place in these files, so that no number in
them is typed by hand. The figures are the editors', not those of the record's makers.
"""

from __future__ import annotations

import csv
import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent

GROUPS: Final = {
    "industry": "board_industry",
    "civil-society": "board_civil_society",
    "government": "board_government",
    "other": "board_other",
    "affected": "board_affected",
}
FEATURES: Final = {
    "input": "recorded_input_of_affected_populations",
    "law": "recorded_reference_to_specific_international_law",
    "evaluation": "recorded_third_party_evaluations_required",
    "reports": "recorded_public_reports_required",
    "complaints": "recorded_external_complaints_mechanism",
    "sanctions": "recorded_sanctions",
}
# The four features that make a chain from looking to acting.
CHAIN: Final = ("evaluation", "reports", "complaints", "sanctions")
PERIODS: Final = (1992, 1997, 2002, 2007, 2012)

Row = dict[str, str]
Facts = dict[str, int | float | str | dict[str, int | float]]


def read() -> list[Row]:
    """Return the rows of the record."""
    with (HERE / "msis.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seats(row: Row, group: str) -> int:
    """Return the seats of a group on a board."""
    return int(row[GROUPS[group]])


def is_recorded(row: Row, feature: str) -> bool:
    """Tell whether a feature is recorded."""
    return row[FEATURES[feature]] == "recorded"


def count(rows: Iterable[Row], condition: Callable[[Row], bool]) -> int:
    """Return for how many rows a condition holds."""
    return sum(map(condition, rows))


def board_facts(rows: list[Row]) -> Facts:
    """Return the figures about boards."""
    boards = [row for row in rows if row["board_all"]]
    sizes = [int(row["board_all"]) for row in boards]
    total = {group: sum(seats(row, group) for row in boards) for group in GROUPS}
    difference = [seats(row, "industry") - seats(row, "civil-society") for row in boards]
    pairs = list(zip(sizes, difference, strict=True))
    two_largest = sorted(boards, key=lambda row: int(row["board_all"]))[-2:]
    rest = {group: total[group] - sum(seats(row, group) for row in two_largest) for group in total}
    kinds = Counter(sum(seats(row, group) > 0 for group in GROUPS) for row in boards)
    return {
        "boards": len(boards),
        "seats": {"all": sum(sizes), **total, "two": total["industry"] + total["civil-society"]},
        "share": {group: round(100 * number / sum(sizes), 1) for group, number in total.items()},
        "on-board": {group: sum(seats(row, group) > 0 for row in boards) for group in GROUPS},
        "size": {"least": min(sizes), "most": max(sizes), "middle": int(statistics.median(sizes))},
        "more": {
            "industry": sum(one > 0 for one in difference),
            "civil-society": sum(one < 0 for one in difference),
            "equal": sum(one == 0 for one in difference),
            "industry-seats": sum(size for size, one in pairs if one > 0),
            "civil-society-seats": sum(size for size, one in pairs if one < 0),
            "equal-seats": sum(size for size, one in pairs if one == 0),
        },
        "majority": {
            **{
                group: sum(2 * seats(row, group) > int(row["board_all"]) for row in boards)
                for group in ("industry", "civil-society")
            },
            "none": count(
                boards,
                lambda row: all(2 * seats(row, group) <= int(row["board_all"]) for group in GROUPS),
            ),
        },
        "government-largest": count(
            boards,
            lambda row: all(
                seats(row, "government") > seats(row, group)
                for group in GROUPS
                if group != "government"
            ),
        ),
        "kinds": {"two": kinds[2], "three": kinds[3], "four": kinds[4]},
        "two-groups-alone": count(
            boards,
            lambda row: (
                seats(row, "industry") > 0
                and seats(row, "industry") + seats(row, "civil-society") == int(row["board_all"])
            ),
        ),
        "four-at-one-table": count(
            boards,
            lambda row: all(seats(row, group) for group in GROUPS if group != "other"),
        ),
        "without-two-largest": {
            "boards": len(boards) - 2,
            "all": sum(rest.values()),
            **{group: rest[group] for group in ("industry", "civil-society", "affected")},
            "gap": rest["industry"] - rest["civil-society"],
        },
        "government-on-two": sum(sorted(seats(row, "government") for row in boards)[-2:]),
        "gap": total["industry"] - total["civil-society"],
        "seats-for-one": round(sum(sizes) / total["affected"]),
        "doors": {
            "both": count(boards, lambda r: seats(r, "affected") > 0 and is_recorded(r, "input")),
            "seat": count(
                boards, lambda r: seats(r, "affected") > 0 and not is_recorded(r, "input")
            ),
            "input": count(boards, lambda r: seats(r, "affected") == 0 and is_recorded(r, "input")),
            "none": count(
                boards, lambda r: seats(r, "affected") == 0 and not is_recorded(r, "input")
            ),
            "no-seat": count(boards, lambda r: seats(r, "affected") == 0),
            "no-input": count(boards, lambda r: not is_recorded(r, "input")),
        },
    }


def feature_facts(rows: list[Row]) -> Facts:
    """Return the figures about features."""

    def both(*features: str) -> int:
        return count(rows, lambda row: all(is_recorded(row, one) for one in features))

    def only(there: str, *missing: str) -> int:
        return count(
            rows,
            lambda row: is_recorded(row, there) and not any(is_recorded(row, m) for m in missing),
        )

    recorded: dict[str, int | float] = {feature: both(feature) for feature in FEATURES}
    chain = [row for row in rows if all(is_recorded(row, feature) for feature in CHAIN)]
    return {
        "recorded": recorded,
        "not-recorded": {feature: len(rows) - number for feature, number in recorded.items()},
        "chain": {
            "all": len(chain),
            "six": count(chain, lambda row: all(is_recorded(row, one) for one in FEATURES)),
            "input": count(chain, lambda row: is_recorded(row, "input")),
            "seat": count(chain, lambda row: seats(row, "affected") > 0),
        },
        "together": {
            "evaluation-reports": both("evaluation", "reports"),
            "evaluation-only": only("evaluation", "reports"),
            "evaluation-sanctions": both("evaluation", "sanctions"),
            "sanctions-without-evaluation": only("sanctions", "evaluation"),
            "complaints-sanctions": both("complaints", "sanctions"),
            "complaints-only": only("complaints", "sanctions"),
            "sanctions-only": only("sanctions", "complaints"),
            "input-complaints": both("input", "complaints"),
            "input-only": only("input", "complaints"),
            "one-voice": only("input", "complaints") + only("complaints", "input"),
            "complaints-without-input": only("complaints", "input"),
            "sanctions-inside": only("sanctions", "reports", "complaints"),
            "reports-without-evaluation": only("reports", "evaluation"),
            "reports-without-sanctions": only("reports", "sanctions"),
            "no-evaluation-no-reports": count(
                rows, lambda r: not (is_recorded(r, "evaluation") or is_recorded(r, "reports"))
            ),
            "no-complaints-no-sanctions": count(
                rows, lambda r: not (is_recorded(r, "complaints") or is_recorded(r, "sanctions"))
            ),
            "no-input-no-complaints": count(
                rows, lambda r: not (is_recorded(r, "input") or is_recorded(r, "complaints"))
            ),
        },
    }


def field_facts(rows: list[Row]) -> Facts:
    """Return the figures about years and sectors."""
    years = [int(row["launched"]) for row in rows if row["launched"]]
    early = [row for row in rows if row["launched"] and int(row["launched"]) < 2002]
    late = [row for row in rows if row["launched"] and int(row["launched"]) >= 2002]
    sectors = Counter(sector for row in rows for sector in row["sector"].split("; "))
    return {
        "years": {
            "known": len(years),
            "first": min(years),
            "last": max(years),
            "middle": int(statistics.median(years)),
            "before-2010": sum(year < 2010 for year in years),
        },
        "period": {
            str(start): sum(start <= year < start + 5 for year in years) for start in PERIODS
        },
        "early": {
            "all": len(early),
            **{one: sum(is_recorded(row, one) for row in early) for one in FEATURES},
        },
        "late": {
            "all": len(late),
            **{one: sum(is_recorded(row, one) for row in late) for one in FEATURES},
        },
        "sectors": {
            "one": count(rows, lambda r: ";" not in r["sector"] and r["sector"] != "All Industry"),
            "several": count(rows, lambda row: ";" in row["sector"]),
            "every": count(rows, lambda row: row["sector"] == "All Industry"),
            "agriculture": sectors["Agriculture, Forestry and Fishing"],
            "mining": sectors["Mining and Energy"],
            "consumer-goods": sectors["Consumer Goods"],
        },
    }


def as_yaml(facts: Facts) -> str:
    """Return facts as YAML, at most two levels deep."""
    lines = ["# Written by derive.py from msis.csv; figures computed by the editors."]
    for key, value in facts.items():
        if isinstance(value, dict):
            lines.append(f"{key}:")
            lines += (f'  "{name}": {number}' for name, number in value.items())
        else:
            lines.append(f"{key}: {value}")
    return "\n".join(lines) + "\n"


def patterns(rows: list[Row]) -> list[list[str]]:
    """Return which of the four features of the chain are recorded together, and how often."""
    found = Counter(tuple(row[FEATURES[one]] for one in CHAIN) for row in rows)
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [[*pattern, str(number)] for pattern, number in ordered]


def main() -> None:
    """Write the two files."""
    rows = read()
    facts: Facts = {"initiatives": len(rows)}
    facts |= board_facts(rows) | feature_facts(rows) | field_facts(rows)
    (HERE / "facts.yaml").write_text(as_yaml(facts), encoding="utf-8")
    with (HERE / "patterns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*CHAIN, "initiatives"])
        writer.writerows(patterns(rows))


if __name__ == "__main__":
    main()
