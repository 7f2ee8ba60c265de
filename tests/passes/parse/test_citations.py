"""Citations and cross-references."""

from __future__ import annotations

import pytest

from octavo.model.content import plain_text
from octavo.model.diagnostic import Place
from octavo.model.inlines import Citation, CitedWork, CrossReference, Link, Marked, Text
from tests.passes.parse.reading import every, line


def works(text: str) -> list[tuple[str, str, str, bool]]:
    """Prefix, key, suffix and whether the author is left out, of every work cited."""
    return [
        (work.prefix, work.key, work.suffix, work.without_author)
        for work in every(CitedWork, [work for cited in every(Citation, line(text + "\n"))
                                      for work in cited.works])
    ]  # fmt: skip


def test_several_works_in_brackets() -> None:
    text = "So [see @smith04, p. 12; also -@other; @third].\n"
    _, citation, _ = line(text)
    assert isinstance(citation, Citation)
    assert not citation.in_text
    assert citation.source == "[see @smith04, p. 12; also -@other; @third]"
    assert citation.place == Place(5, 4)
    assert [work.place for work in citation.works] == [Place(5, 9), Place(5, 31), Place(5, 40)]
    assert works(text) == [
        ("see", "smith04", ", p. 12", False),
        ("also", "other", "", True),
        ("", "third", "", False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@smith04 says", [("", "smith04", "", False)]),
        ("As @smith04, says", [("", "smith04", "", False)]),
        ("@smith04 [p. 3] says", [("", "smith04", "p. 3", False)]),
        ("@smith04 [p. 3; see @b]", [("", "smith04", "p. 3", False), ("see", "b", "", False)]),
        ("@smith04 [says](a.md)", [("", "smith04", "", False)]),
        ("@smith04 [@b]", [("", "smith04", "", False), ("", "b", "", False)]),
        ("@{odd key/?} says", [("", "odd key/?", "", False)]),
        ("in -@smith04", [("", "smith04", "", True)]),
        ("(@doe:2019.b.)", [("", "doe:2019.b", "", False)]),
        ("@a--b", [("", "a", "", False)]),
        ("[@a, ch. 2; and much more]", [("", "a", ", ch. 2; and much more", False)]),
        ("[@a, table 3]", [("", "a", ", table 3", False)]),
        ("[@a and others]", [("", "a", "and others", False)]),
        ("[@a,]", [("", "a", "", False)]),
        ("[*see* @a]", [("*see*", "a", "", False)]),
    ],
)
def test_keys_and_locators(text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    assert works(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        "<ada@example.org>",
        "`@key`",
        "\\@key",
        "a @ b",
        "see x/@key",
        "[ada@b.org]",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert not every(Citation, line(text + "\n"))


def test_brackets_that_are_a_link_or_a_span_stay_one() -> None:
    (link,) = every(Link, line("[see @key](a.md)\n"))
    (span,) = every(Marked, line("[see @key]{.x}\n"))
    assert every(Citation, [link])
    assert every(Citation, [span])


# ----------------------------------------------------------- cross-references


@pytest.mark.parametrize("prefix", ["fig", "tbl", "sec", "eq"])
def test_cross_references(prefix: str) -> None:
    (reference,) = line(f"@{prefix}-one\n")
    assert reference == CrossReference(Place(5, 1), target=f"{prefix}-one")


def test_capitals_numbers_and_words_of_the_author() -> None:
    found = every(CrossReference, line("@Fig-a, [-@fig-a], [Chart @fig-a], [see @tbl-b].\n"))
    assert [(node.target, node.capital, node.number_only, node.prefix) for node in found] == [
        ("fig-a", True, False, None),
        ("fig-a", False, True, None),
        ("fig-a", False, False, "Chart"),
        ("tbl-b", False, False, "see"),
    ]
    assert [node.place.column for node in found] == [1, 10, 27, 41]


def test_several_in_brackets_are_separated() -> None:
    nodes = line("[@fig-a; @fig-b, left]\n")
    assert [type(node) for node in nodes] == [CrossReference, Text, CrossReference, Text]
    assert plain_text(nodes) == ", , left"


def test_with_works_between_them() -> None:
    reference, text, citation = line("[@fig-a; @doe; @roe, p. 2]\n")
    assert isinstance(reference, CrossReference)
    assert plain_text([text]) == "; "
    assert isinstance(citation, Citation)
    assert [work.key for work in citation.works] == ["doe", "roe"]


def test_a_full_stop_ends_the_name() -> None:
    reference, text = line("See it in\n@sec-far.\n")[2:]
    assert isinstance(reference, CrossReference)
    assert (reference.target, plain_text([text])) == ("sec-far", ".")
    assert reference.place == Place(6, 1)
