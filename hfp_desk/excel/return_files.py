"""A return as a workbook in our own layout: to be sent up, or empty for the townships to fill in.

What it says of itself on the hidden sheet is in ``return_marks``; the sheet it shows is ``returns.layout``'s, the same
as on paper. A frozen version (上报件) says so in its foot and is written alike every time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from hfp_desk import VERSION, scratch
from hfp_desk.excel import return_formulas, return_marks
from hfp_desk.excel.book import column_letters
from hfp_desk.excel.list_files import WORKBOOK, sheet_name
from hfp_desk.excel.return_formulas import Formulas
from hfp_desk.excel.return_looks import FONT, Drawing, Filling
from hfp_desk.excel.return_marks import MarkedColumn, MarkedRow, Marks
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Institution, Place
from hfp_desk.returns import Definition, Period, RowKind, Table, layout
from hfp_desk.returns.layout import Head, Sheet
from hfp_desk.returns.layout_pages import SIZE
from hfp_desk.returns.table import TOTAL, Cell, Line
from hfp_desk.store import figures, history, return_sheets, returns, row_kinds
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing, release
from hfp_desk.store.sending import Sent

REPORTED, TO_FILL_IN = "上报上级", "下发乡镇填报"
"""What a return leaves for, when nothing else is said."""

_GREY_NOTE = "灰色格由公式计算，请勿改动；白色格填写数字，没有的填 0；请勿增删行、列，填好后原样交回。"


@dataclass(frozen=True)
class _Made:
    """Everything a workbook is drawn from."""

    table: Table
    sheet: Sheet
    by: str
    at: str
    codes: Mapping[str, str]
    sent: Sent | None = None
    place: str = ""
    adding: Mapping[str, bool] | None = None


def write_return(
    register: Register,
    viewer: Viewer,
    table: Table,
    target: Path,
    *,
    head: Head | None = None,
    sent: Sent | None = None,
    purpose: str = REPORTED,
) -> int:
    """Write a return as it goes up, as .xlsx or as .json by the file's ending, and log that it left; how many lines.

    ``sent`` is the frozen version that it is.

    Refusal to who may look at nothing, or when the place cannot be written.
    """
    _require(viewer, target, WORKBOOK, ".json")
    sheet = return_sheets.sheet(register, table, head, sent)
    at = sent.sent_at if sent else history.now()
    made = _Made(table, sheet, sent.sent_by if sent else register.user, at, codes(register, table), sent)
    return _leave(register, made, target, purpose)


def write_blank(
    register: Register,
    viewer: Viewer,
    definition: Definition,
    period: Period,
    target: Path,
    *,
    place: int | None = None,
    head: Head | None = None,
) -> int:
    """Write an empty return to be filled in by one township (``place``) or for all of them; how many lines."""
    _require(viewer, target, WORKBOOK)
    table, code = _to_fill_in(register, definition, period, place)
    sheet = return_sheets.sheet(register, table, head)
    sheet = replace(sheet, notes=(_GREY_NOTE, *sheet.notes))
    adding = returns.adds(register, definition, period)
    adding |= {column.name: True for column in definition.columns if column.written}
    marks = codes(register, table)
    made = _Made(table, sheet, register.user, history.now(), marks, place=code, adding=adding)
    return _leave(register, made, target, TO_FILL_IN)


def codes(register: Register, table: Table) -> dict[str, str]:
    """The code of the place or hospital of each line, by its key as text."""
    keys = [line.key for line in table.lines if line.key != TOTAL]
    with register.session():
        match table.definition.rows:
            case RowKind.TOWNS | RowKind.VILLAGES:
                return {str(one.id): one.code or "" for one in Place.select().where(Place.id.in_(keys))}
            case RowKind.HOSPITALS:
                found = Institution.select().where(Institution.id.in_(keys))
                return {str(one.id): one.code or "" for one in found}
            case _:
                return {str(key): str(key) for key in keys}


def draw(table: Table, target: Path, by: str = "", head: Head | None = None) -> None:
    """Draw a return that no register counted, such as a city's sum of its counties; nothing is logged."""
    _draw(_Made(table, layout.laid_out(table, head), by, history.now(), {}), target)


def _require(viewer: Viewer, target: Path, *endings: str) -> None:
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能导出。", "请联系管理员分配角色。")
    if target.suffix.lower() not in endings:
        raise Refusal(f"不认得文件类型“{target.suffix}”。", f"请用 {' 或 '.join(endings)} 作文件名结尾。")


def _to_fill_in(register: Register, definition: Definition, period: Period, place: int | None) -> tuple[Table, str]:
    """The table with nothing in it, of one township or all, and the code of the township."""
    with register.session():
        edition = figures.in_force().on(period.ends)
        labels = row_kinds.lines(register.db, definition, period, edition).labels
        town = Place.get_by_id(place) if place is not None else None
        if town is not None and definition.rows is RowKind.TOWNS:
            labels = tuple(pair for pair in labels if pair[0] == town.id)
        elif town is not None and definition.rows is RowKind.VILLAGES:
            own = {one.id for one in Place.select(Place.id).where(Place.parent == town)}
            labels = tuple(pair for pair in labels if pair[0] in own)
        unit = town.name if town is not None else returns.reporting_unit()
    alone = len(labels) == 1 and definition.rows is RowKind.TOWNS
    named = labels if alone else ((TOTAL, "合计"), *labels)
    nothing = (Cell(),) * len(definition.columns)
    lines = tuple(Line(key, label, nothing) for key, label in named)
    return Table(definition, period, unit, edition.label, lines), town.code if town is not None else ""


def _leave(register: Register, made: _Made, target: Path, purpose: str) -> int:
    table = made.table
    detail: dict[str, Any] = {"return": table.definition.name, "period": table.period.mark, "rows": len(table.lines)}
    if made.sent is not None:
        detail |= {"version": made.sent.version, "digest": made.sent.digest}
    if made.place:
        detail["place"] = made.place
    outgoing = Outgoing(Action.EXPORT, f"{made.sheet.title} {table.period.label}", 0, purpose.strip(), detail)
    finished = scratch.fresh(target.name)
    try:
        if target.suffix.lower() == WORKBOOK:
            _draw(made, finished)
        else:
            finished.write_bytes(msgspec.json.format(msgspec.json.encode(table), indent=1))
        release(register, finished, target, outgoing)
    finally:
        scratch.wipe(finished)
    return len(table.lines)


def _draw(made: _Made, target: Path) -> None:
    import xlsxwriter

    usual = {"default_format_properties": {"font_name": FONT, "font_size": SIZE}, "tmpdir": str(target.parent)}
    options = {"strings_to_formulas": False, "strings_to_urls": False, **usual}
    book = xlsxwriter.Workbook(str(target), options)
    said = {"title": made.sheet.title, "author": made.by, "created": datetime.fromisoformat(made.at)}
    book.set_properties(said)
    name = sheet_name(made.sheet.title)
    worksheet = book.add_worksheet(name)
    drawing = Drawing(book, worksheet, made.sheet)
    first = drawing.places.lines + 1
    formulas = Formulas(made.table, first, made.sheet.leading, made.adding)
    drawing.draw(Filling(formulas, blank=made.adding is not None, footer=_footer(made)))
    for defined, cells in return_formulas.names(made.table, first, made.sheet.leading).items():
        book.define_name(defined, f"='{name}'!{cells}")
    return_marks.write(book, _marks(made, name, first))
    book.close()


def _footer(made: _Made) -> str:
    return "" if made.sent else f"{made.by} {made.at[:16]} 导出"


def _marks(made: _Made, sheet: str, first: int) -> Marks:
    table, sent = made.table, made.sent
    rows = (
        MarkedRow(number, str(line.key), made.codes.get(str(line.key), ""), line.label)
        for number, line in enumerate(table.lines, first)
    )
    columns = (
        MarkedColumn(column_letters(place), column.name, column.label)
        for place, column in enumerate(made.sheet.columns)
        if column.name
    )
    return Marks(
        name=table.definition.name,
        title=made.sheet.title,
        period=table.period.mark,
        unit=table.unit,
        sheet=sheet,
        place=made.place,
        program=sent.program if sent else VERSION,
        edition=table.edition,
        version=str(sent.version) if sent else "",
        digest=sent.digest if sent else "",
        rows=tuple(rows),
        columns=tuple(columns),
    )
