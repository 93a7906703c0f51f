"""先诊疗后付费: how every agreement stands on a day, a new one filled in from a stay, what is left in instalments.

The state follows from discharge, what was paid and the calendar (domain.md §2.8); what is kept in 结清状态 is written
from it by ``restate``, so that lists and returns say the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import SQL

from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer, shown
from hfp_desk.policy import Edition, Policy
from hfp_desk.problems import Refusal
from hfp_desk.records import AGREEMENT, TREATMENT, Agreement, Instalment, Person, Place, Record, Settlement, Treatment
from hfp_desk.rules import instalments
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.instalments import INSTALMENTS, OPEN, OVERDUE, Owed, Part, Standing
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to
from hfp_desk.store.stays import bills_of
from hfp_desk.store.titles import restricted_among

AGREED, IN_PARTS = "1", "2"
"""Codes of ``agreement_kind``: 先诊疗后付费协议, 延期(分期)还款协议."""

SOON, UNEVEN = "soon", "uneven"
"""Figures beside the states: a sum due soon, instalments that are not the arrears."""


@dataclass(frozen=True)
class AgreementLine:
    """An agreement as it stands; the name as the viewer may see it."""

    id: int
    person: int
    name: str
    town: int | None
    town_name: str
    standing: Standing
    parts: int
    soon: bool
    uneven: str


def lines(register: Register, viewer: Viewer, day: date, policy: Policy) -> tuple[AgreementLine, ...]:
    """Every living agreement this viewer may know of, in the order of signing."""
    edition = policy.on(day)
    months, ahead = (_whole(edition, name) for name in ("arrears_months", "instalment_warning_days"))
    found = []
    with register.session():
        towns = {one.id: one.name for one in Place.select(Place.id, Place.name).where(Place.level == "4")}
        parts = _parts(None)
        for one in _living(viewer).order_by(Agreement.signed_on, Agreement.id):
            mine = tuple(parts.get(one.id, ()))
            stands = instalments.standing(_owed(one, mine), day, months)
            name = shown(spec_of(Person.name), one.person.name, viewer)
            town = one.person.__data__["town"]
            told = "；".join(problem.message for problem in instalments.agreed(one.arrears, mine))
            soon = ahead is not None and stands.due_within(day, ahead)
            line = (one.id, one.person.id, name, town, towns.get(town, ""), stands, len(mine), soon, told)
            found.append(AgreementLine(*line))
    return tuple(found)


def figures(found: Sequence[AgreementLine]) -> tuple[Figure, ...]:
    """The agreements by state, those due soon and those whose instalments do not add up, with the ids of each."""
    states = code_list("agreement_state")
    wanted = (OPEN, INSTALMENTS, OVERDUE, instalments.IN_HOSPITAL, instalments.SETTLED)
    made = [(code, states.shown(code), tuple(one.id for one in found if one.standing.state == code)) for code in wanted]
    made.append((SOON, "近日应还", tuple(one.id for one in found if one.soon)))
    made.append((UNEVEN, "各期与欠费不符", tuple(one.id for one in found if one.uneven)))
    return tuple(Figure(name, label, len(ids), len(found), AGREEMENT.name, ids) for name, label, ids in made)


def from_stay(register: Register, viewer: Viewer, treatment: int) -> tuple[dict[str, Any], dict[str, str]]:
    """What a new agreement says of a stay and its bills: values and titles for its form."""
    _require_entry(viewer)
    with register.session():
        stay = Treatment.get_by_id(treatment)
        if not viewer.sees_restricted and restricted_among(register.db, TREATMENT, [treatment]):
            raise Refusal("这条记录属于保密病种，您没有查看权限。", "请由有“保密”角色的同事办理协议。")
        bills = bills_of(stay)
        values = {
            "person": stay.__data__["person"],
            "treatment": stay.id,
            "kind": AGREED,
            "institution": stay.__data__["institution"],
            "hospital": stay.hospital,
            "admission_number": stay.number,
            "admitted": stay.admitted,
            "discharged": stay.discharged,
            "signed_on": stay.admitted or date.today(),
            "signer": stay.person.name,
            **_money(bills),
        }
        titles = {"person": stay.person.name, "treatment": f"{stay.disease} {stay.hospital}".strip()}
        if stay.institution is not None:
            titles["institution"] = stay.institution.name
        return values, titles


def from_person(register: Register, viewer: Viewer, person: int) -> tuple[dict[str, Any], dict[str, str]]:
    """What a new agreement says of a person's latest stay; of the person alone where there is none."""
    _require_entry(viewer)
    with register.session():
        free = SQL(open_to(Treatment, viewer, "") or "1")
        mine = (Treatment.person == person) & (Treatment.voided_at == "") & free
        stay = Treatment.select(Treatment.id).where(mine).order_by(Treatment.admitted.desc(), Treatment.id.desc())
        latest = stay.first()
        if latest is not None:
            return from_stay(register, viewer, latest.id)
        name = Person.get_by_id(person).name
        values = {"person": person, "kind": AGREED, "signed_on": date.today(), "signer": name}
        return values, {"person": name}


def split(register: Register, agreement: int, number: int, first: date) -> keeping.Changes:
    """Agree to pay what is left in so many monthly sums from ``first`` on, in one deed.

    What was paid stays; sums agreed before and not paid are voided, one paid in part ends with what was paid.
    """
    with register.session():
        one: Any = Agreement.get_or_none((Agreement.id == agreement) & (Agreement.voided_at == ""))
        if one is None:
            raise Refusal("这份协议已经作废，没有分期。", "请刷新列表后重新选择。")
        whole = one.own_share if one.arrears is None else one.arrears
        if whole is None:
            raise Refusal("协议没有填写欠费金额，不能分期。", "请先在协议中填写欠费金额。")
        if one.discharged is not None and first < one.discharged:
            raise Refusal(f"第一期 {first} 早于出院日期 {one.discharged}。", "请核对第一期的日期。")
        before = _kept_parts(agreement)
        paid = sum((part.paid or Decimal(0) for part in before), Decimal(0))
        made = instalments.plan(whole - paid, number, first)
        with keeping.deed(register, f"约定分 {number} 期还款") as act:
            for old in before:
                _close(act, old)
            for part in made:
                act.save(Instalment.new(agreement=one, due_on=part.due_on, amount=part.amount))
            one.arrears, one.last_due_on, one.state, one.settled_on = whole, made[-1].due_on, INSTALMENTS, None
            act.save(one)
        return act.changes


def part_ids(register: Register, agreement: int) -> tuple[int, ...]:
    """The numbers of the living instalments of an agreement, in their order."""
    with register.session():
        return tuple(one.id for one in _kept_parts(agreement))


def pay(register: Register, parts: Collection[int], day: date, note: str = "") -> keeping.Changes:
    """Note that sums were paid whole on a day, in one deed; an agreement with nothing left is settled then."""
    with register.session():
        found = [part for part in Instalment.select().where(Instalment.id.in_(list(parts))) if not part.voided_at]
        open_ones = [part for part in found if (part.paid or Decimal(0)) < (part.amount or Decimal(0))]
        if not open_ones:
            raise Refusal("选中的各期都已还清。", "请选择没有还清的一期。")
        with keeping.deed(register, f"登记还款{f'：{note}' if note else ''}") as act:
            for part in open_ones:
                part.paid, part.paid_on = part.amount, day
                act.save(part)
            for whose in sorted({part.__data__["agreement"] for part in open_ones}):
                _settle(act, whose, day)
        return act.changes


def restate(register: Register, viewer: Viewer, day: date, policy: Policy) -> keeping.Changes:
    """Write the state that every agreement has on ``day`` where another one is kept, in one deed."""
    wanted = {line.id: line.standing.state for line in lines(register, viewer, day, policy)}
    with register.session(), keeping.deed(register, f"按 {day} 更新结清状态") as act:
        for one in Agreement.select().where(Agreement.voided_at == "").order_by(Agreement.id):
            if one.id in wanted and one.state != wanted[one.id]:
                one.state = wanted[one.id]
                act.save(one)
        return act.changes


def schedule(register: Register, agreement: int, viewer: Viewer) -> tuple[Part, ...]:
    """The instalments of an agreement in their order; none of a restricted stay for who may not know of it."""
    with register.session():
        if not viewer.sees_restricted and restricted_among(register.db, AGREEMENT, [agreement]):
            return ()
        return tuple(_parts(agreement).get(agreement, ()))


def _require_entry(viewer: Viewer) -> None:
    """A form holds the name whole."""
    if not viewer.sees_persons:
        raise Refusal("您的权限只能查看，不能办理协议。", "请由有“录入”角色的同事办理。")


def _settle(act: keeping.Deed, agreement: int, day: date) -> None:
    one: Any = Agreement.get_by_id(agreement)
    parts = tuple(_parts(agreement).get(agreement, ()))
    if instalments.standing(_owed(one, parts), date.max, 0).state == instalments.SETTLED:
        one.state, one.settled_on = instalments.SETTLED, day
        act.save(one)


def _close(act: keeping.Deed, old: Any) -> None:
    """An earlier sum: gone where nothing was paid of it, else as much as was paid."""
    if not old.paid:
        act.void(old, "重新约定还款")
    elif old.paid < old.amount:
        old.amount = old.paid
        act.save(old)


def _kept_parts(agreement: int) -> list[Any]:
    living = (Instalment.agreement == agreement) & (Instalment.voided_at == "")
    return list(Instalment.select().where(living).order_by(Instalment.due_on, Instalment.id))


def _parts(agreement: int | None) -> dict[int, list[Part]]:
    """The living instalments by agreement; of one, where one is named."""
    wanted: Any = Instalment.voided_at == ""
    if agreement is not None:
        wanted &= Instalment.agreement == agreement
    found: dict[int, list[Part]] = defaultdict(list)
    for one in Instalment.select().where(wanted).order_by(Instalment.due_on, Instalment.id):
        if one.due_on is not None and one.amount is not None:
            found[one.__data__["agreement"]].append(Part(one.due_on, one.amount, one.paid or Decimal(0)))
    return found


def _owed(one: Any, parts: tuple[Part, ...]) -> Owed:
    return Owed(one.discharged, one.arrears, one.own_share, one.last_due_on, one.settled_on, parts)


def _living(viewer: Viewer) -> Any:
    free = SQL(open_to(Agreement, viewer, '"t1".') or "1")
    return Agreement.select(Agreement, Person).join(Person).where((Agreement.voided_at == "") & free)


def _money(bills: Sequence[Settlement]) -> Mapping[str, Decimal | None]:
    """The bills of a stay added up, a reversal taking away what it reverses: what an agreement names of them."""
    if not bills:
        return {}
    total, own = (_sum(bills, name) for name in ("total", "own_share"))
    reimbursed = total - own if total is not None and own is not None else None
    waived, arrears = (_sum(bills, name) for name in ("deposit_waived", "arrears"))
    return {
        "total": total,
        "reimbursed": reimbursed,
        "own_share": own,
        "deposit_waived": waived,
        "arrears": own if arrears is None else arrears,
    }


def _sum(bills: Sequence[Record], name: str) -> Decimal | None:
    known = [value for bill in bills if (value := getattr(bill, name)) is not None]
    return sum(known, Decimal(0)) if known else None


def _whole(edition: Edition, name: str) -> int | None:
    value = edition.target(name).value
    return None if value is None else int(value)
