"""Every cell of a return against the list behind it, and against figures that were counted by hand."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from peewee import ForeignKeyField

from hfp_desk.command import demo
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.kinds import Measure, Money
from hfp_desk.records import BY_NAME
from hfp_desk.returns import Column, Definition, Table
from hfp_desk.returns.loading import catalogue
from hfp_desk.returns.periods import period
from hfp_desk.returns.table import TOTAL, Cell
from hfp_desk.store import figures, opening
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Reckoning, reckoning
from hfp_desk.store.tables import table as named
from tests.domain.listed import CLERK


@cache
def _built(folder: Path) -> Path:
    return demo.build(folder, lambda _line: None)


@pytest.fixture
def sample(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The sample lists imported as the office imports them, once a session, and a copy of that for each test."""
    made = _built(tmp_path_factory.getbasetemp() / "return-sample")
    for path in made.parent.glob(f"{made.name}*"):
        if path.is_file() and path.suffix in (".hfp", ".keys"):
            shutil.copy(path, tmp_path / path.name)
    register = opening.open_register(tmp_path / made.name, demo.USER, demo.PASSWORD)
    with register.session():
        yield register
    if not register.db.is_closed():
        register.close()


def definition(name: str) -> Definition:
    """A return that comes with the program."""
    known = catalogue()
    assert known.problems == ()
    found = known.definition(name)
    assert found is not None
    return found


def counted(register: Register, name: str, mark: str) -> Table:
    """A return of a period, counted now."""
    given = definition(name)
    register.reckoned.clear()  # tests write beside the history, too
    with reckoning(register, figures.in_force(), catalogue().indicators) as made:
        return made.table(given, period(given, mark), "樟树市卫生健康委员会")


def against_members(register: Register, name: str, mark: str, viewer: Viewer = CLERK) -> Table:
    """The return, after each of its cells was held against the list behind it: its length, or the sum of its money.

    Sums of columns, ratios, parts of a whole and sums over the lines are held against the cells they are made of.
    """
    given = definition(name)
    register.reckoned.clear()  # tests write beside the history, too
    with reckoning(register, figures.in_force(), catalogue().indicators) as made:
        found = made.table(given, period(given, mark), "樟树市卫生健康委员会")
        wrong = [*_unlisted(made, register, found, viewer), *_disagreeing(found), *_unsummed(made, found)]
    assert wrong == []
    return found


def by_hand(register: Register, sql: str, **values: Any) -> dict[int | str | None, Decimal]:
    """Lines with their figures as a statement written by hand tells them."""
    return {line: Decimal(value) for line, value in register.db.execute_sql(sql, values).fetchall() if value}


def column(found: Table, name: str) -> dict[int | str, Decimal]:
    """The figures of a column by line, without the sum and without empty lines."""
    place = found.place(name)
    cells = ((line.key, line.cells[place].value) for line in found.lines if line.key != TOTAL)
    return {key: value for key, value in cells if value}


def changed(before: Table, after: Table) -> set[tuple[str, str]]:
    """The cells that differ: line and name of the column."""
    names = [one.name for one in before.definition.columns]
    old = {line.label: line.cells for line in before.lines}
    new = {line.label: line.cells for line in after.lines}
    blank = (Cell(Decimal(0)),) * len(names)
    return {
        (label, name)
        for label in old.keys() | new.keys()
        for name, was, now in zip(names, old.get(label, blank), new.get(label, blank), strict=True)
        if (was.value or 0, was.part or 0, was.whole or 0) != (now.value or 0, now.part or 0, now.whole or 0)
    }


def cells(lines: Iterable[str], columns: Iterable[str]) -> set[tuple[str, str]]:
    """Each of these columns in each of these lines."""
    names = tuple(columns)
    return {(line, name) for line in lines for name in names}


def _unlisted(made: Reckoning, register: Register, found: Table, viewer: Viewer) -> Iterator[str]:
    for one in found.definition.columns:
        if one.sums or one.written:
            continue
        indicator, _ = made.behind(found.definition, one.name)
        for line in found.lines:
            listed = made.members(found.definition, found.period, line.key, one.name, viewer)
            assert len(set(listed.ids)) == len(listed.ids)
            cell = found.cell(line.key, one.name)
            figure = cell.part if one.ratio is not None else cell.value
            added = _added(listed.kind.name, indicator.counts)
            if added and listed.hidden:
                whole = made.members(found.definition, found.period, line.key, one.name, CLERK)
                assert set(listed.ids) < set(whole.ids)
                assert listed.count == whole.count
                continue
            told = _sum(register, listed.kind.name, added, listed.ids) if added else Decimal(listed.count)
            if figure != told:
                yield f"{line.label} {one.name}: {figure}, {told} listed"


def _added(kind: str, counts: str) -> list[tuple[str, str]]:
    """The fields that are added up (money, measures, numbers) with their signs; none where records are counted."""
    fields = BY_NAME[kind].model._meta.fields
    terms = re.findall(r"([+-]?)(\w+)", counts) if counts != "record" else []
    return [(sign, name) for sign, name in terms if name in fields and not isinstance(fields[name], ForeignKeyField)]


def _sum(register: Register, kind: str, added: list[tuple[str, str]], ids: Iterable[int]) -> Decimal:
    """What these records say in the fields, added up; money and measures are kept as hundredths."""
    model = BY_NAME[kind].model
    found = Decimal(0)
    for sign, name in added:
        sql = f'SELECT coalesce(sum("{name}"),0) FROM {named(model)} WHERE "id" IN (SELECT value FROM json_each(?))'
        digits = -2 if isinstance(spec_of(model._meta.fields[name]).kind, Money | Measure) else 0
        told = Decimal(register.db.execute_sql(sql, (json.dumps(list(ids)),)).fetchone()[0]).scaleb(digits)
        found += -told if sign == "-" else told
    return found


def _disagreeing(found: Table) -> Iterator[str]:
    for line in found.lines:
        own = {one.name: found.cell(line.key, one.name) for one in found.definition.columns}
        for one in found.definition.columns:
            wanted = _wanted(one, own)
            if wanted != own[one.name].value:
                yield f"{line.label} {one.name}: {own[one.name].value}, {wanted} reckoned"
            if one.among and (own[one.name].value or 0) > (own[one.among].value or 0):
                yield f"{line.label} {one.name}: more than {one.among}"


def _wanted(one: Column, own: Mapping[str, Cell]) -> Decimal | None:
    if one.sums:
        return sum((own[name].value or Decimal(0) for name in one.sums), Decimal(0))
    if one.ratio is None:
        return own[one.name].value
    part, whole = (own[name].value for name in one.ratio)
    assert (own[one.name].part, own[one.name].whole) == (part, whole)
    if part is None or not whole:
        return None
    return (part * one.per / whole).quantize(Decimal(1).scaleb(-one.digits), ROUND_HALF_UP)


def _unsummed(made: Reckoning, found: Table) -> Iterator[str]:
    for one in found.definition.columns if len(found.lines) > 1 else ():
        if made.adds(found.definition, one.name, found.period):
            lines = sum((line.cells[found.place(one.name)].value or Decimal(0) for line in found.lines[1:]), Decimal(0))
            if lines != (found.cell(TOTAL, one.name).value or 0):
                yield f"{one.name}: the lines add up to {lines}"
