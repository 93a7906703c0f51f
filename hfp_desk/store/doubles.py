"""What two records of one person hold twice: the same identity, disease, stay or bill, by the keys of an import.

What is surely the same is kept once. What only looks alike (one admission with two discharges, one stay with two
different bills) is kept as it is and named, for a clerk to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.records import Diagnosis, Identity, Record, Settlement, Treatment
from hfp_desk.store import tables
from hfp_desk.store.links import OWNING
from hfp_desk.store.matching import Known, Period, Stay, same_hospital

Pairs = dict[int, int]
"""The loser's record and the winner's that it is."""

_BLANK = (None, "")


@dataclass
class Doubles:
    """``same``: by model, which record of the loser is which of the winner; ``unclear``: which of them are in doubt."""

    same: dict[type[Record], Pairs] = field(default_factory=dict)
    unclear: dict[type[Record], list[int]] = field(default_factory=dict)


def between(db: SqliteDatabase, winner: int, loser: int) -> Doubles:
    """What living records of both are the same."""
    known = Known(db)
    known.meet_identities((winner, loser))
    known.meet_care((winner, loser))
    found = Doubles()
    _settle(found, Identity, list(_identities(known, winner, loser)))
    _settle(found, Diagnosis, list(_diagnoses(known, winner, loser)))
    stays = _stays(found, known, winner, loser, db)
    _settle(found, Treatment, [pair for pair, _ in stays])
    same = found.same.get(Treatment, {})
    bills = [bill for pair, bill in stays if bill is not None and same.get(pair[0]) == pair[1]]
    _settle(found, Settlement, bills)
    return found


def filling(kept: dict[str, Any], other: dict[str, Any], links: frozenset[str]) -> dict[str, tuple[Any, Any]]:
    """What the kept record takes over from its double: values where it has none; ``links`` are left out."""
    return {
        name: (kept[name], value)
        for name, value in other.items()
        if name not in links and kept[name] in _BLANK and value not in _BLANK
    }


def differing(kept: dict[str, Any], other: dict[str, Any], links: frozenset[str]) -> list[str]:
    """The fields in which both say something else; ``links`` are left out."""
    return [
        name
        for name, value in other.items()
        if name not in links and value not in _BLANK and kept[name] not in (*_BLANK, value)
    ]


def _settle(found: Doubles, model: type[Record], pairs: Sequence[tuple[int, int]]) -> None:
    """Keep the pairs in which each record stands once; the others are unclear."""
    doubted = frozenset(found.unclear.get(model, ()))
    mine, others = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    for loser, winner in pairs:
        if mine[loser] == 1 and others[winner] == 1 and loser not in doubted:
            found.same.setdefault(model, {})[loser] = winner
        else:
            _doubt(found, model, loser)


def _doubt(found: Doubles, model: type[Record], record: int) -> None:
    doubted = found.unclear.setdefault(model, [])
    if record not in doubted:
        doubted.append(record)


def _identities(known: Known, winner: int, loser: int) -> Iterator[tuple[int, int]]:
    for (person, kind), periods in known.identities.items():
        for period in periods if person == loser else ():
            for other in known.identities.get((winner, kind), ()):
                if _same_period(period, other):
                    yield period.id, other.id


def _same_period(one: Period, other: Period) -> bool:
    """One that began on the same day, or two that still run; of two ended ones without beginning the end decides."""
    if one.starts and other.starts:
        return one.starts == other.starts or not (one.ends or other.ends)
    return one.ends == other.ends


def _diagnoses(known: Known, winner: int, loser: int) -> Iterator[tuple[int, int]]:
    for (person, disease), records in known.diagnoses.items():
        for record in records if person == loser else ():
            for other in known.diagnoses.get((winner, disease), ()):
                yield record, other


def _stays(
    found: Doubles, known: Known, winner: int, loser: int, db: SqliteDatabase
) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
    """Stays that are the same, each with its bills where both have one."""
    same = []
    for stay in known.stays.get(loser, ()):
        for other in known.stays.get(winner, ()):
            if _same_admission(stay, other):
                bills = _bills(known, db, stay.id, other.id)
                if _agree(stay, other) and bills is not None:
                    same.append(((stay.id, other.id), bills[0] if bills else None))
                else:
                    _doubt(found, Treatment, stay.id)
    return same


def _same_admission(one: Stay, other: Stay) -> bool:
    if one.admitted != other.admitted or not same_hospital(one.hospital, other.hospital):
        return False
    numbered = bool(one.number and other.number)
    if numbered and one.number != other.number:
        return False
    return bool(one.admitted) or numbered or (one.discharged, one.disease) == (other.discharged, other.disease)


def _agree(one: Stay, other: Stay) -> bool:
    """What both say of discharge and disease is the same."""
    return all(
        not mine or not theirs or mine == theirs
        for mine, theirs in ((one.discharged, other.discharged), (one.disease, other.disease))
    )


def _bills(known: Known, db: SqliteDatabase, stay: int, other: int) -> list[tuple[int, int]] | None:
    """The one bill both stays have; nothing where only one has any; None where their bills contradict each other."""
    mine, theirs = known.settlements.get(stay, ()), known.settlements.get(other, ())
    if not mine or not theirs:
        return []
    if len(mine) > 1 or len(theirs) > 1:
        return None
    read = tables.read_contents(db, Settlement, [mine[0], theirs[0]])
    links = frozenset(OWNING)
    return None if differing(read[theirs[0]], read[mine[0]], links) else [(mine[0], theirs[0])]
