"""Step 4: five counters as tabs; the rows of each, one row in full, problems by column, doubts one after the other.

What concerns the whole list, of no row, stands above.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from hfp_desk.excel.correcting import CellPlace
from hfp_desk.excel.doubts import Doubts
from hfp_desk.excel.grouping import STAYS_OUT, Group
from hfp_desk.excel.outcomes import LEAVE_OUT, NEW_PERSON, Outcome
from hfp_desk.excel.planning import Plan, PlanRow
from hfp_desk.excel.previewing import PlanWords
from ui import icons
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.pages.importing.doubt_card import DoubtCard
from ui.pages.importing.looking import Sitting
from ui.pages.importing.notes import Notes
from ui.pages.importing.plan_rows import PlanRows
from ui.pages.importing.problem_groups import ProblemGroups
from ui.pages.importing.row_card import RowCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import tight

TABS = (
    ("新增", frozenset({Outcome.NEW}), "没有新增的行"),
    ("变更", frozenset({Outcome.CHANGE}), "没有变更的行"),
    ("未变", frozenset({Outcome.SAME, Outcome.SKIPPED}), "没有内容相同的行"),
    ("待定", frozenset({Outcome.DOUBTFUL}), "没有拿不准的行"),
    ("问题", STAYS_OUT, "没有问题，所有行都可以导入"),
)
DOUBTS, PROBLEMS = 3, 4
_ANSWERS = {NEW_PERSON: "按新人员", LEAVE_OUT: "不导入"}


class CheckStep(QWidget):
    """``corrections`` and ``decisions`` are what the clerk did since the last check; ``edited`` when there is more."""

    edited = Signal()

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._office = office
        self._plan: Plan | None = None
        self._words: PlanWords | None = None
        self._doubts: Doubts | None = None
        self.corrections: dict[CellPlace, str] = {}
        self.decisions: dict[tuple[str, int], str] = {}
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.groups = ProblemGroups()
        self.notes = Notes()
        self.empty = EmptyState("没有行", icon="ok")
        self.grid = Grid("import.check", desk.settings, self.empty, desk.tasks, frozen=3, compact=True)
        self.card = RowCard()
        self.doubt = DoubtCard()
        self._arrange()
        self._connect()
        self.setFocusProxy(self.grid)

    @property
    def pending(self) -> bool:
        """Whether something was changed that was not checked yet."""
        return bool(self.corrections or self.decisions)

    def show_sitting(self, sitting: Sitting) -> None:
        """Show a plan just made; the tab stays unless it is empty now."""
        plan = sitting.plan
        if plan is None:
            return
        same = self._plan is not None and self._plan.path == plan.path
        tab = self.tabs.currentIndex() if same else -1
        self._plan, self._words, self._doubts = plan, PlanWords(plan, self._office.viewer), Doubts(plan)
        self.corrections, self.decisions = {}, {}
        found = plan.counts
        counts = [sum(found[outcome] for outcome in outcomes) for _, outcomes, _ in TABS]
        self._show_tabs(counts)
        self.groups.show_groups(sitting.groups)
        self.notes.show_problems(plan.work.general)
        if tab < 0 or not counts[tab]:
            tab = next((place for place in (DOUBTS, PROBLEMS, 1, 0, 2) if counts[place]), 0)
        self.tabs.setCurrentIndex(tab)
        self._present()

    def finish_editing(self) -> None:
        """A cell that is being typed in counts as corrected."""
        if self.card.isAncestorOf(QApplication.focusWidget() or self):
            self.card.table.setFocus()

    def _show_tabs(self, counts: Sequence[int]) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for (words, _, _), count in zip(TABS, counts, strict=True):
            self.tabs.addTab(f"{words}  {count:,}")
        for place, icon, tone in ((DOUBTS, "help", "warn"), (PROBLEMS, "error", "error")):
            if counts[place]:
                self.tabs.setTabIcon(place, icons.icon(icon, tone))
        self.tabs.blockSignals(False)

    def _present(self) -> None:
        if self._plan is None:
            return
        tab = self.tabs.currentIndex()
        _, outcomes, nothing = TABS[tab]
        problems = tab == PROBLEMS and self.groups.count() > 0
        self.groups.setVisible(problems)
        group = self.groups.current() if problems else None
        places = [place for place, row in enumerate(self._plan.rows) if row.outcome in outcomes]
        self.empty.explain(nothing)
        self._show_rows(group.places if group is not None else places)

    def _show_rows(self, places: Sequence[int], *, same: bool = False) -> None:
        if self._words is None:
            return
        self._cards.setVisible(bool(places))
        self.grid.show_rows(PlanRows(self._words, places, self._answered()), same=same)
        if places and not same:
            self._row_changed(self.grid.current_id() or places[0])
        self._offer_all()

    def _answered(self) -> dict[int, str]:
        """Doubtful rows that have an answer, by their place, in words."""
        if self._plan is None or not self.decisions:
            return {}
        places = {(row.sheet, row.row): place for place, row in enumerate(self._plan.rows)}
        return {places[key]: _ANSWERS.get(answer, "同一人") for key, answer in self.decisions.items()}

    def _row_changed(self, place: int) -> None:
        if self._plan is None or self._words is None or place >= len(self._plan.rows):
            return
        row = self._plan.rows[place]
        if row.outcome is Outcome.DOUBTFUL:
            self._show_doubt(row)
            self._cards.setCurrentWidget(self.doubt)
        else:
            self.card.show_row(row, self._words, self.corrections)
            self._cards.setCurrentWidget(self.card)

    def _show_doubt(self, row: PlanRow) -> None:
        assert self._doubts is not None
        assert self._words is not None
        found = self._doubts.candidates(self._office.register, row, self._office.viewer)
        number = self._doubts.rows.index(row) + 1
        place = f"{number:,} / {len(self._doubts.rows):,}，已定 {len(self.decisions):,}"
        self.doubt.show_doubt(row, self._words.lines(row), found, place)

    def _offer_all(self) -> None:
        if self._doubts is not None and self.tabs.currentIndex() == DOUBTS:
            same, new = self._open_doubts()
            self.doubt.offer_all(len(same), len(new))

    def _open_doubts(self) -> tuple[dict[tuple[str, int], str], list[tuple[str, int]]]:
        """Unanswered doubtful rows: with their only candidate, and those without any."""
        same, new = {}, []
        for row in self._doubts.rows if self._doubts is not None else ():
            key = (row.sheet, row.row)
            ids = self._doubts.ids(row) if self._doubts is not None and key not in self.decisions else None
            if ids is not None and len(ids) == 1:
                same[key] = str(ids[0])
            elif ids == []:
                new.append(key)
        return same, new

    def _answer(self, decision: str) -> None:
        """Keep the answer for the row shown and go to the next one."""
        place = self.grid.current_id()
        if place is None or self._plan is None:
            return
        row = self._plan.rows[place]
        if decision:
            self.decisions[row.sheet, row.row] = decision
            self.edited.emit()
        self._again()
        self.grid.table.go(self.grid.table.current + 1)

    def _same_all(self) -> None:
        self.decisions.update(self._open_doubts()[0])
        self._again()
        self.edited.emit()

    def _new_all(self) -> None:
        self.decisions.update(dict.fromkeys(self._open_doubts()[1], NEW_PERSON))
        self._again()
        self.edited.emit()

    def _again(self) -> None:
        """Show the same rows with what is answered now."""
        rows = self.grid.rows
        if rows is not None:
            self._show_rows([rows.id_at(number) for number in range(len(rows))], same=True)
            self._row_changed(self.grid.current_id() or 0)

    def _corrected(self, cell: CellPlace, text: str) -> None:
        self.corrections[cell] = text
        self.edited.emit()

    def _group_chosen(self, group: Group) -> None:
        if self.tabs.currentIndex() == PROBLEMS:
            self._show_rows(group.places)

    def _arrange(self) -> None:
        self._cards = QStackedWidget()
        self._cards.addWidget(self.card)
        self._cards.addWidget(self.doubt)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.grid)
        split.addWidget(self._cards)
        split.setSizes([1000, 1000])
        split.setChildrenCollapsible(False)
        body = QHBoxLayout()
        tight(body, spacing=12)
        body.addWidget(self.groups)
        body.addWidget(split, 1)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.notes)
        column.addWidget(self.tabs)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _tab: self._present())
        self.groups.chosen.connect(self._group_chosen)
        self.grid.current_changed.connect(self._row_changed)
        self.grid.opened.connect(lambda _place: self.card.edit_first())
        self.card.corrected.connect(self._corrected)
        self.doubt.answered.connect(self._answer)
        self.doubt.same_all.connect(self._same_all)
        self.doubt.new_all.connect(self._new_all)
