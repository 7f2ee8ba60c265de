"""Pandoc's simple and multiline tables are told; rules and ordinary text are not."""

from __future__ import annotations

import pytest

from octavo.model.content import Rule
from tests.passes.parse.reading import every, findings, hint, read

# The examples of Pandoc's manual.
SIMPLE = """\
  Right     Left     Center     Default
-------     ------ ----------   -------
     12     12        12            12
    123     123       123          123
      1     1          1             1
"""
HEADLESS = """\
-------     ------ ----------   -------
     12     12        12             12
    123     123       123           123
      1     1          1              1
-------     ------ ----------   -------
"""
MULTILINE = """\
-------------------------------------------------------------
 Centered   Default           Right Left
  Header    Aligned         Aligned Aligned
----------- ------- --------------- -------------------------
   First    row                12.0 Example of a row that
                                    spans multiple lines.

  Second    row                 5.0 Here's another one. Note
                                    the blank line between
                                    rows.
-------------------------------------------------------------
"""
MULTILINE_HEADLESS = """\
----------- ------- --------------- -------------------------
   First    row                12.0 Example of a row that
                                    spans multiple lines.

  Second    row                 5.0 Here's another one. Note
                                    the blank line between
                                    rows.
----------- ------- --------------- -------------------------
"""
TWO = "No  Name\n--  ------\n1   Mill\n2   School\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (SIMPLE, "6:1"),
        (f"{SIMPLE}\nTable:  The caption.\n", "6:1"),
        (HEADLESS, "5:1"),
        (MULTILINE, "8:1"),
        (MULTILINE_HEADLESS, "5:1"),
        (TWO, "6:1"),
        ("".join(f"> {line}\n" for line in TWO.splitlines()), "6:3"),
        ("1. An item\n\n" + "".join(f"   {line}\n" for line in TWO.splitlines()), "8:4"),
        ("".join(f"  {line}\n" for line in TWO.splitlines()), "6:3"),
    ],
    ids=[
        *("simple", "with a caption", "headless", "multiline", "multiline and headless"),
        *("two columns", "quoted", "in a list", "indented"),
    ],
)
def test_a_simple_table_is_told_once(text: str, place: str) -> None:
    found = [finding for finding in findings(text) if finding.startswith("OCT237")]
    assert found == [f"OCT237 {place}"]


def test_its_dashes_are_shown_and_what_to_write() -> None:
    (finding,) = read(f"> {TWO}".replace("\n", "\n> "))[1]
    assert finding.span is not None
    assert finding.span.width == len("--  ------")
    assert "CSV" in hint(TWO)


@pytest.mark.parametrize(
    "text",
    [
        "Before.\n\n---\n\nAfter.\n",
        "Before.\n\n---\nAfter.\n",
        "Before.\n\n- - -\nAfter.\n- - -\n",
        "A b c d\n- - - -\nE f g h\n",
        "Before.\n\n--- --- ---\n\nAfter.\n",
        "Before.\n\n-- -- --\nAfter.\n\n-- -- --\nThe end.\n",
        "Before it.\n--- --- ---\nAfter.\n",
        "Before.\n\n--- --- ---\nThe cat sat on it.\n",
        "***\n\n___\n\n* * *\n\n-------------\n",
        "Before\n\n> --- ---\n\n- --- ---\n",
    ],
)
def test_a_rule_is_a_rule(text: str) -> None:
    chapter, found = read(text)
    assert found == []
    assert every(Rule, chapter.blocks)


@pytest.mark.parametrize(
    "text",
    [
        "A heading\n---------\nText.\n",
        f"```\n{SIMPLE}```\n",
        "    No  Name\n    --  ------\n    1   Mill\n",
        "Use --  or -- --\nas you like.\n",
        "a | b\n--|--\n1 | 2\n",
    ],
    ids=["a heading", "code", "indented code", "words", "a table"],
)
def test_what_holds_dashes_and_is_no_rule_is_not_told(text: str) -> None:
    assert findings(text) == []
