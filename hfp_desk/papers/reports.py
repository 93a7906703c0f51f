"""A report as an official document: its blocks filled from figures, what cannot be said left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.returns import Column, chart_data
from hfp_desk.returns.chart_data import Chart, ChartKind, Series
from hfp_desk.returns.phrasing import Asked, Figures
from hfp_desk.returns.reports import Block, ChartOf, GoalOf, Report
from hfp_desk.returns.table import TOTAL, Table, shown
from hfp_desk.store import settings
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing
from hfp_desk.store.statistics import Statistic

if TYPE_CHECKING:
    from hfp_desk.papers.forms import Printed
    from hfp_desk.printing import official_facts as f
    from hfp_desk.printing.paper import Paper

_NUMBERS = "一二三四五六七八九十"
_HEAD = ("指标", "本期", "上期", "目标", "与目标差距")
_WIDTHS = (5.4, 3.8, 2.0, 2.4, 2.6)


@dataclass(frozen=True)
class Looked:
    """A report as it is looked at before printing: its table, and for each row the figure that it is of."""

    statistic: Statistic
    behind: tuple[tuple[Table, int | str, str], ...]


def blocks(report: Report, figures: Figures, texts: Mapping[str, str]) -> tuple[f.Block, ...]:
    """The blocks that can be told, headings numbered; ``texts`` are what the clerk wrote himself."""
    from hfp_desk.printing import official_facts as f

    made: list[f.Block] = []
    number = 0
    for group in _groups(report.blocks):
        told = [piece for block in group for piece in _told(block, figures, texts)]
        if not told:
            continue
        if group[0].heading:
            heading = f"{_NUMBERS[number]}、{figures.filled(group[0].heading)}"
            made.append(f.Words(heading, f.Mark.HEADING))
            number += 1
        made += _led(told)
    return tuple(made)


def _led(told: Sequence[f.Block]) -> Iterator[f.Block]:
    """Paragraphs with a lead numbered （一）（二） as they are told, so that one without figures leaves no gap."""
    from hfp_desk.printing import official_facts as f

    number = 0
    for piece in told:
        if isinstance(piece, f.Words) and piece.lead:
            yield replace(piece, lead=f"（{_NUMBERS[number]}）{piece.lead}")
            number += 1
        else:
            yield piece


def looked(report: Report, figures: Figures) -> Looked:
    """The goals of a report with its first chart; Refusal where there is nothing to tell."""
    named = [one for block in report.blocks for one in block.goals]
    rows = [(row, asked) for one in named if (row := _goal(figures, one)) and (asked := figures.asked(one.of))]
    charts = [made for block in report.blocks for one in block.charts if (made := chart_of(figures, one))]
    if not rows or not charts:
        raise Refusal("这一期没有可以写进分析的数字。", "请换一天，或先登记有关内容。")
    title, about = "".join(map(figures.filled, report.title)), figures.filled("统计到{until}")
    told = Statistic(title, about, _HEAD, tuple(row for row, _ in rows), charts[0])
    return Looked(told, tuple((asked.table, TOTAL, asked.column.name) for _, asked in rows))


def _groups(given: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Each heading with what follows it."""
    group: list[Block] = []
    for one in given:
        if one.heading and group:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _told(block: Block, figures: Figures, texts: Mapping[str, str]) -> Iterator[f.Block]:
    from hfp_desk.printing import official_facts as f

    if block.editable:
        written = texts.get(block.editable)
        told = "\n".join(map(figures.filled, block.text)) if written is None else written
        yield from (f.Words(line.strip()) for line in told.splitlines() if line.strip())
        return
    words = figures.told(_numbered(block, figures))
    if words:
        yield f.Words(words, lead=figures.filled(block.sub))
    rows = tuple(row for one in block.goals if (row := _goal(figures, one)))
    if rows:
        yield f.Grid(_HEAD, rows, _WIDTHS, figures.filled(block.title))
    charts = tuple(chart for one in block.charts if (chart := chart_of(figures, one)) is not None)
    if charts:
        yield f.Pictures(charts, block.height)


def _numbered(block: Block, figures: Figures) -> tuple[str, ...]:
    if not block.numbered:
        return block.text
    said = [told for sentence in block.text if (told := figures.filled(sentence))]
    return tuple(f"{_NUMBERS[place]}是{told}" for place, told in enumerate(said)) if len(said) > 1 else tuple(said)


def heading(asked: Asked) -> str:
    """The column of a figure in running text."""
    return words(asked.column)


def words(column: Column) -> str:
    """A column in running text, without its units: 慢病签约服务管理签约率, 高血压规范管理率."""
    parts = [part.partition("（")[0] for part in column.head]
    return "".join(part for part, after in zip(parts, [*parts[1:], ""], strict=True) if not after.startswith(part))


def _goal(figures: Figures, one: GoalOf) -> tuple[str, ...] | None:
    """A line of the table of goals: 签约率 98.25%（56/57） 97.10% 不低于90% 达到."""
    asked = figures.asked(one.of)
    if asked is None or asked.cell.value is None:
        return None
    column, unit = asked.column, asked.column.unit
    past = "—" if asked.past is None else f"{asked.shown(asked.past)}{unit}"
    goal = asked.goal.words if asked.goal is not None else "—"
    missing = "—" if asked.missing is None else "已达到"
    if asked.missing:
        missing = f"{'差' if asked.missing < 0 else '超'}{asked.shown(abs(asked.missing))}{asked.points}"
    now = f"{shown(column, asked.cell)}{unit}"
    if asked.cell.part is not None and asked.cell.whole is not None and not _is_money(asked):
        now += f"（{asked.cell.part:,.0f}/{asked.cell.whole:,.0f}）"
    return (one.label or heading(asked), now, past, goal, missing)


def chart_of(figures: Figures, one: ChartOf) -> Chart | None:
    """A chart of a report; None while there is nothing to draw."""
    found = [asked for place in one.of if (asked := figures.asked(place)) is not None]
    if not found:
        return None
    if one.kind is ChartKind.BARS:
        goal = found[0].goal
        drawn = chart_data.bars(found[0].table, found[0].column.name, goal.least if goal is not None else None)
        title = figures.filled(one.title) or drawn.title
        return None if drawn.empty else msgspec.structs.replace(drawn, title=title)
    unit, digits = "元" if _is_money(found[0]) else found[0].column.unit, found[0].column.digits
    parts = [Series(asked.column.head[-1].partition("（")[0], (asked.past, asked.cell.value)) for asked in found]
    parts = [one for one in parts if any(one.values)]
    scaled, unit = _in_ten_thousands(parts, unit)
    drawn = chart_data.stacked(
        figures.filled(one.title), ("上期", "本期"), scaled, unit, 2 if unit == "万元" else digits
    )
    return None if drawn.empty else msgspec.structs.replace(drawn, share=True)


def _is_money(asked: Asked) -> bool:
    """Whether a column is of yuan: its heading or its unit says so."""
    return asked.column.unit == "元" or "（元）" in "".join(asked.column.head)


def _in_ten_thousands(parts: list[Series], unit: str) -> tuple[list[Series], str]:
    """Large amounts of yuan are told in 万元."""
    largest = max((value or Decimal(0) for one in parts for value in one.values), default=Decimal(0))
    if unit != "元" or largest < 100_000:
        return parts, unit
    scaled = [
        Series(one.label, tuple(None if value is None else value / 10_000 for value in one.values)) for one in parts
    ]
    return scaled, "万元"


def printed(
    register: Register,
    viewer: Viewer,
    target: Path,
    form: str,
    title: str,
    draw: Callable[[Paper], int],
    period: str,
) -> Printed:
    """Set a report in ``target`` and say what is to be logged; Refusal for a viewer without any role."""
    from hfp_desk.papers.forms import FILED, Printed
    from hfp_desk.printing.facts import Made
    from hfp_desk.printing.paper import Paper

    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能打印。", "请联系管理员分配角色。")
    with register.session():
        made = Made(by=register.user, at=datetime.now(), office=str(settings.get(settings.OFFICE_NAME, "")))
    target.parent.mkdir(parents=True, exist_ok=True)
    with Paper(target, title, made) as paper:
        draw(paper)
    detail = {"form": form, "conditions": period, "rows": 1, "pages": paper.pages}
    warnings = tuple(problem.message for problem in paper.problems)
    return Printed(target, paper.pages, 1, warnings, Outgoing(Action.PRINT, title, 0, FILED, detail))
