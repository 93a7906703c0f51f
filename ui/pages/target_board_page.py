"""目标: every goal of the documents with what is reached and lacking, its clause; Enter opens who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME
from hfp_desk.returns.table import detailed
from hfp_desk.store import target_board
from hfp_desk.store.reckoning import Members
from hfp_desk.store.target_board import MISSING, PART, WHOLE, Board, Goal
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import return_lists
from ui.pages.day_table_page import DayTablePage
from ui.pages.tabs import RETURN_TABS
from ui.pages.told_rows import Told, ToldRows
from ui.return_target import RETURNS_CHANGED
from ui.rows import GridColumn
from ui.widgets.figure_band import Shown

PAPER = "target-board"
_WORDS = {WHOLE: "应达到", PART: "已达到", MISSING: "缺口名单"}
_NOTE = "现状取自各报表当期的数字；文件没有规定数值的目标不列；本库不统计的目标标“未统计”，可在报表中填报。"


class TargetBoardPage(DayTablePage):
    """Enter opens who is missing of the goal under the cursor; the band over the list opens all three lists."""

    key, paper, note, frozen = pages.TARGET_BOARD, PAPER, _NOTE, 2
    told_from = frozenset({*BY_NAME, RETURNS_CHANGED})

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "报表统计 · 目标", RETURN_TABS, "report")
        self.goals: tuple[Goal, ...] = ()

    def load(self) -> None:
        """Count anew on the worker."""
        day, register = self.day.value, self.office.register
        self.tell(lambda: target_board.board(register, day), self._known)

    def open_figure(self, name: str) -> None:
        """The list behind the goal under the cursor."""
        goal = self.current()
        if goal is None:
            return
        register, viewer = self.office.register, self.office.viewer

        def read() -> object:
            found = target_board.members(register, viewer, goal, name)
            if found is None:
                told = f"“{goal.target.label}”没有单独的名单。"
                raise Refusal(told, "填报的数请在报表中看依据；未统计的目标请向业务股室要数。")
            return return_lists.listed(found)

        self.tell_more(read, lambda found: self._opened(goal, name, found))

    def open_row(self) -> None:
        """Enter: who is missing."""
        self.open_figure(MISSING)

    def current(self) -> Goal | None:
        """The goal under the cursor."""
        number = self.grid.current_id()
        return self.goals[number] if number is not None and number < len(self.goals) else None

    def follow(self) -> None:
        """The lists of the goal under the cursor."""
        goal = self.current()
        if goal is not None:
            self.of.setText(f"{goal.target.label}：")
            self.band.show_figures(_lists(goal))

    def _known(self, found: Board) -> None:
        self.goals = found.goals
        at = {id(goal): place for place, goal in enumerate(found.goals)}
        rows = ToldRows(_COLUMNS, found.goals, lambda goal: at[id(goal)], _counted, _flag)
        self.grid.show_rows(rows, same=self.grid.rows is not None)
        self.follow()

    def _opened(self, goal: Goal, name: str, found: object) -> None:
        if isinstance(found, Members):
            words = f"{self.day.value} {goal.target.label} {_WORDS[name]}"
            return_lists.open_members(self.desk, found, words, goal.period.ends if goal.period else self.day.value)


def _lists(goal: Goal) -> list[Shown]:
    if goal.cell.part is None or goal.cell.whole is None:
        return []
    figures = {WHOLE: goal.cell.whole, PART: goal.cell.part, MISSING: goal.cell.whole - goal.cell.part}
    return [_shown(name, figures[name]) for name in _WORDS]


def _shown(name: str, figure: Decimal) -> Shown:
    tone = "warn" if name == MISSING and figure else ""
    return Shown(name, _WORDS[name], f"{figure.normalize():,f}", tone, "回车或点击看名单")


def _now(goal: Goal) -> str:
    return "未统计" if goal.column is None else detailed(goal.column, goal.cell)


def _distance(goal: Goal) -> str:
    found = goal.distance
    return "" if not found else f"{found.normalize():+f}{goal.target.unit.replace('%', ' 个百分点')}"


def _met(goal: Goal) -> str:
    return {None: "—", True: "✓ 达到", False: "✗ 未达到"}[goal.met]


def _from(goal: Goal) -> str:
    return f"{goal.definition.title}（{goal.period.label}）" if goal.definition and goal.period else ""


def _counted(goals: Sequence[Goal]) -> str:
    met = sum(goal.met is True for goal in goals)
    return f"{len(goals)} 项目标，达到 {met} 项，未达到 {sum(goal.met is False for goal in goals)} 项"


def _flag(goal: Goal) -> str:
    return "warn" if goal.met is False else ""


_COLUMNS: tuple[Told[Goal], ...] = (
    Told(GridColumn("area", "方面", 8), lambda goal: goal.area),
    Told(GridColumn("label", "目标", 24), lambda goal: goal.target.label),
    Told(GridColumn("wanted", "要求", 14), lambda goal: goal.wanted),
    Told(GridColumn("now", "现状", 34, numeric=True), _now, lambda goal: goal.cell.value),
    Told(GridColumn("met", "是否达到", 9), _met),
    Told(GridColumn("distance", "差距", 14, numeric=True), _distance, lambda goal: goal.distance),
    Told(
        GridColumn("lacking", "还差数", 8, numeric=True),
        lambda goal: "" if goal.lacking is None else f"{goal.lacking:,}",
        lambda goal: goal.lacking,
    ),
    Told(GridColumn("behind", "未达到的乡镇", 24), lambda goal: "、".join(goal.behind)),
    Told(GridColumn("source", "依据", 26), lambda goal: goal.target.source),
    Told(GridColumn("from", "数据来源", 34), _from),
)
