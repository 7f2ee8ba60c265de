"""The value of a ``calc()`` whose terms have one unit (CSS Values and Units 4, 10)."""

from __future__ import annotations

from typing import Any

import tinycss2

_Value = tuple[float, str]


class CalcError(Exception):
    """The sum mixes units, so that only a reading system could work it out."""


def computed(arguments: list[Any]) -> Any:  # noqa: ANN401  (tinycss2 has no types)
    """Return the token that the arguments of a ``calc()`` come to; ``CalcError`` otherwise.

    ``var()`` must be resolved already.
    """
    number, unit = _Sum(arguments).value()
    return tinycss2.parse_one_component_value(f"{round(number, 4):.10g}{unit}")


class _Sum:
    """Reads sums of products from left to right."""

    def __init__(self, parts: list[Any]) -> None:
        self.parts = [part for part in parts if part.type not in ("whitespace", "comment")]
        self.at = 0

    def value(self) -> _Value:
        total = self._product()
        while (sign := self._operator("+-")) is not None:
            number, unit = self._product()
            if unit != total[1]:
                raise CalcError
            total = (total[0] + number if sign == "+" else total[0] - number, unit)
        if self.at < len(self.parts):
            raise CalcError
        return total

    def _product(self) -> _Value:
        number, unit = self._term()
        while (sign := self._operator("*/")) is not None:
            other, other_unit = self._term()
            if (unit and other_unit) or (sign == "/" and (other_unit or not other)):
                raise CalcError
            number, unit = (number * other if sign == "*" else number / other), unit or other_unit
        return number, unit

    def _operator(self, signs: str) -> str | None:
        if self.at < len(self.parts):
            part = self.parts[self.at]
            if part.type == "literal" and part.value in signs:
                self.at += 1
                return str(part.value)
        return None

    def _term(self) -> _Value:
        if self.at >= len(self.parts):
            raise CalcError
        part = self.parts[self.at]
        self.at += 1
        if part.type == "number":
            return part.value, ""
        if part.type == "percentage":
            return part.value, "%"
        if part.type == "dimension":
            return part.value, part.lower_unit
        if part.type == "() block":
            return _Sum(part.content).value()
        if part.type == "function" and part.lower_name == "calc":
            return _Sum(part.arguments).value()
        raise CalcError
