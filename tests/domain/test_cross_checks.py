"""Clinics, doctors and certificates against each other, in the whole register and at entry: each a clear problem."""

from datetime import date, timedelta
from typing import Any

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.policy import load
from hfp_desk.records import ARRANGEMENT, DOCTOR, INSTITUTION, LICENCE, PRACTICE, RecordType
from hfp_desk.store import checking, entering, keeping
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import titles
from tests.domain.clinics import arrangement, clinic, committee, covers, doctor, keep_roster, licence
from tests.domain.listed import CLERK, VISITOR, place

ZS = load("zhangshu-2020")
NUMBER, OTHER = "360982195410294872", "36098219821122641X"
YESTERDAY = date.today() - timedelta(days=1)
CODES = {
    *("W-DOCTOR-TWICE", "W-DOCTOR-TWO-PLACES", "W-LICENCE-TWICE", "W-LICENCE-RUN-OUT"),
    *("W-CLINIC-TOWN", "W-CLINIC-TWICE", "W-ARRANGEMENT-DOCTOR", "W-ARRANGEMENT-NEIGHBOUR"),
}


def found(register: Register, viewer: Viewer = CLERK) -> list[tuple[str, str, int]]:
    """Code, kind and record of what the whole check says of the network."""
    said = checking.check(register, viewer)
    return [(one.problem.code, one.kind, one.record) for one in said if one.problem.code in CODES]


def at_entry(register: Register, kind: RecordType, values: dict[str, Any]) -> set[str]:
    said = entering.problems(register, ZS, [Draft(kind, values)])
    assert all(one.message.endswith("。") and one.label for one in said)
    return {one.code for one in said} & CODES


def test_a_doctor_entered_twice_is_named_once(register: Register) -> None:
    first = doctor(register, committee(), id_number=NUMBER)
    second = doctor(register, committee(1), id_number=NUMBER)
    doctor(register, committee(2), id_number=OTHER)
    assert found(register) == [("W-DOCTOR-TWICE", "doctor", second.id)]
    assert at_entry(register, DOCTOR, {"name": "张三", "id_number": NUMBER}) == {"W-DOCTOR-TWICE"}
    assert at_entry(register, DOCTOR, {"name": "张三", "id_number": "360982197311085986"}) == set()
    keeping.void(register, first, "重复")
    assert found(register) == []


def test_a_doctor_works_full_time_in_one_clinic_at_a_time(register: Register) -> None:
    here, there = clinic(register, committee()), clinic(register, committee(1))
    whose = doctor(register, committee(), institution=here, starts=date(2020, 1, 1))
    also = covers(register, whose, committee(1), mode="1", institution=there, ends=date(2020, 1, 1))
    assert found(register) == [("W-DOCTOR-TWO-PLACES", "practice", also.id)]
    told = {"doctor": whose.id, "village": committee(1).id, "institution": there.id}
    assert at_entry(register, PRACTICE, {**told, "mode": "1"}) == {"W-DOCTOR-TWO-PLACES"}
    assert at_entry(register, PRACTICE, {**told, "mode": "2"}) == set()
    assert at_entry(register, PRACTICE, {**told, "village": None, "institution": here.id, "mode": "1"}) == {
        "W-DOCTOR-TWO-PLACES"
    }
    keeping.void(register, also, "填错")
    assert at_entry(register, PRACTICE, {**told, "mode": "1", "ends": date(2019, 12, 31)}) == set()
    same = {**told, "village": committee().id, "institution": here.id, "mode": "1", "starts": date(2020, 1, 2)}
    assert at_entry(register, PRACTICE, same) == set()


def test_two_further_full_time_places_at_once_are_one_finding(register: Register) -> None:
    whose = doctor(register, None)
    covers(register, whose, committee(), mode="1")
    later = covers(register, whose, committee(1), mode="1")
    covers(register, whose, committee(2), mode="2")
    assert found(register) == [("W-DOCTOR-TWO-PLACES", "practice", later.id)]


def test_a_certificate_number_belongs_to_one_doctor(register: Register) -> None:
    one, other = doctor(register, committee(), "张三"), doctor(register, committee(), "李四")
    licence(register, one, "2099", number="360905745366")
    licence(register, one, "2099", number="360905745366", kind="3")
    assert found(register) == []
    taken = licence(register, other, "2099", number="360905745366")
    licence(register, other, "2099")
    licence(register, one, "2099")
    assert found(register) == [("W-LICENCE-TWICE", "licence", taken.id)]
    values = {"doctor": other.id, "kind": "1", "number": "360905745366", "expires": "2099"}
    assert at_entry(register, LICENCE, values) == {"W-LICENCE-TWICE"}


@pytest.mark.parametrize(
    ("state", "expires", "told"), [("1", YESTERDAY, True), ("4", YESTERDAY, False), ("1", None, False)]
)
def test_a_certificate_past_its_end_is_told_of_a_doctor_at_work(
    register: Register, state: str, expires: date | None, told: bool
) -> None:
    whose = doctor(register, committee(), state=state)
    until = expires.isoformat() if expires else ""
    made = licence(register, whose, until)
    assert found(register) == ([("W-LICENCE-RUN-OUT", "licence", made.id)] if told else [])
    entered = at_entry(register, LICENCE, {"doctor": whose.id, "kind": "1", "expires": until})
    assert entered == ({"W-LICENCE-RUN-OUT"} if told else set())


def test_a_certificate_that_was_renewed_is_not_told(register: Register) -> None:
    whose = doctor(register, committee())
    licence(register, whose, YESTERDAY.isoformat())
    licence(register, whose, "2099", kind="3")
    assert found(register) == []


def test_a_clinic_stands_in_a_village_of_its_own_township(register: Register) -> None:
    strange = clinic(register, committee())
    strange.town = place("永泰镇")
    keeping.save(register, strange)
    assert found(register) == [("W-CLINIC-TOWN", "institution", strange.id)]
    values = {"name": "一室", "kind": "6", "village": committee().id, "town": place("永泰镇").id}
    assert at_entry(register, INSTITUTION, values) == {"W-CLINIC-TOWN"}


def test_two_open_clinics_of_one_name_in_a_village(register: Register) -> None:
    clinic(register, committee(), "第一卫生室")
    clinic(register, committee(1), "第一卫生室")
    clinic(register, committee(), "第二卫生室")
    clinic(register, committee(), "第一卫生室", closed_on=date(2018, 1, 1))
    assert found(register) == []
    twice = clinic(register, committee(), "第一卫生室")
    assert found(register) == [("W-CLINIC-TWICE", "institution", twice.id)]
    values = {"name": "第二卫生室", "kind": "6", "village": committee().id, "town": committee().parent.id}
    assert at_entry(register, INSTITUTION, values) == {"W-CLINIC-TWICE"}


@pytest.mark.parametrize(
    ("of_doctor", "of_arrangement", "told"),
    [
        ({"state": "1"}, {}, False),
        ({"state": "4"}, {}, True),
        ({"ends": YESTERDAY}, {}, True),
        ({"ends": YESTERDAY}, {"ends": YESTERDAY}, False),
    ],
)
def test_an_arrangement_is_served_by_somebody_who_is_there(
    register: Register, of_doctor: dict[str, Any], of_arrangement: dict[str, Any], told: bool
) -> None:
    whose = doctor(register, committee(1), **of_doctor)
    made = arrangement(register, committee(), served_by=whose, **of_arrangement)
    assert found(register) == ([("W-ARRANGEMENT-DOCTOR", "arrangement", made.id)] if told else [])
    values = {"village": committee().id, "kind": "4", "served_by": whose.id, **of_arrangement}
    assert at_entry(register, ARRANGEMENT, values) == ({"W-ARRANGEMENT-DOCTOR"} if told else set())


def test_a_village_is_not_its_own_neighbour(register: Register) -> None:
    arrangement(register, committee(), "2", neighbour=committee(1))
    wrong = arrangement(register, committee(), "2", neighbour=committee())
    assert found(register) == [("W-ARRANGEMENT-NEIGHBOUR", "arrangement", wrong.id)]


def test_the_sample_roster_contradicts_itself_nowhere_but_in_what_has_run_out_since(register: Register) -> None:
    keep_roster(register)
    assert {code for code, *_ in found(register)} == {"W-LICENCE-RUN-OUT"}


def test_who_may_not_see_persons_learns_only_where(register: Register) -> None:
    doctor(register, committee(), "张三", id_number=NUMBER)
    doctor(register, committee(1), "张三", id_number=NUMBER)
    (said,) = [one for one in checking.check(register, VISITOR) if one.problem.code in CODES]
    assert "张三" not in f"{said}"
    assert said.title == "医务人员 张○"


def test_records_are_called_by_their_doctor_or_by_their_village(register: Register) -> None:
    whose = doctor(register, committee(), "张三")
    called = {
        LICENCE: (licence(register, whose, number="360905745366"), "证书 张三"),
        PRACTICE: (covers(register, whose, committee(1)), "执业地点 张三"),
        ARRANGEMENT: (arrangement(register, committee(1)), f"替代安排 {committee(1).name}"),
        INSTITUTION: (clinic(register, committee(), "一室"), "医疗机构 一室"),
    }
    for kind, (record, title) in called.items():
        assert titles(register.db, kind, [record.id], CLERK) == {record.id: title}
    assert titles(register.db, LICENCE, [1], VISITOR) == {1: "证书 张○"}
