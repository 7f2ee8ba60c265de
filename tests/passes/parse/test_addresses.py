"""parse: addresses are escaped as markdown-it escapes them."""

from __future__ import annotations

import random

from markdown_it.common.normalize_url import normalizeLink

from octavo.passes.parse.markdown import markdown_parser

PIECES = (
    "https://", "http://", "mailto:", "//", "example.org", "EXAMPLE.org", "a..b", "/", "a/b.html",
    "#part", "?q=1&r=2", ":", "@", "%20", " ", "é", "[", "*", "..", ".", "-", "1", ":8080", "\\",
)  # fmt: skip


def test_every_address_is_what_markdown_it_makes_of_it() -> None:
    parser, generator = markdown_parser(), random.Random(3)
    for _ in range(20_000):
        address = "".join(generator.choices(PIECES, k=generator.randint(0, 6)))
        assert parser.normalizeLink(address) == normalizeLink(address), address
