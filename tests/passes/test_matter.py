"""Front matter in the spellings of Pandoc, Quarto and the blogs, and what is told of mistakes."""

from __future__ import annotations

import datetime

import pytest

from octavo.model.book import Source
from octavo.model.diagnostic import Diagnostic
from octavo.model.matter import FrontMatter
from octavo.passes.parse.matter import MatterOf, matter_of


def read(text: str) -> MatterOf:
    return matter_of(Source("one.md", text))


def matter(yaml: str) -> FrontMatter:
    """The front matter that these lines are; nothing is wrong with it."""
    found = read(f"---\n{yaml}\n---\nText.")
    assert not found.diagnostics
    assert found.body == "Text."
    return found.matter


def told(yaml: str) -> list[tuple[str, str, str]]:
    """Code, place and message of what is wrong with these lines."""
    return [_row(one) for one in read(f"---\n{yaml}\n---\n").diagnostics]


def _row(finding: Diagnostic) -> tuple[str, str, str]:
    return finding.code, str(finding.span).removeprefix("one.md:"), finding.message


# ------------------------------------------------------------ where it ends


@pytest.mark.parametrize(
    ("text", "title", "body", "first_line"),
    [
        ("---\ntitle: A\n---\nText.", "A", "Text.", 4),
        ("---\ntitle: A\n...\nText.", "A", "Text.", 4),
        ("---   \ntitle: A\n---\t\n\nText.", "A", "\nText.", 4),
        ("---\n\ntitle: A\n\n---\nText.", "A", "Text.", 6),
        ("---\n---\nText.", "", "Text.", 3),
        ("---\n# nothing yet\n---\nText.", "", "Text.", 4),
        ("+++\ntitle = 'A'\n+++\nText.", "A", "Text.", 4),
        ("+++\n+++\nText.", "", "Text.", 3),
        ("% A\n\nText.", "A", "\n\nText.", 1),
        ("% A\n  tale\n% Ada\n% 27 August 2020\n\nText.", "A tale", "\n\nText.", 4),
        ("Text.", "", "Text.", 1),
        ("", "", "", 1),
    ],
)
def test_the_head_of_a_file(text: str, title: str, body: str, first_line: int) -> None:
    found = read(text)
    assert (found.matter.title, found.body, found.first_line) == (title, body, first_line)
    assert not found.diagnostics


@pytest.mark.parametrize(
    "text", ["---\n\nNote: this is prose.\n\n---\n\nText.", "---\nProse\n---\n", "---\n\n---\n"]
)
def test_prose_between_two_rules_is_not_lost(text: str) -> None:
    found = read(text)
    assert not found.diagnostics
    assert not found.matter.model_extra
    assert "rose" not in text or found.body == text


@pytest.mark.parametrize(("fence", "line"), [("---", "title: A"), ("+++", 'title = "A"')])
def test_front_matter_that_is_never_closed(fence: str, line: str) -> None:
    (finding,) = read(f"{fence}\n{line}\n\nText.\n").diagnostics
    assert (finding.code, str(finding.span)) == ("OCT105", "one.md:1:1")
    assert finding.hints == (f"add a line of {fence} after its last key",)


def test_front_matter_that_is_a_list() -> None:
    assert told("[title: A]") == [
        ("OCT105", "2:1", "the front matter is not a list of keys and values")
    ]


# -------------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("yaml", "names"),
    [
        ("author: Ada", ["Ada"]),
        ("authors: [Ada, Grace]", ["Ada", "Grace"]),
        ("author:\n- Ada\n- name: Grace", ["Ada", "Grace"]),
        ("author: {name: Ada, affiliation: Somewhere}", ["Ada"]),
        ("author: {name: Ada, bio: Counted., twitter: ada}", ["Ada"]),
        ("author:\n- name: {given: Ada, family: Example}", ["Ada Example"]),
        ("author: {given: Ada, family: Example}", ["Ada Example"]),
        ("author: {name: {literal: The editors}}", ["The editors"]),
        (
            "author: {name: {given: Ada, dropping-particle: van, family: Example}}",
            ["Ada van Example"],
        ),
        ("author:\n- Ada Example: {institute: a}\n- Grace", ["Ada Example", "Grace"]),
        ("primary_author: {name: Ada}", ["Ada"]),
        ("params: {author: Ada}", ["Ada"]),
        ("author:", []),
        ("author: []", []),
    ],
)
def test_authors_in_every_spelling(yaml: str, names: list[str]) -> None:
    assert [person.name for person in matter(yaml).authors] == names


def test_a_number_is_no_author() -> None:
    assert told("author: 1984")[0][:2] == ("OCT106", "2:9")


def test_an_author_as_quarto_writes_one() -> None:
    (person,) = matter(
        "author:\n"
        "  - name: {given: Ada, family: Example}\n"
        "    orcid: https://orcid.org/0000-0002-1825-0097\n"
        "    url: https://example.org/ada\n"
        "    email: ada@example.org\n"
        "    roles: [writing]\n"
        "    affiliations:\n"
        "      - ref: wells\n"
        "      - name: University of Marrow Hill\n"
        "        department: Water\n"
        "        country: Nowhere\n"
        "affiliations:\n"
        "  - {id: wells, name: Institute of Wells}"
    ).authors
    assert (person.name, person.sort) == ("Ada Example", "Example, Ada")
    assert person.orcid == "0000-0002-1825-0097"
    assert person.url == "https://example.org/ada"
    assert person.affiliation == "Institute of Wells; Water, University of Marrow Hill, Nowhere"
    assert person.model_extra == {"email": "ada@example.org", "roles": ["writing"]}


def test_affiliations_by_number_as_pandoc_s_scholars_write_them() -> None:
    (person,) = matter(
        "author:\n- Ada Example: {institute: [2]}\ninstitute:\n- one: First\n- two: Second"
    ).authors
    assert person.affiliation == "Second"


@pytest.mark.parametrize(
    ("written", "role"), [("editor", "edt"), ("Translator", "trl"), ("pht", "pht")]
)
def test_roles_by_their_names_and_codes(written: str, role: str) -> None:
    assert matter(f"author: {{name: Ada, role: {written}}}").authors[0].role == role


def test_a_mistake_in_one_author_costs_nothing_else() -> None:
    yaml = (
        "author:\n"
        "  - name: Ada\n"
        "    orcid: 0000-0002-1825-0098\n"
        "    website: www.example.org\n"
        "  - {affiliation: Nobody}\n"
        "  - name: Grace\n"
        "    role: boss"
    )
    assert [person.name for person in read(f"---\n{yaml}\n---\n").matter.authors] == [
        "Ada",
        "Grace",
    ]
    findings = told(yaml)
    assert [(code, place) for code, place, _ in findings] == [
        ("OCT106", "4:12"),
        ("OCT106", "5:14"),
        ("OCT106", "6:5"),
        ("OCT106", "8:11"),
    ]
    assert findings[0][2].endswith("of this ORCID does not fit; one digit is mistyped")
    assert findings[1][2].endswith("begins with https://, http:// or mailto:")
    assert findings[2][2].endswith("a person is a name, or a mapping with a “name”")
    assert findings[3][2].endswith("or a MARC relator code such as edt")


# ---------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "written",
    [
        "2020-08-27",
        "2020-8-27",
        "'2020-08-27'",
        "2020/08/27",
        "2020-08-27 10:30",
        "2020-08-27 10:30:00 +0200",
        "2020-08-27T23:30:00-05:00",
        "2020-08-27T10:30:00Z",
        "2020-08-27T10:30:00.000Z",
        "27 August 2020",
        "27th Aug. 2020",
        "27. August 2020",
        "August 27, 2020",
        "Aug 27 2020",
        "Thursday, August 27, 2020",
        "Thu, 27 Aug 2020 10:30:00 GMT",
    ],
)
def test_dates_in_every_form_keep_the_day_that_the_author_wrote(written: str) -> None:
    assert matter(f"date: {written}").date == datetime.date(2020, 8, 27)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("last summer", "write year, month and day: 2026-01-15"),
        ("08/07/2020", "write 2020-07-08 or 2020-08-07"),
        ("27.08.2020", "write 2020-08-27"),
        ("27 août 2020", "write 2020-08-27"),
        ("2020", "write year, month and day: 2026-01-15"),
        ("2020-13-45", "write year, month and day: 2026-01-15"),
        ("today", "write year, month and day: 2026-01-15"),
        ("[1]", "write year, month and day: 2026-01-15"),
        ("86400", "write year, month and day: 2026-01-15"),
    ],
)
def test_a_date_that_is_a_guess_is_told(written: str, hint: str) -> None:
    (finding,) = read(f"---\ntitle: A\ndate: {written}\n---\n").diagnostics
    code, place, message = _row(finding)
    assert (code, place) == ("OCT106", "3:7")
    assert message.startswith("“date” was left out: ")
    assert finding.hints == (hint,)


# ------------------------------------------------------------------ the rest


@pytest.mark.parametrize("key", ["abstract", "summary", "description", "excerpt"])
def test_abstracts_in_every_spelling(key: str) -> None:
    assert matter(f"{key}: It is short.").abstract == "It is short."


def test_of_two_spellings_the_nearer_one_counts_and_the_other_is_kept() -> None:
    found = matter("description: For machines.\nabstract: For readers.")
    assert found.abstract == "For readers."
    assert found.model_extra == {"description": "For machines."}


@pytest.mark.parametrize("key", ["keywords", "tags", "categories"])
@pytest.mark.parametrize("value", ["[a, b]", "a, b", "[[a], [b]]", "[{label: a}, b, ]"])
def test_keywords_in_every_spelling(key: str, value: str) -> None:
    assert matter(f"{key}: {value}").keywords == ("a", "b")


def test_keywords_tags_and_categories_are_one_list() -> None:
    assert matter("categories: [x, a]\ntags: [a, 2016]\nkeywords: z").keywords == (
        "z",
        "a",
        "2016",
        "x",
    )


@pytest.mark.parametrize(
    ("yaml", "original_url", "permalink"),
    [
        ("original_url: https://a.example/x/", "https://a.example/x/", ""),
        ("original-url: https://a.example/x/", "https://a.example/x/", ""),
        ("canonical_url: https://a.example/x/", "https://a.example/x/", ""),
        ("canonicalURL: https://a.example/x/", "https://a.example/x/", ""),
        ("permalink: https://a.example/x/", "https://a.example/x/", ""),
        ("permalink: /x/", None, "/x/"),
        ("permalink: x/index.html", None, "/x/index.html"),
        ("url: /x/", None, "/x/"),
        ("original_url: https://a.example/x/\nurl: /x", "https://a.example/x/", "/x"),
    ],
)
def test_addresses_in_every_spelling(yaml: str, original_url: str | None, permalink: str) -> None:
    found = matter(yaml)
    assert (found.original_url, found.permalink) == (original_url, permalink)
    assert not found.model_extra


@pytest.mark.parametrize("value", ["/:year/:title/", "/{{ slug }}/", "false", "no address"])
def test_a_pattern_of_addresses_is_no_address(value: str) -> None:
    found = matter(f"permalink: '{value}'" if "{" in value else f"permalink: {value}")
    assert found.permalink == ""


def test_aliases() -> None:
    assert matter("aliases: [/old/]\nredirect_from: /older/").aliases == ("/old/", "/older/")


@pytest.mark.parametrize("key", ["original_url", "canonical_url", "permalink", "url"])
@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc"])
def test_an_address_that_runs_something_is_refused(key: str, address: str) -> None:
    ((code, place, _),) = told(f"{key}: '{address}'")
    assert (code, place) == ("OCT106", f"2:{len(key) + 3}")
    assert read(f"---\n{key}: '{address}'\n---\n").matter.original_url is None


@pytest.mark.parametrize("key", ["order", "weight", "nav_order", "sidebar_position"])
def test_the_order_in_every_spelling(key: str) -> None:
    assert matter(f"{key}: 2.5").order == 2.5
    assert told(f"{key}: first") == [("OCT106", f"2:{len(key) + 3}", _not_a_number(key))]


def _not_a_number(key: str) -> str:
    return f"“{key}” was left out: it should be a number"


def test_hugo_s_weight_of_nothing_is_none() -> None:
    assert matter("weight: 0").order is None
    assert matter("order: 0").order == 0


@pytest.mark.parametrize(
    ("yaml", "draft"),
    [
        ("draft: true", True),
        ("published: false", True),
        ("status: draft", True),
        ("draft: false", False),
        ("published: true", False),
        ("published: 2020-08-27", False),
        ("status: publish", False),
    ],
)
def test_drafts_in_every_spelling(yaml: str, draft: bool) -> None:
    assert matter(yaml).draft is draft


@pytest.mark.parametrize(
    ("yaml", "lang"),
    [
        ("lang: en-GB", "en-GB"),
        ("language: fr", "fr"),
        ("locale: zh_CN", "zh-CN"),
        ("lang: [de]", "de"),
    ],
)
def test_languages_in_every_spelling(yaml: str, lang: str) -> None:
    assert matter(yaml).lang == lang


def test_foreign_keys_are_kept_for_the_templates() -> None:
    found = matter("layout: post\nhero: {image: a.png}\n_edit_last: 1\nmodel_fields: x")
    assert found.model_extra == {
        "layout": "post",
        "hero": {"image": "a.png"},
        "_edit_last": 1,
        "model_fields": "x",
    }


def test_a_title_that_is_no_text_is_told() -> None:
    assert told("title: [One]") == [("OCT106", "2:8", "“title” was left out: it should be text")]
    assert matter("title: 1984").title == "1984"


# -------------------------------------------------------------------- slips


@pytest.mark.parametrize(
    ("key", "meant"),
    [("titel", "title"), ("auhtor", "author"), ("autor", "author"), ("subtitl", "subtitle"),
     ("abstracts", "abstract"), ("keywrods", "keywords")],
)  # fmt: skip
def test_a_slip_in_a_key_is_told(key: str, meant: str) -> None:
    (finding,) = read(f"---\nx: 1\n{key}: Words\n---\n").diagnostics
    assert _row(finding) == ("OCT108", "3:1", f"“{key}” means nothing to Octavo")
    assert finding.hints == (f"did you mean “{meant}”?",)


@pytest.mark.parametrize(
    "yaml",
    ["data: 1", "image: a.png", "slug: x", "title: A\ntitel: B", "author: A\nautor: B",
     "update: 2020-01-01", "lot: true", "lastmod: 2020-01-01", "authros: [A]\nauthor: B"],
)  # fmt: skip
def test_other_words_are_not_guessed_at(yaml: str) -> None:
    matter(yaml)


# --------------------------------------------------------------------- Hugo


def test_toml_as_hugo_writes_it() -> None:
    found = read(
        "+++\n"
        "title = 'A seat'\n"
        "date = 2020-08-27T23:30:00-05:00\n"
        "tags = ['a', 'b']\n"
        "weight = 3\n"
        "[params]\n"
        "author = 'Ada'\n"
        "[[menu.main]]\n"
        "name = 'x'\n"
        "+++\nText."
    )
    assert not found.diagnostics
    assert found.first_line == 11
    assert found.matter.title == "A seat"
    assert found.matter.date == datetime.date(2020, 8, 27)
    assert found.matter.keywords == ("a", "b")
    assert found.matter.order == 3
    assert [person.name for person in found.matter.authors] == ["Ada"]


@pytest.mark.parametrize(
    ("toml", "code", "place"),
    [
        ("title = A", "OCT105", "2:9"),
        ("title = 'A'\ndate = 'soon'", "OCT106", "3:8"),
        ("x = 1\n[params]\n  date = 'soon'", "OCT106", "4:10"),
        ("[[author]]\nname = 'Ada'\n[[author]]\nname = 'Bo'\nrole = 'boss'", "OCT106", "6:8"),
        ("title = 'A'\ntitle = 'B'", "OCT105", "3:1"),
        ("a = " + "[" * 5000, "OCT105", "2:1"),
        ("a = '" + "x" * 2**18 + "'", "OCT105", "2:1"),
    ],
)
def test_mistakes_in_toml_have_places(toml: str, code: str, place: str) -> None:
    (finding,) = read(f"+++\n{toml}\n+++\nText.").diagnostics
    assert (finding.code, str(finding.span)) == (code, f"one.md:{place}")


# ------------------------------------------------------------------- Pandoc


def test_a_title_block_as_pandoc_reads_it() -> None:
    found = read("% A tale\n  of two\n% Ada; Grace\n  Hedy\n% soon\n\nText.")
    assert found.matter.title == "A tale of two"
    assert [person.name for person in found.matter.authors] == ["Ada", "Grace", "Hedy"]
    (finding,) = found.diagnostics
    assert _row(finding)[:2] == ("OCT106", "5:3")


# ------------------------------------------------------- what the text is


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("foreword", "foreword"),
        ("Foreword", "foreword"),
        ("acknowledgments", "acknowledgements"),
        ("part", "part"),
    ],
)
def test_the_kind_of_a_text(written: str, kind: str) -> None:
    assert matter(f"kind: {written}").kind == kind


def test_a_kind_that_is_nearly_one_is_told() -> None:
    assert told("kind: foreward") == [
        ("OCT106", "2:7", "“kind” was left out: “foreward” is nothing in a book")
    ]


def test_a_kind_of_a_blogs_own_does_no_harm() -> None:
    assert matter("kind: podcast").kind is None
