"""The imports of a register as a list, and the rows of each that stayed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hfp_desk import gate
from hfp_desk.gate import Viewer
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import BY_NAME, Change, ImportBatch, ImportRow
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import restricted_among


@dataclass(frozen=True)
class BatchLine:
    """One import: when, by whom, which file, what became of its rows, and whether it was undone."""

    id: int
    at: str
    user: str
    kind: str
    file_name: str
    sender: str
    counts: Mapping[str, int]
    backup: str
    undone_at: str
    undone_by: str

    def count(self, *classes: str) -> int:
        """How many rows were of these classes."""
        return sum(self.counts.get(one, 0) for one in classes)


@dataclass(frozen=True)
class LeftOutLine:
    """A row that did not go in, and why."""

    sheet: str
    row: int
    outcome: str
    reasons: tuple[str, ...]


def lines(viewer: Viewer) -> list[BatchLine]:
    """All imports, the newest first, as ``viewer`` may see them."""
    return [_line(batch, viewer) for batch in ImportBatch.select().order_by(ImportBatch.id.desc())]


def left_out(register: Register, batch: int, viewer: Viewer) -> list[LeftOutLine]:
    """The rows of an import that stayed out, in the sender's order; why, only to those who may read the list."""
    found = list(ImportRow.select().where(ImportRow.batch == batch).order_by(ImportRow.id))
    reader = viewer if is_open(register, batch, viewer) else Viewer("")
    return [
        LeftOutLine(
            row.sheet if viewer.sees_persons else gate.MASKED, row.row, row.outcome, _reasons(row.problems, reader)
        )
        for row in found
    ]


def is_open(register: Register, batch: int, viewer: Viewer) -> bool:
    """Whether ``viewer`` may read a sender's list: one who enters, and knows of all in it or brought it himself."""
    if not viewer.sees_persons:
        return False
    if viewer.sees_restricted or ImportBatch.get_by_id(batch).user == viewer.name:
        return True
    by_kind: dict[str, set[int]] = {}
    for change in Change.select(Change.kind, Change.record).where(Change.batch == batch):
        by_kind.setdefault(change.kind, set()).add(change.record)
    return not any(restricted_among(register.db, BY_NAME[kind], ids) for kind, ids in by_kind.items())


def _line(batch: Any, viewer: Viewer) -> BatchLine:
    return BatchLine(
        batch.id,
        batch.finished_at or batch.started_at,
        batch.user,
        batch.kind,
        gate.file_name(batch.file_name, viewer),
        batch.sender,
        batch.counts or {},
        batch.backup,
        batch.undone_at,
        batch.undone_by,
    )


def _reasons(problems: Any, viewer: Viewer) -> tuple[str, ...]:
    grave = (problem for problem in problems or () if problem.get("severity") != "note")
    return tuple(gate.told(_problem(one), viewer).message for one in grave)


def _problem(kept: Mapping[str, str]) -> Problem:
    return Problem(kept.get("code", ""), Severity.WARNING, kept["message"], kept.get("label", ""))
