"""XHTML laid out for people, so that it can stand on a page of the documentation.

Only what means nothing is changed: white space (listings keep theirs), and identifiers that
Octavo makes from the text of a block, which are left out where no link leads to them.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from lxml import etree
from markupsafe import escape

WIDTH = 96

_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr li nav ol p pre section table tbody td tfoot th thead tr "
    "ul".split()
)
_VOID = frozenset("br hr img col wbr".split())
# As resolve makes them: the chapter's name, six digits of a checksum, a number for its twins.
_MADE = re.compile(r"[\w-]+?-[0-9a-f]{6}(-\d+)?")
_NAMES = re.compile(r"\{([^}]*)\}(.*)")
_PREFIXES = {
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.idpf.org/2007/ops": "epub:",
}
_ROOT = '<root xmlns:epub="http://www.idpf.org/2007/ops">{}</root>'
# Stands for a space inside a tag, where no line may be broken.
_HELD = "\x1f"


def laid_out(xhtml: str) -> str:
    """Return XHTML with a line for each block, indented by its depth.

    Raises ``lxml.etree.XMLSyntaxError`` where it is not well-formed.
    """
    root = etree.fromstring(_ROOT.format(xhtml))
    linked = {href for element in root.iter() if (href := element.get("href"))}
    for element in root.iter():
        identifier = element.get("id", "")
        if _MADE.fullmatch(identifier) and f"#{identifier}" not in linked:
            del element.attrib["id"]
    return "".join(line + "\n" for line in _inside(root, 0))


def _inside(element: etree._Element, depth: int) -> Iterator[str]:
    """Yield the lines of an element's content: runs of inlines, and blocks."""
    run = _text(element.text)
    for child in element:
        if _is_block(child):
            yield from _wrapped(run, depth)
            yield from _block(child, depth)
            run = ""
        else:
            run += _inline(child)
        run += _text(child.tail)
    yield from _wrapped(run, depth)


def _block(element: etree._Element, depth: int) -> Iterator[str]:
    indent = "  " * depth
    name = _name(element.tag)
    if name == "pre":
        yield (indent + _inline(element)).replace(_HELD, " ").replace("\r", " ")
    elif name in _VOID:
        yield indent + _tag(element).replace(_HELD, " ")
    elif any(_is_block(child) for child in element):
        yield indent + _tag(element).replace(_HELD, " ")
        yield from _inside(element, depth + 1)
        yield f"{indent}</{name}>"
    else:
        content = "".join([_text(element.text), *map(_with_tail, element)])
        yield from _wrapped(f"{_tag(element)}{content.strip()}</{name}>", depth)


def _is_block(element: etree._Element) -> bool:
    """Tell whether an element has lines of its own; so has one that holds a block."""
    return any(_name(inner.tag) in _BLOCKS for inner in element.iter(etree.Element))


def _with_tail(element: etree._Element) -> str:
    return _inline(element) + _text(element.tail)


def _inline(element: etree._Element) -> str:
    """Return an element in a line; the white space of a listing is kept."""
    name = _name(element.tag)
    if name in _VOID:
        return _tag(element)
    if any(_name(outer.tag) == "pre" for outer in (element, *element.iterancestors())):
        texts = [str(escape(element.text or ""))]
        texts += [_inline(child) + str(escape(child.tail or "")) for child in element]
    else:
        texts = [_text(element.text), *map(_with_tail, element)]
    return f"{_tag(element)}{''.join(texts)}</{name}>"


def _tag(element: etree._Element) -> str:
    name = _name(element.tag)
    pairs = [(_name(key), str(value)) for key, value in element.items()]
    if (space := _own_namespace(element)) is not None:
        pairs.insert(0, ("xmlns", space))
    shown = "".join(f' {key}="{escape(value)}"' for key, value in pairs)
    end = "/>" if name in _VOID else ">"
    return f"<{name}{shown}{end}".replace(" ", _HELD)


def _own_namespace(element: etree._Element) -> str | None:
    """Return the namespace of an element that is not its parent's."""
    space, outer = etree.QName(element).namespace, element.getparent()
    around = None if outer is None else etree.QName(outer).namespace
    return None if space == around else space


def _name(name: object) -> str:
    """Return a name with the prefix that it is written with."""
    match = _NAMES.fullmatch(str(name))
    return _PREFIXES.get(match[1], "") + match[2] if match else str(name)


def _text(text: str | None) -> str:
    """Return a text with its white space folded; a space that no line may end at is kept."""
    return str(escape(re.sub(r"[ \t\r\n]+", " ", text or "")))


def _wrapped(run: str, depth: int) -> Iterator[str]:
    """Yield the lines of a run of inlines."""
    for line in textwrap.wrap(
        run.strip(" "),
        WIDTH,
        initial_indent="  " * depth,
        subsequent_indent="  " * depth,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
        expand_tabs=False,
    ):
        yield line.replace(_HELD, " ")
