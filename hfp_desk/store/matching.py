"""Whom a row of a list is about: what is in the register, by the keys that decide and by those that only suggest.

The ladder: our own number → a valid ID number (15 digits upgraded, disability cards by their first 18) → the
person's number in the poverty office's list decide; name and village only suggest. Voided records never match.
Each index of persons is read in one query when it is first asked for; what hangs on persons is read for those of
the list alone, so that a register of a million bills costs no more than a small one.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from peewee import SqliteDatabase, chunked

from hfp_desk.records import (
    Diagnosis,
    Household,
    Identity,
    Institution,
    Person,
    PlaceStatus,
    Record,
    RecordType,
    Settlement,
    Treatment,
)
from hfp_desk.store import tables
from hfp_desk.store.titles import restricted_among

Ids = tuple[int, ...]


class Stay(NamedTuple):
    """What tells the treatments of one person apart."""

    id: int
    admitted: str
    discharged: str
    hospital: str
    number: str
    disease: str


class Period(NamedTuple):
    """One identity of a person and its time."""

    id: int
    starts: str
    ends: str


def same_hospital(one: str, other: str) -> bool:
    """人民医院 and 樟树市人民医院 are the same in one county's list; an unnamed one is no contradiction."""
    return not one or not other or one.endswith(other) or other.endswith(one)


class Known:
    """The living records of a register by their keys; made once for an import."""

    def __init__(self, db: SqliteDatabase) -> None:
        self._db = db
        self._met: dict[str, set[int]] = {}
        self._keyed: dict[tuple[type[Record], tuple[str, ...]], dict[tuple[Any, ...], Ids]] = {}
        self.identities: dict[tuple[int, str], tuple[Period, ...]] = {}
        """By person and kind, of the persons met."""
        self.diagnoses: dict[tuple[int, str], Ids] = {}
        """By person and standard disease (the sender's word where none is known), of the persons met."""
        self.stays: dict[int, tuple[Stay, ...]] = {}
        """The treatments of the persons met."""
        self.settlements: dict[int, Ids] = {}
        """The bills of a treatment of the persons met."""

    @cached_property
    def persons_by_key(self) -> dict[str, Ids]:
        """Persons by the 18-digit number that holds."""
        return self._grouped(Person, "id_key")

    @cached_property
    def persons_by_number(self) -> dict[str, Ids]:
        """Persons by 人编号."""
        return self._grouped(Person, "number")

    @cached_property
    def persons_by_document(self) -> dict[str, Ids]:
        """Persons without a citizen ID, by the number of their other document."""
        rows = self._rows(Person, ("id_number", "id"), "\"id_key\"='' AND \"id_number\"<>''")
        return _collected((row[0], row[1]) for row in rows)

    @cached_property
    def persons_by_name(self) -> dict[str, tuple[tuple[int, int | None, str | None], ...]]:
        """Persons by name, each as id, village and birth: candidates, never a decision."""
        rows = self._rows(Person, ("name", "id", "village", "birth"))
        return _collected((row[0], (row[1], row[2], row[3])) for row in rows)

    @cached_property
    def households_by_number(self) -> dict[str, Ids]:
        """Households by 户编号."""
        return self._grouped(Household, "number")

    def meet_identities(self, persons: Iterable[int]) -> None:
        """Read what identities these persons have or had."""
        fresh = self._unmet("identities", persons)
        names = ("person", "kind", "id", "starts", "ends")
        rows = self._rows_of(Identity, names, "person", fresh)
        _collect(self.identities, (((row[0], row[1]), Period(row[2], row[3], row[4])) for row in rows))

    def meet_care(self, persons: Iterable[int]) -> None:
        """Read the diagnoses, stays and bills of these persons; reversed bills and their reversals are left out."""
        fresh = self._unmet("care", persons)
        rows = self._rows_of(Diagnosis, ("person", "standard_disease", "disease", "id"), "person", fresh)
        _collect(self.diagnoses, (((row[0], row[1] or row[2]), row[3]) for row in rows))
        names = ("person", "id", "admitted", "discharged", "hospital", "number", "disease")
        rows = self._rows_of(Treatment, names, "person", fresh)
        _collect(self.stays, ((row[0], Stay(row[1], row[2] or "", row[3] or "", *row[4:])) for row in rows))
        bills = list(self._rows_of(Settlement, ("treatment", "id", "reversal_of"), "person", fresh))
        taken = {row[2] for row in bills if row[2] is not None}
        live = ((row[0], row[1]) for row in bills if row[0] and row[2] is None and row[1] not in taken)
        _collect(self.settlements, live)

    @cached_property
    def institutions(self) -> dict[str, Ids]:
        """Institutions by name and by each other spelling."""
        rows = self._rows(Institution, ("name", "aliases", "id"))
        return _collected((name, row[2]) for row in rows for name in {row[0], *row[1].split("、")} - {""})

    @cached_property
    def place_statuses(self) -> dict[tuple[int, int], Ids]:
        """What villages are, by village and year."""
        return _collected(((row[0], row[1]), row[2]) for row in self._rows(PlaceStatus, ("place", "year", "id")))

    def keyed(self, model: type[Record], names: tuple[str, ...]) -> dict[tuple[Any, ...], Ids]:
        """Records of a type by the stored content of some fields, what is not known as ""; read once."""
        if (model, names) not in self._keyed:
            rows = self._rows(model, (*names, "id"))
            keys = ((tuple("" if value is None else value for value in row[:-1]), row[-1]) for row in rows)
            self._keyed[model, names] = _collected(keys)
        return self._keyed[model, names]

    def of_persons(
        self, model: type[Record], names: tuple[str, ...], persons: Iterable[int]
    ) -> Iterator[tuple[Any, ...]]:
        """Some stored fields of the records of these persons, the number of each record last; not kept."""
        yield from self._rows_of(model, (*names, "id"), "person", persons)

    def every(self, model: type[Record]) -> list[int]:
        """All records of a model that are not voided: for small tables that are compared as a whole."""
        return [row[0] for row in self._rows(model, ("id",))]

    def living(self, model: type[Record], ids: Iterable[int]) -> set[int]:
        """Those of ``ids`` that are records of ``model`` and not voided."""
        found: set[int] = set()
        for part in chunked(set(ids), 500):
            marks = ",".join(map(str, map(int, part)))
            found.update(row[0] for row in self._rows(model, ("id",), f'"id" IN ({marks})'))
        return found

    def contents(self, model: type[Record], ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        """Stored content of records."""
        return tables.read_contents(self._db, model, list(ids))

    def restricted(self, kind: RecordType, ids: Collection[int]) -> set[int]:
        """Those of ``ids`` that are restricted records of this kind."""
        return restricted_among(self._db, kind, ids)

    def _unmet(self, what: str, persons: Iterable[int]) -> set[int]:
        met = self._met.setdefault(what, set())
        fresh = set(persons) - met
        met |= fresh
        return fresh

    def _grouped(self, model: type[Record], name: str) -> dict[str, Ids]:
        return _collected((row[0], row[1]) for row in self._rows(model, (name, "id"), f"\"{name}\"<>''"))

    def _rows_of(
        self, model: type[Record], names: tuple[str, ...], link: str, ids: Iterable[int]
    ) -> Iterator[tuple[Any, ...]]:
        column = model._meta.fields[link].column_name
        for part in chunked(sorted(ids), 500):
            yield from self._rows(model, names, f'"{column}" IN ({",".join(map(str, part))})')

    def _rows(self, model: type[Record], names: tuple[str, ...], where: str = "1") -> Iterator[tuple[Any, ...]]:
        columns = ",".join(f'"{model._meta.fields[name].column_name}"' for name in names)
        sql = f"SELECT {columns} FROM {tables.table(model)} WHERE \"voided_at\"='' AND {where}"
        yield from self._db.execute_sql(sql)


def _collected(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    _collect(found, pairs)
    return found


def _collect(found: dict[Any, Any], pairs: Iterable[tuple[Any, Any]]) -> None:
    for key, value in pairs:
        found[key] = (*found.get(key, ()), value)
