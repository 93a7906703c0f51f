"""Invented people with contracts, visits and exams, for the tests of signing and fulfilment."""

from __future__ import annotations

from datetime import date
from typing import Any

from hfp_desk.policy import load
from hfp_desk.records import Checkup, Contract, FollowUp, Identity, ManagedCase, Person, Service, Team
from hfp_desk.store.opening import Register
from tests.domain.listed import household, keep, person, place

ZS = load("zhangshu-2020")
DAY = date(2020, 12, 31)
_NAMES = ("李玥", "王芳", "张建国", "刘英", "陈木生", "杨春梅", "赵水根", "黄秀兰", "周金根", "吴桂英")


def poor(register: Register, name: str, town: str = "临江镇", number: int = 0, **values: Any) -> Person:
    """Somebody of the poverty office's list since 2014."""
    made = person(register, name, town, number, **values)
    keep(register, Identity.new(person=made, kind="01", starts="2014"))
    return made


def team(register: Register, name: str = "临江镇第一团队", town: str = "临江镇") -> Team:
    """A team of a township."""
    found: Team = keep(register, Team.new(name=name, town=place(town), leader="何明", phone="13800000000"))
    return found


def contract(register: Register, whose: Person, starts: str = "2020-01-01", ends: str = "", **values: Any) -> Contract:
    """A contract of the year 2020 unless told otherwise."""
    first = date.fromisoformat(starts)
    last = date.fromisoformat(ends) if ends else date(first.year, 12, 31)
    known = {"state": "1", "signed_on": first, "starts": first, "ends": last, "doctor_name": "何明", **values}
    found: Contract = keep(register, Contract.new(person=whose, **known))
    return found


def managed(register: Register, whose: Person, programme: str = "1", **values: Any) -> ManagedCase:
    """Somebody managed for a disease since 2018."""
    known = {"starts": date(2018, 1, 1), **values}
    found: ManagedCase = keep(register, ManagedCase.new(person=whose, programme=programme, **known))
    return found


def visited(register: Register, of: ManagedCase, *days: str, **values: Any) -> list[FollowUp]:
    """Visits at home on these days."""
    known = {"mode": "2", "state": "1", "stage": "1", **values}
    return [
        keep(
            register,
            FollowUp.new(
                person=of.person, case=of, programme=of.programme, visited_on=date.fromisoformat(day), **known
            ),
        )
        for day in days
    ]


def examined(register: Register, whose: Person, day: str) -> Checkup:
    """An exam."""
    found: Checkup = keep(register, Checkup.new(person=whose, examined_on=date.fromisoformat(day), result="1"))
    return found


def served(register: Register, whose: Person, day: str, proof: str = "3", item: str = "健康教育") -> Service:
    """A service."""
    found: Service = keep(
        register, Service.new(person=whose, served_on=date.fromisoformat(day), proof=proof, item=item)
    )
    return found


def county(register: Register) -> list[Person]:
    """Two townships with people who are signed, unsigned for a reason, refusing, dead, and more or less served."""
    people = []
    teams = {town: team(register, f"{town}家庭医生团队", town) for town in ("临江镇", "阁山镇")}
    for number, name in enumerate(_NAMES * 4):
        town = "临江镇" if number % 2 else "阁山镇"
        home = household(register, number=f"3609820{number // 3}", head_name=_NAMES[number // 3 % 10])
        one = poor(register, name, town, number % 5, household=home, has_record=number % 3 > 0)
        people.append(one)
        if number % 10 == 9:
            keep(register, Contract.new(person=one, state="5", unsigned_reason=f"{number % 4 + 2}"))
        elif number % 10 != 8:
            groups = ("04", "13") if number % 2 else ("13",)
            contract(register, one, team=teams[town], household=home, groups=groups, package="2", handed_over=True)
            if number % 2:
                case = managed(register, one, plan="低盐饮食" if number % 4 == 1 else "")
                days = ("2020-02-11", "2020-05-12", "2020-08-11", "2020-11-10")
                visited(register, case, *days[: 2 + number % 3])
            if number % 3:
                examined(register, one, "2020-06-15")
            if number % 4:
                served(register, one, "2020-09-01")
    return people
