"""Two persons field by field: what contradicts stands first and is tinted, then what only one knows, then the rest.

← → choose whose value is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QFont, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from hfp_desk.store.facing import Facing
from ui import style
from ui.pages.settings.table import Table

_LABEL, _WINNER, _LOSER = range(3)
_KEPT, _LEFT = "● ", "○ "
_GROUNDS = ("warn_tint", "stripe", "surface")
Key = Qt.Key


class FacingTable(Table):
    """``done`` asks for the next field of the page, when Enter was pressed on the last line that differs."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__((("栏目", 18), ("保留的记录", 40), ("并入的记录", 40)))
        for column in (_WINNER, _LOSER):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName("逐项选择保留哪一边的值")
        self._fields: tuple[Facing, ...] = ()
        self._losers: set[str] = set()
        self.cellClicked.connect(self._clicked)

    def show_fields(self, fields: Sequence[Facing], winner: int, chosen: Mapping[str, int]) -> None:
        """Show the fields, contradictions first; what was not ``chosen`` before is chosen as proposed."""
        self._fields = tuple(sorted(fields, key=_rank))
        kept = {one.name: chosen.get(one.name, one.keep) for one in fields if one.differs}
        self._losers = {name for name, person in kept.items() if person != winner}
        self.put([(one.label, one.winner, one.loser) for one in self._fields])
        for row in range(len(self._fields)):
            self._paint(row)
        self.setCurrentCell(0, _LABEL)

    def chosen(self, winner: int, loser: int) -> dict[str, int]:
        """Whose value is kept, by each field that differs."""
        return {one.name: loser if one.name in self._losers else winner for one in self._fields if one.differs}

    @property
    def differing(self) -> int:
        """How many fields differ."""
        return sum(one.differs for one in self._fields)

    def choose(self, row: int, *, loser: bool) -> None:
        """Keep the value of one side."""
        one = self._fields[row]
        if one.differs:
            (self._losers.add if loser else self._losers.discard)(one.name)
            self._paint(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → choose, Enter goes on to the next line that differs."""
        row = self.currentRow()
        if event.key() in (Key.Key_Left, Key.Key_Right) and row >= 0:
            self.choose(row, loser=event.key() == Key.Key_Right)
        elif event.key() in (Key.Key_Return, Key.Key_Enter):
            self._next(row)
        else:
            super().keyPressEvent(event)

    def _next(self, row: int) -> None:
        if row + 1 < self.differing:
            self.setCurrentCell(row + 1, _LABEL)
        else:
            self.done.emit()

    def _clicked(self, row: int, column: int) -> None:
        if column in (_WINNER, _LOSER):
            self.choose(row, loser=column == _LOSER)

    def _paint(self, row: int) -> None:
        """Mark the side that is kept; what is the same on both sides is quiet."""
        one, theme = self._fields[row], style.current()
        loser = one.name in self._losers
        for column, text, kept in ((_WINNER, one.winner, not loser), (_LOSER, one.loser, loser)):
            mark = (_KEPT if kept else _LEFT) if one.differs else ""
            cell = _cell(f"{mark}{text or '（空）'}" if one.differs else text, bold=kept and one.differs)
            cell.setForeground(QBrush(theme.colour("text" if kept or not one.differs else "quiet")))
            cell.setBackground(QBrush(theme.colour(_GROUNDS[_rank(one)])))
            self.setItem(row, column, cell)
        name = _cell(one.label, bold=False)
        name.setForeground(QBrush(theme.colour("text" if one.differs else "quiet")))
        self.setItem(row, _LABEL, name)


def _rank(one: Facing) -> int:
    """Both say something else, only one says anything, both say the same."""
    if not one.differs:
        return 2
    return 0 if one.winner and one.loser else 1


def _cell(text: str, *, bold: bool) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    cell.setToolTip(text)
    font = QFont(cell.font())
    font.setBold(bold)
    cell.setFont(font)
    return cell
