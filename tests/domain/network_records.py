"""What the sample lists do not tell of clinics, help and training: entered for the proofs of the returns."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hfp_desk.records import (
    Absence,
    Arrangement,
    Attendance,
    Cadre,
    Course,
    Doctor,
    Gap,
    Institution,
    Licence,
    Place,
    PlaceStatus,
    Posting,
    PostingMonth,
    Practice,
    Presence,
    Record,
)
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register

DAY = date(2020, 3, 31)


def enter(register: Register) -> None:
    """All of it."""
    with keeping.deed(register) as act:
        for record in (*_clinics(), *_doctors(), *_postings()):
            act.save(record)
        _courses(act)


def gap_villages(kind: str) -> list[Place]:
    """The villages of the sample that lack something, by what they lack."""
    found = Gap.select().where((Gap.kind == kind) & (Gap.voided_at == "")).order_by(Gap.id)
    return [one.village for one in found]


def _clinics() -> list[Record]:
    """Villages served in every way, a health centre in one, clinics that close, open, and have the insurance."""
    bare, unmanned = gap_villages("1"), gap_villages("2")
    rooms = list(Institution.select().where(Institution.kind == "6").order_by(Institution.id))
    rooms[0].closed_on = DAY - timedelta(days=1)
    rooms[1].closed_on = DAY
    for room in rooms[2:40]:
        room.insurance_contract = True
    community = Place.get(Place.name.contains("社区") & (Place.level == "5"))
    ways = [Arrangement.new(village=bare[number], kind=kind) for number, kind in enumerate(("3", "6", "8", "9", "1"))]
    over = Arrangement.new(village=bare[6], kind="5", starts=date(2019, 1, 1), ends=DAY - timedelta(days=1))
    return [
        *rooms[:40],
        *ways,
        over,
        Arrangement.new(village=bare[7], kind="5", starts=DAY, ends=DAY),
        Arrangement.new(village=unmanned[0], kind="7"),
        Arrangement.new(village=community, kind="4"),
        Arrangement.new(village=rooms[5].village, kind="3"),
        Institution.new(name="某卫生院", kind="5", village=unmanned[1], town=unmanned[1].parent),
        Institution.new(name="新建卫生室", kind="6", village=bare[8], opened_on=DAY + timedelta(days=1), standard=True),
        Institution.new(name="已开卫生室", kind="6", village=bare[9], opened_on=DAY, standard=True),
        PlaceStatus.new(place=bare[0], year=2019, status="2"),
        PlaceStatus.new(place=unmanned[2], year=2020, status="3"),
    ]


def _doctors() -> list[Record]:
    """Doctors who left, cover a further village of another township, make rounds, have a new licence or a late one."""
    unmanned = gap_villages("2")
    staff = list(Doctor.select().where(Doctor.voided_at == "").order_by(Doctor.id))
    left, last_day, covers, rounds, renewed, late = staff[:6]
    left.state = "4"
    last_day.state, last_day.ends = "4", DAY
    for place, one in enumerate(staff[6:30]):
        one.since = str(2012 + place % 8)
    return [
        left,
        last_day,
        *staff[6:30],
        Practice.new(doctor=covers, village=unmanned[-1], mode="2"),
        Practice.new(doctor=rounds, village=unmanned[3], mode="4"),
        Practice.new(doctor=rounds, village=unmanned[4], mode="2", ends=DAY - timedelta(days=1)),
        Licence.new(doctor=renewed, kind="2", expires="2024"),
        Licence.new(doctor=late, kind="3", issued_on="2020-04", expires="2025-04"),
        *(Licence.new(doctor=one, kind="1", expires="2020-03") for one in staff[30:32]),
    ]


def _postings() -> list[Record]:
    """Grades and kinds of the posted people, leave too long for one of them, reports of four months."""
    people: list[Any] = list(Posting.select().where(Posting.voided_at == "").order_by(Posting.id))
    for place, one in enumerate(people[:24]):
        one.title_grade = "12349"[place % 5]
        one.kind = "1123"[place % 4]
    broken = next(one for one in people[30:] if (one.ends - one.starts).days in range(180, 190))
    begins = broken.starts + timedelta(days=60)
    return [
        *people[:24],
        Absence.new(posting=broken, kind="1", starts=begins, ends=begins + timedelta(days=19)),
        Absence.new(posting=people[1], kind="1", starts=date(2020, 2, 1), ends=date(2020, 2, 10)),
        *_reports([one for one in people if one.ends >= date(2020, 1, 31)]),
    ]


def _reports(people: list[Any]) -> list[Record]:
    """The first three report January to April, the others March."""
    found: list[Record] = []
    for place, one in enumerate(people):
        for month in range(1, 5) if place < 3 else (3,):
            work: dict[str, Any] = {
                "present": Decimal("18.5") + month,
                "outpatients": 40 + 3 * place + month,
                "rounds": place,
                "surgeries": 5 + month,
                "demonstrations": 2,
                "consultations": 3 + place,
                "ward_rounds": month,
                "lectures": 1,
                "trained": 20 + place,
                "techniques": place % 2,
                "apprentices": 2,
            }
            found.append(PostingMonth.new(posting=one, month=f"2020-{month:02}", **work))
    return found


def _courses(act: keeping.Deed) -> None:
    """A course of each kind in the first quarter, one in each year beside; who was there and who only signed up."""
    staff = list(Doctor.select().where(Doctor.voided_at == "").order_by(Doctor.id))
    first = date(2020, 1, 6)
    courses = [
        Course.new(name=f"培训 {code}", kind=code, starts=first + timedelta(days=place * 7), days=Decimal(3))
        for place, code in enumerate(("1", "2", "2", "3", "4", "5", "7", "9", ""))
    ]
    courses[1].expected, courses[2].expected = 30, 12
    later = Course.new(name="四月培训", kind="2", starts=date(2020, 4, 7), ends=date(2020, 4, 9))
    before = Course.new(name="去年轮训", kind="1", starts=date(2019, 12, 2), ends=date(2019, 12, 6))
    leave = Course.new(name="进修", kind="6", starts=date(2020, 2, 3), ends=date(2020, 3, 10))
    cadres = [
        Cadre.new(name=name, unit="樟树市卫生健康委", starts=date(2018, 1, 1))
        for name in ("甘一", "甘二", "甘三", "甘四")
    ]
    cadres[3].ends = DAY
    for record in (*courses, later, before, leave, *cadres):
        act.save(record)
    goes: list[Record] = [Attendance.new(course=courses[0], cadre=cadres[0], name="甘一")]
    goes += [Attendance.new(course=before, cadre=cadres[1], name="甘二")]
    for place, one in enumerate(staff[:24]):
        days = Decimal(6) if place % 3 else Decimal(2)
        goes.append(Attendance.new(course=courses[1], trainee=one, name=one.name, days=days))
        if place % 2:
            goes.append(Attendance.new(course=courses[2 + place % 4], trainee=one, name=one.name, days=Decimal("4.5")))
    goes += [Attendance.new(course=leave, trainee=one, name=one.name) for one in staff[6:9]]
    goes += [Attendance.new(course=courses[6], name="外单位学员"), Attendance.new(course=courses[8], name="另一学员")]
    goes += [Attendance.new(course=later, trainee=staff[40], name=staff[40].name)]
    signed = [Attendance.new(course=courses[7], trainee=one, name=one.name) for one in staff[50:52]]
    for record in (*goes, *signed):
        act.save(record)
    for record, state in zip(signed, ("1", "2"), strict=True):
        act.save(Presence.new(attendance=record, day=courses[7].starts, half="1", state=state))
