"""The head of a person's page: name, sex, age, place, identities, the masked number with 显示, and the five clears."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.rules.five_clears import FiveClears
from hfp_desk.store.card import Card
from ui import icons
from ui.pages.person_strip import FiveDots, fill_chips
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import button, label, tag, tight


class PersonHead(QFrame):
    """The number is masked until it is looked at. ``asked`` carries the field of a value that needs a reason."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._card: Card | None = None
        self.name = label(level="page")
        self.who = label()
        self.number = label()
        self.reveal = button(icon="eye", look="bare", hint="显示证件号码", done=self.toggle)
        self.phone = label()
        self.reveal_phone = button(
            icon="eye", look="bare", hint="查看电话明文（Ctrl+R）", done=lambda: self.asked.emit("phone")
        )
        self.void = tag("已作废", "error")
        self._chip_box = QWidget()
        self._chips = FlowLayout(self._chip_box)
        self.dots = FiveDots()
        first = QHBoxLayout()
        tight(first, spacing=12)
        for words in (self.name, self.void, self.who):
            first.addWidget(words)
        first.addWidget(self._chip_box, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch(1)
        second = QHBoxLayout()
        tight(second, spacing=8)
        for part in (label("证件号码", "quiet"), self.number, self.reveal, label("电话", "quiet"), self.phone):
            second.addWidget(part)
        second.addWidget(self.reveal_phone)
        second.addStretch(1)
        second.addWidget(self.dots)
        column = QVBoxLayout(self)
        tight(column, (16, 10, 16, 10), 6)
        column.addLayout(first)
        column.addLayout(second)

    def show_card(self, card: Card) -> None:
        """Say who it is; the number is masked again."""
        self._card = card
        self.name.setText(card.name or "（未填姓名）")
        place = card.place.replace(" ", " / ")
        self.who.setText("　".join(part for part in (card.sex, card.age, place) if part))
        self.phone.setText(card.phone or "未登记")
        self.void.setVisible(card.voided)
        self.void.setToolTip(card.void_reason)
        self.reveal.setVisible(bool(card.id_number))
        self.reveal_phone.setVisible("*" in card.phone)
        fill_chips(self._chips, card.chips)
        self._show_number(whole=False)

    def show_clears(self, clears: FiveClears) -> None:
        """Which of the five is not clear yet."""
        self.dots.show_clears(clears)

    def anchor(self, field: str) -> QWidget:
        """Where the panel for a masked value opens."""
        return self.reveal_phone if field == "phone" else self.number

    def toggle(self) -> None:
        """Show the whole number, or mask it again; where only the mask is known, ask for it."""
        if self._card is None:
            return
        if self._card.id_number == self._card.id_masked:
            self.asked.emit("id_number")
        else:
            self._show_number(whole=self.number.text() != self._card.id_number)

    def _show_number(self, *, whole: bool) -> None:
        assert self._card is not None
        self.number.setText((self._card.id_number if whole else self._card.id_masked) or "未登记")
        self.reveal.setIcon(icons.icon("eye-off" if whole else "eye"))
        self.reveal.setToolTip("隐藏证件号码" if whole else "显示证件号码")
