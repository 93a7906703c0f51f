"""Training judged: days of a year, times, 脱产进修 and the cadres' rotation, with the ends of every period."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hfp_desk import policy
from hfp_desk.rules import training as t
from hfp_desk.rules.training import Basis, Leave, Part, Wanted

NN = t.wanted(policy.load("nanning-2017").on(date(2019, 6, 1)))
NOTHING = Wanted(None, None, None, None, None)
LATE = date(2020, 6, 30)
MARCH = Part(1, 1, "规范培训", "2", date(2019, 3, 11), date(2019, 3, 15), course_days=Decimal(5))


def of(year: int, *parts: Part, asked: Wanted = NN, day: date = LATE) -> t.Year:
    return t.year_of(parts, year, asked, day)


def test_two_weeks_are_ten_working_days_unless_the_office_says_seven_a_week() -> None:
    assert Wanted(*map(Decimal, (2, 10, 1, 3, 5))) == NN
    edition = policy.load("nanning-2017").on(date(2019, 6, 1)).with_target("training_week_days", Decimal(7))
    assert t.wanted(edition).days == 14


def test_what_the_edition_does_not_give_is_not_judged() -> None:
    edition = policy.load("nanning-2017").on(date(2019, 6, 1))
    asked = t.wanted(edition.with_target("doctor_trainings").with_target("doctor_training_weeks"))
    assert (asked.times, asked.days) == (None, None)
    year = of(2019, MARCH, asked=asked)
    assert (year.times, year.days) == (1, Decimal(5))
    assert (year.short_times, year.short_days, year.reached) == (None, None, None)


@pytest.mark.parametrize(
    ("part", "days", "basis"),
    [
        (MARCH, "5", Basis.COURSE),
        (replace(MARCH, course_days=None), "5", Basis.COURSE),
        (replace(MARCH, written_days=Decimal("2.5")), "2.5", Basis.WRITTEN),
        (replace(MARCH, half_days=((date(2019, 3, 11), "1"), (date(2019, 3, 12), "2"))), "1", Basis.SIGNED),
        (replace(MARCH, half_days=()), "0", Basis.SIGNED),
        (replace(MARCH, half_days=(), written_days=Decimal(4)), "4", Basis.WRITTEN),
        (replace(MARCH, ends=None, course_days=None), "0", Basis.UNKNOWN),
    ],
)
def test_the_days_come_from_the_roster_then_the_signatures_then_the_course(part: Part, days: str, basis: Basis) -> None:
    (found,) = of(2019, part).attended
    assert (found.days, found.basis) == (Decimal(days), basis)


def test_a_course_to_come_counts_nothing_yet() -> None:
    year = of(2019, MARCH, day=date(2019, 3, 14))
    assert [one.basis for one in year.attended] == [Basis.PLANNED]
    assert (year.times, year.days, year.short_times) == (0, Decimal(0), Decimal(2))
    assert of(2019, MARCH, day=date(2019, 3, 15)).times == 1


def test_who_was_absent_throughout_was_not_trained() -> None:
    assert of(2019, replace(MARCH, half_days=())).times == 0
    assert of(2019, replace(MARCH, ends=None, course_days=None)).times == 1


def test_an_evening_makes_no_day_longer_than_one() -> None:
    day = date(2019, 3, 11)
    assert t.signed_days([(day, "1"), (day, "2"), (day, "3"), (date(2019, 3, 12), "3")]) == Decimal("1.5")


def test_only_the_days_inside_the_year_count_and_the_course_once() -> None:
    over = Part(2, 2, "跨年班", "2", date(2018, 12, 29), date(2019, 1, 3), written_days=Decimal(6))
    assert (of(2018, over).times, of(2018, over).days) == (1, Decimal(3))
    assert (of(2019, over).times, of(2019, over).days) == (0, Decimal(3))
    assert of(2020, over).attended == ()
    signed = replace(over, written_days=None, half_days=((date(2018, 12, 31), "1"), (date(2019, 1, 1), "1")))
    assert (of(2018, signed).days, of(2019, signed).days) == (Decimal("0.5"), Decimal("0.5"))


def test_shared_days_are_never_more_than_were_attended() -> None:
    over = Part(2, 2, "跨年班", "2", date(2018, 12, 28), date(2019, 1, 5), written_days=Decimal(7))
    both = of(2018, over).days + of(2019, over).days
    assert both <= 7
    assert both == of(2018, over).days + Decimal("3.5")


@pytest.mark.parametrize(
    ("kind", "times"), [("2", 1), ("3", 1), ("4", 1), ("5", 1), ("", 1), ("1", 0), ("6", 0), ("7", 0)]
)
def test_only_training_on_the_job_counts(kind: str, times: int) -> None:
    assert of(2019, replace(MARCH, kind=kind)).times == times


def test_who_failed_attended_all_the_same() -> None:
    year = of(2019, replace(MARCH, result="3"), replace(MARCH, course=2, result="2"))
    assert (year.times, year.days, year.failed, year.reached) == (2, Decimal(10), 1, True)


def test_what_is_short_is_told() -> None:
    year = of(2019, MARCH)
    assert (year.short_times, year.short_days, year.reached) == (Decimal(1), Decimal(5), False)


def leave(starts: str, ends: str) -> Part:
    return Part(9, 9, "进修", "6", date.fromisoformat(starts), date.fromisoformat(ends))


@pytest.mark.parametrize(
    ("starts", "ends", "full"),
    [
        ("2017-03-01", "2017-03-31", True),
        ("2017-03-01", "2017-03-30", False),
        ("2019-02-01", "2019-02-28", True),
        ("2019-01-31", "2019-02-27", True),
        ("2020-02-01", "2020-02-28", False),
        ("2019-12-16", "2020-01-15", True),
    ],
)
def test_a_month_away_is_a_calendar_month(starts: str, ends: str, full: bool) -> None:
    assert t.full_length(leave(starts, ends), Decimal(1)) is full


def test_without_an_end_the_days_tell_the_length() -> None:
    part = replace(leave("2017-03-01", "2017-03-01"), ends=None)
    assert not t.full_length(part, Decimal(1))
    assert t.full_length(replace(part, course_days=Decimal(30)), Decimal(1))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2020-03-30", Leave.NOT_YET),
        ("2020-03-31", Leave.DUE),
        ("2022-03-31", Leave.DUE),
        ("2022-04-01", Leave.OVERDUE),
    ],
)
def test_the_next_is_due_after_three_years_and_overdue_after_five(day: str, state: Leave) -> None:
    found = t.secondment([leave("2017-03-01", "2017-03-31")], date(2001, 1, 1), NN, date.fromisoformat(day))
    assert (found.last, found.due, found.latest) == (date(2017, 3, 31), date(2020, 3, 31), date(2022, 3, 31))
    assert found.state is state


def test_who_never_was_is_due_from_the_start_of_service_on() -> None:
    assert t.secondment([], date(2010, 1, 1), NN, LATE).state is Leave.OVERDUE
    assert t.secondment([], date(2019, 1, 1), NN, LATE).state is Leave.NOT_YET
    unknown = t.secondment([], None, NN, LATE)
    assert (unknown.state, unknown.due) == (Leave.DUE, None)


def test_a_short_one_is_told_and_does_not_count() -> None:
    parts = [leave("2014-03-01", "2014-04-15"), leave("2019-05-01", "2019-05-10")]
    found = t.secondment(parts, None, NN, LATE)
    assert (found.last, found.state, found.short) == (date(2014, 4, 15), Leave.OVERDUE, True)
    assert t.secondment(parts, None, NOTHING, LATE).state is Leave.UNJUDGED


def test_the_29th_of_february_becomes_the_28th() -> None:
    assert t.later(date(2016, 2, 29), Decimal(3)) == date(2019, 2, 28)


def test_a_cadre_is_trained_once_the_first_course_ended() -> None:
    first = replace(MARCH, kind="1")
    second = replace(first, course=2, attendance=2, starts=date(2019, 1, 7), ends=date(2019, 1, 8))
    assert t.trained_on([first, second], LATE) == second
    assert t.trained_on([first], date(2019, 3, 14)) is None
    assert t.trained_on([replace(first, half_days=())], LATE) is None
    assert t.trained_on([MARCH], LATE) is None
