"""Reckonings of clinics, doctors, help, training and prevention for returns: the same as their own pages show.

Each asks the module that tells it elsewhere (coverage, postings, trainings, rotation, monitoring, duties) for the ids,
so that a return can never say another figure than the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from hfp_desk.records import FINDING, Person, Screening
from hfp_desk.rules import training
from hfp_desk.rules.coverage import VillageLine
from hfp_desk.rules.periods import months_on
from hfp_desk.rules.posting_lines import PostingLine
from hfp_desk.rules.postings import Verdict
from hfp_desk.store import coverage, duties, monitoring, postings, rotation, training_reading, trainings
from hfp_desk.store.asked import Asked, Reckoned
from hfp_desk.store.coverage import Coverage
from hfp_desk.store.sql import Sql, living, open_to
from hfp_desk.store.tables import table
from hfp_desk.store.trainings import DoctorTraining

_SEAT = "7"  # 卫生院所在地不设 of the code list arrangement
_WOMAN = "2"
_CERVIX, _BREAST = "1", "2"


def _covered(asked: Asked) -> Coverage:
    day = asked.moment.ends
    found: Coverage = asked.once(lambda: coverage.coverage(asked.register, asked.viewer, day), "coverage", day)
    return found


def _figure(name: str) -> Reckoned:
    """A figure of the coverage of villages by its name: places, or doctors."""
    return lambda asked: _covered(asked).figure(name).ids


def _villages(holds: Callable[[VillageLine], bool]) -> Reckoned:
    return lambda asked: (one.place for one in _covered(asked).villages if holds(one))


def _postings(holds: Callable[[PostingLine], bool]) -> Reckoned:
    def found(asked: Asked) -> Iterable[int]:
        day = asked.moment.ends

        def lines() -> tuple[PostingLine, ...]:
            return postings.lines(asked.register, asked.viewer, day, asked.policy)

        return (one.id for one in asked.once(lines, "postings", day) if holds(one))

    return found


def _doctors(holds: Callable[[DoctorTraining], bool]) -> Reckoned:
    """Village doctors in post on the last day, by what they owe in its year up to then."""

    def found(asked: Asked) -> Iterable[int]:
        day = asked.moment.ends

        def told() -> tuple[DoctorTraining, ...]:
            return trainings.obligations(asked.register, asked.viewer, day.year, asked.policy, today=day)

        return (one.id for one in asked.once(told, "trainings", day) if holds(one))

    return found


def _tagged(name: str) -> Reckoned:
    return _doctors(lambda one: name in one.tags)


def _trainees(kind: str) -> Reckoned:
    """Attendances of the year's courses of 中医 up to the last day, one for each person (NN §七（二）4)."""
    return lambda asked: trainings.trainees(
        asked.register, kind, asked.moment.ends.year, asked.policy, asked.moment.ends
    )


def _cadres(name: str) -> Reckoned:
    def found(asked: Asked) -> Iterable[int]:
        day = asked.moment.ends
        told = asked.once(lambda: rotation.cadres(asked.register, asked.viewer, day, asked.policy), "cadres", day)
        return next((figure.ids for figure in told.figures if figure.name == name), ())

    return found


def _attended(link: str) -> Reckoned:
    """By a link of attendances: those of courses that began in the span and who were there at all (签到 where kept)."""

    def found(asked: Asked) -> Iterable[int]:
        starts, ends = asked.moment.starts, asked.moment.ends
        days = starts.isoformat(), ends.isoformat()
        begun = f'a."{link}" IS NOT NULL AND c."starts" BETWEEN ? AND ?'
        for whose, part in training_reading.parts(asked.register.db, f'a."{link}"', begun, days):
            if training.attended(part, part.starts, part.last, ends).took_place:
                yield whose

    return found


def _monitored(name: str) -> Reckoned:
    """A heading of the table of the monitoring module, all townships together."""

    def found(asked: Asked) -> Iterable[int]:
        day = asked.moment.ends
        rows = asked.once(lambda: monitoring.table(asked.register, asked.viewer, asked.policy, day), "monitoring", day)
        ids: tuple[int, ...] = rows[-1].cells[name]
        return ids

    return found


def _homes(asked: Asked) -> Iterable[int]:
    return monitoring.first_alerts(asked.moment.ends)


def _findings(*names: str) -> Reckoned:
    """Problems by how near their deadline is on the last day."""

    def found(asked: Asked) -> Iterable[int]:
        day = asked.moment.ends
        told = asked.once(lambda: duties.figures(asked.register, FINDING, day), "findings", day)
        return (one for figure in told if figure.name in names for one in figure.ids)

    return found


def _women(*kinds: str) -> Reckoned:
    """Living women of the age at which the two cancers are looked for; with ``kinds`` those screened in time.

    Age and years are figures of the edition (国家农村妇女两癌检查项目：35—64岁, 3年内); without them nobody is due.
    """

    def found(asked: Asked) -> Iterable[int]:
        edition, day = asked.moment.edition, asked.moment.ends
        ages, years = edition.target("women_screening_age"), edition.target("women_screening_years").value
        if ages.low is None or ages.high is None or years is None:
            return ()
        query = _of_age(day, int(ages.low), int(ages.high))
        for kind in kinds:
            query += Sql(' AND "id" IN (') + _screened(asked, kind, months_on(day, -12 * int(years))) + ")"
        return (row[0] for row in asked.register.db.execute_sql(query.text, query.values).fetchall())

    return found


def _of_age(day: date, low: int, high: int) -> Sql:
    """Women by completed years of age on the day."""
    today = day.isoformat()
    age = 'substr(?,1,4)-substr("birth",1,4)-(substr(?,6)<substr("birth",6))'
    return Sql(
        f'SELECT "id" FROM {table(Person)} WHERE {living("")} AND "sex"=? AND {age} BETWEEN ? AND ?',
        (_WOMAN, today, today, low, high),
    )


def _screened(asked: Asked, kind: str, since: date) -> Sql:
    free = open_to(Screening, asked.viewer, "") or "1"
    return Sql(
        f'SELECT "person_id" FROM {table(Screening)} WHERE "kind"=? AND "screened_on" BETWEEN ? AND ?'
        f" AND {living('')} AND {free}",
        (kind, since.isoformat(), asked.moment.ends.isoformat()),
    )


_OF_VILLAGES: Mapping[str, Reckoned] = {
    "villages": _figure("villages"),
    "villages_unreported": _figure("unreported"),
    "villages_poor": _villages(lambda one: one.poor),
    "villages_clinic": _figure("clinic"),
    "villages_standard": _figure("standard"),
    "villages_doctor": _figure("doctor"),
    "villages_qualified": _figure("qualified"),
    "villages_own": _figure("own"),
    "villages_gap": _figure("gap"),
    "villages_no_clinic": _figure("gap.1"),
    "villages_no_doctor": _figure("gap.2"),
    "villages_neither": _figure("gap.3"),
    "villages_exempt": _figure("exempt"),
    "villages_seat": _villages(
        lambda one: bool(one.gap) and (one.seat or any(how.kind == _SEAT for how in one.arrangements))
    ),
    "villages_covered": _figure("covered"),
    "villages_uncovered": _figure("uncovered"),
    "villages_poor_ready": _villages(lambda one: one.poor and one.has_standard and one.has_qualified),
    "villages_poor_gap": _villages(lambda one: one.poor and bool(one.gap)),
    "villages_poor_uncovered": _villages(lambda one: one.poor and not one.covered),
    **{f"villages_by_{code}": _figure(f"by.{code}") for code in ("2", "3", "4", "5", "6")},
    "doctors_there": _figure("doctors"),
    "doctors_licensed": _figure("licensed"),
    "doctors_practitioners": _figure("practitioners"),
    "doctors_run_out": _figure("run_out"),
}
_OF_HELP: Mapping[str, Reckoned] = {
    "postings_there": lambda asked: _postings(lambda one: one.on_post(asked.moment.ends))(asked),
    "postings_reached": _postings(lambda one: one.reached is True),
    "postings_counted": _postings(lambda one: one.counted),
    "postings_counted_in_year": _postings(lambda one: one.year_verdict is Verdict.COUNTED),
    "postings_no_grade": _postings(lambda one: one.reached is True and one.verdict is Verdict.NO_GRADE),
}
_OF_TRAINING: Mapping[str, Reckoned] = {
    "training_attended": _attended("id"),
    "tcm_trainees": _trainees(training.TECHNIQUE),
    "tcm_apprentices": _trainees(training.APPRENTICE),
    "training_doctors": _attended(training_reading.TRAINEE),
    "cadres": _cadres("cadres"),
    "cadres_trained": _cadres("trained"),
    "cadres_late": _cadres("late"),
    "cadres_missing": _cadres("missing"),
    "doctors_in_post": _tagged("doctors"),
    "doctors_trained": _tagged("trained"),
    "doctors_times": _tagged("times"),
    "doctors_days": _tagged("days"),
    "doctors_reached": _doctors(lambda one: one.year.reached is True),
    "doctors_leave_due": _tagged("leave.due"),
    "doctors_leave_overdue": _tagged("leave.overdue"),
    "doctors_leave_never": _tagged("leave.never"),
}
_OF_DUTIES: Mapping[str, Reckoned] = {
    **{f"monitoring_{one.name}": _monitored(one.name) for one in monitoring.HEADINGS if one.name != "households"},
    "monitoring_households": _homes,
    "findings_closed": _findings("closed"),
    "findings_open": _findings("overdue", "within_10", "within_20", "later", "open"),
    "findings_overdue": _findings("overdue"),
    "findings_within_10": _findings("within_10"),
    "women_due": _women(),
    "women_cervix": _women(_CERVIX),
    "women_breast": _women(_BREAST),
}

RECKONED: Mapping[str, Reckoned] = {**_OF_VILLAGES, **_OF_HELP, **_OF_TRAINING, **_OF_DUTIES}
"""By the name that an indicator writes."""
