"""What the work bench warns of in paying: arrears, sums due, advances not paid back, a month not compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hfp_desk.gate import Viewer
from hfp_desk.records import AGREEMENT, AUDIT_BATCH, SETTLEMENT, SUBSIDY, Subsidy
from hfp_desk.rules.instalments import OVERDUE
from hfp_desk.rules.subsidies import CANCELLED
from hfp_desk.store import advances, agreements, figures, subsidies
from hfp_desk.store.alerts import Alert
from hfp_desk.store.opening import Register


def alerts(register: Register, viewer: Viewer, day: date) -> Iterator[Alert]:
    """By the policy in force, everything to be seen to on ``day``."""
    policy = figures.in_force()
    lines = agreements.lines(register, viewer, day, policy)
    late = tuple(one.id for one in lines if one.standing.state == OVERDUE)
    yield Alert("agreement_overdue", "先诊疗后付费拖欠", AGREEMENT, late)
    yield Alert("instalment_soon", "还款近日到期", AGREEMENT, tuple(one.id for one in lines if one.soon))
    yield Alert("agreement_uneven", "分期合计与欠费不符", AGREEMENT, tuple(one.id for one in lines if one.uneven))
    found = advances.ledger(register, viewer, day, policy)
    yield Alert("advance_unpaid", "垫付已联审、超期未拨付", SETTLEMENT, found.overdue)
    yield Alert("audit_uneven", "联审批次与明细不符", AUDIT_BATCH, tuple(record for record, _ in found.uneven))
    yield Alert("subsidy_month", "资助名单本月未比对", SUBSIDY, _not_compared(register, day))


def _not_compared(register: Register, day: date) -> tuple[int, ...]:
    """The subsidies of the year that wait for this month's list; none before the first list of the year."""
    latest = subsidies.latest_list(register, day.year)
    if latest is None or (latest.year, latest.month) >= (day.year, day.month):
        return ()
    active = (Subsidy.year == day.year) & (Subsidy.voided_at == "") & (Subsidy.change != CANCELLED)
    return tuple(one.id for one in Subsidy.select(Subsidy.id).where(active).order_by(Subsidy.id))
