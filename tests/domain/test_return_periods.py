"""The period of a return: months cut off on the 25th, quarters, half years, years that begin in October."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk.problems import Refusal
from hfp_desk.returns import Definition, PeriodKind, RowKind, Span, periods


def definition(kind: PeriodKind, **more: Any) -> Definition:
    """A return of a period kind."""
    return Definition(name="x", title="试报表", rows=RowKind.ONE, columns=(), period=kind, **more)


CUT = definition(PeriodKind.MONTH, cutoff=25, due=28)
CALENDAR = definition(PeriodKind.MONTH, due=5)
MATERNAL = definition(PeriodKind.MONTH, first_month=10)
MATERNAL_YEAR = definition(PeriodKind.YEAR, first_month=10)
ALL = (
    *(CUT, CALENDAR, MATERNAL, MATERNAL_YEAR),
    *(definition(PeriodKind.QUARTER, cutoff=25), definition(PeriodKind.QUARTER), definition(PeriodKind.HALF)),
    *(definition(PeriodKind.QUARTER, first_month=10), definition(PeriodKind.YEAR)),
)


@pytest.mark.parametrize(
    ("of", "mark", "starts", "ends", "year", "label"),
    [
        (CUT, "2020-03", date(2020, 2, 26), date(2020, 3, 25), date(2019, 12, 26), "2020年3月"),
        (CUT, "2020-01", date(2019, 12, 26), date(2020, 1, 25), date(2019, 12, 26), "2020年1月"),
        (CALENDAR, "2020-02", date(2020, 2, 1), date(2020, 2, 29), date(2020, 1, 1), "2020年2月"),
        (MATERNAL, "2020-03", date(2020, 3, 1), date(2020, 3, 31), date(2019, 10, 1), "2020年3月"),
        (MATERNAL, "2019-10", date(2019, 10, 1), date(2019, 10, 31), date(2019, 10, 1), "2019年10月"),
        (MATERNAL_YEAR, "2020", date(2019, 10, 1), date(2020, 9, 30), date(2019, 10, 1), "2020年妇幼年度"),
        (ALL[4], "2020-Q1", date(2019, 12, 26), date(2020, 3, 25), date(2019, 12, 26), "2020年第一季度"),
        (ALL[6], "2020H2", date(2020, 7, 1), date(2020, 12, 31), date(2020, 1, 1), "2020年下半年"),
        (ALL[8], "2020", date(2020, 1, 1), date(2020, 12, 31), date(2020, 1, 1), "2020年度"),
    ],
)
def test_a_period_begins_and_ends_as_its_return_says(
    of: Definition, mark: str, starts: date, ends: date, year: date, label: str
) -> None:
    found = periods.period(of, mark)
    assert (found.starts, found.ends, found.year_starts, found.label) == (starts, ends, year, label)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(ALL))
def test_every_day_lies_in_one_period_and_periods_follow_each_other(day: date, of: Definition) -> None:
    found = periods.period_of(of, day)
    assert found.year_starts <= found.starts <= day <= found.ends
    assert periods.period(of, found.mark) == found
    assert periods.after(of, found).starts == found.ends + timedelta(days=1)
    assert periods.after(of, periods.before(of, found)) == found


@given(st.sampled_from(ALL), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_the_spans_of_a_period_end_with_it(of: Definition, day: date) -> None:
    found = periods.period_of(of, day)
    for span in Span:
        first, last = found.span(span)
        assert first <= last == found.ends
    assert found.span(Span.PERIOD)[0] == found.starts
    assert found.span(Span.YEAR)[0] == found.year_starts


@pytest.mark.parametrize("mark", ["2020-13", "2020-00", "二〇二〇年三月", "2020", "", "9999-01", "2020-3"])
def test_a_month_that_is_none_is_refused_with_how_to_write_it(mark: str) -> None:
    with pytest.raises(Refusal, match="2020-03"):
        periods.period(CUT, mark)


def test_a_period_in_the_future_is_refused_with_the_one_to_take() -> None:
    with pytest.raises(Refusal, match=r"还没有开始.*2020年3月"):
        periods.require_begun(CUT, periods.period(CUT, "2020-04"), date(2020, 3, 25))
    periods.require_begun(CUT, periods.period(CUT, "2020-04"), date(2020, 3, 26))


def test_a_return_is_due_in_its_month_or_the_next() -> None:
    assert periods.due_on(CUT, periods.period(CUT, "2020-02")) == date(2020, 2, 28)
    assert periods.due_on(CALENDAR, periods.period(CALENDAR, "2020-12")) == date(2021, 1, 5)
    assert periods.due_on(MATERNAL, periods.period(MATERNAL, "2020-03")) is None
