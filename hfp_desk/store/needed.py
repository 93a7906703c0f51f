"""What keeps a record from going or coming back: living records that point at it, or a voided one it belongs to.

Links are read from the models, never listed by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from peewee import ForeignKeyField, SqliteDatabase, chunked

from hfp_desk.gate import Viewer
from hfp_desk.records import ALL, Plain, Record, RecordType
from hfp_desk.store import links, tables
from hfp_desk.store.titles import restricted_among, titles

_KINDS: dict[type[Plain], RecordType] = {kind.model: kind for kind in ALL}
_STRANGER = Viewer("")

Named = Collection[tuple[str, int]]


def owning(model: type[Record]) -> Iterator[Any]:
    """The links by which records of ``model`` belong to others."""
    fields = model._meta.fields
    return (fields[name] for name in links.OWNING if isinstance(fields.get(name), ForeignKeyField))


def pointed_at(db: SqliteDatabase, kind: RecordType, records: Collection[int], leaving: Named = ()) -> dict[int, str]:
    """Those of ``records`` that living ones point at, each with why it must stay; ``leaving`` ones go too.

    What is kept and read by everybody does not say that one of them is a restricted disease or stay.
    """
    found: dict[int, str] = {}
    for pointer in links.foreign_keys(kind.model):
        child = _KINDS.get(pointer.model)
        if child is not None:
            held = [one for one in _living(db, child, pointer.column, records) if (child.name, one[0]) not in leaving]
            hidden = restricted_among(db, child, [record for record, _ in held])
            for record, target in held:
                found[target] = f"已有{'其他记录' if record in hidden else child.title}引用"
    return found


def voided_among(db: SqliteDatabase, model: type[Record], records: Collection[int]) -> set[int]:
    """Those of ``records`` that are voided."""
    sql = f'SELECT "id" FROM {tables.table(model)} WHERE "voided_at"<>\'\' AND "id" IN '
    return {row[0] for part in _parts(records) for row in db.execute_sql(sql + _marks(part), part)}


def missing_owner(
    db: SqliteDatabase, kind: RecordType, record: int, coming: Named = (), viewer: Viewer = _STRANGER
) -> str:
    """The title of a voided record this one belongs to and that does not come back too; nothing without one."""
    contents = tables.read_contents(db, kind.model, [record])[record]
    for link in owning(kind.model):
        target, owner = contents[link.name], _KINDS[link.rel_model]
        if target is not None and (owner.name, target) not in coming and voided_among(db, owner.model, [target]):
            return titles(db, owner, [target], viewer)[target]
    return ""


def gone_target(db: SqliteDatabase, kind: RecordType, field: str, value: Any, coming: Named = ()) -> str:
    """Why ``value`` cannot be put back into ``field``: a link to a record that is voided; nothing else hinders."""
    link = kind.model._meta.fields[field]
    if value is None or not isinstance(link, ForeignKeyField):
        return ""
    target = _KINDS[link.rel_model]
    if (target.name, value) in coming or not voided_among(db, target.model, [value]):
        return ""
    return f"原来的{target.title}已作废"


def _living(db: SqliteDatabase, child: RecordType, column: str, records: Collection[int]) -> Iterator[tuple[int, int]]:
    sql = f'SELECT "id","{column}" FROM {tables.table(child.model)} WHERE "voided_at"=\'\' AND "{column}" IN '
    for part in _parts(records):
        yield from db.execute_sql(sql + _marks(part), part)


def _parts(records: Collection[int]) -> Iterator[tuple[int, ...]]:
    return (tuple(part) for part in chunked(records, 500))


def _marks(part: tuple[int, ...]) -> str:
    return f"({','.join('?' * len(part))})"
