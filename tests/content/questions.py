"""What each figure in ``facts.yaml`` is, asked in SQL."""

from __future__ import annotations

from tests.content.record import FEATURES, GROUPS

_ALL = "n FROM boards ORDER BY n"
_REST = "FROM (SELECT * FROM boards ORDER BY n LIMIT 37)"
_PERIODS = {"1992": 1996, "1997": 2001, "2002": 2006, "2007": 2011, "2012": 2016}


def _count(where: str, table: str = "msis") -> str:
    return f"count(*) FROM {table} WHERE {where}"


def _groups_present() -> str:
    return " + ".join(f"({column} > 0)" for column in GROUPS.values())


def questions() -> dict[tuple[str, ...], str]:
    """Return the question for every key."""
    asked: dict[tuple[str, ...], str] = {
        ("initiatives",): "count(*) FROM msis",
        ("boards",): "count(*) FROM boards",
        ("seats", "all"): "sum(n) FROM boards",
        ("seats", "two"): "sum(industry) + sum(civil) FROM boards",
        ("size", "least"): "min(n) FROM boards",
        ("size", "most"): "max(n) FROM boards",
        ("size", "middle"): f"n FROM (SELECT {_ALL}) LIMIT 1 OFFSET 19",
        ("more", "industry"): _count("industry > civil", "boards"),
        ("more", "civil-society"): _count("civil > industry", "boards"),
        ("more", "equal"): _count("civil = industry", "boards"),
        ("more", "industry-seats"): "sum(n) FROM boards WHERE industry > civil",
        ("more", "civil-society-seats"): "sum(n) FROM boards WHERE civil > industry",
        ("more", "equal-seats"): "sum(n) FROM boards WHERE civil = industry",
        ("majority", "industry"): _count("industry * 2 > n", "boards"),
        ("majority", "civil-society"): _count("civil * 2 > n", "boards"),
        ("majority", "none"): _count(
            "max(industry, civil, government, other, affected) * 2 <= n", "boards"
        ),
        ("government-largest",): _count(
            "government > max(industry, civil, other, affected)", "boards"
        ),
        ("kinds", "two"): _count(f"{_groups_present()} = 2", "boards"),
        ("kinds", "three"): _count(f"{_groups_present()} = 3", "boards"),
        ("kinds", "four"): _count(f"{_groups_present()} = 4", "boards"),
        ("two-groups-alone",): _count(
            "government = 0 AND other = 0 AND affected = 0 AND industry > 0", "boards"
        ),
        ("four-at-one-table",): _count("industry * civil * government * affected > 0", "boards"),
        ("without-two-largest", "boards"): f"count(*) {_REST}",
        ("without-two-largest", "all"): f"sum(n) {_REST}",
        ("without-two-largest", "industry"): f"sum(industry) {_REST}",
        ("without-two-largest", "civil-society"): f"sum(civil) {_REST}",
        ("without-two-largest", "affected"): f"sum(affected) {_REST}",
        ("without-two-largest", "gap"): f"sum(industry - civil) {_REST}",
        ("government-on-two",): "sum(government) FROM (SELECT government FROM boards "
        "ORDER BY government DESC LIMIT 2)",
        ("gap",): "sum(industry - civil) FROM boards",
        ("seats-for-one",): "round(1.0 * sum(n) / sum(affected)) FROM boards",
        ("doors", "both"): _count("affected > 0 AND input", "boards"),
        ("doors", "seat"): _count("affected > 0 AND NOT input", "boards"),
        ("doors", "input"): _count("affected = 0 AND input", "boards"),
        ("doors", "none"): _count("affected = 0 AND NOT input", "boards"),
        ("doors", "no-seat"): _count("affected = 0", "boards"),
        ("doors", "no-input"): _count("NOT input", "boards"),
        ("years", "known"): "count(launched) FROM msis",
        ("years", "first"): "min(launched) FROM msis",
        ("years", "last"): "max(launched) FROM msis",
        ("years", "middle"): "launched FROM (SELECT launched FROM msis WHERE launched > 0 "
        "ORDER BY launched) LIMIT 1 OFFSET 19",
        ("years", "before-2010"): _count("launched < 2010"),
        ("early", "all"): _count("launched <= 2001"),
        ("late", "all"): _count("launched > 2001"),
        ("sectors", "one"): _count("sector NOT LIKE '%;%' AND sector <> 'All Industry'"),
        ("sectors", "several"): _count("sector LIKE '%;%'"),
        ("sectors", "every"): _count("sector = 'All Industry'"),
        ("sectors", "agriculture"): _count("field LIKE 'Agriculture%'", "fields"),
        ("sectors", "mining"): _count("field LIKE 'Mining%'", "fields"),
        ("sectors", "consumer-goods"): _count("field = 'Consumer Goods'", "fields"),
    }
    for name, column in GROUPS.items():
        asked["seats", name] = f"sum({column}) FROM boards"
        asked["share", name] = f"round(100.0 * sum({column}) / sum(n), 1) FROM boards"
        asked["on-board", name] = _count(f"{column} > 0", "boards")
    for feature in FEATURES:
        asked["recorded", feature] = f"sum({feature}) FROM msis"
        asked["not-recorded", feature] = _count(f"{feature} = 0")
        asked["early", feature] = _count(f"{feature} AND launched <= 2001")
        asked["late", feature] = _count(f"{feature} AND launched > 2001")
    for first, last in _PERIODS.items():
        asked["period", first] = _count(f"launched BETWEEN {first} AND {last}")
    chain = "evaluation AND reports AND complaints AND sanctions"
    asked |= {
        ("chain", "all"): _count(chain),
        ("chain", "six"): _count(f"{chain} AND input AND law"),
        ("chain", "input"): _count(f"{chain} AND input"),
        ("chain", "seat"): _count(f"{chain} AND affected > 0"),
    }
    together = {
        "evaluation-reports": "evaluation AND reports",
        "evaluation-only": "evaluation AND NOT reports",
        "evaluation-sanctions": "evaluation AND sanctions",
        "sanctions-without-evaluation": "sanctions AND NOT evaluation",
        "complaints-sanctions": "complaints AND sanctions",
        "complaints-only": "complaints AND NOT sanctions",
        "sanctions-only": "sanctions AND NOT complaints",
        "input-complaints": "input AND complaints",
        "input-only": "input AND NOT complaints",
        "one-voice": "input <> complaints",
        "complaints-without-input": "complaints AND NOT input",
        "sanctions-inside": "sanctions AND NOT reports AND NOT complaints",
        "reports-without-evaluation": "reports AND NOT evaluation",
        "reports-without-sanctions": "reports AND NOT sanctions",
        "no-evaluation-no-reports": "NOT evaluation AND NOT reports",
        "no-complaints-no-sanctions": "NOT complaints AND NOT sanctions",
        "no-input-no-complaints": "NOT input AND NOT complaints",
    }
    asked |= {("together", name): _count(where) for name, where in together.items()}
    return asked
