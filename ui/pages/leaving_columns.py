"""The columns of a list that is about to leave: ticked those that go, greyed those the profile keeps here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hfp_desk.records import Column
from hfp_desk.store import leaving
from hfp_desk.store.leaving import Profile
from ui.widgets.parts import label, tight

_KEPT_HERE = "不能带出"
_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class LeavingColumns(QWidget):
    """``changed`` when a column was ticked or unticked. Space ticks."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[Column, ...] = ()
        self.words = label(tone="quiet", level="small", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("带出的栏目")
        self.list.setMinimumHeight(84)
        column = QVBoxLayout(self)
        tight(column, spacing=4)
        column.addWidget(label("栏目", level="section"))
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        self.list.itemChanged.connect(lambda _: self._ticked())

    @property
    def ticked(self) -> tuple[Column, ...]:
        """The columns that go."""
        pairs = zip(self._columns, self._items(), strict=True)
        return tuple(column for column, item in pairs if item.checkState() is _TICKED)

    def show_columns(self, columns: Sequence[Column], profile: Profile, *, fixed: bool = False) -> None:
        """Offer these; with ``fixed`` all of them go."""
        self._columns = tuple(columns)
        self.list.blockSignals(True)
        self.list.clear()
        for column in columns:
            may = leaving.may_carry(column, profile)
            item = QListWidgetItem(column.title if may else f"{column.title}　{_KEPT_HERE}")
            item.setCheckState(_TICKED if may else _UNTICKED)
            if fixed or not may:
                item.setFlags(item.flags() & ~(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        self._say()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _ticked(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        left = len(self._columns) - len(self.ticked)
        self.words.setText(f"带出 {len(self.ticked)} 栏" + (f"，留下 {left} 栏" if left else ""))
