"""名单比对: two or three lists against each other by person; nothing of them goes into the register.

The figures count each kind of difference and narrow the list below; F9 keeps the differences to be verified by the
townships, and the workbook goes down to them with a sheet for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hfp_desk.codes import code_list
from hfp_desk.excel.archives import PasswordNeeded
from hfp_desk.problems import Cancelled, Progress
from hfp_desk.store import comparisons
from hfp_desk.store.comparisons import Line
from ui import pages
from ui.desk import Desk
from ui.front import files
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages import comparing, undo
from ui.pages.comparing import Compared
from ui.pages.list_slot import ListSlot
from ui.pages.tabs import MONITOR_TABS, PageTabs
from ui.pages.told_rows import Told, ToldRows
from ui.rows import GridColumn
from ui.tasks import Task
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand, Shown
from ui.widgets.parts import action, label, tight

_COLUMNS: tuple[Told[Line], ...] = (
    Told(GridColumn("town", "乡镇", 10), lambda line: line.town, lambda line: line.number),
    Told(GridColumn("village", "行政村", 14), lambda line: line.village),
    Told(GridColumn("name", "姓名", 8), lambda line: line.name),
    Told(GridColumn("id_number", "证件号码", 20), lambda line: line.id_number),
    Told(GridColumn("kind", "差异类别", 12), lambda line: line.kind),
    Told(GridColumn("column", "差异栏目", 12), lambda line: line.column),
    Told(GridColumn("left", "甲方内容", 18), lambda line: line.left),
    Told(GridColumn("right", "乙方内容", 18), lambda line: line.right),
    Told(GridColumn("lists", "名单", 20), lambda line: line.lists),
    Told(GridColumn("rows", "所在行", 24), lambda line: line.rows),
)
_ALL = "all"


class ComparisonPage(Page):
    """Ctrl+1 … Ctrl+3 choose the lists, Ctrl+B compares, Esc stops it, F9 keeps."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "监测比对 · 名单比对")
        self._office = office
        self._kind = ""
        self.compared: Compared | None = None
        self._task: Task | None = None
        self.slots = (
            ListSlot("第一份名单", "如 上月、国家系统"),
            ListSlot("第二份名单", "如 本月、省平台"),
            ListSlot("第三份名单", "如 医保", optional=True),
        )
        self.band = FigureBand()
        self.notes = label("", "quiet", "small", wrap=True)
        self.band.hide()
        self.notes.hide()
        self.empty = EmptyState(
            "选择两份或三份名单，按证件号码逐人比对", "选择第一份名单", "check", "原表直接比对，不改动也不写入。"
        )
        self.grid = Grid("comparison", desk.settings, self.empty, frozen=4)
        self.start = self.deed("比对", "check", "Ctrl+B", self.compare)
        self.deed("导出按乡镇核实表", "export", done=self.export)
        self.deed("登记差异", "save", "F9", self.keep, primary=True, allowed=office.may_enter)
        self.grid.row_actions = [action(self, "看各项数字", "report", "Ctrl+T", self.band.begin)]
        self._arrange()
        self._connect()

    def refresh(self) -> None:
        """F5."""
        self.compare()

    def compare(self) -> None:
        """Read the chosen lists and compare them on the worker."""
        chosen = [slot for slot in self.slots if slot.path is not None]
        if self._task is not None:
            return
        if len(chosen) < 2:
            self.desk.say("请先选择两份或三份名单。", "warn")
            (next((slot for slot in self.slots if slot.path is None), self.slots[0])).pick.setFocus()
            return
        asked = [(slot.path, slot.called, slot.password.text() or None) for slot in chosen]
        for slot in chosen:
            slot.tell("等待读取…")
        self._task = self.desk.tasks.run(
            lambda progress: comparing.compare(self._office, asked, progress),
            lambda compared: self._show(chosen, compared),
            lambda error: self._failed(chosen, error),
            self._moved,
            title="比对名单",
        )
        self._wait()

    def back(self) -> bool:
        """Esc: stop reading; the lists stay chosen."""
        if self._task is None:
            return False
        self._task.cancel()
        self._tell("正在停止…")
        return True

    def keep(self) -> None:
        """F9: keep the differences as records to be handed down and answered."""
        if self.compared is None or not self.compared.found:
            self.desk.say("还没有可以登记的差异，请先比对。", "warn")
            return
        found, office = self.compared.found, self._office
        self.desk.tasks.run(
            lambda _progress: comparisons.keep(office.register, found, date.today()),
            self._kept,
            self.desk.fail,
            title="登记差异",
        )

    def export(self) -> None:
        """The workbook for the townships."""
        if self.compared is None or not self.compared.lines:
            self.desk.say("还没有可以导出的差异，请先比对。", "warn")
            return
        proposed = Path.home() / f"名单比对差异_{date.today():%Y%m%d}.xlsx"
        files.save_file(self, "导出按乡镇核实表", proposed, "Excel 工作簿 (*.xlsx)", self.save_to)

    def narrow(self, kind: str) -> None:
        """Only differences of one kind; once more shows all again."""
        self._kind = "" if kind in (self._kind, _ALL) else kind
        self.band.mark(self._kind)
        self._fill()

    def save_to(self, target: Path) -> None:
        """Write the workbook for the townships there."""
        compared, office = self.compared, self._office
        assert compared is not None

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import comparison_book

            return comparison_book.write(office.register, compared.lines, target, compared.names)

        told = f"已导出到 {target.name}，每个乡镇一张表。"
        self.desk.tasks.run(work, lambda _count: self.desk.say(told), self.desk.fail, title="导出差异")

    def _wait(self) -> None:
        """While files are read nothing is begun a second time."""
        self.start.setEnabled(self._task is None)
        for slot in self.slots:
            slot.setEnabled(self._task is None)
        if self._task is not None:
            self._tell("正在读取名单…　Esc 停止")

    def _tell(self, words: str) -> None:
        self.notes.setText(words)
        self.notes.show()

    def _moved(self, _done: int, _total: int, note: str) -> None:
        self._tell(f"正在{note}…　Esc 停止")

    def _ended(self, chosen: list[ListSlot], people: Sequence[int] = ()) -> None:
        """Nothing is being read any more; each list says how many people it named."""
        self._task = None
        self._wait()
        for place, slot in enumerate(chosen):
            slot.tell(f"读出 {people[place]:,} 人" if people else "")

    def _failed(self, chosen: list[ListSlot], error: Exception) -> None:
        self._ended(chosen)
        if isinstance(error, Cancelled):
            self._tell("已停止比对，没有读取完。按 Ctrl+B 重新比对。")
            return
        self.notes.hide()
        locked = [
            slot for slot in chosen if isinstance(error, PasswordNeeded) and slot.path and slot.path.name in str(error)
        ]
        if locked:
            locked[0].ask_password(wrong=bool(locked[0].password.text()))
        else:
            self.desk.fail(error)

    def _show(self, chosen: list[ListSlot], compared: Compared) -> None:
        self._ended(chosen, compared.people)
        self.compared, self._kind = compared, ""
        kinds = code_list("discrepancy_kind")
        counts: dict[str, int] = {}
        for line in compared.lines:
            counts[line.kind] = counts.get(line.kind, 0) + 1
        shown = [Shown(_ALL, "全部差异", f"{len(compared.lines):,}")]
        shown += [Shown(one.label, one.label, f"{counts[one.label]:,}") for one in kinds.items if one.label in counts]
        self.band.show_figures(shown)
        self.band.show()
        self._tell(compared.told)
        self.empty.explain("几份名单完全一致，没有差异", "换一份名单", "")
        self._fill()
        self.grid.setFocus()

    def _fill(self) -> None:
        if self.compared is None:
            return
        lines = [line for line in self.compared.lines if not self._kind or line.kind == self._kind]
        rows = ToldRows(_COLUMNS, lines, _number, _counted)
        self.grid.show_rows(rows, same=False)

    def _kept(self, count: int) -> None:
        if count:
            undo.done(self.desk, self._office, {"discrepancy": frozenset()}, f"已登记 {count:,} 条差异，待下发核实。")
            today = date.today().isoformat()
            self.desk.go(pages.DISCREPANCIES, {"compared": (today, today)})
        else:
            self.desk.say("这些差异都已登记、还在核实中，没有重复登记。")

    def _arrange(self) -> None:
        row = QHBoxLayout()
        tight(row, spacing=8)
        for slot in self.slots:
            row.addWidget(slot, 1)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(PageTabs(self.desk, pages.COMPARISON, MONITOR_TABS))
        column.addLayout(row)
        column.addWidget(self.band)
        column.addWidget(self.grid, 1)
        column.addWidget(self.notes)
        self.setFocusProxy(self.slots[0].pick)

    def _connect(self) -> None:
        self.band.opened.connect(self.narrow)
        self.empty.pressed.connect(lambda: self.slots[0].browse())
        self.grid.copied.connect(self.tell_copied)
        for number, slot in enumerate(self.slots, start=1):
            action(self, f"选择第 {number} 份名单", "folder", f"Ctrl+{number}", slot.browse)
            slot.password.returnPressed.connect(self.compare)
            slot.name.returnPressed.connect(self.compare)


def _number(line: Line) -> int:
    return line.number


def _counted(lines: Sequence[Line]) -> str:
    return f"{len(lines):,} 条差异"
