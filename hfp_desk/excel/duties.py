"""How rows of postings, training and the office's duties find their records and change them, by kind of list."""

from __future__ import annotations

from collections.abc import Callable

from hfp_desk.excel import own
from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.duty_lists import MONTHS, POSTINGS, SIMPLE, TRAINING
from hfp_desk.excel.filled_in import FILLED_IN, apply_filled_in, find_row
from hfp_desk.excel.headings import plain
from hfp_desk.excel.judged import is_refused
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.parts import Mode
from hfp_desk.excel.person_lists import PERSONS
from hfp_desk.excel.person_rows import apply_person_records, find_person_record
from hfp_desk.excel.posting_rows import apply_months, apply_postings, find_month, find_posting
from hfp_desk.excel.signing import apply_signing, find_contract
from hfp_desk.excel.signing_lists import SIGNING
from hfp_desk.excel.table import Table, error
from hfp_desk.excel.training_rows import apply_training, find_attendance
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of

_RUNNING = "序号"


def find_simple(rows: Rows, i: int) -> int | None:
    """The record of the register with the key of a row."""
    part = rows.table.kind.principal
    return None if own.missing(rows, part, i) else own.find_own(rows, part, i)


def running_number(table: Table) -> str:
    """The target that holds only the place of a row in its list, 序号; empty where there is none."""
    key = f"{table.kind.principal.name}.number"
    return key if plain(table.headings.get(key, "")) == _RUNNING else ""


def apply_simple(rows: Rows) -> None:
    """Make or change the records of a list of one type; a place in the list is no new number of a known record."""
    part, running = rows.table.kind.principal, running_number(rows.table)
    for i in list(rows.table.open):
        known = rows.target[i]
        if known is None and i in rows.keys and (pending := rows.work.made.get((part.name, *rows.keys[i]))):
            rows.target[i] = pending
            _join(rows, pending, i)
            continue
        kept = {"number": rows.work.ledger(part.record.model).content(known)["number"]} if known and running else {}
        record = rows.target[i] = own.sort_own(rows, part, known, kept, i)
        if record is not None and i not in rows.table.held:
            rows.keep_unread(part, record, i)
            if i in rows.keys:
                rows.work.made[part.name, *rows.keys[i]] = record


def _join(rows: Rows, record: int, i: int) -> None:
    """Let a further list of the workbook fill what an earlier one left open: 问题清单, 任务清单, 责任清单."""
    part = rows.table.kind.principal
    stored, place = rows.work.ledger(part.record.model).content(record), running_number(rows.table).rpartition(".")[2]
    values = {name: value for name, value in rows.values(part, i).items() if not is_blank(value) and name != place}
    other = [name for name, value in values.items() if not is_blank(stored.get(name)) and stored[name] != value]
    if other:
        labels = "、".join(spec_of(part.record.model._meta.fields[name]).label for name in other)
        message = f"{labels}与本文件前面的清单不同，这一行没有导入，请核对。"
        rows.table.tell(i, error("E-ROW-TWICE", message, labels), Outcome.CONFLICT)
    elif not is_refused(rows, part, stored, values, i):
        rows.change(part.record.model, record, values, i, Mode.FILL)
        rows.keep_unread(part, record, i)


FIND: dict[str, Callable[[Rows, int], int | None]] = {
    POSTINGS.key: find_posting,
    MONTHS.key: find_month,
    TRAINING.key: find_attendance,
    SIGNING.key: find_contract,
    **dict.fromkeys((kind.key for kind in SIMPLE), find_simple),
    **dict.fromkeys((kind.key for kind in PERSONS), find_person_record),
    **dict.fromkeys((kind.key for kind in FILLED_IN), find_row),
}
"""The record a row stands for; rows that mean nothing are held."""

APPLY: dict[str, Callable[[Rows], None]] = {
    POSTINGS.key: apply_postings,
    MONTHS.key: apply_months,
    TRAINING.key: apply_training,
    SIGNING.key: apply_signing,
    **dict.fromkeys((kind.key for kind in SIMPLE), apply_simple),
    **dict.fromkeys((kind.key for kind in PERSONS), apply_person_records),
    **dict.fromkeys((kind.key for kind in FILLED_IN), apply_filled_in),
}
"""What becomes of the rows that are still open."""
