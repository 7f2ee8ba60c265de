"""Bylines: who wrote, who translated, in the words of the language, wherever people are named."""

from __future__ import annotations

import re

import pytest

from octavo.words import Words
from octavo.workspace import Workspace
from tests.passes.template.conftest import MakeManuscript

LANGUAGES = ("en", "fr", "de", "es")
ROLES = ("aui", "ctb", "edt", "ill", "pht", "trl")


def essay(authors: str, lang: str = "en") -> dict[str, str]:
    return {"one.md": f"---\ntitle: One\nlang: {lang}\nauthors: {authors}\n---\n\nText.\n"}


def lines(xhtml: str) -> list[str]:
    """The bylines of a section, each name in angle brackets."""
    found = re.findall(r'<p class="byline[^"]*">(.*?)</p>', xhtml)
    marked = [re.sub(r'<span class="author">(.*?)</span>', r"‹\1›", line) for line in found]
    return [re.sub(r'<span class="affiliation">(.*?)</span>', r" / \1", line) for line in marked]


@pytest.mark.parametrize("design", ["anthology", "report"])
@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "‹Ada› and ‹Inés›"),
        ("fr", "‹Ada› et ‹Inés›"),
        ("de", "‹Ada› und ‹Inés›"),
        ("es", "‹Ada› e ‹Inés›"),
        ("it", "‹Ada› e ‹Inés›"),
    ],
)
def test_two_authors_stand_in_one_line(
    manuscript: MakeManuscript, design: str, lang: str, line: str
) -> None:
    made = manuscript(essay("[Ada, Inés]", lang), design=design)
    assert lines(made.section("one")) == [line]


def test_authors_with_affiliations_have_lines_of_their_own(manuscript: MakeManuscript) -> None:
    made = manuscript(essay("[{name: Ada, affiliation: A & B}, Bo]"), design="anthology")
    assert lines(made.section("one")) == ["‹Ada› / A &amp; B", "‹Bo›"]


def test_who_had_another_part_is_named_after_the_authors(manuscript: MakeManuscript) -> None:
    people = "[{name: T, role: translator}, Ada, {name: I, role: ivr}, {name: U, role: trl}, Bo]"
    made = manuscript(essay(people), design="anthology")
    assert lines(made.section("one")) == ["‹Ada› and ‹Bo›", "Translated by ‹T› and ‹U›", "With ‹I›"]
    assert '<p class="toc-byline">Ada and Bo</p>' in made.section("section-contents")


def test_an_essay_that_nobody_is_said_to_have_written_has_a_byline_too(
    manuscript: MakeManuscript,
) -> None:
    made = manuscript(essay("{name: Ed, role: editor}", "fr"), design="anthology")
    assert lines(made.section("one")) == ["Édition : ‹Ed›"]
    assert '<p class="toc-byline">Ed</p>' in made.section("section-contents")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_words(manuscript: MakeManuscript, lang: str, role: str) -> None:
    words = Words(Workspace(manuscript("Text.").workspace.root, {}), lang)
    assert words[f"role-{role}"] != words["role-other"]
    assert words[f"part-{role}"]
    made = manuscript(essay(f"{{name: Ada, role: {role}}}", lang), design="anthology")
    assert lines(made.section("one")) == [words[f"role-{role}"].format(names="‹Ada›")]


def test_names_are_no_markup(manuscript: MakeManuscript) -> None:
    made = manuscript(essay("['<b>A', '{names}', 'C & D']"), design="anthology")
    assert lines(made.section("one")) == ["‹&lt;b&gt;A›, ‹{names}›, and ‹C &amp; D›"]


def test_the_title_page_and_the_cover_name_the_editor_as_one(manuscript: MakeManuscript) -> None:
    authors = ["Ada", {"name": "Ed", "role": "editor", "affiliation": "Wells"}, "Bo"]
    made = manuscript("Text.", authors=authors, design="anthology", lang="en-GB")
    for section in ("section-title", "section-cover"):
        text = re.sub("<[^>]+>", "", made.section(section))
        assert re.search(r"Ada and Bo\s+Edited by Ed\s", text)
        assert "Wells" not in text
    assert 'alt="A book. By Ada and Bo. Edited by Ed"' in made.section("section-cover", "epub")
