"""What stands in a line: emphasis, links, references, citations, formulas, terms, values."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from tests.stress.materials import ABBREVIATIONS, GLOSSARY, WELLS, WORKS
from tests.stress.plan import ascii_letters
from tests.stress.prose import Prose
from tests.stress.words import ACCENTED, CYRILLIC, GREEK, WORDS

INLINE_CARDS = (
    "emphasis", "strong", "both", "struck", "code", "hard-break", "entity", "escape", "quotes",
    "web", "autolink", "mail", "link", "link", "link", "page-link", "page-link", "page-link",
    "page-link",
    "lang", "span", "anchor", "html-script", "script", "kbd", "small", "abbr", "greek", "cyrillic",
    "accents", "soft-hyphen", "no-break", "inline-image", "html-link", "long-word", "dashes",
    "formula", "formula", "reference", "reference", "reference", "page-reference",
    "page-reference", "number-reference", "own-reference", "citation", "citation", "in-text",
    "year-citation", "citations", "index", "index", "index", "sub-entry", "hidden-entry", "see",
    "see-also", "range", "glossary", "glossary-term", "abbreviation", "abbreviation", "meta",
    "variable", "cell-value", "condition", "straight-quotes", "straight-dashes", "apostrophe",
)  # fmt: skip

FORMULAS = (
    r"x^2 + y^2 = z^2",
    r"\frac{a}{b}",
    r"\sqrt{1 + x}",
    r"\alpha_i \le \beta",
    r"n!",
    r"\sum_{i=1}^{n} i",
)
CONDITIONS = (
    'when-format="pdf"',
    'unless-format="pdf"',
    'when-edition="epub"',
    'when-format="epub"',
    'when-edition="screen,print"',
)


class Inlines(Prose):
    """Writes inline constructs."""

    def inline(self) -> str:
        card = self.deck.draw("inlines", INLINE_CARDS)
        make: Callable[[], str] = getattr(self, "in_" + card.replace("-", "_"))
        return make()

    def some(self) -> str:
        return self.words(1, 3)

    # ------------------------------------------------------------ emphasis

    def in_emphasis(self) -> str:
        return self.choice(f"*{self.some()}*", f"_{self.some()}_")

    def in_strong(self) -> str:
        return f"**{self.some()}**"

    def in_both(self) -> str:
        return f"***{self.word()}* {self.some()}**"

    def in_struck(self) -> str:
        return f"~~{self.some()}~~"

    def in_code(self) -> str:
        return f"`{self.word()}_{self.word()}(<{self.rng.randint(1, 99)}>)`"

    def in_hard_break(self) -> str:
        return f"{self.some()}\\\n{self.words(2, 4)}"

    def in_html_script(self) -> str:
        name = self.choice("sup", "sub")
        return f"{self.word()}<{name}>{self.rng.randint(2, 9)}</{name}>"

    def in_script(self) -> str:
        mark = self.choice("^", "~")
        return f"{self.word()}{mark}{self.rng.randint(2, 99)}{mark}"

    def in_kbd(self) -> str:
        return f"<kbd>Ctrl</kbd>+<kbd>{self.rng.choice('ABCXYZ')}</kbd>"

    def in_small(self) -> str:
        return f"<small>{self.some()}</small>, <mark>{self.word()}</mark>"

    def in_abbr(self) -> str:
        return '<abbr title="square kilometre">sq. km</abbr>'

    def in_span(self) -> str:
        return f"[{self.some()} *{self.word()}*]{{.term}}"

    def in_condition(self) -> str:
        kind = self.choice("content-visible", "content-hidden")
        return f"[{self.some()}]{{.{kind} {self.rng.choice(CONDITIONS)}}}"

    # ---------------------------------------------------------- characters

    def in_entity(self) -> str:
        return f"{self.word()}&nbsp;&amp; {self.word()} &mdash; &copy;&#8239;{self.word()}"

    def in_escape(self) -> str:
        return (
            rf"\*{self.word()}\* \[{self.word()}\] \<{self.word()}\> 5 < 7 & 9 \$5 \@{self.word()}"
        )

    def in_quotes(self) -> str:
        return f"“{self.some()}” and ‘{self.word()}’, «{self.word()}»…"

    def in_straight_quotes(self) -> str:
        return f"\"{self.some()}\" ('{self.word()}', \"{self.word()} '{self.word()}'\")"

    def in_straight_dashes(self) -> str:
        return f"{self.some()} -- {self.word()}---{self.word()}, 3--9, {self.word()}..."

    def in_apostrophe(self) -> str:
        return f"{self.word()}'s {self.word()}"

    def in_dashes(self) -> str:
        low, high = self.rng.randint(2, 9), self.rng.randint(10, 99)
        return f"{self.word()}-{self.word()} – {low}–{high}"

    def in_accents(self) -> str:
        apart = unicodedata.normalize("NFD", self.rng.choice(ACCENTED))
        return f"{self.rng.choice(ACCENTED)} {apart}"

    def in_soft_hyphen(self) -> str:
        return f"{self.word()}\u00ad{self.word()}\u00ad{self.word()}"

    def in_no_break(self) -> str:
        numbers = self.rng.randint(2, 99), self.rng.randint(2, 9)
        return f"{numbers[0]}\u00a0{self.word()}, {numbers[1]}\u202f%"

    def in_long_word(self) -> str:
        return "".join(self.word() for _ in range(3))

    # ----------------------------------------------------------- languages

    def in_lang(self) -> str:
        other = self.rng.choice([code for code in WORDS if code != self.language])
        foreign = " ".join(self.rng.choice(WORDS[other]) for _ in range(3))
        return f"[{foreign}]{{lang={other}}}"

    def in_greek(self) -> str:
        return f"[{' '.join(self.rng.choice(GREEK) for _ in range(2))}]{{lang=el}}"

    def in_cyrillic(self) -> str:
        return f"[{' '.join(self.rng.choice(CYRILLIC) for _ in range(2))}]{{lang=ru}}"

    # --------------------------------------------------------------- links

    def in_web(self) -> str:
        return f"[{self.some()}](https://example.org/{ascii_letters(self.word())}?a=1&b=2)"

    def in_autolink(self) -> str:
        words = ascii_letters(self.word()), ascii_letters(self.word())
        return f"<https://example.org/{words[0]}/{words[1]}>"

    def in_mail(self) -> str:
        return f"[{self.some()}](mailto:{ascii_letters(self.word())}@example.org)"

    def in_link(self) -> str:
        return f"[{self.some()}](@@any@@)"

    def in_page_link(self) -> str:
        return f"[{self.some()}](@@any@@){{.with-page}}"

    def in_html_link(self) -> str:
        return f'<a href="https://example.org/{ascii_letters(self.word())}">{self.some()}</a>'

    def in_anchor(self) -> str:
        return f"[{self.some()}]{{#{self.label('at')}}}"

    def in_inline_image(self) -> str:
        return f"![{self.some()}](figures/dot.svg)"

    # ---------------------------------------------------------- references

    def in_reference(self) -> str:
        return "@@numbered@@"

    def in_page_reference(self) -> str:
        return "[@@numbered@@]{.with-page}"

    def in_number_reference(self) -> str:
        return f"{self.word()} [-@@numbered@@]"

    def in_own_reference(self) -> str:
        return f"[{self.word().capitalize()} @@numbered@@]"

    def work(self) -> str:
        return "@" + self.rng.choice(WORKS)

    def in_citation(self) -> str:
        return self.choice(
            f"[{self.work()}]",
            f"[{self.work()}, p. {self.rng.randint(2, 99)}]",
            f"[see {self.work()}, chap. {self.rng.randint(2, 9)}]",
        )

    def in_in_text(self) -> str:
        return self.choice(self.work(), f"{self.work()} [p. {self.rng.randint(2, 99)}]")

    def in_year_citation(self) -> str:
        return f"{self.word()} [-{self.work()}]"

    def in_citations(self) -> str:
        first, second = self.rng.sample(WORKS, 2)
        return f"[@{first}, pp. 3-7; see also @{second}]"

    # --------------------------------------------- index, glossary and values

    def head(self) -> str:
        """Return an entry of the index that a reader can be sent to."""
        return self.rng.choice(self.targets.heads)

    def terms(self, terms: Sequence[str]) -> str:
        """Return a sentence with these words of the index."""
        marked = [f"[{term}]{{.index}} {self.words(2, 5)}" for term in terms]
        return f"{self.words(1, 3).capitalize()}, {', '.join(marked)}."

    def in_index(self) -> str:
        word = self.word()
        self.targets.heads.append(word)
        return self.choice(f"[{word}]{{.index}}", f'[{self.some()}]{{.index entry="{word}"}}')

    def in_sub_entry(self) -> str:
        return f'[{self.some()}]{{.index entry="{self.head()}!{self.word()} {self.word()}"}}'

    def in_hidden_entry(self) -> str:
        return f'{self.word()}[]{{.index entry="{self.head()}"}}'

    def in_see(self) -> str:
        words = f"{self.word()} {self.word()} {self.number}-{self.count('see')}"
        return f'{self.word()}[]{{.index entry="{words}" see="{self.head()}"}}'

    def in_see_also(self) -> str:
        return f'[{self.some()}]{{.index entry="{self.head()}" see-also="{self.head()}"}}'

    def in_range(self) -> str:
        """Begin the range of an entry; a later paragraph ends it."""
        if self.in_note:
            # Notes are read after the text, and so would the range's beginning be.
            return self.in_index()
        entry = f"{self.word()} {self.number}-{self.count('range')}"
        self.open_ranges.append(entry)
        return f'{self.word()}[]{{.index entry="{entry}" range="begin"}}'

    def ends_of_ranges(self) -> str:
        """Return the ends of the ranges that have begun."""
        ends = [f'[]{{.index entry="{entry}" range="end"}}' for entry in self.open_ranges]
        self.open_ranges.clear()
        return "".join(ends)

    def in_glossary(self) -> str:
        return f"[{self.rng.choice(list(GLOSSARY))}]{{.glossary}}"

    def in_glossary_term(self) -> str:
        return f'[{self.some()}]{{.glossary term="{self.rng.choice(list(GLOSSARY))}"}}'

    def in_abbreviation(self) -> str:
        return self.rng.choice(list(ABBREVIATIONS))

    def in_formula(self) -> str:
        return f"${self.rng.choice(FORMULAS)}$"

    def in_meta(self) -> str:
        return self.choice("{{< meta title >}}", "{{< meta date >}}")

    def in_variable(self) -> str:
        return self.choice("{{< var counted.seats >}}", "{{< var counted.share >}}")

    def in_cell_value(self) -> str:
        return f"{{{{< var wells.{self.rng.choice(list(WELLS))}.days >}}}}"
