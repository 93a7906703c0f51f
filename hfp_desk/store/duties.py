"""What the office has to do by a day: problems, tasks, inspections, projects by how near their deadline is.

Publicity material is counted by its five kinds against the day by which the document wants it (ZS §五).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.policy import Edition
from hfp_desk.records import (
    FINDING,
    INSPECTION,
    PROJECT,
    TASK,
    Finding,
    Inspection,
    Material,
    Project,
    RecordType,
    Task,
)
from hfp_desk.rules.deadlines import WORDS, Due, due
from hfp_desk.store.opening import Register

DONE_TASK, CLOSED_FINDING = "3", "5"
_BUILT = frozenset({"3", "4"})
DATED: Mapping[str, tuple[Any, Any]] = MappingProxyType(
    {
        FINDING.name: (Finding.deadline, Finding.closed_on),
        TASK.name: (Task.deadline, Task.done_on),
        INSPECTION.name: (Inspection.deadline, Inspection.closed_on),
        PROJECT.name: (Project.deadline, Project.finished_on),
    }
)
"""The deadline and the day of closing of each kind of record that has them."""

_CLOSED_BY_STATE: Mapping[str, tuple[Any, frozenset[str]]] = MappingProxyType(
    {
        FINDING.name: (Finding.state, frozenset({CLOSED_FINDING})),
        TASK.name: (Task.state, frozenset({DONE_TASK})),
        PROJECT.name: (Project.state, _BUILT),
    }
)
_CLOSED_WORDS = {TASK.name: "已完成", PROJECT.name: "已完成", INSPECTION.name: "已办结"}


@dataclass(frozen=True)
class DutyFigure:
    """How many records stand so, and which: every figure opens them."""

    name: str
    label: str
    ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)


@dataclass(frozen=True)
class MaterialLine:
    """One of the five kinds of material: what was gathered, what was sent up, by when it is due."""

    kind: str
    label: str
    gathered: tuple[int, ...]
    submitted: tuple[int, ...]
    due: date | None

    def late(self, day: date) -> bool:
        """Whether the day has passed and nothing of this kind was sent."""
        return self.due is not None and day > self.due and not self.submitted


def figures(register: Register, kind: RecordType, day: date) -> tuple[DutyFigure, ...]:
    """The living records of a kind by how near their deadline is on ``day``, every class named even when empty."""
    found: dict[Due, list[int]] = {each: [] for each in Due}
    with register.session():
        for record, deadline, closed in _rows(kind):
            found[due(deadline, closed, day)].append(record)
    order = (Due.OVERDUE, Due.WITHIN_10, Due.WITHIN_20, Due.LATER, Due.OPEN, Due.CLOSED)
    return tuple(DutyFigure(each.value, _word(kind, each), tuple(found[each])) for each in order)


def materials(register: Register, edition: Edition) -> tuple[MaterialLine, ...]:
    """The five kinds in their order; the day is the edition's deadline ``material``, None where it sets none."""
    last = next((each.due for each in edition.deadlines if each.name == "material"), None)
    with register.session():
        rows = list(Material.select(Material.id, Material.kind, Material.submitted_on).where(Material.voided_at == ""))
    return tuple(
        MaterialLine(
            item.code,
            item.label,
            tuple(row.id for row in rows if row.kind == item.code),
            tuple(row.id for row in rows if row.kind == item.code and row.submitted_on is not None),
            last,
        )
        for item in code_list("material_kind").items
    )


def _word(kind: RecordType, where: Due) -> str:
    return _CLOSED_WORDS.get(kind.name, WORDS[where]) if where is Due.CLOSED else WORDS[where]


def _rows(kind: RecordType) -> Iterable[tuple[int, date | None, date | None]]:
    """Number, deadline and day of closing; one closed by its state alone counts as closed."""
    deadline, closed = DATED[kind.name]
    state, ends = _CLOSED_BY_STATE.get(kind.name, (None, frozenset()))
    wanted = [kind.model.id, deadline, closed, *([state] if state is not None else [])]
    rows: Any = kind.model.select(*wanted).where(kind.model.voided_at == "").tuples()
    for record, last, day, *states in rows:
        yield record, last, day or (date.min if states and states[0] in ends else None)
