"""What the database tells of a last visit is what the rule says, over thousands of random histories."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from hfp_desk.policy import load
from hfp_desk.records import FollowUp, ManagedCase, Person
from hfp_desk.rules import follow_up
from hfp_desk.rules.follow_up import Limits
from hfp_desk.store import case_histories, due_reading
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.opening import Register
from tests.data.bare_policy import bare
from tests.domain.listed import CLERK
from tests.domain.managed import ZS, insert

CASES, ON = 500, date(2020, 9, 30)


def histories(register: Register, chance: Random) -> list[int]:
    """Cases of all programmes with up to six visits each, whatever can be written in them."""
    births = (None, "1950-02-28", "1955-10-01", "1955-09-30", "1970-05-05")
    people = insert(
        register, Person, ({"name": f"人{number}", "birth": chance.choice(births)} for number in range(CASES))
    )
    cases = insert(register, ManagedCase, (_case(chance, who) for who in people))
    programmes = dict(ManagedCase.select(ManagedCase.id, ManagedCase.programme).tuples())
    rows = [
        _visit(chance, who, one, programmes[one], day)
        for who, one in zip(people, cases, strict=True)
        for day in chance.sample(range(640), chance.randrange(7))
    ]
    insert(register, FollowUp, rows)
    return cases


def _case(chance: Random, who: int) -> dict[str, Any]:
    starts = (date(2018, 6, 1) + timedelta(days=chance.randrange(800))).isoformat()
    return {
        "person": who,
        "programme": chance.choice(("1", "1", "2", "2", "3", "3", "4", "5", "9", "14")),
        "starts": chance.choice((starts, starts, starts, None)),
        "notified_on": chance.choice((None, "2020-03-03")),
        "intensive_ends": chance.choice((None, "2020-08-31")),
    }


def _visit(chance: Random, who: int, case: int, programme: str, day: int) -> dict[str, Any]:
    visited = date(2019, 1, 15) + timedelta(days=day)
    later = visited + timedelta(days=chance.randrange(5, 150))
    return {
        "person": who,
        "case": case,
        "programme": programme,
        "visited_on": visited.isoformat(),
        "stage": chance.choice(("1",) * 9 + ("",)),
        "mode": chance.choice(("1", "2", "2", "3", "")),
        "state": chance.choice(("1",) * 8 + ("", "2", "4")) if chance.random() < 0.98 else "3",
        "next_on": chance.choice((None, later.isoformat())),
        "systolic": chance.choice((None, 120, 139, 140, 145, 149, 150, 179, 180)),
        "diastolic": chance.choice((None, 70, 89, 90, 110)),
        "fasting_glucose": chance.choice((None, 389, 390, 600, 699, 700, 1669, 1670)),
        "heart_rate": chance.choice((None, 80, 100, 101)),
        "urgent": chance.choice((None, 0, 0, 1)) if chance.random() < 0.2 else None,
        "adverse": chance.choice(("", "1", "1", "1", "2")),
        "control": chance.choice(("", "1", "2", "3", "4")) if chance.random() < 0.6 else "",
        "referred": chance.choice((None, 0, 1)),
        "referral_kind": chance.choice(("1", "2", "3", "4", "5")) if chance.random() < 0.1 else "",
        "danger": chance.choice(("", "0", "0", "1", "3")),
        "insight": chance.choice(("", "1", "1", "2", "3")),
        "social": chance.choice(("", "1", "2", "3")),
        "stability": chance.choice(("", "1", "2", "3")),
        "missed_doses": chance.choice((None, 0, 0, 2)),
        "complication": chance.choice(("", "1", "2")),
        "supervisor": chance.choice(("", "1", "2")),
    }


def _editions() -> dict[str, Limits]:
    whole = follow_up.limits(ZS.on(ON))
    named = ("elder_age", "recheck_days", "glucose", "danger", "months", "other_times", "urgent_systolic")
    without = {name: follow_up.limits(bare(ZS, f"visit_{name}").on(ON)) for name in named}
    return {"all": whole, "region": follow_up.limits(load("nanning-2017").on(ON)), **without}


@pytest.mark.parametrize("name", _editions())
def test_the_database_says_what_the_rule_says(register: Register, name: str) -> None:
    limits = _editions()[name]
    cases = histories(register, Random(name))
    found = due_reading.standings(register.db, CLERK, ON, limits, Wanted())
    told = {case: standing for standing, alike in found for case in alike}
    by_rule = dict(case_histories.histories(register.db, cases, ON, limits))
    for case, history in by_rule.items():
        begun = history.case.starts is None or history.case.starts <= ON
        over = any(one.state == "3" or (one.stage == "3" and follow_up.met(one)) for one in history.visits)
        assert (case in told) is (begun and not over), history
        if case in told:
            assert told[case] == due_reading.standing_of(history.case, history.visits, limits), history
    assert len(told) > CASES / 2
    assert {standing.due_on is None for standing in told.values()} >= {False}
