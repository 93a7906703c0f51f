"""What a check found, each with its target and clause, and what every payer paid; a press opens the bills behind it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hfp_desk.rules.money import ratio
from hfp_desk.store.protection import Checked, Found
from ui.widgets.panels import SectionTitle
from ui.widgets.parts import button, label, press_focused, tag, tight, walk

WIDTH = 340


class ProtectionPanel(QFrame):
    """``opened`` carries the name of what was pressed; arrow keys go from one to the next."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setFixedWidth(WIDTH)
        self.texts: dict[str, str] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        tight(column, (1, 1, 1, 1))
        column.addWidget(self._scroll)

    def show_checked(self, checked: Checked, paid: Sequence[tuple[str, Decimal]]) -> None:
        """Show what was found, the payers' shares, and what could not be judged."""
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (12, 8, 12, 12), 4)
        self.texts, self._buttons = {}, {}
        column.addWidget(SectionTitle("核查发现", "Ctrl+J"))
        hits = [one for one in checked.found if one.count]
        for one in hits:
            self._hit(column, one)
        if not hits:
            column.addWidget(label("没有发现问题。" if checked.whole.sums.count else "本年没有结算。", "ok"))
        fine = [one.label for one in checked.found if not one.count]
        if fine:
            column.addWidget(label(f"没有发现：{'、'.join(fine)}。", "quiet", "small", wrap=True))
        if checked.unjudged:
            words = f"文件没有给出标准、未判定：{'、'.join(checked.unjudged)}。可在“系统 → 单位与政策 → 指标”中填写。"
            column.addWidget(label(words, "quiet", "small", wrap=True))
        self._payers(column, paid, checked.whole.sums.total)
        column.addStretch(1)
        self._scroll.setWidget(inner)

    def begin(self) -> None:
        """Put the cursor on the first finding."""
        for each in list(self._buttons.values())[:1]:
            each.setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, name: str) -> None:
        """Open a finding as a click does."""
        self._buttons[name].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk along the findings, Enter opens one."""
        buttons = list(self._buttons.values())
        if not press_focused(self, event) and not walk(buttons, event, Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)

    def _hit(self, column: QVBoxLayout, one: Found) -> None:
        amount = f"，共超 {one.amount:,.2f} 元" if one.amount else ""
        words = f"{one.label}　{one.count:,} {one.unit}{amount}"
        made = button(words, look="link", done=lambda: self.opened.emit(one.name), hint="回车或点击看这些结算")
        row = QHBoxLayout()
        tight(row, (0, 4, 0, 0), 6)
        row.addWidget(made)
        if one.assumed:
            row.addWidget(tag("暂定", "warn"))
        row.addStretch(1)
        column.addLayout(row)
        told = "；".join(part for part in (f"标准 {one.wanted}" if one.wanted else "", one.source) if part)
        if told:
            column.addWidget(label(told, "quiet", "small", wrap=True))
        self._buttons[one.name] = made
        self.texts[one.name] = words

    def _payers(self, column: QVBoxLayout, paid: Sequence[tuple[str, Decimal]], total: Decimal) -> None:
        title = SectionTitle("各方支付", "住院")
        title.row.setContentsMargins(0, 12, 0, 0)
        column.addWidget(title)
        for words, amount in paid:
            row = QHBoxLayout()
            tight(row, spacing=8)
            row.addWidget(label(words, "quiet"))
            row.addStretch(1)
            part = ratio(amount, total)
            row.addWidget(label(f"{amount:,.2f} 元" + (f"　{part}%" if part is not None else "")))
            column.addLayout(row)
