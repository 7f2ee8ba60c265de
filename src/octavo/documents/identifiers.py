"""Identifiers of publications: DOI, ISBN and others, as URNs and addresses."""

from __future__ import annotations

import re
from urllib.parse import unquote

from octavo.documents.addresses import web_address

_URN_OR_URL = re.compile(r"(urn:[a-z0-9][a-z0-9-]*:|https?://)\S+", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


def isbn_urn(isbn: str) -> str:
    """Return an ISBN as a URN (RFC 8254), without its hyphens."""
    return "urn:isbn:" + re.sub(r"[\s-]", "", isbn)


def doi_of(identifier: str) -> str:
    """Return the DOI that an identifier is (``10.1234/abc``), or nothing.

    Understood are the DOI alone, with ``doi:`` before it, and its address (DOI Handbook, 3.5).
    """
    identifier = identifier.strip()
    if resolver := _RESOLVER.match(identifier):
        identifier = unquote(identifier[resolver.end() :])
    match = _DOI.fullmatch(identifier)
    return match[1] if match else ""


def as_uri(identifier: str) -> str:
    """Return an identifier as a URN or an address, a DOI as its address; nothing for others."""
    identifier = identifier.strip()
    if _URN_OR_URL.fullmatch(identifier) and (address := web_address(identifier)):
        return address
    doi = doi_of(identifier)
    return (web_address(f"doi:{doi}") if doi else None) or ""
