"""通报 with ranking (NC §二十四): how the townships stand in one or several indicators, in the form of a circular.

Townships are named, no person is. The text is ``resources/returns/analysis/circular.toml``; of each indicator the same
blocks are told, ``{it}`` being its figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from hfp_desk.gate import Viewer
from hfp_desk.papers import reports
from hfp_desk.papers.job import Area, Job, PaperForm, Takes, nobody
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.returns import Column, Definition, PeriodKind, RowKind, chart_data
from hfp_desk.returns import reports as templates
from hfp_desk.returns.phrasing import Asked, Figures
from hfp_desk.returns.ranking import Ranked, Value, plain
from hfp_desk.returns.reports import Block, Report
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import report_figures, returns
from hfp_desk.store.opening import Register
from hfp_desk.store.statistics import Statistic

if TYPE_CHECKING:
    from hfp_desk.papers.forms import Printed
    from hfp_desk.printing.official_facts import Annex, Grid, Official
    from hfp_desk.printing.paper import Paper

FORM, TITLE = "circular", "健康扶贫工作进展情况通报"
_TEMPLATE, _OWN = "circular", "it"
_MOST = 4


@dataclass(frozen=True)
class Circular:
    """Which columns are ranked (``return.column``), of the period in which ``day`` lies; what the clerk wrote.

    Without ``places`` the ratios of monthly returns by township that have a goal are told.
    """

    day: date
    places: tuple[str, ...] = ()
    number: str = ""
    addressee: str = ""
    issuer: str = ""
    issued: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


def template(register: Register) -> Report:
    """The circular's text, the office's own before ours."""
    return templates.report(_TEMPLATE, returns.own_folder(register))


def offered(register: Register) -> tuple[tuple[str, str, str], ...]:
    """What can be ranked, ratios first: ``return.column``, its words, and in full with its return."""
    known = returns.catalogue(register).definitions
    found = [
        (
            column.ratio is None,
            f"{one.name}.{column.name}",
            reports.words(column),
            _in_full(one, column),
        )
        for one in known
        if one.rows is RowKind.TOWNS
        for column in one.columns
        if not column.written
    ]
    return tuple((place, words, full) for _, place, words, full in sorted(found, key=lambda each: each[0]))


def _in_full(definition: Definition, column: Column) -> str:
    return f"{definition.title}：{'—'.join(column.head)}"


def usual(register: Register) -> tuple[str, ...]:
    """What is ranked where nothing was chosen: ratios that have a goal."""
    known = returns.catalogue(register).definitions
    found = [
        f"{one.name}.{column.name}"
        for one in known
        if one.rows is RowKind.TOWNS and one.period is PeriodKind.MONTH
        for column in one.columns
        if column.ratio is not None and column.target
    ]
    return tuple(found[:_MOST])


def official(register: Register, asked: Circular, progress: Progress = SILENT) -> Official:
    """The circular with its figures of now; Refusal where nothing can be ranked."""
    from hfp_desk.printing.official_facts import Official

    report, places = template(register), asked.places or usual(register)
    period = report_figures.period_of(report.period, report.cutoff, asked.day)
    names = dict.fromkeys(place.partition(".")[0] for place in places)
    figures = report_figures.gathered(register, names, period, {}, progress)
    asked_for = {place: one for place in places if (one := figures.asked(place)) is not None}
    ranked = {place: one for place, one in asked_for.items() if any(rank.rank for rank in one.ranks)}
    if not ranked:
        raise Refusal("没有可以排名的数字。", "请选按乡镇统计、本期有数的指标。")
    subject = reports.heading(next(iter(ranked.values()))) if len(ranked) == 1 else "健康扶贫重点工作"
    figures = msgspec.structs.replace(figures, words={**figures.words, "subject": subject})
    full = msgspec.structs.replace(report, blocks=tuple(_expanded(report, ranked)))
    return Official(
        title=tuple(filter(None, map(figures.filled, report.title))),
        blocks=reports.blocks(full, figures, asked.texts),
        number=asked.number or figures.filled(report.number),
        addressee=asked.addressee or figures.filled(report.addressee),
        issuer=asked.issuer or figures.words["office"],
        issued=asked.issued or date.today(),
        annexes=(_annex(figures, ranked),),
    )


def look(register: Register, place: str, day: date, progress: Progress = SILENT) -> reports.Looked:
    """The ranks of one indicator with its bars; Refusal where nothing can be ranked."""
    report = template(register)
    period = report_figures.period_of(report.period, report.cutoff, day)
    figures = report_figures.gathered(register, (place.partition(".")[0],), period, {}, progress)
    asked = figures.asked(place)
    if asked is None or not any(one.rank for one in asked.ranks):
        named = f"“{reports.heading(asked)}”" if asked is not None else ""
        raise Refusal(f"{named}本期没有可以排名的数字。", "请在左边选别的指标，或换一天。")
    grid = _grid(asked, titled=True)
    least = asked.goal.least if asked.goal is not None else None
    chart = chart_data.bars(asked.table, asked.column.name, least)
    ranked = [one for one in asked.ranks if one.rank]
    keys = {line.label: line.key for line in asked.table.lines}
    behind = [(asked.table, keys[one.label], asked.column.name) for one in ranked]
    told = Statistic(f"{grid.title}排名", asked.table.period.label, grid.head, grid.rows, chart)
    return reports.Looked(told, (*behind, (asked.table, TOTAL, asked.column.name)))


def _expanded(report: Report, ranked: Mapping[str, Asked]) -> Iterator[Block]:
    """The blocks that speak of ``{it}`` once for each indicator, the others as they are."""
    several = [one for one in report.blocks if _of_each(one)]
    for block in report.blocks:
        if block not in several:
            yield block
        elif block is several[0]:
            for place, asked in ranked.items():
                yield from (_about(one, place, reports.heading(asked)) for one in several)


def _of_each(block: Block) -> bool:
    return any(f"{{{_OWN}" in text for text in (block.heading, block.sub, *block.text))


def _about(block: Block, place: str, words: str) -> Block:
    def put(text: str) -> str:
        return text.replace(f"{{{_OWN}_name}}", words).replace(f"{{{_OWN}", f"{{{place}")

    head, sub = put(block.heading), put(block.sub)
    return msgspec.structs.replace(block, heading=head, sub=sub, text=tuple(map(put, block.text)))


def _annex(figures: Figures, ranked: Mapping[str, Asked]) -> Annex:
    from hfp_desk.printing.official_facts import Annex

    title = figures.filled("{period}{subject}排名表")
    return Annex(title, tuple(_grid(asked, len(ranked) > 1) for asked in ranked.values()))


def _grid(asked: Asked, titled: bool) -> Grid:
    from hfp_desk.printing.official_facts import Grid

    unit, ratio = asked.column.unit or "", asked.column.ratio is not None
    told = f"{asked.column.head[-1].partition('（')[0]}{f'（{unit}）' if unit else ''}"
    of = ("完成数/应完成数",) if ratio else ()
    head = ("名次", "乡镇", *of, told, "与目标差距", "上期", "比上期")
    rows = [_row(asked, one, ratio) for one in asked.ranks if one.rank]
    without = "、".join(one.label for one in asked.ranks if not one.rank)
    note = f"注：{without}没有应完成数，不参加排名。" if without else ""
    total = asked.cell
    parts = (_parts(total.part, total.whole),) if ratio else ()
    change = _by(asked, total.value, asked.past)
    rows.append(
        ("", "合计", *parts, _told(asked, total.value), _gap(asked, asked.missing), _told(asked, asked.past), change)
    )
    widths = (1.7, 2.4, *((2.5,) if ratio else ()), 2.0, 2.0, 1.8, 1.8)
    return Grid(head, tuple(rows), widths, reports.heading(asked) if titled else "", left=0, high=6.2, note=note)


def _row(asked: Asked, one: Ranked, ratio: bool) -> tuple[str, ...]:
    parts = (_parts(one.part, one.whole),) if ratio else ()
    figures = (_told(asked, one.value), _gap(asked, one.missing), _told(asked, one.before))
    return (one.place, one.label, *parts, *figures, _by(asked, one.value, one.before))


def _told(asked: Asked, value: Value) -> str:
    return asked.shown(value) or "—"


def _parts(part: Value, whole: Value) -> str:
    return "—" if part is None or whole is None else f"{plain(part)}/{plain(whole)}"


def _gap(asked: Asked, missing: Value) -> str:
    if missing is None:
        return "—"
    return "达到" if not missing else f"{missing:+.{asked.column.digits}f}"


def _by(asked: Asked, value: Value, before: Value) -> str:
    if value is None or before is None:
        return "—"
    return "持平" if value == before else f"{value - before:+.{asked.column.digits}f}"


def draw(paper: Paper, job: Job) -> int:
    """Print the circular of the usual indicators."""
    return _draw(paper, job.register, Circular(job.day), job.progress)


def print_circular(
    register: Register, asked: Circular, target: Path, viewer: Viewer, progress: Progress = SILENT
) -> Printed:
    """Set the circular in ``target``; Refusal for a viewer without any role, or where nothing can be ranked."""
    report = template(register)
    period = report_figures.period_of(report.period, report.cutoff, asked.day)
    return reports.printed(
        register, viewer, target, FORM, TITLE, lambda paper: _draw(paper, register, asked, progress), period.label
    )


def _draw(paper: Paper, register: Register, asked: Circular, progress: Progress) -> int:
    from hfp_desk.printing import official as layout

    return layout.draw(paper, official(register, asked, progress))


def forms() -> tuple[PaperForm, ...]:
    """The circular as a paper."""
    takes = Takes(period="统计到", since=False)
    advice = "请选按乡镇统计、本期有数的指标。"
    return (PaperForm(FORM, TITLE, ("通报", "排名通报"), draw, nobody, takes, Area.STATISTICS, advice),)
