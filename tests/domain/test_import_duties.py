"""The office's own ledgers as they come in: problems to rectify, tasks, cadres, courses, partnerships, material."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel.importing import commit, prepare
from hfp_desk.records import (
    BY_NAME,
    Activity,
    Cadre,
    Course,
    Finding,
    Material,
    Partnership,
    Task,
)
from hfp_desk.store import history, undoing
from hfp_desk.store.opening import Register
from tests.data.senders import bring, codes, number, outcomes, workbook

Rows = list[list[object]]

WHERE = ["序号", "问题来源", "具体问题", "涉及乡镇", "涉及村", "整改责任单位", "整改时限"]
STATE = ["责任人", "整改措施", "整改进展", "完成情况", "状态", "销号时间"]
CLOSED = ["王芳", "补齐药品", "已配送", "完成", "已销号", "2020.4.20"]
LACKING = "小洲村卫生室药品不足"
FINDINGS: Rows = [
    ["樟树市健康扶贫问题整改台账"],
    [*WHERE, *STATE],
    [1, "国家脱贫攻坚成效考核", LACKING, "洲上乡", "小洲村", "洲上乡卫生院", "2020年4月30日", *CLOSED],
    [
        2,
        "暗访",
        "履约记录不全",
        "洋湖乡",
        None,
        "洋湖乡卫生院",
        "2020-05-31",
        "李敏",
        "补记",
        "",
        "",
        "整改中",
        "未销号",
    ],
    [3, "自查", LACKING, "洋湖乡", None, "洋湖乡卫生院", "2020-05-31", "李敏", "补齐", "", "", "整改中", None],
    ["填表人：李敏", None, "审核人："],
]
TASKS: Rows = [
    ["2020年健康扶贫任务分解表"],
    ["序号", "工作任务", "责任科室", "责任单位", "完成时限", "任务状态"],
    [1, "实现村卫生室全覆盖", "基层卫生科", "各乡镇卫生院", "2020-06-30", "进行中"],
    [2, "大病专项救治应治尽治", "医政科", "市人民医院", "长期", "长期坚持"],
]
CADRES: Rows = [
    ["樟树市健康扶贫干部名册"],
    ["序号", "姓名", "身份证号", "单位", "职务", "联系电话"],
    [1, "张三", number(1), "樟树市卫健委", "科长", "13800001201"],
    [2, "李四", "", "洲上乡卫生院", "院长", "13800001202"],
]
COURSES: Rows = [
    ["2020年培训班一览表"],
    [
        "序号",
        "培训班名称",
        "培训类别",
        "主办单位",
        "培训地点",
        "培训时间",
        "培训天数",
        "培训形式",
        "应到人数",
        "培训经费",
    ],
    [1, "中医适宜技术推广培训", "中医适宜技术", "市卫健委", "市中医院", "2020.6.1-6.15", 15, "讲授、实操", 30, "3万元"],
]
PARTNERSHIPS: Rows = [
    ["医疗机构对口帮扶关系一览表"],
    ["支援单位", "支援单位级别", "受援单位", "帮扶形式", "协议编号", "协议起始", "协议截止"],
    ["省肿瘤医院", "三级甲等", "樟树市人民医院", "专科帮扶", "赣卫2019-3", "2019-01-01", "2021-12-31"],
    ["市中医院", "三级", "樟树市中医院", "组团", "", "2019-01-01", "至今"],
]
MATERIALS: Rows = [
    ["健康扶贫宣传素材目录"],
    ["序号", "素材名称", "报送单位", "作者", "报送日期", "刊发媒体"],
    [1, "一站式结算暖人心", "洲上乡卫生院", "王芳", "2020-03-10", "宜春日报"],
]
ACTIVITIES: Rows = [
    ["健康教育活动登记表"],
    ["活动日期", "活动主题", "乡镇", "行政村", "活动地点", "参加人数", "资料份数"],
    ["2020.3.5", "合理用药", "洲上乡", "小洲村", "村部", 56, 120],
]
LISTS: dict[str, tuple[str, Rows]] = {
    "finding": ("问题整改台账", FINDINGS),
    "task": ("任务分解表", TASKS),
    "cadre": ("干部名册", CADRES),
    "course": ("培训班一览表", COURSES),
    "partnership": ("对口帮扶关系", PARTNERSHIPS),
    "material": ("宣传素材", MATERIALS),
    "activity": ("健康教育活动", ACTIVITIES),
}


def ledger(path: Path, name: str) -> Path:
    """One of the ledgers as a workbook."""
    title, rows = LISTS[name]
    return workbook(path / f"{title}.xlsx", {"Sheet1": rows})


def living(name: str) -> list[Any]:
    """The records of a type that are not voided, in their order."""
    model = BY_NAME[name].model
    return list(model.select().where(model.voided_at == "").order_by(model.id))


@pytest.mark.parametrize("name", LISTS)
def test_a_ledger_goes_in_and_again_writes_nothing_and_can_be_taken_back(
    register: Register, tmp_path: Path, name: str
) -> None:
    path = ledger(tmp_path, name)
    plan = prepare(register, path)
    [sheet] = plan.sheets
    assert sheet.kind is not None
    assert sheet.kind.principal.record.name == name
    assert set(outcomes(plan).values()) == {"new"}
    assert all(row.title for row in plan.rows)
    result = commit(register, plan)
    with register.session():
        before, made = history.head(register.db), len(living(name))
    assert made == len(plan.rows)
    assert set(outcomes(bring(register, path)).values()) == {"same"}
    with register.session():
        assert history.head(register.db) == before
        undoing.undo_batch(register, result.batch or 0)
        assert not living(name)


def test_problems_keep_their_place_words_and_state(register: Register, tmp_path: Path) -> None:
    bring(register, ledger(tmp_path, "finding"))
    with register.session():
        first, second, third = living("finding")
        assert isinstance(first, Finding)
        assert (first.number, first.source, first.state, first.outcome) == ("1", "2", "5", "完成")
        assert (first.town.name, first.village.name, first.unit) == ("洲上乡", "小洲村委会", "洲上乡卫生院")
        assert (first.deadline, first.closed_on) == (date(2020, 4, 30), date(2020, 4, 20))
        assert (second.source, second.state, second.closed_on) == ("6", "2", None)
        assert third.problem == first.problem


def test_a_later_ledger_moves_a_problem_on_and_its_running_number_says_nothing(
    register: Register, tmp_path: Path
) -> None:
    bring(register, ledger(tmp_path, "finding"))
    title, heads, *_, last, _ = FINDINGS
    later = [title, heads, [1, *last[1:11], "已销号", "2020-05-20"]]
    plan = bring(register, workbook(tmp_path / "问题整改台账（5月）.xlsx", {"Sheet1": later}))
    assert outcomes(plan) == {3: "change"}
    with register.session():
        [*_, third] = living("finding")
        assert (third.number, third.state, third.closed_on) == ("3", "5", date(2020, 5, 20))


def test_what_contradicts_in_a_ledger_is_told(register: Register, tmp_path: Path) -> None:
    heads = ["问题来源", "反馈时间", "具体问题", "整改时限", "状态", "销号日期", "涉及村"]
    rows = [
        ["暗访", "2020-03-01", "问题一", "2020-04-30", "已销号", "2020-02-01", ""],
        ["暗访", "2020-03-01", "", "2020-04-30", "整改中", "", ""],
        ["邻县反映", "2020-03-01", "问题三", "四月底", "整改中", "", "没有的村"],
        ["暗访", "2020-03-01", "问题四", "2020-04-30", "整改中", "", ""],
        ["暗访", "2020-03-01", "问题四", "2020-04-30", "已销号", "", ""],
    ]
    plan = bring(register, workbook(tmp_path / "问题清单.xlsx", {"Sheet1": [heads, *rows]}))
    assert list(outcomes(plan).values()) == ["reject", "reject", "new", "new", "conflict"]
    assert codes(plan, 2)[0] == "E-PERIOD"
    assert codes(plan, 3)[0] == "E-REQUIRED"
    assert {"W-DICT", "W-DATE"} <= set(codes(plan, 4))
    assert codes(plan, 6)[-1] == "E-ROW-TWICE"


def test_the_end_of_a_month_is_its_last_day(register: Register, tmp_path: Path) -> None:
    ends = ["2020年2月底前", "2020年底", "2020年6月30日前", "立行立改"]
    rows = [["存在问题", "整改时限", "是否完成"], *([f"问题{at}", end, "否"] for at, end in enumerate(ends))]
    plan = bring(register, workbook(tmp_path / "问题清单.xlsx", {"Sheet1": rows}))
    assert codes(plan, 5) == ["W-DATE"]
    with register.session():
        found = [(str(one.deadline), one.state) for one in living("finding")]
    assert found == [("2020-02-29", "2"), ("2020-12-31", "2"), ("2020-06-30", "2"), ("None", "2")]


def test_tasks_cadres_courses_partnerships_material_and_activities(register: Register, tmp_path: Path) -> None:
    for name in LISTS:
        bring(register, ledger(tmp_path, name))
    with register.session():
        tasks, cadres = list(Task.select()), list(Cadre.select())
        assert [(one.section, one.state, str(one.deadline)) for one in tasks] == [
            ("基层卫生科", "2", "2020-06-30"),
            ("医政科", "4", "None"),
        ]
        assert [(one.name, one.unit, one.id_key, one.post) for one in cadres] == [
            ("张三", "樟树市卫健委", number(1), "科长"),
            ("李四", "洲上乡卫生院", "", "院长"),
        ]
        [course] = list(Course.select())
        assert (course.kind, str(course.starts), str(course.ends)) == ("5", "2020-06-01", "2020-06-15")
        assert (course.days, course.expected, course.cost) == (Decimal(15), 30, Decimal(30000))
        assert course.forms == ("1", "6")
        first, second = Partnership.select().order_by(Partnership.id)
        assert (first.supporter_level, first.form, first.agreement, second.ends) == ("3", "2", "赣卫2019-3", None)
        assert [(one.unit, str(one.submitted_on)) for one in Material.select()] == [("洲上乡卫生院", "2020-03-10")]
        [held] = list(Activity.select())
        assert (held.village.name, held.attendees, held.handed_out) == ("小洲村委会", 56, 120)


def test_a_cadre_is_known_by_number_and_by_name_and_unit(register: Register, tmp_path: Path) -> None:
    bring(register, ledger(tmp_path, "cadre"))
    heads = ["姓名", "身份证号", "单位", "职务"]
    rows = [["张三", number(1), "樟树市医保局", "局长"], ["李四", number(2), "洲上乡卫生院", "院长"]]
    plan = bring(register, workbook(tmp_path / "健康扶贫干部名册.xlsx", {"Sheet1": [heads, *rows]}))
    assert outcomes(plan) == {2: "change", 3: "change"}
    with register.session():
        assert {(one.unit, one.id_key) for one in Cadre.select()} == {
            ("樟树市医保局", number(1)),
            ("洲上乡卫生院", number(2)),
        }
