"""Asking for a plan of instalments: how many, from which day on; what each would be is said while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from hfp_desk.kinds import Day, Unreadable
from hfp_desk.problems import Refusal
from hfp_desk.rules import instalments
from ui import style
from ui.editors.base import this_year
from ui.editors.lines import DayEditor
from ui.widgets.drop import Drop
from ui.widgets.parts import label

_WIDTH = 400
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AskSplit(Drop):
    """``done`` gets number and first day and says what is wrong; nothing said, the panel closes."""

    def __init__(self, anchor: QWidget, amount: Decimal, done: Callable[[int, date], str]) -> None:
        super().__init__(anchor, _WIDTH)
        self._amount, self._done = amount, done
        self.number = QLineEdit()
        self.number.setAccessibleName("期数")
        self.day = DayEditor(Day(), this_year)
        self.day.setAccessibleName("第一期应还日期")
        self.told = label(tone="quiet", level="small", wrap=True)
        self.body.addWidget(label(f"分期还款：未还 {amount:,.2f} 元", level="section", wrap=True))
        self.body.addWidget(
            label("每月一期，最后一期补足尾差；已还的各期不变，未还的重新约定。", "quiet", "small", wrap=True)
        )
        for words, editor in (("期数（1—60）", self.number), ("第一期应还日期", self.day)):
            self.body.addWidget(label(words, "quiet", "small"))
            self.body.addWidget(editor)
        self.body.addWidget(self.told)
        self.body.addLayout(self.answers("约定分期", self.confirm))
        self.number.textChanged.connect(lambda _text: self._tell())
        self.day.textChanged.connect(lambda _text: self._tell())

    def ask(self, number: int, first: date) -> None:
        """Open with a proposal, the cursor in the number."""
        self.day.load(first)
        self.number.setText(str(number))
        self.open_at(self.number)
        self.number.selectAll()

    def confirm(self) -> None:
        """Hand number and day over; what is wrong is said here."""
        wanted = self._wanted()
        told = "请填写期数和第一期的日期。" if wanted is None else self._done(*wanted)
        if told:
            self._say(told, "error")
        else:
            self.shut()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, at the end it confirms."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif QApplication.focusWidget() is self.number:
            self.day.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.confirm()

    def _wanted(self) -> tuple[int, date] | None:
        text = self.number.text().strip()
        try:
            day = self.day.value()
        except Unreadable:
            return None
        return (int(text), day) if text.isascii() and text.isdigit() and day is not None else None

    def _tell(self) -> None:
        """What the plan would be."""
        wanted = self._wanted()
        if wanted is None:
            self._say("", "quiet")
            return
        try:
            parts = instalments.plan(self._amount, *wanted)
        except Refusal as refusal:
            self._say(str(refusal), "error")
            return
        first, last = parts[0], parts[-1]
        each = (
            f"每期 {first.amount:,.2f} 元"
            if first.amount == last.amount
            else (f"前 {len(parts) - 1} 期各 {first.amount:,.2f} 元，最后一期 {last.amount:,.2f} 元")
        )
        self._say(f"{each}；最后还款日 {last.due_on}。", "quiet")

    def _say(self, words: str, tone: str) -> None:
        style.say(self.told, "tone", tone)
        self.told.setText(words)
        self.adjustSize()
