"""Notes: what they hold, and where they are called."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from tests.stress.inlines import Inlines

NOTE_CARDS = (
    "plain", "plain", "plain", "plain", "plain", "inline", "inline", "two-paragraphs", "list",
    "ordered-list", "quote", "code", "twice", "pair", "pair-inline", "link", "long", "emphasis",
    "three-paragraphs", "nested", "table", "figure", "very-long", "formula", "citation", "callout",
    "definitions", "longest",
)  # fmt: skip
# Where a note is called in a place that the layout cannot break, it is not very long.
PLACED_NOTE_CARDS = tuple(
    card for card in NOTE_CARDS if card not in ("very-long", "longest", "nested")
)


class Notes(Inlines):
    """Writes notes; their bodies are kept until they are written down."""

    def note(self) -> str:
        """Return the call of a note and keep its body to be written down."""
        self.since_note = 0
        return self.note_of(self.deck.draw("notes", NOTE_CARDS))

    def note_of(self, card: str) -> str:
        body = self.bare_sentence() + " " + self.bare_sentence()
        match card:
            case "inline":
                return f"^[{body[:-1]} *{self.word()}*.]"
            case "pair":
                return self.note_of("plain") + self.note_of("two-paragraphs")
            case "pair-inline":
                return f"{self.note_of('plain')} {self.words(1, 2)}^[{self.bare_sentence()}]"
            case "twice":
                return self._twice(body)
            case "two-paragraphs":
                return self._defined([body, self.bare_sentence()])
            case "three-paragraphs":
                return self._defined([body, self.bare_sentence(), body[::-1].strip(".?! ")])
            case "list":
                items = "\n".join(f"- {self.bare_sentence()}" for _ in range(3))
                return self._defined([body, items, self.bare_sentence()])
            case "ordered-list":
                items = "\n".join(f"{at}. {self.words(2, 4)}" for at in (1, 2, 3))
                return self._defined([body, items])
            case "quote":
                return self._defined([body, f"> {self.bare_sentence()}"])
            case "code":
                return self._defined([body, f"```\n{self.word()} = {self.rng.randint(1, 9)}\n```"])
            case "link":
                return self._defined([f"{body} [{self.words(1, 3)}](@@any@@){{.with-page}}."])
            case "emphasis":
                self.in_note = True
                text = f"*{self.words(2, 4)}*, {self.inline()}. {body}"
                self.in_note = False
                return self._defined([text])
            case "long":
                pieces = [" ".join(self.bare_sentence() for _ in range(8)) for _ in range(2)]
                return self._defined(pieces)
            case "very-long":
                # Longer than the foot of a page can be on most pages.
                return self._defined(
                    [" ".join(self.bare_sentence() for _ in range(9)) for _ in range(4)]
                )
            case "longest":
                # Longer than a page: text and a list, in which it may have to be divided.
                pieces = [" ".join(self.bare_sentence() for _ in range(9)) for _ in range(7)]
                items = "\n".join(f"- {self.bare_sentence()}" for _ in range(9))
                code = "\n".join(f"{self.word()} = {at}" for at in range(9))
                return self._defined([*pieces, items, f"```\n{code}\n```", *reversed(pieces)])
            case "table":
                rows = "\n".join(f"| {self.word()} | {self.words(1, 3)} |" for _ in range(2))
                return self._defined([body, f"| {self.word()} | |\n| --- | --- |\n{rows}"])
            case "figure":
                alt = self.words(3, 6).capitalize()
                picture = f'![{self.words(2, 4)}](figures/dot.svg){{fig-alt="{alt}"}}'
                return self._defined([body, picture])
            case "nested":
                inner = self._defined([self.bare_sentence()])
                return self._defined([f"{body}{inner} {self.bare_sentence()}"])
            case "formula":
                return self._defined([body, "$$\nx = y + 1\n$$", self.bare_sentence()])
            case "citation":
                return self._defined([f"{body} {self.in_citation()}, {self.in_in_text()}."])
            case "callout":
                return self._defined([body, f"::: {{.callout-tip}}\n{self.bare_sentence()}\n:::"])
            case "definitions":
                return self._defined([body, f"{self.word()}\n:   {self.bare_sentence()}"])
            case _:
                return self._defined([body])

    def _twice(self, body: str) -> str:
        call = self._defined([body])
        return f"{call} {self.words(4, 8)}{call}"

    def _defined(self, blocks: Sequence[str]) -> str:
        label = f"n{self.count('note')}"
        first, *others = blocks
        lines = [f"[^{label}]: {first}"]
        lines += ["\n" + textwrap.indent(block, "    ") for block in others]
        self.bodies.append("\n".join(lines))
        return f"[^{label}]"

    def note_at(self, place: str) -> str:
        """Return a note's call if the deck says that one belongs in such a place."""
        if self.deck.draw(f"place {place}", ("yes", "yes", "no", "no", "no")) == "no":
            return ""
        return self.note_of(self.deck.draw("placed notes", PLACED_NOTE_CARDS))

    def flush_notes(self) -> None:
        """Write down the bodies of the notes called so far, as authors do after a section."""
        self.add(*self.bodies)
        self.bodies = []
