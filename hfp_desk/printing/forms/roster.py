"""Any roster of the office: rows of one height where many must fit a page, tall ones where sentences must be read."""

from itertools import chain

from hfp_desk.printing import roster
from hfp_desk.printing.ledger import Ledger, LedgerColumn, draw_ledger
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.roster_facts import RosterColumn, RosterFacts
from hfp_desk.problems import SILENT, Progress


def draw(paper: Paper, facts: RosterFacts, progress: Progress = SILENT) -> int:
    """Print the roster as a section of its own; gives the number of rows printed."""
    if facts.tall:
        return roster.draw_roster(paper, facts, progress)
    ledger = Ledger(
        title=facts.title,
        columns=tuple(map(_column, facts.columns)),
        rows=chain(facts.rows, facts.empty_rows()),
        left_line=facts.left,
        right_line=facts.right,
        signers=facts.signers,
        sheet=facts.sheet,
        size=facts.size,
        row_height=facts.row_height,
        count=facts.count,
        unit=facts.unit,
        by_page=False,
        note=facts.note,
        blank=facts.blank,
    )
    return draw_ledger(paper, ledger, progress) - facts.blank


def _column(column: RosterColumn) -> LedgerColumn:
    return LedgerColumn(
        column.label,
        column.parent,
        column.width,
        column.align,
        total=column.total,
        places=column.places,
        wraps=column.wraps,
        ratio=column.ratio,
    )
