"""Slips that would otherwise pass in silence are told, each with a next step."""

from __future__ import annotations

import pytest

from octavo.model.content import plain_text
from tests.passes.parse.reading import blocks, findings, hint, read

PICTURE = '![c](p.svg){fig-alt="" '


@pytest.mark.parametrize(
    ("text", "expected", "next_step"),
    [
        ("A [mot]{lang=french}.\n", "OCT244 5:3", "{lang=fr}"),
        ("A [mot]{lang=en_GB}.\n", "OCT244 5:3", "with a hyphen"),
        (PICTURE + "width=big}\n", "OCT244 5:1", "width=60%"),
        (PICTURE + "width=30px}\n", "OCT244 5:1", "without a unit"),
        ('::: {.content-visible when-fromat="pdf"}\nx\n:::\n', "OCT245 5:1", "when-format?"),
        ("A [b]{.content-hidden when-profile=x}.\n", "OCT245 5:3", "when-edition"),
        ("::: {.calout-note}\nx\n:::\n", "OCT246 5:1", ".callout-note?"),
        ("::: {.break-befor}\nx\n:::\n", "OCT246 5:1", ".break-before?"),
        ("::: {.colum-margin}\nx\n:::\n", "OCT246 5:1", ".column-margin?"),
        ("::: {.callout-hint}\nx\n:::\n", "OCT246 5:1", ".callout-tip"),
        ("The [kit]{.glosary}.\n", "OCT246 5:5", ".glossary?"),
        ("# One\n\n## A {#sec-a .x\n", "OCT247 7:6", "not closed"),
        ("![c](p.svg) {#fig-q}\n", "OCT247 5:13", "no space"),
        ('![c](p.svg){fig-alt="x width=50%}\n', "OCT247 5:12", "quotation mark"),
        ("A [w]{.index entry=a b}.\n", "OCT247 5:6", "quotation marks"),
        ("```{.csv-record}\ndata: a\n```\n", "OCT246 5:1", "csv-records?"),
        ("```csvtable\ndata: a\n```\n", "OCT246 5:1", "csv-table?"),
        ("~~~ {.csvtable #tbl-a}\ndata: a\n~~~\n", "OCT246 5:1", "csv-table?"),
        ("```{vegalite}\nmark: bar\n```\n", "OCT246 5:1", "vega-lite?"),
        ("- a\n\n  ```{.csv-records #p\n  data: a\n  ```\n", "OCT247 7:6", "not closed"),
        ("```{csv-records #p\ndata: a\n```\n", "OCT247 5:4", "not closed"),
        ("```csv-table {#tbl-a\ndata: a\n```\n", "OCT247 5:14", "not closed"),
        ('```{.csv-table tbl-cap="A "b" c"}\ndata: a\n```\n', "OCT247 5:4", 'write \\"'),
        ("```python {title=a b}\nx\n```\n", "OCT247 5:11", 'key="two words"'),
        ('# One\n\n## A {.x title="A "b" c"}\n', "OCT247 7:6", 'write \\"'),
        ("$$\na = b\n\nAfter.\n", "OCT243 5:1", "no empty line"),
        ("In {{< var facts.year it was.\n", "OCT232 5:4", "close it"),
    ],
)
def test_a_slip_is_told_at_its_place(text: str, expected: str, next_step: str) -> None:
    assert findings(text) == [expected]
    assert next_step in hint(text)


def test_braces_that_are_not_read_are_printed_as_they_stand() -> None:
    chapter, _ = read("A [w]{.index entry=a b}.\n")
    assert plain_text(chapter.blocks) == "A [w]{.index entry=a b}."


@pytest.mark.parametrize(
    "text",
    [
        "A [mot]{lang=zh-Hant-TW}, {curly} and [x] {y}.\n",
        "A [word]{.marks} and [other]{.my-index}.\n",
        PICTURE + "width=60% height=40}\n",
        "The price is $$$, or $$ in short.\n",
        "::: {.content-visible when-format=pdf unless-lang=fr}\nx\n:::\n",
        "In the set {a=1} there is one.\n",
        "```js {1,3-4}\nx\n```\n",
        "```{{python}}\nx\n```\n",
        "```csv\na,b\n```\n",
        "```{.vega}\nx\n```\n",
        '```{csv-table data=a #tbl-a tbl-cap="A \\"b\\" c"}\n```\n',
    ],
)
def test_what_is_meant_as_it_stands_is_not_told(text: str) -> None:
    assert blocks(text)
