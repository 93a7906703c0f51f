"""Invented people of 樟树市 with stays and bills, for tests of lists, search and summaries."""

from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk.gate import Viewer
from hfp_desk.records import PERSON, Column, Diagnosis, Household, Person, Place, Record, Settlement, Treatment
from hfp_desk.store import keeping
from hfp_desk.store.listing import Condition, Listing, View
from hfp_desk.store.opening import Register

CLERK = Viewer.of("李敏", "admin,entry,secret")
NAME = Column(Person.name)
TOWN = Column(Place.name, (Person.town,))
VILLAGE = Column(Place.name, (Person.village,))
HELPER = Viewer.of("新人", "entry")
VISITOR = Viewer.of("来访", "query")


def place(name: str) -> Place:
    """A place of the county by its name."""
    return Place.get(Place.name == name)


def village_of(town: str, number: int = 0) -> Place:
    """One of the villages of a town, in the official order."""
    parent = place(town)
    return list(Place.select().where(Place.parent == parent).order_by(Place.sort))[number]


def keep(register: Register, record: Record) -> Any:
    """Save a record and give it back."""
    keeping.save(register, record)
    return record


def person(register: Register, name: str, town: str = "临江镇", number: int = 0, **values: Any) -> Person:
    """A person of a village of ``town``."""
    village = village_of(town, number)
    found: Person = keep(register, Person.new(name=name, town=village.parent, village=village, **values))
    return found


def household(register: Register, **values: Any) -> Household:
    """A household."""
    found: Household = keep(register, Household.new(**values))
    return found


def stay(register: Register, whose: Person, disease: str = "肺癌", **values: Any) -> Treatment:
    """A stay of a person."""
    found: Treatment = keep(register, Treatment.new(person=whose, disease=disease, **values))
    return found


def bill(register: Register, of: Treatment, total: str, own: str, day: date | None = None, **values: Any) -> Settlement:
    """The bill of a stay; what the person does not pay is paid by the basic insurance."""
    paid = Decimal(total) - Decimal(own)
    amounts = {"total": Decimal(total), "own_share": Decimal(own), "basic": paid, "settled_on": day, **values}
    found: Settlement = keep(register, Settlement.new(person=of.person, treatment=of, **amounts))
    return found


def diagnosis(register: Register, whose: Person, disease: str, **values: Any) -> Diagnosis:
    """A disease of a person."""
    found: Diagnosis = keep(register, Diagnosis.new(person=whose, disease=disease, **values))
    return found


def names(register: Register, *conditions: Condition, **more: object) -> list[str]:
    """The names of the persons a view holds, in its order."""
    view = View(PERSON, (NAME,), conditions, **more)  # type: ignore[arg-type]
    listing = Listing(register, view, CLERK)
    return [listing.cells(row)[0] for row in range(len(listing))]
