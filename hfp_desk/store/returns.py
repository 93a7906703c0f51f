"""The returns of a register: which there are, counted now, the lists behind them, the figures written in by hand.

An office's own definitions lie in ``<register>.returns`` and stand for ours of the same name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from hfp_desk.gate import ENTRY, Viewer
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import WrittenFigure
from hfp_desk.returns import Definition, Period, Table, loading, periods
from hfp_desk.returns.loading import Catalogue
from hfp_desk.store import figures, history, log, period_locks, return_definitions, settings, users
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Members, reckoning
from hfp_desk.store.row_kinds import Key

_FOLDER = "returns"


@dataclass(frozen=True)
class Written:
    """A figure that the office wrote in: what it is based on, who wrote it and when."""

    value: Decimal
    basis: str
    by: str
    at: str


def own_folder(register: Register) -> Path:
    """Where the office lays returns of its own."""
    return register.beside(_FOLDER)


def catalogue(register: Register) -> Catalogue:
    """Every return there is for this register; what is wrong with a definition is told with file and line."""
    folder = own_folder(register)
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return _catalogue(folder, tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(4)
def _catalogue(folder: Path, _stamps: tuple[tuple[str, int, int], ...]) -> Catalogue:
    return return_definitions.proven(loading.catalogue(folder))


def named(register: Register, name: str) -> Definition:
    """The return called so, by name, title or a part of the title that no other has (三个一批).

    Refusal naming the known ones, or what is wrong with its file.
    """
    known = catalogue(register)
    found = known.definition(name)
    if found is not None:
        return found
    near = [one for one in known.definitions if len(name.strip()) > 1 and name.strip() in one.title]
    if len(near) == 1:
        return near[0]
    broken = [problem.message for problem in known.problems if problem.sheet.removesuffix(".toml") == name]
    if broken:
        raise Refusal(broken[0], "请改正后再做。")
    what = f"名称里有“{name}”的报表不止一张。" if near else f"没有名为“{name}”的报表。"
    raise Refusal(what, f"可以写：{'、'.join(one.name for one in near or known.definitions)}。")


def reporting_unit() -> str:
    """The unit that reports: the name of the office."""
    return str(settings.get(settings.OFFICE_NAME, ""))


def counted(register: Register, definition: Definition, period: Period) -> Table:
    """A return as the register has it now. Refusal of a period that has not begun."""
    periods.require_begun(definition, period, date.today())
    known = catalogue(register)
    with register.session():
        policy, unit = figures.in_force(), reporting_unit()
        values = values_of(definition, period)
        with reckoning(register, policy, known.indicators) as reckoned:
            return reckoned.table(definition, period, unit, values)


def counted_all(register: Register, day: date, progress: Progress = SILENT) -> tuple[Table, ...]:
    """Every return of the period in which ``day`` lies, counted together; Cancelled leaves nothing behind."""
    known = catalogue(register)
    made: list[Table] = []
    with register.session():
        policy, unit = figures.in_force(), reporting_unit()
        with reckoning(register, policy, known.indicators) as reckoned:
            for done, definition in enumerate(known.definitions):
                progress.step(done, len(known.definitions), definition.title)
                period = periods.period_of(definition, day)
                if period.starts <= date.today():
                    made.append(reckoned.table(definition, period, unit, values_of(definition, period)))
    return tuple(made)


def members(
    register: Register, viewer: Viewer, definition: Definition, period: Period, key: Key, column: str
) -> Members:
    """The records behind a cell as the register has them now; Refusal where a figure has no list."""
    known = catalogue(register)
    with register.session(), reckoning(register, figures.in_force(), known.indicators) as reckoned:
        return reckoned.members(definition, period, key, column, viewer)


def adds(register: Register, definition: Definition, period: Period) -> dict[str, bool]:
    """For each column whether its lines add up to the sum; not where one person may stand in two of them."""
    known = catalogue(register)
    with register.session(), reckoning(register, figures.in_force(), known.indicators) as reckoned:
        return reckoned.adding(definition, period)


def write(
    register: Register, definition: Definition, period: Period, key: Key, column: str, value: Decimal | None, basis: str
) -> None:
    """Write a figure into a column that no register holds; None takes it back. What it is based on must be said."""
    heading = "—".join(definition.column(column).head)
    if not definition.column(column).written:
        raise Refusal(f"“{heading}”由登记簿统计，不能填写。", "数字不对时，请打开名单改正登记的内容。")
    if value is not None and value < 0:
        raise Refusal(f"“{heading}”不能是负数。", "请核对后再填。")
    if value is not None and not basis.strip():
        raise Refusal(f"没有写“{heading}”的依据。", "请写明数字从哪里来，如“妇幼信息系统 2020年3月报表”。")
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ENTRY, "填写报表数字")
        period_locks.require_open(definition.name, definition.title, period.mark)
        where = _cell(definition, period, key, column)
        before = WrittenFigure.get_or_none(where)
        if before is not None:
            before.delete_instance()
        if value is not None:
            WrittenFigure.new(
                name=definition.name,
                period=period.mark,
                line=str(key),
                column=column,
                value=str(value),
                basis=basis.strip(),
                written_by=register.user,
                written_at=history.now(),
            ).save()
        detail = {"period": period.mark, "column": heading, "line": str(key)}
        detail |= {"old": before.value if before else "", "new": "" if value is None else str(value)}
        log.note(register, log.Action.RETURN, f"填写 {definition.title}", reason=basis, detail=detail)


def written(definition: Definition, period: Period) -> dict[tuple[Key, str], Written]:
    """The figures written into a return (inside a session)."""
    rows = WrittenFigure.select().where((WrittenFigure.name == definition.name) & (WrittenFigure.period == period.mark))
    return {
        (_key(row.line), row.column): Written(Decimal(row.value), row.basis, row.written_by, row.written_at)
        for row in rows
    }


def values_of(definition: Definition, period: Period) -> Mapping[tuple[Key, str], Decimal]:
    """The figures written into a return, as they are counted with (inside a session)."""
    if not any(column.written for column in definition.columns):
        return {}
    return {place: one.value for place, one in written(definition, period).items()}


def _cell(definition: Definition, period: Period, key: Key, column: str) -> object:
    return (
        (WrittenFigure.name == definition.name)
        & (WrittenFigure.period == period.mark)
        & (WrittenFigure.line == str(key))
        & (WrittenFigure.column == column)
    )


def _key(line: str) -> Key:
    return int(line) if line.lstrip("-").isdigit() else line
