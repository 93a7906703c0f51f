"""问题清单, 任务清单, 责任清单, 任务分解表, 宣传素材目录 (ZS §四 §五, NC §二十三; domain.md §2.15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hfp_desk.codes import code_list
from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, PaperForm, Takes, nobody
from hfp_desk.papers.rosters import Col, centred, made, of, rows, shows, stacked
from hfp_desk.records import FINDING, MATERIAL, TASK, Finding, Material, Task
from hfp_desk.rules import deadlines
from hfp_desk.rules.closing import State
from hfp_desk.rules.deadlines import Due
from hfp_desk.store import duty_rosters
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.paper import Paper

_DONE = "3"
"""Code of ``task_state``: 已完成."""


def draw_problems(paper: Paper, job: Job) -> int:
    """问题清单: what was found, by whom, where."""
    return _draw_findings(paper, job, "问题清单", _PROBLEMS)


def draw_tasks(paper: Paper, job: Job) -> int:
    """任务清单: what is to be reached, how and until when."""
    return _draw_findings(paper, job, "任务清单", _TASKS)


def draw_duties(paper: Paper, job: Job) -> int:
    """责任清单: who answers for it."""
    return _draw_findings(paper, job, "责任清单", _DUTIES)


def draw_breakdown(paper: Paper, job: Job) -> int:
    """任务分解表: every task with its section, unit and deadline."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts

    states: Counter[Due] = Counter()
    lines = duty_rosters.tasks(job.register, job.scope)
    facts = RosterFacts(
        title="健康扶贫工作任务分解表",
        columns=r.columns(_BREAKDOWN),
        rows=rows(_BREAKDOWN, lines, job, lambda line: states.update([_task_due(line, job)])),
        left=r.head(job, r.period(job)),
        count=duty_rosters.count_tasks(job.register, job.scope),
        unit="项",
        note=lambda: f"已完成 {states[Due.CLOSED]:,} 项，超过时限 {states[Due.OVERDUE]:,} 项。",
        tall=True,
    )
    return roster.draw(paper, facts, job.progress)


def draw_materials(paper: Paper, job: Job) -> int:
    """宣传素材目录, kind by kind."""
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts

    kinds: Counter[str] = Counter()
    lines = duty_rosters.materials(job.register, job.scope)
    facts = RosterFacts(
        title="健康扶贫宣传素材目录",
        columns=r.columns(_MATERIALS),
        rows=rows(_MATERIALS, lines, job, lambda line: kinds.update([line[Material.kind]])),
        left=r.head(job, r.period(job)),
        count=duty_rosters.count_materials(job.register, job.scope),
        unit="件",
        note=lambda: _by_kind(kinds),
        tall=True,
    )
    return roster.draw(paper, facts, job.progress)


def _draw_findings(paper: Paper, job: Job, title: str, cols: Sequence[Col]) -> int:
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterFacts

    states: Counter[Due] = Counter()
    lines = duty_rosters.findings(job.register, job.scope)
    facts = RosterFacts(
        title=f"健康扶贫整改{title}",
        columns=r.columns(cols),
        rows=rows(cols, lines, job, lambda line: states.update([_due(line, job)])),
        left=r.head(job, r.period(job)),
        count=duty_rosters.count_findings(job.register, job.scope),
        unit="个问题",
        note=lambda: (
            f"已销号 {states[Due.CLOSED]:,} 个，未销号 {states.total() - states[Due.CLOSED]:,} 个，"
            f"其中超过时限 {states[Due.OVERDUE]:,} 个。"
        ),
        tall=True,
    )
    return roster.draw(paper, facts, job.progress)


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


def forms() -> tuple[PaperForm, ...]:
    """The papers of rectification, tasks and publicity."""
    problems = ("问题清单", ("findings",), draw_problems, nobody)
    tasks = ("任务清单", (), draw_tasks, nobody)
    duties = ("责任清单", (), draw_duties, nobody)
    breakdown = ("任务分解表", ("tasks",), draw_breakdown, nobody)
    materials = ("宣传素材目录", ("materials",), draw_materials, nobody)
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
