"""draw: formulas in LaTeX become SVG for paged editions, and MathML for the others.

Ziamath draws with STIX Two Math, without TeX; latex2mathml reads the LaTeX. Both are told nothing
but the formula: no file is read and no command is run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from lxml import etree
from lxml.etree import _Element

from octavo.cache import Cache, key_of, made_by
from octavo.model.book import Asset, Book, Chapter, DrawnFormula
from octavo.model.content import DisplayFormula, nodes_of
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import Formula
from octavo.nearest import nearest

MAXIMUM_LENGTH = 4_000
# Ziamath 0.13 measures every row by making all in it twice, so what is in rows within rows is made
# many times; a formula for which that is more than this takes seconds.
MAXIMUM_WORK = 12_000
FOLDER = "formulas"

# Drawn at this size, so that sizes in ems have enough decimals.
_SIZE = 100.0
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ENVIRONMENT = re.compile(r"\\begin\s*\{([^{}]*)\}")
# Words in a formula: latex2mathml hands their < and & on as they are.
_WORDS = re.compile(r"\\(?:text(?:rm|bf|it|sf|tt)?|mbox|hbox)\s*\{([^{}]*)\}")
# Commands that lead out of the formula, or style it by other means than LaTeX's.
_REFUSED = frozenset({"href", "class", "style", "cssId", "unicode"})
# Presentation MathML (MathML 3, chapter 3) as far as these libraries write it.
_ELEMENTS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover "
    "munderover mmultiscripts mprescripts none mtable mtr mtd mstyle mpadded mphantom "
    "menclose".split()
)
_ATTRIBUTES = frozenset(
    "display mathvariant stretchy fence form lspace rspace width height depth voffset "
    "linethickness columnalign columnlines rowlines rowspacing columnspacing displaystyle "
    "scriptlevel mathcolor mathbackground mathsize accent accentunder notation minsize maxsize "
    "separator movablelimits largeop symmetric frame".split()
)
_VALUE = re.compile(r"[\w\s#%.+-]*")
# Environments of lines under each other. The libraries read one of them alone without numbering
# its lines; here an equation has the number of its label.
_LINES = re.compile(
    r"\\(begin|end)\{(?:align|alignat|aligned|gather|gathered|multline|equation|split)\*?\}"
)

_FORMULAS = (Formula, DisplayFormula)

Formulas = dict[tuple[str, bool], DrawnFormula]


def draw(book: Book, cache: Cache | None = None) -> tuple[Book, list[Diagnostic]]:
    """Return a book with its formulas drawn, and what was wrong with them.

    ``cache`` is where the drawings are kept.
    """
    imprint = (book.imprint,) if book.imprint else ()
    resolved = (*book.chapters, *imprint, *book.around.values())
    formulas, diagnostics = drawn_formulas((item.chapter for item in resolved), cache)
    return replace(book, formulas=formulas), diagnostics


def drawn_formulas(
    chapters: Iterable[Chapter], cache: Cache | None = None
) -> tuple[Formulas, list[Diagnostic]]:
    """Return the formulas of chapters by their LaTeX and whether they stand on their own lines.

    Each is drawn once; one that cannot be read is told at its place and is left out.
    """
    drawer = _Drawer(cache)
    for chapter in chapters:
        bodies = (block for note in chapter.notes for block in note.blocks)
        for node in nodes_of(_FORMULAS, (*chapter.title, *chapter.blocks, *bodies)):
            drawer.draw(node, chapter.source.path)
    return drawer.formulas, drawer.diagnostics


class _Drawer:
    """Draws formulas and remembers what it has seen."""

    def __init__(self, cache: Cache | None) -> None:
        self.cache = cache
        self.formulas: Formulas = {}
        self.diagnostics: list[Diagnostic] = []

    def draw(self, node: Formula | DisplayFormula, path: str) -> None:
        on_own_lines = isinstance(node, DisplayFormula)
        key = (node.text, on_own_lines)
        if key in self.formulas:
            return
        kept = self._kept(*key)
        if kept is not None:
            self.formulas[key] = kept
            return
        span = Span(path, *node.place, width=min(len(node.text) + 2, 60))
        problem, hint = _problem(node.text)
        if not problem:
            try:
                self.formulas[key] = self._drawn(node.text, on_own_lines)
            except _UnreadableError as error:
                problem, hint = str(error), "check its braces, its commands and its environments"
        if problem:
            self.diagnostics.append(diagnose("OCT280", problem, span, hint))

    def _kept(self, latex: str, on_own_lines: bool) -> DrawnFormula | None:
        data = self.cache and self.cache.get(_key(latex, on_own_lines))
        try:
            svg, mathml, *sizes = json.loads(data or b"")
            return _formula(latex, str(svg), str(mathml), *map(float, sizes))
        except (ValueError, TypeError, AttributeError):
            return None

    def _drawn(self, latex: str, on_own_lines: bool) -> DrawnFormula:
        """Return a formula drawn, and keep it. Raises ``_UnreadableError``."""
        source = _LINES.sub(r"\\\1{align*}", _WORDS.sub(_escaped, latex))
        mathml = _mathml(source, on_own_lines=on_own_lines)
        svg, *sizes = _svg(source, on_own_lines=on_own_lines)
        if self.cache is not None:
            data = json.dumps([svg, mathml, *sizes]).encode()
            self.cache.put(_key(latex, on_own_lines), data)
        return _formula(latex, svg, mathml, *sizes)


def _key(latex: str, on_own_lines: bool) -> str:
    maker = made_by(("latex2mathml", "lxml", "ziafont", "ziamath"), __file__)
    return key_of("formula", maker, latex, str(on_own_lines))


class _UnreadableError(Exception):
    """A formula cannot be drawn."""


def _problem(latex: str) -> tuple[str, str]:
    """Return what is wrong with a formula before anything reads it, and what to do."""
    if not latex.strip():
        return "the formula is empty", "write it between the dollars, or write \\$ for a dollar"
    if len(latex) > MAXIMUM_LENGTH:
        return f"the formula is longer than {MAXIMUM_LENGTH} characters", "divide it"
    depth = 0
    for character in re.sub(r"\\.", "", latex, flags=re.DOTALL):
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return "the formula closes a brace that is not open", "remove the } or write \\}"
    if depth:
        return "the formula opens a brace and does not close it", "close it with }"
    return _unknown_command(latex)


def _unknown_command(latex: str) -> tuple[str, str]:
    known = _known_commands()
    for name in _ENVIRONMENT.findall(latex):
        if "\\" + name not in known and not _LINES.match(f"\\begin{{{name}}}"):
            return f"the formula has the environment “{name}”, which is unknown here", ""
    for name in _COMMAND.findall(latex.replace("\\\\", " ")):
        if "\\" + name not in known:
            near = nearest("\\" + name, known, cutoff=0.75)
            hint = f"did you mean “{near}”?" if near else "write it with commands of LaTeX"
            return f"the formula uses “\\{name}”, which is unknown here", hint
    return "", ""


@cache
def _known_commands() -> tuple[str, ...]:
    """Return the commands that both libraries read."""
    from latex2mathml import commands, symbols_parser

    names = set(symbols_parser.parse_symbols())
    for value in vars(commands).values():
        for one in [value] if isinstance(value, str) else _strings(value):
            names.add(one)
    return tuple(
        sorted(name for name in names if name.startswith("\\") and name[1:] not in _REFUSED)
    )


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [key for key in value if isinstance(key, str)]
    if isinstance(value, (tuple, list, set, frozenset)):
        return [one for one in value if isinstance(one, str)]
    return []


def _formula(
    latex: str, svg: str, mathml: str, width: float, height: float, depth: float
) -> DrawnFormula:
    """Return what was drawn of some LaTeX; sizes in ems."""
    data = svg.encode()
    name = hashlib.sha256(data).hexdigest()[:16]
    asset = Asset(f"{FOLDER}/{name}.svg", "image/svg+xml", data, width * 16, height * 16)
    return DrawnFormula(asset, mathml, " ".join(latex.split()), width, height, depth)


def _escaped(match: re.Match[str]) -> str:
    return match[0].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _mathml(latex: str, *, on_own_lines: bool) -> str:
    """Return presentation MathML. Raises ``_UnreadableError``."""
    from latex2mathml.converter import convert

    try:
        mathml = str(convert(latex, display="block" if on_own_lines else "inline"))
        root = etree.fromstring(mathml)
    except Exception as error:
        # Both libraries raise what their parsers stumble over: IndexError, KeyError, …
        raise _UnreadableError(f"the formula cannot be read{_said(error)}") from None
    if _work(root) > MAXIMUM_WORK:
        raise _UnreadableError("the formula is too long, or nested too deeply, to be drawn")
    _clean(root)
    return etree.tostring(root, encoding="unicode")


def _clean(root: _Element) -> None:
    """Take out what is no presentation MathML. Raises ``_UnreadableError`` for an element."""
    for element in root.iter():
        if not isinstance(element.tag, str) or _name(element) not in _ELEMENTS:
            raise _UnreadableError("the formula holds markup, which is no LaTeX")
        for key, value in list(element.attrib.items()):
            if key not in _ATTRIBUTES or not _VALUE.fullmatch(str(value)):
                del element.attrib[key]
        if missing := _without_glyph(element.text or ""):
            raise _UnreadableError(f"the formula has “{missing}”, which its font does not have")


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _without_glyph(text: str) -> str:
    """Return the first character that the font of formulas lacks."""
    font = _ziamath().zmath.loadedfonts["default"]
    for character in text:
        is_seen = unicodedata.category(character)[0] not in "ZC"
        if is_seen and not font.glyphindex(character):
            return character
    return ""


def _work(root: _Element) -> int:
    """Return how many elements have to be made to draw a formula."""
    work = 0
    waiting = [(root, 1)]
    while waiting and work <= MAXIMUM_WORK:
        element, times = waiting.pop()
        work += times
        is_row = _name(element) in ("math", "mrow", "mtr", "mtd")
        waiting += [(child, times * 2 if is_row else times) for child in element]
    return work


def _svg(latex: str, *, on_own_lines: bool) -> tuple[str, float, float, float]:
    """Return a drawing, its width, its height, and its depth below the baseline, in ems.

    Raises ``_UnreadableError``.
    """
    with warnings.catch_warnings():
        # Ziamath 0.13 finds its font with a function that Python 3.11 calls old.
        warnings.simplefilter("ignore", DeprecationWarning)
        ziamath = _ziamath()
    try:
        with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
            drawing = ziamath.Latex(latex, size=_SIZE, inline=not on_own_lines)
            svg = str(drawing.svg())
        box = re.search(r'viewBox="([^"]+)"', svg)
        assert box is not None
        _, top, width, height = (float(number) for number in box[1].split())
    except Exception as error:
        raise _UnreadableError(f"the formula cannot be drawn{_said(error)}") from None
    return svg, width / _SIZE, height / _SIZE, (top + height) / _SIZE


def _ziamath() -> Any:  # noqa: ANN401  (it has no types)
    """Return the library; version 0.13 reads its font in a way that Python calls outdated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath.zmath
    return ziamath


def _said(error: Exception) -> str:
    """Return what the library says, where it is more than a number or nothing."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
    return f": {name}" if type(error).__module__.startswith("latex2mathml") else ""
