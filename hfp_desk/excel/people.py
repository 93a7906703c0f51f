"""Households and persons of a list: the head's row speaks for the household, every row for its person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.parts import ADDRESS, Mode, Part
from hfp_desk.excel.table import note, warn
from hfp_desk.excel.whom import NAME, tell_differences
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.records import Household, Person
from hfp_desk.rules.persons import DISABILITY_CARD, HEAD

HOUSEHOLD_NUMBER, RELATION = "household.number", "person.relation"


def sort_households(rows: Rows, part: Part) -> None:
    """Make or change the households of a list; every member's row fills only what the head's row leaves open."""
    table, work = rows.table, rows.work
    numbers = table.column(HOUSEHOLD_NUMBER)
    if numbers is None:
        _tell_unused(rows, part)
        return
    members: dict[str, list[int]] = {}
    for i in table.open:
        if numbers[i]:
            members.setdefault(numbers[i], []).append(i)
    known = {number: work.known.households_by_number.get(number, ()) for number in members}
    work.ledger(Household).load(found[0] for found in known.values() if found)
    differing: dict[str, list[int]] = {}
    for number, places in members.items():
        record = work.households.get(number) or next(iter(known[number]), None)
        work.households[number] = _household(rows, part, places, record, differing)
    _tell_differing(rows, part, differing)


def _household(
    rows: Rows, part: Part, places: Sequence[int], record: int | None, differing: dict[str, list[int]]
) -> int:
    relations = rows.table.column(RELATION)
    head = next((i for i in places if relations and relations[i] == HEAD), None)
    first = places[0] if head is None else head
    said = _values(rows, part, first)
    if head is not None and is_blank(said.get("head_name")):
        said["head_name"] = rows.table.value(NAME, head)
    filling: dict[str, Any] = {}
    for i in places:
        if i != first:
            _compare(rows, part, i, said, filling, differing)
    if record is None:
        record = rows.add(Household, {**said, **filling}, first)
        rows.touched[first].pop()
    else:
        speaks = head is not None or relations is None
        rows.change(Household, record, said, first, part.mode if speaks else Mode.FILL)
        rows.change(Household, record, filling, first, Mode.FILL)
    rows.keep_unread(part, record, first)
    return record


def _values(rows: Rows, part: Part, i: int) -> dict[str, Any]:
    values = rows.values(part, i)
    if rows.table.places:
        found = rows.table.places[i]
        values["town"], values["village"] = found.town, found.village
        if found.rest and is_blank(values.get("group")):
            values["group"] = found.rest
    if ADDRESS in rows.table.values:
        values["address"] = rows.table.values[ADDRESS][i]
    return values


def _compare(
    rows: Rows, part: Part, i: int, said: dict[str, Any], filling: dict[str, Any], differing: dict[str, list[int]]
) -> None:
    for name, value in rows.values(part, i).items():
        if value == said.get(name) or is_blank(value):
            continue
        if is_blank(said.get(name)):
            filling.setdefault(name, value)
        elif name not in ("group", "phone"):
            differing.setdefault(name, []).append(i)


def _tell_differing(rows: Rows, part: Part, differing: dict[str, list[int]]) -> None:
    """Said once for a column, not a thousand times: members of one household with different household figures."""
    for name, places in differing.items():
        label = spec_of(part.record.model._meta.fields[name]).label
        message = f"同一户各行的“{label}”不一致：有 {len(places)} 行与户主行不同，户的资料以户主所在行为准。"
        rows.table.tell(places[0], note("N-HOUSEHOLD-DIFFERS", message, label))


def _tell_unused(rows: Rows, part: Part) -> None:
    fields = part.record.model._meta.fields
    said = [spec_of(fields[name]).label for name, column in rows.table.fields(part) if not all(map(is_blank, column))]
    if said:
        message = f"没有户编号列，{'、'.join(said)}无法登记到户，没有导入；需要时请补充户编号。"
        rows.table.tell(0, warn("W-HOUSEHOLD-NUMBER", message, "户编号"))


def sort_person(rows: Rows, part: Part, i: int) -> int:
    """Make or change the person of a row; the number by which she is named."""
    table, work = rows.table, rows.work
    values = _person_values(rows, part, i)
    who = rows.who[i]
    known = who if isinstance(who, int) else work.persons.get(who) if who is not None else None
    if known is None:
        record = rows.add(Person, with_derived(rows, i, values), i)
        if isinstance(who, str):
            work.persons[who] = record
        if part.mode is Mode.FILL:
            message = "登记簿中没有此人，已按来表新建人员，请核实身份、住址和身份类别。"
            table.tell(i, warn("W-PERSON-UNKNOWN", message, "证件号码", str(values.get("id_number", ""))))
    else:
        record = known
        content = dict(work.ledger(Person).content(record))
        if record > 0:
            tell_differences(table, i, content, part.mode)
        _keep_fuller_number(values, content)
        rows.change(Person, record, values, i, part.mode)
    rows.keep_unread(part, record, i)
    return record


def person_as_known(rows: Rows, part: Part, i: int) -> dict[str, Any]:
    """What is known of the person of a row, before anything is made."""
    who = rows.target[i] if rows.table.kind.principal is part else rows.who[i]
    if isinstance(who, int):
        return dict(rows.work.ledger(Person).content(who))
    return with_derived(rows, i, rows.values(part, i))


def _person_values(rows: Rows, part: Part, i: int) -> dict[str, Any]:
    values = rows.values(part, i)
    if rows.table.places:
        values["town"], values["village"] = rows.table.places[i].town, rows.table.places[i].village
    number = rows.table.value(HOUSEHOLD_NUMBER, i)
    if number in rows.work.households:
        values["household"] = rows.work.households[number]
    if rows.table.ids and (card := rows.table.ids[i]) is not None:
        values["id_key"] = card.key
        if card.disability_kind and is_blank(values.get("id_document")):
            values["id_document"] = DISABILITY_CARD
    return values


def with_derived(rows: Rows, i: int, values: dict[str, Any]) -> dict[str, Any]:
    """Birth and sex of a new person follow from the number where the list does not say them."""
    number = rows.table.ids[i] if rows.table.ids else None
    if number is None:
        return values
    derived = {"birth": number.birth.isoformat(), "sex": number.sex}
    return {**values, **{name: value for name, value in derived.items() if is_blank(values.get(name))}}


def _keep_fuller_number(values: dict[str, Any], content: dict[str, Any]) -> None:
    """Spellings of one number are no change: 20 characters tell more than 18, 18 more than 15."""
    new, old = values.get("id_number") or "", content.get("id_number") or ""
    same = bool(old) and content.get("id_key") == values.get("id_key")
    if new and same and values.get("id_key") and len(old) >= len(new):
        values["id_number"] = old
        if len(old) > len(new):
            values.pop("id_document", None)
    elif old and not new:
        values.pop("id_key", None)
