"""资助参保花名册 by village, household by household (domain.md §2.17), and 附件6 死亡人员名单 (§2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, PaperForm, Takes
from hfp_desk.papers.rosters import Col, blank, centred, made, named, of, rows, shows, summed
from hfp_desk.records import Household, Person, Subsidy
from hfp_desk.store import protection_rosters
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterFacts


def draw_roster(paper: Paper, job: Job) -> int:
    """资助参保花名册 of the year of the day, a section a village, to be put up and signed."""
    from hfp_desk.printing.forms import roster

    printed, year = 0, job.day.year
    for village, town, name in protection_rosters.villages(job.register, job.scope, year):
        paper.end()
        paper.bookmark(f"{town}{name}")
        printed += roster.draw(paper, _village(village, town, name, job), job.progress)
    return printed


def count_subsidised(job: Job) -> int:
    """How many persons the rosters name."""
    return protection_rosters.count_subsidised(job.register, job.scope, job.day.year)


def draw_deaths(paper: Paper, job: Job) -> int:
    """附件6 死亡人员名单, as the medical insurance office wants it."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts
    from hfp_desk.printing.sheets import A4

    facts = RosterFacts(
        title="死亡人员名单",
        columns=r.columns(_DEATHS),
        rows=rows(_DEATHS, protection_rosters.deaths(job.register, job.scope), job),
        left=r.head(job, r.period(job)),
        count=count_deaths(job),
        unit="人",
        signers=("单位负责人（盖章）", "填表人", "联系电话"),
        sheet=A4,
        attachment="附件6",
        size=10.5,
        tall=True,
    )
    return roster.draw(paper, facts, job.progress)


def count_deaths(job: Job) -> int:
    """How many names are on the list."""
    return protection_rosters.count_deaths(job.register, job.scope)


def _village(village: int | None, town: str, name: str, job: Job) -> RosterFacts:
    from hfp_desk.printing.roster_facts import RosterFacts

    lines: list[Line] = list(protection_rosters.subsidised(job.register, job.scope, job.day.year, village))
    return RosterFacts(
        title=f"{job.day.year}年度城乡居民医保资助参保花名册",
        columns=r.columns(_ROSTER),
        rows=rows(_ROSTER, lines, job),
        left=f"{town}{name}",
        right=f"户数：{len({line['home'] for line in lines}):,}　截至 {job.day}",
        count=len(lines),
        unit="人",
        signers=("村（居）民委员会（盖章）", "乡镇（盖章）", "填表人"),
        row_height=8,
    )


def _insured(line: Line, job: Job) -> str:
    """What kind of insurance, or why there is none."""
    return shows(Subsidy.uninsured_reason, line, job) or shows(Subsidy.insured_kind, line, job)


_ROSTER: tuple[Col, ...] = (
    of(Household.group, 20, label="组"),
    centred(Household.head_name, 20, label="户主", wraps=True),
    centred(Person.name, 20, wraps=True),
    centred(Person.sex, 9),
    centred(Person.relation, 17, wraps=True),
    centred(Person.id_number, 38),
    centred(Subsidy.category, 30, wraps=True),
    summed(Subsidy.standard, 18, places=2),
    summed(Subsidy.subsidised, 19, places=2),
    summed(Subsidy.own_paid, 19, places=2),
    centred(Subsidy.paid_on, 21),
    made("参保情况", 20, _insured, "centre"),
    blank("签字", 20),
)
_DEATHS: tuple[Col, ...] = (
    centred(Person.name, 26, wraps=True),
    centred(Person.id_number, 44, label="身份证号码"),
    centred(Person.died_on, 26, label="死亡时间"),
    named("镇街", "town", 26),
    of(Person.remark, 40),
)


def forms() -> tuple[PaperForm, ...]:
    """The papers of premium subsidies."""
    placed = Takes(places=True, persons=True, period="截至", since=False)
    roster = ("资助参保花名册", ("subsidies", "参保补贴花名册"), draw_roster, count_subsidised)
    died = ("死亡人员名单", ("deaths", "附件6"), draw_deaths, count_deaths)
    advice = "请换一个年度、乡镇或村；还没有资料时，先在“费用保障—资助比对”中比对当月名单。"
    whom = "登记簿中没有填死亡日期的人员，请换一个期间。"
    return (
        PaperForm("subsidy-roster", *roster, placed, Area.MONEY, advice),
        PaperForm("death-list", *died, Takes(places=True, period="死亡期间"), Area.MONEY, whom),
    )
