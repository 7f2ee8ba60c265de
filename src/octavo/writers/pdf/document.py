"""A section as an HTML document of its own, for the layout engine."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise

from markupsafe import escape

from octavo.model.rendition import Rendition
from octavo.writers.pdf.folios import Folio
from octavo.writers.pdf.orders import Order, Setup


def section_document(setup: Setup, order: Order, beginning_pages: tuple[str, ...] = ()) -> str:
    """Return the HTML of a section that begins on a page with the order's folio.

    The root's ``break-before`` sets the side of the first page, ``@page :first`` its number.
    The blocks ``beginning_pages`` each begin a page.
    """
    moved = "".join(f"[id='{block}'] {{ break-before: page }} " for block in beginning_pages)
    section, folio = order.section, order.folio
    classes = f"kind-{section.kind} matter-{section.matter} folios-{folio.style}"
    classes += " is-chapter" if section.is_chapter else ""
    classes += " in-part" if section.in_part else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(section.lang)}" class="{classes}">\n'
        f'<head><meta charset="utf-8"><title>.</title>\n'
        f"<style>html {{ break-before: {_side(folio)} }} "
        f"@page :first {{ counter-reset: page {folio.number} }} {moved}</style></head>\n"
        f'<body data-book="{escape(setup.title)}" data-running="{escape(section.running)}">\n'
        f"{_with_whole_letters(section.xhtml)}\n</body></html>"
    )


def _side(folio: Folio) -> str:
    return "recto" if folio.is_recto else "verso"


def _with_whole_letters(xhtml: str) -> str:
    """Return markup in which no ligature reaches over a soft hyphen.

    WeasyPrint 70 gives such a glyph (fk, ffi, fl …) no letters in the PDF's text, wherever else
    in the document it stands. A zero width non-joiner keeps the letters apart.
    """
    return xhtml.replace("f\u00ad", "f\u00ad\u200c")


def blank_document(setup: Setup, folio: Folio) -> str:
    """Return the HTML of a blank page."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(setup.lang)}" class="kind-blank">'
        f"<head><title>.</title><style>html {{ break-before: {_side(folio)} }}</style></head>"
        "<body></body></html>"
    )


def frame_document(rendition: Rendition, created: datetime.datetime) -> str:
    """Return the HTML of a blank page with all that a file says of itself as a whole."""
    publication = rendition.publication
    time = created.strftime("%Y-%m-%dT%H:%M:%SZ")
    meta = [
        *(("author", name) for name in rendition.authors),
        ("description", publication.description),
        ("keywords", ", ".join(publication.keywords)),
        ("generator", "Octavo"),
        ("dcterms.created", time),
        ("dcterms.modified", time),
    ]
    metas = "".join(
        f'<meta name="{name}" content="{escape(content)}">' for name, content in meta if content
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(publication.lang)}" class="kind-blank">'
        f"<head><title>{escape(publication.title)}</title>{metas}</head><body></body></html>"
    )


def claimed_variant(rendition: Rendition) -> str | None:
    """Return what a file claims to be: PDF/UA-1 where it is tagged and its content bears that out.

    WeasyPrint writes the claim without looking. As far as Octavo writes the content, every image
    needs an alternative text (ISO 14289-1, 7.3), and headings must not skip a level (7.4.2).
    """
    bears_out = rendition.edition.tagged and all(
        'alt=""' not in section.xhtml and not _skips_a_level(section.xhtml)
        for section in rendition.sections
    )
    return "pdf/ua-1" if bears_out else None


def _skips_a_level(xhtml: str) -> bool:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", xhtml)]
    return any(later > level + 1 for level, later in pairwise(levels))
