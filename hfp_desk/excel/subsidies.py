"""The further lists of premium subsidies: where people are insured, what is asked for, who died, what came back.

None of them adds a person or a subsidy: they bring up to date what the month's full list made (domain.md §2.7).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.parts import Mode
from hfp_desk.excel.subsidy_lists import BY_HAND, DEATHS, MONTH, REQUESTED, RETURNED, VERIFIED
from hfp_desk.excel.subsidy_month import listed_on, sort_month, year_of
from hfp_desk.excel.table import error, note, warn
from hfp_desk.excel.whom import match_persons, tell_differences
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.records import Person, Subsidy
from hfp_desk.rules.subsidies import DIED, EMPLOYEE, NOT_INSURED, RESIDENT, Held
from hfp_desk.store import subsidies

_MANY = "、"
_SUMS = ("subsidised", "own_paid")


@dataclass
class _Year:
    """What the register holds of the year that a list is about, and what was met of it so far."""

    held: Mapping[int, Held]
    sums: dict[int, dict[str, int]] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)


def _known(rows: Rows) -> _Year:
    """Match everybody; who is not registered is told and stays out."""
    table = rows.table
    part = table.kind.part("person")
    assert part is not None
    match_persons(rows, part)
    for i in list(table.open):
        who = rows.who[i]
        if not isinstance(who, int):
            table.tell(i, error("E-PERSON-UNKNOWN", "登记簿中没有此人，这份名单不新增人员，请先登记。", "证件号码"))
    persons = [who for who in rows.who if isinstance(who, int)]
    rows.work.ledger(Person).load(persons)
    for i in table.open:
        who = rows.who[i]
        assert isinstance(who, int)
        tell_differences(table, i, dict(rows.work.ledger(Person).content(who)), Mode.FILL)
    year = year_of(table) or listed_on(table, rows.work).year
    held = subsidies.held(year)
    rows.work.ledger(Subsidy).load(held[person].id for person in persons if person in held)
    return _Year(held)


def _person(rows: Rows, i: int) -> int:
    who = rows.who[i]
    assert isinstance(who, int)
    return who


def sort_verified(rows: Rows) -> None:
    """附件4: what kind of insurance, where; the person's own mark follows."""
    state, table = _known(rows), rows.table
    for i in list(table.open):
        person = rows.target[i] = _person(rows, i)
        values = {name: value for name, value in rows.values(table.kind.principal, i).items() if name != "year"}
        resident, employee = (table.value(key, i) for key in ("person.basic_insurance", "job.major_insurance"))
        elsewhere = table.value("employee.insured_place", i)
        if is_blank(values.get("insured_place")) and not is_blank(elsewhere):
            values["insured_place"] = elsewhere
        if is_blank(values.get("insured_kind")) and (kind := _insured(resident, employee)):
            values["insured_kind"] = kind
        insured = values.get("insured_kind") or ""
        if insured:
            rows.change(Person, person, {"basic_insurance": insured != NOT_INSURED}, i)
        held = state.held.get(person)
        if held is None:
            table.tell(i, warn("W-SUBSIDY-NONE", "没有本年度的资助记录，只核对了参保情况。", "证件号码"))
        else:
            rows.change(Subsidy, held.id, values, i)
            rows.keep_unread(table.kind.principal, held.id, i)


def _insured(resident: Any, employee: Any) -> str:
    if employee:
        return EMPLOYEE
    if resident:
        return RESIDENT
    return NOT_INSURED if resident is not None and employee is not None else ""


def sort_requested(rows: Rows) -> None:
    """附件5: sums by person; a batch that is counted already is not counted twice."""
    state, table = _known(rows), rows.table
    for i in list(table.open):
        person = _person(rows, i)
        held = state.held.get(person)
        if held is None:
            message = "没有本年度的资助记录，请款没有登记，请先比对当月资助名单。"
            table.tell(i, error("E-SUBSIDY-NONE", message, "证件号码"))
            continue
        rows.target[i] = held.id
        if any(cell.field in _SUMS for cell in table.unread.get(i, ())):
            table.tell(i, error("E-REQUEST-AMOUNT", "金额看不懂，这一行没有累计，请改正后重新导入。", "代缴金额"))
            continue
        values = {name: value for name, value in rows.values(table.kind.principal, i).items() if name != "year"}
        batch = str(values.get("request") or "")
        before = [one for one in held.request.split(_MANY) if one]
        if batch in before and len(before) > 1:
            table.tell(
                i, note("N-REQUEST-COUNTED", f"请款批次 {batch} 已计入，没有重复累计。", "请款批次"), Outcome.SAME
            )
            continue
        _add_up(rows, state, held, values, i, fresh=batch in before or not before)


def _add_up(rows: Rows, state: _Year, held: Held, values: dict[str, Any], i: int, *, fresh: bool) -> None:
    """The amounts of all rows of a person together, on top of what earlier batches asked for."""
    ledger = rows.work.ledger(Subsidy)
    stored = ledger.content(held.id)
    sums = state.sums.get(held.id)
    if sums is None:
        sums = {name: 0 if fresh else int(stored[name] or 0) for name in _SUMS}
        state.sums[held.id], state.places[held.id] = sums, rows.table.numbers[i]
    else:
        message = f"与第 {state.places[held.id]} 行是同一人，金额已累加。"
        rows.table.tell(i, note("N-REQUEST-SUM", message, "证件号码"))
    for name in sums:
        sums[name] += int(values.get(name) or 0)
    asked = [*(one for one in str(stored["request"] or "").split(_MANY) if one), str(values.get("request") or "")]
    values |= {**sums, "request": _MANY.join(dict.fromkeys(filter(None, asked)))}
    _tell_off_standard(rows, stored, sums["subsidised"], i)
    rows.change(Subsidy, held.id, values, i)
    rows.keep_unread(rows.table.kind.principal, held.id, i)


def _tell_off_standard(rows: Rows, stored: Mapping[str, Any], asked: int, i: int) -> None:
    standard = subsidies.standards(int(stored["year"])).get(str(stored["category"]))
    if standard is None or standard.subsidised is None or int(standard.subsidised * 100) == asked:
        return
    message = f"请款代缴 {asked / 100:,.2f} 元，本年度标准 {standard.subsidised:,.2f} 元，请核对。"
    rows.table.tell(i, warn("W-REQUEST-STANDARD", message, "代缴金额", f"{asked / 100:.2f}", f"{standard.subsidised}"))


def sort_deaths(rows: Rows) -> None:
    """附件6: the reason why somebody is not insured, and the day of death where the register has none."""
    state, table = _known(rows), rows.table
    for i in list(table.open):
        person = rows.target[i] = _person(rows, i)
        died = table.value("person.died_on", i)
        if is_blank(died):
            table.tell(i, error("E-DIED-EMPTY", "没有死亡时间，没有登记，请补填。", "死亡日期"))
            continue
        known = rows.work.ledger(Person).content(person)["died_on"]
        if known and known != died:
            message = f"登记簿中的死亡日期是 {known}，没有改动，请核对。"
            table.tell(i, warn("W-DIED-DIFFERS", message, "死亡日期", str(died), str(known)))
        rows.change(Person, person, {"died_on": died}, i, Mode.FILL)
        held = state.held.get(person)
        if held is not None:
            rows.change(Subsidy, held.id, {"uninsured_reason": DIED}, i)


def sort_returned(rows: Rows) -> None:
    """回导附件3: only what is filled in by hand is taken; a change elsewhere is told and left."""
    state, table = _known(rows), rows.table
    part = table.kind.principal
    fields = Subsidy._meta.fields
    for i in list(table.open):
        held = state.held.get(_person(rows, i))
        if held is None:
            table.tell(i, error("E-SUBSIDY-NONE", "没有本年度的资助记录，这份名单不新增资助。", "证件号码"))
            continue
        rows.target[i] = held.id
        values = rows.values(part, i)
        other = {name: value for name, value in values.items() if name not in BY_HAND}
        for name in rows.work.ledger(Subsidy).differences(held.id, other):
            label = spec_of(fields[name]).label
            table.tell(i, warn("W-LOCKED", f"“{label}”不是人工填报的栏目，这里的改动没有采用。", label))
        rows.change(Subsidy, held.id, {name: value for name, value in values.items() if name in BY_HAND}, i)
        rows.keep_unread(part, held.id, i)


SORT: dict[str, Callable[[Rows], None]] = {
    MONTH.key: sort_month,
    VERIFIED.key: sort_verified,
    REQUESTED.key: sort_requested,
    DEATHS.key: sort_deaths,
    RETURNED.key: sort_returned,
}
"""How each list is taken in."""
