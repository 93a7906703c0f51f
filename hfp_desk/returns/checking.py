"""审核: whether a return agrees in itself, with the other returns and with its last period.

The rules that hold for every return (the lines make the sum, a part is no more than its whole) need not be declared.
A finding's ``mark`` stays the same from day to day: the 情况说明 is kept under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hfp_desk.returns import arithmetic
from hfp_desk.returns.definition import Check, Column, RowKind, Span
from hfp_desk.returns.table import NOWHERE, TOTAL, Line, Table

ERROR, WARNING, NOTE = "error", "warning", "note"
LEVELS: Mapping[str, str] = {ERROR: "差错", WARNING: "提醒", NOTE: "提示"}
"""The levels as the office calls them."""

_MOST = Decimal(100)


@dataclass(frozen=True)
class Finding:
    """A rule that does not hold: how grave, in which line and column, and what was found."""

    level: str
    message: str
    mark: str
    key: int | str
    column: str


def check(
    table: Table,
    adds: Mapping[str, bool],
    last: Table | None = None,
    others: Mapping[str, Table] | None = None,
) -> tuple[Finding, ...]:
    """Everything that does not agree, errors first; rules that need a table which is not there are passed over."""
    found = [*_own(table, adds), *_declared(table, last, others or {})]
    return tuple(sorted(found, key=lambda one: list(LEVELS).index(one.level)))


def label(column: Column) -> str:
    """A column by its headings: 大病集中救治—核准（人）."""
    return "—".join(column.head)


def wants_last(table: Table) -> bool:
    """Whether a rule compares with the period before."""
    return any(before for check in table.definition.checks for _, _, before in arithmetic.named(check.rule))


def wanted(table: Table) -> frozenset[str]:
    """The other returns that the rules name."""
    rules = (arithmetic.named(check.rule) for check in table.definition.checks)
    return frozenset(name for sides in rules for name, _, _ in sides if name)


def _own(table: Table, adds: Mapping[str, bool]) -> Iterator[Finding]:
    for place, column in enumerate(table.definition.columns):
        for line in table.lines:
            value = line.cells[place].value
            if value is not None and value < 0:
                yield _finding(ERROR, "minus", line, column, f"是负数（{value:,f}）。")
            if column.ratio is not None and column.per == _MOST and value is not None and value > _MOST:
                yield _finding(WARNING, "over", line, column, f"为 {value:,f}%，超过了 100%。")
            if column.among:
                yield from _among(table, line, column, value)
        if adds.get(column.name):
            yield from _sum(table, place, column)
        if column.written and table.total.cells[place].value is None:
            yield _finding(WARNING, "unwritten", table.total, column, "还没有填写。")
    nowhere = table.line(NOWHERE)
    if nowhere is not None:
        columns = zip(table.definition.columns, nowhere.cells, strict=True)
        first = next(column.name for column, cell in columns if cell.value)
        listed = table.definition.rows is RowKind.DISEASES
        advice = (
            "这些病不在现行病种目录内，请核对病种；目录没有写全时，在系统设置中补全" if listed else "请打开名单补上"
        )
        of = "" if listed else table.definition.rows.label
        message = f"有数字落在“{nowhere.label}”：{advice}{of}。"
        yield Finding(NOTE if listed else WARNING, message, "nowhere", NOWHERE, first)


def _among(table: Table, line: Line, column: Column, value: Decimal | None) -> Iterator[Finding]:
    whole = table.cell(line.key, column.among).value
    if value is not None and whole is not None and value > whole:
        of = label(table.definition.column(column.among))
        yield _finding(ERROR, f"among.{column.among}", line, column, f"{value:,f} 大于“{of}” {whole:,f}。")


def _sum(table: Table, place: int, column: Column) -> Iterator[Finding]:
    values = [line.cells[place].value for line in table.lines if line.key != TOTAL]
    total = table.total.cells[place].value
    if not values or total is None or all(value is None for value in values):
        return
    added = sum((value for value in values if value is not None), Decimal(0))
    if added != total:
        sentence = f"合计 {total:,f} 与各行之和 {added:,f} 不等，相差 {total - added:,f}。"
        yield _finding(ERROR, "sum", table.total, column, sentence)


def _declared(table: Table, last: Table | None, others: Mapping[str, Table]) -> Iterator[Finding]:
    for number, rule in enumerate(table.definition.checks):
        for line in _lines(table, rule):
            yield from _held(table, rule, number, line, last, others)


def _lines(table: Table, rule: Check) -> Iterator[Line]:
    for line in table.lines:
        if rule.on == "all" or (rule.on == "total") == (line.key == TOTAL):
            yield line


def _begun_anew(column: Column, last: Table, table: Table) -> bool:
    """Whether a figure of the year counts from another day than last time: a new year is not compared with the old."""
    return column.span is Span.YEAR and last.period.year_starts != table.period.year_starts


def _held(
    table: Table, rule: Check, number: int, line: Line, last: Table | None, others: Mapping[str, Table]
) -> Iterator[Finding]:
    def value(name: str, column: str, before: bool) -> Decimal | None:
        of = others.get(name) if name else table
        of = last if before and not name else of
        if (
            of is None
            or of.line(line.key) is None
            or (line.key != TOTAL and of.definition.rows != table.definition.rows)
        ):
            return None
        if column not in _names(of) or (before and _begun_anew(of.definition.column(column), of, table)):
            return None
        return of.cell(line.key, column).value

    def named(name: str, column: str, before: bool) -> str:
        of = others.get(name) if name else table
        words = column if of is None or column not in _names(of) else label(of.definition.column(column))
        return f"{'上期' if before else ''}“{f'{of.definition.title}·' if name and of else ''}{words}”"

    found = arithmetic.holds(rule.rule, value)
    if found is None or found[0]:
        return
    _, left, right = found
    column = next(name for table_name, name, _ in arithmetic.named(rule.rule) if not table_name)
    said = f"{rule.message}：" if rule.message else "不符合审核关系："
    actual = " 和 ".join(f"{value:,f}" for value in arithmetic.figures(rule.rule, left, right))
    told = f"{said}{arithmetic.worded(rule.rule, named)}，实际是 {actual}。"
    yield Finding(rule.level, f"{line.label}：{told}", f"rule.{number}.{line.key}", line.key, column)


def _names(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.definition.columns)


def _finding(level: str, kind: str, line: Line, column: Column, sentence: str) -> Finding:
    message = f"{line.label}：“{label(column)}”{sentence}"
    return Finding(level, message, f"{kind}.{line.key}.{column.name}", line.key, column.name)
