"""Taking back one deed made by hand (Ctrl+Z): what was changed goes back, what was new is voided, a void is lifted.

Only as a whole, and only while nobody touched the same records since; the history keeps both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME, Change, RecordType
from hfp_desk.store import keeping, tables
from hfp_desk.store.history import BY_HAND, CHANGE, NEW, RESTORE, VOID
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import titles

REASON = "撤销上一步"


def latest(register: Register) -> int | None:
    """The number of this user's last deed made by hand; None when there is none."""
    with register.session():
        mine = (Change.user == register.user) & Change.batch.is_null()
        found = Change.select(Change.deed).where(mine).order_by(Change.id.desc()).first()
    return None if found is None else int(found.deed)


def take_back(register: Register, deed: int) -> keeping.Changes:
    """Reverse a deed in one transaction; Refusal when a record of it was changed since."""
    with register.session():
        steps = list(Change.select().where(Change.deed == deed).order_by(Change.id.desc()))
        if not steps:
            raise Refusal("这一步已经找不到了。", "请在历史中核对后手工改回。")
        _require_untouched(register, steps)
        with keeping.deed(register, REASON) as act:
            for kind in reversed(list(BY_NAME.values())):
                _reverse(act, kind, [step for step in steps if step.kind == kind.name])
        return act.changes


def _reverse(act: keeping.Deed, kind: RecordType, steps: list[Change]) -> None:
    model = kind.model
    act.void_rows(model, [step.record for step in steps if step.action in (NEW, RESTORE)], REASON)
    for record in model.select().where(model.id.in_([step.record for step in steps if step.action == VOID])):
        act.restore(record)
    changed = [step for step in steps if step.action == CHANGE]
    back = [(step.record, {name: (new, old) for name, (old, new) in _values(step).items()}) for step in changed]
    act.change_rows(model, back, [BY_HAND] * len(back))


def _require_untouched(register: Register, steps: Iterable[Change]) -> None:
    """Each record must stand as the deed left it; steps that were themselves taken back do not count."""
    for step in steps:
        kind = BY_NAME[step.kind]
        if not _stands(register, kind, step):
            same = (Change.kind == step.kind) & (Change.record == step.record)
            later = Change.select().where(same & (Change.id > step.id)).order_by(Change.id.desc()).first()
            who = f"由{later.user}在 {later.at} " if later is not None else ""
            name = titles(register.db, kind, [step.record])[step.record]
            raise Refusal(f"{name}之后又{who}改过，不能撤销。", "请打开这条记录，在历史中核对后手工改回。")


def _stands(register: Register, kind: RecordType, step: Change) -> bool:
    model = kind.model
    now = tables.read_contents(register.db, model, [step.record])[step.record]
    voided = model.select().where((model.id == step.record) & (model.voided_at != "")).exists()
    left = {name: new for name, (_, new) in _values(step).items()}
    if step.action == NEW:
        left = {**tables.blank(model), **left}
    return voided == (step.action == VOID) and all(now[name] == value for name, value in left.items())


def _values(step: Change) -> dict[str, tuple[Any, Any]]:
    values: Any = step.values
    return dict(values)
