"""报表: every return of a month — of what period, by when it is to be in, what keeps it back, whether it went up.

The returns are counted and checked together on the worker; meanwhile, and when that is stopped, the list stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from hfp_desk import file_names
from hfp_desk.problems import Cancelled, Problem, Progress
from hfp_desk.records import BY_NAME
from hfp_desk.returns.loading import Catalogue
from hfp_desk.store import return_standing, returns
from hfp_desk.store.return_standing import Standing, State
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.front.files import choose_folder
from ui.grid import Grid
from ui.office import Office
from ui.pages import exporting, returns_rows
from ui.pages.month_field import MonthField
from ui.pages.print_request import PrintRequest
from ui.pages.printing.paper import open_outside
from ui.pages.return_reading import Given
from ui.pages.tabs import RETURN_TABS, PageTabs
from ui.pages.told_lines import beside, told_column
from ui.pages.told_page import ToldPage
from ui.return_target import RETURNS_CHANGED, ReturnTarget
from ui.tasks import Task
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action, label, tight
from ui.widgets.return_about import ReturnAbout

_SETTLED = timedelta(days=10)
"""For so many days of a month the one before is what the office works on."""

_PAPER = "returns"
_NAMED = 5


class ReturnsPage(ToldPage):
    """``open_at`` takes a day or a month (``2020-03``)."""

    told_from = frozenset({*BY_NAME, RETURNS_CHANGED})

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "报表统计 · 报表")
        self.office = office
        self.known: Catalogue | None = None
        self.standings: tuple[Standing, ...] = ()
        self._only = ""
        self._listing = self._arrived = True
        self._task: Task | None = None
        self.month = MonthField()
        self.month.put(f"{date.today() - _SETTLED:%Y-%m}")
        self.band = FigureBand()
        self.problems = label(tone="error", wrap=True)
        self.wrong = _notice(self.problems)
        self.empty = EmptyState("正在统计…", icon="report")
        self.grid = Grid(pages.RETURNS, desk.settings, self.empty, desk.reading, frozen=2)
        self.about = ReturnAbout()
        self._make_deeds()
        self._arrange()
        self._connect()

    @property
    def day(self) -> date:
        """The day of the month that lies in the period of every return, cut off early or not."""
        year, month = map(int, self.month.value.split("-"))
        cutoffs = [one.cutoff for one in self.known.definitions if one.cutoff] if self.known is not None else []
        return date(year, month, min((*cutoffs, 28)))

    def open_at(self, target: object) -> None:
        """A day or a month."""
        if isinstance(target, date | str):
            self.turn_to(str(target)[:7])

    def turn_to(self, month: str) -> None:
        """Another month."""
        self.month.put(month)
        self._listing = True
        self.load()

    def load(self) -> None:
        """Say at once which returns there are, then count them all; F5 and 全部重算 the same."""
        self._stale = False
        self._asked += 1
        if self._task is not None:
            self._task.cancel()
        number, register = self._asked, self.office.register
        self.known = returns.catalogue(register)
        self._say_problems(self.known.problems)
        day, known = self.day, self.known
        if self._listing:
            listing = self.office.in_session(lambda _progress: return_standing.uncounted(register, day))
            self.desk.reading.run(listing, lambda found: self._listed(found, number))
        counting = self.office.in_session(lambda progress: return_standing.standings(register, day, progress))
        self._task = self.desk.tasks.run(
            counting,
            lambda found: self._counted(found, number),
            lambda problem: self._not_counted(problem, number),
            title=f"统计{self.month.value}的 {len(known.definitions)} 张报表",
        )

    def open_return(self, place: int) -> None:
        """Enter: the return, with its figures as they were counted here."""
        one = self.standings[place]
        if one.state(date.today()) is State.COMING:
            self.desk.say(f"《{one.definition.title}》{one.period.label}还没有开始（{one.period.starts} 起）。", "warn")
        elif one.table is None or self._stale:
            self.desk.go(pages.RETURN, ReturnTarget(one.definition.name, one.period.mark))
        else:
            given = Given(one.definition.name, one.period.mark, 0, one.table, one.findings)
            self.desk.go(pages.RETURN, given)

    def print(self) -> None:
        """F7: all returns of the month as one paper."""
        self.desk.go(pages.PRINT, PrintRequest(_PAPER, Scope(until=self.day), title=self.title))

    def export(self) -> None:
        """The returns that are ticked, or all, as workbooks into a folder."""
        chosen = self.chosen()
        if not chosen:
            self.desk.say("还没有统计出可以导出的报表。", "warn")
            return
        folder = Path(self.desk.settings.get(exporting.FOLDER) or Path.home())
        choose_folder(self, f"{len(chosen)} 张报表放在哪个文件夹", folder, lambda target: self.write(chosen, target))

    def chosen(self) -> list[Standing]:
        """The counted returns that are ticked; all that are shown, where none is."""
        rows = self.grid.rows
        if rows is None:
            return []
        places = list(self.grid.ticked_ids()) or [rows.id_at(row) for row in range(len(rows))]
        return [self.standings[place] for place in places if self.standings[place].table is not None]

    def write(self, chosen: Sequence[Standing], folder: Path) -> None:
        """A workbook for each return; the toast says where they are."""
        self.desk.settings.set(exporting.FOLDER, str(folder))
        register, viewer = self.office.register, self.office.viewer

        def work(progress: Progress) -> int:
            from hfp_desk.excel import return_files

            for done, one in enumerate(chosen):
                progress.step(done, len(chosen), one.definition.title)
                assert one.table is not None
                name = file_names.proposed(f"{one.definition.title}_{one.period.label}", ".xlsx")
                return_files.write_return(register, viewer, one.table, folder / name)
            return len(chosen)

        said = lambda count: self.desk.say(f"已写出 {count} 张报表，放在“{folder.name}”。")  # noqa: E731
        self.desk.tasks.run(self.office.in_session(work), said, title=f"导出 {len(chosen)} 张报表")

    def explain(self) -> None:
        """F6: what the return under the cursor is."""
        if self.about.isVisible():
            self.about.shut()
        else:
            self.about.show()
            self._follow()

    def open_folder(self) -> None:
        """The folder for returns of the office's own, made when it is first asked for."""
        folder = returns.own_folder(self.office.register)
        folder.mkdir(parents=True, exist_ok=True)
        open_outside(folder)
        self.desk.say(f"自定义报表放在“{folder.name}”文件夹中，改好后按 F5 重新读取。")

    def open_figure(self, name: str) -> None:
        """Only the returns of a state; once more shows all."""
        self._only = "" if self._only == name else name
        self._fill()

    def back(self) -> bool:
        """Esc closes 说明, then shows all states again."""
        if self.about.isVisible():
            self.about.shut()
            return True
        if self._only:
            self.open_figure(self._only)
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor goes to the list."""
        super().showEvent(event)
        self._arrived = True
        self.grid.setFocus()

    def _listed(self, found: tuple[Standing, ...], number: int) -> None:
        if number == self._asked and self._listing:
            self._show(found)

    def _counted(self, found: tuple[Standing, ...], number: int) -> None:
        if number == self._asked:
            self._task = None
            self._show(found)

    def _not_counted(self, problem: Exception, number: int) -> None:
        if number != self._asked:
            return
        self._task = None
        self._stale = True
        if isinstance(problem, Cancelled):
            self.desk.say("已停止统计，按 F8 全部重算。", "warn")
        else:
            self.desk.fail(problem)

    def _show(self, found: tuple[Standing, ...]) -> None:
        same = [one.definition.name for one in found] == [one.definition.name for one in self.standings]
        self.standings, self._listing = found, False
        self._fill(same=same)

    def _fill(self, *, same: bool = True) -> None:
        today = date.today()
        self.band.show_figures(returns_rows.figures(self.standings, today))
        self.band.mark(self._only)
        self.empty.explain("没有符合条件的报表", "显示全部")
        again = same and self.grid.rows is not None
        self.grid.show_rows(returns_rows.rows(self.standings, today, self._only), same=again)
        if self._arrived and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.grid.setFocus()
        self._arrived = False
        self._follow()

    def _follow(self) -> None:
        place = self.grid.current_id()
        if self.about.isVisible() and self.known is not None and place is not None:
            one = self.standings[place]
            worded = self.office.policy.on(one.period.ends).worded
            self.about.show_definition(one.definition, self.known.indicators, worded)

    def _say_problems(self, found: Sequence[Problem]) -> None:
        """What is wrong with a definition, by file and line; the other returns are counted all the same."""
        told = [one.message for one in found[:_NAMED]]
        if len(found) > _NAMED:
            told.append(f"等 {len(found)} 处。")
        self.problems.setText("\n".join(told))
        self.wrong.setVisible(bool(found))

    def _make_deeds(self) -> None:
        self.deed("说明", "info", "F6", self.explain)
        self.deed("自定义报表", "folder", "", self.open_folder)
        self.deed("导出", "export", "Ctrl+E", self.export)
        self.deed("打印", "print", "F7", self.print)
        self.deed("全部重算", "refresh", "F8", self.load, primary=True)
        self.grid.row_actions = [
            action(self, "换月份", "calendar", "Ctrl+D", self.month.begin),
            action(self, "看各种状态", "report", "Ctrl+T", self.band.begin),
        ]
        action(self, "上月", "left", "Alt+PgUp", lambda: self.month.turn(-1))
        action(self, "下月", "right", "Alt+PgDown", lambda: self.month.turn(1))

    def _arrange(self) -> None:
        column = told_column(self, PageTabs(self.desk, pages.RETURNS, RETURN_TABS), None, self.month, self.band)
        column.addWidget(self.wrong)
        column.addLayout(beside(self.grid, self.about), 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.month.chosen.connect(self.turn_to)
        self.month.left.connect(self.grid.setFocus)
        self.band.opened.connect(self.open_figure)
        self.grid.opened.connect(self.open_return)
        self.grid.current_changed.connect(lambda _place: self._follow())
        self.grid.copied.connect(self.tell_copied)
        self.about.closed.connect(self.grid.setFocus)
        self.empty.pressed.connect(lambda: self.open_figure(self._only))
        self.desk.changed.connect(self.changed)


def _notice(words: QWidget) -> QFrame:
    """A frame in which mistakes of definitions are told."""
    made = QFrame()
    made.setProperty("notice", "error")
    inside = QVBoxLayout(made)
    tight(inside, (12, 6, 12, 6))
    inside.addWidget(words)
    made.hide()
    return made
