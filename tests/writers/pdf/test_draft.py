"""Drafts: marks on pages that stand as those of the finished publication."""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import yaml

from octavo.model.rendition import Artefact
from octavo.pipeline import Options, build
from octavo.workspace import Workspace

ROOT = Path(__file__).parents[3]
DESIGNS = ("report", "anthology")
PARAGRAPH = " ".join(f"Sentence {number} says what a sentence says." for number in range(1, 120))
TEXT = f"""# One

{PARAGRAPH}[^a]

[^a]: A note at the foot.

## Two

- An item.
- Another.

> A quotation.

| a | b |
|---|---|
| c | d |

: Wide {{#tbl-wide .landscape}}

After, see @tbl-wide.

{PARAGRAPH}
"""
LINE = "Draft of 22 November 2026. Not for release before 1 December 2026."


class Sign(NamedTuple):
    """A character, and where its baseline begins, in points from the lower left corner."""

    text: str
    x: float
    y: float


def made(folder: Path, *, draft: bool = True, **facts: object) -> Mapping[str, Artefact]:
    """Build the text; the artefacts by edition."""
    folder.mkdir(exist_ok=True)
    common = {
        "title": "A book",
        "date": "2026-11-22",
        "lang": "en-GB",
        "contents": ["one.md"],
        "embargo": "2026-12-01",
    }
    publications = {"publications": {"book": {**common, **facts}}}
    (folder / "octavo.yaml").write_text(yaml.safe_dump(publications), encoding="utf-8")
    (folder / "one.md").write_text(TEXT, encoding="utf-8")
    (built,) = build(Workspace(folder, {}), Options(draft=draft))
    assert not built.diagnostics
    return {artefact.edition: artefact for artefact, _ in built.artefacts}


Books = Mapping[tuple[str, bool], Mapping[str, Artefact]]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Both designs, finished and as drafts."""
    folder = tmp_path_factory.mktemp("drafts")
    return {
        (design, draft): made(folder / f"{design}{draft}", draft=draft, design=design)
        for design in DESIGNS
        for draft in (False, True)
    }


def signs(artefact: Artefact) -> list[list[Sign]]:
    """The characters of every page in the order in which they are drawn, without spaces."""
    found = []
    with pypdfium2.PdfDocument(artefact.data) as document:
        for page in document:
            text = page.get_textpage()
            x, y = ctypes.c_double(), ctypes.c_double()
            drawn = []
            for index in range(text.count_chars()):
                sign = chr(pdfium.FPDFText_GetUnicode(text, index))
                pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                if not sign.isspace():
                    drawn.append(Sign(sign, round(x.value, 1), round(y.value, 1)))
            found.append(drawn)
    return found


def words(drawn: list[Sign]) -> str:
    return "".join(sign.text for sign in drawn)


def copied(artefact: Artefact, folder: Path) -> list[str]:
    """The text of every page as Poppler extracts it."""
    (folder / "one.pdf").write_bytes(artefact.data)
    command = ["pdftotext", str(folder / "one.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return str(text).split("\f")[:-1]


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("edition", ["screen", "print"])
def test_no_sign_of_the_text_moves(books: Books, design: str, edition: str) -> None:
    """A page of a draft holds that of the finished publication, between what is laid on it."""
    finished = signs(books[design, False][edition])
    drafts = signs(books[design, True][edition])
    assert len(finished) == len(drafts) > 7
    for page, draft in zip(finished, drafts, strict=True):
        assert words(draft[:5]) == "DRAFT"
        assert draft[5 : 5 + len(page)] == page
        rest = words(draft[5 + len(page) :])
        line = LINE.replace(" ", "")
        assert rest.startswith(line)
        assert "51015202530354045".startswith(rest.removeprefix(line))


@pytest.mark.parametrize("design", DESIGNS)
def test_a_number_stands_beside_every_fifth_line(books: Books, design: str) -> None:
    """In a report left of the text, in a book in the outer margin."""
    finished, drafts = signs(books[design, False]["screen"]), signs(books[design, True]["screen"])
    first = next(number for number, page in enumerate(finished) if "Sentence1says" in words(page))
    for index in (first, first + 1):
        page = finished[index]
        marks = drafts[index][5 + len(page) + len(LINE.replace(" ", "")) :]
        body = [sign for sign in page if sign.text != "•" and sign.y > 100]
        heads = max(sign.y for sign in body) if index > first else None
        # A drop cap stands alone on its own.
        signs_on = Counter(sign.y for sign in body)
        lines = {y for y, count in signs_on.items() if count > 1}
        baselines = sorted(lines - {heads}, reverse=True)
        five = marks[0]
        assert five.text == "5"
        assert five.y == pytest.approx(baselines[4], abs=0.11)
        beside = [sign.x for sign in body if abs(sign.y - five.y) < 0.2]
        is_left = design == "report" or index > first  # a book begins on a recto
        assert five.x < min(beside) - 8 if is_left else five.x > max(beside) + 8


def test_only_chapters_have_line_numbers(books: Books) -> None:
    finished, drafts = (
        signs(books["report", False]["screen"]),
        signs(books["report", True]["screen"]),
    )
    has_numbers = [
        words(draft).endswith(("5", "0")) and not words(draft).endswith("2026") for draft in drafts
    ]
    first = next(number for number, page in enumerate(finished) if "Sentence1says" in words(page))
    assert not any(has_numbers[:first])
    assert has_numbers[first]


@pytest.mark.parametrize("design", DESIGNS)
def test_marks_are_artifacts(books: Books, design: str) -> None:
    """ISO 14289-1, 7.1: what is laid on a page stands in no structure element."""
    with pikepdf.open(BytesIO(books[design, True]["screen"].data)) as pdf:
        for page in pdf.pages:
            open_marks: list[str] = []
            kinds = []
            for one in pikepdf.parse_content_stream(page):
                operator, operands = str(one.operator), list(one.operands)
                if operator in ("BDC", "BMC"):
                    open_marks.append(str(operands[0]))
                    if operands[0] == "/Artifact" and operator == "BDC":
                        kinds.append(str(operands[1].get("/Subtype")))
                elif operator == "EMC":
                    open_marks.pop()
                elif operator == "Do":
                    form = page.Resources.XObject[str(operands[0])]
                    if form.Subtype == "/Form":
                        assert open_marks[:1] == ["/Artifact"]
            assert not open_marks
            assert kinds[0] == "/Watermark"
            assert "/Footer" in kinds


@pytest.mark.parametrize("design", DESIGNS)
def test_structure_is_that_of_the_finished_publication(books: Books, design: str) -> None:
    def roles(artefact: Artefact) -> list[str]:
        with pikepdf.open(BytesIO(artefact.data)) as pdf:
            return sorted(
                str(one.S)
                for one in pdf.objects
                if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one
            )

    finished = roles(books[design, False]["screen"])
    assert len(finished) > 20
    assert finished == roles(books[design, True]["screen"])


@pytest.mark.parametrize("design", DESIGNS)
def test_numbers_and_watermark_are_not_copied_with_the_text(
    books: Books, design: str, tmp_path: Path
) -> None:
    finished = copied(books[design, False]["screen"], tmp_path)
    drafts = copied(books[design, True]["screen"], tmp_path)
    for page, draft in zip(finished, drafts, strict=True):
        assert LINE in draft
        assert draft.replace(LINE, "").split() == page.split()


def test_turned_pages_have_the_line_too(books: Books) -> None:
    for design in DESIGNS:
        for page in signs(books[design, True]["print"]):
            assert LINE.replace(" ", "") in words(page)


def test_a_finished_publication_says_nothing(books: Books, tmp_path: Path) -> None:
    for design in DESIGNS:
        for edition in ("screen", "print"):
            text = " ".join(copied(books[design, False][edition], tmp_path))
            assert "1 December" not in text
            assert "Draft" not in text


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        (
            "de",
            "Entwurf vom 22. November 2026. Nicht zur Veröffentlichung vor dem 3. Februar 2027.",
        ),
        ("es", "Borrador del 22 de noviembre de 2026. No difundir antes del 3 de febrero de 2027."),
        ("fr", "Version provisoire du 22 novembre 2026. Ne pas diffuser avant le 3 février 2027."),
    ],
)
def test_it_speaks_the_language_of_the_publication(lang: str, line: str, tmp_path: Path) -> None:
    found = made(tmp_path, lang=lang, embargo="2027-02-03", editions=["screen"])["screen"]
    assert all(line in page for page in copied(found, tmp_path))


def test_without_an_embargo_it_names_the_date_alone(tmp_path: Path) -> None:
    found = made(tmp_path, embargo=None, editions=["screen"])["screen"]
    for page in copied(found, tmp_path):
        assert "Draft of 22 November 2026." in page
        assert "release" not in page


def test_words_of_a_publication_are_its_own_and_safe(tmp_path: Path) -> None:
    own = tmp_path / "templates/words"
    own.mkdir(parents=True)
    (own / "en.yaml").write_text("draft: <Proof>\ndraft-of: 'A & B, {date}.'\n", encoding="utf-8")
    found = made(tmp_path, embargo=None, editions=["screen"])["screen"]
    assert all("A & B, 22 November 2026." in page for page in copied(found, tmp_path))
    assert all(words(page).startswith("<PROOF>") for page in signs(found))


def test_the_same_draft_has_the_same_bytes(books: Books, tmp_path: Path) -> None:
    again = made(tmp_path / "again", design="anthology")
    for edition in ("screen", "print", "epub"):
        assert again[edition].sha256 == books["anthology", True][edition].sha256


def luminance(colour: str) -> float:
    """The relative luminance of a colour as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_over_the_watermark_can_be_read() -> None:
    css = (ROOT / "styles/editions/draft.css").read_text(encoding="utf-8")
    (mark,) = re.findall(r"color: (#[0-9a-f]{6})", css)
    tokens = (ROOT / "styles/tokens.css").read_text(encoding="utf-8")
    inks = re.findall(r"--(?:ink|ink-soft|accent|code-\w+): (#[0-9a-f]{6})", tokens)
    assert len(inks) == 8
    for ink in inks:
        assert (luminance(mark) + 0.05) / (luminance(ink) + 0.05) >= 4.5
