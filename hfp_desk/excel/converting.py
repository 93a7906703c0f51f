"""Cells of a column into values as the register stores them, each distinct cell once.

A list of 50,000 rows has a dozen education levels and a few hundred villages: reading by column and by distinct
value is what makes all checks of a large list a matter of seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import Field, TextField

from hfp_desk.excel.book import Cell, CellError
from hfp_desk.fields import spec_of
from hfp_desk.kinds import Choice, Choices, Money, Unreadable, half_width
from hfp_desk.store import tables

_SHIELDED = ("'=", "'+", "'-", "'@")


@dataclass
class Converted:
    """The values of a column row by row, and what could not be read by place."""

    values: list[Any]
    bad: dict[int, Unreadable] = field(default_factory=dict)


def convert(
    cells: Sequence[Cell], target: Field[Any], answers: Mapping[str, str], ten_thousands: bool = False
) -> Converted:
    """Read a column as ``target``; ``answers`` say what a sender's word means here ("" for: leave it unread).

    ``ten_thousands``: its head says 万元.
    """
    kind = spec_of(target).kind
    read, store, empty = kind.read, _storer(target), tables.stored(target, kind.empty)
    meant = answers if isinstance(kind, Choice | Choices) else {}
    if ten_thousands and isinstance(kind, Money):
        cells = [_in_yuan(cell) for cell in cells]
    known: dict[Cell, Any] = {}
    failed: dict[Cell, Unreadable] = {}
    for cell in set(cells):
        try:
            known[cell] = store(read(_meant(cell, meant) if meant or _is_odd(cell) else cell))
        except Unreadable as error:
            known[cell], failed[cell] = empty, error
    found = Converted([known[cell] for cell in cells])
    if failed:
        found.bad = {place: failed[cell] for place, cell in enumerate(cells) if cell in failed}
    return found


def _storer(target: Field[Any]) -> Callable[[Any], Any]:
    """How a read value is stored; text is stored as it is."""
    if isinstance(target, TextField) and isinstance(spec_of(target).kind.empty, str):
        return _as_it_is
    return lambda value: tables.stored(target, value)


def _as_it_is(value: Any) -> Any:
    return value


def _is_odd(cell: Cell) -> bool:
    return isinstance(cell, CellError) or (isinstance(cell, str) and cell[:1] == "'")


def texts(cells: Sequence[Cell]) -> list[str]:
    """The cells as folded text."""
    known = {cell: written(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def written(cell: Cell) -> str:
    """A cell as folded text; a whole number keeps no point zero."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < 1e15 else f"{cell:.0f}"
    return half_width(str(cell))


def is_blank(value: Any) -> bool:
    """Whether a stored value says nothing."""
    return value is None or value == ""


def _in_yuan(cell: Cell) -> Cell:
    """An amount of a column in 万元, unless the cell names a unit itself."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.15g}万"
    if isinstance(cell, str) and cell.strip() and cell.strip()[-1] in "0123456789":
        return f"{cell.strip()}万"
    return cell


def _meant(cell: Cell, answers: Mapping[str, str]) -> Cell:
    if isinstance(cell, str):
        if cell.startswith(_SHIELDED):
            cell = cell[1:]
        return answers.get(half_width(cell)) or cell if answers else cell
    if isinstance(cell, CellError):
        raise Unreadable("E-FORMULA", f"单元格的公式出错（{cell}），没有取到值。", "公式算出的值，或直接填写的值")
    return cell
