"""What the EPUB may say of its accessibility: computed from its content, never assumed.

EPUB Accessibility 1.1 (package metadata): access modes, features and hazards must be told,
sufficient access modes and a summary should be. Nothing is said of WCAG conformance: that takes
a human judgement.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from octavo.documents.names import COVER_IMAGE
from octavo.documents.sections import Document
from octavo.documents.xhtml import MATHML_NAMESPACE, SVG_NAMESPACE, XHTML
from octavo.model.book import Asset


@dataclass(frozen=True, slots=True)
class Claims:
    """The values of schema.org's accessibility properties, in their order."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class _Content:
    """What the documents hold."""

    has_pictures: bool
    described: bool
    has_mathematics: bool
    has_notes: bool


def claims_of(
    documents: Sequence[Document],
    images: Iterable[Asset],
    words: Mapping[str, str],
    *,
    missing_alt: bool,
    has_pages: bool,
    pages_are_printed: bool,
) -> Claims:
    """Return what is true of these documents.

    ``images`` are those that they show; ``missing_alt`` tells that an author gave one no
    alternative text, ``pages_are_printed`` that the page numbers are those of a printed edition
    with an ISBN of its own.
    """
    content = _content(documents, missing_alt=missing_alt)
    complete = not content.has_pictures or content.described
    features = ["tableOfContents", "readingOrder", "structuralNavigation"]
    if content.described:
        features.append("alternativeText")
    if content.has_mathematics:
        features.append("MathML")
    if has_pages:
        features += ["pageNavigation", "pageBreakMarkers"]
    sentences = ["access-text"]
    if content.has_notes:
        sentences.append("access-notes")
    if content.has_pictures:
        sentences.append("access-images" if content.described else "access-images-missing")
    if content.has_mathematics:
        sentences.append("access-mathematics")
    if has_pages:
        sentences.append("access-pages-print" if pages_are_printed else "access-pages")
    return Claims(
        modes=("textual", "visual") if content.has_pictures else ("textual",),
        sufficient=("textual",) if complete else ("textual,visual",),
        features=tuple(features),
        hazards=("unknown",) if any(map(_moves, images)) else ("none",),
        summary=" ".join(words[sentence] for sentence in sentences),
    )


def _content(documents: Sequence[Document], *, missing_alt: bool) -> _Content:
    """Read the documents. The cover is an image with an alternative text, but no content."""
    has_pictures = has_mathematics = has_notes = False
    alternatives: list[str | None] = []
    for document in documents:
        for element in document.body.iter(etree.Element):
            if element.tag == XHTML + "img":
                alternatives.append(element.get("alt"))
                has_pictures = has_pictures or element.get("src") != COVER_IMAGE
            elif element.tag == f"{{{SVG_NAMESPACE}}}svg":
                has_pictures = True
                alternatives.append(element.get("aria-label"))
            has_mathematics = has_mathematics or element.tag == f"{{{MATHML_NAMESPACE}}}math"
            has_notes = has_notes or element.get("role") == "doc-noteref"
    # An empty alternative marks an image as decoration; none at all says nothing.
    described = any(alternatives) and None not in alternatives and not missing_alt
    return _Content(has_pictures, described, has_mathematics, has_notes)


def _moves(image: Asset) -> bool:
    """Tell whether an image is animated: nobody has then said whether it flashes."""
    if image.media_type not in ("image/gif", "image/webp", "image/png"):
        return False
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(BytesIO(image.data)) as picture:
            return bool(getattr(picture, "is_animated", False))
