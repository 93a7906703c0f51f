"""Rows without a number that decides: who of the register might be meant, so that the clerk can say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hfp_desk import gate
from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.planning import Plan, PlanRow
from hfp_desk.excel.whom import candidates
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import Person
from hfp_desk.store import tables
from hfp_desk.store.opening import Register

_FACTS: tuple[Any, ...] = (Person.id_number, Person.sex, Person.birth, Person.phone)


@dataclass(frozen=True)
class Candidate:
    """A person of the register who may be meant, with what tells her apart."""

    id: int
    name: str
    place: str
    facts: tuple[tuple[str, str], ...]


class Doubts:
    """The doubtful rows of a plan and their candidates."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.rows = tuple(row for row in plan.rows if row.outcome is Outcome.DOUBTFUL)

    def ids(self, row: PlanRow) -> list[int]:
        """The numbers of the persons who may be meant."""
        for rows, places in self._tables:
            if rows.table.sheet == row.sheet and row.row in places:
                return candidates(rows, places[row.row], row.title)
        return []

    def candidates(self, register: Register, row: PlanRow, viewer: Viewer) -> list[Candidate]:
        """The persons who may be meant, as ``viewer`` may see them."""
        ids = self.ids(row)
        with register.session():
            contents = tables.read_contents(register.db, Person, ids)
        return [self._candidate(one, contents[one], viewer) for one in ids if one in contents]

    @cached_property
    def _tables(self) -> list[tuple[Rows, dict[int, int]]]:
        tables = (sheet.table for sheet in self._plan.sheets if sheet.table is not None)
        return [(Rows(self._plan.work, one), {row: place for place, row in enumerate(one.numbers)}) for one in tables]

    def _candidate(self, record: int, content: dict[str, Any], viewer: Viewer) -> Candidate:
        facts = []
        for field in _FACTS:
            spec, stored = spec_of(field), content[field.name]
            text = "" if is_blank(stored) else str(spec.kind.show(field.python_value(stored)))
            if text:
                facts.append((spec.label, gate.shown(spec, text, viewer)))
        names = self._plan.work.names
        place = names.title(content["town"]) + names.title(content["village"])
        return Candidate(record, gate.shown(spec_of(Person.name), content["name"], viewer), place, tuple(facts))
