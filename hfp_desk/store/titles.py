"""How records are named in reports and questions: by the person or doctor, by their own name, by the village."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from peewee import ForeignKeyField, SqliteDatabase, chunked

from hfp_desk import gate
from hfp_desk.fields import is_declared, spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import RecordType
from hfp_desk.store import tables
from hfp_desk.store.sql import restriction

_OWN = ("name", "head_name", "number")
_WHOSE = ("person", "doctor", "posting")
"""Links to those by whose name a record is called first."""
_WHERE = ("holder", "village", "place")
"""Links to those by whose name a record without its own is called."""


def titles(db: SqliteDatabase, kind: RecordType, records: Iterable[int], viewer: Viewer) -> dict[int, str]:
    """A short title for each record, e.g. ``人员 张三`` or ``救治记录 张三``, as ``viewer`` may see it."""
    found = names(db, kind, records, viewer)
    return {record: f"{kind.title} {name or record}" for record, name in found.items()}


def names(db: SqliteDatabase, kind: RecordType, records: Iterable[int], viewer: Viewer) -> dict[int, str]:
    """What each record is called, without its kind; nothing for one without any name.

    Whose restricted records these are is not told to those who may not know of them.
    """
    contents = tables.read_contents(db, kind.model, list(records))
    linked = {name: _linked(db, kind, name, contents.values(), viewer) for name in (*_WHOSE, *_WHERE)}
    found = {}
    for record, values in contents.items():
        first = (linked[name].get(values.get(name), "") for name in _WHOSE)
        last = (linked[name].get(values.get(name), "") for name in _WHERE)
        found[record] = next(filter(None, (*first, _own(kind.model, values, viewer), *last)), "")
    if viewer.sees_restricted:
        return found
    return found | dict.fromkeys(restricted_among(db, kind, found), gate.HIDDEN)


def restricted_among(db: SqliteDatabase, kind: RecordType, records: Collection[int]) -> set[int]:
    """Those of ``records`` that are restricted diseases or stays, or hang on one."""
    mark = restriction(kind.model, "")
    if not mark:
        return set()
    sql = f'SELECT "id" FROM {tables.table(kind.model)} WHERE {mark} AND "id" IN '
    parts = (tuple(part) for part in chunked(records, 500))
    return {row[0] for part in parts for row in db.execute_sql(f"{sql}({','.join('?' * len(part))})", part)}


def _own(model: Any, values: Mapping[str, Any], viewer: Viewer) -> str:
    return next((_seen(model, name, str(values[name]), viewer) for name in _OWN if values.get(name)), "")


def _linked(
    db: SqliteDatabase, kind: RecordType, name: str, contents: Iterable[Mapping[str, Any]], viewer: Viewer
) -> dict[object, str]:
    """What the records are called that the link ``name`` leads to, by their number."""
    link = kind.model._meta.fields.get(name)
    if not isinstance(link, ForeignKeyField):
        return {}
    found = tables.read_contents(db, link.rel_model, list({values[name] for values in contents if values.get(name)}))
    return {record: _own(link.rel_model, values, viewer) for record, values in found.items()}


def _seen(model: Any, name: str, text: str, viewer: Viewer) -> str:
    field = model._meta.fields[name]
    return text if not is_declared(field) else gate.shown(spec_of(field), text, viewer)
