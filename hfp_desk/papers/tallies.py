"""Rosters of one table whose lines are counted as they are printed; what was counted is told under the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hfp_desk.papers import rosters as r
from hfp_desk.papers.rosters import Col
from hfp_desk.rules.deadlines import Due
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.paper import Paper


@dataclass(frozen=True)
class Tallied:
    """A roster: its lines and how many there are, the classes in which a line counts, the words on what was counted.

    ``about`` says of which time it is. Rows are as high as their text needs; ``broad`` ones are of one height, on A3
    landscape, so that many columns and rows fit a page.
    """

    title: str
    unit: str
    cols: tuple[Col, ...]
    lines: Callable[[Job], Iterable[Line]]
    count: Callable[[Job], int]
    classes: Callable[[Line, Job], Iterable[Any]]
    told: Callable[[Counter[Any], Job], str]
    about: Callable[[Job], str] = r.period
    broad: bool = False
    size: float = 9

    def draw(self, paper: Paper, job: Job) -> int:
        """Print the roster; gives the number of its rows."""
        from hfp_desk.printing.forms import roster
        from hfp_desk.printing.roster_facts import RosterFacts
        from hfp_desk.printing.sheets import A3_WIDE

        counted: Counter[Any] = Counter()
        facts = RosterFacts(
            title=job.worded(self.title),
            columns=r.columns(self.cols),
            rows=r.rows(self.cols, self.lines(job), job, lambda line: counted.update(self.classes(line, job))),
            left=r.head(job, self.about(job)),
            count=self.count(job),
            unit=self.unit,
            note=lambda: self.told(counted, job),
            size=self.size,
            tall=not self.broad,
        )
        facts = replace(facts, sheet=A3_WIDE, row_height=8.2) if self.broad else facts
        return roster.draw(paper, facts, job.progress)


def closings(counted: Counter[Due], _job: Job) -> str:
    """How many problems are closed, how many are not, how many of those are late."""
    closed = counted[Due.CLOSED]
    return f"已销号 {closed:,} 个，未销号 {counted.total() - closed:,} 个，其中超过时限 {counted[Due.OVERDUE]:,} 个。"
