"""The pieces of a line, and what all nodes of a chapter's tree have in common."""

from __future__ import annotations

from dataclasses import Field, dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

from octavo.model.diagnostic import START, Place

# The classes of what not every edition shows.
VISIBLE, HIDDEN = "content-visible", "content-hidden"


AnyClass = TypeVar("AnyClass")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def node_class(kind: type[AnyClass]) -> type[AnyClass]:
    """Make a class of nodes: a frozen dataclass with slots, frozen for the type checker alone.

    What freezes a dataclass at run time makes its construction three times as long, and a book
    has hundreds of thousands of nodes: it is a twentieth of the time of parsing.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)


@node_class
class Attributes:
    """What stands in ``{#identifier .class key=value}``."""

    identifier: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        """Return the value of ``key``, or None."""
        for name, value in self.pairs:
            if name == key:
                return value
        return None

    @property
    def is_conditional(self) -> bool:
        """Whether some editions may leave out what bears these attributes."""
        return VISIBLE in self.classes or HIDDEN in self.classes


NO_ATTRIBUTES = Attributes()


@node_class
class Node:
    """What all nodes have in common."""

    if TYPE_CHECKING:  # so that ``replace`` takes it
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    place: Place = START
    attributes: Attributes = NO_ATTRIBUTES


@node_class
class Inline(Node):
    """A piece of a line."""


@node_class
class Text(Inline):
    """Characters."""

    text: str = ""


@node_class
class Code(Inline):
    """Characters of a program."""

    text: str = ""


@node_class
class SoftBreak(Inline):
    """The end of a line in the source; a space in the editions."""


@node_class
class HardBreak(Inline):
    """The end of a line that the author asks for."""


@node_class
class Marked(Inline):
    """Inlines under one element: ``em``, ``strong``, ``s``, ``sup``, ``span`` and so on."""

    element: str = "span"
    children: tuple[Inline, ...] = ()


@node_class
class Link(Inline):
    """A link as the author wrote it; where it leads is the business of resolve."""

    href: str = ""
    title: str = ""
    children: tuple[Inline, ...] = ()


@node_class
class Image(Inline):
    """An image in a line. ``alt`` is None where the author gave none at all."""

    source: str = ""
    title: str = ""
    alt: str | None = None


NO_IMAGE = Image()


@node_class
class NoteCall(Inline):
    """The call of a note by its label."""

    label: str = ""


@node_class
class CitedWork(Node):
    """One work in a citation: ``@key`` with what stands before and after it.

    ``prefix`` and ``suffix`` are plain text (``see``, ``, p. 12``), the suffix with the comma
    before it; ``without_author`` for ``-@key``.
    """

    key: str = ""
    prefix: str = ""
    suffix: str = ""
    without_author: bool = False


@node_class
class Citation(Inline):
    """``[@one, p. 12; @other]``, or with ``in_text`` a bare ``@one`` whose author is read aloud.

    ``source`` is the citation as the author wrote it.
    """

    works: tuple[CitedWork, ...] = ()
    in_text: bool = False
    source: str = ""


@node_class
class CrossReference(Inline):
    """``@fig-x``: a reference by number to a figure, a table, a section, an equation.

    ``number_only`` for ``[-@fig-x]``; ``prefix`` is the author's own word before the number
    (``[Chart @fig-x]``), None for the house word; ``capital`` for ``@Fig-x``.
    """

    target: str = ""
    number_only: bool = False
    prefix: str | None = None
    capital: bool = False


@node_class
class Formula(Inline):
    """``$x^2$``: a formula in a line, in LaTeX."""

    text: str = ""


@node_class
class Value(Inline):
    """``{{< var data.seats >}}``: a value that resolve looks up.

    ``kind`` is the first word (``meta`` or ``var``), ``argument`` the second, ``options`` the
    rest as ``key=value``; ``source`` the characters as written.
    """

    kind: str = ""
    argument: str = ""
    options: tuple[tuple[str, str], ...] = ()
    source: str = ""


@node_class
class IndexTerm(Inline):
    """``[term]{.index}``: the place of an entry of the index.

    ``key`` is its key as of a block; ``entry`` the heads from the main entry down
    (``entry="boards!seats"``), empty where the words themselves are the entry; ``see`` and
    ``see_also`` the entry that a reader is sent to; ``range`` is ``begin``, ``end`` or empty.
    """

    key: str = ""
    children: tuple[Inline, ...] = ()
    entry: tuple[str, ...] = ()
    see: str = ""
    see_also: str = ""
    range: str = ""


@node_class
class GlossaryTerm(Inline):
    """``[term]{.glossary}``: words that the glossary explains.

    ``term`` is the entry where it is not the words themselves (``term="audit"``).
    """

    children: tuple[Inline, ...] = ()
    term: str = ""


@node_class
class Abbreviation(Inline):
    """A short form with its long form; made by resolve. ``expanded`` at its first use."""

    text: str = ""
    long: str = ""
    expanded: bool = False


@node_class
class Omission(Inline):
    """Something that was left out; ``what`` says it in a house word, ``text`` names it."""

    what: str = ""
    text: str = ""
