"""Lists as offices really send them, each with what a reader must find in it. All people are invented."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlwt
from openpyxl import Workbook

from tests.data import handmade

Row = list[object]
HEAD: Row = ["序号", "乡镇", "村", "姓名", "身份证号", "总费用", "自付"]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES, GIVEN = "陈李黄吴聂", ("秋根", "细妹", "小腊", "火金", "冬香", "水英", "毛仔")
TOWNS = (("临江镇", "双洲村"), ("临江镇", "渚塘村"), ("永泰镇", "石岗村"))


@dataclass(frozen=True)
class Ugly:
    """One list: its rows as they lie in the sheet, the Excel rows of head and data, and the others by reason."""

    name: str
    rows: Sequence[Row]
    head: tuple[int, ...]
    data: Sequence[int]
    skipped: dict[int, str]
    merges: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    filled: int = 0
    write: "Callable[[Ugly, Path], Path] | None" = None

    def save(self, folder: Path) -> Path:
        """Write it as the sender did."""
        return (self.write or as_xlsx)(self, folder)


def number(place: int) -> str:
    """A valid ID number of an invented person."""
    body = f"360982{1940 + place % 60}{place % 12 + 1:02}{place % 28 + 1:02}{100 + place:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def person(place: int) -> Row:
    """One row of data under ``HEAD``."""
    town, village = TOWNS[place // 3 % 3]
    name = SURNAMES[place % 5] + GIVEN[place % 7]
    return [place + 1, town, village, name, number(place), 1200.5 + place, 120.05]


def people(count: int, start: int = 0) -> list[Row]:
    """Some rows of data."""
    return [person(place) for place in range(start, start + count)]


def line(*cells: object, width: int = 7) -> Row:
    """A row with these cells at its beginning."""
    return [*cells, *[""] * (width - len(cells))]


def as_xlsx(case: Ugly, folder: Path) -> Path:
    """The usual way."""
    book = Workbook()
    sheet = book.active
    sheet.title = "名单"
    for row in case.rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for merge in case.merges:
        sheet.merge_cells(merge)
    for hidden in case.hidden:
        sheet.row_dimensions[hidden].hidden = True
    path = folder / f"{case.name}.xlsx"
    book.save(path)
    return path


def as_xls(case: Ugly, folder: Path) -> Path:
    """The format of Excel 2003."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for at, row in enumerate(case.rows):
        for column, cell in enumerate(row):
            if cell != "":
                sheet.write(at, column, cell)
    for hidden in case.hidden:
        sheet.row(hidden - 1).hidden = True
    path = folder / f"{case.name}.xls"
    book.save(str(path))
    return path


def as_text(encoding: str, delimiter: str = ",", ending: str = ".csv") -> Callable[[Ugly, Path], Path]:
    """Text in some encoding, under some name."""

    def write(case: Ugly, folder: Path) -> Path:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(case.rows)
        path = folder / (case.name + ending)
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


def by_hand(write: Callable[[Path, Sequence[Row]], Path], ending: str) -> Callable[[Ugly, Path], Path]:
    """One of the formats of ``handmade``."""
    return lambda case, folder: write(folder / (case.name + ending), case.rows)


def simple(name: str, write: Callable[[Ugly, Path], Path]) -> Ugly:
    """Title, head, five people and a total, for formats."""
    rows = [line("救治台账"), HEAD, *people(5), line("合计", "", "", "", "", 6012.5, 600.25)]
    return Ugly(name, rows, (2,), range(3, 8), {8: "合计"}, write=write)


def formats() -> Iterable[Ugly]:
    """The same list in each format and encoding."""
    yield simple("普通表", as_xlsx)
    yield simple("老格式", as_xls)
    yield simple("国标码", as_text("gb18030"))
    yield simple("带标记", as_text("utf-8-sig"))
    yield simple("无标记", as_text("utf-8"))
    yield simple("双字节", as_text("utf-16", "\t", ".txt"))
    yield simple("制表符冒充", as_text("gb18030", "\t", ".xls"))
    yield simple("分号分隔", as_text("gb18030", ";"))
    yield simple("网页冒充", by_hand(handmade.web_page, ".xls"))
    yield simple("国标码网页", by_hand(lambda path, rows: handmade.web_page(path, rows, "gb18030"), ".xls"))
    yield simple("标记语言冒充", by_hand(handmade.xml_2003, ".xls"))
    yield simple("二进制", by_hand(handmade.xlsb, ".xlsb"))
    yield simple("开放文档", by_hand(handmade.ods, ".ods"))


def heads() -> Iterable[Ugly]:
    """Heads of one to three rows, plain and decorated."""
    three = people(6)
    yield Ugly("两行标题", [line("台账"), line("单位：元"), HEAD, *three], (3,), range(4, 10), {}, ("A1:G1", "A2:G2"))
    group: Row = ["序号", "基本情况", "", "", "", "费用情况（元）", ""]
    below: Row = ["", "乡镇", "村", "姓名", "身份证号", "总费用", "自付"]
    merges: tuple[str, ...] = ("A1:G1", "A2:A3", "B2:E2", "F2:G2")
    yield Ugly("两行表头", [line("台账"), group, below, *three], (2, 3), range(4, 10), {}, merges)
    yield Ugly("两行表头无合并", [line("台账"), group, below, *three], (2, 3), range(4, 10), {})
    yield Ugly("两行表头文本", [group, below, *three], (1, 2), range(3, 9), {}, write=as_text("gb18030"))
    middle: Row = ["", "住址", "", "本人", "", "总费用", "自付"]
    lowest: Row = ["", "乡镇", "村", "姓名", "身份证号", "", ""]
    merges = ("A1:A3", "B1:E1", "F1:G1", "B2:C2", "D2:E2", "F2:F3", "G2:G3")
    yield Ugly("三行表头", [group, middle, lowest, *three], (1, 2, 3), range(4, 10), {}, merges)
    yield Ugly("数字行", [HEAD, [1, 2, 3, 4, 5, 6, 7], *three], (1,), range(3, 9), {2: "序号行"})
    yield Ugly("甲乙行", [HEAD, ["甲", "乙", "丙", "丁", "1", "2", "3=2-1"], *three], (1,), range(3, 9), {2: "序号行"})
    yield Ugly("单位行", [HEAD, ["", "", "", "", "18位", "元", "元"], *three], (1,), range(3, 9), {2: "说明"})
    yield Ugly("示例行", [HEAD, ["示例", *person(40)[1:]], *three], (1,), range(3, 9), {2: "示例行"})
    wide: Row = ["序 号", "乡（镇）", "村\n（居）", "姓　　名*", "ＩＤ身份证号码", "总费用\n（元）", "2、自付（必填）"]
    yield Ugly("花样表头", [wide, *three], (1,), range(2, 8), {})
    lower = [line(), line(), line("", "台账"), line(), HEAD, *three]
    yield Ugly("上方空行", lower, (5,), range(6, 12), {})
    shifted = [["", "", *row] for row in (HEAD, *three)]
    yield Ugly("左侧空列", shifted, (1,), range(2, 8), {})
    gaps = [[*row[:3], "", *row[3:]] for row in (HEAD, *three)]
    yield Ugly("中间空列", gaps, (1,), range(2, 8), {})
    years = [[*row, 2019 if row is HEAD else 5] for row in (HEAD, *three)]
    yield Ugly("数字列名", years, (1,), range(2, 8), {})


def bodies() -> Iterable[Ugly]:
    """What stands between and below the data."""
    signed = line("填表人：陈秋根", "", "审核人：", "", "联系电话：0795-7331234")
    apart = line("单位负责人", "", "审核人", "聂火金", "制表人", "吴冬香")
    tail = [*people(8), line("合  计", "", "", "", "", 9632.0), signed, line("注：本表一式两份。")]
    skipped = {10: "合计", 11: "签章行", 12: "说明"}
    yield Ugly("合计签章", [HEAD, *tail], (1,), range(2, 10), skipped)
    yield Ugly("分格签章", [HEAD, *people(8), apart], (1,), range(2, 10), {10: "签章行"})
    yield Ugly(
        "日期落款", [HEAD, *people(8), line("", "", "", "", "2020年3月31日")], (1,), range(2, 10), {10: "签章行"}
    )
    months = [
        *people(6),
        line("1月小计", "", "", "", "", 7215.0),
        *people(6, 6),
        line("2月小计", "", "", "", "", 7251.0),
    ]
    rows = [HEAD, *months, line("总计", "", "", 12, "", 14466.0)]
    yield Ugly("按月小计", rows, (1,), [*range(2, 8), *range(9, 15)], {8: "小计", 15: "小计", 16: "合计"})


def people_and_not() -> Iterable[Ugly]:
    """What looks like a person and is none, and the other way round."""
    named = ["", "", "", "小计", "", 3600.0, 360.0]
    yield Ugly("小计在姓名列", [HEAD, *people(7), named, *people(2, 7)], (1,), [*range(2, 9), 10, 11], {9: "小计"})
    pages = [*people(6), line("本页合计", "", "", "", "", 1.0), line("台账（续）"), HEAD, *people(6, 6)]
    skipped = {8: "合计", 9: "说明", 10: "重复表头"}
    yield Ugly(
        "分页重复表头",
        [line("台账"), HEAD, *pages[:6], *pages[6:]],
        (2,),
        [*range(3, 9), *range(12, 18)],
        {row + 1: reason for row, reason in skipped.items()},
    )
    after = [HEAD, *people(6), line("合计", "", "", "", "", 7.0), *people(2, 6)]
    yield Ugly("合计后还有人", after, (1,), [*range(2, 8), 9, 10], {8: "合计"})
    like = [*person(9)[:3], "陈合计", "", *person(9)[5:]]
    yield Ugly("名字像合计", [HEAD, *people(7), like], (1,), range(2, 10), {})
    yield Ugly("缺号不是小计", [HEAD, *people(7), [*person(7)[:4], "", *person(7)[5:]]], (1,), range(2, 10), {})
    blank = [HEAD, *people(6), line(), line("", " ", "\n"), *people(1, 6)]
    yield Ugly("中间空行", blank, (1,), [*range(2, 8), 10], {8: "空行"})
    yield Ugly("预编序号", [HEAD, *people(6), line(7), line(8)], (1,), range(2, 8), {8: "空行"})
    sections = [HEAD, line("一、临江镇"), *people(6), line("二、永泰镇"), *people(2, 6)]
    yield Ugly("分段标题", sections, (1,), [*range(3, 9), 10, 11], {2: "说明", 9: "说明"}, ("A2:G2", "A9:G9"))
    yield Ugly("筛选隐藏", [HEAD, *people(9)], (1,), [2, 3, 4, 6, 7, 9, 10], {5: "隐藏行", 8: "隐藏行"}, hidden=(5, 8))
    old = Ugly(
        "老格式隐藏", [HEAD, *people(9)], (1,), [2, 3, 4, 6, 7, 9, 10], {5: "隐藏行", 8: "隐藏行"}, hidden=(5, 8)
    )
    yield Ugly(old.name, old.rows, old.head, old.data, old.skipped, hidden=old.hidden, write=as_xls)


def merged() -> Iterable[Ugly]:
    """Township and village written once over several rows."""
    rows = people(6)
    for place, row in enumerate(rows):
        if place % 3:
            row[1] = row[2] = ""
    merges = ("B2:B4", "C2:C4", "B5:B7", "C5:C7")
    yield Ugly("乡村合并", [HEAD, *rows], (1,), range(2, 8), {}, merges, filled=8)
    yield Ugly("乡村合并文本", [HEAD, *rows], (1,), range(2, 8), {}, filled=8, write=as_text("gb18030"))
    tall = [(2, 1, 3), (2, 2, 3), (5, 1, 3), (5, 2, 3)]
    page = by_hand(lambda path, cells: handmade.web_page(path, cells, tall=tall), ".xls")
    yield Ugly("乡村合并网页", [HEAD, *rows], (1,), range(2, 8), {}, filled=8, write=page)
    ods = by_hand(lambda path, cells: handmade.ods(path, cells, tall=tall), ".ods")
    yield Ugly("乡村合并开放文档", [HEAD, *rows], (1,), range(2, 8), {}, filled=8, write=ods)
    ditto = people(6)
    ditto[1][1] = ditto[2][2] = "同上"
    yield Ugly("写着同上", [HEAD, *ditto], (1,), range(2, 8), {}, filled=2)


def cases() -> tuple[Ugly, ...]:
    """The whole corpus."""
    return (*formats(), *heads(), *bodies(), *people_and_not(), *merged())
