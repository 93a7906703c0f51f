"""Which backups are kept: the older they get, the fewer there need to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hfp_desk.store.backup import Backup

_DAILY = timedelta(days=14)
_STEPS = ((_DAILY, "%Y%m%d"), (timedelta(weeks=8), "%G-%V"), (timedelta(days=731), "%Y%m"))


def kept(
    backups: Iterable[Backup], now: datetime, for_ever: Collection[str], a_fortnight: Collection[str]
) -> Iterator[Backup]:
    """All of today, the last of a day for 14 days, of a week for 8 weeks, of a month for 24 months.

    ``backups`` come newest first. Those made for the reasons ``for_ever`` and ``a_fortnight`` are each kept so long.
    """
    seen: set[tuple[str, str]] = set()
    for backup in backups:
        made = backup.moment
        step = next((form for reach, form in _STEPS if now - made <= reach), "")
        slot = (step, f"{made:{step}}") if step else None
        always = backup.reason in for_ever or made.date() == now.date()
        always = always or (backup.reason in a_fortnight and now - made <= _DAILY)
        if always or (slot and slot not in seen):
            if slot:
                seen.add(slot)
            yield backup
