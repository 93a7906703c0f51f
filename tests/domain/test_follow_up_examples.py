"""Every threshold of follow-up as a row of examples with its clause, and the same rows in the documentation."""

from datetime import date

import pytest

from hfp_desk import policy
from hfp_desk.rules.follow_up import controlled_at_last, due, grade, limits, managed
from tests.domain import visit_tables
from tests.domain.visit_course_examples import DUE, NEW_YEAR, YEAR_END, YEARS, DueExample, YearExample
from tests.domain.visit_examples import EXAMPLES, Example

LIMITS = limits(policy.load("national-2017").on(date(2020, 3, 1)))


@pytest.mark.parametrize("one", EXAMPLES, ids=[f"{one.visit.programme}-{one.name}" for one in EXAMPLES])
def test_a_visit_is_graded(one: Example) -> None:
    found = grade(one.visit, one.before, LIMITS)
    assert (found.control or found.stability) == one.found
    assert (found.refer, found.urgent) == (one.refer, one.urgent)
    assert found.next_on == one.next_on
    clauses = {reason.source for reason in found.reasons}
    assert not one.figure or (LIMITS.source(one.figure) and LIMITS.source(one.figure) in clauses)


@pytest.mark.parametrize("one", DUE, ids=[one.name for one in DUE])
def test_the_next_visit_is_due(one: DueExample) -> None:
    found = due(one.case, one.history, LIMITS)
    assert found.on == one.due_on
    assert found.reason.text


@pytest.mark.parametrize("one", YEARS, ids=[one.name for one in YEARS])
def test_a_year_is_judged(one: YearExample) -> None:
    found = managed(one.visits, one.checkups, one.start, YEAR_END, LIMITS, "1")
    assert (found.standard, found.missing) == (one.standard, one.missing)
    assert controlled_at_last(one.visits, LIMITS) is one.controlled


def test_years_are_whole() -> None:
    assert (YEAR_END - NEW_YEAR).days + 1 == 366


@pytest.mark.parametrize("region", policy.names())
def test_the_third_edition_holds_in_every_region(region: str) -> None:
    edition = policy.load(region).on(date(2020, 3, 1))
    assert [grade(one.visit, one.before, limits(edition)) for one in EXAMPLES] == [
        grade(one.visit, one.before, LIMITS) for one in EXAMPLES
    ]


def test_the_documentation_shows_these_rows() -> None:
    assert visit_tables.PAGE.read_text(encoding="utf-8") == visit_tables.page(LIMITS)
