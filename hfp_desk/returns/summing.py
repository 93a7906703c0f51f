"""Cells from figures: sums of columns added up, ratios reckoned from their sums and never averaged; lines added up."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from hfp_desk.returns.definition import Column
from hfp_desk.returns.table import Cell


def completed(columns: Sequence[Column], values: Mapping[str, Decimal | None]) -> tuple[Cell, ...]:
    """The cells of a line from the figures that were counted or written in, by column."""
    found = {column.name: Cell(values.get(column.name)) for column in columns if is_given(column)}
    for column in columns:
        if column.sums:
            found[column.name] = Cell(added(found.get(name, Cell()).value for name in column.sums))
    for column in columns:
        if column.ratio is not None:
            part, whole = (found.get(name, Cell()).value for name in column.ratio)
            found[column.name] = ratio(column, part, whole)
    return tuple(found[column.name] for column in columns)


def is_given(column: Column) -> bool:
    """Whether its figures are counted or written in, and do not follow from other columns."""
    return column.ratio is None and not column.sums


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what there is; None where there is nothing."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def ratio(column: Column, part: Decimal | None, whole: Decimal | None) -> Cell:
    """A ratio to the digits of its column, rounded half up as the office does; empty without anything to divide by."""
    if part is None or not whole:
        return Cell(None, part, whole)
    value = (part * column.per / whole).quantize(Decimal(1).scaleb(-column.digits), ROUND_HALF_UP)
    return Cell(value, part, whole)
