"""A whole publication out of a seed: Markdown of any length with every construct of the language.

    python -m tests.stress FOLDER --words 60000 --seed 1

The same seed gives the same files on every machine: one ``random.Random``, no clock, no set whose
order could matter. The prose means nothing; its words are real and harmless. What it is made of
is decided by decks of cards: every construct is on a card, a card is not put back before all are
drawn, so that none is left out however short the book is.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ENGLISH = """
account acre advice agenda amber ample anchor answer apple april apron archive arrow article
autumn bakery balance banner barley basin basket beacon beech bench berry birch blanket blossom
border bottle branch bread bridge brook bucket builder bundle butter cabin calendar candle canvas
carpet castle cellar chair chalk chapel charter cherry chimney circle citizen clay clerk cliff
clover coast copper corner cottage council country courtyard cradle crane crew cupboard current
custom daily dairy daughter debate decade delta desk dialogue dinner distance doorway dozen drawer
editor effort elder elm engine entry envelope estuary evening evidence example fabric factory
farmer feather fellow fence ferry field figure finger fjord flint flood floor flour flower folder
footpath forest fountain fragment freight friend frontier fruit furnace gallery garden gate
gathering glacier glass granary granite grass gravel ground guest habit hammer handle harbour
harvest hazel heather hedge helper hillside history honey horizon household hundred hydrology
illustration index inland insight institution island ivory journal journey judgement juniper
keeper kettle kitchen knowledge ladder lantern larch leaflet ledger letter library lichen limestone
linen listener lobby machine maple marble margin market marsh meadow measure member memory meteor
midday mill minute mirror mixture monument moorland morning mountain museum narrow neighbour
nettle notebook number nursery oak oatmeal observation office orchard ordinary origin outcome
oven oyster packet paper parcel parish partner passage pasture pattern pavement peat pebble pencil
people pepper petition picture pillar pine pioneer plain planet plaster platform plough pocket
porch portrait postcard pottery practice principle printer province quarry quarter question quiet
rafter railway rainfall reader reason record region remedy report resin result ribbon ridge river
road robin roof rowan rubber saddle saffron sailor salmon sandstone scholar season secretary seed
sentence settlement shadow shelter shepherd shore signal silver slate sleeve snow soil spoon
spruce square stable staircase station steam stone story street summer sunlight surface survey
sycamore table tailor temple thatch theory thistle thread threshold timber towel tower traffic
transport traveller treaty tunnel turnip twilight valley vessel village vineyard violet visitor
voyage wagon walnut warehouse water weather weaver wedge weekday wheat wheel willow window winter
witness woodland workshop writer yard yellow yield
""".split()

FRENCH = """
abeille accord affaire âge agneau aimable ancien année août arbre archive ardoise assemblée
atelier automne bateau berger bête bibliothèque blé bois boulangerie bûche cahier campagne canal
carrière chaîne chaleur champ chapitre château chêne chemin citoyen clôture cœur collège colline
conseil côte couleur cour cuisine débat dépôt école écluse église élève énoncé entrée époque été
étage étude façade famille fenêtre ferme fête feuille fleuve forêt fraîcheur gâteau gorge goût
grève guide habitude hêtre hiver hôtel île institution intérêt jardin journée lumière maître
marché matinée mémoire mètre moitié moulin musée naïf neige œuvre ombre paysage pêcheur phrase
pierre plâtre poème pré preuve printemps procès quartier règle rivière rôle saison siècle sœur
soirée système tâche théâtre thèse toit tôle traité vallée veille vérité verger vêtement village
""".split()

SPANISH = """
abril acequia acuerdo agua alcalde almacén almendro árbol archivo arena artículo asamblea autora
balcón barrio biblioteca bodega bosque calle camino campaña canción capítulo carbón carpintero
casa castaño cañada ciudad cocina colina comarca consejo corazón cosecha costumbre cuaderno
debate década desagüe día dueño edición escuela estación estudio fábrica familia farol fuente
gañán granja herencia historia hoja huerto idea imprenta informe invierno isla jardín jornada
junta ladera lámpara lección leña libro lingüística llano lluvia madera mañana médico memoria
mercado molino montaña muelle niñez número obra ocaño otoño página país pañuelo paseo pastor
peña pingüino plaza población pozo público puente pueblo raíz región reloj río rincón ronda
sábado señal siembra sierra silencio sueño taller tejado tierra trigo vecino ventana verano viaje
""".split()

JOINERS = {
    "en": "and of the in with for near under after a to by beyond that".split(),
    "fr": "et de la le dans avec pour sous après un une vers que".split(),
    "es": "y de la el en con para bajo tras un una hacia que".split(),
}
WORDS = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
LANGUAGES = {"en": "en-GB", "fr": "fr", "es": "es"}

GREEK = "λόγος φύσις ὁδός ἀρχή ποταμός νῆσος θάλασσα οἶκος".split()
CYRILLIC = "книга река остров письмо улица снег лодка ягода".split()
ACCENTED = (
    "Łódź São Paulo Ærø Křivoklát Þingvellir Győr Șiria Düsseldorf Málaga Ångström façade naïve "
    "Dvořák İzmir Ħamrun"
).split()

FIRST_NAMES = "Ada Bruno Clara Dmitri Éloïse Farid Greta Hugo Ines Jörg Karin Lena Marek".split()
LAST_NAMES = (
    "Almeida Byrne Castellanos Dvořák Ekström Fournier Grünwald Hallett Ibarra Jansen "
    "Keller Lindqvist Moreau Novak"
).split()

PAGE_WORDS = 215  # words on a page of the anthology, figures and tables counted in


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the book is and what it is made from.

    ``words`` counts the words of the manuscript; ``every`` is the number of words between two
    notes; ``design`` one of the house theme's.
    """

    words: int = 200 * PAGE_WORDS
    seed: int = 1
    chapters: int = 12
    every: int = 160
    design: str = "anthology"
    name: str = "stress"


@dataclass(slots=True)
class _Targets:
    """Everything that a cross-reference can lead to, by the file it stands in."""

    sections: list[tuple[str, str]] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def write_stress_book(folder: Path, plan: Plan | None = None) -> Plan:
    """Write a publication into ``folder``: octavo.yaml, chapters, figures. Returns its plan."""
    plan = plan or Plan()
    rng = random.Random(plan.seed)
    manuscript = folder / "text"
    (manuscript / "figures").mkdir(parents=True, exist_ok=True)
    for name, data in _pictures(rng).items():
        (manuscript / "figures" / name).write_bytes(data)
    targets = _Targets()
    chapters: dict[str, str] = {}
    deck = _Deck(rng)
    for number in range(1, plan.chapters + 1):
        language = {4: "fr", 7: "es"}.get(number % 10, "en")
        chapter = _Chapter(rng, deck, number, language, plan, targets)
        chapters[chapter.file] = chapter.write(plan.words // plan.chapters)
    for file, text in chapters.items():
        (manuscript / file).write_text(_with_links(text, file, targets, rng), encoding="utf-8")
    (folder / "imprint.md").write_text(_IMPRINT, encoding="utf-8")
    (folder / "octavo.yaml").write_text(_configuration(plan), encoding="utf-8")
    return plan


_IMPRINT = """\
This book was made by a machine from the seed of a random number, and means nothing.[^why]

It may be copied as anybody likes.

[^why]: It is there to be counted: every block of it must be found again in every edition.
"""


def _configuration(plan: Plan) -> str:
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
"""


# ----------------------------------------------------------------- pictures


def _pictures(rng: random.Random) -> dict[str, bytes]:
    """Return small figures: SVG with words in it, PNG from Pillow."""
    from PIL import Image

    pictures: dict[str, bytes] = {}
    for number in range(1, 5):
        heights = [rng.randint(8, 60) for _ in range(6)]
        bars = "".join(
            f'<rect x="{20 + 30 * at}" y="{80 - height}" width="20" height="{height}"/>'
            f'<text x="{20 + 30 * at}" y="92" font-size="7">{rng.choice(ENGLISH)[:5]}</text>'
            for at, height in enumerate(heights)
        )
        pictures[f"bars-{number}.svg"] = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 {100 + 20 * number}" '
            f'font-family="Fira Sans" fill="#345">{bars}</svg>\n'
        ).encode()
        image = Image.new("RGB", (120, 40 + 20 * number))
        for x in range(image.width):
            for y in range(image.height):
                image.putpixel((x, y), (x * 2, 40 * number, y * 2))
        out = io.BytesIO()
        image.save(out, "PNG")
        pictures[f"field-{number}.png"] = out.getvalue()
    pictures["dot.svg"] = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
        b'<circle cx="5" cy="5" r="4"/></svg>\n'
    )
    return pictures


# -------------------------------------------------------------------- cards


class _Deck:
    """Draws cards from named decks; a deck is shuffled anew when it has run out."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.left: dict[str, list[str]] = {}

    def draw(self, name: str, cards: Sequence[str]) -> str:
        left = self.left.get(name)
        if not left:
            left = self.left[name] = list(cards)
            self.rng.shuffle(left)
        return left.pop()


INLINE_CARDS = (
    "emphasis", "strong", "both", "struck", "code", "hard-break", "entity", "escape", "quotes",
    "web", "autolink", "mail", "link", "link", "link", "page-link", "page-link", "page-link",
    "lang", "span", "anchor", "sup", "sub", "kbd", "small", "abbr", "greek", "cyrillic",
    "accents", "soft-hyphen", "no-break", "inline-image", "html-link", "long-word", "dashes",
)  # fmt: skip
BLOCK_CARDS = (
    "paragraphs", "paragraphs", "paragraphs", "paragraphs", "paragraphs", "paragraphs",
    "wrapped", "wrapped", "wrapped", "heading", "heading", "heading", "quote", "nested-quote",
    "tight-list", "loose-list", "nested-list", "ordered-list", "started-list", "deep-list",
    "fence", "indented", "rule", "table", "aligned-table", "caption-before", "bare-table",
    "headless-table", "long-table", "figure", "figure", "narrow-figure", "figure-without-caption",
    "div", "html-table", "details", "definition-list", "aside", "html-quote", "short-lines",
    "html-list", "setext", "full-list", "full-quote", "references",
)  # fmt: skip
NOTE_CARDS = (
    "plain", "plain", "plain", "plain", "plain", "inline", "inline", "two-paragraphs", "list",
    "ordered-list", "quote", "code", "twice", "pair", "pair-inline", "link", "long", "emphasis",
    "three-paragraphs", "nested", "table", "figure", "very-long",
)  # fmt: skip
# Where a note may be called besides the end or the middle of a sentence in a paragraph.
NOTE_PLACES = (
    "list", "cell", "quote", "heading", "caption", "table-caption", "first-cell", "last-cell",
    "head-cell", "div", "none", "none", "none", "none",
)  # fmt: skip
MATTER_CARDS = ("author", "authors", "person", "people", "blog", "bare")


# ------------------------------------------------------------------ chapter


class _Chapter:
    """Writes one chapter."""

    def __init__(
        self,
        rng: random.Random,
        deck: _Deck,
        number: int,
        language: str,
        plan: Plan,
        targets: _Targets,
    ) -> None:
        self.rng = rng
        self.deck = deck
        self.number = number
        self.language = language
        self.plan = plan
        self.targets = targets
        self.title = self.words(3, 6).capitalize()
        self.file = f"{number:02d}-{'-'.join(_ascii(self.title).split()[:2])}.md"
        self.targets.files.append(self.file)
        self.blocks: list[str] = []
        self.bodies: list[str] = []
        self.counts: dict[str, int] = {}
        self.since_note = 0
        self.written = 0
        self.level = 2

    def write(self, words: int) -> str:
        """Return the chapter's text, of about so many words."""
        matter = self._matter()
        self.add(self.paragraph())
        while self.written < words:
            card = self.deck.draw("blocks", BLOCK_CARDS)
            make: Callable[[], None] = getattr(self, "_" + card.replace("-", "_"))
            make()
            if self.rng.random() < 0.3:
                self._flush_notes()
        self._flush_notes()
        return matter + "\n\n".join(self.blocks) + "\n"

    def add(self, *blocks: str) -> None:
        """Add blocks; their words count towards the length."""
        for block in blocks:
            self.blocks.append(block)
            self.written += len(block.split())

    def _flush_notes(self) -> None:
        """Write down the bodies of the notes called so far, as authors do after a section."""
        self.add(*self.bodies)
        self.bodies = []

    def count(self, what: str) -> int:
        """Return the next number of its kind in this chapter."""
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    # --------------------------------------------------------- front matter

    def _matter(self) -> str:
        rng, title = self.rng, json.dumps(self.title, ensure_ascii=False)
        names = [f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}" for _ in range(2)]
        sentence = json.dumps(self.bare_sentence(), ensure_ascii=False)
        code = LANGUAGES[self.language]
        lines = {
            "author": [f"author: {names[0]}", f"abstract: {sentence}", f"lang: {code}"],
            "authors": [f"authors: [{names[0]}, {names[1]}]", f"description: {sentence}"],
            "person": [
                f"author:\n  name: {names[0]}\n  affiliation: {self.words(3, 3).title()}",
                "date: 2025-11-03",
                f"subtitle: {json.dumps(self.words(4, 7).capitalize(), ensure_ascii=False)}",
            ],
            "people": [
                f"authors:\n  - name: {names[0]}\n    role: aut\n  - {names[1]}",
                f"summary: {sentence}",
                "tags: [stone, water]",
            ],
            "blog": [
                f"author: {names[0]}",
                "date: 2024-05-06T07:08:09Z",
                "permalink: https://example.org/2024/stone",
                "categories: stone, water",
                f"layout: post\nhero: {self.words(1, 1)}",
            ],
            "bare": [],
        }[self.deck.draw("matter", MATTER_CARDS)]
        if not any(line.startswith("lang:") for line in lines) and self.language != "en":
            lines.append(f"language: {code}")
        if not lines and self.number % 2:
            # A chapter without front matter has its title in its text.
            return f"# {self.title}{self.note_of('plain')}\n\n"
        return "---\n" + "\n".join([f"title: {title}", *lines]) + "\n---\n\n"

    # ---------------------------------------------------------------- prose

    def word(self) -> str:
        return self.rng.choice(WORDS[self.language])

    def words(self, least: int, most: int) -> str:
        """Return some words without punctuation."""
        pieces: list[str] = []
        for _ in range(self.rng.randint(least, most)):
            if pieces and self.rng.random() < 0.45:
                pieces.append(self.rng.choice(JOINERS[self.language]))
            pieces.append(self.word())
        return " ".join(pieces)

    def bare_sentence(self) -> str:
        """Return a sentence without any mark-up."""
        text = self.words(3, 7)
        if self.rng.random() < 0.4:
            text += ", " + self.words(2, 5)
        return text[0].upper() + text[1:] + self.rng.choice("....?!")

    def sentence(self) -> str:
        """Return a sentence that may hold an inline construct and a note."""
        text = self.words(2, 6)
        if self.rng.random() < 0.35:
            text += " " + self.inline() + " " + self.words(1, 5)
        text = text[0].upper() + text[1:]
        self.since_note += len(text.split())
        wanted = self.since_note >= self.plan.every * (0.5 + self.rng.random())
        if wanted and self.rng.random() < 0.4:
            text += self.note() + " " + self.words(1, 4)
            wanted = False
        text += self.rng.choice("....;:")
        if wanted:
            text += self.note()
        return text

    def sentences(self, least: int, most: int) -> str:
        return " ".join(self.sentence() for _ in range(self.rng.randint(least, most)))

    def paragraph(self) -> str:
        return self.sentences(3, 9)

    # -------------------------------------------------------------- inlines

    def inline(self) -> str:
        """Return one inline construct, the next of the deck."""
        rng = self.rng
        card = self.deck.draw("inlines", INLINE_CARDS)
        text = self.words(1, 3)
        match card:
            case "emphasis":
                return f"*{text}*" if rng.random() < 0.5 else f"_{text}_"
            case "strong":
                return f"**{text}**"
            case "both":
                return f"***{self.word()}* {text}**"
            case "struck":
                return f"~~{text}~~"
            case "code":
                return f"`{self.word()}_{self.word()}(<{rng.randint(1, 99)}>)`"
            case "hard-break":
                return f"{text}\\\n{self.words(2, 4)}"
            case "entity":
                return f"{self.word()}&nbsp;&amp; {self.word()} &mdash; &copy;&#8239;{self.word()}"
            case "escape":
                return rf"\*{self.word()}\* \[{self.word()}\] \<{self.word()}\> 5 < 7 & 9"
            case "quotes":
                return f"“{text}” and ‘{self.word()}’, «{self.word()}»…"
            case "web":
                return f"[{text}](https://example.org/{_ascii(self.word())}?a=1&b=2)"
            case "autolink":
                return f"<https://example.org/{_ascii(self.word())}/{_ascii(self.word())}>"
            case "mail":
                return f"[{text}](mailto:{_ascii(self.word())}@example.org)"
            case "link":
                return f"[{text}](@@any@@)"
            case "page-link":
                return f"[{text}](@@any@@){{.with-page}}"
            case "lang":
                other = rng.choice([code for code in WORDS if code != self.language])
                foreign = " ".join(rng.choice(WORDS[other]) for _ in range(3))
                return f"[{foreign}]{{lang={other}}}"
            case "span":
                return f"[{text} *{self.word()}*]{{.term}}"
            case "anchor":
                identifier = f"at-{self.number}-{self.count('anchor')}"
                self.targets.labels.append((self.file, identifier))
                return f"[{text}]{{#{identifier}}}"
            case "sup":
                return f"{self.word()}<sup>{rng.randint(2, 9)}</sup>"
            case "sub":
                return f"{self.word()}<sub>{rng.randint(2, 9)}</sub>"
            case "kbd":
                return f"<kbd>Ctrl</kbd>+<kbd>{rng.choice('ABCXYZ')}</kbd>"
            case "small":
                return f"<small>{text}</small>, <mark>{self.word()}</mark>"
            case "abbr":
                return '<abbr title="square kilometre">sq. km</abbr>'
            case "greek":
                return f"[{' '.join(rng.choice(GREEK) for _ in range(2))}]{{lang=el}}"
            case "cyrillic":
                return f"[{' '.join(rng.choice(CYRILLIC) for _ in range(2))}]{{lang=ru}}"
            case "accents":
                apart = unicodedata.normalize("NFD", rng.choice(ACCENTED))
                return f"{rng.choice(ACCENTED)} {apart}"
            case "soft-hyphen":
                return f"{self.word()}\u00ad{self.word()}\u00ad{self.word()}"
            case "no-break":
                return f"{rng.randint(2, 99)}\u00a0{self.word()}, {rng.randint(2, 9)}\u202f%"
            case "inline-image":
                return f"![{text}](figures/dot.svg)"
            case "html-link":
                return f'<a href="https://example.org/{_ascii(self.word())}">{text}</a>'
            case "long-word":
                return "".join(self.word() for _ in range(3))
            case "dashes":
                return f"{self.word()}-{self.word()} – {rng.randint(2, 9)}–{rng.randint(10, 99)}"
        raise AssertionError(card)

    # ---------------------------------------------------------------- notes

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
                return self._defined([f"*{self.words(2, 4)}*, {self.inline()}. {body}"])
            case "long":
                pieces = [" ".join(self.bare_sentence() for _ in range(8)) for _ in range(2)]
                return self._defined(pieces)
            case "very-long":
                # Longer than the foot of a page can be on most pages.
                return self._defined(
                    [" ".join(self.bare_sentence() for _ in range(9)) for _ in range(4)]
                )
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
        return self.note_of(self.deck.draw("placed notes", NOTE_CARDS))

    # --------------------------------------------------------------- blocks

    def _paragraphs(self) -> None:
        for _ in range(self.rng.randint(2, 5)):
            self.add(self.paragraph())

    def _wrapped(self) -> None:
        """Write paragraphs with lines of 78 characters, as many authors do."""
        for _ in range(self.rng.randint(1, 4)):
            self.add(_wrapped(self.paragraph()))

    def _short_lines(self) -> None:
        self.add("  \n".join(self.words(2, 5).capitalize() for _ in range(4)))
        self.add(self.paragraph())

    def _heading(self) -> None:
        self.level = self.rng.choice([2, 2, min(self.level + 1, 4), min(self.level, 3)])
        title = self.words(2, 5).capitalize()
        if self.rng.random() < 0.2:
            title += f" *{self.word()}*"
        number = self.count("section")
        style = self.deck.draw("headings", ("id", "id", "id", "none", "unnumbered", "both"))
        note = self.note_at("heading")
        if style == "none":
            title = f"{title} {_ordinal(number)}"
            self.targets.sections.append((self.file, _slug(title)))
            self.add(f"{'#' * self.level} {title}{note}")
        else:
            identifier = f"sec-{self.number}-{number}"
            if style != "unnumbered":
                self.targets.labels.append((self.file, identifier))
            attributes = {"id": f"#{identifier}", "unnumbered": "-"}.get(
                style, f"#{identifier} .unnumbered"
            )
            self.add(f"{'#' * self.level} {title}{note} {{{attributes}}}")
        self.add(self.paragraph())

    def _setext(self) -> None:
        title = f"{self.words(2, 4).capitalize()} {_ordinal(self.count('section'))}"
        self.targets.sections.append((self.file, _slug(title)))
        self.add(f"{title}\n{'-' * len(title)}", self.paragraph())

    def _references(self) -> None:
        """Write links and images whose addresses stand elsewhere."""
        name = f"ref-{self.count('reference')}"
        self.add(
            f"{self.sentence()} [{self.words(1, 3)}][{name}], ![{self.word()}][{name}-image] "
            f'[{self.word()}](https://example.org/ "{self.words(2, 3)}").',
            f"[{name}]: @@any@@\n[{name}-image]: figures/dot.svg",
        )

    def _full_list(self) -> None:
        """Write a list whose items hold everything that blocks can hold."""
        rows = "\n".join(f"| {self.word()} | {self.words(1, 3)} |" for _ in range(2))
        code = f"```\n{self.word()} < {self.word()}\n```"
        alt = self.words(2, 5)
        blocks = [
            self.sentence(),
            f"| {self.word()} | {self.word()} |\n|---|---|\n{rows}",
            code,
            _quoted(self.sentence()),
            f'![{self.bare_sentence()}]({self.picture()}){{fig-alt="{alt}" width=40%}}',
        ]
        body = textwrap.indent("\n\n".join(blocks), "   ").lstrip()
        self.add(f"1) {body}\n\n2) {self.sentence()}", self.paragraph())

    def _full_quote(self) -> None:
        """Write a quotation with a heading, a table and a figure."""
        identifier = f"sec-{self.number}-{self.count('section')}"
        self.targets.labels.append((self.file, identifier))
        rows = f"| {self.word()} | {self.words(1, 3)}{self.note_at('cell')} |"
        self.add(
            _quoted(
                f"### {self.words(2, 4).capitalize()} {{#{identifier}}}\n\n{self.sentences(1, 3)}"
                f"\n\n| {self.word()} | {self.word()} |\n|---|---|\n{rows}\n\n"
                f'![{self.bare_sentence()}]({self.picture()}){{fig-alt="{self.words(2, 5)}"}}'
            )
        )

    def _quote(self) -> None:
        self.add(_quoted(self.paragraph() + self.note_at("quote")))

    def _nested_quote(self) -> None:
        inner = _quoted(self.sentences(1, 3))
        self.add(
            _quoted(f"{self.paragraph()}\n\n{inner}\n\n- {self.words(2, 5)}\n- {self.words(2, 5)}")
        )

    def _tight_list(self) -> None:
        mark = self.rng.choice("-*+")
        items = [f"{mark} {self.sentence()}{self.note_at('list')}" for _ in range(4)]
        self.add("\n".join(items), self.paragraph())

    def _loose_list(self) -> None:
        items = [
            f"- {self.sentences(1, 3)}\n\n  {self.sentences(1, 2)}"
            for _ in range(self.rng.randint(2, 4))
        ]
        self.add("\n\n".join(items), self.paragraph())

    def _nested_list(self) -> None:
        items: list[str] = []
        for _ in range(3):
            items.append(f"- {self.sentence()}")
            items += [f"    - {self.words(2, 6)}" for _ in range(2)]
            items += [f"    {at}. {self.words(2, 6)}" for at in (1, 2)]
        self.add("\n".join(items), self.paragraph())

    def _deep_list(self) -> None:
        lines = [f"{'  ' * depth}- {self.sentence()}" for depth in (0, 1, 2, 1, 0)]
        self.add("\n".join(lines), self.paragraph())

    def _ordered_list(self) -> None:
        self.add(
            "\n".join(f"{at}. {self.sentence()}" for at in range(1, self.rng.randint(4, 12))),
            self.paragraph(),
        )

    def _started_list(self) -> None:
        start = self.rng.choice([0, 4, 9, 98])
        body = [f"{start + at}. {self.sentence()}\n\n    {self.sentence()}" for at in range(3)]
        self.add("\n\n".join(body), self.paragraph())

    def _fence(self) -> None:
        lines = [
            f"def {_ascii(self.word())}({_ascii(self.word())}):",
            f"    return {self.rng.randint(1, 999)}  # <{self.word()}> & {self.words(2, 12)}",
            "",
            "\tif a < b && c > d: print('…')",
        ]
        info = self.rng.choice(
            ["", "python", f"python {{#lst-{self.number}-{self.count('code')}}}"]
        )
        self.add(f"```{info}\n" + "\n".join(lines * self.rng.randint(1, 5)) + "\n```")

    def _indented(self) -> None:
        self.add(self.bare_sentence(), "\n".join(f"    {self.words(2, 6)}" for _ in range(3)))

    def _rule(self) -> None:
        self.add("***", self.paragraph())

    # --------------------------------------------------------------- tables

    def table_label(self) -> str:
        identifier = f"tbl-{self.number}-{self.count('table')}"
        self.targets.labels.append((self.file, identifier))
        return f"{self.bare_sentence()}{self.note_at('table-caption')} {{#{identifier}}}"

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
            rows.append("| " + " | ".join(cells) + " |")
        return rows

    def head(self, columns: int) -> str:
        names = [self.word().capitalize() for _ in range(columns)]
        names[1] += self.note_at("head-cell")
        return "| " + " | ".join(names) + " |"

    def _table(self) -> None:
        rows = [self.head(3), "| --- | --- | --- |", *self.rows(self.rng.randint(3, 7), 3)]
        self.add("\n".join(rows), f": {self.table_label()}", self.paragraph())

    def _aligned_table(self) -> None:
        rows = [self.head(4), "| :-- | :-: | --- | --: |", *self.rows(5, 4)]
        self.add("\n".join(rows), f"Table: {self.table_label()}")

    def _caption_before(self) -> None:
        rows = [self.head(3), "|:---|:---|---:|", *self.rows(4, 3)]
        self.add(f": {self.table_label()}", "\n".join(rows), self.paragraph())

    def _bare_table(self) -> None:
        lines = [f"{self.word()} | {self.word()}", "--- | ---"]
        self.add("\n".join([*lines, *(f"{self.word()} | {self.words(1, 9)}" for _ in range(3))]))

    def _headless_table(self) -> None:
        self.add("\n".join(["| | |", "|---|---|", *self.rows(4, 2)]), self.paragraph())

    def _long_table(self) -> None:
        """Write a table that runs over pages, in one chapter of three."""
        if self.count("long table") > 1 or self.number % 3 != 1:
            self._table()
            return
        rows = [self.head(4), "| --- | --- | --- | --: |", *self.rows(self.rng.randint(50, 90), 4)]
        self.add("\n".join(rows), f": {self.table_label()}")

    # -------------------------------------------------------------- figures

    def picture(self) -> str:
        kind = self.rng.choice(["bars-{}.svg", "field-{}.png"])
        return "figures/" + kind.format(self.rng.randint(1, 4))

    def figure(self, extra: str = "") -> None:
        identifier = f"fig-{self.number}-{self.count('figure')}"
        self.targets.labels.append((self.file, identifier))
        alt = self.words(4, 12).capitalize()
        caption = self.bare_sentence()
        if self.rng.random() < 0.4:
            caption += f" *{self.words(1, 3)}*, [{self.word()}](https://example.org/)."
        caption += self.note_at("caption")
        self.add(f'![{caption}]({self.picture()}){{#{identifier} fig-alt="{alt}"{extra}}}')

    def _figure(self) -> None:
        self.figure()
        self.add(self.paragraph())

    def _narrow_figure(self) -> None:
        self.figure(f" width={self.rng.choice([30, 45, 60])}% .quiet")

    def _figure_without_caption(self) -> None:
        self.add(f'![]({self.picture()}){{fig-alt="{self.words(4, 9).capitalize()}"}}')

    # ----------------------------------------------------------------- HTML

    def _div(self) -> None:
        identifier = f"box-{self.number}-{self.count('box')}"
        self.targets.labels.append((self.file, identifier))
        first = self.sentence() + self.note_at("div")
        self.add(
            f'<div class="box" id="{identifier}">\n\n{first}\n\n'
            f"- {self.words(2, 4)}\n- {self.words(2, 4)}\n\n</div>"
        )

    def _aside(self) -> None:
        self.add(f"<aside>\n<p>{self.words(4, 12)} <em>{self.word()}</em></p>\n</aside>")

    def _html_quote(self) -> None:
        self.add(
            f"<blockquote>\n<p>{self.bare_sentence()}</p>\n"
            f"<p>{self.words(3, 6)}<br>{self.words(3, 6)}</p>\n</blockquote>"
        )

    def _html_table(self) -> None:
        rows = "\n".join(
            f"<tr><th scope=row>{self.word()}</th><td>{self.words(1, 3)}<td>"
            f"{self.rng.randint(1, 99)}</tr>"
            for _ in range(3)
        )
        self.add(
            f"<table>\n<thead><tr><th>{self.word()}</th><th colspan=2>{self.word()}</th></tr>"
            f"</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        )

    def _html_list(self) -> None:
        start = self.rng.choice(["", ' start="7"'])
        items = "\n".join(f"<li>{self.words(2, 6)}</li>" for _ in range(3))
        self.add(f"<ol{start}>\n{items}\n</ol>", f"<!-- {self.word()} -->")

    def _details(self) -> None:
        self.add(
            f"<details>\n<summary>{self.words(2, 5)}</summary>\n\n{self.sentence()}\n\n</details>"
        )

    def _definition_list(self) -> None:
        rows = "\n".join(f"<dt>{self.word()}</dt>\n<dd>{self.words(3, 9)}</dd>" for _ in range(3))
        self.add(f"<dl>\n{rows}\n</dl>")


# --------------------------------------------------------------------- texts


def _with_links(text: str, file: str, targets: _Targets, rng: random.Random) -> str:
    """Give every cross-reference its target, once all targets are known."""
    pieces = text.split("@@any@@")
    linked = [pieces[0]]
    for piece in pieces[1:]:
        linked += [_address(file, targets, rng), piece]
    return "".join(linked)


def _address(file: str, targets: _Targets, rng: random.Random) -> str:
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


def _ordinal(number: int) -> str:
    """Return words that make a title unlike the others of its chapter."""
    return f"{ENGLISH[number % len(ENGLISH)]} {ENGLISH[(number * 7) % len(ENGLISH)]}"


def _slug(title: str) -> str:
    """Return the identifier that Pandoc gives a heading."""
    return "-".join(
        "".join(char for char in title.lower() if char.isalnum() or char == " ").split()
    )


def _ascii(text: str) -> str:
    plain = text.replace("œ", "oe").replace("Œ", "Oe")
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _wrapped(text: str) -> str:
    return "\n".join(
        textwrap.fill(line, 78, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def main() -> None:
    """Write a stress book where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=int, default=Plan().words)
    parser.add_argument("--pages", type=int, help="about so many pages instead of words")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chapters", type=int, default=12)
    parser.add_argument("--design", default="anthology")
    arguments = parser.parse_args()
    words = arguments.pages * PAGE_WORDS if arguments.pages else arguments.words
    plan = Plan(words, arguments.seed, arguments.chapters, design=arguments.design)
    write_stress_book(arguments.folder, plan)


if __name__ == "__main__":
    main()
