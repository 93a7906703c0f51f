"""Rows of lists of what belongs to persons: what a row says, found again by the record's own key, made or changed.

A row of a restricted disease becomes a restricted record. Nothing that a record must have is guessed: where neither
a column nor the title says it, the row is held and asked for.
"""

from __future__ import annotations

from typing import Any

from hfp_desk.excel import cases, people
from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.identifying import KEYS
from hfp_desk.excel.judged import problems_with
from hfp_desk.excel.parts import Part
from hfp_desk.excel.person_words import said_by_title, taken
from hfp_desk.excel.table import error
from hfp_desk.excel.visit_rows import judged
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import Contract, FollowUp, ManagedCase, Person, Service

_LINKS = frozenset({"person", "case", "contract", "household", "doctor", "team"})


def find_person_record(rows: Rows, i: int) -> int | None:
    """The record of the register that a row stands for; a row that means nothing, or cannot be, is held."""
    part = rows.table.kind.principal
    every = rows.meant[i] = _records(rows, part, i)
    if not every or i in rows.table.held:
        return None
    rows.keys[i] = tuple(value for values in every for value in _key(part, {**values, "person": rows.who[i]}))
    found = [_stored(rows, part, {**values, "person": rows.who[i]}) for values in every]
    for values, record in zip(every, found, strict=True):
        if _is_refused(rows, part, values, record, i):
            return None
    return next((record for record in found if record is not None), None)


def _records(rows: Rows, part: Part, i: int) -> list[dict[str, Any]]:
    """What a row says of each record it makes; none where it lacks what the record must have, and is held."""
    values = {**said_by_title(rows, part), **{k: v for k, v in rows.values(part, i).items() if not is_blank(v)}}
    every = list(taken(rows, values, i))
    for each in every:
        lacking = _lacking(part, each)
        if lacking:
            message = f"{lacking}为空，表题中也没有写明，不能登记这条{part.record.title}，请补填。"
            rows.table.tell(i, error("E-REQUIRED", message, lacking))
            return []
    return every


def _lacking(part: Part, values: dict[str, Any]) -> str:
    """The label of a field that the record must have and the row does not say."""
    needed = (one for one in part.record.fields if not hasattr(one, "rel_model") and spec_of(one).required)
    return next((spec_of(one).label for one in needed if is_blank(values.get(one.name))), "")


def _key(part: Part, values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple("" if values.get(name) is None else values[name] for name in KEYS[part.record.model])


def _stored(rows: Rows, part: Part, values: dict[str, Any]) -> int | None:
    """The record with the same key, pending or of the register; of cases the one that has not ended."""
    person, model = values["person"], part.record.model
    if not isinstance(person, int):
        return None
    if model is ManagedCase:
        return cases.case_on(rows, person, values["programme"], values.get("starts") or rows.work.today.isoformat())
    key = _key(part, values)
    pending = rows.work.made.get((part.record.name, *key))
    return pending or next(iter(rows.work.known.keyed(model, KEYS[model]).get(key, ())), None)


def _is_refused(rows: Rows, part: Part, values: dict[str, Any], record: int | None, i: int) -> bool:
    """Tell what is wrong with a record that the row makes or changes; an error keeps the row out."""
    ledger, whose = rows.work.ledger(part.record.model), rows.table.kind.part("person")
    stored = ledger.content(record) if record else {}
    if whose is None or (record and not ledger.differences(record, _stated(rows, part, values, i))):
        return False
    person = people.person_as_known(rows, whose, i)
    merged = {name: value for name, value in {**stored, **values}.items() if name not in _LINKS}
    found = problems_with(rows.work, part, merged, person)
    if part.record.model is FollowUp:
        found = _once([*judged(rows, merged, person), *found])
    rows.table.tell_all(i, found)
    return any(problem.severity is Severity.ERROR for problem in found)


def _once(problems: list[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))


def apply_person_records(rows: Rows) -> None:
    """Make or change the records of a list and the persons they belong to."""
    part, whose = rows.table.kind.principal, rows.table.kind.part("person")
    assert whose is not None
    rows.work.ledger(part.record.model).load(rows.target)
    for i in list(rows.table.open):
        every = rows.meant[i]
        person = people.sort_person(rows, whose, i)
        records = [_keep(rows, part, {**values, "person": person}, i) for values in every]
        rows.target[i] = records[0] if records else None
        if records:
            rows.keep_unread(part, records[0], i)


def _keep(rows: Rows, part: Part, values: dict[str, Any], i: int) -> int:
    model, person = part.record.model, values["person"]
    record = _stored(rows, part, values)
    if model is FollowUp:
        values["case"] = _case_of(rows, values, i)
    if record is None and model is ManagedCase:
        return cases.begin_case(rows, person, values["programme"], values, i)
    if record is None:
        record = rows.add(model, {**_followed(rows, part, values), **values}, i)
        rows.work.made[part.record.name, *_key(part, values)] = record
    else:
        rows.change(model, record, _stated(rows, part, values, i), i, part.mode)
    return record


def _stated(rows: Rows, part: Part, values: dict[str, Any], i: int) -> dict[str, Any]:
    """The values without a beginning of a case that no column says."""
    if part.record.model is ManagedCase and not rows.table.value(f"{part.name}.starts", i):
        return {name: value for name, value in values.items() if name != "starts"}
    return values


def _case_of(rows: Rows, values: dict[str, Any], i: int) -> int:
    """The case a visit stands on; one that is begun by it starts on its day."""
    person, programme, day = values["person"], values["programme"], values["visited_on"]
    record = cases.case_on(rows, person, programme, day)
    if record is None:
        doctor = {"doctor_name": values["doctor_name"]} if values.get("doctor_name") else {}
        record = cases.begin_case(rows, person, programme, {**doctor, "starts": day}, i)
        rows.touched[i].pop()
    return record


def _followed(rows: Rows, part: Part, values: dict[str, Any]) -> dict[str, Any]:
    """What a new record takes from its person: the household of a warning, the contract of a service."""
    person, fields = values["person"], part.record.model._meta.fields
    found: dict[str, Any] = {}
    if "household" in fields:
        found["household"] = rows.work.ledger(Person).content(person).get("household")
    if part.record.model is Service:
        ledger = rows.work.ledger(Contract)
        known = rows.work.known.keyed(Contract, ("person",)).get((person,), ())
        found["contract"] = next((one for one in known if _covers(ledger.content(one), values["served_on"])), None)
    return found


def _covers(contract: Any, day: str) -> bool:
    starts = contract["starts"] or contract["signed_on"]
    return bool(starts) and starts <= day <= (contract["cancelled_on"] or contract["ends"] or "9999")
