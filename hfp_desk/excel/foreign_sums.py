"""What the formulas of a template will show once it is filled: sums, rates, ROUND, IF; anything else stays unknown.

For the eye only and for viewers that do not compute: whatever opens the file computes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, Overflow

from hfp_desk.excel.book import column_index
from hfp_desk.excel.foreign_sheets import Foreign, ForeignSheet, Place

Value = Decimal | str | bool | None
Values = Sequence[Value]
_Spot = tuple[str, int, int]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<range>(?:(?:'[^']+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"""
    r"""(?![\w(])|(?P<number>\d+\.?\d*|\.\d+)|(?P<name>[A-Z][A-Z.]*)(?=\()|(?P<sign><>|<=|>=|[-+*/^&=<>(),%]))"""
)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_LARGEST = 20_000
_SIGNS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
}
_COMPARED: dict[str, Callable[[bool, bool], bool]] = {
    "=": lambda same, _less: same,
    "<>": lambda same, _less: not same,
    "<": lambda _same, less: less,
    "<=": lambda same, less: same or less,
    ">": lambda same, less: not same and not less,
    ">=": lambda _same, less: not less,
}


class _Unknown(Exception):
    """The formula is beyond us."""


def computed(foreign: Foreign, written: Mapping[_Spot, Decimal | str | None]) -> dict[_Spot, Decimal | str]:
    """The results of all formulas that we can compute, with ``written`` in their cells."""
    sums = _Sums(foreign, written)
    found: dict[_Spot, Decimal | str] = {}
    for sheet in foreign.sheets:
        for (row, column), spot in sheet.spots.items():
            if spot.formula:
                value = sums.known((sheet.name, row, column))
                if isinstance(value, Decimal | str) and not isinstance(value, bool):
                    found[sheet.name, row, column] = value
    return found


class _Sums:
    def __init__(self, foreign: Foreign, written: Mapping[_Spot, Decimal | str | None]) -> None:
        self._sheets: dict[str, ForeignSheet] = {sheet.name: sheet for sheet in foreign.sheets}
        self._written = written
        self._done: dict[_Spot, Value | _Unknown] = {}
        self._open: set[_Spot] = set()

    def known(self, spot: _Spot) -> Value:
        """The value of a cell; None where it is beyond us."""
        try:
            return self.value(spot)
        except _Unknown:
            return None

    def value(self, spot: _Spot) -> Value:
        """The value of a cell, computed once."""
        if spot in self._written:
            return self._written[spot]
        if spot not in self._done:
            self._done[spot] = self._computed(spot)
        found = self._done[spot]
        if isinstance(found, _Unknown):
            raise found
        return found

    def _computed(self, spot: _Spot) -> Value | _Unknown:
        sheet = self._sheets.get(spot[0])
        if sheet is None or spot in self._open:
            return _Unknown()
        cell = sheet.spots.get(spot[1:])
        if cell is None or not cell.text:
            return None
        if not cell.formula:
            return Decimal(cell.text) if cell.numeric and _is_number(cell.text) else cell.text
        self._open.add(spot)
        try:
            return _Formula(cell.text, spot[0], self).result()
        except (_Unknown, DivisionByZero, InvalidOperation, Overflow, IndexError):
            return _Unknown()
        finally:
            self._open.discard(spot)

    def area(self, text: str, here: str) -> list[Value]:
        """The values of a range, or of one cell."""
        name, _, cells = text.rpartition("!")
        corners = [_place(part) for part in cells.split(":")]
        (top, left), (bottom, right) = corners[0], corners[-1]
        if (bottom - top + 1) * (right - left + 1) > _LARGEST:
            raise _Unknown
        sheet = name.strip("'") or here
        return [self.value((sheet, row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1)]


class _Formula:
    """One formula, read from left to right."""

    def __init__(self, text: str, sheet: str, sums: _Sums) -> None:
        self._sheet, self._sums = sheet, sums
        self._tokens = list(_tokens(text.removeprefix("=").lstrip("+")))
        self._at = 0

    def result(self) -> Value:
        found = self._compared()
        if self._at < len(self._tokens):
            raise _Unknown
        return Decimal(0) if found is None else found

    def _compared(self) -> Value:
        one = self._joined()
        while (sign := self._sign(*_COMPARED)) is not None:
            other = self._joined()
            one = _COMPARED[sign](*_order(one, other))
        return one

    def _joined(self) -> Value:
        one = self._added()
        while self._sign("&") is not None:
            one = _text(one) + _text(self._added())
        return one

    def _added(self) -> Value:
        one = self._multiplied()
        while (sign := self._sign("+", "-")) is not None:
            one = _SIGNS[sign](_number(one), _number(self._multiplied()))
        return one

    def _multiplied(self) -> Value:
        one = self._single()
        while (sign := self._sign("*", "/")) is not None:
            one = _SIGNS[sign](_number(one), _number(self._single()))
        return one

    def _single(self) -> Value:
        if self._sign("-") is not None:
            return -_number(self._single())
        kind, text = self._tokens[self._at]
        self._at += 1
        found: Value
        if kind == "number":
            found = Decimal(text)
        elif kind == "text":
            found = text[1:-1].replace('""', '"')
        elif kind == "range" and ":" not in text:
            found = self._sums.area(text, self._sheet)[0]
        elif kind == "name":
            found = self._called(text)
        elif text == "(":
            found = self._compared()
            self._expect(")")
        else:
            raise _Unknown
        return _number(found) / 100 if self._sign("%") is not None else found

    def _called(self, name: str) -> Value:
        self._expect("(")
        if name == "IF":
            return self._if()
        if name not in ("SUM", "MAX", "MIN", "ROUND", "ABS", "AVERAGE"):
            raise _Unknown
        given = list(self._arguments())
        if name in ("ROUND", "ABS"):
            return _rounded(given) if name == "ROUND" else abs(_number(given[0][0]))
        numbers = [one for values in given for one in values if isinstance(one, Decimal)]
        if name == "AVERAGE":
            return sum(numbers, Decimal()) / len(numbers)
        return sum(numbers, Decimal()) if name == "SUM" else (max if name == "MAX" else min)(numbers or [Decimal()])

    def _if(self) -> Value:
        """Only the branch that holds must be known: the other one may divide by nothing."""
        holds = self._compared()
        branches: list[Value | _Unknown] = []
        while self._sign(",") is not None:
            begin = self._at
            try:
                branches.append(self._compared())
            except (_Unknown, DivisionByZero, InvalidOperation):
                branches.append(_Unknown())
                self._skip(begin)
        self._expect(")")
        true = holds if isinstance(holds, bool) else bool(_number(holds))
        if not true and len(branches) < 2:
            raise _Unknown
        found = branches[0 if true else 1]
        if isinstance(found, _Unknown):
            raise found
        return found

    def _skip(self, begin: int) -> None:
        """To the end of an argument that could not be computed."""
        depth, self._at = 0, begin
        while depth or self._tokens[self._at][1] not in (",", ")"):
            depth += {"(": 1, ")": -1}.get(self._tokens[self._at][1], 0)
            self._at += 1

    def _arguments(self) -> Iterator[Values]:
        while True:
            kind, text = self._tokens[self._at]
            if kind == "range" and self._tokens[self._at + 1][1] in (",", ")"):
                self._at += 1
                yield self._sums.area(text, self._sheet)
            else:
                yield [self._compared()]
            if self._sign(",") is None:
                self._expect(")")
                return

    def _sign(self, *signs: str) -> str | None:
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "sign" and self._tokens[self._at][1] in signs:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return None

    def _expect(self, sign: str) -> None:
        if self._sign(sign) is None:
            raise _Unknown


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise _Unknown
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


def _place(text: str) -> Place:
    found = _CELL.fullmatch(text)
    if found is None:
        raise _Unknown
    return int(found[2]), column_index(found[1]) + 1


def _number(value: Value) -> Decimal:
    if value is None or isinstance(value, bool):
        return Decimal(int(bool(value)))
    if isinstance(value, Decimal):
        return value
    raise _Unknown


def _text(value: Value) -> str:
    return "" if value is None else f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _order(one: Value, other: Value) -> tuple[bool, bool]:
    """Whether two values are equal, and whether the first is less; a blank is what the other is not."""
    if isinstance(one, str) or isinstance(other, str):
        if isinstance(one, Decimal) or isinstance(other, Decimal):
            return False, isinstance(one, Decimal)
        return _text(one) == _text(other), _text(one) < _text(other)
    return _number(one) == _number(other), _number(one) < _number(other)


def _rounded(given: Sequence[Values]) -> Decimal:
    digits = int(_number(given[1][0])) if len(given) > 1 else 0
    return _number(given[0][0]).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
