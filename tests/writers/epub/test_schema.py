"""Raw HTML that the schema of EPUB refuses becomes its nearest valid neighbour; no word is lost."""

from __future__ import annotations

import pytest
from lxml import etree

from octavo.documents.schema import mend
from octavo.documents.xhtml import parse_body


def mended(markup: str) -> str:
    body = parse_body(markup)
    mend(body)
    text = etree.tostring(body, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("<")].strip()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<main>a</main>", "<div>a</div>"),
        ("<dfn>a <dfn>b</dfn></dfn>", "<dfn>a <span>b</span></dfn>"),
        ("<address>a<address>b</address></address>", "<address>a<div>b</div></address>"),
        (
            "<section><header>a<footer>b</footer></header></section>",
            "<section><header>a<div>b</div></header></section>",
        ),
        ("<div><header>a</header></div>", "<div><div>a</div></div>"),
        ("<bdo>a</bdo>", "<span>a</span>"),
        ('<bdo dir="up">a</bdo>', "<span>a</span>"),
        ('<bdo dir="rtl">a</bdo>', '<bdo dir="rtl">a</bdo>'),
        ("<hgroup><h2>a</h2><div>b</div></hgroup>", "<div><h2>a</h2><div>b</div></div>"),
        ("<h2> </h2>", "<div> </div>"),
        (
            "<figure><p>a</p><figcaption>b</figcaption><p>c</p></figure>",
            "<div><p>a</p><div>b</div><p>c</p></div>",
        ),
        ("<aside>a</aside>", '<aside role="note">a</aside>'),
        ("<dl><dd>a</dd></dl>", "<div><div>a</div></div>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        (
            "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
            "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
        ),
        (
            "<table><tr><td>c</td></tr><thead><tr><td>b</td></tr></thead><caption>a</caption></table>",
            "<table><caption>a</caption><thead><tr><td>b</td></tr></thead>"
            "<tbody><tr><td>c</td></tr></tbody></table>",
        ),
        (
            "<table><caption>a</caption><caption>b</caption></table>",
            "<table><caption>a</caption><tbody><tr><td>b</td></tr></tbody></table>",
        ),
        (
            "<table><caption><table><tr><td>a</td></tr></table></caption></table>",
            "<table><caption><div><div><div>a</div></div></div></caption></table>",
        ),
        (
            '<table><tr><th>a</th><td colspan="0" rowspan="2">b</td></tr></table>',
            '<table><tr><th scope="row">a</th><td rowspan="2">b</td></tr></table>',
        ),
        ('<p start="3" scope="x">a</p>', "<p>a</p>"),
        ('<ol start="-3"><li>a</li></ol>', '<ol start="-3"><li>a</li></ol>'),
        ('<time datetime="yesterday">a</time>', "<time>a</time>"),
        ('<time datetime="2026-02-03">a</time>', '<time datetime="2026-02-03">a</time>'),
        ('<q cite="no address">a</q>', "<q>a</q>"),
    ],
)
def test_content_becomes_valid(markup: str, expected: str) -> None:
    assert mended(markup) == expected
