"""What the log is asked for, and the numbers of the deeds and events that fit, the newest first.

Deeds are found by their heads: an import of 50,000 people costs as much as a correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hfp_desk.gate import Viewer
from hfp_desk.records import BY_NAME, Change, TakenBack
from hfp_desk.store import deeds, telling
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import Sql, joined
from hfp_desk.store.telling import ACTIONS

_NEWEST = 1 << 62
_PORTION = 256
OTHER_ACTIONS = {"import": deeds.IMPORT, "undo": deeds.UNDO}
"""What a deed over records can be besides its plain actions."""


class Moment(NamedTuple):
    """How far the log was read: what is older than this deed and this event comes next."""

    deed: int = _NEWEST
    event: int = _NEWEST


@dataclass(frozen=True)
class Wanted:
    """What is looked for; days as ISO text, actions as ``actions()`` names them, nothing for everything."""

    first: str = ""
    last: str = ""
    users: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    person: int | None = None
    record: tuple[str, int] | None = None
    batch: int | None = None
    text: str = ""


def actions() -> dict[str, str]:
    """Everything the log can be asked for, with its label."""
    return {**ACTIONS, **OTHER_ACTIONS, **{f"event.{one}": one.label for one in Action if one != Action.IMPORT}}


def found(register: Register, viewer: Viewer, wanted: Wanted, start: Moment) -> Iterator[tuple[str, int, bool]]:
    """Time, number and whether it is a deed (else an event) of what fits and is older than ``start``.

    Both streams as one by time, each in its own order: a clock put back muddles nothing.
    """
    asked = _Asked(register, viewer, wanted)
    done, noted = asked.deeds(start.deed), asked.events(start.event)
    deed, event = next(done, None), next(noted, None)
    while deed is not None or event is not None:
        if event is None or (deed is not None and deed[1] > event[1]):
            assert deed is not None
            yield deed[1], deed[0], True
            deed = next(done, None)
        else:
            yield event[1], event[0], False
            event = next(noted, None)


class _Asked:
    """The two streams for what is looked for, each as ``(number, time)``, the newest first."""

    def __init__(self, register: Register, viewer: Viewer, wanted: Wanted) -> None:
        self._db = register.db
        self._wanted = wanted
        self._reads_files = viewer.sees_persons
        self._mine: list[tuple[str, int]] | None = None
        if wanted.person is not None:
            self._mine = list(telling.records_of(register, wanted.person, viewer))
        elif wanted.record is not None:
            self._mine = [wanted.record]

    def deeds(self, before: int) -> Iterator[tuple[int, str]]:
        """Deeds over records."""
        if not self._wanted.actions or not all(one.startswith("event.") for one in self._wanted.actions):
            yield from self._walk("deed", joined(self._deed_tests(), ""), before)

    def events(self, before: int) -> Iterator[tuple[int, str]]:
        """Everything else that was done."""
        wanted = self._wanted
        asked = (*wanted.actions, *(["event.import"] if "import" in wanted.actions else []))
        chosen = tuple(one.removeprefix("event.") for one in asked if one.startswith("event."))
        if wanted.batch is None and (chosen or not wanted.actions):
            yield from self._walk("event", joined(self._event_tests(chosen), ""), before)

    def _walk(self, table: str, tests: Sql, before: int) -> Iterator[tuple[int, str]]:
        while True:
            sql = Sql(f'SELECT d."id",d."at" FROM "{table}" d WHERE d."id"<?', (before,)) + tests
            sql += Sql(' ORDER BY d."id" DESC LIMIT ?', (_PORTION,))
            rows = self._db.execute_sql(sql.text, sql.values).fetchall()
            yield from rows
            if len(rows) < _PORTION:
                return
            before = rows[-1][0]

    def _deed_tests(self) -> Iterator[Sql]:
        wanted = self._wanted
        yield from _common(wanted)
        chosen = self._chosen_deeds()
        if chosen is not None:
            yield _in(' AND d."id"', sorted(chosen))
        plain = tuple(one for one in wanted.actions if one in ACTIONS)
        if wanted.actions:
            yield Sql(" AND (") + joined(_ways(wanted, plain), " OR ") + ")"
        elif wanted.kinds:
            yield Sql(" AND ") + _has(wanted.kinds, ())
        if wanted.text:  # file names are masked for some, so they are not searched in either
            files = 'd."batch" IN (SELECT "id" FROM "import_batch" WHERE instr("file_name",?))'
            by_file = Sql(f" OR {files}" if self._reads_files else "", (wanted.text,) if self._reads_files else ())
            yield Sql(' AND (instr(d."reason",?)', (wanted.text,)) + by_file + ")"

    def _event_tests(self, chosen: tuple[str, ...]) -> Iterator[Sql]:
        wanted = self._wanted
        yield from _common(wanted)
        if chosen:
            yield _in(' AND "action"', chosen)
        if wanted.kinds:
            yield _in(' AND "kind"', wanted.kinds)
        if self._mine is not None:
            named = [Sql('("kind"=? AND "record"=?)', one) for one in self._mine]
            yield Sql(" AND (") + joined(named, " OR ") + ")"
        if wanted.text:
            open_ones = (
                "" if self._reads_files else f" AND d.\"action\" NOT IN ('{Action.IMPORT}','{Action.UNDO_IMPORT}')"
            )
            by_subject = f'(instr(d."subject",?){open_ones})'
            yield Sql(f' AND (instr(d."reason",?) OR {by_subject})', (wanted.text, wanted.text))

    def _chosen_deeds(self) -> set[int] | None:
        """The deeds of one person, or of one import and its undoing; None when all are looked through."""
        found: set[int] | None = None
        if self._mine is not None:
            found = {deed for one in self._mine for deed in self._of_record(one)}
        if self._wanted.batch is not None:
            mine = self._of_batch(self._wanted.batch)
            found = mine if found is None else found & mine
        return found

    def _of_record(self, one: tuple[str, int]) -> Iterator[int]:
        sql = 'SELECT "deed" FROM "change" WHERE "kind"=? AND "record"=?'
        return (deed for (deed,) in self._db.execute_sql(sql, one))

    def _of_batch(self, batch: int) -> set[int]:
        ends = self._db.execute_sql('SELECT min("id"),max("id") FROM "change" WHERE "batch"=?', (batch,)).fetchone()
        found = {row.deed for row in Change.select(Change.deed).where(Change.id.in_([one for one in ends if one]))}
        return found | {row.by_deed for row in TakenBack.select().where(TakenBack.deed.in_(found))}


def _common(wanted: Wanted) -> Iterator[Sql]:
    if wanted.first:
        yield Sql(' AND d."at">=?', (wanted.first,))
    if wanted.last:
        yield Sql(' AND d."at"<=?', (f"{wanted.last} 99",))
    if wanted.users:
        yield _in(' AND d."user"', wanted.users)


def _ways(wanted: Wanted, plain: tuple[str, ...]) -> Iterator[Sql]:
    """By what a deed may be among the chosen actions."""
    kinds = wanted.kinds or tuple(BY_NAME)
    also = Sql(" AND ") + _has(wanted.kinds, ()) if wanted.kinds else Sql("")
    undoing = 'd."id" IN (SELECT "by_deed" FROM "taken_back")'
    if plain:
        yield Sql('(d."batch" IS NULL AND ') + _has(kinds, plain) + Sql(f" AND NOT {undoing})")
    if "import" in wanted.actions:
        yield Sql('(d."batch" IS NOT NULL') + also + Sql(")")
    if "undo" in wanted.actions:
        yield Sql(f"({undoing}") + also + Sql(")")
    yield Sql("0")


def _has(kinds: tuple[str, ...], chosen: tuple[str, ...]) -> Sql:
    """The deed touched a record of these kinds, in these ways: seen in the index alone."""
    tests = _in(' AND k."kind"', kinds) + (_in(' AND k."action"', chosen) if chosen else Sql(""))
    return Sql('EXISTS (SELECT 1 FROM "change" k WHERE k."deed"=d."id"') + tests + Sql(")")


def _in(column: str, values: Iterable[object]) -> Sql:
    given = tuple(values)
    return Sql(f"{column} IN ({','.join('?' * len(given))})", given)
