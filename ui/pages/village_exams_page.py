"""整村体检: a village's yearly exams as one table of those who are due, kept in one deed (domain.md §2.10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hfp_desk.problems import Problem
from hfp_desk.records import CHECKUP
from hfp_desk.store import village_exams
from hfp_desk.store.keeping import Changes
from hfp_desk.store.village_exams import Edited, ExamRow, Head
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages.checkups_page import VILLAGE
from ui.pages.exam_model import ExamModel
from ui.pages.tabs import SIGNING_TABS, PageTabs
from ui.pages.village_heads import ExamHead
from ui.pages.village_page import VillagePage


class VillageExamsPage(VillagePage):
    """Exams of one day; who was examined this year is marked and stands last."""

    kind = CHECKUP
    told_from = frozenset({"checkup", "contract", "managedcase", "identity", "person"})
    draft, what, leads_to = VILLAGE, "体检", pages.CHECKUPS
    start = "请先选择村"
    hint = "回车到下一格，体检结论可直接打数字，血压可写 140/90；不填日期按上面的日期，F9 保存；Ctrl+G 换村。"

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "签约履约 · 整村体检", ExamHead(office), ExamModel(may_enter=office.may_enter))

    def tabs(self) -> PageTabs:
        """Those of signing."""
        return PageTabs(self.desk, pages.VILLAGE_EXAMS, SIGNING_TABS)

    def read(self, village: int, head: Head) -> Sequence[ExamRow]:
        """Who is due."""
        return village_exams.rows(self.office.register, self.office.eyes, self.office.policy, village, head)

    @property
    def columns(self) -> Sequence[Any]:
        """The same for everybody."""
        return village_exams.COLUMNS

    def check(self, head: Head, edited: Sequence[Edited]) -> list[tuple[int, Problem]]:
        """Checked as one exam is."""
        return village_exams.problems(self.office.register, edited, head)

    def keep_rows(self, head: Head, edited: Sequence[Edited]) -> Changes:
        """The exams alone."""
        return village_exams.keep(self.office.register, edited, head)

    def nobody(self) -> tuple[str, str]:
        """Nobody is due."""
        advice = "应体检的是有效签约、在管慢病和建档立卡人员；请核对村和日期，或先登记签约、建卡。"
        return f"{self.head.title}没有应体检的人员", advice

    def summed(self) -> list[str]:
        """How many are due, were examined this year, and are not kept."""
        done, written = sum(one.done for one in self.model.rows), len(self.model.changed_rows)
        told = [f"应体检 {len(self.model.rows)} 人", f"本年已检 {done} 人"]
        return [*told, f"未保存 {written} 人" if written else ""]
