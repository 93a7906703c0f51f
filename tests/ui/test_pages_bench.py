"""The work bench and the whole-register check: every number opens the list behind it, every finding its field."""

from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QPushButton

from hfp_desk.problems import Severity
from hfp_desk.records import DOCTOR, IDENTITY, LICENCE, PERSON, SETTLEMENT
from tests.ui.clerk import Clerk, kept, patient, village
from tests.ui.fakes import Key, press
from ui import pages
from ui.pages import asking
from ui.pages.findings_page import FindingsPage
from ui.pages.jump import RecordTarget
from ui.pages.narrowing import Narrow
from ui.pages.workbench_page import WorkbenchPage

PAGES = {pages.WORKBENCH: WorkbenchPage, pages.FINDINGS: FindingsPage}


def test_an_empty_register_shows_three_steps_and_the_sample(clerk: Clerk) -> None:
    page = clerk.go(pages.WORKBENCH)
    assert page.steps.isVisible()
    assert not any(deed.isVisible() for deed in page.deeds)
    page.steps.buttons[0].click()
    page.steps.buttons[2].click()
    page.steps.sample_asked.emit()
    assert [key for key, _ in clerk.gone] == [pages.IMPORT, pages.PRINT, pages.SAMPLE]


def test_the_steps_go_when_somebody_is_registered(clerk: Clerk) -> None:
    page = clerk.go(pages.WORKBENCH)
    person = patient(clerk)
    clerk.desk.changed.emit({"person": frozenset({person})})
    clerk.settle()
    assert not page.steps.isVisible()
    assert page.to_do.isVisible()
    assert "在册 1 人 · 1 户 · 1 项患病 · 1 次救治" in page.to_do.head.note.text()


def test_what_is_to_be_done_opens_its_list(clerk: Clerk) -> None:
    person = patient(clerk)
    kept(clerk, SETTLEMENT, {"person": person, "total": Decimal(100), "basic": Decimal(1), "own_share": Decimal(1)})
    page = clerk.go(pages.WORKBENCH)
    assert ("费用不平衡", "1") in page.to_do.lines
    page.open_list(next(one for one in page.shown.summary.to_do if one.name == "unbalanced"))
    assert clerk.gone[-1] == (pages.SETTLEMENTS, {asking.FLAW: ("unbalanced",)})


def test_a_certificate_that_runs_out_opens_its_list_even_where_nobody_else_is_registered(clerk: Clerk) -> None:
    doctor = kept(clerk, DOCTOR, {"name": "张三", "village": village("临江镇").id})
    licence = kept(clerk, LICENCE, {"doctor": doctor, "kind": "1", "expires": "2020-03"})
    page = clerk.go(pages.WORKBENCH)
    assert page.to_do.isVisible()
    assert ("村医证书已过期", "1") in page.to_do.lines
    page.open_list(next(one for one in page.shown.summary.to_do if one.name == "licence_run_out"))
    assert clerk.gone[-1] == (pages.LICENCES, Narrow((licence,), "村医证书已过期"))


def test_the_gaps_by_township_open_the_names_behind_a_number(clerk: Clerk) -> None:
    person = patient(clerk)
    other = kept(clerk, PERSON, {"name": "张三", "village": village("永泰镇").id})
    page = clerk.go(pages.WORKBENCH)
    table = page.gaps.table
    rows = [[table.item(row, column).text() for column in range(8)] for row in range(table.rowCount())]
    assert [row[:2] for row in rows] == [["合计", "2"], ["临江镇", "1"], ["永泰镇", "1"]]
    table.setFocus()
    table.setCurrentCell(2, 2)
    press(table, Key.Key_Return)
    clerk.settle()
    assert clerk.gone[-1] == (pages.PEOPLE, Narrow((other,), "永泰镇：身份不清楚"))
    table.cellClicked.emit(0, 2)
    clerk.settle()
    assert set(clerk.gone[-1][1].ids) == {person, other}


def test_a_number_that_is_nothing_opens_nothing(clerk: Clerk) -> None:
    patient(clerk)
    page = clerk.go(pages.WORKBENCH)
    zero = next(column for column in range(2, 7) if page.gaps.table.item(1, column).text() == "—")
    page.gaps.table.cellClicked.emit(1, zero)
    page.gaps.table.cellClicked.emit(1, 0)
    clerk.settle()
    assert clerk.gone == []


def test_the_targets_are_shown_with_numerator_and_denominator(clerk: Clerk) -> None:
    kept(clerk, IDENTITY, {"person": patient(clerk), "kind": "01", "starts": "2016"})
    page = clerk.go(pages.WORKBENCH)
    assert page.goals.head.note.text().startswith("截至 2020-")
    words = [child.text() for child in page.goals.findChildren(type(page.goals.head.title))]
    assert "900 / 1,000　目标 85%—95%" in words
    assert "符合目标" in words
    assert "90.00%" in words
    page.goals.findChild(QPushButton).click()
    assert clerk.gone[-1][0] == pages.TARGET_BOARD


def test_the_check_lists_errors_first_and_jumps_to_the_field(clerk: Clerk) -> None:
    person = kept(clerk, PERSON, {"name": "张三", "id_number": "360982195903127526"})
    page = clerk.go(pages.FINDINGS)
    rows = page.grid.rows
    assert rows.flag(0) == "error"
    assert "末位校验码应为 X" in rows.cells(0)[3]
    assert f"{len(rows):,} 条 · 错误 1" in rows.totals()
    page.grid.opened.emit(rows.id_at(0))
    assert clerk.gone[-1] == (pages.PERSON, RecordTarget(person, PERSON, person, "证件号码"))


def test_findings_are_filtered_and_ordered(clerk: Clerk) -> None:
    kept(clerk, PERSON, {"name": "张三", "id_number": "360982195903127526", "birth": date(1959, 3, 12)})
    page = clerk.go(pages.FINDINGS)
    whole = len(page.grid.rows)
    page.filters.open("severity").tell((str(Severity.ERROR),))
    assert len(page.grid.rows) == 1 < whole
    page.filters.open("kind").tell(("treatment",))
    assert page.empty.sentence == "没有这一类问题"
    page.filters.clear()
    page.grid.sort("label", True)
    clerk.settle()
    labels = [page.grid.rows.cells(row)[2] for row in range(whole)]
    assert labels == sorted(labels, reverse=True)


def test_a_change_says_that_the_check_is_old_and_f8_checks_again(clerk: Clerk) -> None:
    page = clerk.go(pages.FINDINGS)
    assert page.empty.sentence == "没有发现问题"
    kept(clerk, PERSON, {"name": "张三"})
    clerk.desk.changed.emit({"person": frozenset({1})})
    assert "已有改动" in page.title
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert page.title == "审核"
    assert len(page.grid.rows) > 0
