"""What a comparison of lists found, told through the gate and kept as differences to be verified by townships.

The comparison itself is a rule (``rules.comparison``); here the register says who has died, whose name a difference
carries, and keeps the differences as records that are handed down, answered and put right (ZS §六, domain.md §2.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hfp_desk import gate
from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import ENTRY, Viewer
from hfp_desk.records import Discrepancy, Person, Place
from hfp_desk.rules.comparison import Difference, Listed, compare
from hfp_desk.store import keeping, users
from hfp_desk.store.history import BY_HAND
from hfp_desk.store.opening import Register
from hfp_desk.store.place_names import PlaceNames
from hfp_desk.store.tables import content, table

_LONGEST = 200
WAITING = "1"
"""Not yet handed down to a township (code list ``discrepancy_state``)."""


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
