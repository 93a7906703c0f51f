"""政策目标完成情况表: every goal of the documents, how it stands, what is lacking, and on which clause it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, Job, PaperForm, Takes, nobody
from hfp_desk.returns.table import detailed
from hfp_desk.store.target_board import Goal, board

if TYPE_CHECKING:
    from hfp_desk.printing.facts import Amount
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterColumn

_TITLE = "健康扶贫政策目标完成情况表"
_MET = {None: "—", True: "达到", False: "未达到"}
_FEW = 3


def draw(paper: Paper, job: Job) -> int:
    """Print the table; gives the number of goals."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts

    found = board(job.register, job.day, job.progress).goals
    met = sum(goal.met is True for goal in found)
    short = sum(goal.met is False for goal in found)
    facts = RosterFacts(
        title=job.worded(_TITLE),
        columns=_columns(),
        rows=_rows(found),
        left=r.head(job, r.as_of(job)),
        right=f"达到 {met} 项，未达到 {short} 项",
        count=len(found),
        unit="项",
        note=lambda: "现状为各报表当期的数字；文件没有规定数值的目标不列。",
        size=10,
        tall=True,
    )
    return roster.draw(paper, facts, job.progress)


def _columns() -> tuple[RosterColumn, ...]:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn

    return (
        RosterColumn("序号", 10, Align.CENTRE, wraps=False),
        RosterColumn("方面", 18),
        RosterColumn("目标", 48),
        RosterColumn("要求", 26),
        RosterColumn("现状", 40, Align.RIGHT),
        RosterColumn("是否达到", 18, Align.CENTRE, wraps=False),
        RosterColumn("还差", 16, Align.RIGHT, wraps=False),
        RosterColumn("未达到的乡镇", 44),
        RosterColumn("依据", 42),
    )


def _rows(found: Sequence[Goal]) -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
    for number, goal in enumerate(found, start=1):
        now = "未统计" if goal.column is None else detailed(goal.column, goal.cell)
        lacking = f"{goal.lacking:,}" if goal.lacking else ""
        cells = (goal.area, goal.target.label, goal.wanted, now, _MET[goal.met], lacking, _behind(goal))
        yield (str(number), *cells, goal.target.source), ()


def _behind(goal: Goal) -> str:
    more = len(goal.behind) - _FEW
    return "、".join(goal.behind[:_FEW]) + (f"等 {len(goal.behind)} 个" if more > 0 else "")


def forms() -> tuple[PaperForm, ...]:
    """The paper of the target board."""
    takes = Takes(period="截至", since=False)
    names = ("政策目标完成情况表", "目标完成情况")
    return (PaperForm("target-board", _TITLE, names, draw, nobody, takes, Area.STATISTICS),)
