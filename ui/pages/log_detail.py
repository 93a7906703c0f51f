"""What stands behind the line under the cursor: every field old → new of a deed, or what else the log noted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from hfp_desk.store.log_details import MOST, Detail
from ui import style
from ui.widgets.panels import CardPanel

_RECORD = Qt.ItemDataRole.UserRole
_EMPTY = "（空）"


class LogDetail(CardPanel):
    """``opened`` carries the name of a kind and a record's number: Enter on a record of the deed."""

    opened = Signal(str, int)

    def __init__(self) -> None:
        super().__init__("明细")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("这一步的明细")
        self.tree.setHeaderLabels(["记录和栏目", "原值", "新值", "来源和原因"])
        self.tree.setUniformRowHeights(True)
        head = self.tree.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for section, width in enumerate((260, 240, 240)):
            head.resizeSection(section, int(width * style.current().body / 13))
        self.tree.itemActivated.connect(self._opened)
        self.body.addWidget(self.tree, 1)

    def show_nothing(self) -> None:
        """There is no line under the cursor."""
        self.tree.clear()
        self.head.note.setText("")

    def show_deed(self, details: Sequence[Detail], count: int) -> None:
        """Show the records of a deed, each with its fields."""
        self.show_nothing()
        for detail in details:
            self.tree.addTopLevelItem(_record(detail))
        if len(details) <= 3:
            self.tree.expandAll()
        more = f"，这里显示前 {MOST} 条" if count > len(details) else ""
        self.head.note.setText(f"{count:,} 条记录{more}")

    def show_event(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show what the log noted besides."""
        self.show_nothing()
        for label, text in facts:
            item = QTreeWidgetItem([label, "", text, ""])
            item.setToolTip(2, text)
            self.tree.addTopLevelItem(item)

    def _opened(self, item: QTreeWidgetItem) -> None:
        found = (item.parent() or item).data(0, _RECORD)
        if found is not None:
            self.opened.emit(*found)


def _record(detail: Detail) -> QTreeWidgetItem:
    told = detail.told
    source = "　".join(part for part in (told.source, told.reason) if part)
    item = QTreeWidgetItem([f"{told.action} {detail.title}", "", "", source])
    item.setData(0, _RECORD, (detail.kind.name, detail.record))
    for turn in told.turns:
        field = QTreeWidgetItem([turn.label, turn.old or _EMPTY, turn.new or _EMPTY, ""])
        for column, text in ((1, turn.old), (2, turn.new)):
            field.setToolTip(column, text)
        item.addChild(field)
    return item
