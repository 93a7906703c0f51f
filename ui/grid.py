"""A list on the screen: grid, totals, ticks, remembered columns. Works over any ``Rows`` and knows no record.

Keys: arrows, Home, End, PageUp, PageDown move; Shift extends; Enter opens; Space ticks; Ctrl+A ticks all;
Ctrl+C copies what is seen.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QCursor, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout

from ui import style
from ui.grid_columns import ColumnPanel, head_menu
from ui.grid_foot import GridFoot
from ui.grid_layout import GridLayout
from ui.grid_model import TICK, GridModel, Ticks
from ui.grid_table import FrozenTable
from ui.rows import Rows, Settings
from ui.tasks import Tasks
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import rule, tight

MOST_COPIED = 10_000
_TICK_WIDTH = 52
_WIDEST = 60


class Grid(QFrame):
    """``name`` is the list's name in the user's settings; ``frozen`` and ``hidden`` hold until the user chooses.

    ``opened`` and ``current_changed`` carry a record's number, ``ticked`` how many are ticked, ``copied`` how many
    rows went to the clipboard. ``row_actions`` are added to the menu of a row by the page.
    """

    opened = Signal(int)
    current_changed = Signal(int)
    ticked = Signal(int)
    sorted = Signal(str, bool)
    copied = Signal(int)
    menu_opening = Signal()

    def __init__(
        self,
        name: str,
        settings: Settings,
        empty: EmptyState | None = None,
        tasks: Tasks | None = None,
        *,
        frozen: int = 1,
        hidden: Sequence[str] = (),
        compact: bool = False,
    ) -> None:
        super().__init__()
        theme = style.current()
        self.setProperty("panel", True)
        self._name = f"grid.{name}"
        self._settings = settings
        self._tasks = tasks
        self._usual = (frozen, tuple(hidden))
        self._sorted: tuple[str, bool] = ("", False)
        self.layout_of_columns = GridLayout(())
        self.model = GridModel(self)
        self.table = FrozenTable(self.model, theme.compact_row if compact else theme.row, theme.head)
        self.empty = empty or EmptyState("没有记录")
        self.foot = GridFoot(tasks)
        self.foot.hide()
        self.row_actions: list[QAction] = []
        self._arrange()
        self._connect()

    @property
    def rows(self) -> Rows | None:
        """The rows shown."""
        return self.model.rows

    @property
    def ticks(self) -> Ticks:
        """Which records are ticked."""
        return self.model.ticks

    def show_rows(self, rows: Rows, *, same: bool = False) -> None:
        """Show ``rows``. ``same``: the same list read again, so order, ticks and cursor are kept."""
        kept = self.current_id() if same else None
        if not same:
            self.ticks.set_all(False)
            self._sorted = ("", False)
        elif self._sorted[0]:
            rows = rows.sorted(*self._sorted)
        if tuple(rows.columns) != tuple(self.layout_of_columns.columns):
            text = self._settings.get(self._name)
            frozen, hidden = self._usual
            self.layout_of_columns = GridLayout.read(rows.columns, text, frozen=frozen, hidden=hidden)
        self._put(rows, rows.find_row(kept) if kept is not None else 0)
        self.foot.sum_up(rows)

    def sort(self, key: str, descending: bool = False) -> None:
        """Order the list by a column, on the worker where there is one; its first row comes into sight."""
        rows = self.rows
        if rows is None:
            return
        if self._tasks is None:
            self._order(rows, rows.sorted(key, descending), key, descending)
        else:
            self.foot.wait("正在排序…")
            self._tasks.run(
                lambda _: rows.sorted(key, descending),
                lambda found: self._order(rows, found, key, descending),
                self._not_ordered,
            )

    @property
    def order(self) -> tuple[str, bool]:
        """The column the clerk ordered the list by, and whether downwards; no column for its usual order."""
        return self._sorted

    def current_id(self) -> int | None:
        """The record under the cursor."""
        row = self.table.current
        return self.rows.id_at(row) if self.rows is not None and row >= 0 else None

    def select(self, record: int) -> bool:
        """Put the cursor on a record; False when the list does not hold it."""
        row = self.rows.find_row(record) if self.rows is not None else -1
        if row >= 0:
            self.table.go(row)
        return row >= 0

    def ticked_ids(self) -> Iterator[int]:
        """The ticked records in the order shown; may be a million, so walk it in a task."""
        return self.ticks.ids(self.rows) if self.rows is not None else iter(())

    def copy(self) -> None:
        """Copy the selected rows as they are seen (masked), columns parted by tabs, at most 10,000 rows."""
        numbers = sorted(row for part in self.table.selected() for row in part[:MOST_COPIED])[:MOST_COPIED]
        QGuiApplication.clipboard().setText("\n".join("\t".join(self.model.text(row)) for row in numbers))
        self.copied.emit(len(numbers))

    def columns_changed(self) -> None:
        """Show the columns as ``layout_of_columns`` now says, and remember it."""
        self._settings.set(self._name, self.layout_of_columns.text())
        if self.rows is not None:
            self._put(self.rows, self.table.current)

    def reset_columns(self) -> None:
        """Forget what the user chose."""
        frozen, hidden = self._usual
        columns = self.layout_of_columns.columns
        self.layout_of_columns = GridLayout(columns, frozen=frozen, hidden=set(hidden))
        self.columns_changed()

    def choose_columns(self) -> ColumnPanel:
        """Open the panel in which columns are shown, hidden and ordered."""
        panel = ColumnPanel(self.layout_of_columns, self.foot.chooser)
        panel.changed.connect(self.columns_changed)
        panel.reset_asked.connect(self.reset_columns)
        panel.open_at(panel.list)
        return panel

    def _order(self, before: Rows, rows: Rows, key: str, descending: bool) -> None:
        """Show ``rows``, unless the list was made anew while they were ordered."""
        self.foot.wait()
        if self.rows is before:
            self._sorted = (key, descending)
            self._put(rows, 0)
            self.sorted.emit(key, descending)

    def _not_ordered(self, problem: Exception) -> None:
        self.foot.wait()
        if self._tasks is not None:
            self._tasks.failed.emit(problem)

    def _put(self, rows: Rows, row: int) -> None:
        self.model.set_rows(rows, self.layout_of_columns.shown())
        self.table.arrange(self.layout_of_columns.frozen + 1, self._widths())
        self.table.mark_sorted(self.model.section(self._sorted[0]), self._sorted[1])
        self._body.setCurrentWidget(self.table if len(rows) else self.empty)
        for part in (self._line, self.foot):
            part.setVisible(len(rows) > 0)
        self.table.go(max(row, 0))
        self.foot.say_ticked(self.ticks.count(len(rows)))

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(self.font())
        digit = metrics.horizontalAdvance("0")
        widths = [_TICK_WIDTH]
        for number in self.layout_of_columns.shown():
            column = self.layout_of_columns.columns[number]
            head = metrics.horizontalAdvance(column.label) + (48 if column.restricted else 30)
            usual = max(head, digit * min(column.chars, _WIDEST) + 18)
            widths.append(self.layout_of_columns.widths.get(column.key, usual))
        return widths

    def _arrange(self) -> None:
        self._body = QStackedWidget()
        self._body.addWidget(self.empty)
        self._body.addWidget(self.table)
        column = QVBoxLayout(self)
        tight(column, (1, 1, 1, 1))
        column.addWidget(self._body, 1)
        self._line = rule()
        self._line.hide()
        column.addWidget(self._line)
        column.addWidget(self.foot)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        table = self.table
        table.opened.connect(self._opened)
        table.moved.connect(self._moved)
        table.copied.connect(self.copy)
        table.ticking.connect(self._tick_selected)
        table.all_ticking.connect(self._tick_all)
        table.head_clicked.connect(self._head_clicked)
        table.head_menu.connect(self._head_menu)
        table.row_menu.connect(self._row_menu)
        table.section_moved.connect(self._section_moved)
        table.section_resized.connect(self._section_resized)
        self.model.ticked.connect(self.foot.say_ticked)
        self.model.ticked.connect(self.ticked)
        self.foot.untick_asked.connect(lambda: self.model.tick_all(False))
        self.foot.columns_asked.connect(self.choose_columns)

    def _opened(self, row: int) -> None:
        if self.rows is not None:
            self.opened.emit(self.rows.id_at(row))

    def _moved(self, row: int) -> None:
        if self.rows is not None and row >= 0:
            self.current_changed.emit(self.rows.id_at(row))

    def _tick_selected(self) -> None:
        """Space: all selected rows follow the one with the cursor."""
        ticked = not self.model.is_ticked(self.table.current)
        ranges = self.table.selected()
        if sum(map(len, ranges)) == self.model.rowCount():
            self.model.tick_all(ticked)
        else:
            self.model.tick_rows(ranges, ticked)

    def _tick_all(self) -> None:
        total = self.model.rowCount()
        self.model.tick_all(self.ticks.count(total) < total)

    def _head_clicked(self, section: int) -> None:
        column = self.model.column(section)
        if section == TICK:
            self._tick_all()
        elif column is not None:
            self.sort(column.key, self._sorted == (column.key, False))

    def _head_menu(self, section: int) -> None:
        column = self.model.column(section)
        if column is None:
            return
        freezes = section > self.layout_of_columns.frozen
        menu = head_menu(
            self,
            column,
            freezes,
            lambda down: self.sort(column.key, down),
            lambda on: self.freeze(section if on else 0),
            lambda: self.hide_column(column.key),
            self.choose_columns,
        )
        menu.popup(QCursor.pos())

    def freeze(self, count: int) -> None:
        """Keep the first ``count`` columns in sight."""
        self.layout_of_columns.frozen = min(count, len(self.layout_of_columns.shown()) - 1)
        self.columns_changed()

    def hide_column(self, key: str) -> None:
        """Take a column off the grid."""
        self.layout_of_columns.show(key, False)
        self.columns_changed()

    def _row_menu(self, row: int) -> None:
        self.menu_opening.emit()
        menu = QMenu(self)
        menu.addAction("打开\tEnter").triggered.connect(lambda: self.table.opened.emit(row))
        menu.addAction("复制所选行\tCtrl+C").triggered.connect(self.copy)
        menu.addSeparator()
        menu.addActions(self.row_actions)
        menu.popup(QCursor.pos())

    def _section_moved(self, section: int, to: int) -> None:
        column = self.model.column(section)
        if column is not None:
            self.layout_of_columns.move(column.key, max(to - 1, 0))
            self.columns_changed()

    def _section_resized(self, section: int, width: int) -> None:
        column = self.model.column(section)
        if column is not None:
            self.layout_of_columns.widths[column.key] = width
            self._settings.set(self._name, self.layout_of_columns.text())
