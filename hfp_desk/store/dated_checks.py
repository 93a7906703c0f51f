"""What 审核 says of warnings and bills by the policy: each is judged by the edition of its own day, as at entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import Problem
from hfp_desk.records import ALERT, SETTLEMENT, RecordType, Treatment
from hfp_desk.store import judging, protection_prices


class Dated:
    """The policy and the prices, read once for many portions of records of one type."""

    def __init__(self, kind: RecordType, policy: Policy, viewer: Viewer) -> None:
        self._kind, self._policy, self._viewer = kind, policy, viewer
        self._prices = protection_prices.prices() if kind is SETTLEMENT else {}

    def problems(self, portion: Sequence[Any]) -> dict[int, list[Problem]]:
        """What the editions say of the records of a portion, by number; nothing of other types."""
        if self._kind is ALERT:
            return {one.id: judging.by_policy(one, self._policy, self._viewer) for one in portion}
        return {one.id: self._bill(one) for one in _with_stays(portion)} if self._kind is SETTLEMENT else {}

    def _bill(self, bill: Any) -> list[Problem]:
        edition = self._policy.on(judging.day_of(bill) or date.today())
        return judging.of_bill(bill, edition, self._prices)


def _with_stays(bills: Sequence[Any]) -> Sequence[Any]:
    """Bills with their stays, which are read in one go."""
    wanted = {bill.__data__["treatment"] for bill in bills} - {None}
    stays = {one.id: one for one in Treatment.select().where(Treatment.id << list(wanted))}
    for bill in bills:
        bill.treatment = stays.get(bill.__data__["treatment"])
    return bills
