"""What points at a record is read from the schema: nothing that is added later can be forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest
from peewee import ForeignKeyField, IntegerField, TextField

from hfp_desk.records import MODELS, Person, Plain
from hfp_desk.store import links, merging
from hfp_desk.store.opening import Register
from tests.domain.twice import WHY, two


@pytest.fixture
def pair(register: Register) -> tuple[int, int]:
    return two(register)


def test_pointers_are_those_of_the_schema(register: Register) -> None:
    tables = [name for (name,) in register.db.execute_sql("SELECT name FROM sqlite_master WHERE type='table'")]
    for target in MODELS:
        wanted = {
            (table, row[3])
            for table in tables
            for row in register.db.execute_sql(f"PRAGMA foreign_key_list({table})")
            if row[2] == target._meta.table_name
        }
        assert {(one.table, one.column) for one in links.foreign_keys(target)} == wanted
    assert {(one.table, one.column) for one in links.pointers(Person)} >= {
        ("treatment", "person_id"),
        ("unread", "record"),
    }
    assert not {"change", "event"} & {one.table for one in links.pointers(Person)}


class Visit(Plain):
    """A table of tomorrow."""

    patient: Any = ForeignKeyField(Person, backref="+")


class Remark(Plain):
    """One more, pointing softly."""

    kind: Any = TextField()
    record: Any = IntegerField()


@pytest.fixture
def tomorrow(register: Register, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(links, "MODELS", (*MODELS, Visit, Remark))
    with register.db.bind_ctx([Visit, Remark]):
        register.db.create_tables([Visit, Remark])
        yield


def test_a_table_of_tomorrow_moves_too(register: Register, pair: tuple[int, int], tomorrow: None) -> None:
    Visit.new(patient=pair[1]).save()
    for kind in ("person", "treatment"):
        Remark.new(kind=kind, record=pair[1]).save()
    merging.merge(register, *pair, {}, WHY)
    assert Visit.get().patient.id == pair[0]
    assert {(one.kind, one.record) for one in Remark.select()} == {("person", pair[0]), ("treatment", pair[1])}
