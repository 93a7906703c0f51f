"""What happened to a person, the latest first; chips for what there is leave out what is not of interest."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.store.belonging import FURTHER, SIGNING, VISIT
from hfp_desk.store.card import CARE, CHANGES, DISEASE, MONEY, PEOPLE, Event
from ui.widgets.flow import FlowLayout
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, picture, scrolled, tight

_SORTS = (
    (DISEASE, "疾病", "disease"),
    (CARE, "救治", "treatment"),
    (MONEY, "费用", "money"),
    (SIGNING, "签约", "signing"),
    (VISIT, "随访", "calendar"),
    (FURTHER, "其他", "star"),
    (PEOPLE, "身份", "person"),
    (CHANGES, "登记", "edit"),
)
_ICONS = {sort: icon for sort, _, icon in _SORTS}


class TimeLine(CardPanel):
    """``show_events`` fills it; the chips filter what is shown."""

    def __init__(self) -> None:
        super().__init__("时间线")
        self._events: tuple[Event, ...] = ()
        self.chips = {sort: button(words, look="chip") for sort, words, _ in _SORTS}
        row = QWidget()
        row.setProperty("plain", True)
        flow = FlowLayout(row, gap=4)
        for chip in self.chips.values():
            chip.setCheckable(True)
            chip.toggled.connect(self._fill)
            flow.addWidget(chip)
        self._inner = QWidget()
        self._inner.setProperty("plain", True)
        self._column = QVBoxLayout(self._inner)
        tight(self._column, spacing=2)
        self.body.addWidget(row)
        self.body.addWidget(scrolled(self._inner), 1)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events."""
        self._events = tuple(events)
        there = {event.about for event in self._events}
        for sort, chip in self.chips.items():
            chip.setVisible(sort in there)
            if sort not in there:
                chip.setChecked(False)
        self._fill()

    @property
    def shown(self) -> list[Event]:
        """The events that pass the chips; all of them when none is pressed."""
        wanted = {sort for sort, chip in self.chips.items() if chip.isChecked()}
        return [event for event in self._events if not wanted or event.about in wanted]

    def _fill(self) -> None:
        for chip in self.chips.values():
            chip.setProperty("set", chip.isChecked())
            chip.style().polish(chip)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for event in self.shown:
            self._column.addWidget(_row(event))
        if not self.shown:
            self._column.addWidget(label("还没有记录", "quiet"))
        self._column.addStretch(1)


def _row(event: Event) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    tight(layout, (0, 3, 0, 3), 8)
    top = Qt.AlignmentFlag.AlignTop
    layout.addWidget(picture(_ICONS[event.about], "quiet", 14), 0, top)
    day = label(event.day, "quiet", "small")
    day.setFixedWidth(72)
    layout.addWidget(day, 0, top)
    words = QVBoxLayout()
    tight(words)
    words.addWidget(label(event.words, wrap=True))
    if event.note:
        words.addWidget(label(event.note, "quiet", "small", wrap=True))
    layout.addLayout(words, 1)
    return row
