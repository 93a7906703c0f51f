"""The report of an import: the sender's own workbook handed back with what became of each row, and the same as JSON."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from hfp_desk import scratch
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.planning import Plan, PlanSheet
from hfp_desk.excel.summary import summary
from hfp_desk.excel.verdicts import verdicts
from hfp_desk.excel.writing import Result
from hfp_desk.problems import Problem, Refusal, disk_trouble

__all__ = ["as_json", "write_report"]

LARGE = 20_000
"""Rows above which the copy is written anew: opening and changing the sender's workbook would take minutes."""


def write_report(plan: Plan, result: Result | None, target: Path, user: str = "") -> Path:
    """Write the report as .xlsx (``result`` None: of a trial); the path it has. Refusal when it cannot be written.

    Corrected and imported again, it is understood: our columns and our sheet are left aside.
    """
    from hfp_desk.excel import annotating, streaming

    path = target.with_suffix(".xlsx")
    rough = path.with_name(f"{path.stem}.part.xlsx")
    found = verdicts(plan, result)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if sum(len(sheet.rows) for sheet in found) > LARGE:
            notice = f"超过 {LARGE // 10000} 万行，本表按原表内容重新生成，没有保留原表的格式和公式。"
            streaming.write(plan, found, summary(plan, result, _user(plan, user), notice), rough)
        else:
            book, notice = annotating.open_copy(plan)
            lines = summary(plan, result, _user(plan, user), notice)
            annotating.annotate(book, plan, found, lines, plain=bool(notice))
            with scratch.temporaries():
                book.save(rough)
        rough.replace(path)
    except OSError as error:
        raise Refusal(
            f"回执“{path.name}”没有写成：{disk_trouble(error)}。", "文件若已在 WPS 中打开，请先关闭再试。"
        ) from error
    finally:
        rough.unlink(missing_ok=True)
    return path


def as_json(plan: Plan, result: Result | None, report: Path | None = None) -> dict[str, Any]:
    """The outcome as one object for other programs; rows are Excel's own, columns the sender's headings."""
    return {
        "batch": result.batch if result else None,
        "file": plan.path.name,
        "sha256": plan.sha256,
        "sheets": [_sheet(plan, sheet) for sheet in plan.sheets],
        "counts": plan.counts,
        "problems": [_problem(problem) for problem in plan.problems],
        "earlier": [earlier.sentence for earlier in plan.earlier],
        "report": str(report.with_suffix(".xlsx")) if report else None,
    }


def _user(plan: Plan, user: str) -> str:
    return user or plan.user


def _sheet(plan: Plan, sheet: PlanSheet) -> dict[str, Any]:
    rows = Counter(row.outcome for row in plan.rows if row.sheet == sheet.sheet)
    return {
        "sheet": sheet.sheet,
        "kind": sheet.kind.name if sheet.kind else None,
        "header_rows": list(sheet.header_rows),
        "data_rows": sheet.data_rows,
        "counts": {str(outcome): rows[outcome] for outcome in Outcome},
        "skipped_rows": sheet.skipped_rows,
        "skipped": [{"row": skip.row, "reason": str(skip.reason), "text": skip.text} for skip in sheet.skipped],
        "reason": sheet.reason,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.label,
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "found": problem.found,
        "expected": problem.expected,
    }
