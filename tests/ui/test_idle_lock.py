"""Locked by key or by itself: nothing stays readable, nothing is lost, and the same place is there afterwards."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolTip
from pytestqt.qtbot import QtBot

from hfp_desk.store import opening, tries
from hfp_desk.store.log import Action
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, in_front, press, write
from tests.ui.fronts import at_desk
from ui.front.cover import CoverPage
from ui.front.sign_in import SignInPage
from ui.idle import CHOICES, Idle, read, words
from ui.locking import MINUTES
from ui.main_window import TITLE
from ui.pages.settings_page import SettingsPage
from ui.program import Program
from ui.session import Session
from ui.widgets.ask import Notice, ask

WRONG = "nanchang-2018"


@pytest.fixture
def session(qtbot: QtBot, program: Program, register_path: Path) -> Session:
    at_desk(program, register_path)
    assert program.session is not None
    qtbot.waitUntil(lambda: in_front(program.window))
    made = program.session
    qtbot.waitUntil(lambda: not made.desk.busy)
    return made


def locked(session: Session) -> CoverPage:
    press(session.shell, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert session.lock.cover is not None
    return session.lock.cover


def unlocked(qtbot: QtBot, session: Session, password: str = PASSWORD) -> None:
    cover = session.lock.cover
    assert cover is not None
    cover.password.setFocus()
    QTest.keyClicks(cover.password.editor, password)
    press(cover, Key.Key_Return)
    qtbot.waitUntil(lambda: not session.lock._tasks.busy, timeout=10_000)


def half_written(session: Session) -> SettingsPage:
    """A settings page with a name that is not saved, the cursor behind it."""
    page = session.shell.page
    assert isinstance(page, SettingsPage)
    page.open_at("policy")
    editor = page.section.name.editor  # type: ignore[attr-defined]
    editor.setFocus()
    editor.selectAll()
    write(editor, "樟树市卫健委")
    return page


def log_of(qtbot: QtBot, session: Session) -> list[str]:
    from hfp_desk.records import Event

    qtbot.waitUntil(lambda: not session.desk.busy, timeout=10_000)
    return [event.action for event in Event.select().order_by(Event.id)]


def visible_windows() -> list[str]:
    return [type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def test_the_same_place_is_there_after_the_password(qtbot: QtBot, program: Program, session: Session) -> None:
    page = half_written(session)
    editor = page.section.name.editor  # type: ignore[attr-defined]
    title = program.window.windowTitle()
    assert "樟树市" in title
    cover = locked(session)
    assert not session.shell.isVisible()
    assert program.window.windowTitle() == TITLE
    assert cover.password.editor.hasFocus()
    unlocked(qtbot, session)
    assert session.lock.cover is None
    assert session.shell.isVisible()
    assert program.window.windowTitle() == title
    assert session.shell.page is page
    assert editor.text() == "樟树市卫健委"
    assert editor.hasFocus()
    assert page.unsaved()
    assert log_of(qtbot, session)[-2:] == [Action.LOCK, Action.SIGN_IN]


def test_nothing_stays_readable(
    qtbot: QtBot, program: Program, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The screen of the tests has no clipboard that could belong to anybody.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    QGuiApplication.clipboard().setText("李玥 36098219590312752X")
    asked = ask(program.window, "“李玥”还没有保存。", "", "好", lambda: None)
    QToolTip.showText(program.window.pos(), "李玥", program.window)
    locked_by_idle(session)
    qtbot.waitUntil(lambda: visible_windows() == ["MainWindow"])
    assert QGuiApplication.clipboard().text() == ""
    unlocked(qtbot, session)
    assert asked.isVisible()
    assert asked.isModal()
    asked.reject()


def locked_by_idle(session: Session) -> None:
    session.lock.idle.expired.emit()
    assert session.lock.cover is not None


def test_what_opens_behind_the_cover_waits(qtbot: QtBot, program: Program, session: Session) -> None:
    locked(session)
    late = ask(program.window, "“李玥”导入完成。", "", "好", lambda: None)
    qtbot.waitUntil(lambda: not late.isVisible())
    unlocked(qtbot, session)
    assert session.lock.cover is None
    assert late.isVisible()
    late.reject()


def test_a_wrong_password_leaves_it_locked_and_counts(
    qtbot: QtBot, program: Program, session: Session, register_path: Path
) -> None:
    cover = locked(session)
    for _ in range(3):
        unlocked(qtbot, session, WRONG)
        assert session.lock.cover is cover
    assert "用户名或密码不对" in cover.trouble.text
    assert cover.password.editor.hasFocus()
    assert cover.go.text().startswith("已输错 3 次，请等")
    assert not cover.go.isEnabled()
    found = tries.Tries.load(register_path)
    assert (found.count, found.failed[0].who) == (3, USER)


def test_wrong_tries_are_told_and_logged_when_the_user_is_back(
    qtbot: QtBot, program: Program, session: Session
) -> None:
    locked(session)
    unlocked(qtbot, session, WRONG)
    unlocked(qtbot, session)
    assert log_of(qtbot, session)[-3:] == [Action.LOCK, Action.SIGN_IN_FAILED, Action.SIGN_IN]
    assert "锁定期间有 1 次输错密码" in session.shell.toast.text


def test_the_keys_of_the_desk_do_nothing_behind_the_cover(qtbot: QtBot, program: Program, session: Session) -> None:
    cover = locked(session)
    for key, held in ((Key.Key_K, Qt.KeyboardModifier.ControlModifier), (Key.Key_F5, Qt.KeyboardModifier.NoModifier)):
        press(cover, key, held)
    press(cover, Key.Key_Escape)
    press(cover, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert session.lock.cover is cover
    assert cover.password.editor.hasFocus()


def test_somebody_else_is_let_in_after_a_question(qtbot: QtBot, program: Program, session: Session) -> None:
    half_written(session)
    cover = locked(session)
    cover.other.click()
    asked = program.window.findChildren(Notice)[-1]
    assert asked.isVisible()
    assert "还没有保存" in asked.sentence
    asked.reject()
    assert session.lock.cover is cover
    cover.other.click()
    program.window.findChildren(Notice)[-1].accept()
    assert isinstance(program.front, SignInPage)
    assert program.session is None
    qtbot.waitUntil(lambda: not program.tasks.busy, timeout=10_000)


def test_a_locked_window_can_be_closed_after_a_question(qtbot: QtBot, program: Program, session: Session) -> None:
    half_written(session)
    cover = locked(session)
    program.window.close()
    asked = cover.findChildren(Notice)[-1]
    assert asked.isVisible()
    with qtbot.waitSignal(program.left, timeout=10_000):
        asked.accept()


def test_leaving_while_locked_leaves_no_eyes_behind(qtbot: QtBot, program: Program, session: Session) -> None:
    locked(session)
    program.change_user()
    dialog = QDialog(program.window)
    dialog.show()
    qtbot.wait(50)
    assert dialog.isVisible()
    dialog.close()
    qtbot.waitUntil(lambda: not program.tasks.busy, timeout=10_000)


def test_failed_tries_since_the_last_time_are_shown_once(qtbot: QtBot, program: Program, register_path: Path) -> None:
    opening.open_register(register_path, USER, PASSWORD).close()
    tries.Tries.load(register_path).fail(USER)
    at_desk(program, register_path)
    told = program.window.findChildren(Notice)
    assert len(told) == 1
    assert told[0].sentence.startswith("上次登录 ")
    assert told[0].sentence.endswith("；其后有 1 次失败的登录。")
    told[0].accept()
    assert program.session is not None
    assert program.session.office.register.greeting == ""


# When


class Office:
    """Somebody, or nobody, at a window, with minutes of ten milliseconds."""

    def __init__(self, qtbot: QtBot, minutes: int, *, busy: bool = False) -> None:
        self.minutes, self.busy, self.times = minutes, busy, 0
        self.idle = Idle(lambda: self.minutes, lambda: self.busy, minute=0.01, look=5)
        self.idle.expired.connect(self._expired)

    def _expired(self) -> None:
        self.times += 1
        self.idle.touch()


def test_it_locks_after_the_minutes_chosen(qtbot: QtBot) -> None:
    office = Office(qtbot, 5)
    qtbot.waitUntil(lambda: office.times > 0)
    office.idle.stop()


@pytest.mark.parametrize(("minutes", "busy"), [(0, False), (5, True)])
def test_it_does_not_lock_when_told_so_or_while_work_is_done(qtbot: QtBot, minutes: int, busy: bool) -> None:
    office = Office(qtbot, minutes, busy=busy)
    qtbot.wait(200)
    assert office.times == 0
    office.busy, office.minutes = False, 5
    qtbot.waitUntil(lambda: office.times > 0)
    office.idle.stop()


def test_a_key_or_a_movement_means_somebody_is_here(qtbot: QtBot, program: Program, session: Session) -> None:
    handle = program.window.windowHandle()
    assert handle is not None
    session.lock.idle._touched = 0.0
    QTest.keyClick(handle, Key.Key_Shift)
    qtbot.waitUntil(lambda: session.lock.idle._touched > 0)
    session.lock.idle._touched = 0.0
    QTest.mouseMove(handle, QPoint(40, 40))
    qtbot.waitUntil(lambda: session.lock.idle._touched > 0)


def test_a_running_job_delays_and_counting_in_the_background_does_not(session: Session) -> None:
    assert not session.lock._working()
    session.desk.tasks.run(lambda _: None, lambda _: None)
    assert not session.lock._working()
    session.desk.tasks.run(lambda _: None, lambda _: None, title="导入")
    assert session.lock._working()


@pytest.mark.parametrize(("kept", "minutes"), [("", 10), ("5", 5), ("0", 0), ("7", 10), ("x", 10), ("-5", 10)])
def test_the_choice_is_kept_for_each_user(kept: str, minutes: int) -> None:
    assert read(kept) == minutes


def test_choices_are_said_in_words(session: Session) -> None:
    assert [words(minutes) for minutes in CHOICES] == ["5 分钟", "10 分钟", "15 分钟", "30 分钟", "不锁定"]
    session.desk.settings.set(MINUTES, "0")
    assert session.lock.idle._minutes() == 0
