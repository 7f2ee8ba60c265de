"""Edits such as an author makes, one after the other, out of a seed."""

from __future__ import annotations

import random
import re
from pathlib import Path

from tests.stress.words import ENGLISH

# A paragraph of words alone: no mark in it leads anywhere, and nothing leads to it.
_PLAIN = re.compile(r"[A-Z][a-z ,\n]+[a-z]\.(?: [A-Z][a-z ,\n]+[a-z]\.)*")


def edit(folder: Path, rng: random.Random) -> str:
    """Change one file of the manuscript, and return what was done.

    A word is exchanged, or a paragraph is written, doubled or taken out.
    """
    paths = sorted(folder.rglob("text/*.md"))
    while True:
        path = rng.choice(paths)
        text = path.read_text(encoding="utf-8")
        pieces = text.split("\n\n")
        plain = [place for place, piece in enumerate(pieces) if _PLAIN.fullmatch(piece)]
        if plain:
            break
    place = rng.choice(plain)
    kind = rng.choice(("word", "word", "written", "doubled", "taken"))
    words = pieces[place].split(" ")
    match kind:
        case "word":
            inner = [at for at, word in enumerate(words[:-1]) if at and word.isalpha()]
            at = rng.choice(inner) if inner else 0
            words[at] = rng.choice(ENGLISH) if inner else words[at]
            pieces[place] = " ".join(words)
        case "written":
            new = " ".join(rng.choice(ENGLISH) for _ in range(rng.randrange(20, 160)))
            pieces.insert(place, new.capitalize() + ".")
        case "doubled":
            pieces.insert(place, f"Again. {pieces[place]}")
        case "taken":
            del pieces[place]
    path.write_text("\n\n".join(pieces), encoding="utf-8")
    return f"{kind} in {path.name}"
