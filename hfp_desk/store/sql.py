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
    hidden = "" if viewer.sees_restricted else restricted_ids(model)
    return f'{prefix}"id" NOT IN ({hidden})' if hidden else ""


def restriction(model: type[Record], prefix: str) -> str:
    """The condition that a record is restricted; nothing where none of the model can be."""
    hidden = restricted_ids(model)
    return f'{prefix}"id" IN ({hidden})' if hidden else ""


def restricted_ids(model: type[Record]) -> str:
    """The query for the restricted records of a model: marked so themselves, or belonging to one that is.

    A stay belongs to its disease, a bill to its stay. Asked by ids, so that indexes alone answer it.
    """
    fields, found = model._meta.fields, []
    if "restricted" in fields:
        found.append(f'SELECT "id" FROM {table(model)} WHERE "restricted"=1')
    for link in fields.values():
        if isinstance(link, ForeignKeyField) and link.rel_model is not model:
            above = restricted_ids(link.rel_model)
            found += [f'SELECT "id" FROM {table(model)} WHERE "{link.column_name}" IN ({above})'] if above else []
    return " UNION ".join(found)


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
