"""The rules a record must hold, as functions of the record: they hand plain values down to ``hfp_desk.rules``.

They are named by the record types, so that the form, the import and the whole-register check judge alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hfp_desk.fields import spec_of
from hfp_desk.policy import PAYERS
from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import identity_number, money, persons, stays

if TYPE_CHECKING:
    from hfp_desk.records.base import Record, RecordType
    from hfp_desk.records.care import Treatment
    from hfp_desk.records.money import Settlement
    from hfp_desk.records.people import Person


def person_rules(person: Person) -> list[Problem]:
    """What must agree about one person."""
    return persons.person(
        persons.Member(
            name=person.name,
            sex=person.sex,
            birth=person.birth,
            relation=person.relation,
            number=identity_number.parsed(person.id_number),
            document=person.id_document,
            health=person.health_status,
            phone=person.phone,
            resident_cover=person.basic_insurance,
            major_cover=person.major_insurance,
            alive=person.died_on is None,
        )
    )


def treatment_rules(treatment: Treatment) -> list[Problem]:
    """What must agree about one stay or visit."""
    stay = stays.Stay(
        admitted=treatment.admitted,
        discharged=treatment.discharged,
        days=treatment.days,
        mode=treatment.kind,
        area=treatment.area,
        referral=treatment.referral,
        hospital=treatment.hospital,
    )
    person: Any = treatment.person
    found = stays.dates(stay, birth=getattr(person, "birth", None), died=getattr(person, "died_on", None))
    length = stays.length(stay)
    return [*found, length] if length else found


def settlement_rules(settlement: Settlement) -> list[Problem]:
    """Σ payers + own share = total, and no share below nothing."""
    bill = bill_of(settlement)
    balance = money.balance(bill)
    negative = [] if settlement.reversal_of else money.negative(bill)
    return [*([balance] if balance else []), *money.parts(bill), *negative]


def bill_of(settlement: Settlement) -> money.Bill:
    """The figures of a settlement as the rules of money want them."""
    return money.Bill(
        total=settlement.total,
        own=settlement.own_share,
        payers={name: getattr(settlement, name) for name in PAYERS},
        in_scope=settlement.in_scope,
        outside=settlement.out_of_catalogue,
        deductible=settlement.deductible,
        reversed=settlement.reversal_of is not None,
    )


def problems_of(record: Record, kind: RecordType) -> list[Problem]:
    """Everything to be corrected in one record: required fields, checks of single fields, rules of the type.

    Nothing here forbids saving: a register must keep half-known people.
    """
    found = [problem for field in kind.fields if (problem := _field_problem(record, field))]
    named = {problem.label for problem in found}
    for rule in kind.rules:
        found += [problem for problem in rule(record) if problem.label not in named]
    return found


def _field_problem(record: Record, field: Any) -> Problem | None:
    spec = spec_of(field)
    value = _written(record, field.name)
    if value in (None, "", ()):
        if not spec.required:
            return None
        return Problem("E-REQ", Severity.WARNING, f"{spec.label}没有填写。", spec.label, expected="不能为空")
    sentence = spec.check(value) if spec.check else ""
    return Problem("E-CHECK", Severity.ERROR, sentence, spec.label, found=str(value)) if sentence else None


def _written(record: Record, name: str) -> Any:
    """What a field holds; a linked record is not fetched only to see that there is one."""
    value = record.__data__.get(name)
    return record.__rel__.get(name) if value is None else value
