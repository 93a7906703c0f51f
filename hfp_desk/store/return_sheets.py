"""A return laid out as it goes up: in the words of its day, with who answered for it then, frozen ones with their mark.

The names under the returns hold from a moment on, so that a return that went up keeps its own when somebody takes over.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from hfp_desk.gate import ENTRY
from hfp_desk.returns import Table, layout
from hfp_desk.returns.layout import SIGNERS, Head, Sheet
from hfp_desk.store import figures, history, log, settings, users
from hfp_desk.store.opening import Register
from hfp_desk.store.sending import Sent

_KEY = "returns.heads"


def sheet(register: Register, table: Table, head: Head | None = None, sent: Sent | None = None) -> Sheet:
    """A return as workbook and page show it; ``sent`` is the frozen version it is, ``head`` what stands beside signers.

    Without a ``head`` those are named who answered on the day it was sent, or who do today.
    """
    with register.session():
        words = figures.in_force().on(table.period.ends).worded
        if head is None:
            head = head_of(sent)
    return layout.laid_out(table, head, worded=words, foot=_foot(sent) if sent else "")


def head_of(sent: Sent | None) -> Head:
    """Who answers for a return: as it went up, or as it would now (inside a session)."""
    return head_on(datetime.now()) if sent is None else head_on(datetime.fromisoformat(sent.sent_at), sent=True)


def head_on(day: date, *, sent: bool = False) -> Head:
    """Who answers for the returns of a moment, or at the end of a day (inside a session).

    ``sent`` then they keep whom they had, nobody before the first was named; others take the first then.
    """
    moment = day if isinstance(day, datetime) else datetime.combine(day, time.max)
    known: list[dict[str, Any]] = sorted(settings.get(_KEY, []), key=lambda one: str(one["since"]))
    held = [one for one in known if one["since"] <= f"{moment:{history.MOMENT}}"]
    named = held[-1] if held else known[0] if known and not sent else {}
    return Head(**{name: str(named.get(name, "")) for name in SIGNERS}, reported_on=moment.date() if sent else None)


def keep_head(register: Register, named: Head, since: date) -> None:
    """Remember who answers from a day, or a moment, on. Refusal for those who may not enter."""
    begins = f"{since:{history.MOMENT}}" if isinstance(since, datetime) else since.isoformat()
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ENTRY, "填写报表落款")
        values = {name: str(getattr(named, name)).strip() for name in SIGNERS}
        now = head_on(since, sent=True)
        if values == {name: getattr(now, name) for name in SIGNERS}:
            return
        known: list[dict[str, Any]] = settings.get(_KEY, [])
        kept = [one for one in known if one["since"] != begins]
        settings.put(_KEY, [*kept, {"since": begins, **values}])
        log.note(register, log.Action.RETURN, "报表落款", detail={"since": begins, **values})


def _foot(sent: Sent) -> str:
    named = f"上报件第 {sent.version} 版" + (f"（补报：{sent.reason}）" if sent.reason else "")
    return f"{named}　{sent.sent_at} 由{sent.sent_by}上报　校验码 {sent.digest[:16]}"
