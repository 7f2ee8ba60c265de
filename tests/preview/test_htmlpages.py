"""What is added to a page of the web edition as it is served."""

from __future__ import annotations

import pytest

from octavo.preview.htmlpages import belonging_to, opened_policy, with_script


@pytest.mark.parametrize(
    ("policy", "opened"),
    [
        (
            "default-src 'none'; script-src 'self'; style-src 'self'",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
        ),
        (
            "default-src 'none'",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
        ),
        (
            "default-src 'self'; connect-src https://example.org",
            "default-src 'self'; connect-src https://example.org 'self'",
        ),
        ("img-src 'none'", "img-src 'none'"),  # what it does not speak of is open already
        ("", ""),
    ],
)
def test_a_policy_lets_the_files_of_the_preview_in_and_nothing_else(
    policy: str, opened: str
) -> None:
    assert opened_policy(policy) == opened


def test_a_page_without_a_head_has_the_script_too() -> None:
    assert with_script(b"<p>Words.</p>", "0f").startswith(b'<script src="/preview/preview.js"')


def test_stylesheets_and_scripts_belong_to_a_page_and_links_do_not() -> None:
    page = (
        b'<link href="../assets/web.css"><script src="a.js" defer></script>'
        b'<a href="two.html">Two</a><script src="https://example.org/b.js"></script>'
    )
    assert belonging_to(page) == ("../assets/web.css", "a.js")
