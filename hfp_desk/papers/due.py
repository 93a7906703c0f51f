"""应随访名单, 随访工作单 by village or by doctor, and the table of 规范管理 by township (第三版; NC §四).

A work sheet is what a village doctor takes along: who is due, where they live, what was measured last, and empty
columns for what is measured now. It is printed as of a day; all who are due by the Sunday of its week are on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, PaperForm, Takes, nobody
from hfp_desk.store import due, due_words, figures, quality, quality_words
from hfp_desk.store.due import DueLine, Lines
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.quality import By

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.facts import Amount
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterColumn, RosterFacts

_LISTED = ("town", "village", "name", "programme", "state", "due_on", "last_on", "figure", "left", "doctor", "phone")
_WIDTHS = {
    "town": 18,
    "village": 25,
    "name": 16,
    "programme": 23,
    "state": 34,
    "due_on": 20,
    "last_on": 20,
    "figure": 18,
    "left": 12,
    "doctor": 16,
    "phone": 25,
    "address": 34,
}
_SHEET = ("name", "programme", "phone", "address", "state", "last_on", "figure")
_WHOLE = frozenset({"phone", "due_on", "last_on"})
"""Columns that are not broken."""
_EMPTY = (("随访日期", 17), ("血压", 17), ("血糖", 13), ("体重", 13), ("用药", 27), ("下次随访", 18), ("签名", 18))
_ROW = 11.0
"""Millimetres of a row to be written in by hand."""


def draw_list(paper: Paper, job: Job) -> int:
    """应随访名单: everybody in one table, by place."""
    from hfp_desk.printing.forms import roster

    lines = by_place(job)
    return roster.draw(paper, _facts(job, "应随访名单", _LISTED, lines, lines.on), job.progress)


def draw_by_village(paper: Paper, job: Job) -> int:
    """随访工作单: a section for each village."""
    return _sheets(
        paper, job, "village", lambda one: (one.village, f"{one.town_name}{one.village_name}" or "（没有村）")
    )


def draw_by_doctor(paper: Paper, job: Job) -> int:
    """随访工作单: a section for each doctor in charge."""
    return _sheets(paper, job, "doctor", lambda one: (one.doctor, one.doctor or "（没有责任医生）"))


def draw_quality(paper: Paper, job: Job) -> int:
    """慢病规范管理情况表: township by township, a section for each disease with its rates."""
    from hfp_desk.printing.forms import roster

    found = quality.quality(
        job.register, job.viewer, figures.in_force(), job.day.year, today=job.day, wanted=_wanted(job)
    )
    printed = 0
    for line in found.lines(By.PROGRAMME):
        paper.end()
        paper.bookmark(line.label)
        printed += roster.draw(paper, _quality(job, found.of(str(line.key)), line.label), job.progress)
    return printed


def by_place(job: Job, order: str = "town") -> Lines:
    """The lines of the day of a scope, in the order of places or doctors."""
    found = due.due(job.register, job.viewer, figures.in_force(), job.day, wanted=_wanted(job))
    return found.sorted(found.lines, order, descending=False)


def count_due(job: Job) -> int:
    """How many people are named."""
    return len({one.person for one in by_place(job)})


def _wanted(job: Job) -> Wanted:
    return Wanted(towns=job.scope.towns, villages=job.scope.villages)


def _sheets(paper: Paper, job: Job, order: str, whose: Callable[[DueLine], tuple[object, str]]) -> int:
    from hfp_desk.printing.forms import roster

    lines = by_place(job, order if order == "doctor" else "town")
    printed = 0
    for (_, label), group in groupby(lines, key=whose):
        some = list(group)
        paper.end()
        paper.bookmark(label)
        facts = _facts(job, f"随访工作单（{label}）", _SHEET, some, lines.on, by_hand=True)
        printed += roster.draw(paper, facts, job.progress)
    return printed


def _facts(
    job: Job, title: str, names: Sequence[str], lines: Sequence[DueLine], on: date, *, by_hand: bool = False
) -> RosterFacts:
    from hfp_desk.printing.roster_facts import RosterFacts

    places = [[one.key for one in due_words.COLUMNS].index(name) for name in names]

    def rows() -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
        for number, one in enumerate(lines, start=1):
            texts = due_words.cells(one)
            empty = ("\n",) * (len(_EMPTY) if by_hand else 0)
            yield (str(number), *(texts[place] for place in places), *empty), ()

    return RosterFacts(
        title=title,
        columns=_columns(names, by_hand=by_hand),
        rows=rows(),
        left=r.head(job, f"截至 {on}"),
        count=len(lines),
        unit="人次",
        note=(lambda: _BY_HAND) if by_hand else None,
        signers=("责任医生", "审核人") if by_hand else ("单位负责人", "审核人", "填表人"),
        size=9,
        row_height=_ROW if by_hand else 7.2,
        tall=True,
    )


_BY_HAND = "血压写 收缩压/舒张压；未访到的写“失访”及原因，已死亡的写死亡日期。随访后录入系统。"


def _columns(names: Sequence[str], *, by_hand: bool) -> tuple[RosterColumn, ...]:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn

    labels = {one.key: one.label for one in due_words.COLUMNS}
    shown = tuple(RosterColumn(labels[name], _WIDTHS[name], wraps=name not in _WHOLE) for name in names)
    empty = tuple(RosterColumn(label, width, parent="本次随访") for label, width in _EMPTY) if by_hand else ()
    return (RosterColumn("序号", 10, Align.CENTRE, wraps=False), *shown, *empty)


def _quality(job: Job, found: quality.Quality, label: str) -> RosterFacts:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn, RosterFacts

    headings = [one for one in quality_words.COLUMNS if one.key != "above"]
    columns = tuple(
        RosterColumn(
            "乡镇" if one.key == "label" else one.label,
            26 if one.key == "label" else 17,
            Align.RIGHT if one.numeric else Align.LEFT,
        )
        for one in headings
    )
    lines = [*found.lines(By.TOWN), found.whole]

    def rows() -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
        for number, one in enumerate(lines, start=1):
            name, _, *rest = quality_words.cells(one)
            yield (str(number) if one is not found.whole else "", name, *rest), ()

    told = "；".join(quality_words.told(one) for one in found.shares())
    return RosterFacts(
        title=f"{found.year}年{label}规范管理情况表",
        columns=(RosterColumn("序号", 10, Align.CENTRE, wraps=False), *columns),
        rows=rows(),
        left=r.head(job, f"截至 {found.last}"),
        right="单位：人",
        count=len(lines),
        unit="行",
        note=lambda: told,
        size=9.5,
        tall=True,
    )


def forms() -> tuple[PaperForm, ...]:
    """The papers of visits that are due, and of how they were made."""
    takes = Takes(places=True, period="截至", since=False)
    advice = "这一天没有应随访的人；请换一个日期、乡镇或村。"
    none = "这一年没有在管的慢病患者；请换一个日期或乡镇。"
    village = ("随访工作单（按村）", ("随访工作单", "工作单"), draw_by_village, count_due)
    doctor = ("随访工作单（按责任医生）", ("医生工作单",), draw_by_doctor, count_due)
    return (
        PaperForm("visits-due", "应随访名单", ("应随访",), draw_list, count_due, takes, Area.SIGNING, advice),
        PaperForm("visit-work-village", *village, takes, Area.SIGNING, advice),
        PaperForm("visit-work-doctor", *doctor, takes, Area.SIGNING, advice),
        PaperForm(
            *("follow-up-quality", "慢病规范管理情况表", ("规范管理情况表",), draw_quality, nobody),
            *(takes, Area.SIGNING, none),
        ),
    )
