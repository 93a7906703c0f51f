"""乡镇上报 by keys: hand out, take in, choose among two files, look beside the register, send back, accept, add up."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from hfp_desk.excel import collected_files
from hfp_desk.returns import Definition, Period
from hfp_desk.store import collecting
from tests.domain.gathered import FIGURES, MARCH, ON_THE_DAY, TOO_LATE, declared, filled, handed_out
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key, in_front
from ui import pages
from ui.pages.collected_page import CollectedPage
from ui.pages.people_page import PeoplePage
from ui.pages.reason import AskLine
from ui.return_target import ReturnTarget

PAGES: dict[str, Any] = {pages.COLLECTED: CollectedPage, pages.PEOPLE: PeoplePage}
CONTROL = Qt.KeyboardModifier.ControlModifier
TARGET = ReturnTarget("gathered", MARCH)

Of = tuple[Definition, Period]


@pytest.fixture
def of(clerk: Clerk) -> Of:
    return declared(clerk.office.register)


def files(clerk: Clerk, of: Of, folder: Path, *towns: str) -> list[Path]:
    return [filled(path) for path in handed_out(clerk.office.register, folder, of, *towns)]


def stand(page: CollectedPage, name: str) -> None:
    """Put the cursor on a township."""
    assert page.found is not None
    page.grid.select(next(line.town.id for line in page.found.lines if line.town.name == name))
    page.grid.setFocus()


def states(page: CollectedPage) -> dict[str, str]:
    assert page.found is not None
    return {line.town.name: line.state for line in page.found.lines if line.kept is not None}


def dialog(page: CollectedPage) -> QFileDialog:
    (found,) = page.findChildren(QFileDialog)
    return found


def ask(clerk: Clerk) -> AskLine:
    (found,) = clerk.shell.window().findChildren(AskLine)
    return found


def test_townships_are_handed_out_and_taken_in_by_keys(clerk: Clerk, of: Of, tmp_path: Path) -> None:
    page: CollectedPage = clerk.go(pages.COLLECTED, TARGET)
    assert page.band.words()["应报"] == "应报 22"
    page.grid.setFocus()
    clerk.press(Key.Key_F2)
    asked = dialog(page)
    (tmp_path / "下发").mkdir()
    asked.fileSelected.emit(str(tmp_path / "下发"))
    asked.reject()
    clerk.settle()
    written = sorted((tmp_path / "下发").iterdir())
    assert len(written) == 22
    clerk.qtbot.waitUntil(lambda: in_front(clerk.shell.window()))
    page.grid.setFocus()
    clerk.press(Key.Key_F4)
    asked = page.findChildren(QFileDialog)[-1]
    asked.filesSelected.emit([str(filled(path)) for path in written[:3]])
    asked.reject()
    clerk.settle()
    assert len(states(page)) == 3
    assert page.grid.rows is not None
    assert page.grid.rows.totals() == "22 个乡镇 · 收到 3 份"


def test_of_two_files_of_a_township_the_clerk_takes_one(clerk: Clerk, of: Of, tmp_path: Path) -> None:
    (first,) = files(clerk, of, tmp_path / "一", "临江镇")
    (second,) = handed_out(clerk.office.register, tmp_path / "二", of, "临江镇")
    filled(second, {**FIGURES, "people": 29})
    page: CollectedPage = clerk.go(pages.COLLECTED, TARGET)
    assert page.found is not None
    page.out.take(page.found, [first, second])
    clerk.settle()
    assert not states(page)
    assert page.waiting.isVisible()
    assert "请选定用哪一份" in page.waiting.said.text()
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert list(states(page)) == ["临江镇"]
    (kept,) = collecting.kept(*of)
    assert kept.collected.table is not None
    assert kept.collected.table.cell(0, "people").value == 29


def test_figures_stand_beside_ours_and_open_our_names(clerk: Clerk, of: Of, tmp_path: Path) -> None:
    patient(clerk)
    collected_files.take_in(clerk.office.register, *of, files(clerk, of, tmp_path / "表", "临江镇"), on=ON_THE_DAY)
    page: CollectedPage = clerk.go(pages.COLLECTED, TARGET)
    stand(page, "临江镇")
    clerk.press(Key.Key_Return)
    assert page.town.isVisible()
    rows = page.town.figures.rows
    assert rows is not None
    assert [list(rows.cells(row)) for row in range(2)] == [
        ["农村贫困人口—户", "10", "1", "+9"],
        ["农村贫困人口—人", "30", "1", "+29"],
    ]
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    clerk.settle()
    listed: Any = clerk.shell.page
    assert isinstance(listed, PeoplePage)
    assert listed.grid.rows is not None
    assert len(listed.grid.rows) == 1


def test_esc_closes_the_township_and_f6_shows_who_differs(clerk: Clerk, of: Of, tmp_path: Path) -> None:
    right, wrong = handed_out(clerk.office.register, tmp_path / "表", of, "临江镇", "永泰镇")
    filled(right, dict.fromkeys(FIGURES, 0))
    collected_files.take_in(clerk.office.register, *of, [right, filled(wrong)], on=ON_THE_DAY)
    page: CollectedPage = clerk.go(pages.COLLECTED, TARGET)
    page.grid.setFocus()
    clerk.press(Key.Key_F6)
    assert page.grid.rows is not None
    assert [page.grid.rows.cells(row)[0] for row in range(len(page.grid.rows))] == ["永泰镇"]
    assert page.town.isVisible()
    clerk.press(Key.Key_Escape)
    assert not page.town.isVisible()
    clerk.press(Key.Key_Escape)
    assert len(page.grid.rows) == 22


def test_a_return_is_sent_back_with_its_reason(clerk: Clerk, of: Of, tmp_path: Path) -> None:
    (path,) = handed_out(clerk.office.register, tmp_path / "表", of, "临江镇")
    collected_files.take_in(clerk.office.register, *of, [filled(path, {**FIGURES, "people": "约30人"})])
    page: CollectedPage = clerk.go(pages.COLLECTED, TARGET)
    stand(page, "临江镇")
    clerk.press(Key.Key_F8)
    assert ask(clerk).line.text() == "有 1 处差错，请按批注更正"
    clerk.press(Key.Key_Return)
    asked = dialog(page)
    asked.fileSelected.emit(str(tmp_path / "临江镇_退回.xlsx"))
    asked.reject()
    clerk.settle()
    assert states(page) == {"临江镇": "退回"}
    assert load_workbook(tmp_path / "临江镇_退回.xlsx").sheetnames[0] == "退回说明"


def test_one_that_came_in_time_is_not_late_and_may_be_accepted(clerk: Clerk, of: Of, tmp_path: Path) -> None:
    collected_files.take_in(clerk.office.register, *of, files(clerk, of, tmp_path / "表", "临江镇"), on=TOO_LATE)
    page: CollectedPage = clerk.go(pages.COLLECTED, TARGET)
    stand(page, "临江镇")
    assert states(page) == {"临江镇": "迟报"}
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("2020-03-27")
    clerk.settle()
    assert states(page) == {"临江镇": "已报"}
    stand(page, "临江镇")
    clerk.press(Key.Key_Return, CONTROL)
    clerk.settle()
    assert states(page) == {"临江镇": "已审核"}


def test_the_sum_is_written(clerk: Clerk, of: Of, tmp_path: Path) -> None:
    collected_files.take_in(clerk.office.register, *of, files(clerk, of, tmp_path / "表", "临江镇"), on=ON_THE_DAY)
    page: CollectedPage = clerk.go(pages.COLLECTED, TARGET)
    page.grid.setFocus()
    clerk.press(Key.Key_F9)
    clerk.press(Key.Key_Return)
    asked = dialog(page)
    asked.fileSelected.emit(str(tmp_path / "汇总.xlsx"))
    asked.reject()
    clerk.settle()
    assert load_workbook(tmp_path / "汇总.xlsx").worksheets[0]["D6"].value in (30, "=SUM(D7:D28)")


def test_another_return_and_period_are_chosen_by_keys(clerk: Clerk, of: Of) -> None:
    page: CollectedPage = clerk.go(pages.COLLECTED)
    assert page.definition is not None
    assert page.definition.name == "three_batches"
    page.grid.setFocus()
    clerk.press(Key.Key_R, CONTROL)
    focus = QApplication.focusWidget()
    assert focus is page.choice.field
    clerk.type("贫困人口体检")
    clerk.settle()
    assert page.definition.name == "gathered"
    clerk.press(Key.Key_P, CONTROL)
    clerk.type(MARCH)
    clerk.settle()
    assert page.period is not None
    assert (page.period.mark, page.period.ends) == (MARCH, date(2020, 3, 25))
    assert page.told.text().startswith("应于 2020-03-28 前报来")
