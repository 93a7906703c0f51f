"""Lists of ours on their way out and back, as a clerk edits them in between."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from hfp_desk.excel import exporting
from hfp_desk.excel.importing import Plan
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.gate import Viewer
from hfp_desk.store.opening import Register

CLERK = Viewer("李敏", frozenset({"admin", "entry", "secret"}))


def exported(register: Register, kind: str, path: Path) -> Path:
    """The whole list as we send it out."""
    with register.session():
        exporting.export_return(register, kind, path, CLERK, purpose="内部核对")
    return path


def edited(path: Path, changes: Mapping[tuple[int, str], object]) -> Path:
    """The workbook with cells changed, named by row and heading."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book.active
    heads = [cell.value for cell in sheet[1]]
    for (row, heading), value in changes.items():
        sheet.cell(row, heads.index(heading) + 1).value = value
    book.save(path)
    return path


def outcomes(plan: Plan) -> dict[int, str]:
    """What became of each row that is not as it was."""
    return {row.row: str(row.outcome) for row in plan.rows if row.outcome is not Outcome.SAME}
