"""整村录入: a village's visits for one disease as one table, suggestions in grey, kept in one deed.

Beside the keys of every village's table, Ctrl+D takes all suggestions and F4 those of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hfp_desk.problems import Problem
from hfp_desk.records import FOLLOW_UP
from hfp_desk.rules.follow_up import limits
from hfp_desk.store import village_visits
from hfp_desk.store.keeping import Changes
from hfp_desk.store.village_visits import Edited, Head, VisitRow
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages.follow_ups_page import VILLAGE
from ui.pages.tabs import VISIT_TABS, PageTabs
from ui.pages.village_heads import VisitHead
from ui.pages.village_page import VillagePage
from ui.pages.visit_model import VisitModel
from ui.widgets.parts import action


class VillageVisitsPage(VillagePage):
    """Visits of one disease on one day, with what the rules suggest."""

    kind = FOLLOW_UP
    told_from = frozenset({"followup", "managedcase", "person"})
    draft, what, leads_to = VILLAGE, "随访", pages.FOLLOW_UPS
    start = "请先选择村和病种"
    hint = (
        "回车到下一格，代码可直接打数字，血压可写 140/90；灰色为建议，Ctrl+D 全部采用，F4 采用本行，F9 保存；"
        "Ctrl+G 换村。"
    )
    model: VisitModel

    def __init__(self, desk: Desk, office: Office) -> None:
        self._warned = False
        super().__init__(desk, office, "慢病随访 · 整村录入", VisitHead(office), VisitModel(may_enter=office.may_enter))

    def tabs(self) -> PageTabs:
        """Those of visits."""
        return PageTabs(self.desk, pages.VILLAGE_VISITS, VISIT_TABS)

    def read(self, village: int, head: Head) -> Sequence[VisitRow]:
        """Who is managed for the disease."""
        return village_visits.rows(self.office.register, self.office.eyes, self.office.policy, village, head)

    @property
    def columns(self) -> Sequence[Any]:
        """Those of the disease."""
        head = self.head.head
        return village_visits.columns(head.programme) if head is not None else ()

    def check(self, head: Head, edited: Sequence[Edited]) -> list[tuple[int, Problem]]:
        """Checked as one visit is."""
        return village_visits.problems(self.office.register, self.office.policy, head, edited)

    def keep_rows(self, head: Head, edited: Sequence[Edited]) -> Changes:
        """Visits with their cases."""
        return village_visits.keep(self.office.register, self.office.policy, head, edited)

    def nobody(self) -> tuple[str, str]:
        """Nobody is managed for the disease."""
        advice = "请核对村和病种；新的管理对象在“慢病管理”按 F2 建卡。"
        return f"{self.head.title}没有在管对象", advice

    def prepare(self, head: Head | None) -> None:
        """The rules of the day suggest."""
        self._warned = False
        if head is not None:
            figures = limits(self.office.policy.on(head.day))
            self.model.adviser = lambda row, values: village_visits.suggest(row, values, head, figures)

    def written(self) -> None:
        """Suggestions are to be told anew."""
        self._warned = False

    @property
    def held_back(self) -> bool:
        """The way must be known, and suggestions that were not taken are told once."""
        if not self.head.value("mode"):
            self.head.ask_for("mode", "请先选随访方式，电话不计面对面。")
            return True
        return self._waiting()

    @property
    def told_beside(self) -> str:
        """The suggestion of the row."""
        advice = self.model.advice(self.table.currentIndex().row())
        return f"建议：{advice.words}" if advice else ""

    def summed(self) -> list[str]:
        """How many people, visits of the day, rows not kept, suggestions not taken."""
        there = sum(one.record is not None for one in self.model.rows)
        written, waiting = len(self.model.changed_rows), len(self.model.waiting)
        told = [f"{len(self.model.rows)} 人", f"当天已有 {there}" if there else ""]
        return [
            *told,
            f"未保存 {written} 人" if written else "",
            f"建议未采用 {waiting} 人" if waiting else "",
        ]

    def more_deeds(self) -> None:
        """Taking suggestions."""
        may = self.office.may_enter
        self.deed("全部采用建议", "check", "Ctrl+D", self.take_all, allowed=may)
        action(self, "采用本行建议", "check", "F4", self.take_row, allowed=may)

    def take_all(self) -> None:
        """Ctrl+D: what is suggested in grey is written, in all rows."""
        self._take(range(len(self.model.rows)))

    def take_row(self) -> None:
        """F4: the same in the row with the cursor."""
        self._take([self.table.currentIndex().row()])

    def _take(self, rows: Iterable[int]) -> None:
        self.table.commit()
        count = self.model.take(rows)
        told = f"已采用 {count} 人的建议，核对后按 F9 保存。" if count else "没有可以采用的建议：先填测量值。"
        self.say(told, "ok" if count else "quiet")

    def _waiting(self) -> bool:
        """Whether suggestions are left that were not taken; said once."""
        written = set(self.model.changed_rows)
        count = sum(row in written for row in self.model.waiting)
        if not count or self._warned:
            return False
        self._warned = True
        self.say(f"有 {count} 人的建议（灰色）还没有采用：Ctrl+D 全部采用；不采用请再按一次 F9 保存。", "warn")
        return True
