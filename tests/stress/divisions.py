"""Divisions, callouts, conditions, and what authors write in HTML."""

from __future__ import annotations

from tests.stress.displays import Displays
from tests.stress.inlines import CONDITIONS

CALLOUTS = ("note", "tip", "important", "caution", "warning")


class Divisions(Displays):
    """Writes blocks around blocks."""

    def block_callout(self) -> None:
        kind = self.deck.draw("callouts", CALLOUTS)
        style = self.deck.draw("callout titles", ("none", "heading", "attribute"))
        title = self.words(2, 4).capitalize()
        attribute = f' title="{title}"' if style == "attribute" else ""
        heading = f"## {title}\n\n" if style == "heading" else ""
        body = self.sentences(1, 3) + self.note_at("callout")
        self.add(
            f"::: {{.callout-{kind}{attribute}}}\n{heading}{body}\n\n"
            f"- {self.words(2, 5)}\n- {self.words(2, 5)}\n:::",
            self.paragraph(),
        )

    def block_division(self) -> None:
        """Write divisions in each other."""
        inner = f"::: {{.inner lang=fr}}\n{self.sentence()}\n:::"
        self.add(
            f":::: {{#{self.label('div')} .outer}}\n{self.sentence()}{self.note_at('div')}\n\n"
            f"{inner}\n\n{self.sentence()}\n::::"
        )

    def block_epigraph(self) -> None:
        self.add(f"::: {{.epigraph}}\n> {self.bare_sentence()}\n\n{self.words(2, 3)}\n:::")

    def block_pull_quote(self) -> None:
        self.add(f"::: {{.pull-quote}}\n{self.bare_sentence()}\n:::", self.paragraph())

    def block_key_figure(self) -> None:
        number = f"{self.rng.randint(1, 99)} %"
        self.add(f"::: {{.key-figure}}\n{number}\n\n{self.bare_sentence()}\n:::")

    def block_condition(self) -> None:
        """Write blocks that some editions show and others do not."""
        kind = self.choice("content-visible", "content-hidden")
        condition = self.deck.draw("conditions", (*CONDITIONS, 'when-lang="fr"'))
        body = f"{self.sentence()}{self.note_at('condition')}\n\n- {self.sentence()}"
        self.add(f"::: {{.{kind} {condition}}}\n{body}\n:::", self.paragraph())

    # ----------------------------------------------------------------- HTML

    def block_html_div(self) -> None:
        identifier = self.label("box")
        first = self.sentence() + self.note_at("div")
        self.add(
            f'<div class="box" id="{identifier}">\n\n{first}\n\n'
            f"- {self.words(2, 4)}\n- {self.words(2, 4)}\n\n</div>"
        )

    def block_aside(self) -> None:
        self.add(f"<aside>\n<p>{self.words(4, 12)} <em>{self.word()}</em></p>\n</aside>")

    def block_html_quote(self) -> None:
        self.add(
            f"<blockquote>\n<p>{self.bare_sentence()}</p>\n"
            f"<p>{self.words(3, 6)}<br>{self.words(3, 6)}</p>\n</blockquote>"
        )

    def block_html_table(self) -> None:
        rows = "\n".join(
            f"<tr><th scope=row>{self.word()}</th><td>{self.words(1, 3)}<td>"
            f"{self.rng.randint(1, 99)}</tr>"
            for _ in range(3)
        )
        self.add(
            f"<table>\n<thead><tr><th>{self.word()}</th><th colspan=2>{self.word()}</th></tr>"
            f"</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        )

    def block_html_list(self) -> None:
        start = self.rng.choice(["", ' start="7"'])
        items = "\n".join(f"<li>{self.words(2, 6)}</li>" for _ in range(3))
        self.add(f"<ol{start}>\n{items}\n</ol>", f"<!-- {self.word()} -->")

    def block_details(self) -> None:
        self.add(
            f"<details>\n<summary>{self.words(2, 5)}</summary>\n\n{self.sentence()}\n\n</details>"
        )

    def block_html_definitions(self) -> None:
        rows = "\n".join(f"<dt>{self.word()}</dt>\n<dd>{self.words(3, 9)}</dd>" for _ in range(3))
        self.add(f"<dl>\n{rows}\n</dl>")
