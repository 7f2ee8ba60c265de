"""The preview's own pages, and what it adds to those of the web edition as it serves them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import jinja2

SCRIPT = "/preview/preview.js"
FILES = Path(__file__).parent / "files"

_POLICY = re.compile(
    rb"""(<meta\s+http-equiv=["']?Content-Security-Policy["']?\s+content=")([^"]*)(")""",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(rb"</head\s*>", re.IGNORECASE)
_NEEDED = ("script-src", "style-src", "connect-src")
_SAME = "'self'"


def filled_in(template: str, **values: object) -> str:
    """Return one of the preview's own pages."""
    return _templates().get_template(template).render(values)


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FILES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def with_script(page: bytes, checksum: str) -> bytes:
    """Return a page with the preview's script, which its policy now lets run and ask.

    ``checksum`` is what the script compares to know whether the page has changed.
    """
    page = _POLICY.sub(_opened, page)
    tag = f'<script src="{SCRIPT}" data-checksum="{checksum}" defer></script>\n'.encode()
    head_ends = _HEAD_ENDS.search(page)
    at = head_ends.start() if head_ends else 0
    return page[:at] + tag + page[at:]


def _opened(found: re.Match[bytes]) -> bytes:
    policy = html.unescape(found[2].decode("utf-8", "replace"))
    return found[1] + html.escape(opened_policy(policy)).encode() + found[3]


def opened_policy(policy: str) -> str:
    """Return a Content Security Policy that lets the preview's own files in, and nothing else."""
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        if words := directive.split():
            directives.setdefault(words[0].lower(), words[1:])
    usual = directives.get("default-src")
    for name in _NEEDED:
        allowed = directives.get(name, usual)
        if allowed is not None and _SAME not in allowed:
            directives[name] = [*(one for one in allowed if one != "'none'"), _SAME]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def checksum_of(page: bytes, belonging: Mapping[str, bytes]) -> str:
    """Return a checksum of a page with the stylesheets and scripts that belong to it."""
    found = sha256(page)
    for name, data in sorted(belonging.items()):
        found.update(f"\0{name}\0".encode() + data)
    return found.hexdigest()[:16]


_BELONGING = re.compile(rb"""(?:href|src)="([^"#?:]+\.(?:css|js))\"""")


def belonging_to(page: bytes) -> tuple[str, ...]:
    """Return the relative addresses of the stylesheets and scripts that a page names."""
    found = _BELONGING.findall(page)
    return tuple(dict.fromkeys(html.unescape(one.decode("utf-8", "replace")) for one in found))
