"""A return as a sheet: heads merged as they are said, everything within the page, whatever its size."""

from datetime import date

import pytest

from hfp_desk.returns import RowKind, layout
from hfp_desk.returns.layout import Head, HeadCell
from hfp_desk.returns.layout_heads import chars
from hfp_desk.returns.layout_pages import LEAST, SIZE, TINY
from tests.domain import laid_out as made

TOWNS = (11, 12, 13), ("临江镇", "永泰镇", "黄土岗镇")


def sheet(head: Head | None = None) -> layout.Sheet:
    return layout.laid_out(made.table(*TOWNS), head)


def test_equal_neighbours_are_one_cell_and_single_heads_go_down() -> None:
    cells = {(cell.text, cell.column): cell for cell in sheet().heads}
    assert cells["序号", 0] == HeadCell("序号", 0, 0, rows=3)
    assert cells["农村贫困人口（人）", 2] == HeadCell("农村贫困人口（人）", 0, 2, rows=3)
    assert cells["大病集中救治", 3] == HeadCell("大病集中救治", 0, 3, columns=3)
    assert cells["核准（人）", 3] == HeadCell("核准（人）", 1, 3, rows=2)
    assert cells["已救治", 4] == HeadCell("已救治", 1, 4, columns=2)
    assert cells["救治率（%）", 5] == HeadCell("救治率（%）", 2, 5)
    assert [cell.text for cell in sheet().heads if cell.row == 3] == ["甲", "乙", *"1234567"]


@pytest.mark.parametrize("count", [1, 4, 17, 34, 70])
def test_the_head_covers_its_rectangle_once(count: int) -> None:
    drawn = layout.laid_out(made.table_of(made.wide(count), 22))
    for part in (drawn, *drawn.parts):
        covered = [
            (cell.row + row, cell.column + column)
            for cell in part.heads
            for row in range(cell.rows)
            for column in range(cell.columns)
        ]
        assert sorted(covered) == [
            (row, column) for row in range(part.head_rows) for column in range(len(part.columns))
        ]


def test_two_columns_called_alike_stay_two() -> None:
    heads = [made.COLUMNS[0], made.COLUMNS[0]]
    drawn = layout.laid_out(made.table_of(made.definition(columns=tuple(heads)), 2))
    assert [cell.column for cell in drawn.heads if cell.text == "农村贫困人口（人）"] == [2, 3]


def test_what_stands_around_the_table() -> None:
    drawn = sheet(Head("樟树市", "张三", "王芳", "李敏", "0795-7330000", date(2020, 3, 28)))
    assert drawn.corner == (
        "表　　号：健扶 9 表",
        "制表机关：县卫生健康委员会",
        "批准文号：赣统表〔2020〕1号",
        "有效期至：2021年12月",
    )
    assert drawn.above == ("填报单位（盖章）：樟树市", "报告期：2020年3月", "计量单位：人、%")
    assert drawn.signed[0] == "单位负责人：张三"
    assert drawn.signed[-2:] == ("联系电话：0795-7330000", "报出日期：2020年3月28日")
    assert drawn.told_notes == (
        "注：1. 本月按上月 26 日至本月 25 日统计。",
        "　　2. 6 栏“签约（人）”：一人在两个乡镇签约的只算一次。",
    )
    assert sheet().signed == ("单位负责人：", "审核人：", "填表人：", "联系电话：", "报出日期：")


def test_figures_are_texts_and_numbers_at_once() -> None:
    drawn = sheet()
    assert drawn.keys == (0, *TOWNS[0])
    assert drawn.lines[0] == ("", "合计", "1,940", "7", "5", "71.43", "12", "9", "12")
    assert drawn.lines[3] == ("3", "黄土岗镇", "1,720", "0", "0", "—", "0", "0", "")
    assert drawn.values[3][5] is None
    assert str(drawn.values[0][5]) == "71.43"
    assert [column.number_format for column in drawn.columns[4:6]] == ["#,##0", "#,##0.00"]


def test_the_words_of_the_policy_of_the_day_are_used() -> None:
    worded = layout.laid_out(made.table(*TOWNS), worded=lambda text: text.replace("贫困人口", "脱贫人口"))
    assert worded.columns[2].head == ("农村脱贫人口（人）",)


def test_a_return_of_one_line_names_its_unit() -> None:
    drawn = layout.laid_out(made.table_of(made.definition(rows=RowKind.ONE), 0))
    assert drawn.leading == 1
    assert drawn.lines[0][0] == "樟树市"
    assert drawn.columns[0].head == ("单位",)


@pytest.mark.parametrize("lines", [0, 3, 22, 250])
@pytest.mark.parametrize("count", [1, 3, 9, 20, 34, 70])
def test_every_strip_fits_its_page_and_can_be_read(count: int, lines: int) -> None:
    drawn = layout.laid_out(made.table_of(made.wide(count), lines))
    assert TINY <= drawn.size <= SIZE
    for part in drawn.parts:
        assert sum(part.widths) <= part.page.chars(drawn.size) + 0.5
        assert all(
            column.width >= max(chars(line[place]) for line in part.lines) for place, column in enumerate(part.columns)
        )
    named = [column.name for part in drawn.parts for column in part.columns[part.leading :]]
    assert named == [column.name for column in drawn.columns[drawn.leading :]]
    if drawn.on_one_page:
        assert drawn.heights.total * drawn.size / SIZE <= drawn.page.high + 1


def test_the_paper_grows_with_the_columns() -> None:
    pages = [layout.laid_out(made.table_of(made.wide(count), 22)) for count in (8, 27, 90)]
    assert [(one.page.name, len(one.parts) > 1) for one in pages] == [
        ("A4", False),
        ("A3", False),
        ("A3", True),
    ]


def test_strips_are_cut_between_groups_and_repeat_the_names() -> None:
    parts = layout.laid_out(made.table_of(made.wide(90), 22)).parts
    assert all([column.head[0] for column in part.columns[:2]] == ["序号", "乡镇"] for part in parts)
    groups = [{column.head[0] for column in part.columns[2:]} for part in parts]
    assert all(not one & other for place, one in enumerate(groups) for other in groups[place + 1 :])


def test_the_lines_of_a_county_go_on_one_page() -> None:
    drawn = layout.laid_out(made.table_of(made.definition(), 22))
    assert drawn.on_one_page
    assert drawn.size >= LEAST
    assert sum(drawn.widths) == pytest.approx(drawn.page.chars(drawn.size), rel=0.02)
    assert not layout.laid_out(made.table_of(made.definition(), 60)).on_one_page


def test_texts_over_and_under_the_table_keep_to_their_columns() -> None:
    for count in (1, 2, 3, 9, 30):
        drawn = layout.laid_out(made.table_of(made.wide(count), 5))
        for across, texts in ((drawn.above_across, drawn.above), (drawn.below_across, drawn.signed)):
            assert len(across) in (0, len(texts))
            ends = [place for pair in across for place in pair]
            assert ends == sorted(ends)
            for (first, last), text in zip(across, texts, strict=False):
                assert sum(drawn.widths[first : last + 1]) >= chars(text)
