"""One person in two lines under a list: who, where, which identities, and which of the five is not clear yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.rules.five_clears import FiveClears
from hfp_desk.store.card import Card, Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import button, label, tag, tight


class PersonStrip(QWidget):
    """Follows the cursor of the list; ``opened`` asks for the whole page of the person."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._person = 0
        self.name = label(level="section")
        self.who = label(tone="quiet")
        self.chips = QWidget()
        self._chips = FlowLayout(self.chips)
        self.dots = FiveDots()
        more = button("打开  Enter", look="link", done=lambda: self.opened.emit(self._person))
        top = QHBoxLayout()
        tight(top, spacing=12)
        for part in (self.name, self.who):
            top.addWidget(part)
        top.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(more)
        column = QVBoxLayout(self)
        tight(column, (12, 6, 12, 6), 4)
        column.addLayout(top)
        column.addWidget(self.dots)

    def show_card(self, card: Card) -> None:
        """Say who it is."""
        self._person = card.id
        self.name.setText(card.name or "（未填姓名）")
        parts = (card.sex, card.age, card.place.replace(" ", "/"), card.id_masked)
        self.who.setText("　".join(part for part in parts if part))
        fill_chips(self._chips, card.chips)


class FiveDots(QWidget):
    """五个清楚 as five dots with what is missing in words."""

    def __init__(self) -> None:
        super().__init__()
        self._dots = label()
        self._missing = label(tone="quiet")
        row = QHBoxLayout(self)
        tight(row, spacing=8)
        row.addWidget(label("五个清楚", "quiet"))
        row.addWidget(self._dots)
        row.addWidget(self._missing, 1)

    @property
    def text(self) -> str:
        """Dots and words."""
        return f"{self._dots.text()} {self._missing.text()}"

    def show_clears(self, clears: FiveClears) -> None:
        """A full dot for each that is clear; what is missing behind, the whole of it in the tooltip."""
        self._dots.setText("".join("●" if group.complete else "○" for group in clears.groups))
        self._dots.setProperty("tone", "ok" if clears.complete else "warn")
        self._dots.style().polish(self._dots)
        told = [f"{group.label}：缺{'、'.join(group.missing)}" for group in clears.groups if group.missing]
        short = "、".join(clears.missing[:4]) + (f" 等 {len(clears.missing)} 项" if len(clears.missing) > 4 else "")
        self._missing.setText(f"缺：{short}" if told else "都清楚")
        self.setToolTip("\n".join(told))


def fill_chips(layout: FlowLayout, chips: tuple[Chip, ...]) -> None:
    """Identities as tags, ended ones quiet."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
    for chip in chips:
        layout.addWidget(tag(f"{chip.text}（已退出）" if chip.over else chip.text, "quiet" if chip.over else "accent"))
