"""What the work bench warns of: certificates and arrangements that run out, gaps that nobody puts right in time.

How many days ahead is a figure of the policy (``warning_days``), provisional until the office fills in its own.
Every warning carries the records behind it: each number opens its list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hfp_desk.gate import Viewer
from hfp_desk.records import (
    ARRANGEMENT,
    FINDING,
    GAP,
    INSPECTION,
    LICENCE,
    PROJECT,
    TASK,
    Arrangement,
    Doctor,
    Licence,
    RecordType,
)
from hfp_desk.rules import periods
from hfp_desk.rules.clinics import BUILD, UNQUALIFIED
from hfp_desk.rules.coverage import on_the_spot
from hfp_desk.rules.deadlines import Due
from hfp_desk.rules.gap_states import GapState
from hfp_desk.store import duties, figures, gaps
from hfp_desk.store.opening import Register


@dataclass(frozen=True)
class Alert:
    """So many records of a kind that somebody has to see to."""

    name: str
    label: str
    kind: RecordType
    ids: tuple[int, ...]


def alerts(register: Register, viewer: Viewer, day: date) -> tuple[Alert, ...]:
    """Everything to be warned of on ``day``, also what counts nothing."""
    with register.session():
        ahead = int(figures.in_force().on(day).target("warning_days").value or 0)
        return (
            *_licences(day, ahead),
            *_arrangements(day, ahead),
            *_gaps(register, viewer, day),
            *_duties(register, day),
        )


def _licences(day: date, ahead: int) -> Iterator[Alert]:
    """Certificates of doctors at work that no other one outlasts, run out or about to."""
    last, soon = _outlasting(day), day + timedelta(days=ahead)
    out = [licence for licence, ends in last if ends <= day]
    near = [licence for licence, ends in last if day < ends <= soon]
    yield Alert("licence_run_out", "村医证书已过期", LICENCE, tuple(out))
    yield Alert("licence_expiring", f"村医证书 {ahead} 天内到期", LICENCE, tuple(near))


def _outlasting(day: date) -> list[tuple[int, date]]:
    """The qualifying licence of each doctor at work that holds longest, with its last day; none without an end."""
    best: dict[int, tuple[date, int]] = {}
    wanted = (Licence.doctor, Licence.id, Licence.kind, Licence.expires, Doctor.state, Doctor.starts, Doctor.ends)
    at_work = (Licence.voided_at == "") & (Doctor.voided_at == "")
    rows: Any = Licence.select(*wanted).join(Doctor).where(at_work).order_by(Licence.id).tuples()
    for doctor, licence, kind, expires, state, starts, ends in rows:
        if kind not in UNQUALIFIED and on_the_spot(day, state, starts, ends):
            until = periods.last_day(expires) or date.max
            best[doctor] = max(best.get(doctor, (date.min, 0)), (until, licence))
    return [(licence, until) for until, licence in best.values() if until != date.max]


def _arrangements(day: date, ahead: int) -> Iterator[Alert]:
    """Substitute arrangements in force that lapse, unless another of the same village goes on without a break."""
    by_village: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
    wanted = (Arrangement.village, Arrangement.id, Arrangement.starts, Arrangement.ends)
    living = (Arrangement.voided_at == "") & (Arrangement.kind != BUILD)
    rows: Any = Arrangement.select(*wanted).where(living).order_by(Arrangement.id).tuples()
    for village, one, starts, ends in rows:
        by_village[village].append((one, starts or date.min, ends or date.max))
    soon = day + timedelta(days=ahead)
    found = [
        one
        for known in by_village.values()
        for one, starts, ends in known
        if starts <= day <= ends <= soon
        and not any(ends < after and begun <= ends + timedelta(days=1) for _, begun, after in known)
    ]
    yield Alert("arrangement_lapsing", f"替代安排 {ahead} 天内到期", ARRANGEMENT, tuple(found))


def _gaps(register: Register, viewer: Viewer, day: date) -> Iterator[Alert]:
    found = [line for line in gaps.lines(register, viewer, day) if line.state is not GapState.CLOSED]
    of = {
        "gap_overdue": ("空白点超过完成时限", [line for line in found if line.state is GapState.OVERDUE]),
        "gap_lacking": ("空白点没有解决方式、责任人或时限", [line for line in found if line.lacking]),
        "gap_closable": ("空白点已覆盖，可以销号", [line for line in found if line.closable]),
    }
    for name, (label, behind) in of.items():
        yield Alert(name, label, GAP, tuple(line.id for line in behind))


def _duties(register: Register, day: date) -> Iterator[Alert]:
    """Problems, tasks, inspections and projects that are late or due within ten days (domain.md §2.15)."""
    for kind in (FINDING, TASK, INSPECTION, PROJECT):
        ids = {one.name: one.ids for one in duties.figures(register, kind, day)}
        yield Alert(f"{kind.name}_overdue", f"{kind.title}超过时限", kind, ids[Due.OVERDUE.value])
        yield Alert(f"{kind.name}_soon", f"{kind.title} 10 天内到期", kind, ids[Due.WITHIN_10.value])
