"""Village doctors with what they owe in a year, as rows of a grid; a row's number is the doctor's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Self

from hfp_desk.rules.training import Leave
from hfp_desk.store import training_words
from hfp_desk.store.training_words import number
from hfp_desk.store.trainings import DoctorTraining
from ui.rows import GridColumn

COLUMNS = tuple(GridColumn(one.key, one.label, one.chars, one.numeric) for one in training_words.COLUMNS)


class TrainingDueRows:
    """Some doctors of a year in some order."""

    columns = COLUMNS

    def __init__(self, doctors: Sequence[DoctorTraining]) -> None:
        self.doctors = list(doctors)
        self._at = {one.id: row for row, one in enumerate(self.doctors)}

    def __len__(self) -> int:
        return len(self.doctors)

    def id_at(self, row: int) -> int:
        """The doctor behind a row."""
        return self.doctors[row].id

    def doctor(self, record: int) -> DoctorTraining | None:
        """The doctor with this number."""
        row = self._at.get(record)
        return None if row is None else self.doctors[row]

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        return training_words.cells(self.doctors[row])

    def flag(self, row: int) -> str:
        """Overdue, or short of something."""
        one = self.doctors[row]
        if one.leave.state is Leave.OVERDUE:
            return "error"
        return "warn" if one.year.reached is False or one.leave.state is Leave.DUE else ""

    def totals(self) -> str:
        """How many, and what they attended together."""
        times = sum(one.year.times for one in self.doctors)
        days = sum((one.year.days for one in self.doctors), Decimal(0))
        return f"{len(self):,} 人 · 培训 {times:,} 人次 · {number(days)} 天"

    def sorted(self, key: str, descending: bool) -> Self:
        """The same doctors in the order of a column, those without a value last."""
        place = [column.key for column in COLUMNS].index(key)
        numeric = COLUMNS[place].numeric
        texts = [self.cells(row)[place] for row in range(len(self))]

        def sorter(row: int) -> tuple[Decimal, str]:
            text = texts[row]
            return (Decimal(text) if text else Decimal(-1), "") if numeric else (Decimal(not text), text)

        order = sorted(range(len(self)), key=sorter, reverse=descending)
        return type(self)([self.doctors[row] for row in order])

    def find_row(self, record: int) -> int:
        """The row of a doctor, -1 when not here."""
        return self._at.get(record, -1)
