"""Lists of visits, cases, exams, screenings, services, answers, warnings and aids, as offices send them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel.importing import Plan, prepare
from hfp_desk.records import (
    Aid,
    Alert,
    Checkup,
    Contract,
    FollowUp,
    Household,
    ManagedCase,
    Person,
    Record,
    Screening,
    Service,
    Survey,
)
from hfp_desk.store import keeping, undoing
from hfp_desk.store.opening import Register
from tests.data.senders import bring, number, outcomes, workbook

WHO = ["姓名", "身份证号", "乡镇", "村"]
ONE = ["何建桂", number(1), "洲上乡", "小洲村"]
OTHER = ["万兵", number(2, woman=True), "洲上乡", "天符村"]


def sheet(folder: Path, title: str, heads: list[str], *rows: Sequence[object]) -> Path:
    """A list with a title; the first row stands in row 3."""
    return workbook(folder / "名单.xlsx", {"Sheet1": [[title], [*WHO, *heads], *rows]})


def kinds(plan: Plan) -> list[str]:
    return [sheet.kind.key for sheet in plan.sheets if sheet.kind]


def told(plan: Plan) -> set[str]:
    return {problem.code for problem in plan.problems} - {"W-PERSON-UNKNOWN"}


def again(register: Register, path: Path) -> bool:
    return bring(register, path).writes


def test_a_list_of_managed_patients_makes_cases(register: Register, tmp_path: Path) -> None:
    rows = [
        [*ONE, "高血压、2型糖尿病", "2018-05-01", "一级", "汪志根"],
        [*OTHER, "严重精神障碍", "2017.1.1", "", "马梅香"],
    ]
    path = sheet(tmp_path, "慢病患者管理台账", ["病种", "建卡日期", "管理级别", "责任医生"], *rows)
    plan = bring(register, path)
    assert (kinds(plan), told(plan)) == (["cases"], set())
    with register.session():
        found = {(one.person.name, one.programme, one.starts, one.restricted) for one in ManagedCase.select()}
        assert found == {
            ("何建桂", "1", date(2018, 5, 1), None),
            ("何建桂", "2", date(2018, 5, 1), None),
            ("万兵", "3", date(2017, 1, 1), True),
        }
    assert not again(register, path)


def test_a_case_without_its_beginning_is_asked_for(register: Register, tmp_path: Path) -> None:
    rows = [[*ONE, "高血压", "", "汪志根"], [*OTHER, "高血压", "2015-03-04", "汪志根"]]
    plan = bring(register, sheet(tmp_path, "慢病管理台账", ["病种", "确诊日期", "责任医生"], *rows))
    assert outcomes(plan) == {3: "reject", 4: "new"}
    with register.session():
        assert [one.starts for one in ManagedCase.select()] == [date(2015, 3, 4)]


def test_notices_of_tuberculosis_are_cases_from_their_day(register: Register, tmp_path: Path) -> None:
    heads = ["通知单日期", "患者类型", "痰菌情况", "耐药情况", "登记号"]
    path = sheet(tmp_path, "肺结核患者转诊追踪通知单", heads, [*ONE, "2019-07-01", "初治", "阳性", "非耐药", "TB-7"])
    plan = bring(register, path)
    assert (kinds(plan), told(plan)) == (["cases-tb"], set())
    with register.session():
        one = ManagedCase.get()
        assert (one.programme, one.starts, one.notified_on, one.patient_kind) == (
            *("4", date(2019, 7, 1), date(2019, 7, 1), "1"),
        )
        assert (one.smear, one.registered_number) == ("1", "TB-7")
    assert not again(register, path)


def test_exams(register: Register, tmp_path: Path) -> None:
    heads = ["体检日期", "体检机构", "身高(cm)", "体重(kg)", "血压", "空腹血糖", "体检结论", "异常情况"]
    rows = [[*ONE, "2019-05-06", "洲上乡卫生院", 165, 60, "138/85", 5.6, "有异常", "血脂偏高"]]
    rows += [[*OTHER, "2019-05-06", "洲上乡卫生院", "", "", "90/140", "", "正常", ""]]
    path = sheet(tmp_path, "2019年贫困人口健康体检名单", heads, *rows)
    plan = bring(register, path)
    assert (kinds(plan), told(plan)) == (["checkups"], {"W-PRESSURE"})
    with register.session():
        one, other = Checkup.select().order_by(Checkup.id)
        assert (one.examined_on, one.unit, one.systolic, one.diastolic, one.result, one.abnormal) == (
            *(date(2019, 5, 6), "洲上乡卫生院", 138, 85, "2", "血脂偏高"),
        )
        assert (other.systolic, other.diastolic, other.result) == (None, None, "1")
    assert not again(register, path)


SCREENINGS = {
    "樟树市2019年新生儿疾病筛查名单": ("5", None),
    "孕前优生健康检查名单": ("3", None),
    "产前筛查登记": ("4", None),
    "艾滋病检测名单": ("7", True),
}


@pytest.mark.parametrize("title", SCREENINGS)
def test_which_screening_it_is_says_the_title(register: Register, tmp_path: Path, title: str) -> None:
    path = sheet(
        tmp_path, title, ["筛查日期", "筛查单位", "筛查结果"], [*ONE, "2019-05-06", "樟树市妇幼保健院", "阴性"]
    )
    plan = bring(register, path)
    assert (kinds(plan), told(plan)) == (["screenings"], {"N-TITLED"})
    with register.session():
        one = Screening.get()
        assert (one.kind, one.restricted, one.result) == (*SCREENINGS[title], "1")
    assert not again(register, path)


def test_a_screening_that_nothing_names_is_asked_for(register: Register, tmp_path: Path) -> None:
    plan = bring(register, sheet(tmp_path, "筛查名单", ["筛查日期", "筛查结果"], [*ONE, "2019-05-06", "阴性"]))
    assert (outcomes(plan), told(plan)) == ({3: "reject"}, {"E-REQUIRED"})


def test_two_cancers_in_one_row_are_two_screenings(register: Register, tmp_path: Path) -> None:
    rows = [[*ONE, "2019-05-06", "正常", "可疑"], [*OTHER, "2019-05-06", "正常", ""]]
    path = sheet(tmp_path, "农村妇女“两癌”筛查名单", ["检查日期", "宫颈癌检查结果", "乳腺癌检查结果"], *rows)
    plan = bring(register, path)
    assert (kinds(plan), told(plan)) == (["screenings-two"], set())
    with register.session():
        found = {(one.person.name, one.kind, one.result) for one in Screening.select()}
        assert found == {("何建桂", "1", "1"), ("何建桂", "2", "2"), ("万兵", "1", "1")}
    assert not again(register, path)


def test_services_stand_on_the_contract_of_their_day(register: Register, tmp_path: Path) -> None:
    with register.session():
        person = Person.new(name="何建桂", id_number=number(1))
        keeping.save(register, person)
        keeping.save(register, Contract.new(person=person, state="1", starts=date(2019, 1, 1), ends=date(2019, 12, 31)))
    heads = ["服务项目", "服务日期", "服务方式", "服务人", "服务内容"]
    rows = [
        [*ONE, "健康教育", "2019-03-05", "上门", "汪志根", "饮食指导"],
        [*ONE, "健康教育", "2020-03-05", "电话", "汪志根", ""],
    ]
    path = sheet(tmp_path, "家庭医生履约服务记录台账", heads, *rows)
    plan = bring(register, path)
    assert kinds(plan) == ["services"]
    with register.session():
        found = {(one.item, one.served_on, one.mode, bool(one.contract)) for one in Service.select()}
        assert found == {("健康教育", date(2019, 3, 5), "2", True), ("健康教育", date(2020, 3, 5), "1", False)}
    assert not again(register, path)


def test_answers_to_a_survey(register: Register, tmp_path: Path) -> None:
    heads = ["调查日期", "是否知晓健康扶贫政策", "是否知晓签约医生", "满意度", "调查人"]
    path = sheet(tmp_path, "政策知晓率和满意度调查表", heads, [*ONE, "2019-05-06", "是", "√", "满意", "李敏"])
    plan = bring(register, path)
    assert (kinds(plan), told(plan)) == (["surveys"], set())
    with register.session():
        one = Survey.get()
        assert (one.knows_policy, one.knows_doctor, one.satisfaction) == (True, True, "1")
    assert not again(register, path)


def test_warnings_wait_for_verification_and_take_the_household(register: Register, tmp_path: Path) -> None:
    with register.session():
        home = Household.new(number="36098200001", head_name="何建桂")
        keeping.save(register, home)
        keeping.save(register, Person.new(name="何建桂", id_number=number(1), household=home))
    heads = ["预警日期", "线索来源", "合规自付支出", "人均纯收入", "致贫返贫风险"]
    path = sheet(
        tmp_path, "因病致贫返贫监测预警名单", heads, [*ONE, "2020-08-03", "数据比对", "23456.70", 6100, "因病"]
    )
    plan = bring(register, path)
    assert (kinds(plan), told(plan)) == (["alerts"], set())
    with register.session():
        one = Alert.get()
        assert (one.source, one.state, one.own_cost, one.income, one.risks) == (
            *("1", "1", Decimal("23456.70"), Decimal(6100), ("1",)),
        )
        assert one.household == home
    assert not again(register, path)


def test_warnings_of_no_source_are_told_once_a_sheet(register: Register, tmp_path: Path) -> None:
    path = sheet(tmp_path, "因病致贫返贫监测预警名单", ["预警日期"], [*ONE, "2020-08-03"], [*OTHER, "2020-08-03"])
    plan = bring(register, path)
    [said] = [one for one in plan.problems if one.code == "N-SOURCE"]
    assert (said.label, said.expected, said.row) == ("线索来源", "其他", 0)
    with register.session():
        assert [one.source for one in Alert.select()] == ["9", "9"]


def test_aids_of_family_planning(register: Register, tmp_path: Path) -> None:
    path = sheet(
        tmp_path, "2019年计划生育奖励扶助发放名单", ["年度", "金额", "发放日期"], [*ONE, 2019, 960, "2019-10-15"]
    )
    plan = bring(register, path)
    assert (kinds(plan), told(plan)) == (["aids"], {"N-TITLED"})
    with register.session():
        one = Aid.get()
        assert (one.kind, one.year, one.amount, one.paid_on) == ("1", 2019, Decimal(960), date(2019, 10, 15))
    assert not again(register, path)


def test_undone_nothing_is_left(register: Register, tmp_path: Path) -> None:
    rows = [[*ONE, "高血压、糖尿病", "2019-03-05", "门诊", "150/95"]]
    bring(register, sheet(tmp_path, "慢病随访台账", ["病种", "随访日期", "随访方式", "血压"], *rows))
    undoing.undo_batch(register, 1)
    models: tuple[type[Record], ...] = (FollowUp, ManagedCase, Person)
    with register.session():
        for model in models:
            found: Any = model.select().where(model.voided_at == "")
            assert not found.count(), model.__name__


def test_a_list_of_people_with_their_doctor_stays_a_list_of_people(register: Register, tmp_path: Path) -> None:
    heads = ["人编号", "与户主关系", "民族", "文化程度", "健康状况", "劳动技能", "家庭医生", "是否签约"]
    row = ["1", "户主", "汉族", "小学", "健康", "普通劳动力", "汪志根", "是"]
    plan = prepare(register, sheet(tmp_path, "建档立卡贫困人口名单", heads, [*ONE, *row]))
    assert kinds(plan) == ["people"]
