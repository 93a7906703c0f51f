"""健康扶贫监测预警情况表: township by township, with the headings the city asks for (domain.md §2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, Job, PaperForm, Takes, nobody
from hfp_desk.store import figures
from hfp_desk.store.monitoring import HEADINGS, Row, table

if TYPE_CHECKING:
    from hfp_desk.printing.facts import Amount
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterColumn

_TITLE = "健康扶贫监测预警情况表"
_NOTE = (
    "预警家庭为县级已确认、风险未消除的家庭；患者指登记大病、慢病的家庭成员；空白点村指贫困村中无室或无医且无替代的村。"
)


def draw(paper: Paper, job: Job) -> int:
    """Print the table; gives the number of townships."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts

    *rows, _ = table(job.register, job.viewer, figures.in_force(), job.day)
    chosen = [row for row in rows if not job.scope.towns or row.town in job.scope.towns]
    facts = RosterFacts(
        title=job.worded(_TITLE),
        columns=_columns(),
        rows=_rows(chosen),
        left=r.head(job, r.as_of(job)),
        right="单位：个、户、人",
        unit="个乡镇",
        note=lambda: job.worded(_NOTE),
        size=10,
        row_height=5.6,
    )
    return roster.draw(paper, facts, job.progress)


def _columns() -> tuple[RosterColumn, ...]:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn

    counted = [RosterColumn(one.label, 24, Align.RIGHT, one.under or None, total=True, wraps=False) for one in HEADINGS]
    poor = RosterColumn("贫困村数", 16, Align.RIGHT, total=True, wraps=False)
    share = RosterColumn("占贫困村比例", 18, Align.RIGHT, places=1, wraps=False, ratio=(0, 1))
    head = (RosterColumn("序号", 10, Align.CENTRE, wraps=False), RosterColumn("乡镇", 24))
    return (*head, counted[0], poor, share, *counted[1:])


def _rows(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
    from hfp_desk.printing.forms.shown import percent

    for number, row in enumerate(rows, start=1):
        counts = [Decimal(len(row.cells[one.name])) for one in HEADINGS]
        poor = Decimal(row.poor_villages)
        texts = [f"{count:f}" for count in counts]
        share = percent(counts[0], poor) if poor else "—"
        yield (str(number), row.name, texts[0], f"{poor:f}", share, *texts[1:]), (counts[0], poor, *counts[1:])


def forms() -> tuple[PaperForm, ...]:
    """The papers of monitoring."""
    takes = Takes(places=True, period="截至", since=False)
    advice = "请先在“监测预警”中确认预警家庭。"
    names = ("监测预警情况表", "预警情况表")
    return (PaperForm("monitoring", _TITLE, names, draw, nobody, takes, Area.MONITORING, advice),)
