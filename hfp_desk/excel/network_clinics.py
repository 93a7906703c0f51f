"""Villages and clinics of a list: what a village is in the list's year, its clinic once, what equipment that has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hfp_desk.excel.converting import is_blank, written
from hfp_desk.excel.network_arrangements import arrangement
from hfp_desk.excel.network_lists import CLINIC_NAME, COUNTED, EQUIPMENT_WORDS, FAILS
from hfp_desk.excel.network_state import Network, year_of
from hfp_desk.excel.network_words import (
    NOT_POOR,
    POVERTY,
    clinic_name,
    count,
    equipment,
    says_no,
    says_yes,
)
from hfp_desk.excel.parts import Mode, Part
from hfp_desk.excel.table import UnreadCell, warn
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.records import Equipment, Institution, PlaceStatus, Record
from hfp_desk.rules import clinics, institution_code
from hfp_desk.store import tables
from hfp_desk.store.place_names import stem

IN_COUNTY = "1"
_SPELT = re.compile(r"委会|民委员会|[\s·]")
_ENDS = ("村民委员会", "居民委员会", "村委会", "居委会", "社区", "村")


def say(rows: Rows, state: Network, model: type[Record], record: int, values: Mapping[str, Any], i: int) -> None:
    """Let a row speak of a record: the first row decides, others fill in and are told where they differ."""
    first = state.spoken.setdefault((model.__name__, record), (rows.table.sheet, rows.table.numbers[i]))
    if first == (rows.table.sheet, rows.table.numbers[i]):
        rows.change(model, record, values, i)
        return
    content = state.content(model, record)
    other = [name for name, value in values.items() if not is_blank(value) and value != content.get(name)]
    labels = [spec_of(model._meta.fields[name]).label for name in other if not is_blank(content.get(name))]
    if labels:
        where = f"第 {first[1]} 行" if first[0] == rows.table.sheet else f"“{first[0]}”第 {first[1]} 行"
        message = f"{'、'.join(labels)}与{where}不一致，以{where}为准，请核对。"
        rows.table.tell(i, warn("W-ROWS-DIFFER", message, labels[0]))
    rows.change(model, record, values, i, Mode.FILL)


def sort_village(rows: Rows, state: Network, other_remark: str, i: int) -> None:
    """What the village of a row is in the list's year; another year is never touched."""
    village = rows.table.places[i].village
    part = rows.table.kind.part("people")
    assert part is not None
    assert village is not None
    values = {**rows.values(part, i), "status": _status(rows, i), "remark": other_remark}
    if all(map(is_blank, values.values())):
        return
    key = (village, year_of(rows))
    known = rows.work.known.place_statuses.get(key, ())
    record = state.statuses.get(key) or next(iter(known), None)
    if record is None:
        record = rows.add(PlaceStatus, {"place": village, "year": key[1], **values}, i)
        state.spoken[PlaceStatus.__name__, record] = (rows.table.sheet, rows.table.numbers[i])
    else:
        say(rows, state, PlaceStatus, record, {name: value for name, value in values.items() if not is_blank(value)}, i)
    state.statuses[key] = record


def _status(rows: Rows, i: int) -> str:
    said = [str(rows.table.value(key, i) or "") for key in POVERTY]
    marked = [code for code in said if code and code != NOT_POOR]
    return marked[0] if marked else NOT_POOR if NOT_POOR in said else ""


def named_clinic(rows: Rows, i: int) -> str:
    """The name of the row's clinic; nothing where there is none, or where the cell says how it is done without."""
    text = clinic_name(str(rows.table.value(CLINIC_NAME, i) or ""))
    if says_yes(text):
        return f"{stem(rows.work.names.title(rows.table.places[i].village), _ENDS)}村卫生室"
    return "" if says_otherwise(text) else text


def says_otherwise(text: str) -> str:
    """The words in a clinic's cell that tell how the village does without: 「与邻村合设」."""
    named = text.endswith(("室", "所", "站", "点", "院")) and not text.startswith(("与", "由", "无"))
    return text if not named and arrangement(text) else ""


def sort_clinic(rows: Rows, state: Network, remark: str, i: int) -> int | None:
    """Make or change the clinic of a row; None when it has none."""
    table, part = rows.table, rows.table.kind.part("institution")
    assert part is not None
    name = named_clinic(rows, i)
    if not name:
        _tell_nameless(rows, i)
        _tell_gone(rows, state, i)
        return _only_clinic(rows, state, i)
    values = _clinic_values(rows, part, i)
    values |= {"name": name, "remark": remark, "failing": _failing(rows, values, i)}
    place = table.places[i]
    record = find_clinic(rows, state, name, i)
    if record is None:
        about = {"kind": clinics.CLINIC, "area": IN_COUNTY, "town": place.town, "village": place.village}
        record = rows.add(Institution, {**values, **about}, i)
        state.spoken[Institution.__name__, record] = (table.sheet, table.numbers[i])
        state.meet(Institution, record)
        _tell_standard(rows, state, record, i)
    else:
        _change_clinic(rows, state, record, values, i)
    rows.keep_unread(part, record, i)
    _sort_equipment(rows, state, record, i)
    return record


def _change_clinic(rows: Rows, state: Network, record: int, values: dict[str, Any], i: int) -> None:
    stored, place = state.content(Institution, record), rows.table.places[i]
    first = (Institution.__name__, record) not in state.spoken
    if stored["name"] != values["name"]:
        town = rows.work.names.title(place.town)
        if any(_alike(values["name"], known, town) for known in _names(state, record)):
            del values["name"]
        else:
            others = [*filter(None, (stored.get("aliases") or "").split("、")), stored["name"]]
            values["aliases"] = "、".join(dict.fromkeys(others))
            message = f"登记簿中本村卫生室名为“{stored['name']}”，已改为来表的名称，原名留作别名，请核对是否同一所。"
            rows.table.tell(i, warn("W-CLINIC-RENAMED", message, "机构名称", values["name"], stored["name"]))
    values = {name: value for name, value in values.items() if not is_blank(value) or rows.work.choices.clear_blanks}
    say(rows, state, Institution, record, values, i)
    about = {"kind": clinics.CLINIC, "area": IN_COUNTY, "town": place.town, "village": place.village}
    rows.change(Institution, record, about, i, Mode.FILL)
    if place.village is not None and record not in state.clinics.get(place.village, ()):
        state.clinics.setdefault(place.village, []).append(record)
    if first:
        _tell_standard(rows, state, record, i)


def find_clinic(rows: Rows, state: Network, name: str, i: int) -> int | None:
    """The clinic a row means: of that name in the village, or in the township where no village is known of it.

    A village with one clinic whose list names one other has the same clinic under a new name. Names like 中心卫生室
    repeat between townships, so a name alone says nothing.
    """
    place = rows.table.places[i]
    here = state.clinics.get(place.village or 0, [])
    town = rows.work.names.title(place.town)
    named = [one for one in here if any(_alike(name, known, town) for known in _names(state, one))]
    if named:
        return named[0]
    homeless = [
        one
        for one in state.clinics_by_name.get((place.town, name), ())
        if is_blank(state.content(Institution, one).get("village"))
    ]
    if len(homeless) == 1:
        return homeless[0]
    unspoken = [one for one in here if one > 0 and (Institution.__name__, one) not in state.spoken]
    if len(here) != 1 or not unspoken:
        return None
    mine = {named_clinic(rows, at) for at in rows.table.open if rows.table.places[at].village == place.village} - {""}
    return unspoken[0] if len(mine) == 1 else None


def _alike(one: str, other: str, town: str) -> bool:
    """Whether two spellings name the same clinic of a village: with or without township, 卫生所 or 卫生室."""
    first, second = (
        _SPELT.sub("", name.rpartition(town)[2] or name).replace("卫生所", "卫生室") for name in (one, other)
    )
    return first == second


def _names(state: Network, record: int) -> list[str]:
    content = state.content(Institution, record)
    return [content["name"], *(content.get("aliases") or "").split("、")]


def _only_clinic(rows: Rows, state: Network, i: int) -> int | None:
    """The one clinic of a village where the row's doctor has none named: cells are often filled once a village."""
    found = state.clinics.get(rows.table.places[i].village or 0, [])
    named = rows.table.column(CLINIC_NAME) is None or any(one < 0 or _is_spoken(state, one) for one in found)
    return found[0] if len(found) == 1 and named else None


def _is_spoken(state: Network, record: int) -> bool:
    return (Institution.__name__, record) in state.spoken


def _tell_nameless(rows: Rows, i: int) -> None:
    said = rows.table.value("institution.floor_area", i) or rows.table.value("institution.standard", i)
    if said and CLINIC_NAME in rows.table.values:
        message = "没有卫生室名称，按没有卫生室登记，面积、是否标准化等没有导入；有卫生室的请补填名称。"
        rows.table.tell(i, warn("W-CLINIC-NAMELESS", message, "机构名称"))


def _tell_gone(rows: Rows, state: Network, i: int) -> None:
    """A list that says outright that a village has no clinic, where the register has one: nothing is closed by it."""
    said = written(rows.table.raw(CLINIC_NAME, i))
    known = [one for one in state.clinics.get(rows.table.places[i].village or 0, ()) if one > 0]
    if said and known:
        name = state.content(Institution, known[0])["name"]
        message = f"来表写“{said}”，登记簿中本村有“{name}”，没有改动；确已撤销的，请在机构登记中填写停用日期。"
        rows.table.tell(i, warn("W-CLINIC-GONE", message, "机构名称", said, name))


def _clinic_values(rows: Rows, part: Part, i: int) -> dict[str, Any]:
    values = rows.values(part, i)
    code = str(values.get("code") or "")
    wrong = institution_code.sentence(code) if code else ""
    if wrong:
        del values["code"]
        if not any(cell.field == "code" for cell in rows.table.unread.get(i, ())):
            rows.table.unread.setdefault(i, []).append(UnreadCell(part, "code", code, wrong))
        message = f"{wrong}这一项没有导入，原文已留存，其余照常。"
        rows.table.tell(i, warn("W-INSTITUTION-CODE", message, "机构代码", code))
    return values


def _failing(rows: Rows, values: Mapping[str, Any], i: int) -> str:
    """The items that fail: those the list names and those whose own column says no."""
    named = {code for code in str(values.get("failing") or "").split(",") if code}
    for key, column in rows.table.values.items():
        if key.startswith(FAILS) and says_no(str(column[i] or "")):
            named.add(key.removeprefix(FAILS).partition(".")[0])
    kind: Any = spec_of(Institution.failing).kind
    return str(tables.stored(Institution._meta.fields["failing"], kind.ordered(tuple(named))) or "")


def _tell_standard(rows: Rows, state: Network, record: int, i: int) -> None:
    content = state.content(Institution, record)
    area = content.get("floor_area")
    failing = tuple(code for code in str(content.get("failing") or "").split(",") if code)
    square = None if area is None else Decimal(area).scaleb(-2)
    standard = content.get("standard")
    rows.table.tell_all(i, clinics.standard_agrees(clinics.CLINIC, bool(standard), square, failing))


def _sort_equipment(rows: Rows, state: Network, holder: int, i: int) -> None:
    """Each kind of equipment a clinic has, by the columns that count it or the words that name it."""
    found = equipment(str(rows.table.value(EQUIPMENT_WORDS, i) or ""))
    for key, column in rows.table.values.items():
        if key.startswith(COUNTED):
            number = count(str(column[i] or ""))
            if number:
                found[key.removeprefix(COUNTED).partition(".")[0]] = number
    known = {state.content(Equipment, one)["kind"]: one for one in state.equipment.get(holder, ())}
    for code, number in found.items():
        if code in known:
            say(rows, state, Equipment, known[code], {"count": number}, i)
        else:
            state.meet(Equipment, rows.add(Equipment, {"holder": holder, "kind": code, "count": number}, i))
