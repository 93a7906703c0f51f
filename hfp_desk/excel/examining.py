"""The rules a row must hold, applied before anybody looks into the register: what errs stays out, the rest is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from hfp_desk.excel.table import Table, error, warn
from hfp_desk.policy import Disease, Edition, Policy
from hfp_desk.problems import Problem
from hfp_desk.records import PAYERS
from hfp_desk.rules import money, persons, stays
from hfp_desk.rules.identity_number import IdNumber
from hfp_desk.rules.periods import day_of

DISEASE, ICD = "treatment.disease", "treatment.icd"
_BIRTH, _SEX, _HEALTH = "person.birth", "person.sex", "person.health_status"


def examine(table: Table, policy: Policy, today: date) -> None:
    """Apply every rule that the columns of the list allow."""
    _names(table)
    if any(part.name == "person" and part.mode is not part.mode.LOOKUP for part in table.kind.parts):
        _persons(table, today)
    if "settlement.total" in table.values or "treatment.admitted" in table.values:
        _stays(table, policy, today)
    if "diagnosis.disease" in table.values:
        _diagnoses(table, policy, today)


def _names(table: Table) -> None:
    column = table.column("person.name")
    if column is None or table.kind.ours:
        return
    for place, name in enumerate(column):
        if not name and place not in table.held:
            table.tell(place, warn("W-NAME-EMPTY", "姓名为空，已按证件号码登记，请补填姓名。", "姓名", "", "姓名"))


def _persons(table: Table, today: date) -> None:
    """Sex and birth against the number, relation against sex, health against the card (national check rules)."""
    sexes, births = table.column(_SEX), table.column(_BIRTH)
    relations, healths = table.column("person.relation"), table.column(_HEALTH)
    documents = table.column("person.id_document")
    related: dict[tuple[str, str], list[Problem]] = {}
    healthy: dict[tuple[str, str, bool], list[Problem]] = {}
    for i in table.open:
        number = table.ids[i]
        if number is None:
            continue
        sex, birth = sexes[i] if sexes else "", births[i] if births else None
        if (
            (sex and sex != number.sex)
            or (birth and birth != number.birth.isoformat())
            or number.birth.year + persons.OLDEST < today.year
        ):
            member = persons.Member(sex=sex, birth=day_of(birth), number=number)
            table.tell_all(i, persons.number_agrees(member, today))
        if healths:
            about = (healths[i], documents[i] if documents else "", bool(number.disability_kind))
            if about not in healthy:
                healthy[about] = _health(number, *about[:2])
            table.tell_all(i, healthy[about])
        if relations:
            asked = (relations[i], sex or number.sex)
            if asked not in related:
                related[asked] = _there(persons.relation_and_sex(*asked))
            table.tell_all(i, related[asked])


def _health(number: IdNumber, health: str, document: str) -> list[Problem]:
    codes = tuple(health.split(",")) if health else ()
    return persons.health(persons.Member(number=number, health=codes, document=document))


def _stays(table: Table, policy: Policy, today: date) -> None:
    """Money balances to the fen; dates, days, disease and code agree with the person and each other."""
    payers = [name for payer in PAYERS if (name := payer.name) and f"settlement.{name}" in table.values]
    reversing = table.column("settlement.reversal_of")
    for i in table.open:
        stay = _stay(table, i)
        number = table.ids[i] if table.ids else None
        birth = number.birth if number else None
        problems = [*stays.dates(stay, today, birth), *_there(stays.length(stay))]
        if "settlement.total" in table.values:
            problems += _money(table, i, payers, bool(reversing and reversing[i]) or _is_reversal(table, i))
        if DISEASE in table.values and not table.kind.ours:
            edition = policy.on(stay.admitted or today)
            sex = number.sex if number else ""
            problems += _disease(table, i, edition, sex, birth, stay.admitted)
        table.tell_all(i, problems)


def _is_reversal(table: Table, i: int) -> bool:
    """A bill of ours with less than nothing is the reversing record it was when it left."""
    total = table.value("settlement.total", i)
    return table.kind.ours and table.given[i] is not None and total is not None and total < 0


def _stay(table: Table, i: int) -> stays.Stay:
    return stays.Stay(
        admitted=day_of(table.value("treatment.admitted", i)),
        discharged=day_of(table.value("treatment.discharged", i)),
        days=table.value("treatment.days", i),
    )


def _money(table: Table, i: int, payers: Iterable[str], reversing: bool) -> list[Problem]:
    bill = money.Bill(
        total=_yuan(table.value("settlement.total", i)),
        own=_yuan(table.value("settlement.own_share", i)),
        payers={name: _yuan(table.value(f"settlement.{name}", i)) for name in payers},
        in_scope=_yuan(table.value("settlement.in_scope", i)),
        outside=_yuan(table.value("settlement.out_of_catalogue", i)),
        deductible=_yuan(table.value("settlement.deductible", i)),
        reversed=reversing,
    )
    if bill.total is None and not table.kind.ours:
        return [error("E-MONEY-EMPTY", "总费用为空，不能登记这次救治的费用，请补填。", "总费用", "", "金额（元）")]
    balance = money.balance(bill)
    return [*_there(balance), *money.parts(bill), *money.negative(bill)]


def _disease(table: Table, i: int, edition: Edition, sex: str, birth: date | None, day: date | None) -> list[Problem]:
    text, icd = table.value(DISEASE, i), table.value(ICD, i) or ""
    found = edition.recognise(text, icd)
    if found is None:
        return _unknown(text, icd, edition)
    return stays.disease_and_person(found.disease, sex, birth, day)


def _unknown(text: str, icd: str, edition: Edition) -> list[Problem]:
    contradicts = stays.disease_and_code(edition, text, icd)
    if contradicts or not text:
        return _there(contradicts)
    message = f"病种“{text}”不在病种目录中，已按原文登记，请核对后指定标准病种。"
    return [warn("W-DISEASE-UNKNOWN", message, "病种", text, "目录中的病种名称")]


def _diagnoses(table: Table, policy: Policy, today: date) -> None:
    if table.kind.ours:
        return
    edition = policy.on(today)
    for i in table.open:
        text, icd = table.value("diagnosis.disease", i), table.value("diagnosis.icd", i) or ""
        if not text:
            table.tell(i, error("E-DISEASE-EMPTY", "病种为空，不能登记患病，请补填。", "病种", "", "病种名称"))
            continue
        found = edition.recognise(text, icd)
        number = table.ids[i] if table.ids else None
        if found is None:
            table.tell_all(i, _unknown(text, icd, edition))
        elif number is not None:
            table.tell_all(i, _limits(found.disease, number.sex))


def _limits(disease: Disease, sex: str) -> list[Problem]:
    return stays.disease_and_person(disease, sex, None, None)


def _there(problem: Problem | None) -> list[Problem]:
    return [problem] if problem else []


def _yuan(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value).scaleb(-2)
