"""The hidden sheet of a workbook that is handed out: which return, period and place it is, its columns and lines.

It tells what was handed out and never where a figure stands: townships insert rows and move columns, so figures are
always looked for by their heads and names, and what this sheet tells is what they ought to find.
"""

from collections.abc import Iterable, Sequence

import msgspec

from hfp_desk.returns.table import Table

MARKS_SHEET = "_hfp"
"""The name of the hidden sheet."""

_FIRST = ("hfp", "return", "1")


class Marks(msgspec.Struct, frozen=True):
    """What a handed out workbook is: return, period, code and name of the place, columns and lines by key and label."""

    name: str
    period: str
    code: str = ""
    unit: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[str, str], ...] = ()


def marks_of(table: Table, code: str = "") -> Marks:
    """The marks of a table as it is handed out; ``code`` is that of the place which fills it in."""
    columns = tuple((column.name, "—".join(column.head)) for column in table.definition.columns)
    lines = tuple((str(line.key), line.label) for line in table.lines)
    return Marks(table.definition.name, table.period.mark, code, table.unit, columns, lines)


def marked(marks: Marks) -> tuple[tuple[str, ...], ...]:
    """The rows of the hidden sheet, all of them texts."""
    return (
        _FIRST,
        ("name", marks.name),
        ("period", marks.period),
        ("place", marks.code, marks.unit),
        *(("column", name, head) for name, head in marks.columns),
        *(("line", key, label) for key, label in marks.lines),
    )


def read_marks(rows: Iterable[Sequence[object]]) -> Marks | None:
    """The marks that a hidden sheet tells; None when it is not one of ours."""
    texts = [tuple(str(cell if cell is not None else "") for cell in row) + ("",) * 3 for row in rows]
    if not texts or texts[0][:3] != _FIRST:
        return None
    found = {row[0]: row for row in texts}
    if not {"name", "period"} <= found.keys():
        return None
    _, code, unit = found.get("place", ("", "", ""))[:3]
    columns = tuple((row[1], row[2]) for row in texts if row[0] == "column")
    lines = tuple((row[1], row[2]) for row in texts if row[0] == "line")
    return Marks(found["name"][1], found["period"][1], code, unit, columns, lines)
