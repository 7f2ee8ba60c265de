"""An anthology by many hands: bylines, languages, rights and biographies in every edition.

``tests/manuscripts/voices`` is a publication of six short essays and a foreword in four languages.
They bear the names of people long dead, and every word of them is ours.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import yaml
from click.testing import CliRunner
from lxml import etree

from octavo.cli import octavo
from tests.reading import apparatus, checks
from tests.reading.checks import nothing
from tests.reading.made import Made, make
from tests.reading.pdf import Element, Link, PdfFile
from tests.reading.text import normalise
from tests.writers.epub.opened import XML_LANG, Opened, X

VOICES = Path(__file__).parent / "manuscripts" / "voices"
SITE = "https://voices.example/2026/"
PAPER = ("screen", "print")

NBSP, NARROW = "\u00a0", "\u202f"


@dataclass(frozen=True)
class Essay:
    """What an essay has to say of itself, and some of its words as they are printed."""

    lang: str
    title: str
    bylines: tuple[str, ...]
    says: tuple[str, ...]
    rights: str
    row: str
    notes: str = ""


ESSAYS = {
    "foreword": Essay(
        "en-GB",
        "Foreword",
        ("Octavo’s editors",),
        ("it is bad, “they” are not to blame",),
        "Words by the editors, 2026. CC BY 4.0: say where they come from.",
        "Octavo’s editors",
    ),
    "the-second-desk": Essay(
        "en-GB",
        "The second desk",
        ("Mary Wollstonecraft",),
        (
            f"2 March 2026 First published at {SITE}the-second-desk/",
            "On what ‘later’ teaches",
            "who’d have to move.",
            "she is told “later”, and",
            "finish their sentences – and some who ‘would not presume’.",
            f"120{NBSP}cm",
        ),
        "Words by the editors, 2026; none of them is Mary Wollstonecraft’s. CC BY-SA 4.0.",
        "Mary Wollstonecraft",
        "Notes",
    ),
    "la-rue-et-la-tribune": Essay(
        "fr",
        "La rue et la tribune",
        ("Olympe de Gouges et Flora Tristan",),
        (
            f"1er avril 2026 Première publication{NBSP}: {SITE}la-rue-et-la-tribune/",
            f"parler assis{NBSP}: deux métiers",
            f"Qui peut monter les marches{NARROW}? Deux voix",
            f"secondes{NBSP}: c’est peu",
            f"«{NBSP}le silence{NBSP}»{NARROW}; en bas",
            f"«{NBSP}un jour, peut-être “bientôt”{NBSP}»",
        ),
        f"Texte de la rédaction, 2026{NARROW}; rien n’y est d’Olympe de Gouges ni de Flora Tristan."
        " CC BY 4.0.",
        "Olympe de Gouges and Flora Tristan",
        "Notes",
    ),
    "was-eine-zahl-verschweigt": Essay(
        "de",
        "Was eine Zahl verschweigt",
        ("Bettina von Arnim",),
        (
            f"4. Mai 2026 Zuerst erschienen unter {SITE}was-eine-zahl-verschweigt/",
            "heißt sie „die Lage“.",
            f"z.{NARROW}B. dass",
            "nicht zu Hause war – und",
            f"Tabelle{NBSP}1 ist richtig",
            "fragen: „Stimmt das so?“",
        ),
        "Text der Redaktion, 2026; „kein Wort“ ist von Bettina von Arnim. CC BY 4.0 für den Text,"
        " CC0 für die Tabelle.",
        "Bettina von Arnim",
        "Anmerkungen",
    ),
    "der-fahrplan": Essay(
        "de",
        "Der Fahrplan der anderen",
        ("Frederick Douglass The North Star, Rochester", "Übersetzt von Ottilie Assing"),
        ("1. Juni 2026", "er müsse nur „Geduld“ haben", "dort steht: „Abfahrt täglich.“"),
        "Text der Redaktion, 2026: weder Frederick Douglass hat ihn geschrieben noch Ottilie Assing"
        " ihn übersetzt. Gemeinfrei (CC0).",
        "Frederick Douglass",
    ),
    "la-llave-y-la-visita": Essay(
        "es",
        "La llave y la «visita»",
        ("Concepción Arenal y Flora Tristan",),
        (
            f"1 de julio de 2026 Publicado por primera vez en {SITE}la-llave-y-la-visita/",
            "con una sola pregunta: «¿para quién es la puerta?»",
            "dirán que «se perdió»",
            "Nota Contamos 12 puertas",
            "«Escribid “derecho” y no “favor”».",
        ),
        "Texto de la redacción, 2026: nada es de Concepción Arenal ni de Flora Tristan."
        " CC BY-ND 4.0.",
        "Concepción Arenal and Flora Tristan",
    ),
    "the-long-shift": Essay(
        "en-GB",
        "The long shift",
        ("Eleanor Marx Socialist League, London",),
        (
            f"3 August 2026 First published at {SITE}the-long-shift/",
            "it’s never late",
            "“Lost?” says the ledger.",
            "need readers – a list that nobody carries back is only paper – and",
        ),
        "Words by the editors, 2026; Eleanor Marx wrote none of them. CC BY 4.0, pictures and"
        " tables excepted: there are none.",
        "Eleanor Marx",
    ),
}

# In the order of their names: how each sorts, and the essays under the biography.
PEOPLE = {
    "Concepción Arenal": ("Arenal, Concepción", ["La llave y la «visita»"]),
    "Bettina von Arnim": ("Arnim, Bettina von", ["Was eine Zahl verschweigt"]),
    "Ottilie Assing": ("Assing, Ottilie", ["Der Fahrplan der anderen (translation)"]),
    "Frederick Douglass": ("Douglass, Frederick", ["Der Fahrplan der anderen"]),
    "Olympe de Gouges": ("Gouges, Olympe de", ["La rue et la tribune"]),
    "Eleanor Marx": ("Marx, Eleanor", ["The long shift"]),
    "Octavo’s editors": ("Octavo’s editors", ["Foreword"]),
    "Flora Tristan": ("Tristan, Flora", ["La rue et la tribune", "La llave y la «visita»"]),
    "Mary Wollstonecraft": ("Wollstonecraft, Mary", ["The second desk"]),
}
ON_THE_TITLE_PAGE = (
    "Mary Wollstonecraft, Olympe de Gouges, Flora Tristan, Bettina von Arnim, Frederick Douglass,"
    " Concepción Arenal and Eleanor Marx Edited by Octavo’s editors"
)

each = pytest.mark.parametrize("name", ESSAYS)


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The publication, in every edition."""
    folder = tmp_path_factory.mktemp("manuscripts") / "voices"
    shutil.copytree(VOICES, folder)
    return make(folder)["voices"]


@pytest.fixture(scope="module")
def opened(voices: Made) -> Opened:
    return Opened(voices.artefacts["epub"].data)


def on_one_line(text: str) -> str:
    """A text with single spaces; those at which no line ends stay."""
    return re.sub("[ \\n\\t]+", " ", text).strip()


def text_of(element: etree._Element) -> str:
    """The text of an element of an EPUB."""
    return on_one_line("".join(map(str, element.itertext())))


def of_class(root: etree._Element, name: str) -> list[etree._Element]:
    found = root.iter(etree.Element)
    return [element for element in found if name in (element.get("class") or "").split()]


def pages_of(made: Made, edition: str, name: str) -> str:
    """All that is printed on the pages of an essay, one after the other."""
    titles = [*ESSAYS, "contributors"]
    file: PdfFile = getattr(made, edition)
    after = titles[titles.index(name) + 1]
    begin, end = (file.labels.index(made.label_of(one)) for one in (name, after))
    return "".join(page_of(file, index, ESSAYS[name].title) for index in range(begin, end))


def page_of(file: PdfFile, index: int, running: str) -> str:
    """What is printed on a page but its folio and its running head, which are drawn last."""
    text = normalise(file.page_text(index)).removesuffix(normalise(file.labels[index]))
    return text.removesuffix(normalise(running)).removesuffix(normalise("Many Voices"))


def section_of(file: PdfFile, name: str) -> list[Element]:
    """The outermost structure elements of a section, one for each page."""
    (document,) = file.root.kids
    assert isinstance(document, Element)
    sections = [kid for kid in document.kids if isinstance(kid, Element)]
    (begin,) = (
        place
        for place, section in enumerate(sections)
        if any(element.identifier == name for element in section.walk())
    )
    headed = [any(element.role == "H1" for element in one.walk()) for one in sections]
    end = next((at for at in range(begin + 1, len(sections)) if headed[at]), len(sections))
    return sections[begin:end]


# ------------------------------------------------------------------ the manuscript


def test_it_builds_and_checks_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(VOICES, tmp_path / "voices")
    monkeypatch.chdir(tmp_path / "voices")
    for command in (["check", "--strict"], ["build", "--strict"], ["check", "--artefacts"]):
        result = CliRunner().invoke(octavo, command)
        assert result.exit_code == 0, result.output
        assert not re.search("warning|error", result.output), result.output
    assert {path.name for path in Path("build").iterdir() if path.is_file()} >= {
        "voices.pdf",
        "voices-print.pdf",
        "voices.epub",
    }


def test_every_essay_says_that_it_is_ours() -> None:
    """And each in words of its own, so that none can be taken for another's."""
    heads = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        for path in (VOICES / "essays").glob("*.md")
    }
    assert set(heads) == set(ESSAYS)
    rights = {str(head["rights"]) for head in heads.values()}
    assert len(rights) == len(ESSAYS)
    for line in rights:
        assert re.search("by the editors|de la rédaction|der Redaktion|de la redacción", line)


def test_nothing_is_lost_doubled_or_untrue(voices: Made) -> None:
    assert voices.built.diagnostics == ()
    for check in (
        checks.unknown_blocks,
        checks.wrong_blocks_in_pdf,
        checks.wrong_blocks_in_epub,
        checks.text_besides_blocks_in_pdf,
        checks.text_besides_blocks_in_epub,
        checks.wrong_notes,
        checks.wrong_targets,
        checks.wrong_page_list,
        checks.wrong_folios,
        apparatus.wrong_contents,
        apparatus.wrong_numbers,
    ):
        nothing(check(voices))
    for edition in PAPER:
        nothing(checks.off_page(getattr(voices, edition)))


# ------------------------------------------------------------- bylines and words


@each
def test_bylines_in_the_epub(opened: Opened, name: str) -> None:
    said = []
    for line in of_class(opened.documents[f"{name}.xhtml"], "byline"):
        affiliation = "".join(map(text_of, of_class(line, "affiliation")))
        said.append(f"{text_of(line).removesuffix(affiliation)} {affiliation}".strip())
    assert tuple(said) == ESSAYS[name].bylines


@each
@pytest.mark.parametrize("edition", PAPER)
def test_bylines_and_words_on_paper(voices: Made, edition: str, name: str) -> None:
    printed = pages_of(voices, edition, name)
    essay = ESSAYS[name]
    for words in (essay.title, *essay.bylines, *essay.says, essay.rights):
        assert normalise(words) in printed, words


@each
def test_marks_and_spaces_of_the_language(opened: Opened, name: str) -> None:
    blocks = opened.documents[f"{name}.xhtml"].iter(X + "p", X + "h1", X + "h2")
    text = " ".join(map(text_of, blocks))
    for words in ESSAYS[name].says:
        assert words in text, words


@each
def test_house_words_of_the_language(opened: Opened, name: str) -> None:
    essay, document = ESSAYS[name], opened.documents[f"{name}.xhtml"]
    labels = [one.get("aria-label") for one in of_class(document, "notes")]
    assert labels == ([essay.notes] if essay.notes else [])


@pytest.mark.parametrize("edition", PAPER)
def test_the_title_page_names_the_authors_and_the_editors(voices: Made, edition: str) -> None:
    file: PdfFile = getattr(voices, edition)
    words = normalise(ON_THE_TITLE_PAGE)
    assert words in normalise(file.page_text(file.labels.index("iii")))
    if edition == "screen":
        assert words in normalise(file.page_text(file.labels.index("Cover")))


def test_the_title_page_and_the_cover_of_the_epub(opened: Opened) -> None:
    (authors,) = of_class(opened.documents["title.xhtml"], "book-authors")
    assert text_of(authors) == ON_THE_TITLE_PAGE
    (cover,) = opened.documents["cover.xhtml"].iter(X + "img")
    assert cover.get("alt", "").endswith(". By " + ON_THE_TITLE_PAGE.replace(" Edited", ". Edited"))


def test_the_contents_name_the_authors(voices: Made, opened: Opened) -> None:
    rows = [(row.title, row.byline) for row in voices.book.toc]
    assert rows == [(essay.title, essay.row) for essay in ESSAYS.values()]
    found = opened.documents["contents.xhtml"].iter(X + "li")
    wanted = [f"{title} {byline}" for title, byline in rows]
    assert [text_of(row) for row in found] == [*wanted, "Contributors"]


# ------------------------------------------------------------------- languages


@each
def test_an_essay_says_its_language(voices: Made, opened: Opened, name: str) -> None:
    lang = ESSAYS[name].lang
    root = opened.documents[f"{name}.xhtml"]
    assert root.get("lang") == root.get(XML_LANG) == lang
    main = str(voices.screen.pdf.Root.Lang)
    assert main == "en-GB"
    sections = section_of(voices.screen, name)
    assert {section.lang or main for section in sections} == {lang}


def test_a_title_among_others_says_its_language(voices: Made, opened: Opened) -> None:
    titles = {essay.title: essay.lang for essay in ESSAYS.values()}
    for file in ("contents.xhtml", "nav.xhtml", "contributors.xhtml"):
        seen = set()
        for link in opened.tree(file).iter(X + "a"):
            title = text_of(link)
            if title in titles:
                seen.add(title)
                lang = titles[title] if titles[title] != "en-GB" else None
                assert link.get("lang") == link.get(XML_LANG) == lang, (file, title)
        assert seen == set(titles)
    others = {normalise(title) for title, lang in titles.items() if lang != "en-GB"}
    spoken: dict[str, list[str]] = {}
    for element in voices.screen.root.walk():
        title = normalise(voices.screen.text(element))
        if element.role == "Link" and title in others:
            spoken.setdefault(title, []).append(element.lang)
    # Once in the contents, and once for each author in the list of contributors.
    assert spoken == {
        normalise("La rue et la tribune"): ["fr"] * 3,
        normalise("Was eine Zahl verschweigt"): ["de"] * 2,
        normalise("Der Fahrplan der anderen"): ["de"] * 3,
        normalise("La llave y la «visita»"): ["es"] * 3,
    }


def test_words_of_another_language_say_so_in_a_biography(voices: Made) -> None:
    listed = [
        element for part in section_of(voices.screen, "contributors") for element in part.walk()
    ]
    marked = {normalise(voices.screen.text(one)): one.lang for one in listed if one.lang}
    assert marked[normalise("Dies Buch gehört dem König")] == "de"
    assert marked[normalise("L’Union ouvrière")] == "fr"


# ---------------------------------------------------------------------- rights


@each
def test_the_rights_are_the_last_words_of_an_essay(voices: Made, opened: Opened, name: str) -> None:
    essay = ESSAYS[name]
    section = next(opened.documents[f"{name}.xhtml"].iter(X + "section"))
    last = [child for child in section if isinstance(child.tag, str)][-1]
    assert last.get("class") == "rights"
    assert text_of(last) == essay.rights
    *_, page = section_of(voices.screen, name)
    paragraphs = [one for one in page.walk() if one.role == "P"]
    assert normalise(voices.screen.text(paragraphs[-1])) == normalise(essay.rights)


def test_the_rights_are_printed_once(voices: Made) -> None:
    for edition in PAPER:
        file: PdfFile = getattr(voices, edition)
        text = normalise("".join(map(file.page_text, range(len(file.labels)))))
        for essay in ESSAYS.values():
            assert text.count(normalise(essay.rights)) == 1


# -------------------------------------------------------------------- metadata


def test_everybody_is_in_the_metadata_once(opened: Opened) -> None:
    creators, contributors = opened.metadata("dc:creator"), opened.metadata("dc:contributor")
    assert contributors == ["Ottilie Assing"]
    assert sorted([*creators, *contributors]) == sorted(PEOPLE)
    roles = {"Octavo’s editors": "edt", "Ottilie Assing": "trl"}
    for kind, names in (("creator", creators), ("contributor", contributors)):
        for place, name in enumerate(names, 1):
            assert opened.refinements(f"{kind}-{place}") == {
                "role": roles.get(name, "aut"),
                "file-as": PEOPLE[name][0],
                "display-seq": str(place),
            }
    identifiers = [one.get("id") for one in opened.package.iter(etree.Element) if one.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert opened.metadata("dc:language") == ["en-GB", "fr", "de", "es"]


@pytest.mark.parametrize("edition", PAPER)
def test_the_authors_are_in_the_metadata_of_the_pdf(voices: Made, edition: str) -> None:
    document = pypdfium2.PdfDocument(voices.artefacts[edition].data)
    names = document.get_metadata_value("Author").split(", ")
    document.close()
    assert names == [
        *re.split(", | and ", ON_THE_TITLE_PAGE.partition(" Edited")[0]),
        "Octavo’s editors",
    ]


# ---------------------------------------------------------------- contributors


def biographies() -> dict[str, list[str]]:
    """The paragraphs of the biographies as they are printed, by the names of the people."""
    told = yaml.safe_load((VOICES / "contributors.yaml").read_text(encoding="utf-8"))
    essay = (VOICES / "essays" / "the-long-shift.md").read_text(encoding="utf-8")
    people = [*told.values(), yaml.safe_load(essay.split("---\n")[1])["author"]]
    found = {}
    for person in people:
        text = re.sub(r"\*|\[|\]\{[^}]*\}", "", person["biography"]).replace("'", "’")
        found[person["name"]] = [on_one_line(one) for one in text.strip().split("\n\n")]
    return found


def test_the_list_of_contributors(opened: Opened) -> None:
    """In the order of their names, each with the biography and what they wrote."""
    told = biographies()
    besides = {
        "Frederick Douglass": ["The North Star, Rochester"],
        "Eleanor Marx": ["Socialist League, London"],
    }
    links = {"Mary Wollstonecraft": ["en.wikipedia.org/wiki/Mary_Wollstonecraft"]}
    found = []
    for person in of_class(opened.documents["contributors.xhtml"], "contributor"):
        (name,) = map(text_of, person.iter(X + "h2"))
        essays = [text_of(item) for item in person.iter(X + "li")]
        found.append((name, essays))
        paragraphs = [text_of(paragraph) for paragraph in person.iter(X + "p")]
        assert paragraphs == [*besides.get(name, []), *told[name], *links.get(name, [])]
    assert found == [(name, essays) for name, (_, essays) in PEOPLE.items()]


def test_the_essays_of_a_contributor_are_linked(voices: Made, opened: Opened) -> None:
    names = {normalise(essay.title): name for name, essay in ESSAYS.items()}
    wanted = [
        title.removesuffix(" (translation)") for _, titles in PEOPLE.values() for title in titles
    ]
    led = {
        (text_of(link), link.get("href"))
        for item in of_class(opened.documents["contributors.xhtml"], "contributor-essays")
        for link in item.iter(X + "a")
    }
    assert led == {(title, f"{names[normalise(title)]}.xhtml") for title in wanted}
    linked = [
        (normalise(voices.screen.text(element)), link.destination)
        for part in section_of(voices.screen, "contributors")
        for element in part.walk()
        for link in element.kids
        if isinstance(link, Link) and link.destination
    ]
    assert linked == [(normalise(title), names[normalise(title)]) for title in wanted]


@pytest.mark.parametrize("edition", PAPER)
def test_the_biographies_are_printed_in_the_order_of_the_names(voices: Made, edition: str) -> None:
    file: PdfFile = getattr(voices, edition)
    begin = file.labels.index(voices.label_of("contributors"))
    text = normalise("".join(file.page_text(index) for index in range(begin, len(file.labels))))
    told = biographies()
    places = [text.index(normalise(one)) for name in PEOPLE for one in told[name]]
    assert places == sorted(places)


# ----------------------------------------------------------------------- links


def test_essays_lead_to_one_another_inside(voices: Made, opened: Opened) -> None:
    """By the address of either, with ``www.``, without a slash, with what campaigns add."""
    wanted = {
        ("the-second-desk", "in the street", "la-rue-et-la-tribune"),
        ("la-rue-et-la-tribune", "un second bureau", "the-second-desk"),
        ("la-llave-y-la-visita", "en francés", "la-rue-et-la-tribune"),
        ("the-long-shift", "a list that nobody carries back", "was-eine-zahl-verschweigt"),
    }
    found = {
        (name, text_of(link), str(link.get("href")).removesuffix(".xhtml"))
        for name in ESSAYS
        for link in opened.documents[f"{name}.xhtml"].iter(X + "a")
        if str(link.get("href")).endswith(".xhtml")
    }
    assert found == wanted
    linked: dict[tuple[str, str], str] = {}
    for name in ESSAYS:
        for part in section_of(voices.screen, name):
            for element in part.walk():
                for link in element.kids:
                    if isinstance(link, Link) and link.destination in ESSAYS:
                        place = (name, link.destination)
                        words = normalise(voices.screen.text(element))
                        # A link that goes on in the next line is an element of its own there.
                        linked[place] = linked.get(place, "") + words
    assert linked == {(name, target): normalise(words) for name, words, target in wanted}


def test_only_the_lines_that_say_where_an_essay_appeared_lead_out(
    voices: Made, opened: Opened
) -> None:
    first = {f"{SITE}{name}/" for name, essay in ESSAYS.items() if SITE in " ".join(essay.says)}
    assert len(first) == 5
    in_pdf = {link.address for link in voices.screen.links if "voices.example" in link.address}
    in_epub = {
        str(link.get("href"))
        for document in opened.documents.values()
        for link in document.iter(X + "a")
        if "voices.example" in str(link.get("href"))
    }
    assert in_pdf == in_epub == first
    assert voices.print.links == ()
