"""A return on paper: what the workbook says, within its box, page by page; frozen ones the same bytes every time."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.papers.returns import print_return
from hfp_desk.problems import Refusal
from hfp_desk.returns import Definition, Table
from hfp_desk.returns.layout import Head
from hfp_desk.store import return_sheets, returns
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data import pdf_reading
from tests.domain import laid_out as made
from tests.domain.listed import CLERK
from tests.domain.test_return_files import SENT

MM_A4, MM_A3 = (297, 210), (420, 297)


def printed(register: Register, table: Table, target: Path, **more: object) -> papers.Printed:
    return print_return(register, CLERK, table, target, **more)  # type: ignore[arg-type]


def words(path: Path) -> str:
    return pdf_reading.by_pdfium(path).replace("\r\n", "").replace("\n", "")


def paper_of(path: Path) -> tuple[int, int]:
    box = PdfReader(path).pages[0].mediabox
    return round(float(box.width) / pdf_reading.MM), round(float(box.height) / pdf_reading.MM)


def county(lines: int = 22, of: Definition | None = None) -> Table:
    return made.table_of(of or made.definition(), lines)


def test_every_text_of_the_sheet_stands_on_the_page(register: Register, tmp_path: Path) -> None:
    table = made.table((1, 2, 3), ("临江镇", "永泰镇", "黄土岗镇"))
    head = Head("樟树市", "张三", "王芳", "李敏", "0795-7330000", date(2020, 3, 28))
    told = printed(register, table, tmp_path / "a.pdf", head=head)
    said, sheet = words(told.path), return_sheets.sheet(register, table, head)
    for text in (sheet.title, *sheet.corner, *sheet.above, *sheet.signed, *(cell.text for cell in sheet.heads)):
        assert text in said, text
    for line in sheet.lines:
        assert "".join(line[1:]) in said.replace(" ", ""), line
    assert (told.pages, told.count, told.warnings) == (1, 4, ())


def test_a_county_goes_on_one_page_and_a_long_one_repeats_its_head(register: Register, tmp_path: Path) -> None:
    one = printed(register, county(), tmp_path / "a.pdf")
    assert (one.pages, paper_of(one.path)) == (1, MM_A4)
    long = printed(register, county(120), tmp_path / "b.pdf")
    texts = pdf_reading.texts(long.path)
    assert long.pages == len(texts) > 2
    lined = [text for text in texts if "乡镇" in text.replace("乡镇1", "")]
    assert all("大病集中救治" in text for text in texts[: len(lined)])
    assert "第 2 页" in texts[1]


@pytest.mark.parametrize("count", [1, 9, 34, 90])
def test_nothing_leaves_the_margins_or_is_cut(register: Register, tmp_path: Path, count: int) -> None:
    told = printed(register, county(22, made.wide(count)), tmp_path / "a.pdf")
    assert told.warnings == ()
    wide, high = paper_of(told.path)
    for page in range(told.pages):
        for letter in pdf_reading.letters(told.path, page):
            assert letter.left >= 24
            assert letter.right <= wide - 14
            assert letter.top >= 14
            assert letter.bottom <= high - 6
    said = words(told.path)
    assert all(f"项目{number}" in said for number in range(count))
    assert ("续表1" in said) == (count == 90)


def test_the_widths_on_paper_are_those_of_the_workbook(register: Register, tmp_path: Path) -> None:
    table = county()
    told = printed(register, table, tmp_path / "a.pdf")
    sheet = return_sheets.sheet(register, table)
    marks = [mark for mark in pdf_reading.marks(told.path) if mark.left == mark.right]
    lefts = sorted({mark.left for mark in marks})
    widths = [right - left for left, right in pairwise(lefts)]
    assert len(widths) == len(sheet.widths)
    share = sum(widths) / sum(sheet.widths)
    assert widths == pytest.approx([width * share for width in sheet.widths], abs=0.1)


def test_strips_of_few_lines_stand_under_each_other(register: Register, tmp_path: Path) -> None:
    told = printed(register, county(1, made.wide(40)), tmp_path / "a.pdf")
    said = words(told.path)
    assert told.pages == 1
    assert "续表1" in said


def test_a_frozen_version_is_printed_alike_every_time(register: Register, tmp_path: Path) -> None:
    first = printed(register, county(), tmp_path / "a.pdf", sent=SENT)
    again = printed(register, county(), tmp_path / "b.pdf", sent=SENT)
    assert first.path.read_bytes() == again.path.read_bytes()
    said = words(first.path)
    assert "上报件第 2 版（补报：市里要求更正）" in said
    assert "打印" not in said
    assert first.told.detail["digest"] == SENT.digest


def test_who_answers_is_kept_with_its_day(register: Register) -> None:
    table = county()
    return_sheets.keep_head(register, Head(principal="张三", phone="0795-1"), date(2020, 1, 1))
    return_sheets.keep_head(register, Head(principal="王五", phone="0795-1"), date(2020, 6, 1))
    sent = return_sheets.sheet(register, table, sent=SENT)
    assert sent.signed[0] == "单位负责人：张三"
    assert sent.signed[-1] == "报出日期：2020年3月30日"
    now = return_sheets.sheet(register, table)
    assert now.signed[0] == "单位负责人：王五"
    assert now.signed[-1] == "报出日期："


def test_a_return_that_went_up_in_the_morning_keeps_who_signed_it(register: Register) -> None:
    noon = datetime.fromisoformat(SENT.sent_at) + timedelta(hours=2)
    return_sheets.keep_head(register, Head(principal="张三"), date.fromisoformat(SENT.sent_at[:10]))
    return_sheets.keep_head(register, Head(principal="王五"), noon)
    assert return_sheets.sheet(register, county(), sent=SENT).signed[0] == "单位负责人：张三"
    assert return_sheets.sheet(register, county()).signed[0] == "单位负责人：王五"
    with register.session():
        assert return_sheets.head_on(noon.date(), sent=True).principal == "王五", "at the end of that day"


def test_keeping_it_logs_it(register: Register, tmp_path: Path) -> None:
    told = printed(register, county(), tmp_path / "a.pdf")
    papers.keep(register, told, tmp_path / "kept" / "表.pdf")
    with register.session():
        asked = "SELECT action, subject, reason FROM event ORDER BY id DESC"
        assert register.db.execute_sql(asked).fetchone() == ("print", "健康扶贫工作情况月报表 2020年3月", "上报上级")
    assert (tmp_path / "kept" / "表.pdf").read_bytes() == told.path.read_bytes()


def test_all_returns_of_a_period_are_one_paper(register: Register, tmp_path: Path) -> None:
    told = papers.print_form(register, "上报表", tmp_path / "a.pdf", Scope(until=date(2020, 3, 25)), CLERK)
    titles = [one.title for one in returns.catalogue(register).definitions]
    assert told.count == len(titles)
    with register.session():
        worded = [title for title, _, _ in pdf_reading.outline(told.path)]
    assert len(worded) == len(titles)
    said = words(told.path)
    assert all(title in said for title in worded)


def test_who_has_no_role_prints_nothing(register: Register, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="没有任何角色"):
        print_return(register, Viewer("来人"), county(), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()
