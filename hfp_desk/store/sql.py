"""Pieces of SQL text with their values, and the joins by which columns of linked records are reached.

Portable SQL only. Names come from the models and are quoted; values are always bound, never written into the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import Field, ForeignKeyField

from hfp_desk.gate import Viewer
from hfp_desk.records import Record
from hfp_desk.store.tables import table

LISTED = "t"
"""The alias of the listed record's table."""


@dataclass(frozen=True)
class Sql:
    """A piece of SQL and the values bound in it."""

    text: str
    values: tuple[Any, ...] = ()

    def __add__(self, other: Sql | str) -> Sql:
        more = other if isinstance(other, Sql) else Sql(other)
        return Sql(self.text + more.text, self.values + more.values)


def joined(parts: Iterable[Sql], glue: str) -> Sql:
    """The pieces with ``glue`` between them."""
    found = list(parts)
    return Sql(glue.join(part.text for part in found), tuple(value for part in found for value in part.values))


def living(prefix: str) -> str:
    """The record is not voided."""
    return f"{prefix}\"voided_at\"=''"


def unindexed(expression: str) -> str:
    """The same value, but no index is walked for it: where reading row by row is quicker than hopping."""
    return f"coalesce({expression},NULL)"


def open_to(model: type[Record], viewer: Viewer, prefix: str) -> str:
    """The condition that a record is no restricted one, nothing where this viewer may see those."""
    if viewer.sees_restricted:
        return ""
    return f"coalesce({mark},0)=0" if (mark := restriction(model, prefix)) else ""


def restriction(model: type[Record], prefix: str) -> str:
    """What says that a record is restricted: its own mark or that of the stay it belongs to; nothing without one."""
    fields = model._meta.fields
    if "restricted" in fields:
        return f'{prefix}"restricted"'
    link = fields.get("treatment")
    if not isinstance(link, ForeignKeyField):
        return ""
    stay: type[Record] = link.rel_model
    return f'(SELECT "restricted" FROM {table(stay)} WHERE "id"={prefix}"{link.column_name}")'


class Joins:
    """The listed table and the tables its columns are reached through, each joined once."""

    def __init__(self, model: type[Record]) -> None:
        self._model = model
        self._aliases: dict[tuple[str, ...], str] = {(): LISTED}
        self._joins: list[str] = []

    @property
    def text(self) -> str:
        """The joins as they follow the FROM of the listed table."""
        return "".join(self._joins)

    def alias(self, path: tuple[ForeignKeyField[Any], ...]) -> str:
        """The alias of the record at the end of ``path``."""
        key = tuple(link.name for link in path)
        if key not in self._aliases:
            before, link = self.alias(path[:-1]), path[-1]
            self._aliases[key] = self._join(table(link.rel_model), f'{before}."{link.column_name}"')
        return self._aliases[key]

    def beside(self, name: str, path: tuple[ForeignKeyField[Any], ...]) -> str:
        """The alias of a table whose ids are those of the record at the end of ``path``."""
        key = (*(link.name for link in path), name)
        if key not in self._aliases:
            self._aliases[key] = self._join(name, f'{self.alias(path)}."id"')
        return self._aliases[key]

    def _join(self, name: str, same: str) -> str:
        alias = f"j{len(self._aliases)}"
        self._joins.append(f' LEFT JOIN {name} {alias} ON {alias}."id"={same}')
        return alias


def name_of(field: Field[Any]) -> str:
    """The quoted name of a field's column."""
    return f'"{field.column_name}"'
