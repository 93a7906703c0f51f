"""From an indicator to SQL: what is counted, of whom, in which days, by which line; and the records behind a figure.

A figure and the list behind it come from the same statement, so that they cannot differ. Figures count everything,
restricted records too; the list shows those that the viewer may know of and says how many more there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from peewee import ForeignKeyField, SqliteDatabase

from hfp_desk.fields import spec_of
from hfp_desk.gate import ADMIN, ENTRY, QUERY, SECRET, Viewer
from hfp_desk.kinds import Measure, Money, VagueDay
from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME, Person, Record, RecordType
from hfp_desk.returns.definition import Having, Indicator, RowKind, Span
from hfp_desk.store import phrases, row_kinds
from hfp_desk.store.phrases import Moment
from hfp_desk.store.row_kinds import Key
from hfp_desk.store.sql import LISTED, Joins, Sql, joined, open_to
from hfp_desk.store.tables import table

EVERYBODY = Viewer("", frozenset({ADMIN, ENTRY, QUERY, SECRET}))
"""Who counts: a figure is the same whoever looks at it. Only numbers and ids come of it, never what is written."""

_TERM = re.compile(r"([+-]?)([\w.]+)")


@dataclass(frozen=True)
class Counted:
    """An indicator ready to be asked: the record type of the list behind it, and its pieces of SQL.

    ``alone`` when each unit stands in one line only, so that the lines add up to the sum.
    """

    indicator: Indicator
    kind: RecordType
    value: str
    unit: str
    line: str
    source: Sql
    alone: bool

    @property
    def adds(self) -> bool:
        """Whether a field is added up."""
        return bool(self.value)

    def by_line(self) -> Sql:
        """Line and figure."""
        found = f"sum(coalesce({self.value},0))" if self.adds else f"count(DISTINCT {self.unit})"
        return Sql(f"SELECT {self.line} AS line, {found} ") + self.source + " GROUP BY 1"

    def in_all(self) -> Sql:
        """The figure over all lines."""
        found = f"sum(coalesce({self.value},0))" if self.adds else f"count(DISTINCT {self.unit})"
        return Sql(f"SELECT {found} ") + self.source

    def members(self, line: Key | None, nowhere: bool = False) -> Sql:
        """The ids behind the figure of a line; of all lines for None, of what is in no line for ``nowhere``."""
        text = Sql(f"SELECT DISTINCT {self.unit} ") + self.source + f" AND {self.unit} IS NOT NULL"
        if nowhere:
            text += f" AND {self.line} IS NULL"
        elif line is not None:
            text += Sql(f" AND {self.line}=?", (line,))
        return text + " ORDER BY 1"

    def each(self) -> Sql:
        """Line and record, each pair once, in the order of the records."""
        return (
            Sql(f"SELECT DISTINCT {self.line}, {self.unit} ") + self.source + f" AND {self.unit} IS NOT NULL ORDER BY 2"
        )


class Compiler:
    """Compiles indicators for one set of lines; ``people`` and ``reckoned`` name tables of ids made for it."""

    def __init__(self, db: SqliteDatabase, known: Mapping[str, Indicator], rows: RowKind, belongs: str) -> None:
        self._db = db
        self._known = known
        self._rows = rows
        self._belongs = belongs

    def counted(
        self, given: Indicator, moment: Moment, span: Span, people: str, reckoned: str, viewer: Viewer = EVERYBODY
    ) -> Counted:
        """The indicator as SQL over ``moment``; ``people`` and ``reckoned`` are tables of ids, empty for none."""
        indicator = whole(given, self._known)
        kind = kind_of(indicator)
        joins = Joins(kind.model)
        unit, unit_kind, value, path = self._unit(indicator, kind, joins)
        line, line_path = self._line(kind, joins)
        tests = list(self._tests(indicator, kind, moment, span, viewer))
        if people:
            tests.append(Sql(f"{self._person(kind, joins)} IN (SELECT id FROM {people})"))
        if reckoned:
            tests.append(Sql(f'{LISTED}."id" IN (SELECT id FROM {reckoned})'))
        map_join = f" LEFT JOIN {self._belongs} b ON b.value={line}" if line else ""
        source = Sql(f"FROM {table(kind.model)} {LISTED}{joins.text}{map_join} WHERE ") + joined(tests, " AND ")
        alone = bool(value) or not path or (bool(line_path) and line_path[: len(path)] == path)
        return Counted(indicator, unit_kind, value, unit, "b.line" if line else "NULL", source, alone)

    def _unit(
        self, indicator: Indicator, kind: RecordType, joins: Joins
    ) -> tuple[str, RecordType, str, tuple[str, ...]]:
        own = f'{LISTED}."id"'
        if indicator.counts in ("", "record") or (indicator.counts == "person" and kind.model is Person):
            return own, kind, "", ()
        links, model = links_of(kind, terms_of(indicator.counts)[0][1])
        if model is None:
            added = (f"{sign}coalesce({_column(kind, name)},0)" for sign, name in terms_of(indicator.counts))
            return own, kind, "".join(added), ()
        *before, last = links
        alias = joins.alias(tuple(before))
        return f'{alias}."{last.column_name}"', _of_model(model), "", tuple(link.name for link in links)

    def _line(self, kind: RecordType, joins: Joins) -> tuple[str, tuple[str, ...]]:
        found = row_kinds.written(kind, self._rows)
        if found is None:
            return "", ()
        alias = joins.alias(found.path)
        columns = ",".join(f'{alias}."{field.column_name}"' for field in found.fields)
        own = f"coalesce({columns})" if len(found.fields) > 1 else columns
        return own, tuple(link.name for link in found.path)

    def _person(self, kind: RecordType, joins: Joins) -> str:
        if kind.model is Person:
            return f'{LISTED}."id"'
        path = to_person(kind.model)
        if path is None:
            raise Refusal(f"{kind.title}不属于某个人，不能按人群统计。", "请去掉指标中的 people。")
        *before, last = path
        return f'{joins.alias(tuple(before))}."{last.column_name}"'

    def _tests(
        self, indicator: Indicator, kind: RecordType, moment: Moment, span: Span, viewer: Viewer
    ) -> Iterator[Sql]:
        yield phrases.where(self._db, kind, indicator.where, moment, viewer, scan=True)
        yield from self._in_time(indicator, kind, moment, span)
        for each, sign in (*((one, "IN") for one in indicator.has), *((one, "NOT IN") for one in indicator.lacks)):
            yield self._having(each, sign, kind, moment, span, viewer)

    def _in_time(self, one: Indicator | Having, kind: RecordType, moment: Moment, span: Span) -> Iterator[Sql]:
        if one.when:
            yield _within(_day(kind, one.when), moment, span)
        if one.holds is not None:
            first, last = (_column(kind, name) for name in one.holds)
            day = moment.ends.isoformat()
            yield Sql(f"coalesce({first},'')<=? AND (coalesce({last},'')='' OR {last}>=?)", (day, day))

    def _having(self, one: Having, sign: str, kind: RecordType, moment: Moment, span: Span, viewer: Viewer) -> Sql:
        other = BY_NAME[one.record]
        link = _column(other, one.link)
        own = f'{LISTED}."id"' if not one.by or (one.by == "person" and kind.model is Person) else _column(kind, one.by)
        tests = [phrases.where(self._db, other, one.where, moment, viewer), *self._in_time(one, other, moment, span)]
        inner = Sql(f"SELECT {link} FROM {table(other.model)} {LISTED} WHERE {link} IS NOT NULL AND ")
        return Sql(f"{own} {sign} (") + inner + joined(tests, " AND ") + ")"


def whole(indicator: Indicator, known: Mapping[str, Indicator]) -> Indicator:
    """The indicator with all that it takes over from the one it is a part of."""
    if not indicator.within:
        return indicator
    if indicator.within not in known:
        raise Refusal(f"没有名为“{indicator.within}”的指标。", "请核对报表定义中的 within。")
    return merged(whole(known[indicator.within], known), indicator)


def require_countable(indicator: Indicator) -> None:
    """Refusal when an indicator (taken whole) names fields or links that its records do not have."""
    kind = kind_of(indicator)
    if indicator.counts not in ("", "record") and not (indicator.counts == "person" and kind.model is Person):
        for _, name in terms_of(indicator.counts):
            links_of(kind, name)
    if indicator.people and kind.model is not Person and to_person(kind.model) is None:
        raise Refusal(f"{kind.title}不属于某个人，不能按人群统计。")
    for name in (indicator.when, *(indicator.holds or ())):
        if name:
            _column(kind, name)
    for having in (*indicator.has, *indicator.lacks):
        if having.record not in BY_NAME:
            raise Refusal(f"没有名为“{having.record}”的记录。")
        other = BY_NAME[having.record]
        for name in (having.link, having.when, *(having.holds or ())):
            if name:
                _column(other, name)
        if having.by and not (having.by == "person" and kind.model is Person):
            _column(kind, having.by)


def merged(whole: Indicator, part: Indicator) -> Indicator:
    """A part with the conditions of its whole; what the part says of its own stands for what the whole says."""
    taken = {
        name: getattr(part, name) or getattr(whole, name)
        for name in ("record", "counts", "people", "when", "holds", "computed")
    }
    both = {name: (*getattr(whole, name), *getattr(part, name)) for name in ("where", "has", "lacks")}
    return msgspec.structs.replace(part, within="", **taken, **both)


def kind_of(indicator: Indicator) -> RecordType:
    """The record type an indicator counts; Refusal when there is none of that name."""
    if indicator.record not in BY_NAME:
        raise Refusal(f"指标“{indicator.label}”要数的记录“{indicator.record}”没有。", "请核对报表定义中的 record。")
    return BY_NAME[indicator.record]


def shares(counted: Counted) -> int:
    """How many digits a stored value is shifted by: money is kept in fen, what is measured in hundredths."""
    if not counted.adds:
        return 0
    field = kind_of(counted.indicator).model._meta.fields[terms_of(counted.indicator.counts)[0][1]]
    return -2 if isinstance(spec_of(field).kind, Money | Measure) else 0


def hidden(kind: RecordType, viewer: Viewer) -> str:
    """The condition that a record may be known of by the viewer, empty when all may."""
    return open_to(kind.model, viewer, f"{LISTED}.")


def terms_of(counts: str) -> list[tuple[str, str]]:
    """The fields of ``audited-repaid``, each with its sign."""
    return _TERM.findall(counts) or [("", counts)]


def _within(column: str, moment: Moment, span: Span) -> Sql:
    """A day in the span; undated records stand in what is counted up to a day."""
    last = moment.ends.isoformat()
    if span in (Span.EVER, Span.DAY):
        return Sql(f"coalesce({column},'')<=?", (last,))
    return Sql(f"{column} BETWEEN ? AND ?", (moment.starts.isoformat(), last))


def _column(kind: RecordType, name: str) -> str:
    field = kind.model._meta.fields.get(name)
    if field is None:
        raise Refusal(f"{kind.title}没有“{name}”这一栏。", "请核对报表定义。")
    return f'{LISTED}."{field.column_name}"'


def _day(kind: RecordType, name: str) -> str:
    """A day; of one that is known to the month or the year its first, so that it lies in one period."""
    column = _column(kind, name)
    if not isinstance(spec_of(kind.model._meta.fields[name]).kind, VagueDay):
        return column
    return f"CASE {column} WHEN '' THEN NULL ELSE {column}||substr('0000-01-01',length({column})+1) END"


def links_of(kind: RecordType, path: str) -> tuple[list[ForeignKeyField[Any]], type[Record] | None]:
    """The links of a dotted path and the model at its end; None for a field that is no link."""
    model: type[Record] = kind.model
    links: list[ForeignKeyField[Any]] = []
    for name in path.split("."):
        field = model._meta.fields.get(name)
        if field is None:
            raise Refusal(f"{kind.title}没有“{path}”这一栏。", "请核对指标中的 counts。")
        if not isinstance(field, ForeignKeyField):
            return links, None
        links.append(field)
        model = field.rel_model
    return links, model


def to_person(model: type[Record]) -> tuple[ForeignKeyField[Any], ...] | None:
    """The links by which a record belongs to a person; None for one that belongs to nobody."""
    for name in ("person", "case", "treatment", "contract", "agreement", "diagnosis"):
        link = model._meta.fields.get(name)
        if isinstance(link, ForeignKeyField):
            further = () if link.rel_model is Person else to_person(link.rel_model)
            if further is not None:
                return (link, *further)
    return None


def _of_model(model: type[Record]) -> RecordType:
    return next(kind for kind in BY_NAME.values() if kind.model is model)
