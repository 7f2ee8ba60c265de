"""Web addresses: those that a link may hold, and those of files in the folder of an edition."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

_SCHEMES = frozenset({"http", "https", "ftp", "mailto", "tel", "urn"})
_WITH_HOST = frozenset({"http", "https", "ftp"})
_LABEL = re.compile(r"[^\s%/?#\\@:\[\]<>^|\"]+")
# What the path of an address may hold besides letters and digits, without the colon, which would
# make a scheme of what stands before it (RFC 3986, 3.3 and 4.2).
_OF_A_PATH = "/!$&'()*+,;=@~%"
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


def page_address(href: str) -> str:
    """Return the address of a page on the web, ``http`` or ``https``; nothing for all others."""
    address = web_address(href) or ""
    return address if address.startswith(("http://", "https://")) else ""


def encoded(address: str) -> str:
    """Return the address of a file in a folder, with or without ``#fragment``, percent-encoded.

    What is encoded already stays. It never leads to another host: it has no scheme, and no slash
    at its beginning (RFC 3986, 4.2).
    """
    path, number, fragment = address.partition("#")
    return _quoted(path.lstrip("/"), _OF_A_PATH) + number + _quoted(fragment, _OF_A_PATH + ":?")


def _quoted(text: str, safe: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", text), safe, errors="replace")


def folder_address(base: str) -> str:
    """Return the absolute address of a folder on the web, with a slash at its end.

    Nothing where it is empty or no ``http`` or ``https`` address; query and fragment are left out,
    since what is in a folder has none of its folder's.
    """
    address = page_address(base)
    if not address:
        return ""
    parts = urlsplit(address)
    path = encoded(parts.path).rstrip("/")
    return f"{parts.scheme}://{parts.netloc}/{path}{'/' if path else ''}"


def absolute_address(base: str, address: str) -> str:
    """Return the absolute address of a file in the folder ``base``, nothing where that is unknown.

    ``address`` is relative to the folder.
    """
    folder = folder_address(base)
    return urljoin(folder, encoded(address)) if folder else ""


def address_from(page: str, address: str) -> str:
    """Return the address of a file as a page links to it; both are relative to one folder."""
    return "../" * encoded(page).count("/") + encoded(address)


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
