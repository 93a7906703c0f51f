"""Which column is taken for which field, and that nothing is taken or dropped in silence."""

import json
import random
from collections.abc import Sequence
from datetime import date

import pytest

from hfp_desk.excel.book import Cell
from hfp_desk.excel.headings import bare, is_unit, plain
from hfp_desk.excel.heads import Heading
from hfp_desk.excel.looks import like_one_of
from hfp_desk.excel.mapping import Column, Mapped, fingerprint, map_columns, similarity
from hfp_desk.excel.vocabulary import How, Target, Vocabulary
from tests.data.ugly import number
from tests.data.words import NAME, PEOPLE, STAYS

NUMBERS: list[Cell] = [number(place) for place in range(8)]


def headings(*texts: str) -> list[Heading]:
    return [Heading(index, tuple(text.split("｜"))) for index, text in enumerate(texts)]


def mapped(*texts: str, words: Vocabulary = PEOPLE, **columns: Sequence[Cell]) -> Mapped:
    samples = {int(name[1:]): cells for name, cells in columns.items()}
    return map_columns(headings(*texts), words, samples=samples, sheet="名单")


def codes(result: Mapped) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.mark.parametrize(
    "written",
    [
        "姓名",
        "姓  名",
        "姓\n名",
        "姓　名*",
        "姓名（必填）",
        "1、姓名",
        "(1)姓名",
        "*姓名:",
        "【姓名】",
        "姓名★",
        "二、姓名",
        "患者姓名",
    ],
)
def test_one_heading_in_many_spellings(written: str) -> None:
    (column,) = mapped(written).columns
    assert (column.target, column.sure) == ("name", True)


@pytest.mark.parametrize(
    "written",
    ["总费用（元）", "总费用(元)", "总费用/元", "总费用：元", "总费用（单位：万元）", "总\n费用（元，保留两位小数）"],
)
def test_units_are_no_part_of_a_heading(written: str) -> None:
    assert mapped(written, words=STAYS).by_target == {"total": 0}


@pytest.mark.parametrize("written", ["乡（镇）", "乡(镇)", "乡〔镇〕", "乡 镇", "ＸＸ".replace("ＸＸ", "乡镇/街道")])
def test_brackets_that_belong_to_the_name_are_kept(written: str) -> None:
    assert mapped(written).by_target == {"town": 0}


def test_forms_of_headings() -> None:
    assert plain("是否参加大病保险（是/否）") == "是否参加大病保险"
    assert plain("县(市、区、旗)") == "县市区旗"
    assert bare("县(市、区、旗)") == "县"
    assert plain("ＩＣＤ－10") == plain("ICD-10") == "ICD10"
    assert is_unit("元")
    assert not is_unit("姓名")


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("贫困患者姓名", "name"),
        ("家庭成员姓名", "name"),
        ("公民身份号码", "id"),
        ("患者身份证件号码", "id"),
        ("身份证", "id"),
        ("所属乡镇名称", "town"),
        ("村名", "village"),
        ("与户主的关系", "relation"),
        ("本人联系电话号码", "phone"),
    ],
)
def test_words_that_offices_add_or_leave_out_do_not_matter(heading: str, key: str) -> None:
    assert mapped(heading).by_target == {key: 0}
    assert all(column.sure for column in mapped(heading).columns)


@pytest.mark.parametrize("heading", ["编号", "户主姓名电话", "医生姓名", "村医联系电话", "是否健康", "名称", "关系户"])
def test_words_that_mean_something_else_are_not_taken(heading: str) -> None:
    assert mapped(heading).by_target == {}


def test_money_and_dates_in_the_words_of_hospitals() -> None:
    texts = ("患者姓名", "身份证号码", "时间｜入院", "出院", "住院医疗费用总额", "基本医保报销金额")
    result = mapped(*texts, words=STAYS)
    assert result.by_target == {"name": 0, "id": 1, "admitted": 2, "left": 3, "total": 4, "basic": 5}
    assert result.sure


def test_label_goes_before_alias_and_what_is_left_is_named_as_double() -> None:
    result = mapped("患者姓名", "姓名", "证件号码")
    assert result.by_target == {"name": 1, "id": 2}
    assert codes(result) == ["W-COLUMN-TWICE"]
    assert result.problems[0].message == "A 列「患者姓名」与 B 列都是“姓名”，只读取 B 列。"


def test_levels_are_tried_joined_then_alone() -> None:
    texts = (
        "患者情况｜姓名",
        "患者情况｜身份证号",
        "住院时间｜起",
        "住院时间｜止",
        "费用及报销情况（元）｜总费用",
        "费用及报销情况（元）｜其他",
    )
    result = mapped(*texts, words=STAYS)
    assert result.by_target == {"name": 0, "id": 1, "admitted": 2, "left": 3, "total": 4, "other": 5}
    assert result.sure


def test_somebody_else_is_not_the_patient() -> None:
    words = Vocabulary((Target("name", "姓名", required=True), Target("phone", "联系电话")))
    result = mapped("联系人姓名", "医院联系电话", "姓名", words=words)
    assert result.by_target == {"name": 2}
    under = mapped("联系人｜姓名", "患者｜姓名", words=words)
    assert under.by_target == {"name": 1}


def test_a_heading_that_only_resembles_is_taken_and_asked_about() -> None:
    result = mapped("姓名", "证件号码", "常用联系电话")
    column = result.columns[2]
    assert (column.target, column.how, column.sure) == ("phone", How.SIMILAR, False)
    assert codes(result) == ["W-COLUMN-GUESS"]
    assert not result.sure


def test_content_tells_what_the_heading_does_not() -> None:
    result = mapped("姓名", "编码", "号码二", c1=NUMBERS, c2=["13907951234"] * 6)
    assert [(c.target, c.how, c.sure) for c in result.columns[1:]] == [
        ("id", How.CONTENT, False),
        ("phone", How.CONTENT, False),
    ]


def test_known_villages_tell_the_column_of_villages() -> None:
    words = Vocabulary((NAME, Target("village", "行政村", looks=like_one_of(("双洲村", "渚塘村")))))
    result = mapped("姓名", "地址", words=words, c1=["双洲村", "渚塘村", " 双洲村"])
    assert result.by_target == {"name": 0, "village": 1}


def test_content_decides_nothing_when_two_columns_are_alike() -> None:
    result = mapped("姓名", "甲号", "乙号", c1=NUMBERS, c2=NUMBERS)
    assert [target.key for target in result.missing] == ["id"]
    assert codes(result)[-1] == "E-COLUMN-MISSING"
    assert "没有找到“证件号码”列" in result.problems[-1].message


def test_content_chooses_between_like_targets_by_the_heading() -> None:
    days: list[Cell] = [date(2020, 1, 2)] * 6
    words = STAYS
    result = mapped("姓名", "证件号码", "总费用", "入院登记", words=words, c3=days)
    assert result.by_target["admitted"] == 3
    assert not result.columns[3].sure


def test_damaged_numbers_still_tell_the_column_of_numbers() -> None:
    damaged: list[Cell] = [3.60982196901231e17, "3.60982E+17", *NUMBERS]
    assert mapped("姓名", "号", c1=damaged).by_target["id"] == 1


def test_a_known_heading_over_foreign_content_is_asked_about() -> None:
    result = mapped("姓名", "身份证号", c1=["双洲村", "渚塘村", "双洲村", "渚塘村", "双洲村"])
    assert result.by_target["id"] == 1
    assert codes(result) == ["W-COLUMN-CONTENT"]
    assert "「身份证号」的内容不像证件号码（如“双洲村”）" in result.problems[0].message
    assert not result.sure


def test_what_was_remembered_goes_before_the_words() -> None:
    texts = headings("姓名", "身份证号", "户主身份证号", "主因")
    result = map_columns(texts, PEOPLE, {"户主 身份证号": "id", "身份证号": "", "主因": "cause"})
    assert result.by_target == {"name": 0, "id": 2, "cause": 3}
    assert [column.how for column in result.columns[1:]] == [How.REMEMBERED] * 3
    assert result.sure


def test_a_remembered_target_that_no_longer_exists_is_ignored() -> None:
    result = map_columns(headings("姓名", "身份证号"), PEOPLE, {"姓名": "gone"})
    assert result.by_target == {"name": 0, "id": 1}


def test_a_mapping_can_be_remembered_and_gives_itself_again() -> None:
    texts = headings("姓名", "编码", "备用")
    samples: dict[int, Sequence[Cell]] = {1: NUMBERS, 2: ["x"]}
    first = map_columns(texts, PEOPLE, samples=samples)
    again = map_columns(texts, PEOPLE, first.to_remember(), samples)
    assert again.by_target == first.by_target
    assert again.sure
    assert again.to_remember() == {"姓名": "name", "编码": "id", "备用": ""}


def test_unknown_columns_are_named_with_what_they_might_be() -> None:
    result = mapped("姓名", "证件号码", "致贫主要原因分析", "备用", "序号", c2=["因病"], c3=["x"], c4=[1, 2])
    unknown = {problem.label: problem.message for problem in result.problems}
    assert "C 列「致贫主要原因分析」没有对应的项目，不读取。" in unknown["致贫主要原因分析"]
    assert "“致贫原因”" in unknown["致贫主要原因分析"]
    assert unknown["备用"] == "D 列「备用」没有对应的项目，不读取。"
    assert "序号" not in unknown
    assert [column.heading for column in result.columns] == ["姓名", "证件号码", "致贫主要原因分析", "备用", "序号"]


def test_samples_are_shown_beside_the_column() -> None:
    (column,) = mapped("姓名", c0=["陈秋根", "", " ", "李细妹", "吴冬香", "聂火金"]).columns
    assert column == Column(0, "姓名", "name", How.EXACT, True, ("陈秋根", "李细妹", "吴冬香"))
    assert column.letters == "A"


def test_columns_of_our_own_report_are_recognised() -> None:
    result = mapped("姓名", "证件号码", "导入结果", "原因", "登记编号", c2=["未导入"], c3=["号码不对"])
    assert result.ours == {"导入结果": 2, "原因": 3, "登记编号": 4}
    assert result.by_target == {"name": 0, "id": 1}
    assert not result.problems
    assert "原因" not in result.to_remember()


def test_a_reason_of_the_senders_is_not_ours() -> None:
    result = mapped("姓名", "证件号码", "原因", c2=["死亡"])
    assert not result.ours
    assert codes(result) == ["N-COLUMN-UNKNOWN"]


def test_order_of_columns_changes_nothing() -> None:
    texts = [
        "序号",
        "乡(镇)",
        "行政村",
        "姓名",
        "证件号码",
        "与户主关系",
        "民族",
        "健康状况",
        "致贫原因1",
        "人联系电话",
        "户联系电话",
    ]
    expected = {texts[index]: key for key, index in mapped(*texts).by_target.items()}
    chance = random.Random(7)
    for _ in range(20):
        chance.shuffle(texts)
        assert {texts[index]: key for key, index in mapped(*texts).by_target.items()} == expected


def test_fingerprints_know_the_same_form_next_month() -> None:
    head = headings("姓名", "总费用（元）")
    assert fingerprint(head, "2020年一季度") == fingerprint(headings("姓 名*", "总费用"), "2021年3季度")
    assert fingerprint(head, "临江镇") != fingerprint(head, "永泰镇")
    assert fingerprint(head) != fingerprint(headings("总费用", "姓名"))
    assert len(fingerprint(head)) == 16


def test_likeness_of_heads() -> None:
    one = headings("序号", "乡镇", "村", "姓名", "身份证号", "病种")
    assert similarity(one, one) == 1.0
    assert similarity(one, headings("序号", "乡镇", "村", "姓名", "身份证号", "备注")) >= 0.8
    assert similarity(one, headings("品名", "数量")) == 0.0


def test_suggestions_for_a_slip_of_the_brush() -> None:
    assert [target.key for target in PEOPLE.suggest("身份政号")][:1] == ["id"]
    assert PEOPLE.suggest("品名规格") == ()


def test_a_mapping_is_plain_data() -> None:
    result = mapped("姓名", "证件号码")
    assert json.loads(json.dumps(result.to_remember(), ensure_ascii=False)) == {"姓名": "name", "证件号码": "id"}
