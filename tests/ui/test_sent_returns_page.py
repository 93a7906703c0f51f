"""上报记录 and 与上报差异 by keys: what went up is opened, compared, explained by name, printed and exported."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hfp_desk.gate import QUERY
from hfp_desk.records import Contract, Diagnosis, SentReturn
from hfp_desk.store import period_locks, sending
from tests.domain.sent_world import MONTH, World, twenty_changes
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key, write
from ui import pages
from ui.pages.differences_page import DifferencesPage
from ui.pages.print_page import PrintPage
from ui.pages.reason import AskLine
from ui.pages.sent_returns_page import SentReturnsPage
from ui.return_target import ReturnTarget

PAGES: dict[str, Any] = {
    pages.SENT_RETURNS: SentReturnsPage,
    pages.DIFFERENCES: DifferencesPage,
    pages.PRINT: PrintPage,
}
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def world(clerk: Clerk) -> World:
    return World(clerk.office.register)


def send(world: World, reason: str = "", at: str = "2020-03-26 09:00:00") -> int:
    return sending.send(world.register, world.definition, world.period, reason, at).id


def texts(page: SentReturnsPage, number: int) -> dict[str, str]:
    rows = page.grid.rows
    assert rows is not None
    return dict(zip((one.key for one in rows.columns), rows.cells(rows.find_row(number)), strict=True))


def behind(page: DifferencesPage) -> list[tuple[str, ...]]:
    """The names and changes on the right."""
    rows = page.names.rows
    assert rows is not None
    return [tuple(rows.cells(at)) for at in range(len(rows))]


def at_cell(page: DifferencesPage, column: str, line: str = "合计") -> None:
    assert page.found is not None
    page.cells.select(next(at for at, one in enumerate(page.found.cells) if (one.column, one.line) == (column, line)))


def test_nothing_sent_leads_to_the_returns(clerk: Clerk) -> None:
    page: SentReturnsPage = clerk.go(pages.SENT_RETURNS)
    assert (page.lines, page.band.words()[""]) == ([], "上报件 0")
    page.empty.pressed.emit()
    assert clerk.gone[-1] == (pages.RETURNS, None)


def test_each_version_is_listed_with_its_lock_and_whether_it_was_late(clerk: Clerk, world: World) -> None:
    first = send(world)
    second = send(world, "市里要求更正", "2020-03-30 09:00:00")
    page: SentReturnsPage = clerk.go(pages.SENT_RETURNS)
    told = texts(page, first)
    assert (told["version"], told["late"], told["due"]) == ("第 1 版", "● 按期", "2020-03-28")
    told = texts(page, second)
    assert (told["version"], told["late"], told["reason"]) == ("第 2 版（补报）", "▲ 逾期", "市里要求更正")
    assert (told["locked"], told["differs"]) == ("■ 已锁定", "未核对")
    assert "解除：市里要求更正" in page.about.text()
    page.narrow("supplement")
    assert page.grid.rows is not None
    assert len(page.grid.rows) == 1


def test_f8_reckons_what_differs_now_and_forgets_it_after_a_change(clerk: Clerk, world: World) -> None:
    number = send(world)
    page: SentReturnsPage = clerk.go(pages.SENT_RETURNS)
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert texts(page, number)["differs"] == "没有变动"
    world.change(world.of(Contract, 0), state="2")
    clerk.desk.changed.emit({"contract": frozenset()})
    clerk.settle()
    assert texts(page, number)["differs"] == "未核对"
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert texts(page, number)["differs"] == "≠ 2 格"
    SentReturn.update(reason="改动").where(SentReturn.id == number).execute()
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert texts(page, number)["differs"] == "✕ 校验不符"


def test_enter_opens_what_went_up_and_f9_what_differs(clerk: Clerk, world: World) -> None:
    target = ReturnTarget("proof", MONTH, send(world))
    clerk.go(pages.SENT_RETURNS)
    clerk.press(Key.Key_Return)
    assert clerk.gone[-1] == (pages.RETURN, target)
    clerk.press(Key.Key_F9)
    assert clerk.gone[-1] == (pages.DIFFERENCES, target)


def test_unlocking_asks_for_a_reason_and_locks_again(clerk: Clerk, world: World) -> None:
    number = send(world)
    page: SentReturnsPage = clerk.go(pages.SENT_RETURNS)
    clerk.press(Key.Key_U, CONTROL)
    (line,) = clerk.shell.window().findChildren(AskLine)
    line.confirm()
    assert line.isVisible()
    write(line.line, "市里要求更正")
    line.confirm()
    clerk.settle()
    assert (texts(page, number)["locked"], period_locks.locked("proof", MONTH)) == ("□ 已解除", None)
    assert "李敏 解除：市里要求更正" in page.about.text()
    clerk.press(Key.Key_U, CONTROL)
    clerk.settle()
    assert texts(page, number)["locked"] == "■ 已锁定"


def test_who_only_looks_has_no_key_to_unlock(clerk: Clerk, world: World) -> None:
    send(world)
    world.register.db.execute_sql('UPDATE "user" SET "roles"=?', (QUERY,))
    looking = Clerk(clerk.qtbot, world.register, PAGES)
    page: SentReturnsPage = looking.go(pages.SENT_RETURNS)
    assert "解除锁定" not in [deed.text() for deed in page.deeds]
    looking.stop()


def test_what_went_up_is_exported_and_printed_as_it_was(clerk: Clerk, world: World, tmp_path: Path) -> None:
    number = send(world)
    page: SentReturnsPage = clerk.go(pages.SENT_RETURNS)
    page.write(page.lines[0].sent, tmp_path / "一.xlsx")
    clerk.settle()
    twenty_changes(world)
    page.write(page.lines[0].sent, tmp_path / "二.xlsx")
    clerk.settle()
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    clerk.press(Key.Key_F7)
    clerk.qtbot.waitUntil(lambda: pages.PRINT in [page for page, _ in clerk.gone])
    clerk.settle()
    request: Any = clerk.gone[-1][1]
    assert (request.returned.table, request.returned.sent.id) == (sending.frozen(number), number)


def test_the_names_and_changes_behind_a_cell_stand_beside_it(clerk: Clerk, world: World) -> None:
    number = send(world)
    twenty_changes(world)
    page: DifferencesPage = clerk.go(pages.DIFFERENCES, ReturnTarget("proof", MONTH, number))
    at_cell(page, "waiting")
    told = behind(page)
    assert [one[:2] for one in told][:1] == [("退出", "何样例")]
    assert any("作废救治记录（重复登记）" in one[2] for one in told)
    assert page.whole.text() == told[0][2]
    assert page.band.words()["unfound"] == "未找到修改记录 0"


def test_enter_goes_to_the_names_and_then_to_the_record(clerk: Clerk, world: World) -> None:
    number = send(world)
    ill = world.of(Diagnosis, 0)
    world.change(ill, verify_state="3")
    page: DifferencesPage = clerk.go(pages.DIFFERENCES, ReturnTarget("proof", MONTH, number))
    at_cell(page, "ill")
    page.cells.setFocus()
    clerk.press(Key.Key_Return)
    assert page.names.isAncestorOf(QApplication.focusWidget() or page)
    clerk.press(Key.Key_Return)
    place, target = clerk.gone[-1]
    found: Any = target
    assert (place, found.kind.name, found.record) == (pages.PERSON, "diagnosis", ill.id)
    assert page.back()


def test_a_change_elsewhere_is_told_at_once(clerk: Clerk, world: World) -> None:
    number = send(world)
    page: DifferencesPage = clerk.go(pages.DIFFERENCES, ReturnTarget("proof", MONTH, number))
    assert page.band.words()["figures"] == "数字不同 0 格"
    world.change(world.of(Contract, 1), state="2")
    clerk.desk.changed.emit({"contract": frozenset()})
    clerk.settle()
    assert {row.texts[5] for row in page.rows} == {"钱样例"}


def test_the_differences_are_printed_and_exported_whole(clerk: Clerk, world: World, tmp_path: Path) -> None:
    number = send(world)
    twenty_changes(world)
    page: DifferencesPage = clerk.go(pages.DIFFERENCES, ReturnTarget("proof", MONTH, number))
    page.write("说明数据变化", tmp_path / "差异.xlsx")
    clerk.settle()
    sheet = load_workbook(tmp_path / "差异.xlsx").worksheets[0]
    told = [tuple(str(cell or "") for cell in line) for line in sheet.iter_rows(values_only=True)]
    assert {row.texts for row in page.rows} <= {line[:7] for line in told}
    clerk.press(Key.Key_F7)
    clerk.settle()
    printed: Any = clerk.shell.page
    assert printed.paper.printed.count == len(page.rows)


def test_nothing_to_compare_says_so(clerk: Clerk, world: World) -> None:
    page: DifferencesPage = clerk.go(pages.DIFFERENCES, ReturnTarget("proof", MONTH))
    assert page.found is None
    clerk.press(Key.Key_F7)
    assert clerk.gone == []
    page.empty.pressed.emit()
    assert clerk.gone[-1] == (pages.SENT_RETURNS, None)
