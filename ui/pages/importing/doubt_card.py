"""A row without a deciding number, beside the persons who may be meant: the same, somebody new, or later.

Answered one after the other, or many at once; nothing is written before the rows are checked again.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hfp_desk.excel.doubts import Candidate
from hfp_desk.excel.headings import JOIN
from hfp_desk.excel.outcomes import LEAVE_OUT, NEW_PERSON
from hfp_desk.excel.planning import PlanRow
from hfp_desk.excel.previewing import Line
from ui.widgets.parts import button, label, rule, tight

_FACTS = 8


class DoubtCard(QFrame):
    """``answered`` carries the decision for the row shown ("" for later); the other two answer many rows at once."""

    answered = Signal(str)
    same_all = Signal()
    new_all = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.title = label(level="section")
        self.place = label(tone="quiet")
        self.same_button = button(done=self.same_all.emit)
        self.new_button = button(done=self.new_all.emit)
        self.candidate_buttons: list[QPushButton] = []
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.as_new = button("不是同一人，按新人员登记", "add", lambda: self.answered.emit(NEW_PERSON))
        self.leave_out = button("这一行不导入", done=lambda: self.answered.emit(LEAVE_OUT))
        self.later = button("以后再定", done=lambda: self.answered.emit(""), look="quiet")
        self._arrange()

    def offer_all(self, same: int, new: int) -> None:
        """How many rows have exactly one candidate, and how many have none."""
        self.same_button.setText(f"候选仅一人的 {same:,} 行，都是同一人")
        self.same_button.setVisible(same > 1)
        self.new_button.setText(f"没有候选的 {new:,} 行，都按新人员登记")
        self.new_button.setVisible(new > 1)

    def show_doubt(self, row: PlanRow, lines: Sequence[Line], candidates: Sequence[Candidate], place: str) -> None:
        """Show a row and who may be meant."""
        self.title.setText(f"第 {row.row} 行　{row.title}　没有证件号码，是登记簿中的谁？")
        self.place.setText(place)
        body = QWidget()
        body.setProperty("plain", True)
        across = QHBoxLayout(body)
        tight(across, (12, 8, 12, 8), 12)
        facts = [(line.label.rpartition(JOIN)[2], line.written) for line in lines if line.meant][:_FACTS]
        across.addWidget(_card("来表", facts))
        self.candidate_buttons = []
        for candidate in candidates:
            across.addWidget(self._candidate(candidate))
        if not candidates:
            words = label("登记簿中没有同名的人。\n可以补填证件号码，或按新人员登记。", "quiet", wrap=True)
            words.setMinimumWidth(220)
            across.addWidget(words)
        across.addStretch(1)
        self.area.setWidget(body)

    def _candidate(self, candidate: Candidate) -> QFrame:
        facts = [("姓名", candidate.name), ("住址", candidate.place), *candidate.facts]
        same = button("是同一人", "ok", lambda: self.answered.emit(str(candidate.id)), "primary")
        self.candidate_buttons.append(same)
        return _card(f"登记编号 {candidate.id}", facts, same)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        tight(head, (12, 6, 12, 6), 8)
        head.addWidget(self.title)
        head.addWidget(self.place)
        head.addStretch(1)
        head.addWidget(self.same_button)
        head.addWidget(self.new_button)
        foot = QHBoxLayout()
        tight(foot, (12, 6, 12, 8), 8)
        for piece in (self.as_new, self.leave_out, self.later):
            foot.addWidget(piece)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        tight(column, (1, 1, 1, 1))
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.area, 1)
        column.addLayout(foot)


def _card(title: str, facts: Sequence[tuple[str, str]], answer: QWidget | None = None) -> QFrame:
    card = QFrame()
    card.setProperty("panel", True)
    card.setMinimumWidth(230)
    column = QVBoxLayout(card)
    tight(column, (12, 6, 12, 6), 4)
    head = QHBoxLayout()
    tight(head, spacing=8)
    head.addWidget(label(title, "quiet", "small"), 1)
    if answer is not None:
        head.addWidget(answer)
    column.addLayout(head)
    grid = QGridLayout()
    tight(grid, spacing=3)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(1, 1)
    for line, (words, value) in enumerate(facts):
        grid.addWidget(label(words, "quiet"), line, 0)
        grid.addWidget(label(value), line, 1)
    column.addLayout(grid)
    column.addStretch(1)
    return card
