"""An import led through its five steps, over a real register and real files."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from hfp_desk.records import Diagnosis, Person, Treatment
from hfp_desk.resources import resource
from hfp_desk.rules.identity_number import check_digit
from hfp_desk.store import import_log
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, patient, village
from tests.ui.fakes import Key, write
from ui import pages, style
from ui.pages.batches_page import BatchesPage
from ui.pages.import_page import ImportPage
from ui.pages.importing import row_card
from ui.pages.importing.check_step import DOUBTS, PROBLEMS
from ui.pages.importing.steps import Step
from ui.widgets.ask import Notice

PEOPLE = resource("sample", "建档立卡贫困人口名单.xlsx")
STAYS = resource("sample", "大病专项救治台账_人民医院_2020年一季度.xls")
HEADS = ("乡镇", "行政村", "姓名", "证件号码", "文化程度", "联系电话")
STAY_HEADS = ("乡镇", "姓名", "病种", "入院日期", "出院日期", "总费用", "自付")
ROLE = Qt.ItemDataRole


@pytest.fixture
def clerk(qtbot: QtBot, register: Register) -> Iterator[Clerk]:
    made = Clerk(qtbot, register, {pages.IMPORT: ImportPage, pages.BATCHES: BatchesPage})
    yield made
    made.stop()


@pytest.fixture
def page(clerk: Clerk) -> ImportPage:
    found = clerk.go(pages.IMPORT)
    assert isinstance(found, ImportPage)
    return found


def book(path: Path, *rows: Sequence[object], title: str = "") -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    if title:
        sheet.append([title])
    for row in rows:
        sheet.append(list(row))
    made.save(path)
    return path


def someone(order: int, name: str = "", education: str = "小学", phone: str = "") -> tuple[str, ...]:
    body = f"36098219600101{order:03d}"
    return ("临江镇", village().name, name or f"李{order}", body + check_digit(body), education, phone)


def look(clerk: Clerk, page: ImportPage, path: Path, step: Step = Step.CHECK) -> None:
    """Open a file and go on to ``step``."""
    page.open(path)
    clerk.settle()
    while page.step < step:
        page.forward()
        clerk.settle()


def step_of(page: ImportPage) -> Step:
    """Asked anew each time (a type checker believes that a step once seen stays)."""
    return page.step


def tabs(page: ImportPage) -> list[str]:
    return [page.check.tabs.tabText(place).replace("  ", " ") for place in range(5)]


def answer(clerk: Clerk) -> None:
    """Press the button of the question that is asked."""
    asked = [each for each in QApplication.topLevelWidgets() if isinstance(each, Notice) and each.isVisible()]
    asked[-1].accept()
    clerk.settle()


def card(page: ImportPage, heading: str, column: int) -> str:
    model = page.check.card.model
    line = next(place for place, one in enumerate(model.lines) if one.label == heading)
    return str(model.index(line, column).data())


def test_the_sample_goes_in_by_keys_alone(clerk: Clerk, page: ImportPage) -> None:
    page.open(PEOPLE)
    clerk.settle()
    assert step_of(page) is Step.SHEETS
    clerk.press(Key.Key_Space)
    assert step_of(page) is Step.COLUMNS
    page.foot.next_button.setFocus()
    clerk.press(Key.Key_Space)
    assert tabs(page) == ["新增 1,940", "变更 0", "未变 1", "待定 0", "问题 19"]
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert page.step is Step.DONE
    assert Person.select().count() == 1940
    assert page.course.receipt is not None
    assert page.course.receipt.is_file()
    assert page.done.receipt.isEnabled()
    assert "写入前已自动备份" in page.done.words.text()


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
    assert len(import_log.lines()) == 1


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
    assert import_log.lines() == []
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
