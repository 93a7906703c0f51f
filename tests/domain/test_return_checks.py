"""审核: what does not agree in a return is found at its place and explained under a mark that lasts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk.problems import Refusal
from hfp_desk.records import Identity
from hfp_desk.returns import Cell, Check, Column, Definition, Line, RowKind, Table, arithmetic, checking, periods
from hfp_desk.returns.checking import ERROR, WARNING
from hfp_desk.store import return_checks, returns
from hfp_desk.store.opening import Register
from tests.domain.listed import keep, person

D = Decimal
COLUMNS = (
    Column(name="ill", head=("大病", "核准"), indicator="a"),
    Column(name="treated", head=("大病", "已救治"), indicator="b", among="ill"),
    Column(name="rate", head=("大病", "救治率（%）"), ratio=("treated", "ill"), unit="%", digits=2),
    Column(name="births", head=("出生",), written=True),
)


def table(
    *rows: tuple[int, str, int, int], checks: tuple[Check, ...] = (), births: int | None = 5, **more: Any
) -> Table:
    """A return whose lines have an ill and a treated figure; the first line is the sum."""
    made = Definition(name="major", title="大病表", rows=RowKind.TOWNS, columns=COLUMNS, checks=checks, **more)
    lines = tuple(
        Line(
            key,
            label,
            (
                Cell(D(ill)),
                Cell(D(treated)),
                Cell(D(treated) * 100 / ill if ill else None, D(treated), D(ill)),
                Cell(None if births is None else D(births)),
            ),
        )
        for key, label, ill, treated in rows
    )
    return Table(made, periods.period(made, "2020-03"), "樟树市", "2020 版", lines)


SOUND = ((0, "合计", 5, 4), (9, "临江镇", 3, 3), (10, "永泰镇", 2, 1))
ADDS = {"ill": True, "treated": True}


def found(given: Table, **more: Any) -> list[tuple[str, int | str, str]]:
    """Level, line and column of the findings."""
    return [(one.level, one.key, one.column) for one in checking.check(given, ADDS, **more)]


def test_a_sound_return_has_nothing_to_say() -> None:
    assert found(table(*SOUND, checks=(Check(rule="treated <= ill"),))) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (((0, "合计", 6, 4), *SOUND[1:]), [(ERROR, 0, "ill")]),
        (
            ((0, "合计", 5, 6), (9, "临江镇", 3, 3), (10, "永泰镇", 2, 3)),
            [(ERROR, 0, "treated"), (ERROR, 10, "treated")],
        ),
        (((0, "合计", 3, 2), (9, "临江镇", 3, 3), (10, "永泰镇", 0, -1)), [(ERROR, 10, "treated")]),
    ],
)
def test_what_does_not_agree_is_told_at_its_place(rows: Any, expected: list[tuple[str, int, str]]) -> None:
    assert [one for one in found(table(*rows)) if one[0] == ERROR] == expected


def test_what_belongs_nowhere_and_what_is_not_written_are_warned_of() -> None:
    rows = ((0, "合计", 6, 4), *SOUND[1:], (-1, "未分乡镇", 1, 0))
    assert (WARNING, -1, "ill") in found(table(*rows))
    assert (WARNING, 0, "births") in found(table(*SOUND, births=None))


def test_rules_say_both_sides_in_the_words_of_the_heads() -> None:
    one = table(*SOUND, checks=(Check(rule="treated == ill", level="warning", message="应全部救治", on="total"),))
    finding = checking.check(one, ADDS)[0]
    assert finding.message == "合计：应全部救治：“大病—已救治” ＝ “大病—核准”，实际是 4 和 5。"
    assert (finding.key, finding.column, finding.mark) == (0, "treated", "rule.0.0")


def test_of_a_rule_against_a_number_only_the_figure_is_told() -> None:
    one = table(*SOUND, checks=(Check(rule="treated <= 0", level="warning", message="还有", on="total"),))
    assert checking.check(one, ADDS)[0].message == "合计：还有：“大病—已救治” ≤ 0，实际是 4。"


def test_rules_reach_the_last_period_and_other_returns() -> None:
    rules = (Check(rule="last(ill) <= ill"), Check(rule="other.ill == ill", on="total"), Check(rule="gone.ill == ill"))
    now, before = table(*SOUND, checks=rules), table((0, "合计", 4, 4), (9, "临江镇", 4, 4), (10, "永泰镇", 0, 0))
    assert found(now, last=before, others={"other": now}) == [(ERROR, 9, "ill")]
    assert found(now, last=now, others={"other": before}) == [(ERROR, 0, "ill")]
    assert found(now) == []


def test_the_lines_of_another_kind_of_rows_are_not_compared() -> None:
    rules = (Check(rule="other.ill == ill"),)
    by_village = table((0, "合计", 5, 4), (9, "某村", 1, 1))
    other = msgspec.structs.replace(
        by_village, definition=msgspec.structs.replace(by_village.definition, rows=RowKind.VILLAGES)
    )
    assert found(table(*SOUND, checks=rules), others={"other": other}) == []


@given(st.integers(-50, 50), st.integers(-50, 50), st.sampled_from(["<=", ">=", "<", ">", "=="]))
def test_a_rule_is_reckoned_as_python_reckons_it(a: int, b: int, sign: str) -> None:
    values = {"a": D(a), "b": D(b)}
    held = arithmetic.holds(f"a + 2 * b {sign} b - a", lambda _table, name, _last: values[name])
    assert held is not None
    assert held[0] == eval(f"{a} + 2 * {b} {sign} {b} - {a}")
    assert held[1:] == (D(a + 2 * b), D(b - a))


@pytest.mark.parametrize(
    "rule", ["a", "a <= b <= c", "a.b.c <= d", "f(a) <= b", "a / b <= 1", "a <= 'b'", "(lambda: 1)() <= a"]
)
def test_anything_but_comparisons_of_sums_is_no_rule(rule: str) -> None:
    assert arithmetic.mistake(rule, ("a", "b", "c", "d"))


def test_errors_are_kept_back_until_they_are_explained(register: Register) -> None:
    wrong = table((0, "合计", 6, 4), *SOUND[1:])
    finding = next(one for one in checking.check(wrong, ADDS) if one.level == ERROR)
    definition = returns.named(register, "three_batches")
    period = periods.period(definition, "2020-03")
    with pytest.raises(Refusal, match="太短"):
        return_checks.explain(register, definition, period, finding, "对")
    return_checks.explain(register, definition, period, finding, "1 人 3 月 26 日迁出，已核实。")
    with register.session():
        told = return_checks.explanations(definition, period)
    assert told[finding.mark].text == "1 人 3 月 26 日迁出，已核实。"
    assert return_checks.unexplained((finding,), told) == ()
    assert return_checks.unexplained((replace(finding, mark="sum.9.ill"),), told)
    return_checks.explain(register, definition, period, finding, "")
    with register.session():
        assert return_checks.explanations(definition, period) == {}


OWN = """
name = "{name}"
title = "{name}"
rows = "towns"
{more}
[[columns]]
name = "people"
head = ["人"]
indicator = "poor_people"
"""


def test_a_month_is_held_against_the_other_return_as_of_its_own_day(register: Register) -> None:
    folder = returns.own_folder(register)
    folder.mkdir()
    rule = '[[checks]]\nrule = "people == whole.people"'
    (folder / "part.toml").write_text(OWN.format(name="part", more=f"cutoff = 25\n{rule}"), encoding="utf-8")
    (folder / "whole.toml").write_text(OWN.format(name="whole", more='period = "quarter"'), encoding="utf-8")
    with register.session():
        for number, died in enumerate((None, date(2020, 3, 28))):
            one = person(register, f"李{'甲乙'[number]}", "临江镇", died_on=died)
            keep(register, Identity.new(person=one, kind="01", starts="2016"))
    month = periods.period(returns.named(register, "part"), "2020-03")
    made = [returns.counted(register, returns.named(register, name), month) for name in ("part",)]
    quarter = returns.named(register, "whole")
    made.append(returns.counted(register, quarter, periods.period(quarter, "2020-Q1")))
    assert [one.total.cells[0].value for one in made] == [2, 1]
    assert return_checks.checked(register, made[0]) == ()
    assert return_checks.checked_all(register, tuple(made))["part"] == ()
