"""The papers there are, by name, and printing one of them for a scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hfp_desk.gate import Viewer
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.store import settings
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope

if TYPE_CHECKING:
    from hfp_desk.printing.paper import Paper


@dataclass(frozen=True)
class Job:
    """Everything a paper is drawn from."""

    register: Register
    scope: Scope
    viewer: Viewer
    progress: Progress

    @property
    def office(self) -> str:
        """The office whose paper it is."""
        return str(settings.get(settings.OFFICE_NAME, ""))

    @property
    def policy(self) -> str:
        """The policy region of the register."""
        return str(settings.get(settings.POLICY, ""))


@dataclass(frozen=True)
class PaperForm:
    """A paper: its stable name, its title, other names it answers to, and what draws it (rows or people drawn)."""

    name: str
    title: str
    also: tuple[str, ...]
    draw: Callable[[Paper, Job], int]


@dataclass(frozen=True)
class Printed:
    """What was printed: where, how many pages and rows, and the characters no font could print."""

    path: Path
    pages: int
    count: int
    warnings: tuple[str, ...]


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
    """Draw a paper for a scope into ``target``; Refusal when there is nothing to print."""
    from hfp_desk.printing.facts import Made
    from hfp_desk.printing.paper import Paper

    form = form_named(name)
    job = Job(register, scope, viewer, progress)
    made = Made(by=register.user, at=datetime.now(), office=job.office)
    target.parent.mkdir(parents=True, exist_ok=True)
    with Paper(target, form.title, made) as paper:
        count = form.draw(paper, job)
        if not count:
            raise Refusal(f"所选范围内没有可以打印的{form.title}内容。", "请换一个乡镇、村或期间再试。")
    warnings = tuple(problem.message for problem in paper.problems)
    return Printed(target, paper.pages, count, warnings)


def _forms() -> tuple[PaperForm, ...]:
    from hfp_desk.papers import ledgers, sheets

    return (
        PaperForm(
            "treatment-ledger",
            "大病专项救治台账",
            ("treatments", "ledger", "大病台账", "救治台账", "treatment_ledger"),
            ledgers.draw_treatments,
        ),
        PaperForm(
            "treatment-ledger-a4",
            "大病专项救治台账（A4）",
            ("treatments-a4", "treatment_ledger_a4"),
            ledgers.draw_treatments_small,
        ),
        PaperForm(
            "settlement-ledger",
            "一站式结算台账",
            ("settlements", "one-stop", "一站式", "settlement_ledger"),
            ledgers.draw_settlements,
        ),
        PaperForm("help-sheet", "健康扶贫帮扶表", ("帮扶表", "help", "help_sheet"), sheets.draw_help_sheets),
        PaperForm("dossier", "一人一档", ("档案", "dossiers", "一人一档封面目录"), sheets.draw_dossiers),
    )


FORMS = {form.name: form for form in _forms()}
