"""A doctor in a few lines: certificates, where else they work or worked, the latest courses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer, shown
from hfp_desk.problems import Refusal
from hfp_desk.records import Attendance, Course, Doctor, Institution, Licence, Place, Practice
from hfp_desk.rules import periods
from hfp_desk.store.opening import Register

_MOST = 10
"""So many courses are told, the latest ones."""


@dataclass(frozen=True)
class CardLine:
    """One certificate, place or course in words; ``over``: run out, or at an end."""

    id: int
    words: str
    over: bool = False


@dataclass(frozen=True)
class DoctorCard:
    """Who it is, where, and what hangs on them, the latest first."""

    id: int
    name: str
    where: str
    licences: tuple[CardLine, ...]
    practices: tuple[CardLine, ...]
    courses: tuple[CardLine, ...]


def doctor_card(register: Register, doctor: int, viewer: Viewer, day: date) -> DoctorCard:
    """The doctor as of ``day`` and as ``viewer`` may see them; Refusal when there is none of that number."""
    with register.session():
        found: Any = Doctor.get_or_none(Doctor.id == doctor)
        if found is None:
            raise Refusal("没有这名医务人员。", "可能已在别处撤销，请刷新后再试。")
        licences = _living(Licence, Licence.doctor == found).order_by(Licence.expires.desc(), Licence.id)
        practices = _living(Practice, Practice.doctor == found).order_by(Practice.starts.desc(), Practice.id)
        return DoctorCard(
            found.id,
            _seen(Doctor.name, found.name, viewer),
            " ".join(_where(found)),
            tuple(_licence(one, viewer, day) for one in licences),
            tuple(_practice(one, viewer, day) for one in practices),
            tuple(_courses(found, viewer, day)),
        )


def _living(model: Any, condition: Any) -> Any:
    return model.select().where((model.voided_at == "") & condition)


def _seen(field: Any, value: Any, viewer: Viewer) -> str:
    spec = spec_of(field)
    return shown(spec, str(spec.kind.show(value)), viewer)


def _where(record: Any) -> Iterator[str]:
    """Township, village and institution: public names."""
    for place in (record.town, record.village):
        if isinstance(place, Place):
            yield place.name
    if isinstance(record.institution, Institution):
        yield record.institution.name


def _licence(one: Any, viewer: Viewer, day: date) -> CardLine:
    over = periods.run_out(one.expires, day)
    until = f"至{_seen(Licence.expires, one.expires, viewer)}" if one.expires else "未填有效期"
    number = _seen(Licence.number, one.number, viewer)
    parts = (_seen(Licence.kind, one.kind, viewer) or "未填资格", number, until, "已过期" if over else "")
    return CardLine(one.id, " ".join(part for part in parts if part), over)


def _practice(one: Any, viewer: Viewer, day: date) -> CardLine:
    over = not periods.holds_on(day, one.starts, one.ends)
    span = (f"{one.starts}起" if one.starts else "", f"至{one.ends}" if one.ends else "")
    parts = (_seen(Practice.mode, one.mode, viewer) or "未填方式", *_where(one), *span)
    return CardLine(one.id, " ".join(part for part in parts if part), over)


def _courses(doctor: Any, viewer: Viewer, day: date) -> Iterator[CardLine]:
    query = Attendance.select(Attendance, Course).join(Course, on=(Attendance.course == Course.id))
    mine = (Attendance.trainee == doctor) & (Attendance.voided_at == "") & (Course.voided_at == "")
    begun = Course.starts <= day
    for one in query.where(mine & begun).order_by(Course.starts.desc(), Course.id).limit(_MOST):
        days = one.days if one.days is not None else one.course.days
        told = f"{days.normalize():f}天" if days is not None else ""
        parts = (f"{one.course.starts}", one.course.name, told, _seen(Attendance.result, one.result, viewer))
        yield CardLine(one.id, " ".join(part for part in parts if part))
