"""Looking at a masked value: which one, why, and then the value for a minute, in a panel that hides itself.

The value is gone when the minute is over, when the panel closes, when its page is left or the desk is locked. Ctrl+C
copies what is seen without it, except for those who enter.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.records import RecordType
from hfp_desk.store import revealing
from hfp_desk.store.revealing import Masked
from ui.desk import Desk
from ui.office import Office
from ui.widgets.drop import Drop
from ui.widgets.parts import button, label, tight

SECONDS = 60
WORDS, KEYS = "查看明文…", "Ctrl+R"
_OTHER = "其他（请写明）"


def offer(
    desk: Desk, office: Office, anchor: QWidget, kind: RecordType, record: int, field: str = ""
) -> "RevealPanel | None":
    """Open the panel at ``anchor`` for what is masked of a record, ``field`` first; say so when nothing is."""
    found = revealing.masked(office.register, kind, record, office.eyes)
    if not found:
        desk.say("这条记录没有隐去的内容。")
        return None
    first = next((place for place, one in enumerate(found) if one.kind is kind and one.field == field), 0)
    panel = RevealPanel(desk, office, anchor, found)
    panel.which.setCurrentIndex(first)
    panel.open_at(panel.reasons)
    return panel


class RevealPanel(Drop):
    """First the question, then the value; Enter goes on, Esc hides everything."""

    def __init__(self, desk: Desk, office: Office, anchor: QWidget, found: Sequence[Masked]) -> None:
        super().__init__(anchor, 340)
        self._desk, self._office, self._found = desk, office, found
        self._left = 0
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)
        self.which = QComboBox()
        self.which.setAccessibleName("查看哪一项")
        for one in found:
            self.which.addItem(f"{one.label}　{one.seen}")
        self.reasons = QListWidget()
        self.reasons.setAccessibleName("查看原因")
        self.reasons.addItems([*revealing.REASONS, _OTHER])
        self.reasons.setCurrentRow(0)
        self.reasons.setFixedHeight(self.reasons.sizeHintForRow(0) * self.reasons.count() + 8)
        self.other = QLineEdit()
        self.other.setPlaceholderText("写明原因，如：信访答复")
        self.other.setAccessibleName("其他原因")
        self.value = label(level="page", wrap=True)
        self.countdown = label(tone="quiet", level="small")
        self._question = self._ask()
        self._answer = self._tell()
        self._answer.hide()
        self.reasons.currentRowChanged.connect(self._chosen)
        self.reasons.itemDoubleClicked.connect(lambda _item: self.confirm())
        self._chosen(0)
        anchor.destroyed.connect(self.close)

    @property
    def reason(self) -> str:
        """Why the value is looked at."""
        row = self.reasons.currentRow()
        return revealing.REASONS[row] if 0 <= row < len(revealing.REASONS) else self.other.text().strip()

    def confirm(self) -> None:
        """Log the look and show the value; without a reason the cursor goes where it is to be written."""
        if not self.reason:
            self.other.setFocus()
            return
        one = self._found[self.which.currentIndex()]
        try:
            text = revealing.reveal(
                self._office.register, self._office.viewer, one.kind, one.record, one.field, self.reason
            )
        except Refusal as refusal:
            self.shut()
            self._desk.fail(refusal)
            return
        self._question.hide()
        self._answer.show()
        self.value.setText(text)
        self._left = SECONDS
        self._count()
        self._second.start()
        self.adjustSize()
        self.setFocus()

    def tick(self) -> None:
        """A second has passed."""
        self._left -= 1
        if self._left > 0:
            self._count()
        else:
            self.shut()

    def shut(self) -> None:
        """Hide the value at once."""
        self._second.stop()
        self.value.clear()
        super().shut()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it belongs to is no longer seen: the page was left, or the desk is locked."""
        if watched is self._anchor and event.type() == QEvent.Type.Hide:
            self.shut()
            return False
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Ctrl+C copies the masked form."""
        if event.matches(QKeySequence.StandardKey.Copy) and self._second.isActive():
            one = self._found[self.which.currentIndex()]
            text = self.value.text() if self._office.viewer.may_enter else one.seen
            QGuiApplication.clipboard().setText(text)
            self._desk.say("已复制。" if text != one.seen else "已复制，明文不能复制，复制的是遮盖后的内容。")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._second.isActive():
            self.confirm()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> QWidget:
        made, column = QWidget(), self.body
        column.addWidget(label("查看明文", level="section"))
        inner = _column(made)
        for part in (
            self.which,
            label("查看原因", "quiet"),
            self.reasons,
            self.other,
            label(f"谁、何时、为什么查看会记入日志；明文显示 {SECONDS} 秒。", "quiet", "small", wrap=True),
        ):
            inner.addWidget(part)
        inner.addLayout(self.answers("查看", self.confirm))
        column.addWidget(made)
        return made

    def _tell(self) -> QWidget:
        made = QWidget()
        inner = _column(made)
        self._what = label(tone="quiet")
        for part in (self._what, self.value, self.countdown):
            inner.addWidget(part)
        row = QHBoxLayout()
        tight(row, spacing=8)
        row.addStretch(1)
        row.addWidget(button("隐去  Esc", "eye-off", self.shut))
        inner.addLayout(row)
        self.body.addWidget(made)
        return made

    def _chosen(self, row: int) -> None:
        self.other.setEnabled(row == len(revealing.REASONS))

    def _count(self) -> None:
        self._what.setText(self._found[self.which.currentIndex()].label)
        self.countdown.setText(f"{self._left} 秒后自动隐去")


def _column(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    tight(made, spacing=8)
    return made
