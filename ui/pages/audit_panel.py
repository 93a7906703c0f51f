"""The result of a joint audit, bill by bill: what is approved, why the rest is not; typed in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from hfp_desk.kinds import Day, Unreadable
from hfp_desk.records import AuditBatch, Settlement
from hfp_desk.rules.advances import Advance
from hfp_desk.store.auditing import Verdict
from ui.editors.base import this_year
from ui.editors.lines import DayEditor
from ui.pages.entry_model import RIGHT, EntryModel, Index, Role
from ui.pages.entry_table import EntryTable
from ui.widgets.parts import button, label, tight

_WIDTHS = (90, 220, 100, 120, 120)
_TOTAL, _ADVANCED = 3, 4


@dataclass(frozen=True)
class _Row:
    name: str
    bill: Advance
    values: Mapping[str, object]


class AuditModel(EntryModel):
    """Rows are bills; what is approved is the whole advance until something else is typed."""

    fixed = ("姓名", "救治医院", "结算日期", "总费用", "垫付金额")

    def __init__(self, *, may_enter: bool) -> None:
        super().__init__((Settlement.audited, AuditBatch.deduct_reason), may_enter=may_enter)

    def show_bills(self, bills: Sequence[Advance]) -> None:
        """Show these bills, approved as claimed where nothing was audited yet."""
        self.show_rows([_row(bill) for bill in bills])

    def told(self, row: int, column: int) -> str:
        """Whose bill it is and how much."""
        one = self.rows[row].bill
        total = f"{one.total:,.2f}" if one.total is not None else ""
        return (one.name, one.hospital, str(one.settled_on or ""), total, f"{one.advanced:,.2f}")[column]

    def verdicts(self) -> dict[int, Verdict]:
        """What stands in the table, by bill."""
        found = {}
        for row, one in enumerate(self.rows):
            values = self.values(row)
            approved = values["audited"]
            found[one.bill.id] = Verdict(one.bill.advanced if approved is None else approved, values["deduct_reason"])
        return found

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Amounts stand right."""
        if role == Role.TextAlignmentRole and index.column() in (_TOTAL, _ADVANCED):
            return RIGHT
        return super().data(index, role)


def _row(bill: Advance) -> _Row:
    approved = bill.advanced if bill.audited is None else bill.audited
    return _Row(bill.name, bill, {"audited": approved, "deduct_reason": ""})


class AuditPanel(QFrame):
    """``asked`` carries day, auditors and verdicts; ``closed`` when it is left."""

    asked = Signal(object, str, object)
    closed = Signal()

    def __init__(self, *, may_enter: bool) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.model = AuditModel(may_enter=may_enter)
        self.table = EntryTable(self.model)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.title = label(level="section")
        self.day = DayEditor(Day(), this_year)
        self.day.setAccessibleName("联审日期")
        self.day.setFixedWidth(120)
        self.auditors = QLineEdit()
        self.auditors.setAccessibleName("联审单位")
        self.auditors.setPlaceholderText("联审单位，如：医保局、卫健委、财政局")
        self.sums = label(tone="quiet")
        self.wrong = label(tone="error", level="small", wrap=True)
        self.wrong.hide()
        self._arrange(may_enter)
        self.model.written.connect(self._sum)
        self.hide()

    def begin(self, title: str, bills: Sequence[Advance], auditors: str) -> None:
        """Open with the bills of a batch."""
        self.title.setText(title)
        self.model.show_bills(bills)
        self.day.load(date.today())
        self.auditors.setText(auditors)
        self.say("")
        self._sum()
        self.show()
        self.table.begin()
        self.table.setFocus()

    def say(self, words: str) -> None:
        """What is in the way of saving."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def save(self) -> None:
        """F9: hand the result over; what cannot be read is said."""
        self.table.commit()
        try:
            day = self.day.value()
        except Unreadable as wrong:
            self.say(str(wrong))
            return
        if day is None or self.model.unreadable:
            self.say("请填写联审日期。" if day is None else "有读不懂的金额，请改正（F3 到下一处）。")
            self.table.go_wrong()
            return
        self.asked.emit(day, self.auditors.text().strip(), self.model.verdicts())

    def shut(self) -> None:
        """Leave without saving."""
        self.hide()
        self.closed.emit()

    def _sum(self) -> None:
        found = self.model.verdicts() if not self.model.unreadable else {}
        claimed = sum((one.bill.advanced for one in self.model.rows), Decimal(0))
        approved = sum((one.approved for one in found.values()), Decimal(0))
        told = f"申报 {claimed:,.2f} 元 · 审定 {approved:,.2f} 元 · 核减 {claimed - approved:,.2f} 元"
        self.sums.setText(told if found else "有读不懂的金额")

    def _arrange(self, may_enter: bool) -> None:
        head = QHBoxLayout()
        tight(head, (12, 8, 12, 0), 12)
        head.addWidget(self.title)
        head.addStretch(1)
        for words, editor in (("联审日期", self.day), ("联审单位", self.auditors)):
            head.addWidget(label(words, "quiet", "small"))
            head.addWidget(editor, 1 if editor is self.auditors else 0)
        foot = QHBoxLayout()
        tight(foot, (12, 0, 12, 8), 12)
        foot.addWidget(self.sums)
        foot.addWidget(self.wrong, 1)
        foot.addStretch(1)
        foot.addWidget(button("取消", done=self.shut))
        if may_enter:
            foot.addWidget(button("登记联审结果", done=self.save, look="primary", hint="F9"))
        column = QVBoxLayout(self)
        tight(column, (1, 1, 1, 1), 8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.setFocusProxy(self.table)
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
