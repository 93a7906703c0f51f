"""By what a table is added up, as tabs over it: 按乡镇, 按行政村 …; Ctrl+G goes to the next."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from ui.widgets.parts import tight


class GroupTabs(QTabBar):
    """``currentChanged`` carries the place of the way chosen."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("汇总方式")
        self.setToolTip("换汇总方式（Ctrl+G）")
        for word in words:
            self.addTab(word)

    def turn(self) -> None:
        """Ctrl+G: the next way, after the last one the first."""
        self.setCurrentIndex((self.currentIndex() + 1) % self.count())

    def over(self, table: QWidget) -> QVBoxLayout:
        """The tabs with the table below them."""
        column = QVBoxLayout()
        tight(column, spacing=4)
        column.addWidget(self)
        column.addWidget(table, 1)
        return column
