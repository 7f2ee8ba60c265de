# ruff: noqa: E501  (a phrase is quoted whole, so that it can be searched for)
"""Numbers that our texts state in words or digits of their own, and what each rests on.

Most numbers in the texts are values that stand in ``facts.yaml``. A few are typed: in captions and
alternative texts of charts, in names (“the twelve”), and beside the name of an organisation.
"""

from __future__ import annotations

import re

_SEATS = "n FROM boards WHERE name LIKE '{}%'"
_OF = "affected, n FROM boards WHERE name = '{}'"
_CHAIN = "evaluation AND reports AND complaints AND sanctions"

# The file, a phrase in it, and the question in SQL whose answers are the numbers of the phrase in
# their order; years in a phrase do not count.
CLAIMS: list[tuple[str, str, str]] = [
    ("report/01-summary.md", "A half circle of 515 marks", "sum(n) FROM boards"),
    (
        "report/01-summary.md",
        "245 industry, 186 civil society, 48 government, 24 other, and a single row of 12 diamonds",
        "sum(industry), sum(civil), sum(government), sum(other), sum(affected) FROM boards",
    ),
    ("report/03-who-sits.md", "subtitle: 515 seats on 39 boards", "sum(n), count(*) FROM boards"),
    (
        "report/03-who-sits.md",
        "have 12 seats, on five boards",
        "sum(affected), sum(affected > 0) FROM boards",
    ),
    (
        "report/03-who-sits.md",
        "Twelve seats on five boards",
        "sum(affected), sum(affected > 0) FROM boards",
    ),
    ("report/03-who-sits.md", "The longest, with 47, is the Voluntary", "max(n) FROM boards"),
    ("report/03-who-sits.md", "A seat on a board of four is a quarter of it", "min(n) FROM boards"),
    ("report/03-who-sits.md", "a seat on a board of 47 is", "max(n) FROM boards"),
    (
        "report/03-who-sits.md",
        "the Voluntary Principles on Security and Human Rights, with 47 seats",
        _SEATS.format("Voluntary Principles"),
    ),
    ("report/03-who-sits.md", "the UN Global Compact, with 30", _SEATS.format("UN Global")),
    (
        "report/03-who-sits.md",
        "whose six seats are recorded as five for civil society and one for others",
        "n, civil, other FROM boards WHERE name = 'Alliance for Water Stewardship'",
    ),
    (
        "report/03-who-sits.md",
        "Industry and civil society have five seats in six.",
        "round(6.0 * (sum(industry) + sum(civil)) / sum(n)), 6 FROM boards",
    ),
    ("report/04-standards.md", "The standards of 32 initiatives", "sum(law) FROM msis"),
    (
        "report/04-standards.md",
        "recorded for 36 of the 40 initiatives, public reports on members for 15",
        "sum(evaluation), count(*), sum(reports) FROM msis",
    ),
    (
        "report/04-standards.md",
        "Six bars, each out of 40 initiatives: third-party evaluation 36, reference to specific law 32, "
        "sanctions 32, input of affected people 22, external complaints process 18, public reports 15.",
        "6, count(*), sum(evaluation), sum(law), sum(sanctions), sum(input), sum(complaints), "
        "sum(reports) FROM msis",
    ),
    ("report/04-standards.md", "## Eight without", "count(*) FROM msis WHERE NOT law"),
    (
        "report/05-who-checks.md",
        "It is not recorded for four:",
        "count(*) FROM msis WHERE NOT evaluation",
    ),
    ("report/06-who-may-complain.md", "abstract: For 18 initiatives", "sum(complaints) FROM msis"),
    ("report/06-who-may-complain.md", "## Eighteen doors", "sum(complaints) FROM msis"),
    (
        "report/07-what-follows-a-breach.md",
        "recorded for 32 initiatives. For 11 they",
        f"sum(sanctions), sum({_CHAIN}) FROM msis",
    ),
    (
        "report/07-what-follows-a-breach.md",
        "complaints are recorded together for 11.",
        "sum(reports AND complaints) FROM msis",
    ),
    (
        "report/07-what-follows-a-breach.md",
        "evaluation with sanctions 30, evaluation with law 29, law with sanctions 27. Smallest: "
        "public reports with input 11, and with complaints 11.",
        "sum(evaluation AND sanctions), sum(evaluation AND law), sum(law AND sanctions), "
        "sum(reports AND input), sum(reports AND complaints) FROM msis",
    ),
    (
        "report/07-what-follows-a-breach.md",
        "Of 16 possible patterns nine occur.",
        "1 << 4, count(*) FROM (SELECT 1 FROM msis GROUP BY evaluation, reports, complaints, sanctions)",
    ),
    ("report/07-what-follows-a-breach.md", "## The eleven", f"sum({_CHAIN}) FROM msis"),
    (
        "report/07-what-follows-a-breach.md",
        "One name is on both lists",
        f"count(*) FROM msis WHERE {_CHAIN} AND affected",
    ),
    ("report/08-how-the-field-grew.md", "Most of the 40 initiatives", "count(*) FROM msis"),
    (
        "report/08-how-the-field-grew.md",
        "Most of the 39 initiatives whose year is known",
        "count(launched) FROM msis",
    ),
    (
        "report/08-how-the-field-grew.md",
        "1992 to 1996, 4 launches; 1997 to 2001, 10; 2002 to 2006, 13; 2007 to 2011, 10; 2012 to 2016, 2.",
        "sum(launched BETWEEN 1992 AND 1996), sum(launched BETWEEN 1997 AND 2001), "
        "sum(launched BETWEEN 2002 AND 2006), sum(launched BETWEEN 2007 AND 2011), "
        "sum(launched BETWEEN 2012 AND 2016) FROM msis",
    ),
    (
        "report/08-how-the-field-grew.md",
        "Seventeen of the 40 initiatives name agriculture, forestry and fishing, and 12 mining and energy.",
        "sum(field LIKE 'Agri%'), 40, sum(field LIKE 'Mining%') FROM fields",
    ),
    (
        "report/08-how-the-field-grew.md",
        "agriculture, forestry and fishing 17; mining and energy 12; consumer goods 7; all industry 4; "
        "industrials 4; consumer services 2; technology and telecommunications 1; utilities 1.",
        "sum(field LIKE 'Agri%'), sum(field LIKE 'Mining%'), sum(field = 'Consumer Goods'), "
        "sum(field = 'All Industry'), sum(field = 'Industrials'), sum(field = 'Consumer Services'), "
        "sum(field LIKE 'Tech%'), sum(field = 'Utilities') FROM fields",
    ),
    ("report/10-profiles.md", "each of the 40 initiatives", "count(*) FROM msis"),
    ("report/11-data.md", "the seats of all 40 initiatives", "count(*) FROM msis"),
    ("report/11-data.md", "The 39 published boards have 515 seats", "count(*), sum(n) FROM boards"),
    (
        "essays/01-a-seat-at-the-table.md",
        "abstract: Of 515 seats on the governing bodies of 39 initiatives",
        "sum(n), count(*) FROM boards",
    ),
    (
        "essays/01-a-seat-at-the-table.md",
        "Twelve seats on five boards were recorded",
        "sum(affected), sum(affected > 0) FROM boards",
    ),
    (
        "essays/01-a-seat-at-the-table.md",
        "Equitable Food Initiative 3 of 13",
        _OF.format("Equitable Food Initiative"),
    ),
    (
        "essays/01-a-seat-at-the-table.md",
        "Ethical Trading Initiative 4 of 18",
        _OF.format("Ethical Trading Initiative"),
    ),
    (
        "essays/01-a-seat-at-the-table.md",
        "Initiative for Responsible Mining Assurance 2 of 10",
        _OF.format("Initiative for Responsible Mining Assurance"),
    ),
    (
        "essays/01-a-seat-at-the-table.md",
        "Sustainable Forestry Initiative 2 of 17",
        _OF.format("Sustainable Forestry Initiative"),
    ),
    ("essays/01-a-seat-at-the-table.md", "UTZ Certified 1 of 10", _OF.format("UTZ Certified")),
    (
        "essays/02-what-a-standard-refers-to.md",
        "abstract: For 32 of 40 initiatives",
        "sum(law), count(*) FROM msis",
    ),
    ("essays/02-what-a-standard-refers-to.md", "## Thirty-two", "sum(law) FROM msis"),
    (
        "essays/02-what-a-standard-refers-to.md",
        "that are left, is 80.",
        "100 * sum(law) / 40 FROM msis",
    ),
    (
        "essays/03-who-inspects-and-who-pays.md",
        "abstract: For 36 of 40 initiatives",
        "sum(evaluation), count(*) FROM msis",
    ),
    (
        "essays/03-who-inspects-and-who-pays.md",
        "and for 15 that the reports",
        "sum(reports) FROM msis",
    ),
    (
        "essays/04-complaint-without-remedy.md",
        "abstract: For 18 of 40 initiatives",
        "sum(complaints), count(*) FROM msis",
    ),
    ("essays/04-complaint-without-remedy.md", "## Eighteen doors", "sum(complaints) FROM msis"),
    (
        "essays/06-worker-driven-programmes.md",
        "has three of its 13 seats recorded for affected people",
        _OF.format("Equitable Food Initiative"),
    ),
    (
        "essays/07-the-case-for-reform.md",
        "can be combined in 16 ways, and nine of these occur",
        "1 << 4, count(*) FROM (SELECT 1 FROM msis GROUP BY evaluation, reports, complaints, sanctions)",
    ),
    (
        "essays/07-the-case-for-reform.md",
        "All four are recorded for {{< var facts.chain.all >}}, and none for two",
        "4, count(*) FROM msis WHERE NOT (evaluation OR reports OR complaints OR sanctions)",
    ),
    (
        "essays/10-reading-a-database-of-promises.md",
        "can be learned from 40 rows",
        "count(*) FROM msis",
    ),
    ("essays/10-reading-a-database-of-promises.md", "a table of 40 rows", "count(*) FROM msis"),
    (
        "essays/10-reading-a-database-of-promises.md",
        "the Voluntary Principles on Security and Human Rights, with 47 seats",
        _SEATS.format("Voluntary Principles"),
    ),
    (
        "report/06-who-may-complain.md",
        "For the eleven others no seat",
        "count(*) FROM boards WHERE NOT input AND NOT complaints AND NOT affected",
    ),
    (
        "report/07-what-follows-a-breach.md",
        "For 11 initiatives evaluation, public reports",
        f"sum({_CHAIN}) FROM msis",
    ),
    (
        "report/03-who-sits.md",
        "Only two boards bring industry",
        "count(*) FROM boards WHERE industry AND civil AND government AND affected",
    ),
    (
        "report/07-what-follows-a-breach.md",
        "For two initiatives sanctions are recorded and evaluation is not",
        "count(*) FROM msis WHERE sanctions AND NOT evaluation",
    ),
    (
        "essays/11-afterword.md",
        "On four of the five boards where seats were recorded, direct input was recorded as well; "
        "a complaints process was recorded for two of the five.",
        "sum(input), count(*), sum(complaints), count(*) FROM boards WHERE affected",
    ),
    (
        "essays/11-afterword.md",
        "twelve of 515",
        "sum(affected), sum(n) FROM boards",
    ),
    (
        "essays/10-reading-a-database-of-promises.md",
        "sanctions are all recorded share one name",
        f"count(*) FROM msis WHERE {_CHAIN} AND affected",
    ),
]

# What others say, with its source beside it in the text; and what is no figure of the record.
SOURCED: list[tuple[str, str]] = [
    ("*", "*Twelve of 515*"),
    ("*", "more than 700 studies"),
    ("*", "have 700 studies"),
    ("report/02-the-record.md", "guide of 23 pages"),
    ("report/02-the-record.md", "of the then 45 answered"),
    ("report/02-the-record.md", "Two of the earlier 45"),
    ("report/03-who-sits.md", "six such boards of 44, that is 14 per cent"),
    (
        "report/05-who-checks.md",
        "41 of 45 initiatives that evaluate their members in any form, and 38 of these 41",
    ),
    ("report/05-who-checks.md", "258 people died"),
    ("report/05-who-checks.md", "112 died at Tazreen"),
    ("report/05-who-checks.md", "killed 1,134."),
    (
        "report/06-who-may-complain.md",
        "141 from 2009 to 2021, of which 108 were closed, 49 per cent",
    ),
    ("report/09-what-one-may-conclude.md", "Affected people have 2 per cent of the power"),
    ("report/09-what-one-may-conclude.md", "a study of 40 international initiatives"),
    ("essays/00-introduction.md", "what 45 of them said"),
    ("essays/02-what-a-standard-refers-to.md", "78 per cent of 45"),
    (
        "essays/03-who-inspects-and-who-pays.md",
        "45 initiatives: 41 evaluated their members, and 38 of these",
    ),
    ("essays/05-binding-agreements.md", "killed 1,134 people and severely injured more than 2,500"),
    ("essays/05-binding-agreements.md", "258 people had died"),
    ("essays/05-binding-agreements.md", "112 at Tazreen"),
    ("essays/10-reading-a-database-of-promises.md", "ten of the 45 answered"),
]

# Values, addresses, attributes that are measures, dates, places in works, numbers of list items,
# and the number of the licence.
NOT_FIGURES = re.compile(
    r"\{\{<.*?>\}\}|<https?://[^>]*>|\]\([^)]*\)|\b(?:width|tbl-colwidths)=\"?[^\s\"}]*\"?|\d{4}-\d\d-\d\d|"
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b|Principles? \d+(?: to \d+)?|^\d\. |CC BY 4\.0|Attribution 4\.0|"
    r"@[\w-]+|\{#[\w-]+|\^[\w-]+",
    re.MULTILINE,
)
