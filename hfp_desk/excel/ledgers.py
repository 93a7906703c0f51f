"""What an import is going to write, record by record, before anything is written.

A record is named by a number: above zero one of the register, below zero one that the list brings. So a new person
can be pointed at by her new treatment before either has a place in the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.parts import Mode
from hfp_desk.records import Record
from hfp_desk.store.matching import Known

Values = Mapping[str, Any]
Differences = dict[str, tuple[Any, Any]]


class Source(NamedTuple):
    """The row of the list that a record or a change comes from."""

    sheet: str
    row: int


@dataclass
class Ledger:
    """The pending state of one table."""

    model: type[Record]
    known: Known
    fresh: list[dict[str, Any]] = field(default_factory=list)
    fresh_from: list[Source] = field(default_factory=list)
    changes: dict[int, Differences] = field(default_factory=dict)
    changed_from: dict[int, Source] = field(default_factory=dict)
    _contents: dict[int, dict[str, Any]] = field(default_factory=dict)

    def load(self, records: Iterable[int | None]) -> None:
        """Read the stored content of records once."""
        held = self._contents
        wanted = {record for record in records if record is not None and record > 0 and record not in held}
        if wanted:
            self._contents.update(self.known.contents(self.model, wanted))

    def content(self, record: int) -> Values:
        """The content as it will be after what was put so far."""
        if record < 0:
            return self.fresh[-record - 1]
        if record not in self._contents:
            self.load([record])
        return self._contents[record]

    def add(self, values: dict[str, Any], source: Source) -> int:
        """A new record; the number by which it is named."""
        self.fresh.append(values)
        self.fresh_from.append(source)
        return -len(self.fresh)

    def differences(self, record: int, values: Values, mode: Mode = Mode.OWN, clear: bool = False) -> Differences:
        """What ``values`` would change. Blanks say nothing, unless they are meant to clear what is stored."""
        content = self.content(record)
        found: Differences = {}
        for name, value in values.items():
            old = content.get(name)
            if old == value or (mode is Mode.FILL and not is_blank(old)):
                continue
            if not is_blank(value) or (clear and mode is Mode.OWN and not is_blank(old)):
                found[name] = (old, value)
        return found

    def put(self, record: int, differences: Differences, source: Source) -> None:
        """Note what changes; the first old value stays when a record is changed twice."""
        if not differences:
            return
        if record < 0:
            self.fresh[-record - 1].update({name: new for name, (_, new) in differences.items()})
            return
        content = self._contents[record]
        noted = self.changes.setdefault(record, {})
        for name, (old, new) in differences.items():
            noted[name] = (noted[name][0] if name in noted else old, new)
            content[name] = new
        self.changed_from.setdefault(record, source)
