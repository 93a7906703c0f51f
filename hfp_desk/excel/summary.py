"""The first sheet of the report, 导入报告: what was read, what became of it, what is wrong, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hfp_desk import VERSION
from hfp_desk.excel.outcomes import LABELS, Choices, Outcome, Which
from hfp_desk.excel.planning import Plan, PlanSheet
from hfp_desk.excel.understanding import Skipped
from hfp_desk.excel.writing import Result
from hfp_desk.problems import Problem, Severity

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
_WHICH = {Which.BOTH: "新增并更新", Which.ONLY_NEW: "只新增", Which.ONLY_KNOWN: "只更新已有"}
_ROWS_NAMED = 12


class Look(StrEnum):
    """How a line of the sheet looks."""

    TITLE = "title"
    HEAD = "head"
    PLAIN = "plain"


@dataclass(frozen=True)
class SummaryLine:
    """One line of the sheet."""

    cells: tuple[str, ...]
    look: Look = Look.PLAIN


def summary(plan: Plan, result: Result | None, user: str, notice: str = "") -> list[SummaryLine]:
    """All lines of the sheet; ``notice`` says how the copy was made where it is not the sender's own workbook."""
    lines = [SummaryLine(("导入报告" if result else "导入报告（试算，没有写入）",), Look.TITLE)]
    lines += [SummaryLine(cells) for cells in _facts(plan, result, user, notice)]
    for sheet in plan.sheets:
        lines += _sheet(sheet)
    lines += [
        SummaryLine(("",)),
        SummaryLine(("列", "代码", "程度", "处数", "问题（第一处）", "应为", "所在行"), Look.HEAD),
    ]
    return lines + [SummaryLine(cells) for cells in _problems(plan)]


def _facts(plan: Plan, result: Result | None, user: str, notice: str) -> Iterator[tuple[str, ...]]:
    yield "文件", plan.path.name
    yield "文件指纹（SHA-256）", plan.sha256
    yield "经办", f"{user}，{datetime.now():%Y-%m-%d %H:%M}，健康扶贫台账 {VERSION}"
    if result is not None and result.batch is not None:
        yield "批次", f"第 {result.batch} 号，导入前备份 {result.backup}"
    elif result is not None:
        yield "批次", "内容与登记簿相同，没有写入，也没有产生批次。"
    for earlier in plan.earlier:
        yield "以前", earlier.sentence
    yield "规则", _rules(plan.choices)
    counts = plan.counts
    yield "结果", "，".join(f"{LABELS[outcome]} {counts[outcome]}" for outcome in Outcome) + f"，共 {len(plan.rows)} 行"
    if notice:
        yield "说明", notice
    for problem in plan.general:
        yield SEVERITIES[problem.severity], problem.message


def _rules(choices: Choices) -> str:
    blanks = "空白格清空原值" if choices.clear_blanks else "空白格不改原值"
    return (
        f"{_WHICH[choices.which]}；{blanks}；有错误的行不导入，其余照常；改正后可再次导入本表，只有改正的行会进入登记簿"
    )


def _sheet(sheet: PlanSheet) -> list[SummaryLine]:
    lines = [SummaryLine(("",)), SummaryLine((f"工作表「{sheet.sheet}」",), Look.HEAD)]
    if sheet.kind is None or sheet.table is None:
        return [*lines, SummaryLine(("没有读取", sheet.reason))]
    rows = "、".join(map(str, sheet.header_rows))
    lines.append(SummaryLine((sheet.kind.title, f"表头第 {rows} 行，数据 {sheet.data_rows} 行")))
    lines += [SummaryLine(("跳过", cells)) for cells in skipped(sheet.skipped)]
    read = [column for column in sheet.columns if column.target]
    lines.append(SummaryLine(("读取的列", "、".join(f"{column.letters} {column.heading}" for column in read))))
    left = [
        f"{column.letters} {column.heading}" for column in sheet.columns if not column.target and column.how != "ours"
    ]
    if left:
        lines.append(SummaryLine(("没有读取的列", "、".join(left))))
    return lines


def skipped(rows: tuple[Skipped, ...]) -> list[str]:
    """Rows that are no data, with the reason."""
    return [
        f"第 {skip.row} 行（{skip.reason}）{skip.text}"
        if skip.count == 1
        else f"第 {skip.row}—{skip.last} 行（{skip.reason}）"
        for skip in rows
    ]


def _problems(plan: Plan) -> Iterator[tuple[str, ...]]:
    found = {key: [problem for problem in problems if problem.row] for key, problems in plan.by_column.items()}
    for (label, code), problems in found.items():
        if problems:
            first = problems[0]
            word = SEVERITIES[first.severity]
            yield (
                label or "（整行）",
                code,
                word,
                str(len(problems)),
                first.message,
                first.expected,
                named_rows(problems),
            )


def named_rows(problems: list[Problem]) -> str:
    """The rows of some problems, the first dozen by number."""
    sheets = Counter(problem.sheet for problem in problems)
    words = [
        f"{problem.sheet}!{problem.row}" if len(sheets) > 1 else str(problem.row) for problem in problems[:_ROWS_NAMED]
    ]
    return "、".join(words) + (f" 等 {len(problems)} 行" if len(problems) > _ROWS_NAMED else "")
