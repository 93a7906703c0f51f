"""Agreements of treatment before payment: when they are 拖欠, how a debt is split, what an amount reads in capitals."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Agreement, AuditBatch, Instalment, Subsidy, SubsidyStandard
from hfp_desk.records.protection_checks import (
    agreement_rules,
    audit_rules,
    instalment_rules,
    standard_rules,
    subsidy_rules,
)
from hfp_desk.rules import instalments
from hfp_desk.rules.capital_amounts import capitals
from hfp_desk.rules.instalments import Owed, Part, standing

OUT, D = date(2020, 1, 31), Decimal


@pytest.mark.parametrize(
    ("owed", "day", "state"),
    [
        (Owed(), date(2020, 3, 1), instalments.IN_HOSPITAL),
        (Owed(OUT, D(800)), date(2020, 1, 30), instalments.IN_HOSPITAL),
        (Owed(OUT, D(800)), date(2020, 2, 29), instalments.OPEN),
        (Owed(OUT, D(800)), date(2020, 3, 1), instalments.OVERDUE),
        (Owed(OUT, D(800), settled_on=date(2020, 2, 3)), date(2020, 6, 1), instalments.SETTLED),
        (Owed(OUT, D(0)), date(2020, 6, 1), instalments.SETTLED),
        (Owed(OUT, None, D(0)), date(2020, 6, 1), instalments.SETTLED),
        (Owed(OUT), date(2020, 6, 10), instalments.OPEN),
        (Owed(OUT, D(800), last_due_on=date(2020, 4, 30)), date(2020, 5, 30), instalments.OPEN),
        (Owed(OUT, D(800), last_due_on=date(2020, 4, 30)), date(2020, 5, 31), instalments.OVERDUE),
    ],
)
def test_an_agreement_stands_by_the_calendar(owed: Owed, day: date, state: str) -> None:
    """协议书 6: one month after discharge, or after the last day agreed."""
    assert standing(owed, day, 1).state == state


def test_with_instalments_the_month_runs_from_the_last_one() -> None:
    parts = (Part(date(2020, 3, 1), D(400), D(400)), Part(date(2020, 4, 1), D(400), D("150.5")))
    owed = Owed(OUT, D(800), parts=parts)
    found = standing(owed, date(2020, 3, 20), 1)
    assert (found.state, found.left) == (instalments.INSTALMENTS, D("249.5"))
    assert (found.next_on, found.next_amount) == (date(2020, 4, 1), D("249.5"))
    assert standing(owed, date(2020, 5, 1), 1).state == instalments.INSTALMENTS
    assert standing(owed, date(2020, 5, 2), 1).state == instalments.OVERDUE
    assert found.due_within(date(2020, 3, 25), 7)
    assert not found.due_within(date(2020, 3, 20), 7)


def test_without_a_figure_nothing_becomes_overdue() -> None:
    assert standing(Owed(OUT, D(800)), date(2022, 1, 1), None).state == instalments.OPEN


@pytest.mark.parametrize(("amount", "number"), [("100", 3), ("0.05", 4), ("1234.56", 12), ("5", 1)])
def test_a_plan_adds_up_to_the_fen_and_the_last_takes_the_rest(amount: str, number: int) -> None:
    parts = instalments.plan(D(amount), number, date(2020, 1, 31))
    assert sum(part.amount for part in parts) == D(amount)
    assert len(parts) == number
    assert {part.amount for part in parts[:-1]} == ({parts[0].amount} if number > 1 else set())
    assert parts[-1].amount >= parts[0].amount


def test_a_plan_goes_month_by_month_also_from_the_31st() -> None:
    days = [part.due_on for part in instalments.plan(D(300), 3, date(2020, 1, 31))]
    assert days == [date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 31)]


@pytest.mark.parametrize(("amount", "number"), [("0", 3), ("100", 0), ("100", 61), ("0.02", 3)])
def test_what_cannot_be_split_is_refused(amount: str, number: int) -> None:
    with pytest.raises(Refusal):
        instalments.plan(D(amount), number, OUT)


def test_instalments_that_miss_the_arrears_are_told() -> None:
    one, other = Part(date(2020, 3, 1), D("333.33")), Part(date(2020, 3, 1), D("333.33"))
    codes = {problem.code for problem in instalments.agreed(D(1000), (one, other))}
    assert codes == {"W-INSTALMENT-SUM", "W-INSTALMENT-DAYS"}
    assert not instalments.agreed(D("666.66"), (one, Part(date(2020, 4, 1), D("333.33"))))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.5", "伍角整"),
        ("0.03", "叁分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("1020.5", "壹仟零贰拾元伍角整"),
        ("1005.06", "壹仟零伍元零陆分"),
        ("12345.67", "壹万贰仟叁佰肆拾伍元陆角柒分"),
        ("100000", "壹拾万元整"),
        ("100010", "壹拾万零壹拾元整"),
        ("110000.1", "壹拾壹万元壹角整"),
        ("100000001", "壹亿零壹元整"),
        ("20500000", "贰仟零伍拾万元整"),
        ("100200000", "壹亿零贰拾万元整"),
    ],
)
def test_amounts_in_capitals(amount: str, words: str) -> None:
    assert capitals(D(amount)) == words


@pytest.mark.parametrize("amount", ["-1", "0.001", "NaN", "1000000000000"])
def test_what_has_no_capitals_is_refused(amount: str) -> None:
    with pytest.raises(Refusal):
        capitals(D(amount))


def codes(found: object) -> set[str]:
    return {problem.code for problem in found}  # type: ignore[attr-defined]


def test_contradictions_of_an_agreement_are_told() -> None:
    bad = Agreement.new(admitted=date(2020, 2, 3), discharged=date(2020, 2, 1), total=D(100), own_share=D(120))
    assert codes(agreement_rules(bad)) == {"E-PERIOD", "E-OVER-TOTAL"}
    odd = Agreement.new(total=D(1000), reimbursed=D(850), own_share=D(140), arrears=D(150))
    assert codes(agreement_rules(odd)) == {"W-BALANCE", "E-ABOVE"}
    assert not agreement_rules(Agreement.new(total=D(1000), reimbursed=D(850), own_share=D(150), arrears=D(150)))


def test_contradictions_of_instalments_and_batches_are_told() -> None:
    late = Agreement.new(discharged=date(2020, 3, 1))
    part = Instalment.new(agreement=late, due_on=date(2020, 2, 1), amount=D(100), paid=D(101))
    assert codes(instalment_rules(part)) == {"E-ABOVE", "W-PAID-DAY", "E-PERIOD"}
    more = AuditBatch.new(claimed=D(100), approved=D(120), repaid=D(130), audited_on=OUT, repaid_on=date(2020, 1, 1))
    assert codes(audit_rules(more)) == {"E-ABOVE", "E-PERIOD"}
    assert codes(audit_rules(AuditBatch.new(claimed=D(100), approved=D(90), deducted=D(5)))) == {"W-AUDIT-SUM"}
    assert not audit_rules(AuditBatch.new(claimed=D(100), approved=D(90), deducted=D(10), repaid=D(90)))


def test_contradictions_of_subsidies_are_told() -> None:
    assert codes(standard_rules(SubsidyStandard.new(standard=D(280), own_paid=D(0), subsidised=D(250))))
    assert not standard_rules(SubsidyStandard.new(standard=D(280), own_paid=D(30), subsidised=D(250)))
    assert codes(subsidy_rules(Subsidy.new(change="3"))) == {"W-CANCELLED-DAY"}
