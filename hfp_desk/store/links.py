"""Which columns of which tables point at a record: read from the models, never listed by hand.

Hard pointers are foreign keys. Soft ones are pairs of ``kind`` and ``record`` in the office's own tables; chained
tables (the history, the log) point so too, but tell what was and are never rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import ForeignKeyField, SqliteDatabase

from hfp_desk.records import MODELS, Plain

OWNING = (
    "person",
    "treatment",
    "holder",
    "doctor",
    "partnership",
    "posting",
    "course",
    "attendance",
    "team",
    "contract",
    "case",
    "agreement",
)
"""Links by which a record belongs to another one and goes where that one goes."""


class Pointer(NamedTuple):
    """One column that points at records of a kind; ``kind`` is filled for a soft pointer."""

    model: type[Plain]
    field: str
    column: str
    kind: str = ""

    @property
    def table(self) -> str:
        """Name of the table."""
        return str(self.model._meta.table_name)

    @property
    def where(self) -> str:
        """The condition under which a row points at the record bound to the question mark."""
        return f'"{self.column}"=?' + (f" AND \"kind\"='{self.kind}'" if self.kind else "")

    def rows(self, db: SqliteDatabase, record: int) -> list[int]:
        """Ids of the rows that point at ``record``, voided ones too."""
        sql = f'SELECT "id" FROM "{self.table}" WHERE {self.where} ORDER BY "id"'
        return [row for (row,) in db.execute_sql(sql, (record,))]


def foreign_keys(target: type[Plain]) -> Iterator[Pointer]:
    """The foreign keys that refer to ``target``, in the order of the tables."""
    for model in MODELS:
        for link in model._meta.sorted_fields:
            if isinstance(link, ForeignKeyField) and link.rel_model is target:
                yield Pointer(model, link.name, link.column_name)


def pointers(target: type[Plain]) -> Iterator[Pointer]:
    """All columns that point at records of ``target`` and may be rewritten."""
    yield from foreign_keys(target)
    for model in MODELS:
        fields: dict[str, Any] = model._meta.fields
        if {"kind", "record"} <= fields.keys() and "hash" not in fields:
            yield Pointer(model, "record", fields["record"].column_name, target.__name__.lower())
