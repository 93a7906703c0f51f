"""One record of each of the four further ledgers, about the planted people: something to print on every paper."""

from datetime import date
from decimal import Decimal

from hfp_desk.records import (
    Arrangement,
    Assessment,
    Attendance,
    Course,
    Doctor,
    Finding,
    Gap,
    Institution,
    Licence,
    Material,
    Partnership,
    Place,
    PlaceStatus,
    Posting,
    PostingMonth,
    Presence,
    Record,
    Task,
)
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register

TOWN, VILLAGE, OTHER = "360982100000", "360982100200", "360982100201"


def place(code: str) -> Place:
    return Place.get(Place.code == code)


def network(name: str, number: str, phone: str) -> list[Record]:
    """A clinic with its doctor, whose certificate ran out in March 2020, and a gap in the village beside."""
    village, other = place(VILLAGE), place(OTHER)
    clinic = Institution.new(name="植入村卫生室", kind="6", town=village.parent, village=village, standard=True)
    clinic.floor_area, clinic.licence_expires = Decimal(80), "2019-12"
    doctor = Doctor.new(name=name, id_number=number, phone=phone, town=village.parent, village=village, kind="1")
    doctor.institution, doctor.state = clinic, "1"
    licence = Licence.new(doctor=doctor, kind="1", number="植入证0001", expires="2020-03")
    gap = Gap.new(village=other, kind="1", found_on=date(2020, 1, 5), cause="村卫生室危房拆除", remedy="6")
    gap.deadline, gap.unit = date(2020, 6, 30), "临江镇中心卫生院"
    rounds = Arrangement.new(village=other, kind="6", served_by=doctor, per_week=Decimal(2), starts=date(2020, 1, 6))
    status = PlaceStatus.new(place=other, year=2019, status="1", residents=812)
    return [clinic, doctor, licence, gap, rounds, status]


def assistance(name: str, number: str, phone: str) -> list[Record]:
    """A partnership with somebody posted from March to August, one month reported, one assessment."""
    pair = Partnership.new(supporter="宜春市人民医院", receiver="樟树市人民医院", form="1", starts=date(2020, 1, 1))
    posting = Posting.new(partnership=pair, name=name, id_number=number, phone=phone, title="主治医师", title_grade="3")
    posting.kind, posting.department, posting.starts, posting.ends = "1", "普外科", date(2020, 3, 1), date(2020, 8, 31)
    month = PostingMonth.new(posting=posting, month="2020-03", present=Decimal("21.5"), outpatients=312, surgeries=9)
    judged = Assessment.new(partnership=pair, whom=posting, period="2020年", score=Decimal(92), grade="1")
    judged.outpatients_before, judged.outpatients_after = 1200, 1500
    judged.referred_before, judged.referred_after = Decimal("18.5"), Decimal("12.5")
    return [pair, posting, month, judged]


def training(name: str, number: str, phone: str) -> list[Record]:
    """A course of two days which somebody attended and passed."""
    course = Course.new(name="乡村医生在岗培训班", kind="2", host="樟树市卫生健康委员会", place="樟树市人民医院")
    course.starts, course.ends, course.days, course.hours = date(2020, 3, 9), date(2020, 3, 10), Decimal(2), Decimal(16)
    part = Attendance.new(course=course, name=name, id_number=number, phone=phone, unit="植入村卫生室", post="村医")
    part.days, part.result, part.certificate = Decimal(2), "2", "樟培〔2020〕001"
    there = Presence.new(attendance=part, day=date(2020, 3, 9), half="1", state="1")
    return [course, part, there]


def duties(name: str) -> list[Record]:
    """A finding about somebody, a task, a piece of material."""
    finding = Finding.new(number="1", source="4", fed_back_on=date(2020, 3, 1), problem="部分村卫生室药品不足")
    finding.category, finding.town, finding.concerned, finding.deadline = (
        "基本医疗",
        place(TOWN),
        name,
        date(2020, 3, 20),
    )
    finding.target, finding.measures, finding.unit = "药品不少于80种", "逐村清点补齐", "市卫健委基层科"
    task = Task.new(number="1", content="消除村卫生室空白点", section="基层科", deadline=date(2020, 6, 30), state="2")
    story = Material.new(title="植入脱贫故事", kind="5", unit="临江镇中心卫生院", gathered_on=date(2020, 3, 3))
    return [finding, task, story]


def plant(register: Register, name: str, number: str, phone: str) -> None:
    """Keep all of them."""
    every = (network(name, number, phone), assistance(name, number, phone), training(name, number, phone), duties(name))
    for group in every:
        keeping.save(register, *group)
