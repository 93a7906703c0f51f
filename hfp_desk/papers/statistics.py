"""统计表: a statistic on paper, its table and its chart; logged like any other paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hfp_desk.gate import Viewer
from hfp_desk.papers import reports
from hfp_desk.papers.analysis import Analysis, print_analysis
from hfp_desk.papers.circular import Circular, print_circular
from hfp_desk.problems import SILENT, Progress
from hfp_desk.store.opening import Register
from hfp_desk.store.statistics import Statistic

if TYPE_CHECKING:
    from hfp_desk.papers.forms import Printed
    from hfp_desk.printing.paper import Paper

FORM = "statistic"
Report = Statistic | Analysis | Circular
"""What the page of statistics has printed."""
_NAMES, _SIZE, _WIDE = 30.0, 10.0, 9
_CHART = 110.0


def print_statistic(
    register: Register, told: Statistic, target: Path, viewer: Viewer, progress: Progress = SILENT
) -> Printed:
    """Set a statistic in ``target``; Refusal for a viewer without any role."""
    progress.step(0, 1, told.title)
    return reports.printed(register, viewer, target, FORM, told.title, lambda paper: _draw(paper, told), told.about)


def print_report(register: Register, one: Report, target: Path, viewer: Viewer, progress: Progress = SILENT) -> Printed:
    """Set a statistic, the work analysis or a circular, whichever it is."""
    match one:
        case Analysis():
            return print_analysis(register, one, target, viewer, progress)
        case Circular():
            return print_circular(register, one, target, viewer, progress)
        case Statistic():
            return print_statistic(register, one, target, viewer, progress)


def _draw(paper: Paper, told: Statistic) -> int:
    """The table, and the chart below it or on the next page."""
    from hfp_desk.printing import charts
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.fonts import Face
    from hfp_desk.printing.sheets import A4, A4_WIDE, Box
    from hfp_desk.printing.tables import Cell, draw_long_table, head

    sheet = A4_WIDE if len(told.head) > _WIDE else A4
    paper.begin(sheet)
    paper.text(sheet.left + sheet.inner / 2, sheet.top + 8, told.title, Face.TITLE, 18, Align.CENTRE, width=sheet.inner)
    paper.text(sheet.left, sheet.top + 17, told.about, size=_SIZE, width=sheet.inner * 0.8)
    if told.unit:
        paper.text(sheet.end, sheet.top + 17, f"单位：{told.unit}", size=_SIZE, align=Align.RIGHT)
    names = min(_NAMES, sheet.inner / len(told.head) * 1.6)
    width = (sheet.inner - names) / max(len(told.head) - 1, 1)
    widths = (names, *(width,) * (len(told.head) - 1))
    rows = [
        tuple(Cell(text, align=Align.RIGHT if at else Align.LEFT, size=_SIZE, side=1.2) for at, text in enumerate(row))
        for row in told.texts
    ]
    heading = tuple(head(text, size=_SIZE) for text in told.head)
    y = draw_long_table(paper, sheet.top + 19, widths, heading, rows, least=6.5)
    height = min(max(_CHART, sheet.foot - y - 6), 150.0)
    y = paper.room_for(y + 6, height)
    charts.draw(paper, Box(sheet.left, y, sheet.inner, min(height, sheet.foot - y)), told.chart)
    paper.end()
    return 1
