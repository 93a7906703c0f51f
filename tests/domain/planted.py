"""A register with values nobody could mistake: a person with an ordinary and a restricted disease, stays and bills."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from hfp_desk.gate import ADMIN, ENTRY, QUERY, SECRET, Viewer
from hfp_desk.records import (
    Arrangement,
    Attendance,
    Cadre,
    Course,
    Diagnosis,
    Doctor,
    Gap,
    Household,
    Identity,
    ImportBatch,
    ImportRow,
    Institution,
    Licence,
    Partnership,
    Person,
    Posting,
    Record,
    Settlement,
    Treatment,
    Unread,
)
from hfp_desk.store import keeping, sealing
from hfp_desk.store.history import Origin
from hfp_desk.store.opening import Register
from tests.domain import planted_duties, planted_paying, planted_signing, planted_visits
from tests.domain.listed import village_of

USER = "李敏"


class Level(StrEnum):
    """The levels of secrecy, the restricted part of health by itself."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    HEALTH = "health"
    RESTRICTED = "restricted"


class Seen(StrEnum):
    """What becomes of a value of a level."""

    WHOLE = "whole"
    MASKED = "masked"
    GONE = "gone"


NAME, NUMBER, PHONE, ADDRESS, BIRTH = "欧阳植入甲", "36098219590312752X", "13987654321", "植入路99号", "1959-03-12"
HOME, FILE = "植入户编号77", "植入名单甲.xlsx"
DISEASE, HOSPITAL, TOTAL, UNREAD = "植入肺癌", "植入总医院", "11,111.01", "植入读不懂"
SECRET_DISEASE, SECRET_HOSPITAL, SECRET_TOTAL, SECRET_UNREAD = "植入艾滋", "植入密医院", "77,777.07", "植入密读"
DAY = date(2020, 3, 31)
SOURCE, PLACE = "植入扶贫办名单", "临江镇"

LEVELS: Mapping[str, Level] = {
    PLACE: Level.PUBLIC,
    SOURCE: Level.INTERNAL,
    **dict.fromkeys((NAME, NUMBER, PHONE, ADDRESS, BIRTH, HOME, FILE, UNREAD), Level.PERSONAL),
    **dict.fromkeys((DISEASE, HOSPITAL, TOTAL), Level.HEALTH),
    **dict.fromkeys((SECRET_DISEASE, SECRET_HOSPITAL, SECRET_TOTAL, SECRET_UNREAD), Level.RESTRICTED),
}
"""Every planted value and its level."""

MASKS = {
    NAME: "欧阳○○○",
    NUMBER: "360***********752X",
    PHONE: "139****4321",
    BIRTH: "1959-**-**",
    ADDRESS: "***",
    HOME: "***",
    FILE: "***.xlsx",
    UNREAD: "***",
}

_ALL, _NONE = Seen.WHOLE, Seen.GONE


def _row(personal: Seen, health: Seen, restricted: Seen) -> dict[Level, Seen]:
    return {
        Level.PUBLIC: _ALL,
        Level.INTERNAL: _ALL,
        Level.PERSONAL: personal,
        Level.HEALTH: health,
        Level.RESTRICTED: restricted,
    }


TABLE: Mapping[str, Mapping[Level, Seen]] = {
    "": _row(Seen.MASKED, _NONE, _NONE),
    QUERY: _row(Seen.MASKED, _ALL, _NONE),
    ENTRY: _row(_ALL, _ALL, _NONE),
    ADMIN: _row(Seen.MASKED, _ALL, _NONE),
    SECRET: _row(Seen.MASKED, _ALL, _ALL),
    f"{QUERY},{SECRET}": _row(Seen.MASKED, _ALL, _ALL),
    f"{ENTRY},{SECRET}": _row(_ALL, _ALL, _ALL),
    f"{ADMIN},{ENTRY}": _row(_ALL, _ALL, _NONE),
    f"{ADMIN},{ENTRY},{SECRET}": _row(_ALL, _ALL, _ALL),
}
"""What each set of roles sees of each level: the whole rule of secrecy in one place."""


@dataclass(frozen=True)
class World:
    """Where the planted records are."""

    register: Register
    person: int
    secret_person: int
    illness: int
    secret_illness: int
    stay: int
    secret_stay: int
    bill: int
    secret_bill: int
    batch: int
    course: int
    deeds: tuple[int, ...]

    def viewer(self, roles: str) -> Viewer:
        """The one user, now with these roles."""
        self.register.db.execute_sql('UPDATE "user" SET "roles"=?', (roles,))
        return Viewer.of(USER, roles)


def plant(register: Register) -> World:
    """Put everything into an empty register."""
    batch = ImportBatch.new(
        kind="people", file_name=FILE, sha256="0", state="committed", user="别人", started_at="2020"
    )
    batch.save()
    home = Household.new(number=HOME, head_name=NAME, address=ADDRESS, phone=PHONE, size=2)
    who = _person(NAME, NUMBER, household=home, phone=PHONE, relation="02", remark=ADDRESS)
    other = _person("王植入乙", "360982198807125711", household=home, relation="10")
    ill, secret_ill = _illness(who, DISEASE), _illness(who, SECRET_DISEASE, restricted=True)
    alone = _illness(other, SECRET_DISEASE, restricted=True)
    stay, secret_stay = _stay(who, ill, DISEASE, HOSPITAL), _stay(who, secret_ill, SECRET_DISEASE, SECRET_HOSPITAL)
    bill, secret_bill = _bill(stay, TOTAL), _bill(secret_stay, SECRET_TOTAL)
    identity = Identity.new(person=who, kind="01", starts="2014", list_source=SOURCE)
    deeds = []
    for record in (home, who, other, ill, secret_ill, alone, stay, secret_stay, bill, secret_bill, identity):
        origin = Origin(batch.id, "表", 3) if record is secret_stay else Origin()
        deeds.append(_kept(register, record, origin))
    who.phone = "13900000000"
    deeds.append(_kept(register, who))
    who.phone = PHONE
    deeds.append(_kept(register, who))
    _leave_traces(register, who, secret_stay, batch.id)
    _further(register, who, secret_stay, (bill, secret_bill))
    return World(
        register,
        person=who.id,
        secret_person=other.id,
        illness=ill.id,
        secret_illness=secret_ill.id,
        stay=stay.id,
        secret_stay=secret_stay.id,
        bill=bill.id,
        secret_bill=secret_bill.id,
        batch=batch.id,
        course=_train(register).id,
        deeds=tuple(deeds),
    )


def _further(register: Register, who: Person, secret_stay: Treatment, bills: tuple[Settlement, Settlement]) -> None:
    """What the further ledgers hold of the person."""
    planted_duties.plant(register, NAME, NUMBER, PHONE)
    planted_visits.plant(register, who, DISEASE, SECRET_DISEASE, NAME)
    planted_signing.plant(register, who, secret_stay, NAME, PHONE, SECRET_DISEASE)
    planted_paying.plant(register, who, *bills, (TOTAL, SECRET_TOTAL))
    _post(register)


def _train(register: Register) -> Course:
    """A course that a village doctor, a cadre and somebody of no roster attended, all of one name."""
    course = Course.new(name="植入培训班", kind="2", starts=date(2020, 3, 2), ends=date(2020, 3, 6))
    known = {"name": NAME, "id_number": NUMBER, "phone": PHONE}
    doctor = Doctor.new(**known, kind="1", village=village_of(PLACE))
    cadre = Cadre.new(**known, unit="植入单位")
    parts = [
        Attendance.new(course=course, trainee=doctor, **known),
        Attendance.new(course=course, cadre=cadre, **known),
    ]
    for record in (course, doctor, cadre, *parts, Attendance.new(course=course, **known)):
        _kept(register, record)
    _station(register, doctor)
    return course


def _station(register: Register, doctor: Doctor) -> None:
    """The doctor's village with a clinic, a certificate that ran out, and an arrangement by which he serves it."""
    village = village_of(PLACE)
    clinic = Institution.new(name="植入卫生室", kind="6", village=village, town=village.parent)
    licence = Licence.new(doctor=doctor, kind="1", number="360900000001", expires="2019-12")
    arrangement = Arrangement.new(village=village, kind="4", served_by=doctor, ends=date(2099, 12, 31))
    for record in (clinic, licence, arrangement, Gap.new(village=village, kind="4")):
        _kept(register, record)


def _leave_traces(register: Register, who: Person, secret_stay: Treatment, batch: int) -> None:
    """Voided records, unread values, a row that stayed out and a sealed receipt."""
    gone = _illness(who, SECRET_DISEASE, restricted=True)
    _kept(register, gone)
    keeping.void(register, gone, "重复")
    lost = _person(NAME, NUMBER)
    _kept(register, lost)
    keeping.void(register, lost, "重复")
    _unread("person", who.id, "联系电话", UNREAD)
    _unread("treatment", secret_stay.id, "入院日期", SECRET_UNREAD)
    sealing.seal(register.key, f"{NAME} {SECRET_DISEASE}".encode(), _receipt(register, batch))
    problem = {"code": "E-ID", "severity": "error", "message": f"“{NUMBER}”不对，{NAME}", "label": "证件号码"}
    ImportRow.new(batch=batch, sheet=NAME, row=4, outcome="reject", written={"姓名": NAME}, problems=[problem]).save()


def _post(register: Register) -> None:
    """Somebody who is posted to the county, of the same name and number."""
    pair = Partnership.new(supporter="省人民医院", receiver="樟树市人民医院")
    _kept(register, pair)
    who = {"name": NAME, "id_number": NUMBER, "phone": PHONE, "remark": ADDRESS}
    _kept(register, Posting.new(partnership=pair, starts=date(2019, 7, 1), **who))


def _receipt(register: Register, batch: int) -> Path:
    kept = register.beside("imports") / f"{batch}.receipt.sealed"
    kept.parent.mkdir(exist_ok=True)
    return kept


def _person(name: str, number: str, **more: object) -> Person:
    village = village_of(PLACE)
    return Person.new(name=name, id_number=number, town=village.parent, village=village, basic_insurance=True, **more)


def _illness(whose: Person, disease: str, **more: object) -> Diagnosis:
    return Diagnosis.new(person=whose, disease=disease, found_on="2020-01", verify_state="1", batch_class="1", **more)


def _stay(whose: Person, ill: Diagnosis, disease: str, hospital: str) -> Treatment:
    """A stay is restricted because its disease is: nobody need mark it."""
    days = {"admitted": date(2020, 3, 2), "discharged": date(2020, 3, 12)}
    return Treatment.new(person=whose, diagnosis=ill, disease=disease, hospital=hospital, area="2", **days)


def _bill(stay: Treatment, total: str) -> Settlement:
    amount = Decimal(total.replace(",", ""))
    paid = {"total": amount, "basic": Decimal(0), "own_share": amount - 1, "settled_on": date(2020, 3, 13)}
    return Settlement.new(person=stay.person, treatment=stay, **paid)


def _kept(register: Register, record: Record, origin: Origin | None = None) -> int:
    with keeping.deed(register) as act:
        act.save(record, origin or Origin())
    return act.number


def _unread(kind: str, record: int, field: str, written: str) -> None:
    sentence = f"“{written}”读不懂。"
    Unread.new(kind=kind, record=record, field=field, written=written, sentence=sentence, sheet=NAME, row=5).save()
