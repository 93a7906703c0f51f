"""What was imported: every list with its result, the rows that stayed out, the receipt, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QSplitter, QVBoxLayout

from hfp_desk.excel.outcomes import LABELS, Outcome
from hfp_desk.problems import Progress
from hfp_desk.store import import_log
from hfp_desk.store.import_log import BatchLine, LeftOutLine
from hfp_desk.store.undoing import Undone
from ui import pages
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages.importing.batch_rows import BatchRows
from ui.pages.importing.course import Course
from ui.pages.importing.done_step import undone_words
from ui.pages.printing.paper import open_outside
from ui.widgets.ask import ask, tell
from ui.widgets.empty_state import EmptyState
from ui.widgets.panels import CardPanel
from ui.widgets.parts import tight

_MOST = 2_000


class BatchesPage(Page):
    """``open_at`` takes the number of an import."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "导入记录")
        self._office = office
        self.course = Course(desk, office, self)
        may, told = office.may_enter, "每次导入都记在这里，随时可以看回执，也可以整批撤销。"
        empty = EmptyState("还没有导入过名单", "导入名单" if may else "", "import", told)
        self.grid = Grid("batches", desk.settings, empty, desk.tasks, frozen=3)
        self.left_out = QListWidget()
        self.left_out.setAccessibleName("没有导入的行")
        self.panel = CardPanel("没有导入的行")
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
        if isinstance(target, int):
            self.grid.select(target)

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

    def _show(self, lines: Sequence[BatchLine]) -> None:
        self.grid.show_rows(BatchRows(lines), same=self.grid.rows is not None)
        self.panel.setVisible(bool(lines))
        self._moved(self.grid.current_id() or 0)

    def _moved(self, batch: int) -> None:
        line = self.current
        self.undo_deed.setEnabled(line is not None and not line.undone_at)
        self.receipt_deed.setEnabled(line is not None)

        def read(_progress: Progress) -> tuple[int, list[LeftOutLine]]:
            return batch, import_log.left_out(self._office.register, batch, self._office.viewer)

        if line is not None:
            self.desk.tasks.run(self._office.in_session(read), self._show_left_out)

    def _show_left_out(self, found: tuple[int, list[LeftOutLine]]) -> None:
        batch, rows = found
        if self.grid.current_id() != batch:
            return
        self.left_out.clear()
        self.panel.head.note.setText(f"第 {batch} 号批次　{len(rows):,} 行" if rows else f"第 {batch} 号批次　全部导入")
        several = len({row.sheet for row in rows}) > 1
        for row in rows[:_MOST]:
            sheet = f"{row.sheet} " if several else ""
            label = LABELS[Outcome(row.outcome)]
            self.left_out.addItem(f"{sheet}第 {row.row} 行　{label}　{'；'.join(row.reasons)}")

    def _undone(self, undone: Undone) -> None:
        tell(self.window(), "导入已撤销", undone_words(undone), "ok").open()

    def _arrange(self) -> None:
        self.panel.body.addWidget(self.left_out, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.grid)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(split, 1)
        self.setFocusProxy(self.grid)
