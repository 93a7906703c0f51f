"""Which deed took back which. A deed and the one that took it back weigh nothing together; both stay in the history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hfp_desk.records import TakenBack
from hfp_desk.store.keeping import Deed


def note(act: Deed, user: str, deed: int, left: list[list[Any]] | None = None) -> None:
    """``act`` takes back ``deed``; called inside it. ``left`` is what an undone import kept."""
    TakenBack.new(deed=deed, by_deed=act.number, user=user, at=act.at, left=left).save()


def standing(deed: int) -> TakenBack | None:
    """What took ``deed`` back, unless that was taken back itself; None while the deed stands."""
    return next(
        (row for row in TakenBack.select().where(TakenBack.deed == deed) if not is_taken_back(row.by_deed)), None
    )


def is_taken_back(deed: int) -> bool:
    """Whether a deed is undone as things are."""
    return standing(deed) is not None


def weightless() -> set[int]:
    """All deeds that changed nothing as things are: those undone, and those by which they were."""
    found: set[int] = set()
    for row in TakenBack.select().order_by(TakenBack.by_deed.desc()):
        if row.by_deed not in found:
            found |= {row.by_deed, row.deed}
    return found


def undone_by(deeds: Iterable[int]) -> dict[int, int]:
    """Of these deeds the ones that are undone as things are, each with the deed by which."""
    rows = TakenBack.select().where(TakenBack.deed.in_(list(deeds)))
    return {row.deed: row.by_deed for row in rows if not is_taken_back(row.by_deed)}


def undid(deeds: Iterable[int]) -> dict[int, int]:
    """Of these deeds the ones that took another one back, each with that one."""
    rows = TakenBack.select().where(TakenBack.by_deed.in_(list(deeds)))
    return {row.by_deed: row.deed for row in rows}
