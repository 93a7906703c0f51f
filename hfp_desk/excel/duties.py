"""How rows of postings, training and the office's duties find their records and change them, by kind of list."""

from __future__ import annotations

from collections.abc import Callable

from hfp_desk.excel import own
from hfp_desk.excel.duty_lists import MONTHS, POSTINGS, SIMPLE, TRAINING
from hfp_desk.excel.headings import plain
from hfp_desk.excel.posting_rows import apply_months, apply_postings, find_month, find_posting
from hfp_desk.excel.training_rows import apply_training, find_attendance
from hfp_desk.excel.work import Rows

_RUNNING = "序号"


def find_simple(rows: Rows, i: int) -> int | None:
    """The record of the register with the key of a row."""
    part = rows.table.kind.principal
    found = None if own.missing(rows, part, i) else own.find_own(rows, part, i)
    running = f"{part.name}.number"
    if found is not None and plain(rows.table.headings.get(running, "")) == _RUNNING:
        rows.table.values[running][i] = ""
    return found


def apply_simple(rows: Rows) -> None:
    """Make or change the records of a list of one type."""
    part = rows.table.kind.principal
    for i in list(rows.table.open):
        record = rows.target[i] = own.sort_own(rows, part, rows.target[i], {}, i)
        if record is not None and i not in rows.table.held:
            rows.keep_unread(part, record, i)


FIND: dict[str, Callable[[Rows, int], int | None]] = {
    POSTINGS.key: find_posting,
    MONTHS.key: find_month,
    TRAINING.key: find_attendance,
    **dict.fromkeys((kind.key for kind in SIMPLE), find_simple),
}
"""The record a row stands for; rows that mean nothing are held."""

APPLY: dict[str, Callable[[Rows], None]] = {
    POSTINGS.key: apply_postings,
    MONTHS.key: apply_months,
    TRAINING.key: apply_training,
    **dict.fromkeys((kind.key for kind in SIMPLE), apply_simple),
}
"""What becomes of the rows that are still open."""
