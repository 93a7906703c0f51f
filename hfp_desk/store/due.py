"""应随访: whose visit is due, overdue, to be repeated or followed after a referral (第三版; domain.md §3.7).

Every case counts; names are read only for the lines that are looked at. Restricted cases are left out for those who
may not know of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.records import Doctor, ManagedCase
from hfp_desk.rules import due_states, follow_up
from hfp_desk.rules.due_states import Standing
from hfp_desk.rules.follow_up import Limits
from hfp_desk.store import due_lines, due_reading
from hfp_desk.store.due_lines import DueLine, Lines
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.opening import Register
from hfp_desk.store.pausing import without_collection
from hfp_desk.store.tables import table

__all__ = ["Due", "DueFigure", "DueLine", "Lines", "due"]

STATES = (
    *(due_states.TODAY, due_states.WEEK, due_states.OVERDUE, due_states.RECHECK, due_states.REFERRAL),
    due_states.NOTICE,
)
"""The states that make a visit due, in the order of the figures."""

_DOCTORS = f"""SELECT DISTINCT coalesce(d."name",c."doctor_name") FROM {table(ManagedCase)} c
 LEFT JOIN {table(Doctor)} d ON d."id"=c."doctor_id" WHERE c."voided_at"='' AND c."ends" IS NULL ORDER BY 1"""
_DAYS = {"due_on": 0, "late": 0, "last_on": 1}
_LAST = date.max


@dataclass(frozen=True)
class DueFigure:
    """So many cases that stand so, and which."""

    name: str
    label: str
    ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)


class Due:
    """The open cases of a day; ``lines`` are those that somebody has to see to, the most overdue first."""

    def __init__(
        self,
        register: Register,
        viewer: Viewer,
        on: date,
        limits: Limits,
        found: Sequence[tuple[Standing, Sequence[int]]],
    ) -> None:
        self.on = on
        self.open = sum(len(cases) for _, cases in found)
        self._register, self._viewer = register, viewer
        self._found = found
        self._of: dict[str, list[Sequence[int]]] = defaultdict(list)
        wanted: list[Sequence[int]] = []
        for standing, cases in _alike(found):
            names = due_states.states(standing, on)
            for name in names:
                self._of[name] += cases
            if names:
                wanted += cases
        self.lines = Lines(register, viewer, on, limits, list(chain.from_iterable(wanted)))

    def ids(self, name: str) -> tuple[int, ...]:
        """The cases that stand so, in the order of the lines."""
        return tuple(chain.from_iterable(self._of[name]))

    def count(self, name: str) -> int:
        """How many stand so."""
        return sum(map(len, self._of[name]))

    @cached_property
    def figures(self) -> tuple[DueFigure, ...]:
        """How many stand so, every state named even when empty."""
        return tuple(DueFigure(name, due_states.WORDS[name], self.ids(name)) for name in STATES)

    def of(self, name: str) -> Lines:
        """The lines of one state."""
        return self.lines.of(self.ids(name))

    def sorted(self, lines: Lines, key: str, descending: bool) -> Lines:
        """The same lines in the order of a column; what has no value there comes last."""
        ranks = self._days(_DAYS[key]) if key in _DAYS else {}
        if key in due_lines.ORDERS:
            ranks = due_lines.ranks(self._register, self._viewer, key)
        if not ranks:
            return lines
        told = [case for case in lines.cases if case in ranks]
        told.sort(key=lambda case: ranks[case], reverse=descending != (key == "late"))
        return lines.of([*told, *(case for case in lines.cases if case not in ranks)])

    def _days(self, place: int) -> dict[int, Any]:
        return {case: standing[place] for standing, cases in self._found if standing[place] for case in cases}


def due(
    register: Register,
    viewer: Viewer,
    policy: Policy,
    on: date,
    *,
    town: int = 0,
    village: int = 0,
    programme: str = "",
    wanted: Wanted | None = None,
) -> Due:
    """The open cases on ``on`` by the edition of that day, of a place or a programme, or as ``wanted`` says."""
    limits = follow_up.limits(policy.on(on))
    named = Wanted((town,) if town else (), (village,) if village else (), (programme,) if programme else ())
    with register.session(), without_collection():
        found = due_reading.standings(register.db, viewer, on, limits, wanted or named)
        return Due(register, viewer, on, limits, found)


def _alike(found: Sequence[tuple[Standing, Sequence[int]]]) -> list[tuple[Standing, list[Sequence[int]]]]:
    """Those who stand alike whenever they were last met, the most overdue first."""
    groups: dict[tuple[Any, ...], list[Sequence[int]]] = defaultdict(list)
    for (due_on, _, *left), cases in found:
        groups[due_on, *left].append(cases)
    known = [(Standing(due_on, None, *left), cases) for (due_on, *left), cases in groups.items()]
    return sorted(known, key=lambda one: (one[0].due_on or _LAST, one[1][0][0]))


def doctors(register: Register, viewer: Viewer) -> tuple[str, ...]:
    """Who cares for the open cases, by name; nobody for those who see names masked, as they ask by none."""
    if gate.masks(spec_of(Doctor.name), viewer):
        return ()
    with register.session():
        return tuple(name for (name,) in register.db.execute_sql(_DOCTORS) if name)
