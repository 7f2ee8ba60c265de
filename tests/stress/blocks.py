"""Blocks of text: paragraphs, headings, lists, quotations, listings."""

from __future__ import annotations

import textwrap

from tests.stress.notes import Notes
from tests.stress.plan import ascii_letters, ordinal, quoted, slug, wrapped

# A heading without an identifier is linked to by its slug.
HEADING_STYLES = ("id", "id", "id", "none", "unnumbered", "both")


class Blocks(Notes):
    """Writes blocks of text."""

    def picture(self) -> str:
        """Return the path of a picture."""
        kind = self.rng.choice(["bars-{}.svg", "field-{}.png"])
        return "figures/" + kind.format(self.rng.randint(1, 4))

    def block_paragraphs(self) -> None:
        for _ in range(self.rng.randint(2, 5)):
            self.add(self.paragraph())

    def block_wrapped(self) -> None:
        """Write paragraphs with lines of 78 characters, as many authors do."""
        for _ in range(self.rng.randint(1, 4)):
            self.add(wrapped(self.paragraph()))

    def block_short_lines(self) -> None:
        self.add("  \n".join(self.words(2, 5).capitalize() for _ in range(4)))
        self.add(self.paragraph())

    def block_heading(self) -> None:
        self.level = self.rng.choice([2, 2, min(self.level + 1, 4), min(self.level, 3)])
        title = f"{self.words(2, 4).capitalize()} {ordinal(self.count('section'))}"
        if self.rng.random() < 0.2:
            title += f" *{self.word()}*"
        style = self.deck.draw("headings", HEADING_STYLES)
        if style == "none":
            self.targets.sections.append((self.file, slug(title)))
            self.add(f"{'#' * self.level} {title}")
        else:
            identifier = "" if style == "unnumbered" else self.label("sec", numbered=True)
            attributes = {"id": f"#{identifier}", "both": f"#{identifier} .unnumbered"}.get(
                style, "-"
            )
            self.add(f"{'#' * self.level} {title} {{{attributes}}}")
        self.add(self.paragraph())

    def block_setext(self) -> None:
        self.level = 2
        title = f"{self.words(2, 4).capitalize()} {ordinal(self.count('section'))}"
        self.targets.sections.append((self.file, slug(title)))
        self.add(f"{title}\n{'-' * len(title)}", self.paragraph())

    def block_references(self) -> None:
        """Write links and images whose addresses stand elsewhere."""
        name = f"ref-{self.count('reference')}"
        self.add(
            f"{self.sentence()} [{self.words(1, 3)}][{name}], ![{self.word()}][{name}-image] "
            f'[{self.word()}](https://example.org/ "{self.words(2, 3)}").',
            f"[{name}]: @@any@@\n[{name}-image]: figures/dot.svg",
        )

    def block_full_list(self) -> None:
        """Write a list whose items hold everything that blocks can hold."""
        rows = "\n".join(f"| {self.word()} | {self.words(1, 3)} |" for _ in range(2))
        code = f"```\n{self.word()} < {self.word()}\n```"
        alt = self.words(2, 5)
        blocks = [
            self.sentence(),
            f"| {self.word()} | {self.word()} |\n|---|---|\n{rows}",
            code,
            quoted(self.sentence()),
            f'![{self.bare_sentence()}]({self.picture()}){{fig-alt="{alt}" width=40%}}',
        ]
        body = textwrap.indent("\n\n".join(blocks), "   ").lstrip()
        self.add(f"1) {body}\n\n2) {self.sentence()}", self.paragraph())

    def block_full_quote(self) -> None:
        """Write a quotation with a heading, a table and a figure."""
        identifier = self.label("sec", numbered=True)
        rows = f"| {self.word()} | {self.words(1, 3)}{self.note_at('cell')} |"
        self.add(
            quoted(
                f"{'#' * (self.level + 1)} {self.words(2, 4).capitalize()} {{#{identifier}}}\n\n"
                f"{self.sentences(1, 3)}\n\n"
                f"| {self.word()} | {self.word()} |\n|---|---|\n{rows}\n\n"
                f'![{self.bare_sentence()}]({self.picture()}){{fig-alt="{self.words(2, 5)}"}}'
            )
        )

    def block_quote(self) -> None:
        self.add(quoted(self.paragraph() + self.note_at("quote")))

    def block_nested_quote(self) -> None:
        inner = quoted(self.sentences(1, 3))
        self.add(
            quoted(f"{self.paragraph()}\n\n{inner}\n\n- {self.words(2, 5)}\n- {self.words(2, 5)}")
        )

    def block_tight_list(self) -> None:
        mark = self.rng.choice("-*+")
        items = [f"{mark} {self.sentence()}{self.note_at('list')}" for _ in range(4)]
        self.add("\n".join(items), self.paragraph())

    def block_loose_list(self) -> None:
        items = [
            f"- {self.sentences(1, 3)}\n\n  {self.sentences(1, 2)}"
            for _ in range(self.rng.randint(2, 4))
        ]
        self.add("\n\n".join(items), self.paragraph())

    def block_nested_list(self) -> None:
        items: list[str] = []
        for _ in range(3):
            items.append(f"- {self.sentence()}")
            items += [f"    - {self.words(2, 6)}" for _ in range(2)]
            items += [f"    {at}. {self.words(2, 6)}" for at in (1, 2)]
        self.add("\n".join(items), self.paragraph())

    def block_deep_list(self) -> None:
        lines = [f"{'  ' * depth}- {self.sentence()}" for depth in (0, 1, 2, 1, 0)]
        self.add("\n".join(lines), self.paragraph())

    def block_ordered_list(self) -> None:
        self.add(
            "\n".join(f"{at}. {self.sentence()}" for at in range(1, self.rng.randint(4, 12))),
            self.paragraph(),
        )

    def block_started_list(self) -> None:
        start = self.rng.choice([0, 4, 9, 98])
        body = [
            f"{number}. {self.sentence()}\n\n{' ' * max(4, len(f'{number}. '))}{self.sentence()}"
            for number in range(start, start + 3)
        ]
        self.add("\n\n".join(body), self.paragraph())

    def block_fence(self) -> None:
        lines = [
            f"def {ascii_letters(self.word())}({ascii_letters(self.word())}):",
            f"    return {self.rng.randint(1, 999)}  # <{self.word()}> & {self.words(2, 12)}",
            "",
            "\tif a < b && c > d: print('…')",
        ]
        info = self.choice("", "python", "python {{#{}}}", "{.python}")
        if "#" in info:
            info = info.format(self.label("lst"))
        self.add(f"```{info}\n" + "\n".join(lines * self.rng.randint(1, 5)) + "\n```")

    def block_indented(self) -> None:
        self.add(self.bare_sentence(), "\n".join(f"    {self.words(2, 6)}" for _ in range(3)))

    def block_rule(self) -> None:
        self.add("***", self.paragraph())

    def block_tasks(self) -> None:
        self.add("\n".join(f"- [{self.rng.choice(' xX')}] {self.sentence()}" for _ in range(4)))
        self.add(self.paragraph())

    def block_definitions(self) -> None:
        """Write a definition list: tight or loose, with several terms or definitions."""
        loose = self.choice("", "\n")
        items = [
            f"{self.words(1, 3).capitalize()} *{self.word()}*\n{loose}:   {self.sentence()}",
            f"{self.words(1, 2)}\n{loose}:   {self.sentence()}\n{loose}:   {self.sentence()}",
            f"{self.words(1, 2)}\n\n:   {self.sentence()}\n\n    {self.sentence()}",
        ]
        self.add("\n\n".join(items), self.paragraph())

    def block_ends(self) -> None:
        """Write a paragraph in which the ranges of the index end."""
        self.add(self.paragraph() + self.ends_of_ranges())
