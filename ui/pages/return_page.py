"""One return of one period: its figures, the names behind each, what 审核 found, and what became of it.

The figures are those of the register now, or those that went up; a sign shows where the two are not the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME
from hfp_desk.returns import Period, periods
from hfp_desk.returns.checking import ERROR, Finding
from hfp_desk.store import return_checks
from hfp_desk.store.sending import Sent
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import menus, return_reading, return_words
from ui.pages.return_lines import NOW, ReturnLines
from ui.pages.return_lists import open_list
from ui.pages.return_out import ReturnOut
from ui.pages.return_reading import Checked, Found, Given
from ui.pages.return_written import WrittenFigures
from ui.pages.told_lines import beside
from ui.pages.told_page import ToldPage
from ui.return_target import RETURNS_CHANGED, ReturnTarget
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import action, rule, tight
from ui.widgets.return_checks import ChecksPanel
from ui.widgets.return_grid import ReturnGrid
from ui.widgets.return_strip import ReturnStrip

_HINT = "回车 看名单　Ctrl+回车 看分母　F3 下一处标记"


class ReturnPage(ToldPage):
    """``open_at`` takes a ``ReturnTarget``: a return by name and period, as it is now or as it was sent."""

    told_from = frozenset({*BY_NAME, RETURNS_CHANGED})

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "报表")
        self.office = office
        self.target: ReturnTarget | None = None
        self.found: Found | None = None
        self.checked = Checked()
        self._announcing = self._arrived = False
        self.lines = ReturnLines()
        self.grid = ReturnGrid()
        self.strip = ReturnStrip(_HINT)
        self.strip.setFocusProxy(self.grid)
        self.checks = ChecksPanel(may_enter=office.may_enter)
        self.empty = EmptyState("还没有选择报表", "到报表目录", "report", "请在报表目录中选择要看的报表。")
        self.out = ReturnOut(self, self.strip, desk, office, self._sent)
        self._written = WrittenFigures(self.strip, desk, office, self._next_line)
        self._make_deeds()
        self._arrange()
        self._connect()

    @property
    def held(self) -> bool:
        """What this page has just said is known to it."""
        return self._announcing

    def open_at(self, target: object) -> None:
        """A return of a period."""
        if isinstance(target, ReturnTarget):
            self.target, self._arrived = target, True
            self.load()

    def load(self) -> None:
        """Count on the worker and show; what was found elsewhere is not counted again."""
        target, office = self.target, self.office
        if target is not None:
            self.tell(lambda: return_reading.read(office, target), lambda found: self._known(found, target))

    def turn_to(self, period: Period) -> None:
        """Another period of the same return, as it is now."""
        if self.found is None:
            return
        definition = self.found.definition
        try:
            periods.require_begun(definition, period, date.today())
        except Refusal as refusal:
            self.desk.say(f"{refusal.sentence}{refusal.advice}", "warn")
            return
        self.open_at(ReturnTarget(definition.name, period.mark))

    def show_version(self, name: str) -> None:
        """The figures of now, or those of a version that went up."""
        if self.found is not None:
            number = 0 if name == NOW else int(name)
            self.open_at(ReturnTarget(self.found.definition.name, self.found.period.mark, number))

    def check(self) -> None:
        """F8: what does not agree, beside the table."""
        self._with_found(self._check)

    def send(self) -> None:
        """F9."""
        self._with_found(self._send_up)

    def open_names(self, row: int, column: int, whole: bool) -> None:
        """Enter: the list behind a figure; of a share behind its numerator, or (``whole``) its denominator."""
        found, place = self.found, self.grid.figures.place(row, column)
        if found is not None and place is not None:
            open_list(self.desk, self.office, found, place, whole=whole)

    def write(self, row: int, column: int, figure: Decimal | None) -> None:
        """Keep a figure that no register holds, once it is said what it is based on."""
        found, place = self.found, self.grid.figures.place(row, column)
        if found is not None and place is not None:
            self._written.write(found, place, figure)

    def explain(self, finding: Finding, text: str) -> None:
        """Keep the 情况说明 of a finding."""
        found, office = self.found, self.office
        if found is None:
            return
        definition, period = found.definition, found.period

        def work() -> Checked:
            return_checks.explain(office.register, definition, period, finding, text)
            return return_reading.check(office, found, self.checked.findings)

        self.tell_more(work, self._explained)

    def back(self) -> bool:
        """Esc closes what stands beside the table, then leaves a frozen version."""
        for panel in (self.checks, self.out.chart):
            if panel.isVisible():
                panel.shut()
                return True
        if self.found is not None and self.found.frozen is not None:
            self.show_version(NOW)
            return True
        return False

    def unsaved(self) -> bool:
        """An explanation that is not kept yet."""
        return self.checks.unsaved()

    def _known(self, found: Found, target: ReturnTarget) -> None:
        before = self.found
        again = before is not None and (before.definition, before.period) == (found.definition, found.period)
        self.found = found
        self.target = ReturnTarget(found.definition.name, found.period.mark, target.sent)
        self.checked = self.checked if again else Checked()
        self.retitle(found.edition.worded(found.form.title))
        self.lines.show_found(found)
        self._send.setText("补报" if found.versions else "上报")
        self._send.setEnabled(found.frozen is None)
        self._body.setCurrentIndex(1)
        self._show()
        if self._arrived:
            self._arrived = False
            self.grid.setFocus()
        findings = target.findings if isinstance(target, Given) else None
        self.tell_more(lambda: return_reading.check(self.office, found, findings), self._judged)

    def _explained(self, checked: Checked) -> None:
        """The other pages are told; here nothing has to be counted again."""
        self._judged(checked)
        self._announcing = True
        self.desk.changed.emit({RETURNS_CHANGED: frozenset()})
        self._announcing = self._stale = False

    def _judged(self, checked: Checked) -> None:
        self.checked = checked
        self._show()

    def _show(self) -> None:
        """The figures with their signs, and 审核 beside them."""
        found = self.found
        if found is None:
            return
        marks = return_words.marks(found, self.checked)
        writable = self.office.may_enter and found.frozen is None and found.lock is None
        self.grid.show_table(found.shown, found.edition.worded, marks, writable=writable)
        told = {mark: one.text for mark, one in self.checked.told.items()}
        wrong = sum(one.level == ERROR for one in self.checked.findings)
        note = f"差错 {wrong}（未说明 {len(self.checked.unexplained)}）" if wrong else ""
        self.checks.show_findings(self.checked.findings, told, note)
        self.lines.judge(found, self.checked)
        self._tell_cell()

    def _tell_cell(self) -> None:
        place, here = self.grid.place, self.grid.currentIndex()
        if self.found is not None and place is not None:
            told = return_words.told(self.found, place, self.grid.figures.mark(here.row(), here.column()))
            self.strip.tell(told.title, told.value, told.lines)
            self.out.draw(self.found, place[1])

    def _check(self, found: Found) -> None:
        if found.frozen is not None:
            self.desk.say("冻结的报表不再审核；请切换到当前数。", "warn")
            return
        self.out.chart.hide()
        self.checks.begin()

    def _send_up(self, found: Found) -> None:
        if not self.out.send(found, self.checked):
            self.checks.begin()

    def _next_line(self) -> None:
        here = self.grid.currentIndex()
        self.grid.put(here.row() + 1, here.column())

    def _sent(self, sent: Sent) -> None:
        self.target = ReturnTarget(sent.name, sent.period)
        self.desk.changed.emit({RETURNS_CHANGED: frozenset()})

    def _jump(self, finding: Finding) -> None:
        self.grid.go(finding.key, finding.column)
        self.grid.setFocus()

    def _next_mark(self) -> None:
        if not self.grid.go_marked():
            self.desk.say("没有需要核对的格子。")

    def _open_chart(self) -> None:
        self.checks.hide()
        self.out.chart.show()
        self._tell_cell()

    def _with_found(self, done: Callable[[Found], object]) -> None:
        if self.found is not None:
            done(self.found)
        else:
            self.desk.say("报表还没有打开，请稍候，或在报表目录中选择。", "warn")

    def _make_deeds(self) -> None:
        out, may = self.out, self.office.may_enter
        self.deed("审核", "check", "F8", self.check)
        self.deed("打印", "print", "F7", lambda: self._with_found(out.print))
        self.deed("导出", "export", "Ctrl+E", lambda: self._with_found(out.export))
        self.deed("更多", "more", "F6", lambda: menus.drop(self, self.more))
        self._send = self.deed("上报", "up", "F9", self.send, primary=True, allowed=may)
        entries = (("与上报差异", out.differences), ("填上级模板", out.template), ("本表上报记录", out.history))
        sign = partial(self._with_found, out.sign)
        beyond = [(words, partial(self._with_found, done)) for words, done in entries]
        self.more = menus.numbered(self, [*beyond, ("图表：光标所在的一栏", self._open_chart), ("表头和签名人", sign)])
        action(self, "报告期", "calendar", "Ctrl+D", self.lines.period.begin)
        action(self, "上一期", "left", "Alt+PgUp", lambda: self.lines.period.turn(-1))
        action(self, "下一期", "right", "Alt+PgDown", lambda: self.lines.period.turn(1))
        action(self, "看哪一版", "history", "Ctrl+T", self.lines.versions.begin)
        action(self, "下一处标记", "down", "F3", self._next_mark)
        action(self, "表头和签名人", "edit", "Ctrl+I", sign)

    def _arrange(self) -> None:
        panel = QFrame()
        panel.setProperty("panel", True)
        inside = QVBoxLayout(panel)
        tight(inside, (1, 1, 1, 1))
        inside.addWidget(self.grid, 1)
        inside.addWidget(rule())
        inside.addWidget(self.strip)
        self._body = QStackedWidget()
        self._body.addWidget(self.empty)
        self._body.addWidget(panel)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(self.lines)
        row: QHBoxLayout = beside(self._body, self.checks, self.out.chart)
        column.addLayout(row, 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.lines.period.chosen.connect(self.turn_to)
        self.lines.period.left.connect(lambda: self.grid.setFocus(Qt.FocusReason.OtherFocusReason))
        self.lines.versions.opened.connect(self.show_version)
        self.grid.opened.connect(self.open_names)
        self.grid.moved.connect(lambda _row, _column: self._tell_cell())
        self.grid.copied.connect(self.tell_copied)
        self.grid.figures.typed.connect(self.write, Qt.ConnectionType.QueuedConnection)  # the cell is closed by then
        self.grid.figures.unreadable.connect(lambda text: self.desk.say(f"“{text}”不是数字，请填数字。", "warn"))
        self.checks.followed.connect(lambda one: self.grid.go(one.key, one.column))
        self.checks.opened.connect(self._jump)
        self.checks.explained.connect(self.explain)
        for panel in (self.checks, self.out.chart):
            panel.closed.connect(self.grid.setFocus)
        self.empty.pressed.connect(lambda: self.desk.go(pages.RETURNS))
        self.desk.changed.connect(self.changed)
