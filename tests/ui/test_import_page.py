"""An import led as far as its check, over a real register and real files: file, sheets, columns, words."""

from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from hfp_desk.records import Person
from hfp_desk.resources import resource
from hfp_desk.store import import_log
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key, write
from tests.ui.sent import HEADS, PEOPLE, STAYS, book, look, someone, step_of, tabs
from ui import pages, style
from ui.pages.batches_page import BatchesPage
from ui.pages.import_page import ImportPage
from ui.pages.importing.sheet_table import Runs
from ui.pages.importing.steps import Step

ROLE = Qt.ItemDataRole


PAGES = {pages.IMPORT: ImportPage, pages.BATCHES: BatchesPage}


@pytest.fixture
def page(clerk: Clerk) -> ImportPage:
    found = clerk.go(pages.IMPORT)
    assert isinstance(found, ImportPage)
    return found


def test_the_sample_goes_in_by_keys_alone(clerk: Clerk, page: ImportPage) -> None:
    page.open(PEOPLE)
    clerk.settle()
    assert step_of(page) is Step.SHEETS
    clerk.press(Key.Key_Return)
    assert step_of(page) is Step.COLUMNS
    clerk.press(Key.Key_Return)
    assert tabs(page) == ["新增 1,940", "变更 0", "未变 1", "待定 0", "问题 19"]
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert page.step is Step.DONE
    assert Person.select().count() == 1940
    assert page.course.receipt is not None
    assert page.course.receipt.is_file()
    assert page.done.receipt.isEnabled()
    assert "写入前已自动备份" in page.done.words.text()


def test_after_a_roster_of_postings_the_way_leads_to_the_postings(clerk: Clerk, page: ImportPage) -> None:
    look(clerk, page, resource("sample", "对口帮扶派驻人员名册.xlsx"))
    assert tabs(page)[0] == "新增 40"
    page.write()
    clerk.settle()
    assert page.done.go.text() == "去派驻人员"
    went: list[str] = []
    page.done.went.disconnect()
    page.done.went.connect(went.append)
    page.done.go.click()
    assert went == [pages.POSTINGS]


def test_a_file_imported_before_is_recognised_and_writes_nothing(
    clerk: Clerk, page: ImportPage, tmp_path: Path
) -> None:
    path = book(tmp_path / "名单.xlsx", HEADS, someone(1), someone(2))
    look(clerk, page, path)
    page.write()
    clerk.settle()
    page.open(path)
    clerk.settle()
    assert page.step is Step.CHOOSE
    assert page.choose.check.isVisible()
    assert page.choose.see_receipt.isVisible()
    page.choose.check.click()
    page.forward()
    page.forward()
    clerk.settle()
    assert tabs(page)[2] == "未变 2"
    assert not page.foot.write_action.isEnabled()
    assert len(import_log.lines(clerk.office.viewer)) == 1


def test_a_dropped_file_is_read(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(book(tmp_path / "名单.xlsx", HEADS, someone(1))))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, dropped, left, none)
    page.choose.dropEvent(event)
    clerk.settle()
    assert event.isAccepted()
    assert page.step is Step.SHEETS


def test_a_file_is_chosen_in_a_dialog_that_does_not_stop_the_window(
    clerk: Clerk, page: ImportPage, tmp_path: Path
) -> None:
    path = book(tmp_path / "名单.xlsx", HEADS, someone(1))
    clerk.press(Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    clerk.settle()
    assert page.step is Step.SHEETS


def test_a_locked_workbook_asks_for_its_password_in_place(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    plain, locked = book(tmp_path / "开.xlsx", HEADS, someone(1)), tmp_path / "锁.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("樟树2020", target)
    page.open(locked)
    clerk.settle()
    for password, step in (("不对", Step.CHOOSE), ("樟树2020", Step.SHEETS)):
        field = QApplication.focusWidget()
        assert field is not None
        assert field.accessibleName() == "工作簿打开密码"
        write(field, password)
        clerk.press(Key.Key_Return)
        clerk.settle()
        assert page.step is step
    assert page.choose._wrong.text() == "密码不对，请重新输入。"


def test_a_file_that_cannot_be_read_leaves_the_question_open(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    page.open(tmp_path / "没有.xlsx")
    clerk.qtbot.waitUntil(lambda: not page.course.busy)
    assert "找不到文件" in str(clerk.failures.pop())
    assert page.choose.pick.isVisible()


def test_the_sheet_is_shown_as_it_is_with_what_was_taken_for_what(clerk: Clerk, page: ImportPage) -> None:
    page.open(STAYS)
    clerk.settle()
    model = page.sheets.table.model()
    assert model.rowCount() == 278
    assert model.headerData(93, Qt.Orientation.Vertical) == "94"
    reasons = [model.index(row - 1, 0).data() for row in (1, 2, 3, 4, 94, 278)]
    assert reasons == ["标题", "表头", "表头", "", "小计", "签章行"]
    assert model.index(1, 1).data(ROLE.BackgroundRole) == style.current().colour("tint")
    assert "表头第 2–3 行 · 数据 270 行 · 不读取 5 行" in page.sheets.summary.text()
    page.sheets.skipped.setCurrentRow(0)
    assert page.sheets.table.currentIndex().row() == 93


def test_a_sheet_nobody_recognised_is_read_as_the_kind_chosen(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    page.open(book(tmp_path / "说明.xlsx", ("请各乡镇", "按时报送"), ("联系人", "李敏")))
    clerk.settle()
    assert page.step is Step.SHEETS
    assert "没有认出可以导入的名单" in page.sheets.notes.texts[0]
    assert not page.foot.next_button.isEnabled()
    page.open(book(tmp_path / "名单.xlsx", HEADS, someone(1)))
    clerk.settle()
    page.sheets.kind.setFocus()
    page.sheets.kind.selectAll()
    write(page.sheets.kind, "患病")
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert page.sheets.kind.text() == "患病核准名单"
    page.forward()
    assert page.foot.words.text() == "缺少必需的栏目，指定之后才能核对。"
    assert any("没有找到“病种”列" in text for text in page.columns.notes.texts)


def test_a_column_chosen_by_hand_is_read_and_remembered(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    path = book(tmp_path / "一.xlsx", (*HEADS[:5], "土话"), someone(1, phone="听力不好"))
    look(clerk, page, path, Step.COLUMNS)
    row = page.columns.rows[5]
    assert (row.field.text(), row.state.text()) == ("不读取", "不读取")
    row.field.setFocus()
    row.field.selectAll()
    write(row.field, "备注")
    clerk.press(Key.Key_Return)
    assert not row.field.hasFocus()
    page.forward()
    clerk.settle()
    page.write()
    clerk.settle()
    assert Person.get().remark == "听力不好"
    look(clerk, page, book(tmp_path / "二.xlsx", (*HEADS[:5], "土话"), someone(2)), Step.COLUMNS)
    again = page.columns.rows[5]
    assert (again.field.text(), again.state.text()) == ("备注", "按上次的选择")


def test_a_strange_word_is_asked_once(clerk: Clerk, page: ImportPage, tmp_path: Path) -> None:
    rows = (someone(1, education="念过小学"), someone(2, education="念过小学"))
    look(clerk, page, book(tmp_path / "一.xlsx", HEADS, *rows), Step.COLUMNS)
    (word,) = page.columns.questions.words
    assert word.field.hasFocus()
    write(word.field, "小学")
    clerk.press(Key.Key_Return)
    page.forward()
    clerk.settle()
    page.write()
    clerk.settle()
    assert {person.education for person in Person.select()} == {word.value}
    look(clerk, page, book(tmp_path / "二.xlsx", HEADS, someone(3, education="念过小学")), Step.COLUMNS)
    assert page.columns.questions.words == []


def test_words_about_rows_in_runs() -> None:
    runs = Runs([(5, 1_048_575, "空行"), (1, 0, "标题"), (1_048_576, 1_048_576, "说明"), (3, 3, "小计")])
    assert [runs.get(row, "") for row in (1, 3, 4, 5, 900_000, 1_048_576)] == ["", "小计", "", "空行", "空行", "说明"]
    assert (len(runs), 1_048_577 in runs) == (1_048_573, False)
