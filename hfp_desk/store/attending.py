"""A course's sheet of signatures (people × half days), who is enrolled in it, results and certificate numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from hfp_desk import gate
from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Attendance, Cadre, Course, Doctor, Presence
from hfp_desk.rules import periods
from hfp_desk.rules.training import PRESENT
from hfp_desk.store import keeping
from hfp_desk.store.keeping import Changes
from hfp_desk.store.opening import Register

Slot = tuple[date, str]
"""A day and a code of ``half_day``."""

MORNING, AFTERNOON, EVENING = "1", "2", "3"
PASSED = frozenset({"1", "2"})
"""Codes of ``training_result`` that earn a certificate: 优秀, 合格."""

LONGEST = 62
"""Days of a course that is still signed for by half days; 进修 of months is told by its days."""

_Who = TypeVar("_Who", Doctor, Cadre)
_NUMBER = re.compile(r"^(.*?)(\d+)$")


@dataclass(frozen=True)
class Line:
    """Somebody enrolled, as the viewer may see, with the marks made so far (codes of ``presence``)."""

    attendance: int
    name: str
    unit: str
    post: str
    days: Decimal | None
    result: str
    certificate: str
    marks: Mapping[Slot, str] = field(default_factory=dict)

    @property
    def came(self) -> bool:
        """Whether somebody signed at least once."""
        return any(state in PRESENT for state in self.marks.values())


@dataclass(frozen=True)
class Sheet:
    """The sheet of one course; ``long`` courses have no half days to sign for."""

    course: int
    title: str
    kind: str
    starts: date
    ends: date
    slots: tuple[Slot, ...]
    lines: tuple[Line, ...]
    planned: int | None = None
    long: bool = False

    @property
    def held(self) -> tuple[Slot, ...]:
        """The half days anybody was marked on: only these were held."""
        return tuple(slot for slot in self.slots if any(line.marks.get(slot) for line in self.lines))

    @property
    def due(self) -> int:
        """应到: people times half days held."""
        return len(self.lines) * len(self.held)

    @property
    def present(self) -> int:
        """实到: half days signed for."""
        return sum(state in PRESENT for line in self.lines for state in line.marks.values())

    @property
    def came(self) -> int:
        """People who signed at least once."""
        return sum(line.came for line in self.lines)


def sheet(register: Register, viewer: Viewer, course: int) -> Sheet:
    """The sheet of a course, people in the order of the roster; Refusal for a course without its first day."""
    with register.session():
        found = _course(course)
        starts, ends = _period(found)
        people = list(_enrolled(course))
        marks: dict[int, dict[Slot, str]] = defaultdict(dict)
        for one in _presences(people):
            if one.day is not None:
                marks[one.__data__["attendance"]][one.day, one.half] = one.state
    days = [starts + timedelta(days=number) for number in range((ends - starts).days + 1)]
    long = len(days) > LONGEST
    evenings = {slot for each in marks.values() for slot in each if slot[1] == EVENING}
    usual = {(day, half) for day in days for half in (MORNING, AFTERNOON)} if not long else set()
    slots = tuple(sorted(usual | evenings))
    lines = tuple(_line(one, marks.get(one.id, {}), viewer) for one in people)
    return Sheet(course, found.name, found.kind, starts, ends, slots, lines, found.expected, long)


def course_of(register: Register, attendance: int) -> int | None:
    """The course that an attendance belongs to."""
    with register.session():
        found = Attendance.get_or_none(Attendance.id == attendance)
        return found.__data__["course"] if found is not None else None


def tick(
    register: Register,
    course: int,
    marks: Mapping[tuple[int, date, str], str],
    results: Mapping[int, str] | None = None,
) -> Changes:
    """Keep marks (attendance, day, half → code of ``presence``, nothing: rubbed out) and results in one deed.

    Refusal for a day outside the course and for somebody who is not enrolled in it.
    """
    with register.session():
        found = _course(course)
        starts, ends = _period(found)
        people = {one.id: one for one in _enrolled(course)}
        _require(found, people, (key[0] for key in marks), (key[1] for key in marks), (starts, ends))
        stored = {(one.__data__["attendance"], one.day, one.half): one for one in _presences(list(people.values()))}
        with keeping.deed(register) as act:
            for key, state in marks.items():
                old = stored.get(key)
                if old is not None and not state:
                    act.void(old, "签到改为空白")
                elif old is not None:
                    old.state = state
                    act.save(old)
                elif state:
                    attendance, day, half = key
                    act.save(Presence.new(attendance=attendance, day=day, half=half, state=state))
            for attendance, result in (results or {}).items():
                people[attendance].result = result
                act.save(people[attendance])
        return act.changes


def enrol(register: Register, course: int, doctors: Sequence[int] = (), cadres: Sequence[int] = ()) -> Changes:
    """Put doctors and cadres into a course in one deed, those already in it left as they are."""
    with register.session():
        _course(course)
        people = list(_enrolled(course))
        known = {(one.__data__["trainee"], one.__data__["cadre"]) for one in people}
        keys = {one.id_key for one in people if one.id_key}
        new = [_of_doctor(course, one) for one in _chosen(Doctor, doctors)]
        new += [_of_cadre(course, one) for one in _chosen(Cadre, cadres)]
        with keeping.deed(register) as act:
            for one in new:
                one.derive()
                who = one.__data__.get("trainee"), one.__data__.get("cadre")
                if who not in known and one.id_key not in keys:
                    act.save(one)
                    keys |= {one.id_key} if one.id_key else set()
        return act.changes


def next_number(register: Register, course: int) -> str:
    """A certificate number to begin with: the year of the course and the first number not used yet."""
    with register.session():
        year = f"{_period(_course(course))[1].year}"
        used = [int(one[len(year) :]) for one in _used() if one.startswith(year) and one[len(year) :].isdigit()]
    return f"{year}{max(used, default=0) + 1:03d}"


def number(register: Register, course: int, first: str) -> Changes:
    """Give everybody who passed and has none a certificate number, counted up from ``first``, in one deed.

    Numbers that are used already are passed over. Refusal where ``first`` does not end in a number, and where nobody
    is to get one.
    """
    parted = _NUMBER.match(first.strip())
    if parted is None:
        raise Refusal(f"“{first}”末尾没有序号。", "请填写第一个证书号，如 2019001，后面的依次加一。")
    with register.session():
        title = _course(course).name
        waiting = [one for one in _enrolled(course) if one.result in PASSED and not one.certificate]
        if not waiting:
            labels = "、".join(code_list("training_result").shown(code) for code in sorted(PASSED))
            raise Refusal(f"“{title}”没有等待编号的人员。", f"只给考核结果为{labels}、还没有证书号的人员编号。")
        used, head, count = _used(), parted[1], int(parted[2])
        with keeping.deed(register) as act:
            for one in waiting:
                while (made := f"{head}{count:0{len(parted[2])}d}") in used:
                    count += 1
                one.certificate = made
                used.add(made)
                act.save(one)
        return act.changes


def _require(
    course: Course,
    people: Mapping[int, Attendance],
    who: Iterable[int],
    days: Iterable[date],
    period: tuple[date, date],
) -> None:
    if not set(who) <= people.keys():
        raise Refusal("有人已不在这个培训班中，签到没有保存。", "请按 F5 刷新后再签到。")
    outside = next((day for day in days if not periods.holds_on(day, *period)), None)
    if outside is not None:
        raise Refusal(
            f"{outside} 不在培训班“{course.name}”的日期（{period[0]} 至 {period[1]}）内，签到没有保存。",
            "请核对培训班的起止日期。",
        )


def _course(course: int) -> Course:
    found: Course | None = Course.get_or_none((Course.id == course) & (Course.voided_at == ""))
    if found is None:
        raise Refusal("这个培训班已作废或不存在。", "请刷新培训班列表后再试。")
    return found


def _period(course: Course) -> tuple[date, date]:
    if course.starts is None:
        raise Refusal(f"培训班“{course.name}”没有起始日期。", "请先填写起止日期，再签到。")
    return course.starts, max(course.ends or course.starts, course.starts)


def _enrolled(course: int) -> Iterable[Attendance]:
    same = (Attendance.course == course) & (Attendance.voided_at == "")
    return Attendance.select().where(same).order_by(Attendance.id)


def _presences(people: Sequence[Attendance]) -> Iterable[Presence]:
    ids = [one.id for one in people]
    return Presence.select().where(Presence.attendance.in_(ids) & (Presence.voided_at == ""))


def _used() -> set[str]:
    return {one.certificate for one in Attendance.select().where(Attendance.certificate != "")}


def _line(one: Attendance, marks: Mapping[Slot, str], viewer: Viewer) -> Line:
    name = gate.shown(spec_of(Attendance.name), one.name, viewer)
    return Line(one.id, name, one.unit, one.post, one.days, one.result, one.certificate, marks)


def _chosen(model: type[_Who], ids: Sequence[int]) -> Iterable[_Who]:
    found = {one.id: one for one in model.select().where(model.id.in_(list(ids)) & (model.voided_at == ""))}
    return [found[one] for one in ids if one in found]


def _of_doctor(course: int, one: Doctor) -> Attendance:
    works_at, village = one.institution, one.village
    unit = works_at.name if works_at else village.name if village else ""
    told = {"name": one.name, "id_number": one.id_number, "unit": unit, "phone": one.phone}
    return Attendance.new(course=course, trainee=one.id, **told)


def _of_cadre(course: int, one: Cadre) -> Attendance:
    told = {"name": one.name, "id_number": one.id_number, "unit": one.unit, "post": one.post, "phone": one.phone}
    return Attendance.new(course=course, cadre=one.id, **told)
