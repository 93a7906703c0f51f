"""Counts several figures in one pass where they ask the same records: sums of money, and parts of one whole.

Where a reckoning leads (``Counted.led``) the records are read once for all that it leads to, and what one figure asks
beyond another is asked beside it; elsewhere only figures with the very same conditions go together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.returns.table import NOWHERE, TOTAL
from hfp_desk.store.counting import Counted, shares
from hfp_desk.store.row_kinds import Key
from hfp_desk.store.sql import Sql, joined

Mark = tuple[object, ...]
"""Under which a figure is kept."""


def counted(db: SqliteDatabase, waiting: Mapping[Mark, Counted]) -> dict[Mark, dict[Key, Decimal]]:
    """Each figure by line and in all."""
    groups: dict[Hashable, list[Mark]] = defaultdict(list)
    for mark, one in waiting.items():
        groups[one.line, one.start if one.led else one.source].append(mark)
    found: dict[Mark, dict[Key, Decimal]] = {}
    for marks in groups.values():
        found |= dict(zip(marks, _together(db, [waiting[mark] for mark in marks]), strict=True))
    return found


def _together(db: SqliteDatabase, asked: Sequence[Counted]) -> list[dict[Key, Decimal]]:
    first = asked[0]
    alike = all(one.tests == first.tests for one in asked)
    where = first.source if alike else first.start
    figures = joined([one.figure if alike else one.figure_where() for one in asked], ", ")
    rows = _rows(db, Sql(f"SELECT {first.line}, ") + figures + " " + where + " GROUP BY 1")
    totals = [] if all(one.alone for one in asked) else _rows(db, Sql("SELECT ") + figures + " " + where)[0]
    return [_figure(one, rows, place, totals) for place, one in enumerate(asked)]


def _figure(one: Counted, rows: Sequence[Any], place: int, totals: Sequence[Any]) -> dict[Key, Decimal]:
    digits = shares(one)
    lines = {NOWHERE if row[0] is None else row[0]: Decimal(row[place + 1] or 0).scaleb(digits) for row in rows}
    whole = sum(lines.values(), Decimal(0)) if one.alone else Decimal(totals[place] or 0)
    return {**lines, TOTAL: whole}


def _rows(db: SqliteDatabase, query: Sql) -> Sequence[Any]:
    found: Sequence[Any] = db.execute_sql(query.text, query.values).fetchall()
    return found
