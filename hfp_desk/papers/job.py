"""What a paper is: its name, what draws it, what it can be narrowed to; and the job of printing one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.problems import Progress, Refusal
from hfp_desk.records import RecordType
from hfp_desk.store import settings
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope

if TYPE_CHECKING:
    from hfp_desk.printing.paper import Paper


class Area(StrEnum):
    """The ledgers of the office, as the list of papers is divided."""

    BASIC = "基础台账"
    SIGNING = "签约随访"
    MONEY = "费用保障"
    NETWORK = "机构村医"
    ASSISTANCE = "对口帮扶"
    TRAINING = "培训"
    DUTIES = "整改任务"
    MONITORING = "监测比对"
    RETURNS = "上报报表"
    STATISTICS = "统计分析"


@dataclass(frozen=True)
class Takes:
    """To what a paper can be narrowed: places, persons, a period, records of one kind.

    ``period`` says what its days mean (入院期间), ``since`` whether it begins on a day or only stands as of one. Of a
    form to be filled by hand ``copies`` are asked for.
    """

    places: bool = False
    persons: bool = False
    period: str = ""
    since: bool = True
    record: RecordType | None = None
    copies: bool = False

    def require(self, scope: Scope) -> None:
        """Refusal where a scope says something that would change nothing: who reads the paper would be misled."""
        wrong = (
            ("乡镇、村", (scope.towns or scope.villages) and not self.places),
            ("人员", scope.persons and not self.persons),
            ("期间", (scope.since or scope.until) and not self.period),
            ("起始日期", scope.since and self.period and not self.since),
            ("记录", scope.records and self.record is None),
            ("份数", scope.copies and not self.copies),
        )
        for words, is_wrong in wrong:
            if is_wrong:
                raise Refusal(f"这种表册不按{words}选取。", "请去掉这个条件后再打印。")


@dataclass(frozen=True)
class Job:
    """Everything a paper is drawn from."""

    register: Register
    scope: Scope
    viewer: Viewer
    progress: Progress

    @property
    def office(self) -> str:
        """The office whose paper it is."""
        return str(settings.get(settings.OFFICE_NAME, ""))

    @property
    def policy(self) -> str:
        """The policy region of the register."""
        return str(settings.get(settings.POLICY, ""))

    def worded(self, text: str) -> str:
        """``text`` in the words of the policy on the day of the paper: closed years keep theirs (domain.md §5.1)."""
        return policy.load(self.policy).on(self.day).worded(text)

    @property
    def day(self) -> date:
        """As of when a paper stands that shows one day."""
        return self.scope.until or date.today()


@dataclass(frozen=True)
class PaperForm:
    """A paper: its stable name, its title, other names it answers to, what draws it, what counts its persons."""

    name: str
    title: str
    also: tuple[str, ...]
    draw: Callable[[Paper, Job], int]
    people: Callable[[Job], int]
    takes: Takes = Takes()
    area: Area = Area.BASIC
    advice: str = "请换一个乡镇、村或期间再试。"


def nobody(_job: Job) -> int:
    """A paper that tells of no persons."""
    return 0
