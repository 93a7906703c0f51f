"""Counts a return: every cell from one statement, with the groups of people and the reckonings it needs made once.

One ``Reckoning`` serves all returns of a period; the tables it makes lie in memory and are gone with it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Policy
from hfp_desk.problems import Refusal
from hfp_desk.records import Person, RecordType
from hfp_desk.returns import Column, Definition, Indicator, Period, RowKind, Span, summing
from hfp_desk.returns.table import NOWHERE, TOTAL, Cell, Line, Table
from hfp_desk.store import groups, row_kinds, side_by_side, unchanged, users
from hfp_desk.store.asked import Asked
from hfp_desk.store.computed import COMPUTED
from hfp_desk.store.counting import EVERYBODY, Compiler, Counted, LineTables
from hfp_desk.store.indicator_fields import whole
from hfp_desk.store.opening import Register
from hfp_desk.store.phrases import Moment
from hfp_desk.store.row_kinds import Key, Lines
from hfp_desk.store.scratch_tables import ScratchTables, scratch_tables
from hfp_desk.store.sql import Sql
from hfp_desk.store.tables import table

_ELSEWHERE = {
    RowKind.TOWNS: "未分乡镇",
    RowKind.VILLAGES: "未分到村",
    RowKind.HOSPITALS: "其他机构",
    RowKind.DISEASES: "其他病种",
    RowKind.PROGRAMMES: "其他",
    RowKind.PARTNERSHIPS: "其他",
    RowKind.ONE: "",
    RowKind.COUNTIES: "",
}

_HOMES = {RowKind.TOWNS: 'coalesce(p."village_id",p."town_id")', RowKind.VILLAGES: 'p."village_id"'}


@dataclass(frozen=True)
class Members:
    """The records behind a figure: of which type, their ids as far as the viewer may know of them, how many more."""

    kind: RecordType
    ids: tuple[int, ...]
    hidden: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.ids) + self.hidden


class Reckoning:
    """Counts returns of one register; open inside ``register.session()`` by ``reckoning``."""

    def __init__(
        self, register: Register, policy: Policy, indicators: Mapping[str, Indicator], tables: ScratchTables
    ) -> None:
        self._register = register
        self._policy = policy
        self._indicators = indicators
        self._tables = tables
        self._groups: dict[tuple[str, date], str] = {}
        self._found: dict[tuple[str, date, date, bool], str] = {}
        self._kept = unchanged.reckoned(register, policy)
        self._lines: dict[tuple[object, ...], tuple[Lines, LineTables]] = {}
        self._in_bulk = False
        self._figures: dict[tuple[object, ...], dict[Key, Decimal]] = {}

    def table(
        self,
        definition: Definition,
        period: Period,
        unit: str,
        written: Mapping[tuple[Key, str], Decimal] | None = None,
    ) -> Table:
        """A return of a period, counted now; ``written`` are the figures that the office wrote in."""
        self._in_bulk = True
        edition = self._policy.on(period.ends)
        lines, _ = self._lines_of(definition, period, edition)
        self._count_all(definition, period)
        figures = [self._column(definition, column, period, written or {}) for column in definition.columns]
        keys: list[tuple[Key, str]] = [(TOTAL, "合计"), *lines.labels]
        if definition.rows is not RowKind.ONE and any(found.get(NOWHERE) for found in figures):
            keys.append((NOWHERE, _ELSEWHERE[definition.rows]))
        made = tuple(Line(key, label, self._cells(definition, figures, key)) for key, label in keys)
        return Table(definition, period, unit, edition.label, made)

    def figure(self, indicator: Indicator, period: Period, span: Span) -> Decimal:
        """An indicator over the whole register."""
        one = Definition(name="", title="", rows=RowKind.ONE, columns=())
        return self._counted(one, indicator, period, span)[TOTAL]

    def members(self, definition: Definition, period: Period, key: Key, column: str, viewer: Viewer) -> Members:
        """The records behind a cell; for a ratio those of its part. Refusal where a figure was written in."""
        indicator, span = self.behind(definition, column)
        counted = self._compiled(definition, indicator, period, span)
        asked = counted.members(None if key == TOTAL else key, nowhere=key == NOWHERE)
        ids = tuple(row[0] for row in self._register.db.execute_sql(asked.text, asked.values))
        if viewer.sees_restricted:
            return Members(counted.kind, ids)
        return self._seen(definition, indicator, period, span, key, viewer, counted, ids)

    def members_by_line(
        self, definition: Definition, period: Period, column: str, viewer: Viewer
    ) -> dict[Key, tuple[int, ...]]:
        """The records behind every cell of a column that the viewer may know of, by line, asked at once."""
        indicator, span = self.behind(definition, column)
        asked = self._compiled(definition, indicator, period, span, viewer).each()
        found: dict[Key, list[int]] = {}
        for line, record in self._register.db.execute_sql(asked.text, asked.values):
            found.setdefault(NOWHERE if line is None else line, []).append(record)
        everywhere = sorted({record for records in found.values() for record in records})
        return {TOTAL: tuple(everywhere), **{line: tuple(records) for line, records in found.items()}}

    def lists(self, definition: Definition, period: Period, column: str) -> RecordType:
        """Which type of record stands behind the cells of a column."""
        indicator, span = self.behind(definition, column)
        return self._compiled(definition, indicator, period, span).kind

    def behind(self, definition: Definition, name: str) -> tuple[Indicator, Span]:
        """The indicator and span of a column; of a ratio those of its part."""
        column = definition.column(name)
        if column.ratio is not None:
            return self.behind(definition, column.ratio[0])
        if not column.indicator:
            raise Refusal(
                f"“{'—'.join(column.head)}”没有单独的名单。",
                "合计栏请打开相加的各栏；填报的数请看填报依据。",
            )
        return self._indicators[column.indicator], column.span

    def adding(self, definition: Definition, period: Period) -> dict[str, bool]:
        """For each column whether its lines add up to its sum."""
        return {one.name: one.written or self.adds(definition, one.name, period) for one in definition.columns}

    def adds(self, definition: Definition, name: str, period: Period) -> bool:
        """Whether the lines of a column add up to its sum: not where one person may stand in two of them."""
        column = definition.column(name)
        if not column.indicator:
            return all(self.adds(definition, one, period) for one in column.sums) and column.ratio is None
        return self._compiled(definition, self._indicators[column.indicator], period, column.span).alone

    def _seen(
        self,
        definition: Definition,
        indicator: Indicator,
        period: Period,
        span: Span,
        key: Key,
        viewer: Viewer,
        counted: Counted,
        ids: tuple[int, ...],
    ) -> Members:
        """Who stands behind a figure by a record that the viewer may know of; the others are only counted.

        Who counts for lacking something may have it unseen: the list is then longer than the figure, and is not cut,
        for that would tell whom.
        """
        open_ones = self._compiled(definition, indicator, period, span, viewer).members(
            None if key == TOTAL else key, nowhere=key == NOWHERE
        )
        seen = tuple(row[0] for row in self._register.db.execute_sql(open_ones.text, open_ones.values))
        return Members(counted.kind, seen, len(set(ids).difference(seen)))

    def _column(
        self,
        definition: Definition,
        column: Column,
        period: Period,
        written: Mapping[tuple[Key, str], Decimal],
    ) -> Mapping[Key, Decimal]:
        if column.indicator:
            return self._counted(definition, self._indicators[column.indicator], period, column.span)
        if column.written:
            own = {key: value for (key, name), value in written.items() if name == column.name}
            if own and TOTAL not in own:
                own[TOTAL] = sum(own.values(), Decimal(0))
            return own
        return {}

    def _cells(self, definition: Definition, figures: list[Mapping[Key, Decimal]], key: Key) -> tuple[Cell, ...]:
        found: dict[str, Cell] = {}
        for column, values in zip(definition.columns, figures, strict=True):
            if column.indicator:
                found[column.name] = Cell(values.get(key, Decimal(0)))
            elif column.written:
                found[column.name] = Cell(values.get(key))
        for column in definition.columns:
            if column.sums:
                parts = [found[name].value for name in column.sums]
                found[column.name] = Cell(sum((part for part in parts if part is not None), Decimal(0)))
        for column in definition.columns:
            if column.ratio is not None:
                found[column.name] = summing.ratio(column, *(found[name].value for name in column.ratio))
        return tuple(found[column.name] for column in definition.columns)

    def _count_all(self, definition: Definition, period: Period) -> None:
        """Count what the columns of a return ask, those that ask the same records together."""
        asked = ((self._indicators[one.indicator], one.span) for one in definition.columns if one.indicator)
        waiting = {
            mark: self._compiled(definition, indicator, period, span)
            for indicator, span in asked
            if (mark := _mark(definition, indicator, period, span)) not in self._figures
        }
        self._figures |= side_by_side.counted(self._register.db, waiting)

    def _counted(self, definition: Definition, indicator: Indicator, period: Period, span: Span) -> dict[Key, Decimal]:
        mark = _mark(definition, indicator, period, span)
        if mark not in self._figures:
            one = self._compiled(definition, indicator, period, span)
            self._figures |= side_by_side.counted(self._register.db, {mark: one})
        return self._figures[mark]

    def _compiled(
        self, definition: Definition, indicator: Indicator, period: Period, span: Span, viewer: Viewer = EVERYBODY
    ) -> Counted:
        edition = self._policy.on(period.ends)
        moment = Moment(*period.span(span), edition)
        _, tables = self._lines_of(definition, period, edition)
        compiler = Compiler(self._register.db, self._indicators, definition.rows, tables)
        asked = whole(indicator, self._indicators)
        people = self._people(asked.people, moment) if asked.people else ""
        reckoned = self._reckoned(asked.computed, moment, viewer) if asked.computed else ""
        return compiler.counted(asked, moment, span, people, reckoned, viewer)

    def _lines_of(self, definition: Definition, period: Period, edition: Edition) -> tuple[Lines, LineTables]:
        mark = (definition.rows, definition.disease_lists, period.ends, self._in_bulk)
        if mark not in self._lines:
            found = row_kinds.lines(self._register.db, definition, period, edition)
            belongs = self._tables.of("value,line", found.belongs)
            self._lines[mark] = found, LineTables(belongs, self._homes(definition.rows, belongs))
        return self._lines[mark]

    def _homes(self, rows: RowKind, belongs: str) -> str:
        """Everybody's line, where lines are places and more is asked than the list behind one figure."""
        home = _HOMES.get(rows)
        if home is None or not self._in_bulk:
            return ""
        found = f'SELECT p."id", b.line FROM {table(Person)} p LEFT JOIN {belongs} b ON b.value={home}'
        return self._tables.filled("value INTEGER,line", Sql(found))

    def _people(self, group: str, moment: Moment) -> str:
        """The living of a group on the last day of the span."""
        mark = (group, moment.ends)
        if mark not in self._groups:
            self._groups[mark] = self._tables.filled("id INTEGER", groups.living(group, moment))
        return self._groups[mark]

    def _reckoned(self, name: str, moment: Moment, viewer: Viewer) -> str:
        """What a reckoning finds for whoever asks: a restricted disease puts nobody on the list of who may not know."""
        mark = (name, moment.starts, moment.ends, viewer.sees_restricted)
        if mark not in self._found:
            if name not in COMPUTED:
                raise Refusal(f"没有名为“{name}”的计算方法。", f"可以写：{'、'.join(COMPUTED)}。")
            asked = Asked(self._register, self._policy, moment, viewer, self._kept)
            ids = asked.once(lambda: array("q", COMPUTED[name](asked)), "ids", name, moment.starts, moment.ends)
            self._found[mark] = self._tables.of_ids(ids)
        return self._found[mark]


@contextmanager
def reckoning(register: Register, policy: Policy, indicators: Mapping[str, Indicator]) -> Iterator[Reckoning]:
    """A reckoning over a register, with a connection and tables of its own until the end.

    Refusal for a user without any role: every figure of a return, a goal or a trend comes from here.
    """
    with register.session(), scratch_tables(register.db) as tables:
        users.require_looking(register)
        yield Reckoning(register, policy, indicators, tables)


def _mark(definition: Definition, indicator: Indicator, period: Period, span: Span) -> tuple[object, ...]:
    """Under which a figure is kept: returns with the same lines share it."""
    return (definition.rows, definition.disease_lists, indicator.name, *period.span(span), span)
