"""The lines of people whose visit is due: numbers alone until a line is looked at, then a page of them is named."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, overload

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import Doctor, FollowUp, Household, ManagedCase, Person, Place, Team
from hfp_desk.rules import due_states, follow_up, visit_figures, visits
from hfp_desk.rules.due_states import Standing
from hfp_desk.rules.follow_up import Limits, Visit
from hfp_desk.store import case_histories
from hfp_desk.store.case_histories import History
from hfp_desk.store.due_reading import standing_of
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

PAGE, KEPT = 64, 64
_NAMED = f"""SELECT c."id", p."id", p."name", t."id", coalesce(t."name",''), v."id", coalesce(v."name",''),
 coalesce(m."name",''), coalesce(d."name",c."doctor_name"), p."phone", coalesce(h."address",''), c."programme"
 FROM {table(ManagedCase)} c JOIN {table(Person)} p ON p."id"=c."person_id"
 LEFT JOIN {table(Place)} v ON v."id"=p."village_id"
 LEFT JOIN {table(Place)} t ON t."id"=coalesce(p."town_id",v."parent_id")
 LEFT JOIN {table(Team)} m ON m."id"=c."team_id" LEFT JOIN {table(Doctor)} d ON d."id"=c."doctor_id"
 LEFT JOIN {table(Household)} h ON h."id"=p."household_id" WHERE c."id" IN (%s)"""


@dataclass(frozen=True)
class DueLine:
    """One case whose visit is due, every text as the viewer may see it; ``left``: 面对面 still to make this year."""

    case: int
    person: int
    name: str
    town: int | None
    town_name: str
    village: int | None
    village_name: str
    team: str
    doctor: str
    phone: str
    address: str
    programme: str
    last_on: date | None
    figure: str
    due_on: date | None
    late: int
    state: str
    left: int | None
    reason: str
    last: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> int:
        """The case's number."""
        return self.case


class Lines(Sequence[DueLine]):
    """The lines of some cases on a day, in their order; any thread with a session may ask."""

    def __init__(self, register: Register, viewer: Viewer, on: date, limits: Limits, cases: Sequence[int]) -> None:
        self.cases = cases
        self.on = on
        self._register, self._viewer, self._limits = register, viewer, limits
        self._kept: OrderedDict[int, list[DueLine]] = OrderedDict()
        self._rows: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self.cases)

    @overload
    def __getitem__(self, row: int) -> DueLine: ...
    @overload
    def __getitem__(self, row: slice) -> Lines: ...
    def __getitem__(self, row: int | slice) -> DueLine | Lines:
        if isinstance(row, slice):
            return self.of(self.cases[row])
        place = range(len(self.cases))[row]
        number = place // PAGE
        page = self._kept.get(number)
        if page is None:
            page = self._kept[number] = self._read(self.cases[number * PAGE : (number + 1) * PAGE])
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return page[place % PAGE]

    def of(self, cases: Sequence[int]) -> Lines:
        """The lines of other cases on the same day."""
        return Lines(self._register, self._viewer, self.on, self._limits, cases)

    def seen_by(self, viewer: Viewer) -> Lines:
        """The same lines as somebody else may see them: what leaves the screen is for the viewer, not for the eyes."""
        return Lines(self._register, viewer, self.on, self._limits, self.cases)

    def row_of(self, case: int) -> int:
        """The row of a case, -1 when it is not here."""
        if self._rows is None:
            self._rows = {one: row for row, one in enumerate(self.cases)}
        return self._rows.get(case, -1)

    def _read(self, cases: Sequence[int]) -> list[DueLine]:
        with self._register.session():
            db = self._register.db
            marks = ",".join("?" * len(cases))
            named = {row[0]: row for row in db.execute_sql(_NAMED % marks, tuple(cases))}
            told = dict(case_histories.histories(db, cases, self.on, self._limits))
        return [self._line(named[one], told[one]) for one in cases if one in named and one in told]

    def _line(self, row: Sequence[Any], history: History) -> DueLine:
        case, person, name, town, town_name, village, village_name, team, doctor, phone, address, programme = row
        standing, reached = standing_of(history.case, history.visits, self._limits), _met(history.visits)
        last, sees = (reached[-1] if reached else None), self._viewer.may_look
        reason = follow_up.due(history.case, history.visits, self._limits).reason
        return DueLine(
            case=case,
            person=person,
            name=self._shown(Person.name, name),
            town=town,
            town_name=town_name,
            village=village,
            village_name=village_name,
            team=team,
            doctor=self._shown(Doctor.name, doctor),
            phone=self._shown(Person.phone, phone),
            address=self._shown(Household.address, address),
            programme=self._shown(ManagedCase.programme, programme),
            last_on=standing.last_on if sees else None,
            figure=self._told(FollowUp.systolic, visit_figures.figure(programme, last._asdict()) if last else ""),
            due_on=standing.due_on if sees else None,
            late=due_states.late(standing, self.on) if sees else 0,
            state=self._told(FollowUp.next_on, _state(standing, self.on)),
            left=self._left(history) if sees else None,
            reason=self._told(FollowUp.next_on, reason.text),
        )

    def _left(self, history: History) -> int | None:
        """How many visits face to face the rest of the year still has to bring."""
        year = self.on.year
        wanted = _wanted(history, year, self._limits)
        if wanted is None or history.case.programme not in visits.QUARTERLY:
            return None
        made = sum(
            1 for one in history.visits if one.visited_on and one.visited_on.year == year and follow_up.counts(one)
        )
        return max(wanted - made, 0)

    def _shown(self, field: Any, value: str) -> str:
        spec = spec_of(field)
        return gate.shown(spec, spec.kind.show(value), self._viewer)

    def _told(self, field: Any, words: str) -> str:
        return gate.shown(spec_of(field), words, self._viewer)


def _wanted(history: History, year: int, limits: Limits) -> int | None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    starts = max(history.case.starts or first, first)
    return follow_up.needed(history.case.programme, starts, last, limits)


def _met(history: Sequence[Visit]) -> list[Visit]:
    return [one for one in history if follow_up.met(one)]


def _state(standing: Standing, on: date) -> str:
    """超期 12 天，复查: the day, and what the last visit left to do."""
    more = [due_states.WORDS[name] for name in due_states.states(standing, on) if name in _STILL]
    return "，".join((due_states.said(standing, on), *more))


_STILL = (due_states.RECHECK, due_states.REFERRAL, due_states.NOTICE)
_JOINED = f"""{table(ManagedCase)} c JOIN {table(Person)} p ON p."id"=c."person_id"
 LEFT JOIN {table(Place)} v ON v."id"=p."village_id" LEFT JOIN {table(Place)} t ON t."id"=coalesce(p."town_id",
 v."parent_id") LEFT JOIN {table(Team)} m ON m."id"=c."team_id" LEFT JOIN {table(Doctor)} d ON d."id"=c."doctor_id" """
ORDERS: Mapping[str, tuple[Any, str]] = MappingProxyType(
    {
        "town": (Person.town, 'coalesce(t."sort",t."id"), coalesce(v."sort",v."id")'),
        "village": (Person.village, 'coalesce(v."sort",v."id")'),
        "name": (Person.name, 'p."name"'),
        "team": (ManagedCase.team, 'm."name"'),
        "doctor": (Doctor.name, 'coalesce(d."name",c."doctor_name")'),
        "programme": (ManagedCase.programme, 'CAST(c."programme" AS INTEGER)'),
    }
)
"""What lines can be ordered by besides their days: the field that the gate is asked about, and the expression."""


def ranks(register: Register, viewer: Viewer, key: str) -> dict[int, Any]:
    """A rank for each case by a column; nothing for a column whose values this viewer does not see whole."""
    field, expression = ORDERS[key]
    if gate.masks(spec_of(field), viewer):
        return {}
    with register.session():
        rows = register.db.execute_sql(f'SELECT c."id" FROM {_JOINED} ORDER BY {expression}, c."id"')
        return {case: rank for rank, (case,) in enumerate(rows)}
