"""The papers there are, by name, and printing one of them for a scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hfp_desk.gate import Viewer
from hfp_desk.papers import (
    advances,
    agreements,
    analysis,
    assistance,
    circular,
    due,
    duties,
    follow_up,
    monitoring,
    network,
    programmes,
    protection,
    returns,
    signing,
    signing_bag,
    subsidies,
    target_board,
    training,
    wall_charts,
)
from hfp_desk.papers.job import Area, Job, PaperForm, Takes
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import PERSON
from hfp_desk.store import scopes
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing
from hfp_desk.store.scopes import Scope

FILED = "打印存档"
"""What the office's own papers are printed for: nobody is asked each time."""


@dataclass(frozen=True)
class Printed:
    """A paper that is set: where, how many pages and rows, the characters no font could print.

    To look at it is no print: ``told`` is logged when it is kept or put on paper (``papers.going_out``).
    """

    path: Path
    pages: int
    count: int
    warnings: tuple[str, ...]
    told: Outgoing


_OF_PATIENTS = (Area.BASIC, Area.SIGNING, Area.MONEY)
WITHOUT_RESTRICTED = "保密病种的记录没有列入；需要全本时，请由有“保密”角色的同事打印。"
"""Said under papers of patients to everybody who may not know of them, whether there are any or not."""


def form_named(name: str) -> PaperForm:
    """The paper with this name or title; Refusal naming those there are."""
    for form in FORMS.values():
        if name in (form.name, form.title, *form.also):
            return form
    raise Refusal(
        f"没有名为“{name}”的表册。", f"可以打印：{'、'.join(f'{f.name}（{f.title}）' for f in FORMS.values())}。"
    )


def print_form(
    register: Register, name: str, target: Path, scope: Scope, viewer: Viewer, progress: Progress = SILENT
) -> Printed:
    """Set a paper for a scope in ``target``, a file of the program's own; Refusal when there is nothing to print."""
    from hfp_desk.printing.facts import Made
    from hfp_desk.printing.paper import Paper

    form = form_named(name)
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能打印。", "请联系管理员分配角色。")
    form.takes.require(scope)
    job = Job(register, scope, viewer, progress)
    made = Made(by=register.user, at=datetime.now(), office=job.office)
    target.parent.mkdir(parents=True, exist_ok=True)
    with Paper(target, form.title, made) as paper:
        count = form.draw(paper, job)
        if not count:
            raise Refusal(f"所选范围内没有可以打印的{form.title}内容。", form.advice)
    left_out = () if viewer.sees_restricted or form.area not in _OF_PATIENTS else (WITHOUT_RESTRICTED,)
    warnings = (*(problem.message for problem in paper.problems), *left_out)
    return Printed(target, paper.pages, count, warnings, _told(form, job, count, paper.pages))


def _told(form: PaperForm, job: Job, rows: int, pages: int) -> Outgoing:
    alone = job.scope.persons[0] if len(job.scope.persons) == 1 else None
    with job.register.session():
        detail = {"form": form.name, "conditions": scopes.words(job.scope), "rows": rows, "pages": pages}
        people = form.people(job)
    kind = PERSON if alone is not None else None
    return Outgoing(Action.PRINT, form.title, people, FILED, detail, kind, alone)


_STAYS = Takes(places=True, persons=True, period="入院期间")
_CHANGES = Takes(places=True, persons=True, period="变更期间")
_LOG = Takes(persons=True, period="日志期间")


def _ledgers() -> tuple[PaperForm, ...]:
    from hfp_desk.papers import ledgers

    return (
        PaperForm(
            "treatment-ledger",
            "大病专项救治台账",
            ("treatments", "ledger", "大病台账", "救治台账", "treatment_ledger"),
            ledgers.draw_treatments,
            ledgers.count_treated,
            _STAYS,
        ),
        PaperForm(
            "treatment-ledger-a4",
            "大病专项救治台账（A4）",
            ("treatments-a4", "treatment_ledger_a4"),
            ledgers.draw_treatments_small,
            ledgers.count_treated,
            _STAYS,
        ),
        PaperForm(
            "settlement-ledger",
            "一站式结算台账",
            ("settlements", "one-stop", "一站式", "settlement_ledger"),
            ledgers.draw_settlements,
            ledgers.count_settled,
            _STAYS,
        ),
    )


def _sheets() -> tuple[PaperForm, ...]:
    from hfp_desk.papers import sheets, stories

    return (
        PaperForm(
            "help-sheet",
            "健康扶贫帮扶表",
            ("帮扶表", "help", "help_sheet"),
            sheets.draw_help_sheets,
            sheets.count_ill,
            _STAYS,
        ),
        PaperForm(
            "dossier",
            "一人一档",
            ("档案", "dossiers", "一人一档封面目录"),
            sheets.draw_dossiers,
            sheets.count_ill,
            _STAYS,
        ),
        PaperForm(
            "story",
            "登记变更记录",
            ("变更记录", "历史记录", "history"),
            stories.draw_stories,
            stories.count_told,
            _CHANGES,
        ),
        PaperForm("log", "操作日志", ("日志",), stories.draw_log, stories.count_named, _LOG),
    )


_AREAS = (
    due.forms,
    follow_up.forms,
    signing.forms,
    signing_bag.forms,
    protection.forms,
    agreements.forms,
    advances.forms,
    subsidies.forms,
    network.forms,
    assistance.forms,
    training.forms,
    duties.forms,
    monitoring.forms,
    programmes.forms,
    returns.forms,
    target_board.forms,
    analysis.forms,
    circular.forms,
    wall_charts.forms,
)
FORMS = {form.name: form for form in (*_ledgers(), *_sheets(), *(form for area in _AREAS for form in area()))}
