"""Invented doctors, cadres and courses, for the tests of training."""

from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk.policy import Policy, load
from hfp_desk.records import Attendance, Cadre, Course, Doctor
from hfp_desk.store import figures, trainings
from hfp_desk.store.figures import Figure
from hfp_desk.store.opening import Register
from hfp_desk.store.trainings import DoctorTraining
from tests.data.bare_policy import bare
from tests.domain.listed import CLERK, keep, village_of

ZHANG, LIU, CHEN = "360982196503191877", "36098219590312752X", "360982198807125712"
NN = load("nanning-2017")
TODAY = date(2020, 6, 30)


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


def three_people(register: Register) -> Course:
    """A course of two days with three people, the first two of them doctors of the roster."""
    found = course(register, "2019-03-11", "2019-03-12", name="规范培训")
    for name, number in (("张兰", ZHANG), ("刘英", LIU)):
        attends(register, found, doctor(register, name, number))
    attends(register, found, None, name="陈生", id_number=CHEN, unit="观上镇卫生院")
    return found


def ask_for_training(register: Register) -> None:
    """The office fills in what 樟树's document does not give."""
    edition = load("zhangshu-2020").editions[0]
    for name, figure in (
        ("doctor_trainings", Figure(Decimal(2))),
        ("doctor_training_weeks", Figure(Decimal(2))),
        ("secondment_months", Figure(Decimal(1))),
        ("secondment_years", Figure(None, Decimal(3), Decimal(5))),
    ):
        figures.fill(register, "zhangshu-2020", edition, name, figure)


def of_year(register: Register, year: int = 2019, policy: Policy = NN) -> dict[str, DoctorTraining]:
    """What every doctor owes in a year, by name."""
    return {one.name: one for one in trainings.obligations(register, CLERK, year, policy, TODAY)}


def silent(policy: Policy) -> Policy:
    """A policy that asks nothing of village doctors."""
    return bare(policy, "doctor_trainings", "doctor_training_weeks", "secondment_months", "secondment_years")
