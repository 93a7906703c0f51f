"""Finding the head of a list: which rows it has and what stands over each column.

Each block of one to four rows among the first thirty is tried; the one whose headings are best known wins. A
merged parent is joined with its child; where the format does not tell merges, a blank right of a parent inherits.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hfp_desk.excel.book import Cell, CellError, Row, Sheet, is_blank
from hfp_desk.excel.headings import JOIN, is_unit
from hfp_desk.excel.vocabulary import Match, Vocabulary

SEARCHED = 30
_DEEPEST = 4
_DATA = re.compile(
    r"[-+￥¥]?[\d,]*\d(?:\.\d+)?%?|\d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|\d[\d ]{13,}[\dXx].*|1\d{10}"
)
_COLON = re.compile(r"[:：]\s*\S|[:：]$")


@dataclass(frozen=True)
class Heading:
    """What stands over one column: ``path`` from the top level down; ``said`` is shown instead where it was renamed."""

    index: int
    path: tuple[str, ...]
    said: str = ""

    @property
    def text(self) -> str:
        """All levels joined, as shown to the clerk."""
        return self.said or JOIN.join(self.path)


@dataclass(frozen=True)
class Head:
    """The head of one list: Excel's own rows, a heading for each column that has one, and what is known."""

    rows: tuple[int, ...]
    headings: tuple[Heading, ...]
    matches: dict[int, Match]
    score: float

    @property
    def known(self) -> set[str]:
        """Keys of the targets recognised."""
        return {match.target.key for match in self.matches.values()}


def find_head(sheet: Sheet, vocabulary: Vocabulary, start: int = 0, searched: int = SEARCHED) -> Head | None:
    """The first head from row ``start`` on, or None when too few headings are known."""
    grid = _Grid(sheet, max(start, sheet.first), searched)
    heads = [head for block in grid.blocks() if (head := _head(grid, block, vocabulary))]
    if not heads:
        return None
    best = max(heads, key=lambda head: head.score)
    while True:
        earlier = [h for h in heads if h.rows[-1] < best.rows[0] and h.score >= 0.6 * best.score]
        if not earlier:
            return best
        best = max(earlier, key=lambda head: head.score)


def could_be_head(row: Row) -> bool:
    """Whether a row may belong to a head: text, not figures, dates or numbers of people."""
    filled = [cell for cell in row if cell != "" and not is_blank(cell)]
    if not filled or any(isinstance(cell, str) and len(cell) > 80 for cell in filled):
        return False
    data = sum(map(looks_like_data, filled))
    return data * 10 < len(filled) * 3


def looks_like_data(cell: Cell) -> bool:
    """Whether a cell holds a figure, a date or a number rather than a word."""
    if isinstance(cell, str):
        return bool(_DATA.fullmatch(cell.strip()))
    return isinstance(cell, (int, float, date, CellError))


class _Grid:
    """The rows among which the head is looked for, with the merges laid out.

    Only columns with something in them are walked: a stray cell may lie sixteen thousand blank ones to the right.
    """

    def __init__(self, sheet: Sheet, start: int, searched: int) -> None:
        self.start = start
        self.stop = min(sheet.last, start + searched - 1)
        self.rows = {number: sheet.row(number) for number in range(start, self.stop + 1)}
        self.width = sheet.width
        self.merges = [
            merge
            for merge in sheet.merges or ()
            if merge.top <= self.stop and merge.bottom >= start and merge.top >= sheet.first
        ]
        self.texts = {number: _texts(row) for number, row in self.rows.items()}
        self.read = {number: dict(texts) for number, texts in self.texts.items()}
        self.held: set[tuple[int, int]] = set()
        for merge in self.merges:
            text = _text(sheet.row(merge.top)[merge.left]) if merge.left < self.width else ""
            for number in range(merge.top, min(merge.bottom, merge.top + _DEEPEST) + 1):
                columns = range(merge.left, min(merge.right, self.width - 1) + 1)
                self.held.update((number, column) for column in columns)
                if text and number in self.read:
                    self.read[number].update(dict.fromkeys(columns, text))
        self._under = {number for number, _ in self.held}
        self.able = {number for number, row in self.rows.items() if could_be_head(row) or self._child_row(number)}

    def blocks(self) -> Iterable[range]:
        """All runs of rows that may be a head."""
        for top in range(self.start, self.stop + 1):
            for bottom in range(top, min(top + _DEEPEST, self.stop + 1)):
                if bottom not in self.able:
                    break
                if not self._is_title(top):
                    yield range(top, bottom + 1)

    def _child_row(self, number: int) -> bool:
        """Whether a blank row lies under merged headings only, so that the head goes on below it."""
        return number in self._under and not self.texts[number]

    def _is_title(self, number: int) -> bool:
        filled = list(self.texts[number])
        if len(filled) != 1:
            return not filled
        wide = max((m.right - m.left + 1 for m in self.merges if m.top == number and m.left == filled[0]), default=1)
        return self.width > 1 and (filled[0] <= 1 or wide * 10 >= self.width * 6)

    def text(self, number: int, column: int) -> str:
        """What is read at a place, merged cells laid out."""
        return self.read[number].get(column, "")

    def columns(self, block: range) -> list[int]:
        """The columns with something in these rows."""
        return sorted(set().union(*(self.read[number] for number in block)))

    def groups(self, number: int, below: int) -> bool:
        """Whether a row holds names of groups of columns, each over several of the row below."""
        if any(_COLON.search(text) for text in self.texts[number].values()):
            return False
        for merge in self.merges:
            spread = merge.right - merge.left + 1
            if merge.top == merge.bottom == number and 2 <= spread < self.width:
                return True
        inherits = [
            column for column in self.read[below] if not self.text(number, column) and self.text(below, column - 1)
        ]
        return len(inherits) >= 2 and len(self.texts[number]) >= 2

    def cut(self, block: range) -> int:
        """How many merged cells a block cuts through."""
        return sum(
            1
            for merge in self.merges
            if merge.top != merge.bottom
            and (merge.top < block[0] <= merge.bottom or merge.top <= block[-1] < merge.bottom)
        )

    def headings(self, block: range) -> list[Heading]:
        """The heading of each column of the block, blanks right of a parent inheriting it."""
        columns: dict[int, list[str]] = {column: [] for column in self.columns(block)}
        for number in block:
            parent = ""
            for column in columns:
                if column - 1 not in columns:
                    parent = ""
                text = self.text(number, column)
                below = number < block[-1] and any(self.text(n, column) for n in range(number + 1, block[-1] + 1))
                if text:
                    parent = text if below else ""
                elif below and (number, column) not in self.held:
                    text = parent
                else:
                    parent = ""
                if text and (not columns[column] or columns[column][-1] != text):
                    columns[column].append(text)
        return [
            Heading(index, tuple(path[:-1] if len(path) > 1 and is_unit(path[-1]) else path))
            for index, path in columns.items()
            if path
        ]


def _head(grid: _Grid, block: range, vocabulary: Vocabulary) -> Head | None:
    headings = grid.headings(block)
    matches = {h.index: found for h in headings if (found := vocabulary.match(h.path))}
    weights: dict[str, float] = {}
    for match in matches.values():
        weights[match.target.key] = max(weights.get(match.target.key, 0.0), 1.0 if match.sure else 0.4)
    weight = sum(weights.values())
    if not _enough(weight, len(headings), set(weights), vocabulary):
        return None
    grouped = sum(grid.groups(number, number + 1) for number in block[:-1])
    score = weight + 0.05 * len(headings) + 0.5 * weight / len(headings) + 0.1 * grouped
    score -= 0.02 * len(block) + 0.6 * grid.cut(block)
    return Head(tuple(block), tuple(headings), matches, score)


def _enough(weight: float, columns: int, known: set[str], vocabulary: Vocabulary) -> bool:
    required = {target.key for target in vocabulary.required}
    if required and required <= known:
        return True
    if columns <= 2:
        return weight >= 1
    return weight >= 4 or (weight >= 2 and weight / columns >= 0.12)


def _texts(row: Row) -> dict[int, str]:
    return {column: text for column, cell in enumerate(row) if cell != "" and (text := _text(cell))}


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return " ".join(str(cell).split())
