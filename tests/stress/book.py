"""The whole book, and the links in it."""

from __future__ import annotations

import random
import re
from pathlib import Path

from tests.stress.chapter import Chapter
from tests.stress.materials import pictures, texts
from tests.stress.plan import Deck, Plan, Targets

_LINK = re.compile("@@(any|numbered)@@")


def write_stress_book(folder: Path, plan: Plan | None = None) -> Plan:
    """Write a publication into ``folder``: octavo.yaml, chapters, figures. Returns its plan."""
    plan = plan or Plan()
    rng = random.Random(plan.seed)
    manuscript = folder / "text"
    (manuscript / "figures").mkdir(parents=True, exist_ok=True)
    for name, data in pictures(rng).items():
        (manuscript / "figures" / name).write_bytes(data)
    for name, text in texts(rng, plan).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    targets = Targets(heads=["stones", "water"])
    chapters: dict[str, str] = {}
    deck = Deck(rng)
    for number in range(1, plan.chapters + 1):
        language = {4: "fr", 7: "es"}.get(number % 10, "en")
        chapter = Chapter(rng, deck, number, language, plan, targets)
        chapters[chapter.file] = chapter.write(plan.words // plan.chapters)
    for file, text in chapters.items():
        (manuscript / file).write_text(_with_links(text, file, targets, rng), encoding="utf-8")
    return plan


def _with_links(text: str, file: str, targets: Targets, rng: random.Random) -> str:
    """Give every link and cross-reference its target, once all targets are known."""

    def target(match: re.Match[str]) -> str:
        if match[1] == "numbered":
            return "@" + rng.choice(targets.numbered)
        return _address(file, targets, rng)

    return _LINK.sub(target, text)


def _address(file: str, targets: Targets, rng: random.Random) -> str:
    """Return an address in one of the spellings that authors use."""
    kind = rng.random()
    if kind < 0.02:
        return "../imprint.md"
    if kind < 0.15:
        return rng.choice(targets.files)
    if kind < 0.35 and targets.sections:
        other, slug = rng.choice(targets.sections)
        return f"#{slug}" if other == file else f"{other}#{slug}"
    if not targets.labels:
        return targets.files[-1]
    other, identifier = rng.choice(targets.labels)
    return f"#{identifier}" if rng.random() < 0.5 else f"{other}#{identifier}"
