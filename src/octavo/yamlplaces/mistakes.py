"""What is wrong with a text that is not YAML, in the words of somebody who writes.

PyYAML says where its grammar stopped. An author wants the place of the slip: the quotation mark
that was never closed, not the end of the file. The wordings that are asked for here are those of
PyYAML 6; one that is not known is told as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml
from yaml.reader import ReaderError

_CLOSING = {"[": "]", "{": "}"}
_VALUE = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?([\"'])")
_PAIR = re.compile(r"(\s*(?:-\s+)*[^\s:#][^:]*:)\s+(\S.*?)\s*$")
_NO_SPACE = re.compile(r"\s*(?:-\s+)*[\w-]+:(?=\S)")
_LONGEST_VALUE = 60
_DELETE = "delete it: it is invisible in most editors"


class Mistake(NamedTuple):
    """A mistake at a line and a column, both from 0, and what to do about it."""

    line: int
    column: int
    message: str
    hint: str


def mistake_of(error: yaml.MarkedYAMLError | ReaderError, text: str) -> Mistake:
    """Return what is wrong with ``text``, which PyYAML refused with ``error``."""
    if isinstance(error, ReaderError):
        before = text[: error.position]
        return Mistake(
            before.count("\n"),
            len(before) - (before.rfind("\n") + 1),
            f"the character U+{ord(text[error.position]):04X} may not stand in it",
            _DELETE,
        )
    return _Slip(error, text).mistake()


class _Slip:
    """Goes from PyYAML's error back to what was typed."""

    def __init__(self, error: yaml.MarkedYAMLError, text: str) -> None:
        self.problem = error.problem or "it cannot be read"
        self.context = error.context or ""
        mark = error.problem_mark or error.context_mark
        self.line, self.column = (mark.line, mark.column) if mark else (0, 0)
        begun = error.context_mark or mark
        self.begun = (begun.line, begun.column) if begun else (0, 0)
        self.lines = text.split("\n")

    def mistake(self) -> Mistake:
        for read in (self._character, self._quotes, self._colons, self._brackets, self._layout):
            if found := read():
                return found
        return self._here(self.problem, "check the indentation, the quotes and the brackets")

    # Each of these returns None where the error is none of its own.

    def _character(self) -> Mistake | None:
        if "that cannot start any token" not in self.problem:
            return None
        character = self._text(self.line)[self.column : self.column + 1]
        if character == "\t":
            is_last = not self._text(self.line)[self.column :].strip()
            hint = _DELETE if is_last else "indent with spaces"
            return self._here("a tab stands where spaces belong", hint)
        return self._here(
            f"a value cannot begin with {character}",
            f'put it in quotation marks: "{character}…"',
        )

    def _quotes(self) -> Mistake | None:
        if "quoted scalar" in self.context:
            if "escape" in self.problem:
                return self._here(
                    "this backslash means nothing between double quotation marks",
                    "write it twice, or put the value in single quotation marks",
                )
            return self._unclosed_quote(*self.begun)
        if "found '<scalar>'" not in self.problem:
            return None
        match = _VALUE.match(self._text(self.line))
        if match and match.end() < self.column:
            mark = match[1]
            other = "write the inner marks as “ ”" if mark == '"' else "write an apostrophe as ’"
            spare = "'…'" if mark == '"' else '"…"'
            return self._here(
                "the value goes on after its closing quotation mark",
                f"{other}, or put the whole value in {spare}",
            )
        return self._earlier_quote()

    def _earlier_quote(self) -> Mistake | None:
        """Find the mark that was left open on a line before, and so closed at the next one."""
        for number in range(self.line - 1, -1, -1):
            match = _VALUE.match(self._text(number))
            if match:
                rest = self._text(number)[match.end() :]
                is_open = match[1] not in rest
                return self._unclosed_quote(number, match.end() - 1) if is_open else None
        return None

    def _unclosed_quote(self, line: int, column: int) -> Mistake:
        mark = self._text(line)[column : column + 1]
        return Mistake(
            line,
            column,
            "the quotation mark opened here is never closed",
            f"add {mark} at the end of the value",
        )

    def _colons(self) -> Mistake | None:
        if "could not find expected ':'" in self.problem:
            return Mistake(
                *self.begun,
                "this line is not of the form key: value",
                "write a colon and a space after the key, or indent a line that goes on",
            )
        if "mapping values are not allowed" not in self.problem:
            return None
        line = self._text(self.line)
        pair = _PAIR.match(line)
        if pair and pair.end(1) < self.column:
            value = pair[2].replace('"', "'")
            shown = value if len(value) <= _LONGEST_VALUE else "…"
            return self._here(
                "a value that holds a colon needs quotation marks",
                f'{pair[1].strip()} "{shown}"',
            )
        before = self._text(self.line - 1)
        if match := _NO_SPACE.match(before):
            return Mistake(
                self.line - 1,
                match.end() - 1,
                "a space is missing after the colon",
                f"{match[0].strip()} {before[match.end() :].strip()}",
            )
        return self._indented("this line is indented further than the one that it follows")

    def _brackets(self) -> Mistake | None:
        if not self.context.startswith("while parsing a flow"):
            return None
        line, column = self._open_bracket() if "stream end" in self.problem else self.begun
        bracket = self._text(line)[column : column + 1]
        closing = _CLOSING.get(bracket)
        if closing is None:
            return None
        if line == self.line and "stream end" not in self.problem:
            return self._here(
                f"a comma or {closing} is missing here", f"the list began with {bracket}"
            )
        return Mistake(
            line, column, f"the bracket {bracket} opened here is never closed", f"add {closing}"
        )

    def _open_bracket(self) -> tuple[int, int]:
        """Return the place of the last bracket that nothing closes."""
        open_ones: list[tuple[int, int]] = []
        for number, line in enumerate(self.lines):
            for column, character in enumerate(line):
                if character in _CLOSING:
                    open_ones.append((number, column))
                elif character in _CLOSING.values() and open_ones:
                    open_ones.pop()
        return open_ones[-1] if open_ones else (0, 0)

    def _layout(self) -> Mistake | None:
        if "alias" in self.context or "anchor" in self.context or "undefined alias" in self.problem:
            place = self.begun if self.context else (self.line, self.column)
            sign = self._text(place[0])[place[1] : place[1] + 1]
            return Mistake(
                *place,
                f"a value that begins with {sign} needs quotation marks",
                f'put it in quotation marks: "{sign}…"',
            )
        if "block scalar" in self.context:
            return self._here(
                "nothing may follow | or > on its line",
                "begin the text on the next line, indented; or put the value in quotation marks",
            )
        if "sequence entries are not allowed" in self.problem:
            return self._here(
                "an item of a list begins a line of its own",
                "write each “- ” on a new line, or the list as [one, two]",
            )
        if "another document" in self.problem:
            return self._here("a second --- begins another document", "remove the line")
        if "found '-'" in self.problem or "found '?'" in self.problem:
            return self._here(
                "keys and items of a list are mixed here",
                "indent the items under the key that they belong to",
            )
        if "block mapping start" in self.problem:
            return self._indented("this line is indented as none above it")
        return None

    def _indented(self, message: str) -> Mistake:
        line = self._text(self.line)
        return Mistake(
            self.line,
            len(line) - len(line.lstrip()),
            message,
            "begin the keys that belong together in the same column",
        )

    def _here(self, message: str, hint: str) -> Mistake:
        return Mistake(self.line, self.column, message, hint)

    def _text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""
