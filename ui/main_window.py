"""The one window: either a front page (first start, sign-in, lock) or the desk of a signed-in user."""

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui import icons
from ui.errors import Errors
from ui.front.card import FrontPage
from ui.shell import Shell
from ui.widgets.ask import ask

TITLE = "健康扶贫台账"
_GEOMETRY = "window.geometry"


class MainWindow(QMainWindow):
    """``closing`` is emitted once, when nothing holds the window back any more."""

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icons.icon("mark", "accent"))
        self.setMinimumSize(640, 360)
        self.resize(1280, 720)
        self.errors = Errors(self)
        self.shell: Shell | None = None
        self._stack = QStackedWidget()
        self._cover: QWidget | None = None
        self._bare_title = ""
        self._sure = False
        self.setCentralWidget(self._stack)

    def show_front(self, page: QWidget) -> None:
        """Show a page over the whole window; the desk, if there was one, is put away."""
        self._replace(page)
        self.shell = None
        self.setWindowTitle(TITLE)

    def show_desk(self, shell: Shell) -> None:
        """Show the desk of a user."""
        self._replace(shell)
        self.shell = shell
        shell.desk.failed.connect(self.errors.show)
        office = shell.desk.heading.office
        self.setWindowTitle(f"{TITLE} · {office}" if office else TITLE)
        kept = shell.desk.settings.get(_GEOMETRY)
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def cover(self, page: QWidget) -> None:
        """Hide everything behind ``page``, the title too; the desk stays as it is."""
        self._cover = page
        self._bare_title = self.windowTitle()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.setWindowTitle(TITLE)

    def uncover(self) -> None:
        """Show the desk again."""
        if self._cover is None or self.shell is None:
            return
        self._stack.setCurrentWidget(self.shell)
        self._stack.removeWidget(self._cover)
        self._cover.deleteLater()
        self._cover = None
        self.setWindowTitle(self._bare_title)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before something typed or running is lost."""
        reason = "" if self._sure else self.reason_to_stay()
        if reason:
            event.ignore()
            ask(self._cover or self, reason, "离开后，未保存或未完成的部分不会保留。", "仍要退出", self._leave)
            return
        if self.shell is not None:
            kept = bytes(self.saveGeometry().toBase64().data()).decode()
            self.shell.desk.settings.set(_GEOMETRY, kept)
            self.shell.desk.stop()
        self.closing.emit()
        event.accept()

    def reason_to_stay(self) -> str:
        """What would be lost by leaving now, in a sentence; nothing when all is kept."""
        if self.shell is None:
            page = self._stack.currentWidget()
            return page.reason_to_stay() if isinstance(page, FrontPage) else ""
        running = [task.title for task in self.shell.desk.tasks.running if task.title]
        if running:
            return f"正在{running[0]}，还没有完成。"
        typed = [page.title for page in self.shell.built if page.unsaved()]
        return f"“{typed[0]}”中有填写的内容还没有保存。" if typed else ""

    def _leave(self) -> None:
        self._sure = True
        self.close()

    def _replace(self, page: QWidget) -> None:
        before = [child for child in map(self._stack.widget, range(self._stack.count())) if child is not None]
        self._cover = None
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        for old in before:
            if old is not page:
                self._stack.removeWidget(old)
                old.deleteLater()
