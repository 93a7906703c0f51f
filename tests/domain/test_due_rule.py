"""What the database tells of a last visit is what the rule says, over thousands of random histories."""

from datetime import date
from random import Random

import pytest

from hfp_desk.policy import load
from hfp_desk.rules import follow_up
from hfp_desk.rules.follow_up import Limits
from hfp_desk.store import case_histories, due_reading
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.opening import Register
from tests.data.bare_policy import bare
from tests.domain.listed import CLERK
from tests.domain.managed import ZS, random_histories

ON = date(2020, 9, 30)


def _editions() -> dict[str, Limits]:
    whole = follow_up.limits(ZS.on(ON))
    named = ("elder_age", "recheck_days", "glucose", "danger", "months")
    without = {name: follow_up.limits(bare(ZS, f"visit_{name}").on(ON)) for name in named}
    return {"all": whole, "region": follow_up.limits(load("nanning-2017").on(ON)), **without}


@pytest.mark.parametrize("name", _editions())
def test_the_database_says_what_the_rule_says(register: Register, name: str) -> None:
    limits = _editions()[name]
    cases = random_histories(register, Random(name), 400)
    found = due_reading.standings(register.db, CLERK, ON, limits, Wanted())
    told = {case: standing for standing, alike in found for case in alike}
    by_rule = dict(case_histories.histories(register.db, cases, ON, limits))
    for case, history in by_rule.items():
        begun = history.case.starts is None or history.case.starts <= ON
        over = any(one.state == "3" or (one.stage == "3" and follow_up.met(one)) for one in history.visits)
        assert (case in told) is (begun and not over), history
        if case in told:
            assert told[case] == due_reading.standing_of(history.case, history.visits, limits), history
    assert len(told) > len(cases) / 2
    assert {standing.due_on is None for standing in told.values()} >= {False}
