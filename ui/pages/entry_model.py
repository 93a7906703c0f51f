"""A table to be written in: rows of somebody, columns of declared fields; what is typed until it is kept.

What is typed is kept as text until it can be read; a cell that cannot, and one a rule objects to, is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from hfp_desk.fields import Spec, spec_of
from hfp_desk.kinds import Unreadable
from hfp_desk.problems import Problem, Severity
from ui import icons, style

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class EntryModel(QAbstractTableModel):
    """``written`` is emitted when something was typed, pasted or cleared; each row has stored ``values``.

    ``fixed`` are the titles of the columns that only say who it is. Subclasses say what stands in those.
    """

    written = Signal()
    fixed: tuple[str, ...] = ()

    def __init__(self, fields: Sequence[Any], *, may_enter: bool) -> None:
        super().__init__()
        self.rows: Sequence[Any] = ()
        self.may_enter = may_enter
        self.specs: tuple[Spec, ...] = ()
        self.names: tuple[str, ...] = ()
        self._texts: dict[tuple[int, int], str] = {}
        self._unread: dict[tuple[int, int], Problem] = {}
        self._blamed: dict[tuple[int, int], Problem] = {}
        self._set_fields(fields)

    def show_rows(self, rows: Sequence[Any], fields: Sequence[Any] | None = None) -> None:
        """Show other rows, under other fields where they are given; what was typed is gone."""
        self.beginResetModel()
        self.rows = rows
        if fields is not None:
            self._set_fields(fields)
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

    @property
    def grave(self) -> list[tuple[int, int]]:
        """The cells marked with an error, row by row."""
        found = {**self._blamed, **self._unread}
        return sorted(at for at, problem in found.items() if problem.severity is Severity.ERROR)

    @property
    def unreadable(self) -> int:
        """How many cells cannot be read."""
        return len(self._unread)

    def problem(self, row: int, column: int) -> Problem | None:
        """What is wrong with a cell."""
        return self._unread.get((row, column)) or self._blamed.get((row, column))

    def spec(self, column: int) -> Spec | None:
        """The declaration of a column that is written in."""
        return self.specs[column - len(self.fixed)] if column >= len(self.fixed) else None

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        if column < len(self.fixed):
            return self.told(row, column)
        return self._texts.get((row, column), self.stored(row, column))

    def told(self, row: int, column: int) -> str:
        """What stands in a cell that cannot be written in."""
        raise NotImplementedError

    def write(self, row: int, column: int, text: str) -> None:
        """Put a text into a cell; what can be read is written as the office does."""
        self.write_all([(row, column, text)])

    def write_all(self, cells: Iterable[tuple[int, int, str]]) -> None:
        """Put texts into cells, a pasted block at once."""
        self._blamed.clear()
        touched = [self._put(*cell) for cell in cells]
        if touched:
            top, bottom = min(row for row, _ in touched), max(row for row, _ in touched)
            self.after(top, bottom)
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, self.columnCount() - 1))
            self.written.emit()

    def after(self, top: int, bottom: int) -> None:
        """Rows were written: subclasses say what follows."""

    def blame_cells(self, found: Iterable[tuple[int, Problem]]) -> None:
        """Mark the cells that rules object to, by row and label of the field; of several the gravest shows."""
        columns = {spec.label: number for number, spec in enumerate(self.specs, start=len(self.fixed))}
        self._blamed.clear()
        for row, problem in sorted(found, key=lambda one: one[1].severity is Severity.ERROR):
            self._blamed[row, columns.get(problem.label, 0)] = problem
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, self.columnCount() - 1))

    def value(self, row: int, column: int) -> Any:
        """What a cell says; None for one that cannot be read."""
        text = self.text(row, column)
        return None if (row, column) in self._unread else self.specs[column - len(self.fixed)].kind.read(text)

    def values(self, row: int) -> dict[str, Any]:
        """What a row says, by field name."""
        return {name: self.value(row, column) for column, name in enumerate(self.names, start=len(self.fixed))}

    @property
    def changed_rows(self) -> list[int]:
        """The rows that differ from what is stored."""
        return sorted({row for row, _ in self._texts})

    def row_called(self, name: str) -> int:
        """The row of a person, -1 when there is none or more than one of that name."""
        found = [row for row, one in enumerate(self.rows) if one.name == name.strip()]
        return found[0] if len(found) == 1 else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The people."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Who it is, and what is written in."""
        return 0 if parent.isValid() else len(self.fixed) + len(self.specs)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The labels of the fields."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        spec = self.spec(section)
        if role == Role.DisplayRole:
            return spec.label if spec is not None else self.fixed[section]
        if role == Role.TextAlignmentRole:
            return RIGHT if self.numeric(section) else LEFT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Texts, and the marks of cells that are changed or wrong."""
        row, column = index.row(), index.column()
        wrong = self.problem(row, column)
        if role in (Role.DisplayRole, Role.EditRole):
            return self.text(row, column)
        if role == Role.TextAlignmentRole:
            return RIGHT if self.numeric(column) else LEFT
        if role == Role.ToolTipRole:
            return wrong.message if wrong is not None else None
        if role == Role.DecorationRole and wrong is not None:
            tone = "error" if wrong.severity is Severity.ERROR else "warn"
            return icons.pixmap("warning" if tone == "warn" else "error", tone, 14, 1.0)
        if role == Role.BackgroundRole:
            return self._ground(row, column, wrong)
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """What the clerk typed."""
        if role != Role.EditRole:
            return False
        self.write(index.row(), index.column(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Who it is cannot be changed here."""
        free = self.may_enter and index.column() >= len(self.fixed)
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if free else usual

    def numeric(self, column: int) -> bool:
        """Whether a column holds numbers."""
        spec = self.spec(column)
        return spec is not None and spec.kind.numeric

    def stored(self, row: int, column: int) -> str:
        """What is stored for a cell."""
        place = column - len(self.fixed)
        kind = self.specs[place].kind
        return str(kind.show(self.rows[row].values.get(self.names[place], kind.empty)))

    def _set_fields(self, fields: Sequence[Any]) -> None:
        self.specs = tuple(spec_of(field) for field in fields)
        self.names = tuple(field.name for field in fields)

    def _put(self, row: int, column: int, text: str) -> tuple[int, int]:
        spec, at = self.specs[column - len(self.fixed)], (row, column)
        self._unread.pop(at, None)
        try:
            text = spec.kind.show(spec.kind.read(text))
        except Unreadable as wrong:
            self._unread[at] = Problem(wrong.code, Severity.ERROR, str(wrong), spec.label, text)
        if text == self.stored(row, column):
            self._texts.pop(at, None)
        else:
            self._texts[at] = text
        return at

    def _ground(self, row: int, column: int, wrong: Problem | None) -> Any:
        tint = None if wrong is None else "error_tint" if wrong.severity is Severity.ERROR else "warn_tint"
        tint = tint or ("tint" if (row, column) in self._texts else "window" if column < len(self.fixed) else None)
        return style.current().colour(tint) if tint else None
