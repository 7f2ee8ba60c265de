"""Addresses of links and images: most are plain, and read at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from markdown_it import helpers, rules_inline
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_inline import StateInline

# Addresses in which there is nothing to escape, of which nearly all of a book are.
_NORMAL = re.compile(r"(?:https?://[a-z0-9.-]+(?=[/#?]|\Z)|(?!//))[A-Za-z0-9/#?=&.,;_~+!$*()-]*")
# One without brackets and escapes, up to the space or the bracket behind it.
_PLAIN = re.compile(r"[^\x00-\x20\x7f()<\\&]++(?=[\x00-\x20\x7f)]|\Z)")


# How an address in angle brackets begins, of a page or of a person.
_IN_ANGLES = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++[:@]")


class _Read(Protocol):
    """What markdown-it's rules look at: whether there is an address, where it ends, what it is."""

    ok: bool
    pos: int
    str: str


@dataclass(slots=True)
class _Plain:
    ok: bool
    pos: int
    str: str


class Helpers:
    """What markdown-it's rules of links and images call, with a short way for plain addresses."""

    parseLinkLabel = staticmethod(helpers.parseLinkLabel)  # noqa: N815  (markdown-it's names)
    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815

    @staticmethod
    def parseLinkDestination(string: str, pos: int, maximum: int) -> _Read:  # noqa: N802
        """Return the address at a place of a text."""
        match = _PLAIN.match(string, pos, maximum)
        if match is None:
            return helpers.parseLinkDestination(string, pos, maximum)
        return _Plain(True, match.end(), match[0])


def autolink(state: StateInline, silent: bool) -> bool:
    """Read ``<https://…>``; most of what is in angle brackets are tags."""
    if _IN_ANGLES.match(state.src, state.pos) is None:
        return False
    return rules_inline.autolink(state, silent)


def normal_link(url: str) -> str:
    """Return an address as markdown-it escapes it."""
    return url if _NORMAL.fullmatch(url) else normalizeLink(url)


def any_link(_url: str) -> bool:
    """Let every address through: where it may lead is judged by resolve, at its place."""
    return True
