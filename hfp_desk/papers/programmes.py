"""专项工作覆盖情况表: what each special programme reached, of how many, and on which clause it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, Job, PaperForm, Takes, nobody
from hfp_desk.rules import judging, money
from hfp_desk.store import figures
from hfp_desk.store.programmes import Measured, programmes

if TYPE_CHECKING:
    from hfp_desk.printing.facts import Amount
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterColumn

_TITLE = "健康扶贫专项工作覆盖情况表"


def draw(paper: Paper, job: Job) -> int:
    """Print the table; gives the number of its lines."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts

    found = programmes(job.register, job.viewer, figures.in_force(), job.day)
    facts = RosterFacts(
        title=job.worded(_TITLE),
        columns=_columns(),
        rows=_rows(found),
        left=r.head(job, r.as_of(job)),
        right="单位：人",
        count=len(found),
        unit="项",
        note=lambda: "登记簿不能判断应覆盖对象的项目只列人数，不计算比例。",
        size=10,
        tall=True,
    )
    return roster.draw(paper, facts, job.progress)


def _columns() -> tuple[RosterColumn, ...]:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn

    counted = (RosterColumn(words, 16, Align.RIGHT, wraps=False) for words in ("应覆盖", "已覆盖", "未覆盖", "比例"))
    return (
        RosterColumn("序号", 10, Align.CENTRE, wraps=False),
        RosterColumn("专项", 30),
        RosterColumn("项目", 62),
        *counted,
        RosterColumn("目标", 26),
        RosterColumn("依据", 60),
    )


def _rows(found: Sequence[Measured]) -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
    for number, one in enumerate(found, start=1):
        share = money.ratio(Decimal(len(one.done)), Decimal(len(one.whole))) if one.judged else None
        missing = f"{len(one.missing):,}" if one.judged else "—"
        counts = (f"{len(one.whole):,}", f"{len(one.done):,}", missing, "—" if share is None else f"{share}%")
        goal = judging.wanted(one.target) if one.target is not None and one.target.given else ""
        yield (str(number), one.area, one.label, *counts, goal, one.source), ()


def forms() -> tuple[PaperForm, ...]:
    """The papers of the special programmes."""
    takes = Takes(period="截至", since=False)
    names = ("专项工作覆盖情况表", "专项覆盖")
    return (PaperForm("programmes", _TITLE, names, draw, nobody, takes, Area.MONITORING),)
