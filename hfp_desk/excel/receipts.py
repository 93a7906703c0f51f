"""The receipt of an import, kept sealed beside the register and opened as a temporary file when it is asked for."""

from __future__ import annotations

from pathlib import Path

from hfp_desk import scratch
from hfp_desk.excel.planning import Plan
from hfp_desk.excel.writing import Result
from hfp_desk.problems import Refusal
from hfp_desk.records import ImportBatch
from hfp_desk.store import sealing
from hfp_desk.store.opening import Register


def keep(register: Register, plan: Plan, result: Result) -> Path:
    """Write the receipt of an import just done and keep it; the open copy."""
    from hfp_desk.excel import reporting

    shown = scratch.fresh(f"{plan.path.stem}_回执.xlsx")
    reporting.write_report(plan, result, shown)
    if result.batch is not None:
        sealing.seal(register.key, shown.read_bytes(), _kept(register, result.batch))
    return shown


def find(register: Register, batch: int) -> Path:
    """The receipt of an earlier import as a temporary file; Refusal when none was kept."""
    kept = _kept(register, batch)
    if not kept.is_file():
        raise Refusal(f"第 {batch} 号批次没有留存回执。", "命令行导入的批次只在指定 --report 时生成回执。")
    record = ImportBatch.get_by_id(batch)
    shown = scratch.fresh(f"{Path(record.file_name).stem}_回执.xlsx")
    shown.write_bytes(sealing.unseal(register.key, kept))
    return shown


def is_kept(register: Register, batch: int) -> bool:
    """Whether there is a receipt of this import."""
    return _kept(register, batch).is_file()


def _kept(register: Register, batch: int) -> Path:
    """Beside the sender's own file."""
    record = ImportBatch.get_or_none(ImportBatch.id == batch)
    folder = Path(record.kept_file).parent if record is not None and record.kept_file else Path()
    return register.beside("imports") / folder / f"{batch}.receipt.sealed"
