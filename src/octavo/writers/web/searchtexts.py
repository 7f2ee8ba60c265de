"""What is searched: the sections of the pages, read from the pages themselves."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement

from octavo.writers.web.search import SearchText

# Sections that only lead to others: who searches wants those.
_NOT_SEARCHED = frozenset(
    ("start", *(f"section-{kind}" for kind in ("index", "figures", "tables", "references")))
)
_HEADINGS = ("h1", "h2", "h3")
# What stands in a page and is not of its text.
_LEFT_OUT = ("script", "style", "template", "button", "summary")


def search_texts(address: str, page: bytes, abstract: str = "") -> Iterator[SearchText]:
    """Yield the sections of a page: each heading with what follows it, up to the next.

    ``address`` is relative to the web folder; ``abstract`` that of the text on the page. Its title
    says to a reader where a section belongs. A page that only leads to others has none.
    """
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    main = next(root.iter("main"), None)
    body = root.find("body")
    if main is None or body is None or _NOT_SEARCHED & set(body.get("class", "").split()):
        return
    lang = root.get("lang", "")
    context = _line([str(root.findtext("head/title") or "")])
    found = [section for section in _sections(main) if section[0] or section[2]]
    for number, (title, identifier, words) in enumerate(found):
        yield SearchText(
            address=f"{address}#{identifier}" if identifier and number else address,
            title=title or context,
            context=context,
            lang=lang,
            words=words,
            abstract="" if number else abstract,
        )


def _sections(main: HtmlElement) -> Iterator[tuple[str, str, str]]:
    """Yield the title, the identifier and the words of each section, in reading order."""
    title, identifier, words = "", "", []
    waiting: list[HtmlElement | str] = [main]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            words.append(one)
        elif one.tag in _HEADINGS:
            yield title, identifier, _line(words)
            title, identifier, words = _line([one.text_content()]), _identifier(one), []
        elif isinstance(one.tag, str) and one.tag not in _LEFT_OUT and not _is_added(one):
            pieces: list[HtmlElement | str] = [one.text or ""]
            for child in one:
                pieces += [child, child.tail or ""]
            waiting += reversed(pieces)
            words.append(" " if one.tag not in _INLINE else "")
    yield title, identifier, _line(words)


_INLINE = frozenset("a abbr b bdi bdo cite code em i mark q s small span strong sub sup u".split())


def _is_added(element: HtmlElement) -> bool:
    """Tell whether something is of the page rather than of its text."""
    return bool({"anchor", "cite", "figure-tools"} & set(element.get("class", "").split()))


def _identifier(heading: HtmlElement) -> str:
    """Return where a section begins: its heading, else what the heading is the first of."""
    if heading.get("id"):
        return str(heading.get("id"))
    outer = heading.getparent()
    while outer is not None and outer.tag != "main" and not outer.get("id"):
        outer = outer.getparent()
    return "" if outer is None or outer.tag == "main" else str(outer.get("id", ""))


def _line(words: list[str]) -> str:
    return " ".join("".join(words).split())
