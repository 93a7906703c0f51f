"""How the register differs from a backup of it: read from the history after the point where the backup ends."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from peewee import SqliteDatabase

from hfp_desk.records import BY_NAME
from hfp_desk.store import history, verifying
from hfp_desk.store.backup import Backup
from hfp_desk.store.opening import Register

_SIGNS = {history.NEW: "added", history.RESTORE: "added", history.VOID: "removed", history.CHANGE: "changed"}


@dataclass(frozen=True)
class Since:
    """What was done after a backup, by the title of the record type; ``steps`` are deeds of a user.

    ``steps`` is None where the history goes another way (after a restore): then only the numbers are compared.
    """

    added: Mapping[str, int] = field(default_factory=Counter)
    removed: Mapping[str, int] = field(default_factory=Counter)
    changed: Mapping[str, int] = field(default_factory=Counter)
    steps: int | None = 0

    @property
    def titles(self) -> tuple[str, ...]:
        """The record types that differ, in the order of the records."""
        return tuple(
            kind.title
            for kind in BY_NAME.values()
            if self.added.get(kind.title) or self.removed.get(kind.title) or self.changed.get(kind.title)
        )


def since(register: Register, backups: Iterable[Backup]) -> dict[Path, Since]:
    """For each backup what the present register has over it, in one walk through the history."""
    newest_first = list(backups)
    with register.session():
        ends = _ends(register.db, [one.head for one in newest_first])
        told = _walked(register.db, sorted(set(ends.values()), reverse=True))
        now = verifying.found(register.db).counts
        return {
            one.path: told[ends[one.head]] if one.head in ends else _compared(one.counts, now) for one in newest_first
        }


def steps_after(db: SqliteDatabase, head: str) -> int | None:
    """How many deeds came after the end of a backup's history; None when that end is not found."""
    ends = _ends(db, [head])
    if head not in ends:
        return None
    row = db.execute_sql('SELECT count(DISTINCT "deed") FROM "change" WHERE "id">?', (ends[head],)).fetchone()
    return int(row[0])


def _ends(db: SqliteDatabase, heads: Sequence[str]) -> dict[str, int]:
    """The number of the history row each head belongs to; before the first row there is none."""
    wanted = sorted({head for head in heads if head})
    found = {"": 0} if "" in heads else {}
    for at in range(0, len(wanted), 500):
        part = wanted[at : at + 500]
        sql = f'SELECT "hash","id" FROM "change" WHERE "hash" IN ({",".join("?" * len(part))})'
        found.update({str(head): int(number) for head, number in db.execute_sql(sql, part)})
    return found


def _walked(db: SqliteDatabase, ends: Sequence[int]) -> dict[int, Since]:
    """``ends`` from the last to the first: each one adds what lies between it and the one after."""
    sums: dict[str, Counter[str]] = {sign: Counter() for sign in ("added", "removed", "changed")}
    deeds = 0
    upper = 1 << 62
    told = {}
    for end in ends:
        between = 'FROM "change" WHERE "id">? AND "id"<=?'
        grouped = f'SELECT "kind","action",count(*) {between} GROUP BY "kind","action"'
        for kind, action, count in db.execute_sql(grouped, (end, upper)):
            if kind in BY_NAME and action in _SIGNS:
                sums[_SIGNS[action]][BY_NAME[kind].title] += count
        deeds += db.execute_sql(f'SELECT count(DISTINCT "deed") {between}', (end, upper)).fetchone()[0]
        told[end] = Since(**{sign: Counter(one) for sign, one in sums.items()}, steps=deeds)
        upper = end
    return told


def _compared(then: Mapping[str, int], now: Mapping[str, int]) -> Since:
    more = {title: now.get(title, 0) - then.get(title, 0) for title in {**then, **now}}
    return Since(
        Counter({title: count for title, count in more.items() if count > 0}),
        Counter({title: -count for title, count in more.items() if count < 0}),
        Counter(),
        None,
    )
