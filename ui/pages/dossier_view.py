"""档案目录: what one person's file holds and what is still missing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ui import icons


class DossierView(QTreeWidget):
    """One line an item of the catalogue, ticked exactly when there is something in the register for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels(["材料", "有无", "件数", "形成日期"])
        self.setRootIsDecorated(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for section, width in enumerate((220, 80, 64)):
            self.header().resizeSection(section, width)

    def show_items(self, items: Sequence[Any]) -> None:
        """Show the catalogue as it is printed."""
        self.clear()
        for item in items:
            made = item.made.isoformat() if item.made else ""
            line = QTreeWidgetItem([item.item, "有" if item.present else "缺", str(item.pages or ""), made])
            line.setIcon(1, icons.icon("ok" if item.present else "warning", "ok" if item.present else "warn"))
            line.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.addTopLevelItem(line)
