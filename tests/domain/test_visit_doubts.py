"""存疑随访: each kind found in a real register, named once, in words, and only to those who may know."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk.gate import QUERY, Viewer
from hfp_desk.policy import load
from hfp_desk.records import FOLLOW_UP, FollowUp, Leave, ManagedCase
from hfp_desk.records.checks import problems_of
from hfp_desk.rules.visit_doubts import LABELS
from hfp_desk.store import checking, visit_doubts, visit_flaws
from hfp_desk.store.opening import Register
from hfp_desk.store.visit_doubts import Doubt
from tests.domain.clinics import committee, covers, doctor
from tests.domain.listed import CLERK, HELPER, keep, village_of
from tests.domain.managed import case, insert, visit

ZS = load("zhangshu-2020")
EDITION = ZS.on(date(2020, 12, 31))
FIRST, LAST, DAY = date(2020, 1, 1), date(2020, 12, 31), date(2020, 3, 5)


def found(register: Register, viewer: Viewer = CLERK) -> list[Doubt]:
    return list(visit_doubts.doubts(register, viewer, EDITION, FIRST, LAST))


def kinds(register: Register) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.kind, one.visits) for one in found(register)]


def many(register: Register, of: ManagedCase, days: Iterable[date], **values: Any) -> list[int]:
    """Visits to one person, one on each day."""
    known = {"person": of.person.id, "case": of.id, "programme": of.programme, "mode": "2", **values}
    return insert(register, FollowUp, ({"visited_on": day.isoformat(), **known} for day in days))


def test_a_plain_year_raises_no_doubt(register: Register) -> None:
    mine = case(register)
    for month, high in ((2, 128), (5, 131), (8, 134), (11, 126)):
        visit(register, mine, date(2020, month, 10), systolic=high, diastolic=80, control="1", weight=Decimal(60))
    assert found(register) == []


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"systolic": 80, "diastolic": 120}, "impossible"),
        ({"systolic": 40, "diastolic": None}, "impossible"),
        ({"systolic": 235, "diastolic": 90}, "rare"),
        ({"fasting_glucose": Decimal("55.5")}, "impossible"),
        ({"fasting_glucose": Decimal("26.1")}, "rare"),
        ({"bmi": Decimal(90)}, "impossible"),
        ({"heart_rate": 300}, "impossible"),
        ({"next_on": DAY}, "outside"),
        ({"systolic": 165, "diastolic": 95, "control": "1"}, "contrary"),
        ({"control": "2"}, "contrary"),
        ({"control": "1", "adverse": "2"}, "contrary"),
        ({"control": "3", "adverse": "1"}, None),
        ({"control": "1"}, None),
    ],
)
def test_one_visit_that_cannot_be_right(register: Register, values: dict[str, Any], kind: str | None) -> None:
    made = visit(register, case(register), DAY, **values)
    assert kinds(register) == ([(kind, (made.id,))] if kind else [])


def test_a_diabetic_and_a_mental_patient(register: Register) -> None:
    sweet = visit(register, case(register, programme="2"), DAY, fasting_glucose=Decimal("7.0"), control="1")
    hidden = case(register, "李四", programme="3", restricted=True)
    wild = visit(register, hidden, DAY, danger="2", insight="1", self_care="1", stability="3")
    assert {one.visits for one in found(register)} == {(sweet.id,), (wild.id,)}
    assert [one.visits for one in found(register, HELPER)] == [(sweet.id,)]


def test_before_birth_after_death_and_outside_the_case(register: Register) -> None:
    unborn = visit(register, case(register, "王一", of={"birth": date(2020, 4, 1)}), DAY)
    dead = visit(register, case(register, "王二", of={"died_on": date(2020, 3, 1)}), DAY)
    early = visit(register, case(register, "王三", starts=date(2020, 4, 1)), DAY)
    late = visit(register, case(register, "王四", ends=date(2020, 3, 1)), DAY)
    last = visit(register, case(register, "王五", starts=DAY, ends=DAY, of={"died_on": DAY}), DAY, systolic=125)
    told = found(register)
    assert [one.visits[0] for one in told] == [unborn.id, dead.id, early.id, late.id]
    assert {one.kind for one in told} == {"outside"}
    assert "早于出生日期" in told[0].problem.message
    assert "晚于死亡日期" in told[1].problem.message
    assert last.id not in {one.visits[0] for one in told}


def test_who_finds_somebody_dead_comes_after_the_death(register: Register) -> None:
    gone = date(2020, 3, 1)
    visit(register, case(register, of={"died_on": gone}, ends=gone, end_reason="1"), DAY, state="3", died_on=gone)
    assert found(register) == []


def test_the_same_day_twice(register: Register) -> None:
    mine = case(register)
    first, second = visit(register, mine, DAY), visit(register, mine, DAY, systolic=140)
    visit(register, case(register, "李四"), DAY)
    visit(register, case(register, programme="2", who=mine.person), DAY)
    assert kinds(register) == [("twice", (first.id, second.id))]


def test_the_same_figures_all_year(register: Register) -> None:
    same, other = case(register), case(register, "李四")
    days = [date(2020, month, 10) for month in (2, 5, 8)]
    alike = many(register, same, days, systolic=130, diastolic=80)
    many(register, other, days[:2], systolic=130, diastolic=80)
    visit(register, other, days[2], systolic=131, diastolic=80)
    (doubt,) = found(register)
    assert (doubt.kind, doubt.visits, doubt.who) == ("alike_year", tuple(alike), "张三")
    assert doubt.problem.message == "期内 3 次随访的测量数值完全相同（130/80），请核实是否实际测量。"


def test_the_same_figures_of_many_people_on_a_day(register: Register) -> None:
    wang = doctor(register, committee(), "王村医")
    ids = [visit(register, case(register, f"人{n}"), DAY, doctor=wang).id for n in "甲乙丙丁戊"]
    visit(register, case(register, "人己"), DAY, doctor=wang, systolic=129)
    (doubt,) = found(register)
    assert (doubt.kind, doubt.visits, doubt.doctor) == ("alike_day", tuple(ids), "王村医")
    assert doubt.who == "5 次随访"
    assert "2020-03-05 有 5 人的测量数值完全相同（130/80）" in doubt.problem.message


def test_more_than_sixty_visits_on_a_day(register: Register) -> None:
    cases = [case(register, f"人{number}", doctor_name="赵医生") for number in range(61)]
    for place, one in enumerate(cases):
        many(register, one, [DAY], systolic=100 + place, diastolic=70)
    (doubt,) = found(register)
    assert (doubt.kind, len(doubt.visits), doubt.doctor) == ("crowded", 61, "赵医生")
    many(register, cases[0], [DAY + timedelta(days=1)])
    assert [one.kind for one in found(register)] == ["crowded"]


def test_a_village_doctor_in_a_strange_village(register: Register) -> None:
    own, covered, strange = (village_of("临江镇", number) for number in range(3))
    wang, town = doctor(register, own, "王村医"), doctor(register, None, "乡医生")
    covers(register, wang, covered)
    people = [case(register, f"人{n}", of={"number": n}) for n in range(3)]
    assert [one.person.village for one in people] == [own, covered, strange]
    for place, one in enumerate(people):
        visit(register, one, DAY, doctor=town, systolic=120 + place)
    for place, one in enumerate(people[:2]):
        visit(register, one, date(2020, 4, 1), doctor=wang, systolic=130 + place)
    assert found(register) == []
    visit(register, people[2], date(2020, 4, 1), doctor=wang, systolic=140)
    (doubt,) = found(register)
    assert (doubt.kind, len(doubt.visits), doubt.doctor) == ("villages", 3, "王村医")
    assert doubt.problem.found == "3 个村"


def test_a_doctor_on_leave_or_gone(register: Register) -> None:
    wang = doctor(register, committee(), "王村医", ends=date(2020, 6, 30))
    keep(register, Leave.new(doctor=wang, kind="1", starts=date(2020, 3, 1), ends=date(2020, 3, 31)))
    mine = case(register)
    away, there, gone = (
        visit(register, mine, day, doctor=wang, systolic=120 + day.month)
        for day in (date(2020, 3, 31), date(2020, 4, 1), date(2020, 7, 1))
    )
    told = found(register)
    assert [(one.kind, one.visits) for one in told] == [("away", (away.id,)), ("away", (gone.id,))]
    assert there.id not in {one.visits[0] for one in told}
    assert "2020-03-01 至 2020-03-31 不在岗" in told[0].problem.message
    assert "2020-06-30 已离岗" in told[1].problem.message
    later = visit(register, mine, date(2020, 8, 1), doctor=wang, systolic=128)
    several = found(register)[0]
    assert several.visits == (gone.id, later.id)
    assert "登记了 2 次随访，随访日期应不晚于 2020-06-30" in several.problem.message


def test_every_reading_ends_on_nought(register: Register) -> None:
    wang = doctor(register, committee(), "王村医")
    for place in range(40):
        mine = case(register, f"人{place}")
        high = 110 + 10 * (place % 7) if place < 36 else 121
        many(
            register,
            mine,
            [date(2020, 1, 2) + timedelta(days=place)],
            doctor=wang.id,
            systolic=high,
            diastolic=60 + place,
        )
    (doubt,) = found(register)
    assert (doubt.kind, len(doubt.visits)) == ("digit", 36)
    assert "40 次血压，收缩压尾数为 0 的占 90.0%" in doubt.problem.message


def test_weight_and_height_do_not_jump(register: Register) -> None:
    old = case(register, of={"birth": date(1950, 1, 1)})
    child = case(register, "王小", of={"birth": date(2012, 1, 1)})
    for mine in (old, child):
        for month, high in ((2, 150), (5, 156)):
            visit(register, mine, date(2020, month, 1), height=Decimal(high), systolic=110 + month)
    heavy = case(register, "李四")
    for month, kilos in ((2, 60), (5, 85), (8, 84)):
        visit(register, heavy, date(2020, month, 1), weight=Decimal(kilos), systolic=110 + month)
    height, weight = (one for one in found(register) if one.kind == "jump")
    assert (weight.who, weight.problem.found) == ("李四", "60 → 85 kg")
    assert (height.who, height.problem.found) == ("张三", "150 → 156 cm")


def test_who_may_not_see_people_learns_only_where(register: Register) -> None:
    visit(register, case(register), DAY, systolic=165, diastolic=95, control="1")
    (doubt,) = found(register, Viewer.of("赵兰", QUERY))
    assert (doubt.who, doubt.problem.message) == ("张○", "“此次随访分类”需要核对。")


def test_every_kind_is_counted(register: Register) -> None:
    visit(register, case(register), DAY, systolic=165, diastolic=95, control="1")
    counts = visit_doubts.figures(found(register))
    assert (counts["contrary"], sum(counts.values()), set(counts)) == (1, 1, set(LABELS))
    assert visit_doubts.latest_year(register) == 2020


def test_the_whole_check_names_each_contradiction_once(register: Register) -> None:
    mine = case(register)
    made = visit(register, mine, DAY, systolic=95, diastolic=125, control="1", next_on=DAY)
    visit(register, mine, DAY, systolic=130)
    said = [one for one in checking.check(register, CLERK) if one.kind == FOLLOW_UP.name]
    codes = sorted((one.problem.code, one.record == made.id) for one in said)
    assert codes == [
        ("E-VISIT-NEXT", True),
        ("E-VISIT-PRESSURE", True),
        ("W-VISIT-CLASS", True),
        ("W-VISIT-TWICE", False),
    ]


def test_no_visit_with_a_problem_is_passed_over(register: Register) -> None:
    chance, mine = random.Random(7), case(register)
    for _ in range(400):
        many(register, mine, [DAY], **_anything(chance))
    insert(register, FollowUp, [{"programme": "1", "visited_on": "2020-03-05"}, {"person": mine.person.id}])
    wrong = {one.id for one in FollowUp.select() if problems_of(one, FOLLOW_UP)}
    table = FollowUp._meta.table_name
    read = {row[0] for row in register.db.execute_sql(f'SELECT "id" FROM "{table}" WHERE {visit_flaws.OWN}')}
    assert wrong <= read
    assert len(wrong) > 50
    assert len(read) < FollowUp.select().count()


def _anything(chance: random.Random) -> dict[str, Any]:
    """Stored values that are mostly right, and mostly not there."""
    offered: dict[str, tuple[Any, ...]] = {
        "systolic": (130, 90),
        "diastolic": (80, 90, 120),
        "next_on": ("2020-06-01", "2020-03-05", "2020-01-01"),
        "state": ("1", "1", "2", "3", "4"),
        "lost_reason": ("1",),
        "died_on": ("2020-03-01",),
        "weight": (6000,),
        "height": (16000,),
        "bmi": (2340, 2450, 2230, 2600),
        "danger": ("0", "1"),
        "trouble": (0, 1),
        "self_harm": (0, 2),
        "referred": (0, 1),
        "referral_to": ("县医院",),
    }
    return {name: chance.choice(values) for name, values in offered.items() if chance.random() < 0.4}
