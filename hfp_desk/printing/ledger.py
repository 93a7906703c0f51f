"""Long ruled ledgers, drawn row by row: cost linear in the rows, memory flat.

Everything that is the same on every page (title, head, grid) is drawn once as a form and stamped; a row is
one string of operators put together from cells that are remembered. Rows have one height: text too long for
a line takes two, then shrinks, then narrows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from hfp_desk.printing.boxes import draw_signatures
from hfp_desk.printing.facts import Align, Amount
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.ledger_cells import CellWriter
from hfp_desk.printing.ledger_head import Layout, draw_note, draw_skeleton, lay_out
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A3_WIDE, MM, Box, Sheet
from hfp_desk.problems import SILENT, Progress

Row = tuple[Sequence[str], Sequence[Amount]]
"""What is shown in each column, and the amounts of the total columns in their order."""


@dataclass(frozen=True)
class LedgerColumn:
    """One column; those with the same ``parent`` stand under one heading. ``width`` is a share in millimetres.

    ``total`` columns are summed on each page and at the end; a ``ratio`` column shows there the quotient of
    the sums of two total columns (their positions among the total columns), never a mean of ratios.
    """

    label: str
    parent: str | None = None
    width: float = 15
    align: Align = Align.LEFT
    total: bool = False
    face: Face = Face.BODY
    places: int = 2
    wraps: bool = True
    ratio: tuple[int, int] | None = None


@dataclass(frozen=True)
class Ledger:
    """A ledger to print; ``count`` is the number of rows expected, for the progress shown.

    Without ``by_page`` the sums are told once, at the end. ``note`` stands under the last row; it is asked for then.
    The last ``blank`` rows are to be filled by hand and not counted.
    """

    title: str
    columns: tuple[LedgerColumn, ...]
    rows: Iterable[Row]
    left_line: str = ""
    right_line: str = ""
    signers: tuple[str, ...] = ()
    sheet: Sheet = A3_WIDE
    size: float = 9
    row_height: float = 6.8
    count: int = 0
    unit: str = "条"
    by_page: bool = True
    note: Callable[[], str] | None = None
    blank: int = 0

    @property
    def totals(self) -> int:
        """How many rows of sums a page has."""
        return (2 if self.by_page else 1) if self.has_totals else 0

    @property
    def has_totals(self) -> bool:
        """Whether any column is summed."""
        return any(column.total for column in self.columns)


def draw_ledger(paper: Paper, ledger: Ledger, progress: Progress = SILENT) -> int:
    """Print a ledger as a section of its own; gives the number of rows printed."""
    paper.begin(ledger.sheet)
    press = _Press(paper, ledger)
    for rows, last in _pages(ledger.rows, press.layout.capacity):
        press.page(rows, last)
        progress.step(press.printed, max(ledger.count, press.printed), f"第 {paper.number} 页")
        if not last:
            paper.next_page()
    paper.end()
    return press.printed


def _pages(rows: Iterable[Row], size: int) -> Iterator[tuple[list[Row], bool]]:
    waiting = iter(rows)
    page = list(islice(waiting, size))
    while following := list(islice(waiting, size)):
        yield page, False
        page = following
    yield page, True


class _Sums:
    """Sums of the total columns, for one page or all of them."""

    def __init__(self, columns: int) -> None:
        self.rows = 0
        self.amounts = [Decimal(0)] * columns

    def add(self, rows: list[Row]) -> None:
        """Add the amounts of these rows."""
        self.rows += len(rows)
        for column in range(len(self.amounts)):
            known = (amounts[column] for _, amounts in rows)
            self.amounts[column] += sum((amount for amount in known if amount is not None), Decimal(0))

    def shown(self, columns: Sequence[LedgerColumn]) -> list[str]:
        """The sums as printed in each column; empty where nothing is summed."""
        amounts = iter(self.amounts)
        return [self._cell(column, amounts) for column in columns]

    def _cell(self, column: LedgerColumn, amounts: Iterator[Decimal]) -> str:
        if column.total:
            return f"{next(amounts):,.{column.places}f}"
        if column.ratio is None:
            return ""
        part, whole = (self.amounts[position] for position in column.ratio)
        return f"{part / whole * 100:.{column.places}f}%" if whole else ""


class _Press:
    """Prints the pages of one ledger."""

    def __init__(self, paper: Paper, ledger: Ledger) -> None:
        self.paper = paper
        self.ledger = ledger
        self.layout: Layout = lay_out(ledger, paper)
        self.printed = 0
        self._all = _Sums(sum(column.total for column in ledger.columns))
        self._cells = self._writers(bold=False)
        self._bold = self._writers(bold=True)
        self._label = CellWriter(paper, self.layout.label_box, Face.BOLD, ledger.size, Align.CENTRE, wraps=False)
        self._skeletons: set[str] = set()

    def page(self, rows: list[Row], last: bool) -> None:
        """Print one page of rows with its totals."""
        self._stamp(len(rows))
        for number, (shown, _) in enumerate(rows):
            self._row(number, [cell(text) for cell, text in zip(self._cells, shown, strict=True)])
        self.printed += len(rows)
        if self.ledger.has_totals:
            self._totals(rows, last)
        if last:
            self._close(len(rows))

    def _writers(self, bold: bool) -> list[CellWriter]:
        return [
            CellWriter(
                self.paper,
                Box(left, 0, width, self.layout.row_height),
                Face.BOLD if bold else column.face,
                self.ledger.size,
                column.align,
                column.wraps and not bold,
            )
            for column, left, width in zip(self.ledger.columns, self.layout.lefts, self.layout.widths, strict=True)
        ]

    def _stamp(self, rows: int) -> None:
        name = f"ledger{self.paper.section}-{rows}"
        if name not in self._skeletons:
            with self.paper.form(name):
                draw_skeleton(self.paper, self.ledger, self.layout, rows)
            self._skeletons.add(name)
        self.paper.stamp(name)

    def _row(self, number: int, cells: list[str]) -> None:
        low = (self.paper.sheet.height - self.layout.row_top(number + 1)) * MM
        self.paper.code(f"q 1 0 0 1 0 {low:.2f} cm BT {' '.join(cells)} ET Q")

    def _totals(self, rows: list[Row], last: bool) -> None:
        page = _Sums(len(self._all.amounts))
        page.add(rows)
        self._all.add(rows)
        told = [("本页小计", page)] * self.ledger.by_page + [("合计" if last else "累计", self._all)]
        for number, (label, sums) in enumerate(told, start=max(len(rows), 1)):
            shown = sums.shown(self.ledger.columns)
            cells = [cell(text) for cell, text in zip(self._bold, shown, strict=True)]
            words = self._label(f"{label}（{sums.rows:,} {self.ledger.unit}）")
            self._row(number, [words, *cells[self.layout.label_columns :]])

    def _close(self, rows: int) -> None:
        paper, layout = self.paper, self.layout
        if not rows:
            paper.write(
                Box(paper.sheet.left, layout.row_top(0), paper.sheet.inner, layout.row_height),
                "本期无记录",
                align=Align.CENTRE,
            )
        low = paper.sheet.foot - 1
        below = layout.row_top(max(rows, 1) + layout.totals) + 5
        known = self.printed - self.ledger.blank
        if not self.ledger.has_totals and (known or not self.ledger.blank):
            paper.text(paper.sheet.end, below, f"共 {known:,} {self.ledger.unit}", align=Align.RIGHT)
        if self.ledger.note is not None:
            draw_note(paper, below, self.ledger.note())
        draw_signatures(paper, low, self.ledger.signers)
