"""Visits, exams and managed cases of the planted person, under an open and under a restricted disease."""

from datetime import date

from hfp_desk.records import Checkup, Contract, FollowUp, Identity, ManagedCase, Person, Record
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register

DAY = date(2020, 3, 5)
OPEN, SECRET = ("1", "2", "5"), ("3", "4")
"""Programmes by whether everybody may know of them."""


def plant(register: Register, who: Person, drug: str, secret_drug: str, guardian: str) -> None:
    """Under every programme with a national form one case and one visit; the secret ones only say secret things.

    Somebody else is poor and managed for nothing that everybody may know of.
    """
    for programme in (*OPEN, *SECRET):
        hidden = programme in SECRET
        said = secret_drug if hidden else drug
        case = ManagedCase.new(
            person=who, programme=programme, restricted=hidden, starts=date(2020, 1, 1), guardian=guardian, disease=said
        )
        _keep(register, case)
        stages = ("1", "2") if programme == "4" else ("1",)
        for stage in stages:
            visit = FollowUp.new(
                person=who, case=case, programme=programme, stage=stage, visited_on=DAY, mode="2", state="1"
            )
            visit.drug1 = visit.regimen = visit.note = said
            visit.heart_rate = 160  # to be looked at
            _keep(register, visit)
    _keep(register, Identity.new(person=Person.get(Person.id != who.id), kind="01", starts="2014"))
    _keep(register, Contract.new(person=who, state="1", signed_on=DAY, starts=DAY, ends=date(2021, 3, 4)))
    _keep(register, Checkup.new(person=who, examined_on=DAY, abnormal=drug))


def _keep(register: Register, record: Record) -> None:
    with keeping.deed(register) as act:
        act.save(record)
