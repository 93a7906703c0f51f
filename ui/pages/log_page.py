"""日志: everything done in the register, newest first; what stood before and after; taking a step back; the proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from hfp_desk.problems import Progress
from hfp_desk.records import PERSON
from hfp_desk.store import card, deeds, log_details, proving, taking_back
from hfp_desk.store.log_search import Wanted
from hfp_desk.store.logbook import Line
from hfp_desk.store.proving import Proof
from hfp_desk.store.scopes import Scope
from hfp_desk.store.titles import titles
from ui import pages
from ui.desk import Desk
from ui.filters import FilterBar
from ui.office import Office
from ui.page import Page
from ui.pages import log_export, log_filters, menus, undo
from ui.pages.jump import LogOf, jump
from ui.pages.log_detail import LogDetail
from ui.pages.log_list import LogList
from ui.pages.print_request import PrintRequest
from ui.widgets.ask import ask, tell
from ui.widgets.parts import action, button, tight

_PAUSE = 80


class LogPage(Page):
    """``open_at`` takes a ``LogOf``. Enter opens the record, F8 proves, F7 prints, Ctrl+Z takes the step back."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "日志")
        self._office = office
        self._stale = True
        self.shown: LogOf | None = None
        self.filters = FilterBar(log_filters.facets(office))
        self.only = button(icon="close", done=self.show_all, look="chip", hint="不再只看此人")
        self.corner = QWidget()
        self.corner.setFixedWidth(1)
        self.grid = LogList(desk, office)
        self.detail = LogDetail()
        self.undo_deed = self.deed("撤销这一步", "undo", "Ctrl+Z", self.undo, allowed=office.may_enter)
        self.deed("导出", "export", done=self.export)
        self.deed("打印", "print", "F7", lambda: menus.drop(self, self.papers))
        self.deed("核对日志", "check", "F8", self.prove, primary=True)
        self.alone = action(self, "只看此人", "person", "Ctrl+Return", self.show_person)
        self.papers = menus.numbered(
            self, (("这段时间的操作日志", self.print_log), ("此人的登记变更记录", self.print_story))
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._arrange()
        self._connect()

    @property
    def wanted(self) -> Wanted:
        """What the filter line and the chosen record ask for."""
        return log_filters.wanted(self.filters.values, self.shown)

    @property
    def person(self) -> int:
        """The person who is shown alone, 0 for nobody."""
        return self.shown.record if self.shown is not None and self.shown.kind is PERSON else 0

    def open_at(self, target: object) -> None:
        """Show what was done to one person or record."""
        if isinstance(target, LogOf):
            self.filters.set_values({})
            self._only(target)

    def refresh(self) -> None:
        """F5: read the newest again."""
        self._stale = False
        self.grid.read(self.wanted)

    def show_all(self) -> None:
        """Everybody's again."""
        self._only(None)

    def show_person(self) -> None:
        """Only what was done to the person of the line under the cursor."""
        person = self._person()
        if person is None:
            self.desk.say("这一行不是某一个人的记录。", "warn")
        else:
            self._only(LogOf(PERSON, person))

    def undo(self) -> None:
        """Ask, then take the step of the line under the cursor back; an import goes back as a batch."""
        line = self.grid.line
        if line is None or not line.deed:
            self.desk.say("这一行不是对登记内容的改动，不能撤销。", "warn")
        elif line.state:
            self.desk.say("这一步已撤销过，没有再做改动。", "warn")
        elif line.batch is not None and line.action == deeds.IMPORT:
            self.desk.go(pages.BATCHES, line.batch)
        else:
            told = "改动的内容恢复原状，新增的作废，作废的恢复；之后又被改过的不会动。撤销本身也记入日志。"
            number = line.deed
            ask(self.window(), f"撤销：{line.words}？", told, "撤销这一步", lambda: self._take_back(number))

    def prove(self) -> None:
        """F8: recompute the chains on the worker and say what came of it."""

        def work(progress: Progress) -> Proof:
            return proving.prove(self._office.register, self._office.viewer, progress)

        self.desk.tasks.run(self._office.in_session(work), self._proved, title="核对日志")

    def export(self) -> None:
        """Write the lines that fit."""
        log_export.ask(self, self.corner, self.desk, self._office, self.wanted)

    def print_log(self) -> None:
        """The paper of the days that are filtered."""
        first, last = self.filters.values.get("at", ("", ""))
        days = [date.fromisoformat(text) if text else None for text in (first, last)]
        persons = (self.person,) if self.person else ()
        self.desk.go(pages.PRINT, PrintRequest("log", Scope((), (), persons, *days)))

    def print_story(self) -> None:
        """The paper of one person's whole history."""
        person = self.person or self._person()
        if not person:
            self.desk.say("请先选中某一个人的记录，再打印此人的变更记录。", "warn")
        else:
            self.desk.go(pages.PRINT, PrintRequest("story", Scope(persons=(person,))))

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was done while the page was not seen."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
        self.grid.setFocus()

    def _only(self, shown: LogOf | None) -> None:
        self.shown = shown
        self.only.setVisible(shown is not None)
        if shown is not None:
            db, viewer = self._office.register.db, self._office.viewer
            title = titles(db, shown.kind, [shown.record], viewer).get(shown.record, shown.kind.title)
            self.only.setText(f"只看 {title}")
        self.refresh()

    def _person(self) -> int | None:
        line = self.grid.line
        if line is None or line.about is None:
            return None
        kind, record = line.about
        return record if kind is PERSON else card.person_of(self._office.register, kind, record, self._office.viewer)

    def _look(self) -> None:
        """Show what stands behind the line under the cursor."""
        line = self.grid.line
        self.undo_deed.setEnabled(self._office.may_enter and line is not None and bool(line.deed))
        self.detail.setVisible(line is not None)
        if line is None:
            self.detail.show_nothing()
            return
        register, viewer, key = self._office.register, self._office.viewer, line.key

        def work(_progress: Progress) -> Any:
            if line.event:
                return log_details.of_event(register, line.event, viewer)
            return log_details.of_deed(register, line.deed, viewer)

        self.desk.reading.run(self._office.in_session(work), lambda found: self._show_detail(key, line, found))

    def _show_detail(self, key: int, line: Line, found: Sequence[Any]) -> None:
        if self.grid.current_id() != key:
            return
        if line.event:
            self.detail.show_event(found)
        else:
            self.detail.show_deed(found, line.count)

    def _take_back(self, deed: int) -> None:
        def work(_progress: Progress) -> Any:
            return taking_back.take_back(self._office.register, deed, f"撤销第 {deed} 步")

        def done(changes: Any) -> None:
            undo.done(self.desk, self._office, changes, f"已撤销第 {deed} 步。")

        self.desk.tasks.run(self._office.in_session(work), done, self.desk.fail, title="撤销")

    def _proved(self, proof: Proof) -> None:
        tell(self.window(), proof.sentence, proof.advice, "ok" if proof.holds else "error").open()
        self.refresh()

    def _open(self, key: int) -> None:
        line = self.grid.line_of(key)
        if line is not None and line.about is not None:
            self._go(line.about[0].name, line.about[1])
        elif line is not None and line.batch is not None:
            self.desk.go(pages.BATCHES, line.batch)
        else:
            self.detail.tree.setFocus()

    def _go(self, kind: str, record: int) -> None:
        if not jump(self.desk, self._office, kind, record):
            self.desk.say("这条记录没有可以打开的登记表。", "warn")

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _arrange(self) -> None:
        top = QWidget()
        line = QHBoxLayout(top)
        tight(line, spacing=8)
        line.addWidget(self.only, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.filters, 1)
        line.addWidget(self.corner, 0, Qt.AlignmentFlag.AlignTop)
        self.only.hide()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.grid)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(top)
        column.addWidget(split, 1)
        self.grid.row_actions = [self.undo_deed, self.alone]
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.filters.changed.connect(lambda _values: self.refresh())
        self.grid.opened.connect(self._open)
        self.grid.current_changed.connect(lambda _key: self._pause.start())
        self.grid.copied.connect(self.tell_copied)
        self._pause.timeout.connect(self._look)
        self.detail.opened.connect(self._go)
        self.desk.changed.connect(lambda _changes: self._changed())
