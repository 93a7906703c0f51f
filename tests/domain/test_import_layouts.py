"""Lists as other offices lay them out: other words, other order, one cell for the place, several sheets, thin lists."""

from decimal import Decimal
from pathlib import Path

import pytest

from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.excel.outcomes import Choices
from hfp_desk.problems import Refusal
from hfp_desk.records import Diagnosis, Household, Identity, Person, Settlement, Treatment, Unread
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.data.senders import number, people, workbook


def only(plan: Plan) -> str:
    """The kind of the one list, and that nothing was refused."""
    [sheet] = plan.sheets
    assert plan.counts["reject"] == plan.counts["conflict"] == plan.counts["doubtful"] == 0
    assert sheet.kind is not None
    return sheet.kind.name


def test_headings_and_order_do_not_matter(register: Register, tmp_path: Path) -> None:
    heads = ["备注", "公民身份号码", "手机号", "姓  名*", "村居", "镇街", "与户主的关系", "身体状况", "编号"]
    rows = [
        ["", one.number, f"138000012{at:02d}", one.name, "小洲村", "洲上乡", "户主", "长期慢性病，残疾", at]
        for at, one in enumerate(people(12), start=1)
    ]
    plan = prepare(register, workbook(tmp_path / "2020年贫困户花名册.xlsx", {"Sheet1": [heads, *rows]}))
    assert only(plan) == "people"
    assert plan.counts["new"] == 12
    commit(register, plan)
    with register.session():
        person = Person.get(Person.id_key == number(0))
        assert (person.name, person.phone, person.relation) == ("何建桂甲", "13800001201", "02")
        assert (person.health_status, person.village.name, person.number) == (("2", "4"), "小洲村委会", "")
        assert Identity.get(Identity.person == person).kind == "01"


def test_the_place_may_stand_in_one_cell(register: Register, tmp_path: Path) -> None:
    rows = [[one.name, one.number, f"樟树市洲上乡小洲村{at}组", f"36098{at:04d}"] for at, one in enumerate(people(9))]
    heads = ["姓名", "身份证号码（18位）", "家庭住址", "户编号"]
    plan = prepare(register, workbook(tmp_path / "建档立卡.xlsx", {"名单": [["贫困人口信息表"], heads, *rows]}))
    assert only(plan) == "people"
    commit(register, plan)
    with register.session():
        house = Household.get(Household.number == "360980003")
        assert (house.village.name, house.group, house.address) == ("小洲村委会", "3组", "樟树市洲上乡小洲村3组")
        assert {(one.town.name, one.village.name) for one in Person.select()} == {("洲上乡", "小洲村委会")}


def test_a_sheet_named_after_its_township_gives_the_township(register: Register, tmp_path: Path) -> None:
    heads = ["村", "姓名", "身份证号"]
    sheets = {
        "福城街道": [["贫困人口名单"], heads, ["福城", "张三", number(1)]],
        "洲上乡": [["贫困人口名单"], heads, ["小洲村民委员会", "李四", number(2)]],
        "说明": [["本表由乡镇填报，请于月底前报送。"]],
    }
    plan = prepare(register, workbook(tmp_path / "贫困人口分镇.xlsx", sheets))
    assert [(sheet.sheet, bool(sheet.kind)) for sheet in plan.sheets] == [
        ("福城街道", True),
        ("洲上乡", True),
        ("说明", False),
    ]
    commit(register, plan)
    with register.session():
        assert {(one.name, one.town.name) for one in Person.select()} == {("张三", "福城街道"), ("李四", "洲上乡")}
        assert Person.get(Person.name == "李四").village.name == "小洲村委会"


def test_a_two_row_head_with_other_payers_and_money_as_text(register: Register, tmp_path: Path) -> None:
    groups = "序号,基本信息,,,诊断,住院时间,,医疗总费用（元）,报销明细,,,,个人负担"
    heads = ",患者姓名,公民身份号码,家庭地址,,入院,出院,,城乡居民医保,居民大病保险,商业补充保险,民政救助"
    patient = [1, "张三", number(1), "洲上乡小洲村", "肺癌", "2020.1.3", "20200113", "1万元"]
    rows = [
        ["樟树市中医院大病救治“一站式”结算表"],
        [text or None for text in groups.split(",")],
        [text or None for text in heads.split(",")],
        [*patient, "¥6,000.50", 2000, 500, 499.5, "1,000.00元"],
        ["合计", None, None, None, None, None, None, 10000],
        ["制表人：李四"],
    ]
    merges = ["A1:M1", "A2:A3", "B2:D2", "E2:E3", "F2:G2", "H2:H3", "I2:L2", "M2:M3"]
    plan = prepare(register, workbook(tmp_path / "结算.xlsx", {"住院": rows}, {"住院": merges}))
    assert only(plan) == "hospital stays"
    assert plan.sheets[0].header_rows == (2, 3)
    assert plan.sheets[0].skipped_rows == [5, 6]
    commit(register, plan)
    with register.session():
        [stay], [bill] = list(Treatment.select()), list(Settlement.select())
        assert (stay.hospital, str(stay.admitted), str(stay.discharged), stay.days) == (
            "樟树市中医院",
            "2020-01-03",
            "2020-01-13",
            10,
        )
        assert (bill.total, bill.basic, bill.major, bill.supplementary, bill.assistance, bill.own_share) == tuple(
            map(Decimal, ("10000", "6000.50", "2000", "500", "499.50", "1000"))
        )
        assert stay.person.village.name == "小洲村委会"


def test_a_thin_sheet_of_one_person_takes_the_person_from_its_title(register: Register, tmp_path: Path) -> None:
    rows = [
        [f"姓名：张三    身份证号：{number(1)}"],
        ["年度", "医院", "入院", "出院", "总费用", "农合报", "扶贫(补充)报", "大病报", "备注"],
        [2020, "樟树市人民医院", "2020-01-02", "2020-01-09", 5000, 3000, 500, 200, ""],
        [2020, "樟树市人民医院", "2020-03-02", "2020-03-09", 6000, 4000, 500, 200, ""],
    ]
    plan = prepare(register, workbook(tmp_path / "医疗费用.xlsx", {"2020": rows}))
    assert only(plan) == "hospital stays"
    assert [problem.label for problem in plan.general if problem.code == "N-COLUMN-UNKNOWN"] == ["年度"]
    commit(register, plan)
    with register.session():
        assert {(one.person.name, one.hospital) for one in Treatment.select()} == {("张三", "樟树市人民医院")}
        assert [bill.own_share for bill in Settlement.select()] == [None, None]


def test_a_sheet_without_anybody_waits_until_the_clerk_says_whose_it_is(register: Register, tmp_path: Path) -> None:
    rows = [["医院", "入院", "出院", "总费用", "农合报"], ["人民医院", "2020-01-02", "2020-01-09", 5000, 3000]]
    path = workbook(tmp_path / "费用.xlsx", {"Sheet1": rows})
    assert prepare(register, path).counts["reject"] == 1
    told = prepare(register, path, choices=Choices(person=number(1)))
    assert told.counts["new"] == 1


def test_names_and_numbers_alone_are_people_without_identity(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "身份证号"], *([one.name, one.number] for one in people(6))]
    path = workbook(tmp_path / "名单.xlsx", {"Sheet1": rows})
    plan = prepare(register, path)
    assert only(plan) == "people"
    assert "W-IDENTITY-UNKNOWN" in {problem.code for problem in plan.problems}
    chosen = prepare(register, path, choices=Choices(identity="02"))
    commit(register, chosen)
    with register.session():
        assert [one.kind for one in Identity.select()] == ["02"] * 6


@pytest.mark.parametrize(
    ("file", "title", "heads", "identity"),
    [
        ("特困.xlsx", "农村特困人员供养名册", ["姓名", "身份证号", "批准时间"], "03"),
        ("残联.xlsx", "持证残疾人名册", ["姓名", "残疾人证号", "发证时间"], "04"),
        ("附件.xlsx", "农村最低生活保障对象花名册", ["户主姓名", "户主身份证号", "批准时间"], "02"),
        ("附件.xlsx", "享受待遇人员名册", ["户主姓名", "户主身份证号码", "保障人口"], "02"),
    ],
)
def test_the_identity_is_told_by_title_file_or_heading(
    register: Register, tmp_path: Path, file: str, title: str, heads: list[str], identity: str
) -> None:
    rows = [[title], heads, *([one.name, one.number + "43" * (identity == "04"), 3] for one in people(4))]
    plan = prepare(register, workbook(tmp_path / file, {"Sheet1": rows}, {"Sheet1": ["A1:C1"]}))
    assert only(plan) == "identity list"
    commit(register, plan)
    with register.session():
        assert {one.kind for one in Identity.select()} == {identity}


def test_each_row_may_name_its_own_identity(register: Register, tmp_path: Path) -> None:
    words = ["农村低保", "特困供养人员", "五保户", "外星人"]
    rows = [["姓名", "身份证号", "人员类别"], *([p.name, p.number, w] for p, w in zip(people(4), words, strict=True))]
    plan = prepare(register, workbook(tmp_path / "困难群众.xlsx", {"Sheet1": rows}))
    assert [(word.written, word.count) for word in plan.unknown] == [("外星人", 1)]
    commit(register, plan)
    with register.session():
        assert [one.kind for one in Identity.select().order_by(Identity.id)] == ["02", "03", "03"]
        assert Person.select().count() == 4


def test_monitored_people_have_their_type_and_risk(register: Register, tmp_path: Path) -> None:
    heads = ["姓名", "证件号码", "易返贫致贫户(监测对象)类型", "风险是否消除", "风险识别时间", "风险消除时间"]
    rows = [
        heads,
        ["张三", number(1), "脱贫不稳定户", "是", "202103", "202112"],
        ["李四", number(2), "边缘易致贫户", "否", "2021年5月", ""],
    ]
    commit(register, prepare(register, workbook(tmp_path / "监测对象名单.xlsx", {"Sheet1": rows})))
    with register.session():
        found = {one.person.name: (one.kind, one.risk_cleared, one.risk_on) for one in Identity.select()}
        assert found == {"张三": ("06", True, "2021-03"), "李四": ("07", False, "2021-05")}


def test_verified_patients_get_their_diagnoses(register: Register, tmp_path: Path) -> None:
    heads = ["乡镇", "村", "姓名", "身份证号", "病种", "确诊时间", "核准日期"]
    rows = [
        heads,
        ["洲上乡", "小洲村", "张三", number(1), "食道癌", "2019年5月", "2020.1.5"],
        ["洲上乡", "小洲村", "张三", number(1), "食管癌", "2019年5月", "2020.1.5"],
        ["洲上乡", "小洲村", "李四", number(2), "怪病", "2019", ""],
    ]
    plan = prepare(register, workbook(tmp_path / "大病患者核准名单.xlsx", {"Sheet1": rows}))
    assert plan.counts["new"] == 2
    assert {problem.code for problem in plan.problems if problem.row == 4} == {"W-PERSON-UNKNOWN", "W-DISEASE-UNKNOWN"}
    commit(register, plan)
    with register.session():
        found = {one.disease: (one.standard_disease, one.found_on, str(one.verified_on)) for one in Diagnosis.select()}
        assert found == {"食道癌": ("食管癌", "2019-05", "2020-01-05"), "怪病": ("", "2019", "None")}


def test_an_unknown_village_keeps_the_row_and_the_township(register: Register, tmp_path: Path) -> None:
    path = senders.poor(tmp_path / "名单.xlsx", [senders.Invented("张三", number(1), village="桃花源村")])
    plan = prepare(register, path)
    assert (plan.counts["new"], [problem.code for problem in plan.problems]) == (1, ["W-PLACE"])
    assert [(word.key, word.written) for word in plan.unknown] == [("village", "洲上乡桃花源村")]
    commit(register, plan)
    with register.session():
        person = Person.get()
        assert (person.town.name, person.village) == ("洲上乡", None)
        kept = Unread.get(Unread.record == person.id)
        assert (kept.kind, kept.field, kept.written, kept.row) == ("person", "village", "洲上乡桃花源村", 3)


def test_a_township_under_another_word_is_still_the_township(register: Register, tmp_path: Path) -> None:
    path = senders.poor(tmp_path / "名单.xlsx", [senders.Invented("张三", number(1), town="洲上镇", village="小洲")])
    plan = prepare(register, path)
    commit(register, plan)
    with register.session():
        assert Person.get().village.name == "小洲村委会"


def test_other_lists_are_not_taken_for_people(register: Register, tmp_path: Path) -> None:
    rows = [
        ["序号", "药品通用名", "规格", "剂型", "包装", "库存数量", "单价", "生产企业", "批号", "失效期"],
        [1, "阿莫西林胶囊", "0.25g", "胶囊", "24粒/盒", 120, 8.5, "华东制药厂", "A2019", "2021-05"],
    ]
    with pytest.raises(Refusal, match="没有认出可以导入的名单"):
        prepare(register, workbook(tmp_path / "药品库存.xlsx", {"Sheet": rows}))
