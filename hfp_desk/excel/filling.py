"""From an understood sheet to a table of values: columns converted, identity numbers read, places found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from hfp_desk.excel.bodies import Reason
from hfp_desk.excel.book import Cell
from hfp_desk.excel.converting import Converted, convert, texts, written
from hfp_desk.excel.guessing import Guesses
from hfp_desk.excel.mapping import Mapped
from hfp_desk.excel.parts import ADDRESS, COUNTY, MARK, OUR_NUMBER, PERSON_IDENTITY, PLACE_LINKS, ListKind
from hfp_desk.excel.periods import split_periods
from hfp_desk.excel.table import Table, UnreadCell, error, warn
from hfp_desk.excel.understanding import Skipped, Understood
from hfp_desk.excel.visit_cells import read_cells
from hfp_desk.fields import spec_of
from hfp_desk.kinds import Unreadable
from hfp_desk.records import PAYERS
from hfp_desk.rules import identity_number
from hfp_desk.rules.identity_number import IdNumber, IdNumberError
from hfp_desk.store.place_names import PlaceNames, Resolved

VILLAGE = "village"
_NAME = "姓名"
_SHORT = 24
_NO_FIELD = frozenset({OUR_NUMBER, MARK, ADDRESS, COUNTY})
_UNIT = re.compile(r"单位\s*[:：][^元]{0,6}万元|[(（]万元[)）]")
_CITIZEN = frozenset({"", "01", "11"})
_DECISIVE = frozenset(
    {
        *("posting.starts", "course.starts"),
        "treatment.admitted",
        "treatment.discharged",
        "settlement.total",
        "settlement.own_share",
        *(f"settlement.{payer.name}" for payer in PAYERS),
    }
)
"""Columns without which a row means nothing, as without its identity number: an unreadable value keeps it out."""


def fill(
    understood: Understood,
    kind: ListKind,
    mapped: Mapped,
    guesses: Guesses,
    answers: Mapping[tuple[str, str], str],
    names: PlaceNames,
) -> Table:
    """All values of a list. Unreadable ones are told; a row is held back only where it means nothing without."""
    headings = {column.target: column.heading for column in mapped.columns if column.target}
    table = Table(kind, understood.sheet, understood.numbers, understood.rows, mapped.by_target, headings, guesses)
    table.labels = {_label(kind, key): key for key in headings}
    table.beside = {column.index: column.heading for column in mapped.columns if column.target is None}
    cells = split_periods(table, _columns(table) if kind.reads is None else kind.reads(_columns(table)))
    cells = read_cells(table, dict(cells))
    read = {key: _fill_column(table, key, cells[key], answers) for key in cells if key not in _NO_FIELD}
    _fill_number(table, cells)
    table.marks = texts(cells[MARK]) if MARK in cells else []
    if kind.identity in read:
        _fill_ids(table, cells[kind.identity], read[kind.identity].bad)
    else:
        _take_from_title(table)
    _fill_places(table, cells, names, understood.skipped)
    _fill_disease(table)
    _tell_beside(table, mapped)
    return table


def _tell_beside(table: Table, mapped: Mapped) -> None:
    """Persons in a further column of names: 「村医2」, or the right half of a sheet of signatures."""
    doubled = {told.found for told in mapped.problems if told.code == "W-COLUMN-TWICE" and told.expected == _NAME}
    for index, heading in table.beside.items():
        for place, row in enumerate(table.rows if heading in doubled else ()):
            if name := written(row[index]):
                message = f"同一行的「{heading}」还写着“{name}”，这个人没有登记，其余照常；请每人一行填写后再导入。"
                table.tell(place, warn("W-PERSON-BESIDE", message, heading, name, "每行一人"))


def _fill_disease(table: Table) -> None:
    """A sheet of one disease that only its name or title tells."""
    key = next((key for key in ("treatment.disease", "diagnosis.disease") if key in table.kind.feeds), "")
    if key and table.guesses.disease and key not in table.values and not table.kind.ours:
        table.values[key] = [table.guesses.disease] * len(table)


def _columns(table: Table) -> dict[str, Sequence[Cell]]:
    """The cells of each column that is read, laid out once."""
    if not table.rows:
        return dict.fromkeys(table.columns, ())
    across = list(zip(*table.rows, strict=True))
    return {key: across[index] for key, index in table.columns.items()}


def _label(kind: ListKind, key: str) -> str:
    feeds = kind.feeds.get(key)
    if not feeds:
        return key
    part, name = feeds[0]
    return spec_of(part.record.model._meta.fields[name]).label


def _fill_column(table: Table, key: str, cells: Sequence[Cell], answers: Mapping[tuple[str, str], str]) -> Converted:
    part, name = table.kind.feeds[key][0]
    target = part.record.model._meta.fields[name]
    if hasattr(target, "rel_model"):
        found = Converted([cell.strip() if isinstance(cell, str) else written(cell) for cell in cells])
    else:
        meant = {word: value for (field, word), value in answers.items() if field == key}
        found = convert(cells, target, meant, _in_ten_thousands(table, key))
    table.values[key] = found.values
    if key != table.kind.identity:
        _tell_bad(table, key, found, cells)
    return found


def _in_ten_thousands(table: Table, key: str) -> bool:
    """Whether the amounts of a column are in 万元: its own heading says so, or the title where the heading does not."""
    heading = table.headings[key]
    return "万元" in heading or ("元" not in heading and bool(_UNIT.search(table.guesses.title)))


def _tell_bad(table: Table, key: str, found: Converted, cells: Sequence[Cell]) -> None:
    part, name = table.kind.feeds[key][0]
    label = spec_of(part.record.model._meta.fields[name]).label
    for place, reason in found.bad.items():
        raw = written(cells[place])
        if key in _DECISIVE:
            table.tell(place, error(reason.code, str(reason), label, raw, reason.expected))
            continue
        told = f"{reason}这一项没有导入，原文已留存，其余照常。"
        table.tell(place, warn("W" + reason.code[1:], told, label, raw, reason.expected))
        table.unread.setdefault(place, []).append(UnreadCell(part, name, raw, str(reason)))


def _fill_number(table: Table, cells: Mapping[str, Sequence[Cell]]) -> None:
    """Our own record numbers, where the list came from us."""
    column = cells.get(OUR_NUMBER)
    if column is None:
        return
    for place, text in enumerate(texts(column)):
        table.given.append(int(text) if text.isdigit() else None)
        if text and not text.isdigit():
            table.tell(
                place, error("E-OUR-NUMBER", f"登记编号“{text}”不是编号，请不要改动这一列。", "登记编号", text, "数字")
            )


def _fill_ids(table: Table, cells: Sequence[Cell], lost: Mapping[int, Unreadable]) -> None:
    """Read the identity numbers; one that does not hold keeps the row out, wherever a person is needed."""
    kind = table.kind
    column, label = table.values[kind.identity], _label(kind, kind.identity)
    documents = table.column(f"{kind.identity.partition('.')[0]}.id_document")
    failed: dict[str, IdNumberError] = {}
    parsed: dict[str, IdNumber | None] = {}
    for text in set(column):
        try:
            parsed[text] = identity_number.read(text)
        except IdNumberError as reason:
            parsed[text], failed[text] = None, reason
    table.ids = [parsed[text] for text in column]
    for place, text in enumerate(column):
        if text not in failed or (kind.may_lack_identity and not text and place not in lost):
            continue
        if documents is None or documents[place] in _CITIZEN or not text:
            why = lost.get(place) or failed[text]
            problem = error(why.code, str(why), label, written(cells[place]), why.expected)
            if table.kind.ours:
                table.doubted[place] = problem
            else:
                table.tell(place, problem)


def _take_from_title(table: Table) -> None:
    """A person named above the list is the person of all its rows."""
    about_persons = table.kind.identity == PERSON_IDENTITY
    number = identity_number.parsed(table.guesses.number) if about_persons and table.guesses.number else None
    table.ids = [number] * len(table)
    if number is not None:
        table.values[PERSON_IDENTITY] = [number.text] * len(table)
        if table.guesses.name and "person.name" not in table.values:
            table.values["person.name"] = [table.guesses.name] * len(table)


def _fill_places(
    table: Table, cells: Mapping[str, Sequence[Cell]], names: PlaceNames, skipped: Sequence[Skipped]
) -> None:
    """Township and village of each row; what is not found is told and kept raw, the row goes in."""
    town, village = _place_keys(table)
    blank = [""] * len(table)
    towns: list[Any] = table.values.pop(town, blank) if town else blank
    villages: list[Any] = table.values.pop(village, blank) if village else blank
    addresses = texts(cells[ADDRESS]) if ADDRESS in cells else blank
    guessed = town and town not in table.columns and (ADDRESS not in cells or table.kind.of_villages)
    usual = _usual_place(table, names) if guessed else ("", "")
    if not (town in cells or village in cells or ADDRESS in cells or any(usual)):
        return
    if guessed and table.kind.of_villages:
        towns = _towns_above(table, names, skipped)
    table.values[ADDRESS] = addresses
    table.values["place.town"], table.values["place.village"] = towns, villages
    for place, asked in enumerate(zip(towns, villages, addresses, strict=True)):
        if table.kind.of_villages:
            asked = (asked[0] or usual[0], asked[1], "" if asked[1] else asked[2])
        found = _found(names, asked, usual)
        table.places.append(found)
        if found.code and not table.kind.ours:
            _tell_place(table, place, found, asked)


def _towns_above(table: Table, names: PlaceNames, skipped: Sequence[Skipped]) -> list[str]:
    """The township in a line of its own above each row, 「一、义成镇」, where the list has no column for it."""
    lines = {one.row: one.text for one in skipped if one.reason is Reason.NOTE and len(one.text) <= _SHORT}
    named = sorted((row, town) for row, text in lines.items() if (town := names.within(text)[0]))
    rows = [row for row, _ in named]
    places = (bisect_right(rows, number) for number in table.numbers)
    return [named[place - 1][1] if place else "" for place in places]


def _usual_place(table: Table, names: PlaceNames) -> tuple[str, str]:
    """The place that the sheet's name or the title gives to all rows; a hospital's place is not its patients'."""
    if table.kind.ours or table.kind.part("treatment"):
        return "", ""
    town, village = names.within(table.guesses.title)
    if not table.kind.of_villages:
        return town, village
    return town or (table.sheet if names.find(table.sheet, "").town else ""), ""


def _found(names: PlaceNames, asked: tuple[str, str, str], usual: tuple[str, str]) -> Resolved:
    town, village, address = asked
    if usual[0] and not town and not address:
        found = names.find(usual[0], village or usual[1])
        if not found.code:
            return found
    return names.find(town, village or ("" if town or address else usual[1]), address)


def _place_keys(table: Table) -> tuple[str, str]:
    """The targets that feed township and village in this kind of list."""
    keys = {name: key for key, feeds in table.kind.feeds.items() for _, name in feeds if name in PLACE_LINKS}
    return keys.get("town", ""), keys.get("village", "")


def _tell_place(table: Table, place: int, found: Resolved, asked: tuple[str, str, str]) -> None:
    town, village, address = asked
    label, raw = ("行政村", village) if village else ("乡镇", town) if town else (ADDRESS, address)
    if table.kind.of_villages:
        written_place = village or address
        message = f"{town}“{written_place}”对不上登记簿中的村，这一行没有导入；请指定是哪个村，或更正后再导入。"
        sentence = message if written_place else found.sentence
        table.tell(place, error("E-PLACE", sentence, label, raw, found.expected))
        asking = UnreadCell(table.kind.parts[0], VILLAGE, town + village or address, found.sentence)
        table.unread.setdefault(place, []).append(asking)
        return
    table.tell(place, warn(found.code, found.sentence, label, raw, found.expected))
    for part in table.kind.parts:
        if VILLAGE in part.record.model._meta.fields and part.mode is not part.mode.LOOKUP:
            table.unread.setdefault(place, []).append(
                UnreadCell(part, VILLAGE, town + village or address, found.sentence)
            )
