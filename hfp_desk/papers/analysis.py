"""健康扶贫工作情况分析: a report of the month with text, a table of goals and charts, all from the returns.

The text is ``resources/returns/analysis/work_analysis.toml``; 下一步 is what the clerk writes before printing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hfp_desk.gate import Viewer
from hfp_desk.papers import reports
from hfp_desk.papers.job import Area, Job, PaperForm, Takes, nobody
from hfp_desk.problems import SILENT, Progress
from hfp_desk.returns import reports as templates
from hfp_desk.returns.phrasing import Figures
from hfp_desk.returns.reports import Report
from hfp_desk.store import report_figures, returns
from hfp_desk.store.opening import Register

if TYPE_CHECKING:
    from hfp_desk.papers.forms import Printed
    from hfp_desk.printing.official_facts import Official
    from hfp_desk.printing.paper import Paper

FORM, TITLE = "work-analysis", "健康扶贫工作情况分析"
_TEMPLATE = "work_analysis"


@dataclass(frozen=True)
class Analysis:
    """Of the month in which ``day`` lies; ``texts`` are what the clerk wrote in the parts left to him."""

    day: date
    texts: Mapping[str, str] = field(default_factory=dict)
    issuer: str = ""
    issued: date | None = None


def template(register: Register) -> Report:
    """The report's text, the office's own before ours."""
    return templates.report(_TEMPLATE, returns.own_folder(register))


def proposed(register: Register) -> dict[str, str]:
    """What is proposed for the parts that the clerk writes himself, by their name."""
    return {one.editable: "\n".join(one.text) for one in template(register).editable}


def look(register: Register, day: date, progress: Progress = SILENT) -> reports.Looked:
    """The table of goals and the chart of the month of a day; Refusal where there is nothing to tell."""
    report = template(register)
    period = report_figures.period_of(report.period, report.cutoff, day)
    return reports.looked(report, report_figures.gathered(register, report.returns, period, {}, progress))


def official(register: Register, asked: Analysis, progress: Progress = SILENT) -> Official:
    """The document with its figures of now."""
    from hfp_desk.printing.official_facts import Official

    report = template(register)
    period = report_figures.period_of(report.period, report.cutoff, asked.day)
    figures = report_figures.gathered(register, report.returns, period, {}, progress)
    return Official(
        title=_lines(figures, report.title),
        blocks=reports.blocks(report, figures, asked.texts),
        number=figures.filled(report.number),
        addressee=figures.filled(report.addressee),
        issuer=(asked.issuer or figures.words["office"]) if report.signed else "",
        issued=asked.issued or date.today() if report.signed else None,
    )


def draw(paper: Paper, job: Job) -> int:
    """Print the analysis of the month of the job's day."""
    return _draw(paper, job.register, Analysis(job.day), job.progress)


def print_analysis(
    register: Register, asked: Analysis, target: Path, viewer: Viewer, progress: Progress = SILENT
) -> Printed:
    """Set the analysis in ``target``; Refusal for a viewer without any role."""
    report = template(register)
    period = report_figures.period_of(report.period, report.cutoff, asked.day)
    return reports.printed(
        register, viewer, target, FORM, TITLE, lambda paper: _draw(paper, register, asked, progress), period.label
    )


def _draw(paper: Paper, register: Register, asked: Analysis, progress: Progress) -> int:
    from hfp_desk.printing import official as layout

    return layout.draw(paper, official(register, asked, progress))


def _lines(figures: Figures, lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(told for line in lines if (told := figures.filled(line)))


def forms() -> tuple[PaperForm, ...]:
    """The analysis as a paper."""
    takes = Takes(period="统计到", since=False)
    return (PaperForm(FORM, TITLE, ("工作情况分析", "工作分析"), draw, nobody, takes, Area.STATISTICS),)
