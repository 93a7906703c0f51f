"""整村体检: who of a village is due, and what is written for them kept in one deed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk.records import Checkup, Contract, Identity
from hfp_desk.store import taking_back, village_exams
from hfp_desk.store.keeping import Overtaken
from hfp_desk.store.opening import Register
from hfp_desk.store.village_exams import Edited, ExamRow, Head
from tests.domain.listed import CLERK, HELPER, keep, person, village_of
from tests.domain.managed import ZS, case, exam

DAY = date(2020, 6, 15)
HEAD = Head(DAY, "临江中心卫生院", "刘英")


def rows(register: Register, head: Head = HEAD, viewer: Any = CLERK) -> Sequence[ExamRow]:
    return village_exams.rows(register, viewer, ZS, village_of("临江镇").id, head)


def test_due_is_who_is_signed_managed_or_poor_and_who_was_examined_stands_last(register: Register) -> None:
    known = {"starts": date(2020, 1, 1), "ends": date(2020, 12, 31)}
    signed, lapsed = person(register, "张兰", birth=date(1950, 1, 1)), person(register, "赵敏")
    keep(register, Contract.new(person=signed, state="1", **known))
    keep(register, Contract.new(person=lapsed, state="1", starts=date(2018, 1, 1), ends=date(2018, 12, 31)))
    managed = case(register, "王芳").person
    keep(register, Identity.new(person=managed, kind="01", starts="2014"))
    case(register, "周洁", ends=date(2019, 1, 1))
    case(register, "吴新", of={"number": 1})
    exam(register, managed, date(2020, 3, 2))
    exam(register, signed, date(2019, 5, 6))
    assert [(one.name, one.age, one.why, one.last_on, one.done) for one in rows(register)] == [
        ("张兰", "70岁", "签约", date(2019, 5, 6), False),
        ("王芳", "", "管理、贫困", date(2020, 3, 2), True),
    ]


def test_exams_are_kept_in_one_deed_and_go_back_whole(register: Register) -> None:
    case(register, "张兰")
    case(register, "赵敏")
    first, second = rows(register)
    written = [
        Edited(first, {"height": Decimal(160), "weight": Decimal(64), "systolic": 142, "diastolic": 88}),
        Edited(second, {"examined_on": date(2020, 6, 16), "result": "1"}),
    ]
    village_exams.keep(register, written, HEAD)
    one, two = Checkup.select().order_by(Checkup.examined_on)
    assert (one.examined_on, one.unit, one.doctor_name, one.bmi) == (DAY, HEAD.unit, HEAD.doctor_name, Decimal(25))
    assert (two.examined_on, two.result, two.unit) == (date(2020, 6, 16), "1", HEAD.unit)
    assert [row.record for row in rows(register)] == [one.id, None]
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert not Checkup.select().where(Checkup.voided_at == "").exists()


def test_a_day_alone_is_an_exam_and_a_row_without_anything_none(register: Register) -> None:
    case(register, "张兰")
    case(register, "赵敏")
    first, second = rows(register)
    village_exams.keep(register, [Edited(first, {"examined_on": DAY}), Edited(second, {"height": None})], HEAD)
    assert [one.person.name for one in Checkup.select()] == ["张兰"]


def test_a_row_is_changed_emptied_and_not_entered_twice(register: Register) -> None:
    case(register, "张兰")
    [before] = rows(register)
    village_exams.keep(register, [Edited(before, {"height": Decimal(160), "weight": Decimal(64)})], HEAD)
    with pytest.raises(Overtaken, match="张兰 在 2020-06-15 已有一次体检记录"):
        village_exams.keep(register, [Edited(before, {"weight": Decimal(70)})], HEAD)
    [there] = rows(register)
    village_exams.keep(register, [Edited(there, {**there.values, "weight": Decimal("76.8")})], HEAD)
    assert Checkup.get().bmi == Decimal(30)
    [there] = rows(register)
    village_exams.keep(register, [Edited(there, dict.fromkeys(there.values))], HEAD)
    assert Checkup.get().void_reason == village_exams.EMPTIED


def test_what_is_wrong_is_told_by_person(register: Register) -> None:
    mine = case(register, "张兰").person
    exam(register, mine, date(2020, 3, 2))
    written = [Edited(rows(register)[0], {"systolic": 90, "diastolic": 140})]
    found = village_exams.problems(register, written, HEAD)
    assert [(who, problem.code) for who, problem in found] == [(mine.id, "E-EXAM-PRESSURE"), (mine.id, "W-EXAM-AGAIN")]
    next_year = village_exams.problems(register, [Edited(rows(register)[0], {"result": "1"})], Head(date(2021, 3, 1)))
    assert next_year == []


def test_a_restricted_case_alone_does_not_show_somebody(register: Register) -> None:
    case(register, "张兰", "3", restricted=True)
    assert rows(register, viewer=HELPER) == ()
    assert [one.name for one in rows(register)] == ["张兰"]
