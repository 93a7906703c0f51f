"""考勤与工作量: everybody posted in a month as one table to be filled in and kept in one deed; months still missing.

Enter goes on to the next cell, Ctrl+V takes what WPS copied, F9 keeps all, F3 goes to the next marked cell, Alt+PgUp
and Alt+PgDn turn the months.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hfp_desk.problems import Problem, Refusal, Severity
from hfp_desk.records import POSTING_MONTH, Column, PostingMonth
from hfp_desk.rules import periods
from hfp_desk.store import posting_months
from hfp_desk.store.keeping import Changes
from hfp_desk.store.listing import Condition, Operator, View
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages import menus, month_reading, undo
from ui.pages.exporting import Asked
from ui.pages.jump import LogOf, RecordTarget
from ui.pages.leaving_panel import LeavingPanel
from ui.pages.month_field import MonthField
from ui.pages.month_model import MonthModel
from ui.pages.month_reading import Month
from ui.pages.month_table import MonthTable
from ui.pages.print_request import LIST, PrintRequest
from ui.pages.tabs import ASSISTANCE_TABS, PageTabs
from ui.widgets.ask import ask
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action, label, rule, tight

_PAPERS = (("posting-attendance", "考勤月报"), ("posting-workload", "工作量月报"), (LIST, "本月清单"))
_TOLD = {"posting", "postingmonth", "absence", "partnership"}


class PostingMonthsPage(Page):
    """``open_at`` takes a month (2020-03) or a report; without one the latest month that is missing is shown."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "对口帮扶 · 考勤与工作量")
        self.office = office
        self._stale = True
        self._asked = 0
        self._told: tuple[Problem, ...] = ()
        self._wanted = 0
        self.shown: Month | None = None
        self.month = MonthField()
        self.band = FigureBand()
        self.model = MonthModel(may_enter=office.may_enter)
        self.table = MonthTable(self.model)
        self.notice, self.foot = label(level="small", wrap=True), label(tone="quiet", level="small")
        self.empty = EmptyState("正在读取…", icon="calendar")
        self.leaving = LeavingPanel(desk, office)
        self._make_deeds()
        self._arrange()
        self.setFocusProxy(self.table)
        self._connect()

    def open_at(self, target: object) -> None:
        """A month, or a report of one."""
        month = target if isinstance(target, str) else ""
        if isinstance(target, RecordTarget):
            month, self._wanted = posting_months.month_of(self.office.register, target.record), target.record
        self.turn_to(month)

    def turn_to(self, month: str) -> None:
        """Show another month, after a question when something is not saved."""
        if self.model.dirty:
            ask(
                self,
                "填写的内容还没有保存。",
                "离开本月后，未保存的内容不会保留。",
                "不保存，继续",
                lambda: self.load(month),
            )
        else:
            self.load(month)

    def load(self, month: str = "") -> None:
        """Read a month on the worker; without one the latest that is missing, else the latest there is."""
        self._stale = False
        self._asked += 1
        number = self._asked
        read = self.office.in_session(lambda _progress: month_reading.read(self.office, month))
        self.desk.reading.run(read, lambda found: self._known(found, number))

    def refresh(self) -> None:
        """F5."""
        self.turn_to(self.month.value)

    def save(self) -> None:
        """F9: all rows of the month in one deed; errors are shown first and kept only when asked again."""
        self.table.commit()
        if not self.model.dirty:
            self.desk.say("没有改动，不用保存。")
        elif self.model.unreadable:
            self._point(f"有 {self.model.unreadable} 格读不懂，F3 逐格查看，改好后再保存。")
        elif self._agreed():
            self._keep()

    def next_wrong(self) -> None:
        """F3."""
        if not self.table.go_wrong():
            self.desk.say("没有需要核对的格子。")

    def tell_history(self) -> None:
        """Ctrl+H: the history of the report under the cursor."""
        row = self.table.currentIndex().row()
        record = self.model.rows[row].record if 0 <= row < len(self.model.rows) else None
        if record is not None:
            self.desk.go(pages.LOG, LogOf(POSTING_MONTH, record))

    def export(self) -> None:
        """The reports of the month, to be taken out of the office."""
        self.leaving.start(Asked(self.view(), f"派驻月报 {self.month.value}"))

    def print(self) -> None:
        """F7: 考勤月报, 工作量月报 or the reports of the month as a list."""
        menus.drop(self, self.papers)

    def print_paper(self, form: str) -> None:
        """The print page with one of them for the month."""
        last = periods.last_day(self.month.value)
        scope = Scope(since=last.replace(day=1), until=last) if last is not None and form != LIST else Scope()
        self.desk.go(pages.PRINT, PrintRequest(form, scope, self.view(), f"派驻月报 {self.month.value}"))

    def view(self) -> View:
        """The reports of the month as a list."""
        same = Condition(Column(PostingMonth.month), Operator.EQUALS, self.month.value)
        return View(POSTING_MONTH, POSTING_MONTH.columns, (same,))

    def back(self) -> bool:
        """Esc: a question when something is not saved."""
        if not self.model.dirty:
            return False
        self.turn_to(self.month.value)
        return True

    def unsaved(self) -> bool:
        """Whether something written would be lost."""
        return self.model.dirty

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was not seen."""
        super().showEvent(event)
        if self._stale and not self.model.dirty:
            self.load(self.month.value)

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("导出", "export", done=self.export)
        self.papers = menus.numbered(self, [(words, partial(self.print_paper, form)) for form, words in _PAPERS])
        self.deed("打印", "print", "F7", self.print)
        self.deed("保存", "save", "F9", self.save, primary=True, allowed=may)
        action(self, "月份", "calendar", "Ctrl+D", self.month.begin)
        action(self, "上月", "left", "Alt+PgUp", lambda: self.month.turn(-1))
        action(self, "下月", "right", "Alt+PgDown", lambda: self.month.turn(1))
        action(self, "下一处", "down", "F3", self.next_wrong)
        action(self, "变更历史", "history", "Ctrl+H", self.tell_history)
        action(self, "未报月份", "report", "Ctrl+T", self.band.setFocus)
        back = lambda: undo.undo(self.desk, self.office)  # noqa: E731
        action(self, "撤销上一步", "undo", "Ctrl+Z", back, allowed=may)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        tight(line, spacing=12)
        line.addWidget(PageTabs(self.desk, pages.POSTING_MONTHS, ASSISTANCE_TABS))
        line.addWidget(self.month)
        line.addStretch(1)
        panel = QFrame()
        panel.setProperty("panel", True)
        inside = QVBoxLayout(panel)
        tight(inside, (1, 1, 1, 1))
        self._body = QStackedWidget()
        self._body.addWidget(self.empty)
        self._body.addWidget(self.table)
        inside.addWidget(self._body, 1)
        inside.addWidget(rule())
        self.foot.setContentsMargins(12, 6, 12, 6)
        inside.addWidget(self.foot)
        made = QWidget()
        column = QVBoxLayout(made)
        tight(column, spacing=8)
        column.addLayout(line)
        column.addWidget(self.band)
        column.addWidget(self.notice)
        column.addWidget(panel, 1)
        row = QHBoxLayout(self)
        tight(row, (16, 0, 16, 12), 12)
        row.addWidget(made, 1)
        row.addWidget(self.leaving)

    def _connect(self) -> None:
        self.month.chosen.connect(self.turn_to)
        self.month.left.connect(self.table.setFocus)
        self.band.opened.connect(self.turn_to)
        self.model.written.connect(self._written)
        self.table.pasted.connect(self._pasted)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell_cell())
        self.empty.pressed.connect(lambda: self.desk.go(pages.POSTINGS))
        self.leaving.closed.connect(self.table.setFocus)
        self.desk.changed.connect(self._changed)

    def _known(self, found: Month, number: int) -> None:
        if number != self._asked:
            return
        self.shown, self._told = found, ()
        self.month.put(found.month)
        self.model.show_rows(found.rows)
        self._show_missing(found)
        self.empty.explain(f"{found.month} 没有人在派驻", "到派驻人员", "月报按派驻期间列人；请先登记派驻人员。")
        self._body.setCurrentIndex(1 if found.rows else 0)
        records = [one.record for one in found.rows]
        if self._wanted in records:
            self.table.begin(records.index(self._wanted))
        else:
            self.table.put_back(found.month)
        self._wanted = 0
        self._say("回车到下一格，Ctrl+V 粘贴 WPS 中复制的数据（光标在姓名上时按姓名对应），F9 保存全部。")
        self._sum_up()
        self.table.setFocus()

    def _show_missing(self, found: Month) -> None:
        figures = month_reading.shown(found)
        self.band.show_figures(figures)
        self.band.mark(found.month)
        self.band.setVisible(bool(figures))

    def _agreed(self) -> bool:
        with self.office.register.session():
            found = posting_months.problems(self.month.value, self.model.edited())
        self.model.blame(found)
        errors = tuple(problem for _, problem in found if problem.severity is Severity.ERROR)
        if not errors or errors == self._told:
            return True
        self._told = errors
        self._point(f"有 {len(errors)} 处错误，F3 逐处查看。确认无误可再按一次 F9 照此保存。")
        return False

    def _point(self, words: str) -> None:
        """The cursor goes to the first marked cell; what is wrong there stands behind the words."""
        self.table.go_wrong(onwards=False)
        here = self.table.currentIndex()
        problem = self.model.problem(here.row(), here.column())
        self._say(f"{words}　{problem.message if problem is not None else ''}", "error")

    def _keep(self) -> None:
        month, edited = self.month.value, self.model.edited()
        try:
            changes = posting_months.keep(self.office.register, month, edited)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        doubtful = "" if not self.model.wrong else f"其中 {len(self.model.wrong)} 处请再核对。"
        self.table.remember(month)
        self.model.show_rows(())
        undo.done(self.desk, self.office, changes, f"已保存 {month} 月报 {len(edited)} 人。{doubtful}")

    def _written(self) -> None:
        self._told = ()
        self._sum_up()
        self._tell_cell()

    def _pasted(self, written: int, lost: list[str]) -> None:
        if lost:
            self._say(f"粘贴了 {written} 格；本月没有（或不止一个）：{'、'.join(lost[:5])}，这些行没有粘贴。", "warn")
        else:
            self._say(f"粘贴了 {written} 格，核对后按 F9 保存。", "ok")

    def _tell_cell(self) -> None:
        here = self.table.currentIndex()
        problem = self.model.problem(here.row(), here.column())
        if problem is not None:
            self._say(problem.message, "error" if problem.severity is Severity.ERROR else "warn")

    def _sum_up(self) -> None:
        rows = self.model.rows
        reported = sum(one.record is not None for one in rows)
        sums = "　".join(f"{name} {total}" for name, total in self.model.sums())
        self.foot.setText(f"{len(rows)} 人　已报 {reported}　未报 {len(rows) - reported}　{sums}".rstrip())

    def _say(self, words: str, tone: str = "quiet") -> None:
        self.notice.setText(words)
        self.notice.setProperty("tone", tone)
        self.notice.style().polish(self.notice)

    def _changed(self, changes: Changes) -> None:
        if not _TOLD & set(changes):
            return
        self._stale = True
        if self.isVisible() and not self.model.dirty:
            self.load(self.month.value)
