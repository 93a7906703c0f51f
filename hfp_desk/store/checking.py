"""审核: every record against its rules, the links of a household, unread values and the chain of the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hfp_desk.problems import SILENT, Problem, Progress, Severity
from hfp_desk.records import ALL, RecordType, Unread
from hfp_desk.records.checks import problems_of
from hfp_desk.store import history
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import titles

_PORTION = 500


@dataclass(frozen=True)
class Finding:
    """A problem and the record it is about (``record`` 0 for the register as a whole)."""

    kind: str
    record: int
    title: str
    problem: Problem


def check(register: Register, progress: Progress = SILENT) -> Iterator[Finding]:
    """All findings of the register, type by type; nothing is changed."""
    yield from _chain(register)
    for place, kind in enumerate(ALL):
        progress.step(place, len(ALL), f"审核{kind.title}")
        if kind.rules or any(field.spec.required for field in kind.fields):  # type: ignore[attr-defined]
            yield from _records(register, kind)
    yield from _unread()
    progress.step(len(ALL), len(ALL), "审核完成")


def _chain(register: Register) -> Iterator[Finding]:
    broken = history.first_broken(register.db)
    if broken is not None:
        sentence = f"历史记录第 {broken} 行与前一行接不上，可能被改动过，请用备份核对。"
        yield Finding("history", 0, "历史记录", Problem("E-CHAIN", Severity.ERROR, sentence))


def _records(register: Register, kind: RecordType) -> Iterator[Finding]:
    last = 0
    while True:
        query = kind.model.select().where((kind.model.id > last) & (kind.model.voided_at == ""))
        portion = list(query.order_by(kind.model.id).limit(_PORTION))
        if not portion:
            return
        last = portion[-1].id
        found = {record.id: problems_of(record, kind) for record in portion}
        wrong = [record for record, problems in found.items() if problems]
        names = titles(register.db, kind, wrong)
        for record in wrong:
            for problem in found[record]:
                yield Finding(kind.name, record, names[record], problem)


def _unread() -> Iterator[Finding]:
    for value in Unread.select().where(Unread.settled_at == ""):
        problem = Problem("W-UNREAD", Severity.WARNING, value.sentence, value.field, found=value.written, row=value.row)
        yield Finding(value.kind, value.record, f"{value.sheet} 第 {value.row} 行", problem)
