"""乡镇上报: which townships have reported, what is wrong in their returns, how far these are from our register.

A return and a period; a township a row. Enter opens its figures beside ours, Enter there our names. Empty workbooks go
out, filled ones come in, wrong ones go back with the reasons in their own workbook, the sum of all is written.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from hfp_desk.records import BY_NAME
from hfp_desk.returns import Definition, Period, periods
from hfp_desk.store import collecting_state, returns
from hfp_desk.store.collecting import HELD, SAME, TAKEN
from hfp_desk.store.collecting_checks import Compared
from hfp_desk.store.collecting_state import Standing, TownReturn
from hfp_desk.store.reckoning import Members
from ui import pages
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.pages import collected_rows as rows
from ui.pages import return_lists
from ui.pages.collected_choice import CollectedChoice
from ui.pages.collected_held import HeldPanel
from ui.pages.collected_out import CollectedOut
from ui.pages.collected_panel import CollectedPanel
from ui.pages.tabs import RETURN_TABS, PageTabs
from ui.pages.told_lines import beside
from ui.pages.told_page import ToldPage
from ui.return_target import RETURNS_CHANGED, ReturnTarget
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action, label, tight

if TYPE_CHECKING:
    from hfp_desk.excel.collected_files import Arrived

_SETTLED = timedelta(days=10)
"""For so many days of a period the one before is what the office works on."""


class CollectedPage(ToldPage):
    """``open_at`` takes a ``ReturnTarget``. F2 下发, F4 收表, F6 比对, F8 退回, F9 汇总导出, Ctrl+Enter 审核通过."""

    told_from = frozenset({*BY_NAME, RETURNS_CHANGED})

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "报表统计 · 乡镇上报")
        self.office = office
        self.found: Standing | None = None
        self.definition: Definition | None = None
        self.period: Period | None = None
        self._only = ""
        self.choice = CollectedChoice()
        self.band = FigureBand()
        self.told = label(tone="quiet", level="small", wrap=True)
        self.empty = EmptyState("正在读取…", icon="up")
        self.grid = Grid("collected", desk.settings, self.empty, desk.reading, frozen=2)
        self.town = CollectedPanel(desk)
        self.waiting = HeldPanel(desk)
        self.out = CollectedOut(self, self.grid.foot, desk, office, self.arrived, self.load)
        self._make_deeds()
        self._arrange()
        self._connect()

    def open_at(self, target: object) -> None:
        """A return and a period."""
        if isinstance(target, ReturnTarget):
            self.setFocus()
            self.definition = returns.named(self.office.register, target.name)
            self.period = periods.period(self.definition, target.period) if target.period else None
            self.load()

    def turn_to(self, definition: Definition, period: Period | None) -> None:
        """Another return, of the period that the day of the last one lies in, or another period."""
        if period is None and self.period is not None:
            period = periods.period_of(definition, self.period.ends)
        if period is not None and period.starts > date.today():
            self.desk.say(f"{period.label}还没有开始（{period.starts} 起）。", "warn")
            return
        self.definition, self.period = definition, period
        self.town.hide()
        self.waiting.hide()
        self.load()

    def load(self) -> None:
        """Read on the worker how every township stands."""
        known = returns.catalogue(self.office.register).definitions
        if not known:
            self.empty.explain("没有可用的报表", "到报表目录", "报表定义有错误，请在报表目录中查看。")
            return
        self.definition = self.definition or known[0]
        self.period = self.period or periods.period_of(self.definition, date.today() - _SETTLED)
        self.choice.put(known, self.definition, self.period)
        definition, period, register = self.definition, self.period, self.office.register
        self.tell(lambda: collecting_state.standing(register, definition, period, date.today()), self._known)

    def arrived(self, files: tuple[Arrived, ...]) -> None:
        """Files were looked at: say what became of them; those that wait for the clerk are listed."""
        held = [one for one in files if one.outcome == HELD]
        taken = [one for one in files if one.outcome == TAKEN]
        same = sum(one.outcome == SAME for one in files)
        told = [f"收到 {len(taken):,} 份"] if len(taken) != 1 else [taken[0].sentence.rstrip("。")]
        wrong = sum(1 for one in taken if one.collected is not None and one.collected.errors)
        told += [f"{wrong:,} 份有差错"] if wrong and len(taken) > 1 else []
        told += [f"{same:,} 份以前收过，没有变动"] if same else []
        told += [f"{len(held):,} 份没有收，请看右边的原因"] if held else []
        self.desk.say("，".join(told) + "。", "warn" if held or wrong else "ok")
        self.town.hide()
        self.waiting.show_held(held)
        self.load()

    def open_town(self, place: int) -> None:
        """Enter: the township's figures beside ours."""
        self.grid.select(place)
        self.waiting.hide()
        self._follow()
        self.town.begin()

    def on_line(self, deed: Callable[[Standing, TownReturn], object]) -> None:
        """Do something with the return of the township under the cursor; said where there is none."""
        line = self._line()
        if self.found is not None and line is not None and line.kept is not None:
            deed(self.found, line)
        else:
            self.desk.say("请先选择已经报来的乡镇。", "warn")

    def compare(self) -> None:
        """F6: only the townships whose figures are not ours, the first of them opened; once more shows all."""
        self.open_figure(rows.APART)
        if self._only == rows.APART and self.grid.rows is not None and len(self.grid.rows):
            self.open_town(self.grid.rows.id_at(0))

    def open_figure(self, name: str) -> None:
        """The townships behind a figure; once more shows all."""
        self._only = "" if name in (self._only, rows.ALL) else name
        self._fill()
        self.grid.setFocus()

    def open_names(self, one: Compared) -> None:
        """Our names behind a figure."""
        if one.definition is None or self.period is None:
            self.desk.say(f"本库没有“{one.label}”这一行的数。", "warn")
            return
        definition, period, office = one.definition, self.period, self.office
        words = f"{period.label} {one.label} {one.heading}"

        def read() -> Members:
            one_of = definition, period, one.key, one.column.name
            return return_lists.listed(returns.members(office.register, office.viewer, *one_of))

        def known(got: Members) -> None:
            return_lists.open_members(self.desk, got, words, period.ends)

        self.desk.reading.run(office.in_session(lambda _progress: read()), known)

    def back(self) -> bool:
        """Esc closes what is open beside the list, then shows all townships again."""
        for panel in (self.town, self.waiting):
            if panel.isVisible():
                panel.shut()
                return True
        if self._only:
            self.open_figure(rows.ALL)
            return True
        return False

    def _choose_held(self, one: Arrived) -> None:
        """Enter on a file that was held: it is that of its township, else of the one under the cursor."""
        line = self._line()
        found = self.found
        if found is None:
            return
        code = one.collected.code if one.collected is not None else ""
        town = next((each.town for each in found.lines if each.town.code == code), line.town if line else None)
        if one.collected is None or town is None:
            self.desk.say(one.sentence, "warn")
            return
        self.waiting.hide()
        self.out.take(found, [one.file], town)

    def _line(self) -> TownReturn | None:
        place = self.grid.current_id()
        if self.found is None or place is None:
            return None
        return next((line for line in self.found.lines if line.town.id == place), None)

    def _known(self, found: Standing) -> None:
        self.found = found
        due = f"应于 {found.due} 前报来" if found.due is not None else "没有规定报送日期"
        notes = "　".join(found.notes())
        self.told.setText(f"{due}。{'' if not any(line.kept for line in found.lines) else notes}")
        self.told.setToolTip("\n".join(found.notes()))
        self._fill()

    def _fill(self) -> None:
        if self.found is None:
            return
        self.band.show_figures(rows.band(self.found))
        self.band.mark(self._only)
        self.empty.explain("没有这样的乡镇", "显示全部")
        self.grid.show_rows(rows.town_rows(rows.chosen(self.found, self._only)), same=self.grid.rows is not None)
        if self.town.isVisible():
            self._follow()

    def _follow(self) -> None:
        line = self._line()
        if line is not None:
            self.town.show_town(line)

    def _with_found(self, done: object) -> None:
        if self.found is not None and callable(done):
            done(self.found)

    def _make_deeds(self) -> None:
        may, out = self.office.may_enter, self.out
        self.deed("下发", "down", "F2", lambda: self._with_found(out.hand_out), allowed=may)
        self.deed("比对", "check", "F6", self.compare)
        self.deed("退回", "back", "F8", lambda: self.on_line(out.reject), allowed=may)
        self.deed("汇总导出", "export", "F9", lambda: self._with_found(out.export))
        self.deed("收表", "up", "F4", lambda: self._with_found(out.take_in), primary=True, allowed=may)
        self.grid.row_actions = [
            action(self, "审核通过", "ok", "Ctrl+Return", lambda: self.on_line(out.accept), allowed=may),
            action(self, "更正收到日期", "calendar", "Ctrl+D", lambda: self.on_line(out.change_day), allowed=may),
            action(self, "换报表", "report", "Ctrl+R", self.choice.begin),
            action(self, "换报告期", "calendar", "Ctrl+P", self.choice.period.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
        ]
        action(self, "上一期", "left", "Alt+PgUp", lambda: self.choice.period.turn(-1))
        action(self, "下一期", "right", "Alt+PgDown", lambda: self.choice.period.turn(1))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(PageTabs(self.desk, pages.COLLECTED, RETURN_TABS), 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.choice, self.band, self.told):
            column.addWidget(part)
        column.addLayout(beside(self.grid, self.town, self.waiting), 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.choice.chosen.connect(self.turn_to)
        self.choice.left.connect(self.grid.setFocus)
        self.band.opened.connect(self.open_figure)
        self.grid.opened.connect(self.open_town)
        self.grid.current_changed.connect(lambda _record: self._follow() if self.town.isVisible() else None)
        self.grid.copied.connect(self.tell_copied)
        self.town.closed.connect(self.grid.setFocus)
        self.town.names_asked.connect(self.open_names)
        self.waiting.closed.connect(self.grid.setFocus)
        self.waiting.chosen.connect(self._choose_held)
        self.empty.pressed.connect(lambda: self.open_figure(rows.ALL))
        self.desk.changed.connect(self.changed)
