"""对口帮扶 by keys: months of everybody posted, the true end, leave, partnerships and what is treated outside."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from hfp_desk.policy import load
from hfp_desk.records import Absence, Assessment, Partnership, Posting
from hfp_desk.store import figures
from hfp_desk.store.figures import Figure
from hfp_desk.store.opening import Register
from tests.data.bare_policy import bare
from tests.domain.listed import keep, person, stay
from tests.domain.posted import keep_roster, leave, pair, posting, report
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.page import Page
from ui.pages.absences_page import AbsencesPage
from ui.pages.ask_day import AskDay
from ui.pages.assessments_page import AssessmentsPage
from ui.pages.narrowing import Narrow
from ui.pages.partnerships_page import PartnershipsPage
from ui.pages.posting_months_page import PostingMonthsPage
from ui.pages.postings_page import PostingsPage
from ui.pages.treatments_page import TreatmentsPage

PAGES: dict[str, Any] = {
    pages.POSTINGS: PostingsPage,
    pages.PARTNERSHIPS: PartnershipsPage,
    pages.POSTING_MONTHS: PostingMonthsPage,
    pages.ABSENCES: AbsencesPage,
    pages.ASSESSMENTS: AssessmentsPage,
    pages.TREATMENTS: TreatmentsPage,
}
CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = date(2020, 3, 31)


@pytest.fixture(autouse=True)
def _months(register: Register) -> None:
    """The office fills in what 樟树's document does not give."""
    figures.fill(register, "zhangshu-2020", load("zhangshu-2020").editions[0], "posting_months", Figure(Decimal(6)))


@pytest.fixture
def three(register: Register) -> list[Posting]:
    """Reached and counted; interrupted; open without a grade and about to end."""
    of = pair(register)
    found = [
        posting(register, of, date(2019, 3, 1), date(2019, 8, 31), "张兰"),
        posting(register, of, date(2019, 3, 1), date(2019, 8, 31), "刘英"),
        posting(register, of, date(2020, 1, 1), None, "陈生", title_grade="", planned_end=date(2020, 4, 15)),
    ]
    leave(register, found[1], date(2019, 5, 1), date(2019, 5, 20))
    return found


def told(page: Page, row: int) -> dict[str, str]:
    grid = page.grid  # type: ignore[attr-defined]
    shown = grid.layout_of_columns
    labels = [shown.columns[number].label for number in shown.shown()]
    return dict(zip(labels, grid.model.text(row), strict=True))


def postings_page(clerk: Clerk) -> Any:
    clerk.go(pages.POSTINGS)
    return clerk.go(pages.POSTINGS, DAY)


def focused() -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


def test_the_list_says_months_and_whether_they_count(clerk: Clerk, three: list[Posting]) -> None:
    page = postings_page(clerk)
    rows = {told(page, row)["姓名"]: told(page, row) for row in range(3)}
    assert [rows[name]["连续蹲点"] for name in ("张兰", "刘英", "陈生")] == ["6个月", "3个月11天", "3个月"]
    assert [rows[name]["是否满期"] for name in ("张兰", "刘英", "陈生")] == ["满6个月", "未满6个月", "未满6个月"]
    assert [rows[name]["计入考核"] for name in ("张兰", "刘英", "陈生")] == ["计入", "月数不足", "月数不足"]
    assert rows["刘英"]["请假天数"] == "20"
    assert not page.note.isVisible()


def test_another_day_is_typed_and_counts_anew(clerk: Clerk, three: list[Posting]) -> None:
    page = postings_page(clerk)
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("20190830")
    clerk.settle()
    assert page.band.words()["reached"] == "满6个月 0/3"
    assert told(page, 0)["连续蹲点"] == "5个月30天"


def test_every_figure_opens_as_many_names(clerk: Clerk, three: list[Posting]) -> None:
    page = postings_page(clerk)
    words = page.band.words()
    assert (words["reached"], words["counted"], words["no_grade"]) == ("满6个月 1/3", "计入考核 1/3", "职称级别未填 1")
    for name in words:
        if name != "all":
            page.band.press(name)
            clerk.settle()
            assert len(page.grid.rows) == int(words[name].split()[-1].split("/")[0]), name
            page.band.press(name)
            clerk.settle()
            assert len(page.grid.rows) == 3


def test_the_line_below_tells_how_the_months_are_counted(
    clerk: Clerk, register: Register, three: list[Posting]
) -> None:
    report(register, three[1], "2019-03", present=Decimal(20), outpatients=150)
    keep(register, Assessment.new(partnership=three[1].partnership, whom=three[1], period="2019年", grade="3"))
    page = postings_page(clerk)
    page.grid.select(three[1].id)
    clerk.settle()
    lines = " ".join(page.posting.lines)
    assert "分 2 段（2019-03-01—2019-04-30、2019-05-21—2019-08-31）" in lines
    assert "请假 2019-05-01 至 2019-05-20（20天）" in lines
    assert "已报 1/6 个月" in lines
    assert "门诊人次 150" in lines
    assert "2019年　合格" in lines


def test_computed_columns_sort_and_stay_so_and_do_not_hinder_export_and_print(
    clerk: Clerk, three: list[Posting]
) -> None:
    page = postings_page(clerk)
    for descending, names in ((False, ["陈生", "刘英", "张兰"]), (True, ["张兰", "刘英", "陈生"])):
        page.grid.sort("=months", descending)
        clerk.settle()
        page.refresh()
        clerk.settle()
        assert [told(page, row)["姓名"] for row in range(3)] == names
        assert page.grid.rows.id_at(page.grid.rows.find_row(three[1].id)) == three[1].id
    assert "=months" not in [column.key for column in page.seen_view().columns]


def test_the_true_end_is_asked_for_by_keys(clerk: Clerk, three: list[Posting]) -> None:
    page = postings_page(clerk)
    page.grid.select(three[2].id)
    clerk.press(Key.Key_B, CONTROL)
    clerk.type("20191231", "")
    asked = page.window().findChildren(AskDay)[-1]
    assert "早于到岗日期" in asked.wrong.text()
    asked.day.setFocus()
    clerk.type("20200320", "李四")
    clerk.settle()
    ended = Posting.get_by_id(three[2].id)
    assert (ended.ends, ended.successor) == (date(2020, 3, 20), "李四")
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Posting.get_by_id(three[2].id).ends is None


def test_leave_is_entered_from_the_list_and_changes_the_months(clerk: Clerk, three: list[Posting]) -> None:
    page = postings_page(clerk)
    page.grid.select(three[0].id)
    clerk.settle()
    clerk.press(Key.Key_I, CONTROL)
    clerk.type("1", "20190401", "20190430")
    clerk.press(Key.Key_F9)
    clerk.settle()
    (found,) = Absence.select().where(Absence.posting == three[0])
    assert (found.kind, found.starts, found.ends) == ("1", date(2019, 4, 1), date(2019, 4, 30))
    row = page.grid.rows.find_row(three[0].id)
    assert told(page, row)["连续蹲点"] == "4个月"


def test_a_posting_that_overlaps_is_named_at_its_field(clerk: Clerk, register: Register, three: list[Posting]) -> None:
    again = posting(register, pair(register, "市中医院"), date(2019, 9, 1), None, "张兰")
    page = postings_page(clerk)
    page.edit(page.ledger.kind, again.id)
    field = page.panel.form.fields["starts"]
    field.editor.setFocus()
    clerk.type("20190801")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Posting.get_by_id(again.id).starts == date(2019, 8, 1)
    page.edit(page.ledger.kind, again.id, "到岗日期")
    assert "已派驻樟树市人民医院" in page.panel.form.fields["starts"].problems[0].message


def test_without_a_policy_nothing_is_judged_and_the_page_says_so(
    clerk: Clerk, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = bare(clerk.office.policy, "posting_months")
    monkeypatch.setattr(figures, "in_force", lambda: silent)
    other = Clerk(clerk.qtbot, register, PAGES)
    keep_roster(register)
    page = other.go(pages.POSTINGS)
    assert "没有规定连续蹲点的月数" in page.note.text()
    assert page.note.isVisible()
    assert page.band.words()["unjudged"] == "未能判定 40"
    assert told(page, 0)["是否满期"] == "文件未规定月数"
    other.stop()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_grade_is_chosen_once_for_everybody_with_that_title(clerk: Clerk, register: Register) -> None:
    keep_roster(register)
    page = clerk.go(pages.POSTINGS)
    chosen = Posting.get(Posting.title == "主治医师")
    page.grid.select(chosen.id)
    clerk.press(Key.Key_G, CONTROL)
    assert [entry.text() for entry in page.grades.actions()][2] == "&3　主治医师 11 人：中级"
    page.grades.actions()[2].trigger()
    page.grades.close()
    clerk.settle()
    assert Posting.select().where(Posting.title_grade == "3").count() == 11
    assert page.band.words()["no_grade"] == "职称级别未填 29"
    page.offer_grades()
    assert "已有职称级别" in clerk.shell.toast.text


class TestPartnerships:
    @pytest.fixture
    def of(self, register: Register, three: list[Posting]) -> Partnership:
        whose = person(register, "李玥")
        for disease, area, number in (("肺癌", "3", 3), ("肺癌", "1", 1), ("脑卒中", "2", 1), ("脑卒中", "1", 3)):
            for day in range(number):
                stay(register, whose, disease, standard_disease=disease, area=area, admitted=date(2019, 5, 1 + day))
        found: Partnership = three[0].partnership
        known = {"outpatients_before": 1000, "outpatients_after": 1200, "techniques": "无痛胃镜"}
        keep(register, Assessment.new(partnership=found, period="2019年", grade="1", **known))
        return found

    def test_what_is_treated_outside_suggests_specialties_and_ctrl_i_enters_them(
        self, clerk: Clerk, of: Partnership
    ) -> None:
        page = clerk.go(pages.PARTNERSHIPS)
        assert page.referred.lines == ["肺癌 75.0% 3/4 肿瘤科", "脑卒中 25.0% 1/4 神经内科"]
        clerk.press(Key.Key_I, CONTROL)
        clerk.settle()
        assert Partnership.get_by_id(of.id).specialties == "肿瘤科、神经内科"
        clerk.press(Key.Key_I, CONTROL)
        clerk.settle()
        assert Partnership.get_by_id(of.id).specialties == "肿瘤科、神经内科"

    def test_a_share_opens_its_stays_and_a_number_its_people(self, clerk: Clerk, of: Partnership) -> None:
        page = clerk.go(pages.PARTNERSHIPS)
        page.open_stays("肺癌")
        clerk.settle()
        key, behind = clerk.gone[-1]
        assert (key, isinstance(behind, Narrow)) == (pages.TREATMENTS, True)
        assert len(clerk.shell.page.grid.rows) == 3  # type: ignore[union-attr]
        assert {"派驻 3 人", "满期 2 人", "门诊量 1000→1200（+20.0%）", "新开展技术 无痛胃镜"} <= set(page.effect.lines)


def test_leave_says_how_long_it_is_and_whether_it_interrupts(clerk: Clerk, three: list[Posting]) -> None:
    page = clerk.go(pages.ABSENCES)
    row = told(page, 0)
    assert (row["姓名"], row["天数"], row["连续蹲点"]) == ("刘英", "20", "中断，重新起算")


@pytest.mark.parametrize("key", [pages.POSTINGS, pages.PARTNERSHIPS, pages.ABSENCES, pages.ASSESSMENTS])
def test_every_facet_of_every_ledger_can_be_asked(clerk: Clerk, three: list[Posting], key: str) -> None:
    page = clerk.go(key)
    for facet in page.facets:
        panel = page.filters.open(facet.key)
        choices = getattr(facet, "choices", None)
        period = type(facet).__name__ == "PeriodFacet"
        values = (str(choices()[0].value),) if choices else ("2020-01-01", "") if period else ("三",)
        panel.tell(values)
        clerk.settle()
        assert page.conditions[facet.key] == values
        page.filters.clear()
        clerk.settle()
