"""Problems by column: how many rows, what is wrong, an example, what is expected; a click shows the rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hfp_desk.excel.grouping import Group
from hfp_desk.excel.headings import JOIN
from ui.pages.importing.notes import ICONS
from ui.widgets.parts import label, picture, tight

_GROUP = Qt.ItemDataRole.UserRole
_WIDTH = 296


class ProblemGroups(QListWidget):
    """``chosen`` carries the group whose rows are to be shown."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("问题按栏目")
        self.currentItemChanged.connect(self._moved)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """List these."""
        self.blockSignals(True)
        self.clear()
        for group in groups:
            item = QListWidgetItem()
            item.setData(_GROUP, group)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{group.title} {len(group.places)} 行")
            shown = _shown(group)
            item.setSizeHint(QSize(_WIDTH - 24, shown.heightForWidth(_WIDTH - 24)))
            self.addItem(item)
            self.setItemWidget(item, shown)
        self.blockSignals(False)
        self.setCurrentRow(0)

    def current(self) -> Group | None:
        """The group that is chosen."""
        item = self.currentItem()
        group = item.data(_GROUP) if item is not None else None
        return group if isinstance(group, Group) else None

    def _moved(self) -> None:
        group = self.current()
        if group is not None:
            self.chosen.emit(group)


def _shown(group: Group) -> QWidget:
    body = QWidget()
    head = QHBoxLayout()
    tight(head, spacing=6)
    head.addWidget(picture(*ICONS[group.severity]))
    head.addWidget(label(group.title.rpartition(JOIN)[2]), 1)
    head.addWidget(label(f"{len(group.places):,} 行", "quiet"))
    column = QVBoxLayout(body)
    tight(column, (8, 6, 8, 6), 2)
    column.addLayout(head)
    column.addWidget(label(group.words, "quiet", "small", wrap=True))
    return body
