"""趋势 and 金字塔 against figures counted by hand, and against the lists they open."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.papers.statistics import print_statistic
from hfp_desk.problems import Refusal
from hfp_desk.returns import PeriodKind, Span, chart_data
from hfp_desk.returns import periods as of
from hfp_desk.returns.chart_data import Series
from hfp_desk.returns.loading import catalogue
from hfp_desk.returns.table import TOTAL, detailed
from hfp_desk.store import figures, pyramids, returns, statistics, trend_figures, trends
from hfp_desk.store.opening import Register
from hfp_desk.store.pyramids import FEMALE, GROUPS, MALE
from hfp_desk.store.statistics import Statistic
from hfp_desk.store.trends import Trend
from tests.data.pdf_reading import by_pdfium
from tests.domain.listed import CLERK, HELPER, VISITOR, diagnosis, person
from tests.domain.return_cells import sample
from tests.domain.return_sample import with_verdicts

__all__ = ["sample"]

DAY = date(2020, 3, 25)
ENTITLED = """EXISTS (SELECT 1 FROM identity i WHERE i.person_id=p.id AND i.voided_at='' AND i.kind IN ('01','05')
 AND i.starts<=:day AND (i.ends='' OR i.ends>=substr(:day,1,length(i.ends)) OR i.benefits_continue=1))"""
ALIVE = "p.voided_at='' AND p.person_state<>'2' AND (p.died_on IS NULL OR p.died_on>:day)"


def counted(register: Register, *names: str, kind: PeriodKind, count: int, span: Span, cutoff: int = 0) -> Trend:
    found = trends.last_periods(kind, DAY, count, cutoff)
    return trends.trend(register, figures.in_force(), catalogue(), names, found, span)


def test_periods_follow_each_other_to_the_day() -> None:
    months = trends.last_periods(PeriodKind.MONTH, DAY, 4, 25)
    assert [one.mark for one in months] == ["2019-12", "2020-01", "2020-02", "2020-03"]
    assert (months[-1].starts, months[-1].ends) == (date(2020, 2, 26), DAY)
    quarters = trends.last_periods(PeriodKind.QUARTER, DAY, 3)
    assert [one.mark for one in quarters] == ["2019-Q3", "2019-Q4", "2020-Q1"]
    with pytest.raises(Refusal, match="2 到 60"):
        trends.last_periods(PeriodKind.MONTH, DAY, 1)


def test_a_trend_counts_each_period_as_by_hand(sample: Register) -> None:
    with_verdicts(sample)
    made = counted(sample, "poor_people", "registered_people", kind=PeriodKind.MONTH, count=6, span=Span.DAY)
    hand = [
        sample.db.execute_sql(
            f"SELECT count(*) FROM person p WHERE {ALIVE} AND {ENTITLED}", {"day": str(one.ends)}
        ).fetchone()[0]
        for one in made.periods
    ]
    assert list(made.lines[1].values) == hand
    assert len(set(hand)) > 1
    told = statistics.of_trend(made)
    assert told.head == ("报告期", "农村贫困人口（人）", f"{made.lines[1].figure.label}（人）")
    assert [row[0] for row in told.rows] == [one.label for one in made.periods]
    assert told.chart.series[1].values == made.lines[1].values


def test_every_point_opens_its_list(sample: Register) -> None:
    with_verdicts(sample)
    made = counted(sample, "poor_people", kind=PeriodKind.QUARTER, count=3, span=Span.DAY)
    for period, value in zip(made.periods, made.lines[0].values, strict=True):
        found = trends.behind(sample, figures.in_force(), catalogue(), made.lines[0].figure, period, CLERK)
        assert found.kind.name == "person"
        assert found.count == value


@pytest.mark.parametrize("name", ["three_batches.treated_rate", "signing.signed_poor_rate", "one_stop.reimbursed_rate"])
def test_a_ratio_is_that_of_its_return_and_opens_its_numerator(sample: Register, name: str) -> None:
    with_verdicts(sample)
    made = counted(sample, name, kind=PeriodKind.MONTH, count=4, span=Span.DAY, cutoff=25)
    definition = catalogue().definition(name.partition(".")[0])
    assert definition is not None
    column = definition.column(name.partition(".")[2])
    assert column.ratio is not None
    told, figure = statistics.of_trend(made), made.lines[0].figure
    for at, (period, cell) in enumerate(zip(made.periods, made.lines[0].cells, strict=True)):
        table = returns.counted(sample, definition, of.period(definition, period.mark))
        assert cell == table.cell(TOTAL, column.name)
        found = trends.behind(sample, figures.in_force(), catalogue(), figure, period, CLERK)
        there = returns.members(sample, CLERK, definition, period, TOTAL, column.ratio[0])
        assert (found.kind, found.ids) == (there.kind, there.ids)
        assert told.texts[at][1] == detailed(column, cell)
    assert made.lines[0].cells[-1].whole
    assert told.about == f"比率按《{definition.title}》的口径"
    assert told.chart.unit == "%"


def test_a_ratio_keeps_the_year_of_its_return_and_one_unit_is_drawn(sample: Register) -> None:
    names = "maternal.born_screened_rate", "poor_people"
    made = counted(sample, *names, kind=PeriodKind.MONTH, count=2, span=Span.DAY)
    assert made.lines[0].figure.period(made.periods[-1]).year_starts == date(2019, 10, 1)
    assert made.lines[1].figure.period(made.periods[-1]).year_starts == date(2020, 1, 1)
    told = statistics.of_trend(made)
    assert [one.label for one in told.chart.series] == ["新生儿—疾病筛查率"]
    assert told.texts[0][1] == "—（0/0）"


def test_ratios_of_what_an_office_writes_in_are_no_trend() -> None:
    offered = trend_figures.offered(catalogue())
    assert "health_targets.infant_rate" not in offered
    assert {"signing.signed_rate", "major_diseases.reimbursed_rate", "poor_people"} <= offered.keys()


@pytest.mark.parametrize(
    ("values", "said"), [((80, None, 90), ("80.25", "90.25")), ((*[None] * 40, 80, 90), ("90.25",))]
)
def test_a_line_of_shares_ends_at_a_hundred_and_its_figures_keep_apart(
    register: Register, tmp_path: Path, values: tuple[int | None, ...], said: tuple[str, ...]
) -> None:
    points = tuple(None if value is None else Decimal(value) + Decimal("0.25") for value in values)
    marks = [f"第{number}期" for number in range(len(points))]
    chart = chart_data.lines("签约率趋势", marks, [Series("签约率", points)], "%", 2)
    told = Statistic("趋势", "", ("期",), (("一",),), chart)
    print_statistic(register, told, tmp_path / "趋势.pdf", CLERK)
    text = by_pdfium(tmp_path / "趋势.pdf")
    assert tuple(one for one in ("80.25", "90.25") if one in text) == said
    assert "100.00" in text
    assert "120.00" not in text


def test_an_unknown_indicator_is_refused(register: Register) -> None:
    with pytest.raises(Refusal, match="没有名为"):
        counted(register, "无此指标", kind=PeriodKind.MONTH, count=2, span=Span.DAY)


def test_a_pyramid_is_the_one_counted_by_hand(sample: Register) -> None:
    with_verdicts(sample)
    made = pyramids.pyramid(sample, figures.in_force(), "registered", DAY, CLERK)
    rows = sample.db.execute_sql(
        f"SELECT p.sex,p.birth FROM person p WHERE {ALIVE} AND {ENTITLED}", {"day": str(DAY)}
    ).fetchall()
    hand = {MALE: [0] * 18, FEMALE: [0] * 18}
    for sex, birth in rows:
        born = date.fromisoformat(birth)
        age = DAY.year - born.year - ((DAY.month, DAY.day) < (born.month, born.day))
        hand[sex][min(age // 5, 17)] += 1
    assert (list(made.men), list(made.women), made.unknown) == (hand[MALE], hand[FEMALE], 0)
    assert made.total == len(rows) < 1940


def test_every_bar_opens_its_persons(sample: Register) -> None:
    policy = figures.in_force()
    for group in GROUPS:
        made = pyramids.pyramid(sample, policy, group, DAY, CLERK)
        for sex, counts in ((MALE, made.men), (FEMALE, made.women)):
            opened = [len(pyramids.behind(sample, policy, made, sex, at, CLERK)) for at in range(len(counts))]
            assert opened == list(counts)
            assert len(pyramids.behind(sample, policy, made, sex, None, CLERK)) == sum(counts)
        assert len(pyramids.behind(sample, policy, made, "", None, CLERK)) == made.total


@pytest.mark.parametrize(
    ("birth", "band"), [("2015-03-25", 1), ("2015-03-26", 0), ("1934-01-01", 17), ("1935-03-26", 16)]
)
def test_a_birthday_makes_older_on_its_day(register: Register, birth: str, band: int) -> None:
    person(register, "张三", sex="2", birth=date.fromisoformat(birth))
    made = pyramids.pyramid(register, figures.in_force(), "everybody", DAY, CLERK)
    assert made.women.index(1) == band


def test_whose_birth_or_sex_is_not_known_stands_apart(register: Register) -> None:
    person(register, "张三", sex="1")
    person(register, "李四", birth=date(1960, 1, 1))
    made = pyramids.pyramid(register, figures.in_force(), "everybody", DAY, CLERK)
    assert (made.total, made.unknown) == (2, 2)
    assert statistics.of_pyramid(made).texts[-1] == ("性别或出生日期不详", "", "", "2")


def test_the_ill_are_those_whose_disease_one_may_know(sample: Register) -> None:
    zhang = sample.db.execute_sql(
        f"SELECT p.id FROM person p WHERE {ALIVE} AND {ENTITLED} AND NOT EXISTS"
        " (SELECT 1 FROM diagnosis d WHERE d.person_id=p.id)",
        {"day": str(DAY)},
    ).fetchone()[0]
    before = {viewer.name: _ill(sample, viewer) for viewer in (CLERK, HELPER, VISITOR)}
    diagnosis(sample, zhang, "艾滋病", restricted=True, batch_class="1")
    after = {viewer.name: _ill(sample, viewer) for viewer in (CLERK, HELPER, VISITOR)}
    assert [after[name] - before[name] for name in before] == [1, 0, 0]


def test_who_may_not_ask_for_births_gets_figures_but_no_band(sample: Register) -> None:
    policy = figures.in_force()
    made = pyramids.pyramid(sample, policy, "poor", DAY, VISITOR)
    assert made.total == pyramids.pyramid(sample, policy, "poor", DAY, CLERK).total
    with pytest.raises(Refusal, match="出生日期对您是隐去的"):
        pyramids.behind(sample, policy, made, MALE, 10, VISITOR)
    assert len(pyramids.behind(sample, policy, made, MALE, None, VISITOR)) == sum(made.men)
    with pytest.raises(Refusal, match="角色"):
        pyramids.pyramid(sample, policy, "poor", DAY, Viewer.of("无", ""))


def _ill(register: Register, viewer: Viewer) -> int:
    return pyramids.pyramid(register, figures.in_force(), "major", DAY, viewer).total
