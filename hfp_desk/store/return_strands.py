"""By which records somebody comes to stand behind a figure: read from the indicator, so that no cause is listed twice.

A strand is one kind of record that the indicator looks at, the fields it reads there, and the way from the counted
unit to those records. Whoever enters or leaves does so because a record on one of the strands changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from peewee import ForeignKeyField

from hfp_desk.records import ALL, BY_NAME, IDENTITY, PERSON, Identity, Institution, Person, Place, Record
from hfp_desk.records.base import Column, RecordType
from hfp_desk.returns import Indicator, RowKind
from hfp_desk.returns.definition import Having
from hfp_desk.store import phrases, row_kinds
from hfp_desk.store.groups import EVERYBODY
from hfp_desk.store.indicator_fields import kind_of, links_of, terms_of, to_person
from hfp_desk.store.phrases import Moment
from hfp_desk.store.sql import LISTED
from hfp_desk.store.tables import table

BRINGS, TAKES, EITHER = 1, -1, 0
_ALIASES = count(1)
_OF_LINES: dict[type[Record], frozenset[str]] = {
    Place: frozenset({"level", "parent", "valid_from", "valid_to", "successor"}),
    Institution: frozenset({"kind"}),
}
"""What makes a record a line of a return, besides being there."""
_OF_PERSONS = frozenset({"person_state", "died_on"})
_OF_IDENTITIES = frozenset({"person", "kind", "starts", "ends", "benefits_continue"})
_BELONGING = (
    *("person", "doctor", "case", "contract", "team", "agreement", "treatment", "course", "posting", "partnership"),
    "village",
)


@dataclass(frozen=True)
class Strand:
    """Records of ``kind`` by which units come in; ``fields`` None when any field of them may matter.

    ``pairs`` lists unit and record for the units bound in ``{}``. ``lost`` gives the units for an earlier value of
    ``link``, whose records belong to others by now. ``sign`` says whether a new record brings units in or takes them
    out. ``line`` strands only decide on which line a unit stands.
    """

    kind: RecordType
    fields: frozenset[str] | None
    pairs: str
    link: str = ""
    lost: str = ""
    sign: int = EITHER
    line: bool = False


@dataclass(frozen=True)
class _Way:
    """Joins walked from the counted record, and the alias they arrived at."""

    model: type[Record]
    alias: str = LISTED
    joins: str = ""

    def column(self, name: str) -> str:
        """A column of the record arrived at."""
        return f'{self.alias}."{self.model._meta.fields[name].column_name}"'

    def along(self, link: ForeignKeyField[Any]) -> _Way:
        """One link further up."""
        alias = f"s{next(_ALIASES)}"
        on = f'{alias}."id"={self.alias}."{link.column_name}"'
        return _Way(link.rel_model, alias, f"{self.joins} JOIN {table(link.rel_model)} {alias} ON {on}")

    def beside(self, model: type[Record], link: str, value: str) -> _Way:
        """To the records whose ``link`` is ``value``."""
        alias = f"s{next(_ALIASES)}"
        on = f'{alias}."{model._meta.fields[link].column_name}"={value}'
        return _Way(model, alias, f"{self.joins} JOIN {table(model)} {alias} ON {on}")


def strands(indicator: Indicator, rows: RowKind, moment: Moment) -> tuple[Strand, ...]:
    """The strands of an indicator that was taken whole."""
    return tuple(_Weaver(indicator, rows, moment).all())


def amounts(indicator: Indicator) -> frozenset[str]:
    """The fields that an indicator adds up; none where it counts."""
    kind = kind_of(indicator)
    names = [name for _, name in terms_of(indicator.counts)]
    plain = (name in kind.model._meta.fields for name in names)
    links = any(isinstance(kind.model._meta.fields.get(name), ForeignKeyField) for name in names)
    return frozenset(names) if all(plain) and not links and names != ["record"] else frozenset()


class _Weaver:
    def __init__(self, indicator: Indicator, rows: RowKind, moment: Moment) -> None:
        self._one, self._rows, self._moment = indicator, rows, moment
        self._kind = kind_of(indicator)
        self._start = _Way(self._kind.model)
        self._path = self._unit_path()
        way = self._start
        for link in self._path[:-1]:
            way = way.along(link)
        self._unit = way.column(self._path[-1].name) if self._path else f'{LISTED}."id"'
        self._to_unit = way.joins

    def all(self) -> Iterator[Strand]:
        """Of the record itself, its conditions, who holds what, what it has and lacks, and by which line it counts."""
        one = self._one
        own = {*_times(one), *(link.name for link in self._path[:1])}
        columns = [phrases.condition(self._kind, phrase, self._moment) for phrase in one.where]
        for column, denied in ((condition.column, denied) for condition, denied in columns):
            own |= self._first(column)
            yield from self._beyond(column, self._start, EITHER if denied else BRINGS)
        yield self._itself(frozenset(own))
        yield from self._people()
        for each in one.has:
            yield from self._having(each, BRINGS)
        for each in one.lacks:
            yield from self._having(each, TAKES)
        yield from self._lines()
        if one.computed:
            yield from self._anything()

    def _unit_path(self) -> tuple[ForeignKeyField[Any], ...]:
        counts = self._one.counts
        if counts in ("", "record") or (counts == "person" and self._kind.model is Person):
            return ()
        links, model = links_of(self._kind, terms_of(counts)[0][1])
        return tuple(links) if model is not None else ()

    def _strand(self, kind: RecordType, fields: Iterable[str] | None, way: _Way, sign: int = EITHER) -> Strand:
        text = f"FROM {table(self._kind.model)} {LISTED}{self._to_unit}{way.joins} WHERE {self._unit} IN ({{}})"
        pairs = f'SELECT DISTINCT {self._unit},{way.alias}."id" {text}'
        return Strand(kind, None if fields is None else frozenset(fields), pairs, sign=sign)

    def _units(self, where: str, joins: str = "") -> str:
        """The units of the counted records that fulfil a condition with one value bound."""
        return f"SELECT {self._unit} FROM {table(self._kind.model)} {LISTED}{self._to_unit}{joins} WHERE {where}=?"

    def _itself(self, fields: frozenset[str] | None) -> Strand:
        strand = self._strand(self._kind, fields, self._start, BRINGS)
        if not self._path:
            return strand
        first, *rest = self._path
        way = _Way(first.rel_model)
        for link in rest[:-1]:
            way = way.along(link)
        unit = way.column(rest[-1].name) if rest else f'{LISTED}."id"'
        lost = f'SELECT {unit} FROM {table(first.rel_model)} {LISTED}{way.joins} WHERE {LISTED}."id"=?'
        return replace(strand, link=first.name, lost=lost)

    def _first(self, column: Column) -> set[str]:
        """What a condition reads of the record it starts from."""
        return {column.path[0].name} if column.path else ({column.field.name} if column.summed_over is None else set())

    def _beyond(self, column: Column, way: _Way, sign: int) -> Iterator[Strand]:
        """What a condition reads of the records it walks to."""
        for place, link in enumerate(column.path):
            way = way.along(link)
            last = place == len(column.path) - 1 and column.summed_over is None
            name = column.field.name if last else column.path[place + 1].name if place < len(column.path) - 1 else ""
            yield self._strand(_kind(way.model), {name} - {""}, way)
        if column.summed_over is not None:
            link, child = column.summed_over, column.summed_over.model
            to = way.beside(child, link.name, f'{way.alias}."id"')
            yield self._strand(_kind(child), {link.name, column.field.name}, to, sign)

    def _people(self) -> Iterator[Strand]:
        if not self._one.people:
            return
        path = () if self._kind.model is Person else to_person(self._kind.model) or ()
        way = self._start
        for link in path:
            way = way.along(link)
        yield self._strand(PERSON, _OF_PERSONS, way, BRINGS)
        if self._one.people != EVERYBODY:
            who = f'{way.alias}."id"'
            held = self._strand(IDENTITY, _OF_IDENTITIES, way.beside(Identity, "person", who), BRINGS)
            yield replace(held, link="person", lost=self._units(who, way.joins))

    def _having(self, one: Having, sign: int) -> Iterator[Strand]:
        other = BY_NAME[one.record]
        plain = not one.by or (one.by == "person" and self._kind.model is Person)
        own = f'{LISTED}."id"' if plain else self._start.column(one.by)
        way = self._start.beside(other.model, one.link, own)
        fields = {*_times(one), one.link}
        for phrase in one.where:
            condition, _ = phrases.condition(other, phrase, self._moment)
            fields |= self._first(condition.column)
            yield from self._beyond(condition.column, way, EITHER)
        yield replace(self._strand(other, fields, way, sign), link=one.link, lost=self._units(own))

    def _lines(self) -> Iterator[Strand]:
        found = row_kinds.written(self._kind, self._rows)
        while found is not None:
            yield from self._line(found)
            found = found.further

    def _line(self, found: row_kinds.Written) -> Iterator[Strand]:
        way, names = self._start, [*(link.name for link in found.path[:1]), *([] if found.path else _names(found))]
        if names and names != ["id"]:
            yield replace(self._strand(self._kind, names, way), line=True)
        for place, link in enumerate(found.path):
            way = way.along(link)
            further = found.path[place + 1 : place + 2]
            yield replace(
                self._strand(_kind(way.model), [one.name for one in further] or _names(found), way), line=True
            )
        for field in found.fields:
            if isinstance(field, ForeignKeyField):
                made = _OF_LINES.get(field.rel_model, frozenset())
                yield replace(self._strand(_kind(field.rel_model), made, way.along(field)), line=True)

    def _anything(self) -> Iterator[Strand]:
        """What a reckoning reads is not declared: everything that belongs to the same as its record."""
        yield replace(self._itself(None), sign=EITHER)
        owners = [(self._kind.model, f'{LISTED}."id"')]
        fields = self._kind.model._meta.fields
        for name in _BELONGING:
            link = fields.get(name)
            if isinstance(link, ForeignKeyField) and (name != "village" or "person" not in fields):
                owners.append((link.rel_model, self._start.column(name)))
                yield self._strand(_kind(link.rel_model), None, self._start.along(link))
        for model, value in owners:
            for kind in ALL:
                for link in kind.model._meta.sorted_fields:
                    if isinstance(link, ForeignKeyField) and link.rel_model is model and link.name in _BELONGING:
                        found = self._strand(kind, None, self._start.beside(kind.model, link.name, value))
                        yield replace(found, link=link.name, lost=self._units(value))


def _times(one: Indicator | Having) -> Iterator[str]:
    yield from (name for name in (one.when, *(one.holds or ())) if name)


def _names(found: row_kinds.Written) -> list[str]:
    return [field.name for field in found.fields]


def _kind(model: type[Record]) -> RecordType:
    return next(kind for kind in BY_NAME.values() if kind.model is model)
