"""One row of the list in full: their words, what they are read as, what they replace; a cell can be corrected here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from hfp_desk.excel.correcting import CellPlace
from hfp_desk.excel.headings import JOIN
from hfp_desk.excel.outcomes import LABELS, LEFT_OUT
from hfp_desk.excel.planning import PlanRow
from hfp_desk.excel.previewing import Line, PlanWords
from hfp_desk.problems import Severity
from ui import icons, style
from ui.pages.importing.notes import ICONS, Notes
from ui.widgets.parts import label, rule, tag, tight

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
COLUMN, HEADING, WRITTEN, OLD, MEANT = range(5)
_HEADS = ("列", "项目", "来表写的", "登记簿现有", "导入后")


class CardModel(QAbstractTableModel):
    """The lines of a row; the sender's words can be edited, which only asks for a correction."""

    corrected = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()
        self._waiting: dict[int, str] = {}

    def show_lines(self, lines: Sequence[Line], waiting: dict[int, str]) -> None:
        """Show a row; ``waiting`` are corrections by column that were not checked yet."""
        self.beginResetModel()
        self.lines, self._waiting = lines, waiting
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """One for each line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Always the same."""
        return 0 if parent.isValid() else len(_HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The sender's own cells can be edited."""
        line = self.lines[index.row()]
        editable = index.column() == WRITTEN and line.column >= 0
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if editable else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What is painted."""
        line, column = self.lines[index.row()], index.column()
        if role in (Role.DisplayRole, Role.EditRole):
            return self._text(line, column)
        if role == Role.ToolTipRole:
            return "\n".join(problem.message for problem in line.problems) or self._text(line, column)
        if role == Role.ForegroundRole:
            return self._ink(line, column)
        if role == Role.BackgroundRole and column == WRITTEN:
            return self._ground(line)
        if role == Role.DecorationRole and column == HEADING and line.problems:
            return icons.icon(*ICONS[line.problems[0].severity])
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask for a correction of the sender's cell."""
        line = self.lines[index.row()]
        if role != Role.EditRole or str(value).strip() == self._text(line, WRITTEN):
            return False
        self._waiting[line.column] = str(value).strip()
        self.dataChanged.emit(index, index)
        self.corrected.emit(line.column, str(value).strip())
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The heads."""
        across = orientation == Qt.Orientation.Horizontal
        return _HEADS[section] if across and role == Role.DisplayRole else None

    def _text(self, line: Line, column: int) -> str:
        if column == WRITTEN:
            return self._waiting.get(line.column, line.written)
        label = line.label.rpartition(JOIN)[2]
        return (line.letters, label, "", line.old if line.changed else "", line.meant)[column]

    def _ink(self, line: Line, column: int) -> Any:
        theme = style.current()
        if column == OLD:
            return theme.colour("error")
        if column == MEANT and line.changed:
            return theme.colour("ok")
        return theme.colour("quiet") if column in (COLUMN, HEADING) else None

    def _ground(self, line: Line) -> Any:
        theme = style.current()
        if line.column in self._waiting:
            return theme.colour("tint")
        wrong = any(problem.severity is Severity.ERROR for problem in line.problems)
        return theme.colour("error_tint") if wrong else theme.colour("warn_tint") if line.problems else None


class RowCard(QFrame):
    """``corrected`` carries the cell and its new words."""

    corrected = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._row: PlanRow | None = None
        self.title = label(level="section")
        self.outcome = tag("")
        self.made = label(tone="quiet")
        self.notes = Notes(4)
        self.model = CardModel(self)
        self.table = QTableView()
        self.model.corrected.connect(self._corrected)
        self._prepare()
        self._arrange()

    def show_row(self, row: PlanRow | None, words: PlanWords, waiting: dict[CellPlace, str]) -> None:
        """Show a row of the plan, its problems first."""
        self._row = row
        if row is None:
            self.model.show_lines((), {})
            return
        self.title.setText(f"第 {row.row} 行　{row.title}")
        self.outcome.setText(LABELS[row.outcome])
        style.say(self.outcome, "tag", "error" if row.outcome in LEFT_OUT else "accent")
        self.made.setText(words.made(row))
        self.notes.show_problems(row.problems)
        mine = {place.column: text for place, text in waiting.items() if place[:2] == (row.sheet, row.row)}
        self.model.show_lines(sorted(words.lines(row), key=_rank), mine)

    def edit_first(self) -> None:
        """Open the first guilty cell for editing."""
        place = next((n for n, line in enumerate(self.model.lines) if line.problems and line.column >= 0), -1)
        if place >= 0:
            index = self.model.index(place, WRITTEN)
            self.table.setCurrentIndex(index)
            self.table.setFocus()
            self.table.edit(index)

    def _corrected(self, column: int, text: str) -> None:
        if self._row is not None:
            self.corrected.emit(CellPlace(self._row.sheet, self._row.row, column), text)

    def _prepare(self) -> None:
        table, theme = self.table, style.current()
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.compact_row)
        head = table.horizontalHeader()
        head.setFixedHeight(theme.compact_row)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((44, 190, 240, 190)):
            table.setColumnWidth(column, width)
        head.setSectionResizeMode(MEANT, QHeaderView.ResizeMode.Stretch)
        table.setAccessibleName("本行内容")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        tight(head, (12, 6, 12, 6), 8)
        for piece in (self.title, self.outcome, self.made):
            head.addWidget(piece)
        head.addStretch(1)
        head.addWidget(label("双击“来表写的”可直接改正，改完按 F8 重新核对", "faint", "small"))
        column = QVBoxLayout(self)
        tight(column, (1, 1, 1, 1))
        column.addLayout(head)
        column.addWidget(self.notes)
        column.addWidget(rule())
        column.addWidget(self.table, 1)


def _rank(line: Line) -> int:
    """What errs, then what changes, then the rest in the sender's order."""
    if line.problems:
        return list(Severity).index(line.problems[0].severity)
    return 3 if line.changed else 4
