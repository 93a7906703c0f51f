"""县外转出前五病种: what is treated outside the county most often, and the specialties to support (NN §二（八）)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from hfp_desk.store.referrals import Referrals
from ui.pages.workbench_blocks import empty
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, tight

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = "一二三四五六七八九十"


class ReferralPanel(CardPanel):
    """``opened`` carries an illness whose stays are to be listed, ``taken`` asks to enter the specialties."""

    opened = Signal(str)
    taken = Signal()

    def __init__(self, *, may_enter: bool) -> None:
        super().__init__("县外转出前五病种")
        self._may_enter = may_enter
        self.lines: list[str] = []
        self.found: Referrals | None = None

    def show_referrals(self, found: Referrals) -> None:
        """The illnesses of a period, the highest share first."""
        self.found = found
        self.lines = []
        empty(self.body)
        number = _NUMBERS[found.wanted - 1] if 0 < found.wanted <= len(_NUMBERS) else f"{found.wanted}"
        self.head.title.setText(f"县外转出前{number}病种")
        self.head.note.setText(f"{found.since} 至 {found.until}　住院 {found.stays:,} 次")
        self.head.note.setToolTip("" if found.given else "现行文件没有规定病种数，按前5个病种列出。")
        if not found.top:
            words = "这三年没有登记县外住院。救治台账填写“属地”后，这里按病种列出县外转出率。"
            self.body.addWidget(label(words, "quiet", wrap=True))
        else:
            self.body.addWidget(self._table(found))
            self.body.addWidget(self._suggestion(found))
        if found.unplaced:
            self.body.addWidget(label(f"另有 {found.unplaced:,} 次住院没有填属地，没有计入。", "warn", "small"))
        self.body.addStretch(1)

    def _table(self, found: Referrals) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        tight(grid, spacing=2)
        grid.setHorizontalSpacing(16)
        for column, head in enumerate(("病种", "转出率", "县外/住院", "建议专科")):
            grid.addWidget(
                label(head, "quiet", "small"), 0, column, _RIGHT if column in (1, 2) else Qt.AlignmentFlag(0)
            )
        for row, one in enumerate(found.top, start=1):
            rate, counts = f"{one.rate}%", f"{one.outside:,}/{one.stays:,}"
            grid.addWidget(button(one.disease, look="link", done=partial(self.opened.emit, one.disease)), row, 0)
            grid.addWidget(label(rate), row, 1, _RIGHT)
            grid.addWidget(label(counts, "quiet"), row, 2, _RIGHT)
            grid.addWidget(label(one.specialty or "—", "quiet"), row, 3)
            self.lines.append(f"{one.disease} {rate} {counts} {one.specialty}".strip())
        grid.setColumnStretch(4, 1)
        return made

    def _suggestion(self, found: Referrals) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        tight(row, spacing=8)
        row.addWidget(label(f"建议受援专科：{'、'.join(found.specialties)}", wrap=True), 1)
        if self._may_enter:
            row.addWidget(button("填入受援专科  Ctrl+I", look="link", done=self.taken.emit))
        return made
