"""From an indicator to SQL: what is counted, of whom, in which days, by which line; and the records behind a figure.

A figure and the list behind it come from the same statement, so that they cannot differ. Figures count everything,
restricted records too; the list shows those that the viewer may know of and says how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peewee import SqliteDatabase

from hfp_desk.fields import spec_of
from hfp_desk.gate import ADMIN, ENTRY, QUERY, SECRET, Viewer
from hfp_desk.kinds import Measure, Money
from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME, Person, Record, RecordType
from hfp_desk.returns.definition import Having, Indicator, RowKind, Span
from hfp_desk.store import phrases, row_kinds
from hfp_desk.store.indicator_fields import column, day, kind_of, links_of, terms_of, to_person, whole
from hfp_desk.store.phrases import Moment
from hfp_desk.store.row_kinds import Key
from hfp_desk.store.sql import LISTED, Joins, Sql, joined, open_to
from hfp_desk.store.tables import table

_OWN = f'{LISTED}."id"'
EVERYBODY = Viewer("", frozenset({ADMIN, ENTRY, QUERY, SECRET}))
"""Who counts: a figure is the same whoever looks at it. Only numbers and ids come of it, never what is written."""


@dataclass(frozen=True)
class Counted:
    """An indicator ready to be asked: the record type of the list behind it, and its pieces of SQL.

    ``start`` says where the records come from, ``tests`` what they must fulfil; ``led`` when a reckoning leads to them.
    ``alone`` when each unit stands in one line only, so that the lines add up to the sum.
    """

    indicator: Indicator
    kind: RecordType
    value: str
    unit: str
    line: str
    start: Sql
    tests: tuple[Sql, ...]
    led: bool
    alone: bool

    @property
    def source(self) -> Sql:
        """The records that count."""
        return self.start + " WHERE " + joined(self.tests, " AND ")

    @property
    def adds(self) -> bool:
        """Whether a field is added up."""
        return bool(self.value)

    @property
    def figure(self) -> Sql:
        """What is counted or added up."""
        if self.adds:
            return Sql(f"sum(coalesce({self.value},0))")
        return Sql("count(*)" if self.unit == _OWN else f"count(DISTINCT {self.unit})")

    def figure_where(self) -> Sql:
        """The same of those among the records read that fulfil the tests."""
        every = Sql("CASE WHEN ") + joined(self.tests, " AND ")
        if self.adds:
            return Sql("sum(") + every + f" THEN coalesce({self.value},0) ELSE 0 END)"
        return Sql("count(DISTINCT ") + every + f" THEN {self.unit} END)"

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


@dataclass(frozen=True)
class LineTables:
    """The tables in which a line is looked up: by what a record says, and by the person where lines are places."""

    belongs: str
    homes: str = ""


class Compiler:
    """Compiles indicators for one set of lines; ``people`` and ``reckoned`` name tables of ids made for it."""

    def __init__(self, db: SqliteDatabase, known: Mapping[str, Indicator], rows: RowKind, lines: LineTables) -> None:
        self._db = db
        self._known = known
        self._rows = rows
        self._lines = lines

    def counted(
        self, given: Indicator, moment: Moment, span: Span, people: str, reckoned: str, viewer: Viewer = EVERYBODY
    ) -> Counted:
        """The indicator as SQL over ``moment``; ``people`` and ``reckoned`` are tables of ids, empty for none."""
        indicator = whole(given, self._known)
        kind = kind_of(indicator)
        joins = Joins(kind.model)
        unit, unit_kind, value, path = self._unit(indicator, kind, joins)
        line, lines, line_path = self._line(kind, joins)
        tests = list(self._tests(indicator, kind, moment, span, viewer))
        if people:
            tests.append(Sql(f"{self._person(kind, joins)} IN (SELECT id FROM {people})"))
        if reckoned:  # the ids lead, the records follow: most reckonings find few of all records
            start = f"{reckoned} r CROSS JOIN {table(kind.model)} {LISTED} ON {_OWN}=r.id"
        else:
            start = f"{table(kind.model)} {LISTED}"
        of_line = f" LEFT JOIN {lines} b ON b.value={line}" if line else ""
        source = Sql(f"FROM {start}{joins.text}{of_line}")
        alone = bool(value) or not path or (bool(line_path) and line_path[: len(path)] == path)
        of = "b.line" if line else "NULL"
        return Counted(indicator, unit_kind, value, unit, of, source, tuple(tests), bool(reckoned), alone)

    def _unit(
        self, indicator: Indicator, kind: RecordType, joins: Joins
    ) -> tuple[str, RecordType, str, tuple[str, ...]]:
        own = _OWN
        if indicator.counts in ("", "record") or (indicator.counts == "person" and kind.model is Person):
            return own, kind, "", ()
        links, model = links_of(kind, terms_of(indicator.counts)[0][1])
        if model is None:
            added = (f"{sign}coalesce({column(kind, name)},0)" for sign, name in terms_of(indicator.counts))
            return own, kind, "".join(added), ()
        *before, last = links
        alias = joins.alias(tuple(before))
        return f'{alias}."{last.column_name}"', _of_model(model), "", tuple(link.name for link in links)

    def _line(self, kind: RecordType, joins: Joins) -> tuple[str, str, tuple[str, ...]]:
        """What a record's line is looked up by, the table it is looked up in, and the links that lead there."""
        found = row_kinds.written(kind, self._rows)
        if found is None:
            return "", "", ()
        path = tuple(link.name for link in found.path)
        if self._lines.homes and (found.path[-1].rel_model if found.path else kind.model) is Person:
            *before, last = found.path or (None,)
            own = _OWN if last is None else f'{joins.alias(tuple(before))}."{last.column_name}"'
            return own, self._lines.homes, path
        places = (found, found.further) if found.further is not None else (found,)
        columns = [f'{joins.alias(one.path)}."{field.column_name}"' for one in places for field in one.fields]
        own = f"coalesce({','.join(columns)})" if len(columns) > 1 else columns[0]
        return own, self._lines.belongs, path

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
            yield _within(day(kind, one.when), moment, span)
        if one.holds is not None:
            first, last = (column(kind, name) for name in one.holds)
            until = moment.ends.isoformat()
            yield Sql(f"coalesce({first},'')<=? AND (coalesce({last},'')='' OR {last}>=?)", (until, until))

    def _having(self, one: Having, sign: str, kind: RecordType, moment: Moment, span: Span, viewer: Viewer) -> Sql:
        other = BY_NAME[one.record]
        link = column(other, one.link)
        own = f'{LISTED}."id"' if not one.by or (one.by == "person" and kind.model is Person) else column(kind, one.by)
        tests = [phrases.where(self._db, other, one.where, moment, viewer), *self._in_time(one, other, moment, span)]
        inner = Sql(f"SELECT {link} FROM {table(other.model)} {LISTED} WHERE {link} IS NOT NULL AND ")
        return Sql(f"{own} {sign} (") + inner + joined(tests, " AND ") + ")"


def shares(counted: Counted) -> int:
    """How many digits a stored value is shifted by: money is kept in fen, what is measured in hundredths."""
    if not counted.adds:
        return 0
    field = kind_of(counted.indicator).model._meta.fields[terms_of(counted.indicator.counts)[0][1]]
    return -2 if isinstance(spec_of(field).kind, Money | Measure) else 0


def hidden(kind: RecordType, viewer: Viewer) -> str:
    """The condition that a record may be known of by the viewer, empty when all may."""
    return open_to(kind.model, viewer, f"{LISTED}.")


def _within(column: str, moment: Moment, span: Span) -> Sql:
    """A day in the span; undated records stand in what is counted up to a day."""
    last = moment.ends.isoformat()
    if span in (Span.EVER, Span.DAY):
        return Sql(f"coalesce({column},'')<=?", (last,))
    return Sql(f"{column} BETWEEN ? AND ?", (moment.starts.isoformat(), last))


def _of_model(model: type[Record]) -> RecordType:
    return next(kind for kind in BY_NAME.values() if kind.model is model)
