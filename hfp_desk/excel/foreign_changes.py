"""What the higher level changed in its template since it was learnt, and where our cells lie now.

Rows and columns are brought together by their words, not by their numbers, so that an inserted row or column moves
what stands behind it. A cell whose head and line say the same as before goes with them; where a word changed the cell
is only proposed, and where the row or the column is gone it is told and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import msgspec

from hfp_desk.excel.foreign_heads import NUMBERED, fillable, frame
from hfp_desk.excel.foreign_sheets import Foreign, ForeignSheet, Place, address
from hfp_desk.excel.foreign_texts import named_facts
from hfp_desk.store.foreign_templates import Fact, Figure, Laid, Point, Remembered, lasting
from hfp_desk.store.line_names import LineNames

_CELLS = re.compile(r"\$?[A-Z]{1,3}\$?\d+")


@dataclass(frozen=True)
class Change:
    """A cell that is not what it was; without a cell what happened to a whole row, column or sheet."""

    sheet: str
    place: str
    was: str
    now: str
    words: str = ""
    at: Place | None = None

    @property
    def told(self) -> str:
        """In a sentence: 城区表 C4：原“已救治（人）”，现“已治疗（人）”."""
        if self.words:
            return f"{self.sheet}：{self.words}"
        if not self.was:
            return f"{self.sheet} {self.place}：新增“{self.now}”"
        if not self.now:
            return f"{self.sheet} {self.place}：原“{self.was}”，现已删除"
        return f"{self.sheet} {self.place}：原“{self.was}”，现“{self.now}”"


@dataclass(frozen=True)
class Moved:
    """The points where they lie now (those not ``sure`` are to be confirmed), what changed, what has no place."""

    points: tuple[Point, ...]
    changes: tuple[Change, ...]
    lost: tuple[Point, ...]


@dataclass(frozen=True)
class _Aligned:
    """Old rows (or columns) to new ones, the old ones that are gone, the new ones that came."""

    to: Mapping[int, int]
    gone: tuple[int, ...]
    new: tuple[int, ...]


def moved(known: Remembered, foreign: Foreign) -> Moved:
    """The points of a template that was learnt, in the file that came now."""
    ours = {point.place for point in known.points}
    points: list[Point] = []
    changes: list[Change] = []
    lost: list[Point] = []
    for old in known.sheets:
        mine = [point for point in known.points if point.sheet == old.name]
        new = _same_sheet(old, foreign)
        if new is None:
            changes.append(Change(old.name, "", old.name, "", "工作表没有了"))
            lost += mine
            continue
        if new.name != old.name:
            changes.append(Change(old.name, "", old.name, new.name, f"工作表改名为“{new.name}”"))
        rows, columns = _aligned(_rows(old), _rows(new)), _aligned(_columns(old), _columns(new))
        changes += _changes(old, new, rows, columns, ours)
        certain = _Certainty(old, new, rows, columns, mine)
        for point in mine:
            found = certain.point(point)
            (points if found else lost).append(found or point)
    return Moved(tuple(points), tuple(changes), tuple(lost))


def _same_sheet(old: Laid, foreign: Foreign) -> Laid | None:
    """The sheet of this name, else the one that shares most words."""
    same = foreign.sheet(old.name)
    if same is not None:
        return same.laid
    words = {lasting(text) for _, _, text in old.texts}
    shared = [(len(words & {lasting(text) for _, _, text in laid.texts}), laid) for laid in foreign.laid]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] * 2 > len(words) else None


class _Certainty:
    """Whether what a cell wants still stands there: the words over it, and those beside it."""

    def __init__(self, old: Laid, new: Laid, rows: _Aligned, columns: _Aligned, points: Sequence[Point]) -> None:
        self._old, self._new, self._rows, self._columns = old, new, rows, columns
        figures = [point for point in points if isinstance(point.target, Figure)]
        self._top = min((point.row for point in figures), default=0)
        self._left = min((point.column for point in figures), default=0)
        self._was, self._now = _texts(old), _texts(new)
        self._named, self._headed = set[int](), set[int]()
        self._look()

    def point(self, point: Point) -> Point | None:
        """The point where it lies now, None where its row or column is gone."""
        row, column = self._rows.to.get(point.row), self._columns.to.get(point.column)
        if row is None or column is None:
            return None
        if isinstance(point.target, Fact):
            now, was = self._now.get((row, column), ""), self._was.get((point.row, point.column), "")
            certain = lasting(now) == lasting(was) or point.target.name in named_facts(now)
        else:
            certain = point.row not in self._named and point.column not in self._headed
        return msgspec.structs.replace(point, sheet=self._new.name, row=row, column=column, sure=point.sure and certain)

    def _look(self) -> None:
        """Note the old rows and columns whose name or head is not what it was."""
        spans = {(top, left): right for top, left, _, right in self._old.merges}
        width = max((column for _, column in self._was), default=1)
        for (row, column), text in self._was.items():
            place = self._rows.to.get(row, 0), self._columns.to.get(column, 0)
            if text.startswith("=") or _same(text, self._now.get(place, "")):
                continue
            right = spans.get((row, column), column)
            if row >= self._top and column < self._left:
                self._named.add(row)
            elif row < self._top and right - column + 1 <= max(2, width * 2 // 3):
                self._headed |= set(range(column, right + 1))


def _changes(
    old: Laid, new: Laid, rows: _Aligned, columns: _Aligned, ours: set[tuple[str, int, int]]
) -> Iterator[Change]:
    was, now = _texts(old), _texts(new)
    yield from _lines(old, rows.gone, rows.new, new, 0)
    yield from _lines(old, columns.gone, columns.new, new, 1)
    seen = set[tuple[int, int]]()
    for (row, column), text in sorted(was.items()):
        if row in rows.gone or column in columns.gone:
            continue
        place = rows.to[row], columns.to[column]
        seen.add(place)
        if not _same(text, now.get(place, "")) and (old.name, row, column) not in ours:
            yield Change(new.name, address(*place), text, now.get(place, ""), at=place)
    pointed = {
        (rows.to[row], columns.to[column])
        for sheet, row, column in ours
        if sheet == old.name and row in rows.to and column in columns.to
    }
    for place, text in sorted(now.items()):
        if place not in seen | pointed and place[0] not in rows.new and place[1] not in columns.new:
            yield Change(new.name, address(*place), "", text, at=place)


def _lines(old: Laid, gone: Sequence[int], added: Sequence[int], new: Laid, axis: int) -> Iterator[Change]:
    for number in gone:
        words = _some(old, number, axis)
        yield Change(old.name, _called(number, axis), words, "", f"原{_called(number, axis)}{words}没有了")
    for number in added:
        words = _some(new, number, axis)
        yield Change(
            new.name, _called(number, axis), "", words, f"插入了{_called(number, axis)}{words}", _first(number, axis)
        )


def _first(number: int, axis: int) -> Place:
    return (number, 1) if axis == 0 else (1, number)


def _called(number: int, axis: int) -> str:
    return f"第 {number} 行" if axis == 0 else f" {address(1, number)[:-1]} 列"


def _some(laid: Laid, number: int, axis: int) -> str:
    """The first words of a row, the heads of a column."""
    found = [text for *place, text in laid.texts if place[axis] == number and not text.startswith("=")]
    found = [text for text in found if not NUMBERED.fullmatch(text)]
    return f"（{'｜'.join(found[: axis + 1])}）" if found else ""


def _same(was: str, now: str) -> bool:
    """Whether two cells say the same: months, mere numbers of columns and the cells of a formula do not count."""
    if was.startswith("=") and now.startswith("="):
        return _CELLS.sub("", was) == _CELLS.sub("", now)
    return lasting(was) == lasting(now) or bool(NUMBERED.fullmatch(was) and NUMBERED.fullmatch(now))


def _texts(laid: Laid) -> dict[tuple[int, int], str]:
    return {(row, column): text for row, column, text in laid.texts}


def _rows(laid: Laid) -> list[tuple[str, ...]]:
    """Each row by its words, formulas left out: they speak of rows by number."""
    last = max([row for row, _, _ in laid.texts] + [merge[2] for merge in laid.merges], default=0)
    found: list[list[str]] = [[] for _ in range(last)]
    for row, _, text in laid.texts:
        if not text.startswith("="):
            found[row - 1].append(lasting(text))
    return [tuple(words) for words in found]


def _columns(laid: Laid) -> list[tuple[str, ...]]:
    """Each column by its words; a head over several columns counts for each, a title over all of them for none."""
    last = max([column for _, column, _ in laid.texts] + [merge[3] for merge in laid.merges], default=0)
    spans = {(top, left): right for top, left, _, right in laid.merges}
    found: list[list[str]] = [[] for _ in range(last)]
    for row, column, text in laid.texts:
        right = spans.get((row, column), column)
        if not text.startswith("=") and right - column + 1 <= max(2, last * 2 // 3):
            for number in range(column, right + 1):
                found[number - 1].append(lasting(text))
    return [tuple(words) for words in found]


def _aligned(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> _Aligned:
    to: dict[int, int] = {}
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            to |= {first + step + 1: begin + step + 1 for step in range(last - first)}
        elif tag == "replace":
            for one, other in _paired(old[first:last], new[begin:end]):
                to[first + one + 1] = begin + other + 1
    gone = tuple(number for number in range(1, len(old) + 1) if number not in to)
    reached = set(to.values())
    added = tuple(number for number in range(1, len(new) + 1) if number not in reached)
    return _Aligned(to, gone, added)


def _paired(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Which of some changed lines are which: one by one where there are as many, else the likest in their order."""
    if len(old) == len(new):
        return [(place, place) for place in range(len(old))]
    pairs: list[tuple[int, int]] = []
    begin = 0
    for one, words in enumerate(old):
        scored = [(_alike(words, new[other]), -other) for other in range(begin, len(new))]
        best = max(scored, default=(0.0, 0))
        if best[0] >= 0.5:
            pairs.append((one, -best[1]))
            begin = -best[1] + 1
    return pairs


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return SequenceMatcher(None, "｜".join(one), "｜".join(other), autojunk=False).ratio()


def for_new_lines(points: Sequence[Point], sheet: ForeignSheet, names: LineNames, name: str) -> list[Point]:
    """Proposals for rows that name a line of return ``name`` and have no figure yet, as the rows around them have."""
    mine = [one for one in points if one.sheet == sheet.name]
    wanted = {one.column: one.target for one in mine if isinstance(one.target, Figure) and one.target.name == name}
    found = frame(sheet, names) if wanted else None
    used = {one.row for one in mine if isinstance(one.target, Figure)}
    return [
        Point(sheet.name, row, column, Figure(name, target.column, line.key, line.label), sure=False)
        for row, line in (found.lines if found else ())
        if row not in used
        for column, target in sorted(wanted.items())
        if fillable(sheet, row, column)
    ]
