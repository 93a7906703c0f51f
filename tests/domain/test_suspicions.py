"""Stays that should be looked at first: what is suspected, what is not, and who is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.records import PERSON, TREATMENT, Place
from hfp_desk.rules.suspicions import AGAIN, OFTEN, SHORT, TOGETHER, Limits, Stay, suspicions
from hfp_desk.store import entering
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.suspicions import clues

ZS = policy.load("zhangshu-2020")
LIMITS = Limits(again_days=10, often_times=3, together_people=3, short_days=2)
FIRST = date(2020, 1, 1)
CLERK, HELPER = Viewer.of("李敏", "admin,entry,secret"), Viewer.of("王强", "entry")


def stay(number: int, day: int, nights: int | None = 8, person: int = 1, village: int | None = 7) -> Stay:
    admitted = FIRST + timedelta(days=day)
    left = None if nights is None else admitted + timedelta(days=nights)
    return Stay(number, person, village, "樟树市人民医院", admitted, left)


@pytest.mark.parametrize(("gap", "suspected"), [(0, True), (10, True), (11, False)])
def test_who_comes_again_soon_is_suspected_with_both_stays(gap: int, suspected: bool) -> None:
    found = suspicions([stay(1, 0), stay(2, 8 + gap)], LIMITS)[AGAIN]
    assert found == ((1, 2) if suspected else ())


def test_two_people_and_an_open_stay_are_no_readmission() -> None:
    assert suspicions([stay(1, 0), stay(2, 9, person=2)], LIMITS)[AGAIN] == ()
    assert suspicions([stay(1, 0, None), stay(2, 9)], LIMITS)[AGAIN] == ()


def test_often_is_counted_by_calendar_year() -> None:
    within = [stay(number, 60 * number) for number in (1, 2, 3)]
    assert suspicions(within, LIMITS)[OFTEN] == (1, 2, 3)
    over_new_year = [*within[:2], stay(3, 380)]
    assert suspicions(over_new_year, LIMITS)[OFTEN] == ()


def test_many_of_one_village_on_one_day_are_people_not_stays() -> None:
    people = [stay(number, 5, person=number) for number in (1, 2, 3)]
    assert suspicions(people, LIMITS)[TOGETHER] == (1, 2, 3)
    assert suspicions([*people[:2], stay(3, 5, person=2)], LIMITS)[TOGETHER] == ()
    elsewhere = [*people[:2], replace(people[2], hospital="江西省肿瘤医院")]
    assert suspicions(elsewhere, LIMITS)[TOGETHER] == ()
    assert suspicions([replace(one, village=None) for one in people], LIMITS)[TOGETHER] == ()


def test_short_stays_and_dates_that_run_backwards() -> None:
    assert suspicions([stay(1, 0, 2), stay(2, 100, 3), stay(3, 200, -4)], LIMITS)[SHORT] == (1,)


def test_without_a_limit_nothing_is_suspected() -> None:
    assert set(suspicions([stay(1, 0, 1)] * 9, Limits(None, None, None, None)).values()) == {()}


def test_the_register_tells_each_clue_with_the_editions_limit(register: Register) -> None:
    village = Place.get((Place.level == "5") & (Place.code.startswith("360982100"))).id
    ids = [_stay(register, _person(register, f"张{number}", village), "白内障", FIRST, 1) for number in range(4)]
    found = {clue.name: clue for clue in clues(register, CLERK, ZS.on(FIRST), FIRST, date(2020, 12, 31))}
    assert found[TOGETHER].label == "同村同日同院住院 4 人以上"
    assert found[TOGETHER].stays == found[SHORT].stays == tuple(ids)
    assert found[OFTEN].stays == ()
    assert clues(register, CLERK, ZS.on(FIRST), date(2021, 1, 1), date(2021, 12, 31))[0].stays == ()


def test_a_restricted_stay_is_no_clue_for_who_may_not_know_of_it(register: Register) -> None:
    secret = _stay(register, _person(register, "李四", None), "精神分裂症", FIRST, 1)
    assert clues(register, CLERK, ZS.on(FIRST), FIRST, FIRST)[-1].stays == (secret,)
    assert clues(register, HELPER, ZS.on(FIRST), FIRST, FIRST)[-1].stays == ()


def _person(register: Register, name: str, village: int | None) -> int:
    return entering.keep(register, ZS, [Draft(PERSON, {"name": name, "village": village})]).ids[0]


def _stay(register: Register, person: int, disease: str, admitted: date, nights: int) -> int:
    values = {
        "person": person,
        "disease": disease,
        "hospital": "樟树市人民医院",
        "kind": "1",
        "admitted": admitted,
        "discharged": admitted + timedelta(days=nights),
    }
    return entering.keep(register, ZS, [Draft(TREATMENT, values)]).ids[0]
