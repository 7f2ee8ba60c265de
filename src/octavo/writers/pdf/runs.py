"""The words of a paragraph as one run: where its lines may end, and how wide its pieces are.

Reads WeasyPrint's inline boxes; the names used here are private to it and were read in version
70.0.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

import pyphen
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout, get_log_attrs, line_size

from octavo.writers.pdf.totalfit import Break

_FONT = (
    "font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_kerning",
    "font_variant_caps", "font_variant_numeric", "font_variant_ligatures",
    "font_variant_position", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override",
    "letter_spacing", "word_spacing", "lang",
)  # fmt: skip
_TOKEN = re.compile(r" +|[^ ]+")
_WORD = re.compile(r"[^\W\d_]+(?:\u00ad[^\W\d_]+)*")
_SOFT_HYPHEN = "\u00ad"
_EXPANDABLE = (" ", "\u00a0")


class Measures:
    """Widths of words in the styles in which they were met, each measured once."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self._widths: dict[tuple[str, tuple[Any, ...]], float] = {}
        # What of a style decides widths, by the identity of the style, which is kept with it.
        self._styles: dict[int, tuple[Any, tuple[Any, ...]]] = {}
        self._hyphenators: dict[tuple[Any, ...], Any] = {}

    def width(self, context: Any, style: Any, text: str) -> float:  # noqa: ANN401
        """Return the width of a piece of text on one line, in pixels."""
        key = (text, self._font(style))
        if key not in self._widths:
            layout = create_layout(text, style, context, None, 0)
            line, _ = layout.get_first_line()
            self._widths[key] = line_size(line, style)[0]
        return self._widths[key]

    def _font(self, style: Any) -> tuple[Any, ...]:  # noqa: ANN401
        known = self._styles.get(id(style))
        if known is None:
            known = style, tuple(_hashable(style[name]) for name in _FONT)
            self._styles[id(style)] = known
        return known[1]

    def space(self, context: Any, style: Any) -> float:  # noqa: ANN401
        """Return the width of a space."""
        return self.width(context, style, " ")

    def hyphenation(self, style: Any, word: str) -> list[int]:  # noqa: ANN401
        """Return after which letters a word may be hyphenated."""
        total, left, right = style["hyphenate_limit_chars"]
        lang = style["lang"] and pyphen.language_fallback(style["lang"])
        if style["hyphens"] != "auto" or not lang or len(word) < total:
            return []
        key = (lang, left, right)
        if key not in self._hyphenators:
            self._hyphenators[key] = pyphen.Pyphen(lang=lang, left=left, right=right)
        return list(self._hyphenators[key].positions(word))


@dataclass(slots=True)
class Run:
    """The text of a paragraph, and the breaks in it.

    ``breaks`` are counted from the beginning of the paragraph; ``starts`` are the offsets at which
    the line after each begins.
    """

    text: str
    space: float
    breaks: list[Break]
    starts: list[int]
    # The offset in the text at which the text box at a path of child numbers begins.
    _boxes: dict[tuple[int, ...], tuple[int, str]] = field(default_factory=dict)

    def offset(self, skip_stack: Any) -> int:  # noqa: ANN401
        """Return the offset of the first character of a line that begins at a skip stack."""
        path: list[int] = []
        while skip_stack is not None:
            ((index, skip_stack),) = skip_stack.items()
            path.append(index)
        offset = self._at(tuple(path))
        while offset < len(self.text) and self.text[offset] == " ":
            offset += 1
        return offset

    def _at(self, path: tuple[int, ...]) -> int:
        if not path:
            return 0
        box = self._boxes.get(path[:-1])
        if box is not None:
            start, text = box
            return start + len(text.encode()[: path[-1]].decode("utf-8", "ignore"))
        # A box that is not text: its first text begins there.
        later = [start for one, (start, _) in self._boxes.items() if one[: len(path)] >= path]
        return min(later, default=len(self.text))

    def breaks_from(self, offset: int) -> tuple[list[int], list[Break]]:
        """Return the breaks after an offset at which a line begins, counted from there."""
        number = bisect_right(self.starts, offset)
        base = self.breaks[number - 1] if number else None
        width, spaces = (base.start, base.start_spaces) if base else (0.0, 0)
        return self.starts[number:], [
            Break(
                one.end - width, one.start - width, one.spaces - spaces,
                one.start_spaces - spaces, one.extra, one.hyphen,
            )
            for one in self.breaks[number:]
        ]  # fmt: skip


@dataclass(slots=True)
class _Part:
    """A text box in the run: where it begins and ends, and the widths of what surrounds it."""

    box: Any
    start: int
    end: int
    before: float
    after: float


def run_of(context: Any, line_box: Any, measures: Measures) -> Run | None:  # noqa: ANN401
    """Return a paragraph as a run, or None where it holds what cannot be planned."""
    parts: list[_Part] = []
    paths: dict[tuple[int, ...], tuple[int, str]] = {}
    if not _gather(line_box, (), parts, paths) or not parts:
        return None
    text = "".join(part.box.text for part in parts)
    if not text.strip():
        return None
    hyphens = _hyphens(parts, measures)
    attributes = get_log_attrs(text, line_box.style["lang"])
    begin = len(text) - len(text.lstrip(" "))
    places = [at for at in range(begin + 1, len(text)) if attributes[at].is_line_break]
    candidates = sorted({*places, *hyphens, len(text)})
    widths = _widths(context, parts, text, {*candidates, *_ends(text, candidates)}, measures)
    space = measures.space(context, line_box.style)
    run = Run(text, space, [], [], paths)
    counts = _counts(text)
    origin = widths.get(begin, 0.0)
    for at in candidates:
        end = at
        while end > begin and text[end - 1] == " ":
            end -= 1
        start = at
        while start < len(text) and text[start] == " ":
            start += 1
        extra = 0.0
        if at in hyphens:
            style = hyphens[at].style
            extra = measures.width(context, style, style["hyphenate_character"])
        run.breaks.append(
            Break(
                widths[end] - origin, widths[at] - origin, counts[end] - counts[begin],
                counts[start] - counts[begin], extra, at in hyphens,
            )
        )  # fmt: skip
        run.starts.append(start)
    return run


def _gather(
    parent: Any,  # noqa: ANN401
    path: tuple[int, ...],
    parts: list[_Part],
    paths: dict[tuple[int, ...], tuple[int, str]],
) -> bool:
    """Gather the text boxes under a box; False where something else takes room in the line."""
    for index, child in enumerate(parent.children):
        here = (*path, index)
        if not child.is_in_normal_flow():
            if child.is_floated():
                return False
            continue
        if isinstance(child, boxes.TextBox):
            if child.style["white_space"] != "normal" or "\n" in child.text:
                return False
            start = parts[-1].end if parts else 0
            parts.append(_Part(child, start, start + len(child.text), 0.0, 0.0))
            paths[here] = start, child.text
        elif type(child) is boxes.InlineBox and not child.is_leader:
            known = len(parts)
            if not _gather(child, here, parts, paths):
                return False
            left, right = _decoration(child)
            if (left or right) and len(parts) == known:
                return False
            if len(parts) > known:
                parts[known].before += left
                parts[-1].after += right
        else:
            return False
    return True


def _decoration(box: Any) -> tuple[float, float]:  # noqa: ANN401
    """Return the widths of margin, border and padding at the sides of an inline box."""
    sides = []
    for side in ("left", "right"):
        width = float(box.style[f"border_{side}_width"])
        for name in ("margin", "padding"):
            value = box.style[f"{name}_{side}"]
            width += float(getattr(value, "value", 0.0) or 0.0)
        sides.append(width)
    return sides[0], sides[1]


def _hyphens(parts: list[_Part], measures: Measures) -> dict[int, Any]:
    """Return the offsets at which a word may be hyphenated, with the boxes that hold them."""
    found: dict[int, Any] = {}
    for part in parts:
        style = part.box.style
        for match in _WORD.finditer(part.box.text):
            word, start = match[0], part.start + match.start()
            if _SOFT_HYPHEN in word:
                if style["hyphens"] != "none":
                    marks = (at for at, letter in enumerate(word) if letter == _SOFT_HYPHEN)
                    found |= {start + at + 1: part.box for at in marks}
            else:
                found |= {start + at: part.box for at in measures.hyphenation(style, word)}
    return found


def _ends(text: str, candidates: list[int]) -> set[int]:
    """Return where the text before each break ends, without its spaces."""
    ends = set()
    for at in candidates:
        end = at
        while end and text[end - 1] == " ":
            end -= 1
        ends.add(end)
    return ends


def _widths(
    context: Any,  # noqa: ANN401
    parts: list[_Part],
    text: str,
    wanted: set[int],
    measures: Measures,
) -> dict[int, float]:
    """Return the width of all text before some offsets."""
    ordered = sorted(wanted)
    found: dict[int, float] = {0: 0.0}
    width, number = 0.0, 0
    for part in parts:
        width += part.before
        style = part.box.style
        for match in _TOKEN.finditer(part.box.text):
            start, end = part.start + match.start(), part.start + match.end()
            while number < len(ordered) and ordered[number] <= start:
                found.setdefault(ordered[number], width)
                number += 1
            while number < len(ordered) and ordered[number] < end:
                at = ordered[number]
                found[at] = width + measures.width(context, style, text[start:at])
                number += 1
            width += measures.width(context, style, match[0])
        width += part.after
        while number < len(ordered) and ordered[number] <= part.end:
            found.setdefault(ordered[number], width)
            number += 1
    found |= dict.fromkeys(ordered[number:], width)
    return found


def _counts(text: str) -> list[int]:
    """Return for every offset how many spaces that can be stretched stand before it."""
    counts = [0]
    for character in text:
        counts.append(counts[-1] + (character in _EXPANDABLE))
    return counts


def _hashable(value: Any) -> Any:  # noqa: ANN401
    return tuple(value) if isinstance(value, list) else value
