"""The files beside the manuscript: pictures, data, bibliography, glossary, configuration."""

from __future__ import annotations

import io
import json
import random

from tests.stress.plan import SPRINGS, Plan, spring
from tests.stress.words import ENGLISH, FIRST_NAMES, LAST_NAMES

WELLS = {"church": 100, "school": 65, "mill": 81, "bridge": 4, "quarry": 37}
GLOSSARY = {
    "board": "The people who *decide*; see [seat].",
    "seat": "A place at a board.",
    "audit": "A look at the books, and at the well.",
    "remedy": "What makes good what was done.",
}
ABBREVIATIONS = {
    "BWO": "Board of Water Officers",
    "NGW": "National Guild of Weavers",
    "ÉPO": "École des ponts ordinaires",
}
WORKS = tuple(f"work{number}" for number in range(1, 25))


def pictures(rng: random.Random) -> dict[str, bytes]:
    """Return small figures: SVG with words in it, PNG from Pillow."""
    from PIL import Image

    found: dict[str, bytes] = {}
    for number in range(1, 5):
        heights = [rng.randint(8, 60) for _ in range(6)]
        bars = "".join(
            f'<rect x="{20 + 30 * at}" y="{80 - height}" width="20" height="{height}"/>'
            f'<text x="{20 + 30 * at}" y="92" font-size="7">{rng.choice(ENGLISH)[:5]}</text>'
            for at, height in enumerate(heights)
        )
        found[f"bars-{number}.svg"] = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 {100 + 20 * number}" '
            f'font-family="Fira Sans" fill="#345">{bars}</svg>\n'
        ).encode()
        image = Image.new("RGB", (120, 40 + 20 * number))
        for x in range(image.width):
            for y in range(image.height):
                image.putpixel((x, y), (x * 2, 40 * number, y * 2))
        out = io.BytesIO()
        image.save(out, "PNG")
        found[f"field-{number}.png"] = out.getvalue()
    found["dot.svg"] = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
        b'<circle cx="5" cy="5" r="4"/></svg>\n'
    )
    return found


def bibliography(rng: random.Random) -> str:
    """Return the works cited, in CSL-JSON."""
    works: list[dict[str, object]] = []
    for key in WORKS:
        people = [
            {"family": rng.choice(LAST_NAMES), "given": rng.choice(FIRST_NAMES)}
            for _ in range(rng.randint(1, 3))
        ]
        title = " ".join(rng.choice(ENGLISH) for _ in range(rng.randint(2, 6))).capitalize()
        work: dict[str, object] = {
            "id": key,
            "type": rng.choice(["book", "article-journal", "webpage"]),
            "author": people,
            "title": title,
            "issued": {"date-parts": [[rng.randint(1950, 2025)]]},
        }
        if work["type"] == "article-journal":
            work |= {"container-title": "Journal of Stones", "volume": "4", "page": "3-17"}
        elif work["type"] == "book":
            work |= {"publisher": "Meadow and Sons", "publisher-place": "Málaga"}
        else:
            work |= {"URL": f"https://example.org/{key}"}
        works.append(work)
    return json.dumps(works, ensure_ascii=False, indent=1) + "\n"


def table(rng: random.Random) -> str:
    """Return rows of data for tables and charts."""
    rows = ["well,kind,days,share,opened"]
    rows += [
        f"{name},{rng.choice(['deep', 'shallow'])},{days},{days / 100:.2f},{1900 + days}-05-06"
        for name, days in WELLS.items()
    ]
    return "\n".join(rows) + "\n"


def springs(rng: random.Random) -> str:
    """Return rows of data for records; some cells are empty, some hold quotes or an address."""
    rows = ["name,first_seen,litres,days,site,keeper"]
    for number in range(SPRINGS):
        year = rng.choice(["", str(rng.randint(1700, 1999))])
        site = rng.choice(["", f"https://example.org/spring/{number}?of={SPRINGS}"])
        keeper = rng.choice(["", f'"{rng.choice(FIRST_NAMES)} ""the {rng.choice(ENGLISH)}"", BWO"'])
        litres, days = rng.randint(1, 20_000), rng.choice(["", str(rng.randint(1, 365))])
        rows.append(f"{spring(number)},{year},{litres},{days},{site},{keeper}")
    return "\n".join(rows) + "\n"


def texts(rng: random.Random, plan: Plan) -> dict[str, str]:
    """Return the files of text by their paths, without the chapters."""
    quoted = {key: json.dumps(text, ensure_ascii=False) for key, text in GLOSSARY.items()}
    return {
        "imprint.md": _IMPRINT,
        "octavo.yaml": configuration(plan),
        "bibliography.json": bibliography(rng),
        "data/wells.csv": table(rng),
        "data/springs.csv": springs(rng),
        "data/counted.yaml": "seats: 1240\nshare: 0.375\n",
        "glossary.yaml": "".join(f"{key}: {text}\n" for key, text in quoted.items()),
        "abbreviations.yaml": "".join(f"{key}: {text}\n" for key, text in ABBREVIATIONS.items()),
        "contributors.yaml": _CONTRIBUTORS,
    }


_IMPRINT = """\
This book was made by a machine from the seed of a random number, and means nothing.[^why]

It may be copied as anybody likes.

[^why]: It is there to be counted: every block of it must be found again in every edition.
"""

_CONTRIBUTORS = """\
almeida:
  name: Ada Almeida
  sort: Almeida, Ada
  affiliation: Institute of Quarries
  biography: Writes about stones, *and about nothing else*.
  url: https://example.org/almeida
grunwald:
  name: Jörg Grünwald
  role: editor
"""


def configuration(plan: Plan) -> str:
    """Return octavo.yaml."""
    return f"""\
publications:
  {plan.name}:
    title: The Stress Book
    subtitle: "Seed {plan.seed}, about {plan.words} words"
    authors:
      - {{name: Ada Almeida, role: aut}}
      - {{name: Jörg Grünwald, affiliation: Institute of Quarries}}
    date: 2026-03-01
    lang: en-GB
    publisher: Octavo
    description: A book that means nothing and holds every construct of the manuscript language.
    keywords: [tests, typesetting]
    license: CC0 1.0
    design: {plan.design}
    number-sections: true
    toc-depth: 3
    contents: [text]
    imprint: imprint.md
    contributors: contributors.yaml
    bibliography: bibliography.json
    references: {plan.references}
    notes: {plan.notes}
    numbering: {plan.numbering}
    variables: {{counted: data/counted.yaml, wells: data/wells.csv}}
    abbreviations: abbreviations.yaml
    glossary: glossary.yaml
    list-of-figures: true
    list-of-tables: true
"""
