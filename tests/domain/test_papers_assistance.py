"""Papers of paired assistance: months on the spot by the calendar, a section a month, one page an assessment."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Absence, Assessment, Partnership, Posting, PostingMonth
from hfp_desk.store import figures, keeping, postings, settings
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data import pdf_reading
from tests.domain import planted_duties

CLERK = Viewer("李敏", frozenset({"admin", "entry", "secret"}))
NAME, NUMBER = "徐𬱖", "11010519491231002X"
AUGUST = Scope(until=date(2020, 8, 31))


@pytest.fixture
def planted(register: Register) -> Register:
    planted_duties.plant(register, NAME, NUMBER, "13900000000")
    return register


def keep(register: Register, *records: Any) -> None:
    keeping.save(register, *records)


def read(register: Register, form: str, folder: Path, scope: Scope) -> tuple[int, list[str]]:
    printed = papers.print_form(register, form, folder / f"{form}.pdf", scope, CLERK)
    return printed.count, ["".join(text.split()) for text in pdf_reading.texts(printed.path)]


def test_the_roster_counts_months_by_the_calendar(planted: Register, tmp_path: Path) -> None:
    _, [page] = read(planted, "派驻名册", tmp_path, AUGUST)
    assert "6个月" in page
    assert "5个月30天" not in page
    _, [before] = read(planted, "posting-roster", tmp_path, Scope(until=date(2020, 8, 30)))
    assert "5个月30天" in before
    for wanted in (NAME, NUMBER, "宜春市人民医院", "主治医师", "中级", "普外科", "2020-03-01"):
        assert wanted in page, wanted


def test_months_are_judged_by_the_figures_in_force_and_only_by_them(planted: Register, tmp_path: Path) -> None:
    with planted.session():
        asked = postings.terms(figures.in_force(), date(2020, 8, 31)).months
    _, [page] = read(planted, "posting-roster", tmp_path, AUGUST)
    assert ("未作判定" in page, "文件未规定月数" in page) == (asked is None, asked is None)
    with planted.session():
        settings.put(settings.POLICY, "nanchang-2018")
    _, [page] = read(planted, "posting-roster", tmp_path, AUGUST)
    assert "满6个月" in page
    assert "连续派驻满6个月1人次，计入考核1人次" in page


def test_only_who_is_posted_within_the_period_is_on_the_roster(planted: Register, tmp_path: Path) -> None:
    pair = Partnership.get()
    keep(planted, Posting.new(partnership=pair, name="后来的", starts=date(2020, 9, 1), kind="1"))
    assert read(planted, "posting-roster", tmp_path, AUGUST)[0] == 1
    assert read(planted, "posting-roster", tmp_path, Scope())[0] == 2
    assert read(planted, "posting-roster", tmp_path, Scope(since=date(2020, 9, 1)))[0] == 1


def test_a_month_is_a_section_and_one_without_figures_the_empty_form(planted: Register, tmp_path: Path) -> None:
    keep(planted, Absence.new(posting=Posting.get(), kind="1", starts=date(2020, 3, 30), ends=date(2020, 4, 2)))
    scope = Scope(since=date(2020, 2, 1), until=date(2020, 4, 30))
    count, pages = read(planted, "考勤月报", tmp_path, scope)
    assert (count, len(pages)) == (2, 2)
    assert ["2020年3月" in pages[0], "2020年4月" in pages[1]] == [True, True]
    assert "21.5" in pages[0]
    assert ["请假2天" in page for page in pages] == [True, True]
    assert "21.5" not in pages[1]
    assert all("本人签字" in page and NAME in page for page in pages)
    assert [title for title, _, _ in pdf_reading.outline(tmp_path / "考勤月报.pdf")] == ["2020年3月", "2020年4月"]


def test_without_a_period_the_latest_month_reported_is_printed(planted: Register, tmp_path: Path) -> None:
    later = PostingMonth.new(posting=Posting.get(), month="2020-05", present=Decimal(20), outpatients=100)
    keep(planted, later)
    count, [page] = read(planted, "工作量月报", tmp_path, Scope())
    assert count == 1
    assert "2020年5月" in page
    assert "合计（1人）" in page


def test_where_nothing_was_reported_the_latest_month_is_to_be_filled_in(planted: Register, tmp_path: Path) -> None:
    keeping.void(planted, PostingMonth.get(), "误报")
    count, [page] = read(planted, "考勤月报", tmp_path, Scope())
    assert count == 1
    assert "2020年8月" in page
    assert "21.5" not in page


def test_the_workload_is_added_up(planted: Register, tmp_path: Path) -> None:
    other = Posting.new(partnership=Partnership.get(), name="王某某", starts=date(2020, 3, 2), kind="1")
    keep(planted, other, PostingMonth.new(posting=other, month="2020-03", present=Decimal("20.5"), outpatients=100))
    printed = papers.print_form(planted, "posting-workload", tmp_path / "a.pdf", Scope(until=date(2020, 3, 31)), CLERK)
    [page] = pdf_reading.texts(printed.path)
    sums = page.split("合计（2 人）")[1].split()
    assert sums[:2] == ["42.0", "412"]
    assert printed.told.people == 2


def test_an_assessment_shows_what_was_done_and_what_changed(planted: Register, tmp_path: Path) -> None:
    count, [page] = read(planted, "考核表", tmp_path, Scope())
    assert count == 1
    for wanted in (
        "（个人）",
        NAME,
        "312",
        "21.5",
        "1200",
        "1500",
        "+25.0%",
        "-6.0个百分点",
        "得分：92",
        "优秀",
        "本人总结",
    ):
        assert wanted in page, wanted
    whole = Assessment.new(partnership=Partnership.get(), period="2020年度")
    keep(planted, whole)
    count, pages = read(planted, "posting-assessment", tmp_path, Scope())
    assert (count, len(pages)) == (2, 2)
    assert "（单位）" in pages[0]
    assert read(planted, "posting-assessment", tmp_path, Scope(records=(whole.id,)))[0] == 1


def test_an_assessment_to_be_written_knows_the_person_and_the_work(planted: Register, tmp_path: Path) -> None:
    other = Posting.new(partnership=Partnership.get(), name="王某某", starts=date(2020, 3, 2), kind="1")
    keep(planted, other)
    count, pages = read(planted, "空白考核表", tmp_path, AUGUST)
    assert (count, len(pages)) == (2, 2)
    assert all(wanted in pages[0] for wanted in (NAME, "312", "6个月", "本人总结"))
    assert "得分：92" not in pages[0]
    assert "王某某" in pages[1]
    assert read(planted, "空白考核表", tmp_path, Scope(records=(other.id,)))[0] == 1


def test_nobody_posted_is_refused_with_what_to_do(register: Register, tmp_path: Path) -> None:
    for form in ("posting-roster", "posting-attendance", "posting-workload", "posting-assessment"):
        with pytest.raises(Refusal, match="没有可以打印") as refused:
            papers.print_form(register, form, tmp_path / "a.pdf", Scope(), CLERK)
        assert "对口帮扶" in refused.value.advice
