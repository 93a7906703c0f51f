"""What the work bench shows first: what is to be done, with the list behind each number, and what happened last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from hfp_desk.gate import Viewer
from hfp_desk.records import ALL, BY_NAME, ImportBatch, ImportRow, Unread
from hfp_desk.store import (
    alerts,
    backup,
    flaws,
    import_log,
    posting_alerts,
    protection_alerts,
    signing_alerts,
    training_alerts,
    visit_alerts,
    warning_alerts,
)
from hfp_desk.store.backup import Backup
from hfp_desk.store.conditions import where
from hfp_desk.store.import_log import BatchLine
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import LISTED
from hfp_desk.store.tables import table
from hfp_desk.store.views import View

_DOUBTFUL = ("doubtful", "conflict")
_RECENT = 5


@dataclass(frozen=True)
class ToDo:
    """One thing to be done: its words, how often, and the list behind it (None: the rows lie with the imports)."""

    name: str
    label: str
    count: int
    view: View | None = None


@dataclass(frozen=True)
class Summary:
    """The work bench in numbers; ``records`` counts the living records by type."""

    to_do: tuple[ToDo, ...]
    records: dict[str, int]
    imports: tuple[BatchLine, ...]
    backup: Backup | None


def summary(register: Register, viewer: Viewer) -> Summary:
    """Everything the work bench shows but the five clears (see ``clears.by_town``)."""
    with register.session():
        return Summary(
            tuple(each for each in _to_do(register, viewer) if each.count),
            {kind.name: _number(register, View(kind), viewer) for kind in ALL},
            tuple(import_log.lines(viewer)[:_RECENT]),
            backup.newest_of(register.path),
        )


def doubtful_rows() -> int:
    """Rows of imports that wait for a decision; of imports that were not taken back."""
    waiting = (ImportBatch.undone_at == "") & ImportRow.outcome.in_(_DOUBTFUL)
    return int(ImportRow.select().join(ImportBatch).where(waiting).count())


def _to_do(register: Register, viewer: Viewer) -> Iterator[ToDo]:
    yield ToDo("doubtful", "导入时待定的行", doubtful_rows())
    kinds = Unread.select(Unread.kind).where(Unread.settled_at == "").distinct()
    for name in sorted(row.kind for row in kinds):
        view = View(BY_NAME[name], flaw=flaws.UNREAD)
        yield ToDo(
            f"{flaws.UNREAD}.{name}", f"{BY_NAME[name].title}中读不懂的值", _number(register, view, viewer), view
        )
    for flaw in flaws.OF_KIND:
        view = View(flaw.kind, flaw=flaw.name)
        yield ToDo(flaw.name, flaw.label, _number(register, view, viewer), view)
    today = date.today()
    parts = (
        *(alerts, training_alerts, posting_alerts, signing_alerts, visit_alerts, protection_alerts),
        warning_alerts,
    )
    warned = (part.alerts(register, viewer, today) for part in parts)
    for alert in chain.from_iterable(warned):
        yield ToDo(alert.name, alert.label, len(alert.ids), View(alert.kind, only=alert.ids))


def _number(register: Register, view: View, viewer: Viewer) -> int:
    asked = where(register.db, view, viewer)
    sql = f"SELECT count(*) FROM {table(view.record_type.model)} {LISTED} WHERE {asked.text}"
    return int(register.db.execute_sql(sql, asked.values).fetchone()[0])
