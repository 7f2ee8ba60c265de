"""Every diagnostic code, in one table: what it is called, how bad it is, and why it exists."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A kind of finding. ``explanation`` tells an author why it matters and what to do."""

    is_error: bool
    title: str
    explanation: str


def _error(title: str, explanation: str) -> Code:
    return Code(True, title, explanation)


def _warning(title: str, explanation: str) -> Code:
    return Code(False, title, explanation)


CODES: dict[str, Code] = {
    # 0xx: the configuration and the use of the command
    "OCT001": _error(
        "no octavo.yaml",
        "Octavo reads the publications of a folder from its octavo.yaml. It looks in the current "
        "folder and in those above it.",
    ),
    "OCT002": _error(
        "YAML cannot be read",
        "The file is not valid YAML. Usual reasons: a tab where spaces belong, a colon inside a "
        "title that is not quoted, a bracket that is not closed.",
    ),
    "OCT003": _error(
        "unknown key",
        "A key that Octavo does not know is refused rather than ignored, so that a mistyped "
        "option cannot silently do nothing.",
    ),
    "OCT004": _error(
        "invalid value",
        "The value is missing or of the wrong kind.",
    ),
    "OCT005": _error(
        "contents match no file",
        "An entry of `contents` names a file, a folder or a pattern such as `essays/*.md`. This "
        "one names nothing that exists.",
    ),
    "OCT006": _error(
        "no such publication or edition",
        "The name given on the command line is not in octavo.yaml.",
    ),
    "OCT007": _error(
        "key given twice",
        "YAML keeps only the last of two equal keys; the first would be lost.",
    ),
    "OCT008": _error(
        "template or stylesheet not found",
        "A design names a template or a stylesheet that is neither in the publication nor in the "
        "house theme.",
    ),
    # 1xx: files
    "OCT101": _error(
        "not UTF-8",
        "Manuscripts are read as UTF-8. Save the file in that encoding; a wrong guess would "
        "falsify names and quotations.",
    ),
    "OCT102": _error(
        "path outside the publication",
        "A publication may use only what lies in its own folder. Paths with `..`, links in the "
        "file system and `file://` addresses that lead out of it are never read.",
    ),
    "OCT103": _error(
        "file cannot be read",
        "The file exists but cannot be opened: look at its permissions.",
    ),
    "OCT104": _error(
        "file too large",
        "A file larger than the limit is refused, so that one manuscript cannot take the "
        "machine down.",
    ),
    "OCT105": _error(
        "front matter is not YAML",
        "The block between the two lines of `---` at the head of a file is YAML.",
    ),
    "OCT106": _warning(
        "front matter value cannot be used",
        "A known key of the front matter has a value that Octavo cannot read; it is left out.",
    ),
    # 11x: contributors and what else octavo.yaml names
    # 2xx: the manuscript
    "OCT201": _error(
        "missing image",
        "The image does not exist. Paths are taken from the folder of the Markdown file; those "
        "that begin with `/` from the publication's `assets` folder.",
    ),
    "OCT202": _warning(
        "image on the network",
        "Nothing is fetched during a build. A placeholder stands for the image.",
    ),
    "OCT203": _error(
        "image cannot be used",
        "The file is not an image that every edition can show (PNG, JPEG, GIF, WebP, SVG), or "
        "it is damaged, or it has too many pixels.",
    ),
    "OCT204": _warning(
        "missing alt text",
        "Somebody who does not see the image gets nothing. Until it has an alt text the edition "
        "does not claim PDF/UA or alternative text.",
    ),
    "OCT210": _error(
        "identifier given twice",
        "A link could lead to only one of two blocks with the same explicit identifier.",
    ),
    "OCT211": _warning(
        "link to nowhere",
        "The link leads to nothing in this publication. Its text stays, without a link.",
    ),
    "OCT212": _warning(
        "identifier cannot be used",
        "An identifier holds letters, digits, `-`, `_`, `.` and `:` and begins with a letter.",
    ),
    "OCT213": _error(
        "cross-reference to nothing",
        "A reference such as `@fig-growth` prints the number of what has that label. Nothing has "
        "it, or what has it bears no number, so the sentence would refer to nothing.",
    ),
    "OCT220": _error(
        "note called and not defined",
        "The text calls a note that has no body.",
    ),
    "OCT221": _warning(
        "note never called",
        "The note is defined and nothing calls it, so no edition can show it.",
    ),
    "OCT222": _error(
        "note defined twice",
        "Two notes have the same label; one of them would be lost.",
    ),
    "OCT223": _error(
        "note calls itself",
        "A note that calls itself, or one that calls it, would never end.",
    ),
    "OCT230": _warning(
        "script, form or embedded page removed",
        "Editions hold no scripts, no forms and nothing from other sites.",
    ),
    "OCT231": _warning(
        "HTML not understood",
        "An HTML tag that is unknown (it is shown as text), never closed, or closes nothing.",
    ),
    "OCT240": _warning(
        "empty chapter",
        "The file holds no text.",
    ),
    # 25x: citations
    # 26x: charts, tables from data, values
    # 27x: index, glossary, abbreviations
    # 28x: formulas
    # 3xx: templates
    "OCT301": _error(
        "template fails",
        "A template cannot be read or asks for something that is not there.",
    ),
    "OCT302": _error(
        "template output is not well-formed",
        "A template must produce well-formed XHTML: every element closed, every attribute quoted.",
    ),
    # 4xx: the pages
    "OCT401": _error(
        "page numbers do not settle",
        "The page numbers printed in the text change the pages that they name, again and again.",
    ),
    "OCT402": _warning(
        "the engine reports",
        "The layout engine said something about a stylesheet, a font or an image.",
    ),
    "OCT403": _error(
        "print and screen differ",
        "The print edition must have the pages of the screen edition, so that a page number is "
        "true for every reader. A stylesheet of one of them changes the layout.",
    ),
    "OCT404": _error(
        "note lost",
        "The layout engine left a note out, and laying the pages out in other ways did not bring "
        "it back. A page break before the paragraph that calls it will.",
    ),
    "OCT405": _warning(
        "note on another page",
        "A note stands on another page than its call, because the page has no room for it.",
    ),
    # 5xx: artefacts
    "OCT501": _error(
        "cannot write",
        "The folder of the artefacts cannot be written.",
    ),
    "OCT502": _error(
        "layout engine missing",
        "WeasyPrint, which lays the pages out, needs the library Pango, and it is not installed.",
    ),
    "OCT510": _error(
        "PDF is damaged",
        "The syntax check of the PDF library found faults.",
    ),
    "OCT511": _error(
        "EPUBCheck reports",
        "EPUBCheck, the validator of the W3C's EPUB community, found a fault.",
    ),
    "OCT512": _error(
        "artefact missing or changed",
        "The manifest names a file that is missing or is not the one that was built.",
    ),
    "OCT513": _warning(
        "not checked",
        "A validator is not installed; nothing can be said. `octavo doctor` tells how to get it.",
    ),
    # 6xx: what an editor would ask
    # 9xx
    "OCT999": _error(
        "internal error",
        "Octavo made a mistake of its own. Please report it with the manuscript that caused it.",
    ),
}
