"""通报 and 工作情况分析: the layout of GB/T 9704-2012, the figures of the returns, ranks."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from hfp_desk import papers
from hfp_desk.papers import analysis, circular
from hfp_desk.papers.analysis import Analysis
from hfp_desk.papers.circular import Circular
from hfp_desk.problems import Refusal
from hfp_desk.returns import Cell, Column, Definition, Line, Period, RowKind, Table, ranking
from hfp_desk.returns.phrasing import Figures
from hfp_desk.returns.ranking import Goal
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import figures, returns
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data.pdf_reading import by_pdfium, letters
from tests.domain.listed import CLERK
from tests.domain.return_cells import counted, sample
from tests.domain.return_sample import with_bills, with_verdicts

__all__ = ["sample"]

DAY = date(2020, 3, 25)
MARCH = Period("2020-03", date(2020, 2, 26), DAY, date(2019, 12, 26), "2020年3月")
GOAL = Goal("签约率", ">=", Decimal(90), unit="%")


def table(*rates: str | None) -> Table:
    """Townships with a rate each; the sum first."""
    columns = (Column(name="rate", head=("签约", "签约率（%）"), ratio=("done", "due"), unit="%", digits=2),)
    definition = Definition(name="signing", title="签约月报", rows=RowKind.TOWNS, columns=columns)
    values = [None if rate is None else Decimal(rate) for rate in rates]
    cells = (Cell(value, value, Decimal(100)) if value is not None else Cell() for value in values)
    lines = (Line(at + 1, f"{'甲乙丙丁戊己庚'[at]}镇", (cell,)) for at, cell in enumerate(cells))
    return Table(
        definition, MARCH, "", "", (Line(TOTAL, "合计", (Cell(Decimal("88.00"), Decimal(440), Decimal(500)),)), *lines)
    )


def told(found: Table, *sentences: str, last: Table | None = None, goal: Goal | None = GOAL) -> str:
    goals = {"signing.rate": goal} if goal is not None else {}
    return Figures({"signing": found}, {"signing": last} if last else {}, goals, {"area": "全市"}).told(sentences)


def plain(text: str) -> str:
    return "".join(text.split())


def test_equals_share_a_rank_and_the_next_is_counted_on() -> None:
    found = ranking.ranked(table("95", "98", "95", None, "80"), "rate", GOAL)
    assert [(one.label, one.place) for one in found] == [
        ("乙镇", "1"),
        ("甲镇", "2（并列）"),
        ("丙镇", "2（并列）"),
        ("戊镇", "4"),
        ("丁镇", "—"),
    ]
    assert [one.label for one in ranking.short(found)] == ["戊镇"]
    assert found[3].missing == -10


def test_first_and_last_three_hold_who_shares_the_edge() -> None:
    found = ranking.ranked(table("99", "98", "97", "97", "60", "60", "50"), "rate")
    assert [one.label for one in ranking.top(found)] == ["甲镇", "乙镇", "丙镇", "丁镇"]
    assert [one.label for one in ranking.bottom(found)] == ["戊镇", "己镇", "庚镇"]
    assert ranking.top(ranking.ranked(table("90", "90", "90", "90"), "rate")) == ()


def test_a_sentence_says_its_figures_or_nothing() -> None:
    now, last = table("95", "85"), table("90", "90")
    assert told(now, "{area}签约率{signing.rate}%，") == "全市签约率88.00%。"
    assert (
        told(now, "{signing.rate:full}；{signing.rate:judged}。")
        == "88.00%（440/500）；低于目标（不低于90%）2.00个百分点。"
    )
    assert told(now, "{signing.rate:change}。", last=last) == "与上期持平。"
    assert told(now, "未达标{signing.rate:short_count}个：{signing.rate:short}。") == "未达标1个：乙镇。"
    assert told(now, "{signing.rate:met}达标。", "{signing.rate:change}。", "{nobody.rate}。", "{signing.none}。") == ""
    assert told(now, "{signing.rate:judged}。", goal=None) == ""


@pytest.mark.parametrize(
    ("goal", "value", "missing", "words"),
    [
        (Goal("", ">=", Decimal(90), unit="%"), "88", "-2", "不低于90%"),
        (Goal("", "<=", Decimal(10), unit="%"), "12.5", "2.5", "不高于10%"),
        (Goal("", "band", Decimal(90), Decimal(85), Decimal(95), "%"), "96", "1", "85%至95%"),
        (Goal("", "band", Decimal(90), Decimal(85), Decimal(95), "%"), "85", "0", "85%至95%"),
        (Goal("", "=", Decimal(1), unit="张"), "1", "0", "1张"),
    ],
)
def test_goals_are_judged_by_their_kind(goal: Goal, value: str, missing: str, words: str) -> None:
    assert goal.missing(Decimal(value)) == Decimal(missing)
    assert goal.words == words


def test_the_analysis_fills_two_pages_with_the_figures_of_the_returns(sample: Register, tmp_path: Path) -> None:
    printed = analysis.print_analysis(sample, Analysis(DAY, {"next": "抓好三件事。"}), tmp_path / "分析.pdf", CLERK)
    assert printed.pages == len(PdfReader(printed.path).pages) == 2
    text = plain(by_pdfium(printed.path))
    assert "None" not in text
    assert "{" not in text
    batches, money, clinics = (
        counted(sample, name, mark)
        for name, mark in (("three_batches", "2020-03"), ("one_stop", "2020-03"), ("clinics", "2020-Q1"))
    )
    people = batches.cell(TOTAL, "people").value
    assert f"{batches.cell(TOTAL, 'households').value}户{people}人" in text
    ratio = money.cell(TOTAL, "reimbursed_rate")
    total = (money.cell(TOTAL, "total").value or 0) / 10_000
    assert f"总费用{total:.2f}万元，实际报销比例{ratio.value}%" in text
    covered = clinics.cell(TOTAL, "covered_rate")
    assert f"覆盖率{covered.value}%" in text
    assert f"{covered.value}%（{covered.part}/{covered.whole}）" in text
    assert f"差{100 - (covered.value or 0)}个百分点" in text
    assert "三、下一步工作抓好三件事。" in text
    rates = [clinics.cell(line.key, "covered_rate").value for line in clinics.lines[1:]]
    assert all(f"{value:.2f}" in text for value in rates if value is not None)


def test_an_empty_register_leaves_out_what_it_cannot_say(register: Register, tmp_path: Path) -> None:
    printed = analysis.print_analysis(register, Analysis(DAY), tmp_path / "分析.pdf", CLERK)
    text = plain(by_pdfium(printed.path))
    assert "None" not in text
    assert "NaN" not in text
    assert "救治率" not in text


def test_an_office_lays_its_own_text_beside_the_register(sample: Register, tmp_path: Path) -> None:
    folder = returns.own_folder(sample) / "analysis"
    folder.mkdir(parents=True)
    own = folder / "work_analysis.toml"
    own.write_text(
        'name="work_analysis"\nlabel="分析"\ntitle=["我县分析"]\n[[blocks]]\ntext=["共{three_batches.people}人。"]\n',
        encoding="utf-8",
    )
    printed = analysis.print_analysis(sample, Analysis(DAY), tmp_path / "分析.pdf", CLERK)
    assert "我县分析共1940人。" in plain(by_pdfium(printed.path))
    told = ("甲。", "保障率{three_batches.severe_rate}%。"), ("乙。", "共{three_batches.people}人。")
    with own.open("a", encoding="utf-8") as file:
        file.writelines(f'[[blocks]]\nsub="{lead}"\ntext=["{words}"]\n' for lead, words in told)
    printed = analysis.print_analysis(sample, Analysis(DAY), tmp_path / "分析.pdf", CLERK)
    assert "（一）乙。共1940人。" in plain(by_pdfium(printed.path)), "numbered as told, without a gap"
    own.write_text("name=\n", encoding="utf-8")
    with pytest.raises(Refusal, match="第 1 行"):
        analysis.template(sample)


def test_the_circular_ranks_the_townships_as_the_return_has_them(sample: Register, tmp_path: Path) -> None:
    with_verdicts(sample)
    with_bills(sample)
    asked = Circular(DAY, ("three_batches.treated_rate",), number="樟卫健字〔2020〕5号", issued=date(2020, 3, 31))
    printed = circular.print_circular(sample, asked, tmp_path / "通报.pdf", CLERK)
    text = plain(by_pdfium(printed.path))
    found = counted(sample, "three_batches", "2020-03")
    ranks = [one for one in ranking.ranked(found, "treated_rate") if one.rank]
    total = found.cell(TOTAL, "treated_rate")
    assert "樟卫健字〔2020〕5号" in text
    assert f"为{total.value}%（{total.part}/{total.whole}）" in text
    best, worst = ranks[0], ranks[-1]
    assert f"排名靠前的是{best.label}" in text
    assert f"（{best.value}%）；" in text
    assert f"{worst.label}（{worst.value}%）。" in text
    assert "附件：2020年3月" in text
    assert "樟树市卫生健康委员会2020年3月31日" in text
    for one in ranks:
        assert plain(f"{one.place}{one.label}{one.part}/{one.whole}{one.value}") in text
    assert not [name for (name,) in sample.db.execute_sql("SELECT name FROM person LIMIT 300") if name in text]


def test_what_has_no_figures_cannot_be_ranked(register: Register, tmp_path: Path) -> None:
    asked = Circular(DAY, ("three_batches.treated_rate",))
    with pytest.raises(Refusal, match="没有可以排名"):
        circular.print_circular(register, asked, tmp_path / "通报.pdf", CLERK)
    assert not list(tmp_path.glob("通报*"))


def test_pages_stand_within_the_text_area_of_the_standard(sample: Register, tmp_path: Path) -> None:
    printed = analysis.print_analysis(sample, Analysis(DAY), tmp_path / "分析.pdf", CLERK)
    for number in range(printed.pages):
        found = list(letters(printed.path, number))
        text = [one for one in found if one.top < 297 - 35]
        assert min(one.left for one in text) >= 28 - 0.5
        assert max(one.right for one in text) <= 210 - 26 + 0.8
        assert min(one.top for one in text) >= 37
        foot = "".join(one.char for one in found if one.top >= 297 - 35)
        assert foot.replace(" ", "") == f"—{number + 1}—"


def test_both_are_printed_and_logged_like_other_papers(sample: Register, tmp_path: Path) -> None:
    for name in ("work-analysis", "circular"):
        made: Any = papers.save_form(sample, name, tmp_path / f"{name}.pdf", Scope(until=DAY), CLERK)
        assert made.pages >= 2
    rows = sample.db.execute_sql("SELECT subject FROM event WHERE action='print' ORDER BY id DESC LIMIT 2").fetchall()
    assert {row[0] for row in rows} == {analysis.TITLE, circular.TITLE}


def test_goals_come_from_the_edition(sample: Register) -> None:
    looked = analysis.look(sample, DAY)
    target = figures.in_force().on(DAY).target("reimbursed_ratio")
    row = next(row for row in looked.statistic.rows if row[0] == "住院实际报销比例")
    assert row[3] == f"{target.low}%至{target.high}%"
