"""The filter of a table or a value: a small language of comparisons, read and never executed.

    seats >= 10 and sector == "Mining"
    sector in ["Mining", "Energy"] or `Seats on the board` is empty
    not ("Mining" in sector)

Names are columns (in backticks where they hold spaces), text stands in quotes. An empty cell is
neither greater nor smaller than anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from octavo.nearest import nearest
from octavo.passes.resolve.data.csvfiles import CsvFile

MAXIMUM_LENGTH = 2000
MAXIMUM_DEPTH = 40

Cells = tuple[str, ...]
Test = Callable[[Cells], bool]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>-?\d{1,15}(?:\.\d{1,15})?(?![\w.]))
    | (?P<text>"[^"]*"|'[^']*'|“[^”]*”)
    | (?P<quoted>`[^`]*`)
    | (?P<mark>==|!=|<>|<=|>=|[=<>()\[\],])
    | (?P<name>[^\W\d][\w-]*)
    )""",
    re.VERBOSE,
)
_WORDS = frozenset({"and", "or", "not", "in", "is", "empty"})


class FilterError(Exception):
    """A filter is not understood; ``column`` is the unknown column where that is why."""

    def __init__(
        self, message: str, offset: int, hint: str = "", column: str | None = None
    ) -> None:
        """Take what is wrong, the offset in the filter, what to do, and an unknown column."""
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint
        self.column = column


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text in words


@dataclass(frozen=True, slots=True)
class _Operand:
    """What stands on one side of a comparison: the column of this index, or what was written."""

    index: int | None
    written: str = ""
    number: Decimal | None = None


def parse_filter(text: str, file: CsvFile) -> Test:
    """Return the test that a filter means for the rows of a file. Raises ``FilterError``."""
    if len(text) > MAXIMUM_LENGTH:
        raise FilterError(f"a filter has at most {MAXIMUM_LENGTH} characters", 0)
    return _Parser(_tokens(text), file).whole()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            if text[at] in "\"'`“":
                raise FilterError("this quotation mark is never closed", at)
            raise FilterError(
                f"“{text[at]}” means nothing here",
                at,
                'compare columns with values: seats >= 10 and sector == "Mining"',
            )
        kind = match.lastgroup or ""
        found.append(_token(kind, match[kind], match.start(kind)))
        at = match.end()
    return [*found, _Token("end", "", end)]


def _token(kind: str, text: str, offset: int) -> _Token:
    if kind in ("text", "quoted"):
        return _Token("text" if kind == "text" else "name", text[1:-1], offset)
    if kind == "name" and text.lower() in _WORDS:
        return _Token("word", text.lower(), offset)
    return _Token(kind, text, offset)


class _Parser:
    """Recursive descent, one method for each level of the language."""

    def __init__(self, tokens: list[_Token], file: CsvFile) -> None:
        self.tokens = tokens
        self.file = file
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        token = self.next
        self.at += token.kind != "end"
        return token

    def whole(self) -> Test:
        test = self.either()
        if self.next.kind != "end":
            raise FilterError(
                f"“{self.next.text}” is not expected here", self.next.offset, "join with and / or"
            )
        return test

    def either(self) -> Test:
        tests = [self.both()]
        while self.next.is_word("or"):
            self.take()
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else lambda cells: any(test(cells) for test in tests)

    def both(self) -> Test:
        tests = [self.negation()]
        while self.next.is_word("and"):
            self.take()
            tests.append(self.negation())
        return tests[0] if len(tests) == 1 else lambda cells: all(test(cells) for test in tests)

    def negation(self) -> Test:
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise FilterError("the filter is nested too deeply", self.next.offset)
        try:
            if self.next.is_word("not"):
                self.take()
                test = self.negation()
                return lambda cells: not test(cells)
            if self.next.text == "(" and self.next.kind == "mark":
                self.take()
                test = self.either()
                self.expect(")")
                return test
            return self.comparison()
        finally:
            self.depth -= 1

    def expect(self, mark: str) -> None:
        token = self.take()
        if token.kind != "mark" or token.text != mark:
            raise FilterError(f"“{mark}” is missing here", token.offset)

    def comparison(self) -> Test:
        left = self.operand()
        token = self.take()
        if token.is_word("is"):
            return self.emptiness(left)
        if token.is_word("not") and self.next.is_word("in"):
            self.take()
            inside = self.membership(left)
            return lambda cells: not inside(cells)
        if token.is_word("in"):
            return self.membership(left)
        if token.kind == "mark" and token.text == "=":
            raise FilterError("“=” is not a comparison", token.offset, "write ==")
        if token.kind != "mark" or token.text not in _COMPARISONS:
            raise FilterError(
                "a comparison is missing here",
                token.offset,
                "write ==, !=, <, <=, >, >=, in, or “is empty”",
            )
        return self.comparing(left, token.text, self.operand())

    def emptiness(self, operand: _Operand) -> Test:
        wanted = True
        if self.next.is_word("not"):
            self.take()
            wanted = False
        token = self.take()
        if not token.is_word("empty"):
            raise FilterError("only “is empty” and “is not empty” can be asked", token.offset)
        return lambda cells: (not self.text(operand, cells)) is wanted

    def membership(self, left: _Operand) -> Test:
        if self.next.kind == "mark" and self.next.text in ("[", "("):
            closing = {"[": "]", "(": ")"}[self.take().text]
            items = [self.operand()]
            while self.next.text == "," and self.next.kind == "mark":
                self.take()
                items.append(self.operand())
            self.expect(closing)
            equal = [self.comparing(left, "==", item) for item in items]
            return lambda cells: any(test(cells) for test in equal)
        right = self.operand()

        def within(cells: Cells) -> bool:
            part = self.text(left, cells)
            return bool(part) and part in self.text(right, cells)

        return within

    def operand(self) -> _Operand:
        token = self.take()
        if token.kind == "number":
            return _Operand(None, token.text, Decimal(token.text))
        if token.kind == "text":
            return _Operand(None, token.text, self.file.number(token.text))
        if token.kind == "name":
            index = self.file.column(token.text)
            if index is None:
                raise self.unknown(token)
            return _Operand(index)
        raise FilterError("a column or a value is missing here", token.offset)

    def unknown(self, token: _Token) -> FilterError:
        near = nearest(token.text, self.file.heads)
        hint = f'put quotes around text: "{token.text}"' if self.at > 1 and not near else ""
        return FilterError(f"no column “{token.text}”", token.offset, hint, token.text)

    # ----------------------------------------------------------- meaning

    def text(self, operand: _Operand, cells: Cells) -> str:
        return operand.written if operand.index is None else cells[operand.index]

    def number(self, operand: _Operand, cells: Cells) -> Decimal | None:
        if operand.index is None:
            return operand.number
        return self.file.number(cells[operand.index])

    def comparing(self, left: _Operand, mark: str, right: _Operand) -> Test:
        compare = _COMPARISONS[mark]
        equality = mark in ("==", "!=", "<>")

        def test(cells: Cells) -> bool:
            one, other = self.number(left, cells), self.number(right, cells)
            if one is not None and other is not None:
                return compare((one > other) - (one < other))
            first, second = self.text(left, cells), self.text(right, cells)
            if not equality and (not first or not second or one is not other):
                # Nothing, or text beside a number, has no order.
                return False
            return compare((first > second) - (first < second))

        return test


_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "==": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}
