"""Contracts: their rules, who is signed on a day, for what reason others are not, renewing and ending them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import CONTRACT, Checkup, Contract, Person, Service, Survey
from hfp_desk.records.checks import problems_of
from hfp_desk.rules.signing import words
from hfp_desk.store import (
    awareness,
    checking,
    contracts,
    entering,
    keeping,
    renewing,
    signing,
    signing_alerts,
    taking_back,
)
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.signing import Signing
from tests.domain.listed import CLERK, household, keep, person
from tests.domain.signed import DAY, ZS, contract, poor

TODAY = date(2020, 6, 30)


def codes(record: Any, kind: Any = CONTRACT) -> set[str]:
    """The problems of a record, but for fields left empty."""
    return {one.code for one in problems_of(record, kind)} - {"E-REQ"}


def made(**values: Any) -> Contract:
    known = {"state": "1", "signed_on": date(2020, 1, 1), "starts": date(2020, 1, 1), "ends": date(2020, 12, 31)}
    return Contract.new(**{**known, **values})


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, set()),
        ({"ends": date(2021, 12, 31), "years": 2}, set()),
        ({"ends": date(2019, 12, 31)}, {"E-PERIOD"}),
        ({"ends": date(2020, 6, 30)}, {"W-CONTRACT-SHORT"}),
        ({"ends": date(2025, 12, 31)}, {"W-CONTRACT-LONG"}),
        ({"ends": date(2024, 12, 31), "years": 5}, set()),
        ({"years": 2}, {"W-CONTRACT-YEARS"}),
        ({"starts": None, "signed_on": None}, {"W-CONTRACT-STARTS"}),
        ({"ends": None}, {"W-CONTRACT-ENDS"}),
        ({"ends": None, "years": 1}, set()),
        ({"state": "5"}, {"W-CONTRACT-REASON"}),
        ({"state": "5", "unsigned_reason": "5"}, set()),
        ({"unsigned_reason": "5"}, {"W-CONTRACT-BOTH"}),
        ({"state": "2"}, {"W-CONTRACT-CANCEL", "W-CONTRACT-CANCEL-DAY"}),
        ({"state": "2", "cancel_reason": "02", "cancelled_on": date(2020, 5, 1)}, set()),
        ({"cancelled_on": date(2020, 5, 1)}, {"W-CONTRACT-CANCEL-STATE"}),
        ({"signed_on": date(2999, 1, 1), "starts": date(2999, 1, 1), "ends": date(2999, 12, 31)}, {"E-LIFE-FUTURE"}),
    ],
)
def test_what_must_agree_in_a_contract(values: dict[str, Any], wrong: set[str]) -> None:
    assert codes(made(**values)) == wrong


def test_the_life_of_who_signed_bounds_the_contract(register: Register) -> None:
    died = person(register, "张三", birth=date(1950, 1, 1), died_on=date(2020, 3, 1))
    assert codes(made(person=died)) == {"W-CONTRACT-DEAD"}
    assert codes(made(person=died, signed_on=date(2020, 4, 1), starts=date(2020, 4, 1), ends=date(2021, 3, 31))) == {
        "E-LIFE-DEATH"
    }
    assert codes(made(person=died, signed_on=date(1949, 1, 1))) == {"E-LIFE-BIRTH", "W-CONTRACT-DEAD"}
    gone = made(person=died, state="2", cancel_reason="03", cancelled_on=date(2020, 3, 1))
    assert codes(gone) == set()


def test_exams_services_and_answers_happen_within_a_life(register: Register) -> None:
    from hfp_desk.records import CHECKUP, SERVICE, SURVEY

    whose = person(register, "张三", birth=date(1950, 1, 1), died_on=date(2020, 3, 1))
    late = date(2020, 3, 2)
    assert codes(Checkup.new(person=whose, examined_on=late), CHECKUP) == {"E-LIFE-DEATH"}
    assert codes(Checkup.new(person=whose, examined_on=date(1949, 12, 31)), CHECKUP) == {"E-LIFE-BIRTH"}
    assert codes(Service.new(person=whose, served_on=late), SERVICE) == {"E-LIFE-DEATH"}
    assert codes(Survey.new(person=whose, surveyed_on=late), SURVEY) == {"E-LIFE-DEATH"}
    wrong = Checkup.new(person=whose, examined_on=date(2020, 1, 2), systolic=80, diastolic=120, result="2")
    assert codes(wrong, CHECKUP) == {"E-EXAM-PRESSURE", "W-EXAM-ABNORMAL"}


def test_nobody_has_two_teams_at_a_time(register: Register) -> None:
    whose = poor(register, "李玥")
    first = contract(register, whose)
    again = Draft(CONTRACT, {"person": whose.id, "state": "1", "starts": date(2020, 7, 1), "ends": date(2021, 6, 30)})
    (found,) = [one for one in entering.problems(register, ZS, [again]) if one.code == "E-CONTRACT-OVERLAP"]
    assert "2020-01-01 至 2020-12-31" in found.message
    assert "解约" in found.message, "it says what to do"
    later = entering.keep(register, ZS, [again]).ids[0]
    wrong = [one for one in checking.check(register, CLERK) if one.problem.code == "E-CONTRACT-OVERLAP"]
    assert [one.record for one in wrong] == [later], "the later one is named"
    renewing.cancel(register, [first.id], date(2020, 6, 30), "05")
    assert not [one for one in checking.check(register, CLERK) if one.problem.code == "E-CONTRACT-OVERLAP"]


def test_the_end_follows_from_start_and_years(register: Register) -> None:
    whose = poor(register, "李玥")
    kept = keep(register, Contract.new(person=whose, state="1", signed_on=date(2020, 3, 1), years=2))
    assert (kept.starts, kept.ends) == (date(2020, 3, 1), date(2022, 2, 28))


@pytest.mark.parametrize(
    ("values", "signed"),
    [
        ({}, True),
        ({"state": "3"}, True),
        ({"state": "4"}, False),
        ({"state": "5"}, False),
        ({"ends": date(2020, 6, 30)}, True),
        ({"ends": date(2020, 6, 29)}, False),
        ({"starts": TODAY}, True),
        ({"starts": date(2020, 7, 1)}, False),
        ({"ends": None}, True),
        ({"starts": date(2019, 7, 1), "ends": None}, True),
        ({"starts": date(2019, 6, 30), "ends": None}, False),
        ({"starts": None, "ends": None, "years": 3, "signed_on": date(2018, 1, 1), "state": "3"}, True),
        ({"state": "2", "cancelled_on": date(2020, 7, 1)}, True),
        ({"state": "2", "cancelled_on": TODAY}, False),
        ({"state": "2"}, False),
    ],
)
def test_a_contract_is_in_force_from_its_first_to_its_last_day(
    register: Register, values: dict[str, Any], signed: bool
) -> None:
    whose = poor(register, "李玥")
    keep(register, made(person=whose, **values))
    found = signing.signing(register, ZS, TODAY)
    assert [one.standing == "signed" for one in found.people] == [signed]


def figures(found: Signing) -> dict[str, tuple[int, int]]:
    return {one.name: (one.count, one.whole) for one in signing.figures(found)}


def test_the_rate_is_over_the_living_who_are_here_and_do_not_refuse(register: Register) -> None:
    home = household(register, number="1")
    signed = poor(register, "甲", household=home)
    contract(register, signed)
    poor(register, "乙", household=home)
    for reason in ("3", "5", "4", "6"):
        keep(register, Contract.new(person=poor(register, f"原因{reason}"), state="5", unsigned_reason=reason))
    poor(register, "已故", died_on=date(2020, 1, 5))
    contract(register, person(register, "一般人"))
    over = poor(register, "到期")
    contract(register, over, "2019-01-01")
    found = figures(signing.signing(register, ZS, TODAY))
    assert found["due"] == (5, 5), "甲, 乙, two with a reason, one whose contract ran out"
    assert found["signed"] == (1, 5)
    assert found["unsigned"] == (4, 5)
    assert (found["lapsed"][0], found["unknown"][0], found["reason.4"][0], found["reason.6"][0]) == (1, 1, 1, 1)
    assert (found["reason.1"][0], found["reason.3"][0], found["reason.5"][0]) == (1, 1, 1), "apart, not among 应签"
    assert found["others"][0] == 1
    assert found["homes"] == (1, 1), "one member signed"
    assert found["whole_homes"] == (0, 1)
    assert words("reason.4") == "未签约：长期外出"


def test_somebody_of_no_category_or_out_of_it_is_not_counted(register: Register) -> None:
    from hfp_desk.records import Identity

    left = person(register, "退出")
    keep(register, Identity.new(person=left, kind="01", starts="2014", ends="2019"))
    stays = person(register, "脱贫不脱政策")
    keep(register, Identity.new(person=stays, kind="01", starts="2014", ends="2019", benefits_continue=True))
    keep(register, Identity.new(person=person(register, "低保"), kind="02", starts="2014"))
    found = signing.signing(register, ZS, TODAY)
    assert [Person.get_by_id(one.id).name for one in found.counted] == ["脱贫不脱政策"]


def test_what_runs_out_and_what_ran_out_is_told_until_it_is_renewed(register: Register) -> None:
    soon, over, dead = (poor(register, name) for name in ("将到期", "已到期", "已故"))
    near = contract(register, soon, "2019-08-01", "2020-07-31")
    past = contract(register, over, "2019-01-01", "2019-12-31")
    contract(register, dead, "2019-01-01", "2019-12-31")
    dead.died_on = date(2020, 1, 1)
    keeping.save(register, dead)
    with register.session():
        assert contracts.running_out(register.db, TODAY, 60) == (near.id,)
        assert contracts.running_out(register.db, TODAY, 30) == ()
        assert contracts.lapsed(register.db, TODAY) == (past.id,)
    renewing.renew(register, [near.id, past.id], None, 1, TODAY)
    with register.session():
        assert contracts.running_out(register.db, TODAY, 60) == ()
        assert contracts.lapsed(register.db, TODAY) == ()


def test_renewing_takes_everything_over_and_goes_back_in_one_step(register: Register) -> None:
    whose = poor(register, "李玥")
    old = contract(register, whose, groups=("04", "13"), package="2", handed_over=True)
    renewing.renew(register, [old.id], None, 2, date(2020, 12, 20))
    new = Contract.get(Contract.id != old.id)
    assert (new.state, new.starts, new.ends, new.years) == ("3", date(2021, 1, 1), date(2022, 12, 31), 2)
    assert (new.groups, new.package, new.doctor_name, new.signed_on) == (("04", "13"), "2", "何明", date(2020, 12, 20))
    assert not new.handed_over, "a new agreement is to be handed over anew"
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert Contract.get_by_id(new.id).voided_at


def test_what_cannot_be_renewed_is_said_and_nothing_is_done(register: Register) -> None:
    alive, dead = poor(register, "李玥"), poor(register, "王已故")
    running, ended = contract(register, alive), contract(register, dead, "2019-01-01")
    dead.died_on = date(2020, 1, 1)
    keeping.save(register, dead)
    for chosen, starts, years, says in (
        ((running.id,), date(2020, 7, 1), 1, "才到期"),
        ((running.id, ended.id), None, 1, "死亡"),
        ((running.id,), None, 6, "1 至 5 年"),
        ((running.id, 999), None, 1, "已经作废"),
    ):
        with pytest.raises(Refusal, match=says):
            renewing.renew(register, chosen, starts, years, TODAY)
    assert Contract.select().count() == 2


def test_ending_keeps_the_reason_and_counts_from_the_day_on(register: Register) -> None:
    one = contract(register, poor(register, "李玥"))
    with pytest.raises(Refusal, match="早于开始日期"):
        renewing.cancel(register, [one.id], date(2019, 12, 31), "02")
    renewing.cancel(register, [one.id], date(2020, 6, 1), "02", "迁往南昌")
    kept = Contract.get_by_id(one.id)
    assert (kept.state, kept.cancelled_on, kept.cancel_reason, kept.remark) == (
        *("2", date(2020, 6, 1), "02"),
        "迁往南昌",
    )
    assert figures(signing.signing(register, ZS, date(2020, 5, 31)))["signed"] == (1, 1)
    assert figures(signing.signing(register, ZS, date(2020, 6, 1)))["reason.3"] == (1, 1)
    with pytest.raises(Refusal, match="不是有效签约"):
        renewing.cancel(register, [one.id], date(2020, 6, 2), "02")


def test_awareness_counts_the_last_answer_of_those_who_answered(register: Register) -> None:
    first, second, third = (poor(register, name) for name in ("甲", "乙", "丙"))
    for whose, day, values in (
        (first, "2020-03-01", {"knows_policy": False, "satisfaction": "3"}),
        (first, "2020-09-01", {"knows_policy": True, "satisfaction": "2"}),
        (second, "2020-09-01", {"knows_policy": False}),
        (third, "2019-09-01", {"knows_policy": True}),
    ):
        keep(register, Survey.new(person=whose, surveyed_on=date.fromisoformat(day), **values))
    found = awareness.answers(register, date(2020, 1, 1), DAY)
    told = {one.name: (one.count, one.whole) for one in awareness.figures(found)}
    assert told["asked"] == (2, 2)
    assert told["knows_policy"] == (1, 2)
    assert told["content"] == (1, 1), "乙 said nothing of it"
    town = found[0].town
    knowing, content = awareness.by_place(found, "town")[town]
    assert (knowing.count, knowing.whole, content.count, content.whole) == (1, 2, 1, 1)


def test_the_work_bench_is_warned(register: Register) -> None:
    assert not [one for one in signing_alerts.alerts(register, CLERK, TODAY) if one.ids], "nobody is signed yet"
    poor(register, "未签")
    contract(register, poor(register, "在约"))
    contract(register, poor(register, "到期"), "2019-01-01")
    told = {one.name: len(one.ids) for one in signing_alerts.alerts(register, CLERK, TODAY)}
    assert told == {"contract_running_out": 0, "contract_lapsed": 1, "unsigned": 2, "service_overdue": 1}
    assert next(signing_alerts.alerts(register, CLERK, date(2020, 12, 1))).ids, "60 days before the end"
