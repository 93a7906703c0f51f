"""回收站: everything voided, by the deed that did it; what went together comes back together, or one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout

from hfp_desk.problems import Progress
from hfp_desk.store import bin, voiding
from hfp_desk.store.bin import BinLine, Binned
from hfp_desk.store.keeping import Changes
from ui import icons
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages import undo
from ui.pages.bin_rows import BinRows
from ui.widgets.ask import ask
from ui.widgets.empty_state import EmptyState
from ui.widgets.panels import CardPanel
from ui.widgets.parts import tight

_BINNED = Qt.ItemDataRole.UserRole
_MOST, _SHOWN = 200, 500
_PAUSE = 200


class BinPage(Page):
    """Enter on a deed restores all of it, Enter on one of its records restores that one with what hangs on it."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "回收站")
        self._office = office
        self._asked = 0
        self._stale = True
        self._arrived = False
        self.search = QLineEdit()
        empty = EmptyState("回收站是空的", icon="void", advice="作废的记录都在这里，写明原因，随时可以恢复。")
        self.grid = Grid("bin", desk.settings, empty, desk.reading, frozen=1)
        self.panel = CardPanel("这一次作废的记录")
        self.list = QListWidget()
        self.restore_deed = self.deed("恢复", "restore", "Ctrl+R", self.restore, primary=True, allowed=office.may_enter)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._arrange()
        self._connect()

    @property
    def current(self) -> BinLine | None:
        """The deed under the cursor."""
        deed, rows = self.grid.current_id(), self.grid.rows
        return rows.line(deed) if deed is not None and isinstance(rows, BinRows) else None

    def refresh(self) -> None:
        """F5: read again."""
        self._stale = False
        self._asked += 1
        asked, text = self._asked, self.search.text()

        def work(_progress: Progress) -> list[BinLine]:
            return bin.lines(self._office.register, self._office.viewer, text, most=_MOST)

        self.desk.reading.run(self._office.in_session(work), lambda found: self._show(found, asked))

    def restore(self) -> None:
        """Ask, then bring back the record chosen below, or everything the deed under the cursor voided."""
        one = self._chosen() if self.list.hasFocus() else None
        if one is not None:
            self._ask_for(one)
            return
        line = self.current
        if line is not None:
            told = f"{line.user} {line.at} 作废，原因：{line.reason}。恢复后重新出现在台账和统计中。"
            ask(self.window(), f"恢复：{line.words}？", told, "恢复", lambda: self._restore_all(line.deed))

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was voided while the page was not seen."""
        super().showEvent(event)
        self._arrived = True
        if self._stale:
            self.refresh()

    def _show(self, lines: Sequence[BinLine], asked: int) -> None:
        if asked != self._asked:
            return
        if self.search.text().strip():
            self.grid.empty.explain("没有找到", "", "换一个姓名、原因或作废人再找。")
        else:
            self.grid.empty.explain("回收站是空的", "", "作废的记录都在这里，写明原因，随时可以恢复。")
        self.grid.show_rows(BinRows(lines, _MOST), same=self.grid.rows is not None)
        if self._arrived and not self.search.hasFocus():
            self.grid.setFocus()
        self._arrived = False
        self._look()

    def _look(self) -> None:
        """Show the records of the deed under the cursor."""
        line = self.current
        self.panel.setVisible(line is not None)
        self.restore_deed.setEnabled(line is not None and self._office.may_enter)
        if line is None:
            return
        deed = line.deed

        def work(_progress: Progress) -> list[Binned]:
            return bin.records(self._office.register, deed, self._office.viewer, _SHOWN)

        self.desk.reading.run(self._office.in_session(work), lambda found: self._show_records(deed, found))

    def _show_records(self, deed: int, found: Sequence[Binned]) -> None:
        if self.grid.current_id() != deed:
            return
        self.list.clear()
        for one in found:
            item = QListWidgetItem(icons.icon("void"), one.title + (f"　连同 {one.along}" if one.along else ""))
            item.setData(_BINNED, one)
            self.list.addItem(item)
        more = f"　只列出前 {_SHOWN} 条" if len(found) >= _SHOWN else ""
        self.panel.head.note.setText(f"{len(found):,} 项{more}　回车可单独恢复其中一项")

    def _chosen(self) -> Binned | None:
        item = self.list.currentItem()
        found: Binned | None = item.data(_BINNED) if item is not None else None
        return found

    def _ask_for(self, one: Binned) -> None:
        if self._office.may_enter:
            along = f"连同 {one.along}一起恢复。" if one.along else "只恢复这一条。"
            ask(self.window(), f"恢复：{one.title}？", along, "恢复", lambda: self._restore_one(one))

    def _restore_one(self, one: Binned) -> None:
        self._run(lambda _progress: voiding.restore(self._office.register, one.kind, one.record), one.title)

    def _restore_all(self, deed: int) -> None:
        line = self.current
        words = line.words if line is not None else ""
        self._run(lambda _progress: bin.restore(self._office.register, deed), words)

    def _run(self, work: Callable[[Progress], Changes], words: str) -> None:
        def done(changes: Changes) -> None:
            undo.done(self.desk, self._office, changes, f"已恢复：{words}。")

        self.desk.tasks.run(self._office.in_session(work), done, self.desk.fail, title="恢复")

    def _changed(self, _changes: Any) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _arrange(self) -> None:
        self.search.setPlaceholderText("按姓名、作废原因或作废人查找")
        self.search.setAccessibleName("在回收站中查找")
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(420)
        self.list.setIconSize(QSize(16, 16))
        self.list.setAccessibleName("这一次作废的记录")
        self.panel.body.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.grid)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(self.search)
        column.addWidget(split, 1)
        self.grid.row_actions = [self.restore_deed]
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self.grid.setFocus)
        self._pause.timeout.connect(self.refresh)
        self.grid.current_changed.connect(lambda _deed: self._look())
        self.grid.opened.connect(lambda _deed: self.restore())
        self.list.itemActivated.connect(lambda item: self._ask_for(item.data(_BINNED)))
        self.desk.changed.connect(self._changed)
