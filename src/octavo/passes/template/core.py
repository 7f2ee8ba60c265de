"""What all parts of the XHTML writer share: its chapter, its setting, tags and attributes.

Markup is plain ``str`` inside the writer: adding a ``str`` to a ``Markup`` would escape it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from markupsafe import Markup, escape

from octavo.model.book import DrawnFormula, ResolvedChapter
from octavo.model.content import Figure
from octavo.model.handles import HANDLES
from octavo.model.inlines import Attributes, Node

_UNSAFE_IN_CLASS = re.compile(r"[^\w-]")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LENGTH = re.compile(r"\d+(\.\d+)?(%|mm|cm|in|em|rem)")
# Attributes of authors that reach the editions as they are.
_KEPT = frozenset({"title", "dir", "colspan", "rowspan", "scope", "start", "cite", "datetime"})


class Components(Protocol):
    """Renders a component's template."""

    def __call__(self, name: str, **facts: object) -> Markup:
        """Return the markup of ``components/NAME.html`` with these facts."""


def _everything(_attributes: Attributes) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Setting:
    """What a writer knows of the edition that it writes for.

    ``page_label`` gives in paged editions the label of a block's page; ``shows`` tells whether
    an edition shows what bears these attributes; ``hidden`` are the identifiers that it does not
    have; ``notes`` is where notes stand (page, chapter, book); ``data_identifier`` gives the
    table of a figure's data its identifier where a section of its own shows it. ``drop_cap`` is
    the key of the paragraph whose first letter is a large one; ``handles`` tells whether the
    handles among the classes of these attributes are for the edition.
    """

    page_label: Callable[[str], str | None] | None = None
    shows: Callable[[Attributes], bool] = _everything
    hidden: frozenset[str] = frozenset()
    formulas: Mapping[tuple[str, bool], DrawnFormula] = field(default_factory=dict)
    notes: str = "page"
    data_identifier: Callable[[ResolvedChapter, Figure], str] | None = None
    drop_cap: str = ""
    handles: Callable[[Attributes], bool] = _everything


class Core(ABC):
    """The state of a writer, and the tags that it writes."""

    def __init__(
        self,
        resolved: ResolvedChapter,
        component: Components,
        setting: Setting | None = None,
    ) -> None:
        """Take a chapter, the components of its edition, and what else the edition asks for."""
        self.resolved = resolved
        self.component = component
        self.setting = setting or Setting()
        # Inside a line: blocks are written as spans.
        self.phrasing = False
        self.in_verse = False

    # Each part of the writer calls the others through these.

    @abstractmethod
    def _blocks(self, nodes: Iterable[Node]) -> str: ...

    @abstractmethod
    def _inlines(self, nodes: Iterable[Node]) -> str: ...

    @abstractmethod
    def _table(self, node: Node) -> str: ...

    def _component(self, name: str, **facts: object) -> str:
        return str(self.component(name, **facts))

    def _standing(self, name: str, **facts: object) -> str:
        """Return a component that is a block."""
        return self._component(name, phrasing=self.phrasing, **facts) + (
            "" if self.phrasing else "\n"
        )

    def _omission(self, what: str, text: str) -> str:
        return self._component("omission", what=what, text=text)

    def _identifier(self, key: str) -> str:
        return self.resolved.identifiers.get(key, "") if key else ""

    def _shown(self, node: Node) -> bool:
        return self.setting.shows(node.attributes)

    def _classes(self, attributes: Attributes, *first: str) -> str:
        """Return class names as they stand in a tag."""
        given = attributes.classes
        if not HANDLES.isdisjoint(given) and not self.setting.handles(attributes):
            given = tuple(name for name in given if name not in HANDLES)
        names = (_UNSAFE_IN_CLASS.sub("", name) for name in (*first, *given))
        return " ".join(dict.fromkeys(filter(None, names)))

    def _attributes(
        self, attributes: Attributes, *, key: str = "", classes: tuple[str, ...] = ()
    ) -> str:
        """Return the attributes of an element as they stand in its tag."""
        pairs: list[tuple[str, str]] = []
        identifier = self._identifier(key or attributes.identifier)
        if identifier:
            pairs.append(("id", identifier))
        names = self._classes(attributes, *classes)
        if names:
            pairs.append(("class", names))
        lang = attributes.get("lang")
        if lang and _LANGUAGE_TAG.fullmatch(lang):
            pairs += [("lang", lang), ("xml:lang", lang)]
        pairs += [(name, value) for name, value in attributes.pairs if name in _KEPT]
        return "".join(f' {name}="{escape(value)}"' for name, value in pairs)

    def _wrap(self, element: str, attributes: str, content: str) -> str:
        """Return an element; inside a line a block's element becomes a span of its class."""
        if self.phrasing:
            if ' class="' in attributes:
                attributes = attributes.replace(' class="', f' class="as-{element} ', 1)
            else:
                attributes += f' class="as-{element}"'
            element = "span"
        return f"<{element}{attributes}>{content}</{element}>" + ("" if self.phrasing else "\n")


def length(value: str | None) -> str:
    """Return an author's width or height as CSS has it, "" where it is none.

    A number alone means pixels, of which sixteen make an em (CSS, the initial ``font-size``).
    """
    if not value:
        return ""
    if value.isascii() and value.isdigit():
        return f"{int(value[:6]) / 16:g}em"
    return value if _LENGTH.fullmatch(value) else ""


def size_of(attributes: Attributes) -> str:
    """Return an image's size as CSS has it; a height alone keeps its proportions.

    A height is no share of anything, so that a percentage says nothing.
    """
    width, height = (length(attributes.get(name)) for name in ("width", "height"))
    if not height or height.endswith("%"):
        return f"width: {width}" if width else ""
    return f"width: {width or 'auto'}; height: {height}"


def safe(markup: str) -> Markup:
    """Return what a writer wrote as markup for a template: its text is escaped already."""
    return Markup(markup)  # noqa: S704
