"""专项工作: what each special programme reached on a day, of how many, by which clause; Enter opens who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hfp_desk.rules import judging, money
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import programmes
from hfp_desk.store.keeping import Changes
from hfp_desk.store.programmes import Measured
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages.day_choice import DayChoice
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.tabs import PROGRAMME_TABS, PageTabs
from ui.pages.told_rows import Told, ToldRows
from ui.rows import GridColumn
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand, Shown
from ui.widgets.parts import action, label, tight

PAPER = "programmes"
_WHOLE, _DONE, _MISSING = "whole", "done", "missing"
_WORDS = {_WHOLE: "应覆盖", _DONE: "已覆盖", _MISSING: "未覆盖"}
_TOLD = {"person", "identity", "managedcase", "screening", "aid", "contract", "household"}
_NOTE = "按登记簿中的人员、慢病管理、筛查和救助记录统计；登记簿不能判断应覆盖对象的项目只列人数，不计算比例。"


class ProgrammesPage(Page):
    """Enter opens who is missing of the figure under the cursor; the band over the list opens all three lists."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "专项工作 · 专项覆盖")
        self._office = office
        self._stale = True
        self._asked = 0
        self.lines: tuple[Measured, ...] = ()
        self.day = DayChoice(date.today())
        self.band = FigureBand()
        self.of = label("", "quiet")
        self.empty = EmptyState("正在读取…", icon="star")
        self.grid = Grid("programmes", desk.settings, self.empty, desk.reading, frozen=2)
        self.deed("打印", "print", "F7", self.print)
        self.grid.row_actions = [
            action(self, "换日期", "calendar", "Ctrl+D", self.day.begin),
            action(self, "看各项名单", "report", "Ctrl+T", self.band.begin),
        ]
        self._arrange()
        self._connect()

    def open_at(self, target: object) -> None:
        """A day."""
        if isinstance(target, date):
            self.day.put(target)
        self.load()

    def refresh(self) -> None:
        """F5."""
        self.load()

    def load(self) -> None:
        """Count anew on the worker; an answer that was overtaken is dropped."""
        self._stale = False
        self._asked += 1
        number, day, office = self._asked, self.day.value, self._office
        work = office.in_session(
            lambda _progress: programmes.programmes(office.register, office.viewer, office.policy, day)
        )
        self.desk.reading.run(work, lambda found: self._known(found, number))

    def print(self) -> None:
        """F7."""
        self.desk.go(pages.PRINT, PrintRequest(PAPER, Scope(until=self.day.value), title=self.title))

    def open_list(self, which: str) -> None:
        """The people behind the figure under the cursor."""
        line = self.current()
        if line is None:
            return
        ids = {_WHOLE: line.whole, _DONE: line.done, _MISSING: line.missing}[which]
        words = f"{self.day.value} {line.label} {_WORDS[which]}"
        if ids:
            self.desk.go(pages.PEOPLE, Narrow(ids, words))
        else:
            self.desk.say(f"{words}：没有。")

    def current(self) -> Measured | None:
        """The figure under the cursor."""
        number = self.grid.current_id()
        return self.lines[number] if number is not None and number < len(self.lines) else None

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was not seen."""
        super().showEvent(event)
        if self._stale:
            self.load()

    def _known(self, found: tuple[Measured, ...], number: int) -> None:
        if number != self._asked:
            return
        self.lines = found
        at = {line.name: place for place, line in enumerate(found)}
        rows = ToldRows(_COLUMNS, found, lambda line: at[line.name], _counted, _flag)
        self.grid.show_rows(rows, same=self.grid.rows is not None)
        self._follow()

    def _follow(self) -> None:
        line = self.current()
        if line is None:
            return
        self.of.setText(f"{line.label}：")
        counts = {_WHOLE: line.whole, _DONE: line.done, _MISSING: line.missing}
        tone = {_MISSING: "warn" if line.missing and line.judged else ""}
        self.band.show_figures(
            [
                Shown(name, _WORDS[name], f"{len(ids):,}", tone.get(name, ""), "回车或点击看名单")
                for name, ids in counts.items()
            ]
        )

    def _changed(self, changes: Changes) -> None:
        if changes.keys() & _TOLD:
            self._stale = True
            if self.isVisible():
                self.load()

    def _arrange(self) -> None:
        line, told = QHBoxLayout(), QHBoxLayout()
        for row in (line, told):
            tight(row, spacing=12)
        line.addWidget(PageTabs(self.desk, pages.PROGRAMMES, PROGRAMME_TABS))
        line.addStretch(1)
        line.addWidget(self.day)
        told.addWidget(self.of)
        told.addWidget(self.band, 1)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addLayout(line)
        column.addLayout(told)
        column.addWidget(label(_NOTE, "quiet", "small", wrap=True))
        column.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.day.chosen.connect(lambda _day: self.load())
        self.day.left.connect(self.grid.setFocus)
        self.band.opened.connect(self.open_list)
        self.grid.current_changed.connect(lambda _record: self._follow())
        self.grid.opened.connect(lambda _record: self.open_list(_MISSING))
        self.grid.copied.connect(self.tell_copied)
        self.desk.changed.connect(self._changed)


def share(line: Measured) -> Decimal | None:
    """Done of whole in per cent; None where that says nothing."""
    return money.ratio(Decimal(len(line.done)), Decimal(len(line.whole))) if line.judged else None


def _percent(line: Measured) -> str:
    found = share(line)
    return "—" if found is None else f"{found}%"


def _goal(line: Measured) -> str:
    return judging.wanted(line.target) if line.target is not None and line.target.given else ""


def _flag(line: Measured) -> str:
    if line.target is None:
        return ""
    return "warn" if judging.judge(line.target, share(line)) is Judgement.LOW else ""


def _counted(lines: Sequence[Measured]) -> str:
    return f"{len(lines):,} 项"


_COLUMNS: tuple[Told[Measured], ...] = (
    Told(GridColumn("area", "专项", 16), lambda line: line.area),
    Told(GridColumn("label", "项目", 34), lambda line: line.label),
    Told(
        GridColumn("whole", "应覆盖", 8, numeric=True),
        lambda line: f"{len(line.whole):,}",
        lambda line: len(line.whole),
    ),
    Told(
        GridColumn("done", "已覆盖", 8, numeric=True), lambda line: f"{len(line.done):,}", lambda line: len(line.done)
    ),
    Told(
        GridColumn("missing", "未覆盖", 8, numeric=True),
        lambda line: f"{len(line.missing):,}" if line.judged else "—",
        lambda line: len(line.missing),
    ),
    Told(GridColumn("share", "比例", 9, numeric=True), _percent, share),
    Told(GridColumn("goal", "目标", 14), _goal),
    Told(GridColumn("source", "依据", 40), lambda line: line.source),
)
