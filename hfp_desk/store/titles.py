"""How records are named in reports and questions: a person by name, what hangs on a person by theirs."""

from collections.abc import Iterable

from peewee import SqliteDatabase

from hfp_desk.records import RecordType
from hfp_desk.store import tables

_OWN = ("name", "head_name", "number")


def titles(db: SqliteDatabase, kind: RecordType, records: Iterable[int]) -> dict[int, str]:
    """A short title for each record, e.g. ``人员 张三`` or ``救治记录 张三``."""
    ids = list(records)
    contents = tables.read_contents(db, kind.model, ids)
    persons = {values["person"] for values in contents.values() if values.get("person")}
    names = _names(db, kind, persons)
    return {
        record: f"{kind.title} {names.get(values.get('person'), '') or _own(values) or record}"
        for record, values in contents.items()
    }


def _own(values: dict[str, object]) -> str:
    return next((str(values[name]) for name in _OWN if values.get(name)), "")


def _names(db: SqliteDatabase, kind: RecordType, persons: set[int]) -> dict[object, str]:
    link = kind.model._meta.fields.get("person")
    if link is None or not persons:
        return {}
    return {i: values["name"] for i, values in tables.read_contents(db, link.rel_model, list(persons)).items()}
