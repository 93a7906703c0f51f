"""问题清单, 任务清单, 责任清单, 任务分解表, 宣传素材目录 (ZS §四 §五, NC §二十三; domain.md §2.15)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hfp_desk.codes import code_list
from hfp_desk.papers.job import Area, PaperForm, Takes, nobody
from hfp_desk.papers.rosters import Col, centred, made, of, shows, stacked
from hfp_desk.papers.tallies import Tallied, closings
from hfp_desk.records import FINDING, MATERIAL, TASK, Finding, Material, Task
from hfp_desk.rules import deadlines
from hfp_desk.rules.closing import State
from hfp_desk.rules.deadlines import Due
from hfp_desk.store import duty_rosters
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job

_DONE = "3"
"""Code of ``task_state``: 已完成."""


def _due(line: Line, job: Job) -> Due:
    """Where a finding stands; one closed by its state alone is closed."""
    if line[Finding.closed_on] is None and line[Finding.state] == State.CLOSED:
        return Due.CLOSED
    return deadlines.due(line[Finding.deadline], line[Finding.closed_on], job.day)


def _task_due(line: Line, job: Job) -> Due:
    if line[Task.done_on] is None and line[Task.state] == _DONE:
        return Due.CLOSED
    return deadlines.due(line[Task.deadline], line[Task.done_on], job.day)


def _until(line: Line, job: Job) -> str:
    """The deadline, with a mark where it has passed."""
    late = _due(line, job) is Due.OVERDUE
    return stacked(shows(Finding.deadline, line, job), "▲已超期" if late else "")


def _task_until(line: Line, job: Job) -> str:
    late = _task_due(line, job) is Due.OVERDUE
    return stacked(shows(Task.deadline, line, job), "▲已超期" if late else "")


def _closing(line: Line, job: Job) -> str:
    return stacked(shows(Finding.state, line, job), shows(Finding.closed_on, line, job))


def _where(line: Line, job: Job) -> str:
    return stacked(f"{line['town'] or ''}{line['village'] or ''}", shows(Finding.concerned, line, job))


def _task_state(line: Line, job: Job) -> str:
    return stacked(shows(Task.state, line, job), shows(Task.done_on, line, job))


def _by_kind(kinds: Counter[str]) -> str:
    known = code_list("material_kind")
    told = [f"{known.shown(item.code)} {kinds[item.code]:,} 件" for item in known.items]
    return "，".join([*told, *([f"未分类 {kinds['']:,} 件"] if kinds[""] else [])]) + "。"


_NUMBER = centred(Finding.number, 14, wraps=True)
_STATE = made("整改状态", 20, _closing, "centre")
_DEADLINE = made("整改时限", 20, _until, "centre")

_PROBLEMS: tuple[Col, ...] = (
    _NUMBER,
    of(Finding.source, 26),
    centred(Finding.fed_back_on, 20),
    of(Finding.problem, 86),
    of(Finding.category, 20),
    made("涉及乡镇、村、对象", 30, _where),
    _DEADLINE,
    _STATE,
)
_TASKS: tuple[Col, ...] = (
    _NUMBER,
    of(Finding.problem, 54),
    of(Finding.target, 36),
    of(Finding.measures, 58),
    _DEADLINE,
    of(Finding.progress, 36),
    of(Finding.outcome, 22),
    _STATE,
)
_DUTIES: tuple[Col, ...] = (
    _NUMBER,
    of(Finding.problem, 64),
    centred(Finding.leader, 18, wraps=True),
    of(Finding.unit, 28),
    centred(Finding.responsible, 18, wraps=True),
    of(Finding.partners, 28),
    _DEADLINE,
    _STATE,
    centred(Finding.reviewer, 16, wraps=True),
    of(Finding.evidence, 24),
)
_BREAKDOWN: tuple[Col, ...] = (
    centred(Task.number, 12, wraps=True, label="任务编号"),
    of(Task.content, 62),
    of(Task.document, 26),
    centred(Task.section, 18, wraps=True),
    of(Task.unit, 22),
    centred(Task.leader, 16, wraps=True),
    centred(Task.responsible, 16, wraps=True),
    of(Task.partners, 26),
    made("完成时限", 20, _task_until, "centre"),
    of(Task.progress, 28),
    made("完成情况", 20, _task_state, "centre"),
)
_MATERIALS: tuple[Col, ...] = (
    centred(Material.kind, 24, wraps=True),
    of(Material.title, 56),
    of(Material.unit, 32),
    centred(Material.author, 16, wraps=True),
    centred(Material.gathered_on, 20),
    centred(Material.submitted_on, 20),
    of(Material.submitted_to, 26),
    of(Material.published_in, 26),
    centred(Material.published_on, 20),
    of(Material.kept_at, 24),
)


def _findings(title: str, cols: tuple[Col, ...]) -> Tallied:
    """One side of what is to be rectified: the problems, the tasks or who answers for them."""
    return Tallied(
        f"健康扶贫整改{title}",
        "个问题",
        cols,
        lines=lambda job: duty_rosters.findings(job.register, job.scope),
        count=lambda job: duty_rosters.count_findings(job.register, job.scope),
        classes=lambda line, job: (_due(line, job),),
        told=closings,
    )


_TASK_LIST = Tallied(
    "健康扶贫工作任务分解表",
    "项",
    _BREAKDOWN,
    lines=lambda job: duty_rosters.tasks(job.register, job.scope),
    count=lambda job: duty_rosters.count_tasks(job.register, job.scope),
    classes=lambda line, job: (_task_due(line, job),),
    told=lambda states, _job: f"已完成 {states[Due.CLOSED]:,} 项，超过时限 {states[Due.OVERDUE]:,} 项。",
)
_CATALOGUE = Tallied(
    "健康扶贫宣传素材目录",
    "件",
    _MATERIALS,
    lines=lambda job: duty_rosters.materials(job.register, job.scope),
    count=lambda job: duty_rosters.count_materials(job.register, job.scope),
    classes=lambda line, _job: (line[Material.kind],),
    told=lambda kinds, _job: _by_kind(kinds),
)


def forms() -> tuple[PaperForm, ...]:
    """The papers of rectification, tasks and publicity."""
    problems = ("问题清单", ("findings",), _findings("问题清单", _PROBLEMS).draw, nobody)
    tasks = ("任务清单", (), _findings("任务清单", _TASKS).draw, nobody)
    duties = ("责任清单", (), _findings("责任清单", _DUTIES).draw, nobody)
    breakdown = ("任务分解表", ("tasks",), _TASK_LIST.draw, nobody)
    materials = ("宣传素材目录", ("materials",), _CATALOGUE.draw, nobody)
    takes = Takes(places=True, period="反馈期间", record=FINDING)
    asked = Takes(period="完成时限", record=TASK)
    advice = "请换一个乡镇或期间；还没有资料时，先在“整改任务”中录入或导入。"
    return (
        PaperForm("finding-problems", *problems, takes, Area.DUTIES, advice),
        PaperForm("finding-tasks", *tasks, takes, Area.DUTIES, advice),
        PaperForm("finding-duties", *duties, takes, Area.DUTIES, advice),
        PaperForm("task-list", *breakdown, asked, Area.DUTIES, advice),
        PaperForm(
            "material-catalogue", *materials, replace(asked, period="收集期间", record=MATERIAL), Area.DUTIES, advice
        ),
    )
