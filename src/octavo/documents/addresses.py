"""Web addresses as EPUB accepts them: absolute, valid, of a registered scheme."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_SCHEMES = frozenset({"http", "https", "ftp", "mailto", "tel", "urn"})
_WITH_HOST = frozenset({"http", "https", "ftp"})
_LABEL = re.compile(r"[^\s%/?#\\@:\[\]<>^|\"]+")
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def web_address(href: str) -> str | None:
    """Return an address that a link may hold, or None for one that leads nowhere.

    EPUB 3.3 asks for valid URL strings. ``doi:`` and ``isbn:`` are no registered schemes;
    what they mean is said with one that is.
    """
    scheme, _, rest = href.strip().partition(":")
    scheme = scheme.lower()
    if scheme == "doi":
        return web_address("https://doi.org/" + quote(rest, safe="/()%;"))
    if scheme == "isbn":
        return f"urn:isbn:{re.sub(r'[^0-9Xx]', '', rest)}"
    if not rest or scheme not in _SCHEMES:
        return None
    if scheme in _WITH_HOST and not (rest.startswith("//") and _has_host(f"{scheme}:{rest}")):
        return None
    before, number, fragment = rest.partition("#")
    rest = before + number + fragment.replace("#", "%23")
    return f"{scheme}:{_BARE_PERCENT.sub('%25', rest)}"


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if ":" in host:
        return True
    labels = host.removesuffix(".").split(".")
    return all(_LABEL.fullmatch(label) and _decodes(label) for label in labels)


def _decodes(label: str) -> bool:
    """Tell whether a label of a domain name is what it says to be: ``xn--`` means Punycode."""
    if not label.startswith("xn--"):
        return True
    try:
        label.encode("ascii").decode("idna")
    except UnicodeError:
        return False
    return True
