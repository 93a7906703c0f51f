"""A clerk hears one sentence; a bug is reported without a single value of the register."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
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


def test_a_question_does_nothing_until_it_is_answered(window: QWidget) -> None:
    answers: list[str] = []
    dialog = ask(window, "要停止导入吗？", "", "停止", lambda: answers.append("yes"))
    click(dialog, "取消")
    assert answers == []
    click(ask(window, "要停止导入吗？", "", "停止", lambda: answers.append("yes")), "停止")
    assert answers == ["yes"]


@pytest.fixture
def installed(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> Iterator[Errors]:
    """The window's errors with all hooks in place, and back to what they were afterwards."""
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    before = qInstallMessageHandler(None)
    errors = Errors(window)
    errors.install()
    yield errors
    qInstallMessageHandler(before)
    for logger in ("hfp_desk", "ui"):
        logging.getLogger(logger).removeHandler(errors.log)


def test_an_error_in_another_thread_reaches_the_clerk_without_its_words(
    window: QWidget, installed: Errors, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise KeyError("李玥 360982195903127526")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown(window)))
    (dialog,) = shown(window)
    assert isinstance(dialog, BugDialog)
    assert "KeyError" in dialog.text
    assert "李玥" not in dialog.text
    dialog.accept()
    assert "李玥" not in "".join(capfd.readouterr())


def test_nothing_that_nobody_can_catch_tells_a_value(
    installed: Errors, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    class Leaving:
        def __del__(self) -> None:
            raise KeyError("李玥 360982195903127526")

    leaving = Leaving()
    del leaving
    try:
        raise KeyError("李玥 360982195903127526")
    except KeyError:
        logging.getLogger("ui.pages").exception("a page failed")
    watching = qInstallMessageHandler(None)
    installed.install()
    qWarning('Could not read "李玥 360982195903127526"')
    qInstallMessageHandler(watching)
    kept = "\n".join(installed.log.lines)
    assert kept.count("KeyError") == 2
    assert "a page failed" in kept
    assert "Could not read" in kept
    assert "李玥" not in kept
    assert "李玥" not in "".join(capfd.readouterr())


def test_what_nobody_caught_is_shown_with_the_last_lines_of_the_log(window: QWidget, installed: Errors) -> None:
    logging.getLogger("ui.test").warning("打开登记簿")
    error = bug()
    sys.excepthook(type(error), error, error.__traceback__)
    (dialog,) = shown(window)
    assert isinstance(dialog, BugDialog)
    assert "打开登记簿" in dialog.text
