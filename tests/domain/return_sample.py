"""What the sample lists do not tell, entered for the tests of returns: verdicts, deaths, closings, bills, advances.

Which record gets what follows from its number, so that every case there is comes up in several townships.
"""

from __future__ import annotations

from datetime import date

from hfp_desk.records import Checkup, Contract, Diagnosis, FollowUp, Institution, PlaceStatus
from hfp_desk.store import reversing
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK
from tests.domain.managed import insert

MARCH = {"starts": "2020-02-26", "ends": "2020-03-25", "year": "2019-12-26"}
"""The days of the return of March 2020, cut off on the 25th."""

_VERDICTS = (
    "UPDATE diagnosis SET verify_state='1', verified_on=NULL",
    "UPDATE diagnosis SET verify_state='2', verified_on='2020-01-10' WHERE id%3<>0",
    "UPDATE diagnosis SET verified_on='2020-03-05' WHERE verify_state='2' AND id%11=0",
    "UPDATE diagnosis SET verified_on='2020-03-26' WHERE verify_state='2' AND id%31=0",
    "UPDATE diagnosis SET verify_state='3' WHERE id%7=0",
    "UPDATE diagnosis SET found_on='2020-03' WHERE id%2=0",
    "UPDATE diagnosis SET found_on='2020-04' WHERE id%35=5",
    "UPDATE diagnosis SET closed_on='2020-03-10', close_reason='1' WHERE id%13=0",
    "UPDATE diagnosis SET closed_on='2019-11-30', close_reason='9' WHERE id%17=0",
    "UPDATE person SET died_on='2020-02-10' WHERE id IN (SELECT person_id FROM diagnosis WHERE id%19=0)",
    "UPDATE person SET died_on='2019-12-01' WHERE id IN (SELECT person_id FROM diagnosis WHERE id%23=0)",
    "UPDATE person SET person_state='2' WHERE id%97=0 OR id IN (SELECT person_id FROM diagnosis WHERE id%41=0)",
    "UPDATE identity SET ends='2019-12' WHERE person_id%29=0",
)
_STAYS = (
    "UPDATE treatment SET kind='2' WHERE id%4=0",
    "UPDATE treatment SET diagnosis_id=NULL WHERE id%6=0",
    "UPDATE treatment SET hospital='江西省人民医院' WHERE id%9=0",
    "UPDATE treatment SET hospital='' WHERE id%25=0",
    "UPDATE treatment SET effect='' WHERE id%15=0",
    "UPDATE treatment SET voided_at='2020-03-31 08:00:00' WHERE id%47=0",
)
_BILLS = (
    "UPDATE settlement SET settled_on=(SELECT date(t.admitted,'+20 days') FROM treatment t"
    " WHERE t.id=settlement.treatment_id) WHERE id%2=0",
    "UPDATE settlement SET treat_first=1, deposit_waived=200000 WHERE id%3=0",
    "UPDATE settlement SET one_stop=1 WHERE id%4<>1",
    "UPDATE settlement SET arrears=own_share/2 WHERE id%9=1",
    "UPDATE settlement SET relief=own_share/10, own_share=own_share-own_share/10 WHERE id%5=1",
    "UPDATE settlement SET temporary=500, charity=700, own_share=own_share-1200 WHERE id%5=0",
    "UPDATE settlement SET safety_net=300, major_assistance=900, own_share=own_share-1200 WHERE id%7=0",
    "UPDATE settlement SET advanced=basic WHERE id%3=1",
    "UPDATE settlement SET audited=advanced-100 WHERE id%6=1",
    "UPDATE settlement SET audited_on='2020-03-20' WHERE id%12=1",
    "UPDATE settlement SET audited_on='2020-03-26' WHERE id%18=1",
    "UPDATE settlement SET repaid=audited-audited/3 WHERE id%12=1",
    "UPDATE settlement SET repaid_on='2020-03-26' WHERE id%24=1",
    "UPDATE settlement SET in_scope=NULL WHERE id%8=3",
)


def with_verdicts(register: Register) -> None:
    """Diagnoses verified, untrue, closed; people who died; 重病 and 慢病; cases of 大病 that nobody treated."""
    _run(register, _VERDICTS)
    people = [row[0] for row in register.db.execute_sql("SELECT id FROM person ORDER BY id DESC LIMIT 60").fetchall()]
    insert(
        register,
        Diagnosis,
        (
            {
                "person": who,
                "disease": "肺癌",
                "standard_disease": "肺癌" if number % 2 else "胃癌",
                "batch_class": "1",
                "verify_state": "21"[number % 2],
                "verified_on": "2020-02-28" if number % 2 == 0 else None,
                "confirm_state": ("", "1", "2", "3", "4")[number % 5],
            }
            for number, who in enumerate(people[:25])
        ),
    )
    ill = [row[0] for row in register.db.execute_sql("SELECT DISTINCT person_id FROM settlement ORDER BY 1").fetchall()]
    severe = [*ill[:20], *people[25:35]]
    _diagnosed(register, severe, "3", "尿毒症")
    _diagnosed(register, people[30:50], "2", "慢性支气管炎")


def with_bills(register: Register) -> None:
    """Stays in several hospitals, bills of all payers, advances on their way, and two bills taken back."""
    insert(
        register,
        Institution,
        (
            {"name": name, "kind": "1", "level": level, "designated": 1}
            for name, level in (("樟树市人民医院", "2"), ("樟树市中医院", "2"))
        ),
    )
    _run(register, (*_STAYS, *_BILLS))
    linked = "UPDATE treatment SET institution_id=(SELECT id FROM institution WHERE name='樟树市中医院') WHERE id%10=1"
    _run(register, (linked,))
    for bill in (8, 21):
        reversing.reverse(register, CLERK, bill, "报销比例算错", date(2020, 3, 12))


def with_visits(register: Register) -> None:
    """The ledger's visits said to have been at home with all their items, and some people visited this year."""
    _run(
        register,
        (
            "UPDATE follow_up SET mode='2', adherence='1', control='1' WHERE id%10<>0",
            "UPDATE follow_up SET fasting_glucose=CASE WHEN id%3=0 THEN 820 ELSE 610 END WHERE programme='2'",
            "UPDATE follow_up SET danger='0', insight='1', social='1', mental_adherence='1', stability='3'"
            " WHERE programme='3'",
            "UPDATE managed_case SET plan='低盐饮食' WHERE id%4<>0",
            "UPDATE person SET has_record=1 WHERE id%5<>0",
            "UPDATE person SET health_card='36'||id WHERE id%6<>0",
        ),
    )
    rows = register.db.execute_sql("SELECT id,person_id,programme FROM managed_case WHERE id%3=0").fetchall()
    insert(register, FollowUp, (_visit(*row) for row in rows))
    insert(register, Checkup, ({"person": row[1], "examined_on": f"2020-03-0{1 + row[0] % 9}"} for row in rows))


def _visit(case: int, person: int, programme: str) -> dict[str, object]:
    """A visit that finds somebody well or not, at home or by telephone, with an item left out or whole."""
    well = case % 7 > 0
    return {
        "person": person,
        "case": case,
        "programme": programme,
        "visited_on": ("2020-02-20", "2020-03-10", "2020-03-26")[case // 3 % 3],
        "mode": "23"[case % 9 == 0],
        "state": "1",
        "systolic": 130 if well else 160,
        "diastolic": 80,
        "fasting_glucose": 600 if well else 900,
        "danger": "0" if well else "3",
        "insight": "1",
        "social": "1",
        "adverse": "1",
        "adherence": "1" if case % 5 else "",
        "mental_adherence": "1" if case % 5 else "",
        "control": "1",
        "stability": "3",
    }


def with_contracts(register: Register) -> None:
    """New contracts for most, and for others each reason there is for having none; residents of another year."""
    rows = register.db.execute_sql("SELECT id FROM person ORDER BY id").fetchall()
    reasons = [str(code) for code in (*range(1, 11), 99)]
    insert(register, Contract, (_contract(who, reasons) for (who,) in rows if who % 20 < 19))
    places = register.db.execute_sql("SELECT place_id FROM place_status WHERE place_id%3=0").fetchall()
    insert(register, PlaceStatus, ({"place": place, "year": 2019, "residents": 1000 + place} for (place,) in places))


def _contract(who: int, reasons: list[str]) -> dict[str, object]:
    place = who % 20
    base = {"person": who, "years": 1, "groups": ("10", "13", "04,13", "")[who % 4]}
    if place < 14:
        return {**base, "state": "1", "signed_on": "2020-01-05", "starts": "2020-01-05", "ends": "2021-01-04"}
    if place < 17:
        return {"person": who, "state": "5", "unsigned_reason": reasons[who // 20 % len(reasons)]}
    if place == 17:
        return {"person": who, "state": "4"}
    days = {"signed_on": "2020-01-05", "starts": "2020-01-05", "ends": "2021-01-04"}
    return {
        **base,
        **days,
        "state": "2",
        "cancelled_on": "2020-02-01",
        "cancel_reason": ("02", "04", "99")[who // 20 % 3],
    }


def _diagnosed(register: Register, people: list[int], batch: str, disease: str) -> None:
    known = {"disease": disease, "standard_disease": disease, "batch_class": batch, "verify_state": "2"}
    days = (None, "2020-02-01", "2020-04-01")
    insert(
        register,
        Diagnosis,
        ({**known, "person": who, "verified_on": days[place % 3]} for place, who in enumerate(people)),
    )


def _run(register: Register, statements: tuple[str, ...]) -> None:
    for sql in statements:
        register.db.execute_sql(sql)
