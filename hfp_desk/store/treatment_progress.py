"""How far each case of 大病 has come: 发现一例、建档一例、治愈一例、销号一例 (2019 notice; domain.md §2.16.2).

A case is one person with one illness, as of a day:

- 发现 the illness is known of the person by a diagnosis or by a stay, and was not found to be untrue (核实核准 不符);
- 建档 its diagnosis is verified (核实核准 已核准);
- 治愈 it was closed as cured, or the latest stay for it ended 治愈;
- 销号 its diagnosis was closed by the day, for whatever reason.

救治 is told beside the chain: there is a stay or a visit for the illness. 大病 is an illness whose diagnosis says so
(大病集中救治), or one on a list of the edition in force; where that list is not wholly named, on the national one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition
from hfp_desk.records import Diagnosis, Person, Place, Treatment
from hfp_desk.store import settings
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

STAGES = {
    "发现": "已知患病（核准记录或救治记录），核实为“不符”的除外",
    "建档": "患病核准记录已核准",
    "治愈": "销号原因或最近一次救治效果为治愈",
    "销号": "核准记录已填销号日期",
}
"""The chain, each stage with what counts for it."""

_MAJOR, _VERIFIED, _UNTRUE, _CURED = "1", "2", "3", "1"
_KINDS = frozenset({"special", "free"})
_NATIONAL = "national-2017"
_LAST = 10**6
_OF = f""" JOIN {table(Person)} p ON p."id"=c."person_id" LEFT JOIN {table(Place)} town ON town."id"=p."town_id"
 WHERE c."voided_at"='' AND p."voided_at"='' AND """
_WHO = 'c."person_id", coalesce(town."name",\'\'), coalesce(town."sort",1000000000), p."town_id"'
_ILL = f"""SELECT {_WHO}, c."id", c."standard_disease", c."disease", c."batch_class", c."verify_state", c."found_on",
 c."closed_on", c."close_reason" FROM {table(Diagnosis)} c{_OF}"""
_CARE = (
    f"""SELECT {_WHO}, c."diagnosis_id", c."standard_disease", c."disease", c."effect" FROM {table(Treatment)} c{_OF}"""
)


@dataclass
class Case:
    """One person with one illness of the policy (empty: one it does not name), and how far it has come."""

    person: int
    town: str
    place: tuple[int, int]
    illness: str
    order: int
    filed: bool = False
    treated: bool = False
    cured: bool = False
    closed: bool = False


def cases(register: Register, scope: Scope, viewer: Viewer, day: date) -> tuple[Case, ...]:
    """The cases of a scope's places on ``day`` that ``viewer`` may know of, in the official order of townships."""
    with register.session():
        named = _Names(_editions(day))
        found = _Found(named)
        for row in _rows(register, _ILL, Diagnosis, scope, viewer):
            found.diagnosis(row, day.isoformat())
        for row in _rows(register, _CARE, Treatment, scope, viewer, day):
            found.stay(row)
    living = [case for key, case in found.cases.items() if key not in found.untrue]
    return tuple(sorted(living, key=lambda case: (case.place, case.order, case.person)))


class _Names:
    """What the policy calls an illness: its name and its place in the catalogue, None for none of 大病."""

    def __init__(self, editions: tuple[Edition, ...]) -> None:
        self._editions = editions
        self._order = {disease.code: number for number, disease in enumerate(policy.diseases())}
        self.major = cache(self._major)

    def _major(self, standard: str, written: str, batch: str) -> tuple[str, int] | None:
        known = self._editions[0].recognise(standard or written)
        if known is None:
            return ("", _LAST) if batch == _MAJOR else None
        listed = any(one.kind in _KINDS for edition in self._editions for one in edition.standing(known.disease).lists)
        if not listed and batch != _MAJOR:
            return None
        return known.disease.label, self._order[known.disease.code]


class _Found:
    """The cases as they are met, by person and illness."""

    def __init__(self, names: _Names) -> None:
        self.cases: dict[tuple[int, str], Case] = {}
        self.untrue: set[tuple[int, str]] = set()
        self._cured: set[tuple[int, str]] = set()
        self._names = names
        self._by_diagnosis: dict[int, tuple[int, str]] = {}

    def diagnosis(self, row: tuple[Any, ...], day: str) -> None:
        """A diagnosis as of ``day``."""
        number, standard, written, batch, verified, found_on, closed_on, reason = row[4:]
        name = self._names.major(standard, written, batch)
        if name is None or (found_on or "") > day[: len(found_on or "")]:
            return
        case = self._case(row, name, written)
        self._by_diagnosis[number] = case.person, name[0] or written
        if verified == _UNTRUE:
            self.untrue.add((case.person, name[0] or written))
        closed = bool(closed_on) and closed_on <= day
        case.filed |= verified == _VERIFIED
        case.closed |= closed
        if closed and reason == _CURED:
            self._cured.add((case.person, name[0] or written))
            case.cured = True

    def stay(self, row: tuple[Any, ...]) -> None:
        """A stay or visit; they come from the earliest to the latest."""
        diagnosis, standard, written, effect = row[4:]
        key = self._by_diagnosis.get(diagnosis)
        if key is None:
            name = self._names.major(standard, written, "")
            key = row[0], name[0] if name else written
            if name:
                self._case(row, name, written)
        case = self.cases.get(key)
        if case is not None:
            case.treated = True
            case.cured = effect == _CURED or key in self._cured

    def _case(self, row: tuple[Any, ...], name: tuple[str, int], written: str) -> Case:
        person, town, sort, place = row[:4]
        key = person, name[0] or written
        return self.cases.setdefault(key, Case(person, town, (sort, place or 0), *name))


def _editions(day: date) -> tuple[Edition, ...]:
    """The office's edition of the day, and the national one where a list of the office's is not wholly named."""
    own = policy.load(str(settings.get(settings.POLICY, _NATIONAL))).on(day)
    whole = all(one.complete for one in own.lists if one.kind in _KINDS)
    return (own,) if whole else (own, policy.load(_NATIONAL).on(day))


def _rows(
    register: Register, sql: str, model: Any, scope: Scope, viewer: Viewer, until: date | None = None
) -> Iterator[tuple[Any, ...]]:
    places = Scope(towns=scope.towns, villages=scope.villages)
    where, given = places.where("p")
    if until is not None:
        where += ' AND (c."admitted" IS NULL OR c."admitted"<=?)'
        given.append(until.isoformat())
    free = open_to(model, viewer, "c.")
    order = ' ORDER BY c."admitted", c."id"' if until is not None else ' ORDER BY c."id"'
    yield from register.db.execute_sql(f"{sql}{where}{f' AND {free}' if free else ''}{order}", tuple(given))
