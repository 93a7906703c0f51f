"""Which kind of list a sheet is, and the three samples from the first cell to the last column."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from hfp_desk.excel.book import Row, Sheet
from hfp_desk.excel.looks import like_day, like_identity, like_money, like_one_of, like_phone
from hfp_desk.excel.mapping import Mapped, choose_kind, map_columns
from hfp_desk.excel.reading import open_book
from hfp_desk.excel.understanding import Understood, understand
from hfp_desk.resources import resource
from tests.data.ugly import number
from tests.data.words import KINDS


@pytest.mark.parametrize(
    ("test", "yes", "no"),
    [
        (
            like_identity,
            [number(1), "360982640610292", number(2) + "43", " 36098219640610292x", 3.6e17, "3.6E+17"],
            ["1", 5, 2.5],
        ),
        (like_phone, ["13907951234", 13907951234, "0795-7331234"], ["1390795123", "360982196406102924"]),
        (
            like_day,
            [date(2020, 1, 2), "2020.1.5", "2020年1月5日", "20200105", "201312", 20200105],
            ["20201405", "5", 8.5],
        ),
        (like_money, [1.5, "48,025.29", "1200.5", "500元"], ["20200105", "姓名", 3.6e17]),
        (like_one_of(["双洲村"]), ["双洲村", " 双洲 村"], ["石岗村", 5]),
    ],
)
def test_looks(test: object, yes: list[object], no: list[object]) -> None:
    assert callable(test)
    assert [cell for cell in yes if not test(cell)] == []
    assert [cell for cell in no if test(cell)] == []


def list_of(*rows: Sequence[object], name: str = "Sheet1") -> Sheet:
    return Sheet(name, [cast(Row, list(row)) for row in rows])


def test_kinds_are_told_by_headings_that_few_kinds_know() -> None:
    stay = list_of(["姓名", "身份证号", "入院时间", "总费用"], ["陈秋根", number(1), "2020-01-02", 5.5])
    assert choose_kind(stay, KINDS) == "stays"
    person = list_of(["姓名", "身份证号", "民族", "健康状况"], ["陈秋根", number(1), "汉族", "健康"])
    assert choose_kind(person, KINDS) == "people"


def test_a_list_that_nothing_tells_apart_goes_by_title_then_to_the_first() -> None:
    rows = (["姓名", "身份证号"], ["陈秋根", number(1)], ["李细妹", number(2)])
    assert choose_kind(list_of(*rows), KINDS) == "people"
    assert choose_kind(list_of(*rows, name="3月低保"), KINDS) == "identities"
    assert choose_kind(list_of(["农村特困人员名单", ""], *rows), KINDS) == "identities"
    assert choose_kind(list_of(*rows), KINDS, file_name="低保对象_202003.xlsx") == "identities"


def test_a_kind_is_told_even_if_a_required_column_is_missing() -> None:
    stay = list_of(
        ["姓名", "身份证号", "入院时间", "出院时间", "病种"], ["陈秋根", number(1), "2020-01-02", "2020-01-05", "肺癌"]
    )
    assert choose_kind(stay, KINDS) == "stays"


def test_what_is_no_list_of_ours_has_no_kind() -> None:
    assert choose_kind(list_of(["填表说明", ""], ["1、请如实填写", ""]), KINDS) is None
    course = ["培训班", "起", "止", "天数", "姓名", "身份证号", "单位", "考核"]
    assert choose_kind(list_of(course, ["班", "a", "b", 5, "陈秋根", number(1), "c", "优"]), KINDS) is None
    report = list_of(["姓名", "身份证号", "民族"], ["陈秋根", number(1), "汉族"], name="导入报告")
    assert choose_kind(report, KINDS) is None
    assert choose_kind(Sheet("空", []), KINDS) is None


SAMPLES: tuple[tuple[str, str, tuple[int, ...], int, int, dict[int, str]], ...] = (
    ("建档立卡贫困人口名单.xlsx", "people", (3,), 1960, 4, {1964: "合计", 1965: "签章行"}),
    (
        "大病专项救治台账_人民医院_2020年一季度.xls",
        "stays",
        (2, 3),
        270,
        4,
        {94: "小计", 185: "小计", 276: "小计", 277: "合计", 278: "签章行"},
    ),
    ("农村低保对象_民政局_202003.csv", "identities", (1,), 200, 2, {}),
)


def sample(name: str, kind: str) -> tuple[Understood, Mapped]:
    book = open_book(Path(resource("sample", name)))
    (sheet,) = book.visible
    assert choose_kind(sheet, KINDS, name) == kind
    found = understand(sheet, KINDS[kind])
    return found, map_columns(found.headings, KINDS[kind], samples=found.samples(), sheet=sheet.name)


@pytest.mark.parametrize(("name", "kind", "head", "count", "first", "skipped"), SAMPLES, ids=[s[1] for s in SAMPLES])
def test_the_three_samples(
    name: str, kind: str, head: tuple[int, ...], count: int, first: int, skipped: dict[int, str]
) -> None:
    found, columns = sample(name, kind)
    assert found.header_rows == head
    assert (len(found.rows), found.numbers[0]) == (count, first)
    assert {skip.row: str(skip.reason) for skip in found.skipped} == skipped
    assert columns.sure
    assert not found.problems
    numbers = found.column(columns.by_target["id"])
    assert sum(map(like_identity, numbers)) > 0.95 * count


def test_planted_errors_of_the_samples_lie_in_the_rows_they_should() -> None:
    found, columns = sample(SAMPLES[0][0], "people")
    cells = dict(zip(found.numbers, found.column(columns.by_target["id"]), strict=True))
    assert [row for row, cell in cells.items() if cell == ""] == [251, 316, 891, 1646, 1732, 1960]
    assert [row for row, cell in cells.items() if isinstance(cell, float)] == [361, 378, 452, 1055, 1383, 1388, 1914]
    found, columns = sample(SAMPLES[1][0], "stays")
    cells = dict(zip(found.numbers, found.column(columns.by_target["id"]), strict=True))
    lost = [48, 65, 134, 199, 235, 240, 242]
    assert [row for row, cell in cells.items() if isinstance(cell, float)] == lost
