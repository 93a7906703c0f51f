"""比对差异: what comparisons of lists left to be verified, by township, to the answer.

F6 hands the ticked differences down, Ctrl+B writes what the townships found for all that are ticked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from hfp_desk.problems import Refusal
from hfp_desk.records import DISCREPANCY, Column, Discrepancy, Place
from hfp_desk.store import comparisons
from hfp_desk.store.keeping import Changes
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, finding, undo
from ui.pages.ask_fields import AskFields
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import MONITOR_TABS, PageTabs


class DiscrepanciesPage(ListPage):
    """Enter opens the person, Ctrl+E the form with the answer."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.DISCREPANCIES, MONITOR_TABS))

    def hand_down(self) -> None:
        """F6: the ticked differences are with the townships from today."""
        chosen, today = self._chosen(), date.today()
        if chosen:
            told = self._done(
                lambda: comparisons.hand_down(self.office.register, chosen, today), "已下发 {} 条差异，核实中。"
            )
            if told:
                self.desk.say(told, "warn")

    def answer(self) -> None:
        """Ctrl+B: ask what was found for the ticked differences, by whom and when."""
        chosen = self._chosen()
        if chosen:
            fields = (Discrepancy.outcome, Discrepancy.verified_by, Discrepancy.verified_on)
            note = "结果相同的可一并登记；已核实的不改。一次完成，可整体撤销。"
            title, aid = f"登记 {len(chosen):,} 条差异的核实结果", finding.aid(self.office, lambda _name: {})
            panel = AskFields(self.grid.foot, title, note, fields, aid, "登记", partial(self._answer, chosen))
            panel.ask({Discrepancy.verified_on.name: date.today()})

    def _answer(self, chosen: tuple[int, ...], values: Mapping[str, Any]) -> str:
        outcome, by, on = (values[one] for one in ("outcome", "verified_by", "verified_on"))
        deed = partial(comparisons.answer, self.office.register, chosen, outcome, by, on)
        return self._done(deed, "已登记 {} 条差异的核实结果。")

    def _done(self, deed: Callable[[], Changes], words: str) -> str:
        """Do it; what is in the way is said, nothing when it is done."""
        try:
            changes = deed()
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        self.grid.model.tick_all(False)
        undo.done(self.desk, self.office, changes, words.format(f"{sum(map(len, changes.values())):,}"))
        return ""

    def _chosen(self) -> tuple[int, ...]:
        """The ticked differences, else the one under the cursor."""
        current = self.grid.current_id()
        chosen = () if self.entering else tuple(self.grid.ticked_ids()) or (() if current is None else (current,))
        if not chosen and not self.entering:
            self.desk.say("请先选中或勾选差异。", "warn")
        return chosen

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("登记核实结果", "check", "Ctrl+B", self.answer, allowed=may)
        self.deed("下发", "down", "F6", self.hand_down, allowed=may)
        super()._make_deeds()


def ledger(office: Office) -> Ledger:
    """The list of differences."""
    return Ledger(
        pages.DISCREPANCIES,
        "监测比对 · 比对差异",
        DISCREPANCY,
        (
            asking.town(office, Column(Place.name, (Discrepancy.town,))),
            asking.village(office, Column(Place.name, (Discrepancy.village,))),
            asking.code("kind", "差异类别", Column(Discrepancy.kind)),
            asking.code("state", "核实状态", Column(Discrepancy.state)),
            asking.period("compared", "比对", Column(Discrepancy.compared_on)),
            asking.text("column", "差异栏目", Column(Discrepancy.column)),
            asking.text("name", "姓名", Column(Discrepancy.name)),
        ),
        icon="check",
        empty="还没有比对差异",
        advice="在“名单比对”中比对名单，按 F9 登记差异；勾选后按 F6 下发，核实表收回后按 Ctrl+B 登记核实结果。",
    )
