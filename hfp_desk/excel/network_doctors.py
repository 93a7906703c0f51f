"""Doctors of a list: who a row means, where they work now, where they worked before.

A doctor counts where they work, once. A second place goes in only where the list says that it is covered as well;
else the row is held, because counting it would cover a village that nobody may be serving, and only the clerk knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.network_clinics import say
from hfp_desk.excel.network_lists import ALSO_SERVES, DOCTOR_NAME
from hfp_desk.excel.network_state import Network, covers_also, day_of, is_substitute, plain_number, remark
from hfp_desk.excel.network_words import MOVED
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.parts import Mode
from hfp_desk.excel.table import UnreadCell, error, note, warn
from hfp_desk.excel.work import Rows, Touch
from hfp_desk.records import Doctor, Practice
from hfp_desk.rules import persons

WORKS, COVERS = "1", "2"
_PARTS = re.compile(r"[、，,；;/\s]+")
_SAYS_ALSO = re.compile(r"^兼[顾任管职]?|^还?服务|^同时服务")


def find_doctor(rows: Rows, state: Network, i: int) -> int | None:
    """The doctor a row means: by ID number, then by certificate, then by name in the village; None for a new one."""
    table, number = rows.table, rows.table.ids[i]
    found = state.doctors_by_key.get(number.key, []) if number else []
    if len(found) > 1:
        message = f"登记簿中有 {len(found)} 名医务人员使用这个证件号码，请先合并或更正后再导入。"
        table.tell(i, error("E-DOCTOR-TWICE", message, "证件号码", number.text if number else ""), Outcome.CONFLICT)
        return None
    return found[0] if found else _by_licence(rows, state, i) or _by_name(rows, state, i)


def _by_licence(rows: Rows, state: Network, i: int) -> int | None:
    table, name = rows.table, rows.table.value(DOCTOR_NAME, i)
    number = str(table.value("licence.number", i) or "")
    record = state.licensed.get(plain_number(number)) if number else None
    if record is None:
        return None
    content = state.content(Doctor, record)
    if content["name"] == name and (table.ids[i] is None or not content.get("id_key")):
        return record
    message = f"证书编号 {number} 已登记在{content['name']}名下，与本行不是同一人，请核对证书编号。"
    table.tell(i, warn("W-LICENCE-OTHER", message, "证书编号", number, content["name"]))
    return None


def _by_name(rows: Rows, state: Network, i: int) -> int | None:
    table, village = rows.table, rows.table.places[i].village
    found = [
        record
        for record in state.doctors_by_name.get(str(table.value(DOCTOR_NAME, i) or ""), ())
        if (content := state.content(Doctor, record)).get("village") == village
        and (table.ids[i] is None or not content.get("id_key"))
    ]
    if len(found) > 1:
        message = f"没有证件号码，登记簿中同名同村的有 {len(found)} 人，请补填证件号码后再导入。"
        table.tell(i, error("E-DOCTOR-DOUBT", message, "姓名"), Outcome.CONFLICT)
        return None
    if found and found[0] > 0:
        message = "没有可以核对的证件号码，按姓名和村认定为登记簿中的同名村医，请核对。"
        table.tell(i, warn("W-DOCTOR-BY-NAME", message, "姓名", str(table.value(DOCTOR_NAME, i))))
    return found[0] if found else None


def stays_main(rows: Rows, state: Network, i: int) -> bool:
    """Whether this row tells where its doctor works; another row of the workbook may do so instead."""
    number = rows.table.ids[i]
    main = state.main.get(number.key) if number else None
    here = (rows.table.sheet, rows.table.numbers[i])
    return main is None or (main.sheet, main.row) == here or main.village == rows.table.places[i].village


def hold_second_place(rows: Rows, state: Network, record: int | None, i: int) -> None:
    """Hold a row that puts a doctor into a second village without saying that it is covered as well."""
    if covers_also(rows.table, i) or is_substitute(rows.table, i):
        return
    number = rows.table.ids[i]
    if not stays_main(rows, state, i) and number is not None:
        main = state.main[number.key]
        at = f"“{main.sheet}”第 {main.row} 行" if main.sheet != rows.table.sheet else f"第 {main.row} 行"
        _tell_two(rows, f"{at}已在{rows.work.names.title(main.village)}", "只登记了那一处", i)
    elif record is not None and not _may_move(rows, state, record, i):
        known = state.content(Doctor, record)
        title = rows.work.names.title
        where = f"登记簿中在{title(known.get('town'))}{title(known.get('village'))}"
        _tell_two(rows, where, "登记簿没有改动；确已调动的，请在备注写“调入”", i)


def _tell_two(rows: Rows, where: str, done: str, i: int) -> None:
    here = rows.work.names.title(rows.table.places[i].village)
    message = f"同一村医登记在两个卫生室：{where}，本行又在{here}。{done}；确实兼顾本村的，请在备注写“兼顾”后再导入。"
    name = str(rows.table.value(DOCTOR_NAME, i) or "")
    rows.table.tell(i, error("E-DOCTOR-TWO-PLACES", message, "姓名", name), Outcome.CONFLICT)


def _may_move(rows: Rows, state: Network, record: int, i: int) -> bool:
    """Whether a list may move a doctor: it speaks for the old village too, or says so; a township not for others."""
    known, place = state.content(Doctor, record), rows.table.places[i]
    old = known.get("village")
    if is_blank(old) or old == place.village:
        return True
    return old in state.villages or known.get("town") == place.town or bool(MOVED.search(remark(rows.table, i)))


def sort_doctor(rows: Rows, state: Network, record: int | None, clinic: int | None, remark_text: str, i: int) -> int:
    """Make or change the doctor of a row, and keep the place they left."""
    table, part, place = rows.table, rows.table.kind.part("doctor"), rows.table.places[i]
    assert part is not None
    values = rows.values(part, i)
    _tell_number(rows, i)
    if remark_text:
        values["remark"] = remark_text
    where = {"town": place.town, "village": place.village, "institution": clinic}
    elsewhere = not stays_main(rows, state, i)
    if record is None:
        _tell_unknown(rows, i)
        values = {**_derived(rows, i), **{name: value for name, value in values.items() if not is_blank(value)}}
        record = rows.add(Doctor, values if elsewhere else {**values, **where}, i)
        state.spoken[Doctor.__name__, record] = (table.sheet, table.numbers[i])
        state.meet(Doctor, record)
        state.doctors_by_name[values["name"]] = list(dict.fromkeys([*state.doctors_by_name[values["name"]], record]))
    else:
        _change_doctor(rows, state, record, values, i)
        if not elsewhere:
            _place_doctor(rows, state, record, where, i)
    if elsewhere or _covers_only(rows, state, record, i):
        _cover(rows, state, record, (place.town, place.village, clinic), i)
    rows.keep_unread(part, record, i)
    return record


def _derived(rows: Rows, i: int) -> dict[str, Any]:
    number = rows.table.ids[i]
    if number is None:
        return {}
    return {"id_key": number.key, "birth": number.birth.isoformat(), "sex": number.sex}


def _tell_number(rows: Rows, i: int) -> None:
    """Sex and birth against the number (GB 11643)."""
    birth = rows.table.value("doctor.birth", i)
    member = persons.Member(
        sex=rows.table.value("doctor.sex", i) or "",
        birth=date.fromisoformat(birth) if birth else None,
        number=rows.table.ids[i],
    )
    rows.table.tell_all(i, persons.number_agrees(member, rows.work.today))


def _tell_unknown(rows: Rows, i: int) -> None:
    if rows.table.ids[i] is None:
        message = "没有证件号码，已按姓名和村登记，同名的人分不清，请补填证件号码。"
        rows.table.tell(i, warn("W-DOCTOR-NO-ID", message, "证件号码", "", "18 位身份证号码"))


def _change_doctor(rows: Rows, state: Network, record: int, values: dict[str, Any], i: int) -> None:
    stored = state.content(Doctor, record)
    name = values.get("name")
    if record > 0 and name and stored["name"] and name != stored["name"]:
        message = f"同一证件号码，来表姓名“{name}”与登记簿“{stored['name']}”不同，已按来表更新，请核对是否同一人。"
        rows.table.tell(i, warn("W-NAME-DIFFERS", message, "姓名", name, stored["name"]))
    derived = _derived(rows, i)
    if stored.get("id_key") and stored["id_key"] == derived.get("id_key"):
        values["id_number"] = max(stored["id_number"], values.get("id_number") or "", key=len)
    say(rows, state, Doctor, record, values, i)
    rows.change(Doctor, record, derived, i, Mode.FILL)


def _covers_only(rows: Rows, state: Network, record: int, i: int) -> bool:
    """Whether the row's doctor works in another village of the register and only covers this one."""
    return covers_also(rows.table, i) and state.content(Doctor, record).get("village") != rows.table.places[i].village


def _place_doctor(rows: Rows, state: Network, record: int, where: dict[str, Any], i: int) -> None:
    """Where a doctor works: filled in, or moved with the old place kept as it was until the day before the list."""
    stored = state.content(Doctor, record)
    old = {name: stored.get(name) for name in where}
    same_village = old["village"] in (None, where["village"])
    if same_village and (is_blank(old["institution"]) or where["institution"] in (None, old["institution"])):
        rows.change(Doctor, record, where, i, Mode.FILL)
        return
    if not same_village and (covers_also(rows.table, i) or is_substitute(rows.table, i)):
        return
    day = day_of(rows)
    _keep_place(rows, state, record, old, stored.get("starts"), day, i)
    moved = {**where, "starts": day.isoformat()}
    differences = {name: (stored.get(name), value) for name, value in moved.items() if stored.get(name) != value}
    rows.work.ledger(Doctor).put(record, differences, rows.source(i))
    rows.touched.setdefault(i, []).append(Touch("doctor", record, differences))
    title = rows.work.names.title
    if not same_village:
        left, now = title(old["village"]), title(where["village"])
        message = f"登记簿中在{left}，来表在{now}，已按 {day} 调动登记，原执业地点留作经历。"
        rows.table.tell(i, warn("W-DOCTOR-MOVED", message, "行政村", now, left))


def _keep_place(
    rows: Rows, state: Network, record: int, old: Mapping[str, Any], starts: Any, day: date, i: int
) -> None:
    ends = (day - timedelta(days=1)).isoformat()
    since = starts if starts and starts <= ends else None
    values = {"doctor": record, **old, "mode": WORKS, "starts": since, "ends": ends}
    state.meet(Practice, rows.add(Practice, values, i))


def _cover(rows: Rows, state: Network, record: int, where: tuple[int | None, int | None, int | None], i: int) -> None:
    """A further village that a doctor covers as well, unless that is known; one who only comes is an arrangement."""
    town, village, clinic = where
    if is_substitute(rows.table, i) and not covers_also(rows.table, i):
        return
    for one in state.practices.get(record, ()):
        content = state.content(Practice, one)
        if content.get("village") == village and content.get("mode") == COVERS and not content.get("ends"):
            return
    values = {"doctor": record, "town": town, "village": village, "institution": clinic, "mode": COVERS}
    state.meet(Practice, rows.add(Practice, values, i))
    message = f"备注写明兼顾，{rows.work.names.title(village)}登记为该村医的兼顾村。"
    rows.table.tell(i, note("N-COVERS-ALSO", message, "姓名"))


def sort_also(rows: Rows, state: Network, record: int, i: int) -> None:
    """The villages of the column 「兼顾村」; one that is not recognised is asked, the row goes in."""
    text, place = str(rows.table.value(ALSO_SERVES, i) or ""), rows.table.places[i]
    part, names = rows.table.kind.part("also"), rows.work.names
    for word in filter(None, (_SAYS_ALSO.sub("", part) for part in _PARTS.split(text))):
        found = names.find(names.title(place.town), word)
        if found.village is None and word not in ("无", "否", "/", "-", "—"):
            assert part is not None
            message = f"兼顾的“{word}”对不上登记簿中的村，这一项没有导入，原文已留存；请指定是哪个村。"
            heading = rows.table.headings[ALSO_SERVES]
            rows.table.tell(i, warn("W-PLACE", message, heading, word, found.expected))
            asked = UnreadCell(part, "village", names.title(place.town) + word, message)
            rows.table.unread.setdefault(i, []).append(asked)
        elif found.village not in (None, place.village):
            clinic = state.clinics.get(found.village or 0, [])
            one = clinic[0] if len(clinic) == 1 else None
            _cover_named(rows, state, record, (found.town, found.village, one), i)


def _cover_named(
    rows: Rows, state: Network, record: int, where: tuple[int | None, int | None, int | None], i: int
) -> None:
    known = [state.content(Practice, one) for one in state.practices.get(record, ())]
    if any(one.get("village") == where[1] and one.get("mode") == COVERS and not one.get("ends") for one in known):
        return
    values = {"doctor": record, "town": where[0], "village": where[1], "institution": where[2], "mode": COVERS}
    state.meet(Practice, rows.add(Practice, values, i))
