"""垫付联审汇总表 and 明细表: what hospitals advanced, what was approved and paid back (GJ §二（三）3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from hfp_desk.papers.job import Area, PaperForm, Takes, nobody
from hfp_desk.papers.rosters import Col, centred, made, named, of, summed
from hfp_desk.papers.showing import visible
from hfp_desk.papers.tallies import Tallied
from hfp_desk.records import AUDIT_BATCH, AuditBatch, Person, Settlement, Treatment
from hfp_desk.store import protection_rosters
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.paper import Paper


def draw_summary(paper: Paper, job: Job) -> int:
    """垫付联审汇总表: a batch a line."""
    return Tallied(
        "定点医院垫付联审汇总表",
        "批",
        _BATCHES,
        lines=lambda job: protection_rosters.batches(job.register, job.scope),
        count=lambda job: protection_rosters.count_batches(job.register, job.scope),
        classes=lambda line, _job: (_stage(line),),
        told=lambda counted, _job: _told(counted, "批"),
    ).draw(paper, job)


def draw_details(paper: Paper, job: Job) -> int:
    """垫付联审明细表: a bill a line, of the batches named, else all with an advance."""
    return Tallied(
        "定点医院垫付联审明细表",
        "笔",
        _BILLS,
        lines=_claimed,
        count=count_claimed,
        classes=lambda line, _job: (_bill_stage(line),),
        told=lambda counted, _job: _told(counted, "笔"),
        broad=True,
    ).draw(paper, job)


def count_claimed(job: Job) -> int:
    """How many bills are on the list."""
    return protection_rosters.count_claimed(job.register, job.scope, job.viewer)


def _claimed(job: Job) -> Iterator[Line]:
    return protection_rosters.claimed(job.register, job.scope, job.viewer)


def _stage(line: Line) -> str:
    if line[AuditBatch.audited_on] is None:
        return "联审中"
    return "已拨付" if (line[AuditBatch.repaid] or 0) >= (line[AuditBatch.approved] or 0) else "待拨付"


def _bill_stage(line: Line) -> str:
    if line[Settlement.audited] is None:
        return "联审中" if line[Settlement.audit_batch] else "未申报联审"
    return "已拨付" if (line[Settlement.repaid] or 0) >= line[Settlement.audited] else "待拨付"


def _told(counted: Counter[str], unit: str) -> str:
    words = ("未申报联审", "联审中", "待拨付", "已拨付")
    return "，".join(f"{word} {counted[word]:,} {unit}" for word in words if counted[word]) + "。"


def _left(line: Line, job: Job) -> Decimal | None:
    """What is not paid back of a batch."""
    claimed = visible(AuditBatch.claimed, line[AuditBatch.claimed], job.viewer)
    if claimed is None:
        return None
    return Decimal(claimed) - (line[AuditBatch.deducted] or 0) - (line[AuditBatch.repaid] or 0)


def _deducted(line: Line, job: Job) -> Decimal | None:
    audited = visible(Settlement.audited, line[Settlement.audited], job.viewer)
    return None if audited is None else Decimal(line[Settlement.advanced]) - audited


def _open(line: Line, job: Job) -> Decimal | None:
    advanced = visible(Settlement.advanced, line[Settlement.advanced], job.viewer)
    if advanced is None:
        return None
    return Decimal(advanced) - (_deducted(line, job) or 0) - (line[Settlement.repaid] or 0)


def _sum(label: str, width: float, amount: Callable[[Line, Job], Decimal | None]) -> Col:
    """A computed amount that is added up."""

    def text(line: Line, job: Job) -> str:
        value = amount(line, job)
        return f"{value:,.2f}" if value else ""

    return Col(label, width, text, "right", None, amount, 2, wraps=False)


_BATCHES: tuple[Col, ...] = (
    centred(AuditBatch.number, 24, wraps=True),
    of(AuditBatch.hospital, 34),
    made(
        "费用期间", 24, lambda line, _job: f"{line[AuditBatch.starts] or ''}\n{line[AuditBatch.ends] or ''}", "centre"
    ),
    summed(AuditBatch.claims, 12),
    summed(AuditBatch.claimed, 24, places=2),
    centred(AuditBatch.audited_on, 20),
    of(AuditBatch.auditors, 26),
    summed(AuditBatch.approved, 24, places=2),
    summed(AuditBatch.deducted, 20, places=2),
    of(AuditBatch.deduct_reason, 28),
    centred(AuditBatch.repaid_on, 20),
    summed(AuditBatch.repaid, 24, places=2),
    _sum("未结余额", 22, _left),
)
_BILLS: tuple[Col, ...] = (
    centred(Settlement.audit_batch, 24, wraps=True),
    of(Treatment.hospital, 38),
    named("乡镇", "town", 18),
    named("行政村", "village", 22),
    centred(Person.name, 18, wraps=True),
    centred(Person.id_number, 36),
    centred(Treatment.admitted, 20),
    centred(Treatment.discharged, 20),
    centred(Settlement.settled_on, 20),
    summed(Settlement.total, 23, places=2),
    summed(Settlement.advanced, 23, places=2),
    summed(Settlement.audited, 23, places=2),
    _sum("核减金额", 20, _deducted),
    centred(Settlement.repaid_on, 20),
    summed(Settlement.repaid, 23, places=2),
    _sum("未结余额", 22, _open),
    of(Settlement.remark, 26),
)


def forms() -> tuple[PaperForm, ...]:
    """The papers of joint audits."""
    takes = Takes(period="联审期间", record=AUDIT_BATCH)
    bills = Takes(places=True, period="结算期间", record=AUDIT_BATCH)
    advice = "请换一个期间；还没有批次时，先在“费用保障—垫付结算”中申报联审。"
    summary = ("垫付联审汇总表", ("advances", "联审汇总"), draw_summary, nobody)
    details = ("垫付联审明细表", ("advance-bills", "联审明细"), draw_details, count_claimed)
    return (
        PaperForm("advance-summary", *summary, takes, Area.MONEY, advice),
        PaperForm("advance-details", *details, bills, Area.MONEY, advice),
    )
