"""The registers opened lately, to be chosen by keyboard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui import style
from ui.widgets.parts import label, tight

_SEEN = 4


class RegisterList(QListWidget):
    """One line a register: its name, and quietly the folder it lies in."""

    picked = Signal(object)

    def __init__(self, registers: Sequence[Path]) -> None:
        super().__init__()
        self._registers: list[Path] = []
        self.setAccessibleName("登记簿")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for path in registers:
            self._add(path, self.count())
        self.currentRowChanged.connect(self._changed)
        self._fit()

    @property
    def current(self) -> Path | None:
        """The highlighted register."""
        row = self.currentRow()
        return self._registers[row] if 0 <= row < len(self._registers) else None

    def pick(self, register: Path) -> None:
        """Highlight a register, entering it at the head when it is not listed."""
        if register not in self._registers:
            self._add(register, 0)
            self._fit()
        self.setCurrentRow(self._registers.index(register))

    def _add(self, register: Path, row: int) -> None:
        self._registers.insert(row, register)
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{register.stem}，{register.parent}")
        item.setToolTip(str(register))
        item.setSizeHint(QSize(0, style.current().row + 18))
        self.insertItem(row, item)
        self.setItemWidget(item, _line(register))

    def _fit(self) -> None:
        lines = max(1, min(self.count(), _SEEN))
        self.setFixedHeight(lines * (style.current().row + 18) + 2)

    def _changed(self) -> None:
        if self.current is not None:
            self.picked.emit(self.current)


def _line(register: Path) -> QWidget:
    line = QWidget()
    line.setProperty("plain", True)
    name = label(register.stem)
    folder = label(tone="quiet", level="small")
    room = int(330 * style.current().body / 13)
    folder.setText(QFontMetrics(folder.font()).elidedText(str(register.parent), Qt.TextElideMode.ElideMiddle, room))
    column = QVBoxLayout(line)
    tight(column, (8, 4, 8, 4), 0)
    column.addWidget(name)
    column.addWidget(folder)
    return line
