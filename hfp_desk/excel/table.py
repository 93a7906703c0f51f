"""One list of a workbook on its way in: values by column, what is wrong by row, and which rows stay out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from hfp_desk.excel.book import Cell, Row
from hfp_desk.excel.converting import is_blank, written
from hfp_desk.excel.guessing import Guesses
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.parts import ListKind, Part
from hfp_desk.problems import Problem, Severity
from hfp_desk.rules.identity_number import IdNumber
from hfp_desk.store.place_names import Resolved


class UnreadCell(NamedTuple):
    """A secondary value that could not be read: the row still goes in, the raw text is kept beside the record."""

    part: Part
    field: str
    written: str
    sentence: str


@dataclass
class Table:
    """All rows of one list. ``values`` are stored values by target key, in the order of ``numbers``.

    ``doubted`` are identity numbers of a list of ours that do not hold: wrong only where somebody changed them.
    """

    kind: ListKind
    sheet: str
    numbers: list[int]
    rows: list[Row]
    columns: dict[str, int]
    headings: dict[str, str]
    guesses: Guesses
    values: dict[str, list[Any]] = field(default_factory=dict)
    ids: list[IdNumber | None] = field(default_factory=list)
    places: list[Resolved] = field(default_factory=list)
    given: list[int | None] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    """The township each row of a template was sent to, by its code."""
    problems: dict[int, list[Problem]] = field(default_factory=dict)
    held: dict[int, Outcome] = field(default_factory=dict)
    unread: dict[int, list[UnreadCell]] = field(default_factory=dict)
    doubted: dict[int, Problem] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)
    """The headings of columns that are no field, by their place."""

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def open(self) -> Iterator[int]:
        """Places of the rows that are still to go in."""
        held = self.held
        return (i for i in range(len(self.numbers)) if i not in held)

    def column(self, key: str) -> list[Any] | None:
        """The values of a target, None when the list has no such column."""
        return self.values.get(key)

    def value(self, key: str, place: int) -> Any:
        """One value; None when the list has no such column."""
        column = self.values.get(key)
        return None if column is None else column[place]

    def raw(self, key: str, place: int) -> Cell:
        """What the sender wrote."""
        index = self.columns.get(key)
        return "" if index is None else self.rows[place][index]

    def fields(self, part: Part) -> list[tuple[str, list[Any]]]:
        """The fields of a part that the list has, each with its values."""
        return [
            (name, self.values[key])
            for key, feeds in self.kind.feeds.items()
            if key in self.values
            for fed, name in feeds
            if fed is part
        ]

    def tell(self, place: int, problem: Problem, outcome: Outcome | None = None) -> None:
        """Note a problem of a row; an error keeps the row out (as ``outcome``, a reject unless said otherwise)."""
        heading = self.headings.get(self.labels.get(problem.label, ""), problem.label)
        told = replace(problem, label=heading, sheet=self.sheet, row=self.numbers[place])
        self.problems.setdefault(place, []).append(told)
        if outcome or problem.severity is Severity.ERROR:
            self.held.setdefault(place, outcome or Outcome.REJECT)

    def tell_all(self, place: int, problems: Iterable[Problem]) -> None:
        """Note several problems of a row."""
        for problem in problems:
            self.tell(place, problem)

    def excerpt(self, place: int, headings: Sequence[tuple[int, str]]) -> dict[str, str]:
        """A row as the sender wrote it, by heading."""
        row = self.rows[place]
        return {heading: written(row[index]) for index, heading in headings if not is_blank(row[index])}


def warn(code: str, message: str, label: str = "", found: str = "", expected: str = "") -> Problem:
    """Something to look at; the row goes in."""
    return Problem(code, Severity.WARNING, message, label, found, expected)


def error(code: str, message: str, label: str = "", found: str = "", expected: str = "") -> Problem:
    """Something that keeps the row out."""
    return Problem(code, Severity.ERROR, message, label, found, expected)


def note(code: str, message: str, label: str = "", found: str = "", expected: str = "") -> Problem:
    """Something worth knowing."""
    return Problem(code, Severity.NOTE, message, label, found, expected)
