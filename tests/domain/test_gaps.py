"""The ledger of gaps: entered from the coverage, closed with evidence once a village is covered, and its states."""

from datetime import date, timedelta

import pytest

from hfp_desk.gate import QUERY
from hfp_desk.problems import Refusal
from hfp_desk.records import Gap, Place
from hfp_desk.rules.gap_states import GapState, state
from hfp_desk.store import coverage, gaps, keeping, places
from hfp_desk.store.gaps import GapLine
from hfp_desk.store.opening import Register
from tests.domain.clinics import DAY, arrangement, clinic, committee, doctor, keep_roster, status
from tests.domain.listed import CLERK, keep

LATER = date(2020, 5, 31)


def found(register: Register, day: date = DAY) -> tuple[GapLine, ...]:
    return gaps.lines(register, CLERK, day)


def only(register: Register, day: date = DAY) -> GapLine:
    (line,) = found(register, day)
    return line


def gap(register: Register, village: Place, **values: object) -> Gap:
    made: Gap = keep(register, Gap.new(village=village, **{"kind": "3", "found_on": DAY, **values}))
    return made


def closable(register: Register) -> tuple[GapLine, ...]:
    return tuple(line for line in found(register) if line.closable)


def refused(register: Register, *ids: int, day: date = DAY, evidence: str = "验收单") -> str:
    with pytest.raises(Refusal) as refusal:
        gaps.close(register, ids, day, evidence)
    assert Gap.select().where(Gap.closed_on.is_null(False)).count() == 0
    return str(refusal.value)


def test_the_gaps_of_the_roster_are_entered_in_one_deed_and_only_once(register: Register) -> None:
    keep_roster(register)
    made = gaps.register_gaps(register, DAY, deadline=LATER, unit="樟树市卫生健康委员会")
    told = {(row.village.id, row.kind, row.found_on, row.deadline, row.unit, row.town.id) for row in Gap.select()}
    truth = coverage.coverage(register, CLERK, DAY).gaps
    assert told == {(one.place, one.gap, DAY, LATER, "樟树市卫生健康委员会", one.town) for one in truth}
    assert len(made["gap"]) == len(told) == 33
    assert gaps.register_gaps(register, DAY) == {}
    assert all(one.open_gap for one in coverage.coverage(register, CLERK, DAY).gaps)


def test_what_serves_a_village_already_is_taken_over_as_its_remedy(register: Register) -> None:
    arrangement(register, committee(), "5")
    status(register, committee(1))
    gaps.register_gaps(register, DAY)
    assert [row.remedy for row in Gap.select().order_by(Gap.village)] == ["5", ""]
    assert [line.lacking for line in found(register)] == [("责任人", "完成时限"), ("解决方式", "责任人", "完成时限")]


def test_a_gap_closed_by_an_arrangement_comes_back_when_that_lapses(register: Register) -> None:
    arrangement(register, committee(), ends=date(2020, 6, 30))
    gaps.register_gaps(register, DAY)
    gaps.close(register, [only(register).id], DAY, "公示照片")
    assert gaps.register_gaps(register, date(2020, 6, 30)) == {}
    assert len(gaps.register_gaps(register, date(2020, 7, 1))["gap"]) == 1
    assert [line.state for line in found(register, date(2020, 7, 1))] == [GapState.CLOSED, GapState.UNTOUCHED]


def test_without_evidence_nothing_is_closed(register: Register) -> None:
    clinic(register, committee())
    doctor(register, committee())
    assert "没有填写佐证材料" in refused(register, gap(register, committee()).id, evidence="  ")


@pytest.mark.parametrize(
    ("has_clinic", "has_doctor", "missing"),
    [(False, False, "没有卫生室和村医"), (True, False, "没有村医"), (False, True, "没有卫生室")],
)
def test_an_uncovered_village_is_not_closed_and_the_reason_named(
    register: Register, has_clinic: bool, has_doctor: bool, missing: str
) -> None:
    if has_clinic:
        clinic(register, committee())
    if has_doctor:
        doctor(register, committee())
    arrangement(register, committee(), "1")
    arrangement(register, committee(), "4", ends=date(2020, 3, 30))
    said = refused(register, gap(register, committee()).id)
    assert f"临江镇{committee().name}{missing}，也没有正在执行的替代安排" in said


def test_one_uncovered_village_keeps_all_from_being_closed(register: Register) -> None:
    arrangement(register, committee())
    both = (gap(register, committee()).id, gap(register, committee(1)).id)
    assert committee(1).name in refused(register, *both)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("4", "邻村村医巡诊"), ("2", "与邻村合设"), ("7", "卫生院所在地不设"), ("8", "人口过少由邻近机构覆盖")],
)
def test_a_village_served_otherwise_or_exempt_is_closed_with_evidence(
    register: Register, kind: str, words: str
) -> None:
    made = gap(register, committee())
    arrangement(register, committee(), kind)
    assert [(line.id, line.covered_by) for line in closable(register)] == [(made.id, words)]
    assert gaps.close(register, [made.id], DAY, " 公示照片 ") == {"gap": {made.id}}
    kept = Gap.get_by_id(made.id)
    assert (kept.closed_on, kept.evidence) == (DAY, "公示照片")
    assert closable(register) == ()
    assert only(register).state is GapState.CLOSED


def test_a_clinic_below_the_standard_is_closed_when_it_reaches_it(register: Register) -> None:
    room = clinic(register, committee(), standard=False)
    doctor(register, committee())
    made = gap(register, committee(), kind="4")
    assert "卫生室还没有达标" in refused(register, made.id)
    room.standard = True
    keep(register, room)
    gaps.close(register, [made.id], DAY, "验收单")
    assert only(register).state is GapState.CLOSED


def test_closing_is_refused_twice_and_before_the_gap_was_found(register: Register) -> None:
    arrangement(register, committee())
    made = gap(register, committee(), found_on=date(2020, 4, 1))
    assert "早于发现日期" in refused(register, made.id)
    gaps.close(register, [made.id], date(2020, 4, 1), "照片")
    with pytest.raises(Refusal, match="已经销号"):
        gaps.close(register, [made.id], date(2020, 4, 2), "照片")


def test_a_voided_gap_cannot_be_closed(register: Register) -> None:
    made = gap(register, committee())
    keeping.void(register, made, "重复")
    assert "已经作废" in refused(register, made.id)


def test_the_gap_of_a_merged_village_is_judged_by_the_one_that_took_it_in(register: Register) -> None:
    clinic(register, committee(1))
    doctor(register, committee(1))
    first, second = gap(register, committee()), gap(register, committee())
    gone, into = committee(), committee(1)
    places.merge(register, gone, into, DAY)
    assert [(line.id, line.name) for line in closable(register)] == [
        (first.id, into.name),
        (second.id, into.name),
    ]


def test_who_may_not_enter_neither_registers_nor_closes(register: Register) -> None:
    arrangement(register, committee())
    made = gap(register, committee())
    status(register, committee(1))
    register.db.execute_sql('UPDATE "user" SET "roles"=?', (QUERY,))
    assert "角色" in refused(register, made.id)
    with pytest.raises(Refusal, match="角色"):
        gaps.register_gaps(register, DAY)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (-1, GapState.OVERDUE),
        (0, GapState.WITHIN_10),
        (10, GapState.WITHIN_10),
        (11, GapState.WITHIN_20),
        (20, GapState.WITHIN_20),
        (21, GapState.AT_WORK),
    ],
)
def test_the_state_follows_the_deadline_day_by_day(left: int, expected: GapState) -> None:
    deadline = DAY + timedelta(days=left)
    assert state("4", deadline, None, DAY) is expected
    assert state("4", deadline, DAY + timedelta(days=1), DAY) is expected
    assert state("4", deadline, DAY, DAY) is GapState.CLOSED


def test_without_a_deadline_the_remedy_tells_whether_it_is_at_work() -> None:
    assert state("", None, None, DAY) is GapState.UNTOUCHED
    assert state("4", None, None, DAY) is GapState.AT_WORK
    assert state("", DAY + timedelta(days=30), None, DAY) is GapState.UNTOUCHED


def test_the_ledger_is_counted_by_state_with_the_gaps_behind_it(register: Register) -> None:
    late = gap(register, committee(), deadline=date(2020, 3, 30))
    new = gap(register, committee(1))
    told = {one.name: (one.count, one.ids) for one in gaps.figures(found(register))}
    assert told["overdue"] == (1, (late.id,))
    assert told["untouched"] == (1, (new.id,))
    assert sum(count for count, _ in told.values()) == 2
