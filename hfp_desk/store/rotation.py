"""健康扶贫干部轮训: every cadre once by the edition's deadline, who was, who is missing (NC §二十五)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Deadline, Policy
from hfp_desk.records import Cadre
from hfp_desk.rules import training
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.training import Part
from hfp_desk.store import training_reading
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

CADRE = "cadre"
"""What the ids of a figure are of."""

DEADLINE = "cadre_training"
"""The deadline's name in the policy data."""

_CADRES = f"""SELECT "id","name","unit","section","post" FROM {table(Cadre)}
 WHERE "voided_at"='' AND ("starts" IS NULL OR "starts"<=?) AND ("ends" IS NULL OR "ends">?) ORDER BY "unit","id" """


@dataclass(frozen=True)
class CadreLine:
    """A cadre in post: the first course attended to its end, and whether that was after the deadline."""

    id: int
    name: str
    unit: str
    section: str
    post: str
    trained: date | None = None
    course: str = ""
    result: str = ""
    late: bool = False


@dataclass(frozen=True)
class Rotation:
    """Where the rotation stands on a day; without a deadline nothing is late."""

    day: date
    deadline: Deadline | None
    lines: tuple[CadreLine, ...]
    figures: tuple[Figure, ...]

    @property
    def missing(self) -> tuple[CadreLine, ...]:
        """Cadres who attended no course yet."""
        return tuple(line for line in self.lines if line.trained is None)


def cadres(register: Register, viewer: Viewer, day: date, policy: Policy) -> Rotation:
    """The cadres in post on ``day`` with their training up to then."""
    deadline = next((one for one in policy.on(day).deadlines if one.name == DEADLINE), None)
    with register.session():
        parts = training_reading.by_link(register.db, training_reading.CADRE)
        rows = register.db.execute_sql(_CADRES, (day.isoformat(),) * 2).fetchall()
    lines = [_line(row, training.trained_on(parts.get(row[0], ()), day), deadline, viewer) for row in rows]
    return Rotation(day, deadline, tuple(lines), _figures(lines))


def _line(row: Any, first: Part | None, deadline: Deadline | None, viewer: Viewer) -> CadreLine:
    cadre, name, unit, section, post = row
    line = CadreLine(cadre, gate.shown(spec_of(Cadre.name), name, viewer), unit, section, post)
    if first is None:
        return line
    late = deadline is not None and first.last > deadline.due
    return replace(line, trained=first.last, course=first.name, result=first.result, late=late)


def _figures(lines: list[CadreLine]) -> tuple[Figure, ...]:
    of = {
        "cadres": ("应轮训干部", [line.id for line in lines]),
        "trained": ("已轮训", [line.id for line in lines if line.trained is not None]),
        "late": ("逾期轮训", [line.id for line in lines if line.late]),
        "missing": ("未轮训", [line.id for line in lines if line.trained is None]),
    }
    return tuple(Figure(name, label, len(ids), len(lines), CADRE, tuple(ids)) for name, (label, ids) in of.items())
