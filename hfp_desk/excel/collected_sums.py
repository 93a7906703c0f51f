"""``roll-up`` over files: counties' or townships' workbooks and JSON tables, with or without a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hfp_desk import divisions, placing, scratch
from hfp_desk.divisions import Level
from hfp_desk.excel import collected, return_files
from hfp_desk.excel.collected import Asked
from hfp_desk.problems import Refusal
from hfp_desk.returns import RowKind, Table, checking
from hfp_desk.returns.collected import Collected
from hfp_desk.store import rolling_up
from hfp_desk.store.rolling_up import Part

_TOWNSHIP, _COUNTY = 12, 6


@dataclass(frozen=True)
class Source:
    """A return that is added up: its file, unit, code of the place, figures, and what is wrong with it."""

    file: str
    unit: str
    code: str
    table: Table
    flaws: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sum:
    """What was added up, and what whoever uses it must know."""

    table: Table
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


def sources(files: Sequence[Path], asked: Asked) -> tuple[Source, ...]:
    """Every return in the files. Refusal naming the file that cannot be read or is no return."""
    return tuple(one for path in files for one in _of_file(path, asked))


def summed(found: Sequence[Source], unit: str = "") -> Sum:
    """The sum of all; townships stay townships, else each county becomes a line.

    Refusal where returns or periods are mixed, or a unit stands twice.
    """
    if not found:
        raise Refusal("没有一份可以汇总的表。", "请给出乡镇或县区报来的文件。")
    definition, period = found[0].table.definition, found[0].table.period
    _require_once(found)
    towns = all(len(one.code) == _TOWNSHIP for one in found)
    ordered = sorted(found, key=lambda one: (not one.code, one.code))
    parts = [Part(one.unit, _label(one), one.table) for one in ordered]
    whole = unit or _above(ordered)
    roll = rolling_up.of_townships if towns else rolling_up.of_counties
    table = roll(definition, period, whole, parts)
    notes = (*_missing(ordered), *(f"{one.file}：{flaw}" for one in ordered for flaw in one.flaws))
    return Sum(table, tuple(ordered), notes)


def write(made: Sum, target: Path, by: str = "") -> None:
    """Write a sum as .xlsx or .json by the file's ending."""
    table = with_notes(made.table, made.notes)
    rough = scratch.fresh(target.name)
    try:
        if target.suffix.lower() == ".xlsx":
            return_files.draw(table, rough, by)
        elif target.suffix.lower() == ".json":
            rough.write_bytes(msgspec.json.format(msgspec.json.encode(table), indent=1))
        else:
            raise Refusal(f"不认得文件类型“{target.suffix}”。", "请用 .xlsx 或 .json 作文件名结尾。")
        placing.settle(rough, placing.reserve(target), target)
    finally:
        scratch.wipe(rough)


def with_notes(table: Table, notes: Sequence[str]) -> Table:
    """A table with more notes under it."""
    definition = msgspec.structs.replace(table.definition, notes=(*table.definition.notes, *notes))
    return msgspec.structs.replace(table, definition=definition)


def _of_file(path: Path, asked: Asked) -> Iterator[Source]:
    if path.suffix.lower() == ".json":
        yield _of_json(path, asked)
        return
    for one in collected.read(path, asked):
        if one.table is None:
            raise Refusal(f"“{path.name}”：{_first(one)}", "请更正后再汇总。")
        own = tuple(flaw.told for flaw in one.flaws if flaw.level != "note")
        yield Source(path.name, one.unit, one.code, one.table, (*own, *_disagreeing(one.table)))


def _of_json(path: Path, asked: Asked) -> Source:
    try:
        table = msgspec.json.decode(path.read_bytes(), type=Table)
    except OSError:
        raise Refusal(f"读不出“{path.name}”。", "请确认文件没有被移动、改名，U 盘没有拔出。") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refusal(f"“{path.name}”不是本程序导出的报表。", "请用 return 命令导出的 .json，或给 .xlsx。") from None
    if asked.definition is not None and table.definition.name != asked.definition.name:
        sentence = f"“{path.name}”是《{table.definition.title}》，不是《{asked.definition.title}》。"
        raise Refusal(sentence, "请换一个文件，或换一张报表。")
    if asked.period and table.period.mark != asked.period:
        raise Refusal(f"“{path.name}”是 {table.period.label}的表。", "请换成同一期的表。")
    return Source(path.name, table.unit, "", table, _disagreeing(table))


def _first(one: Collected) -> str:
    return next((flaw.told for flaw in one.flaws if flaw.level == "error"), "没有读到数字。")


def _disagreeing(table: Table) -> tuple[str, ...]:
    """What the check rules find that need nothing but the table itself."""
    single = len(table.lines) == 2 and table.definition.rows is RowKind.TOWNS
    own = table if not single else msgspec.structs.replace(table, lines=table.lines[:1])
    return tuple(one.message for one in checking.check(own, {}) if one.level == checking.ERROR)


def _require_once(found: Sequence[Source]) -> None:
    """One county must not come twice, whatever it is called."""
    seen: dict[str, Source] = {}
    for one in found:
        marks = [mark for mark in (one.code, one.unit) if mark]
        twice = next((seen[mark] for mark in marks if mark in seen), None)
        if twice is not None:
            raise Refusal(f"{_label(one)}有两份表：“{twice.file}”和“{one.file}”。", "请只留一份再汇总。")
        seen |= dict.fromkeys(marks, one)


def _label(one: Source) -> str:
    """A county by its name, where its code is known; else the unit as it calls itself."""
    if len(one.code) != _COUNTY:
        return one.unit
    try:
        return divisions.county(one.code).county.name
    except Refusal:
        return one.unit


def _above(found: Sequence[Source]) -> str:
    """The city whose counties, or the county whose townships are added up."""
    codes = {one.code for one in found}
    try:
        if len(counties := {code[:_COUNTY] for code in codes}) == 1 and "" not in counties:
            return divisions.county(counties.pop()).county.name
        if len(cities := {code[:4] for code in codes}) == 1 and "" not in cities:
            code = cities.pop()
            return next(one.name for one in divisions.children(code[:2], Level.PROVINCE) if one.code == code)
    except (Refusal, StopIteration):
        pass
    return ""


def _missing(found: Sequence[Source]) -> Iterator[str]:
    """Who of the same city or county is not among them; nothing where the places are not known."""
    codes = {one.code for one in found}
    if "" in codes or len({len(code) for code in codes}) != 1 or len({code[:4] for code in codes}) != 1:
        return
    level, above = (Level.COUNTY, 6) if len(codes) and len(next(iter(codes))) == _TOWNSHIP else (Level.CITY, 4)
    if len({code[:above] for code in codes}) != 1:
        return
    try:
        known = divisions.children(next(iter(codes))[:above], level)
    except Refusal:
        return
    lost = [one.name for one in known if one.code not in codes]
    if lost:
        yield f"没有报，未计入：{'、'.join(lost)}。"
