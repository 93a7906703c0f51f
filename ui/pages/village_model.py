"""A village's people as a table to be written in: who on the left, what holds for all of them in grey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from hfp_desk.codes import code_list
from hfp_desk.kinds import Choice, Choices, Day
from hfp_desk.problems import Problem, Severity
from hfp_desk.rules.visit_figures import parts_of_pressure
from ui import style
from ui.editors.lines import full_day
from ui.pages.entry_model import EntryModel, Index, Role

_PRESSURE = ("systolic", "diastolic")
_TOLD = 2
"""Of how many marked cells it is still said after saving what is to be done."""


class VillageModel(EntryModel):
    """``day`` holds for rows without one in the column ``dated``; ``widths`` are those of the fixed columns."""

    dated = ""
    widths: tuple[int, ...] = ()

    def __init__(self, *, may_enter: bool) -> None:
        super().__init__((), may_enter=may_enter)
        self.day = ""
        self._late = QFont()
        self._late.setItalic(True)

    def suggested(self, row: int, column: int) -> str:
        """The grey text of an empty cell: the day that holds for all."""
        empty = column >= len(self.fixed) and not self.text(row, column)
        return self.day if empty and self.names[column - len(self.fixed)] == self.dated else ""

    def edited(self) -> list[Any]:
        """The rows that differ from what is stored, with all their values; unreadable cells must be gone."""
        raise NotImplementedError

    def blame(self, found: Sequence[tuple[int, Problem]]) -> None:
        """Mark the cells which rules object to, by person; what is doubtful about no column here is found later."""
        places = {one.person: row for row, one in enumerate(self.rows)}
        labels = {spec.label for spec in self.specs}
        told = [each for each in found if each[1].severity is Severity.ERROR or each[1].label in labels]
        self.blame_cells((places[person], problem) for person, problem in told if person in places)

    @property
    def doubts(self) -> str:
        """How many cells are still marked, and what is said of the first ones: it is to be done after saving."""
        marked = [self._blamed[at] for at in self.wrong if at in self._blamed]
        said = "".join(list(dict.fromkeys(problem.message for problem in marked))[:_TOLD])
        return f"其中 {len(self.wrong)} 处请再核对：{said}" if self.wrong else ""

    def texts(self) -> dict[str, str]:
        """What was typed, by person and field, so that it can be typed once more."""
        first = len(self.fixed)
        return {f"{self.rows[row].person}:{self.names[at - first]}": text for (row, at), text in self._texts.items()}

    def retype(self, texts: dict[str, str]) -> None:
        """Write once more what was typed before."""
        rows = {one.person: row for row, one in enumerate(self.rows)}
        columns = {name: column for column, name in enumerate(self.names, start=len(self.fixed))}
        cells = []
        for key, text in texts.items():
            person, _, name = key.partition(":")
            if person.isdigit() and int(person) in rows and name in columns:
                cells.append((rows[int(person)], columns[name], text))
        self.write_all(cells)

    def write_all(self, cells: Iterable[tuple[int, int, str]]) -> None:
        """As in every table; 140/90 in a cell of the pressure is both figures, 3.31 a day of the head's year."""
        super().write_all([each for cell in cells for each in self._parted(*cell)])

    def choices(self, column: int) -> str:
        """What can be typed into a column of codes: 1 规律 2 间断 3 不服药."""
        spec = self.spec(column)
        if spec is None or not isinstance(spec.kind, Choice | Choices):
            return spec.unit if spec is not None else ""
        return "　".join(f"{item.code} {item.short}" for item in code_list(spec.kind.codes).offered())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The people at the left; the codes of a column under the pointer."""
        if orientation == Qt.Orientation.Vertical:
            one = self.rows[section]
            told = " ".join(part for part in (one.name, one.age) if part)
            return told if role == Role.DisplayRole else None
        if role == Role.ToolTipRole:
            return self.choices(section) or None
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """As in every table, and what is suggested in grey."""
        row, column = index.row(), index.column()
        if role == Role.DisplayRole and (grey := self.suggested(row, column)):
            return grey
        if role == Role.ForegroundRole:
            faint = column < len(self.fixed) or bool(self.suggested(row, column))
            return style.current().colour("faint" if column >= len(self.fixed) else "quiet") if faint else None
        if role == Role.FontRole and column >= len(self.fixed) and self.suggested(row, column):
            return self._late
        return super().data(index, role)

    def _parted(self, row: int, column: int, text: str) -> Iterable[tuple[int, int, str]]:
        name = self.names[column - len(self.fixed)] if column >= len(self.fixed) else ""
        both = parts_of_pressure(text) if name in _PRESSURE else None
        if both is None:
            spec = self.spec(column)
            is_day = spec is not None and isinstance(spec.kind, Day)
            return [(row, column, full_day(text.strip(), int(self.day[:4])) if is_day and self.day else text)]
        first = len(self.fixed)
        return [(row, first + self.names.index(each), part) for each, part in zip(_PRESSURE, both, strict=True)]
