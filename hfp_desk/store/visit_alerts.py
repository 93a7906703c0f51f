"""What the work bench warns of in follow-up: overdue, to be repeated within two weeks, 肺结核 within 72 hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hfp_desk.gate import Viewer
from hfp_desk.records import MANAGED_CASE
from hfp_desk.rules import due_states
from hfp_desk.store import figures
from hfp_desk.store.alerts import Alert
from hfp_desk.store.due import due
from hfp_desk.store.opening import Register

_TOLD = {
    "visit_overdue": (due_states.OVERDUE, "慢病随访已超期"),
    "visit_recheck": (due_states.RECHECK, "慢病应两周复查"),
    "visit_referral": (due_states.REFERRAL, "慢病转诊后应追踪"),
    "visit_notice": (due_states.NOTICE, "肺结核72小时内应首次入户"),
}

STATES = {name: state for name, (state, _) in _TOLD.items()}
"""For each warning the state of a case that it tells of."""


def alerts(register: Register, viewer: Viewer, day: date) -> Iterator[Alert]:
    """The people whose visit waits on ``day``; restricted ones only for those who may know of them."""
    with register.session():
        found = due(register, viewer, figures.in_force(), day)
        for name, (state, label) in _TOLD.items():
            yield Alert(name, label, MANAGED_CASE, found.ids(state))
