"""Findings of the whole-register check as rows of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from hfp_desk.problems import Severity
from hfp_desk.store.checking import Finding
from ui.rows import GridColumn

WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "提示"}
_FLAGS = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.NOTE: ""}
_COLUMNS = (
    GridColumn("severity", "级别", 6),
    GridColumn("title", "对象", 22),
    GridColumn("label", "栏目", 16),
    GridColumn("message", "问题", 60),
    GridColumn("found", "现值", 20),
    GridColumn("expected", "应为", 20),
)


class FindingRows:
    """A filtered and ordered list of findings; a row's number is its place in the whole check."""

    columns = _COLUMNS

    def __init__(self, findings: Sequence[Finding], order: Sequence[int]) -> None:
        self._findings = findings
        self._order = list(order)

    @classmethod
    def of(cls, findings: Sequence[Finding], kinds: Sequence[str] = (), severities: Sequence[str] = ()) -> Self:
        """The findings of some kinds of record and some severities; errors first."""
        chosen = [
            number
            for number, one in enumerate(findings)
            if (not kinds or one.kind in kinds) and (not severities or one.problem.severity in severities)
        ]
        grave = tuple(Severity)
        return cls(findings, sorted(chosen, key=lambda number: grave.index(findings[number].problem.severity)))

    def __len__(self) -> int:
        return len(self._order)

    def finding(self, number: int) -> Finding:
        """The finding with this number."""
        return self._findings[number]

    def id_at(self, row: int) -> int:
        """The number of the finding in the whole check."""
        return self._order[row]

    def cells(self, row: int) -> Sequence[str]:
        """Severity, record, field, sentence, what was found and what was expected."""
        one = self._findings[self._order[row]]
        problem = one.problem
        words = WORDS[problem.severity]
        return words, one.title, problem.label, problem.message, problem.found, problem.expected

    def flag(self, row: int) -> str:
        """How grave it is."""
        return _FLAGS[self._findings[self._order[row]].problem.severity]

    def totals(self) -> str:
        """How many of each severity."""
        counts = dict.fromkeys(Severity, 0)
        for number in self._order:
            counts[self._findings[number].problem.severity] += 1
        parts = [f"{WORDS[severity]} {count:,}" for severity, count in counts.items() if count]
        return " · ".join([f"{len(self):,} 条", *parts])

    def sorted(self, key: str, descending: bool) -> Self:
        """In the order of a column."""
        place = [column.key for column in _COLUMNS].index(key)
        rows = {number: row for row, number in enumerate(self._order)}
        texts = {number: self.cells(row)[place] for number, row in rows.items()}
        order = sorted(self._order, key=lambda number: texts[number], reverse=descending)
        return type(self)(self._findings, order)

    def find_row(self, record: int) -> int:
        """The row of a finding."""
        return self._order.index(record) if record in self._order else -1
