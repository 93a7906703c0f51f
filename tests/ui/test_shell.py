"""The desk: pages built when opened, keys that work everywhere, a window that does not lose work."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hfp_desk.problems import Refusal
from tests.ui.fakes import Key, Memory, press
from ui.app import speak_chinese
from ui.desk import Desk, Heading
from ui.filters import ChoiceFacet, FilterBar, TextFacet
from ui.main_window import MainWindow
from ui.page import Page, PageEntry
from ui.shell import Shell
from ui.widgets.ask import Notice
from ui.widgets.choices import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.panels import CardPanel, SidePanel

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
TITLES = {"bench": "工作台", "people": "人员", "ledger": "救治台账"}
HIT = Choice(("people", 12), "李玥", "", "女 临江镇")


class Sheet(Page):
    """A page that notes what is asked of it."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self.asked: list[object] = []
        self.inside = False
        self.typed = False
        self.line = QLineEdit()
        self.line.setProperty("help", "填写户口簿上的姓名")
        QVBoxLayout(self).addWidget(self.line)
        self.setFocusProxy(self.line)
        self.deed("新增", "add", "F2", lambda: self.asked.append("new"), primary=True)

    def open_at(self, target: object) -> None:
        self.asked.append(target)

    def refresh(self) -> None:
        self.asked.append("refresh")

    def back(self) -> bool:
        stepped, self.inside = self.inside, False
        return stepped

    def unsaved(self) -> bool:
        return self.typed


@pytest.fixture
def desk(memory: Memory) -> Iterator[Desk]:
    made = Desk(memory, Heading("樟树市卫生健康委员会", "2020年3月", "樟树 2020", "李敏"))
    yield made
    made.tasks.stop()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    def entry(key: str, title: str) -> PageEntry:
        return PageEntry(key, title, "list", lambda given: Sheet(given, title))

    made = MainWindow()
    qtbot.addWidget(made)
    shell = Shell(desk, [entry(*pair) for pair in TITLES.items()], lambda text: [HIT] if text == "ly" else [])
    shell.go("bench")
    made.show_desk(shell)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def shell(window: MainWindow) -> Shell:
    assert window.shell is not None
    return window.shell


def sheet(shell: Shell) -> Sheet:
    assert isinstance(shell.page, Sheet)
    return shell.page


def test_pages_are_built_when_they_are_opened(shell: Shell) -> None:
    assert [page.title for page in shell.built] == ["工作台"]
    first = shell.page
    press(shell, Key.Key_3, ALT)
    assert shell.key == "ledger"
    assert shell.title_line.title == "救治台账"
    press(shell, Key.Key_1, ALT)
    assert shell.page is first
    assert len(shell.built) == 2


def test_the_cursor_starts_in_the_page(shell: Shell) -> None:
    assert QApplication.focusWidget() is sheet(shell).line


def test_esc_steps_back_in_the_page_and_then_to_the_page_before(shell: Shell) -> None:
    press(shell, Key.Key_2, ALT)
    sheet(shell).inside = True
    press(shell, Key.Key_Escape)
    assert shell.key == "people"
    press(shell, Key.Key_Escape)
    assert shell.key == "bench"
    press(shell, Key.Key_Escape)
    assert shell.key == "bench"


def test_f5_reads_again_and_the_keys_of_a_page_work_only_there(shell: Shell) -> None:
    bench = sheet(shell)
    press(shell, Key.Key_F5)
    press(shell, Key.Key_F2)
    assert bench.asked == ["refresh", "new"]
    press(shell, Key.Key_2, ALT)
    press(shell, Key.Key_F2)
    assert bench.asked == ["refresh", "new"]
    assert sheet(shell).asked == ["new"]


def test_a_deed_has_a_button_that_names_its_key(shell: Shell) -> None:
    buttons = [button for button in shell.title_line.findChildren(QPushButton) if button.text() == "新增"]
    assert [button.toolTip() for button in buttons] == ["新增（F2）"]
    buttons[0].click()
    assert sheet(shell).asked == ["new"]
    deed = sheet(shell).deeds[0]
    deed.setEnabled(False)
    assert not buttons[0].isEnabled()
    deed.setVisible(False)
    assert not buttons[0].isVisible()


def test_a_page_is_asked_for_with_what_it_shall_show(shell: Shell, desk: Desk) -> None:
    desk.go("people", {"town": ("360982101",)})
    assert shell.key == "people"
    assert sheet(shell).asked == [{"town": ("360982101",)}]
    desk.go("nowhere", 1)
    assert shell.key == "people"


def test_ctrl_k_searches_and_enter_takes_the_first_hit(shell: Shell, qtbot: QtBot) -> None:
    press(shell, Key.Key_K, CONTROL)
    search = shell.head.search
    assert QApplication.focusWidget() is search
    press(search, Key.Key_L)
    press(search, Key.Key_Y)
    qtbot.waitUntil(lambda: search.open)
    with qtbot.waitSignal(shell.found) as found:
        press(search, Key.Key_Return)
    assert found.args == [("people", 12)]
    assert search.text() == ""
    assert not search.open


def test_esc_closes_the_hits_before_it_leaves_the_page(shell: Shell, qtbot: QtBot) -> None:
    press(shell, Key.Key_2, ALT)
    press(shell, Key.Key_K, CONTROL)
    press(shell, Key.Key_L)
    press(shell, Key.Key_Y)
    qtbot.waitUntil(lambda: shell.head.search.open)
    press(shell, Key.Key_Escape)
    assert not shell.head.search.open
    assert shell.key == "people"


def test_f1_explains_the_field_or_asks_for_the_help_of_the_page(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(shell.help_asked):
        press(shell, Key.Key_F1)
    tips = [widget for widget in QApplication.topLevelWidgets() if widget.inherits("QTipLabel")]
    assert [tip.text() for tip in tips if isinstance(tip, QLabel)] == ["填写户口簿上的姓名"]
    sheet(shell).line.setProperty("help", None)
    with qtbot.waitSignal(shell.help_asked) as asked:
        press(shell, Key.Key_F1)
    assert asked.args == ["bench"]


@pytest.mark.parametrize(("width", "narrow"), [(1366, False), (1199, True), (1200, False)])
def test_the_navigation_folds_where_the_window_is_narrow(window: MainWindow, width: int, narrow: bool) -> None:
    assert window.shell is not None
    window.resize(width, 700)
    assert window.shell.navigation.narrow is narrow
    texts = {button.text().strip() for button in window.shell.navigation.findChildren(QPushButton)}
    assert texts == ({""} if narrow else set(TITLES.values()))


def test_what_was_done_is_said_and_can_be_taken_back(shell: Shell, desk: Desk) -> None:
    undone: list[str] = []
    desk.say("已保存 3 条", offer="撤销", done=lambda: undone.append("undone"))
    assert shell.toast.isVisible()
    assert shell.toast.text == "已保存 3 条"
    next(button for button in shell.toast.findChildren(QPushButton)).click()
    assert undone == ["undone"]
    assert not shell.toast.isVisible()


def test_the_status_line_says_only_what_is_known(shell: Shell, qtbot: QtBot) -> None:
    status = shell.status
    assert not status.saved.isVisible()
    status.set_saved("10:41")
    status.set_backup("上次备份 3 天前", "warn")
    status.set_todo(12)
    assert [piece.text() for piece in (status.saved, status.backup, status.todo)] == [
        "已保存 10:41",
        "上次备份 3 天前",
        "待办 12",
    ]
    assert not status.gaps.isVisible()
    with qtbot.waitSignal(status.backup_opened):
        status.backup.click()


class Windows(QObject):
    """Notes every widget that becomes a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt names it)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_nothing_flashes_up_as_a_window_while_pages_are_built(shell: Shell, qapp: QApplication) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    press(shell, Key.Key_2, ALT)
    panel = SidePanel()
    panel.present("李玥", QLabel("女 61岁"))
    choices = ChoiceFacet("town", "乡镇", lambda: [Choice(str(number), f"镇{number}") for number in range(20)])
    bar = FilterBar([choices, TextFacet("note", "备注", pinned=False)])
    built = (EmptyState("没有记录", "导入名单", advice="从名单开始"), CardPanel("今天要办"), bar, panel)
    for widget in built:
        layout = sheet(shell).layout()
        assert layout is not None
        layout.addWidget(widget)
    bar.open("town").shut()
    qapp.removeEventFilter(windows)
    assert windows.seen == []


def test_the_title_names_the_office(window: MainWindow) -> None:
    assert window.windowTitle() == "健康扶贫台账 · 樟树市卫生健康委员会"
    window.show_front(QLabel("登录"))
    assert window.windowTitle() == "健康扶贫台账"
    assert window.shell is None


def test_errors_of_the_desk_are_shown_over_the_window(window: MainWindow, desk: Desk) -> None:
    desk.fail(Refusal("磁盘已满。", "请清理后再保存。"))
    assert [notice.sentence for notice in window.findChildren(Notice)] == ["磁盘已满。"]


def test_closing_asks_before_something_typed_is_lost(window: MainWindow, shell: Shell, qtbot: QtBot) -> None:
    sheet(shell).typed = True
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    (notice,) = window.findChildren(Notice)
    assert "工作台" in notice.sentence
    with qtbot.waitSignal(window.closing):
        next(button for button in notice.findChildren(QPushButton) if button.text() == "仍要退出").click()
    assert not window.isVisible()


def test_the_size_of_the_window_is_remembered(window: MainWindow, memory: Memory, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()
    assert memory.get("window.geometry")


def test_standard_buttons_speak_chinese(qapp: QApplication, qtbot: QtBot) -> None:
    before = QLocale()
    speak_chinese(qapp)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Open)
    qtbot.addWidget(box)
    QLocale.setDefault(before)
    assert [button.text().partition("(")[0].replace("&", "") for button in box.buttons()] == ["打开", "取消"]
