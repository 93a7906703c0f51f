"""Rows of a list of clinics and doctors: village, clinic, doctor, certificate and how the village is served otherwise.

A row goes in whole or not at all. One whose village is not known is held and asked, never put on another village.
"""

from __future__ import annotations

import re
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.excel.converting import is_blank, written
from hfp_desk.excel.network_arrangements import Means, arrangement
from hfp_desk.excel.network_clinics import named_clinic, says_otherwise, sort_clinic, sort_village
from hfp_desk.excel.network_doctors import find_doctor, hold_second_place, sort_also, sort_doctor, stays_main
from hfp_desk.excel.network_licences import check_licence, sort_licence
from hfp_desk.excel.network_lists import CLINIC_NAME, DOCTOR_NAME, NETWORK
from hfp_desk.excel.network_rows import VILLAGE
from hfp_desk.excel.network_state import SERVED_FROM_ELSEWHERE, Network, day_of, network, remark
from hfp_desk.excel.outcomes import Outcome, Which
from hfp_desk.excel.table import Table, error, note, warn
from hfp_desk.excel.work import Rows
from hfp_desk.records import Arrangement, Doctor
from hfp_desk.rules import clinics
from hfp_desk.store import tables

BY_DOCTORS = SERVED_FROM_ELSEWHERE | {"9", "10", "11"}
_SEVERAL = re.compile(r"[\u4e00-\u9fff]{2}\s*[、,，;；/\n]\s*[\u4e00-\u9fff]{2}")
_BY_OTHERS = re.compile(r"^由.{2,}|.{3,}(?:兼|代)$|兼[顾任管]|代[管替]")
_WITH = re.compile(r"[与和同](.{2,10}?)(?:村委会|村民委员会)?(?:联合|合|共)")


def sort_network(rows: Rows) -> None:
    """Match and classify all rows of a list of clinics and doctors; what goes in is pending in the ledgers."""
    table = rows.table
    _hold_nowhere(table)
    _leave_crowds(table)
    for i in list(table.open):
        check_licence(rows, i)
    state = network(rows.work, (kind.key for kind in NETWORK))
    for i in sorted(table.open, key=lambda at: not stays_main(rows, state, at)):
        _sort_row(rows, state, i)


def _hold_nowhere(table: Table) -> None:
    """Hold rows that name no village, and say where a blank cell was taken from above."""
    sequence = _sequence(table)
    for i in list(table.open):
        place = table.places[i] if table.places else None
        if place is None or place.village is None:
            message = "没有写明是哪个村，这一行没有导入，请补填行政村。"
            table.tell(i, error("E-PLACE-EMPTY", message, "行政村", "", "行政村名称"))
            continue
        above = VILLAGE in table.columns and is_blank(table.raw(VILLAGE, i)) and not named_in_clinic(table, i)
        if above and sequence and written(table.rows[i][sequence[0]]):
            message = "村名一格为空而另起了序号，看不出是哪个村，这一行没有导入，请补填行政村。"
            table.tell(i, error("E-PLACE-EMPTY", message, "行政村", "", "行政村名称"))
        elif above:
            message = f"村名一格为空，按上一行的“{table.value('place.village', i)}”读取。"
            table.tell(i, note("N-VILLAGE-ABOVE", message, "行政村"))


def named_in_clinic(table: Table, i: int) -> bool:
    """Whether the village of a row was read from its clinic's name."""
    return not is_blank(table.raw(CLINIC_NAME, i)) if CLINIC_NAME in table.columns else False


def _leave_crowds(table: Table) -> None:
    """Several names in one cell cannot be told apart by number or certificate: the village and its clinic go in."""
    names = table.column(DOCTOR_NAME) or []
    for i, name in enumerate(names):
        if name and _SEVERAL.search(str(name)):
            message = f"一格里写了几名村医（{name}），没有登记村医，其余照常；请每人一行填写后再导入。"
            table.tell(i, warn("W-DOCTORS-IN-ONE", message, "姓名", str(name), "每行一人"))
            names[i] = ""
        elif name and _BY_OTHERS.search(str(name)):
            message = (
                f"姓名一格写的是“{name}”，不是姓名，没有登记村医，其余照常；请在那位村医自己的一行写明兼顾哪个村。"
            )
            table.tell(i, warn("W-DOCTOR-WORDS", message, "姓名", str(name), "姓名"))
            names[i] = ""


def _sequence(table: Table) -> list[int]:
    """The unread first column, where it numbers villages and not rows: blank below, filled where one is named."""
    if not table.rows or 0 in table.columns.values() or VILLAGE not in table.columns:
        return []
    village = table.columns[VILLAGE]
    numbered = [bool(written(row[0])) for row in table.rows]
    named = [not is_blank(row[village]) for row in table.rows]
    return [0] if any(numbered) and not all(numbered) and numbered[0] and any(named) else []


def _sort_row(rows: Rows, state: Network, i: int) -> None:
    table = rows.table
    has_doctor = bool(table.value(DOCTOR_NAME, i))
    doctor = None
    if has_doctor:
        doctor = find_doctor(rows, state, i)
        if i not in table.held:
            hold_second_place(rows, state, doctor, i)
    elif (number := table.ids[i]) is not None and DOCTOR_NAME not in table.columns:
        message = "表中没有认出姓名列，证件号码没有登记，其余照常；请指定哪一列是姓名后再导入。"
        table.tell(i, warn("W-NAME-COLUMN", message, "证件号码", number.text, "姓名列"))
    elif number is not None:
        table.tell(i, error("E-NAME-EMPTY", "有证件号码而没有姓名，这一行没有导入，请补填姓名。", "姓名"))
    known = doctor if has_doctor else next(iter(state.clinics.get(table.places[i].village or 0, ())), None)
    _hold_unwanted(rows, known is not None and known > 0, i)
    if i not in table.held:
        _apply(rows, state, doctor if has_doctor else None, i)


def _hold_unwanted(rows: Rows, known: bool, i: int) -> None:
    which = rows.work.choices.which
    if which is not Which.BOTH and known is (which is Which.ONLY_NEW) and i not in rows.table.held:
        said = "只新增、不更新已有记录" if known else "只更新已有记录、不新增"
        rows.table.tell(i, note("N-SKIPPED", f"按您的选择{said}，本行跳过。"), Outcome.SKIPPED)


def _apply(rows: Rows, state: Network, doctor: int | None, i: int) -> None:
    table, text = rows.table, remark(rows.table, i)
    has_doctor = bool(table.value(DOCTOR_NAME, i))
    means = _means(rows, i)
    other = "" if means and arrangement(text) else text
    has_clinic = bool(named_clinic(rows, i))
    sort_village(rows, state, "" if has_doctor or has_clinic else other, i)
    clinic = sort_clinic(rows, state, "" if has_doctor else other, i)
    again = doctor is not None and (Doctor.__name__, doctor) in state.spoken
    if has_doctor:
        doctor = sort_doctor(rows, state, doctor, clinic, other, i)
        sort_licence(rows, state, doctor, i)
        sort_also(rows, state, doctor, i)
    if means is not None:
        _arrange(rows, state, means, doctor, i)
    by_doctor = table.kind.principal.record.model is Doctor
    rows.target[i] = doctor if by_doctor else clinic if has_clinic else None
    if again and i not in rows.touched:
        table.tell(
            i, warn("W-ROW-TWICE", f"{table.value(DOCTOR_NAME, i)}在前面已有一行，内容相同，没有重复登记。", "姓名")
        )


def _means(rows: Rows, i: int) -> Means | None:
    """The arrangement a row speaks of: in its own column, in the remark, or where the clinic's name should stand."""
    table = rows.table
    words = [remark(table, i), says_otherwise(str(table.value(CLINIC_NAME, i) or ""))]
    if not table.value(DOCTOR_NAME, i):
        words.append(written(table.raw(DOCTOR_NAME, i)))
    said = next((found for text in words if (found := arrangement(text))), None)
    if said and said.kind == clinics.BUILD and named_clinic(rows, i):
        said = None
    kind = table.value("served.kind", i)
    if kind:
        return Means(kind, said.schedule if said else "", said.per_week if said else None)
    return said


def _arrange(rows: Rows, state: Network, means: Means, doctor: int | None, i: int) -> None:
    """Make or change the arrangement of a village; one of another doctor or of another kind stays beside it."""
    table, place = rows.table, rows.table.places[i]
    assert place.village is not None
    often: Any = Arrangement._meta.fields["per_week"]
    values: dict[str, Any] = {
        "kind": means.kind,
        "served_by": doctor if means.kind in BY_DOCTORS else None,
        "provider": _provider(state, means.kind, place.town),
        "neighbour": _neighbour(rows, i),
        "per_week": table.value("served.per_week", i) or tables.stored(often, means.per_week),
        "schedule": table.value("served.schedule", i) or means.schedule,
    }
    record = _standing(rows, state, values, place.village, i)
    if record is None:
        record = rows.add(Arrangement, {"town": place.town, "village": place.village, **values}, i)
        state.meet(Arrangement, record)
    else:
        rows.change(Arrangement, record, {name: value for name, value in values.items() if not is_blank(value)}, i)
    label = code_list("arrangement").shown(means.kind)
    often_text = f"，每周 {means.per_week.normalize():f} 次" if means.per_week else ""
    words = remark(table, i) or label
    heading = table.headings.get("remark.remark", "")
    table.tell(i, note("N-ARRANGEMENT", f"“{words}”登记为该村的替代安排：{label}{often_text}。", heading, words))


def _standing(rows: Rows, state: Network, values: dict[str, Any], village: int, i: int) -> int | None:
    day = day_of(rows).isoformat()
    for one in state.arrangements.get(village, ()):
        content = state.content(Arrangement, one)
        running = is_blank(content.get("ends")) or content["ends"] >= day
        whose = content.get("served_by")
        if running and content["kind"] == values["kind"] and (whose is None or values["served_by"] in (None, whose)):
            return one
        if running and content["kind"] != values["kind"] and one > 0:
            label = code_list("arrangement").shown(content["kind"])
            message = f"登记簿中本村另有“{label}”的安排仍在执行，没有改动，请核对是否已停止。"
            rows.table.tell(i, warn("W-ARRANGEMENT-OTHER", message, "解决方式", "", label))
    return None


def _provider(state: Network, kind: str, town: int | None) -> int | None:
    """The health centre of the township, where it sends somebody or stands in the village."""
    found = state.hospitals.get(town or 0, [])
    return found[0] if kind in ("5", "6", "7", "10", "11") and len(found) == 1 else None


def _neighbour(rows: Rows, i: int) -> int | None:
    """The village with which a clinic is shared, where the remark names it."""
    named = _WITH.search(remark(rows.table, i) or str(rows.table.value(CLINIC_NAME, i) or ""))
    place, names = rows.table.places[i], rows.work.names
    found = names.find(names.title(place.town), named[1]).village if named and "邻村" not in named[1] else None
    return found if found != place.village else None
