"""What the clerk is told when something goes wrong.

A ``Refusal`` is one sentence and what to do next. Anything else is a bug: one dialog with the versions and the
way through the program, but never a value of the register, to be copied and sent to whoever keeps the program.
"""

import logging
import platform
import sys
import threading
from collections import deque
from types import TracebackType

import PySide6
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from hfp_desk import VERSION
from hfp_desk.mishap import trail, understood
from hfp_desk.problems import Cancelled, Refusal
from ui import icons
from ui.widgets.ask import tell
from ui.widgets.parts import button, label

SENTENCE = "程序出现意外，刚才这一步没有完成；已保存的内容不受影响。"
ADVICE = "请点“复制”把下面的说明发给程序维护人员，其中不含登记的个人信息。"

_QT_WORDS = 160


class RecentLog(logging.Handler):
    """Keeps the last lines of the program's log for the report."""

    def __init__(self, lines: int = 40) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        self.lines: deque[str] = deque(maxlen=lines)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line, and of an error only where it came from: its words may quote a value."""
        error = record.exc_info[1] if record.exc_info else None
        record.exc_info = record.exc_text = record.stack_info = None
        self.lines.append(self.format(record))
        if error is not None:
            self.lines.extend(trail(error))


def report(error: BaseException, lines: tuple[str, ...] = ()) -> str:
    """Versions, the kind of error and where it happened; its words are left out: they may quote a value."""
    return "\n".join(
        (
            f"HFP Desk {VERSION} · Python {platform.python_version()} · Qt {PySide6.__version__} "
            f"· {platform.platform()}",
            *trail(error),
            *lines,
        )
    )


class Errors(QObject):
    """Shows failures over ``window``; ``install`` also catches what nobody caught."""

    _elsewhere = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._open: QDialog | None = None
        self.log = RecentLog()

    def install(self) -> None:
        """Take over uncaught errors and keep the last lines of the log."""
        logging.getLogger("hfp_desk").addHandler(self.log)
        logging.getLogger("ui").addHandler(self.log)
        logging.getLogger().addHandler(logging.NullHandler())  # or libraries write to the terminal
        sys.excepthook = self._uncaught
        threading.excepthook = lambda told: self._elsewhere.emit(told.exc_value)
        sys.unraisablehook = lambda told: _remember(told.exc_value)
        self._elsewhere.connect(self.show)
        qInstallMessageHandler(_qt_said)

    def show(self, error: BaseException) -> None:
        """Tell the clerk: a sentence for what may happen, the report for a bug, nothing for a stopped job."""
        if isinstance(error, Cancelled) or self._open is not None:
            return
        told = error if isinstance(error, Refusal) else understood(error)
        if told is not None:
            self._keep(tell(self._window, told.sentence, told.advice))
        else:
            self._keep(BugDialog(report(error, tuple(self.log.lines)), self._window))

    def _keep(self, dialog: QDialog) -> None:
        self._open = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._open = None

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.show(error)


def _remember(error: BaseException | None) -> None:
    """An error nobody can be told of any more: where it came from, for the next report."""
    if error is not None:
        logging.getLogger(__name__).warning("unraisable: %s", " ".join(trail(error)))


def _qt_said(kind: QtMsgType, _: QMessageLogContext, words: str) -> None:
    """Qt's own complaints, without what they quote."""
    logging.getLogger(__name__).warning("Qt %s: %s", kind.name, words.partition('"')[0][:_QT_WORDS])


class BugDialog(QDialog):
    """The one dialog for a bug."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序意外")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = text
        picture = QLabel()
        picture.setPixmap(icons.pixmap("error", "error", 24, self.devicePixelRatioF()))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(f"{SENTENCE}\n{ADVICE}", wrap=True), 1)
        details = QPlainTextEdit(text)
        details.setReadOnly(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(details, 1)
        layout.addLayout(self._buttons())
        self.resize(640, 400)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        copy: QPushButton = button("复制", "copy", self.copy)
        close = button("关闭", done=self.accept, look="primary")
        close.setDefault(True)
        row.addWidget(copy)
        row.addWidget(close)
        return row
