"""What the form of a visit is told, against the policy, the person, the case, the doctor and itself."""

from datetime import date
from decimal import Decimal

from hfp_desk.policy import load
from hfp_desk.records import CHECKUP, FOLLOW_UP, MANAGED_CASE, FollowUp, ManagedCase
from hfp_desk.records.checks import problems_of
from hfp_desk.store import entering, taking_back, village_visits
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.village_visits import Edited, Head
from tests.domain.clinics import committee, doctor
from tests.domain.listed import CLERK
from tests.domain.managed import case, visit

ZS, DAY = load("zhangshu-2020"), date(2020, 3, 5)


def undo(register: Register) -> None:
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)


def test_the_form_says_the_same(register: Register) -> None:
    mine = case(register, of={"birth": date(1990, 1, 1)})
    visit(register, mine, date(2020, 2, 1), systolic=150, diastolic=95)
    wang = doctor(register, committee(), "王村医", ends=date(2020, 1, 31))
    values = {"person": mine.person.id, "case": mine.id, "programme": "1", "visited_on": DAY, "mode": "2"}
    draft = Draft(FOLLOW_UP, {**values, "systolic": 235, "diastolic": 95, "control": "1", "doctor": wang.id})
    codes = {one.code for one in entering.problems(register, ZS, [draft])}
    assert codes == {"W-VISIT-RARE", "W-VISIT-CLASS", "W-VISIT-REFER", "W-VISIT-AWAY"}
    again = Draft(FOLLOW_UP, {**values, "visited_on": date(2020, 2, 1), "systolic": 130, "diastolic": 80})
    assert {one.code for one in entering.problems(register, ZS, [again])} == {"W-VISIT-TWICE"}


def test_tuberculosis_that_is_not_found_is_reported(register: Register) -> None:
    sick = case(register, programme="4", starts=date(2020, 3, 3), notified_on=date(2020, 3, 3))
    visit(register, sick, date(2020, 3, 4), state="2", lost_reason="1")
    values = {"person": sick.person.id, "case": sick.id, "programme": "4", "visited_on": DAY, "state": "2"}
    said = entering.problems(register, ZS, [Draft(FOLLOW_UP, {**values, "lost_reason": "1"})])
    assert [one.code for one in said] == ["W-VISIT-REPORT"]
    assert "72 小时内 2 次访视均未见到患者，请向上级报告" in said[0].message


def test_what_one_visit_says_against_itself() -> None:
    bad = FollowUp.new(state="2", systolic=130, died_on=DAY, danger="0", trouble=1, referred=True, programme="1")
    codes = {one.code for one in problems_of(bad, FOLLOW_UP)}
    assert codes >= {"W-VISIT-LOST", "W-VISIT-STATE", "W-VISIT-DANGER", "W-VISIT-REFERRAL"}
    dead = FollowUp.new(state="3", visited_on=DAY, programme="1")
    assert "W-VISIT-DEAD" in {one.code for one in problems_of(dead, FOLLOW_UP)}


def test_the_index_follows_from_height_and_weight() -> None:
    made = FollowUp.new(height=Decimal(160), weight=Decimal("64"))
    made.derive()
    assert made.bmi == Decimal("25.0")
    written = FollowUp.new(height=Decimal(160), weight=Decimal("64"), bmi=Decimal(28))
    written.derive()
    assert written.bmi == Decimal(28)
    assert "W-VISIT-BMI" in {one.code for one in problems_of(written, FOLLOW_UP)}


def test_an_impossible_pressure_of_an_exam(register: Register) -> None:
    who = case(register).person
    values = {"person": who.id, "examined_on": DAY, "systolic": 305, "diastolic": 90, "heart_rate": 160}
    codes = {one.code for one in entering.problems(register, ZS, [Draft(CHECKUP, values)])}
    assert codes == {"E-VISIT-RANGE", "W-VISIT-RARE"}


def test_nobody_is_managed_twice_for_one_disease(register: Register) -> None:
    known = case(register, ends=date(2020, 6, 30))
    values = {"person": known.person.id, "programme": "1", "starts": DAY}
    assert [one.code for one in entering.problems(register, ZS, [Draft(MANAGED_CASE, values)])] == ["W-CASE-TWICE"]
    later = Draft(MANAGED_CASE, {**values, "starts": date(2020, 7, 1)})
    assert entering.problems(register, ZS, [later]) == []
    assert entering.problems(register, ZS, [Draft(MANAGED_CASE, {**values, "programme": "2"})]) == []


def test_what_one_case_says_against_itself() -> None:
    bad = ManagedCase.new(programme="4", starts=DAY, ends=date(2020, 1, 1), doses_due=60, doses_taken=61)
    codes = {one.code for one in problems_of(bad, MANAGED_CASE)}
    assert codes >= {"E-PERIOD", "W-CASE-REASON", "W-CASE-DOSES"}
    open_end = ManagedCase.new(programme="4", starts=DAY, end_reason="5")
    assert "W-CASE-END" in {one.code for one in problems_of(open_end, MANAGED_CASE)}


def test_a_death_found_at_a_visit_ends_the_case_and_waits_for_the_person(register: Register) -> None:
    mine, gone = case(register), date(2020, 3, 1)
    values = {"person": mine.person.id, "programme": "1", "visited_on": DAY, "state": "3", "died_on": gone}
    draft = Draft(FOLLOW_UP, {**values, "death_cause": "1"})
    [said] = entering.problems(register, ZS, [draft])
    assert (said.code, said.label, "2020-03-01" in said.message) == ("W-VISIT-DEATH", "死亡日期", True)
    kept = entering.keep(register, ZS, [draft])
    assert kept.told == said.message
    ended = ManagedCase.get_by_id(mine.id)
    assert (ended.ends, ended.end_reason, ended.person.died_on) == (gone, "1", None)
    again = entering.load(register, FOLLOW_UP, kept.ids[0], CLERK)
    assert [one.code for one in entering.problems(register, ZS, [again])] == ["W-VISIT-DEATH"], "not outside the case"
    undo(register)
    assert (ManagedCase.get_by_id(mine.id).ends, FollowUp.get_by_id(kept.ids[0]).voided_at != "") == (None, True)


def test_a_death_in_the_village_s_table_ends_the_case(register: Register) -> None:
    mine, head = case(register), Head("1", DAY, "2")
    [row] = village_visits.rows(register, CLERK, ZS, mine.person.village.id, head)
    edited = [Edited(row, {"state": "3", "died_on": date(2020, 3, 1), "visited_on": DAY})]
    assert [(who, one.code) for who, one in village_visits.problems(register, ZS, head, edited)] == [
        (mine.person.id, "W-VISIT-DEATH")
    ]
    changes = village_visits.keep(register, ZS, head, edited)
    assert (ManagedCase.get_by_id(mine.id).ends, ManagedCase.select().count()) == (date(2020, 3, 1), 1)
    assert set(changes) == {"followup", "managedcase"}
    undo(register)
    assert ManagedCase.get_by_id(mine.id).ends is None
