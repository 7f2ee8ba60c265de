"""What the EPUB says of its accessibility follows its content."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from .conftest import MakePublication, png
from .opened import Opened
from .paging import paged

BASE = ["tableOfContents", "readingOrder", "structuralNavigation"]


def claims(opened: Opened) -> tuple[list[str], list[str], list[str], list[str]]:
    return (
        opened.metadata("schema:accessMode"),
        opened.metadata("schema:accessModeSufficient"),
        opened.metadata("schema:accessibilityFeature"),
        opened.metadata("schema:accessibilityHazard"),
    )


def book(publication: MakePublication, text: str, **facts: object) -> Opened:
    files = {"text/1.md": f"# One\n\n{text}\n", "text/a.png": png()}
    return publication(files, **facts).epub(cover=False)


def test_text_alone(publication: MakePublication) -> None:
    opened = book(publication, "Text.")
    assert claims(opened) == (["textual"], ["textual"], BASE, ["none"])
    (summary,) = opened.metadata("schema:accessibilitySummary")
    assert "mage" not in summary
    assert "note" not in summary
    assert "Page" not in summary


def test_images_with_an_alternative(publication: MakePublication) -> None:
    opened = book(publication, 'Text.[^1]\n\n![](a.png){fig-alt="A square"}\n\n[^1]: Note.')
    assert claims(opened) == (
        ["textual", "visual"],
        ["textual"],
        [*BASE, "alternativeText"],
        ["none"],
    )
    (summary,) = opened.metadata("schema:accessibilitySummary")
    assert "Images have text alternatives." in summary
    assert "note" in summary


def test_one_image_without_an_alternative(publication: MakePublication) -> None:
    opened = book(publication, '![](a.png){fig-alt="A square"} and ![](a.png)')
    assert claims(opened) == (["textual", "visual"], ["textual,visual"], BASE, ["none"])
    (summary,) = opened.metadata("schema:accessibilitySummary")
    assert "Not all images have text alternatives yet." in summary


def test_images_marked_as_decoration_are_no_alternative_text(publication: MakePublication) -> None:
    opened = book(publication, 'Text <img src="a.png" alt=""> text.')
    assert "alternativeText" not in opened.metadata("schema:accessibilityFeature")


def test_pages(publication: MakePublication) -> None:
    one = publication({"text/1.md": "# One\n\nText.\n"})
    opened = one.epub(paged(one.rendition(), every=50), cover=False)
    assert claims(opened)[2] == [*BASE, "pageNavigation", "pageBreakMarkers"]
    (summary,) = opened.metadata("schema:accessibilitySummary")
    assert "Page numbers are those of the PDF edition" in summary


def test_an_animated_image_is_an_unknown_hazard(publication: MakePublication) -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (4, 4), color) for color in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    files = {"text/1.md": '# One\n\n![](a.gif){fig-alt="Blinks"}\n', "text/a.gif": out.getvalue()}
    assert claims(publication(files).epub())[3] == ["unknown"]


def test_the_summary_is_in_the_language_of_the_book_or_says_that_it_is_not(
    publication: MakePublication,
) -> None:
    french = book(publication, "Texte.", lang="fr-CH")
    (summary,) = french.metadata("schema:accessibilitySummary")
    assert summary.startswith("Le texte")
    finnish = book(publication, "Teksti.", lang="fi")
    (element,) = (
        meta
        for meta in finnish.package.iter("{*}meta")
        if meta.get("property") == "schema:accessibilitySummary"
    )
    assert element.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
