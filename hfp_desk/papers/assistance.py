"""派驻人员名册, 考勤月报, 工作量月报 (NC §十八, NN §八; domain.md §2.13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hfp_desk.codes import code_list
from hfp_desk.papers import assessments
from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, PaperForm, Takes
from hfp_desk.papers.rosters import Col, blank, centred, made, of, rows, shows, stacked, summed
from hfp_desk.papers.tallies import Tallied
from hfp_desk.records import ASSESSMENT, POSTING, Partnership, Posting, PostingMonth
from hfp_desk.rules.posting_lines import PostingLine
from hfp_desk.store import figures, posting_rosters, postings

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterFacts

_LEFT_BLANK = "当月没有填报的，空格留待手工填写。"


def draw_postings(paper: Paper, job: Job) -> int:
    """派驻人员名册 on A3 landscape: the months on the spot by the day, and whether they count."""
    known = {one.id: one for one in postings.lines(job.register, job.viewer, job.day, figures.in_force())}
    return Tallied(
        "对口帮扶派驻人员名册",
        "人次",
        _posting_columns(known),
        lines=lambda job: posting_rosters.postings(job.register, job.scope),
        count=count_postings,
        classes=lambda line, job: _counted(known[line[Posting.id]], job),
        told=_told,
        broad=True,
    ).draw(paper, job)


def _counted(one: PostingLine, job: Job) -> tuple[str, ...]:
    holds = (("reached", one.reached is True), ("counted", one.counted), ("on_post", one.on_post(job.day)))
    return tuple(name for name, is_so in holds if is_so)


def _told(told: Counter[str], job: Job) -> str:
    """Who is there, and who reached the months; nothing is judged that the edition does not give."""
    there = f"{job.day} 在岗 {told['on_post']:,} 人次"
    months = postings.terms(figures.in_force(), job.day).months
    if months is None:
        return f"{there}；现行文件未规定派驻月数，未作判定。"
    return f"{there}，连续派驻满 {months} 个月 {told['reached']:,} 人次，计入考核 {told['counted']:,} 人次。"


def count_postings(job: Job) -> int:
    """How many postings the roster names."""
    return posting_rosters.count_postings(job.register, job.scope)


def draw_attendance(paper: Paper, job: Job) -> int:
    """考勤月报, a section a month, with room to sign; a month without figures is the empty form."""
    return _draw_months(paper, job, _attendance)


def draw_workload(paper: Paper, job: Job) -> int:
    """工作量月报, a section a month, summed."""
    return _draw_months(paper, job, _workload)


def count_in_months(job: Job) -> int:
    """How many are posted in the months that are printed."""
    found = posting_rosters.months(job.register, job.scope)
    return max((posting_rosters.count_month(job.register, job.scope, one) for one in found), default=0)


def _draw_months(paper: Paper, job: Job, facts_of: Callable[[str, Job], RosterFacts]) -> int:
    from hfp_desk.printing.forms import roster

    printed = 0
    for named in posting_rosters.months(job.register, job.scope):
        paper.end()
        paper.bookmark(_month(named))
        printed += roster.draw(paper, facts_of(named, job), job.progress)
    return printed


def _attendance(named: str, job: Job) -> RosterFacts:
    first, last = posting_rosters.days_of(named)
    cols: tuple[Col, ...] = (
        *_PAIR,
        centred(Posting.name, 18, wraps=True),
        of(Posting.title, 18),
        of(Posting.department, 18),
        centred(Posting.starts, 19),
        summed(PostingMonth.present, 14, label="出勤天数", places=1),
        made("请假缺勤", 26, lambda line, _job: _absent(line["absent"], first, last)),
        of(PostingMonth.remark, 16),
        blank("本人签字", 20),
        blank("科室负责人签字", 22),
    )
    return _monthly("对口帮扶派驻人员考勤月报表", cols, named, job, row_height=9.5)


def _workload(named: str, job: Job) -> RosterFacts:
    cols: tuple[Col, ...] = (
        *_PAIR,
        centred(Posting.name, 18, wraps=True),
        of(Posting.department, 17),
        summed(PostingMonth.present, 13, places=1),
        *(summed(field, 13) for field in posting_rosters.WORK),
        of(PostingMonth.remark, 15),
    )
    return _monthly("对口帮扶派驻人员工作量月报表", cols, named, job, row_height=8.5)


def _monthly(title: str, cols: tuple[Col, ...], named: str, job: Job, *, row_height: float) -> RosterFacts:
    from hfp_desk.printing.roster_facts import RosterFacts

    return RosterFacts(
        title=title,
        columns=r.columns(cols),
        rows=rows(cols, posting_rosters.month(job.register, job.scope, named), job),
        left=r.head(job, _month(named)),
        right="受援单位（盖章）：　　　　　　　",
        count=posting_rosters.count_month(job.register, job.scope, named),
        unit="人",
        note=lambda: _LEFT_BLANK,
        row_height=row_height,
    )


def _month(named: str) -> str:
    year, month = named.split("-")[:2]
    return f"{year}年{int(month)}月"


def _absent(told: str | None, first: date, last: date) -> str:
    """请假5天、外派学习2天: the days that fall into the month."""
    kinds, days = code_list("absence_kind"), Counter[str]()
    for part in (told or "").split(","):
        if part:
            kind, starts, ends = part.split("|")
            begin, end = max(date.fromisoformat(starts), first), min(date.fromisoformat(ends) if ends else last, last)
            days[kind] += (end - begin).days + 1
    return "、".join(f"{kinds.shown(kind)}{number}天" for kind, number in days.items())


_PAIR = (of(Partnership.supporter, 32), of(Partnership.receiver, 30))


def _posting_columns(known: dict[int, PostingLine]) -> tuple[Col, ...]:
    def told(label: str, width: float, text: Callable[[PostingLine], str]) -> Col:
        return made(label, width, lambda line, _job: text(known[line[Posting.id]]), "centre")

    return (
        *_PAIR,
        centred(Partnership.form, 17, wraps=True),
        centred(Posting.name, 18, wraps=True),
        centred(Posting.sex, 8),
        centred(Posting.id_number, 35),
        Col("职称\n职称级别", 20, lambda line, job: stacked(*(shows(f, line, job) for f in _TITLES)), "centre"),
        centred(Posting.specialty, 17, wraps=True),
        Col("派驻科室\n职务", 20, lambda line, job: stacked(*(shows(f, line, job) for f in _POSTS)), "centre"),
        centred(Posting.kind, 16, wraps=True),
        centred(Posting.starts, 19),
        centred(Posting.ends, 19),
        told("连续时长", 18, lambda one: one.service.longest.words if one.service.days else ""),
        told("请假天数", 11, lambda one: str(one.service.absent or "")),
        told("是否达到月数", 19, lambda one: one.reached_words),
        told("是否计入考核", 21, lambda one: one.counted_words),
        centred(Posting.successor, 16, wraps=True),
        centred(Posting.phone, 23),
        of(Posting.remark, 16),
    )


_TITLES = (Posting.title, Posting.title_grade)
_POSTS = (Posting.department, Posting.duty)


def forms() -> tuple[PaperForm, ...]:
    """The papers of paired assistance."""
    roster = ("派驻人员名册", ("postings", "派驻名册"), draw_postings, count_postings)
    present = ("派驻人员考勤月报", ("考勤月报", "attendance-month"), draw_attendance, count_in_months)
    done = ("派驻人员工作量月报", ("工作量月报", "workload"), draw_workload, count_in_months)
    empty = ("对口帮扶考核表（空白）", ("空白考核表",), assessments.draw_blank, count_postings)
    judged = ("对口帮扶考核表", ("考核表", "assessment"), assessments.draw, assessments.count)
    advice = "请换一个期间；还没有资料时，先在“对口帮扶”中录入或导入派驻人员。"
    months = Takes(period="月份", record=POSTING)
    return (
        PaperForm("posting-roster", *roster, replace(months, period="派驻期间"), Area.ASSISTANCE, advice),
        PaperForm("posting-attendance", *present, months, Area.ASSISTANCE, advice),
        PaperForm("posting-workload", *done, months, Area.ASSISTANCE, advice),
        PaperForm(
            "posting-assessment",
            *judged,
            Takes(period="考核日期", record=ASSESSMENT),
            Area.ASSISTANCE,
            "请换一个期间；还没有考核记录时，先在“对口帮扶—成效考核”中录入，或打印空白考核表。",
        ),
        PaperForm("posting-assessment-blank", *empty, replace(months, period="派驻期间"), Area.ASSISTANCE, advice),
    )
