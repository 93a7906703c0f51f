"""The panels behind the filter chips: one for each sort of facet."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from hfp_desk.kinds import Day, Unreadable
from ui import periods
from ui.editors.base import this_year
from ui.editors.lines import DayEditor
from ui.facets import ChoiceFacet, Facet, PeriodFacet, Values
from ui.widgets.drop import Drop
from ui.widgets.parts import button, label, tight

_VALUE = Qt.ItemDataRole.UserRole
_MANY = 8


class FacetPanel(Drop):
    """``changed`` carries the key of the facet and its values; no values means no condition."""

    changed = Signal(str, object)

    def __init__(self, facet: Facet, anchor: QWidget, width: int = 240) -> None:
        super().__init__(anchor, width)
        self.facet = facet
        self.first: QWidget = self

    def tell(self, values: Values) -> None:
        """Send the values on."""
        self.changed.emit(self.facet.key, values)

    def clear(self) -> None:
        """Take the condition away."""
        self.tell(())
        self.shut()

    def foot(self) -> QHBoxLayout:
        """The line with 清除 and 完成."""
        row = QHBoxLayout()
        tight(row, spacing=8)
        row.addWidget(button("清除", done=self.clear, look="quiet"))
        row.addStretch(1)
        row.addWidget(button("完成", done=self.shut))
        return row


class ChoicePanel(FacetPanel):
    """Tick the values wanted; a long list can be narrowed by typing."""

    def __init__(self, facet: ChoiceFacet, values: Values, anchor: QWidget) -> None:
        super().__init__(facet, anchor)
        choices = facet.choices()
        self.list = QListWidget()
        for choice in choices:
            item = QListWidgetItem(choice.label)
            item.setData(_VALUE, str(choice.value))
            ticked = str(choice.value) in values
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setFixedHeight(min(len(choices), 11) * 28 + 8)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._ticked)
        self.narrow = QLineEdit()
        self.narrow.setPlaceholderText("输入文字筛选")
        self.narrow.textEdited.connect(self._narrow)
        self.body.addWidget(self.narrow)
        self.narrow.setVisible(len(choices) > _MANY)
        self.first = self.narrow if len(choices) > _MANY else self.list
        self.body.addWidget(self.list)
        self.body.addLayout(self.foot())

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _ticked(self) -> None:
        ticked = (item for item in self._items() if item.checkState() == Qt.CheckState.Checked)
        self.tell(tuple(item.data(_VALUE) for item in ticked))

    def _narrow(self, text: str) -> None:
        for item in self._items():
            item.setHidden(text.strip() not in item.text())


class PeriodPanel(FacetPanel):
    """The usual periods as buttons, and from–to."""

    def __init__(self, facet: PeriodFacet, values: Values, anchor: QWidget) -> None:
        super().__init__(facet, anchor, 300)
        grid = QGridLayout()
        tight(grid, spacing=8)
        for number, (name, (first, last)) in enumerate(periods.usual(facet.today())):
            choose = button(name, done=partial(self._choose, first, last))
            grid.addWidget(choose, number % 2, number // 2)
        self.body.addLayout(grid)
        self.start = DayEditor(Day(), this_year)
        self.end = DayEditor(Day(), this_year)
        for editor, text in zip((self.start, self.end), values or ("", ""), strict=True):
            editor.setPlaceholderText("年-月-日")
            editor.setText(text)
            editor.editingFinished.connect(self._typed)
        row = QHBoxLayout()
        tight(row, spacing=8)
        row.addWidget(self.start)
        row.addWidget(label("至", "quiet"))
        row.addWidget(self.end)
        self.body.addLayout(row)
        self.words = label(tone="error", level="small", wrap=True)
        self.words.hide()
        self.body.addWidget(self.words)
        self.body.addLayout(self.foot())
        self.first = self.start

    def _choose(self, first: date, last: date) -> None:
        self.tell((first.isoformat(), last.isoformat()))
        self.shut()

    def _typed(self) -> None:
        try:
            first, last = self.start.value(), self.end.value()
        except Unreadable as wrong:
            self._say(str(wrong))
            return
        if first and last and first > last:
            self._say("开始日期晚于结束日期，请核对。")
            return
        self._say("")
        days = tuple(day.isoformat() if day else "" for day in (first, last))
        self.tell(days if any(days) else ())

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))


class TextPanel(FacetPanel):
    """Some characters that must occur."""

    def __init__(self, facet: Facet, values: Values, anchor: QWidget) -> None:
        super().__init__(facet, anchor)
        self.line = QLineEdit(values[0] if values else "")
        self.line.setPlaceholderText(f"{facet.label}中包含的文字")
        self.line.editingFinished.connect(self._typed)
        self.body.addWidget(self.line)
        self.body.addLayout(self.foot())
        self.first = self.line

    def _typed(self) -> None:
        text = self.line.text().strip()
        self.tell((text,) if text else ())


def panel_for(facet: Facet, values: Values, anchor: QWidget) -> FacetPanel:
    """The panel of a facet."""
    if isinstance(facet, ChoiceFacet):
        return ChoicePanel(facet, values, anchor)
    if isinstance(facet, PeriodFacet):
        return PeriodPanel(facet, values, anchor)
    return TextPanel(facet, values, anchor)
