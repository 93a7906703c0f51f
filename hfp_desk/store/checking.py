"""审核: every record against its rules, the links of a household, unread values and the chain of the history.

Findings quote what is written, so they pass the gate; of restricted records nothing is found for those who may not
know of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import SQL

from hfp_desk import gate
from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import SILENT, Problem, Progress, Severity
from hfp_desk.records import ALL, ATTENDANCE, CONTRACT, FOLLOW_UP, PERSON, POSTING, RecordType, Unread
from hfp_desk.records.checks import problems_of
from hfp_desk.store import (
    contract_checks,
    cross_checks,
    dated_checks,
    figures,
    history,
    likely,
    posting_checks,
    training_problems,
    visit_doubts,
    visit_flaws,
)
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to, restricted_ids
from hfp_desk.store.titles import titles

_PORTION = 500
_SUSPECT = {FOLLOW_UP.name: visit_flaws.OWN}
"""Of kinds with very many records only those are read that may have a problem at all."""

TWICE = "W-TWICE"
"""The problem of a person who may be registered twice."""


@dataclass(frozen=True)
class Finding:
    """A problem and the record it is about (``record`` 0 for the register as a whole)."""

    kind: str
    record: int
    title: str
    problem: Problem


def check(register: Register, viewer: Viewer, progress: Progress = SILENT) -> Iterator[Finding]:
    """All findings of the register as ``viewer`` may read them, type by type; nothing is changed.

    What the policy has to say is said by the edition of the day of each record, not by today's.
    """
    yield from _chain(register)
    policy = figures.in_force()
    for place, kind in enumerate(ALL):
        progress.step(place, len(ALL), f"审核{kind.title}")
        if kind.rules or any(field.spec.required for field in kind.fields):  # type: ignore[attr-defined]
            yield from _records(register, kind, viewer, policy)
        yield from _unread(kind, viewer)
    yield from _twice(register, viewer, progress)
    yield from _contradictions(register, viewer, policy)
    progress.step(len(ALL), len(ALL), "审核完成")


def _chain(register: Register) -> Iterator[Finding]:
    broken = history.first_broken(register.db)
    if broken is not None:
        sentence = f"历史记录第 {broken} 行与前一行接不上，可能被改动过，请用备份核对。"
        yield Finding("history", 0, "历史记录", Problem("E-CHAIN", Severity.ERROR, sentence))


def _twice(register: Register, viewer: Viewer, progress: Progress) -> Iterator[Finding]:
    """Persons who may be registered twice."""
    found = likely.pairs(register, progress)
    names = titles(register.db, PERSON, {pair.second for pair in found}, viewer)
    for pair in found:
        sentence = f"与第 {pair.first} 号人员可能是同一人（{pair.reason}），请核对后合并，或注明不是同一人。"
        problem = Problem(TWICE, Severity.WARNING, sentence, "人员")
        yield Finding(PERSON.name, pair.second, names[pair.second], problem)


def _contradictions(register: Register, viewer: Viewer, policy: Policy) -> Iterator[Finding]:
    """Clinics, doctors, certificates, postings, contracts, trainees and visits that contradict each other."""
    found = [
        *((POSTING, record, problem) for record, problem in posting_checks.everywhere()),
        *((CONTRACT, record, problem) for record, problem in contract_checks.everywhere(register.db)),
        *((ATTENDANCE, record, problem) for record, problem in training_problems.every(register.db)),
        *cross_checks.everywhere(),
        *visit_doubts.everywhere(register, viewer, policy),
    ]
    for kind in dict.fromkeys(of for of, _, _ in found):
        mine = [(record, problem) for of, record, problem in found if of is kind]
        names = titles(register.db, kind, {record for record, _ in mine}, viewer)
        for record, problem in mine:
            yield Finding(kind.name, record, names[record], gate.told(problem, viewer))


def _records(register: Register, kind: RecordType, viewer: Viewer, policy: Policy) -> Iterator[Finding]:
    last, free = 0, open_to(kind.model, viewer, "") or "1"
    suspect, dated = _SUSPECT.get(kind.name, "1"), dated_checks.Dated(kind, policy, viewer)
    while True:
        living = (kind.model.id > last) & (kind.model.voided_at == "") & SQL(free) & SQL(suspect)
        query = kind.model.select().where(living)
        portion = list(query.order_by(kind.model.id).limit(_PORTION))
        if not portion:
            return
        last = portion[-1].id
        found = {record.id: problems_of(record, kind) for record in portion}
        for number, told in dated.problems(portion).items():
            found[number] += told
        wrong = [record for record, problems in found.items() if problems]
        names = titles(register.db, kind, wrong, viewer)
        for record in wrong:
            for problem in found[record]:
                yield Finding(kind.name, record, names[record], gate.told(problem, viewer))


def _unread(kind: RecordType, viewer: Viewer) -> Iterator[Finding]:
    secret = "" if viewer.sees_restricted else restricted_ids(kind.model)
    free = SQL(f'"record" NOT IN ({secret})' if secret else "1")
    for value in Unread.select().where((Unread.settled_at == "") & (Unread.kind == kind.name) & free):
        problem = Problem("W-UNREAD", Severity.WARNING, value.sentence, value.field, found=value.written, row=value.row)
        sheet = value.sheet if viewer.sees_persons else gate.MASKED
        yield Finding(kind.name, value.record, f"{sheet} 第 {value.row} 行", gate.told(problem, viewer))
