"""The suggestion for a visit in one line and in values, to be taken over by one key (第三版; domain.md §3.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.rules.follow_up import Grading, Limits, Visit, grade
from hfp_desk.rules.visits import COMPLICATION, SIDE_EFFECT, UNSATISFIED

_URGENT = "5"
_KINDS = {UNSATISFIED: "1", SIDE_EFFECT: "2", COMPLICATION: "3"}
"""``referral_reason`` for the class that was reached twice in a row."""


@dataclass(frozen=True)
class Advice:
    """``words`` for the office, ``values`` by field name to be filled in, ``clauses`` as why: sentence and source."""

    words: str
    values: Mapping[str, Any]
    clauses: tuple[str, ...] = ()


def advise(visit: Visit, before: Sequence[Visit], limits: Limits, figure: str = "") -> Advice | None:
    """What the rules suggest for what is written so far; ``figure`` is what was measured; None for nothing."""
    found = grade(visit, before, limits)
    values = _values(found)
    if not values:
        return None
    clauses = tuple(f"{one.text}（{one.source}）" if one.source else one.text for one in found.reasons)
    return Advice(_words(visit, found, limits, figure), values, clauses)


def _values(found: Grading) -> dict[str, Any]:
    values: dict[str, Any] = {"control": found.control, "stability": found.stability, "next_on": found.next_on}
    if found.refer:
        values["referred"] = True
        values["referral_kind"] = _URGENT if found.urgent else _KINDS.get(found.control, "")
    return {name: value for name, value in values.items() if value}


def _words(visit: Visit, found: Grading, limits: Limits, figure: str) -> str:
    named = (("control_class", found.control), ("stability", found.stability))
    label = next((code_list(name).shown(code) for name, code in named if code), "")
    measured = f"（{figure}）" if label and figure else ""
    told = [f"{label}{measured}"] if label else []
    told += ["紧急转诊" if found.urgent else "建议转诊"] if found.refer else []
    told += [_soon(visit, found, limits)]
    told += [f"下次随访 {found.next_on}"] if found.next_on is not None else []
    return "，".join(part for part in told if part)


def _soon(visit: Visit, found: Grading, limits: Limits) -> str:
    """Within two weeks and the like, where the next visit is sooner than the usual interval."""
    if found.next_on is None or visit.visited_on is None or not (found.control or found.stability):
        return ""
    days, recheck = (found.next_on - visit.visited_on).days, limits.recheck_days
    if recheck is None or days > recheck:
        return ""
    return "两周内复查" if days == 14 else f"{days} 天内复查"
