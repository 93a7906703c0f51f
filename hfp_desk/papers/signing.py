"""家庭医生签约服务协议书, 签约服务登记表 by village, 签约团队公示牌 (GJ §二（二）2, domain.md §2.9, §2.17)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from hfp_desk.codes import code_list
from hfp_desk.papers import fulfilment
from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, PaperForm, Takes
from hfp_desk.papers.rosters import Col, blank, centred, made, of, shows
from hfp_desk.policy import Item
from hfp_desk.records import CONTRACT, Contract, Household, Institution, Person, Team, TeamMember
from hfp_desk.rules.contract_checks import last_day
from hfp_desk.store import figures, signing_rosters
from hfp_desk.store import fulfilment as fulfilments
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.signing_facts import AgreementFacts, Covered, Promised, TeamFacts

_BLANK_ROWS = 3
_FOUR = "四种重点慢病患者"
_FOUR_CODES = ("1", "2", "3", "4")


def draw_agreements(paper: Paper, job: Job) -> int:
    """签约服务协议书, one a household with a contract in force, whoever of it was chosen; some sign alone."""
    from hfp_desk.printing.forms import people, signing_agreement

    lines = signing_rosters.signed(job.register, job.scope, job.day)
    items = fulfilments.items(job.register, figures.in_force().on(job.day), job.day)
    facts = (_agreement(next(home), items, job) for _, home in groupby(lines, _home))
    return people.draw_people(paper, facts, signing_agreement.draw, 0, job.progress)


def draw_register(paper: Paper, job: Job) -> int:
    """签约服务登记表, each village a section of its own, with room to sign."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts

    printed = 0
    lines = signing_rosters.signed(job.register, job.scope, job.day)
    for (town, village), found in groupby(lines, lambda line: (line["town"] or "", line["village"] or "")):
        mine = list(found)
        paper.end()
        paper.bookmark(f"{town}{village}" or "未登记行政村")
        facts = RosterFacts(
            title="家庭医生签约服务登记表",
            columns=r.columns(_REGISTER),
            rows=r.rows(_REGISTER, mine, job),
            left=f"{town}　{village}",
            right=f"截至 {job.day}",
            count=len(mine),
            unit="人",
            signers=("村卫生室（盖章）", "签约医生", "填表人"),
            size=9,
            row_height=8.6,
            blank=_BLANK_ROWS,
        )
        printed += roster.draw(paper, facts, job.progress)
    return printed


def count_signed(job: Job) -> int:
    """How many contracts in force there are."""
    return sum(1 for _ in signing_rosters.signed(job.register, job.scope, job.day))


def draw_boards(paper: Paper, job: Job) -> int:
    """签约团队公示牌: each team with its members, to be put up in the village."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts
    from hfp_desk.printing.sheets import A4

    printed = 0
    for team in signing_rosters.teams(job.register, job.scope, job.day):
        members = signing_rosters.members(job.register, team[Team.id], job.day)
        paper.end()
        paper.bookmark(shows(Team.name, team, job))
        facts = RosterFacts(
            title=f"{shows(Team.name, team, job)}公示牌",
            columns=r.columns(_BOARD),
            rows=r.rows(_BOARD, members, job),
            left=f"团队长：{shows(Team.leader, team, job)}　　服务电话：{shows(Team.phone, team, job)}",
            right=f"{team['town']} {shows(Institution.name, team, job)}".strip(),
            count=len(members),
            unit="人",
            note=lambda: "服务内容：健康体检、随访、健康教育、接诊、转诊。监督电话：＿＿＿＿＿＿＿＿",
            signers=(),
            sheet=A4,
            size=11,
            row_height=10,
        )
        printed += roster.draw(paper, facts, job.progress) or 1
    return printed


def count_members(job: Job) -> int:
    """How many members the boards name."""
    found = signing_rosters.teams(job.register, job.scope, job.day)
    return sum(len(signing_rosters.members(job.register, team[Team.id], job.day)) for team in found)


def _home(line: Line) -> int:
    """The household; somebody without one counts alone."""
    return int(line[Person.household] or -line[Person.id])


def _agreement(first: Line, items: Sequence[Item], job: Job) -> AgreementFacts:
    from hfp_desk.printing.signing_facts import AgreementFacts

    starts = first[Contract.starts] or first[Contract.signed_on]
    ends = first[Contract.ends] or (last_day(starts, first[Contract.years]) if starts else None)
    head = shows(Household.head_name, first, job) if first[Household.id] else ""
    years = first[Contract.years] or (max(1, round((ends - starts).days / 365)) if starts and ends else 1)
    place = f"{first['town'] or ''}{first['village'] or ''}"
    phone = shows(Household.phone, first, job) if first[Household.id] else ""
    return AgreementFacts(
        village=place,
        name=head or shows(Person.name, first, job),
        number=shows(Household.number, first, job) if first[Household.id] else "",
        address=place + (shows(Household.address, first, job) if first[Household.id] else ""),
        phone=phone or shows(Person.phone, first, job),
        people=tuple(_covered(line, job) for line in signing_rosters.household(job.register, first, job.day)),
        items=tuple(_promised(item) for item in items),
        team=_team(first, job),
        doctor=shows(Contract.doctor_name, first, job),
        package=shows(Contract.package, first, job),
        signed_on=first[Contract.signed_on],
        starts=starts,
        ends=ends,
        years=years,
    )


def _covered(line: Line, job: Job) -> Covered:
    from hfp_desk.printing.signing_facts import Covered

    signed = line[Contract.id] is not None
    return Covered(
        signed,
        shows(Person.name, line, job),
        shows(Person.sex, line, job),
        shows(Person.id_number, line, job),
        shows(Person.relation, line, job),
        shows(Contract.groups, line, job) if signed else "",
        shows(Person.phone, line, job),
    )


def _promised(item: Item) -> Promised:
    from hfp_desk.printing.signing_facts import Promised

    times = f"{item.times} 次" if item.times else "按需"
    weeks = f"（签约后 {item.within_weeks} 周内）" if item.within_weeks else ""
    return Promised(item.label, f"{times}{weeks}", _whom(item))


def _whom(item: Item) -> str:
    if item.programmes == _FOUR_CODES:
        return f"{_FOUR}（高血压、糖尿病、结核病、严重精神障碍）"
    told = [
        *(code_list("programme").shown(code) for code in item.programmes),
        *(code_list("contract_group").shown(code) for code in item.groups),
    ]
    if len(told) > len(_FOUR_CODES):
        return "其他慢病患者"
    return "、".join(told) or "全体签约对象"


def _team(line: Line, job: Job) -> TeamFacts:
    from hfp_desk.printing.signing_facts import TeamFacts

    number = line[Contract.team]
    known = {one[Team.id]: one for one in signing_rosters.teams(job.register, type(job.scope)(), job.day)}
    team = known.get(number)
    if team is None:
        return TeamFacts(str(line["team"]))
    members = tuple(_member(one, job) for one in signing_rosters.members(job.register, number, job.day))
    phone = shows(Team.phone, team, job)
    return TeamFacts(shows(Team.name, team, job), shows(Institution.name, team, job), phone, members)


def _member(line: Line, job: Job) -> tuple[str, str, str, str]:
    name, unit, phone = (shows(field, line, job) for field in (TeamMember.name, TeamMember.unit, TeamMember.phone))
    return shows(TeamMember.role, line, job), name, unit, phone


def _period(line: Line, _job: Job) -> str:
    starts, ends = line[Contract.starts] or line[Contract.signed_on], line[Contract.ends]
    return f"{starts or ''}\n至 {ends}" if ends else f"{starts or ''} 起"


_REGISTER: tuple[Col, ...] = (
    centred(Person.name, 18, wraps=True),
    centred(Person.sex, 10),
    centred(Person.id_number, 36),
    centred(Person.phone, 24),
    of(Contract.groups, 40),
    made("签约团队", 32, lambda line, _job: str(line["team"])),
    centred(Contract.doctor_name, 16, wraps=True),
    centred(Contract.signed_on, 20),
    made("协议期限", 24, _period, "centre"),
    centred(Contract.handed_over, 14, label="已交户", wraps=True),
    blank("本人签字（手印）", 26),
)
_BOARD: tuple[Col, ...] = (
    centred(TeamMember.role, 28),
    centred(TeamMember.name, 28),
    of(TeamMember.unit, 66),
    centred(TeamMember.phone, 40),
)


def forms() -> tuple[PaperForm, ...]:
    """The papers of signing and fulfilment."""
    takes = Takes(places=True, persons=True, period="截至", since=False)
    chosen = Takes(places=True, persons=True, period="截至", since=False, record=CONTRACT)
    towns = Takes(places=True, period="截至", since=False)
    advice = "所选范围内这一天没有有效的签约；请换一个日期或乡镇，或先在“签约履约”中录入。"
    agreement = ("家庭医生签约服务协议书", ("签约协议", "协议书", "contracts"), draw_agreements, count_signed)
    register = ("签约服务登记表", ("登记表", "signing"), draw_register, count_signed)
    board = ("签约团队公示牌", ("团队公示", "teams"), draw_boards, count_members)
    ledger = ("签约履约台账", ("履约台账",), fulfilment.draw_ledger, fulfilment.count)
    table = ("签约履约情况表", ("签约进展表",), fulfilment.draw_table, fulfilment.nobody)
    book = ("履约手册", ("个人履约手册",), fulfilment.draw_handbooks, fulfilment.count)
    no_team = "还没有签约团队；请先在“签约履约—团队”中登记团队和成员。"
    return (
        PaperForm("signing-agreement", *agreement, chosen, Area.SIGNING, advice),
        PaperForm("signing-register", *register, takes, Area.SIGNING, advice),
        PaperForm("fulfilment-ledger", *ledger, takes, Area.SIGNING, advice),
        PaperForm("fulfilment-table", *table, towns, Area.SIGNING, advice),
        PaperForm("fulfilment-book", *book, takes, Area.SIGNING, advice),
        PaperForm("team-board", *board, towns, Area.SIGNING, no_team),
    )
