"""Rows of a plan as a grid shows them: Excel's row, what becomes of it, who it is, why; then the sender's cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from hfp_desk.excel.headings import JOIN
from hfp_desk.excel.mapping import Column
from hfp_desk.excel.outcomes import LABELS, Outcome
from hfp_desk.excel.planning import Plan, PlanRow, PlanSheet
from hfp_desk.excel.previewing import PlanWords
from hfp_desk.problems import Severity
from ui.rows import GridColumn

_THEIRS = "cell"
_OWN = (
    GridColumn("row", "行", 6, numeric=True),
    GridColumn("outcome", "结果", 9),
    GridColumn("title", "姓名", 10),
    GridColumn("note", "说明", 56),
)
_WIDEST = 22


class PlanRows:
    """``places`` are places in ``plan.rows``; they serve as the numbers of the records."""

    def __init__(self, words: PlanWords, places: Sequence[int], answered: dict[int, str] | None = None) -> None:
        self._words = words
        self._plan = words.plan
        self._places = places
        self._answered = answered or {}
        self._shown = _only_list(self._plan, places)
        theirs = self._shown.columns if self._shown is not None else ()
        self._theirs = tuple(column.index for column in theirs)
        several = (GridColumn("sheet", "工作表", 10),) if len({row.sheet for row in self._plan.rows}) > 1 else ()
        self.columns: tuple[GridColumn, ...] = (
            *several,
            *_OWN,
            *(GridColumn(f"{_THEIRS}{one.index}", _short(one, theirs), _chars(one.samples)) for one in theirs),
        )
        self._lead = len(several) + len(_OWN)

    def __len__(self) -> int:
        return len(self._places)

    def row(self, number: int) -> PlanRow:
        """The planned row behind a row of the grid."""
        return self._plan.rows[self._places[number]]

    def cells(self, number: int) -> tuple[str, ...]:
        """The texts of a row."""
        place, row = self._places[number], self.row(number)
        own = (self._own(column.key, place) for column in self.columns[: self._lead])
        return (*own, *self._words.cells(row, self._theirs))

    def _own(self, key: str, place: int) -> str:
        row = self._plan.rows[place]
        match key:
            case "row":
                return str(row.row)
            case "outcome":
                return self._answered.get(place) or LABELS[row.outcome]
            case "sheet":
                return row.sheet
            case "title":
                return row.title
        return self._words.note(row)

    def id_at(self, number: int) -> int:
        """The place in the plan."""
        return self._places[number]

    def totals(self) -> str:
        """How many rows."""
        return f"{len(self):,} 行"

    def flag(self, number: int) -> str:
        """Marked when the row stays out, or goes in with something to look at."""
        row = self.row(number)
        if row.outcome in (Outcome.REJECT, Outcome.CONFLICT):
            return "error"
        if self._places[number] in self._answered:
            return ""
        return "warn" if any(one.severity is Severity.WARNING for one in row.problems) else ""

    def sorted(self, key: str, descending: bool) -> Self:
        """The same rows in another order; blank cells last."""
        theirs = (int(key.removeprefix(_THEIRS)),) if key.startswith(_THEIRS) else ()

        def sorter(place: int) -> tuple[bool, float, str]:
            found = self._words.cells(self._plan.rows[place], theirs) if theirs else (self._own(key, place),)
            return (not found[0]) is not descending, _number(found[0]), found[0]

        return type(self)(self._words, sorted(self._places, key=sorter, reverse=descending), self._answered)

    def find_row(self, record: int) -> int:
        """Where a row of the plan stands, -1 when it is not here."""
        try:
            return self._places.index(record)
        except ValueError:
            return -1


def _only_list(plan: Plan, places: Sequence[int]) -> PlanSheet | None:
    """The one list all rows come from; None when they come from several."""
    read = [sheet for sheet in plan.sheets if sheet.table is not None]
    names = {plan.rows[place].sheet for place in places} if len(read) > 1 else {sheet.sheet for sheet in read}
    found = [sheet for sheet in read if sheet.sheet in names]
    return found[0] if len(found) == 1 else None


def _short(column: Column, columns: Sequence[Column]) -> str:
    """The last level of a heading, where that tells it from the others."""
    last = column.heading.rpartition(JOIN)[2]
    return last if sum(1 for one in columns if one.heading.rpartition(JOIN)[2] == last) == 1 else column.heading


def _chars(samples: Sequence[str]) -> int:
    widest = max((sum(2 if ord(letter) > 255 else 1 for letter in text) for text in samples), default=0)
    return max(8, min(widest + 1, _WIDEST))


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return 0.0
