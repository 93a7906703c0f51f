"""What all lists of one import share: the register's keys, the places, the pending records, what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from hfp_desk.excel.ledgers import Differences, Ledger, Source
from hfp_desk.excel.outcomes import Choices
from hfp_desk.excel.parts import Mode, Part
from hfp_desk.excel.table import Table
from hfp_desk.policy import Policy
from hfp_desk.problems import Problem
from hfp_desk.records import Record
from hfp_desk.store.matching import Known
from hfp_desk.store.place_names import PlaceNames

Who = int | str
"""A person: a number of the register, or the key of somebody the list brings."""


class Touch(NamedTuple):
    """A record that a row makes (``differences`` None) or changes."""

    kind: str
    record: int
    differences: Differences | None


class Unreadable(NamedTuple):
    """A value kept raw beside a record."""

    kind: str
    record: int
    field: str
    written: str
    sentence: str
    source: Source


@dataclass
class Work:
    """The state of an import under way; nothing in it has been written."""

    known: Known
    names: PlaceNames
    policy: Policy
    choices: Choices
    today: date
    ledgers: dict[type[Record], Ledger] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    households: dict[str, int] = field(default_factory=dict)
    identities: dict[tuple[int, str], int] = field(default_factory=dict)
    diagnoses: dict[tuple[int, str], int] = field(default_factory=dict)
    bills: dict[int, int] = field(default_factory=dict)
    seen: dict[tuple[Any, ...], tuple[Table, int]] = field(default_factory=dict)
    unread: list[Unreadable] = field(default_factory=list)
    made: dict[tuple[Any, ...], int] = field(default_factory=dict)
    """Partnerships and courses that rows stand on, of the register or pending, by what rows call them."""
    posted: dict[str, list[int]] = field(default_factory=dict)
    """Pending postings by the number and by the name of whom they are."""
    told: set[tuple[Any, ...]] = field(default_factory=set)
    """What is told once for many rows."""
    tables: list[Table] = field(default_factory=list)
    """All lists of the workbook, those still to be sorted among them."""
    network: Any = None
    """What lists of clinics and doctors share (``network_state.Network``), made with the first of them."""
    subsidies: Any = None
    """What the sheets of a month's subsidies share (``subsidy_month.Comparison``), made with the first of them."""
    general: list[Problem] = field(default_factory=list)
    """What is told of the whole list, of no row."""
    visits: dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]] = field(default_factory=dict)
    """The visits of the persons met, by person, programme and day: number and what lists usually tell of a visit."""
    met: set[int] = field(default_factory=set)
    """The persons whose visits were read."""
    knows_restricted: bool = True
    """Whether who imports may be told of restricted records that the register holds."""

    def ledger(self, model: type[Record]) -> Ledger:
        """The pending records of one type."""
        if model not in self.ledgers:
            self.ledgers[model] = Ledger(model, self.known)
        return self.ledgers[model]


class Rows:
    """What becomes of the rows of one table: the record each stands for and what it touches."""

    def __init__(self, work: Work, table: Table) -> None:
        self.work, self.table = work, table
        self.who: list[Who | None] = [None] * len(table)
        self.target: list[int | None] = [None] * len(table)
        self.touched: dict[int, list[Touch]] = {}
        self.keys: dict[int, tuple[Any, ...]] = {}
        """What tells the record of a row from others of its type, where that is not our number."""
        self.meant: dict[int, list[dict[str, Any]]] = {}
        """What each row says of the records it makes, where it may be several."""
        self._said: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {}

    def source(self, i: int) -> Source:
        """The row as it is named in the history."""
        return Source(self.table.sheet, self.table.numbers[i])

    def values(self, part: Part, i: int) -> dict[str, Any]:
        """What the row says about a part; blanks only where they are meant to clear. Links are left to the caller."""
        if part.name not in self._said:
            links = {link.name for link in part.record.model._meta.refs}
            fields = [pair for pair in self.table.fields(part) if pair[0] not in links]
            names = tuple(name for name, _ in fields)
            self._said[part.name] = names, list(zip(*(column for _, column in fields), strict=True))
        names, rows = self._said[part.name]
        if not names:
            return {}
        if self.work.choices.clear_blanks:
            return dict(zip(names, rows[i], strict=True))
        return {name: value for name, value in zip(names, rows[i], strict=True) if value is not None and value != ""}

    def add(self, model: type[Record], values: dict[str, Any], i: int) -> int:
        """A new record with what is known of it; ``values`` becomes the record's own."""
        for name in [name for name, value in values.items() if value is None or value == ""]:
            del values[name]
        record = self.work.ledger(model).add(values, self.source(i))
        self.touched.setdefault(i, []).append(Touch(model.__name__.lower(), record, None))
        return record

    def change(
        self, model: type[Record], record: int, values: Mapping[str, Any], i: int, mode: Mode = Mode.OWN
    ) -> Differences:
        """Change a record as far as the list may."""
        ledger = self.work.ledger(model)
        found = ledger.differences(record, values, mode, self.work.choices.clear_blanks)
        if found:
            ledger.put(record, found, self.source(i))
            self.touched.setdefault(i, []).append(Touch(model.__name__.lower(), record, found))
        return found

    def keep_unread(self, part: Part, record: int, i: int) -> None:
        """Keep raw what could not be read, beside the record it speaks of."""
        for cell in self.table.unread.get(i, ()):
            if cell.part is part:
                kept = Unreadable(part.record.name, record, cell.field, cell.written, cell.sentence, self.source(i))
                self.work.unread.append(kept)
