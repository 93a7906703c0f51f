"""村级覆盖情况表: township by township, with and without the substitutes (NC §二十二, ZS §三)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from hfp_desk.papers import rosters as r
from hfp_desk.store.coverage import RULE, VillageLine, coverage

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.facts import Amount
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterColumn

_ON_THE_SPOT, _GAPS, _SERVED = "有室有医情况", "空白点", "含替代和可不设"
_COUNTED: tuple[tuple[str, str | None, Callable[[VillageLine], bool]], ...] = (
    ("行政村", None, lambda _one: True),
    ("其中：贫困村", None, lambda one: one.poor),
    ("有村卫生室", _ON_THE_SPOT, lambda one: one.has_clinic),
    ("卫生室标准化", _ON_THE_SPOT, lambda one: one.has_standard),
    ("有村医", _ON_THE_SPOT, lambda one: one.has_doctor),
    ("有合格村医", _ON_THE_SPOT, lambda one: one.has_qualified),
    ("有室有医", _ON_THE_SPOT, lambda one: not one.gap),
    ("无卫生室", _GAPS, lambda one: one.gap == "1"),
    ("无村医", _GAPS, lambda one: one.gap == "2"),
    ("室医皆无", _GAPS, lambda one: one.gap == "3"),
    ("合计", _GAPS, lambda one: bool(one.gap)),
    ("已有替代安排", _SERVED, lambda one: bool(one.gap) and one.substituted),
    ("可不设", _SERVED, lambda one: bool(one.gap) and one.exempt),
    ("尚未覆盖", _SERVED, lambda one: not one.covered),
    ("已覆盖", _SERVED, lambda one: one.covered),
)
_ALL, _OWN, _COVERED = 0, 6, 14
"""Where 行政村, 有室有医 and 已覆盖 stand among the columns counted."""


def draw(paper: Paper, job: Job) -> int:
    """Print the table; gives the number of townships."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts

    known = coverage(job.register, job.viewer, job.day)
    villages = tuple(one for one in known.villages if _within(one, job))
    silent = sum(_within(one, job) for one in known.unreported)
    facts = RosterFacts(
        title="村卫生室和村医覆盖情况表",
        columns=_columns(),
        rows=_rows(villages),
        left=r.head(job, r.as_of(job)),
        right="单位：个村",
        unit="个乡镇",
        note=lambda: f"{RULE}未报送 {silent:,} 个。",
        size=9.5,
        row_height=6.2,
    )
    return roster.draw(paper, facts, job.progress)


def _within(one: VillageLine, job: Job) -> bool:
    scope = job.scope
    return (not scope.towns or one.town in scope.towns) and (not scope.villages or one.place in scope.villages)


def _columns() -> tuple[RosterColumn, ...]:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn

    counted = [RosterColumn(label, 13, Align.RIGHT, parent, total=True, wraps=False) for label, parent, _ in _COUNTED]
    counted.insert(_OWN + 1, _rate(_ON_THE_SPOT, "覆盖率（不含替代）", _OWN))
    counted.append(_rate(_SERVED, "覆盖率（含替代）", _COVERED))
    return (RosterColumn("序号", 9, Align.CENTRE, wraps=False), RosterColumn("乡镇", 20), *counted)


def _rate(parent: str, label: str, part: int) -> RosterColumn:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn

    return RosterColumn(label, 16, Align.RIGHT, parent, places=1, wraps=False, ratio=(part, _ALL))


def _rows(villages: tuple[VillageLine, ...]) -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
    from hfp_desk.printing.forms.shown import percent

    for number, (_, group) in enumerate(groupby(villages, key=lambda one: one.town), start=1):
        town = list(group)
        counts = [Decimal(sum(map(is_one, town))) for _, _, is_one in _COUNTED]
        texts = [f"{count:f}" for count in counts]
        texts.insert(_OWN + 1, percent(counts[_OWN], counts[_ALL]))
        texts.append(percent(counts[_COVERED], counts[_ALL]))
        yield (str(number), town[0].town_name, *texts), tuple(counts)
