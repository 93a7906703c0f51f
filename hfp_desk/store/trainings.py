"""What every village doctor owes in a year, when the next 脱产进修 is due, how many learnt 中医适宜技术.

Judged by the edition of the year (NN §七（二）); figures carry the ids behind them. Only attendances tied to a doctor
count; those of people in no roster are told by ``hfp_desk.store.trainees``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import SqliteDatabase

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.records import Course, Doctor, Institution, Place
from hfp_desk.rules import clinics, periods, training
from hfp_desk.rules.coverage import on_the_spot
from hfp_desk.rules.coverage_figures import DOCTOR, Figure
from hfp_desk.rules.periods import day_of
from hfp_desk.rules.training import TEAM_POLICY, Leave, Part, Secondment, Year
from hfp_desk.store import training_reading
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

_VILLAGE_DOCTOR = "1"  # 乡村医生 of the code list staff_kind
_DOCTORS = f"""SELECT d."id", d."name", t."id", t."name", v."id", v."name", i."name", d."state", d."starts", d."ends",
 d."since" FROM {table(Doctor)} d LEFT JOIN {table(Institution)} i ON i."id"=d."institution_id"
 LEFT JOIN {table(Place)} v ON v."id"=coalesce(d."village_id",i."village_id")
 LEFT JOIN {table(Place)} t ON t."id"=coalesce(v."parent_id",d."town_id",i."town_id")
 WHERE d."voided_at"='' AND (d."kind"='{_VILLAGE_DOCTOR}'
 OR d."kind"='' AND (d."village_id" IS NOT NULL OR i."kind"='{clinics.CLINIC}'))
 ORDER BY t."sort", t."id", v."sort", v."id", d."id" """

FIGURES = {
    "doctors": "在岗村医",
    "trained": "当年参加过培训",
    "times": "培训次数达标",
    "days": "培训天数达标",
    "short": "次数或天数未达标",
    "failed": "有考核不合格",
    "team": "参加过团队政策培训",
    "leave.due": "进修应安排",
    "leave.overdue": "进修已超期",
    "leave.never": "没有进修记录",
}
"""Figures over the doctors in their order, with their labels."""

_JUDGED = {"times", "days", "short", "leave.due", "leave.overdue"}


@dataclass(frozen=True)
class Staff:
    """A village doctor in post, the name as the viewer may see it."""

    id: int
    name: str
    town: int | None
    town_name: str
    village: int | None
    village_name: str
    institution: str


@dataclass(frozen=True)
class DoctorTraining:
    """A village doctor in post with the year's training and the 脱产进修."""

    staff: Staff
    year: Year
    leave: Secondment

    @property
    def id(self) -> int:
        """The doctor's number."""
        return self.staff.id

    @property
    def name(self) -> str:
        """The doctor's name as the viewer may see it."""
        return self.staff.name

    @property
    def tags(self) -> frozenset[str]:
        """The figures this doctor counts in."""
        year, leave = self.year, self.leave
        held = [one for one in year.attended if one.took_place]
        told = {
            "doctors": True,
            "trained": bool(held),
            "times": year.short_times == 0,
            "days": year.short_days == 0,
            "short": year.reached is False,
            "failed": year.failed > 0,
            "team": any(one.part.kind == TEAM_POLICY for one in held),
            "leave.due": leave.state is Leave.DUE,
            "leave.overdue": leave.state is Leave.OVERDUE,
            "leave.never": leave.last is None,
        }
        return frozenset(name for name, holds in told.items() if holds)


def in_post(register: Register, viewer: Viewer, day: date) -> tuple[Staff, ...]:
    """The village doctors in post on ``day``, township by township."""
    with register.session():
        return tuple(staff for staff, _ in _staff(register.db, viewer, day))


def obligations(
    register: Register, viewer: Viewer, year: int, policy: Policy, today: date | None = None
) -> tuple[DoctorTraining, ...]:
    """Every village doctor in post at the year's end (this year: today), township by township."""
    day = reckoned_on(year, today)
    asked = training.wanted(policy.on(date(year, 12, 31)))
    with register.session():
        found = training_reading.by_link(register.db, training_reading.TRAINEE)
        staff = list(_staff(register.db, viewer, day))
    return tuple(
        DoctorTraining(
            who,
            training.year_of(found.get(who.id, ()), year, asked, day),
            training.secondment(found.get(who.id, ()), since, asked, day),
        )
        for who, since in staff
    )


def latest_year(register: Register) -> int:
    """The year of the latest course; this year while there is none."""
    with register.session():
        sql = f'SELECT max("starts") FROM {table(Course)} WHERE "voided_at"=\'\''
        row = register.db.execute_sql(sql).fetchone()
    return int(row[0][:4]) if row[0] else date.today().year


def reckoned_on(year: int, today: date | None = None) -> date:
    """The day a year is judged on: its last one, today while it is not over."""
    return min(today or date.today(), date(year, 12, 31))


def figures(doctors: Sequence[DoctorTraining]) -> tuple[Figure, ...]:
    """What is counted over these doctors; what the edition does not judge is left out."""
    judged = {
        "times": any(one.year.short_times is not None for one in doctors),
        "days": any(one.year.short_days is not None for one in doctors),
        "short": any(one.year.reached is not None for one in doctors),
        "leave.due": any(one.leave.state is not Leave.UNJUDGED for one in doctors),
    }
    judged["leave.overdue"] = judged["leave.due"]
    tags = {one.id: one.tags for one in doctors}
    made = []
    for name, label in FIGURES.items():
        if name not in _JUDGED or judged[name]:
            ids = tuple(doctor for doctor, has in tags.items() if name in has)
            made.append(Figure(name, label, len(ids), len(doctors), DOCTOR, ids))
    return tuple(made)


def technique(register: Register, year: int, policy: Policy, today: date | None = None) -> tuple[Figure, ...]:
    """中医适宜技术 of long enough courses and 师承 in a year, against how many the edition wants (NN §七（二）4).

    The ids are those of attendances: a trainee need not be a doctor of the roster. ``whole`` is the number wanted.
    """
    edition = policy.on(date(year, 12, 31))
    made = []
    for name, kind, label in (
        ("tcm_trainees", training.TECHNIQUE, "中医适宜技术短期培训"),
        ("tcm_apprentices", training.APPRENTICE, "中医师承培养"),
    ):
        goal = edition.target(name).value
        if goal is not None:
            ids = trainees(register, kind, year, policy, today)
            made.append(Figure(name, label, len(ids), int(goal), "attendance", ids))
    return tuple(made)


def trainees(register: Register, kind: str, year: int, policy: Policy, today: date | None = None) -> tuple[int, ...]:
    """The attendances by which people had a long enough course of this kind in a year, one for each person."""
    wanted, day = policy.on(date(year, 12, 31)).target("tcm_training_days").value, reckoned_on(year, today)
    least = wanted or Decimal(0) if kind == training.TECHNIQUE else Decimal(0)
    with register.session():
        people = training_reading.by_person(register.db).values()
    found = (_first(parts, kind, year, day, least) for parts in people)
    return tuple(part.attendance for part in found if part is not None)


def _first(parts: Sequence[Part], kind: str, year: int, day: date, least: Decimal) -> Part | None:
    """The first part of this kind in the year that is long enough and took place; 师承 may have begun before it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    for part in parts:
        days = part.course_days if part.course_days is not None else Decimal(part.span)
        begins = part.starts >= first or kind == training.APPRENTICE
        if part.kind == kind and begins and part.starts <= min(last, day) and part.last >= first and days >= least:
            return part
    return None


def _staff(db: SqliteDatabase, viewer: Viewer, day: date) -> Iterator[tuple[Staff, date | None]]:
    """Who is in post on ``day``, and since when in service as far as is known."""
    spec = spec_of(Doctor.name)
    for doctor, name, town, town_name, village, village_name, works_at, *post in db.execute_sql(_DOCTORS):
        state, starts, ends, since = post
        begun = day_of(starts)
        if on_the_spot(day, state, begun, day_of(ends)):
            seen = gate.shown(spec, name, viewer)
            who = Staff(doctor, seen, town, town_name or "", village, village_name or "", works_at or "")
            yield who, periods.last_day(since) or begun
