"""公示: the words over and under a list that is put up in the village, and for how long it hangs there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hfp_desk.problems import Refusal

if TYPE_CHECKING:
    from hfp_desk.printing.facts import ListFacts

USUAL_DAYS, FEWEST_DAYS = 7, 5
"""How long a notice hangs: what is proposed, and what the procedure asks for at least."""


@dataclass(frozen=True)
class Notice:
    """``phone`` is the office's own, at which somebody may object."""

    title: str
    since: date
    until: date
    phone: str = ""

    @classmethod
    def from_today(cls, title: str, today: date, phone: str = "") -> Notice:
        """A notice put up today for the usual time."""
        return cls(title, today, today + timedelta(days=USUAL_DAYS - 1), phone)

    @property
    def days(self) -> int:
        """How many days it hangs, the first and the last included."""
        return (self.until - self.since).days + 1

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the clerk should know before it goes up."""
        found = []
        if self.days < FEWEST_DAYS:
            found.append(f"公示期只有 {self.days} 天，程序要求不少于 {FEWEST_DAYS} 天。")
        if not self.phone.strip():
            found.append("没有填监督电话，纸上留了空，请手工补写。")
        return tuple(found)

    def require_period(self) -> None:
        """Refusal when it would end before it begins."""
        if self.until < self.since:
            raise Refusal("公示期的截止日早于开始日。", "请核对公示期的起止日期。")

    def on(self, facts: ListFacts) -> ListFacts:
        """The list headed as a notice; the conditions it was picked by are the office's own."""
        left = f"公示期：{self.since} 至 {self.until}（{self.days} 天）"
        right = f"监督电话：{self.phone.strip() or '____________'}"
        columns = tuple(replace(one, label=f"{one.label}（元）") if one.total else one for one in facts.columns)
        signers = ("公示单位（盖章）", "日期")
        return replace(facts, title=self.title, columns=columns, conditions="", head=(left, right), signers=signers)
