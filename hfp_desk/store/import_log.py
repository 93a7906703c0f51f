"""The imports of a register as a list, and the rows of each that stayed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hfp_desk.records import ImportBatch, ImportRow


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


def lines() -> list[BatchLine]:
    """All imports, the newest first."""
    return [_line(batch) for batch in ImportBatch.select().order_by(ImportBatch.id.desc())]


def left_out(batch: int) -> list[LeftOutLine]:
    """The rows of an import that stayed out, in the sender's order."""
    found = ImportRow.select().where(ImportRow.batch == batch).order_by(ImportRow.id)
    return [LeftOutLine(row.sheet, row.row, row.outcome, _reasons(row.problems)) for row in found]


def _line(batch: Any) -> BatchLine:
    return BatchLine(
        batch.id,
        batch.finished_at or batch.started_at,
        batch.user,
        batch.kind,
        batch.file_name,
        batch.sender,
        batch.counts or {},
        batch.backup,
        batch.undone_at,
        batch.undone_by,
    )


def _reasons(problems: Any) -> tuple[str, ...]:
    return tuple(problem["message"] for problem in problems or () if problem.get("severity") != "note")
