"""Continuous months of a posting: both ends worked, calendar months, breaks by the policy's rule (NC §十八)."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk.rules import postings
from hfp_desk.rules.postings import Length, Verdict

DAY = timedelta(days=1)
LATER = date(2030, 1, 1)
DAYS = st.dates(date(2015, 1, 1), date(2025, 12, 31))


def by_walking(first: date, last: date) -> Length:
    """The same, day by day: a month is full on the eve of the day of arrival, or on the last of a shorter month."""
    months = rest = 0
    for number in range((last - first).days + 1):
        day = first + number * DAY
        closing = monthrange(day.year, day.month)[1]
        rest += 1
        eve = closing if first.day == 1 else min(first.day - 1, closing)
        if day.day == eve:
            months, rest = months + 1, 0
    return Length(months, rest)


@pytest.mark.parametrize(
    ("first", "last", "months", "days"),
    [
        (date(2019, 3, 1), date(2019, 8, 31), 6, 0),
        (date(2019, 3, 1), date(2019, 8, 30), 5, 30),
        (date(2019, 3, 2), date(2019, 9, 1), 6, 0),
        (date(2019, 3, 2), date(2019, 8, 31), 5, 30),
        (date(2018, 8, 31), date(2019, 2, 28), 6, 0),
        (date(2018, 8, 31), date(2019, 2, 27), 5, 28),
        (date(2019, 8, 31), date(2020, 2, 28), 5, 29),
        (date(2019, 8, 31), date(2020, 2, 29), 6, 0),
        (date(2019, 8, 29), date(2020, 2, 28), 6, 0),
        (date(2020, 2, 29), date(2020, 8, 28), 6, 0),
        (date(2020, 2, 29), date(2020, 8, 27), 5, 30),
        (date(2020, 2, 29), date(2021, 2, 28), 12, 0),
        (date(2019, 9, 1), date(2020, 2, 29), 6, 0),
        (date(2019, 9, 1), date(2020, 2, 28), 5, 28),
        (date(2019, 12, 31), date(2020, 6, 30), 6, 0),
        (date(2019, 12, 31), date(2020, 6, 29), 5, 30),
        (date(2019, 5, 31), date(2019, 6, 30), 1, 0),
        (date(2019, 5, 5), date(2019, 5, 5), 0, 1),
        (date(2019, 5, 5), date(2019, 5, 4), 0, 0),
    ],
)
def test_calendar_months_with_both_ends_worked(first: date, last: date, months: int, days: int) -> None:
    assert postings.length(first, last) == Length(months, days)


@given(DAYS, st.integers(0, 800))
def test_agrees_with_counting_day_by_day(first: date, more: int) -> None:
    assert postings.length(first, first + more * DAY) == by_walking(first, first + more * DAY)


@given(DAYS, st.integers(0, 800))
def test_a_day_more_is_never_less_and_a_later_start_never_more(first: date, more: int) -> None:
    last = first + more * DAY
    assert postings.length(first, last) < postings.length(first, last + DAY)
    assert postings.length(first + DAY, last).months <= postings.length(first, last).months


def test_a_short_break_does_not_interrupt_and_a_longer_one_starts_the_count_anew() -> None:
    first, last = date(2019, 3, 1), date(2019, 8, 31)
    fifteen, sixteen = (date(2019, 6, 1), date(2019, 6, 15)), (date(2019, 6, 1), date(2019, 6, 16))
    short = postings.service(first, last, [fifteen], 15, LATER)
    assert (short.longest, short.absent, short.days) == (Length(6), 15, 184)
    long = postings.service(first, last, [sixteen], 15, LATER)
    assert long.stretches == ((first, date(2019, 5, 31)), (date(2019, 6, 17), last))
    assert long.longest == Length(3)
    assert (long.reached(6), short.reached(6)) == (False, True)


def test_breaks_that_touch_are_one_break() -> None:
    leave = [(date(2019, 6, 1), date(2019, 6, 10)), (date(2019, 6, 11), date(2019, 6, 20))]
    assert postings.service(date(2019, 3, 1), date(2019, 8, 31), leave, 15, LATER).longest < Length(6)
    apart = [leave[0], (date(2019, 6, 12), date(2019, 6, 20))]
    assert postings.service(date(2019, 3, 1), date(2019, 8, 31), apart, 15, LATER).longest == Length(6)


def test_leave_at_the_end_counts_when_short_and_ends_the_count_when_long() -> None:
    first, last = date(2019, 3, 1), date(2019, 8, 31)
    assert postings.service(first, last, [(date(2019, 8, 25), last)], 15, LATER).longest == Length(6)
    cut = postings.service(first, last, [(date(2019, 8, 10), None)], 15, LATER)
    assert cut.stretches == ((first, date(2019, 8, 9)),)
    assert cut.reached(6) is False


def test_a_long_break_after_six_months_takes_nothing_away() -> None:
    served = postings.service(date(2019, 1, 1), date(2019, 12, 31), [(date(2019, 8, 1), date(2019, 9, 30))], 15, LATER)
    assert served.longest == Length(7)
    assert served.reached(6) is True


def test_an_open_posting_counts_only_when_reached_by_the_day() -> None:
    first = date(2019, 10, 1)
    assert postings.service(first, None, [], 15, date(2020, 3, 30)).reached(6) is False
    assert postings.service(first, None, [], 15, date(2020, 3, 31)).reached(6) is True
    assert postings.service(first, date(2020, 12, 31), [], 15, date(2020, 3, 30)).reached(6) is False
    assert postings.service(first, None, [], 15, date(2019, 9, 30)) == postings.Service()


def test_only_days_inside_the_year_count_for_the_year() -> None:
    first, last = date(2019, 10, 1), date(2020, 5, 31)
    assert postings.service(first, last, [], 15, LATER).longest == Length(8)
    year = postings.service(first, last, [], 15, date(2020, 12, 31), since=date(2020, 1, 1))
    assert (year.longest, year.days) == (Length(5), 152)


def test_a_break_over_new_year_keeps_its_whole_length() -> None:
    away = [(date(2019, 12, 20), date(2020, 1, 10))]
    year = postings.service(date(2019, 7, 1), date(2020, 7, 1), away, 15, LATER, since=date(2020, 1, 1))
    assert year.stretches[0][0] == date(2020, 1, 11)
    assert year.absent == 10


def test_what_no_document_gives_stays_unjudged() -> None:
    first, last = date(2019, 3, 1), date(2019, 8, 31)
    away = [(date(2019, 6, 1), date(2019, 6, 2))]
    assert postings.service(first, last, [], None, LATER).reached(None) is None
    assert postings.service(first, last, [], None, LATER).reached(6) is True
    assert postings.service(first, last, away, None, LATER).reached(6) is None
    assert postings.service(first, last, away, None, LATER).reached(7) is False


@given(DAYS, st.integers(0, 500), st.lists(st.tuples(st.integers(0, 500), st.integers(0, 40)), max_size=5))
def test_stretches_hold_no_long_break_and_lose_nothing_else(
    first: date, more: int, breaks: list[tuple[int, int]]
) -> None:
    last = first + more * DAY
    away = [(first + at * DAY, first + (at + long) * DAY) for at, long in breaks]
    served = postings.service(first, last, away, 15, LATER)
    worked = {first + n * DAY for n in range(more + 1)}
    absent = {start + n * DAY for start, end in away for n in range((end - start).days + 1)} & worked
    inside = {start + n * DAY for start, end in served.stretches for n in range((end - start).days + 1)}
    assert served.absent == len(absent)
    assert worked - absent <= inside <= worked
    runs = sorted(worked - inside)
    assert all(day in absent for day in runs)
    assert served.longest == max((by_walking(*one) for one in served.stretches), default=Length())


@pytest.mark.parametrize(
    ("kind", "grade", "reached", "expected"),
    [
        ("1", "3", True, Verdict.COUNTED),
        ("", "1", True, Verdict.COUNTED),
        ("1", "4", True, Verdict.GRADE),
        ("1", "9", True, Verdict.GRADE),
        ("1", "", True, Verdict.NO_GRADE),
        ("1", "1", False, Verdict.SHORT),
        ("1", "", False, Verdict.SHORT),
        ("1", "1", None, Verdict.UNJUDGED),
        ("2", "1", True, Verdict.KIND),
        ("3", "1", True, Verdict.KIND),
    ],
)
def test_what_counts(kind: str, grade: str, reached: bool | None, expected: Verdict) -> None:
    assert postings.verdict(kind, grade, reached) is expected


def test_a_post_is_manned_through_its_successors() -> None:
    one, next_day = (date(2019, 1, 1), date(2019, 6, 30)), (date(2019, 7, 1), date(2019, 12, 31))
    assert postings.uncovered(one[1], next_day[0]) == 0
    assert postings.uncovered(one[1], date(2019, 6, 25)) == -6
    assert postings.manned([next_day, one], 0) == ((one[0], next_day[1]),)
    late = (date(2019, 7, 11), date(2019, 12, 31))
    assert postings.uncovered(one[1], late[0]) == 10
    assert postings.manned([one, late], 9) == (one, late)
    assert postings.manned([one, late], 10) == ((one[0], late[1]),)
    inside = (date(2019, 3, 1), date(2019, 4, 1))
    assert postings.manned([one, inside, next_day], 0) == ((one[0], next_day[1]),)


@pytest.mark.parametrize(
    ("first", "last", "day", "expected"),
    [
        (date(2020, 1, 15), None, date(2020, 3, 30), ("2020-01", "2020-02")),
        (date(2020, 1, 15), None, date(2020, 3, 31), ("2020-01", "2020-02", "2020-03")),
        (date(2019, 11, 1), date(2020, 2, 5), date(2020, 2, 5), ("2019-11", "2019-12", "2020-01")),
        (date(2019, 11, 1), date(2020, 2, 5), date(2020, 2, 6), ("2019-11", "2019-12", "2020-01", "2020-02")),
        (date(2020, 3, 2), None, date(2020, 3, 30), ()),
        (date(2020, 5, 2), None, date(2020, 3, 30), ()),
        (None, None, date(2020, 3, 30), ()),
    ],
)
def test_a_month_is_due_when_it_is_over(
    first: date | None, last: date | None, day: date, expected: tuple[str, ...]
) -> None:
    assert postings.due_months(first, last, day) == expected


def test_nobody_is_there_more_days_than_he_is_posted_and_not_away() -> None:
    span = (date(2020, 2, 10), date(2020, 3, 20))
    assert postings.served_in("2020-02", span, []) == 20
    assert postings.served_in("2020-03", span, [(date(2020, 3, 1), date(2020, 3, 4))]) == 16
    assert postings.served_in("2020-02", (span[0], None), [(date(2020, 2, 20), None)]) == 10
    assert postings.served_in("2020-04", span, []) == 0


def test_lengths_in_words() -> None:
    assert [Length(6).words, Length(5, 28).words, Length(0, 3).words, Length().words] == [
        "6个月",
        "5个月28天",
        "3天",
        "0天",
    ]
