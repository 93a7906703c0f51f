"""Step 1: a file by dialog, by dropping it or by Ctrl+O; its password; whether it was imported before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui import style
from ui.widgets.parts import button, label, picture, tight

ENDINGS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".ods", ".csv", ".txt", ".html", ".htm", ".xml")
FILTER = "表格文件 (" + " ".join(f"*{ending}" for ending in ENDINGS) + ");;所有文件 (*)"


class ChooseStep(QFrame):
    """``chosen`` carries a path, ``password_given`` the password for the file that wants one.

    ``again`` means: check the file once more although it was imported; ``receipt`` and ``dropped_it`` the other two.
    """

    chosen = Signal(object)
    browse = Signal()
    password_given = Signal(str)
    again = Signal()
    receipt = Signal()
    dropped_it = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("drop", "idle")
        self.setAcceptDrops(True)
        self._pages = QStackedWidget()
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.returnPressed.connect(self._unlock)
        self._password.setAccessibleName("工作簿打开密码")
        self._locked = _middle(label(level="section", wrap=True))
        self._wrong = label(tone="error")
        self._known = _middle(label(level="section", wrap=True))
        self._known_more = _middle(label(tone="quiet", wrap=True))
        self.pick = button("选择文件…", "folder", self.browse.emit, "primary", "选择文件（Ctrl+O）")
        self.unlock = button("打开", done=self._unlock, look="primary")
        self.check = button("再检查一遍", done=self.again.emit, look="primary")
        self.see_receipt = button("看上次回执", "workbook", self.receipt.emit)
        for answer in (self.pick, self.unlock, self.check, self.see_receipt):
            answer.setAutoDefault(True)
        for page in (self._ask_page(), self._busy_page(), self._password_page(), self._known_page()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        tight(column, (24, 24, 24, 24))
        column.addWidget(self._pages)

    def ask(self) -> None:
        """Ask for a file."""
        self._pages.setCurrentIndex(0)
        self.pick.setFocus()

    def busy(self, path: Path) -> None:
        """The file is being read; how far is told by the strip at the foot of the window."""
        self._reading.setText(f"正在读取“{path.name}”…")
        self._pages.setCurrentIndex(1)

    def ask_password(self, path: Path, *, wrong: bool) -> None:
        """The file opens only with a password."""
        self._locked.setText(f"“{path.name}”设了打开密码，请填写密码。")
        self._wrong.setText("密码不对，请重新输入。" if wrong else "")
        self._password.clear()
        self._pages.setCurrentIndex(2)
        self._password.setFocus()

    def tell_known(self, path: Path, lines: Sequence[str], *, receipt: bool) -> None:
        """The very same file was imported before."""
        self._known.setText(f"“{path.name}”{lines[0]}")
        self._known_more.setText("\n".join(lines[1:]))
        self.see_receipt.setVisible(receipt)
        self._pages.setCurrentIndex(3)
        self.check.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is held over the window."""
        if _file_of(event):
            style.say(self, "drop", "over")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It was taken away again."""
        style.say(self, "drop", "idle")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """It was let go."""
        style.say(self, "drop", "idle")
        path = _file_of(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def _unlock(self) -> None:
        if self._password.text():
            self.password_given.emit(self._password.text())

    def _ask_page(self) -> QWidget:
        page, column = _centred("import")
        column.addWidget(label("把名单或台账拖到这里", level="section"), 0, _CENTRE)
        column.addWidget(label("Excel、WPS 表格或 CSV，不需要模板，不会改动原文件。", "quiet"), 0, _CENTRE)
        column.addSpacing(8)
        column.addWidget(self.pick, 0, _CENTRE)
        column.addSpacing(16)
        column.addWidget(
            label("在写入之前，每一行的结果都会先给您看；写入后也可以整批撤销。", "quiet", "small"), 0, _CENTRE
        )
        column.addStretch(2)
        return page

    def _busy_page(self) -> QWidget:
        page, column = _centred("workbook")
        self._reading = _middle(label(level="section", wrap=True))
        column.addWidget(self._reading)
        column.addWidget(label("识别工作表、表头和每一行，需要几秒钟；可以随时取消。", "quiet"), 0, _CENTRE)
        column.addStretch(2)
        return page

    def _password_page(self) -> QWidget:
        page, column = _centred("lock")
        column.addWidget(self._locked)
        self._password.setFixedWidth(220)
        column.addLayout(_row(self._password, self.unlock))
        column.addWidget(self._wrong, 0, _CENTRE)
        column.addWidget(button("换一个文件", done=self.dropped_it.emit, look="link"), 0, _CENTRE)
        column.addStretch(2)
        return page

    def _known_page(self) -> QWidget:
        page, column = _centred("history")
        column.addWidget(self._known)
        column.addWidget(self._known_more)
        column.addSpacing(8)
        column.addLayout(_row(self.check, self.see_receipt, button("取消", done=self.dropped_it.emit)))
        column.addStretch(2)
        return page


_CENTRE = Qt.AlignmentFlag.AlignHCenter


def _centred(icon: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    tight(column, spacing=8)
    column.addStretch(1)
    column.addWidget(picture(icon, "accent", 40), 0, _CENTRE)
    column.addSpacing(4)
    return page, column


def _row(*pieces: QWidget) -> QHBoxLayout:
    """Pieces side by side in the middle."""
    row = QHBoxLayout()
    tight(row, spacing=8)
    row.addStretch(1)
    for piece in pieces:
        row.addWidget(piece)
    row.addStretch(1)
    return row


def _middle(words: QLabel) -> QLabel:
    """Words that may take several lines, in the middle."""
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words


def _file_of(event: QDropEvent) -> Path | None:
    """The one file that is dragged; several at once are not taken."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
