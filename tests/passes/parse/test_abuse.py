"""Whatever strangers write: nothing raises, nothing hangs, and places lie in the file."""

from __future__ import annotations

import random
import time

import pytest

from octavo.model.book import Source
from octavo.model.content import plain_text, walk
from octavo.passes.parse import parse

_TEXT = """\
---
title: All of it
---
# One

::: {.callout-note title="A *title*"}
Text [see @a, p. 1; -@b] and @fig-x, $x^2$, [w]{.index entry="a!b"}.

- [x] item

  > ```python
  > code
  > ```
:::

| a | b |
|---|--:|
| x | 1 |

: Caption {#tbl-x source="*S*"}

Term
:   Definition[^n] with ^[a note] and {{< meta title >}}

$$
x
$$ {#eq-x}

![c](f.png){#fig-x fig-alt="a" credit="b"}

<div class="x">

*Inside* <b>of</b> it

</div>

| line
|   block

*[AB]: long

[^n]: Body.
"""
_MARKS = """
::: ``` ~~~ $ $$ [ ] { } ( ) * ** _ ~ ^ ^[ [^n] > - | @ [@ {{< >}} <div> </div> < & \\ ![ ]( {#x}
{.index} # ` =" *[A]:\\ b {% %} +---+ <![ <!-- --> """
_PIECES = [
    *_MARKS.split(),
    "\n", "\n\n", "    ", "\t", "\r", "\x00", "\u2028", ": ", "---\n", "[^n]: ",
]  # fmt: skip


def mutated(seed: int) -> str:
    """The text with a few pieces dropped, doubled and put in."""
    rng = random.Random(seed)
    text = _TEXT
    for _ in range(rng.randint(1, 20)):
        at = rng.randrange(len(text))
        to = min(len(text), at + rng.randint(1, 40))
        match rng.randrange(4):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:to] + text[at:to] * rng.choice([1, 3, 30]) + text[to:]
            case _:
                text = text[:at] + rng.choice(_PIECES) * rng.choice([1, 1, 4, 50]) + text[at:]
    return text


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_mutations_are_read_and_every_place_lies_in_the_file(start: int) -> None:
    for seed in range(start, start + 20):
        text = mutated(seed)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        chapters, diagnostics = parse(Source("one.md", text))
        places = [node.place for chapter in chapters for node in walk(chapter.blocks)]
        places += [(d.span.line, d.span.column) for d in diagnostics if d.span]  # type: ignore[misc]
        for line, column in places:
            assert 1 <= line <= len(lines), seed
            assert 1 <= column <= len(lines[line - 1]) + 2, seed


@pytest.mark.parametrize(
    "piece",
    [
        "[", "![", "^[", "*a _b ", ">", "- ", "::: a\n", ":::\n", "$a ", "$$a\n\n", "{{<", "[@a; ",
        "@a [", "<div>\n\n", "<b>", "<table><tr><td>", "| a |\n|---|\n", "a\n: x\n", "[^a]: ",
        "```\n", '[a]{k="', "- [ ] a\n", "a\n=\n", "Table: a\n\n", "*[a]: b\n", "~a", "^a",
    ],
)  # fmt: skip
def test_repetition_takes_time_in_proportion(piece: str) -> None:
    def seconds(times: int) -> float:
        text = "# T\n\n" + piece * times + "\n"
        begin = time.process_time()
        chapters, _ = parse(Source("one.md", text))
        plain_text(chapters[-1].blocks)
        return time.process_time() - begin

    # Four times the text: four times the time, or sixteen if something is quadratic.
    assert seconds(4000) < 10 * max(0.1, seconds(1000))
