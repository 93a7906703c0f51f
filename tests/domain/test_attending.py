"""A course over a real register: the sheet of signatures, enrolment, certificates, people of no roster."""

from datetime import date

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Attendance, Presence
from hfp_desk.resources import resource
from hfp_desk.rules.training import Basis
from hfp_desk.store import (
    attending,
    history,
    trainees,
    training_problems,
)
from hfp_desk.store.opening import Register
from tests.data.senders import bring
from tests.domain.listed import CLERK, VISITOR, village_of
from tests.domain.trained import LIU, ZHANG, attends, cadre, course, doctor, of_year

MORNING = (date(2019, 3, 11), "1")

AFTERNOON = (date(2019, 3, 11), "2")


def test_the_sheet_has_two_half_days_a_day_and_is_kept_in_one_deed(register: Register) -> None:
    spring = course(register, "2019-03-11", "2019-03-12")
    first, second = attends(register, spring, doctor(register, "张兰")), attends(register, spring, None, name="刘英")
    empty = attending.sheet(register, CLERK, spring.id)
    assert [(day.day, half) for day, half in empty.slots] == [(11, "1"), (11, "2"), (12, "1"), (12, "2")]
    assert [line.name for line in empty.lines] == ["张兰", "刘英"]
    assert (empty.due, empty.present) == (0, 0)
    before = history.next_deed(register.db)
    attending.tick(
        register,
        spring.id,
        {(first.id, *MORNING): "1", (first.id, *AFTERNOON): "4", (second.id, *MORNING): "2"},
        {first.id: "1"},
    )
    assert history.next_deed(register.db) == before + 1
    kept = attending.sheet(register, CLERK, spring.id)
    assert (kept.due, kept.present, kept.came) == (4, 2, 1)
    assert kept.lines[0].marks == {MORNING: "1", AFTERNOON: "4"}
    assert kept.lines[0].result == "1"
    assert of_year(register)["张兰"].year.days == 1
    assert of_year(register)["张兰"].year.attended[0].basis is Basis.SIGNED


def test_a_mark_is_changed_and_rubbed_out(register: Register) -> None:
    spring = course(register, "2019-03-11", "2019-03-12")
    one = attends(register, spring, None, name="刘英")
    attending.tick(register, spring.id, {(one.id, *MORNING): "1", (one.id, *AFTERNOON): "1"})
    attending.tick(register, spring.id, {(one.id, *MORNING): "3", (one.id, *AFTERNOON): ""})
    assert attending.sheet(register, CLERK, spring.id).lines[0].marks == {MORNING: "3"}
    assert Presence.select().count() == 2
    assert not attending.tick(register, spring.id, {(one.id, *MORNING): "3"})


def test_nothing_is_kept_for_a_day_outside_or_somebody_else(register: Register) -> None:
    spring = course(register, "2019-03-11", "2019-03-12")
    one = attends(register, spring, None, name="刘英")
    with pytest.raises(Refusal, match="2019-03-13 不在培训班"):
        attending.tick(register, spring.id, {(one.id, date(2019, 3, 13), "1"): "1"})
    with pytest.raises(Refusal, match="已不在这个培训班"):
        attending.tick(register, spring.id, {(one.id + 1, *MORNING): "1"})
    assert not Presence.select().count()


def test_a_course_of_months_has_no_half_days(register: Register) -> None:
    leave = course(register, "2019-03-01", "2019-05-31", kind="6")
    attends(register, leave, doctor(register, "张兰"))
    found = attending.sheet(register, CLERK, leave.id)
    assert (found.long, found.slots, len(found.lines)) == (True, (), 1)


def test_doctors_and_cadres_are_enrolled_once(register: Register) -> None:
    spring = course(register, "2019-03-11", "2019-03-12")
    known, new = doctor(register, "张兰", ZHANG), doctor(register, "刘英", LIU)
    attends(register, spring, None, name="张兰", id_number=ZHANG)
    who = cadre(register, "周正")
    changes = attending.enrol(register, spring.id, (known.id, new.id, new.id), (who.id,))
    assert len(changes["attendance"]) == 2
    assert not attending.enrol(register, spring.id, (known.id, new.id), (who.id,))
    lines = attending.sheet(register, CLERK, spring.id).lines
    assert [line.name for line in lines] == ["张兰", "刘英", "周正"]
    assert lines[1].unit == village_of("临江镇").name
    assert lines[2].unit == "樟树市卫生健康委"
    assert [one.__data__["trainee"] for one in Attendance.select()] == [None, new.id, None]


def test_certificates_are_numbered_for_those_who_passed(register: Register) -> None:
    spring = course(register, "2019-03-11", "2019-03-12")
    for name, result, given in (("甲", "1", ""), ("乙", "3", ""), ("丙", "2", "2019008"), ("丁", "2", "")):
        attends(register, spring, None, name=name, result=result, certificate=given)
    assert attending.next_number(register, spring.id) == "2019009"
    attending.number(register, spring.id, "2019007")
    numbers = [line.certificate for line in attending.sheet(register, CLERK, spring.id).lines]
    assert numbers == ["2019007", "", "2019008", "2019009"]
    with pytest.raises(Refusal, match="没有等待编号"):
        attending.number(register, spring.id, "2019020")
    with pytest.raises(Refusal, match="末尾没有序号"):
        attending.number(register, spring.id, "樟卫培")


def test_people_of_no_roster_are_told_and_tied_when_their_doctor_appears(register: Register) -> None:
    spring, autumn = course(register, "2019-03-11", "2019-03-15", days="5"), course(register, "2019-10-14", days="2")
    for one in (spring, autumn):
        attends(register, one, None, name="张兰", id_number=ZHANG, unit="观上镇卫生院")
    attends(register, spring, None, name="无号", unit="店下镇卫生院")
    found = trainees.unmatched(register, CLERK)
    assert [(one.name, len(one.attendances)) for one in found] == [("张兰", 2), ("无号", 1)]
    assert trainees.unmatched(register, VISITOR)[0].name == "张○"
    assert trainees.linkable(register) == ()
    appeared = doctor(register, "张兰", ZHANG)
    assert len(trainees.linkable(register)) == 2
    assert len(trainees.link(register)["attendance"]) == 2
    assert of_year(register)["张兰"].year.times == 2
    assert [one.name for one in trainees.unmatched(register, CLERK)] == ["无号"]
    assert {one.__data__["trainee"] for one in Attendance.select()} == {appeared.id, None}


def test_a_number_that_two_doctors_have_ties_nobody(register: Register) -> None:
    attends(register, course(register, "2019-03-11"), None, name="张兰", id_number=ZHANG)
    doctor(register, "张兰", ZHANG)
    doctor(register, "张岚", ZHANG)
    assert trainees.linkable(register) == ()


def test_a_course_for_cadres_ties_to_the_cadre(register: Register) -> None:
    attends(register, course(register, "2019-03-11", kind="1"), None, name="张兰", id_number=ZHANG)
    doctor(register, "张兰", ZHANG)
    who = cadre(register, "张兰", ZHANG)
    trainees.link(register)
    assert Attendance.get().__data__["cadre"] == who.id


def test_the_sample_s_people_stand_apart_until_their_doctor_is_there(register: Register) -> None:
    bring(register, resource("sample", "乡村医生培训花名册_2019.xlsx"))
    people = trainees.unmatched(register, CLERK)
    assert (len(people), sum(len(one.attendances) for one in people)) == (117, 240)
    assert of_year(register) == {}
    doctor(register, "向兰建", ZHANG)
    trainees.link(register)
    year = of_year(register)["向兰建"].year
    mine = [one for one in people if one.name == "向兰建"]
    assert year.times == sum(len(one.attendances) for one in mine)
    assert year.days == sum(one.days for one in year.attended)
    assert {one.basis for one in year.attended} == {Basis.WRITTEN}
    assert len(trainees.unmatched(register, CLERK)) == 116
    overlapping = [problem.code for _, problem in training_problems.every(register.db)]
    assert overlapping == []
