"""How somebody stands with signing on a day, and what of a service item is due by then (domain.md §2.9, §3.9).

应签 are those of the edition's categories who live, have not moved away and did not refuse; the three are told apart.
Every other reason of the return stays among those who should sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from hfp_desk.codes import code_list
from hfp_desk.rules.contract_checks import CANCELLED, IN_FORCE, PENDING, UNSIGNED
from hfp_desk.rules.periods import months_on

SIGNED, LAPSED, AHEAD, UNDATED, ENDED, WAITING, UNKNOWN = (
    "signed",
    "lapsed",
    "ahead",
    "undated",
    "cancelled",
    "pending",
    "unknown",
)
"""How somebody stands, besides the reasons of the return."""

DIED, LOST, MOVED, REFUSED = "reason.1", "reason.2", "reason.3", "reason.5"
UNCOUNTED = (DIED, MOVED, REFUSED)
"""Who is not among 应签."""

_BY_CANCELLING: Mapping[str, str] = {"01": LOST, "02": MOVED, "03": DIED, "04": REFUSED}
"""What a contract that was ended says of the person: codes of cancel_reason."""

_WORDS = {
    SIGNED: "有效签约",
    LAPSED: "到期未续签",
    AHEAD: "已签、未到开始日期",
    UNDATED: "已签、没有起止日期",
    ENDED: "已解约未重签",
    WAITING: "待签约",
    UNKNOWN: "未签约、未登记原因",
}

VISIT, EXAM, EDUCATION, RECEPTION, TRANSFER, PLAN, RECORD, CARD, OTHER = (str(number) for number in range(1, 10))
"""Codes of the list service_proof."""

STANDING = frozenset({PLAN, RECORD, CARD})
"""Proofs that, once there, hold for the whole contract: due from its first day unless weeks are given."""

PROGRAMME_OF_GROUP: Mapping[str, str] = {"04": "1", "05": "2", "06": "3", "07": "4", "22": "14"}
"""The programme under which people of a group are managed: contract_group → programme."""


@dataclass(frozen=True)
class Last:
    """The latest contract record of somebody who has none in force."""

    state: str
    unsigned_reason: str = ""
    cancel_reason: str = ""
    begins: str = ""
    ends: str = ""


def standing(died: bool, signed: bool, last: Last | None, day: date) -> str:
    """How somebody stands on ``day``: a key of ``words``."""
    if died:
        return DIED
    if signed:
        return SIGNED
    if last is None:
        return UNKNOWN
    if last.state == UNSIGNED:
        return f"reason.{last.unsigned_reason}" if last.unsigned_reason else UNKNOWN
    if last.state == CANCELLED:
        return _BY_CANCELLING.get(last.cancel_reason, ENDED)
    if last.state == PENDING:
        return WAITING
    return _run_out(last, day) if last.state in IN_FORCE else UNKNOWN


def _run_out(last: Last, day: date) -> str:
    if not last.begins:
        return UNDATED
    return AHEAD if last.begins > day.isoformat() else LAPSED


@cache
def words(key: str) -> str:
    """How somebody stands, in words; a reason by its label of the return."""
    return _WORDS.get(key) or f"未签约：{code_list('unsigned_reason').shown(key.removeprefix('reason.'))}"


def contract_year(begins: date, day: date) -> date:
    """The first day of the contract year that ``day`` lies in."""
    years = day.year - begins.year
    first = months_on(begins, 12 * years)
    return first if first <= day else months_on(begins, 12 * (years - 1))


def due_by(times: int, proof: str, first: date, day: date, within_weeks: int | None = None) -> int:
    """到期应完成: how many of ``times`` a year are due on ``day`` in the contract year that begins on ``first``.

    The year is cut into as many parts as there are times, and one is due at the end of each part; where weeks are
    given, the first is due after them. What holds once and for all (plan, record, card) is due at once.
    """
    gone = (day - first).days + 1
    year = (months_on(first, 12) - first).days
    due = min(times, times * gone // year)
    if within_weeks is not None:
        return max(due, 1 if gone > within_weeks * 7 else 0)
    return times if proof in STANDING else due
