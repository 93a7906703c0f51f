"""与上报差异: which figures are others than those that went up, who entered and who left, and the change behind it.

The cells stand on the left, the names and changes behind the one under the cursor on the right; Enter opens the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QSplitter

from hfp_desk import file_names
from hfp_desk.problems import Progress
from hfp_desk.records import BY_NAME
from hfp_desk.store import return_differences, sending, told_differences
from hfp_desk.store.sending import Sent
from hfp_desk.store.told_differences import HEADINGS, Differences, Row
from ui import pages
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.pages import difference_rows, seen_export
from ui.pages.jump import jump
from ui.pages.print_request import LIST, PrintRequest
from ui.pages.seen_export import Export
from ui.pages.tabs import RETURN_TABS, PageTabs
from ui.pages.told_lines import told_column
from ui.pages.told_page import ToldPage
from ui.return_target import RETURNS_CHANGED, ReturnTarget
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action, label

_TITLE = "与上报差异"


class DifferencesPage(ToldPage):
    """``open_at`` takes a ``ReturnTarget``; without a version the latest of its period is compared."""

    told_from = frozenset({*BY_NAME, RETURNS_CHANGED})

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, f"报表统计 · {_TITLE}")
        self.office = office
        self.target: ReturnTarget | None = None
        self.found: Differences | None = None
        self.rows: tuple[Row, ...] = ()
        self.of = label("", "quiet")
        self.band = FigureBand()
        self.empty = EmptyState("还没有选择上报件", "到上报记录", "history", "请在“上报记录”中选一个上报件，按 F9。")
        self.cells = Grid("difference_cells", desk.settings, self.empty, desk.reading, frozen=0)
        self.names = Grid("difference_names", desk.settings, EmptyState("这一格没有名单"), desk.reading, frozen=2)
        self.whole = label("", "quiet", "small", wrap=True)
        self.notes = label("", "warn", "small", wrap=True)
        self._make_deeds()
        self._arrange()
        self._connect()

    def open_at(self, target: object) -> None:
        """A return that went up."""
        if isinstance(target, ReturnTarget):
            self.target = target
            self.load()

    def load(self) -> None:
        """Compare on the worker."""
        target, office = self.target, self.office
        if target is None:
            return
        self.empty.explain("正在比较…")

        def read() -> Differences | None:
            one = _chosen(sending.sent(target.name, target.period), target.sent)
            return None if one is None else return_differences.differences(office.register, office.eyes, one.id)

        self.tell(read, self._known)

    def open_record(self, place: int) -> None:
        """Enter: the record that was changed, or the one that entered or left."""
        row = self.rows[place]
        if not jump(self.desk, self.office, row.kind, row.record):
            self.desk.say("这一行没有可以打开的记录。", "warn")

    def open_sent(self) -> None:
        """F6: the return as it went up."""
        if self.found is not None:
            one = self.found.sent
            self.desk.go(pages.RETURN, ReturnTarget(one.name, one.period, one.id))

    def print(self) -> None:
        """F7: the whole list."""
        if self._something():
            request = PrintRequest(LIST, title=_TITLE, conditions=self._named(), differing=self.found)
            self.desk.go(pages.PRINT, request)

    def export(self) -> None:
        """What the list is wanted for, and then where to."""
        if self._something():
            name = file_names.proposed(f"{_TITLE}_{self._named()}", ".xlsx")
            seen_export.ask(self, self.names.foot, self.desk, Export(f"导出{_TITLE}", "说明数据变化", name), self.write)

    def write(self, purpose: str, target: Path) -> None:
        """Write every difference with what is behind it."""
        office, rows, narrowed = self.office, self.rows, {"of": self._named()}

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import seen_files

            columns = [(head, chars) for _, head, chars in HEADINGS]
            seen = seen_files.Seen(_TITLE, columns, [row.texts for row in rows], narrowed)
            return seen_files.write(office.register, office.viewer, seen, target, purpose)

        seen_export.run(self.desk, office, work, target, title=f"导出{_TITLE}", unit="行")

    def back(self) -> bool:
        """Esc: from the names to the cells."""
        if self.names.isAncestorOf(self.focusWidget() or self):
            self.cells.setFocus()
            return True
        return False

    def _known(self, found: Differences | None) -> None:
        self.found = found
        self.rows = told_differences.rows(found) if found is not None else ()
        if found is None:
            self.empty.explain("这一期还没有上报", "到上报记录", "上报以后才能比较。")
        else:
            self.empty.explain("与上报时没有差异", "打开上报件", "登记簿后来的改动没有影响这张报表。")
        self.of.setText(self._words())
        self.notes.setText("\n".join(found.notes) if found is not None else "")
        self.notes.setVisible(bool(self.notes.text()))
        self.band.show_figures(difference_rows.figures(found, self.rows))
        again = self.cells.rows is not None
        self.cells.show_rows(difference_rows.cells(found), same=again)
        if not again and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.cells.setFocus()
        self._follow()

    def _follow(self) -> None:
        """The names behind the cell under the cursor."""
        place = self.cells.current_id()
        self.names.show_rows(difference_rows.names([row for row in self.rows if row.cell == place]))
        self._tell()

    def _tell(self) -> None:
        """The change under the cursor in full."""
        place = self.names.current_id()
        self.whole.setText(self.rows[place].texts[-1] if place is not None and place < len(self.rows) else "")

    def _narrow(self, name: str) -> None:
        """The next cell that the figure counts."""
        found, here = self.found, self.cells.current_id()
        if found is None:
            return
        fitting = [place for place, cell in enumerate(found.cells) if difference_rows.counts(name, cell)]
        after = [place for place in fitting if here is not None and place > here]
        if fitting:
            self.cells.select((after or fitting)[0])
            self.cells.setFocus()

    def _something(self) -> bool:
        if not self.rows:
            self.desk.say("没有差异，没有可以打印或导出的内容。", "warn")
        return bool(self.rows)

    def _words(self) -> str:
        if self.found is None:
            return ""
        one = self.found.sent
        late = f"，补报：{one.reason}" if one.reason else ""
        return f"{one.title}　{one.label}　第 {one.version} 版（{one.sent_at[:16]} {one.sent_by}上报{late}）"

    def _named(self) -> str:
        one = self.found.sent if self.found is not None else None
        return f"{one.title} {one.label} 第{one.version}版" if one is not None else ""

    def _empty(self) -> None:
        if self.found is None:
            self.desk.go(pages.SENT_RETURNS)
        else:
            self.open_sent()

    def _make_deeds(self) -> None:
        self.deed("打开上报件", "report", "F6", self.open_sent)
        self.deed("导出", "export", "Ctrl+E", self.export)
        self.deed("打印", "print", "F7", self.print)
        self.cells.row_actions = [action(self, "看各项数字", "report", "Ctrl+T", self.band.begin)]

    def _arrange(self) -> None:
        tabs = PageTabs(self.desk, pages.SENT_RETURNS, RETURN_TABS)
        column = told_column(self, tabs, None, self.band)
        column.insertWidget(1, self.of)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.cells)
        self.split.addWidget(self.names)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([640, 640])
        column.addWidget(self.split, 1)
        column.addWidget(self.whole)
        column.addWidget(self.notes)
        self.notes.hide()
        self.setFocusProxy(self.cells)

    def _connect(self) -> None:
        self.band.opened.connect(self._narrow)
        self.cells.current_changed.connect(lambda _place: self._follow())
        self.cells.opened.connect(lambda _place: self.names.setFocus())
        self.names.current_changed.connect(lambda _place: self._tell())
        self.names.opened.connect(self.open_record)
        for grid in (self.cells, self.names):
            grid.copied.connect(self.tell_copied)
        self.empty.pressed.connect(self._empty)
        self.desk.changed.connect(self.changed)


def _chosen(found: Sequence[Sent], wanted: int) -> Sent | None:
    """The version asked for; the latest where none is."""
    return next((one for one in found if one.id == wanted), found[0] if found and not wanted else None)
