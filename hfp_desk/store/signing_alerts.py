"""What the work bench warns of in signing: contracts that run out or ran out, people unsigned, items overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
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
    overdue = _overdue(register, viewer, policy, day)
    yield Alert(OF_FULFILMENT, f"有服务项目逾期的签约{overdue.told}", CONTRACT, overdue.ids)


@dataclass(frozen=True)
class _Reckoned:
    """The overdue contracts on a day as far as a viewer may know; ``told`` says since when they are known."""

    day: date
    viewer: Viewer
    ids: tuple[int, ...]
    told: str = ""


_MANY = 10_000
"""Above so many contracts, which take a third of a second, the work bench has them reckoned once a day."""
_kept: dict[Path, _Reckoned] = {}


def _overdue(register: Register, viewer: Viewer, policy: Policy, day: date) -> _Reckoned:
    kept = _kept.get(register.path)
    if kept is not None and (kept.day, kept.viewer) == (day, viewer):
        return kept
    found = fulfilment.fulfilment(register, viewer, policy, day)
    reckoned = _Reckoned(day, viewer, found.overdue)
    if len(found.lines) > _MANY:
        _kept[register.path] = replace(reckoned, told=f"（{datetime.now():%H:%M} 统计，每日一次）")
    return reckoned
