"""The grid over a million rows: what is seen is asked for, nothing else."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.fakes import MILLION, FakeRows, Key, Memory, press
from ui import style
from ui.grid import MOST_COPIED, Grid
from ui.tasks import Tasks
from ui.widgets.empty_state import EmptyState

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Role = Qt.ItemDataRole


@pytest.fixture
def grid(qtbot: QtBot, memory: Memory) -> Grid:
    made = Grid("people", memory, frozen=1)
    qtbot.addWidget(made)
    made.resize(700, 400)
    with qtbot.waitActive(made):
        made.show()
    return made


def million(grid: Grid) -> FakeRows:
    rows = FakeRows(MILLION)
    grid.show_rows(rows)
    grid.setFocus()
    grid.grab()
    return rows


def cell(grid: Grid, row: int, key: str, role: int = Role.DisplayRole) -> object:
    return grid.model.data(grid.model.index(row, grid.model.section(key)), role)


def test_opening_a_million_rows_asks_for_a_screenful(grid: Grid) -> None:
    rows = million(grid)
    assert grid.model.rowCount() == MILLION
    assert 5 < len(rows.asked) < 60
    assert grid.foot.totals == "1,000,000 条"


def test_ticking_all_touches_no_row_out_of_sight(grid: Grid, qtbot: QtBot) -> None:
    rows = million(grid)
    with qtbot.waitSignal(grid.ticked) as counted:
        press(grid, Key.Key_A, CONTROL)
    assert counted.args == [MILLION]
    grid.grab()
    assert len(rows.asked) < 60
    press(grid, Key.Key_Space)
    assert grid.ticks.count(MILLION) == MILLION - 1
    assert next(grid.ticked_ids()) == 2
    press(grid, Key.Key_A, CONTROL)
    press(grid, Key.Key_A, CONTROL)
    assert grid.ticks.count(MILLION) == 0


def test_selecting_to_the_end_touches_no_row_between(grid: Grid) -> None:
    rows = million(grid)
    press(grid, Key.Key_End, SHIFT)
    grid.grab()
    assert [len(part) for part in grid.table.selected()] == [MILLION]
    for view in (grid.table.frozen, grid.table.main):
        for head in (view.horizontalHeader(), view.verticalHeader()):
            assert not head.selectionModel().hasSelection(), "a header that looks at the selection asks every row"
    assert len(rows.asked) < 120
    press(grid, Key.Key_Space)
    assert grid.ticks.all


def test_keys_move_and_keep_the_cursor_in_sight(grid: Grid) -> None:
    million(grid)
    seen = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_End, Key.Key_Home):
        press(grid, key)
        seen.append(grid.current_id())
        top = grid.table.main.verticalScrollBar().value()
        assert top <= grid.table.current < top + 20
    assert seen == [2, 3, 2, MILLION, 1]
    press(grid, Key.Key_PageDown)
    assert 5 < grid.table.current < 20


def test_both_halves_scroll_as_one(grid: Grid) -> None:
    million(grid)
    press(grid, Key.Key_End)
    frozen, main = grid.table.frozen.verticalScrollBar(), grid.table.main.verticalScrollBar()
    assert frozen.value() == main.value() > MILLION - 20
    frozen.setValue(500)
    assert main.value() == 500


def test_enter_and_double_click_open_the_record(grid: Grid, qtbot: QtBot) -> None:
    million(grid)
    press(grid, Key.Key_Down)
    with qtbot.waitSignal(grid.opened) as opened:
        press(grid, Key.Key_Return)
    assert opened.args == [2]
    view = grid.table.main
    place = view.visualRect(grid.model.index(3, grid.model.section("name"))).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [4]


def test_moving_tells_which_record_is_current(grid: Grid, qtbot: QtBot) -> None:
    million(grid)
    with qtbot.waitSignal(grid.current_changed) as moved:
        press(grid, Key.Key_Down)
    assert moved.args == [2]


def test_space_ticks_the_selected_rows_and_a_click_one(grid: Grid, qtbot: QtBot) -> None:
    million(grid)
    press(grid, Key.Key_Down, SHIFT)
    press(grid, Key.Key_Down, SHIFT)
    press(grid, Key.Key_Space)
    assert list(grid.ticked_ids()) == [1, 2, 3]
    view = grid.table.frozen
    place = view.visualRect(grid.model.index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert list(grid.ticked_ids()) == [1, 3]


def test_a_click_on_a_heading_sorts_and_a_second_turns_round(grid: Grid, qtbot: QtBot) -> None:
    million(grid)
    head = grid.table.main.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(grid.model.section("total")) + 20, 10)
    for expected in (["total", False], ["total", True]):
        with qtbot.waitSignal(grid.sorted) as told:
            QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert told.args == expected
    assert grid.current_id() == MILLION
    assert head.sortIndicatorSection() == grid.model.section("total")
    assert head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_copying_gives_what_is_seen_and_no_more_than_can_be_pasted(grid: Grid, qtbot: QtBot) -> None:
    million(grid)
    grid.hide_column("disease")
    press(grid, Key.Key_Down, SHIFT)
    press(grid, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "临江镇\t李1\t1.00\n临江镇\t李2\t2.00"
    press(grid, Key.Key_End, SHIFT)
    with qtbot.waitSignal(grid.copied) as copied:
        press(grid, Key.Key_C, CONTROL)
    assert copied.args == [MOST_COPIED]


def test_columns_are_remembered_for_this_list_and_user(grid: Grid, memory: Memory, qtbot: QtBot) -> None:
    million(grid)
    grid.hide_column("disease")
    grid.freeze(2)
    grid.table.main.setColumnWidth(grid.model.section("total"), 222)
    again = Grid("people", memory)
    other = Grid("places", memory)
    for made in (again, other):
        qtbot.addWidget(made)
        made.show_rows(FakeRows(3))
    assert again.model.section("disease") == -1
    assert again.table.frozen.isColumnHidden(2) is False
    assert again.table.main.columnWidth(again.model.section("total")) == 222
    assert other.model.section("disease") == 3


def test_a_dragged_heading_stays_where_it_was_put(grid: Grid, qtbot: QtBot, memory: Memory) -> None:
    million(grid)
    grid.table.main.horizontalHeader().moveSection(4, 2)
    qtbot.waitUntil(lambda: grid.model.section("total") == 2)
    assert [grid.model.section(key) for key in ("town", "name", "disease")] == [1, 3, 4]
    assert [grid.table.main.horizontalHeader().visualIndex(n) for n in range(5)] == [0, 1, 2, 3, 4]
    grid.reset_columns()
    assert grid.model.section("total") == 4


def test_the_column_panel_shows_hides_and_orders(grid: Grid) -> None:
    million(grid)
    panel = grid.choose_columns()
    panel.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert grid.model.section("name") == -1
    panel.list.setCurrentRow(3)
    panel.move_by(-3)
    assert grid.model.section("total") == 1
    press(grid, Key.Key_Escape)
    assert not panel.isVisible()


def test_numbers_stand_right_restricted_is_violet_void_is_struck(grid: Grid) -> None:
    rows = FakeRows(3)
    rows.flags = {2: "void", 3: "error"}
    grid.show_rows(rows)
    right = cell(grid, 0, "total", Role.TextAlignmentRole)
    assert isinstance(right, Qt.AlignmentFlag)
    assert right & Qt.AlignmentFlag.AlignRight
    assert cell(grid, 0, "disease", Role.ForegroundRole) == QColor(style.load().restricted)
    assert grid.model.headerData(3, Qt.Orientation.Horizontal, Role.DecorationRole) is not None
    assert grid.model.headerData(2, Qt.Orientation.Horizontal, Role.DecorationRole) is None
    struck = cell(grid, 1, "name", Role.FontRole)
    assert isinstance(struck, QFont)
    assert struck.strikeOut()
    assert cell(grid, 0, "name", Role.FontRole) is None
    flags = [grid.model.data(grid.model.index(row, 0), Role.ToolTipRole) for row in range(3)]
    assert flags == [None, "已作废", "有必须改正的地方"]


def test_an_empty_list_says_what_to_do(qtbot: QtBot, memory: Memory) -> None:
    grid = Grid("people", memory, EmptyState("还没有人员", "导入名单"))
    qtbot.addWidget(grid)
    grid.show()
    grid.show_rows(FakeRows(0))
    assert grid.empty.isVisible()
    assert not grid.foot.isVisible()
    with qtbot.waitSignal(grid.empty.pressed):
        press(grid.empty.findChildren(type(grid.foot.chooser))[0], Key.Key_Space)
    grid.show_rows(FakeRows(1))
    assert grid.table.isVisible()


def test_reading_the_same_list_again_keeps_order_ticks_and_cursor(grid: Grid) -> None:
    grid.show_rows(FakeRows(100))
    grid.setFocus()
    grid.sort("total", True)
    grid.select(40)
    press(grid, Key.Key_Space)
    grid.show_rows(FakeRows(101), same=True)
    assert grid.current_id() == 40
    assert list(grid.ticked_ids()) == [40]
    assert grid.model.text(0)[1] == "李101"
    grid.show_rows(FakeRows(101))
    assert list(grid.ticked_ids()) == []
    assert not grid.select(999)


def test_totals_are_summed_in_a_task_and_stale_ones_dropped(qtbot: QtBot, memory: Memory) -> None:
    tasks = Tasks()
    grid = Grid("people", memory, tasks=tasks)
    qtbot.addWidget(grid)
    grid.show_rows(FakeRows(5))
    assert grid.foot.totals == "5 条 · 正在合计…"
    grid.show_rows(FakeRows(7))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert grid.foot.totals == "7 条"
    tasks.stop()
