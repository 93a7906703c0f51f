"""签约履约: by keys from the figures to the people, renewing and ending, the table of fulfilment and what proves it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from python_calamine import CalamineWorkbook

from hfp_desk.records import CHECKUP, CONTRACT, FOLLOW_UP, Checkup, Contract, FollowUp, Person, Survey
from hfp_desk.store.opening import Register
from tests.domain.listed import keep
from tests.domain.signed import DAY, contract, county, managed, poor, visited
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.entries import entries
from ui.pages.contracts_page import ContractsPage
from ui.pages.fulfilment_page import FulfilmentPage
from ui.pages.jump import RecordTarget
from ui.pages.narrowing import Narrow
from ui.pages.people_page import PeoplePage
from ui.pages.person_page import PersonPage
from ui.pages.print_request import PrintRequest
from ui.pages.surveys_page import SurveysPage
from ui.pages.tabs import SIGNING_TABS

PAGES: dict[str, Any] = {
    pages.CONTRACTS: ContractsPage,
    pages.FULFILMENT: FulfilmentPage,
    pages.SURVEYS: SurveysPage,
    pages.PEOPLE: PeoplePage,
    pages.PERSON: PersonPage,
}
CONTROL = Qt.KeyboardModifier.ControlModifier
THIS_YEAR = date.today().year


@pytest.fixture
def ledger(register: Register, clerk: Clerk) -> ContractsPage:
    """One contract ran out last year, one holds this year, and somebody refuses."""
    contract(register, poor(register, "李玥"), f"{THIS_YEAR - 1}-01-01", groups=("04",), package="2")
    contract(register, poor(register, "王芳"), f"{THIS_YEAR}-01-01")
    keep(register, Contract.new(person=poor(register, "拒签人"), state="5", unsigned_reason="5"))
    found: ContractsPage = clerk.go(pages.CONTRACTS)
    found.grid.setFocus()
    return found


def names(page: Any) -> list[str]:
    rows = page.grid.rows
    return [rows.cells(row)[2] for row in range(len(rows))]


def test_every_page_of_signing_opens(clerk: Clerk) -> None:
    there = {entry.key: entry for entry in entries(clerk.office)}
    for key, _ in SIGNING_TABS:
        page = there[key].build(clerk.desk)
        clerk.qtbot.addWidget(page)
        assert page.title.startswith("签约履约")


def test_the_figures_open_the_people_and_the_contracts_behind_them(ledger: ContractsPage, clerk: Clerk) -> None:
    told = ledger.band.words()
    assert told["due"] == "应签 2"
    assert told["signed"] == "有效签约 1/2（50.0%）"
    assert told["reason.5"] == "未签约：拒签 1"
    ledger.band.press("lapsed_contracts")
    clerk.settle()
    assert names(ledger) == ["李玥"]
    ledger.band.press("unsigned")
    page, target = clerk.gone[-1]
    assert page == pages.PEOPLE
    assert isinstance(target, Narrow)
    assert [Person.get_by_id(one).name for one in target.ids] == ["李玥"]


def test_ticked_contracts_are_renewed_in_one_step_and_taken_back(ledger: ContractsPage, clerk: Clerk) -> None:
    ledger.band.press("lapsed_contracts")
    clerk.settle()
    ledger.grid.setFocus()
    clerk.press(Key.Key_A, CONTROL)
    clerk.press(Key.Key_F6)
    clerk.type("", "2")
    clerk.settle()
    new = Contract.select().order_by(Contract.id.desc()).get()
    assert (new.state, new.years, new.starts) == ("3", 2, date(THIS_YEAR, 1, 1))
    assert (new.groups, new.package) == (("04",), "2")
    assert ledger.band.words()["signed"] == "有效签约 2/2（100.0%）"
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Contract.get_by_id(new.id).voided_at


def test_what_cannot_be_renewed_is_said_in_the_panel(ledger: ContractsPage) -> None:
    running = Contract.get(Contract.starts == date(THIS_YEAR, 1, 1))
    assert "才到期" in ledger.renew_from((running.id,), date(THIS_YEAR, 6, 1), "1")
    assert "整数年" in ledger.renew_from((running.id,), None, "两年")
    assert Contract.select().count() == 3


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_contract_is_ended_for_a_reason(ledger: ContractsPage, clerk: Clerk) -> None:
    running = Contract.get(Contract.starts == date(THIS_YEAR, 1, 1))
    ledger.grid.select(running.id)
    clerk.press(Key.Key_B, CONTROL)
    assert ledger.reasons.isVisible()
    assert [entry.text() for entry in ledger.reasons.actions()][:2] == ["&1　失访", "&2　迁出"]
    ledger.reasons.actions()[1].trigger()
    ledger.reasons.close()
    clerk.type("", "迁往南昌")
    clerk.settle()
    kept = Contract.get_by_id(running.id)
    assert (kept.state, kept.cancel_reason, kept.remark) == ("2", "02", "迁往南昌")
    assert ledger.band.words()["reason.3"] == "未签约：迁出 1"


@pytest.fixture
def served(register: Register, clerk: Clerk) -> FulfilmentPage:
    county(register)
    found: FulfilmentPage = clerk.go(pages.FULFILMENT, DAY)
    found.table.setFocus()
    return found


def table(page: FulfilmentPage) -> dict[str, tuple[str, ...]]:
    rows = page.table.rows
    assert rows is not None
    keys = [column.key for column in rows.columns]
    wanted = [keys.index(key) for key in ("counted", "signed", "rate", "due", "done", "fulfilled")]
    return {rows.cells(row)[0]: tuple(rows.cells(row)[at] for at in wanted) for row in range(len(rows))}


def test_the_table_leads_to_contracts_and_to_what_proves_each_item(served: FulfilmentPage, clerk: Clerk) -> None:
    assert table(served) == {
        "临江镇": ("16", "16", "100.0%", "128", "78", "60.9%"),
        "阁山镇": ("20", "16", "80.0%", "48", "20", "41.7%"),
    }
    assert served.band.words()["times"] == "履约项次 98/176（55.7%）"
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert served.by is None
    assert "临江镇" in served.narrow.words.text()
    assert len(served.grid.rows or ()) == 16
    assert served.band.words()["times"] == "履约项次 78/128（60.9%）"
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert served.contract.isVisible()
    assert served.contract.lines[:2] == ["面对面随访 到期 4 次，已做 4 次", "2020-02-11　高血压 家庭"]
    first = FollowUp.select().order_by(FollowUp.id).get()
    served.contract.opened.emit(FOLLOW_UP, first.id)
    page, target = clerk.gone[-1]
    assert (page, target) == (pages.FOLLOW_UPS, RecordTarget(0, FOLLOW_UP, first.id))
    clerk.press(Key.Key_Escape)
    assert not served.contract.isVisible()
    clerk.press(Key.Key_Escape)
    clerk.settle()
    assert set(table(served)) == {"临江镇", "阁山镇"}


def test_an_item_opens_who_is_behind_with_it(served: FulfilmentPage, clerk: Clerk) -> None:
    assert served.band.words()["item.exam"] == "健康体检 21/32"
    served.band.press("item.exam")
    clerk.settle()
    assert len(served.grid.rows or ()) == 11
    assert "未完成：健康体检" in served.narrow.words.text()
    served.filters.set_values({"item": ("follow_up",)})
    served.filters.changed.emit(served.filters.values)
    clerk.settle()
    assert 0 < len(served.grid.rows or ()) < 11, "behind with both"


def test_another_day_and_another_way_of_telling(served: FulfilmentPage, clerk: Clerk) -> None:
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("20200331")
    clerk.settle()
    assert served.band.words()["times"] == "履约项次 29/80（36.3%）"
    for _ in range(4):
        clerk.press(Key.Key_G, CONTROL)
    clerk.settle()
    assert served.grouping.tabText(served.grouping.currentIndex()) == "按人群分类"
    rows = served.table.rows
    assert rows is not None
    assert {rows.cells(row)[0] for row in range(len(rows))} == {"农村建档立卡低收入人口", "高血压患者"}
    clerk.press(Key.Key_G, CONTROL)
    clerk.settle()
    assert served.grid.isVisible()
    assert clerk.shell.focusWidget() is not None
    assert served.grid.isAncestorOf(clerk.shell.focusWidget())


def test_the_table_leaves_as_it_is_seen_for_a_purpose(served: FulfilmentPage, clerk: Clerk, tmp_path: Path) -> None:
    served.out.write("上报签约进展", tmp_path / "汇总.xlsx")
    clerk.settle()
    head, *rows = CalamineWorkbook.from_path(tmp_path / "汇总.xlsx").get_sheet_by_index(0).to_python()
    assert head[:2] == ["乡镇", "应签"]
    assert [row[0] for row in rows] == ["临江镇", "阁山镇"]


def test_the_person_s_page_shows_and_enters_what_belongs_to_signing(register: Register, clerk: Clerk) -> None:
    whose = poor(register, "李玥")
    contract(register, whose)
    visited(register, managed(register, whose), "2020-02-10", "2020-05-10")
    page = clerk.go(pages.PERSON, whose.id)
    assert {"签约 1", "慢病 1", "随访 2"} <= set(page.sections.shown)
    assert not any(title.startswith("体检") for title in page.sections.shown), "nothing there, no tab"
    assert [event.words for event in page.time_line.shown if event.day == "2020-05-10"] == ["随访 高血压"]
    assert page.time_line.chips["contract"].isVisible()
    page.start(page.sheet_for(CHECKUP), *page.next_values())
    assert page.entering
    clerk.settle()
    page.leave_panel()
    keep(register, Checkup.new(person=whose, examined_on=date(2020, 6, 15), result="1"))
    page.refresh()
    clerk.settle()
    assert "体检 1" in page.sections.shown
    page.sections.open_tab(CONTRACT)
    assert page.sections.kind is CONTRACT


def test_the_survey_page_says_who_did_not_know(register: Register, clerk: Clerk) -> None:
    for name, knows in (("甲", True), ("乙", False)):
        keep(
            register,
            Survey.new(person=poor(register, name), surveyed_on=date(2020, 9, 1), knows_policy=knows, satisfaction="1"),
        )
    page = clerk.go(pages.SURVEYS)
    assert page.band.words()["knows_policy"] == "知晓健康扶贫政策 1/2（50.0%）"
    assert page.band.words()["content"] == "满意或基本满意 2/2（100.0%）"
    page.band.press("knows_policy")
    clerk.settle()
    assert names(page) == ["乙"]


def test_agreements_of_ticked_contracts_go_to_the_printer(ledger: ContractsPage, clerk: Clerk) -> None:
    running = Contract.get(Contract.starts == date(THIS_YEAR, 1, 1))
    ledger.grid.select(running.id)
    clerk.press(Key.Key_P, CONTROL)
    page, target = clerk.gone[-1]
    assert page == pages.PRINT
    assert isinstance(target, PrintRequest)
    assert (target.form, target.scope.records) == ("signing-agreement", (running.id,))
