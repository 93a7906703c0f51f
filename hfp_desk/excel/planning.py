"""What an import would do, row by row, before anything is written: the preview, the report and the JSON read this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hfp_desk.excel.book import Book
from hfp_desk.excel.mapping import Column
from hfp_desk.excel.outcomes import Choices, Outcome
from hfp_desk.excel.parts import ListKind
from hfp_desk.excel.table import Table
from hfp_desk.excel.understanding import Skipped
from hfp_desk.excel.work import Touch, Work
from hfp_desk.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One data row; ``record`` is the record it stands for (below zero one that is still to be written)."""

    sheet: str
    row: int
    title: str
    outcome: Outcome
    record: int | None
    touched: tuple[Touch, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class PlanSheet:
    """One list of the workbook and how it was understood; ``kind`` None when it was not read, ``reason`` says why."""

    sheet: str
    kind: ListKind | None
    header_rows: tuple[int, ...] = ()
    data_rows: int = 0
    skipped: tuple[Skipped, ...] = ()
    columns: tuple[Column, ...] = ()
    fingerprint: str = ""
    titles: tuple[str, ...] = ()
    table: Table | None = None
    reason: str = ""

    @property
    def skipped_rows(self) -> list[int]:
        """Excel's numbers of the rows that are no data."""
        return [row for skip in self.skipped for row in range(skip.row, max(skip.row, skip.last) + 1)]


@dataclass(frozen=True)
class UnknownWord:
    """A word of the sender's that our code list does not know; asked once, remembered ever after."""

    key: str
    label: str
    written: str
    count: int
    suggestions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Earlier:
    """An earlier import of the same file."""

    batch: int
    at: str
    user: str
    counts: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """How it is told."""
        taken = self.counts.get("new", 0) + self.counts.get("change", 0)
        return f"此文件已于 {self.at} 由{self.user}导入（第 {self.batch} 号批次，新增和更新 {taken} 行）。"


@dataclass
class Plan:
    """Everything a clerk confirms: nothing of it has been written yet."""

    path: Path
    book: Book
    choices: Choices
    sheets: list[PlanSheet]
    rows: list[PlanRow]
    general: list[Problem]
    work: Work
    head: str
    user: str = ""
    earlier: list[Earlier] = field(default_factory=list)
    unknown: list[UnknownWord] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """The hash of the file as it was sent."""
        return self.book.sha256

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each class."""
        found = Counter(row.outcome for row in self.rows)
        return {str(outcome): found[outcome] for outcome in Outcome}

    @property
    def problems(self) -> list[Problem]:
        """All problems: of the file and its sheets first, then row by row."""
        return [*self.general, *(problem for row in self.rows for problem in row.problems)]

    @property
    def by_column(self) -> dict[tuple[str, str], list[Problem]]:
        """Problems by the sender's heading and the code, the most frequent first; errors before the rest."""
        grouped: dict[tuple[str, str], list[Problem]] = {}
        for problem in self.problems:
            grouped.setdefault((problem.label, problem.code), []).append(problem)
        return dict(sorted(grouped.items(), key=lambda item: (_rank(item[1][0]), -len(item[1]))))

    @property
    def writes(self) -> bool:
        """Whether a commit would change anything in the register."""
        return any(ledger.fresh or ledger.changes for ledger in self.work.ledgers.values())

    @property
    def kinds(self) -> list[ListKind]:
        """The kinds of lists in the file, each once."""
        return list(dict.fromkeys(sheet.kind for sheet in self.sheets if sheet.kind is not None))


def _rank(problem: Problem) -> int:
    return list(Severity).index(problem.severity)
