"""A list that is read in portions is the same as one read at once, and one state of the register."""

import threading
from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.records import (
    PERSON,
    SETTLEMENT,
    TREATMENT,
    Column,
    Person,
    Settlement,
    Treatment,
)
from hfp_desk.store import backup, columns, keeping, opening, snapshot
from hfp_desk.store.listing import Condition, Listing, Operator, View
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD
from tests.domain.listed import (
    CLERK,
    place,
)


@pytest.fixture
def many(register: Register, monkeypatch: pytest.MonkeyPatch) -> Register:
    """A list that counts as long: the limit is lowered, everything else is as it is with a million rows."""
    monkeypatch.setattr(snapshot, "FEW", 10)
    monkeypatch.setattr(snapshot, "MANY", 10)
    monkeypatch.setattr(snapshot, "PORTION", 7)
    towns = ("临江镇", "永泰镇", "临江镇")
    with keeping.deed(register) as act:
        people = [Person.new(name=name, town=place(town)) for name, town in zip("张李王", towns, strict=True)]
        people.append(Person.new(name="无乡镇"))
        for one in people:
            act.save(one)
        for number in range(40):
            whose = people[number % 4] if number % 9 else None
            first = Treatment.new(person=whose, disease=f"病{number % 3}")
            act.save(first)
            day = date(2020, 1 + number % 5, 1)
            act.save(Settlement.new(person=whose, treatment=first, settled_on=day, total=Decimal(number % 6)))
    return register


def rows_of(listing: Listing) -> list[int]:
    return [listing.id_at(row) for row in range(len(listing))]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "key", ["settled_on", "total", "person.town.name", "person.name", "treatment.disease", "basic"]
)
def test_a_long_list_read_in_portions_has_the_order_of_a_short_one(
    many: Register, monkeypatch: pytest.MonkeyPatch, key: str, descending: bool
) -> None:
    long = Listing(many, View(SETTLEMENT), CLERK).sorted(key, descending)
    values = Listing(many, View(SETTLEMENT, (columns.find(SETTLEMENT, key),)), CLERK)
    known = {values.id_at(row): values.raw(row)[0] for row in range(len(values))}
    monkeypatch.setattr(snapshot, "FEW", 1000)
    monkeypatch.setattr(snapshot, "MANY", 1000)
    short = Listing(many, View(SETTLEMENT), CLERK).sorted(key, descending)
    assert [known[record] for record in rows_of(long)] == [known[record] for record in rows_of(short)]
    assert sorted(rows_of(long)) == sorted(rows_of(short)) == sorted(known)


@pytest.mark.parametrize("key", ["admitted", "hospital", "person.name"])
def test_a_long_list_of_stays_has_the_order_of_a_short_one(
    many: Register, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    shown = View(TREATMENT, (columns.find(TREATMENT, key),))
    long = Listing(many, shown, CLERK).sorted(key, False)
    texts = [long.cells(row) for row in range(len(long))]
    monkeypatch.setattr(snapshot, "FEW", 1000)
    short = Listing(many, shown, CLERK).sorted(key, False)
    assert texts == [short.cells(row) for row in range(len(short))]
    assert sorted(rows_of(long)) == sorted(rows_of(short))


def test_a_long_list_is_filtered_as_a_short_one_is(many: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (
        Condition(columns.find(SETTLEMENT, "person.town.name"), Operator.EQUALS, "临江镇"),
        Condition(Column(Settlement.total), Operator.BETWEEN, (0, 4)),
        Condition(columns.find(SETTLEMENT, "treatment.disease"), Operator.AMONG, ("病0", "病1", "病2")),
    )
    long = Listing(many, View(SETTLEMENT, conditions=asked), CLERK)
    found, sums = rows_of(long), long.sums()
    monkeypatch.setattr(snapshot, "FEW", 1000)
    monkeypatch.setattr(snapshot, "MANY", 1000)
    short = Listing(many, View(SETTLEMENT, conditions=asked), CLERK)
    assert len(found) > 10
    assert sorted(found) == sorted(rows_of(short))
    assert sums == short.sums()


def test_a_long_list_shows_one_state_of_the_register_while_others_save(many: Register) -> None:
    listing = Listing(many, View(SETTLEMENT), CLERK)
    first = listing.id_at(0)
    before = len(listing)
    keeping.save(many, Settlement.new(settled_on=date(2019, 1, 1), total=Decimal(1)))
    keeping.void(many, Settlement.get_by_id(listing.id_at(1)), "录错")
    assert len(set(rows_of(listing))) == before == 40
    assert listing.id_at(0) == first
    assert listing.flag(1) == "void"
    again = Listing(many, View(SETTLEMENT), CLERK)
    assert again.find_row(Settlement.select().order_by(Settlement.id.desc()).get().id) == 0
    assert again.find_row(10_000) == -1


def test_any_thread_may_read_a_long_list(many: Register) -> None:
    listing = Listing(many, View(SETTLEMENT), CLERK)
    read: list[tuple[str, ...]] = []
    thread = threading.Thread(target=lambda: read.append(listing.cells(len(listing) - 1)))
    thread.start()
    thread.join()
    assert read == [listing.cells(len(listing) - 1)]
    listing.close()
    assert listing.id_at(len(listing) - 1)


def test_persons_without_a_search_entry_are_not_lost(many: Register) -> None:
    with keeping.deed(many) as act:
        for number in range(12):
            act.save(Person.new(name=f"钱{number}"))
    many.db.execute_sql('DELETE FROM "search_entry" WHERE "id"%2=0')
    listing = Listing(many, View(PERSON), CLERK).sorted("name", False)
    assert sorted(rows_of(listing)) == sorted(one.id for one in Person.select(Person.id))


@pytest.mark.parametrize(
    ("key", "walked"),
    [
        *(("settled_on", True), ("total", True), ("own_share", True)),
        *(("person.name", True), ("person.town.name", True), ("person.village.name", True)),
        *(("basic", False), ("person.identity.kind", False)),
    ],
)
def test_only_where_an_index_gives_the_order_is_a_list_read_in_portions(many: Register, key: str, walked: bool) -> None:
    view = View(SETTLEMENT, order=((columns.find(SETTLEMENT, key), True),))
    assert isinstance(snapshot.take(many, view, CLERK), snapshot.Portions) is walked
    asked = Condition(columns.find(SETTLEMENT, "person.town.name"), Operator.EQUALS, "临江镇")
    by_day = View(SETTLEMENT, conditions=(asked,), order=((Column(Settlement.settled_on), False),))
    assert isinstance(snapshot.take(many, by_day, CLERK), snapshot.Portions)


def test_a_register_closes_while_a_long_list_is_still_held(many: Register) -> None:
    listing = Listing(many, View(SETTLEMENT), CLERK)
    assert listing.id_at(0)
    keeping.save(many, Settlement.new(total=Decimal(1)))
    backup.make(many, backup.BY_HAND)
    many.close()
    again = opening.open_register(many.path, "李敏", PASSWORD)
    with again.session():
        assert Settlement.select().count() == 41
    listing.close()
    again.close()
