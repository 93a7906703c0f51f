"""Lists out of the register: as seen on the screen, or whole as a return that imports back unchanged.

Every value comes through the read gate of the listing. Identity numbers, codes and phones are text with format @,
and nothing that begins with = + - or @ can come alive as a formula.
"""

import contextlib
import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hfp_desk import VERSION
from hfp_desk.kinds import Money, Whole
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import BY_NAME, Column, Person, RecordType
from hfp_desk.records import Place as PlaceRecord
from hfp_desk.store import history
from hfp_desk.store.listing import Listing, View
from hfp_desk.store.opening import Register

NUMBER_HEADING = "登记编号"
KINDS = {
    "people": "person",
    "households": "household",
    "identities": "identity",
    "diagnoses": "diagnosis",
    "treatments": "treatment",
    "settlements": "settlement",
    "institutions": "institution",
    "places": "place",
}
"""What a list is called on the command line."""

_LIVE = ("=", "+", "-", "@")
_WIDEST = 40


def record_type(kind: str) -> RecordType:
    """The record type behind a list's name; Refusal naming the lists there are."""
    if kind not in KINDS:
        raise Refusal(f"没有名为“{kind}”的清单。", f"可以导出：{'、'.join(KINDS)}。")
    return BY_NAME[KINDS[kind]]


def return_columns(kind: RecordType) -> tuple[Column, ...]:
    """All declared fields of a record type, before them whose record it is."""
    links = kind.model._meta.fields
    person = links.get("person")
    whose: tuple[Column, ...] = ()
    if person is not None:
        whose = (
            Column(PlaceRecord.name, (person, Person.town), label="乡镇"),
            Column(PlaceRecord.name, (person, Person.village), label="行政村"),
            Column(Person.name, (person,)),
            Column(Person.id_number, (person,)),
        )
    treatment = links.get("treatment")
    stay = tuple(Column(field, (treatment,)) for field in _stay_fields(treatment)) if treatment is not None else ()
    own = tuple(_own(field) for field in kind.fields if field.name not in {"person", "treatment", "id_key"})
    return (*whose, *stay, *own)


def export(
    listing: Listing, target: Path, *, title: str, by: str, progress: Progress = SILENT, numbered: bool = False
) -> int:
    """Write a listing as .xlsx, .csv or .json by the file's ending; how many rows were written.

    ``numbered`` adds the hidden column 登记编号 by which the file finds its records again when it comes back.
    """
    writers: dict[str, Callable[..., None]] = {".xlsx": _xlsx, ".csv": _csv, ".json": _json}
    writer = writers.get(target.suffix.lower())
    if writer is None:
        raise Refusal(f"不认得文件类型“{target.suffix}”。", "请用 .xlsx、.csv 或 .json 作文件名结尾。")
    from xlsxwriter.exceptions import FileCreateError

    rough = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        writer(listing, rough, title=title, by=by, progress=progress, numbered=numbered)
        rough.replace(target)
    except (OSError, FileCreateError) as error:
        reason = getattr(error, "strerror", None) or "磁盘不可写"
        raise Refusal(f"“{target.name}”没有写成：{reason}。", "文件若已在 WPS 中打开，请先关闭再导出。") from error
    finally:
        with contextlib.suppress(OSError):
            rough.unlink(missing_ok=True)
    return len(listing)


def export_return(register: Register, kind: str, target: Path, viewer: Any, progress: Progress = SILENT) -> int:
    """Write a whole list so that it imports back unchanged; how many rows were written."""
    chosen = record_type(kind)
    listing = Listing(register, View(chosen, return_columns(chosen)), viewer)
    return export(listing, target, title=chosen.title, by=register.user, progress=progress, numbered=True)


def _stay_fields(treatment: Any) -> tuple[Any, ...]:
    model = treatment.rel_model
    return (model.disease, model.hospital, model.admitted, model.discharged)


def _own(field: Any) -> Column:
    """A column of the record itself; a link is shown by the name or number of what it points at."""
    target = getattr(field, "rel_model", None)
    if target is None:
        return Column(field)
    shown = next(name for name in ("name", "number", "disease", "settled_on") if name in target._meta.fields)
    label = target._meta.fields[shown].spec.label if shown == "number" else field.spec.label
    return Column(target._meta.fields[shown], (field,), label=label)


def _rows(listing: Listing, progress: Progress) -> Iterator[tuple[int, tuple[str, ...]]]:
    total = len(listing)
    for row in range(total):
        if row % 1000 == 0:
            progress.step(row, total, "导出")
        yield listing.id_at(row), listing.cells(row)


def _value(column: Column, text: str) -> str | float | int | None:
    """Money and counts as numbers, everything else as the text that is shown."""
    if not text:
        return None
    if isinstance(column.spec.kind, Money):
        return float(text.replace(",", "")) if _is_number(text) else text
    return int(text) if isinstance(column.spec.kind, Whole) and _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(",", "").replace(".", "", 1).isdigit()


def _headings(listing: Listing, numbered: bool) -> list[str]:
    titles = [column.title for column in listing.view.shown]
    return [NUMBER_HEADING, *titles] if numbered else titles


def _footer(by: str, count: int) -> str:
    return f"共 {count} 条 · {by} 于 {history.now()} 由健康扶贫台账 {VERSION} 导出"


def _xlsx(listing: Listing, target: Path, *, title: str, by: str, progress: Progress, numbered: bool) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(target), {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "author": by, "comments": _footer(by, len(listing))})
    sheet = book.add_worksheet(_sheet_name(title))
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}
    head = book.add_format({**base, "bold": True, "bg_color": "#EEF3F3", "text_wrap": True, "align": "center"})
    words = book.add_format({**base, "num_format": "@"})
    money = book.add_format({**base, "num_format": "#,##0.00"})
    columns = listing.view.shown
    _widths(sheet, columns, words, money, numbered)
    for place, heading in enumerate(_headings(listing, numbered)):
        sheet.write_string(0, place, heading, head)
    shift = int(numbered)
    for line, (record, cells) in enumerate(_rows(listing, progress), start=1):
        if numbered:
            sheet.write_string(line, 0, str(record), words)
        for place, (column, text) in enumerate(zip(columns, cells, strict=True), start=shift):
            value = _value(column, text)
            if isinstance(value, float | int):
                sheet.write_number(line, place, value, money if isinstance(value, float) else words)
            else:
                sheet.write_string(line, place, value or "", words)
    sheet.set_footer(f"&L{_footer(by, len(listing))}&R第 &P 页 共 &N 页")
    book.close()


def _widths(sheet: Any, columns: tuple[Column, ...], words: Any, money: Any, numbered: bool) -> None:
    shift = int(numbered)
    if numbered:
        sheet.set_column(0, 0, 10, words, {"hidden": True})
    for place, column in enumerate(columns, start=shift):
        chars = max(column.spec.chars, 2 * len(column.title)) + 2
        style = money if isinstance(column.spec.kind, Money) else words
        sheet.set_column(place, place, min(chars, _WIDEST), style)
    sheet.freeze_panes(1, shift)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\")[:31] or "清单"


def _csv(listing: Listing, target: Path, *, title: str, by: str, progress: Progress, numbered: bool) -> None:
    del title, by
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_headings(listing, numbered))
        for record, cells in _rows(listing, progress):
            texts = [_tame(column, text) for column, text in zip(listing.view.shown, cells, strict=True)]
            writer.writerow([str(record), *texts] if numbered else texts)


def _tame(column: Column, text: str) -> str:
    """A spreadsheet that opens the file must not run what somebody typed as a name."""
    if text.startswith(_LIVE) and not (column.spec.kind.numeric and _is_number(text)):
        return "'" + text
    return text.replace(",", "") if isinstance(column.spec.kind, Money) else text


def _json(listing: Listing, target: Path, *, title: str, by: str, progress: Progress, numbered: bool) -> None:
    del title, by, numbered
    keys = [column.key for column in listing.view.shown]
    with target.open("w", encoding="utf-8") as stream:
        stream.write("[")
        for place, (record, cells) in enumerate(_rows(listing, progress)):
            values = [_value(column, text) for column, text in zip(listing.view.shown, cells, strict=True)]
            stream.write(",\n" if place else "\n")
            json.dump({"id": record, **dict(zip(keys, values, strict=True))}, stream, ensure_ascii=False)
        stream.write("\n]\n")
