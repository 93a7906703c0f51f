"""报销比例核查表 by township and by hospital, and 单病种超标准清单 (NC §十四, ZS §二, GJ §二（一）3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from hfp_desk.papers.job import Area, Job, PaperForm, Takes, nobody
from hfp_desk.rules import judging
from hfp_desk.rules.judging import WORDS
from hfp_desk.store import figures, latest, overruns, protection
from hfp_desk.store.overruns import Overrun
from hfp_desk.store.protection import Checked, Group
from hfp_desk.store.protection_bills import GROUPS, Asked

if TYPE_CHECKING:
    from hfp_desk.printing.facts import Amount
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterColumn, RosterFacts

NAMES = ("protection-town", "protection-hospital", "price-overrun")
"""The papers of this module, as the page of the check offers them."""
_SIGNERS = ("单位负责人", "审核人", "填表人")


def draw_checked(paper: Paper, job: Job, by: str) -> int:
    """报销比例核查表: a line a place or hospital, ratios of the sums at the end, and what was found under it."""
    from hfp_desk.printing.forms import roster

    checked = protection.check(job.register, figures.in_force(), asked(job), by)
    return roster.draw(paper, _facts(checked, job), job.progress)


def draw_overruns(paper: Paper, job: Job) -> int:
    """单病种超标准清单: every stay above its price."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts

    found = overruns.overruns(job.register, asked(job))
    facts = RosterFacts(
        title="单病种超标准清单",
        columns=_overrun_columns(),
        rows=(_overrun(number, one) for number, one in enumerate(found, start=1)),
        left=_left(job),
        right="单位：元",
        count=len(found),
        unit="笔",
        signers=_SIGNERS,
        size=9.5,
    )
    return roster.draw(paper, facts, job.progress)


def count_overruns(job: Job) -> int:
    """How many persons stand on the list."""
    return len({one.person for one in overruns.overruns(job.register, asked(job))})


def asked(job: Job) -> Asked:
    """The stays of the period; without one those of the year of the latest stay."""
    since, until = job.scope.since, job.scope.until
    year = latest.year_of(job.register)
    first = since or date(until.year if until else year, 1, 1)
    return Asked(job.viewer, first, until or date(max(year, first.year), 12, 31))


def _facts(checked: Checked, job: Job) -> RosterFacts:
    from hfp_desk.printing.roster_facts import RosterFacts

    return RosterFacts(
        title="报销比例核查表",
        columns=_columns(checked),
        rows=(_row(number, one) for number, one in enumerate(checked.groups, start=1)),
        left=_left(job),
        right=f"目标：{_goal(checked)}　　单位：元",
        count=len(checked.groups),
        unit="个" if checked.by != "hospital" else "家",
        note=lambda: _note(checked),
        signers=_SIGNERS,
        size=9,
        row_height=8,
    )


def _columns(checked: Checked) -> tuple[RosterColumn, ...]:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn

    right, centre = Align.RIGHT, Align.CENTRE

    def money(label: str) -> RosterColumn:
        return RosterColumn(label, 24, right, total=True, places=2, wraps=False)

    def share(label: str, part: int, whole: int, parent: str | None = "比例（%）") -> RosterColumn:
        return RosterColumn(label, 15, right, parent, places=2, wraps=False, ratio=(part, whole))

    return (
        RosterColumn("序号", 9, centre, wraps=False),
        RosterColumn(GROUPS[checked.by], 34),
        RosterColumn("人数", 11, right, wraps=False),
        RosterColumn("笔数", 11, right, total=True, wraps=False),
        *(money(label) for label in ("总费用", "政策范围内", "基本和大病", "报销合计", "个人负担")),
        share("实际报销", 4, 1),
        RosterColumn("中位数", 15, right, "比例（%）", wraps=False),
        share("政策范围内", 3, 2),
        share("个人负担", 5, 1),
        RosterColumn("低于目标", 12, right, "超出区间（笔）", total=True, wraps=False),
        RosterColumn("高于目标", 12, right, "超出区间（笔）", total=True, wraps=False),
        RosterColumn("核查", 14, centre, wraps=False),
    )


def _row(number: int, one: Group) -> tuple[tuple[str, ...], tuple[Amount, ...]]:
    sums, low, high = one.sums, one.found.get("low", 0), one.found.get("high", 0)
    amounts = (sums.total, sums.in_scope, sums.basic_and_major, sums.reimbursed, sums.own)
    ratios = (sums.reimbursed_ratio, one.median, sums.in_scope_ratio, sums.own_share)
    texts = (
        *(str(number), one.label, f"{one.people:,}", f"{sums.count:,}"),
        *(f"{amount:,.2f}" for amount in amounts),
        *("" if ratio is None else f"{ratio}" for ratio in ratios),
        *(f"{low:,}", f"{high:,}"),
        WORDS[one.judgement] if one.judgement else "未判定",
    )
    return texts, (Decimal(sums.count), *amounts, Decimal(low), Decimal(high))


def _note(checked: Checked) -> str:
    """Everything found, in a line."""
    found = [f"{one.label} {one.count:,} {one.unit}" for one in checked.found if one.count]
    told = f"核查发现：{'，'.join(found)}。" if found else "核查没有发现问题。"
    visits = checked.whole.visits.count
    return f"表内为住院，另有门诊 {visits:,} 笔。{told}" if visits else told


def _goal(checked: Checked) -> str:
    """85%—95%（暂定）."""
    target = checked.edition.target("reimbursed_ratio")
    return judging.wanted(target) + ("（暂定）" if target.assumed else "")


def _overrun_columns() -> tuple[RosterColumn, ...]:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn

    right, centre = Align.RIGHT, Align.CENTRE
    return (
        RosterColumn("序号", 10, centre, wraps=False),
        RosterColumn("乡镇", 24),
        RosterColumn("姓名", 20, centre),
        RosterColumn("病种", 40),
        RosterColumn("医院", 44),
        RosterColumn("结算日期", 22, centre, wraps=False),
        RosterColumn("总费用", 26, right, total=True, places=2, wraps=False),
        RosterColumn("收费标准", 26, right, total=True, places=2, wraps=False),
        RosterColumn("超出金额", 26, right, total=True, places=2, wraps=False),
        RosterColumn("标准文号", 30),
    )


def _overrun(number: int, one: Overrun) -> tuple[tuple[str, ...], tuple[Amount, ...]]:
    amounts = (one.total, one.price, one.over)
    texts = (
        *(str(number), one.town, one.name, one.disease, one.hospital, str(one.day or "")),
        *(f"{amount:,.2f}" for amount in amounts),
        one.document,
    )
    return texts, amounts


def _left(job: Job) -> str:
    known = asked(job)
    return f"填报单位：{job.office}　　结算日期：{known.since} 至 {known.until}"


def forms() -> Iterator[PaperForm]:
    """The papers of what was settled."""
    takes = Takes(period="结算期间")
    advice = "请换一个期间；还没有结算时，先导入医院或医保的结算台账。"
    for by, words in (("town", "乡镇"), ("hospital", "医院")):
        title, also = f"报销比例核查表（按{words}）", (f"protection-{by}", f"{words}报销比例")
        yield PaperForm(
            f"protection-{by}", title, also, partial(draw_checked, by=by), nobody, takes, Area.MONEY, advice
        )
    none = "没有超过单病种收费标准的住院；请先在“单病种”中录入收费标准，或换一个期间。"
    more = ("单病种超标", "price-overrun")
    yield PaperForm("price-overrun", "单病种超标准清单", more, draw_overruns, count_overruns, takes, Area.MONEY, none)
