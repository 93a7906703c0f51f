"""What the work bench warns of in signing: contracts that run out or ran out, people unsigned, items overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hfp_desk.gate import Viewer
from hfp_desk.records import CONTRACT, PERSON
from hfp_desk.rules.signing import SIGNED
from hfp_desk.store import figures, fulfilment, signing
from hfp_desk.store.alerts import Alert
from hfp_desk.store.opening import Register

OF_FULFILMENT = "service_overdue"
"""The warning that is shown with what is due of each contract."""


def alerts(register: Register, viewer: Viewer, day: date) -> Iterator[Alert]:
    """By the policy in force, everything to be seen to on ``day``; an office that signs nobody yet is left in peace."""
    policy = figures.in_force()
    found = signing.signing(register, policy, day)
    yield Alert("contract_running_out", f"签约协议 {found.ahead} 天内到期、未续签", CONTRACT, found.running_out)
    yield Alert("contract_lapsed", "签约协议已到期、未续签", CONTRACT, found.lapsed)
    if not any(one.standing == SIGNED for one in found.people):
        return
    unsigned = tuple(one.id for one in found.counted if one.standing != SIGNED)
    yield Alert("unsigned", "应签约、尚未签约的人员", PERSON, unsigned)
    overdue = fulfilment.fulfilment(register, viewer, policy, day).overdue
    yield Alert(OF_FULFILMENT, "有服务项目逾期的签约", CONTRACT, overdue)
