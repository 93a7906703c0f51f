"""Findings, tasks and publicity material as lines of the office's lists (domain.md §2.15; ZS §五)."""

from __future__ import annotations

from collections.abc import Iterator

from hfp_desk.records import Finding, Material, Task
from hfp_desk.store.opening import Register
from hfp_desk.store.roster_lines import PLACED, PLACES, Line, Query, count, dated, lines, within
from hfp_desk.store.scopes import Scope

_NUMBERED = 'CAST({0}."number" AS INTEGER)=0, CAST({0}."number" AS INTEGER), {0}."number", {0}."id"'
"""By the office's own numbers: 2 before 10, what has none last."""


def findings(register: Register, scope: Scope) -> Iterator[Line]:
    """The problems fed back within the period."""
    fields = (
        *(Finding.number, Finding.source, Finding.fed_back_on, Finding.problem, Finding.category, Finding.concerned),
        *(Finding.target, Finding.measures, Finding.deadline, Finding.leader, Finding.unit, Finding.responsible),
        *(Finding.partners, Finding.progress, Finding.outcome, Finding.evidence, Finding.state, Finding.reviewer),
        *(Finding.closed_on, Finding.relapsed),
    )
    query = Query(f'"finding" f{PLACED.format("f")}', {"f": fields}, _NUMBERED.format("f"), PLACES)
    return lines(register, query, *_fed_back(scope))


def count_findings(register: Register, scope: Scope) -> int:
    """How many problems were fed back within the period."""
    return count(register, '"finding" f', *_fed_back(scope))


def tasks(register: Register, scope: Scope) -> Iterator[Line]:
    """The tasks due within the period."""
    fields = (
        *(Task.number, Task.content, Task.document, Task.section, Task.unit, Task.leader, Task.responsible),
        *(Task.partners, Task.deadline, Task.progress, Task.state, Task.done_on),
    )
    query = Query('"task" k', {"k": fields}, _NUMBERED.format("k"))
    return lines(register, query, *_within("k", scope, 'k."deadline"'))


def count_tasks(register: Register, scope: Scope) -> int:
    """How many tasks are due within the period."""
    return count(register, '"task" k', *_within("k", scope, 'k."deadline"'))


def materials(register: Register, scope: Scope) -> Iterator[Line]:
    """The material gathered within the period, kind by kind."""
    fields = (
        *(Material.title, Material.kind, Material.unit, Material.author, Material.gathered_on, Material.submitted_on),
        *(Material.submitted_to, Material.published_in, Material.published_on, Material.kept_at),
    )
    query = Query('"material" m', {"m": fields}, 'm."kind"=\'\', m."kind", m."gathered_on", m."id"')
    return lines(register, query, *_within("m", scope, 'm."gathered_on"'))


def count_materials(register: Register, scope: Scope) -> int:
    """How much material was gathered within the period."""
    return count(register, '"material" m', *_within("m", scope, 'm."gathered_on"'))


def _fed_back(scope: Scope) -> tuple[str, list[object]]:
    where, given = within(scope, "f")
    when, days = dated(scope, 'f."fed_back_on"')
    return where + when, [*given, *days]


def _within(alias: str, scope: Scope, day: str) -> tuple[str, list[object]]:
    """Living records of no place."""
    where, given = within(Scope(records=scope.records), alias)
    when, days = dated(scope, day)
    return where + when, [*given, *days]
