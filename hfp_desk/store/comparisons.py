"""What a comparison of lists found, told through the gate and kept as differences to be verified by townships.

The comparison itself is a rule (``rules.comparison``); here the register says who has died, whose name a difference
carries, and keeps the differences as records that are handed down, answered and put right (ZS §六, domain.md §2.7).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import chunked

from hfp_desk import gate
from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import ENTRY, Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Discrepancy, Person, Place
from hfp_desk.rules.comparison import Difference, Listed, compare
from hfp_desk.store import keeping, users
from hfp_desk.store.history import BY_HAND
from hfp_desk.store.opening import Register
from hfp_desk.store.place_names import PlaceNames
from hfp_desk.store.tables import content, table

_LONGEST = 200
_MANY = 500
WAITING = "1"
"""Not yet handed down to a township (code list ``discrepancy_state``)."""
HANDED_DOWN, ANSWERED = "2", "3"
"""A township verifies it; it has said what is right."""


@dataclass(frozen=True)
class Line:
    """One difference in the words of the list, through the gate; ``town`` is empty where the place is not known."""

    number: int
    town: str
    village: str
    name: str
    id_number: str
    kind: str
    column: str
    left: str
    right: str
    lists: str
    rows: str


def differences(register: Register, lists: Sequence[Listed]) -> list[Difference]:
    """All differences of the lists, with the deaths that the register knows of; Refusal for who may not enter."""
    with register.session():
        users.require(register, ENTRY, "比对名单")
        return compare(lists, _deaths(register))


def _deaths(register: Register) -> dict[str, str]:
    sql = (
        f'SELECT "id_key","died_on" FROM {table(Person)}'
        ' WHERE "voided_at"=\'\' AND "died_on" IS NOT NULL AND "id_key"<>\'\''
    )
    return {key: str(day) for key, day in register.db.execute_sql(sql)}


def lines(register: Register, viewer: Viewer, found: Sequence[Difference]) -> list[Line]:
    """The differences as they are shown to ``viewer``, those of one township together in official order."""
    with register.session():
        names = PlaceNames(register.db)
        made = [_line(number, one, viewer, names) for number, one in enumerate(found)]
        order = {names.title(place): number for number, place in enumerate(_towns(register))}
    return sorted(made, key=lambda line: (order.get(line.town, len(order)), line.village))


def _towns(register: Register) -> list[int]:
    sql = f'SELECT "id" FROM {table(Place)} WHERE "level"=\'4\' AND "voided_at"=\'\' ORDER BY "sort","code"'
    return [place for (place,) in register.db.execute_sql(sql)]


def _line(number: int, one: Difference, viewer: Viewer, names: PlaceNames) -> Line:
    entry = one.entry
    left, right = (gate.shown(spec_of(Discrepancy.left), text, viewer) for text in one.values)
    return Line(
        number=number,
        town=names.title(entry.town) if entry.town else "",
        village=names.title(entry.village) if entry.village else "",
        name=gate.shown(spec_of(Discrepancy.name), entry.name, viewer),
        id_number=gate.shown(spec_of(Discrepancy.id_number), entry.id_number, viewer),
        kind=code_list("discrepancy_kind").shown(one.kind),
        column=one.column,
        left=left,
        right=right,
        lists=f"{one.left} ↔ {one.right}",
        rows=one.rows,
    )


def keep(register: Register, found: Sequence[Difference], on: date) -> int:
    """Keep the differences as records to be verified, in one deed that can be undone; how many are new.

    A difference that an earlier comparison left unanswered is not kept twice.
    """
    with register.session():
        people, waiting = _people(register), _waiting()
        records = [_record(one, on, people) for one in found]
        fresh = [record for record in records if _mark(record) not in waiting]
        if fresh:
            with keeping.deed(register, f"比对差异 {len(fresh)} 条") as act:
                act.add_rows(Discrepancy, [content(record) for record in fresh], [BY_HAND] * len(fresh))
    return len(fresh)


def hand_down(register: Register, ids: Collection[int], on: date) -> keeping.Changes:
    """Mark differences as handed down to the townships on a day, in one deed; those handed down before are left alone.

    Refusal when all of them were.
    """
    values = {"state": HANDED_DOWN, "handed_on": on}
    with register.session(), keeping.deed(register, f"下发比对差异 {on}") as act:
        chosen = [one for one in _chosen(ids) if one.state in ("", WAITING)]
        if not chosen:
            raise Refusal("所选差异都已下发或已核实。", "请勾选“待下发”的差异。")
        _change(act, chosen, values)
        return act.changes


def answer(register: Register, ids: Collection[int], outcome: str, by: str, on: date | None) -> keeping.Changes:
    """Write what the townships found, in one deed; what was answered before is left alone.

    Refusal without a result or a day, for a day before a difference was handed down, and when all were answered.
    """
    if not outcome.strip():
        raise Refusal("没有填写核实结果。", "请写明结果，如：已迁出、参保信息以医保为准。")
    if on is None or on > date.today():
        raise Refusal("没有填写核实日期，或日期在今天之后。", "请填写实际核实的日期。")
    values = {"outcome": outcome.strip(), "verified_by": by.strip(), "verified_on": on, "state": ANSWERED}
    with register.session(), keeping.deed(register, f"登记核实结果 {on}") as act:
        chosen = [one for one in _chosen(ids) if one.state in ("", WAITING, HANDED_DOWN)]
        if not chosen:
            raise Refusal("所选差异都已核实。", "要改核实结果，请按 Ctrl+E 逐条修改。")
        latest = max((day for one in chosen if (day := one.handed_on or one.compared_on) is not None), default=on)
        if latest > on:
            raise Refusal(f"核实日期 {on} 早于下发或比对日期 {latest}。", "请核对日期。")
        _change(act, chosen, values)
        return act.changes


def _chosen(ids: Collection[int]) -> list[Discrepancy]:
    found = [Discrepancy.select().where(Discrepancy.id << list(some)) for some in chunked(ids, _MANY)]
    return [one for some in found for one in some if not one.voided_at]


def _change(act: keeping.Deed, chosen: Sequence[Discrepancy], values: Mapping[str, Any]) -> None:
    changes = []
    for one in chosen:
        old = content(one)
        for name, value in values.items():
            setattr(one, name, value)
        new = content(one)
        changes.append((one.id, {name: (old[name], new[name]) for name in values if old[name] != new[name]}))
    act.change_rows(Discrepancy, changes, [BY_HAND] * len(changes))


def _waiting() -> set[tuple[str, ...]]:
    unanswered = (Discrepancy.voided_at == "") & (Discrepancy.outcome == "")
    return {_mark(one) for one in Discrepancy.select().where(unanswered)}


def _mark(one: Discrepancy) -> tuple[str, ...]:
    return one.name, one.id_number, one.kind, one.column, one.left, one.right, one.left_list, one.right_list


def _people(register: Register) -> dict[str, int]:
    sql = f'SELECT "id_key","id" FROM {table(Person)} WHERE "voided_at"=\'\' AND "id_key"<>\'\''
    return dict(register.db.execute_sql(sql))


def _record(one: Difference, on: date, people: dict[str, int]) -> Discrepancy:
    entry = one.entry
    return Discrepancy.new(
        compared_on=on,
        left_list=one.left,
        right_list=one.right,
        person=people.get(entry.key),
        name=entry.name,
        id_number=entry.id_number,
        town=entry.town,
        village=entry.village,
        kind=one.kind,
        column=one.column,
        left=one.values[0][:_LONGEST],
        right=one.values[1][:_LONGEST],
        state=WAITING,
        remark=one.rows[:_LONGEST],
    )
