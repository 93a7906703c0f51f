"""慢病管理: who is managed for what, by whom; below the list the visits of the year of the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from hfp_desk.problems import Refusal
from hfp_desk.records import FOLLOW_UP, MANAGED_CASE, Column, ManagedCase, Person, Place, Team
from hfp_desk.store import case_deeds, entering, visit_past
from hfp_desk.store.keeping import Changes
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, finding, sheets, undo
from ui.pages.ask_fields import AskFields
from ui.pages.case_strip import CaseStrip
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.print_request import PrintRequest
from ui.pages.record_panel import Saved
from ui.pages.tabs import VISIT_TABS, PageTabs
from ui.widgets.parts import action

YEAR_SHEETS = {
    "1": "follow-up-hypertension",
    "2": "follow-up-diabetes",
    "3": "follow-up-mental",
    "4": "follow-up-tb",
    "5": "follow-up-poor",
}
"""The paper with the visits of a person in a year (``hfp_desk.papers``) by programme."""


class CasesPage(ListPage):
    """Ctrl+E opens the case, Ctrl+I enters a visit, F6 prints the year; Ctrl+B and Ctrl+G end and hand over."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.strip = CaseStrip(office)
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.CASES, VISIT_TABS))
        inside = self.below.layout()
        assert inside is not None
        inside.addWidget(self.strip)
        self.strip.opened.connect(lambda visit: self.edit(FOLLOW_UP, visit))
        self.strip.entered.connect(self.enter_visit)
        self.strip.printed.connect(lambda _year: self.print_year())

    def enter_visit(self) -> None:
        """Ctrl+I: a visit of the case under the cursor."""
        record = self.grid.current_id()
        if record is None or self.entering:
            return
        try:
            case = entering.load(self.office.register, MANAGED_CASE, record, self.office.viewer)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        known = {name: case.values.get(name) for name in ("person", "programme", "doctor", "doctor_name")}
        titles = {name: case.titles[name] for name in ("person", "doctor") if name in case.titles}
        self.start(sheets.VISIT_SHEET, known, titles)

    def print_year(self) -> None:
        """F6: the sheet of the year shown below the list."""
        record = self.grid.current_id()
        if record is None or self.entering:
            return
        found = visit_past.whose(self.office.register, self.office.viewer, record)
        form = YEAR_SHEETS.get(found[1]) if found is not None else None
        if found is None or form is None:
            self.desk.say("这个病种没有统一的随访表；可在“随访记录”中打印清单（F7）。", "warn")
            return
        first, last = date(self.strip.year, 1, 1), date(self.strip.year, 12, 31)
        self.desk.go(pages.PRINT, PrintRequest(form, Scope(persons=(found[0],), since=first, until=last)))

    def end_cases(self) -> None:
        """Ctrl+B: end the ticked cases, or the one under the cursor."""
        chosen = self._chosen()
        if chosen:
            note = "终止后不再列入应随访；以前的随访都保留。"
            self._ask(f"终止管理 {len(chosen)} 人", note, (ManagedCase.ends, ManagedCase.end_reason), "终止", self._end)

    def hand_over(self) -> None:
        """Ctrl+G: give the ticked cases, or the one under the cursor, to another team or doctor."""
        chosen = self._chosen()
        if chosen:
            note = "没有填的一项不变。"
            self._ask(
                f"转给他人管理 {len(chosen)} 人", note, (ManagedCase.team, ManagedCase.doctor), "转给", self._hand
            )

    def kept(self, saved: Saved) -> None:
        """The cursor stays on the case whose visit was entered."""
        if saved.sheet.main is MANAGED_CASE:
            super().kept(saved)
        else:
            self.load(same=True)

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("转给他人", "people", "Ctrl+G", self.hand_over, allowed=may)
        self.deed("终止管理", "close", "Ctrl+B", self.end_cases, allowed=may)
        super()._make_deeds()
        action(self, "上一年", "left", "Alt+PgUp", lambda: self.strip.turn(-1))
        action(self, "下一年", "right", "Alt+PgDown", lambda: self.strip.turn(1))
        self.grid.row_actions += [
            action(self, "登记随访", "add", "Ctrl+I", self.enter_visit, allowed=may),
            action(self, "打印本年随访表", "print", "F6", self.print_year),
        ]

    def _chosen(self) -> tuple[int, ...]:
        if self.entering:
            return ()
        current = self.grid.current_id()
        return tuple(self.grid.ticked_ids()) or ((current,) if current is not None else ())

    def _ask(
        self,
        title: str,
        note: str,
        fields: tuple[Any, ...],
        yes: str,
        done: Callable[[tuple[int, ...], Mapping[str, Any]], str],
    ) -> None:
        aid = finding.aid(self.office, lambda _name: {})
        AskFields(self.grid.foot, title, note, fields, aid, yes, partial(done, self._chosen())).ask()

    def _end(self, chosen: tuple[int, ...], values: Mapping[str, Any]) -> str:
        day, reason = values["ends"], values["end_reason"]
        return self._done(
            lambda: case_deeds.end(self.office.register, chosen, day, reason, date.today()),
            f"已终止管理 {len(chosen)} 人。",
        )

    def _hand(self, chosen: tuple[int, ...], values: Mapping[str, Any]) -> str:
        return self._done(
            lambda: case_deeds.hand_over(self.office.register, chosen, values["team"], values["doctor"]),
            f"已转给他人管理 {len(chosen)} 人。",
        )

    def _done(self, deed: Callable[[], Changes], words: str) -> str:
        try:
            changes = deed()
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        self.grid.model.tick_all(False)
        undo.done(self.desk, self.office, changes, words)
        return ""

    def _follow(self) -> None:
        super()._follow()
        record = self.grid.current_id()
        if record is not None:
            self.below.setVisible(True)
            self.strip.show_case(record)


def ledger(office: Office) -> Ledger:
    """The list of cases."""
    return Ledger(
        pages.CASES,
        "慢病随访 · 慢病管理",
        MANAGED_CASE,
        (
            asking.town(office, Column(Place.name, (ManagedCase.person, Person.town))),
            asking.village(office, Column(Place.name, (ManagedCase.person, Person.village))),
            asking.code("programme", "病种", Column(ManagedCase.programme)),
            asking.code("level", "管理级别", Column(ManagedCase.level), pinned=False),
            asking.period("starts", "建卡", Column(ManagedCase.starts)),
            asking.code("end", "终止原因", Column(ManagedCase.end_reason), pinned=False),
            asking.period("ends", "终止", Column(ManagedCase.ends), pinned=False),
            asking.yes_no("managed", "个案管理", Column(ManagedCase.case_managed), pinned=False),
            asking.text("team", "签约团队", Column(Team.name, (ManagedCase.team,))),
            asking.text("doctor", "责任医生", Column(ManagedCase.doctor_name)),
            asking.text("name", "姓名", Column(Person.name, (ManagedCase.person,))),
        ),
        icon="disease",
        empty="还没有慢病管理对象",
        advice="按 F2 建立管理卡，或直接登记随访：第一次随访会自动建卡；也可以导入履约台账。",
    )
