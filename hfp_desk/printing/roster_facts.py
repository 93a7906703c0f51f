"""What a roster of the office needs to know: columns, rows of shown texts, the words over and under the table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hfp_desk.printing.facts import Align, Amount
from hfp_desk.printing.sheets import A4_WIDE, Sheet

SIGNERS = ("单位负责人", "审核人", "填表人")


@dataclass(frozen=True)
class RosterColumn:
    """One column; ``width`` is a share in millimetres, ``total`` is summed, ``ratio`` divides two of those sums.

    Text that must not be broken (numbers, names to be found) does not wrap.
    """

    label: str
    width: float
    align: Align = Align.LEFT
    parent: str | None = None
    total: bool = False
    places: int = 0
    wraps: bool = True
    ratio: tuple[int, int] | None = None


@dataclass(frozen=True)
class RosterFacts:
    """A roster; ``left`` and ``right`` stand over its table, ``note`` is asked for after the last row.

    ``tall`` rows are as high as their text needs; others are all of one height, so that many fit a page. ``blank``
    rows follow to be filled by hand; ``number`` of an attachment (附件1) stands over the title.
    """

    title: str
    columns: tuple[RosterColumn, ...]
    rows: Iterable[tuple[tuple[str, ...], tuple[Amount, ...]]]
    left: str = ""
    right: str = ""
    count: int = 0
    unit: str = "条"
    note: Callable[[], str] | None = None
    signers: tuple[str, ...] = SIGNERS
    sheet: Sheet = A4_WIDE
    size: float = 9
    row_height: float = 7.2
    tall: bool = False
    blank: int = 0
    attachment: str = ""

    def empty_rows(self) -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
        """The rows to be filled by hand; the first column is the running number and goes on."""
        rest = ("",) * (len(self.columns) - 1)
        nothing = (None,) * sum(column.total for column in self.columns)
        for number in range(self.count + 1, self.count + self.blank + 1):
            yield (str(number), *rest), nothing
