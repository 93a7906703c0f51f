"""Understanding a sheet: which rows are head, data, subtotal, note or signature, and why.

Nothing is dropped in silence: each row that is not data is named with its reason, and cells filled down from a
merged township or village are marked. Row numbers are always Excel's own.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from hfp_desk.excel.bodies import Judge, Reason, excerpt
from hfp_desk.excel.book import Cell, Row, Sheet, column_letters, is_blank
from hfp_desk.excel.heads import Head, Heading, find_head
from hfp_desk.excel.vocabulary import Vocabulary
from hfp_desk.problems import Problem, Refusal, Severity

REPORT_SHEET = "导入报告"
_DITTO = frozenset(("同上", "〃", '"', "″", "''", "”", "同"))


class NoHead(Refusal):
    """A sheet in which no head was recognised; other sheets of the book may still be read."""


@dataclass(frozen=True)
class Skipped:
    """A row that is not data, or a run of blank ones (``row`` to ``last``)."""

    row: int
    reason: Reason
    text: str = ""
    last: int = 0

    @property
    def count(self) -> int:
        """How many rows it stands for."""
        return max(1, self.last - self.row + 1)


@dataclass(frozen=True)
class Understood:
    """One list found in a sheet.

    ``rows`` and their Excel numbers ``numbers`` go together; ``filled`` are (row number, column) of cells taken
    from above. ``titles`` is the text above the head. ``more`` are further lists below with another head.
    """

    sheet: str
    header_rows: tuple[int, ...]
    headings: tuple[Heading, ...]
    rows: list[Row]
    numbers: list[int]
    skipped: tuple[Skipped, ...] = ()
    filled: frozenset[tuple[int, int]] = frozenset()
    titles: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    more: "tuple[Understood, ...]" = ()

    @property
    def tables(self) -> "tuple[Understood, ...]":
        """This list and those below it."""
        return (replace(self, more=()), *self.more)

    def column(self, index: int) -> list[Cell]:
        """All cells of a column, in the order of ``numbers``."""
        return [row[index] for row in self.rows]

    def samples(self, count: int = 60) -> dict[int, list[Cell]]:
        """Some cells of each headed column that are not blank, spread over the whole list."""
        step = max(1, len(self.rows) // (count * 3))
        some = self.rows[::step]
        found: dict[int, list[Cell]] = {}
        for heading in self.headings:
            cells = [row[heading.index] for row in some if not is_blank(row[heading.index])]
            found[heading.index] = cells[:: max(1, len(cells) // count)][:count]
        return found


def understand(sheet: Sheet, vocabulary: Vocabulary, with_hidden: bool = False) -> Understood:
    """Read a sheet with the words of one kind of list; ``NoHead`` when no heading of it is known.

    Hidden rows are skipped and named; ``with_hidden`` reads them like the others.
    """
    if with_hidden:
        sheet = replace(sheet, hidden=frozenset())
    head = find_head(sheet, vocabulary)
    if head is None:
        raise _no_head(sheet, vocabulary)
    tables: list[Understood] = []
    titles = [excerpt(sheet.row(number), 12, 200) for number in range(sheet.first, head.rows[0])]
    while head is not None:
        body = _Body(sheet, head, vocabulary)
        following = body.read()
        tables.append(body.understood(titles))
        titles = body.last_titles()
        head = following
    return replace(tables[0], more=tuple(tables[1:]))


class _Body:
    """Walks down from a head to the end of the sheet, or to the head of another list."""

    def __init__(self, sheet: Sheet, head: Head, vocabulary: Vocabulary) -> None:
        self._sheet, self._head, self._vocabulary = sheet, head, vocabulary
        self._judge = Judge(sheet, head, vocabulary)
        self._rows: list[Row] = []
        self._numbers: list[int] = []
        self._skipped: list[Skipped] = []
        self._filled: set[tuple[int, int]] = set()

    def read(self) -> Head | None:
        """Sort the rows; gives the head of the next list if there is one."""
        hidden, judge, filled = self._sheet.hidden, self._judge, self._sheet.filled
        head_end = before = self._head.rows[-1]
        for number in islice(filled, bisect_right(filled, head_end), None):
            self._skip_blank(before + 1, number - 1)
            before = number
            row = self._sheet.rows[number - self._sheet.first]
            place = number - head_end - 1
            if place >= 5 and number not in hidden and judge.plainly_data(row):
                self._keep(number, row)
                continue
            reason = judge.reason(number, row, place)
            if reason is None or reason is Reason.HEAD:
                following = self._other_head(number, row)
                if following:
                    self._drop_from(following.rows[0])
                    return following
            if reason is Reason.HEAD:
                head_end = number
            if reason is None:
                self._keep(number, row)
            else:
                self._skip(number, row, reason)
        self._skip_blank(before + 1, self._sheet.last)
        return None

    def _keep(self, number: int, row: Row) -> None:
        self._rows.append(row)
        self._numbers.append(number)

    def _skip(self, number: int, row: Row, reason: Reason) -> None:
        if reason is Reason.BLANK:
            self._skip_blank(number, number, row)
        else:
            self._skipped.append(Skipped(number, reason, excerpt(row)))

    def _skip_blank(self, first: int, last: int, row: Row | None = None) -> None:
        """Note a run of blank rows, as one with the run just above; ``row`` if there is something to show."""
        if first > last:
            return
        before = self._skipped[-1] if self._skipped else None
        if before and before.reason is Reason.BLANK and max(before.row, before.last) == first - 1:
            self._skipped[-1] = replace(before, last=last)
        else:
            self._skipped.append(Skipped(first, Reason.BLANK, excerpt(row or []), last if last > first else 0))

    def _other_head(self, number: int, row: Row) -> Head | None:
        if not self._judge.is_other_head(row):
            return None
        start = max(number - 2, self._head.rows[-1] + 1)
        found = find_head(self._sheet, self._vocabulary, start, number - start + 3)
        if found is None or number not in found.rows or _same_head(found, self._head):
            return None
        return found

    def _drop_from(self, number: int) -> None:
        while self._numbers and self._numbers[-1] >= number:
            self._numbers.pop()
            self._rows.pop()
        while self._skipped and self._skipped[-1].row >= number:
            self._skipped.pop()

    def last_titles(self) -> list[str]:
        """The notes below the last row of data: the title of the next list is among them."""
        end = self._numbers[-1] if self._numbers else 0
        return [skip.text for skip in self._skipped if skip.row > end and skip.reason is Reason.NOTE]

    def understood(self, titles: list[str]) -> Understood:
        """The list as read, with township and village (where merged cells span rows, every column) filled down."""
        self._fill()
        return Understood(
            self._sheet.name,
            self._head.rows,
            self._head.headings,
            self._rows,
            self._numbers,
            tuple(self._skipped),
            frozenset(self._filled),
            tuple(filter(None, titles)),
            tuple(self._problems()),
        )

    def _fill(self) -> None:
        groups = {index for index, match in self._head.matches.items() if match.target.group}
        filled = {heading.index for heading in self._head.headings} if self._vocabulary.spans else groups
        places = {number: place for place, number in enumerate(self._numbers)} if filled else {}
        for merge in self._sheet.merges or ():
            if merge.left in filled and merge.bottom > merge.top > self._head.rows[-1]:
                value = self._sheet.row(merge.top)[merge.left]
                inside = bisect_right(self._numbers, merge.top), bisect_right(self._numbers, merge.bottom)
                for number in self._numbers[slice(*inside)]:
                    self._put(places, number, merge.left, value)
        for column in groups:
            self._fill_ditto(places, column)

    def _fill_ditto(self, places: dict[int, int], column: int) -> None:
        """Cells saying "as above"; blanks too where the format does not tell merges and they are the rule."""
        cells = [row[column] for row in self._rows]
        blanks = sum(map(is_blank, cells))
        sparse = self._sheet.merges is None and bool(cells) and not is_blank(cells[0]) and blanks * 5 >= len(cells)
        value: Cell = ""
        for number, cell in zip(self._numbers, cells, strict=True):
            ditto = isinstance(cell, str) and cell.strip() in _DITTO
            if ditto or (sparse and is_blank(cell)):
                self._put(places, number, column, value)
            elif not is_blank(cell):
                value = cell

    def _put(self, places: dict[int, int], number: int, column: int, value: Cell) -> None:
        place = places.get(number)
        if place is None or is_blank(value):
            return
        row = list(self._rows[place])
        row[column] = value
        self._rows[place] = row
        self._filled.add((number, column))

    def _problems(self) -> Iterator[Problem]:
        hidden = [skip.row for skip in self._skipped if skip.reason is Reason.HIDDEN]
        if hidden:
            message = (
                f"有 {len(hidden)} 行被隐藏或筛选掉（{_rows_text(hidden)}），没有导入；需要时请取消隐藏、保存后再导入。"
            )
            yield self._problem("W-HIDDEN", message, hidden[0])
        if self._sheet.merges is None and self._filled:
            letters = "、".join(sorted({column_letters(column) for _, column in self._filled}))
            message = f"{letters} 列有 {len(self._filled)} 处空白按上一行填写（此格式不记录合并单元格），请核对。"
            yield self._problem("W-FILLED", message, min(self._filled)[0])

    def _problem(self, code: str, message: str, row: int) -> Problem:
        return Problem(code, Severity.WARNING, message, sheet=self._sheet.name, row=row)


def _same_head(one: Head, other: Head) -> bool:
    return [(h.index, h.path[-1]) for h in one.headings] == [(h.index, h.path[-1]) for h in other.headings]


def _rows_text(numbers: list[int]) -> str:
    return "第 " + "、".join(map(str, numbers[:8])) + (" 等行" if len(numbers) > 8 else " 行")


def _no_head(sheet: Sheet, vocabulary: Vocabulary) -> NoHead:
    return NoHead(
        f"工作表「{sheet.name}」的前 30 行里没有认出表头。",
        f"请确认有一行写着列标题，如{vocabulary.expected()}。",
    )
