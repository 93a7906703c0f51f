"""Two records of one person made one, in one deed, so that it can be taken apart again exactly.

The values chosen go to the record that stays; every row of the register that points at the other one points at it
afterwards (``hfp_desk.store.links``), what both had is kept once, and the other record is voided. ``Merge`` keeps what
both were and each row that moved. Merges themselves and the chained histories tell what was and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.gate import ENTRY
from hfp_desk.problems import Refusal
from hfp_desk.records import ALL, PERSON, Merge, Person, Plain, Record
from hfp_desk.store import backup, doubles, facing, keeping, links, log, tables, users
from hfp_desk.store.history import BY_HAND
from hfp_desk.store.moving import Moves, Shift, moves
from hfp_desk.store.opening import Register

_RECORDS = frozenset(kind.model for kind in ALL)


class Unsure(Refusal):
    """The two may well be two people: asked again with ``sure`` it is done."""


def merge(
    register: Register,
    winner: int,
    loser: int,
    chosen: Mapping[str, int],
    reason: str,
    *,
    sure: bool = False,
) -> keeping.Changes:
    """Make two records one; ``chosen`` says by field name whose value is kept (a person's number).

    A field that is not named stays as the winner has it. Refusal for everything that stands in the way; ``Unsure``
    when they may be two people. A verified backup is made first.
    """
    with register.session():
        _require_allowed(register, winner, loser, reason)
        doubts = facing.doubts(register.db, winner, loser)
        if doubts and not sure:
            raise Unsure(f"这两条记录可能是两个人：{'；'.join(doubts)}。", "请核对证件原件，确认是同一人后再合并。")
        backup.make(register, backup.BEFORE_MERGE)
        with keeping.deed(register, reason.strip()) as act:
            _require_allowed(register, winner, loser, reason)
            _write(register, act, winner, loser, chosen, reason.strip())
        return {**act.changes, PERSON.name: act.changes[PERSON.name] | {winner}}


def _write(
    register: Register, act: keeping.Deed, winner: int, loser: int, chosen: Mapping[str, int], reason: str
) -> None:
    db = register.db
    found = moves(db, winner, loser)
    before = tables.read_contents(db, Person, [winner, loser])
    _choose(act, winner, before[loser], [name for name, whose in chosen.items() if whose == loser])
    after = tables.read_contents(db, Person, [winner])[winner]
    for model, rows in found.rows.items():
        _move(act, model, rows)
    filled = [[PERSON.name, winner, _steps(before[winner], after)], *_fill(db, act, found)]
    for model, double, kept in found.voided:
        act.void_rows(model, [double], f"与第 {kept} 号重复，随第 {loser} 号人员并入")
    act.void_rows(Person, [loser], f"并入第 {winner} 号人员")
    made = Merge.new(
        winner=winner,
        loser=loser,
        deed=act.number,
        user=register.user,
        at=act.at,
        reason=reason,
        before={"winner": before[winner], "loser": before[loser]},
        moved={"rows": _listed(found), "voided": _doubled(found), "filled": filled},
    )
    made.save()
    log.note(
        register,
        log.Action.MERGE,
        f"第 {loser} 号并入第 {winner} 号",
        kind=PERSON,
        record=winner,
        people=2,
        reason=reason,
        detail={"merge": made.id},
    )


def _choose(act: keeping.Deed, winner: int, loser: Mapping[str, Any], names: Sequence[str]) -> None:
    """Give the winner the loser's values of these fields; a village comes with its township."""
    person = Person.get_by_id(winner)
    for name in dict.fromkeys([*names, *(["town"] if "village" in names else [])]):
        link = Person._meta.fields[name]
        setattr(person, name, link.python_value(loser[name]))
    act.save(person)


def _fill(db: SqliteDatabase, act: keeping.Deed, found: Moves) -> Iterator[list[Any]]:
    """What a kept record lacks and its double knows."""
    for model, double, kept in list(found.voided):
        read = tables.read_contents(db, model, [double, kept])
        values = doubles.filling(read[kept], read[double], frozenset(links.OWNING))
        if values:
            act.change_rows(model, [(kept, values)], [BY_HAND])
            yield [_name(model), kept, {name: list(step) for name, step in values.items()}]


def _move(act: keeping.Deed, model: type[Plain], rows: Mapping[int, Mapping[str, Shift]]) -> None:
    """Point rows elsewhere: a record with its history, a row of the office's own without."""
    if model in _RECORDS and issubclass(model, Record):
        act.change_rows(model, list(rows.items()), [BY_HAND] * len(rows))
        return
    for row, shifts in rows.items():
        for name, (_, new) in shifts.items():
            model.update({name: new}).where(model.id == row).execute()


def _listed(found: Moves) -> list[list[Any]]:
    return [
        [model._meta.table_name, row, name, old, new]
        for model, rows in found.rows.items()
        for row, shifts in rows.items()
        for name, (old, new) in shifts.items()
    ]


def _doubled(found: Moves) -> list[list[Any]]:
    return [[_name(model), double] for model, double, _ in found.voided]


def _steps(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}


def _require_allowed(register: Register, winner: int, loser: int, reason: str) -> None:
    if register.read_only:
        raise Refusal("登记簿是只读打开的，不能合并人员。", "请关闭后正常打开，再合并。")
    users.require(register, ENTRY, "合并人员")
    facing.require_mergeable(register, winner, loser)
    if not reason.strip():
        raise Refusal("没有填写合并原因。", "请写明依据，例如“身份证号相同，重复导入”，以后可以拆分。")


def _name(model: type[Record]) -> str:
    return model.__name__.lower()
