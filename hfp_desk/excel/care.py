"""Diagnoses, treatments and bills of a list: one disease of a person once, one stay once, one bill a stay."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.parts import Part
from hfp_desk.excel.table import error
from hfp_desk.excel.work import Rows
from hfp_desk.policy import Recognised
from hfp_desk.records import Diagnosis, Settlement, Treatment
from hfp_desk.store.matching import Stay, same_hospital

TO_VERIFY, MAJOR, CHRONIC = "1", "1", "2"
INPATIENT = "1"
_DERIVED = frozenset({"days", "kind", "institution", "diagnosis", "standard_disease", "restricted"})
_OF_DISEASE = frozenset({"diagnosis", "standard_disease", "restricted"})
_FREE, _SPECIAL, _CHRONIC = "free", "special", "chronic"


def recognised(rows: Rows, i: int) -> Recognised | None:
    """The disease of a row in the policy's words."""
    table = rows.table
    text = table.value("treatment.disease", i) or table.value("diagnosis.disease", i) or ""
    icd = table.value("treatment.icd", i) or table.value("diagnosis.icd", i) or ""
    admitted = table.value("treatment.admitted", i)
    day = date.fromisoformat(admitted) if admitted else rows.work.today
    return rows.work.policy.on(day).recognise(text, icd) if text or icd else None


def hospital_of(rows: Rows, i: int) -> str:
    """The hospital of a row: its own column, else the one named above the list."""
    return str(rows.table.value("treatment.hospital", i) or rows.table.guesses.hospital)


def load_care(rows: Rows) -> None:
    """Read the diagnoses, stays and bills of the persons of a list in one go."""
    work = rows.work
    persons = {who for who in rows.who if isinstance(who, int)}
    work.known.meet_care(persons)
    illnesses = (found for (who, _), found in work.known.diagnoses.items() if who in persons)
    work.ledger(Diagnosis).load(record for found in illnesses for record in found)
    stays = [stay.id for who in persons for stay in work.known.stays.get(who, ())]
    work.ledger(Treatment).load(stays)
    work.ledger(Settlement).load(bill for stay in stays for bill in work.known.settlements.get(stay, ()))


def disease_key(rows: Rows, i: int) -> str:
    """The disease by which a person's diagnoses are told apart: the policy's word, else the sender's."""
    found = recognised(rows, i)
    return found.disease.label if found else str(rows.table.value("diagnosis.disease", i) or "")


def find_diagnosis(rows: Rows, i: int) -> int | None:
    """The diagnosis of the register that a row speaks of."""
    who = rows.who[i]
    if not isinstance(who, int):
        return None
    return next(iter(rows.work.known.diagnoses.get((who, disease_key(rows, i)), ())), None)


def stay_key(rows: Rows, i: int) -> tuple[Any, ...]:
    """What makes two rows of a list the same stay; without any date also what it cost."""
    table = rows.table
    key = (
        *_admission(rows, i),
        table.value("treatment.discharged", i) or "",
        table.value("treatment.disease", i) or "",
    )
    return key if table.value("treatment.admitted", i) else (*key, table.value("settlement.total", i))


def _admission(rows: Rows, i: int) -> tuple[Any, ...]:
    table = rows.table
    admitted, number = table.value("treatment.admitted", i) or "", table.value("treatment.number", i) or ""
    return (rows.who[i], hospital_of(rows, i), admitted, number)


def find_stays(rows: Rows) -> None:
    """The stays of the register that the rows speak of.

    A row is the stay of its admission, even where the discharge was corrected since; but where a list has two rows
    of one admission, each is only the stay it agrees with.
    """
    admissions = Counter(_admission(rows, i) for i in rows.table.open)
    for i in list(rows.table.open):
        if rows.target[i] is None:
            rows.target[i] = find_stay(rows, i, admissions[_admission(rows, i)] == 1)


def find_stay(rows: Rows, i: int, alone: bool = True) -> int | None:
    """The stay of the register that a row speaks of; a row that could mean several is held."""
    who = rows.who[i]
    if not isinstance(who, int):
        return None
    table = rows.table
    found = [stay for stay in rows.work.known.stays.get(who, ()) if _same(rows, i, stay)]
    said = (table.value("treatment.discharged", i) or "", table.value("treatment.disease", i) or "")
    exact = [stay for stay in found if (stay.discharged, stay.disease) == said]
    if exact or not alone:
        return exact[0].id if exact else None
    if len(found) > 1:
        numbers = "、".join(str(stay.id) for stay in found[:5])
        message = f"登记簿中有 {len(found)} 次同日入院的记录（登记编号 {numbers}），分不清是哪一次，请补填住院号。"
        table.tell(i, error("E-STAY-TWICE", message, "入院日期"), Outcome.CONFLICT)
        return None
    return found[0].id if found else None


def _same(rows: Rows, i: int, stay: Stay) -> bool:
    table = rows.table
    admitted, discharged = table.value("treatment.admitted", i) or "", table.value("treatment.discharged", i) or ""
    number = table.value("treatment.number", i) or ""
    if admitted != stay.admitted or (number and stay.number and number != stay.number):
        return False
    if not same_hospital(hospital_of(rows, i), stay.hospital):
        return False
    if admitted:
        return True
    bills = rows.work.known.settlements.get(stay.id, ())
    totals = {rows.work.ledger(Settlement).content(bill)["total"] for bill in bills}
    same_illness = stay.disease == (table.value("treatment.disease", i) or "")
    return discharged == stay.discharged and same_illness and table.value("settlement.total", i) in (totals or {None})


def sort_diagnosis(rows: Rows, part: Part, person: int, record: int | None, i: int) -> int | None:
    """Make or change the diagnosis of a row; it waits for verification unless the list says otherwise."""
    found = recognised(rows, i)
    values = rows.values(part, i)
    if is_blank(values.get("disease")):
        return None
    standard = found.disease.label if found else ""
    key = (person, standard or values["disease"])
    record = record or rows.work.diagnoses.get(key) or next(iter(rows.work.known.diagnoses.get(key, ())), None)
    if record is None:
        given: dict[str, Any] = {"verify_state": TO_VERIFY, "batch_class": _class_of(rows, found)}
        given |= {name: value for name, value in values.items() if not is_blank(value)}
        given |= {"person": person, "standard_disease": standard, "restricted": _restricted(found)}
        record = rows.add(Diagnosis, given, i)
        if part is not rows.table.kind.principal:
            rows.touched[i].pop()
        rows.work.diagnoses[key] = record
    else:
        rows.change(Diagnosis, record, _without_spelling(values), i, part.mode)
    rows.keep_unread(part, record, i)
    return record


def _without_spelling(values: dict[str, Any]) -> dict[str, Any]:
    """Another word for the same disease is no change."""
    return {name: value for name, value in values.items() if name not in ("disease", "icd")}


def _class_of(rows: Rows, found: Recognised | None) -> str:
    """三个一批: a list of 大病 or a list of the policy says major, a chronic list of the policy says chronic."""
    kinds = {each.kind for each in found.lists} if found else set()
    if kinds & {_FREE, _SPECIAL} or "大病" in rows.table.guesses.title:
        return MAJOR
    return CHRONIC if _CHRONIC in kinds else ""


def _restricted(found: Recognised | None) -> int | None:
    return 1 if found and found.restricted else None


def sort_treatment(rows: Rows, part: Part, person: int, diagnosis: int | None, i: int) -> int:
    """Make or change the stay of a row."""
    table, work = rows.table, rows.work
    found = recognised(rows, i)
    said = rows.values(part, i)
    hospital = hospital_of(rows, i)
    values = {**said, "hospital": hospital, "diagnosis": diagnosis}
    values |= {"standard_disease": found.disease.label if found else "", "restricted": _restricted(found)}
    if is_blank(values.get("days")):
        values["days"] = _days(values.get("admitted"), values.get("discharged"))
    if is_blank(values.get("kind")) and values.get("admitted") and "院" in table.headings.get("treatment.admitted", ""):
        values["kind"] = INPATIENT
    values["institution"] = next(iter(work.known.institutions.get(hospital, ())), None)
    record = rows.target[i]
    if record is None:
        record = rows.add(Treatment, {**values, "person": person}, i)
    else:
        _keep_known(values, work.ledger(Treatment).content(record), said)
        rows.change(Treatment, record, values, i, part.mode)
    rows.keep_unread(part, record, i)
    return record


def _keep_known(values: dict[str, Any], stored: Any, said: dict[str, Any]) -> None:
    """What was only derived takes the place of nothing; 人民医院 says no more than 樟树市人民医院."""
    if stored["hospital"].endswith(values["hospital"]):
        values["hospital"] = stored["hospital"]
    renamed = not is_blank(said.get("disease")) and said["disease"] != stored["disease"]
    for name in _DERIVED - {name for name, value in said.items() if not is_blank(value)}:
        if not is_blank(stored[name]) and not (renamed and name in _OF_DISEASE):
            values.pop(name, None)


def _days(admitted: str | None, discharged: str | None) -> int | None:
    if not admitted or not discharged or discharged < admitted:
        return None
    return max((date.fromisoformat(discharged) - date.fromisoformat(admitted)).days, 1)


def find_bill(rows: Rows, treatment: int | None, i: int) -> int | None:
    """The bill of a stay; two that are not reversed contradict each other."""
    if treatment is None:
        return None
    found = rows.work.known.settlements.get(treatment, ())
    if len(found) > 1:
        message = f"这次救治已有 {len(found)} 张未冲账的结算单，分不清更新哪一张，请先冲账或作废。"
        rows.table.tell(i, error("E-BILL-TWICE", message, "总费用"), Outcome.CONFLICT)
        return None
    return found[0] if found else None


def require_one_bill(rows: Rows) -> None:
    """Hold the rows whose stay has two bills, where the list brings money."""
    if "settlement.total" in rows.table.values and not rows.table.kind.ours:
        for i in list(rows.table.open):
            find_bill(rows, rows.target[i], i)


def sort_settlement(rows: Rows, part: Part, person: int, treatment: int, i: int) -> None:
    """Make or change the bill of a stay; a list without money makes none."""
    values = rows.values(part, i)
    if all(map(is_blank, values.values())):
        return
    record = rows.work.bills.get(treatment) or next(iter(rows.work.known.settlements.get(treatment, ())), None)
    if record is None:
        record = rows.add(Settlement, {**values, "person": person, "treatment": treatment}, i)
        rows.work.bills[treatment] = record
    else:
        rows.change(Settlement, record, values, i, part.mode)
    rows.keep_unread(part, record, i)
