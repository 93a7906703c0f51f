"""One person whole: who it is, the household, what happened when, diseases, stays, money, the file, the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.records import (
    AID,
    ALERT,
    CHECKUP,
    CONTRACT,
    DIAGNOSIS,
    FOLLOW_UP,
    IDENTITY,
    MANAGED_CASE,
    PERSON,
    SCREENING,
    SERVICE,
    SETTLEMENT,
    SUBSIDY,
    SURVEY,
    TREATMENT,
    RecordType,
)
from hfp_desk.rules.five_clears import FiveClears
from hfp_desk.store import belonging, card, telling
from hfp_desk.store.card import Card, Event
from hfp_desk.store.keeping import Changes
from hfp_desk.store.scopes import Scope
from hfp_desk.store.telling import Told
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import menus, person_sections, reveal_panel
from ui.pages.entry_page import EntryPage
from ui.pages.facts_panel import FactsPanel
from ui.pages.field_history import StoryDrop
from ui.pages.jump import AgreementFor, RecordTarget
from ui.pages.merging import taking_apart
from ui.pages.person_head import PersonHead
from ui.pages.person_sections import PersonSections
from ui.pages.print_request import PrintRequest
from ui.pages.record_panel import Saved
from ui.pages.seen_rows import SeenRows
from ui.pages.time_line import TimeLine
from ui.widgets.parts import action, tight

_OFFERS = ("救治与费用", "疾病", "身份", "费用（补录）", "先诊疗后付费协议", "签约", "随访", "健康体检")
_AGREEMENT = 4
_KINDS = {1: DIAGNOSIS, 2: IDENTITY, 3: SETTLEMENT, 5: CONTRACT, 6: FOLLOW_UP, 7: CHECKUP}
"""What is entered by the number of the offer; the first one is a stay with its bill."""

_FURTHER = (SERVICE, MANAGED_CASE, SURVEY, SUBSIDY, SCREENING, AID, ALERT)
"""What is entered less often: behind the last offer."""

_PAPERS = (
    ("help-sheet", "健康扶贫帮扶表"),
    ("dossier", "一人一档封面和目录"),
    ("story", "登记变更记录"),
    ("follow-up-hypertension", "高血压随访记录表"),
    ("follow-up-diabetes", "2型糖尿病随访记录表"),
    ("follow-up-poor", "贫困人群随访记录表"),
    ("checkup-sheet", "年度体检情况表"),
    ("signing-bag", "签约服务档案目录"),
    ("fulfilment-book", "履约手册"),
    ("signing-agreement", "签约服务协议书（全家）"),
)


@dataclass(frozen=True)
class _Whole:
    """Everything the page shows of one person."""

    card: Card
    clears: FiveClears
    events: list[Event]
    rows: list[SeenRows | None]
    items: Sequence[Any]
    story: list[tuple[str, Told]]


class PersonPage(EntryPage):
    """``open_at`` takes a person's number. F2 offers what can be entered, Ctrl+E changes the person, F7 prints."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "人员")
        self.person = 0
        self._stale = False
        self.head = PersonHead()
        self.facts = FactsPanel()
        self.sections = PersonSections(desk, office.may_enter)
        self.time_line = TimeLine()
        may, words = office.may_enter, ("修改", "edit") if office.may_enter else ("查看登记表", "eye")
        self.deed(*words, "Ctrl+E", self.change, allowed=office.viewer.sees_persons)
        self.deed("打印", "print", "F7", self.print)
        self.deed("合并", "people", "Ctrl+J", self.merge, allowed=may)
        self.deed("新增", "add", "F2", self.add, primary=True, allowed=may)
        offers = [(words, partial(self._enter, n)) for n, words in enumerate(_OFFERS)]
        further = [(kind.title, partial(self._start, kind)) for kind in _FURTHER]
        self.further = menus.numbered(self, further)
        self.offers = menus.numbered(self, [*offers, ("更多…", lambda: menus.drop(self, self.further))])
        self.papers = menus.numbered(self, [(words, partial(self._print, n)) for n, (_, words) in enumerate(_PAPERS)])
        action(self, reveal_panel.WORDS, "eye", reveal_panel.KEYS, self.reveal)
        self.compose(self._contents())
        action(self.sections, "变更历史", "history", "Ctrl+H", self.sections.open_story)
        self.facts.member_opened.connect(self.open_at)
        self.facts.reveal_asked.connect(self.reveal)
        self.facts.history_asked.connect(self._tell_fact)
        self.head.asked.connect(self.reveal)
        self.sections.opened.connect(self.edit)
        desk.changed.connect(self._changed)

    def open_at(self, target: object) -> None:
        """Show the person with this number, or the record of a person that is named."""
        if isinstance(target, RecordTarget):
            self.open_at(target.person)
            self.edit(target.kind, target.record, target.label)
        elif isinstance(target, int):
            if self.entering:
                self.leave_panel()
            self.person = target
            self.refresh()
            self.sections.setFocus()

    def refresh(self) -> None:
        """F5: read the person again on the worker."""
        self._stale = False
        if self.person:
            person = self.person
            self.desk.reading.run(self.office.in_session(lambda _p: self._read(person)), self._show_whole, self._lost)

    def change(self) -> None:
        """Ctrl+E: the form of the person."""
        self.edit(PERSON, self.person)

    def add(self) -> None:
        """F2: what is to be entered, chosen by its digit."""
        menus.drop(self, self.offers)

    def merge(self) -> None:
        """Ctrl+J: look for a double of the person, or take a merge apart."""
        menus.drop(self, taking_apart.offers(self, self.desk, self.office, self.person))

    def print(self) -> None:
        """F7: the papers of one person."""
        menus.drop(self, self.papers)

    def reveal(self, field: str = "") -> None:
        """Ctrl+R, the eyes: a masked value of the person or the household, with a reason."""
        if self.person and not self.entering:
            reveal_panel.offer(self.desk, self.office, self.head.anchor(field), PERSON, self.person, field)

    def next_values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The person is known; the cursor starts behind it."""
        return {"person": self.person}, {"person": self.head.name.text()}

    def kept(self, saved: Saved) -> None:
        """Show what was saved."""
        self.sections.open_tab(saved.sheet.main)
        self.refresh()

    def shown_again(self) -> None:
        """The cursor goes back to the sections."""
        self.sections.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was not seen."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _enter(self, number: int) -> None:
        if number == _AGREEMENT:
            self.desk.go(pages.AGREEMENTS, AgreementFor(self.person))
            return
        self._start(_KINDS.get(number, TREATMENT))

    def _start(self, kind: RecordType) -> None:
        self.start(self.sheet_for(kind), *self.next_values())

    def _print(self, number: int) -> None:
        form, words = _PAPERS[number]
        self.desk.go(pages.PRINT, PrintRequest(form, Scope(persons=(self.person,)), title=words))

    def _contents(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column, spacing=8)
        column.addWidget(self.head)
        split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.facts, self.sections, self.time_line):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setSizes([270, 620, 300])
        column.addWidget(split, 1)
        self.setFocusProxy(self.sections)
        return page

    def _tell_fact(self, words: str, value: QWidget) -> None:
        """The history of one value of the card, at the value."""
        found = telling.of_label(self.office.register, self.person, words, self.office.viewer)
        StoryDrop(value, words, found).open_at()

    def _read(self, person: int) -> _Whole:
        from hfp_desk.papers import catalogue

        register, viewer = self.office.register, self.office.eyes
        return _Whole(
            card.card(register, person, viewer),
            card.clear(register, person, viewer),
            self._events(person),
            person_sections.rows_of(self.office, person),
            catalogue.items_of(register, person, viewer),
            telling.whole_story(register, person, viewer),
        )

    def _events(self, person: int) -> list[Event]:
        register, viewer = self.office.register, self.office.eyes
        found = [*card.events(register, person, viewer), *belonging.events(register, person, viewer)]
        return sorted(found, key=lambda event: event.day, reverse=True)

    def _show_whole(self, found: _Whole) -> None:
        if found.card.id != self.person:
            return
        self.head.show_card(found.card)
        self.head.show_clears(found.clears)
        self.facts.show_card(found.card)
        self.time_line.show_events(found.events)
        self.sections.fill(found.rows, found.items, found.story)

    def _lost(self, problem: Exception) -> None:
        self.desk.fail(problem)
        if isinstance(problem, Refusal):
            self.desk.go(pages.PEOPLE)

    def _changed(self, changes: Changes) -> None:
        self._stale = bool(changes)
        if self.isVisible() and not self.entering and self._stale:
            self.refresh()
