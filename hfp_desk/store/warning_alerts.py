"""What the work bench says of monitoring: warnings past their day, differences of lists still to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hfp_desk.gate import Viewer
from hfp_desk.records import ALERT, DISCREPANCY, Discrepancy
from hfp_desk.store import figures, warning
from hfp_desk.store.alerts import Alert
from hfp_desk.store.opening import Register


def alerts(register: Register, viewer: Viewer, day: date) -> Iterator[Alert]:
    """Everything to be seen to on ``day``."""
    del viewer
    steps = {one.name: one.ids for one in warning.figures(register, figures.in_force(), day)}
    yield Alert("warning_late", "监测预警超过规定时限", ALERT, steps[warning.LATE])
    with register.session():
        waiting = (Discrepancy.voided_at == "") & (Discrepancy.outcome == "")
        ids = tuple(one.id for one in Discrepancy.select(Discrepancy.id).where(waiting))
    yield Alert("differences_open", "比对差异待核实", DISCREPANCY, ids)
