"""A reference to what an edition leaves out is told, where it is shown without it."""

from __future__ import annotations

import pytest

from tests.passes.conftest import MakeBook

FORMULA = "$$\nx\n$$ {#eq-h}"
ONLY_PDF = '::: {.content-visible when-format="pdf"}\n%s\n:::\n'
SEEN = "Text @eq-h.\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (ONLY_PDF % FORMULA + SEEN, "one.md:8:6"),
        (SEEN + "\n" + ONLY_PDF % f"- a\n\n  {FORMULA}".replace("\n", "\n  "), "one.md:3:6"),
        (ONLY_PDF % FORMULA + "Text.[^n]\n\n[^n]: See @eq-h.\n", "one.md:10:11"),
        (
            '::: {.content-hidden unless-edition="print"}\n' + FORMULA + "\n:::\n" + SEEN,
            "one.md:8:6",
        ),
    ],
)
def test_a_reference_that_leads_some_editions_to_nothing_is_told(
    make_book: MakeBook, text: str, place: str
) -> None:
    _, (finding,) = make_book({"one.md": f"# One\n\n{text}"})
    assert (finding.code, str(finding.span)) == ("OCT214", place)
    assert "{.content-" in finding.message
    assert finding.hints


@pytest.mark.parametrize(
    "text",
    [
        FORMULA + "\n\n" + SEEN,
        ONLY_PDF % f"{FORMULA}\n\n{SEEN}",
        ONLY_PDF % FORMULA + '[See @eq-h.]{.content-visible when-format="pdf"}\n',
        ONLY_PDF % f"{FORMULA}\n\nText.[^n]" + "\n[^n]: See @eq-h.\n",
        (ONLY_PDF % FORMULA).replace("when-format", "when-lang").replace("pdf", "en") + SEEN,
    ],
    ids=["no condition", "the same", "words", "a note", "a language"],
)
def test_a_reference_that_is_left_out_with_it_is_not(make_book: MakeBook, text: str) -> None:
    assert make_book({"one.md": f"# One\n\n{text}"})[1] == []
