"""A warning of falling into poverty through illness, step by step, each with its time (domain.md §2.4, §5.3).

Clue → visit and authorisation → notice in the village of at least five days → decision by the county within 15 days of
the clue → measures within a month of the decision → the risk is gone, not before six months. The days are figures of
the policy; one that no document gives is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from hfp_desk.policy import Edition
from hfp_desk.problems import Problem, Severity
from hfp_desk.rules.periods import months_on

WAITING, CONFIRMED, CLEARED, REMOVED = "1", "2", "3", "4"
"""Codes of ``alert_state``: to be verified, confirmed (统一标识), no risk (取消标识), the risk is gone."""

ILLNESS = "1"
ASSISTED, NATURAL, FEWER = "1", "2", "3"


class Step(StrEnum):
    """What is to be done next."""

    VERIFY = "verify"
    MEASURE = "measure"
    WATCH = "watch"
    DONE = "done"


STEPS = {Step.VERIFY: "待核实审定", Step.MEASURE: "待落实措施", Step.WATCH: "监测帮扶中", Step.DONE: "已办结"}


@dataclass(frozen=True)
class Times:
    """Days and months that the edition gives; None where it gives none."""

    decision: int | None
    notice: int | None
    measures: int | None
    least_months: int | None


@dataclass(frozen=True)
class Warned:
    """The days of one warning as the rules want them."""

    state: str
    raised_on: date | None
    verified_on: date | None = None
    notice_from: date | None = None
    notice_to: date | None = None
    decided_on: date | None = None
    measured_on: date | None = None
    cleared_on: date | None = None
    removal: str = ""
    risks: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    measures: str = ""
    own_cost: Decimal | None = None
    reason: str = ""


def times(edition: Edition) -> Times:
    """The times of an edition."""
    names = ("alert_decision_days", "alert_notice_days", "alert_measure_days", "alert_least_months")
    decision, notice, measures, months = (edition.target(name).value for name in names)
    return Times(_whole(decision), _whole(notice), _whole(measures), _whole(months))


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def step(one: Warned) -> Step:
    """What is to be done next."""
    if one.state in (CLEARED, REMOVED):
        return Step.DONE
    if one.state == WAITING:
        return Step.VERIFY
    return Step.WATCH if one.measured_on is not None else Step.MEASURE


def deadline(one: Warned, given: Times) -> date | None:
    """The day by which the next step is to be done; None when nothing is due or no day is given."""
    match step(one):
        case Step.VERIFY if one.raised_on is not None and given.decision is not None:
            return one.raised_on + timedelta(days=given.decision)
        case Step.MEASURE if one.decided_on is not None and given.measures is not None:
            return one.decided_on + timedelta(days=given.measures)
    return None


def problems(one: Warned, given: Times) -> list[Problem]:
    """What does not agree in one warning; rule numbers of the provincial rule engine stand beside (§2.4)."""
    return [problem for found in (_decided(one, given), _helped(one), _cleared(one, given)) for problem in found]


def _decided(one: Warned, given: Times) -> Iterator[Problem]:
    if one.state in (CONFIRMED, CLEARED) and one.decided_on is None:
        yield _warning("W-ALERT-DECISION", "已确认或取消，但没有审定日期，请补填。", "审定日期")
    if one.state == CLEARED and not one.reason:
        yield _warning("W-ALERT-REASON", "取消标识没有写原因，请补填认定或取消原因。", "认定或取消原因")
    if one.raised_on and one.decided_on and given.decision is not None:
        taken = (one.decided_on - one.raised_on).days
        if taken > given.decision:
            found = f"从线索到审定用了 {taken} 天，规定不超过 {given.decision} 天，请核对或说明原因。"
            yield _warning("W-ALERT-LATE", found, "审定日期", str(one.decided_on), f"不超过 {given.decision} 天")
    if one.notice_from and one.notice_to and given.notice is not None:
        shown = (one.notice_to - one.notice_from).days + 1
        if shown < given.notice:
            found = f"公示 {shown} 天，规定不少于 {given.notice} 天，请核对公示起止日期。"
            yield _warning("W-ALERT-NOTICE", found, "公示结束", str(one.notice_to), f"不少于 {given.notice} 天")


def _helped(one: Warned) -> Iterator[Problem]:
    if one.state not in (CONFIRMED, REMOVED) or ILLNESS not in one.risks:
        return
    if not one.helps and not one.measures:
        yield _warning("W-ALERT-HELP", "风险为因病，但没有登记健康帮扶措施（3_11_003），请补填。", "健康帮扶措施")
    if one.own_cost is not None and one.own_cost == 0:
        yield _warning("W-ALERT-COST", "风险为因病，但个人负担为 0（5_15_020），请核对。", "个人负担合计", "0.00")


def _cleared(one: Warned, given: Times) -> Iterator[Problem]:
    if one.state == REMOVED and (one.cleared_on is None or not one.removal):
        yield _warning("W-ALERT-REMOVAL", "风险已消除，但没有填消除日期或方式（1_11_004），请补填。", "风险消除日期")
    if one.cleared_on and one.decided_on and given.least_months is not None:
        earliest = months_on(one.decided_on, given.least_months)
        if one.cleared_on < earliest:
            found = f"从认定到消除不满 {given.least_months} 个月（2_11_002），最早应为 {earliest}，请核对。"
            yield _warning("W-ALERT-SHORT", found, "风险消除日期", str(one.cleared_on), f"不早于 {earliest}")
    if one.removal == ASSISTED and not one.helps and not one.measures:
        yield _warning("W-ALERT-NOTHING", "按帮扶消除，但没有登记任何措施（1_11_009），请补填。", "健康帮扶措施")


def _warning(code: str, message: str, label: str, found: str = "", expected: str = "") -> Problem:
    return Problem(code, Severity.WARNING, message, label, found, expected)
