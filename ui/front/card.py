"""The card in the middle of a front page: head, fields, what went wrong, Enter to go on."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hfp_desk.problems import Progress, Refusal
from ui import style
from ui.tasks import Tasks
from ui.widgets.parts import label, picture, tight

T = TypeVar("T")
_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FrontPage(QWidget):
    """A page over the whole window. Subclasses fill ``body`` and say with ``walk`` in which order Enter goes."""

    def __init__(self, tasks: Tasks, title: str, note: str = "", width: int = 440) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.tasks = tasks
        self.trouble = Trouble()
        self.waiting = Waiting()
        self.body = QVBoxLayout()
        tight(self.body, spacing=12)
        self._card = QFrame()
        self._card.setProperty("panel", True)
        self._card.setFixedWidth(int(width * style.current().body / 13))
        self._stops: tuple[QWidget, ...] = ()
        self._here: QWidget | None = None
        self._arrange(title, note)

    def finish(self, button: QPushButton) -> None:
        """Put the button under everything, and above it the place where trouble and waiting are shown."""
        for piece in (self.trouble, self.waiting, button):
            self.body.addWidget(piece)

    def walk(self, *stops: QWidget) -> None:
        """The order of the fields; Enter in the last but one presses the last, a button."""
        self._stops = stops
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def work(
        self,
        words: str,
        function: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Refusal], object] | None = None,
    ) -> None:
        """Do ``function`` on the worker while the card waits; a refusal is shown on the card."""
        self.trouble.hide()
        self._wait(words)

        def came(result: T) -> None:
            self._wait("")
            done(result)

        def stopped(error: Exception) -> None:
            self._wait("")
            self.show_error(error)
            if failed is not None and isinstance(error, Refusal):
                failed(error)

        self.tasks.run(function, came, stopped, self.waiting.tell)

    def show_error(self, error: Exception) -> None:
        """A refusal in its own words; anything else goes to the window, which knows bugs."""
        if isinstance(error, Refusal):
            self.trouble.say(error.sentence, error.advice)
        else:
            self.tasks.failed.emit(error)

    def reason_to_stay(self) -> str:
        """What would be lost by leaving now, in a sentence; nothing as a rule."""
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field or presses the button with the cursor."""
        if event.key() in _GO and not event.isAutoRepeat():
            self._go_on(self.focusWidget())
        else:
            super().keyPressEvent(event)

    def _go_on(self, here: QWidget | None) -> None:
        if isinstance(here, QPushButton):
            here.click()
        elif here in self._stops:
            after = self._stops[self._stops.index(here) + 1]
            if isinstance(after, QPushButton):
                after.click()
            else:
                after.setFocus(Qt.FocusReason.TabFocusReason)

    def _wait(self, words: str) -> None:
        if words:
            self._here = self.focusWidget()
        self.waiting.say(words)
        for stop in self._stops:
            stop.setEnabled(not words)
        if not words and self._here is not None:
            self._here.setFocus()

    def _arrange(self, title: str, note: str) -> None:
        inner = QVBoxLayout(self._card)
        tight(inner, (32, 24, 32, 24), 16)
        inner.addLayout(_head(title, note))
        inner.addLayout(self.body)
        ground = QWidget()
        ground.setProperty("plain", True)
        middle = QHBoxLayout()
        tight(middle)
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        around = QVBoxLayout(ground)
        tight(around, (16, 16, 16, 16))
        around.addStretch(2)
        around.addLayout(middle)
        around.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(area)


class Trouble(QFrame):
    """What stands in the way and what to do next, inside the card."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", "error")
        self._picture = picture("error", "error")
        self._words = label(wrap=True)
        row = QHBoxLayout(self)
        tight(row, (12, 8, 12, 8), 8)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; nothing while it is hidden."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, sentence: str, advice: str = "") -> None:
        """Show a sentence and the advice."""
        self._words.setText(sentence + advice)
        self.show()


class Waiting(QWidget):
    """A thin bar and a word while the worker is busy."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label(tone="quiet", level="small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        tight(column, spacing=4)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self.hide()

    def say(self, words: str) -> None:
        """Begin to wait, or stop waiting when there are no words."""
        self._words.setText(f"{words}…" if words else "")
        self._bar.setRange(0, 0)
        self.setVisible(bool(words))

    def tell(self, done: int, total: int, note: str) -> None:
        """How far the worker is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if note:
            self._words.setText(f"{note}…")


def links(*buttons: QPushButton) -> QHBoxLayout:
    """Quiet ways out at the foot of a card."""
    row = QHBoxLayout()
    tight(row, (-4, 0, 0, 0), 12)
    for made in buttons:
        row.addWidget(made)
    row.addStretch(1)
    return row


def side_by_side(widgets: Sequence[QWidget]) -> QHBoxLayout:
    """Fields of equal width in one line."""
    row = QHBoxLayout()
    tight(row, spacing=12)
    for widget in widgets:
        row.addWidget(widget, 1)
    return row


def _head(title: str, note: str) -> QHBoxLayout:
    words = QVBoxLayout()
    tight(words, spacing=2)
    words.addWidget(label(title, level="page"))
    if note:
        words.addWidget(label(note, "quiet", wrap=True))
    head = QHBoxLayout()
    tight(head, spacing=12)
    head.addWidget(picture("mark", "accent", 40), 0, Qt.AlignmentFlag.AlignTop)
    head.addLayout(words, 1)
    return head
