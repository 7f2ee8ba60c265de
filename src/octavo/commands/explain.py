"""octavo check --explain: what a code means and how to mend it."""

from __future__ import annotations

import re
from textwrap import wrap

from octavo.model.codes import CODES
from octavo.model.diagnostic import OctavoError, diagnose
from octavo.reporter import Reporter

_WIDTH = 79


def run(asked: str) -> int:
    """Print what a code means; raise ``OctavoError`` (exit code 2) for one that is unknown."""
    code = _code(asked)
    if code not in CODES:
        raise OctavoError(diagnose("OCT006", f"no code “{asked}”", None, _near(code)), exit_code=2)
    reporter = Reporter(lambda _span: None)
    for line in explained(code):
        reporter.say(line)
    return 0


def explained(code: str) -> list[str]:
    """Return the lines that explain a code: its title, why it matters, an example."""
    entry = CODES[code]
    kind = "error" if entry.is_error else "warning"
    lines = [f"{code} ({kind}): {entry.title}", "", *wrap(entry.explanation, _WIDTH)]
    for title, example in (("Instead of", entry.wrong), ("write", entry.right)):
        if example:
            lines += [
                "",
                f"{title}:",
                "",
                *(f"    {line}".rstrip() for line in example.split("\n")),
            ]
    return lines


def _near(code: str) -> str:
    """Return a hint: the code of the same hundred whose number is nearest."""
    number = code.removeprefix("OCT")
    near = [known for known in CODES if number.isdigit() and known[:4] == code[:4]]
    if not near:
        return "a code is written like OCT201; docs/codes.md lists them all"
    return f"did you mean “{min(near, key=lambda known: abs(int(known[3:]) - int(number)))}”?"


def _code(asked: str) -> str:
    """Return a code as the table has it: ``oct201`` and ``201`` are understood."""
    match = re.fullmatch(r"(?:OCT)?[-_ ]?(\d+)", asked.strip().upper())
    return f"OCT{match[1].zfill(3)}" if match else asked
