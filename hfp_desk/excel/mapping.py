"""Which column is which field: by what the clerk chose before, by its heading, by what is in it.

No target is given twice, no column is dropped in silence: what is unknown, doubtful or named twice is told. A
choice remembered for a heading goes before everything, because the clerk made it against our own proposal.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from hfp_desk.excel.book import Cell, Sheet, column_letters, is_blank
from hfp_desk.excel.headings import plain, same_subject
from hfp_desk.excel.heads import Heading, find_head
from hfp_desk.excel.understanding import REPORT_SHEET
from hfp_desk.excel.vocabulary import How, Target, Vocabulary
from hfp_desk.problems import Problem, Severity

OURS = ("导入结果", "原因", "登记编号")
"""Columns that our own report adds to a sender's workbook."""

Samples = Mapping[int, Sequence[Cell]]
_PERIOD = re.compile(r"[\d零〇一二三四五六七八九十]+|年度?|月份?|季度?|第|上半|下半|副本|sheet", re.IGNORECASE)
_SEQUENCE = {"序号", "编号", "序", "NO", "项次", "行次"}


@dataclass(frozen=True)
class Column:
    """One column of a list and what it was taken for; ``target`` None when it is not read."""

    index: int
    heading: str
    target: str | None = None
    how: How = How.NONE
    sure: bool = True
    samples: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """Excel's name of the column."""
        return column_letters(self.index)


@dataclass(frozen=True)
class Mapped:
    """All columns of a list, what is missing, and what a clerk should look at."""

    columns: tuple[Column, ...]
    fingerprint: str
    missing: tuple[Target, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def by_target(self) -> dict[str, int]:
        """The column of each target, counted from 0."""
        return {column.target: column.index for column in self.columns if column.target}

    @property
    def ours(self) -> dict[str, int]:
        """The columns that our own report added, by their heading."""
        return {column.heading: column.index for column in self.columns if column.how is How.OURS}

    @property
    def sure(self) -> bool:
        """Whether nothing needs to be asked: every column read is certain and nothing required is missing."""
        return not self.missing and all(column.sure for column in self.columns)

    def to_remember(self) -> dict[str, str]:
        """The pairs to keep once the clerk has agreed; an empty key means: not to be read."""
        return {c.heading: c.target or "" for c in self.columns if c.how is not How.OURS}


def map_columns(
    headings: Sequence[Heading],
    vocabulary: Vocabulary,
    remembered: Mapping[str, str] | None = None,
    samples: Samples | None = None,
    sheet: str = "",
    asks: bool = True,
) -> Mapped:
    """Give each column its target. ``remembered`` is heading → target key, "" for a column not to be read.

    ``asks``: an unknown column is told with what it might be; that costs time, and is not wanted of a mere try.
    """
    work = _Work(headings, vocabulary, remembered or {}, samples or {}, sheet, asks)
    work.own_columns()
    work.by_memory()
    work.by_heading(sure=True)
    work.by_content(familiar=True)
    work.by_heading(sure=False)
    work.by_content(familiar=False)
    return work.mapped()


class _Work:
    """The columns while they are being given away, best evidence first."""

    def __init__(
        self,
        headings: Sequence[Heading],
        vocabulary: Vocabulary,
        remembered: Mapping[str, str],
        samples: Samples,
        sheet: str,
        asks: bool,
    ) -> None:
        self._raw, self._vocabulary, self._sheet, self._asks = headings, vocabulary, sheet, asks
        self._headings = vocabulary.grouped(headings)
        self._remembered = {plain(heading): key for heading, key in remembered.items()}
        self._samples = {index: [c for c in cells if not is_blank(c)] for index, cells in samples.items()}
        self._done: dict[int, Column] = {}
        self._taken: dict[str, int] = {}
        self._problems: list[Problem] = []

    def own_columns(self) -> None:
        """Recognise what our report added; 「原因」 alone may be a column of the sender's."""
        own = {plain(h.text): h for h in self._headings if plain(h.text) in OURS}
        if OURS[0] in own and len(own) > 1:
            for word, heading in own.items():
                self._done[heading.index] = replace(self._column(heading), heading=word, how=How.OURS)

    def by_memory(self) -> None:
        """What the clerk chose before for this heading."""
        for heading in self._open():
            key = self._remembered.get(plain(heading.text))
            if key == "":
                self._done[heading.index] = replace(self._column(heading), how=How.REMEMBERED)
            elif key is not None and key in self._vocabulary and key not in self._taken:
                self._give(heading, key, How.REMEMBERED, sure=True)

    def by_heading(self, sure: bool) -> None:
        """What the words of the vocabulary say."""
        for exact in (True, False):
            for heading in self._open():
                match = self._vocabulary.match(heading.path)
                if match is None or match.sure is not sure or (match.how is How.EXACT) is not exact:
                    continue
                first = self._taken.get(match.target.key)
                if first is None:
                    self._give(heading, match.target.key, match.how, sure)
                elif sure:
                    self._name_double(heading, match.target, first)

    def by_content(self, familiar: bool) -> None:
        """What the cells look like, when exactly one free target is like them; ``familiar``: the heading agrees."""
        for heading in self._open():
            if plain(heading.path[-1]) in _SEQUENCE:
                continue
            free = [t for t in self._vocabulary.targets if t.key not in self._taken and self._looks(t, heading.index)]
            match = self._vocabulary.match(heading.path)
            if familiar:
                free = [target for target in free if match and match.target.key == target.key]
            elif len(free) > 1:
                likely = [target for target in free if target in self._vocabulary.suggest(heading.path[-1], 1)]
                free = likely or free
            subject = len(free) == 1 and same_subject(plain(heading.text), plain(free[0].label))
            if subject and not any(h is not heading and self._looks(free[0], h.index) for h in self._open()):
                self._give(heading, free[0].key, How.CONTENT, sure=False)

    def _looks(self, target: Target, index: int) -> bool:
        cells = self._samples.get(index, [])
        return bool(target.looks and cells) and _share(target, cells) >= 0.8

    def _open(self) -> list[Heading]:
        return [heading for heading in self._headings if heading.index not in self._done]

    def _column(self, heading: Heading) -> Column:
        shown = tuple(str(cell) for cell in self._samples.get(heading.index, [])[:3])
        return Column(heading.index, heading.text, samples=shown)

    def _give(self, heading: Heading, key: str, how: How, sure: bool) -> None:
        self._taken[key] = heading.index
        column = replace(self._column(heading), target=key, how=how, sure=sure)
        target = self._vocabulary[key]
        cells = self._samples.get(heading.index, [])
        if not sure:
            message = f"{column.letters} 列「{heading.text}」按“{target.label}”读取，不能完全确定，请核对。"
            self._tell("W-COLUMN-GUESS", heading, message, target.label)
        elif target.looks and len(cells) >= 5 and _share(target, cells) < 0.2:
            column = replace(column, sure=False)
            message = (
                f"{column.letters} 列「{heading.text}」的内容不像{target.label}（如“{cells[0]}”），请核对是否错列。"
            )
            self._tell("W-COLUMN-CONTENT", heading, message, target.label)
        self._done[heading.index] = column

    def _name_double(self, heading: Heading, target: Target, first: int) -> None:
        self._done[heading.index] = self._column(heading)
        message = (
            f"{column_letters(heading.index)} 列「{heading.text}」与 {column_letters(first)} 列都是“{target.label}”，"
            f"只读取 {column_letters(first)} 列。"
        )
        self._tell("W-COLUMN-TWICE", heading, message, target.label)

    def _tell(self, code: str, heading: Heading, message: str, expected: str = "") -> None:
        problem = Problem(code, Severity.WARNING, message, heading.text, heading.text, expected, self._sheet)
        self._problems.append(problem)

    def mapped(self) -> Mapped:
        """The result, unknown columns named."""
        for heading in self._open():
            self._done[heading.index] = self._unknown(heading)
        missing = tuple(t for t in self._vocabulary.required if t.key not in self._taken)
        for target in missing:
            message = f"没有找到“{target.label}”列，请核对表头，或指定哪一列是{target.label}。"
            self._problems.append(
                Problem("E-COLUMN-MISSING", Severity.ERROR, message, target.label, "", target.label, self._sheet)
            )
        columns = tuple(self._done[heading.index] for heading in self._headings)
        return Mapped(columns, fingerprint(self._raw, self._sheet), missing, tuple(self._problems))

    def _unknown(self, heading: Heading) -> Column:
        column = self._column(heading)
        if plain(heading.path[-1]) in _SEQUENCE or not column.samples or not self._asks:
            return column
        near = [t.label for t in self._vocabulary.suggest(heading.path[-1]) if t.key not in self._taken]
        asked = f"是不是{'、'.join(f'“{label}”' for label in near)}？" if near else ""
        message = f"{column.letters} 列「{heading.text}」没有对应的项目，不读取。{asked}"
        self._problems.append(
            Problem("N-COLUMN-UNKNOWN", Severity.NOTE, message, heading.text, heading.text, "", self._sheet)
        )
        return replace(column, suggestions=tuple(near))


def _share(target: Target, cells: Sequence[Cell]) -> float:
    looks = target.looks
    return sum(1 for cell in cells if looks(cell)) / len(cells) if looks and cells else 0.0


def fingerprint(headings: Iterable[Heading], sheet: str = "") -> str:
    """A stable mark of a head in this sheet; years, months and numbers in the sheet's name do not count."""
    words = [plain(heading.text) for heading in headings]
    text = "\n".join([_PERIOD.sub("", plain(sheet)), *words])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def similarity(one: Iterable[Heading], other: Iterable[Heading]) -> float:
    """How much two heads are alike, 0 to 1; at 0.8 what was remembered for one may serve the other."""
    first, second = ([plain(heading.text) for heading in headings] for headings in (one, other))
    shared = len(set(first) & set(second)) * 2 / (len(set(first)) + len(set(second)) or 1)
    return max(shared, SequenceMatcher(None, first, second, autojunk=False).ratio())


def choose_kind(sheet: Sheet, vocabularies: Mapping[str, Vocabulary], file_name: str = "") -> str | None:
    """Which kind of list a sheet is; None when none fits: our own report sheet, a page of instructions.

    A heading that few kinds know says more than one that all know, a word of the title or a required column that is
    missing more than a heading. A list that nothing tells apart goes to the kind named first, if two fifths of its
    columns are known, or its title names the kind and nothing required is missing: a sheet of signatures is mostly
    ticks. Required columns may be missing still: ``map_columns`` names them.
    """
    if sheet.name == REPORT_SHEET or not sheet.rows:
        return None
    found = {kind: _mapped_start(sheet, vocabulary) for kind, vocabulary in vocabularies.items()}
    fitting = {kind: mapped for kind, (mapped, _) in found.items() if mapped and mapped.by_target}
    knowing: dict[int, int] = {}
    for mapped in fitting.values():
        for index in mapped.by_target.values():
            knowing[index] = knowing.get(index, 0) + 1

    def is_named(kind: str) -> bool:
        title = file_name + sheet.name + found[kind][1]
        return any(word in title for word in vocabularies[kind].titles)

    def weight(kind: str) -> float:
        read = [column for column in fitting[kind].columns if column.target]
        told = sum((1.0 if column.sure else 0.4) / knowing[column.index] for column in read)
        return told + 2.0 * is_named(kind) - 2.0 * len(fitting[kind].missing)

    def is_told(kind: str) -> bool:
        columns = [c for c in fitting[kind].columns if c.target or c.samples]
        read = [c for c in columns if c.target]
        own = [c for c in read if knowing[c.index] == 1 and not vocabularies[kind][c.target or ""].required]
        missing, required = len(fitting[kind].missing), len(vocabularies[kind].required)
        whole = is_named(kind) and not missing and len(read) >= 2
        return whole or (missing * 2 <= required and (len(read) * 5 >= len(columns) * 2 or len(own) >= 2))

    return max(filter(is_told, fitting), key=weight, default=None)


def _mapped_start(sheet: Sheet, vocabulary: Vocabulary) -> tuple[Mapped | None, str]:
    """The mapping made from the head and the first rows below it, and the text above the head."""
    head = find_head(sheet, vocabulary)
    if head is None:
        return None, ""
    begin = head.rows[-1] + 1 - sheet.first
    some = sheet.rows[begin : begin + 80]
    samples = {h.index: [row[h.index] for row in some] for h in head.headings}
    above = sheet.rows[: head.rows[0] - sheet.first]
    title = "".join(cell for row in above for cell in row if isinstance(cell, str))
    return map_columns(head.headings, vocabulary, samples=samples, asks=False), title
