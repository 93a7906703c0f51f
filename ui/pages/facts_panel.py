"""The left column of a person's page: what is known of the person and the household, and who lives in it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from hfp_desk import gate
from hfp_desk.store.card import Card, Fact, Member
from ui.widgets.panels import SectionTitle
from ui.widgets.parts import button, label, tight


class FactsPanel(QScrollArea):
    """``member_opened`` carries somebody of the household; ``reveal_asked`` when something masked is to be seen.

    ``history_asked`` carries a label and where it stands: right click on a value asks for its history.
    """

    member_opened = Signal(int)
    history_asked = Signal(str, QWidget)
    reveal_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("panel", True)

    def show_card(self, card: Card) -> None:
        """Show the facts of one person."""
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (16, 12, 12, 12), 6)
        title = SectionTitle("基本情况")
        if any(gate.MASKED in fact.value for fact in (*card.facts, *card.home)):
            title.add(button("查看明文…", look="link", hint="Ctrl+R", done=self.reveal_asked.emit))
        column.addWidget(title)
        column.addLayout(self._table(card.facts or (Fact("", "还没有登记其他情况"),)))
        column.addSpacing(8)
        column.addWidget(SectionTitle("家庭", f"{len(card.members)} 人" if card.members else ""))
        column.addLayout(self._table(card.home or (Fact("", "没有登记所在户"),)))
        if card.members:
            column.addLayout(self._members(card.members, card.id))
        column.addStretch(1)
        self.setWidget(inner)

    def _table(self, facts: Sequence[Fact]) -> QGridLayout:
        grid = QGridLayout()
        tight(grid, spacing=4)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(facts):
            grid.addWidget(label(fact.label, "quiet", "small"), row, 0)
            value = label(fact.value, wrap=True)
            value.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            value.customContextMenuRequested.connect(partial(self._ask_history, fact.label, value))
            grid.addWidget(value, row, 1)
        return grid

    def _ask_history(self, words: str, value: QWidget, _place: QPoint) -> None:
        if words:
            self.history_asked.emit(words, value)

    def _members(self, members: Sequence[Member], own: int) -> QGridLayout:
        grid = QGridLayout()
        tight(grid, (0, 4, 0, 0), 4)
        grid.setColumnStretch(1, 1)
        for row, member in enumerate(members):
            if member.id == own:
                own_name = label(f"{member.name}（本人）")
                own_name.setContentsMargins(4, 0, 0, 0)
                grid.addWidget(own_name, row, 0)
            else:
                name = button(member.name, look="link", done=partial(self.member_opened.emit, member.id))
                grid.addWidget(name, row, 0)
            about = "　".join(part for part in (member.relation, member.sex, member.age) if part)
            grid.addWidget(label(about, "quiet"), row, 1)
        return grid
