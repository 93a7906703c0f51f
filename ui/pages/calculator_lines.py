"""What the calculator says: every line of protection with its amount, how it is reckoned and on what it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from hfp_desk.problems import Problem
from hfp_desk.rules.protection_stay import Line, Reckoned, yuan
from ui.widgets.parts import label, rule, tag, tight

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class CalculatorLines(QScrollArea):
    """``texts`` are the words shown, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.texts: list[str] = []

    def advise(self, problems: Sequence[Problem]) -> None:
        """Nothing to be reckoned yet: what is wrong, or how to begin."""
        column = self._fresh()
        if not problems:
            self._say(column, "填写总费用、政策范围内费用和医院级别，这里随即算出每道保障线支付多少、为什么。", "quiet")
        for problem in problems:
            self._say(column, problem.message, "error")
        column.addStretch(1)

    def show_found(self, found: Reckoned, told: str, actual: Mapping[str, Decimal], own: Decimal | None) -> None:
        """Show a reckoning; ``actual`` is what was really paid, where the stay was settled."""
        column = self._fresh()
        self._say(column, told, "", "section")
        for problem in found.judged():
            self._say(column, problem.message, "warn")
        column.addWidget(rule())
        for line in found.lines:
            self._line(column, line, actual)
            column.addWidget(rule())
        paid = _all(actual) if found.complete else None
        self._sum(column, "报销合计", found.stay.total - found.own, paid)
        left = found.own if found.complete else None
        self._sum(column, "个人预计负担", left, own if actual else None)
        column.addStretch(1)

    def _line(self, column: QVBoxLayout, line: Line, actual: Mapping[str, Decimal]) -> None:
        grid = QGridLayout()
        tight(grid, (0, 2, 0, 2), 4)
        head = QHBoxLayout()
        tight(head, spacing=8)
        head.addWidget(label(line.label, level="section"))
        if line.assumed:
            head.addWidget(tag("暂定", "warn"))
        head.addStretch(1)
        grid.addLayout(head, 0, 0)
        amount = yuan(line.amount) if line.amount is not None else "缺数"
        grid.addWidget(label(amount, "" if line.amount is not None else "warn", "section"), 0, 1, _RIGHT)
        reason = label(line.reason, "" if line.amount is not None else "warn", wrap=True)
        grid.addWidget(reason, 1, 0)
        paid = actual.get(line.field)
        told = _compared(paid, line.amount)
        if told:
            grid.addWidget(label(told, "warn" if paid != line.paid else "ok", "small"), 1, 1, _RIGHT)
        if line.clause:
            grid.addWidget(label(f"依据：{line.clause}", "quiet", "small", wrap=True), 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        self.texts.append(f"{line.label} {amount} {line.reason} {told}".strip())

    def _sum(self, column: QVBoxLayout, words: str, amount: Decimal | None, paid: Decimal | None) -> None:
        row = QHBoxLayout()
        tight(row, (0, 4, 0, 0), 8)
        row.addWidget(label(words, level="section"))
        row.addStretch(1)
        told = _compared(paid, amount)
        if told:
            row.addWidget(label(told, "quiet", "small"))
        shown = yuan(amount) if amount is not None else "待定"
        row.addWidget(label(shown, level="page"))
        column.addLayout(row)
        self.texts.append(f"{words} {shown} {told}".strip())

    def _fresh(self) -> QVBoxLayout:
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (16, 12, 16, 12), 6)
        self.texts = []
        self.setWidget(inner)
        return column

    def _say(self, column: QVBoxLayout, words: str, tone: str, level: str = "") -> None:
        made = label(words, tone, level, wrap=True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(made)
        self.texts.append(words)


def _all(actual: Mapping[str, Decimal]) -> Decimal | None:
    return sum(actual.values(), Decimal(0)) if actual else None


def _compared(paid: Decimal | None, amount: Decimal | None) -> str:
    if paid is None or amount is None:
        return ""
    gap = paid - amount
    return f"实际 {yuan(paid)}" + (f"，{'多' if gap > 0 else '少'} {yuan(abs(gap))}" if gap else "，相符")
