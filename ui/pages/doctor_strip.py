"""The doctor under the cursor below the list: certificates, further places and courses, each opens; what to add."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.records import ATTENDANCE, LICENCE, PRACTICE, RecordType
from hfp_desk.store import doctor_card
from hfp_desk.store.doctor_card import CardLine, DoctorCard
from ui import style
from ui.office import Office
from ui.pages.workbench_blocks import empty
from ui.widgets.parts import button, label, press_focused, tight

_MOST = 3
_COLUMNS = ((LICENCE, "证书", "Ctrl+2"), (PRACTICE, "其他执业地点", "Ctrl+3"), (ATTENDANCE, "最近培训", ""))


class DoctorStrip(QWidget):
    """``opened`` carries a kind and the number of a record, ``entered`` a kind to be entered for the doctor."""

    opened = Signal(object, int)
    entered = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.doctor = 0
        self.lines: list[str] = []
        self._name = label(level="section")
        self._where = label(tone="quiet")
        self._columns: dict[str, QVBoxLayout] = {}
        top = QHBoxLayout()
        tight(top, spacing=12)
        top.addWidget(self._name)
        top.addWidget(self._where)
        top.addStretch(1)
        row = QHBoxLayout()
        tight(row, spacing=24)
        for kind, title, keys in _COLUMNS:
            row.addLayout(self._column(kind, title, keys), 1)
        column = QVBoxLayout(self)
        tight(column, (12, 6, 12, 8), 4)
        column.addLayout(top)
        column.addLayout(row)

    @property
    def name(self) -> str:
        """What the doctor shown is called."""
        return self._name.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what has the cursor, as Space does."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def show_doctor(self, doctor: int) -> None:
        """Show one doctor; nobody who is gone meanwhile."""
        self.doctor, self.lines = doctor, []
        try:
            card = doctor_card.doctor_card(self._office.register, doctor, self._office.eyes, date.today())
        except Refusal:
            return
        self._name.setText(card.name or "（未填姓名）")
        self._where.setText(card.where)
        self._show(card)

    def _show(self, card: DoctorCard) -> None:
        groups: tuple[tuple[RecordType, Sequence[CardLine]], ...] = (
            (LICENCE, card.licences),
            (PRACTICE, card.practices),
            (ATTENDANCE, card.courses),
        )
        for kind, lines in groups:
            body = self._columns[kind.name]
            empty(body)
            for line in lines[:_MOST]:
                self.lines.append(line.words)
                body.addWidget(self._link(kind, line), 0, Qt.AlignmentFlag.AlignLeft)
            if not lines:
                body.addWidget(label("没有登记", "faint"))
            elif len(lines) > _MOST:
                body.addWidget(label(f"另有 {len(lines) - _MOST} 条", "quiet", "small"))
            body.addStretch(1)

    def _link(self, kind: RecordType, line: CardLine) -> QWidget:
        made = button(
            line.words, look="link", done=partial(self.opened.emit, kind, line.id), hint=f"打开：{line.words}"
        )
        made.setProperty("tone", "error" if line.over and kind is LICENCE else "quiet" if line.over else "")
        return made

    def _column(self, kind: RecordType, title: str, keys: str) -> QVBoxLayout:
        column = QVBoxLayout()
        tight(column, spacing=2)
        head = QHBoxLayout()
        tight(head, spacing=8)
        words = label(title, "quiet", "small")
        words.setMinimumHeight(style.current().compact_row)
        head.addWidget(words)
        if keys and self._office.may_enter:
            hint = f"为这名医务人员登记{title}（{keys}）"
            head.addWidget(button("登记", look="link", done=partial(self.entered.emit, kind), hint=hint))
        head.addStretch(1)
        column.addLayout(head)
        body = QVBoxLayout()
        tight(body, spacing=0)
        column.addLayout(body, 1)
        self._columns[kind.name] = body
        return column
