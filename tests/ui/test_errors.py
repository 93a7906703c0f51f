"""A clerk hears one sentence; a bug is reported without a single value of the register."""

import logging
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hfp_desk.problems import Cancelled, Refusal
from ui.errors import BugDialog, Errors, report
from ui.widgets.ask import Notice, ask


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(window: QWidget) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


def bug() -> BaseException:
    try:
        dict[str, int]()["李玥 360982195903127526"]
    except KeyError as error:
        return error
    raise AssertionError


def click(dialog: QDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def test_a_refusal_is_a_sentence_and_what_to_do(window: QWidget) -> None:
    Errors(window).show(Refusal("文件正被另一个程序打开。", "请关闭后再试。"))
    (dialog,) = shown(window)
    assert isinstance(dialog, Notice)
    assert (dialog.sentence, dialog.advice) == ("文件正被另一个程序打开。", "请关闭后再试。")
    click(dialog, "知道了")
    assert shown(window) == []


def test_a_bug_report_names_the_place_but_no_value() -> None:
    text = report(bug(), ("12:00 导入完成",))
    assert "KeyError" in text
    assert "ui/test_errors.py" in text
    assert "12:00 导入完成" in text
    assert "李玥" not in text
    assert "360982" not in text
    assert str(sys.prefix) not in text


def test_a_bug_opens_one_dialog_whose_text_can_be_copied(window: QWidget, qtbot: QtBot) -> None:
    errors = Errors(window)
    for _ in range(3):
        errors.show(bug())
    (dialog,) = shown(window)
    assert isinstance(dialog, BugDialog)
    click(dialog, "复制")
    assert QGuiApplication.clipboard().text() == dialog.text
    click(dialog, "关闭")
    errors.show(bug())
    assert len(shown(window)) == 1


def test_a_stopped_job_is_no_error(window: QWidget) -> None:
    Errors(window).show(Cancelled())
    assert shown(window) == []


@pytest.fixture
def _hook_kept() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before
    for name in ("ui", "hfp_desk"):
        logging.getLogger(name).handlers.clear()


@pytest.mark.usefixtures("_hook_kept")
def test_what_nobody_caught_is_shown_with_the_last_lines_of_the_log(window: QWidget) -> None:
    errors = Errors(window)
    errors.install()
    logging.getLogger("ui.test").warning("打开登记簿")
    error = bug()
    sys.excepthook(type(error), error, error.__traceback__)
    (dialog,) = shown(window)
    assert isinstance(dialog, BugDialog)
    assert "打开登记簿" in dialog.text


def test_a_question_does_nothing_until_it_is_answered(window: QWidget) -> None:
    answers: list[str] = []
    dialog = ask(window, "要停止导入吗？", "", "停止", lambda: answers.append("yes"))
    click(dialog, "取消")
    assert answers == []
    click(ask(window, "要停止导入吗？", "", "停止", lambda: answers.append("yes")), "停止")
    assert answers == ["yes"]
