"""Reads the returns that townships and counties send in: one or several sheets of a workbook, whoever saved it last.

The hidden sheet tells which return, period and place it is; where it was lost, title, 报告期, 填报单位, the sheet's and
the file's name do. What does not hold becomes a ``Flaw`` that names sheet, row and column; the texts of every row are
kept beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hfp_desk.excel import collected_heads, collected_lines
from hfp_desk.excel.book import Book, Sheet
from hfp_desk.excel.collected_figures import as_text
from hfp_desk.excel.collected_heads import Heads
from hfp_desk.excel.collected_lines import Key, Lines, NameOf, Rows
from hfp_desk.excel.collected_table import Making
from hfp_desk.excel.collected_whose import Wanted, Whose, whose
from hfp_desk.excel.headings import plain
from hfp_desk.excel.reading import open_book
from hfp_desk.excel.return_marks import Marks, marks_of
from hfp_desk.problems import Refusal
from hfp_desk.returns import Definition, Period, RowKind, Table
from hfp_desk.returns.collected import Collected, Flaw
from hfp_desk.store.collecting_towns import Town, Towns

FormOf = Callable[[Definition, Period, Town], Table]
"""The empty return of a township, as it is handed out."""

_MARKED = ("xlsx", "xls", "ods")
_TOP = 12
"""So many rows of a sheet may hold its title."""


@dataclass(frozen=True)
class Asked:
    """What is looked for: which return and period, the townships (or none), and the lines each ought to have.

    ``town`` is whom the clerk says it is from; ``adds`` tells which columns of ``definition`` add up.
    """

    definitions: Sequence[Definition]
    definition: Definition | None = None
    period: str = ""
    towns: Towns | None = None
    form: FormOf | None = None
    town: Town | None = None
    adds: Mapping[str, bool] | None = None


def read(path: Path, asked: Asked) -> tuple[Collected, ...]:
    """The returns of a file, one for each sheet that is one. Refusal where the file itself cannot be read."""
    book = open_book(path)
    marks = marks_of(path) if book.format in _MARKED else None
    definition = _definition(book, marks, asked)
    found = [(sheet, heads) for sheet in book.visible if (heads := collected_heads.find(sheet, definition))]
    if not found:
        raise Refusal(
            f"“{path.name}”里没有《{definition.title}》的表头。",
            "表头可能被改过，或选错了报表；请让填报单位用下发的表重填，或换一个报表再收。",
        )
    own = marks if len(found) == 1 else None
    return tuple(_read(book, sheet, heads, own, definition, asked) for sheet, heads in found)


def _definition(book: Book, marks: Marks | None, asked: Asked) -> Definition:
    """Which return a file is: by its marks, by its title, else the one that is asked for."""
    wanted = asked.definition
    named = next((one for one in asked.definitions if marks is not None and one.name == marks.name), None)
    if named is None:
        titled = [one for one in asked.definitions if any(_titled(sheet, one) for sheet in book.visible)]
        named = max(titled, key=lambda one: (one == wanted, len(one.title)), default=wanted)
    if named is None:
        raise Refusal(f"看不出“{book.path.name}”是哪张报表。", "请指明报表名称，或确认表的标题没有被改过。")
    if wanted is not None and named.name != wanted.name:
        sentence = f"“{book.path.name}”是《{named.title}》，不是《{wanted.title}》。"
        raise Refusal(sentence, "请换到那张报表再收，或换一个文件。")
    return named


def _titled(sheet: Sheet, definition: Definition) -> bool:
    title = plain(definition.title)
    cells = (cell for number in sheet.filled[:_TOP] for cell in sheet.row(number))
    return any(isinstance(cell, str) and title in plain(cell) for cell in cells)


def _read(
    book: Book, sheet: Sheet, heads: Heads, marks: Marks | None, definition: Definition, asked: Asked
) -> Collected:
    wanted = Wanted(asked.period, asked.towns, asked.town)
    known = whose(sheet, heads, marks, definition, wanted, book.path.stem)
    flaws = [*([] if marks is not None else [_LOST]), *known.flaws, *collected_heads.flaws(sheet, heads, definition)]
    rows, table = Rows(), None
    if known.period is not None:
        lines = _lines(definition, marks, known, asked)
        rows = collected_lines.read(sheet, definition, heads, lines)
        making = Making(sheet.name, heads, rows, lines, asked.adds or {})
        table = making.table(definition, known.period, known.unit)
        flaws += [*rows.flaws, *making.flaws]
    return Collected(
        name=definition.name,
        period=known.period.mark if known.period is not None else "",
        code=known.town.code if known.town is not None else _code(marks),
        unit=known.unit,
        file=book.path.name,
        sha256=book.sha256,
        sheet=sheet.name,
        table=table,
        flaws=tuple(flaws),
        spots=tuple(rows.spots),
        raw=tuple((number, tuple(map(as_text, sheet.row(number)))) for number in sheet.filled),
    )


_LOST = Flaw(level="note", message="没有下发时的隐藏标记，已按标题、表头和名称识别，请核对是哪个单位、哪一期")


def _lines(definition: Definition, marks: Marks | None, known: Whose, asked: Asked) -> Lines:
    """The lines that the sheet ought to have: as they were handed out, else as they would be today."""
    expected: list[tuple[Key, str]] = []
    town, towns = known.town, asked.towns
    if marks is not None and marks.rows and (town is None or marks.place in ("", town.code)):
        expected = [(_key(row.key), row.label) for row in marks.rows]
    elif town is not None and asked.form is not None and known.period is not None:
        expected = [(line.key, line.label) for line in asked.form(definition, known.period, town).lines]
    return Lines(expected, _names(definition, town, towns), known.unit)


def _names(definition: Definition, town: Town | None, towns: Towns | None) -> NameOf | None:
    """How lines are known by other names than those that were handed out."""
    if towns is None or town is None:
        return None
    if definition.rows is RowKind.TOWNS:
        return towns.called
    return (lambda text: towns.village(town, text)) if definition.rows is RowKind.VILLAGES else None


def _code(marks: Marks | None) -> str:
    """The place of a file that no register knows: the township it was for, or the county of all its lines."""
    if marks is None or marks.place:
        return marks.place if marks is not None else ""
    counties = {row.code[:6] for row in marks.rows if len(row.code) == 12 and row.code.isdigit()}
    return counties.pop() if len(counties) == 1 else ""


def _key(key: str) -> Key:
    return int(key) if key.lstrip("-").isdigit() else key
