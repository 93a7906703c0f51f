"""Treatment before payment: filled in from a stay, split into instalments, paid, and how it stands on a day."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.policy import load
from hfp_desk.problems import Refusal
from hfp_desk.records import AGREEMENT, Agreement, Instalment, Person, Settlement, Treatment
from hfp_desk.rules import instalments
from hfp_desk.store import agreements, entering, keeping, taking_back, users
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register

ZS, D = load("zhangshu-2020"), Decimal
OUT = date(2020, 3, 20)


def stay(register: Register, *, restricted: bool = False) -> tuple[int, int]:
    person = Person.new(name="张大山")
    one = Treatment.new(person=person, hospital="樟树市人民医院", disease="肺癌", number="Z2003001")
    one.admitted, one.discharged, one.restricted = date(2020, 3, 2), OUT, restricted
    bill = Settlement.new(person=person, treatment=one, settled_on=OUT, total=D("12000"), own_share=D("1000.01"))
    bill.deposit_waived = D("3000")
    keeping.save(register, person, one, bill)
    return int(person.id), int(one.id)


@pytest.fixture
def agreement(register: Register) -> int:
    _, treatment = stay(register)
    values, _ = agreements.from_stay(register, users.viewer(register), treatment)
    return entering.keep(register, ZS, [Draft(AGREEMENT, values)]).ids[0]


def line(register: Register, day: date) -> agreements.AgreementLine:
    (found,) = agreements.lines(register, users.viewer(register), day, ZS)
    return found


def test_an_agreement_is_filled_in_from_the_stay(register: Register) -> None:
    person, treatment = stay(register)
    values, titles = agreements.from_person(register, users.viewer(register), person)
    assert values["treatment"] == treatment
    assert (values["total"], values["reimbursed"], values["own_share"]) == (D("12000"), D("10999.99"), D("1000.01"))
    assert (values["arrears"], values["deposit_waived"]) == (D("1000.01"), D("3000"))
    assert (values["hospital"], values["admission_number"]) == ("樟树市人民医院", "Z2003001")
    assert titles["person"] == "张大山"


def test_a_person_without_a_stay_still_gets_an_agreement(register: Register) -> None:
    person = Person.new(name="李小河")
    keeping.save(register, person)
    values, _ = agreements.from_person(register, users.viewer(register), person.id)
    assert values["person"] == person.id
    assert "treatment" not in values


def test_a_restricted_stay_makes_no_agreement_for_others(register: Register) -> None:
    person, treatment = stay(register, restricted=True)
    viewer = Viewer.of("王芳", "entry")
    with pytest.raises(Refusal):
        agreements.from_stay(register, viewer, treatment)
    values, _ = agreements.from_person(register, viewer, person)
    assert "treatment" not in values


def test_what_is_left_is_split_by_months_in_one_deed(register: Register, agreement: int) -> None:
    agreements.split(register, agreement, 3, date(2020, 4, 20))
    parts = agreements.schedule(register, agreement, users.viewer(register))
    assert [(part.due_on, part.amount) for part in parts] == [
        (date(2020, 4, 20), D("333.33")),
        (date(2020, 5, 20), D("333.33")),
        (date(2020, 6, 20), D("333.35")),
    ]
    assert Agreement.get_by_id(agreement).last_due_on == date(2020, 6, 20)
    assert line(register, date(2020, 4, 14)).soon
    assert line(register, date(2020, 7, 20)).standing.state == instalments.INSTALMENTS
    assert line(register, date(2020, 7, 21)).standing.state == instalments.OVERDUE
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert agreements.schedule(register, agreement, users.viewer(register)) == ()
    assert Agreement.get_by_id(agreement).last_due_on is None


def test_splitting_again_keeps_what_was_paid(register: Register, agreement: int) -> None:
    agreements.split(register, agreement, 3, date(2020, 4, 20))
    first = Instalment.select().order_by(Instalment.due_on).first()
    agreements.pay(register, [first.id], date(2020, 4, 19))
    agreements.split(register, agreement, 2, date(2020, 6, 1))
    parts = agreements.schedule(register, agreement, users.viewer(register))
    assert [part.amount for part in parts] == [D("333.33"), D("333.34"), D("333.34")]
    assert not line(register, date(2020, 5, 1)).uneven


def test_the_last_sum_settles_the_agreement(register: Register, agreement: int) -> None:
    agreements.split(register, agreement, 2, date(2020, 4, 20))
    ids = [one.id for one in Instalment.select()]
    agreements.pay(register, ids, date(2020, 4, 30))
    one = Agreement.get_by_id(agreement)
    assert (one.state, one.settled_on) == (instalments.SETTLED, date(2020, 4, 30))
    with pytest.raises(Refusal, match="还清"):
        agreements.pay(register, ids, date(2020, 5, 1))


def test_instalments_that_miss_the_arrears_are_told(register: Register, agreement: int) -> None:
    agreements.split(register, agreement, 2, date(2020, 4, 20))
    part = Instalment.select().first()
    part.amount = D("1")
    keeping.save(register, part)
    found = line(register, date(2020, 4, 21))
    assert "相差" in found.uneven
    figures = {one.name: one.ids for one in agreements.figures([found])}
    assert figures[agreements.UNEVEN] == (agreement,)


@pytest.mark.parametrize(("number", "first"), [(0, date(2020, 4, 20)), (3, date(2020, 3, 19))])
def test_a_plan_that_cannot_be_is_refused(register: Register, agreement: int, number: int, first: date) -> None:
    with pytest.raises(Refusal):
        agreements.split(register, agreement, number, first)
    assert not Instalment.select().exists()


def test_the_kept_state_follows_the_calendar(register: Register, agreement: int) -> None:
    agreements.restate(register, users.viewer(register), date(2020, 4, 20), ZS)
    assert Agreement.get_by_id(agreement).state == instalments.OPEN
    agreements.restate(register, users.viewer(register), date(2020, 4, 21), ZS)
    assert Agreement.get_by_id(agreement).state == instalments.OVERDUE
    assert not agreements.restate(register, users.viewer(register), date(2020, 4, 21), ZS)


def test_who_only_looks_sees_the_name_masked(register: Register, agreement: int) -> None:
    (found,) = agreements.lines(register, Viewer.of("赵兰", "query"), OUT, ZS)
    assert found.name == "张○○"
