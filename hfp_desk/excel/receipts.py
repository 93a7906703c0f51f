"""The receipt of an import, kept sealed beside the register and opened as a temporary file when it is asked for.

It goes back to the sender with the sender's own values: whoever opens or saves it takes them out, which is logged.
"""

from __future__ import annotations

from pathlib import Path

from hfp_desk import file_names, scratch
from hfp_desk.excel.planning import Plan
from hfp_desk.excel.writing import Result
from hfp_desk.problems import Refusal
from hfp_desk.records import ImportBatch
from hfp_desk.store import import_log, releasing, sealing, users
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing

PURPOSE = "回执退回来表单位"
"""What a receipt leaves for."""
_OPENED = "打开"


def keep(register: Register, plan: Plan, result: Result) -> Path:
    """Write the receipt of an import just done and keep it; the copy that can be opened (``opening`` first)."""
    from hfp_desk.excel import reporting

    shown = _shown(plan.path.name)
    reporting.write_report(plan, result, shown)
    if result.batch is not None:
        sealing.seal(register.key, shown.read_bytes(), _kept(register, result.batch))
    return shown


def opening(register: Register, shown: Path, batch: int | None) -> Path:
    """Log that the receipt of an import just done is opened outside; the same path."""
    _told(batch, to=_OPENED).note(register, file=shown.name)
    return shown


def find(register: Register, batch: int) -> Path:
    """The receipt of an earlier import as a temporary file to be opened; Refusal when none was kept."""
    kept = _kept(register, batch)
    if not kept.is_file():
        raise Refusal(f"第 {batch} 号批次没有留存回执。", "命令行导入的批次只在指定 --report 时生成回执。")
    if not import_log.is_open(register, batch, users.viewer(register)):
        raise Refusal("这份回执里有您不能查看的内容。", "请由导入这份名单的同事，或有“保密”角色的同事打开。")
    record = ImportBatch.get_by_id(batch)
    shown = _shown(record.file_name)
    content = sealing.unseal(register.key, kept)
    try:
        shown.write_bytes(content)
        return opening(register, shown, batch)
    except BaseException:
        scratch.wipe(shown)
        raise


def write(register: Register, plan: Plan, result: Result | None, target: Path) -> Path:
    """Write the receipt (``result`` None: what would become of each row) where it is asked for; the path it has."""
    from hfp_desk.excel import reporting

    if not users.viewer(register).sees_persons:
        raise Refusal("您没有录入角色，不能保存来表的回执。", "请由有“录入”角色的同事操作。")
    path = target.with_suffix(".xlsx")
    rough = scratch.fresh(file_names.proposed(path.stem, ".xlsx"))
    try:
        reporting.write_report(plan, result, rough, register.user)
        told = _told(result.batch if result is not None else None, rows=len(plan.rows))
        releasing.release(register, rough, path, told)
    finally:
        scratch.wipe(rough)
    return path


def is_kept(register: Register, batch: int) -> bool:
    """Whether there is a receipt of this import."""
    return _kept(register, batch).is_file()


def _told(batch: int | None, **more: object) -> Outgoing:
    """By its number: the sender's name for the list may be somebody's."""
    subject = "试算的回执" if batch is None else f"第 {batch} 号批次的回执"
    return Outgoing(Action.EXPORT, subject, reason=PURPOSE, detail={"batch": batch, **more})


def _shown(file_name: str) -> Path:
    return scratch.fresh(file_names.proposed(f"{Path(file_name).stem}_回执", ".xlsx"))


def _kept(register: Register, batch: int) -> Path:
    """Beside the sender's own file."""
    record = ImportBatch.get_or_none(ImportBatch.id == batch)
    folder = Path(record.kept_file).parent if record is not None and record.kept_file else Path()
    return register.beside("imports") / folder / f"{batch}.receipt.sealed"
