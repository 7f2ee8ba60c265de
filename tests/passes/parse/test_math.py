"""Formulas in a line and on lines of their own."""

from __future__ import annotations

import pytest

from octavo.model.content import DisplayFormula, List, Paragraph, Quote, plain_text
from octavo.model.diagnostic import Place
from octavo.model.inlines import Formula, Text
from tests.passes.parse.reading import blocks, every, findings, line, only, read


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("So $x^2$.", ["x^2"]),
        ("So $a\\$b$ and $c$.", ["a\\$b", "c"]),
        ("On $two\nlines$.", ["two lines"]),
        ("In $x_1 * y * z_2$ no emphasis.", ["x_1 * y * z_2"]),
        ("A $5 note and $6.", []),
        ("From $20,000 to $30,000.", []),
        ("No $ x$ and no $x $ there.", []),
        ("Nor \\$x$ here.", []),
        ("US$5 and A$6", []),
        ("In code `$x$`.", []),
        ("A $x$5 is none.", []),
    ],
)
def test_dollars_follow_the_rule_of_pandoc(text: str, formulas: list[str]) -> None:
    assert [node.text for node in every(Formula, read(text + "\n")[0].blocks)] == formulas


def test_a_dollar_without_a_partner_is_text_and_told() -> None:
    chapter, _ = read("A lone $x here.\n")
    assert plain_text(chapter.blocks) == "A lone $x here."
    assert findings("A lone $x here.\n") == ["OCT243 5:8"]
    assert findings("It costs $5.\n") == []


def test_the_place_of_a_formula() -> None:
    text, formula, after = line("So $x^2$ then.\n")
    assert isinstance(text, Text)
    assert (formula.place, after.place) == (Place(5, 4), Place(5, 9))


@pytest.mark.parametrize(
    "text",
    [
        "$$\nE = mc^2\n$$ {#eq-e}\n",
        "$$ E = mc^2 $$ {#eq-e}\n",
        "$$E = mc^2$$ {#eq-e .big}\n",
        "$$\nE = mc^2 $$ {#eq-e}\n",
    ],
)
def test_a_formula_on_lines_of_its_own(text: str) -> None:
    formula = only(text, DisplayFormula)
    assert (formula.key, formula.text, formula.place) == ("eq-e", "E = mc^2", Place(5, 1))


def test_it_may_stand_in_the_middle_of_a_paragraph() -> None:
    assert [type(block) for block in blocks("So\n$$\nx\n$$\nholds.\n")] == [
        Paragraph,
        DisplayFormula,
        Paragraph,
    ]


def test_it_may_stand_in_a_list_and_in_a_quotation() -> None:
    quote = only("> $$\n> a\n> b\n> $$\n", Quote)
    assert every(DisplayFormula, [quote])[0].text == "a\nb"
    assert every(DisplayFormula, [only("- So\n\n  $$\n  a\n  $$\n", List)])[0].text == "a"


def test_one_that_is_never_closed_is_text() -> None:
    assert plain_text(read("$$\nx\n\nAfter.\n")[0].blocks) == "$$ xAfter."


def test_two_dollars_inside_a_line_are_a_formula_of_the_line() -> None:
    (formula,) = every(Formula, line("So $$x$$ then.\n"))
    assert formula.text == "x"
