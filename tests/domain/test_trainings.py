"""Training over a real register: obligations by year, the rotation of cadres, what cannot be, what is warned of."""

from datetime import date
from decimal import Decimal

from hfp_desk.policy import Policy, load
from hfp_desk.records import ATTENDANCE, Attendance, Doctor
from hfp_desk.rules.training import Basis, Leave
from hfp_desk.store import (
    attending,
    checking,
    entering,
    keeping,
    rotation,
    settings,
    summary,
    training_alerts,
    training_problems,
    trainings,
)
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, VISITOR
from tests.domain.trained import CHEN, LIU, NN, TODAY, ZHANG, attends, cadre, course, doctor, of_year, silent

NC = load("nanchang-2018")


MORNING = (date(2019, 3, 11), "1")

AFTERNOON = (date(2019, 3, 11), "2")


def counted(register: Register, year: int = 2019, policy: Policy = NN) -> dict[str, tuple[int, ...]]:
    found = trainings.obligations(register, CLERK, year, policy, TODAY)
    return {figure.name: figure.ids for figure in trainings.figures(found)}


def test_a_doctor_s_year_is_added_up_and_named_by_the_figures(register: Register) -> None:
    good, short = doctor(register, "张兰", ZHANG), doctor(register, "刘英", LIU, town="昌傅镇")
    spring = course(register, "2019-03-11", "2019-03-15", days="5")
    autumn = course(register, "2019-10-14", "2019-10-20", kind="3", days="7")
    for one in (spring, autumn):
        attends(register, one, good, result="3")
    attends(register, spring, short, days=Decimal("2.5"))
    years = of_year(register)
    assert (years["张兰"].year.times, years["张兰"].year.days, years["张兰"].year.failed) == (2, Decimal(12), 2)
    assert years["刘英"].year.short_times == Decimal(1)
    assert years["刘英"].year.short_days == Decimal("7.5")
    assert years["刘英"].year.attended[0].basis is Basis.WRITTEN
    assert years["刘英"].staff.town_name == "昌傅镇"
    ids = counted(register)
    assert ids["doctors"] == (good.id, short.id)
    assert (ids["times"], ids["days"], ids["short"]) == ((good.id,), (good.id,), (short.id,))
    assert (ids["team"], ids["failed"], ids["leave.overdue"]) == ((good.id,), (good.id,), (good.id, short.id))


def test_where_the_edition_gives_nothing_nobody_is_short(register: Register) -> None:
    doctor(register, "张兰")
    found = counted(register, 2020, silent(NN))
    assert not found.keys() & {"times", "days", "short", "leave.due", "leave.overdue"}
    assert len(found["doctors"]) == 1


def test_only_village_doctors_in_post_owe_training(register: Register) -> None:
    doctor(register, "张兰")
    doctor(register, "院医", kind="2")
    doctor(register, "离岗", ends=date(2019, 6, 1))
    doctor(register, "后来", starts=date(2020, 1, 1))
    doctor(register, "无日", state="4")
    voided = doctor(register, "作废")
    keeping.void(register, voided, "重复")
    assert set(of_year(register)) == {"张兰"}
    assert set(of_year(register, 2020)) == {"张兰", "后来"}


def test_a_course_counts_once_though_somebody_stands_in_it_twice(register: Register) -> None:
    one, spring = doctor(register, "张兰"), course(register, "2019-03-11", "2019-03-15", days="5")
    attends(register, spring, one)
    attends(register, spring, one)
    assert (of_year(register)["张兰"].year.times, of_year(register)["张兰"].year.days) == (1, Decimal(5))


def test_a_voided_course_is_no_training(register: Register) -> None:
    one, spring = doctor(register, "张兰"), course(register, "2019-03-11", "2019-03-15", days="5")
    attends(register, spring, one)
    keeping.void(register, spring, "取消")
    assert of_year(register)["张兰"].year.times == 0


def test_the_next_leave_follows_the_last_full_one(register: Register) -> None:
    one = doctor(register, "张兰")
    attends(register, course(register, "2017-03-01", "2017-03-31", kind="6"), one)
    leave = of_year(register, 2020)["张兰"].leave
    assert (leave.last, leave.due, leave.state) == (date(2017, 3, 31), date(2020, 3, 31), Leave.DUE)
    assert of_year(register, 2019)["张兰"].leave.state is Leave.NOT_YET
    assert counted(register, 2020)["leave.due"] == (one.id,)


def test_names_pass_the_gate(register: Register) -> None:
    doctor(register, "张兰")
    (seen,) = trainings.obligations(register, VISITOR, 2019, NN, TODAY)
    assert seen.name == "张○"


def test_technique_counts_people_of_long_enough_courses(register: Register) -> None:
    long = course(register, "2019-05-01", "2019-05-15", kind="5", days="15")
    short = course(register, "2019-06-03", "2019-06-05", kind="5", days="3")
    master = course(register, "2018-09-01", "2021-08-31", kind="7")
    first = attends(register, long, doctor(register, "张兰", ZHANG))
    attends(register, short, doctor(register, "刘英", LIU))
    outside = attends(register, long, None, name="陈生", id_number=CHEN)
    pupil = attends(register, master, None, name="陈生", id_number=CHEN)
    found = {one.name: one for one in trainings.technique(register, 2019, NN, TODAY)}
    assert set(found["tcm_trainees"].ids) == {first.id, outside.id}
    assert (found["tcm_trainees"].whole, found["tcm_apprentices"].whole) == (30, 10)
    assert found["tcm_apprentices"].ids == (pupil.id,)
    assert trainings.technique(register, 2019, load("zhangshu-2020"), TODAY) == ()


def test_every_cadre_once_by_the_deadline(register: Register) -> None:
    on_time, late, missing = (cadre(register, name) for name in ("周正", "吴迟", "郑缺"))
    gone = cadre(register, "王走", ends=date(2019, 3, 1))
    attends(register, course(register, "2019-05-06", "2019-05-07", kind="1"), on_time)
    attends(register, course(register, "2019-12-30", "2020-01-02", kind="1"), late)
    attends(register, course(register, "2019-05-06", "2019-05-07", kind="2"), missing)
    found = rotation.cadres(register, CLERK, TODAY, NC)
    assert found.deadline is not None
    assert found.deadline.due == date(2019, 12, 31)
    ids = {figure.name: figure.ids for figure in found.figures}
    assert (ids["trained"], ids["late"], ids["missing"]) == ((on_time.id, late.id), (late.id,), (missing.id,))
    assert gone.id not in ids["cadres"]
    assert [line.name for line in found.missing] == ["郑缺"]
    before = rotation.cadres(register, CLERK, date(2019, 5, 6), NC)
    assert len(before.missing) == 3
    assert rotation.cadres(register, CLERK, TODAY, load("zhangshu-2020")).deadline is None


def codes(register: Register) -> list[tuple[int, str]]:
    return [(record, problem.code) for record, problem in training_problems.every(register.db)]


def test_twice_in_one_course_and_two_at_a_time_are_told_at_the_later(register: Register) -> None:
    who = doctor(register, "张兰", ZHANG)
    spring, same_time = course(register, "2019-03-11", "2019-03-15"), course(register, "2019-03-15", "2019-03-16")
    next_day = course(register, "2019-03-17", "2019-03-18")
    first = attends(register, spring, who)
    again = attends(register, spring, who)
    beside = attends(register, same_time, who)
    attends(register, next_day, who)
    assert codes(register) == [
        (again.id, "E-COURSE-TWICE"),
        (beside.id, "W-COURSES-OVERLAP"),
        (beside.id, "W-COURSES-OVERLAP"),
    ]
    assert {problem.code for problem in training_problems.of_attendance(first)} == {
        "E-COURSE-TWICE",
        "W-COURSES-OVERLAP",
    }


def test_where_both_were_signed_for_only_the_same_half_day_clashes(register: Register) -> None:
    who = doctor(register, "张兰", ZHANG)
    one, other = course(register, "2019-03-11"), course(register, "2019-03-11", name="下午班")
    mine, theirs = attends(register, one, who), attends(register, other, who)
    attending.tick(register, one.id, {(mine.id, *MORNING): "1"})
    attending.tick(register, other.id, {(theirs.id, *AFTERNOON): "1"})
    assert codes(register) == []
    attending.tick(register, other.id, {(theirs.id, *MORNING): "1"})
    assert codes(register) == [(theirs.id, "W-COURSES-OVERLAP")]


def test_training_after_leaving_the_post_is_told(register: Register) -> None:
    left: Doctor = doctor(register, "张兰", ZHANG, ends=date(2019, 3, 11))
    fine = attends(register, course(register, "2019-03-11"), left)
    after = attends(register, course(register, "2019-03-12"), left)
    assert codes(register) == [(after.id, "W-TRAINED-LEFT")]
    assert training_problems.of_attendance(fine) == []
    unsaved = Attendance.new(course=course(register, "2019-04-01"), trainee=left, name="张兰")
    assert [one.code for one in training_problems.of_attendance(unsaved)] == ["W-TRAINED-LEFT"]


def test_the_whole_check_and_the_form_tell_it_too(register: Register) -> None:
    spring = course(register, "2019-03-11", "2019-03-15")
    who = doctor(register, "张兰", ZHANG)
    attends(register, spring, who)
    again = attends(register, spring, who)
    found = [one for one in checking.check(register, CLERK) if one.problem.code == "E-COURSE-TWICE"]
    assert [(one.kind, one.record, one.title) for one in found] == [("attendance", again.id, "参训人员 张兰")]
    draft = Draft(ATTENDANCE, {"course": spring.id, "trainee": who.id, "name": "张兰"})
    told = {problem.code for problem in entering.problems(register, NN, [draft])}
    assert "E-COURSE-TWICE" in told
    left = doctor(register, "刘英", LIU, ends=date(2019, 1, 1))
    late = Draft(ATTENDANCE, {"course": spring.id, "trainee": left.id, "name": "刘英"})
    assert "W-TRAINED-LEFT" in {problem.code for problem in entering.problems(register, NN, [late])}


def warned(register: Register, day: str) -> dict[str, tuple[int, ...]]:
    return {one.name: one.ids for one in training_alerts.alerts(register, CLERK, date.fromisoformat(day)) if one.ids}


def test_the_work_bench_warns_in_the_last_quarter_and_near_the_deadline(register: Register) -> None:
    settings.put(settings.POLICY, "nanning-2017")
    one = doctor(register, "张兰", ZHANG)
    attends(register, course(register, "2018-05-01", "2018-05-31", kind="6"), one)
    assert warned(register, "2019-09-30") == {}
    assert warned(register, "2019-10-01") == {"training_short": (one.id,)}
    assert warned(register, "2023-06-01") == {"leave_overdue": (one.id,)}
    settings.put(settings.POLICY, "nanchang-2018")
    who = cadre(register, "周正")
    assert "cadres_missing" not in warned(register, "2019-10-31")
    for day in ("2019-11-01", "2020-02-01"):
        assert warned(register, day)["cadres_missing"] == (who.id,)
    loose = attends(register, course(register, "2019-05-06", kind="1"), None, name="刘英", id_number=LIU)
    keeping.save(register, Doctor.new(name="刘英", id_number=LIU))
    assert warned(register, "2019-06-01")["trainees_linkable"] == (loose.id,)
    assert "trainees_linkable" in {each.name for each in summary.summary(register, CLERK).to_do}
