"""Taking back one deed, the last one (Ctrl+Z) or an older one from the log: what was changed goes back, what was new
is voided, a void is lifted.

Only as a whole, and only while nobody touched the same fields since; the history keeps both. An undo is a deed like
any other: taking it back does again what was undone.
"""

from __future__ import annotations

from collections.abc import Iterable

from hfp_desk.gate import ADMIN
from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME, Change, ImportBatch, Merge, RecordType
from hfp_desk.store import backup, keeping, merges, needed, reversals, steps, tables, unmerging, users
from hfp_desk.store.history import BY_HAND
from hfp_desk.store.opening import Register
from hfp_desk.store.steps import Step
from hfp_desk.store.titles import titles

REASON = "撤销上一步"
_BY_HAND = "请打开这条记录，在历史中核对后手工改回。"


def latest(register: Register) -> int | None:
    """The number of this user's last deed made by hand; None when there is none."""
    with register.session():
        mine = (Change.user == register.user) & Change.batch.is_null()
        found = Change.select(Change.deed).where(mine).order_by(Change.id.desc()).first()
    return None if found is None else int(found.deed)


def stands(register: Register, deed: int) -> bool:
    """Whether a deed has still its effect: it was not taken back, nor, being a merge, taken apart."""
    with register.session():
        apart = Merge.select().where((Merge.deed == deed) & (Merge.undone_at != "")).exists()
        return not apart and not reversals.is_taken_back(deed)


def take_back(register: Register, deed: int, reason: str = REASON) -> keeping.Changes:
    """Reverse a deed in one transaction; Refusal when it was reversed before, is an import or an un-merge, is
    somebody else's (administrators may), or when a record of it was changed since. A merge is taken apart.
    """
    with register.session():
        merge = merges.of_deed(register, deed)
        if merge is not None:
            return unmerging.unmerge(register, merge.id, whole=True).changes
        changes = list(Change.select().where(Change.deed == deed).order_by(Change.id))
        backup.before_many(register, len(changes))
        with keeping.deed(register, reason) as act:
            _require_takable(register, deed, changes)
            found = steps.of(changes)
            _require_untouched(register, deed, found)
            _reverse(act, found, reason)
            reversals.note(act, register.user, deed)
        return act.changes


def _reverse(act: keeping.Deed, found: Iterable[Step], reason: str) -> None:
    for kind in reversed(list(BY_NAME.values())):
        mine = [step for step in found if step.kind is kind]
        act.void_rows(kind.model, [step.record for step in mine if step.came], reason)
        act.restore_rows(kind.model, [step.record for step in mine if step.went])
        back = [(step.record, step.backwards) for step in mine if step.values and not step.created]
        act.change_rows(kind.model, back, [BY_HAND] * len(back))


def _require_takable(register: Register, deed: int, changes: list[Change]) -> None:
    if not changes:
        raise Refusal("这一步已经找不到了。", "请在历史中核对后手工改回。")
    before = reversals.standing(deed)
    if before is not None:
        again = f"如需恢复，请在日志中撤销第 {before.by_deed} 步。"
        raise Refusal(f"这一步已撤销过（{before.user} {before.at}），没有再做改动。", again)
    batches = [change.batch for change in changes if change.batch is not None]
    if batches:
        raise Refusal(f"这一步是第 {batches[0]} 号批次的导入。", "请在“导入记录”中撤销本批次。")
    if _of_import(deed):
        raise Refusal("撤销导入的这一步不能再撤销。", "请把这份名单重新导入。")
    if _of_merge(deed, changes[0]):
        raise Refusal("这一步是合并或拆分人员。", "请打开该人员，用“拆分”或“合并”处理。")
    if changes[0].user != register.user:
        users.require(register, ADMIN, f"撤销{changes[0].user}的操作")


def _of_import(deed: int) -> bool:
    target = reversals.undid([deed]).get(deed)
    if target is None:
        return False
    return ImportBatch.select().join(Change, on=(Change.batch == ImportBatch.id)).where(Change.deed == target).exists()


def _of_merge(deed: int, change: Change) -> bool:
    apart = (Merge.undone_at == change.at) & (Merge.undone_by == change.user)
    return Merge.select().where((Merge.deed == deed) | apart).exists()


def _require_untouched(register: Register, deed: int, found: list[Step]) -> None:
    """Each record must stand as the deed left it; deeds that were themselves taken back do not count."""
    named = {(step.kind.name, step.record) for step in found}
    for kind in BY_NAME.values():
        mine = [step for step in found if step.kind is kind]
        if mine:
            _require_as_left(register, deed, kind, mine)
            _require_free(register, kind, mine, named)


def _require_as_left(register: Register, deed: int, kind: RecordType, mine: list[Step]) -> None:
    records = [step.record for step in mine]
    later = steps.later(kind, records, mine[0].first, leave_out={deed})
    now = tables.read_contents(register.db, kind.model, records)
    voided = needed.voided_among(register.db, kind.model, records)
    for step in mine:
        touched = [change for change in later.get(step.record, ()) if step.is_touched_by(change)]
        if touched or not step.stands(now[step.record], step.record in voided):
            who = f"由{touched[-1].user}在 {touched[-1].at} " if touched else ""
            name = _title(register, kind, step.record)
            raise Refusal(f"{name}之后又{who}改过，不能撤销。", _BY_HAND)


def _require_free(register: Register, kind: RecordType, mine: list[Step], named: set[tuple[str, int]]) -> None:
    """What goes must be needed by nobody, what comes back needs its owner, a link its target."""
    leaving = [step.record for step in mine if step.came]
    for record, why in needed.pointed_at(register.db, kind, leaving, named).items():
        raise Refusal(f"{_title(register, kind, record)}{why}，不能撤销。", "请先处理引用它的记录。")
    for step in mine:
        owner = needed.missing_owner(register.db, kind, step.record, named) if step.went else ""
        if owner:
            raise Refusal(
                f"“{_title(register, kind, step.record)}”所属的记录仍是作废的，不能撤销。", "请先恢复该记录。"
            )
        for field, (_, old) in step.backwards.items() if not step.created else ():
            why = needed.gone_target(register.db, kind, field, old, named)
            if why:
                raise Refusal(f"{_title(register, kind, step.record)}{why}，不能撤销。", _BY_HAND)


def _title(register: Register, kind: RecordType, record: int) -> str:
    return titles(register.db, kind, [record], users.viewer(register))[record]
