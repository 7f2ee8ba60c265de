"""Links: inside the book they lead to the right file, outside it to a valid address."""

from __future__ import annotations

import pytest

from octavo.documents.addresses import web_address

from .conftest import MakePublication
from .opened import Opened, X


def links(opened: Opened, file: str) -> dict[str, str | None]:
    """The addresses of a document by the words of their links."""
    return {
        "".join(map(str, link.itertext())): link.get("href")
        for link in opened.documents[file].iter(X + "a")
    }


ONE = """\
# One

[same file](#here) [chapter](two.md) [heading](two.md#part-b) [explicit](#there) [nowhere](#no)
[imprint](../imprint.md) [web](https://example.org/?a=1&b=2)

## Here {#here}
"""


def test_links_inside_the_book(publication: MakePublication) -> None:
    opened = publication(
        {
            "text/one.md": ONE,
            "text/two.md": "# Two\n\n## Part B\n\nText. {#not}\n\n### There {#there}\n\nText.\n",
            "imprint.md": "A book.\n",
        },
        imprint="imprint.md",
    ).epub()
    found = links(opened, "one.xhtml")
    assert found == {
        "same file": "#here",
        "chapter": "two.xhtml",
        "heading": "two.xhtml#two-part-b",
        "explicit": "two.xhtml#there",
        "imprint": "imprint.xhtml",
        "web": "https://example.org/?a=1&b=2",
    }
    assert "nowhere" in opened.text("one.xhtml")


def test_every_link_of_a_hard_book_leads_somewhere(hard: object) -> None:
    opened: Opened = hard.epub()  # type: ignore[attr-defined]
    for file, document in {**opened.documents, "nav.xhtml": opened.tree("nav.xhtml")}.items():
        for link in document.iter(X + "a"):
            href = link.get("href")
            if href is None or ":" in href:
                continue
            target, _, identifier = href.partition("#")
            tree = opened.documents[target or file]
            assert not identifier or tree.xpath(f'//*[@id="{identifier}"]'), href


def test_no_link_holds_another(publication: MakePublication) -> None:
    text = (
        '# One\n\n<a href="https://example.org">A *link[^n]* here[^m]</a>, then.\n\n'
        "[^n]: N\n[^m]: M\n"
    )
    opened = publication({"text/one.md": text}).epub()
    (paragraph,) = (p for p in opened.documents["one.xhtml"].iter(X + "p") if p.text is None
                    and p.get("id"))  # fmt: skip
    outer, first, second = paragraph
    assert outer.get("href") == "https://example.org"
    assert "".join(map(str, outer.itertext())) == "A link here"
    assert [first.text, second.text, second.tail] == ["1", "2", ", then."]


def test_images_have_plain_names_of_their_own(publication: MakePublication) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    paths = ["a b.svg", "A-B.svg", "über.svg", "sub/a b.svg", "images/cover.svg", "日本.svg"]
    text = "".join(f'![](<{path}>){{fig-alt="Picture {path}"}}\n\n' for path in paths)
    files: dict[str, str] = {f"text/{path}": svg for path in paths}
    opened = publication({"text/one.md": f"# One\n\n{text}", **files}).epub()
    sources = [image.get("src") for image in opened.documents["one.xhtml"].iter(X + "img")]
    assert sorted(map(str, sources)) == [
        "images/a-b-2.svg",
        "images/a-b-3.svg",
        "images/a-b.svg",
        "images/cover.svg",
        "images/image.svg",
        "images/uber.svg",
    ]
    assert all(source in opened.manifest for source in sources)


def test_an_image_that_only_a_template_shows(publication: MakePublication) -> None:
    images = '<img src="logo.svg" alt="Logo"/><img src="no.png" alt="No"/>'
    title = f"<section><h1>A</h1>{images}</section>"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    files = {"text/1.md": "# One\n", "logo.svg": svg, "templates/sections/title.html": title}
    opened = publication(files).epub()
    (image,) = opened.documents["title.xhtml"].iter(X + "img")
    assert image.get("src") == "images/logo.svg"
    assert opened.bytes("images/logo.svg") == svg.encode()
    assert "No</span>" in opened.text("title.xhtml")


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTPS://example.org/", "https://example.org/"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%zz%20", "https://example.org/%25zz%20"),
        ("https://example.org/#a#b", "https://example.org/#a%23b"),
        ("https://user@example.org:8080/", "https://user@example.org:8080/"),
        ("http://[::1]/", "http://[::1]/"),
        ("https://xn--r8jz45g.jp/", "https://xn--r8jz45g.jp/"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("isbn:978-3-16-148410-0", "urn:isbn:9783161484100"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https:example.org", None),
        ("https://", None),
        ("http:///x", None),
        ("http://a..b/", None),
        ("http://a:port/", None),
        ("http://a:99999/", None),
        ("http://exa%20mple.org/", None),
        ("http://xn--a/", None),
        ("http://:1%5B:", None),
        ("mailto:", None),
        ("javascript:alert(1)", None),
        ("relative/path", None),
    ],
)
def test_web_addresses(href: str, expected: str | None) -> None:
    assert web_address(href) == expected
