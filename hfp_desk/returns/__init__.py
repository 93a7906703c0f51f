"""What a return is: its head, its period, its rows and columns, what must agree in it, and the table that comes of it.

Data and arithmetic only (``resources/returns/*.toml``; an office lays its own beside the register): no database, no
workbook, no paper. ``store`` counts, ``excel`` and ``printing`` lay the same ``Table`` out. It lies below ``store`` and
not beside ``excel``, because all three read it. May import problems and resources.
"""

from hfp_desk.returns.definition import Check, Column, Definition, Indicator, PeriodKind, RowKind, Span
from hfp_desk.returns.periods import Period
from hfp_desk.returns.table import Cell, Line, Table

__all__ = [
    "Cell",
    "Check",
    "Column",
    "Definition",
    "Indicator",
    "Line",
    "Period",
    "PeriodKind",
    "RowKind",
    "Span",
    "Table",
]
