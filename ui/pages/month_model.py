"""The monthly reports of one month as a table to be written in: people as rows, attendance and work as columns.

What is typed is kept as text until it can be read; a cell that cannot, and one a rule objects to, is marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from hfp_desk.fields import spec_of
from hfp_desk.kinds import Unreadable
from hfp_desk.problems import Problem, Severity
from hfp_desk.store.posting_months import WORK, Edited, MonthRow
from ui import icons, style

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NAME, RECEIVER, MOST = range(3)
FIXED = ("姓名", "受援单位", "派驻天数")
"""The columns that say who it is; the others are written in."""

_SPECS = tuple(spec_of(field) for field in WORK)
_NAMES = tuple(field.name for field in WORK)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class MonthModel(QAbstractTableModel):
    """``written`` is emitted when something was typed, pasted or cleared."""

    written = Signal()

    def __init__(self, *, may_enter: bool) -> None:
        super().__init__()
        self.rows: Sequence[MonthRow] = ()
        self.may_enter = may_enter
        self._texts: dict[tuple[int, int], str] = {}
        self._unread: dict[tuple[int, int], Problem] = {}
        self._blamed: dict[tuple[int, int], Problem] = {}

    def show_rows(self, rows: Sequence[MonthRow]) -> None:
        """Show another month; what was typed is gone."""
        self.beginResetModel()
        self.rows = rows
        self._texts.clear()
        self._unread.clear()
        self._blamed.clear()
        self.endResetModel()

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what is stored."""
        return bool(self._texts)

    @property
    def wrong(self) -> list[tuple[int, int]]:
        """The marked cells, row by row."""
        return sorted(self._unread.keys() | self._blamed.keys())

    def problem(self, row: int, column: int) -> Problem | None:
        """What is wrong with a cell."""
        return self._unread.get((row, column)) or self._blamed.get((row, column))

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        one = self.rows[row]
        if column < len(FIXED):
            where = "　".join(part for part in (one.receiver, one.department) if part)
            return (one.name, where, f"{one.most}")[column]
        return self._texts.get((row, column), self._stored(row, column))

    def write(self, row: int, column: int, text: str) -> None:
        """Put a text into a cell; what can be read is written as the office does."""
        spec, at = _SPECS[column - len(FIXED)], (row, column)
        self._unread.pop(at, None)
        self._blamed.clear()
        try:
            text = spec.kind.show(spec.kind.read(text))
        except Unreadable as wrong:
            self._unread[at] = Problem(wrong.code, Severity.ERROR, str(wrong), spec.label, text)
        if text == self._stored(row, column):
            self._texts.pop(at, None)
        else:
            self._texts[at] = text
        place = self.index(row, column)
        self.dataChanged.emit(place, place)
        self.written.emit()

    def edited(self) -> list[Edited]:
        """The rows that differ from what is stored, with all their values; unreadable cells must be gone."""
        return [self._edited(row) for row in sorted({row for row, _ in self._texts})]

    @property
    def unreadable(self) -> int:
        """How many cells cannot be read."""
        return len(self._unread)

    def blame(self, found: Sequence[tuple[int, Problem]]) -> None:
        """Mark these cells, which rules object to, by posting and label of the field; of several the gravest shows."""
        places = {one.posting: row for row, one in enumerate(self.rows)}
        columns = {spec.label: number for number, spec in enumerate(_SPECS, start=len(FIXED))}
        self._blamed.clear()
        for posting, problem in sorted(found, key=lambda one: one[1].severity is Severity.ERROR):
            self._blamed[places[posting], columns.get(problem.label, NAME)] = problem
        self._all_changed()

    def sums(self) -> list[tuple[str, str]]:
        """The columns of numbers added up, those with anything in them."""
        found = []
        for column, spec in enumerate(_SPECS[:-1], start=len(FIXED)):
            values = [value for row in range(len(self.rows)) if (value := self._value(row, column)) is not None]
            if any(values):
                found.append((spec.label, spec.kind.show(sum(values))))
        return found

    def row_called(self, name: str) -> int:
        """The row of a person, -1 when there is none or more than one of that name."""
        found = [row for row, one in enumerate(self.rows) if one.name == name.strip()]
        return found[0] if len(found) == 1 else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The people."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Who it is, and what is written in."""
        return 0 if parent.isValid() else len(FIXED) + len(_SPECS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The labels of the report, with their units in the tooltip."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        written = section >= len(FIXED)
        if role == Role.DisplayRole:
            return _SPECS[section - len(FIXED)].label if written else FIXED[section]
        if role == Role.TextAlignmentRole:
            return _RIGHT if self._numeric(section) else _LEFT
        if role == Role.ToolTipRole and section == MOST:
            return "本月在派驻期间、没有请假的天数，出勤不会多于它"
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Texts, and the marks of cells that are changed or wrong."""
        row, column = index.row(), index.column()
        theme, wrong = style.current(), self.problem(row, column)
        if role in (Role.DisplayRole, Role.EditRole):
            return self.text(row, column)
        if role == Role.TextAlignmentRole:
            return _RIGHT if self._numeric(column) else _LEFT
        if role == Role.ToolTipRole:
            return wrong.message if wrong is not None else self.text(row, column) if column == RECEIVER else None
        if role == Role.DecorationRole and wrong is not None:
            tone = "error" if wrong.severity is Severity.ERROR else "warn"
            return icons.pixmap("warning" if tone == "warn" else "error", tone, 14, 1.0)
        if role == Role.BackgroundRole:
            tint = None if wrong is None else "error_tint" if wrong.severity is Severity.ERROR else "warn_tint"
            tint = tint or ("tint" if (row, column) in self._texts else "window" if column < len(FIXED) else None)
            return theme.colour(tint) if tint else None
        if role == Role.ForegroundRole and column in (RECEIVER, MOST):
            return theme.colour("quiet")
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """What the clerk typed."""
        if role != Role.EditRole:
            return False
        self.write(index.row(), index.column(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Who it is cannot be changed here."""
        free = self.may_enter and index.column() >= len(FIXED)
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if free else usual

    def _numeric(self, column: int) -> bool:
        return column == MOST or (column >= len(FIXED) and _SPECS[column - len(FIXED)].kind.numeric)

    def _stored(self, row: int, column: int) -> str:
        place = column - len(FIXED)
        return str(_SPECS[place].kind.show(self.rows[row].values.get(_NAMES[place])))

    def _value(self, row: int, column: int) -> Any:
        """What a cell says; None for one that cannot be read."""
        text = self.text(row, column)
        return None if (row, column) in self._unread else _SPECS[column - len(FIXED)].kind.read(text)

    def _edited(self, row: int) -> Edited:
        one = self.rows[row]
        values = {name: self._value(row, column) for column, name in enumerate(_NAMES, start=len(FIXED))}
        return Edited(one.posting, values, one.record, one.version)

    def _all_changed(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, self.columnCount() - 1))
