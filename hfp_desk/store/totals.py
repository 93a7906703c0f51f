"""Sums over all rows of a list, in fen, by one statement; a reversing record takes away what it reverses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField, SqliteDatabase

from hfp_desk.gate import Viewer, masks
from hfp_desk.kinds import Money
from hfp_desk.records import Column
from hfp_desk.store.conditions import where
from hfp_desk.store.snapshot import FEW
from hfp_desk.store.sql import LISTED, Sql, living, name_of, open_to
from hfp_desk.store.tables import table
from hfp_desk.store.views import View

_SHOWN = 6


@dataclass(frozen=True)
class Totals:
    """The number of rows, and the sum of each money column by its key."""

    count: int
    sums: Mapping[str, Decimal]
    labels: Mapping[str, str]

    @property
    def text(self) -> str:
        """249 条 · 总费用 10,867,761.11 · 个人负担 1,625,404.94 · 实际报销 85.0%."""
        parts = [f"{self.count:,} 条"]
        parts += [f"{self.labels[key]} {total:,.2f}" for key, total in self.sums.items() if total][:_SHOWN]
        share = self._reimbursed()
        return " · ".join([*parts, *([f"实际报销 {share:.1%}"] if share is not None else [])])

    def _reimbursed(self) -> Decimal | None:
        total, own = (self._named(name) for name in ("total", "own_share"))
        return 1 - own / total if total and own is not None else None

    def _named(self, name: str) -> Decimal | None:
        return next((total for key, total in self.sums.items() if key.rpartition(".")[2] == name), None)


def add_up(db: SqliteDatabase, view: View, viewer: Viewer, count: int) -> Totals:
    """The totals of a view of ``count`` rows; only columns of the listed record and of its own children are added."""
    money = [column for column in view.shown if isinstance(column.spec.kind, Money) and not column.path]
    money = [column for column in money if not masks(column.spec, viewer)]
    asked = where(db, view, viewer, scan=count > FEW)
    own = [column for column in money if column.summed_over is None]
    sums = _sums(db, own, _own(view, own, asked)) if own else {}
    for link in dict.fromkeys(column.summed_over for column in money if column.summed_over is not None):
        below = [column for column in money if column.summed_over is link]
        sums |= _sums(db, below, _below(view, viewer, below, link, asked))
    ordered = {column.key: sums[column.key] for column in money}
    return Totals(count, ordered, {column.key: column.title for column in money})


def _sums(db: SqliteDatabase, columns: list[Column], sql: Sql) -> dict[str, Decimal]:
    found = db.execute_sql(sql.text, sql.values).fetchone()
    return {column.key: Decimal(fen or 0).scaleb(-2) for column, fen in zip(columns, found, strict=True)}


def _own(view: View, columns: list[Column], asked: Sql) -> Sql:
    picked = ",".join(f"sum({LISTED}.{name_of(column.field)})" for column in columns)
    return Sql(f"SELECT {picked} FROM {table(view.record_type.model)} {LISTED} WHERE ") + asked


def _below(view: View, viewer: Viewer, columns: list[Column], link: ForeignKeyField[Any], asked: Sql) -> Sql:
    free = " AND ".join(filter(None, (living("c."), open_to(link.model, viewer, "c."))))
    picked = ",".join(f"sum(c.{name_of(column.field)})" for column in columns)
    head = f"SELECT {picked} FROM {table(link.model)} c WHERE {free} AND c.{name_of(link)} IN "
    parents = Sql(f'(SELECT {LISTED}."id" FROM {table(view.record_type.model)} {LISTED} WHERE ') + asked
    return Sql(head) + parents + ")"
