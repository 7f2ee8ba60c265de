"""Links: their words are all that somebody hears who goes from link to link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks.manuscript.reading import Reading
from octavo.locales import base_language
from octavo.model.content import line_of, walk
from octavo.model.diagnostic import Diagnostic, diagnose
from octavo.model.inlines import Image, Link

# Words that say nothing about where a link leads, by language.
_IDLE = {
    "en": "here|click here|see here|read more|more|link|this link|this page|this",
    "fr": "ici|cliquez ici|cliquer ici|voir ici|lire la suite|en savoir plus|lien|ce lien",
    "de": "hier|hier klicken|klicken sie hier|siehe hier|mehr|mehr lesen|weiterlesen|link|"
    "dieser link",
    "es": "aquí|aqui|clic aquí|haga clic aquí|haz clic aquí|pulse aquí|ver aquí|leer más|más|"
    "enlace|este enlace",
    "it": "qui|clicca qui|leggi tutto|link|questo link",
    "pt": "aqui|clique aqui|leia mais|link|este link",
    "nl": "hier|klik hier|lees meer|link|deze link",
}
_IDLE_WORDS = {lang: frozenset(words.split("|")) for lang, words in _IDLE.items()}


def empty_links(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about links without words or without an address (OCT604)."""
    for link in reading.links:
        is_anchor = not link.href and (link.attributes.identifier or link.attributes.get("id"))
        if is_anchor:
            continue
        words = _words(link)
        if not link.href:
            yield diagnose(
                "OCT604",
                f"the link “{words}” has no address",
                reading.span(link.place, len(words) + 2),
                "write the address between the round brackets, or take the square ones away",
            )
        elif not words and not any(isinstance(node, Image) and node.alt for node in walk([link])):
            yield diagnose(
                "OCT604",
                f"the link to “{link.href}” has no words",
                reading.span(link.place),
                "write between the square brackets where it leads",
            )


def idle_links(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about links whose words do not say where they lead (OCT605; WCAG 2.2, 2.4.4)."""
    idle = _IDLE_WORDS.get(base_language(reading.resolved.lang))
    if not idle:
        return
    for link in reading.links:
        words = _words(link)
        if re.sub(r"[^\w\s]", "", words).strip().casefold() in idle:
            yield diagnose(
                "OCT605",
                f"the link “{words}” does not say where it leads",
                reading.span(link.place, len(words) + 2),
                "make words of the sentence the link: see the [record of 2016](…)",
            )


def _words(link: Link) -> str:
    return line_of(link.children)
