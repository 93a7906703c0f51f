"""From plan to register: backup, one transaction with history and batch, the original sealed beside the register.

The rehearsal is this very path inside a savepoint that is rolled back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from hfp_desk.excel.ledgers import Ledger, Source
from hfp_desk.excel.outcomes import LEFT_OUT
from hfp_desk.excel.planning import Plan
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import ALL, Record
from hfp_desk.store import backup, batches, history, keeping, log, sealing, tables
from hfp_desk.store.history import Origin
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.pausing import without_collection

_PORTION = 5_000
_REHEARSED = 5_000


@dataclass
class Result:
    """What a commit did; ``batch`` is None when the register already held everything."""

    batch: int | None
    counts: Mapping[str, int]
    backup: str = ""
    changes: keeping.Changes = field(default_factory=dict)
    first: Mapping[type[Record], int] = field(default_factory=dict)

    def record(self, model: type[Record], planned: int | None) -> int | None:
        """The number in the register of a record of the plan; None when it was not written."""
        if planned is None or planned > 0:
            return planned
        return self.first[model] - planned - 1 if model in self.first else None


def commit(register: Register, plan: Plan, progress: Progress = SILENT) -> Result:
    """Write a plan: all of it, or nothing when anything fails or the clerk stops it.

    Refusal when the register was changed since the plan was made, or the file is no longer what was looked at.
    """
    with without_collection(), register.session():
        if history.head(register.db) != plan.head:
            raise Refusal("登记簿在检查之后有了改动，这次没有导入。", "请重新检查一遍再导入。")
        if not plan.writes and (plan.earlier or not _left_out(plan)):
            _remember(register, plan)
            return Result(None, plan.counts)
        content = _original(plan)
        progress.step(0, 100, "备份登记簿")
        kept = backup.make(register, backup.BEFORE_IMPORT)
        return _commit(register, plan, content, kept.path.name, progress)


def _commit(register: Register, plan: Plan, content: bytes, kept: str, progress: Progress) -> Result:
    sealed: list[Path] = []
    try:
        with keeping.deed(register, _reason(plan)) as act:
            batch = batches.open_batch(_kinds(plan), plan.path.name, plan.sha256, _sender(plan), register.user)
            result = Result(batch.id, plan.counts, kept)
            result.first = _write(register, act, plan, batch.id, progress)
            _keep_rows(plan, result)
            sealed.append(_seal(register, batch.id, plan.path, content))
            batches.close_batch(batch, plan.counts, kept, sealed[0].relative_to(register.beside("imports")).as_posix())
            _remember(register, plan)
            log.note(register, Action.IMPORT, plan.path.name, detail={"batch": batch.id, **plan.counts})
            progress.step(95, 100, "写入历史")
        result.changes = act.changes
        progress.step(100, 100, "导入完成")
        return result
    except BaseException:
        for path in sealed:
            path.unlink(missing_ok=True)
        raise


def _reason(plan: Plan) -> str:
    confirmed = plan.choices.confirmed.strip()
    return f"导入「{plan.path.name}」" + (f"；核对说明：{confirmed}" if confirmed else "")


def rehearse(register: Register, plan: Plan) -> None:
    """Write and take it back: what the database would refuse shows now, not at the commit.

    Of a very large list so many records of each type are written as make sure; links to those left out are not
    judged (they are by the commit, which is one transaction).
    """
    with register.db.atomic() as transaction:
        register.db.execute_sql("PRAGMA defer_foreign_keys=1")
        _write(register, keeping.Deed(register, ""), plan, None, SILENT, _REHEARSED)
        transaction.rollback()


def _write(
    register: Register, act: keeping.Deed, plan: Plan, batch: int | None, progress: Progress, most: int | None = None
) -> dict[type[Record], int]:
    """New records, then changes, those linked to before those that link; the first new number of each type."""
    first: dict[type[Record], int] = {}
    for done, kind in enumerate(ALL):
        ledger = plan.work.ledgers.get(kind.model)
        if ledger is None:
            continue
        first[kind.model] = tables.next_id(register.db, kind.model)
        fresh = ledger.fresh[:most]
        for start in range(0, len(fresh), _PORTION):
            progress.step(10 + 80 * done // len(ALL), 100, f"写入{kind.title}")
            rows = fresh[start : start + _PORTION]
            origins = _origins(ledger.fresh_from[start : start + len(rows)], batch)
            act.add_rows(kind.model, [_resolved(kind.model, row, first) for row in rows], origins)
        _write_changes(act, ledger, first, batch, most)
    return first


def _write_changes(
    act: keeping.Deed, ledger: Ledger, first: Mapping[type[Record], int], batch: int | None, most: int | None
) -> None:
    changes = islice(ledger.changes.items(), most)
    while part := list(islice(changes, _PORTION)):
        resolved = []
        for record, differences in part:
            new = _resolved(ledger.model, {name: pair[1] for name, pair in differences.items()}, first)
            resolved.append((record, {name: (pair[0], new[name]) for name, pair in differences.items()}))
        act.change_rows(ledger.model, resolved, _origins([ledger.changed_from[record] for record, _ in part], batch))


def _resolved(model: type[Record], row: Mapping[str, Any], first: Mapping[type[Record], int]) -> dict[str, Any]:
    """A row whose links to new records are the numbers these get."""
    found = dict(row)
    for link in model._meta.refs:
        target = found.get(link.name)
        if target is not None and target < 0:
            found[link.name] = first[link.rel_model] - target - 1
    return found


def _origins(sources: Sequence[Source], batch: int | None) -> list[Origin]:
    return [Origin(batch, sheet, row) for sheet, row in sources]


def _keep_rows(plan: Plan, result: Result) -> None:
    """Rows that stayed out, as written; unread values beside their records; what became readable is settled."""
    batches.keep_left_out(result.batch or 0, _left_out(plan))
    known = batches.open_unread()
    models = {kind.name: kind.model for kind in ALL}
    fresh: dict[tuple[str, int, str, str], batches.UnreadValue] = {}
    for kept in plan.work.unread:
        record = result.record(models[kept.kind], kept.record)
        key = (kept.kind, record or 0, kept.field, kept.written)
        if record is not None and key not in known:
            fresh[key] = batches.UnreadValue(*key, kept.sentence, *kept.source)
    batches.keep_unread(result.batch, fresh.values())
    asked = {(kind, record, name) for kind, record, name, _ in known}
    changed = (
        (ledger.model.__name__.lower(), record, name)
        for ledger in plan.work.ledgers.values()
        for record, differences in ledger.changes.items()
        for name in differences
    )
    batches.settle_unread(key for key in changed if key in asked)


def _left_out(plan: Plan) -> list[batches.LeftOut]:
    """The rows that did not go in, as the sender wrote them."""
    held = {(row.sheet, row.row): row for row in plan.rows if row.outcome in LEFT_OUT}
    found = []
    for sheet in plan.sheets if held else ():
        headings = [(column.index, column.heading) for column in sheet.columns]
        for place, number in enumerate(sheet.table.numbers if sheet.table else ()):
            row = held.get((sheet.sheet, number))
            if row is not None and sheet.table is not None:
                written = sheet.table.excerpt(place, headings)
                problems = [asdict(problem) for problem in row.problems]
                found.append(batches.LeftOut(row.sheet, row.row, row.outcome, written, problems))
    return found


def _original(plan: Plan) -> bytes:
    content = plan.path.read_bytes() if plan.path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != plan.sha256:
        raise Refusal(f"「{plan.path.name}」在检查之后被移走或改动过，这次没有导入。", "请重新选择文件，再检查一遍。")
    return content


def _seal(register: Register, batch: int, path: Path, content: bytes) -> Path:
    """Keep the sender's file, encrypted like the register."""
    target = register.beside("imports") / f"{datetime.now():%Y%m}" / f"{batch}{path.suffix.lower()}.sealed"
    sealing.seal(register.key, content, target)
    return target


def _remember(register: Register, plan: Plan) -> None:
    """Answers and columns a clerk chose are proposed for the next list of this kind."""
    batches.remember_answers(plan.choices.answers, register.user)
    for sheet in plan.sheets:
        if sheet.kind and (sheet.sheet in plan.choices.columns or sheet.sheet in plan.choices.kinds):
            mapping = {column.heading: column.target or "" for column in sheet.columns if column.how != "ours"}
            batches.remember_profile(sheet.fingerprint, sheet.kind.key, f"{plan.path.stem} {sheet.sheet}", mapping)


def _kinds(plan: Plan) -> str:
    return "、".join(kind.title for kind in plan.kinds)


def _sender(plan: Plan) -> str:
    return plan.choices.sender or next((s.table.guesses.source for s in plan.sheets if s.table), "")
