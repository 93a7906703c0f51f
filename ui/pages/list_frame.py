"""How a ledger is laid out: tabs and filters, figures, list, who is under the cursor below it, the export beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.widgets.parts import tight


class ListFrame(QWidget):
    """``split`` holds the grid over ``below``, which is hidden while there is nothing to tell of the row."""

    def __init__(
        self,
        tabs: QWidget | None,
        filters: QWidget,
        over: tuple[QWidget | None, ...],
        grid: QWidget,
        person: QWidget,
        beside: QWidget,
    ) -> None:
        super().__init__()
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column, spacing=8)
        column.addLayout(_first_line(tabs, filters))
        for widget in over:
            if widget is not None:
                column.addWidget(widget)
        self.below = QFrame()
        self.below.setProperty("panel", True)
        inside = QVBoxLayout(self.below)
        tight(inside, (1, 1, 1, 1))
        inside.addWidget(person)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(True)
        self.split.addWidget(grid)
        self.split.addWidget(self.below)
        self.split.setStretchFactor(0, 1)
        self.below.setVisible(False)
        column.addWidget(self.split, 1)
        row = QHBoxLayout(self)
        tight(row, spacing=12)
        row.addWidget(page, 1)
        row.addWidget(beside)


def _first_line(tabs: QWidget | None, filters: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    tight(line, spacing=12)
    if tabs is not None:
        line.addWidget(tabs, 0, Qt.AlignmentFlag.AlignTop)
    chips = QVBoxLayout()
    tight(chips, (0, 4 if tabs is not None else 0, 0, 0))
    chips.addWidget(filters)
    line.addLayout(chips, 1)
    return line
