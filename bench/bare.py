"""Bare WeasyPrint: one HTML document becomes a tagged PDF, with paragraphs set as a whole.

    python bench/bare.py book.html book.pdf

What ``python -m weasyprint --pdf-tags book.html book.pdf`` does, and nothing of Octavo but the
justified paragraphs, so that both break the same lines.
"""

from __future__ import annotations

import logging
import sys

from weasyprint import HTML

from octavo.writers.pdf.paragraphs import set_as_a_whole


def main() -> None:
    """Write the PDF."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    source, target = sys.argv[1:]
    with set_as_a_whole():
        HTML(source).write_pdf(target, pdf_tags=True)


if __name__ == "__main__":
    main()
