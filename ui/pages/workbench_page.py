"""工作台: what is to be done today, what is missing, how the targets stand, what was last; three steps at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.records import COURSE, DIAGNOSIS, DOCTOR, HOUSEHOLD, PERSON, POSTING, TREATMENT
from hfp_desk.rules.five_clears import NAMES
from hfp_desk.store import clears, latest, signing_alerts, target_board, training_alerts, visit_alerts
from hfp_desk.store.clears import TownClears
from hfp_desk.store.keeping import Changes
from hfp_desk.store.summary import Summary, ToDo, summary
from hfp_desk.store.target_board import Board
from ui import backup_words, pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages import asking, undo
from ui.pages.first_steps import FirstSteps
from ui.pages.jump import LIST_OF
from ui.pages.narrowing import DueOf, DueOn, Narrow
from ui.pages.workbench_blocks import GapBlock, GoalBlock, ListBlock, recent
from ui.widgets.parts import action, tight

_BEGINS = (PERSON, DOCTOR, POSTING, COURSE)
"""A record of one of these, and the office has begun."""


@dataclass(frozen=True)
class Bench:
    """Everything the page shows."""

    summary: Summary
    towns: Sequence[TownClears]
    board: Board | Refusal


class WorkbenchPage(Page):
    """Every number opens the list behind it."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "工作台")
        self._office = office
        self._stale = True
        self.shown: Bench | None = None
        self.deed("审核", "check", "F8", lambda: desk.go(pages.FINDINGS))
        self.deed("打印", "print", "F7", lambda: desk.go(pages.PRINT))
        may = office.may_enter
        self.deed("导入名单", "import", "", lambda: desk.go(pages.IMPORT), primary=True, allowed=may)
        action(self, "撤销上一步", "undo", "Ctrl+Z", lambda: undo.undo(desk, office), allowed=may)
        self.to_do = ListBlock("今天要办")
        self.gaps = GapBlock()
        self.goals = GoalBlock(lambda day: desk.go(pages.TARGET_BOARD, day))
        self.recent = ListBlock("最近")
        self.steps = FirstSteps(office.worded)
        self.steps.buttons[0].setVisible(may)
        self._stack = QStackedWidget()
        for part in (QWidget(), self._blocks(), self.steps):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12))
        column.addWidget(self._stack)
        self.gaps.opened.connect(self._open_gap)
        self.steps.step.connect(lambda number: desk.go((pages.IMPORT, pages.FINDINGS, pages.PRINT)[number]))
        self.steps.sample_asked.connect(lambda: desk.go(pages.SAMPLE))
        desk.changed.connect(self._changed)

    def refresh(self) -> None:
        """F5: count again on the worker."""
        self._stale = False
        self.desk.tasks.run(self._office.in_session(lambda _progress: self._read()), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Count when something changed since the page was last seen."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _blocks(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        tight(row, spacing=12)
        columns = (7, ((self.to_do, 2), (self.gaps, 5))), (5, ((self.goals, 5), (self.recent, 4)))
        for width, blocks in columns:
            column = QVBoxLayout()
            tight(column, spacing=12)
            for block, height in blocks:
                column.addWidget(block, height)
            row.addLayout(column, width)
        return made

    def _read(self) -> Bench:
        register = self._office.register
        try:
            told: Board | Refusal = target_board.board(
                register, latest.day_of(register), only=target_board.for_the_bench()
            )
        except Refusal as refusal:
            told = refusal
        return Bench(
            summary(register, self._office.viewer),
            clears.by_town(register, self._office.viewer),
            told,
        )

    def _show(self, bench: Bench) -> None:
        self.shown = bench
        found = bench.summary
        begun = any(found.records[kind.name] for kind in _BEGINS)
        self._stack.setCurrentIndex(1 if begun else 2)
        for deed in self.deeds:
            deed.setVisible(begun)
        self._show_to_do(found)
        self.gaps.show_towns(bench.towns)
        if isinstance(bench.board, Refusal):
            self.goals.refuse(bench.board)
        else:
            self.goals.show_board(bench.board)
        newest = found.backup.moment if found.backup is not None else None
        recent(self.recent, found.imports, backup_words.here(newest, datetime.now()), self.desk.go)

    def _show_to_do(self, found: Summary) -> None:
        self.to_do.clear()
        counts = ((PERSON, "人"), (HOUSEHOLD, "户"), (DIAGNOSIS, "项患病"), (TREATMENT, "次救治"))
        self.to_do.head.note.setText(
            "在册 " + " · ".join(f"{found.records[kind.name]:,} {word}" for kind, word in counts)
        )
        for one in found.to_do:
            self.to_do.line("warning", one.label, f"{one.count:,}", partial(self.open_list, one))
        if not found.to_do:
            self.to_do.line("ok", "没有待办，可以核对后打印上报。")
        self.to_do.line("check", "全库审核", "F8", lambda: self.desk.go(pages.FINDINGS))
        self.to_do.end()

    def open_list(self, to_do: ToDo) -> None:
        """The list behind something to be done."""
        if to_do.view is None:
            self.desk.go(pages.BATCHES)
            return
        only, flaw = to_do.view.only, to_do.view.flaw
        if only is None:
            self.desk.go(LIST_OF[to_do.view.record_type.name], {asking.FLAW: (flaw,)})
        elif to_do.name in training_alerts.OF_THE_YEAR:
            self.desk.go(pages.TRAINING_DUE, DueOf(date.today().year, Narrow(only, to_do.label)))
        elif to_do.name in visit_alerts.STATES:
            self.desk.go(pages.DUE, DueOn(state=visit_alerts.STATES[to_do.name]))
        elif to_do.name == signing_alerts.OF_FULFILMENT:
            self.desk.go(pages.FULFILMENT, Narrow(only, to_do.label))
        else:
            self.desk.go(LIST_OF[to_do.view.record_type.name], Narrow(only, to_do.label))

    def _open_gap(self, town: int | None, group: int) -> None:
        """The names behind a number are looked up on the worker."""
        name = next((one.name for one in self.gaps.towns if one.town == town), "全部乡镇")
        words = f"{name}：{NAMES[group].removesuffix('清楚')}不清楚"
        office = self._office
        work = office.in_session(lambda _progress: clears.lacking(office.register, group, office.viewer, town))
        self.desk.tasks.run(work, lambda ids: self.desk.go(pages.PEOPLE, Narrow(ids, words)))

    def _changed(self, changes: Changes) -> None:
        self._stale = self._stale or bool(changes)
        if self._stale and self.isVisible():
            self.refresh()
