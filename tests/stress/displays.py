"""Tables, figures, charts and formulas."""

from __future__ import annotations

from tests.stress.blocks import Blocks
from tests.stress.inlines import FORMULAS
from tests.stress.plan import slug, spring

# Rows of a table that runs over four pages and more in either design.
LONGEST_TABLE = 120


class Displays(Blocks):
    """Writes what bears a number and a caption."""

    # --------------------------------------------------------------- tables

    def table_label(self, extra: str = "") -> str:
        identifier = self.label("tbl", numbered=True)
        origin = (
            f' source="{self.words(2, 4).capitalize()}, 2016"' if self.rng.random() < 0.3 else ""
        )
        note = self.note_at("table-caption")
        return f"{self.bare_sentence()}{note} {{#{identifier}{origin}{extra}}}"

    def rows(self, number: int, columns: int) -> list[str]:
        rows = []
        for at in range(number):
            cells = [self.words(1, 4) for _ in range(columns - 1)]
            cells.append(f"{self.rng.randint(1, 99999):,}")
            place = "first-cell" if at == 0 else "last-cell" if at == number - 1 else "cell"
            if place != "cell" or self.rng.random() < 0.15:
                cells[0] += self.note_at(place)
            if self.rng.random() < 0.1:
                cells[1] = f"**{self.word()}** `a|b`".replace("|", r"\|")
            elif self.rng.random() < 0.15:
                cells[1] = self.rich_cell()
            rows.append("| " + " | ".join(cells) + " |")
        return rows

    def rich_cell(self) -> str:
        card = self.deck.draw("cells", ("formula", "citation", "reference", "script", "index"))
        return {
            "formula": self.in_formula,
            "citation": self.in_citation,
            "reference": self.in_reference,
            "script": self.in_script,
            "index": self.in_index,
        }[card]()

    def head_row(self, columns: int) -> str:
        names = [self.word().capitalize() for _ in range(columns)]
        return "| " + " | ".join(names) + " |"

    def block_table(self) -> None:
        rows = [self.head_row(3), "| --- | --- | --- |", *self.rows(self.rng.randint(3, 7), 3)]
        self.add("\n".join(rows), f": {self.table_label()}", self.paragraph())

    def block_aligned_table(self) -> None:
        rows = [self.head_row(4), "| :-- | :-: | --- | --: |", *self.rows(5, 4)]
        self.add("\n".join(rows), f"Table: {self.table_label()}")

    def block_caption_before(self) -> None:
        rows = [self.head_row(3), "|:---|:---|---:|", *self.rows(4, 3)]
        self.add(f"Table: {self.table_label()}", "\n".join(rows), self.paragraph())

    def block_bare_table(self) -> None:
        lines = [f"{self.word()} | {self.word()}", "--- | ---"]
        self.add("\n".join([*lines, *(f"{self.word()} | {self.words(1, 9)}" for _ in range(3))]))

    def block_headless_table(self) -> None:
        self.add("\n".join(["| | |", "|---|---|", *self.rows(4, 2)]), self.paragraph())

    def block_long_table(self) -> None:
        """Write a table that runs over pages, in one chapter of three; the first over many."""
        is_first = "long table" not in self.targets.rare
        if not self.is_due("long table", 1):
            self.block_table()
            return
        length = LONGEST_TABLE if is_first else self.rng.randint(50, 90)
        rows = [self.head_row(4), "| --- | --- | --- | --: |", *self.rows(length, 4)]
        self.add("\n".join(rows), f": {self.table_label()}")

    # -------------------------------------------------------------- figures

    def figure(self, extra: str = "") -> None:
        identifier = self.label("fig", numbered=True)
        alt = self.words(4, 12).capitalize()
        caption = self.bare_sentence()
        if self.rng.random() < 0.4:
            caption += f" *{self.words(1, 3)}*, [{self.word()}](https://example.org/)."
        caption += self.note_at("caption")
        self.add(f'![{caption}]({self.picture()}){{#{identifier} fig-alt="{alt}"{extra}}}')

    def block_figure(self) -> None:
        self.figure()
        self.add(self.paragraph())

    def block_narrow_figure(self) -> None:
        self.figure(f" width={self.rng.choice([30, 45, 60])}% .quiet")

    def block_high_figure(self) -> None:
        self.figure(f" height={self.rng.choice(['3cm', '45mm', '12em'])}")

    def block_full_bleed_figure(self) -> None:
        """Write a picture from one edge of the paper to the other."""
        alt, number = self.words(4, 9).capitalize(), self.rng.randint(1, 4)
        identifier = self.label("fig", numbered=True)
        attributes = f'{{#{identifier} .full-bleed fig-alt="{alt}"}}'
        self.add(f"![{self.bare_sentence()}](figures/field-{number}.png){attributes}")
        self.add(self.paragraph())

    def block_figure_without_caption(self) -> None:
        self.add(f'![]({self.picture()}){{fig-alt="{self.words(4, 9).capitalize()}"}}')

    def block_credited_figure(self) -> None:
        credit = f"{self.word().capitalize()} {self.word().capitalize()}, CC BY 4.0"
        origin = f"{self.words(2, 4).capitalize()}, *{self.word()}*"
        self.figure(f' credit="{credit}" source="{origin}"')

    def block_panel(self) -> None:
        """Write pictures under one caption, one under the other or side by side."""
        identifier = self.label("fig", numbered=True)
        columns = self.choice("", " layout-ncol=2", " layout-ncol=3")
        pictures = [self.part_of_panel() for _ in range(self.rng.randint(2, 3))]
        opening = f"::: {{#{identifier}{columns}}}"
        self.add("\n\n".join([opening, *pictures, self.bare_sentence(), ":::"]))

    def part_of_panel(self) -> str:
        """Return a picture, with a label of its own or without."""
        own = f"#{self.label('fig', numbered=True)} " if self.rng.random() < 0.5 else ""
        caption = self.words(1, 3).capitalize()
        return f'![{caption}]({self.picture()}){{{own}fig-alt="{self.words(3, 6)}"}}'

    def block_table_notes(self) -> None:
        rows = [self.head_row(3), "| --- | --- | ---: |", *self.rows(4, 3)]
        notes = f"::: {{.table-notes}}\n{self.bare_sentence()}\n\n{self.bare_sentence()}\n:::"
        self.add("\n".join(rows), f": {self.table_label()}", notes)

    def block_landscape_table(self) -> None:
        """Write a wide table on a page of its own, in one chapter of three."""
        if not self.is_due("landscape", 2):
            self.block_aligned_table()
            return
        length = self.rng.choice([6, 12, 30])
        rows = [self.head_row(9), "|" + " --- |" * 9, *self.rows(length, 9)]
        self.add("\n".join(rows), f": {self.table_label(' .landscape')}", self.paragraph())

    def block_data_table(self) -> None:
        """Write a table that comes from a CSV file."""
        columns = self.choice(
            "[well, days, share]",
            "[well, {column: days, head: Days with water, total: sum}]",
            "[kind, {column: share, format: '0 %'}, {column: opened, head: First day}]",
        )
        text = f"data: ../data/wells.csv\ncolumns: {columns}\norder: -days\nfilter: days >= 4"
        self.add(f"```{{.csv-table}}\n{text}\n```", f": {self.table_label()}", self.paragraph())

    def block_records(self) -> None:
        """Write records that come from a CSV file, alike on the pages of one chapter."""
        identifier = self.label("div")
        most = self.rng.randint(2, 5)
        fields = self.choice(
            "[first_seen, litres, keeper, {column: site, head: More}]",
            "[{column: litres, format: '0.0'}, {head: Days, text: '{days} {{{litres}}}'}]",
            "[{head: Yield, text: '{litres} in {days} days', empty: not known}, site]",
        )
        if self.count("records") == 1:
            self.targets.sections.append((self.file, slug(spring(0))))
        text = (
            f"data: ../data/springs.csv\ntitle: name\nfields: {fields}\nlimit: {most}\nindex: true"
        )
        self.add(f"```{{.csv-records #{identifier}}}\n{text}\n```", self.paragraph())

    def block_chart(self) -> None:
        """Write a chart, in one chapter of three: drawing one takes long."""
        if not self.is_due("chart", 1):
            self.block_data_table()
            return
        identifier = self.label("fig", numbered=True)
        attributes = (
            f'#{identifier} fig-cap="{self.bare_sentence()}" fig-alt="{self.words(4, 9)}" '
            f'source="{self.words(2, 4).capitalize()}"'
        )
        self.add(f"```{{.vega-lite {attributes}}}\n{_CHART}```", self.paragraph())

    # ------------------------------------------------------------- formulas

    def block_formula(self) -> None:
        formula = self.rng.choice(FORMULAS)
        self.add(
            self.sentence(),
            self.choice(f"$$\n{formula}\n$$", f"$${formula}$$", f"$$ {formula}\n= y $$"),
        )

    def block_numbered_formula(self) -> None:
        identifier = self.label("eq", numbered=True)
        self.add(f"$$\n{self.rng.choice(FORMULAS)}\n$$ {{#{identifier}}}", self.paragraph())


_CHART = """\
data: {url: ../data/wells.csv}
mark: bar
encoding:
  x: {field: well, type: nominal, title: Well}
  y: {field: days, type: quantitative, title: Days with water}
"""
