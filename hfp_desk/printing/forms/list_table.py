"""Any list as it stands on the screen, with the conditions it was filtered by."""

from hfp_desk.printing.facts import Align, ListColumn, ListFacts
from hfp_desk.printing.ledger import Ledger, LedgerColumn, draw_ledger
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A3_WIDE, A4, A4_WIDE, Sheet
from hfp_desk.problems import SILENT, Progress

_CHARACTER = 3.3
"""Width of a character of a list, in millimetres."""
_TIGHTEST = 0.8


def draw(paper: Paper, facts: ListFacts, progress: Progress = SILENT) -> int:
    """Print the list on the smallest paper it is legible on; gives the number of rows printed."""
    told = (facts.office and f"单位：{facts.office}", facts.conditions and f"条件：{facts.conditions}")
    left, right = facts.head or ("　　".join(filter(None, told)), facts.unit and f"单位：{facts.unit}")
    ledger = Ledger(
        title=facts.title,
        columns=tuple(map(_column, facts.columns)),
        rows=facts.rows,
        left_line=left,
        right_line=right,
        signers=facts.signers,
        sheet=paper_for(facts.columns),
        count=facts.count,
    )
    return draw_ledger(paper, ledger, progress)


def paper_for(columns: tuple[ListColumn, ...]) -> Sheet:
    """A4 upright, A4 landscape or A3 landscape, whichever first holds the columns."""
    needed = sum(_width(column) for column in columns) * _TIGHTEST
    fitting = (sheet for sheet in (A4, A4_WIDE) if needed <= sheet.inner)
    return next(fitting, A3_WIDE)


def _width(column: ListColumn) -> float:
    return max(column.chars, 2) * _CHARACTER + 2


def _column(column: ListColumn) -> LedgerColumn:
    return LedgerColumn(
        column.label,
        column.group,
        _width(column),
        column.align,
        total=column.total,
        places=column.places,
        wraps=column.align is not Align.RIGHT,
    )
