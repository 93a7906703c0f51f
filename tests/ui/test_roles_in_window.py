"""The real window for each role: nobody is offered, by button or by key, what he may not do."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from hfp_desk.gate import ADMIN, ENTRY, QUERY
from hfp_desk.records import HOUSEHOLD, PERSON, Change, Place
from hfp_desk.store import entering, opening, users_keeping
from hfp_desk.store.entering import Draft
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, in_front, press
from ui import pages
from ui.main_window import MainWindow
from ui.office import Office
from ui.pages.settings.policy_section import PolicySection
from ui.pages.settings_page import _SECTIONS
from ui.program import Program
from ui.session import Session

LAN, GUANG = "zhaolan-2020", "guangming-2020"
ENTERING = {
    *("新增", "导入", "导入名单", "修改", "保存", "保存并新增", "作废", "撤销本批次", "撤销上一步"),
    *("恢复", "撤销这一步", "合并"),
}
"""What only those may who enter; all of it is found in the window of one who may."""
ADMINISTERING = {
    *("更名", "保存别名", "合并…", "保存这一年", "作废所选年度", "新增用户", "重设密码", "停用", "重新生成恢复单…"),
}
"""What only administrators may, in 系统."""

Enter = Callable[[str, str], Session]


@pytest.fixture
def staffed(register_path: Path) -> Path:
    """A register with a household of one person, a looker and an administrator who does not enter."""
    register = opening.open_register(register_path, USER, PASSWORD)
    users_keeping.add(register, "赵兰", (QUERY,), LAN)
    users_keeping.add(register, "管明", (ADMIN,), GUANG)
    policy = Office.of(register).policy
    village = Place.get(Place.level == "5")
    home = entering.keep(
        register, policy, [Draft(HOUSEHOLD, {"number": "360981", "head_name": "李玥", "village": village.id})]
    )
    who = {"name": "李玥", "id_number": "36098219590312752X", "village": village.id, "household": home.ids[0]}
    entering.keep(register, policy, [Draft(PERSON, who)])
    register.close()
    return register_path


@pytest.fixture
def enter(qtbot: QtBot, staffed: Path) -> Iterator[Enter]:
    """Sign in at the real window, all its pages there; without a password only to look."""
    window = MainWindow()
    qtbot.addWidget(window)
    program = Program(window)
    window.resize(1366, 768)
    window.show()

    def opened(user: str, password: str) -> Session:
        if password:
            register = opening.open_register(staffed, user, password)
        else:
            register = opening.open_read_only(staffed, user, PASSWORD)
        register.db.close()
        program.enter(register)
        assert program.session is not None
        qtbot.waitUntil(lambda: in_front(window))
        settle(qtbot, program.session)
        return program.session

    yield opened
    if program.session is not None:
        program.session.stop()
        program.session.office.register.close()
    program.tasks.stop()


def settle(qtbot: QtBot, session: Session) -> None:
    def calm() -> bool:
        page = session.shell.page
        timers = page.findChildren(QTimer) if page is not None else []
        return not session.desk.busy and not any(timer.isActive() and timer.isSingleShot() for timer in timers)

    qtbot.waitUntil(calm, timeout=20_000)


def offered(session: Session) -> set[str]:
    """Every word on something that can be done on the open page, by button, menu or key."""
    page = session.shell.page
    assert page is not None
    buttons = {made.text() for made in session.shell.findChildren(QAbstractButton) if made.isVisible()}
    deeds = {deed.text() for deed in page.findChildren(QAction) if deed.isEnabled() and _at_hand(deed)}
    return {text.strip().partition("：")[0] for text in buttons | deeds if text.strip()}


def _at_hand(deed: QAction) -> bool:
    return any(owner.isVisible() for owner in deed.associatedObjects() if hasattr(owner, "isVisible"))


def places(session: Session) -> list[Callable[[], None]]:
    """The ways to everything there is: each page, the person, each section of 系统."""
    keys = (pages.WORKBENCH, pages.PEOPLE, pages.HOUSEHOLDS, pages.IDENTITIES, pages.DIAGNOSES, pages.TREATMENTS)
    more = (pages.SETTLEMENTS, pages.INSTITUTIONS, pages.FINDINGS, pages.BATCHES, pages.LOG, pages.IMPORT, pages.BIN)
    person = partial(session.open, pages.PERSON, 1)
    village = next(iter(Place.select().where(Place.level == "5"))).id
    sections = [partial(session.open, pages.SETTINGS, section[0]) for section in _SECTIONS]
    return [
        *(partial(session.open, key) for key in (*keys, *more)),
        person,
        *sections,
        partial(show_village, session, village),
    ]


def show_village(session: Session, village: int) -> None:
    session.open(pages.SETTINGS, "places")
    session.shell.page.section.open_at(village)  # type: ignore[union-attr]


def everything(qtbot: QtBot, session: Session) -> set[str]:
    found: set[str] = set()
    for go in places(session):
        go()
        settle(qtbot, session)
        found |= offered(session)
    return found


class Strays(QObject):
    """Widgets shown without being part of the window: each would flash on the clerk's screen."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            words = watched.text() if isinstance(watched, QAbstractButton | QLabel) else watched.objectName()
            self.seen.append(f"{type(watched).__name__} {words}")
        return super().eventFilter(watched, event)


def open_form(qtbot: QtBot, session: Session) -> None:
    session.open(pages.PERSON, 1)
    settle(qtbot, session)
    press(session.shell, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, session)


def test_who_may_everything_is_offered_everything(qtbot: QtBot, enter: Enter) -> None:
    session = enter(USER, PASSWORD)
    found = everything(qtbot, session)
    session.open(pages.SETTINGS, "users")
    session.shell.page.section.list.table.selectRow(1)  # type: ignore[union-attr]
    found |= offered(session)
    open_form(qtbot, session)
    found |= offered(session)
    assert found >= ENTERING | ADMINISTERING


def test_no_page_flashes_a_window_of_its_own(qtbot: QtBot, enter: Enter) -> None:
    session = enter(USER, PASSWORD)
    strays = Strays()
    QApplication.instance().installEventFilter(strays)  # type: ignore[union-attr]
    everything(qtbot, session)
    QApplication.instance().removeEventFilter(strays)  # type: ignore[union-attr]
    assert strays.seen == []


def test_a_looker_is_offered_nothing_that_changes_anything(qtbot: QtBot, enter: Enter) -> None:
    session = enter("赵兰", LAN)
    found = everything(qtbot, session)
    assert "导出" in found
    assert not found & (ENTERING | ADMINISTERING)


def test_a_lookers_keys_change_nothing(qtbot: QtBot, enter: Enter) -> None:
    session = enter("赵兰", LAN)
    before = Change.select().count()
    for go in places(session):
        go()
        settle(qtbot, session)
        page = session.shell.page
        for key in (Key.Key_F2, Key.Key_F9):
            press(session.shell, key)
        for key in (Key.Key_E, Key.Key_Z, Key.Key_Return):
            press(session.shell, key, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, session)
        assert session.shell.page is page
        assert not getattr(page, "entering", False)
    assert Change.select().count() == before


def test_the_import_is_no_place_for_a_looker(qtbot: QtBot, enter: Enter) -> None:
    session = enter("赵兰", LAN)
    session.open(pages.PEOPLE)
    session.open(pages.IMPORT)
    assert session.shell.key == pages.PEOPLE
    settle(qtbot, session)


def test_an_administrator_who_does_not_enter_keeps_users_only(qtbot: QtBot, enter: Enter) -> None:
    session = enter("管明", GUANG)
    found = everything(qtbot, session)
    assert not found & ENTERING - {"新增", "修改", "保存"}
    assert {"新增用户", "重新生成恢复单…"} <= found
    assert "更名" not in found


def test_a_form_that_may_only_be_looked_at_takes_nothing(qtbot: QtBot, enter: Enter, staffed: Path) -> None:
    session = enter(USER, "")
    assert session.office.register.read_only
    assert not everything(qtbot, session) & (ENTERING | ADMINISTERING)
    open_form(qtbot, session)
    assert not offered(session) & ENTERING
    page = session.shell.page
    assert page is not None
    form = page.panel.form  # type: ignore[attr-defined]
    editors = [*form.findChildren(QLineEdit), *form.findChildren(QPlainTextEdit)]
    assert editors
    assert all(editor.isReadOnly() for editor in editors)
    before = Change.select().count()
    for key in (Key.Key_F4, Key.Key_Down, Key.Key_Return, Key.Key_F9):
        press(session.shell, key)
    assert not page.unsaved()
    assert Change.select().count() == before


def test_settings_of_the_office_can_be_read_but_not_changed_by_others(qtbot: QtBot, enter: Enter) -> None:
    session = enter("赵兰", LAN)
    session.open(pages.SETTINGS, "policy")
    section = session.shell.page.section  # type: ignore[union-attr]
    assert isinstance(section, PolicySection)
    assert section.name.text == "樟树市卫生健康委员会"
    assert section.name.editor.isReadOnly()
    assert not section.save_button.isVisible()
    section.table.setFocus()
    press(section.table, Key.Key_9)
    assert not section.unsaved()


def test_entering_and_administering_are_two_roles(qtbot: QtBot, enter: Enter, staffed: Path) -> None:
    register = opening.open_register(staffed, USER, PASSWORD)
    users_keeping.add(register, "王芳", (ENTRY,), "wangfang-2020")
    register.close()
    session = enter("王芳", "wangfang-2020")
    found = everything(qtbot, session)
    assert {"新增", "导入名单", "修改"} <= found
    assert not found & ADMINISTERING
