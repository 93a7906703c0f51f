"""Problems of a plan by column: how many rows, an example, what is expected. Counted on the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.planning import Plan
from hfp_desk.problems import Problem, Severity

_LONGEST = 60
STAYS_OUT = frozenset({Outcome.REJECT, Outcome.CONFLICT})


@dataclass(frozen=True)
class Group:
    """Some rows of the plan by their places, and what they share."""

    title: str
    words: str
    places: Sequence[int]
    severity: Severity


def groups(plan: Plan) -> list[Group]:
    """All rows that stay out, all with something to look at, then each column and kind of problem."""
    places = {(row.sheet, row.row): place for place, row in enumerate(plan.rows) if row.problems}
    out = [place for place, row in enumerate(plan.rows) if row.outcome in STAYS_OUT]
    told = [place for place, row in enumerate(plan.rows) if row.outcome not in STAYS_OUT and _is_told(row.problems)]
    found = [Group("没有导入的行", "有必须改正的错误，或互相矛盾", out, Severity.ERROR)] if out else []
    if told:
        found.append(Group("照常导入、有提醒的行", "请抽空核对，不影响导入", told, Severity.WARNING))
    for (heading, _), problems in plan.by_column.items():
        mine = list(dict.fromkeys(places[key] for one in problems if (key := (one.sheet, one.row)) in places))
        if mine and problems[0].severity is not Severity.NOTE:
            found.append(Group(heading or "整行", _words(problems), mine, problems[0].severity))
    return found


def _is_told(problems: Sequence[Problem]) -> bool:
    return any(problem.severity is Severity.WARNING for problem in problems)


def _words(problems: Sequence[Problem]) -> str:
    """An example, and what is expected where that is the same for all."""
    first = problems[0]
    message = first.message if len(first.message) <= _LONGEST else first.message[: _LONGEST - 1] + "…"
    example = f"如第 {first.row} 行：{message}" if len(problems) > 1 else message
    expected = {problem.expected for problem in problems}
    return f"{example}\n应为：{first.expected}" if len(expected) == 1 and first.expected else example
