"""The chained tables: nothing is rewritten through the program, and what is rewritten behind its back is found."""

from collections.abc import Callable

import pytest
from peewee import IntegrityError

from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.store import chain, keeping, log
from hfp_desk.store.chain import CHANGES, EVENTS, Chained
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

TABLES = pytest.mark.parametrize("chained", [CHANGES, EVENTS], ids=lambda one: one.table)


@pytest.fixture
def told(register: Register) -> Register:
    """A register in which ten things were done, each in history and log."""
    for number in range(10):
        keeping.save(register, Person.new(name=f"张{number}"))
        log.note(register, Action.EXPORT, "人员", people=number, reason="上报", detail={"columns": ["姓名"]})
    return register


def ids(register: Register, chained: Chained) -> list[int]:
    return [row[0] for row in register.db.execute_sql(f'SELECT "id" FROM "{chained.table}" ORDER BY "id"')]


def behind_its_back(register: Register, chained: Chained, sql: str, *values: object) -> None:
    """What somebody with the key and another program could do: the guards are taken away first."""
    for deed in ("update", "delete"):
        register.db.execute_sql(f'DROP TRIGGER IF EXISTS "{chained.table}_no_{deed}"')
    register.db.execute_sql(sql, values)


@TABLES
def test_a_chain_that_nobody_touched_holds(told: Register, chained: Chained) -> None:
    assert len(ids(told, chained)) >= 10
    assert chain.first_broken(told.db, chained) is None


@TABLES
@pytest.mark.parametrize("deed", ["UPDATE {table} SET \"user\"='别人'", "DELETE FROM {table}"])
def test_the_register_itself_refuses_to_rewrite(told: Register, chained: Chained, deed: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        told.db.execute_sql(deed.format(table=f'"{chained.table}"'))


@TABLES
def test_a_changed_row_is_named(told: Register, chained: Chained) -> None:
    victim = ids(told, chained)[-5]
    behind_its_back(told, chained, f'UPDATE "{chained.table}" SET "user"=? WHERE "id"=?', "别人", victim)
    assert chain.first_broken(told.db, chained) == victim


@TABLES
def test_a_removed_row_is_noticed_at_the_next(told: Register, chained: Chained) -> None:
    victim, after = ids(told, chained)[-5:-3]
    behind_its_back(told, chained, f'DELETE FROM "{chained.table}" WHERE "id"=?', victim)
    assert chain.first_broken(told.db, chained) == after


@TABLES
def test_an_inserted_row_is_named_even_with_a_hash_copied_from_its_neighbour(told: Register, chained: Chained) -> None:
    first = ids(told, chained)[3]
    names = ",".join(f'"{name}"' for name in (*chained.columns, "hash"))
    # Moved up to make room, as an intruder would; the copy then follows the row it was made of.
    shift = f'UPDATE "{chained.table}" SET "id"="id"+1000 WHERE "id">{first}'
    behind_its_back(told, chained, shift)
    slip = (
        f'INSERT INTO "{chained.table}" ("id",{names}) SELECT {first + 1},{names} FROM "{chained.table}" WHERE "id"=?'
    )
    behind_its_back(told, chained, slip, first)
    assert chain.first_broken(told.db, chained) == first + 1


@TABLES
def test_rows_cut_off_at_the_end_are_noticed_by_a_head_kept_elsewhere(told: Register, chained: Chained) -> None:
    kept = chain.head(told.db, chained)
    assert chain.missing_heads(told.db, chained, [kept, ""]) == []
    behind_its_back(told, chained, f'DELETE FROM "{chained.table}" WHERE "id"=?', ids(told, chained)[-1])
    assert chain.first_broken(told.db, chained) is None
    assert chain.missing_heads(told.db, chained, [kept]) == [kept]


def test_what_must_be_logged_cannot_be_done_in_a_register_that_is_only_read(told: Register) -> None:
    told.read_only = True
    held: list[Callable[[], object]] = [
        lambda: log.note(told, Action.EXPORT, "人员"),
        lambda: keeping.save(told, Person.new(name="李四")),
    ]
    for deed in held:
        with pytest.raises(Refusal, match="只读"):
            deed()
