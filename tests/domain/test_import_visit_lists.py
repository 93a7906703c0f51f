"""Lists of follow-up visits, one row a visit, in the words of the national forms."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hfp_desk.records import FollowUp, ManagedCase, Person
from hfp_desk.store.opening import Register
from tests.data.returned import edited, exported
from tests.data.senders import bring, outcomes
from tests.domain.test_import_person_lists import ONE, OTHER, again, kinds, sheet, told


def test_a_list_of_hypertension_visits_in_the_words_of_the_form(register: Register, tmp_path: Path) -> None:
    heads = ["随访日期", "随访方式", "症状", "血压(mmHg)", "体重(kg)", "心率", "日吸烟量(支)", "摄盐情况", "服药依从性"]
    heads += ["药物不良反应", "此次随访分类", "用药1", "下次随访日期", "随访医生签名"]
    row = ["2019.3.5", "家庭", "头痛头晕、眼花耳鸣", "150/95", "62.5/60", 78, "10/5", "中/轻", "规律"]
    row += ["无", "控制不满意", "硝苯地平", "2019-03-19", "汪志根"]
    path = sheet(tmp_path, "高血压患者随访服务记录", heads, [*ONE, *row])
    plan = bring(register, path)
    assert (kinds(plan), told(plan)) == (["visits-1"], set())
    with register.session():
        one = FollowUp.get()
        assert (one.programme, one.stage, one.visited_on, one.mode, one.case.programme) == (
            *("1", "1", date(2019, 3, 5), "2", "1"),
        )
        assert (one.systolic, one.diastolic, one.heart_rate, one.control) == (150, 95, 78, "2")
        assert (one.weight, one.weight_target, one.smoking, one.smoking_target) == (
            *(Decimal("62.5"), Decimal(60), Decimal(10), Decimal(5)),
        )
        assert (one.salt, one.salt_target, one.symptoms) == ("2", "1", ("2", "4"))
        assert (one.next_on, one.doctor_name, one.drug1) == (date(2019, 3, 19), "汪志根", "硝苯地平")
    assert not again(register, path)


def test_visits_of_other_forms_take_the_same_words_otherwise(register: Register, tmp_path: Path) -> None:
    sugar = [[*ONE, "2019-03-05", "门诊", "多饮、多食", "7.8", "130/80", "触及正常"]]
    bring(
        register,
        sheet(
            tmp_path,
            "2型糖尿病患者随访记录表",
            ["随访日期", "随访方式", "症状", "空腹血糖", "血压", "足背动脉搏动"],
            *sugar,
        ),
    )
    mental = [[*OTHER, "2019-03-05", "家庭访视", "2", "幻觉", "基本稳定"]]
    heads = ["随访日期", "本次随访形式", "危险性评估", "目前症状", "本次随访分类"]
    plan = bring(register, sheet(tmp_path, "严重精神障碍患者随访服务记录表", heads, *mental))
    assert kinds(plan) == ["visits-3"]
    with register.session():
        one, other = FollowUp.select().order_by(FollowUp.id)
        assert (one.programme, one.diabetes_symptoms, one.fasting_glucose, one.systolic) == (
            *("2", ("2", "3"), Decimal("7.8"), 130),
        )
        assert (other.programme, other.mental_symptoms, other.stability, other.case.restricted) == (
            "3",
            ("1",),
            "2",
            True,
        )


def test_a_visit_of_two_diseases_counts_for_each_and_one_of_none_is_asked_for(
    register: Register, tmp_path: Path
) -> None:
    rows = [
        [*ONE, "高血压、糖尿病", "2019-03-05", "门诊", "150/95", "7.1"],
        [*OTHER, "", "2019-03-05", "门诊", "150/95", ""],
        [*OTHER, "慢性胃炎", "2019-06-05", "门诊", "150/95", ""],
    ]
    path = sheet(tmp_path, "慢病随访台账", ["病种", "随访日期", "随访方式", "血压", "血糖"], *rows)
    plan = bring(register, path)
    assert kinds(plan) == ["follow-ups"]
    assert outcomes(plan) == {3: "new", 4: "reject", 5: "reject"}
    assert {"E-PROGRAMME-EMPTY", "W-GROUP-UNKNOWN"} <= told(plan)
    with register.session():
        assert {(one.programme, one.systolic, one.fasting_glucose) for one in FollowUp.select()} == {
            ("1", 150, Decimal("7.1")),
            ("2", 150, Decimal("7.1")),
        }
        assert Person.select().count() == 1
    assert not again(register, path)


@pytest.mark.parametrize(("cell", "code"), [("2099-01-01", "E-LIFE-FUTURE"), ("1950-01-01", "E-LIFE-BIRTH")])
def test_a_visit_that_cannot_be_stays_out(register: Register, tmp_path: Path, cell: str, code: str) -> None:
    plan = bring(register, sheet(tmp_path, "高血压随访", ["随访日期", "血压"], [*ONE, cell, "150/95"]))
    assert (outcomes(plan), told(plan)) == ({3: "reject"}, {code})
    with register.session():
        assert Person.select().count() == FollowUp.select().count() == ManagedCase.select().count() == 0


def test_lost_without_a_day_is_asked_for(register: Register, tmp_path: Path) -> None:
    rows = [[*ONE, "失访", ""], [*OTHER, "2019-05-06失访", ""]]
    plan = bring(register, sheet(tmp_path, "高血压随访", ["随访日期", "血压"], *rows))
    assert outcomes(plan) == {3: "reject", 4: "new"}
    with register.session():
        assert [(one.visited_on, one.state) for one in FollowUp.select()] == [(date(2019, 5, 6), "2")]


def test_a_visit_added_to_our_own_list_stands_on_its_case(register: Register, tmp_path: Path) -> None:
    bring(register, sheet(tmp_path, "严重精神障碍患者随访记录", ["随访日期", "危险性评估"], [*ONE, "2019-03-05", "0"]))
    path = exported(register, "follow-ups", tmp_path / "随访记录.xlsx")
    bring(register, edited(path, {(2, "登记编号"): None, (2, "随访日期"): "2019-06-05", (2, "慢病管理"): None}))
    with register.session():
        one, other = FollowUp.select().order_by(FollowUp.visited_on)
        assert (other.visited_on, other.case, other.case.restricted) == (date(2019, 6, 5), one.case, True)
