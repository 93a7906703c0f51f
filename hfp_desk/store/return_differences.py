"""与上报差异: a return that went up against the register of today, each difference by name and by the change behind it.

Today's figures are counted by the rules the return was sent with, so that a difference is one of the records and not
of the definition; that those changed too is told apart. Names and values pass the gate; of restricted records only
their number is told. Where no change is found, that is said, and no reason is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal

import msgspec

from hfp_desk import VERSION
from hfp_desk.gate import Viewer
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import BY_NAME, Change
from hfp_desk.returns import Column, Definition, Indicator, Table
from hfp_desk.returns.checking import label
from hfp_desk.returns.table import TOTAL, Cell, shown
from hfp_desk.store import figures, returns, telling, users
from hfp_desk.store.counting import EVERYBODY
from hfp_desk.store.freezing import UNINFORMED
from hfp_desk.store.indicator_fields import whole
from hfp_desk.store.opening import Register
from hfp_desk.store.phrases import Moment
from hfp_desk.store.reckoning import Reckoning, reckoning
from hfp_desk.store.return_causes import AMENDED, ENTERED, LEFT, Cause, Causes, accounting
from hfp_desk.store.return_strands import Strand, amounts, strands
from hfp_desk.store.row_kinds import Key
from hfp_desk.store.sending import Frozen, opened
from hfp_desk.store.titles import names
from hfp_desk.store.told_differences import MOST, Difference, Differences, Moved, Reason, mattering, worded

__all__ = ["Difference", "Differences", "Moved", "Reason", "changed", "changed_all", "differences", "worded"]


def changed(register: Register, number: int) -> int:
    """How many figures of a sent return are others today; nothing is told of whom."""
    with register.session():
        sent = opened(number)
        with _rules_of(register, sent) as reckoned:
            now = _counted(reckoned, sent)
    return sum(was.value != is_.value for _, _, was, is_ in _cells(sent.table, now))


def changed_all(register: Register, numbers: Sequence[int], progress: Progress = SILENT) -> dict[int, int | None]:
    """The same for many; None for one that was altered or damaged since it went up."""
    found: dict[int, int | None] = {}
    with register.session():
        users.require_looking(register)
    for done, number in enumerate(numbers):
        progress.step(done, len(numbers), "核对上报件")
        try:
            found[number] = changed(register, number)
        except Refusal:
            found[number] = None
    return found


def differences(register: Register, viewer: Viewer, number: int, progress: Progress = SILENT) -> Differences:
    """Every difference between a return as it went up and the register of today."""
    with register.session():
        sent = opened(number)
        with _rules_of(register, sent) as reckoned:
            told = _Telling(register, viewer, sent, reckoned)
            found: list[Difference] = []
            columns = sent.table.definition.columns
            for done, column in enumerate(columns):
                progress.step(done, len(columns), label(column))
                found += told.column(column)
        order = {line.key: place for place, line in enumerate((*sent.table.lines, *told.now.lines))}
        found.sort(key=lambda one: (order[one.key], sent.table.place(one.column)))
        return Differences(sent.sent, tuple(found), tuple(_notes(register, sent)))


def _rules_of(register: Register, sent: Frozen) -> AbstractContextManager[Reckoning]:
    return reckoning(register, figures.in_force(), sent.rules.indicators)


def _counted(reckoned: Reckoning, sent: Frozen) -> Table:
    table = sent.table
    return reckoned.table(table.definition, table.period, table.unit, returns.values_of(table.definition, table.period))


def _cells(was: Table, now: Table) -> Iterator[tuple[Key, Column, Cell, Cell]]:
    """Every cell of either table: as it went up and as it is."""
    keys = dict.fromkeys((*(line.key for line in was.lines), *(line.key for line in now.lines)))
    for key in keys:
        for column in was.definition.columns:
            yield key, column, _cell(was, key, column), _cell(now, key, column)


def _cell(table: Table, key: Key, column: Column) -> Cell:
    """A cell; one of a line that is not in this table counts nothing."""
    if table.line(key) is None:
        return Cell(None if column.written or column.ratio is not None else Decimal(0))
    return table.cell(key, column.name)


class _Telling:
    """Tells the differences of one column after the other."""

    def __init__(self, register: Register, viewer: Viewer, sent: Frozen, reckoned: Reckoning) -> None:
        self._register, self._viewer, self._sent, self._reckoned = register, viewer, sent, reckoned
        self.now = _counted(reckoned, sent)
        self._labels = {line.key: line.label for line in (*self.now.lines, *sent.table.lines)}
        self._causes = Causes(register.db, sent.last_change)
        self._secret: set[tuple[str, int]] = set()
        self._pairs: dict[str, list[tuple[Key, Cell, Cell]]] = {}
        for key, column, was, is_ in _cells(sent.table, self.now):
            self._pairs.setdefault(column.name, []).append((key, was, is_))

    def column(self, column: Column) -> list[Difference]:
        """The cells of a column that differ, in the order of the lines."""
        if column.indicator:
            return list(self._listed(column))
        return [
            self._difference(key, column, was, is_, note=self._note(column, key))
            for key, was, is_ in self._pairs[column.name]
            if was.value != is_.value
        ]

    def _difference(self, key: Key, column: Column, was: Cell, is_: Cell, note: str = "") -> Difference:
        line = self._labels[key]
        return Difference(key, line, column.name, label(column), shown(column, was), shown(column, is_), note=note)

    def _note(self, column: Column, key: Key) -> str:
        """What stands behind a figure without a list of its own."""
        definition = self._sent.table.definition
        if column.written:
            written = returns.written(definition, self._sent.table.period).get((key, column.name))
            return f"填报数，{written.at[:16]} {written.by} 填写：{written.basis}" if written else "填报数已撤回"
        parts = column.sums or column.ratio or ()
        return f"随“{'”“'.join(label(definition.column(name)) for name in dict.fromkeys(parts))}”变动"

    def _listed(self, column: Column) -> Iterator[Difference]:
        members = _Behind(self._sent, self._reckoned, column.name, self._viewer.sees_restricted)
        steps = {key: members.steps(key) for key, _, _ in self._pairs[column.name]}
        sums = amounts(self._sent.rules.indicators[column.indicator])
        for key, was, is_ in self._pairs[column.name]:
            if sums and was.value != is_.value:
                stayed = self._causes.touched(members.kind) & members.both(key)
                found = self._causes.amended(members.kind, sums, stayed)
                steps[key] = [*steps[key], *((record, AMENDED) for record in sorted(found))]
        wanted = {record for moved in steps.values() for record, _ in moved[:MOST]}
        causes = self._causes.of(self._strands(column), wanted) if wanted else {}
        titles = names(self._register.db, BY_NAME[members.kind], wanted, self._viewer) if wanted else {}
        self._secret = self._closed(change for found in causes.values() for _, change in found)
        for key, was, is_ in self._pairs[column.name]:
            if was.value != is_.value or steps[key]:
                told = self._difference(key, column, was, is_)
                yield self._filled(told, members, steps[key], causes, titles, sums)

    def _filled(
        self,
        told: Difference,
        members: _Behind,
        steps: Sequence[tuple[int, str]],
        causes: Mapping[int, list[tuple[Strand, Change]]],
        titles: Mapping[int, str],
        sums: frozenset[str],
    ) -> Difference:
        listed: list[tuple[int, str, list[Cause]]] = []
        for record, way in steps[:MOST]:
            if way == AMENDED:
                mine = [
                    Cause(one, sums, False)
                    for one in self._causes.amended(members.kind, sums, [record]).get(record, ())
                ]
            else:
                mine = accounting(causes.get(record, ()), way, told.key == TOTAL)
            listed.append((record, way, mine))
        open_ones = [one for one in listed if self._may_tell(told.key, members, *one)]
        return replace(
            told,
            moved=tuple(self._moved(members.kind, titles.get(one[0], ""), *one) for one in open_ones),
            entered=sum(way == ENTERED for _, way in steps),
            left=sum(way == LEFT for _, way in steps),
            hidden=len(listed) - len(open_ones),
            more=len(steps) - len(listed),
        )

    def _may_tell(self, key: Key, members: _Behind, record: int, way: str, causes: Sequence[Cause]) -> bool:
        """Whether somebody may be named: known before or now by an open record, and not moved by closed ones alone."""
        if self._viewer.sees_restricted:
            return True
        return members.known(key, record, way) and (not causes or bool(self._open(causes)))

    def _open(self, causes: Sequence[Cause]) -> list[Cause]:
        """The changes of records that this viewer may know of."""
        return [one for one in causes if (one.change.kind, one.change.record) not in self._secret]

    def _closed(self, changes: Iterable[Change]) -> set[tuple[str, int]]:
        """The records of these changes that this viewer may not know of."""
        return set() if self._viewer.sees_restricted else self._causes.secret(changes)

    def _moved(self, kind: str, name: str, record: int, way: str, causes: Sequence[Cause]) -> Moved:
        causes = self._open(causes)
        told = telling.told_of(self._register, [cause.change for cause in causes], self._viewer)
        reasons = tuple(
            Reason(
                cause.change.kind,
                cause.change.record,
                BY_NAME[cause.change.kind].title,
                replace(one, turns=mattering(one, cause.fields)),
                cause.fields is not None,
            )
            for cause, one in zip(causes, told, strict=True)
        )
        return Moved(kind, record, name or f"第 {record} 号", way, reasons)

    def _strands(self, column: Column) -> tuple[Strand, ...]:
        definition, period = self._sent.table.definition, self._sent.table.period
        moment = Moment(*period.span(column.span), figures.in_force().on(period.ends))
        return strands(self._sent.rules.indicators[column.indicator], definition.rows, moment)


class _Behind:
    """Who stood behind the cells of a column and who does."""

    def __init__(self, sent: Frozen, reckoned: Reckoning, column: str, all_known: bool) -> None:
        definition, period = sent.table.definition, sent.table.period
        self._was, self._column = sent.members, column
        self.kind = sent.members.kind(column)
        self._now = reckoned.members_by_line(definition, period, column, EVERYBODY)
        self._known_now = self._now if all_known else reckoned.members_by_line(definition, period, column, UNINFORMED)
        self._open: dict[tuple[Key, str], set[int]] = {}

    def steps(self, key: Key) -> list[tuple[int, str]]:
        """Who entered and who left a cell."""
        was, now = set(self._was.ids(key, self._column)), set(self._now.get(key, ()))
        self._open[key, LEFT] = set(self._was.known(key, self._column)) if was != now else set()
        self._open[key, ENTERED] = self._open[key, AMENDED] = set(self._known_now.get(key, ()))
        return [*((one, LEFT) for one in sorted(was - now)), *((one, ENTERED) for one in sorted(now - was))]

    def both(self, key: Key) -> set[int]:
        """Who stood there and still does."""
        return set(self._was.ids(key, self._column)) & set(self._now.get(key, ()))

    def known(self, key: Key, record: int, way: str) -> bool:
        """Whether anybody may be told that a record stands, or stood, there."""
        return record in self._open[key, way]


def _notes(register: Register, sent: Frozen) -> Iterator[str]:
    """What changed since besides the records."""
    table = sent.table
    policy = figures.in_force()
    edition = policy.on(table.period.ends)
    if (policy.name, edition.label, edition.starts) != (sent.rules.region, table.edition, sent.rules.edition_starts):
        yield f"政策版本已变：上报时为 {table.edition}（{sent.rules.edition_starts} 起），现为 {edition.label}。"
    known = returns.catalogue(register)
    now = known.definition(table.definition.name)
    if now is None or _form(now) != _form(table.definition):
        yield "报表定义已改或已撤销；本页仍按上报时的栏目和口径比较。"
    for name, indicator in sent.rules.indicators.items():
        today = known.indicators.get(name)
        if today is None or _reckoned(whole(today, known.indicators)) != _reckoned(indicator):
            yield f"指标“{indicator.label}”的统计口径已改；本页仍按上报时的口径比较。"
    if sent.sent.program != VERSION:
        yield f"程序版本：上报时为 {sent.sent.program}，现为 {VERSION}。"


def _reckoned(indicator: Indicator) -> bytes:
    """What an indicator counts, its words left out."""
    return msgspec.json.encode(msgspec.structs.replace(indicator, label="", source="", note=""))


def _form(definition: Definition) -> tuple[object, ...]:
    """What a return counts, by which lines and days."""
    days = definition.period, definition.cutoff, definition.first_month
    return *days, definition.rows, definition.disease_lists, definition.columns
