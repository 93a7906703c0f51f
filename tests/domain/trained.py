"""Invented doctors, cadres and courses, for the tests of training."""

from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk.records import Attendance, Cadre, Course, Doctor
from hfp_desk.store.opening import Register
from tests.domain.listed import keep, village_of

ZHANG, LIU, CHEN = "360982196503191877", "36098219590312752X", "360982198807125712"


def doctor(register: Register, name: str, number: str = "", town: str = "临江镇", **values: Any) -> Doctor:
    """A village doctor of the first village of ``town``, in service since 2001 unless told otherwise."""
    found: Doctor = keep(
        register,
        Doctor.new(name=name, id_number=number, village=village_of(town), **{"kind": "1", "since": "2001", **values}),
    )
    return found


def cadre(register: Register, name: str, number: str = "", **values: Any) -> Cadre:
    """A cadre of the health commission."""
    found: Cadre = keep(register, Cadre.new(name=name, id_number=number, unit="樟树市卫生健康委", **values))
    return found


def course(register: Register, starts: str, ends: str = "", kind: str = "2", days: str = "", **values: Any) -> Course:
    """A course from day to day."""
    known = {"name": "规范培训", "kind": kind, "days": Decimal(days) if days else None, **values}
    last = date.fromisoformat(ends) if ends else None
    found: Course = keep(register, Course.new(starts=date.fromisoformat(starts), ends=last, **known))
    return found


def attends(register: Register, of: Course, who: Doctor | Cadre | None, **values: Any) -> Attendance:
    """Somebody's part in a course; ``who`` None for one of no roster."""
    link = {"trainee": who} if isinstance(who, Doctor) else {"cadre": who} if who is not None else {}
    known = {"name": getattr(who, "name", ""), "id_number": getattr(who, "id_number", ""), **link, **values}
    found: Attendance = keep(register, Attendance.new(course=of, **known))
    return found
