"""A column that cannot be what its heading says: the office's own telephone in every patient's row."""

from __future__ import annotations

from dataclasses import replace

from hfp_desk.excel.book import is_blank
from hfp_desk.excel.converting import written
from hfp_desk.excel.mapping import Mapped
from hfp_desk.excel.understanding import Understood
from hfp_desk.excel.vocabulary import How
from hfp_desk.problems import Problem, Severity

_PERSONAL = frozenset({"person.phone", "household.phone", "person.number", "household.number", "person.health_card"})
_MANY = 10


def leave_out_constant(understood: Understood, mapped: Mapped) -> Mapped:
    """The mapping without columns of personal numbers that say the same in every row; each is named."""
    columns, told = [], []
    for column in mapped.columns:
        if column.target in _PERSONAL and column.how is not How.REMEMBERED:
            said = [written(row[column.index]) for row in understood.rows if not is_blank(row[column.index])]
            if len(said) >= _MANY and len(set(said)) == 1:
                message = f"{column.letters} 列「{column.heading}」每行都是“{said[0]}”，不像本人的号码，没有读取。"
                told.append(
                    Problem("W-COLUMN-SAME", Severity.WARNING, message, column.heading, said[0], "", understood.sheet)
                )
                column = replace(column, target=None, how=How.NONE)
        columns.append(column)
    return replace(mapped, columns=tuple(columns), problems=(*mapped.problems, *told)) if told else mapped
