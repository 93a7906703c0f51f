"""Choosing the columns of a grid: the panel that shows, hides and orders them, and the menu of a heading."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QWidget,
)

from ui import icons
from ui.grid_layout import GridLayout
from ui.rows import GridColumn
from ui.widgets.drop import Drop
from ui.widgets.parts import button, label, tight

_KEY = Qt.ItemDataRole.UserRole


class ColumnPanel(Drop):
    """Ticked columns are shown, in the order of the list; rows are dragged, or moved with Ctrl+Up and Ctrl+Down."""

    changed = Signal()
    reset_asked = Signal()

    def __init__(self, layout: GridLayout, anchor: QWidget) -> None:
        super().__init__(anchor, 260)
        self._layout = layout
        self.list = QListWidget()
        self.list.setIconSize(QSize(16, 16))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._fill()
        self.list.itemChanged.connect(self._read)
        self.list.model().rowsMoved.connect(self._read)
        self.list.setMinimumHeight(min(self.list.count(), 12) * 28 + 8)
        self.body.addWidget(label("显示的栏目", level="section"))
        self.body.addWidget(label("勾选要看的栏目，拖动调整先后。", "quiet", "small"))
        self.body.addWidget(self.list, 1)
        self.body.addLayout(self._buttons())

    def move_by(self, by: int) -> None:
        """Move the current column up or down."""
        row = self.list.currentRow()
        to = row + by
        if row >= 0 and 0 <= to < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(to, item)
            self.list.setCurrentRow(to)
            self._read()

    def _fill(self) -> None:
        labels = {column.key: column for column in self._layout.columns}
        for key in self._layout.order:
            item = QListWidgetItem(labels[key].label)
            item.setData(_KEY, key)
            if labels[key].restricted:
                item.setIcon(icons.icon("lock", "restricted"))
            shown = key not in self._layout.hidden
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _read(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        self._layout.order = [item.data(_KEY) for item in items]
        for item in items:
            self._layout.show(item.data(_KEY), item.checkState() == Qt.CheckState.Checked)
        self.changed.emit()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, spacing=4)
        row.addWidget(button(icon="up", done=lambda: self.move_by(-1), look="bare", hint="上移"))
        row.addWidget(button(icon="down", done=lambda: self.move_by(1), look="bare", hint="下移"))
        row.addStretch(1)
        row.addWidget(button("恢复默认", done=self._reset, look="quiet"))
        return row

    def _reset(self) -> None:
        self.shut()
        self.reset_asked.emit()


def head_menu(
    parent: QWidget,
    column: GridColumn,
    freezes: bool,
    sort: Callable[[bool], object],
    freeze: Callable[[bool], object],
    hide: Callable[[], object],
    choose: Callable[[], object],
) -> QMenu:
    """The menu of a heading; ``freezes`` offers to freeze up to this column, else to let it go."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction("升序").triggered.connect(lambda: sort(False))
    menu.addAction("降序").triggered.connect(lambda: sort(True))
    menu.addSeparator()
    words = f"冻结到“{column.label}”" if freezes else "取消冻结"
    menu.addAction(words).triggered.connect(lambda: freeze(freezes))
    menu.addAction(f"隐藏“{column.label}”").triggered.connect(lambda: hide())
    menu.addAction("选择栏目…").triggered.connect(lambda: choose())
    return menu
