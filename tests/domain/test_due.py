"""应随访: whose visit is due on a day and why, each state by an example; gaps stand once."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from hfp_desk.excel import due_files
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Doctor, FollowUp, ManagedCase, Team
from hfp_desk.rules import due_states
from hfp_desk.rules.due_states import Standing
from hfp_desk.store import due_gaps, due_words, keeping, visit_alerts
from hfp_desk.store.due import Due, due
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, HELPER, VISITOR, keep, person, village_of
from tests.domain.managed import ON, ZS, case, exam, visit
from tests.domain.staff import events


def told(register: Register, viewer: Viewer = CLERK, on: date = ON, **wanted: Any) -> Due:
    return due(register, viewer, ZS, on, **wanted)


def line(register: Register, on: date = ON) -> dict[str, str]:
    """The only line by column."""
    (one,) = told(register, on=on).lines
    return dict(zip([heading.key for heading in due_words.COLUMNS], due_words.cells(one), strict=True))


def names(found: Due, state: str) -> list[str]:
    return [one.name for one in found.of(state)]


@pytest.mark.parametrize(
    ("last", "values", "due_on", "states"),
    [
        (date(2020, 3, 15), {}, "2020-06-15", ["today", "week"]),
        (date(2020, 3, 21), {}, "2020-06-21", ["week"]),
        (date(2020, 3, 14), {}, "2020-06-14", ["overdue"]),
        (date(2020, 3, 22), {}, None, []),
        (date(2020, 6, 1), {"systolic": 140}, "2020-06-15", ["today", "week", "recheck"]),
        (date(2020, 6, 10), {"systolic": 150}, "2020-06-24", ["recheck"]),
        (date(2020, 6, 10), {"adverse": "2"}, "2020-06-24", ["recheck"]),
        (date(2020, 6, 10), {"systolic": 185, "referred": True}, "2020-06-24", ["recheck", "referral"]),
        (date(2020, 6, 1), {"next_on": date(2020, 6, 12)}, "2020-06-12", ["overdue"]),
    ],
)
def test_a_hypertensive_s_next_visit(
    register: Register, last: date, values: dict[str, Any], due_on: str | None, states: list[str]
) -> None:
    visit(register, case(register, of={"birth": date(1970, 1, 1)}), last, **values)
    found = told(register)
    assert [one.name for one in found.figures if one.count] == states
    assert (line(register)["due_on"] if due_on else len(found.lines)) == (due_on or 0)


@pytest.mark.parametrize(("birth", "states"), [(date(1955, 6, 1), []), (date(1955, 6, 2), ["recheck"])])
def test_from_65_on_a_pressure_under_150_is_satisfied(register: Register, birth: date, states: list[str]) -> None:
    visit(register, case(register, of={"birth": birth}), date(2020, 6, 1), systolic=145)
    assert [one.name for one in told(register, on=date(2020, 6, 2)).figures if one.count] == states


@pytest.mark.parametrize(
    ("programme", "values", "due_on"),
    [
        ("2", {"fasting_glucose": Decimal("6.9")}, date(2020, 9, 1)),
        ("2", {"fasting_glucose": Decimal("7.0")}, date(2020, 6, 15)),
        ("3", {"danger": "0", "insight": "1", "social": "1"}, date(2020, 9, 1)),
        ("3", {"danger": "1"}, date(2020, 6, 15)),
        ("4", {"supervisor": "1"}, date(2020, 7, 1)),
        ("4", {"supervisor": "2", "missed_doses": 2}, date(2020, 6, 15)),
        ("5", {}, date(2021, 6, 1)),
    ],
)
def test_every_programme_has_its_pace(register: Register, programme: str, values: dict[str, Any], due_on: date) -> None:
    visit(register, case(register, programme=programme), date(2020, 6, 1), **values)
    found = told(register, on=due_on)
    assert [one.due_on for one in found.of(due_states.TODAY)] == [due_on]


def test_tuberculosis_is_visited_within_72_hours_of_the_notice(register: Register) -> None:
    case(register, programme="4", starts=date(2020, 6, 13), notified_on=date(2020, 6, 13))
    found = told(register)
    assert names(found, due_states.NOTICE) == ["张三"]
    assert line(register)["due_on"] == "2020-06-16"
    assert "72 小时" in line(register)["reason"]


def test_by_telephone_nobody_was_seen(register: Register) -> None:
    one = case(register)
    visit(register, one, date(2020, 2, 1))
    visit(register, one, date(2020, 5, 20), mode="3", systolic=None, diastolic=None)
    assert line(register)["due_on"] == "2020-05-01"
    assert line(register)["late"] == "45"
    assert line(register)["left"] == "3", "one of four visits face to face"


def test_who_was_not_met_stays_due(register: Register) -> None:
    one = case(register)
    visit(register, one, date(2020, 2, 1))
    visit(register, one, date(2020, 6, 10), state="2", systolic=None, diastolic=None)
    assert line(register)["due_on"] == "2020-05-01"


def test_what_is_over_is_due_no_more(register: Register) -> None:
    case(register, "终止", ends=date(2020, 6, 15))
    case(register, "死亡", of={"died_on": date(2020, 6, 1)})
    visit(register, case(register, "随访死亡"), date(2020, 6, 1), state="3", systolic=None, diastolic=None)
    visit(register, case(register, "结案", "4"), date(2020, 1, 1), stage="3")
    case(register, "以后", starts=date(2020, 7, 1))
    keeping.void(register, case(register, "作废"), "重复")
    found = told(register)
    assert (found.open, len(found.lines)) == (0, 0)
    assert told(register, on=date(2020, 5, 31)).open == 3, "on the day before they were not over: 终止, 死亡, 随访死亡"


def test_the_day_can_be_one_of_the_past(register: Register) -> None:
    one = case(register)
    visit(register, one, date(2020, 1, 10))
    visit(register, one, date(2020, 5, 1))
    assert line(register, on=date(2020, 4, 12))["late"] == "2"


def test_lists_by_place_programme_team_and_doctor(register: Register) -> None:
    team = keep(register, Team.new(name="一团队"))
    doctor = keep(register, Doctor.new(name="刘英"))
    case(register, "甲", team=team, doctor=doctor, doctor_name="")
    case(register, "乙", programme="2", doctor_name="刘英", of={"town": "观上镇"})
    case(register, "丙", doctor_name="陈生")
    town, village = village_of("观上镇").parent.id, village_of("临江镇").id

    def of(**wanted: Any) -> set[str]:
        return {one.name for one in told(register, **wanted).lines}

    assert of() == {"甲", "乙", "丙"}
    assert of(town=town) == {"乙"}
    assert of(village=village) == {"甲", "丙"}
    assert of(programme="1") == {"甲", "丙"}
    assert of(wanted=Wanted(teams=(team.id,))) == {"甲"}
    assert of(wanted=Wanted(doctors=("刘英",))) == {"甲", "乙"}


def test_lines_stand_in_the_order_asked_for(register: Register) -> None:
    for name, day in (("丙", date(2020, 1, 1)), ("甲", date(2020, 3, 1)), ("乙", date(2020, 2, 1))):
        visit(register, case(register, name), day)
    found = told(register)
    assert [one.name for one in found.lines] == ["丙", "乙", "甲"], "the most overdue first"
    assert [one.name for one in found.sorted(found.lines, "late", False)] == ["甲", "乙", "丙"]
    assert [one.name for one in found.sorted(found.lines, "due_on", True)] == ["甲", "乙", "丙"]
    by_name = [one.name for one in found.sorted(found.lines, "name", False)]
    assert by_name == sorted(["甲", "乙", "丙"])


def test_restricted_people_and_names_are_for_those_who_may_know(register: Register) -> None:
    visit(register, case(register, "王秘", "3", restricted=True), date(2020, 1, 1))
    visit(register, case(register, "张三"), date(2020, 1, 1))
    assert {one.name for one in told(register).lines} == {"王秘", "张三"}
    assert {one.name for one in told(register, HELPER).lines} == {"张三"}
    assert {one.name for one in told(register, VISITOR).lines} == {"张○"}
    (nobody,) = told(register, Viewer.of("无", "")).lines
    assert (nobody.programme, nobody.due_on, nobody.figure) == ("保密", None, "保密")
    ordered = told(register, VISITOR)
    assert ordered.sorted(ordered.lines, "name", False) is ordered.lines, "masked names tell no order"


def test_a_case_that_a_visit_closed_lacks_nothing(register: Register) -> None:
    one = case(register)
    assert len({figure.name: figure.ids for figure in due_gaps.of_year(register, CLERK, ZS, ON)}[due_states.SHORT]) == 1
    visit(register, one, date(ON.year, 1, 5), state="3")
    assert not any(figure.count for figure in due_gaps.of_year(register, CLERK, ZS, ON))


def test_the_year_lacks_exams_and_visits(register: Register) -> None:
    one = case(register, "甲")
    exam(register, one.person, date(2020, 3, 1))
    case(register, "乙", "2", who=one.person)
    late = case(register, "丙", starts=date(2020, 6, 1))
    for month in (1, 3, 5):
        visit(register, one, date(2020, month, 1))
    found = {figure.name: figure.ids for figure in due_gaps.of_year(register, CLERK, ZS, ON)}
    assert found[due_states.UNEXAMINED] == (late.id,)
    assert one.id in found[due_states.SHORT]
    visit(register, one, date(2020, 6, 10))
    assert (
        one.id
        not in {figure.name: figure.ids for figure in due_gaps.of_year(register, CLERK, ZS, ON)}[due_states.SHORT]
    )


def test_missing_data_stands_once(register: Register) -> None:
    first = case(register, "甲", starts=None, doctor_name="")
    case(register, "乙", doctor_name="", of={"died_on": date(2020, 1, 1)})
    keep(register, FollowUp.new(person=first.person, programme="1", visited_on=ON))
    found = {gap.name: gap.count for gap in due_gaps.gaps(register, CLERK)}
    assert found == {"no_start": 1, "no_doctor": 2, "no_team": 2, "dead": 1, "no_case": 1}
    assert len(told(register).lines) == 0


def test_the_work_bench_warns(register: Register) -> None:
    visit(register, case(register), date(2020, 1, 1))
    found = {one.name: one.ids for one in visit_alerts.alerts(register, CLERK, ON)}
    assert found["visit_overdue"] == (ManagedCase.get().id,)
    assert found["visit_notice"] == ()


def test_the_list_leaves_as_it_is_seen_and_is_logged(register: Register, tmp_path: Path) -> None:
    visit(register, case(register), date(2020, 1, 1))
    target = tmp_path / "应随访.xlsx"
    assert due_files.write(register, HELPER, told(register).lines, target, "下发村医") == 1
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["乡镇", "行政村", "姓名"]
    assert rows[1][2] == "张三"
    (event,) = events(Action.EXPORT)
    assert event.reason == "下发村医"
    with pytest.raises(Refusal):
        due_files.write(register, Viewer.of("无", ""), told(register).lines, target, "下发村医")


def test_words_of_a_state() -> None:
    assert due_states.said(Standing(ON, None), ON) == "今日"
    assert due_states.said(Standing(None, None), ON) == "未规定"
    assert due_states.said(Standing(date(2020, 6, 18), None), ON) == "3 天后"
    assert due_states.week_of(date(2020, 6, 21)) == date(2020, 6, 21)


def test_people_of_two_pages_are_named_page_by_page(register: Register) -> None:
    for number in range(130):
        case(register, f"人{number:03d}", who=person(register, f"人{number:03d}"))
    lines = told(register).lines
    assert len(lines) == 130
    assert [lines[0].name, lines[129].name, lines[-1].name] == ["人000", "人129", "人129"]
    assert lines.row_of(lines.cases[129]) == 129
