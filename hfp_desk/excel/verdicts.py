"""What the report says about each row and cell, as plain values; how it gets into a workbook is said elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hfp_desk.excel.outcomes import LABELS, Outcome
from hfp_desk.excel.planning import Plan, PlanRow, PlanSheet
from hfp_desk.excel.writing import Result
from hfp_desk.problems import Problem, Severity

AUTHOR = "健康扶贫台账"
EXAMPLES = {
    "E-ID-LOST": "360982196402293627（先把单元格设为文本）",
    "E-ID-EMPTY": "360982196402293627",
    "E-DATE": "2020-03-31",
    "W-DATE": "2020-03-31",
    "E-MONEY": "1234.56",
    "W-PHONE": "13800001234",
}
_TRIED = {
    Outcome.NEW: "将新增",
    Outcome.CHANGE: "将更新",
    Outcome.SAME: "未变",
    Outcome.DOUBTFUL: "待定",
    Outcome.CONFLICT: "冲突",
    Outcome.REJECT: "不能导入",
    Outcome.SKIPPED: "跳过",
}


@dataclass
class CellMark:
    """A guilty cell: its column, how grave it is and what its comment says; ``as_text`` for a number of a person."""

    column: int
    severity: Severity
    text: str
    as_text: bool = False


@dataclass(frozen=True)
class RowVerdict:
    """What stands behind a row: 导入结果, 原因 and 登记编号, and the cells that are marked."""

    row: int
    outcome: Outcome
    result: str
    reason: str
    number: str
    marks: tuple[CellMark, ...] = ()


@dataclass
class SheetVerdict:
    """One list of the workbook: where its head stands and what becomes of its rows."""

    sheet: str
    header_rows: tuple[int, ...]
    ours: dict[str, int] = field(default_factory=dict)
    rows: list[RowVerdict] = field(default_factory=list)


def verdicts(plan: Plan, result: Result | None) -> list[SheetVerdict]:
    """The verdict of every list that was read."""
    rows = {(row.sheet, row.row): row for row in plan.rows}
    found = []
    for sheet in plan.sheets:
        if sheet.table is None:
            continue
        own = {column.heading: column.index for column in sheet.columns if column.how == "ours"}
        one = SheetVerdict(sheet.sheet, sheet.header_rows, own)
        columns = _columns(sheet)
        one.rows = [_row(sheet, rows[sheet.sheet, number], columns, result) for number in sheet.table.numbers]
        found.append(one)
    return found


def _columns(sheet: PlanSheet) -> dict[str, int]:
    """Where each heading stands; of two columns called alike the one that is read."""
    ordered = sorted(sheet.columns, key=lambda column: column.target is None)
    places: dict[str, int] = {}
    for column in ordered:
        places.setdefault(column.heading, column.index)
    return places


def _row(sheet: PlanSheet, row: PlanRow, columns: dict[str, int], result: Result | None) -> RowVerdict:
    label = (_TRIED if result is None else LABELS)[row.outcome]
    return RowVerdict(
        row.row, row.outcome, label, reasons(row), _number(sheet, row, result), tuple(_marks(row, columns))
    )


def reasons(row: PlanRow) -> str:
    """All reasons of a row, the gravest first, numbered when there are several."""
    ordered = sorted(row.problems, key=lambda problem: list(Severity).index(problem.severity))
    if len(ordered) == 1:
        return ordered[0].message
    return "；".join(f"{place}. {problem.message}" for place, problem in enumerate(ordered, start=1))


def _number(sheet: PlanSheet, row: PlanRow, result: Result | None) -> str:
    if row.record is None or sheet.kind is None:
        return ""
    if result is None:
        return str(row.record) if row.record > 0 else ""
    known = result.record(sheet.kind.principal.record.model, row.record)
    return "" if known is None else str(known)


def _marks(row: PlanRow, columns: dict[str, int]) -> Iterator[CellMark]:
    marked: dict[int, list[Problem]] = {}
    for problem in row.problems:
        if problem.label in columns and problem.severity is not Severity.NOTE:
            marked.setdefault(columns[problem.label], []).append(problem)
    for column, problems in marked.items():
        gravest = min(problems, key=lambda problem: list(Severity).index(problem.severity))
        as_text = any(problem.code.startswith("E-ID") for problem in problems)
        yield CellMark(column, gravest.severity, "\n\n".join(map(comment, problems)), as_text)


def comment(problem: Problem) -> str:
    """Code, what is wrong, what was expected, an example."""
    lines = [f"[{problem.code}] {problem.message}"]
    if problem.expected:
        lines.append(f"应为：{problem.expected}")
    example = EXAMPLES.get(problem.code)
    if example:
        lines.append(f"例：{example}")
    return "\n".join(lines)
