"""Citation styles: a CSL file of the publication, looked at before citeproc gets it."""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.model.diagnostic import Diagnostic, OctavoError, Span, diagnose
from octavo.workspace import OutsideError, Workspace

MAXIMUM_STYLE = 2_000_000
_CSL = "{http://purl.org/net/xbiblio/csl}"
_HINT = "take a style that stands for itself from zotero.org/styles and save it as a file"


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its file as it is, and what it asks of the way that citations are set.

    ``in_notes`` tells whether it sets them as notes, ``tests_position`` whether it asks what was
    cited just before (“ibid.”).
    """

    path: str
    in_notes: bool = False
    tests_position: bool = False
    data: bytes = field(default=b"", repr=False)


def read_style(workspace: Workspace, path: str) -> tuple[Style | None, tuple[Diagnostic, ...]]:
    """Return the style at ``path``, or None with the reason.

    The load pass has told of a file that is missing. A style that only points to another on the
    network is refused: nothing is fetched during a build.
    """
    from lxml import etree

    try:
        if not workspace.is_file(path):
            return None, ()
        data = workspace.read_bytes(path, MAXIMUM_STYLE)
    except OutsideError:
        return None, ()
    except OctavoError as error:
        return None, error.diagnostics
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        span = Span(path, error.lineno or 1, error.offset or 1)
        return None, (_unusable(f"the citation style is not XML ({error.msg})", span, _HINT),)
    line = root.sourceline
    start = Span(path, line if isinstance(line, int) else 1)
    if root.tag != _CSL + "style" or b"<!DOCTYPE" in data:
        return None, (_unusable(f"“{path}” is not a CSL style", start, _HINT),)
    if any(link.get("rel") == "independent-parent" for link in root.iter(_CSL + "link")):
        message = f"“{path}” is not a style itself but points to one on the network"
        return None, (_unusable(message, start, _HINT),)
    tests_position = any("position" in node.attrib for node in root.iter(_CSL + "*"))
    return Style(path, root.get("class") == "note", tests_position, data), ()


def _unusable(message: str, span: Span, hint: str) -> Diagnostic:
    return diagnose("OCT254", message, span, hint)
