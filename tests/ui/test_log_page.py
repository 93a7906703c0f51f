"""The log by keys alone: read, filtered, looked behind, taken back, proved, written, printed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hfp_desk.records import HOUSEHOLD, PERSON, Household, Person
from hfp_desk.store import history, keeping, log, taking_back
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, kept, patient
from tests.ui.fakes import Key
from ui import pages
from ui.pages import log_export
from ui.pages.field_history import StoryDrop
from ui.pages.jump import LogOf
from ui.pages.log_page import LogPage
from ui.pages.people_page import PeoplePage
from ui.pages.person_page import PersonPage
from ui.pages.print_page import PrintPage
from ui.pages.print_request import PrintRequest
from ui.widgets.ask import Notice

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clerk(qtbot: QtBot, register: Register) -> Iterator[Clerk]:
    places: dict[str, Any] = {
        pages.LOG: LogPage,
        pages.PEOPLE: PeoplePage,
        pages.PERSON: PersonPage,
        pages.PRINT: PrintPage,
    }
    made = Clerk(qtbot, register, places)
    yield made
    made.stop()


@pytest.fixture
def person(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> int:
    """A patient whose name was then corrected; each deed a second after the one before, as clerks work."""
    start, seconds = datetime.now(), count(1)
    monkeypatch.setattr(history, "now", lambda: f"{start + timedelta(seconds=next(seconds)):%Y-%m-%d %H:%M:%S}")
    found = patient(clerk)
    record = Person.get_by_id(found)
    record.name = "李月"
    keeping.save(clerk.office.register, record, reason="核对户口簿")
    log.note(clerk.office.register, Action.EXPORT, "人员清单", people=3, reason="上报", detail={"columns": ["姓名"]})
    return found


def words(page: LogPage) -> list[str]:
    rows = page.grid.rows
    assert rows is not None
    return [rows.cells(row)[3] for row in range(len(rows))]


def notice(clerk: Clerk) -> Notice:
    def seen() -> list[Notice]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, Notice) and one.isVisible()]

    clerk.qtbot.waitUntil(lambda: len(seen()) == 1)
    return seen()[0]


def agree(clerk: Clerk, page: LogPage) -> str:
    """Answer the question that is asked and come back to the list."""
    asked = notice(clerk)
    asked.accept()
    clerk.settle()
    clerk.shell.activateWindow()
    clerk.qtbot.waitUntil(clerk.shell.isActiveWindow)
    page.grid.setFocus()
    return asked.sentence


def choose(clerk: Clerk, page: LogPage, text: str) -> None:
    page.grid.table.go(words(page).index(text))
    clerk.settle()


def test_the_newest_stands_first_and_the_detail_follows(clerk: Clerk, person: int) -> None:
    page = clerk.go(pages.LOG)
    assert words(page)[:2] == ["人员清单", "修改 李月 的 姓名"]
    facts = [page.detail.tree.topLevelItem(row).text(2) for row in range(page.detail.tree.topLevelItemCount())]
    assert {"李敏", "上报", "姓名"} <= set(facts)
    clerk.press(Key.Key_Down)
    clerk.settle()
    item = page.detail.tree.topLevelItem(0)
    assert item.text(0) == "修改 人员 李月"
    assert [item.child(0).text(column) for column in range(3)] == ["姓名", "李玥", "李月"]


def test_enter_opens_the_record_and_the_log_can_follow_one_person(clerk: Clerk, person: int) -> None:
    page = clerk.go(pages.LOG)
    choose(clerk, page, "修改 李月 的 姓名")
    clerk.press(Key.Key_Return)
    assert clerk.gone[-1][0] == pages.PERSON
    page = clerk.go(pages.LOG)
    kept(clerk, PERSON, {"name": "张三"})
    page.refresh()
    clerk.settle()
    choose(clerk, page, "修改 李月 的 姓名")
    clerk.press(Key.Key_Return, CONTROL)
    clerk.settle()
    assert page.only.text() == "只看 人员 李月"
    assert not [one for one in words(page) if "张三" in one or "清单" in one]
    page.only.click()
    clerk.settle()
    assert "新增 人员 张三" in words(page)


def test_filters_ask_the_store(clerk: Clerk, person: int) -> None:
    page = clerk.go(pages.LOG)
    page.filters.set_values({"action": ("event.export",)})
    page.refresh()
    clerk.settle()
    assert words(page) == ["人员清单"]
    page.filters.set_values({"kind": ("diagnosis",), "text": ("没有",)})
    page.refresh()
    clerk.settle()
    assert words(page) == []
    assert not page.detail.isVisible()


def test_an_older_step_is_taken_back_by_keys_and_struck_out(clerk: Clerk, person: int) -> None:
    page = clerk.go(pages.LOG)
    choose(clerk, page, "修改 李月 的 姓名")
    clerk.press(Key.Key_Z, CONTROL)
    assert agree(clerk, page) == "撤销：修改 李月 的 姓名？"
    assert Person.get_by_id(person).name == "李玥"
    row = words(page).index("修改 李玥 的 姓名")
    assert page.grid.rows is not None
    assert page.grid.rows.flag(row) == "void"
    page.grid.table.go(row)
    clerk.settle()
    told: list[str] = []
    clerk.desk.said.connect(lambda text, *_: told.append(text))
    clerk.press(Key.Key_Z, CONTROL)
    assert told == ["这一步已撤销过，没有再做改动。"]


def test_f8_proves_the_log_and_names_a_changed_row(clerk: Clerk, person: int) -> None:
    page = clerk.go(pages.LOG)
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert agree(clerk, page).startswith("核对无误")
    db = clerk.office.register.db
    db.execute_sql('DROP TRIGGER "change_no_update"')
    db.execute_sql('UPDATE "change" SET "user"=? WHERE "reason"=?', ("别人", "核对户口簿"))
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert "别人 修改 人员 李月" in notice(clerk).sentence
    assert words(page)[0].startswith("发现问题")


def test_reading_on_brings_older_lines(clerk: Clerk) -> None:
    for number in range(230):
        log.note(clerk.office.register, Action.PRINT, f"表册{number}")
    page = clerk.go(pages.LOG)
    assert len(words(page)) == 200
    clerk.press(Key.Key_End)
    clerk.settle()
    assert len(words(page)) > 230
    assert len(set(words(page))) >= 230
    assert page.grid.rows is not None
    assert page.grid.rows.totals().endswith("已是全部")


def test_the_log_is_written_as_it_is_filtered_and_that_is_logged(clerk: Clerk, person: int, tmp_path: Path) -> None:
    page = clerk.go(pages.LOG)
    page.filters.set_values({"kind": ("person",)})
    target = tmp_path / "日志.xlsx"
    log_export.write(clerk.desk, clerk.office, page.wanted, "检查备查", target)
    clerk.settle()
    rows = python_calamine.load_workbook(target).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["时间", "操作员", "动作", "内容"]
    assert [row[3] for row in rows[1:]] == ["修改 李月 的 姓名", "新增 人员 李月"]
    page.filters.set_values({"action": ("event.export",)})
    page.refresh()
    clerk.settle()
    assert words(page)[0] == "日志"
    log_export.write(clerk.desk, clerk.office, page.wanted, "检查备查", tmp_path / "日志.csv")
    clerk.settle()
    assert "人员清单" in (tmp_path / "日志.csv").read_text(encoding="utf-8-sig")


def test_a_persons_whole_story_is_a_paper(clerk: Clerk, person: int) -> None:
    page = clerk.go(pages.LOG)
    choose(clerk, page, "修改 李月 的 姓名")
    page.print_story()
    clerk.settle()
    assert isinstance(clerk.gone[-1][1], PrintRequest)
    shown = clerk.shell.page
    assert isinstance(shown, PrintPage)
    assert shown.paper is not None
    assert (shown.paper.title, shown.paper.printed.count) == ("登记变更记录", 1)
    page = clerk.go(pages.LOG)
    page.print_log()
    clerk.settle()
    assert isinstance(clerk.shell.page, PrintPage)
    assert clerk.shell.page.paper is not None
    assert clerk.shell.page.paper.title == "操作日志"


def test_ctrl_h_in_a_list_shows_the_history_of_the_record(clerk: Clerk, person: int) -> None:
    clerk.go(pages.PEOPLE)
    clerk.press(Key.Key_H, CONTROL)
    clerk.settle()
    page = clerk.shell.page
    assert isinstance(page, LogPage)
    assert page.shown == LogOf(PERSON, person)
    assert "修改 李月 的 姓名" in words(page)
    home = Household.select().first().id
    page.open_at(LogOf(HOUSEHOLD, home))
    clerk.settle()
    assert len(words(page)) == 1
    assert words(page)[0].startswith("新增 户")


def test_ctrl_h_on_the_card_shows_the_story_there(clerk: Clerk, person: int) -> None:
    page = clerk.go(pages.PERSON, person)
    clerk.press(Key.Key_H, CONTROL)
    assert page.sections.story.isVisible()
    assert page.sections.story.topLevelItem(0).text(2) == "修改 人员"


def test_a_right_click_on_a_value_of_the_card_tells_its_history(clerk: Clerk, person: int) -> None:
    record = Person.get_by_id(person)
    record.nation = "01"
    keeping.save(clerk.office.register, record)
    page = clerk.go(pages.PERSON, person)
    page.facts.history_asked.emit("民族", page.facts)
    [drop] = [one for one in page.window().findChildren(StoryDrop) if one.isVisible()]
    assert [turn for _, turn in drop.lines] == ["（空） → 汉族"]
    clerk.press(Key.Key_Escape)
    assert not drop.isVisible()


def test_ctrl_z_says_what_it_took_back_and_the_menu_what_it_would(clerk: Clerk) -> None:
    page = clerk.go(pages.PEOPLE)
    found = kept(clerk, PERSON, {"name": "李玥"})
    deed = taking_back.latest(clerk.office.register)
    assert deed is not None
    clerk.desk.done.append(deed)
    page.refresh()
    clerk.settle()
    page.grid.menu_opening.emit()
    assert page.undo_entry.text() == "撤销：新增 人员 李玥"
    told: list[str] = []
    clerk.desk.said.connect(lambda text, *_: told.append(text))
    clerk.press(Key.Key_Z, CONTROL)
    assert told == ["已撤销：新增 人员 李玥。"]
    assert Person.get_by_id(found).voided_at
