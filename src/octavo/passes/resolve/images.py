"""Images: found in the publication, checked, and made safe to ship."""

from __future__ import annotations

import posixpath
import re
import warnings
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

from octavo.model.book import Asset
from octavo.model.diagnostic import Diagnostic, OctavoError, Span, diagnose
from octavo.passes.resolve.addresses import split_address
from octavo.passes.resolve.nearby import nearby
from octavo.workspace import OutsideError, Workspace

if TYPE_CHECKING:
    from lxml.etree import _Element

MAXIMUM_PIXELS = 60_000_000

_MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
_SVG_NUMBER = re.compile(r"\s*([\d.]+)\s*(px|pt|mm|cm|in)?\s*$")
_SVG_UNITS = {"px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_ACTIVE = frozenset(
    _SVG + name for name in ("script", "foreignObject", "animate", "set", "handler", "iframe")
)
# What CSS looks up elsewhere (CSS Values 4, section 4.5), not in the file or in the address itself.
_CSS_IMPORT = re.compile(r"@import[^;]*(?:;|$)", re.IGNORECASE)
_CSS_ADDRESS = re.compile(
    r"""(?:url|image-set)\(\s*+(?!["']?\s*+(?:\#|data:image/))"""
    r"""(?:"[^"]*+"|'[^']*+'|[^()"']++)*+\)?""",
    re.IGNORECASE,
)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\f\r]?|(.))", re.DOTALL)
# Where an address that begins with / is looked for.
_SITE_FOLDERS = ("assets", "", "static", "public", "source")


class ImageShelf:
    """The images of a publication, each read and checked once."""

    def __init__(self, workspace: Workspace) -> None:
        """Begin with an empty shelf."""
        self.workspace = workspace
        self._assets: dict[str, Asset] = {}

    def find(self, source: str, span: Span) -> tuple[Asset | None, tuple[Diagnostic, ...]]:
        """Return the asset that an image's path means in the file of ``span``, or why not."""
        parts = split_address(source)
        if parts.scheme in ("http", "https") or source.startswith("//"):
            return None, (
                diagnose(
                    "OCT202",
                    f"“{_short(source)}” is on the network; nothing is fetched during a build",
                    span,
                    "save it beside the manuscript and give its path",
                ),
            )
        if parts.scheme == "file":
            return None, (_outside(source, span),)
        if parts.scheme:
            return None, (
                diagnose(
                    "OCT203",
                    f"an image cannot be given as “{parts.scheme}:…”",
                    span,
                    "save it as a file beside the manuscript and give its path",
                ),
            )
        path = self._path(unquote(parts.path), span.path)
        if path in self._assets:
            return self._assets[path], ()
        return self._read(path, source, span)

    def _path(self, path: str, manuscript: str) -> str:
        """Return a path relative to the root; one that begins with ``/`` lies in ``assets``.

        Where it does not, it is looked for where sites keep what their addresses begin with:
        at the top (Quarto, Jekyll), in ``static`` (Hugo, Docusaurus), ``public`` or ``source``.
        """
        if path.startswith("/"):
            places = [posixpath.normpath(folder + path).lstrip("/") for folder in _SITE_FOLDERS]
            return next(filter(self.workspace.exists, places), places[0])
        return posixpath.normpath(posixpath.join(posixpath.dirname(manuscript), path))

    def _read(
        self, path: str, source: str, span: Span
    ) -> tuple[Asset | None, tuple[Diagnostic, ...]]:
        try:
            is_file = self.workspace.is_file(path)
        except OutsideError:
            return None, (_outside(source, span),)
        if not is_file:
            near = nearby(self.workspace, path, span.path)
            hint = f"did you mean “{near}”?" if near else f"looked for {path}"
            return None, (diagnose("OCT201", f"no image “{source}”", span, hint),)
        try:
            asset = read_image(path, self.workspace.read_bytes(path))
        except OctavoError as error:
            return None, tuple(
                diagnose(finding.code, finding.message, span, *finding.hints)
                for finding in error.diagnostics
            )
        except ValueError as error:
            return None, (
                diagnose(
                    "OCT203",
                    f"“{source}” cannot be used: {error}",
                    span,
                    "save it as PNG, JPEG or SVG",
                ),
            )
        self._assets[path] = asset
        return asset, ()


def read_image(path: str, data: bytes) -> Asset:
    """Return the asset of an image file; ``ValueError`` says in words why it cannot be used."""
    if _looks_like_svg(data):
        return _read_svg(path, data)
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(BytesIO(data)) as image:
                kind, (width, height) = image.format or "", image.size
                if width * height > MAXIMUM_PIXELS:
                    raise ValueError(
                        f"it has {width} × {height} pixels; "
                        f"the limit is {MAXIMUM_PIXELS // 1_000_000} million"
                    )
                if kind not in _MEDIA_TYPES:
                    raise ValueError(f"{kind} is not a format that every edition can show")
                image.load()
    except Pillow.DecompressionBombError:
        raise ValueError("it has too many pixels") from None
    except UnidentifiedImageError:
        raise ValueError("it is not an image") from None
    except (OSError, SyntaxError, EOFError) as error:
        raise ValueError(f"it is damaged ({error})") from None
    return Asset(path, _MEDIA_TYPES[kind], data, width, height)


def _looks_like_svg(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in data[:65536]


def _read_svg(path: str, data: bytes) -> Asset:
    """Check an SVG and take out what is active or leads out of it."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"it is not well-formed XML ({error})") from None
    if root.tag != _SVG + "svg":
        raise ValueError("it is XML but not SVG (is xmlns missing?)")
    _clean_svg(root)
    width, height = _svg_size(root)
    clean = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Asset(path, "image/svg+xml", clean, width, height)


def _clean_svg(root: _Element) -> None:
    from lxml import etree

    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _SVG_ACTIVE:
            _remove(element)
            continue
        if etree.QName(element).localname == "style":
            style = _without_addresses("".join(map(str, element.itertext())))
            del element[:]
            element.text = style
        for name, value in list(element.items()):
            local = str(name).rpartition("}")[2].lower()
            leads_out = local == "href" and not str(value).strip().startswith(("#", "data:image/"))
            if local.startswith("on") or local == "base" or leads_out:
                del element.attrib[name]
            else:
                element.set(name, _without_addresses(str(value)))


def _remove(element: _Element) -> None:
    """Take an element out of its parent; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def _without_addresses(style: str) -> str:
    """Return CSS, or an attribute that may hold some, with nothing that leads out of its file.

    An escape or a comment may hide an address: it is looked for without them.
    """
    if "(" not in style and "@" not in style and "\\" not in style:
        return style
    plain = _CSS_COMMENT.sub("", _CSS_ESCAPE.sub(_unescaped, style))
    clean = _CSS_ADDRESS.sub("none", _CSS_IMPORT.sub("", plain))
    return style if clean == plain else clean


def _unescaped(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    # Printable ASCII is all that the words of CSS and the schemes of addresses are written in.
    return chr(code) if 0x20 <= code < 0x7F and code not in b"\\\"'" else "\ufffd"


def _svg_size(root: _Element) -> tuple[float, float]:
    """Return the size in CSS pixels, from the root's size or its view box; 0 where unknown."""
    sizes = []
    for name in ("width", "height"):
        match = _SVG_NUMBER.match(root.get(name, ""))
        sizes.append(float(match[1]) * _SVG_UNITS[match[2] or "px"] if match else 0.0)
    if not all(sizes):
        box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
        if len(box) == 4:
            try:
                return float(box[2]), float(box[3])
            except ValueError:
                pass
    return sizes[0], sizes[1]


def _outside(source: str, span: Span) -> Diagnostic:
    return diagnose(
        "OCT102",
        f"“{_short(source)}” leads out of the publication",
        span,
        "copy the file into the folder of octavo.yaml and give its path there",
    )


def _short(address: str) -> str:
    return address if len(address) <= 80 else address[:77] + "…"
