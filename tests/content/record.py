"""The record once more, as a database: the figures are asked of it in SQL.

The texts take their numbers from ``content/data/facts.yaml``, which ``derive.py`` counts in Python,
and their tables and charts from Octavo and its chart engine. Here everything is counted in a third
way, from the columns of the source alone (totals that we computed are left out).
"""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

CONTENT = Path(__file__).resolve().parents[2] / "content"

SHORT = {
    "recorded_input_of_affected_populations": "input",
    "recorded_reference_to_specific_international_law": "law",
    "recorded_third_party_evaluations_required": "evaluation",
    "recorded_public_reports_required": "reports",
    "recorded_external_complaints_mechanism": "complaints",
    "recorded_sanctions": "sanctions",
    "board_industry": "industry",
    "board_civil_society": "civil",
    "board_government": "government",
    "board_other": "other",
    "board_affected": "affected",
}
FEATURES = ("input", "law", "evaluation", "reports", "complaints", "sanctions")
GROUPS = {
    "industry": "industry",
    "civil-society": "civil",
    "government": "government",
    "other": "other",
    "affected": "affected",
}


class Record:
    """The forty rows in a table ``msis`` with short names; ``boards`` are those with seats."""

    def __init__(self) -> None:
        with (CONTENT / "data" / "msis.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.database = sqlite3.connect(":memory:")
        columns = [*SHORT.values(), "name", "launched", "sector"]
        self.database.execute(f"CREATE TABLE msis ({', '.join(columns)})")
        for row in rows:
            values: list[object] = []
            for long, short in SHORT.items():
                cell = row[long]
                if short in FEATURES:
                    assert cell in ("recorded", "not recorded"), cell
                    values.append(int(cell == "recorded"))
                else:
                    values.append(int(cell) if cell else None)
            launched = int(row["launched"]) if row["launched"] else None
            values += [row["short_name"], launched, row["sector"]]
            marks = ", ".join("?" * len(values))
            self.database.execute(f"INSERT INTO msis VALUES ({marks})", values)
        self.database.execute(
            "CREATE VIEW boards AS SELECT *, industry + civil + government + other + affected AS n "
            "FROM msis WHERE industry IS NOT NULL"
        )
        self.database.execute(
            "CREATE VIEW fields AS WITH RECURSIVE split(name, field, rest) AS ("
            "SELECT name, '', sector || '; ' FROM msis UNION ALL "
            "SELECT name, substr(rest, 1, instr(rest, '; ') - 1), "
            "substr(rest, instr(rest, '; ') + 2) FROM split WHERE rest <> '') "
            "SELECT name, field FROM split WHERE field <> ''"
        )

    def number(self, question: str) -> float:
        """The one number that answers ``SELECT …``."""
        ((answer,),) = self.database.execute(f"SELECT {question}").fetchall()
        return float(answer)

    def rows(self, question: str) -> list[tuple[object, ...]]:
        return self.database.execute(f"SELECT {question}").fetchall()
