"""How the groups of a check are called, in which order they stand, as far as a viewer may read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import Person, Place, Treatment
from hfp_desk.store.tables import table

_NOWHERE = {"town": "（未填乡镇）", "village": "（未填村）", "hospital": "（未填医院）", "disease": "（未填病种）"}
_AMONG = '"id" IN (SELECT value FROM json_each(?))'
_PLACES = (
    f'SELECT v."id",v."name",up."name",up."sort",v."sort" FROM {table(Place)} v'
    f' LEFT JOIN {table(Place)} up ON up."id"=v."parent_id" WHERE v.{_AMONG}'
)
_PEOPLE = (
    f'SELECT p."id",p."name",t."name",t."sort",v."sort" FROM {table(Person)} p LEFT JOIN {table(Place)} t'
    f' ON t."id"=p."town_id" LEFT JOIN {table(Place)} v ON v."id"=p."village_id" WHERE p.{_AMONG}'
)


@dataclass(frozen=True)
class Name:
    """The words for a group, the township it lies in, and what it is put in order by."""

    label: str
    place: str = ""
    order: tuple[Any, ...] = ()


def labels(db: SqliteDatabase, by: str, keys: Sequence[Any], viewer: Viewer) -> dict[Any, Name]:
    """The names of these groups by key; one that is empty says so and stands last."""
    found: dict[Any, Name] = dict.fromkeys(keys, Name(_NOWHERE.get(by, ""), "", (True,)))
    if by in ("town", "village", "person"):
        sql = _PEOPLE if by == "person" else _PLACES
        ids = json.dumps([key for key in keys if key is not None])
        found |= dict(_numbered(db.execute_sql(sql, (ids,)), by, viewer))
    else:
        spec = spec_of(getattr(Treatment, by))
        found |= {key: Name(gate.shown(spec, key, viewer), "", (False, key)) for key in keys if key}
    return found


def _numbered(rows: Any, by: str, viewer: Viewer) -> Iterator[tuple[int, Name]]:
    for key, name, place, upper, lower in rows:
        label = gate.shown(spec_of(Person.name), name, viewer) if by == "person" else name
        order = (False, upper is None, upper or 0, lower is None, lower or 0, key)
        yield key, Name(label, "" if by == "town" else place or "", order)
