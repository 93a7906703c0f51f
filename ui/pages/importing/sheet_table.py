"""A sheet as its sender made it: Excel's rows and columns, the head tinted, what is not read greyed with the reason.

Only the cells in sight are asked for, so a sheet of 200,000 rows opens at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hfp_desk.excel.book import Cell, Row, Sheet, column_letters
from hfp_desk.excel.converting import written
from ui import style

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
REASON = 0
"""The first column says what a row was taken for; the sheet's own columns follow."""
_WIDEST, _PEEK, _ROOM, _MOST_SPANS = 260, 60, 28, 200


class Runs(Mapping[int, str]):
    """Words about rows in runs (first, last, word): a million blank rows are one of them."""

    def __init__(self, runs: Sequence[tuple[int, int, str]]) -> None:
        self._runs = sorted(runs)
        self._firsts = [first for first, _, _ in self._runs]

    def __getitem__(self, number: int) -> str:
        """The word about a row; KeyError for one in no run."""
        place = bisect_right(self._firsts, number) - 1
        if place < 0 or self._runs[place][1] < number:
            raise KeyError(number)
        return self._runs[place][2]

    def __iter__(self) -> Iterator[int]:
        """Every row."""
        return (number for first, last, _ in self._runs for number in range(first, last + 1))

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last, _ in self._runs)


@dataclass(frozen=True)
class Reading:
    """How a sheet was understood: its head, the rows left out with the reason, the rows as they are read.

    ``read`` holds the data rows by number, with townships filled down where the sheet leaves them blank.
    """

    sheet: Sheet
    heads: frozenset[int] = frozenset()
    skipped: Mapping[int, str] = field(default_factory=dict)
    read: Mapping[int, Row] = field(default_factory=dict)


class SheetModel(QAbstractTableModel):
    """Row 0 is Excel row ``sheet.first``."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading
        theme = style.current()
        self._tint, self._grey = theme.colour("tint"), theme.colour("window")
        self._quiet, self._faint = theme.colour("quiet"), theme.colour("faint")
        self._accent = theme.colour("accent")
        self._bold = QFont()
        self._bold.setBold(True)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Every row of the sheet."""
        return 0 if parent.isValid() else len(self.reading.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Its columns and the reason."""
        return 0 if parent.isValid() else self.reading.sheet.width + 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What is painted."""
        number, column = index.row() + self.reading.sheet.first, index.column() - 1
        if role in (Role.DisplayRole, Role.ToolTipRole):
            text = self.reason(number) if column < 0 else self._text(number, column)
            return text if role == Role.DisplayRole or len(text) > 12 else None
        if role == Role.BackgroundRole:
            return self._ground(number)
        if role == Role.ForegroundRole:
            return self._ink(number, column)
        if role == Role.FontRole and number in self.reading.heads:
            return self._bold
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Excel's names."""
        if role == Role.DisplayRole:
            if orientation == Qt.Orientation.Vertical:
                return str(section + self.reading.sheet.first)
            return "识别" if section == REASON else column_letters(section - 1)
        return None

    def reason(self, number: int) -> str:
        """What a row was taken for, nothing for data."""
        return "表头" if number in self.reading.heads else self.reading.skipped.get(number, "")

    def _text(self, number: int, column: int) -> str:
        text = _written(self.reading.sheet.row(number), column)
        return text or _written(self.reading.read.get(number, ()), column)

    def _is_filled(self, number: int, column: int) -> bool:
        """Whether a cell is blank in the sheet and taken from the row above."""
        filled = _written(self.reading.read.get(number, ()), column)
        return bool(filled) and not _written(self.reading.sheet.row(number), column)

    def _ground(self, number: int) -> Any:
        if number in self.reading.heads:
            return self._tint
        return self._grey if number in self.reading.skipped else None

    def _ink(self, number: int, column: int) -> Any:
        if number in self.reading.heads:
            return self._accent if column < 0 else None
        if number in self.reading.skipped:
            return self._quiet if column < 0 else self._faint
        return self._faint if column >= 0 and self._is_filled(number, column) else None


class SheetTable(QTableView):
    """The grid over a ``SheetModel``; it can only be looked at."""

    def __init__(self) -> None:
        super().__init__()
        theme = style.current()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setProperty("sheet", True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName("来表内容")
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.compact_row)
        rows.setMinimumWidth(48)
        self.horizontalHeader().setFixedHeight(theme.compact_row)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_reading(self, reading: Reading) -> None:
        """Show a sheet from its top."""
        old = self.model()
        model = SheetModel(reading)
        model.setParent(self)
        self.setModel(model)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSelectionModel(QItemSelectionModel(model, head))
        if old is not None:
            old.deleteLater()
        self._measure(model)
        self._span(reading)

    def go(self, number: int) -> None:
        """Put the cursor on Excel row ``number``."""
        model = self.model()
        if isinstance(model, SheetModel):
            index = model.index(number - model.reading.sheet.first, REASON)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _span(self, reading: Reading) -> None:
        """Titles and heads keep their merged cells; those of the data are filled down and stay apart."""
        self.clearSpans()
        last = max(reading.heads, default=0)
        merges = [merge for merge in reading.sheet.merges or () if merge.top <= last][:_MOST_SPANS]
        for merge in merges:
            tall, wide = merge.bottom - merge.top + 1, merge.right - merge.left + 1
            self.setSpan(merge.top - reading.sheet.first, merge.left + 1, tall, wide)

    def _measure(self, model: SheetModel) -> None:
        """Widths by the first rows; measuring all of them would take as long as reading the sheet."""
        metrics = QFontMetrics(self.font())
        sheet = model.reading.sheet
        start = min(model.reading.heads, default=sheet.first) - sheet.first
        self.setColumnWidth(REASON, metrics.horizontalAdvance("重复表头") + _ROOM)
        for column in range(sheet.width):
            texts = (_written(row, column) for row in sheet.rows[start : start + _PEEK])
            widest = max((metrics.horizontalAdvance(text[:40]) for text in texts), default=0)
            self.setColumnWidth(column + 1, max(40, min(widest + _ROOM, _WIDEST)))


def _written(row: Sequence[Cell], column: int) -> str:
    return written(row[column]) if column < len(row) else ""
