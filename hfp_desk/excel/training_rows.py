"""Rows of training rosters: the course they are about, and the doctor or cadre each trainee is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from hfp_desk.codes import code_list
from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.course_titles import Titled, course_above, kind_in
from hfp_desk.excel.judged import apply_row
from hfp_desk.excel.parts import Mode, Part
from hfp_desk.excel.posting_rows import key_of
from hfp_desk.excel.table import error, note, warn
from hfp_desk.excel.ticks import apply_ticks
from hfp_desk.excel.work import Rows
from hfp_desk.problems import Problem
from hfp_desk.records import Attendance, Cadre, Course, Doctor
from hfp_desk.rules import periods
from hfp_desk.rules.periods import day_of, span_of
from hfp_desk.rules.training import SECONDMENT

NAME, UNIT = "attendance.name", "attendance.unit"


class Said(NamedTuple):
    """The course of a row as its columns say it, else the title."""

    name: str
    starts: str
    ends: str


def said_of(rows: Rows, i: int) -> Said:
    """Which course a row is about; a title gives its days only to the course that it names."""
    table = rows.table
    name, starts, ends = (str(table.value(f"course.{one}", i) or "") for one in ("name", "starts", "ends"))
    above = course_above(table.guesses.lines)
    if not name:
        _tell_titled(rows, above)
    if not starts and "course.starts" not in table.values:
        starts, ends = above.period.first, ends or above.period.last
    place = table.value("course.place", i)
    if not name and place and kind_in(above.name)[0] == SECONDMENT:
        return Said(f"{above.name}（{place}）", starts, ends)
    return Said(name or above.name, starts, ends)


def _tell_titled(rows: Rows, above: Titled) -> None:
    told = ("course", id(rows.table))
    if above.name and told not in rows.work.told:
        rows.work.told.add(told)
        period = f"，{above.period.first} 至 {above.period.last or '未写明'}" if above.period else ""
        message = f"表中没有培训班名称，按标题认定为“{above.name}”{period}，请核对。"
        rows.table.tell(0, note("N-COURSE-TITLE", message, "培训班名称", above.name))


def find_attendance(rows: Rows, i: int) -> int | None:
    """The part in the course that the register has of this trainee; a row without course or name is held."""
    table, said = rows.table, said_of(rows, i)
    name = str(table.value(NAME, i) or "")
    if not name:
        table.tell(i, error("E-NAME-EMPTY", "姓名为空，不知道参训的是谁，请补填。", "姓名"))
    elif not said.name:
        message = "看不出是哪个培训班，请补填“培训班名称”一列，或在标题中写明。"
        table.tell(i, error("E-COURSE-EMPTY", message, "培训班名称"))
    else:
        table.tell_all(i, periods.in_order(day_of(said.starts), day_of(said.ends), "起始日期", "结束日期"))
    if i in table.held:
        return None
    whose = key_of(rows, i) or (name, table.value(UNIT, i) or "")
    rows.keys[i] = (said.name, said.starts, whose)
    course = course_of(rows, said)
    return next(_parts_of(rows, course, i), None) if course is not None and course > 0 else None


def course_of(rows: Rows, said: Said) -> int | None:
    """The course of that name and first day, of the register or pending; by the name alone where no day is said."""
    known, made = rows.work.known, rows.work.made
    pending = made.get(("course", said.name, said.starts))
    if pending is not None:
        return pending
    found = known.keyed(Course, ("name", "starts")).get((said.name, said.starts), ())
    if not found and not said.starts:
        found = known.keyed(Course, ("name",)).get((said.name,), ())
    return found[0] if len(found) == 1 else None


def _parts_of(rows: Rows, course: int, i: int) -> Iterator[int]:
    """The trainee's part in a course of the register: by the number, else by name and unit."""
    table, ledger = rows.table, rows.work.ledger(Attendance)
    key, name, unit = key_of(rows, i), table.value(NAME, i), table.value(UNIT, i) or ""
    known = rows.work.known
    if key:
        yield from known.keyed(Attendance, ("course", "id_key")).get((course, key), ())
    for record in known.keyed(Attendance, ("course", "name")).get((course, name), ()):
        one = ledger.content(record)
        same_unit = not unit or not one["unit"] or one["unit"] == unit
        if same_unit and not (key and one["id_key"]):
            yield record


def apply_training(rows: Rows) -> None:
    """Make or change courses and the parts of trainees in them."""
    rows.work.ledger(Attendance).load(rows.target)
    unknown = []
    for i in list(rows.table.open):
        values = rows.values(rows.table.kind.principal, i)
        if key := key_of(rows, i):
            values["id_key"] = key
        values |= _who(rows, i)
        if not values.keys() & {"trainee", "cadre"}:
            unknown.append(i)
        _apply_row(rows, values, i)
    if unknown:
        message = f"有 {len(unknown)} 名学员不在医务人员和干部登记中，只登记了参训情况；登记人员后再导入一次即可挂上。"
        rows.table.tell(unknown[0], note("N-TRAINEE-UNKNOWN", message, "姓名"))


def _apply_row(rows: Rows, values: dict[str, Any], i: int) -> None:
    course = values["course"] = _make_course(rows, said_of(rows, i), i)
    record = apply_row(rows, values, i)
    if record is not None:
        apply_ticks(rows, course, record, values.get("name", ""), i)


def _make_course(rows: Rows, said: Said, i: int) -> int:
    """The course of a row, made with what row and title say of it where the register has none."""
    part = _course_part(rows)
    record = course_of(rows, said)
    values = {**dict(course_above(rows.table.guesses.lines).further), **rows.values(part, i)}
    values |= {"name": said.name, "starts": said.starts or None, "ends": said.ends or None}
    if record is None:
        if is_blank(values.get("kind")):
            values["kind"] = _kind(rows, said, i)
        _tell_new(rows, said, i)
        record = rows.add(Course, values, i)
    else:
        _compare(rows, record, said, i)
        values.pop("starts")
        rows.change(Course, record, values, i, Mode.FILL)
    rows.work.made["course", said.name, said.starts] = record
    return record


def _course_part(rows: Rows) -> Part:
    return next(part for part in rows.table.kind.parts if part.name == "course")


def _kind(rows: Rows, said: Said, i: int) -> str:
    """The kind of a course by the code list's own words in its name or title; told, for somebody may know better."""
    code, word = kind_in(said.name, *rows.table.guesses.lines)
    if code and ("kind", said.name) not in rows.work.told:
        rows.work.told.add(("kind", said.name))
        label = code_list("course_kind").shown(code)
        message = f"“{said.name}”的培训类别按“{word}”认定为{label}，请核对。"
        rows.table.tell(i, note("N-COURSE-KIND", message, "培训类别", word, label))
    return code


def _tell_new(rows: Rows, said: Said, i: int) -> None:
    """A course without its first day, or one that begins within another of the same name."""
    if not said.starts:
        message = f"看不出“{said.name}”的起始日期，已登记培训班，请补填起止日期，否则不能计入年度培训。"
        rows.table.tell(i, warn("W-COURSE-START", message, "起始日期"))
        return
    for record in rows.work.known.keyed(Course, ("name",)).get((said.name,), ()):
        content = rows.work.ledger(Course).content(record)
        if content["starts"] and periods.holds_on(date.fromisoformat(said.starts), *span_of(content)):
            shown = f"{content['starts']} 至 {content['ends'] or '未定'}"
            message = f"登记簿中已有“{said.name}”（{shown}），本行起始日期在其中但不是开班日期，已另登记一班，请核对。"
            rows.table.tell(i, warn("W-COURSE-NEAR", message, "起始日期", said.starts, str(content["starts"])))


def _compare(rows: Rows, record: int, said: Said, i: int) -> None:
    """Another last day than the course already has is told, and nothing changed."""
    ends = rows.work.ledger(Course).content(record).get("ends")
    told = ("ends", record, said.ends)
    if ends and said.ends and ends != said.ends and told not in rows.work.told:
        rows.work.told.add(told)
        message = f"“{said.name}”的结束日期本行为 {said.ends}，已登记的是 {ends}，没有改动，请核对。"
        rows.table.tell(i, warn("W-COURSE-ENDS", message, "结束日期", said.ends, str(ends)))


def _who(rows: Rows, i: int) -> dict[str, int]:
    """The doctor of that number, the cadre of that number or of that name and unit."""
    known, table, found = rows.work.known, rows.table, {}
    key, name = key_of(rows, i), str(table.value(NAME, i) or "")
    doctors = known.keyed(Doctor, ("id_key",)).get((key,), ()) if key else ()
    cadres = known.keyed(Cadre, ("id_key",)).get((key,), ()) if key else ()
    cadres = cadres or known.keyed(Cadre, ("name", "unit")).get((name, table.value(UNIT, i) or ""), ())
    for link, records, model in (("trainee", doctors, Doctor), ("cadre", cadres, Cadre)):
        content = rows.work.ledger(model).content(records[0]) if len(records) == 1 else {}
        if content and not (key and content["id_key"] and content["id_key"] != key):
            found[link] = records[0]
            table.tell_all(i, _other_name(content, name))
    return found


def _other_name(content: Mapping[str, Any], name: str) -> list[Problem]:
    if content["name"] == name:
        return []
    message = f"同一证件号码，来表姓名“{name}”与登记簿“{content['name']}”不同，登记簿没有改动，请核对是否同一人。"
    return [warn("W-NAME-DIFFERS", message, "姓名", name, str(content["name"]))]
