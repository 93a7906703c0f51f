"""What holds for any visit: more is never better, nothing crashes on what is not known, and the smaller rules."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk import policy
from hfp_desk.rules import visit_checks
from hfp_desk.rules.follow_up import (
    Case,
    Limits,
    Visit,
    controlled,
    controlled_at_last,
    doses_ratio,
    due,
    face_to_face,
    grade,
    intensive,
    lacking,
    limits,
    managed,
    needed,
    regular,
    to_report,
)
from tests.domain.visit_examples import ago, mental, pressure, sugar

LIMITS = limits(policy.load("zhangshu-2020").on(date(2020, 3, 1)))
CODES = st.sampled_from(["", "0", "1", "2", "3", "4", "5", "9"])
DAYS = st.none() | st.dates(date(2018, 1, 1), date(2021, 12, 31))
VISITS = st.builds(
    Visit,
    programme=st.sampled_from(["", "1", "2", "3", "4", "5", "6", "14"]),
    stage=CODES,
    visited_on=DAYS,
    mode=CODES,
    state=CODES,
    age=st.none() | st.integers(0, 110),
    systolic=st.none() | st.integers(0, 400),
    diastolic=st.none() | st.integers(0, 300),
    fasting_glucose=st.none() | st.decimals(0, 60, places=1),
    heart_rate=st.none() | st.integers(0, 400),
    urgent=st.none() | st.booleans(),
    adverse=CODES,
    control=CODES,
    referral_kind=CODES,
    danger=CODES,
    insight=CODES,
    social=CODES,
    stability=CODES,
    missed_doses=st.none() | st.integers(0, 9),
    supervisor=CODES,
    complication=CODES,
    next_on=DAYS,
    intensive=st.none() | st.booleans(),
)
CASES = st.builds(Case, st.sampled_from(["1", "2", "3", "4", "5", "7"]), DAYS, DAYS, DAYS, DAYS, DAYS)
GIVEN = st.sampled_from([LIMITS, Limits()])


@given(VISITS, st.lists(VISITS, max_size=5), GIVEN)
def test_anything_is_graded(visit: Visit, before: list[Visit], figures: Limits) -> None:
    found = grade(visit, before, figures)
    assert found.refer or not found.urgent
    assert found.next_on is None or visit.visited_on is None or found.next_on > visit.visited_on
    assert controlled(visit, figures) in (True, False, None)
    list(visit_checks.against(visit, found))


@given(CASES, st.lists(VISITS, max_size=6), GIVEN)
def test_anything_has_a_due_day_or_none(case: Case, history: list[Visit], figures: Limits) -> None:
    found = due(case, history, figures)
    assert found.reason.text
    if case.died_on or case.ends:
        assert found.on is None


@given(st.lists(VISITS, max_size=6), st.lists(st.dates(date(2020, 1, 1), date(2020, 12, 31)), max_size=2), GIVEN)
def test_any_year_is_judged(visits: list[Visit], checkups: list[date], figures: Limits) -> None:
    found = managed(visits, checkups, date(2020, 1, 1), date(2020, 12, 31), figures)
    assert found.standard is not bool(found.missing)
    assert controlled_at_last(visits, figures) in (True, False)


@given(st.integers(60, 250), st.integers(40, 150), st.integers(0, 50), st.integers(0, 50), st.integers(1, 100))
def test_a_higher_pressure_is_never_better(high: int, low: int, more: int, also: int, age: int) -> None:
    better, worse = pressure(high, low, age), pressure(high + more, low + also, age)
    assert not (controlled(worse, LIMITS) and not controlled(better, LIMITS))
    assert grade(better, (), LIMITS).urgent <= grade(worse, (), LIMITS).urgent


@given(st.integers(60, 250), st.integers(40, 150), st.integers(0, 64), st.integers(65, 110))
def test_the_elder_are_never_judged_harder(high: int, low: int, young: int, old: int) -> None:
    assert not (controlled(pressure(high, low, young), LIMITS) and not controlled(pressure(high, low, old), LIMITS))


@given(st.decimals(4, 30, places=1), st.decimals(0, 10, places=1))
def test_a_higher_sugar_is_never_better(value: Decimal, more: Decimal) -> None:
    assert not (controlled(sugar(f"{value + more}"), LIMITS) and not controlled(sugar(f"{value}"), LIMITS))


@given(st.integers(0, 4), st.sampled_from(["1", "2", "3"]), st.sampled_from(["1", "2", "3"]))
def test_more_danger_is_never_more_stable(danger: int, insight: str, social: str) -> None:
    calmer, wilder = mental(str(danger), insight, social), mental(str(danger + 1), insight, social)
    assert grade(wilder, (), LIMITS).stability <= grade(calmer, (), LIMITS).stability


@given(VISITS.filter(lambda one: one.visited_on is not None), st.lists(VISITS, max_size=4), st.randoms())
def test_the_order_of_the_history_does_not_matter(visit: Visit, before: list[Visit], chance: object) -> None:
    days = [date(2018, 1, 1) + timedelta(days=30 * place) for place in range(len(before))]
    told = [one._replace(visited_on=day) for one, day in zip(before, days, strict=True)]
    assert grade(visit, told, LIMITS) == grade(visit, told[::-1], LIMITS)


def test_only_clinic_and_home_are_face_to_face() -> None:
    assert [mode for mode in ("", "1", "2", "3") if face_to_face(mode)] == ["1", "2"]


@pytest.mark.parametrize(
    ("due_doses", "taken", "kept"), [(60, 54, True), (60, 53, False), (0, 0, None), (60, None, None)]
)
def test_doses_are_regular_from_ninety_per_cent(due_doses: int, taken: int | None, kept: bool | None) -> None:
    assert regular(due_doses, taken, LIMITS) is kept


def test_the_ratio_of_doses_is_told_to_a_tenth() -> None:
    assert doses_ratio(180, 161) == Decimal("89.4")
    assert doses_ratio(None, 3) is None


def test_two_failed_visits_within_72_hours_are_reported() -> None:
    case = Case("4", date(2020, 1, 6), notified_on=date(2020, 1, 6))
    lost = [Visit("4", visited_on=date(2020, 1, day), state="2") for day in (7, 9, 10)]
    told = to_report(case, lost[:2], LIMITS)
    assert told is not None
    assert "72 小时内 2 次" in told.text
    assert to_report(case, [lost[0], lost[2]], LIMITS) is None
    assert to_report(case, [*lost[:2], Visit("4", visited_on=date(2020, 1, 8), mode="2")], LIMITS) is None
    assert to_report(replace(case, programme="1"), lost, LIMITS) is None


def test_the_intensive_phase_is_two_months_unless_the_case_says_otherwise() -> None:
    case = Case("4", date(2020, 1, 6))
    assert [intensive(case, date(2020, 3, day), LIMITS) for day in (5, 6)] == [True, False]
    longer = replace(case, intensive_ends=date(2020, 4, 5))
    assert intensive(longer, date(2020, 3, 6), LIMITS) is True
    assert intensive(Case("4"), date(2020, 3, 6), LIMITS) is None


def test_who_begins_late_owes_fewer_visits() -> None:
    end = date(2020, 12, 31)
    days = ((1, 1), (1, 2), (2, 15), (2, 16), (4, 2), (10, 3), (12, 1))
    starts = [date(2020, *day) for day in days]
    assert [needed("1", start, end, LIMITS) for start in starts] == [4, 4, 4, 3, 3, 1, 0]
    ends = [date(2020, *day) for day in ((1, 31), (3, 31), (4, 1), (9, 30), (12, 31))]
    assert [needed("1", starts[0], end, LIMITS) for end in ends] == [0, 0, 1, 3, 4]
    assert needed("1", date(2019, 7, 1), date(2020, 3, 31), LIMITS) == 3
    assert needed("4", starts[0], end, LIMITS) is None


def test_tuberculosis_is_seen_as_often_as_its_supervision_says() -> None:
    days = [date(2020, 1, 10) + timedelta(days=17 * step) for step in range(3)]
    family = [Visit("4", visited_on=day, mode="2", supervisor="2", intensive=True) for day in days]
    assert managed(family, (), days[0], days[-1], LIMITS).standard
    late = [*family[:2], family[2]._replace(visited_on=days[2] + timedelta(days=1))]
    assert not managed(late, (), days[0], days[2] + timedelta(days=1), LIMITS).standard
    doctor = [one._replace(supervisor="1") for one in late]
    assert managed(doctor, (), days[0], days[2] + timedelta(days=1), LIMITS).standard


def test_what_a_form_lacks_is_named_in_its_words() -> None:
    assert lacking(pressure(140, None, control="2")) == ("舒张压", "服药依从性")
    assert lacking(Visit("5")) == ()


def codes(visit: Visit, *before: Visit) -> list[str]:
    return [problem.code for problem in visit_checks.against(visit, grade(visit, before, LIMITS))]


@pytest.mark.parametrize(
    ("visit", "found"),
    [
        (pressure(165, 95, control="1"), ["W-VISIT-CLASS"]),
        (pressure(130, 80, control="2"), ["W-VISIT-CLASS"]),
        (pressure(130, 80, control="1"), []),
        (pressure(165, 95, control="4", referred=True), []),
        (pressure(185, 95, control="2", referred=True), []),
        (pressure(185, 95, control="2"), ["W-VISIT-REFER"]),
        (sugar("3.9", control="1", referred=True), ["W-VISIT-CLASS"]),
        (sugar("3.9", control="2", referred=True), []),
        (pressure(None, None, control="1"), []),
        (pressure(150, 95, control="2", next_on=date(2020, 6, 1)), ["W-VISIT-LATE"]),
        (pressure(150, 95, control="2", next_on=date(2020, 3, 15)), []),
        (mental("1", stability="3"), ["W-VISIT-STABILITY"]),
        (mental("0", stability="1"), []),
        (mental("4", stability="1", referred=False), ["W-VISIT-REFER"]),
    ],
)
def test_what_the_doctor_wrote_is_compared(visit: Visit, found: list[str]) -> None:
    assert codes(visit) == found


def test_the_sentence_names_what_was_written_and_what_was_measured() -> None:
    visit = pressure(165, 95, control="1")
    (problem,) = visit_checks.against(visit, grade(visit, (), LIMITS))
    assert (problem.label, problem.found, problem.expected) == ("此次随访分类", "控制满意", "控制不满意")
    assert "165/95" in problem.message
    assert codes(pressure(150, 95, control="2"), ago(pressure(150, 95))) == ["W-VISIT-REFER"]
