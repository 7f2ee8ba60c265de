"""Write docs/codes.md, the page of diagnostic codes, from the table in the code.

python scripts/codes.py writes it; tests/test_codes.py fails where it is stale.
"""

from __future__ import annotations

from pathlib import Path

from octavo.model.codes import CODES, GROUPS, Code

PAGE = Path(__file__).parents[1] / "docs" / "codes.md"

INTRODUCTION = """\
# Codes

What Octavo tells has a code that stays the same, so that it can be looked up, talked about and
counted. `octavo check --explain OCT201` prints the same text. This page is made from the table
in the code by `python scripts/codes.py`.

**Errors** would lose or falsify what you wrote; an edition is not built from them, but with
`--draft`. **Warnings** do neither; `--strict` takes them for errors. The codes from OCT600 on are
questions that an editor would ask. `octavo check` asks them; a build does not.

`octavo check --output-format` tells findings to programs: `concise` (one line each), `json`,
`github` (beside the lines of a pull request) and `sarif` (for code hosts and editors).
`octavo check --links` lists all links that lead out, by address.
"""


def page() -> str:
    """Return the text of the page."""
    parts = [INTRODUCTION]
    group = ""
    for code, entry in sorted(CODES.items()):
        if code[3] != group:
            group = code[3]
            parts.append(f"\n## {GROUPS[group]}\n")
        parts.append(_entry(code, entry))
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _entry(code: str, entry: Code) -> str:
    kind = "error" if entry.is_error else "warning"
    lines = [f"### {code}: {entry.title}", "", f"*{kind.capitalize()}.* {entry.explanation}"]
    for title, example in (("Instead of", entry.wrong), ("write", entry.right)):
        if example:
            fence = "`" * max(3, _longest_fence(example) + 1)
            lines += ["", f"{title}:", "", f"{fence}text", example, fence]
    return "\n".join(lines)


def _longest_fence(text: str) -> int:
    return max((len(line) - len(line.lstrip("`")) for line in text.split("\n")), default=0)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
