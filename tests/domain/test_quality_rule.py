"""What is told of a year from the index is what the rules of 规范管理 and 控制 say, over random years."""

from datetime import date, timedelta
from random import Random

import pytest

from hfp_desk.policy import load
from hfp_desk.records import Checkup, FollowUp, ManagedCase
from hfp_desk.rules import follow_up
from hfp_desk.store import case_histories, quality_reading
from hfp_desk.store.opening import Register
from hfp_desk.store.quality_reading import Year
from tests.data.bare_policy import bare
from tests.domain.listed import CLERK
from tests.domain.managed import ZS, insert, random_histories

FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)


def good_years(register: Register, chance: Random) -> None:
    """People whose year is nearly as it should be, each with something that may be missing."""
    random_histories(register, chance, 400)
    for case in list(ManagedCase.select()):
        day = FIRST + timedelta(days=chance.randrange(40))
        rows = []
        for _ in range(chance.choice((3, 4, 4, 5))):
            rows.append(
                {"person": case.__data__["person"], "case": case.id, "programme": case.programme, **_full(chance, day)}
            )
            day += timedelta(days=chance.choice((60, 85, 90, 121)))
        if chance.random() < 0.5:
            FollowUp.delete().where(FollowUp.case == case.id).execute()
            insert(register, FollowUp, [row for row in rows if row["visited_on"] <= LAST.isoformat()])
        if chance.random() < 0.8:
            insert(
                register,
                Checkup,
                [{"person": case.__data__["person"], "examined_on": f"{chance.choice((2019, 2020))}-06-01"}],
            )
    ManagedCase.update(ends=date(2020, 8, 1)).where(ManagedCase.id % 17 == 0).execute()


def _full(chance: Random, day: date) -> dict[str, object]:
    return {
        "visited_on": day.isoformat(),
        "mode": chance.choice("1222"),
        "state": chance.choice("1" * 9 + "2"),
        "systolic": chance.choice((130, 145)),
        "diastolic": 80,
        "fasting_glucose": chance.choice((600, 800)),
        "adherence": chance.choice("1" * 15) if chance.random() < 0.95 else "",
        "control": "1",
        "danger": "0",
        "insight": "1",
        "social": "1",
        "mental_adherence": "1",
        "stability": "3",
        "supervisor": "1",
    }


@pytest.mark.parametrize("without", ["", "gap_days", "elder_age", "glucose", "danger"])
def test_the_index_says_what_the_rules_say(register: Register, without: str) -> None:
    limits = follow_up.limits((bare(ZS, f"visit_{without}") if without else load("nanning-2017")).on(LAST))
    good_years(register, Random(without))
    found = quality_reading.cases(register.db, CLERK, Year(FIRST, LAST, limits), "", {})
    by_rule = dict(case_histories.histories(register.db, [one.case for one in found], LAST, limits, FIRST))
    exams = _exams()
    for one in found:
        case, history = by_rule[one.case].case, by_rule[one.case].visits
        begins, until = max(case.starts or FIRST, FIRST), min(case.ends or LAST, LAST)
        asked = quality_reading.verdict(one.programme, history, exams.get(one.person, []), begins, until, limits)
        assert one.told._replace(lacks="") == asked._replace(lacks=""), (one, history)
    assert without or _kinds(found)


def _exams() -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    for exam in Checkup.select().where(Checkup.examined_on >= FIRST):
        if exam.examined_on is not None:
            found.setdefault(exam.__data__["person"], []).append(exam.examined_on)
    return found


def _kinds(found: list[quality_reading.YearCase]) -> bool:
    """Whether the random years hold everything that can be the matter."""
    lacks = {one.told.lacks for one in found}
    wanted = {"", "times", "exam", "items", "other", "gaps"}
    return wanted <= lacks and {one.told.controlled for one in found} == {True, False}
