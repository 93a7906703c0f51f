"""What was done in the register, newest first: changes of records deed by deed, and the log of everything else.

Read in pages by number, never as a whole: a deed is found by hopping over the history's index, so that an import of
50,000 people costs as much as a correction. Names of records come through the gate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from hfp_desk.gate import Viewer
from hfp_desk.problems import SILENT, Progress
from hfp_desk.records import BY_NAME, Event, RecordType
from hfp_desk.store import deeds, log_details
from hfp_desk.store.log import Action
from hfp_desk.store.log_search import Moment, Wanted, found
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import titles

_PORTION = 500


@dataclass(frozen=True)
class Line:
    """One line of the log. ``deed`` and ``event`` are its number there, 0 for the other; ``about`` is its record."""

    deed: int
    event: int
    at: str
    user: str
    action: str
    words: str
    reason: str = ""
    people: str = ""
    state: str = ""
    computer: str = ""
    about: tuple[RecordType, int] | None = None
    batch: int | None = None
    count: int = 0

    @property
    def key(self) -> int:
        """A number of its own among all lines."""
        return 2 * self.deed if self.deed else 2 * self.event + 1


@dataclass(frozen=True)
class Portion:
    """Some lines, and where the older ones begin; None when there are none."""

    lines: tuple[Line, ...]
    older: Moment | None


def read(
    register: Register, viewer: Viewer, wanted: Wanted | None = None, since: Moment | None = None, most: int = 200
) -> Portion:
    """At most ``most`` lines older than ``since`` as ``viewer`` may read them."""
    with register.session():
        start = since or Moment()
        hits = list(islice(found(register, viewer, wanted or Wanted(), start), most + 1))
        shown = hits[:most]
        told = deeds.described(register, [number for _, number, is_deed in shown if is_deed], viewer)
        events = {
            row.id: row for row in Event.select().where(Event.id.in_([n for _, n, is_deed in shown if not is_deed]))
        }
        lines = [_of_deed(told[n]) if is_deed else _of_event(register, events[n], viewer) for _, n, is_deed in shown]
        return Portion(tuple(lines), _last(shown, start) if len(hits) > most else None)


def every(register: Register, viewer: Viewer, wanted: Wanted, progress: Progress = SILENT) -> Iterator[Line]:
    """All lines that fit, the newest first, read in portions."""
    since, done = None, 0
    while True:
        part = read(register, viewer, wanted, since, _PORTION)
        yield from part.lines
        done += len(part.lines)
        progress.step(done, 0, "读取日志")
        if part.older is None:
            return
        since = part.older


def users(register: Register) -> list[str]:
    """Everybody who ever did something here."""
    with register.session():
        sql = 'SELECT DISTINCT "user" FROM "event" UNION SELECT "name" FROM "user"'
        return sorted(row[0] for row in register.db.execute_sql(sql))


def _last(shown: list[tuple[str, int, bool]], start: Moment) -> Moment:
    numbers = {True: start.deed, False: start.event}
    for _, number, is_deed in shown:
        numbers[is_deed] = number
    return Moment(numbers[True], numbers[False])


def _of_deed(deed: deeds.Deed) -> Line:
    state = f"已撤销（第 {deed.undone_by} 步）" if deed.undone_by is not None else ""
    about = (BY_NAME[deed.only[0]], deed.only[1]) if deed.only is not None else None
    return Line(
        deed.number,
        0,
        deed.at,
        deed.user,
        deed.action,
        deed.words,
        deed.reason,
        "",
        state,
        "",
        about,
        deed.batch,
        deed.count,
    )


def _of_event(register: Register, event: Event, viewer: Viewer) -> Line:
    kind, about, words = BY_NAME.get(event.kind), None, log_details.subject(event, viewer)
    if kind is not None and event.record is not None:
        about = (kind, event.record)
        name = titles(register.db, kind, [event.record], viewer).get(event.record, f"{kind.title} {event.record}")
        words = "　".join(part for part in (words, name) if part)
    people = f"{event.people:,}" if event.people is not None else ""
    action = Action(event.action).label
    return Line(0, event.id, event.at, event.user, action, words, event.reason, people, "", event.computer, about)
