"""A month's subsidy list that was looked at, in words: who would be new, changed, cancelled, by township."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hfp_desk.excel.planning import Plan
from hfp_desk.excel.subsidy_month import Comparison, results
from hfp_desk.excel.work import Work
from hfp_desk.gate import Viewer
from hfp_desk.records import Person, Place, Subsidy
from hfp_desk.rules.subsidies import SAME
from hfp_desk.store import subsidy_lines
from hfp_desk.store.subsidy_lines import CHANGES, ELSEWHERE, ChangeLine


@dataclass(frozen=True)
class Preview:
    """What the comparison would do; ``stopped`` says why it does nothing, ``confirmable`` that a reason helps."""

    year: int
    listed_on: date
    lines: tuple[ChangeLine, ...]
    stopped: str = ""
    confirmable: bool = False

    def count(self, change: str) -> int:
        """How many there are of a kind."""
        return sum(line.change == change for line in self.lines)


def preview(plan: Plan, viewer: Viewer) -> Preview | None:
    """What a plan would do to the subsidies; None where the file holds no month's list."""
    state: Comparison | None = plan.work.subsidies
    if state is None:
        return None
    work, known = plan.work, results(plan.work)
    work.ledger(Subsidy).load(record for records in known.values() for record in records)
    whose = [work.ledger(Subsidy).content(record)["person"] for records in known.values() for record in records]
    work.ledger(Person).load(whose)
    found = [_line(work, state, one, change, viewer) for change, records in known.items() for one in records]
    found.sort(key=lambda line: (_order(work, line.town), CHANGES.index(line.change), line.village_name))
    day = date.fromisoformat(state.listed_on)
    return Preview(state.year, day, tuple(found), state.stopped, state.confirmable)


def _line(work: Work, state: Comparison, record: int, change: str, viewer: Viewer) -> ChangeLine:
    subsidy = work.ledger(Subsidy).content(record)
    person = int(subsidy["person"])
    who = work.ledger(Person).content(person)
    held = state.before.get(person)
    before = held.category if held is not None and change != SAME else ""
    town, village = who.get("town"), who.get("village")
    return ChangeLine(
        record,
        person,
        town,
        work.names.title(town) if town else ELSEWHERE,
        work.names.title(village),
        *subsidy_lines.made(viewer, str(who.get("name") or ""), str(who.get("id_number") or "")),
        change,
        subsidy_lines.category(before, viewer),
        subsidy_lines.category(str(subsidy.get("category") or ""), viewer),
        _amount(subsidy.get("subsidised")),
    )


def _amount(stored: Any) -> Any:
    return Subsidy._meta.fields["subsidised"].python_value(stored)


def _order(work: Work, town: int | None) -> int:
    sort = work.ledger(Place).content(town)["sort"] if town else None
    return 1_000_000 if sort is None else int(sort)
