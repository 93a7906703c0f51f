"""Two table views side by side that behave as one: frozen columns at the left, the rest scrolls.

They share model and selection. All keys are handled here, because Qt's own cursor does not step into columns a
view hides. Nothing in here walks the rows: a header with its usual selection model asks every row on select-all
(half a minute for a million), so both headers get an empty one.
"""

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from ui.grid_model import TICK, GridModel
from ui.widgets.cells import Cell
from ui.widgets.parts import tight

Key = Qt.Key
Pick = QItemSelectionModel.SelectionFlag
_SIDEWAYS = 80


class _View(QTableView):
    """One of the two views; keys go to ``press`` first."""

    def __init__(self, model: GridModel, press: Callable[[QKeyEvent], bool], row_height: int) -> None:
        super().__init__()
        self._press = press
        self.setModel(model)
        self.setItemDelegate(Cell(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(16)
        rows.setDefaultSectionSize(row_height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ours, or the page's."""
        if self._press(event):
            event.accept()
        else:
            event.ignore()


class FrozenTable(QWidget):
    """A grid without its foot; rows and sections are numbered as in the model."""

    opened = Signal(int)
    moved = Signal(int)
    copied = Signal()
    ticking = Signal()
    all_ticking = Signal()
    head_clicked = Signal(int)
    head_menu = Signal(int)
    row_menu = Signal(int)
    section_moved = Signal(int, int)
    section_resized = Signal(int, int)

    def __init__(self, model: GridModel, row_height: int, head_height: int) -> None:
        super().__init__()
        self._model = model
        self._anchor = 0
        self._split = 1
        self._arranging = False
        self._selected_by_heads = QItemSelectionModel(model)
        self.frozen = _View(model, self._key, row_height)
        self.main = _View(model, self._key, row_height)
        self.frozen.setProperty("frozen", True)
        self.frozen.setFocusProxy(self.main)
        self.setFocusProxy(self.main)
        self.frozen.setSelectionModel(self.main.selectionModel())
        for view in (self.frozen, self.main):
            self._prepare(view, head_height)
        self._couple()
        row = QHBoxLayout(self)
        tight(row)
        row.addWidget(self.frozen)
        row.addWidget(self.main, 1)

    @property
    def current(self) -> int:
        """The row with the cursor, -1 when there is none."""
        return self.main.currentIndex().row()

    def go(self, row: int, *, extend: bool = False) -> None:
        """Move the cursor to ``row`` and show it; ``extend`` selects from where the cursor began."""
        last = self._model.rowCount() - 1
        if last < 0:
            return
        row = max(0, min(row, last))
        if not extend:
            self._anchor = row
        first = self._model.index(min(self._anchor, row), TICK)
        end = self._model.index(max(self._anchor, row), self._model.columnCount() - 1)
        selection = self.main.selectionModel()
        selection.setCurrentIndex(self._model.index(row, TICK), Pick.NoUpdate)
        selection.select(QItemSelection(first, end), Pick.ClearAndSelect)
        self.reveal(row)

    def reveal(self, row: int) -> None:
        """Scroll as little as needed to have ``row`` in sight."""
        bar = self.main.verticalScrollBar()
        if row < bar.value():
            bar.setValue(row)
        elif row >= bar.value() + self._page():
            bar.setValue(row - self._page() + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row with the cursor stays in sight when something below takes room."""
        super().resizeEvent(event)
        if self.current >= 0:
            self.reveal(self.current)

    def selected(self) -> list[range]:
        """The selected rows as ranges."""
        found = self.main.selectionModel().selection()
        return [range(found.at(n).top(), found.at(n).bottom() + 1) for n in range(found.count())]

    def arrange(self, split: int, widths: list[int]) -> None:
        """Freeze the first ``split`` sections and give every section its width."""
        self._arranging = True
        self._split = split
        for section, width in enumerate(widths):
            self.frozen.setColumnHidden(section, section >= split)
            self.main.setColumnHidden(section, section < split)
            (self.frozen if section < split else self.main).setColumnWidth(section, width)
        self.frozen.setFixedWidth(sum(widths[:split]) + 1)
        self._arranging = False

    def mark_sorted(self, section: int, descending: bool) -> None:
        """Show the arrow at ``section`` (-1: nowhere)."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        for view in (self.frozen, self.main):
            view.horizontalHeader().setSortIndicator(section, order)

    def _prepare(self, view: _View, head_height: int) -> None:
        head = view.horizontalHeader()
        head.setSelectionModel(self._selected_by_heads)
        view.verticalHeader().setSelectionModel(self._selected_by_heads)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setFixedHeight(head_height)
        head.setMinimumSectionSize(36)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(
            lambda place: self.head_menu.emit(view.horizontalHeader().logicalIndexAt(place))
        )
        head.sectionClicked.connect(self.head_clicked)
        head.sectionResized.connect(self._resized)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(lambda place: self._row_menu(view.indexAt(place).row()))
        view.clicked.connect(self._clicked)
        view.doubleClicked.connect(self._double_clicked)
        view.pressed.connect(self._pressed)

    def _couple(self) -> None:
        bar, other = self.main.verticalScrollBar(), self.frozen.verticalScrollBar()
        bar.valueChanged.connect(other.setValue)
        other.valueChanged.connect(bar.setValue)
        self.frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.main.horizontalScrollBar().rangeChanged.connect(self._level)
        self.main.selectionModel().currentRowChanged.connect(lambda now: self.moved.emit(now.row()))
        head = self.main.horizontalHeader()
        head.setSectionsMovable(True)
        head.sectionMoved.connect(self._section_moved, Qt.ConnectionType.QueuedConnection)

    def _level(self, _low: int, high: int) -> None:
        """Both views must be equally high, or the last rows would stand askew."""
        policy = Qt.ScrollBarPolicy
        self.frozen.setHorizontalScrollBarPolicy(policy.ScrollBarAlwaysOn if high > 0 else policy.ScrollBarAlwaysOff)

    def _page(self) -> int:
        return max(1, self.main.viewport().height() // self.main.verticalHeader().defaultSectionSize())

    def _key(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        to = self._target(event.key())
        if to is not None:
            self.go(to, extend=extend)
            return True
        return self._deed(event.key(), control)

    def _target(self, key: int) -> int | None:
        row = self.current
        targets = {
            Key.Key_Up: row - 1,
            Key.Key_Down: row + 1,
            Key.Key_PageUp: row - self._page(),
            Key.Key_PageDown: row + self._page(),
            Key.Key_Home: 0,
            Key.Key_End: self._model.rowCount() - 1,
        }
        return targets.get(Key(key))

    def _deed(self, key: int, control: bool) -> bool:
        bar = self.main.horizontalScrollBar()
        if key in (Key.Key_Return, Key.Key_Enter) and not control and self.current >= 0:
            self.opened.emit(self.current)
        elif key == Key.Key_Space:
            self.ticking.emit()
        elif key in (Key.Key_Left, Key.Key_Right):
            bar.setValue(bar.value() + (_SIDEWAYS if key == Key.Key_Right else -_SIDEWAYS))
        elif control and key == Key.Key_A:
            self.all_ticking.emit()
        elif control and key == Key.Key_C:
            self.copied.emit()
        else:
            return False
        return True

    def _pressed(self, index: QModelIndex) -> None:
        self._anchor = index.row()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == TICK:
            self._model.tick(index.row(), not self._model.is_ticked(index.row()))

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() != TICK:
            self.opened.emit(index.row())

    def _row_menu(self, row: int) -> None:
        if row >= 0:
            if not any(row in part for part in self.selected()):
                self.go(row)
            self.row_menu.emit(row)

    def _resized(self, section: int, _old: int, new: int) -> None:
        if self._arranging or new == 0:
            return
        if section < self._split:
            sizes = [self.frozen.columnWidth(number) for number in range(self._split)]
            self.frozen.setFixedWidth(sum(sizes) + 1)
        self.section_resized.emit(section, new)

    def _section_moved(self, section: int, old: int, new: int) -> None:
        """The header moved a section by itself: put it back, the model will show the new order."""
        if self._arranging:
            return
        head = self.main.horizontalHeader()
        self._arranging = True
        head.blockSignals(True)
        head.moveSection(new, old)
        head.blockSignals(False)
        self._arranging = False
        self.section_moved.emit(section, new)
