"""Stays of one person that overlap: within the list, and with what the register already holds (ZS §七 虚假住院).

Of a restricted stay nothing is said to those who may not know of it: the sentence tells its days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hfp_desk.excel.work import Rows, Who
from hfp_desk.records import TREATMENT
from hfp_desk.rules import stays

_Known = tuple[stays.Stay, int | None]


def tell_overlaps(rows: Rows) -> None:
    """A warning at each row whose stay begins before an earlier one of the same person has ended."""
    persons: dict[Who, list[_Known]] = {}
    for i in rows.table.open:
        who = rows.who[i]
        stay = _stay(rows.table.value("treatment.admitted", i), rows.table.value("treatment.discharged", i))
        if who is not None and stay is not None:
            persons.setdefault(who, []).append((stay, i))
    left_out = {target for target in rows.target if target is not None} | _hidden(rows, persons)
    for who, found in persons.items():
        known = rows.work.known.stays.get(who, ()) if isinstance(who, int) else ()
        others = (_stay(one.admitted, one.discharged) for one in known if one.id not in left_out)
        _compare(rows, [*found, *((stay, None) for stay in others if stay is not None)])


def _hidden(rows: Rows, persons: Iterable[Who]) -> set[int]:
    known = rows.work.known
    mine = [stay.id for who in persons if isinstance(who, int) for stay in known.stays.get(who, ())]
    return set() if rows.work.knows_restricted else known.restricted(TREATMENT, mine)


def _compare(rows: Rows, found: list[_Known]) -> None:
    if len(found) < 2:
        return
    found.sort(key=lambda one: (one[0].admitted or date.min, one[0].discharged or date.min))
    longest, at = found[0]
    for stay, i in found[1:]:
        place = i if i is not None else at
        if place is not None:
            rows.table.tell_all(place, stays.overlaps([longest, stay]))
        if (stay.discharged or date.min) > (longest.discharged or date.min):
            longest, at = stay, i


def _stay(admitted: str | None, discharged: str | None) -> stays.Stay | None:
    if not admitted or not discharged:
        return None
    return stays.Stay(date.fromisoformat(admitted), date.fromisoformat(discharged))
