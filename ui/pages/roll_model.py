"""The sheet of signatures as a table: people × half days, then result and certificate; what was changed until kept."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from hfp_desk.codes import code_list
from hfp_desk.store.attending import Line, Sheet, Slot
from ui import style

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
PRESENT, ABSENT, LEAVE, LATE = "1", "2", "3", "4"
"""Codes of ``presence``."""

SIGNS = {PRESENT: "√", ABSENT: "×", LEAVE: "假", LATE: "迟"}
"""How a mark is shown."""

TURN = {"": PRESENT, PRESENT: ABSENT, ABSENT: LEAVE, LEAVE: PRESENT, LATE: PRESENT}
"""What Space makes of a mark: 到, 缺, 假, and 到 again."""

RESULTS = {"": "2", "2": "1", "1": "3", "3": "4", "4": ""}
"""What Space makes of a result: 合格, 优秀, 不合格, 未参加考核, none."""

PASSED = "2"
_TONES = {PRESENT: "ok", ABSENT: "error", LEAVE: "warn", LATE: "warn"}


class RollModel(QAbstractTableModel):
    """``touched`` after each change by hand."""

    touched = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self._marks: dict[tuple[int, date, str], str] = {}
        self._results: dict[int, str] = {}
        self._bold = QFont()
        self._bold.setBold(True)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet as it is kept; nothing is changed yet."""
        self.beginResetModel()
        self.sheet = sheet
        self._marks, self._results = {}, {}
        self.endResetModel()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The people."""
        return self.sheet.lines if self.sheet is not None else ()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The half days."""
        return self.sheet.slots if self.sheet is not None else ()

    @property
    def result(self) -> int:
        """The number of the column with the results; the certificates stand behind it."""
        return len(self.slots)

    @property
    def marks(self) -> Mapping[tuple[int, date, str], str]:
        """The marks that were changed, as ``attending.tick`` takes them."""
        return self._marks

    @property
    def results(self) -> Mapping[int, str]:
        """The results that were changed."""
        return self._results

    @property
    def unsaved(self) -> bool:
        """Whether anything was changed."""
        return bool(self._marks or self._results)

    def code(self, row: int, column: int) -> str:
        """The code in a cell, as changed."""
        line = self.lines[row]
        if column < self.result:
            day, half = self.slots[column]
            return self._marks.get((line.attendance, day, half), line.marks.get((day, half), ""))
        return self._results.get(line.attendance, line.result)

    def put(self, cells: Iterable[tuple[int, int]], code: str) -> None:
        """Set cells to a code; what is as it was kept is no change."""
        for row, column in cells:
            line = self.lines[row]
            if column < self.result:
                key = (line.attendance, *self.slots[column])
                _note(self._marks, key, code, line.marks.get(self.slots[column], ""))
            elif column == self.result:
                _note(self._results, line.attendance, code, line.result)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.touched.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """People."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Half days, result, certificate."""
        inside = parent is not None and parent.isValid()
        return 0 if inside or self.sheet is None else len(self.slots) + 2

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What is painted in a cell."""
        row, column = index.row(), index.column()
        if role == Role.DisplayRole:
            return self._text(row, column)
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if column < self.result else None
        if role == Role.ForegroundRole and column < self.result:
            tone = _TONES.get(self.code(row, column))
            return style.current().colour(tone) if tone else None
        if role == Role.BackgroundRole:
            return style.current().colour("warn_tint") if self._changed(row, column) else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Days and halves above, the people at the left."""
        if orientation == Qt.Orientation.Vertical:
            return self._person(section) if role == Role.DisplayRole else None
        if role == Role.DisplayRole:
            return self._head(section)
        if role == Role.TextAlignmentRole and section < self.result:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def _text(self, row: int, column: int) -> str:
        if column > self.result:
            return self.lines[row].certificate
        code = self.code(row, column)
        if column == self.result:
            return code_list("training_result").shown(code) if code else ""
        return SIGNS.get(code, code)

    def _changed(self, row: int, column: int) -> bool:
        line = self.lines[row]
        if column < self.result:
            return (line.attendance, *self.slots[column]) in self._marks
        return column == self.result and line.attendance in self._results

    def _head(self, section: int) -> str:
        if section == self.result:
            return "考核结果"
        if section > self.result:
            return "证书号"
        day, half = self.slots[section]
        return f"{day.month}月{day.day}日\n{code_list('half_day').shown(half)}"

    def _person(self, row: int) -> str:
        line = self.lines[row]
        return f"{row + 1}　{line.name}　{line.unit}"


def _note(kept: dict[Any, str], key: Any, code: str, before: str) -> None:
    if code == before:
        kept.pop(key, None)
    else:
        kept[key] = code
