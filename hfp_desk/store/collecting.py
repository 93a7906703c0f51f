"""收表: takes in what townships return, keeps every version with its file, rejects and accepts, all of it logged.

The same file twice changes nothing; a later one of a township replaces the earlier, which stays as 已替换. A file
without a place, or two files of one township at once, are not decided here: the clerk says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from hfp_desk.gate import ENTRY
from hfp_desk.problems import Refusal
from hfp_desk.records import CollectedReturn
from hfp_desk.returns import Definition, Period, RowKind, Table
from hfp_desk.returns.collected import Collected, Flaw
from hfp_desk.returns.table import TOTAL, Cell, Line
from hfp_desk.store import figures, history, log, row_kinds, sealing, users
from hfp_desk.store.collecting_towns import Town, Towns, villages_of
from hfp_desk.store.opening import Register

RECEIVED, RETURNED, ACCEPTED, REPLACED = "received", "returned", "accepted", "replaced"
STATES: Mapping[str, str] = {RECEIVED: "已报", RETURNED: "退回", ACCEPTED: "已审核", REPLACED: "已替换"}
"""What became of a file, as the office calls it."""

TAKEN, SAME, HELD = "taken", "same", "held"
_LEAST = 4


@dataclass(frozen=True)
class Taken:
    """What became of one return of a file: taken, the same as before, or held with the reason in ``sentence``."""

    outcome: str
    sentence: str
    collected: Collected
    record: int = 0
    replaced: int = 0


@dataclass(frozen=True)
class _Come:
    """A return that comes in: its file, what was read, the day it came (None: now)."""

    path: Path
    collected: Collected
    on: date | None


@dataclass(frozen=True)
class Kept:
    """A return as it was taken in."""

    id: int
    town: int
    state: str
    received_at: str
    received_by: str
    reason: str
    collected: Collected


def form(register: Register, definition: Definition, period: Period, town: Town) -> Table:
    """The lines that a township fills in (inside a session): its own place, its villages, or what all have alike."""
    edition = figures.in_force().on(period.ends)
    labels = row_kinds.lines(register.db, definition, period, edition).labels
    if definition.rows is RowKind.TOWNS:
        named: tuple[tuple[int | str, str], ...] = ((town.id, town.name),)
    elif definition.rows is RowKind.VILLAGES:
        own = villages_of(town)
        named = ((TOTAL, "合计"), *(pair for pair in labels if pair[0] in own))
    else:
        named = ((TOTAL, "合计"), *labels)
    nothing = (Cell(),) * len(definition.columns)
    return Table(definition, period, town.name, edition.label, tuple(Line(key, label, nothing) for key, label in named))


def take(
    register: Register,
    definition: Definition,
    period: Period,
    found: Sequence[tuple[Path, Collected]],
    on: date | None = None,
) -> tuple[Taken, ...]:
    """Take in what was read from files, each decided by itself and written at once; ``on`` is the day they came.

    Held, so that the clerk decides: no place or period, another period, one township in several files.
    """
    with register.session():
        users.require(register, ENTRY, "收乡镇报表")
        towns = Towns(register.db)
        files: Counter[str] = Counter(code for code, _ in {(one.code, one.sha256 + one.sheet) for _, one in found})
        taken = []
        for path, one in found:
            reason = _held(one, period, towns, files)
            if reason:
                taken.append(Taken(HELD, reason, one))
            else:
                town = towns.coded(one.code)
                assert town is not None
                taken.append(_take(register, definition, period, town, _Come(path, one, on)))
        return tuple(taken)


def kept(definition: Definition, period: Period, *, earlier: bool = False) -> tuple[Kept, ...]:
    """The returns that were taken in (inside a session), the latest first; ``earlier`` with those replaced."""
    where = (CollectedReturn.name == definition.name) & (CollectedReturn.period == period.mark)
    rows = CollectedReturn.select().where(where).order_by(CollectedReturn.id.desc())
    return tuple(_kept(row) for row in rows if earlier or row.state != REPLACED)


def one(record: int) -> Kept:
    """One return that was taken in (inside a session)."""
    return _kept(_row(record))


def accept(register: Register, record: int, reason: str = "", errors: int = 0) -> None:
    """审核通过; one with errors needs a reason, which is kept."""
    if errors and len(reason.strip()) < _LEAST:
        raise Refusal(f"这份表还有 {errors} 处差错。", "请退回更正；确实无误的，写明情况再审核通过。")
    _settle(register, record, ACCEPTED, reason, "审核通过")


def mark_returned(register: Register, record: int, reason: str) -> None:
    """退回: the reason is kept and logged; what was written for the township says the rest."""
    require_reason(reason)
    _settle(register, record, RETURNED, reason, "退回")


def require_reason(reason: str) -> None:
    """Refusal where it does not say what a township is to correct."""
    if len(reason.strip()) < _LEAST:
        raise Refusal("没有写退回的原因。", "请写明要乡镇改什么。")


def came_on(register: Register, record: int, day: date) -> None:
    """Correct the day on which a return came in: it may have been handed over before it was taken in."""
    if day > date.today():
        raise Refusal(f"{day} 还没有到。", "请填实际收到的日期。")
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ENTRY, "办理乡镇报表")
        row = _row(record)
        before, row.received_at = row.received_at, day.isoformat()
        row.save()
        _note(register, row, "更正收到日期", {"old": before[:10], "new": day.isoformat()})


def original(register: Register, record: int) -> bytes:
    """The workbook as it came in; Refusal when it is gone."""
    return sealing.unseal(register.key, _sealed(register, _row(record).sha256))


def _held(one: Collected, period: Period, towns: Towns, files: Counter[str]) -> str:
    """Why a return cannot be taken in by itself; empty when it can."""
    if one.table is None or not one.period:
        return "看不出是哪一期的表，没有收。请让填报单位写明报告期，或用下发的表填报。"
    wrong = [flaw.told for flaw in one.flaws if flaw.message in ("不是这一期的表", "报告期与下发时的不同")]
    if one.period != period.mark or wrong:
        return f"没有收：{''.join(wrong) or '不是这一期的表。'}"
    if towns.coded(one.code) is None:
        return "看不出是哪个乡镇的表，没有收。请选定乡镇后单独收这一份。"
    if any(flaw.level == "error" and flaw.message.startswith("像是两个乡镇") for flaw in one.flaws):
        return f"没有收：{next(flaw.told for flaw in one.flaws if flaw.message.startswith('像是两个乡镇'))}"
    if files[one.code] > 1:
        return f"{one.unit}在几个文件（或工作表）里都有，没有收。请选定用哪一份，单独收那一份。"
    return ""


def _take(register: Register, definition: Definition, period: Period, town: Town, come: _Come) -> Taken:
    one = come.collected
    where = (
        (CollectedReturn.name == definition.name)
        & (CollectedReturn.period == period.mark)
        & (CollectedReturn.place == town.id)
    )
    earlier = list(CollectedReturn.select().where(where).order_by(CollectedReturn.id))
    again = next((row for row in earlier if row.sha256 == one.sha256), None)
    if again is not None:
        return Taken(SAME, f"{town.name}的这份文件 {again.received_at[:10]} 已经收过，没有变动。", one, again.id)
    last = next((row for row in earlier if row.state != REPLACED), None)
    if last is not None and last.state == ACCEPTED:
        return Taken(HELD, f"{town.name}的表已经审核通过，没有收新的。确要更换，请先退回已审核的那一份。", one, last.id)
    row = _keep(register, town, come, last)
    words = f"收到{town.name}的表" + ("，替换了上一份" if last is not None else "")
    found = "、".join(f"{count} 处{label}" for count, label in ((one.errors, "差错"), (one.warnings, "提醒")) if count)
    return Taken(TAKEN, f"{words}{f'：{found}' if found else ''}。", one, row.id, last.id if last is not None else 0)


def _keep(register: Register, town: Town, come: _Come, last: CollectedReturn | None) -> CollectedReturn:
    """Write a return that came in and keep its file; the one before stays as replaced."""
    one = come.collected
    _keep_file(register, come.path, one.sha256)
    with register.db.atomic("IMMEDIATE"):
        if last is not None:
            last.state = REPLACED
            last.save()
        row = CollectedReturn.new(
            name=one.name,
            period=one.period,
            place=town.id,
            unit=town.name,
            file_name=come.path.name,
            sha256=one.sha256,
            received_at=come.on.isoformat() if come.on is not None else history.now(),
            received_by=register.user,
            state=RECEIVED,
            figures=msgspec.to_builtins(msgspec.structs.replace(one, flaws=())),
            problems=msgspec.to_builtins(one.flaws),
        )
        row.save()
        _note(register, row, "收表", {"errors": one.errors, "warnings": one.warnings})
    return row


def _settle(register: Register, record: int, state: str, reason: str, words: str) -> None:
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ENTRY, "办理乡镇报表")
        row = _row(record)
        if row.state == REPLACED:
            raise Refusal(f"{row.unit}后来又报了一份，这一份已被替换。", "请办理新的一份。")
        row.state, row.reason = state, reason.strip()
        row.save()
        _note(register, row, words, {"reason": reason.strip()})


def _note(register: Register, row: CollectedReturn, words: str, more: Mapping[str, object]) -> None:
    detail = {"return": row.name, "period": row.period, "unit": row.unit, "sha256": row.sha256, **more}
    log.note(register, log.Action.RETURN, f"{words} {row.unit}", reason=row.reason, detail=detail)


def _row(record: int) -> CollectedReturn:
    found: CollectedReturn | None = CollectedReturn.get_or_none(CollectedReturn.id == record)
    if found is None:
        raise Refusal("没有这份表。", "请刷新后重新选择。")
    return found


def _kept(row: CollectedReturn) -> Kept:
    flaws = msgspec.convert(row.problems or [], tuple[Flaw, ...])
    collected = msgspec.structs.replace(msgspec.convert(row.figures, Collected), flaws=flaws)
    place = row.place_id  # type: ignore[attr-defined]
    return Kept(row.id, place, row.state, row.received_at, row.received_by, row.reason, collected)


def _keep_file(register: Register, path: Path, sha256: str) -> None:
    target = _sealed(register, sha256)
    if not target.exists():
        sealing.seal(register.key, path.read_bytes(), target)


def _sealed(register: Register, sha256: str) -> Path:
    """Beside the originals of imports, which backups take along."""
    return register.beside("imports") / "returns" / f"{sha256}.sealed"
