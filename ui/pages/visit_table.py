"""The table of a village's visits: the people stay at the left, columns as wide as what stands in them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from ui import style
from ui.pages.entry_table import EntryTable
from ui.pages.visit_model import DUE, LAST, VisitModel

_WIDTHS = {LAST: 128, DUE: 92}
_AROUND = 22
_LETTER = 13


class VisitTable(EntryTable):
    """The keys are those of every table to be written in; each line of a block may begin with a name."""

    def __init__(self, model: VisitModel) -> None:
        super().__init__(model)
        self.visits = model
        head = self.verticalHeader()
        head.show()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(True)

    def fit(self) -> None:
        """Give each column its width, after other rows or fields were shown."""
        theme = style.current()
        scale, metrics = theme.body / 13, QFontMetrics(self.horizontalHeader().font())
        for column in range(self.visits.columnCount()):
            words = str(self.visits.headerData(column, Qt.Orientation.Horizontal))
            spec = self.visits.spec(column)
            chars = min(spec.chars, 9) * _LETTER * 0.62 if spec is not None else 0
            usual = max(metrics.horizontalAdvance(words) + _AROUND, int(chars * scale) + _AROUND)
            self.setColumnWidth(column, int(_WIDTHS[column] * scale) if column in _WIDTHS else usual)

    def names_people(self, lines: list[list[str]], column: int) -> bool:
        """Whether most lines begin with the name of somebody here, wherever the cursor is."""
        known = sum(self.visits.row_called(line[0]) >= 0 for line in lines)
        return column < self.first or (len(lines[0]) > 1 and 2 * known > len(lines))
