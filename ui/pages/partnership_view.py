"""The partnership under the cursor: who is posted under it, and what it brought by its latest assessment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hfp_desk.store.assessing import Effect
from hfp_desk.store.postings import PostingLine
from ui.pages.narrowing import Narrow
from ui.pages.workbench_blocks import empty
from ui.widgets.flow import FlowLayout
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label


class PartnershipView(CardPanel):
    """``listed`` carries the postings behind a number, ``assessment_asked`` an assessment to be opened."""

    listed = Signal(object)
    assessment_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__("帮扶成效")
        self.lines: list[str] = []

    def show_partnership(self, lines: Sequence[PostingLine], effect: Effect | None, title: str, day: date) -> None:
        """One partnership: its postings and its effect."""
        self.lines = []
        empty(self.body)
        self.head.title.setText(title)
        self._numbers(lines, title, day)
        self._effect(effect)
        self.body.addStretch(1)

    def _numbers(self, lines: Sequence[PostingLine], title: str, day: date) -> None:
        parts = (
            ("派驻", lines),
            ("在岗", [one for one in lines if one.on_post(day)]),
            ("满期", [one for one in lines if one.reached]),
            ("计入考核", [one for one in lines if one.counted]),
        )
        made = QWidget()
        row = FlowLayout(made, gap=16)
        for words, some in parts:
            told = f"{words} {len(some)} 人"
            behind = Narrow(tuple(one.id for one in some), f"{title} {words}")
            row.addWidget(button(told, look="link", done=partial(self.listed.emit, behind)) if some else label(told))
            self.lines.append(told)
        self.body.addWidget(made)

    def _effect(self, effect: Effect | None) -> None:
        if effect is None:
            self.body.addWidget(label("还没有登记考核成效。在“成效考核”中填写帮扶前后的数据。", "quiet", wrap=True))
            return
        score = f"{effect.score.normalize():f}分" if effect.score is not None else ""
        head = "　".join(part for part in (f"{effect.period}考核", score, effect.grade) if part)
        made = QWidget()
        opened = button(head, look="link", done=partial(self.assessment_asked.emit, effect.assessment))
        FlowLayout(made).addWidget(opened)
        self.body.addWidget(made)
        told = [one.words for one in effect.measured]
        told += [f"新开展技术 {effect.techniques}"] if effect.techniques else []
        for words in told:
            self.body.addWidget(label(words, wrap=True))
        self.lines += [head, *told]
