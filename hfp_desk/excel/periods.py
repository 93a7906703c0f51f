"""From and to in one cell, 「2020.1.3—2020.1.13」: two dates that belong into two columns."""

import re
from collections.abc import Mapping, Sequence

from hfp_desk.excel.book import Cell, is_blank
from hfp_desk.excel.table import Table

_FROM, _TO = "treatment.admitted", "treatment.discharged"
_DAY = r"\d{4}(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{4})"
_PERIOD = re.compile(rf"\s*({_DAY})\s*(?:-+|—+|–|~|～|至|到)\s*({_DAY})\s*")
_SHARE = 0.5


def split_periods(table: Table, cells: dict[str, Sequence[Cell]]) -> Mapping[str, Sequence[Cell]]:
    """The columns of a list, the column of admissions split in two where it holds whole stays."""
    column = cells.get(_FROM)
    if column is None or _TO in cells or _FROM not in table.kind.feeds:
        return cells
    found = [_PERIOD.fullmatch(cell) if isinstance(cell, str) else None for cell in column]
    filled = sum(not is_blank(cell) for cell in column)
    if not filled or sum(map(bool, found)) < _SHARE * filled:
        return cells
    table.headings[_TO] = table.headings[_FROM]
    table.labels["出院日期"] = _TO
    starts = [match[1] if match else cell for match, cell in zip(found, column, strict=True)]
    ends = [match[2] if match else None for match in found]
    return {**cells, _FROM: starts, _TO: ends}
