"""The line under a step: back at the left, what will happen in words, and buttons that say what they do.

Enter presses the button with the cursor, so that a list nothing is asked about goes in with Enter, Enter, F9.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.planning import Plan
from ui import style
from ui.pages.importing.steps import Step
from ui.widgets.parts import ActionButton, action, button, label, tight


class Foot(QFrame):
    """``write_action`` and ``again_action`` have keys (F9, F8) that work while ``page`` is seen."""

    back_asked = Signal()
    next_asked = Signal()
    report_asked = Signal()
    gave_up = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.back_button = button("上一步", "back", self.back_asked.emit)
        self.words = label(tone="quiet", wrap=True)
        self.report = button("保存核对单", "save", self.report_asked.emit, hint="每一行将会怎样，写成一份 Excel")
        self.give_up = button("不写入，放弃", done=self.gave_up.emit)
        self.again_action = action(page, "重新核对", "refresh", "F8")
        self.again = ActionButton(self.again_action)
        self.write_action = action(page, "写入登记簿", "save", "F9", primary=True)
        self.write = ActionButton(self.write_action)
        self.next_button = button("下一步", done=self.next_asked.emit, look="primary")
        row = QHBoxLayout(self)
        tight(row, (0, 8, 0, 0), 8)
        row.addWidget(self.back_button)
        row.addSpacing(4)
        row.addWidget(self.words, 1)
        for piece in (self.report, self.give_up, self.again, self.next_button, self.write):
            row.addWidget(piece)
        for piece in (self.back_button, self.give_up, self.again, self.next_button, self.write):
            piece.setAutoDefault(True)

    def show_step(self, step: Step, plan: Plan | None) -> None:
        """What can be done in a step."""
        self.setVisible(step in (Step.SHEETS, Step.COLUMNS, Step.CHECK))
        checking = step is Step.CHECK
        for piece in (self.report, self.give_up):
            piece.setVisible(checking)
        self.again_action.setVisible(checking)
        self.write_action.setVisible(checking)
        self.next_button.setVisible(not checking)
        self.back_button.setText("换一个文件" if step is Step.SHEETS else "上一步")
        self.next_button.setText("下一步：对应栏目" if step is Step.SHEETS else "下一步：核对")
        self.next_button.setEnabled(plan is not None)
        self._say("", "quiet")
        if step is Step.COLUMNS and plan is not None and not plan.rows:
            self._say("缺少必需的栏目，指定之后才能核对。", "warn")

    def show_check(self, plan: Plan, pending: int) -> None:
        """What writing would do; with ``pending`` changes the rows must be checked again first."""
        counts = plan.counts
        goes = counts[Outcome.NEW] + counts[Outcome.CHANGE]
        out = counts[Outcome.REJECT] + counts[Outcome.CONFLICT] + counts[Outcome.DOUBTFUL]
        style.say(self.again, "look", "primary" if pending else "")
        self.write_action.setText(f"写入登记簿 {goes:,} 行" if goes else "没有可写入的行")
        self.write_action.setEnabled(goes > 0 and not pending)
        style.say(self.write, "look", "" if pending else "primary")
        if pending:
            self._say(f"有 {pending:,} 处改动还没有核对，请先按 F8 重新核对。", "warn")
        elif goes:
            left = f"；{out:,} 行不导入，原因写在回执里" if out else ""
            words = f"将新增 {counts[Outcome.NEW]:,} 行、更新 {counts[Outcome.CHANGE]:,} 行"
            self._say(f"{words}{left}。写入前自动备份。", "quiet")
        else:
            self._say("登记簿不会有改动。" if not out else f"{out:,} 行有问题或待定，改正后才能导入。", "quiet")

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        style.say(self.words, "tone", tone)
