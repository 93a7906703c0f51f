"""A return and the page that shows the same say the same: coverage, postings, training, warnings, problems."""

from collections.abc import Iterable
from datetime import date

import pytest

from hfp_desk.command.coverage import as_json
from hfp_desk.gate import Viewer
from hfp_desk.records import FINDING
from hfp_desk.returns import checking
from hfp_desk.returns.loading import catalogue
from hfp_desk.returns.periods import period
from hfp_desk.returns.table import NOWHERE, TOTAL
from hfp_desk.store import coverage, duties, figures, monitoring, postings, return_checks, rotation, trainings
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Members, reckoning
from tests.domain import duties_records, network_records
from tests.domain.listed import CLERK
from tests.domain.return_cells import counted, definition, sample

__all__ = ["sample"]

DAY = date(2020, 3, 31)
FIGURES = ("doctors", "trained", "times", "days", "leave.due", "leave.overdue", "leave.never")
_NOT_KNOWING = Viewer.of("李敏", "admin,entry")


@pytest.fixture
def filled(sample: Register) -> Register:
    """The sample with everything the returns are about."""
    network_records.enter(sample)
    duties_records.enter(sample)
    return sample


def members(register: Register, name: str, mark: str, column: str, viewer: Viewer) -> Members:
    given = definition(name)
    with reckoning(register, figures.in_force(), catalogue().indicators) as made:
        return made.members(given, period(given, mark), TOTAL, column, viewer)


def told(register: Register, name: str, mark: str, columns: Iterable[str], line: int = TOTAL) -> dict[str, int]:
    found = counted(register, name, mark)
    return {one: int(found.cell(line, one).value or 0) for one in columns}


def test_the_clinics_are_the_figures_of_the_coverage_command(filled: Register) -> None:
    same = {
        "villages": "villages",
        "poor": "villages@poor",
        "unreported": "unreported",
        "with_clinic": "clinic",
        "with_standard": "standard",
        "with_doctor": "doctor",
        "with_qualified": "qualified",
        "doctors": "doctors",
        "licensed": "licensed",
        "practitioners": "practitioners",
        "run_out": "run_out",
        "gap": "gap",
        "no_clinic": "gap.1",
        "no_doctor": "gap.2",
        "neither": "gap.3",
        "exempt": "exempt",
        "covered": "covered",
        "uncovered": "uncovered",
        "joint": "by.2",
        "posted": "by.5",
        "rounds": "by.6",
        "poor_gap": "gap@poor",
    }
    found = coverage.coverage(filled, CLERK, DAY)
    shown = as_json(found, coverage.rates(found.villages, figures.in_force().on(DAY)))
    command = {column: shown["figures"][figure]["count"] for column, figure in same.items()}
    assert told(filled, "clinics", "2020-Q1", same) == command
    rate = next(one for one in shown["rates"] if one["name"] == "coverage_clinics")
    own = counted(filled, "clinics", "2020-Q1").cell(TOTAL, "covered_rate")
    assert (float(own.value or 0), own.part, own.whole) == (rate["percent"], rate["count"], rate["whole"])


def test_each_township_s_villages_are_those_of_the_coverage(filled: Register) -> None:
    same = {"villages": "villages", "gap": "gap", "covered": "covered", "with_qualified": "qualified"}
    table, found = counted(filled, "clinics", "2020-Q1"), coverage.coverage(filled, CLERK, DAY)
    for line in table.lines[1:]:
        its = found.of_towns([int(line.key)])
        own = {column: table.cell(line.key, column).value for column in same}
        assert own == {column: its.figure(figure).count for column, figure in same.items()}


def test_the_help_is_the_figures_of_the_postings(filled: Register) -> None:
    lines = postings.lines(filled, CLERK, DAY, figures.in_force())
    page = {one.name: one.count for one in postings.figures(lines, DAY)}
    own = told(filled, "assistance", "2020-Q1", ("posted", "there", "reached", "counted"))
    assert list(own.values()) == [page[name] for name in ("all", "on_post", "reached", "counted")]
    assert own["counted"] > 0


def test_the_training_is_the_figures_of_doctors_and_cadres(filled: Register) -> None:
    policy = figures.in_force()
    doctors = trainings.figures(trainings.obligations(filled, CLERK, 2020, policy, DAY))
    page = {one.name: one.count for one in doctors}
    names = ("doctors", "doctors_trained", "times", "days", "leave_due", "leave_overdue", "leave_never")
    own = told(filled, "training", "2020-Q1", names)
    assert list(own.values()) == [page[name] for name in FIGURES]
    cadres = rotation.cadres(filled, CLERK, DAY, policy).figures
    own = told(filled, "training", "2020-Q1", ("cadres", "cadres_trained", "cadres_late", "cadres_missing"))
    assert list(own.values()) == [one.count for one in cadres] == [3, 2, 0, 1]


def test_the_warnings_are_the_table_of_the_monitoring_page(filled: Register) -> None:
    table = counted(filled, "monitoring", "2020-04")
    rows = monitoring.table(filled, CLERK, figures.in_force(), table.period.ends)
    names = [one.name for one in monitoring.HEADINGS]
    page = {row.town: [*(len(row.cells[name]) for name in names), row.poor_villages] for row in rows}
    own = {
        line.key: [int(table.cell(line.key, name).value or 0) for name in (*names, "poor_villages")]
        for line in table.lines
    }
    assert own.pop(NOWHERE, None) is None
    assert own == page
    assert all(page[TOTAL])


def test_the_headings_of_the_warnings_are_those_of_the_city_in_their_order() -> None:
    heads = ["".join(one.head) for one in definition("monitoring").columns]
    assert heads[:-1] == [
        *("空白点风险高预警村村数（个）", "空白点风险高预警村占贫困村比例（%）", "重点人群跟踪预警家庭数（户）"),
        *("家庭成员总人数（人）", "预警家庭患者数（人）", "其中患30种大病患者（人）", "其中60岁以上老年患者（人）"),
        *("其中残疾患者（人）", "返贫监测对象人数（人）"),
    ]


def test_who_is_ill_by_a_restricted_disease_alone_is_counted_and_not_listed(filled: Register) -> None:
    hidden = duties_records.restricted()
    for column, listed in (("patients", False), ("members", True)):
        all_of_them = members(filled, "monitoring", "2020-04", column, CLERK)
        seen = members(filled, "monitoring", "2020-04", column, _NOT_KNOWING)
        assert hidden.id in all_of_them.ids
        assert (hidden.id in seen.ids) is listed
        assert seen.count == all_of_them.count
        assert seen.hidden == (0 if listed else len(set(all_of_them.ids) - set(seen.ids)))


def test_the_problems_are_the_figures_of_the_duties_page(filled: Register) -> None:
    table = counted(filled, "rectification", "2020-05")
    page = {one.name: one.count for one in duties.figures(filled, FINDING, table.period.ends)}
    own = told(filled, "rectification", "2020-05", ("closed", "overdue", "within_10", "findings"))
    assert list(own.values()) == [page["closed"], page["overdue"], page["within_10"], sum(page.values())]
    assert table.line(NOWHERE) is not None


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        *((name, "2020-Q1") for name in ("clinics", "assistance", "training", "maternal", "health_education")),
        *((name, "2020-04") for name in ("monitoring", "rectification")),
    ],
)
def test_none_of_them_contradicts_itself_its_neighbours_or_its_last_period(
    filled: Register, name: str, mark: str
) -> None:
    found = return_checks.checked(filled, counted(filled, name, mark))
    assert [one.message for one in found if one.level == checking.ERROR] == []


def test_what_is_open_is_warned_of(filled: Register) -> None:
    told = {
        name: {one.mark for one in return_checks.checked(filled, counted(filled, name, mark)) if one.level == "warning"}
        for name, mark in (("clinics", "2020-Q1"), ("rectification", "2020-04"))
    }
    rules = {name: [check.rule for check in definition(name).checks] for name in told}
    for name, rule in (("clinics", "uncovered <= 0"), ("clinics", "run_out <= 0"), ("rectification", "overdue <= 0")):
        assert f"rule.{rules[name].index(rule)}.{TOTAL}" in told[name]
