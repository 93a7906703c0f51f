"""The table of a village: the people stay at the left, columns as wide as what stands in them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from ui import style
from ui.pages.entry_table import EntryTable
from ui.pages.village_model import VillageModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import label, rule, tight

_AROUND = 22
_LETTER = 13


class VillageTable(EntryTable):
    """The keys are those of every table to be written in; each line of a block may begin with a name."""

    def __init__(self, model: VillageModel) -> None:
        super().__init__(model)
        self.village = model
        head = self.verticalHeader()
        head.show()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(True)

    def fit(self) -> None:
        """Give each column its width, after other rows or fields were shown."""
        theme = style.current()
        scale, metrics = theme.body / 13, QFontMetrics(self.horizontalHeader().font())
        fixed = self.village.widths
        for column in range(self.village.columnCount()):
            words = str(self.village.headerData(column, Qt.Orientation.Horizontal))
            spec = self.village.spec(column)
            chars = min(spec.chars, 9) * _LETTER * 0.62 if spec is not None else 0
            usual = max(metrics.horizontalAdvance(words) + _AROUND, int(chars * scale) + _AROUND)
            self.setColumnWidth(column, int(fixed[column] * scale) if column < len(fixed) else usual)

    def names_people(self, lines: list[list[str]], column: int) -> bool:
        """Whether most lines begin with the name of somebody here, wherever the cursor is."""
        known = sum(self.village.row_called(line[0]) >= 0 for line in lines)
        return column < self.first or (len(lines[0]) > 1 and 2 * known > len(lines))


class VillageBody(QFrame):
    """The table, or why there is nobody in it; under it the words that sum it up."""

    def __init__(self, table: VillageTable, empty: EmptyState) -> None:
        super().__init__()
        self.table, self.empty = table, empty
        self.foot = label(tone="quiet", level="small")
        self.foot.setContentsMargins(12, 6, 12, 6)
        self.setProperty("panel", True)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(table)
        column = QVBoxLayout(self)
        tight(column, (1, 1, 1, 1))
        column.addWidget(self._stack, 1)
        column.addWidget(rule())
        column.addWidget(self.foot)

    def show_table(self, there: bool) -> None:
        """Whether there is somebody in the table."""
        self._stack.setCurrentWidget(self.table if there else self.empty)
