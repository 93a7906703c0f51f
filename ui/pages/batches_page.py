"""What was imported: every list with its result, the rows that stayed out, the receipt, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from hfp_desk.problems import Progress
from hfp_desk.store import import_log, undoing
from hfp_desk.store.import_log import BatchLine, LeftOutLine
from hfp_desk.store.undoing import Undone
from ui import pages
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages import log_export
from ui.pages.importing.batch_panel import BatchPanel
from ui.pages.importing.batch_rows import BatchRows
from ui.pages.importing.course import Course
from ui.pages.importing.done_step import undone_words
from ui.pages.printing.paper import open_outside
from ui.widgets.ask import ask, tell
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import tight

_Batch = tuple[int, list[LeftOutLine], Undone | None]


class BatchesPage(Page):
    """``open_at`` takes the number of an import."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "导入记录")
        self._office = office
        self.course = Course(desk, office, self)
        may, told = office.may_enter, "每次导入都记在这里，随时可以看回执，也可以整批撤销。"
        empty = EmptyState("还没有导入过名单", "导入名单" if may else "", "import", told)
        self.grid = Grid("batches", desk.settings, empty, desk.tasks, frozen=3)
        self.panel = BatchPanel()
        self.left_out = self.panel.left_out
        self._wanted = 0
        self.corner = QWidget(self)
        self.export_deed = self.deed("导出撤销结果", "export", done=self.export)
        self.undo_deed = self.deed("撤销本批次", "undo", done=self.undo, allowed=may)
        self.receipt_deed = self.deed("打开回执", "workbook", done=self.open_receipt)
        self.deed("导入名单", "import", "F2", lambda: desk.go(pages.IMPORT), primary=True, allowed=may)
        self._arrange()
        empty.pressed.connect(lambda: desk.go(pages.IMPORT))
        self.grid.current_changed.connect(self._moved)
        self.grid.opened.connect(lambda _batch: self.open_receipt())
        self.course.undone.connect(self._undone)
        desk.changed.connect(lambda _changes: self.refresh())
        self.refresh()

    def open_at(self, target: object) -> None:
        """Put the cursor on an import."""
        if isinstance(target, int) and not self.grid.select(target):
            self._wanted = target
            self.refresh()

    def refresh(self) -> None:
        """F5: read again."""

        def read(_progress: Progress) -> Sequence[BatchLine]:
            return import_log.lines(self._office.viewer)

        self.desk.tasks.run(self._office.in_session(read), self._show)

    @property
    def current(self) -> BatchLine | None:
        """The import under the cursor."""
        batch, rows = self.grid.current_id(), self.grid.rows
        return rows.line(batch) if batch is not None and isinstance(rows, BatchRows) else None

    def undo(self) -> None:
        """Ask, then take the import under the cursor back."""
        line = self.current
        if line is not None and not line.undone_at:
            advice = (
                f"“{line.file_name}”新增的记录作废，改动的内容恢复原状；"
                "之后又被修改过的会保留并列出名单。撤销本身也记入历史。"
            )
            ask(
                self.window(),
                f"撤销第 {line.id} 号批次的导入？",
                advice,
                "撤销本批次",
                lambda: self.course.undo(line.id),
            )

    def open_receipt(self) -> None:
        """Open the receipt of the import under the cursor."""
        line = self.current
        if line is not None:
            self.course.open_receipt(line.id, open_outside)

    def export(self) -> None:
        """Write what became of the records of the undone import under the cursor, after asking what for."""
        line = self.current
        if line is not None:
            log_export.ask_undone(self, self.corner, self.desk, self._office, line.id)

    def _show(self, lines: Sequence[BatchLine]) -> None:
        self.grid.show_rows(BatchRows(lines), same=self.grid.rows is not None)
        self.panel.setVisible(bool(lines))
        if self._wanted:
            self.grid.select(self._wanted)
            self._wanted = 0
        self._moved(self.grid.current_id() or 0)

    def _moved(self, batch: int) -> None:
        line = self.current
        self.undo_deed.setEnabled(line is not None and not line.undone_at)
        self.receipt_deed.setEnabled(line is not None)
        undone = line is not None and bool(line.undone_at)
        self.export_deed.setVisible(undone)
        register, viewer = self._office.register, self._office.viewer

        def read(_progress: Progress) -> _Batch:
            told = undoing.told(register, batch, viewer) if undone else None
            return batch, import_log.left_out(register, batch, viewer), told

        if line is not None:
            self.desk.tasks.run(self._office.in_session(read), self._show_batch)

    def _show_batch(self, found: _Batch) -> None:
        if self.grid.current_id() == found[0]:
            self.panel.show_batch(*found)

    def _undone(self, undone: Undone) -> None:
        tell(self.window(), undone.already or "导入已撤销", undone_words(undone), "ok").open()

    def _arrange(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.grid)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(split, 1)
        self.setFocusProxy(self.grid)
