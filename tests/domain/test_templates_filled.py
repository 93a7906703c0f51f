"""Templates that village doctors fill in: who is due goes out, visits, contracts and exams come back, nothing else."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hfp_desk import command
from hfp_desk.excel import templates
from hfp_desk.excel.importing import commit, prepare
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.template_kinds import TEMPLATES, Town
from hfp_desk.excel.template_words import hint, offered, told
from hfp_desk.gate import ENTRY, Viewer
from hfp_desk.records import Checkup, Contract, Doctor, FollowUp, Identity, ManagedCase, Person, Team
from hfp_desk.store.opening import Register
from tests.data import returned
from tests.data.senders import number
from tests.domain.clinics import committee
from tests.domain.conftest import PASSWORD
from tests.domain.listed import CLERK, keep, place
from tests.domain.test_templates import HEAD, codes, edited, heads, outcomes

FIRST = HEAD + 1


@pytest.fixture
def managed(register: Register) -> Register:
    """Three people of 临江镇 in two villages and one of 永泰镇, all poor, all managed for hypertension."""
    for serial, (town, at) in enumerate((("临江镇", 0), ("临江镇", 0), ("临江镇", 1), ("永泰镇", 0)), 1):
        village = committee(at, town)
        one = Person.new(
            name=f"患者{'甲乙丙丁'[serial - 1]}", id_number=number(serial), town=village.parent, village=village
        )
        keep(register, one)
        keep(register, Identity.new(person=one, kind="01", starts="2016-01"))
        keep(register, ManagedCase.new(person=one, programme="1", starts=date(2020, 1, 5)))
    return register


def sent(register: Register, folder: Path, kind: str) -> Path:
    [path] = templates.write(register, templates.template_named(kind), folder, CLERK, (place("临江镇").id,))
    return path


def names(path: Path) -> list[str]:
    sheet: Any = openpyxl.load_workbook(path).worksheets[0]
    column = heads(sheet).index("姓名")
    return [row[column] for row in sheet.iter_rows(min_row=FIRST, values_only=True) if row[column]]


@pytest.mark.parametrize("kind", ["follow-ups", "signing", "checkups"])
def test_the_people_of_the_township_go_out_with_their_columns_locked(
    managed: Register, tmp_path: Path, kind: str
) -> None:
    path = sent(managed, tmp_path, kind)
    assert sorted(names(path)) == ["患者丙", "患者乙", "患者甲"]
    sheet: Any = openpyxl.load_workbook(path).worksheets[0]
    columns = {heading: at + 1 for at, heading in enumerate(heads(sheet))}
    locked = {heading for heading, at in columns.items() if sheet.cell(FIRST, at).protection.locked}
    own = {"登记编号", "下发标记", "乡镇", "行政村", "姓名", "证件号码"}
    assert locked == own | ({"管理病种"} if kind == "follow-ups" else set())
    assert not any(cell.value for cell in sheet[FIRST][max(columns[name] for name in locked) :])
    plan = prepare(managed, path)
    assert {row.outcome for row in plan.rows} == {Outcome.SAME}
    assert not plan.problems
    assert not plan.writes


def test_visits_come_back_as_new_records_of_their_case(managed: Register, tmp_path: Path) -> None:
    wanted = {
        (FIRST, "随访日期"): "2020-03-02",
        (FIRST, "随访方式"): "家庭",
        (FIRST, "收缩压"): 150,
        (FIRST, "舒张压"): 92,
        (FIRST, "下次随访日期"): "2020-03-16",
        (FIRST + 1, "收缩压"): 130,
    }
    path = edited(sent(managed, tmp_path, "follow-ups"), "随访填报", wanted)
    plan = prepare(managed, path)
    assert outcomes(plan, "随访填报") == {FIRST: Outcome.CHANGE, FIRST + 1: Outcome.REJECT}
    assert codes(plan) == ["E-REQUIRED"]
    commit(managed, plan)
    [visit] = FollowUp.select()
    assert (visit.person, visit.programme, visit.case.person) == (visit.case.person, "1", visit.person)
    assert (visit.visited_on, visit.mode, visit.systolic, visit.diastolic) == (date(2020, 3, 2), "2", 150, 92)
    assert not prepare(managed, path).writes


def test_a_row_whose_name_was_sorted_away_from_its_number_is_held(managed: Register, tmp_path: Path) -> None:
    wanted = {(FIRST, "姓名"): "患者戊", (FIRST, "随访日期"): "2020-03-02"}
    plan = prepare(managed, edited(sent(managed, tmp_path, "follow-ups"), "随访填报", wanted))
    assert codes(plan) == ["E-OUR-OWNER"]
    assert not plan.writes


def test_another_disease_in_a_row_is_told_by_its_name(managed: Register, tmp_path: Path) -> None:
    wanted = {(FIRST, "管理病种"): "肺结核", (FIRST, "随访日期"): "2020-03-02"}
    plan = prepare(managed, edited(sent(managed, tmp_path, "follow-ups"), "随访填报", wanted))
    assert codes(plan) == ["E-OUR-OWNER"]
    assert "的高血压，现在写的是“肺结核”" in plan.problems[0].message


def test_somebody_seen_twice_stands_in_two_rows_copied(managed: Register, tmp_path: Path) -> None:
    path = sent(managed, tmp_path, "follow-ups")
    sheet: Any = openpyxl.load_workbook(path).worksheets[0]
    copied = {(FIRST + 3, heading): sheet.cell(FIRST, at + 1).value for at, heading in enumerate(heads(sheet))}
    days = {(FIRST, "随访日期"): "2020-03-02", (FIRST + 3, "随访日期"): "2020-03-16"}
    plan = prepare(managed, edited(path, "随访填报", {**copied, **days}))
    assert not plan.problems
    commit(managed, plan)
    assert [one.visited_on for one in FollowUp.select()] == [date(2020, 3, 2), date(2020, 3, 16)]
    again = {**copied, (FIRST, "随访日期"): "2020-03-20", (FIRST + 3, "随访日期"): "2020-03-20"}
    apart = {(FIRST, "收缩压"): 150, (FIRST + 3, "收缩压"): 130}
    assert codes(prepare(managed, edited(path, "随访填报", {**again, **apart}))) == ["E-ROW-TWICE"]


@pytest.mark.parametrize(
    ("kind", "sheet", "heading"), [("follow-ups", "随访填报", "随访方式"), ("signing", "签约填报", "未签约原因")]
)
def test_a_row_of_which_nothing_can_be_read_is_not_passed_over(
    managed: Register, tmp_path: Path, kind: str, sheet: str, heading: str
) -> None:
    plan = prepare(managed, edited(sent(managed, tmp_path, kind), sheet, {(FIRST, heading): "说不清"}))
    assert outcomes(plan, sheet)[FIRST] is Outcome.REJECT
    assert codes(plan) == ["W-DICT", "E-FILLED-UNREAD"]
    assert not plan.writes


def test_both_figures_of_a_pressure_in_the_first_of_two_columns(managed: Register, tmp_path: Path) -> None:
    wanted = {(FIRST, "随访日期"): "2020-03-02", (FIRST, "收缩压"): "150/95 mmHg"}
    more = {(FIRST + 1, "随访日期"): "2020-03-02", (FIRST + 1, "收缩压"): "40/900"}
    plan = prepare(managed, edited(sent(managed, tmp_path, "follow-ups"), "随访填报", {**wanted, **more}))
    assert codes(plan) == ["W-NUMBER"]
    commit(managed, plan)
    assert {(one.systolic, one.diastolic) for one in FollowUp.select()} == {(150, 95), (None, None)}


def test_a_row_written_below_is_found_by_number_and_disease(managed: Register, tmp_path: Path) -> None:
    below = FIRST + 3
    other = {(below, "姓名"): "患者甲", (below, "证件号码"): number(1), (below, "管理病种"): "高血压"}
    more = {(below + 1, "姓名"): "没有的人", (below + 1, "证件号码"): number(9), (below + 1, "管理病种"): "高血压"}
    days = {(below, "随访日期"): "2020-03-02", (below + 1, "随访日期"): "2020-03-02"}
    plan = prepare(managed, edited(sent(managed, tmp_path, "follow-ups"), "随访填报", {**other, **more, **days}))
    assert codes(plan) == ["E-PERSON-UNKNOWN"]
    commit(managed, plan)
    assert [one.person.name for one in FollowUp.select()] == ["患者甲"]


def test_a_row_of_another_township_is_held(managed: Register, tmp_path: Path) -> None:
    [stranger] = ManagedCase.select().join(Person).where(Person.name == "患者丁")
    wanted = {(FIRST, "登记编号"): str(stranger.id), (FIRST, "姓名"): "患者丁", (FIRST, "随访日期"): "2020-03-02"}
    plan = prepare(managed, edited(sent(managed, tmp_path, "follow-ups"), "随访填报", wanted))
    assert codes(plan) == ["E-TEMPLATE-TOWN"]
    assert not plan.writes


def test_contracts_and_reasons_come_back(managed: Register, tmp_path: Path) -> None:
    keep(managed, Team.new(name="临江镇第1团队", town=place("临江镇")))
    wanted = {
        (FIRST, "签约日期"): "2020-02-03",
        (FIRST, "到期日期"): "2021-02-02",
        (FIRST, "签约医生"): "汪志根",
        (FIRST, "签约团队"): "临江镇第1团队",
        (FIRST + 1, "未签约原因"): "长期外出",
        (FIRST + 2, "备注"): "改天再签",
    }
    path = edited(sent(managed, tmp_path, "signing"), "签约填报", wanted)
    plan = prepare(managed, path)
    assert outcomes(plan, "签约填报")[FIRST + 2] is Outcome.REJECT
    commit(managed, plan)
    one, other = Contract.select().order_by(Contract.id)
    assert (one.state, one.starts, one.ends, one.doctor_name, one.team.name) == (
        *("1", date(2020, 2, 3), date(2021, 2, 2), "汪志根", "临江镇第1团队"),
    )
    assert (other.state, other.unsigned_reason) == ("5", "4")
    assert not prepare(managed, path).writes


def test_a_team_that_is_not_registered_holds_the_row_and_names_those_that_are(
    managed: Register, tmp_path: Path
) -> None:
    filled = {(FIRST, "签约日期"): "2020-02-03", (FIRST, "签约团队"): "临江镇第l团队"}
    path = edited(sent(managed, tmp_path, "signing"), "签约填报", filled)
    assert "还没有登记签约团队" in prepare(managed, path).problems[0].message
    keep(managed, Team.new(name="临江镇第1团队", town=place("临江镇")))
    keep(managed, Team.new(name="永泰镇第1团队", town=place("永泰镇")))
    plan = prepare(managed, path)
    assert outcomes(plan, "签约填报")[FIRST] is Outcome.REJECT
    assert codes(plan) == ["E-TEAM-UNKNOWN"]
    assert "已登记的有：临江镇第1团队，请改成其中一个" in plan.problems[0].message
    assert not plan.writes


def test_exams_come_back(managed: Register, tmp_path: Path) -> None:
    wanted = {(FIRST, "体检日期"): "2020-03-02", (FIRST, "收缩压"): 138, (FIRST, "体检结论"): "体检无异常"}
    path = edited(sent(managed, tmp_path, "checkups"), "体检填报", wanted)
    commit(managed, prepare(managed, path))
    [one] = Checkup.select()
    assert (one.examined_on, one.systolic, one.result) == (date(2020, 3, 2), 138, "1")
    assert not prepare(managed, path).writes


def test_every_village_with_people_gets_its_own(managed: Register, tmp_path: Path) -> None:
    chosen = templates.template_named("follow-ups")
    paths = templates.write(managed, chosen, tmp_path, CLERK, (place("临江镇").id,), by_village=True)
    assert {path.name.partition("_")[0]: sorted(names(path)) for path in paths} == {
        f"临江镇{committee(0).name}": ["患者乙", "患者甲"],
        f"临江镇{committee(1).name}": ["患者丙"],
    }
    assert {row.outcome for path in paths for row in prepare(managed, path).rows} == {Outcome.SAME}


def test_restricted_cases_go_out_only_with_who_may_know_of_them(managed: Register, tmp_path: Path) -> None:
    one = Person.get(Person.name == "患者甲")
    keep(managed, ManagedCase.new(person=one, programme="3", starts=date(2020, 1, 5), restricted=True))
    other = Viewer("王芳", frozenset({ENTRY}))
    for viewer, count in ((CLERK, 4), (other, 3)):
        chosen = templates.template_named("follow-ups")
        [path] = templates.write(managed, chosen, tmp_path, viewer, (place("临江镇").id,))
        assert len(names(path)) == count


def test_the_command_line_writes_one_for_each_village(
    managed: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    path = managed.path
    managed.close()
    words = ["template", str(path), "checkups", str(tmp_path / "村"), "--town", "临江镇", "--by-village"]
    assert command.run(words) == command.DONE
    assert "已写出 2 份健康体检填报表" in capsys.readouterr().out


def test_every_column_says_how_it_is_filled_in() -> None:
    town = Town(1, "临江镇", "360982100000", ("双洲村委会",))
    columns = [column for template in TEMPLATES for part in template.parts for column in part.columns]
    assert all(hint(column).endswith("。") for column in columns)
    offers = {column.title: offered(column, town) for column in columns}
    assert offers["乡镇"] == ("临江镇",)
    assert offers["行政村"] == ("双洲村委会",)
    assert offers["是否标准化"] == ("是", "否")
    assert any(told(column) for column in columns)


def test_an_ordinary_list_of_ours_is_not_locked(managed: Register, tmp_path: Path) -> None:
    keep(managed, Doctor.new(name="周甲", town=place("临江镇")))
    path = returned.exported(managed, "doctors", tmp_path / "医务人员.xlsx")
    plan = prepare(managed, returned.edited(path, {(2, "姓名"): "周甲改"}))
    assert "W-LOCKED" not in codes(plan)
    assert plan.writes
