"""What the work bench warns of: who is named, from which day to which, and that the list behind holds as many."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hfp_desk.records import Gap
from hfp_desk.store import alerts, figures, keeping, summary
from hfp_desk.store.figures import Figure
from hfp_desk.store.listing import Listing
from hfp_desk.store.opening import Register
from tests.domain.clinics import DAY, arrangement, committee, doctor, licence, status
from tests.domain.listed import CLERK, keep


def warned(register: Register, day: date = DAY) -> dict[str, tuple[int, ...]]:
    """The records behind each warning that counts something."""
    return {one.name: one.ids for one in alerts.alerts(register, CLERK, day) if one.ids}


def after(days: int) -> str:
    return (DAY + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("days", "name"),
    [(0, "licence_run_out"), (1, "licence_expiring"), (60, "licence_expiring"), (61, "")],
)
def test_a_certificate_is_warned_of_sixty_days_ahead_and_from_its_last_day(
    register: Register, days: int, name: str
) -> None:
    made = licence(register, doctor(register, committee()), after(days))
    assert warned(register) == ({name: (made.id,)} if name else {})


def test_the_office_says_how_many_days_ahead(register: Register) -> None:
    made = licence(register, doctor(register, committee()), after(90))
    assert warned(register) == {}
    region = figures.in_force()
    figures.fill(register, region.name, region.editions[0], "warning_days", Figure(value=Decimal(90)))
    assert warned(register) == {"licence_expiring": (made.id,)}
    assert "90 天内" in alerts.alerts(register, CLERK, DAY)[1].label


def test_a_certificate_that_another_outlasts_is_not_warned_of(register: Register) -> None:
    whose = doctor(register, committee())
    licence(register, whose, after(-100))
    assert len(warned(register)["licence_run_out"]) == 1
    licence(register, whose, after(900), kind="3")
    assert warned(register) == {}


def test_a_nurse_s_certificate_does_not_outlast_a_doctor_s(register: Register) -> None:
    whose = doctor(register, committee())
    made = licence(register, whose, after(5))
    licence(register, whose, after(900), kind="5")
    assert warned(register) == {"licence_expiring": (made.id,)}


def test_who_is_no_longer_at_work_is_not_warned_of(register: Register) -> None:
    licence(register, doctor(register, committee(), state="4"), after(-1))
    licence(register, doctor(register, committee(), ends=DAY - timedelta(days=1)), after(1))
    gone = doctor(register, committee())
    licence(register, gone, after(2))
    keeping.void(register, gone, "重复")
    assert warned(register) == {}


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True), (60, True), (61, False)])
def test_an_arrangement_is_warned_of_while_it_holds_and_ends_within_sixty_days(
    register: Register, days: int, told: bool
) -> None:
    made = arrangement(register, committee(), ends=DAY + timedelta(days=days))
    assert warned(register) == ({"arrangement_lapsing": (made.id,)} if told else {})


@pytest.mark.parametrize(("gap_days", "told"), [(1, False), (2, True)])
def test_an_arrangement_that_another_carries_on_is_not_warned_of(register: Register, gap_days: int, told: bool) -> None:
    ends = DAY + timedelta(days=10)
    arrangement(register, committee(), ends=ends)
    arrangement(register, committee(), "6", starts=ends + timedelta(days=gap_days))
    assert ("arrangement_lapsing" in warned(register)) is told


def test_gaps_are_warned_of_when_late_half_said_or_to_be_closed(register: Register) -> None:
    known = {"kind": "3", "remedy": "4", "responsible": "周某", "found_on": DAY}
    late = keep(register, Gap.new(village=committee(), **known, deadline=DAY - timedelta(days=1)))
    half = keep(register, Gap.new(village=committee(1), kind="3"))
    done = keep(register, Gap.new(village=committee(2), **known, deadline=DAY))
    keep(register, Gap.new(village=committee(3), kind="3", closed_on=DAY, evidence="照片"))
    arrangement(register, committee(2))
    assert warned(register) == {"gap_overdue": (late.id,), "gap_lacking": (half.id,), "gap_closable": (done.id,)}


def test_the_work_bench_shows_them_with_the_list_behind_each(register: Register) -> None:
    status(register, committee())
    for days in (-5, -1):
        licence(register, doctor(register, committee()), (date.today() + timedelta(days=days)).isoformat())
    licence(register, doctor(register, committee()), (date.today() + timedelta(days=30)).isoformat())
    keep(register, Gap.new(village=committee(), kind="1"))
    found = {one.name: one for one in summary.summary(register, CLERK).to_do}
    assert {"licence_run_out": 2, "licence_expiring": 1, "gap_lacking": 1}.items() <= {
        name: one.count for name, one in found.items()
    }.items()
    for name in ("licence_run_out", "licence_expiring", "gap_lacking"):
        view = found[name].view
        assert view is not None
        assert len(Listing(register, view, CLERK)) == found[name].count
