"""汇总: townships' or counties' returns added up into one; ratios are reckoned again from the sums, never averaged.

Pure figures: no register is needed, a city rolls up what its counties send as files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import msgspec

from hfp_desk.problems import Refusal
from hfp_desk.returns import Definition, Period, RowKind, Table
from hfp_desk.returns.summing import added, completed, is_given
from hfp_desk.returns.table import TOTAL, Line

Key = int | str


class By(StrEnum):
    """What the lines of the sum are: the units that report, or the lines of their returns added up by name."""

    UNITS = "units"
    LINES = "lines"


@dataclass(frozen=True)
class Part:
    """What one unit reported; no table while it has not."""

    key: Key
    label: str
    table: Table | None = None


def usual(definition: Definition) -> By:
    """Diseases and programmes are added up by name, of everything else each unit is a line."""
    return By.LINES if definition.rows in (RowKind.DISEASES, RowKind.PROGRAMMES) else By.UNITS


def rolled(
    definition: Definition, period: Period, unit: str, parts: Sequence[Part], by: By | None = None, edition: str = ""
) -> Table:
    """The sum of all parts as a return of ``unit``; who has not reported keeps an empty line.

    Refusal where nobody reported, where a unit stands twice, or where returns or periods are mixed.
    """
    _require_alike(definition, period, parts)
    chosen = by or usual(definition)
    lines = _by_unit(definition, parts) if chosen is By.UNITS else _by_line(definition, parts)
    columns = definition.columns
    whole = {
        column.name: added(_figures(definition, part.table).get(column.name) for part in parts if part.table)
        for column in columns
        if is_given(column)
    }
    total = Line(TOTAL, "合计", completed(columns, whole))
    return Table(definition, period, unit, edition, (total, *lines))


def of_townships(definition: Definition, period: Period, unit: str, parts: Sequence[Part], edition: str = "") -> Table:
    """The county's return from those of its townships: a line a township, else their lines one after the other."""
    by = By.UNITS if definition.rows is RowKind.TOWNS else By.LINES
    return rolled(definition, period, unit, parts, by, edition)


def of_counties(
    definition: Definition, period: Period, unit: str, parts: Sequence[Part], by: By | None = None
) -> Table:
    """The city's return from those of its counties: a line a county, or diseases added up by name."""
    made = rolled(definition, period, unit, parts, by)
    if (by or usual(definition)) is By.LINES:
        return made
    return msgspec.structs.replace(made, definition=msgspec.structs.replace(definition, rows=RowKind.COUNTIES))


def missing(parts: Sequence[Part]) -> tuple[str, ...]:
    """Who has not reported."""
    return tuple(part.label for part in parts if part.table is None)


def _require_alike(definition: Definition, period: Period, parts: Sequence[Part]) -> None:
    tables = [part.table for part in parts if part.table is not None]
    if not tables:
        raise Refusal("没有一份可以汇总的表。", "请先收表。")
    twice = [label for label, times in Counter(part.label for part in parts).items() if times > 1]
    if twice:
        raise Refusal(f"“{'”“'.join(twice)}”有两份表。", "请每个单位只留一份，再汇总。")
    for table in tables:
        if table.definition.name != definition.name:
            raise Refusal(
                f"“{table.unit}”报的是《{table.definition.title}》，不是《{definition.title}》。", "请换成同一张报表。"
            )
        if table.period.mark != period.mark:
            raise Refusal(f"“{table.unit}”报的是 {table.period.label}，不是 {period.label}。", "请换成同一期的表。")


def _by_unit(definition: Definition, parts: Sequence[Part]) -> tuple[Line, ...]:
    """A line for each unit, from the sum of its return."""
    return tuple(
        Line(part.key, part.label, completed(definition.columns, _figures(definition, part.table))) for part in parts
    )


def _by_line(definition: Definition, parts: Sequence[Part]) -> tuple[Line, ...]:
    """Lines of the same key added up, in the order in which they first come."""
    found: dict[Key, list[Line]] = {}
    labels: dict[Key, str] = {}
    for part in parts:
        for line in part.table.lines if part.table is not None else ():
            if line.key != TOTAL:
                found.setdefault(line.key, []).append(line)
                labels.setdefault(line.key, line.label)
    return tuple(
        Line(key, labels[key], completed(definition.columns, _added(definition, lines))) for key, lines in found.items()
    )


def _added(definition: Definition, lines: Sequence[Line]) -> Mapping[str, Decimal | None]:
    return {
        column.name: added(line.cells[place].value for line in lines)
        for place, column in enumerate(definition.columns)
        if is_given(column)
    }


def _figures(definition: Definition, table: Table | None) -> Mapping[str, Decimal | None]:
    """The sum of a return by column, of those that are given."""
    return {} if table is None else _added(definition, [table.total])
