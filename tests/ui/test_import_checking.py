"""The check of an import and what comes after it: changes, problems, doubts, corrections, writing, taking back."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hfp_desk.records import Diagnosis, Person, Treatment
from hfp_desk.store import import_log
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key, write
from tests.ui.sent import HEADS, PEOPLE, STAY_HEADS, STAYS, answer, book, card, look, someone, step_of, tabs
from ui import pages
from ui.pages.batches_page import BatchesPage
from ui.pages.import_page import ImportPage
from ui.pages.importing import row_card
from ui.pages.importing.check_step import DOUBTS, PROBLEMS
from ui.pages.importing.steps import Step

ROLE = Qt.ItemDataRole


PAGES = {pages.IMPORT: ImportPage, pages.BATCHES: BatchesPage}


@pytest.fixture
def page(clerk: Clerk) -> ImportPage:
    found = clerk.go(pages.IMPORT)
    assert isinstance(found, ImportPage)
    return found


def test_what_a_row_changes_is_shown_old_and_new(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    look(clerk, page, book(tmp_path / "一.xlsx", HEADS, someone(1, phone="13807950001")))
    page.write()
    clerk.settle()
    look(clerk, page, book(tmp_path / "二.xlsx", HEADS, someone(1, phone="13907950009")))
    assert tabs(page)[1] == "变更 1"
    shown = [card(page, "联系电话", column) for column in (row_card.WRITTEN, row_card.OLD, row_card.MEANT)]
    assert shown == ["13907950009", "13807950001", "13907950009"]
    grid = page.check.grid.rows
    assert grid is not None
    assert "联系电话 13807950001 → 13907950009" in "".join(grid.cells(0))


def test_what_concerns_the_whole_list_stands_above_its_rows(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "人群分类", "签约日期", "第1次随访", "血压"]
    row = ["李玥", "36098219590312752X", "高血压", date(2019, 1, 5), date(2019, 2, 1), "150/92"]
    look(clerk, page, book(tmp_path / "签约履约台账.xlsx", heads, row))
    assert page.check.notes.isVisible()
    assert "没有“随访方式”一栏，1 次高血压随访" in page.check.notes.texts[0]
    look(clerk, page, book(tmp_path / "一.xlsx", HEADS, someone(1)))
    assert not page.check.notes.isVisible()


def test_problems_stand_by_column_and_lead_to_their_rows(clerk: Clerk, page: ImportPage) -> None:
    look(clerk, page, STAYS)
    assert page.check.tabs.currentIndex() == PROBLEMS
    texts = [page.check.groups.item(row).data(ROLE.AccessibleTextRole) for row in range(page.check.groups.count())]
    assert texts[0] == "没有导入的行 21 行"
    place = next(row for row, text in enumerate(texts) if text.endswith("总费用 7 行"))
    page.check.groups.setCurrentRow(place)
    rows = page.check.grid.rows
    assert rows is not None
    assert [rows.cells(row)[0] for row in range(len(rows))] == ["81", "101", "110", "144", "157", "171", "215"]
    assert "各项支付合计" in page.check.card.notes.texts[0]


def test_a_cell_is_corrected_in_place_and_checked_again(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    wrong = list(someone(1))
    wrong[3] = wrong[3][:-1] + ("1" if wrong[3][-1] != "1" else "2")
    path = book(tmp_path / "名单.xlsx", HEADS, wrong)
    look(clerk, page, path)
    assert tabs(page)[4] == "问题 1"
    sent = path.read_bytes()
    page.check.card.edit_first()
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClick(editor, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(editor, someone(1)[3])
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert tabs(page)[0] == "新增 1"
    page.write()
    clerk.settle()
    assert Person.get().id_number == someone(1)[3]
    assert path.read_bytes() == sent


def test_nothing_is_written_before_a_correction_was_checked(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    look(clerk, page, book(tmp_path / "名单.xlsx", HEADS, someone(1), someone(2)))
    model = page.check.card.model
    line = next(place for place, one in enumerate(model.lines) if one.label == "姓名")
    assert model.setData(model.index(line, row_card.WRITTEN), "李改")
    assert not page.foot.write_action.isEnabled()
    page.write()
    clerk.settle()
    assert page.step is Step.CHECK
    assert Person.select().count() == 0


def test_doubts_are_answered_one_after_the_other(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    known = patient(clerk, "李玥")
    days = ("肺癌", "2020-01-03", "2020-01-09", 100, 100)
    rows = [("临江镇", name, *days) for name in ("李玥", "欧阳新", "周某")]
    look(clerk, page, book(tmp_path / "住院.xlsx", STAY_HEADS, *rows, title="临江镇卫生院住院费用表"))
    assert page.check.tabs.currentIndex() == DOUBTS
    (same,) = page.check.doubt.candidate_buttons
    same.click()
    page.check.doubt.as_new.click()
    assert page.check.grid.table.current == 2
    page.check.doubt.leave_out.click()
    assert not page.foot.write_action.isEnabled()
    page.again()
    clerk.settle()
    assert tabs(page) == ["新增 2", "变更 0", "未变 1", "待定 0", "问题 0"]
    page.write()
    clerk.settle()
    assert Treatment.select().where((Treatment.person == known) & (Treatment.admitted == date(2020, 1, 3))).count() == 1
    assert {person.name for person in Person.select()} == {"李玥", "欧阳新"}


def test_many_doubts_are_answered_at_once(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    patient(clerk, "李玥")
    rows = [
        ("临江镇", name, "肺癌", f"2020-01-{n + 1:02d}", f"2020-01-{n + 2:02d}", 100, 100)
        for n, name in enumerate(("李玥", "欧阳新", "李玥", "周某"))
    ]
    look(clerk, page, book(tmp_path / "住院.xlsx", STAY_HEADS, *rows, title="临江镇卫生院住院费用表"))
    page.check.doubt.same_button.click()
    page.check.doubt.new_button.click()
    assert set(page.check.decisions.values()) == {str(Person.get().id), "new"}
    page.again()
    clerk.settle()
    assert tabs(page)[0] == "新增 4"


def test_a_stopped_import_keeps_nothing(clerk: Clerk, page: ImportPage) -> None:
    look(clerk, page, PEOPLE)
    page.write()
    clerk.desk.tasks.running[0].cancel()
    clerk.settle()
    assert page.step is Step.CHECK
    assert Person.select().count() == 0
    assert import_log.lines(clerk.office.viewer) == []
    assert page.foot.write_action.isEnabled()


def test_an_import_is_taken_back_from_its_last_step(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    look(clerk, page, book(tmp_path / "名单.xlsx", HEADS, someone(1), someone(2)))
    page.write()
    clerk.settle()
    page.undo()
    answer(clerk)
    assert Person.select().where(Person.voided_at == "").count() == 0
    assert page.done.outcome.text().startswith("已恢复原状")
    assert not page.done.undo.isEnabled()


def test_the_last_step_leads_to_what_was_imported(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    look(clerk, page, STAYS)
    page.write()
    clerk.settle()
    assert Diagnosis.select().count() > 0
    assert page.done.go.text() == "去救治台账"
    page.done.go.click()
    assert clerk.gone[-1][0] == pages.TREATMENTS


def test_steps_behind_can_be_gone_back_to(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    look(clerk, page, book(tmp_path / "名单.xlsx", HEADS, someone(1)))
    assert [mark.state for mark in page.line.marks] == ["done", "done", "done", "here", "ahead"]
    page.line.marks[1].pressed.emit()
    assert step_of(page) is Step.SHEETS
    page.forward()
    page.forward()
    assert page.unsaved()
    clerk.press(Key.Key_Escape)
    assert step_of(page) is Step.COLUMNS
    page.give_up()
    assert not page.unsaved()


def test_what_was_imported_stays_listed_and_can_be_taken_back(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    broken = [*someone(3)[:3], "123", "", ""]
    look(clerk, page, book(tmp_path / "名单.xlsx", HEADS, someone(1), broken))
    page.write()
    clerk.settle()
    batches = clerk.go(pages.BATCHES)
    assert isinstance(batches, BatchesPage)
    line = batches.current
    assert line is not None
    assert (line.file_name, line.count("new"), line.count("reject")) == ("名单.xlsx", 1, 1)
    assert batches.left_out.item(0).text().startswith("第 3 行　未导入　")
    batches.undo()
    answer(clerk)
    answer(clerk)
    assert batches.current is not None
    assert batches.current.undone_by == clerk.office.register.user
    assert not batches.undo_deed.isEnabled()
