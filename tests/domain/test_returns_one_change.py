"""One record changed: exactly the cells that must change do, in the line of its township and in the sum."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hfp_desk.records import (
    Activity,
    Alert,
    Attendance,
    Cadre,
    Course,
    Doctor,
    Finding,
    HealthyPlace,
    Institution,
    Licence,
    Person,
    Place,
    Posting,
    PostingMonth,
    Screening,
)
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from tests.domain import duties_records, network_records
from tests.domain.listed import keep, place
from tests.domain.return_cells import cells, changed, counted, sample

__all__ = ["sample"]

_ONE = "合计"


@pytest.fixture
def filled(sample: Register) -> Register:
    """The sample with everything the returns are about."""
    network_records.enter(sample)
    duties_records.enter(sample)
    return sample


def check(register: Register, name: str, mark: str, change: Callable[[], str], columns: str) -> None:
    """The columns change in the sum and in the line that ``change`` names ("" for the sum alone), nothing else does."""
    before = counted(register, name, mark)
    line = change()
    after = counted(register, name, mark)
    assert changed(before, after) == cells({_ONE, line or _ONE}, columns.split())


def a_village_with(condition: str) -> Any:
    """A village of one clinic and one doctor in the sample that is no poor one, by what holds of its doctor."""
    rows = Institution._meta.database.execute_sql(
        f"""SELECT i.id, min(d.id) FROM institution i JOIN doctor d ON d.village_id=i.village_id
 JOIN licence l ON l.doctor_id=d.id WHERE i.kind='6' AND i.standard=1 AND i.insurance_contract IS NULL
 AND i.closed_on IS NULL AND d.state='' AND d.since='' AND {condition} AND NOT EXISTS (SELECT 1 FROM place_status s
 WHERE s.place_id=i.village_id AND s.status<>'9') AND NOT EXISTS (SELECT 1 FROM arrangement a
 WHERE a.village_id=i.village_id) GROUP BY i.id
 HAVING (SELECT count(*) FROM doctor o WHERE o.village_id=i.village_id)=1
 AND (SELECT count(*) FROM institution o WHERE o.village_id=i.village_id)=1 ORDER BY i.id DESC LIMIT 1"""
    )
    room, doctor = rows.fetchone()
    return Institution.get_by_id(room), Doctor.get_by_id(doctor)


_HELD = "l.kind='1' AND l.expires>'2021'"


def test_a_clinic_that_closes(filled: Register) -> None:
    room, _ = a_village_with(_HELD)

    def close() -> str:
        room.closed_on = date(2020, 3, 30)
        keep(filled, room)
        return str(room.village.parent.name)

    gone = "with_clinic with_standard with_standard_rate clinics standard gap no_clinic covered uncovered covered_rate"
    check(filled, "clinics", "2020-Q1", close, gone)


def test_a_licence_that_runs_out(filled: Register) -> None:
    _, doctor = a_village_with(_HELD)

    def run_out() -> str:
        licence = Licence.get(Licence.doctor == doctor)
        licence.expires = "2020-03"
        keep(filled, licence)
        return str(doctor.village.parent.name)

    check(filled, "clinics", "2020-Q1", run_out, "with_qualified with_qualified_rate licensed run_out")


def test_a_doctor_who_leaves(filled: Register) -> None:
    _, doctor = a_village_with(_HELD)

    def leave() -> str:
        doctor.ends = date(2020, 3, 30)
        keep(filled, doctor)
        return str(doctor.village.parent.name)

    gone = "with_doctor with_qualified with_qualified_rate doctors licensed gap no_doctor covered uncovered"
    check(filled, "clinics", "2020-Q1", leave, f"{gone} covered_rate in_post reached_rate")


def test_more_work_in_a_month_counts_in_its_quarter_and_its_year(filled: Register) -> None:
    report: Any = PostingMonth.get(PostingMonth.month == "2020-03")
    pair = report.posting.partnership

    def work() -> str:
        report.outpatients += 5
        keep(filled, report)
        return f"{pair.supporter} → {pair.receiver}"

    check(filled, "assistance", "2020-Q1", work, "outpatients outpatients_year")
    check(filled, "assistance", "2020-Q2", work, "outpatients_year")


def test_a_grade_that_is_filled_in(filled: Register) -> None:
    graded = Posting.title_grade == ""
    one = Posting.select().where(graded & (Posting.starts < "2019-06-01") & (Posting.ends > "2020-01-01")).get()

    def fill_in() -> str:
        one.title_grade = "2"
        keep(filled, one)
        return f"{one.partnership.supporter} → {one.partnership.receiver}"

    check(filled, "assistance", "2020-Q1", fill_in, "senior counted no_grade counted_rate")


def test_a_cadre_who_is_trained(filled: Register) -> None:
    cadre, course = Cadre.get(Cadre.name == "甘三"), Course.get(Course.name == "培训 1")

    def train() -> str:
        keep(filled, Attendance.new(course=course, cadre=cadre, name=cadre.name))
        return ""

    seen = "attended attended_cadres attended_year cadres_trained cadres_missing cadres_rate"
    check(filled, "training", "2020-Q1", train, seen)


def test_a_warning_that_is_confirmed(filled: Register) -> None:
    warned = [_home(one) for one in Alert.select().where(Alert.state.in_(("2", "4")))]
    alert: Any = next(one for one in Alert.select().where(Alert.state == "1") if _home(one) not in warned)
    members = list(Person.select().where((Person.household == _home(alert)) & Person.died_on.is_null()))

    def confirm() -> str:
        alert.state, alert.decided_on = "2", date(2020, 4, 25)
        keep(filled, alert)
        return str(alert.person.village.parent.name)

    before = counted(filled, "monitoring", "2020-04")
    town = confirm()
    after = counted(filled, "monitoring", "2020-04")
    found = {column for _, column in changed(before, after)}
    assert {"households", "members"} <= found <= {"households", "members", "patients", "listed", "old", "disabled"}
    assert changed(before, after) == cells({_ONE, town}, found)
    counts = [int(table.cell(TOTAL, "members").value or 0) for table in (before, after)]
    assert counts[1] - counts[0] == len(members) > 0


def _home(alert: Any) -> Any:
    return alert.person.household_id


def test_a_problem_that_is_closed(filled: Register) -> None:
    finding = Finding.select().where((Finding.state == "2") & (Finding.deadline == date(2020, 4, 24))).get()

    def close() -> str:
        finding.state, finding.closed_on = "5", date(2020, 4, 25)
        keep(filled, finding)
        return str(finding.town.name)

    check(filled, "rectification", "2020-04", close, "closed open overdue closed_now closed_rate")


def test_a_problem_of_another_source(filled: Register) -> None:
    finding = Finding.select().where((Finding.source == "8") & (Finding.relapsed == True)).get()  # noqa: E712

    def move() -> str:
        finding.source = "7"
        keep(filled, finding)
        return str(finding.village.parent.name)

    check(filled, "rectification", "2020-04", move, "findings_letters findings_own")


def test_a_screening_that_finds_something(filled: Register) -> None:
    doubtful = (Screening.kind == "4") & (Screening.result == "4") & (Screening.confirmed == False)  # noqa: E712
    one = Screening.select().where(doubtful & Screening.screened_on.between("2019-11-01", "2019-12-31")).get()

    def find() -> str:
        one.result = "3"
        keep(filled, one)
        return str(one.person.village.parent.name)

    check(filled, "maternal", "2020-Q2", find, "prenatal_doubtful")


def test_an_activity_more(filled: Register) -> None:
    def hold() -> str:
        day = date(2020, 2, 20)
        keep(
            filled, Activity.new(held_on=day, kind="07", topic="控烟", town=place("临江镇"), attendees=60, handed_out=9)
        )
        return "临江镇"

    held = "activities activities_lectures activities_year people people_year handed handed_year"
    check(filled, "health_education", "2020-Q1", hold, held)


def test_a_place_that_is_named(filled: Register) -> None:
    one = HealthyPlace.select().where((HealthyPlace.named_on == "") & (HealthyPlace.kind == "5")).get()

    def name() -> str:
        one.named_on = "2020-02"
        keep(filled, one)
        return str(one.town.name)

    check(filled, "health_education", "2020-Q1", name, "healthy healthy_office healthy_year underway")


def test_what_is_voided_is_not_counted(filled: Register) -> None:
    one = Activity.select().where((Activity.kind == "01") & Activity.held_on.between("2020-01-01", "2020-03-31")).get()
    village = one.village or one.town
    town = village if village.level == "4" else village.parent
    assert isinstance(town, Place)

    def void() -> str:
        keeping.void(filled, one, "重复登记")
        return str(town.name)

    before = counted(filled, "health_education", "2020-Q1")
    void()
    found = changed(before, counted(filled, "health_education", "2020-Q1"))
    assert {line for line, _ in found} == {_ONE, town.name}
    assert {"activities", "activities_played", "activities_year", "people"} <= {column for _, column in found}
