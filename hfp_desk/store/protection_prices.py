"""Stays dearer than the price of their disease (单病种收费标准, GJ §二（一）3).

The price that fits most closely holds: of this hospital before that of its level before that of all, and the latest
of those in force on the day.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.policy.catalogue import plain
from hfp_desk.records import DiseasePrice
from hfp_desk.rules.periods import day_of, holds_on
from hfp_desk.store.protection_bills import Asked
from hfp_desk.store.sql import Sql, joined

_COLUMNS = 'SELECT "stay","person_id","day","level","hospital","disease","total" FROM '
_OF = ' b WHERE "kind" IN (\'\',\'1\') AND "total">0 AND "disease" IN (SELECT value FROM json_each(?))'
_NAMES = 'SELECT DISTINCT "disease" FROM ('


@dataclass(frozen=True)
class Price:
    """A price as far as it is needed to choose among several."""

    id: int
    disease: str
    level: str
    hospital: str
    amount: Decimal
    document: str
    starts: date | None
    ends: date | None

    def fits(self, level: str, hospital: str, day: date | None) -> bool:
        """Whether it is for this hospital on this day."""
        where = self.hospital in ("", hospital) and self.level in ("", level)
        return where and (day is None or holds_on(day, self.starts, self.ends))

    @property
    def closeness(self) -> tuple[bool, bool, date, int]:
        """How closely it is said: by the hospital, by the level, the later one first."""
        return bool(self.hospital), bool(self.level), self.starts or date.min, self.id


@dataclass(frozen=True)
class Over:
    """A stay above its price."""

    stay: int
    person: int
    day: date | None
    hospital: str
    disease: str
    total: Decimal
    price: Price

    @property
    def over(self) -> Decimal:
        """By how much."""
        return self.total - self.price.amount


def price_of(prices: Sequence[Price], level: str, hospital: str, day: date | None) -> Price | None:
    """The price of a disease that holds for a stay; None where there is none."""
    fitting = [one for one in prices if one.fits(level, hospital, day)]
    return max(fitting, key=lambda one: one.closeness, default=None)


def overpriced(db: SqliteDatabase, asked: Asked) -> list[Over]:
    """Every stay of the period above its price, township by township unsorted."""
    by_name = prices()
    if not by_name or not asked.viewer.may_look:
        return []
    names = json.dumps([name for name in _named(db, asked) if plain(name) in by_name])
    pieces = [Sql(_COLUMNS) + piece + Sql(_OF, (names,)) for piece in asked.stays(db)]
    sql = joined(pieces, " UNION ALL ")
    found = []
    for stay, person, day, level, hospital, disease, total in db.execute_sql(sql.text, sql.values):
        price = price_of(by_name[plain(disease)], level, hospital, day_of(day))
        amount = Decimal(total).scaleb(-2)
        if price is not None and amount > price.amount:
            found.append(Over(stay, person, day_of(day), hospital, disease, amount, price))
    return found


def price_for(
    disease: str, level: str, hospital: str, day: date | None, known: Mapping[str, Sequence[Price]] | None = None
) -> Price | None:
    """The price that holds for one stay; None where there is none. ``known`` are ``prices`` read already."""
    return (
        price_of((prices() if known is None else known).get(plain(disease), ()), level, hospital, day)
        if disease
        else None
    )


def _named(db: SqliteDatabase, asked: Asked) -> Iterator[str]:
    sql = Sql(_NAMES) + asked.bills + ")"
    return (row[0] for row in db.execute_sql(sql.text, sql.values) if row[0])


def prices() -> dict[str, list[Price]]:
    """The living prices by the plain name of their disease."""
    found: dict[str, list[Price]] = defaultdict(list)
    rows: Any = DiseasePrice.select().where((DiseasePrice.voided_at == "") & DiseasePrice.price.is_null(False))
    for row in rows:
        one = Price(row.id, row.disease, row.level, row.hospital, row.price, row.document, row.starts, row.ends)
        found[plain(row.disease)].append(one)
    return found
