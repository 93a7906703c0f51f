"""How a page that counts is laid out: tabs and filters, under them day or year and the figures, then the list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.page import Page
from ui.widgets.parts import tight

_MARGINS = (16, 0, 16, 12)


def told_column(owner: QWidget, tabs: QWidget, filters: QWidget | None, *told: QWidget) -> QVBoxLayout:
    """The column of a page, its two lines in it; of ``told`` the figures come last and take what room there is."""
    line, figures, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(owner)
    for row in (line, figures):
        tight(row, spacing=12)
    tight(column, _MARGINS if isinstance(owner, Page) else (0, 0, 0, 0), 8)
    line.addWidget(tabs, 0, Qt.AlignmentFlag.AlignTop)
    if filters is None:
        line.addStretch(1)
    else:
        chips = QVBoxLayout()
        tight(chips, (0, 4, 0, 0))
        chips.addWidget(filters)
        line.addLayout(chips, 1)
    for each in told[:-1]:
        figures.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
    figures.addWidget(told[-1], 1)
    column.addLayout(line)
    column.addLayout(figures)
    return column


def beside(first: QWidget | QLayout, *others: QWidget) -> QHBoxLayout:
    """The list, and what opens beside it."""
    row = QHBoxLayout()
    tight(row, spacing=12)
    if isinstance(first, QLayout):
        row.addLayout(first, 1)
    else:
        row.addWidget(first, 1)
    for each in others:
        row.addWidget(each)
    return row
