"""Which rows of a sender's sheet are head, data and neither; row numbers are always Excel's."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from hfp_desk.excel.bodies import Reason
from hfp_desk.excel.book import Merge, Row, Sheet
from hfp_desk.excel.looks import like_identity
from hfp_desk.excel.reading import open_book
from hfp_desk.excel.understanding import NoHead, understand
from hfp_desk.excel.vocabulary import Target, Vocabulary
from tests.data.ugly import HEAD, Ugly, cases, line, people, person

CORPUS = cases()
STAYS = Vocabulary(
    (
        Target("town", "乡镇", ("乡(镇)",), group=True),
        Target("village", "行政村", ("村", "村(居)"), group=True),
        Target("name", "姓名", ("患者姓名",), required=True),
        Target("id", "证件号码", ("身份证号", "身份证号码", "ID身份证号码"), looks=like_identity, required=True),
        Target("total", "总费用"),
        Target("own", "个人自付", ("自付",)),
        Target("admitted", "入院日期", ("入院时间", "住院｜起")),
        Target("effect", "治疗效果"),
    )
)


def sheet(*rows: Sequence[object], first: int = 1, merges: tuple[Merge, ...] | None = ()) -> Sheet:
    width = max(map(len, rows))
    padded = [cast(Row, [*row, *[""] * (width - len(row))]) for row in rows]
    return Sheet("名单", padded, first, merges=merges)


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 40
    assert len({case.name for case in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_each_ugly_list_is_understood(case: Ugly, tmp_path: Path) -> None:
    book = open_book(case.save(tmp_path))
    found = understand(book.visible[0], STAYS)
    assert found.header_rows == case.head
    assert found.numbers == list(case.data)
    assert {skip.row: str(skip.reason) for skip in found.skipped} == case.skipped
    assert len(found.filled) == case.filled
    assert found.more == ()
    assert all(any(str(row[column]).strip() for column in range(len(row))) for row in found.rows)


@pytest.mark.parametrize("case", [case for case in CORPUS if case.filled], ids=lambda case: case.name)
def test_township_and_village_are_filled_down_and_marked(case: Ugly, tmp_path: Path) -> None:
    found = understand(open_book(case.save(tmp_path)).visible[0], STAYS)
    assert [(row[1], row[2]) for row in found.rows] == [tuple(person(place)[1:3]) for place in range(6)]
    assert all(column in (1, 2) for _, column in found.filled)


def test_headings_know_their_own_columns(tmp_path: Path) -> None:
    case = next(case for case in CORPUS if case.name == "左侧空列")
    found = understand(open_book(case.save(tmp_path)).visible[0], STAYS)
    assert [heading.index for heading in found.headings] == [2, 3, 4, 5, 6, 7, 8]
    assert found.column(5)[:2] == [person(0)[3], person(1)[3]]


def test_filling_without_knowledge_of_merges_is_told(tmp_path: Path) -> None:
    case = next(case for case in CORPUS if case.name == "乡村合并文本")
    problems = understand(open_book(case.save(tmp_path)).visible[0], STAYS).problems
    assert [problem.code for problem in problems] == ["W-FILLED"]
    assert "8 处" in problems[0].message


def test_a_single_gap_in_a_text_list_is_not_filled() -> None:
    rows = people(10)
    rows[4][2] = ""
    found = understand(sheet(HEAD, *rows, merges=None), STAYS)
    assert not found.filled
    assert found.rows[4][2] == ""


def test_merged_people_are_never_filled_down(tmp_path: Path) -> None:
    rows = people(4)
    rows[1][3] = rows[1][4] = ""
    case = Ugly("人合并", [HEAD, *rows], (1,), range(2, 6), {}, ("D2:D3", "E2:E3"))
    found = understand(open_book(case.save(tmp_path)).visible[0], STAYS)
    assert found.rows[1][3:5] == ["", ""]
    assert not found.filled


def test_the_book_keeps_what_was_sent_when_cells_are_filled(tmp_path: Path) -> None:
    case = next(case for case in CORPUS if case.name == "乡村合并")
    read = open_book(case.save(tmp_path)).visible[0]
    understand(read, STAYS)
    assert read.row(3)[1:3] == ["", ""]


def test_hidden_rows_are_named_and_can_be_read_after_all(tmp_path: Path) -> None:
    case = next(case for case in CORPUS if case.name == "筛选隐藏")
    read = open_book(case.save(tmp_path)).visible[0]
    (problem,) = understand(read, STAYS).problems
    assert problem.code == "W-HIDDEN"
    assert "有 2 行" in problem.message
    assert "第 5、8 行" in problem.message
    assert understand(read, STAYS, with_hidden=True).numbers == list(range(2, 11))


def test_rows_are_numbered_as_excel_does_below_leading_blank_rows() -> None:
    found = understand(sheet(line("台账"), HEAD, *people(3), first=7), STAYS)
    assert found.header_rows == (8,)
    assert found.numbers == [9, 10, 11]
    assert found.titles == ("台账",)


def test_a_run_of_blank_rows_is_one_entry_with_its_count() -> None:
    found = understand(sheet(HEAD, *people(6), line(), line(), line(), *people(1, 6)), STAYS)
    (skip,) = found.skipped
    assert (skip.row, skip.last, skip.count, skip.reason) == (8, 10, 3, Reason.BLANK)


def test_skipped_rows_show_their_first_words() -> None:
    found = understand(sheet(HEAD, *people(6), line("合  计", "", "", "", "", 7215.0)), STAYS)
    assert found.skipped[0].text == "合 计 7215.0"


@pytest.mark.parametrize(
    "label",
    [
        "小计",
        "合计",
        "总计",
        "合 计",
        "合计：",
        "合计（12人）",
        "3月小计",
        "临江镇小计",
        "本页合计",
        "一季度合计",
        "累计",
        "全市合计",
    ],
)
def test_labels_of_totals(label: str) -> None:
    found = understand(sheet(HEAD, *people(6), line(label, "", "", 6, "", 7.5), *people(1, 6)), STAYS)
    assert len(found.rows) == 7
    assert found.skipped[0].reason in (Reason.SUBTOTAL, Reason.TOTAL)


@pytest.mark.parametrize("name", ["陈合计", "小计", "合计", "吴总计", "聂累计"])
def test_a_person_with_an_id_is_never_a_total(name: str) -> None:
    odd = person(6)
    odd[3] = name
    assert understand(sheet(HEAD, *people(6), odd), STAYS).numbers == list(range(2, 9))


@pytest.mark.parametrize(
    "words",
    [
        ("填表人：        审核人：        联系电话：",),
        ("单位负责人：", "聂火金", "", "填报时间：2020年4月1日"),
        ("审核：", "", "", "制表：吴冬香"),
        ("（盖章）",),
        ("经办人（签字）：", "", "分管领导（签字）："),
        ("填表人", "陈秋根", "", "填表日期", "2020-03-31"),
        ("", "", "", "", "年   月   日"),
    ],
)
def test_signatures(words: tuple[str, ...]) -> None:
    found = understand(sheet(HEAD, *people(6), line(*words)), STAYS)
    assert len(found.rows) == 6
    assert found.skipped[0].reason is Reason.SIGNATURE


@pytest.mark.parametrize(
    "words",
    [
        ("注：本表由医院填写",),
        ("填表说明：1.身份证号必填。",),
        ("备注:", "数据截至3月底"),
        ("以下空白",),
        ("※ 费用以结算为准",),
    ],
)
def test_notes(words: tuple[str, ...]) -> None:
    found = understand(sheet(HEAD, *people(6), line(*words)), STAYS)
    assert len(found.rows) == 6
    assert found.skipped[0].reason is Reason.NOTE


def test_a_list_in_which_nobody_has_an_id_is_still_sorted() -> None:
    rows = [[*row[:4], "", "2020-01-05", row[6]] for row in people(40)]
    rows[20] = line("2月小计", "", "", "", "", "4803.20", "12.5")
    rows[30] = [str(cell) for cell in HEAD]
    found = understand(sheet(HEAD, *rows), STAYS)
    assert len(found.rows) == 38
    assert {skip.row: skip.reason for skip in found.skipped} == {22: Reason.SUBTOTAL, 32: Reason.HEAD}


def test_a_thin_row_with_a_name_alone_stays_data() -> None:
    found = understand(sheet(["姓名", "身份证号", "总费用"], ["陈秋根", "", ""], ["李细妹", "", ""]), STAYS)
    assert found.numbers == [2, 3]


def test_a_second_list_with_another_head_is_read_on_its_own() -> None:
    other = ["姓名", "证件号码", "治疗效果", "入院时间", "", "", ""]
    below = [[p[3], p[4], "好转", "2020-01-05", "", "", ""] for p in people(3, 8)]
    found = understand(sheet(HEAD, *people(6), line(), line("附表"), other, *below), STAYS)
    assert found.numbers == list(range(2, 8))
    (second,) = found.more
    assert (second.header_rows, second.numbers, second.titles) == ((10,), [11, 12, 13], ("附表",))
    assert second.column(0) == [p[3] for p in people(3, 8)]
    assert [table.header_rows for table in found.tables] == [(1,), (10,)]


def test_levels_of_the_head_are_joined(tmp_path: Path) -> None:
    case = next(case for case in CORPUS if case.name == "三行表头")
    found = understand(open_book(case.save(tmp_path)).visible[0], STAYS)
    assert [heading.text for heading in found.headings] == [
        "序号",
        "基本情况｜住址｜乡镇",
        "基本情况｜住址｜村",
        "基本情况｜本人｜姓名",
        "基本情况｜本人｜身份证号",
        "费用情况（元）｜总费用",
        "费用情况（元）｜自付",
    ]


def test_a_sheet_without_a_known_heading_is_refused_by_name() -> None:
    with pytest.raises(NoHead) as refused:
        understand(sheet(["品名", "数量", "单价"], ["口罩", 5, 2.5], ["酒精", 7, 9.0]), STAYS)
    assert "「名单」" in str(refused.value)
    assert "没有认出表头" in str(refused.value)
    assert "「姓名」、「证件号码」" in str(refused.value)


def test_samples_are_spread_over_the_list_and_leave_blanks_out() -> None:
    rows = people(300)
    rows[0][3] = ""
    samples = understand(sheet(HEAD, *rows), STAYS).samples(20)
    assert len(samples[3]) == 20
    assert "" not in samples[3]
    assert str(samples[0][-1]) > "250"
