"""One record against the policy of its day and against what else the register holds of the same person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peewee import SQL

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Policy
from hfp_desk.problems import Problem
from hfp_desk.records import (
    Alert,
    Attendance,
    Checkup,
    Contract,
    Diagnosis,
    FollowUp,
    Identity,
    ManagedCase,
    Person,
    Posting,
    PostingMonth,
    Record,
    Settlement,
    Treatment,
)
from hfp_desk.records.checks import bill_of
from hfp_desk.rules import judging, stays
from hfp_desk.rules.money import Bill
from hfp_desk.store import (
    contract_checks,
    cross_checks,
    holding,
    posting_checks,
    protection_prices,
    training_problems,
    visit_problems,
    warning_checks,
)
from hfp_desk.store.sql import open_to

Prices = Mapping[str, Sequence[protection_prices.Price]]

_VISIT = "2"  # 门诊 of the code list admission_kind


def day_of(record: Record) -> date | None:
    """The day whose edition judges a record: admission, settlement, visit; a diagnosis is judged by today's."""
    if isinstance(record, Treatment):
        return record.admitted
    if isinstance(record, Settlement):
        return record.settled_on or getattr(record.treatment, "admitted", None)
    if isinstance(record, FollowUp):
        return record.visited_on
    if isinstance(record, Alert):
        return record.raised_on
    return record.examined_on if isinstance(record, Checkup) else None


def by_policy(record: Record, policy: Policy, viewer: Viewer, together: Sequence[Record] = ()) -> list[Problem]:
    """What the edition in force has to say about a record to ``viewer``; ``together`` are those kept with it."""
    edition = policy.on(day_of(record) or date.today())
    if isinstance(record, Diagnosis):
        return _disease(record, edition, date.today())
    if isinstance(record, Treatment):
        return [*_disease(record, edition, record.admitted), *_stay(record, edition, viewer, together)]
    if isinstance(record, Settlement):
        return of_bill(record, edition)
    if isinstance(record, PostingMonth):
        return posting_checks.of_month(record)
    if isinstance(record, Contract):
        return contract_checks.at_entry(record)
    if isinstance(record, FollowUp):
        return visit_problems.of_visit(record, edition, viewer)
    if isinstance(record, Checkup):
        return visit_problems.of_checkup(record, edition)
    if isinstance(record, ManagedCase):
        return visit_problems.of_case(record, viewer)
    if isinstance(record, Alert):
        return warning_checks.of_alert(record, edition, viewer)
    if isinstance(record, Attendance):
        return training_problems.of_attendance(record)
    return posting_checks.at_entry(record) if isinstance(record, Posting) else cross_checks.at_entry(record)


def _disease(record: Any, edition: Edition, day: date | None) -> list[Problem]:
    person: Person | None = record.person
    contradicted = stays.disease_and_code(edition, record.disease, record.icd)
    found = [contradicted] if contradicted else []
    known = edition.recognise(record.disease, record.icd)
    if known is not None and person is not None:
        found += stays.disease_and_person(known.disease, person.sex, person.birth, day)
    return found


def _stay(record: Treatment, edition: Edition, viewer: Viewer, together: Sequence[Record]) -> list[Problem]:
    """Referral, treatment before payment, and stays at the same time in two places."""
    bill = next((one for one in together if isinstance(one, Settlement)), None)
    stay = stay_of(record, bill.treat_first if bill is not None else None)
    single = (
        stays.referral(stay, edition),
        stays.treat_first(stay, edition, entitled=_entitled(record, edition)),
    )
    found = [problem for problem in single if problem]
    return (
        [*found, *stays.overlaps([*_others(record, viewer), stay])] if record.admitted and record.discharged else found
    )


def stay_of(record: Treatment, treat_first: bool | None = None) -> stays.Stay:
    """A treatment as the rules want it."""
    return stays.Stay(
        admitted=record.admitted,
        discharged=record.discharged,
        days=record.days,
        mode=record.kind,
        area=record.area,
        referral=record.referral,
        treat_first=treat_first,
        hospital=record.hospital,
    )


def _others(record: Treatment, viewer: Viewer) -> list[stays.Stay]:
    """The person's stays that touch this one, as far as ``viewer`` may know of them: the sentence names them."""
    if record.person is None or record.person.id is None:
        return []
    same = (Treatment.person == record.person) & (Treatment.voided_at == "")
    touching = (Treatment.admitted < record.discharged) & (Treatment.discharged > record.admitted)
    free = SQL(open_to(Treatment, viewer, "") or "1")
    return [stay_of(one) for one in Treatment.select().where(same & touching & free) if one.id != record.id]


def _entitled(record: Treatment, edition: Edition) -> bool:
    if record.person is None or record.person.id is None or record.admitted is None:
        return False
    held = holding.entitles(record.admitted, edition.persons)
    mine = Identity.select().where((Identity.person == record.person) & SQL(held.text, held.values))
    return bool(mine.exists())


def of_bill(record: Settlement, edition: Edition, known: Prices | None = None) -> list[Problem]:
    """One bill against the shares of the edition and the price of its disease; ``known`` are prices read already."""
    bill, stay = bill_of(record), record.treatment
    level = stay.level if stay is not None else ""
    if stay is not None and stay.kind == _VISIT:
        return judging.visit_ratio(bill, level, edition)
    single = (judging.deductible(bill, level, edition), _over_price(bill, record, stay, known))
    return [*judging.stay_ratios(bill, edition), *(one for one in single if one)]


def _over_price(bill: Bill, record: Settlement, stay: Treatment | None, known: Prices | None) -> Problem | None:
    if stay is None:
        return None
    disease = stay.standard_disease or stay.disease
    found = protection_prices.price_for(disease, stay.level, stay.hospital, day_of(record), known)
    return judging.over_price(bill, disease, found.amount if found is not None else None)
