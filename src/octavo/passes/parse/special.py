"""Inlines that are more than text: citations, references, formulas, values, index terms."""

from __future__ import annotations

from markdown_it.token import Token

from octavo.model.content import plain_text
from octavo.model.diagnostic import Place
from octavo.model.inlines import (
    Attributes,
    Citation,
    CitedWork,
    CrossReference,
    Formula,
    GlossaryTerm,
    IndexTerm,
    Inline,
    Marked,
    Value,
)
from octavo.passes.parse.attributeslips import tell_span_slips, tell_unread
from octavo.passes.parse.places import Places
from octavo.passes.parse.record import ChapterRecord
from octavo.passes.parse.syntax.citations import Cited

# What to do instead of a shortcode of Quarto's that shows another file.
_INSTEAD = {
    "include": "name the file in `contents` of octavo.yaml, or paste its text here",
    "video": "link to the video, or show a picture of it",
    "embed": "put what the notebook shows into a figure or a table",
    "meta": "name a key: {{< meta title >}}",
    "var": "name a key: {{< var data.seats >}}",
}
_ELEMENTS = {"underline": "u", "mark": "mark"}
_RANGES = ("begin", "end")


def special_node(
    record: ChapterRecord, token: Token, place: Place, places: Places, base: int
) -> Inline | None:
    """Return the node of a token of our own syntax, or None for any other.

    ``places`` and ``base`` tell where the parts of a citation stand.
    """
    match token.type:
        case "citation":
            works = tuple(_work(work, places, base) for work in token.meta["works"])
            in_text = bool(token.meta["in_text"])
            return Citation(place, works=works, in_text=in_text, source=token.content)
        case "cross_reference":
            return _cross_reference(token.meta["cited"], place)
        case "formula":
            return Formula(place, text=token.content)
        case "value":
            meta = token.meta
            return Value(
                place,
                kind=meta["kind"],
                argument=meta["argument"],
                options=meta["options"],
                source=token.content,
            )
        case "lone_dollar":
            _tell_lone_dollar(record, place, token.content)
        case "unread_braces":
            tell_unread(record, place, token.meta["why"])
        case "page_break" | "foreign_tag":
            _tell_foreign_tag(record, token, place)
    return None


def _work(work: Cited, places: Places, base: int) -> CitedWork:
    place = places.at(base + work.offset)
    return CitedWork(
        place,
        key=work.key,
        prefix=work.prefix,
        suffix=work.suffix,
        without_author=work.minus,
    )


def _cross_reference(cited: Cited, place: Place) -> CrossReference:
    return CrossReference(
        place,
        target=cited.key[0].lower() + cited.key[1:],
        number_only=cited.minus,
        prefix=cited.prefix or None,
        capital=cited.key[0].isupper(),
    )


def _tell_lone_dollar(record: ChapterRecord, place: Place, dollars: str) -> None:
    end = "another $" if dollars == "$" else "$$, with no empty line before it"
    record.tell(
        "OCT243",
        f"this {dollars} has no partner; it is text",
        place,
        rf"close the formula with {end}, or write \$",
        width=len(dollars),
    )


def _tell_foreign_tag(record: ChapterRecord, token: Token, place: Place) -> None:
    written, name = token.content, token.meta.get("name", "")
    if token.type == "page_break":
        hint = "leave it alone in its paragraph"
    elif written == "{{<":
        hint = "close it: {{< var data.seats >}}"
    elif written.startswith("{{<"):
        hint = _INSTEAD.get(name, "only meta, var and pagebreak are known; remove the others")
    else:
        hint = f"write what it stands for, or `{written}` if it is meant as it is"
    record.tell(
        "OCT232",
        f"{written} is printed as it stands",
        place,
        hint,
        width=len(written),
    )


def span_node(
    record: ChapterRecord, place: Place, attributes: Attributes, children: tuple[Inline, ...]
) -> Inline:
    """Return the node of a bracketed span, by its classes."""
    tell_span_slips(record, attributes, place)
    classes = attributes.classes
    if "glossary" in classes:
        node: Inline = GlossaryTerm(
            place,
            _less(attributes, "glossary", "term"),
            children,
            attributes.get("term") or "",
        )
        return _index_term(record, place, attributes, (node,)) if "index" in classes else node
    if "index" in classes:
        return _index_term(record, place, attributes, children)
    for name, element in _ELEMENTS.items():
        if name in classes:
            return Marked(place, _less(attributes, name), element, children)
    return Marked(place, attributes, "span", children)


def _index_term(
    record: ChapterRecord, place: Place, attributes: Attributes, children: tuple[Inline, ...]
) -> IndexTerm:
    entry = tuple(part.strip() for part in (attributes.get("entry") or "").split("!"))
    words = plain_text(children)
    key = record.key(f"index {'!'.join(entry)} {words}", place, attributes)
    ranged = attributes.get("range") or ""
    if ranged and ranged not in _RANGES:
        record.tell(
            "OCT244",
            f"“{ranged}” is no range of an index term",
            place,
            "write range=begin where the passage begins and range=end where it ends",
        )
        ranged = ""
    return IndexTerm(
        place,
        _less(attributes, "index", "entry", "see", "see-also", "range"),
        key,
        children,
        tuple(part for part in entry if part),
        attributes.get("see") or "",
        attributes.get("see-also") or "",
        ranged,
    )


def _less(attributes: Attributes, *names: str) -> Attributes:
    """Return attributes without a class and keys that have become something else."""
    return Attributes(
        attributes.identifier,
        tuple(name for name in attributes.classes if name not in names),
        tuple(pair for pair in attributes.pairs if pair[0] not in names),
    )
