"""The stays of a period read once and added up by group and by person.

One narrow row a stay: sorting wide rows into groups would cost the database more than adding them up here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from peewee import SqliteDatabase

from hfp_desk.rules.money import Sums
from hfp_desk.store.protection_bills import KEYS, Asked
from hfp_desk.store.sql import Sql, joined

Key: TypeAlias = "int | str | None"
_SUMMED = ("total", "own_share", "reimbursed", "insured", "supplementary", "helped", "in_scope")
_INPATIENT = "\"kind\" IN ('','1')"


Row: TypeAlias = tuple[Any, ...]
"""Key, person, whether in hospital, the broken rules as bits, and the fen of ``_SUMMED``."""


@dataclass(frozen=True)
class Total:
    """What some stays come to; visits have sums of their own, as the documents' ratio is that of stays in hospital.

    ``marks`` counts how often each rule was broken, ``ratios`` are those of the stays in hundredths of a per cent.
    """

    sums: Sums = field(default_factory=Sums)
    visits: Sums = field(default_factory=Sums)
    people: int = 0
    marks: Mapping[int, int] = field(default_factory=dict)
    ratios: Sequence[int] = ()

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Total:
        """The total of rows; whole columns are added at once."""
        stays = [row for row in rows if row[2]]
        ratios = [(row[6] * 20_000 + row[4]) // (2 * row[4]) for row in stays if row[4] > 0]
        visits = _sums([row for row in rows if not row[2]]) if len(stays) < len(rows) else Sums()
        _keys, people, _inpatient, marks, *_money = zip(*rows, strict=True)
        return cls(_sums(stays), visits, len(set(people)), Counter(marks), ratios)

    def broken(self, rule: int) -> int:
        """How many stays break the rule of this number."""
        return sum(count for marks, count in self.marks.items() if marks >> rule & 1)


@dataclass(frozen=True)
class Read:
    """Everything of a period: all together, by group, and stay by stay."""

    whole: Total = field(default_factory=Total)
    groups: Mapping[Any, Total] = field(default_factory=dict)
    rows: Sequence[Row] = ()

    @property
    def years(self) -> dict[int, Sums]:
        """What the insurances and 医疗救助 paid of each person's stays in hospital."""
        people = _gathered([row for row in self.rows if row[2] and row[10] > 0], 1)
        return {person: _year(each) for person, each in people.items()}


def read(db: SqliteDatabase, asked: Asked, by: str, rules: Sequence[Sql]) -> Read:
    """Read and add up; a rule is a condition over the columns of a stay."""
    rows = list(_rows(db, asked, by, rules))
    if not rows:
        return Read()
    groups = {key: Total.of(each) for key, each in _gathered(rows, 0).items()}
    return Read(Total.of(rows), groups, rows)


def _year(rows: Sequence[Row]) -> Sums:
    insured, supplementary, helped, in_scope = (sum(row[place] for row in rows) for place in (7, 8, 9, 10))
    return Sums(
        len(rows),
        basic_and_major=_yuan(insured),
        supplementary=_yuan(supplementary),
        assistance=_yuan(helped),
        in_scope=_yuan(in_scope),
    )


def _sums(rows: Sequence[Row]) -> Sums:
    if not rows:
        return Sums()
    _keys, _people, _inpatient, _marks, *money = zip(*rows, strict=True)
    return Sums(len(rows), *map(_yuan, map(sum, money)))


def _gathered(rows: Sequence[Row], place: int) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[place]].append(row)
    return found


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def _rows(db: SqliteDatabase, asked: Asked, by: str, rules: Sequence[Sql]) -> Iterator[Row]:
    bits = [Sql("(CASE WHEN ") + rule + f" THEN {1 << place} ELSE 0 END)" for place, rule in enumerate(rules)]
    marks = joined(bits, "+") if bits else Sql("0")
    money = ",".join(f'coalesce("{name}",0)' for name in _SUMMED)
    for piece in asked.stays(db):
        sql = Sql(f'SELECT {KEYS[by]},"person_id",{_INPATIENT},') + marks + f",{money} FROM " + piece + " b"
        yield from db.execute_sql(sql.text, sql.values)
