"""draw: formulas are drawn, and written as MathML; what cannot be read is told at its place."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from lxml import etree

from octavo.cache import Cache
from octavo.model.book import Chapter, DrawnFormula, Source
from octavo.model.content import Block, DisplayFormula, Paragraph
from octavo.model.diagnostic import Diagnostic, Place
from octavo.model.inlines import Formula
from octavo.model.matter import FrontMatter
from octavo.passes import draw
from octavo.passes.draw import MAXIMUM_LENGTH, drawn_formulas

MATHML = "{http://www.w3.org/1998/Math/MathML}"


def drawn(
    latex: str, *, on_own_lines: bool = False
) -> tuple[DrawnFormula | None, list[Diagnostic]]:
    inner = Formula(Place(3, 5), text=latex)
    block: Block = DisplayFormula(Place(3, 1), text=latex)
    blocks = (block,) if on_own_lines else (Paragraph(children=(inner,)),)
    formulas, found = drawn_formulas([Chapter(Source("a.md", ""), FrontMatter(), (), blocks)])
    return formulas.get((latex, on_own_lines)), found


def good(latex: str, *, on_own_lines: bool = False) -> DrawnFormula:
    formula, found = drawn(latex, on_own_lines=on_own_lines)
    assert not found
    assert formula is not None
    return formula


def words(formula: DrawnFormula) -> str:
    return "".join(map(str, etree.fromstring(formula.mathml).itertext()))


def test_a_formula_is_a_picture_with_its_size_in_ems() -> None:
    x, fraction, subscript = good("x"), good(r"\frac{1}{2}"), good("x_g")
    assert 0.4 < x.width < 0.8
    assert 0.4 < x.height < 0.8
    assert abs(x.depth) < 0.1  # it stands on the line
    assert fraction.height > 1
    assert subscript.depth > 0.1
    assert x.asset.media_type == "image/svg+xml"
    assert re.fullmatch(r"formulas/[0-9a-f]{16}\.svg", x.asset.path)
    assert etree.fromstring(x.asset.data).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_formula_on_its_own_lines_is_larger() -> None:
    latex = r"\sum_{i=1}^n x_i"
    assert good(latex, on_own_lines=True).height > good(latex).height * 1.3
    assert 'display="block"' in good(latex, on_own_lines=True).mathml


def test_equal_formulas_are_one_picture() -> None:
    paragraph = Paragraph(children=(Formula(text="x"), Formula(text="y"), Formula(text="x")))
    chapter = Chapter(Source("a.md", ""), FrontMatter(), (), (paragraph,))
    formulas, _ = drawn_formulas([chapter, chapter])
    assert list(formulas) == [("x", False), ("y", False)]


def test_its_latex_is_its_alternative() -> None:
    assert good("x  +\ny").alt == "x + y"


@pytest.mark.parametrize("name", ["align", "align*", "aligned", "gather", "split", "equation"])
def test_lines_under_each_other_are_not_numbered(name: str) -> None:
    formula = good(rf"\begin{{{name}}}a&=1\\b&=2\end{{{name}}}", on_own_lines=True)
    assert words(formula) == "a=1b=2"
    assert len(etree.fromstring(formula.mathml).findall(f".//{MATHML}mtr")) == 2


@pytest.mark.parametrize(
    "latex",
    [r"\mathrm{GDP}", r"\binom{n}{k}", r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", r"50\%", r"\{a\}",
     r"\left(\frac{1}{2}\right)", r"\begin{cases}1&x>0\\0&\text{else}\end{cases}", r"\hat{y}"],
)  # fmt: skip
def test_what_reports_write(latex: str) -> None:
    good(latex)
    good(latex, on_own_lines=True)


def test_words_in_a_formula_are_words() -> None:
    formula = good(r"\text{<script>a & b</script>}")
    assert words(formula).replace("\u00a0", " ") == "<script>a & b</script>"
    assert {etree.QName(one).localname for one in etree.fromstring(formula.mathml).iter()} == {
        "math",
        "mrow",
        "mtext",
    }


@pytest.mark.parametrize(
    ("latex", "message", "hint"),
    [
        (r"\fracc{1}{2}", "the formula uses “\\fracc”, which is unknown here", "“\\frac”?"),
        (r"\frac{1}{2", "the formula opens a brace and does not close it", "close it"),
        ("x}", "the formula closes a brace that is not open", "remove the }"),
        (" ", "the formula is empty", "\\$"),
        ("x_1_2", "the formula cannot be read: double subscripts", "check its braces"),
        (r"\begin{figure}x\end{figure}", "the formula has the environment “figure”", ""),
        (r"\href{https://example.org}{x}", "the formula uses “\\href”", "LaTeX"),
        ("x + 中", "the formula has “中”, which its font does not have", "check"),
        ("x" * (MAXIMUM_LENGTH + 1), "the formula is longer than", "divide"),
        (r"\sqrt{" * 30 + "x" + "}" * 30, "the formula is too long, or nested too deeply", "check"),
    ],
)
def test_oct280_is_told_at_the_formula(latex: str, message: str, hint: str) -> None:
    formula, found = drawn(latex)
    assert formula is None
    (finding,) = found
    assert finding.code == "OCT280"
    assert finding.is_error
    assert str(finding.span) == "a.md:3:5"
    assert finding.message.startswith(message)
    assert hint in " ".join(finding.hints)


@pytest.mark.parametrize(
    "latex", [r"\left(" * 200, "^" * 500, r"\frac" * 700, "{" * 900 + "}" * 900, "a" * 4000, "\\"]
)
def test_nothing_hangs_or_breaks(latex: str) -> None:
    started = time.perf_counter()
    formula, found = drawn(latex)
    assert (formula is None) == bool(found)
    assert time.perf_counter() - started < 20


# ---------------------------------------------------------------------- what is kept


def drawn_with(cache: Cache, latex: str) -> DrawnFormula | None:
    blocks = (Paragraph(children=(Formula(text=latex),)),)
    chapter = Chapter(Source("a.md", ""), FrontMatter(), (), blocks)
    return drawn_formulas([chapter], cache)[0].get((latex, False))


def drawing_is_refused(*_: object, **__: object) -> None:
    raise AssertionError("drawn again")


def test_a_formula_is_drawn_once_for_all_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without, cache = good(r"\frac{1}{2}"), Cache(tmp_path)
    assert drawn_with(cache, r"\frac{1}{2}") == without
    monkeypatch.setattr("octavo.passes.draw._svg", drawing_is_refused)
    assert drawn_with(cache, r"\frac{1}{2}") == without
    with pytest.raises(AssertionError, match="drawn again"):
        drawn_with(cache, r"\frac{1}{3}")


def test_what_is_wrong_with_a_formula_is_told_in_every_build(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    blocks = (Paragraph(children=(Formula(text="x_1_2"),)),)
    chapter = Chapter(Source("a.md", ""), FrontMatter(), (), blocks)
    told = [drawn_formulas([chapter], cache) for _ in range(2)]
    assert told[0] == told[1] == drawn_formulas([chapter])
    assert [one.code for one in told[0][1]] == ["OCT280"]


@pytest.mark.parametrize("other", [b"", b"[]", b"{}", b"[1, 2, 3]", b'["<svg/>", "", 1, 2, "x"]'])
def test_a_drawing_of_another_form_is_made_anew(tmp_path: Path, other: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put(draw._key("x", False), other)
    assert drawn_with(cache, "x") == good("x")
