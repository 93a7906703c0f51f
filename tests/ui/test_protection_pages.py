"""费用保障: what was settled is checked, reckoned, printed for the patient and reversed, all by keys."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hfp_desk.records import DISEASE_PRICE, DiseasePrice, Settlement
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.domain.billed import Bill, bill, person, price
from tests.domain.staff import events
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.calculator_page import CalculatorPage
from ui.pages.narrowing import Narrow
from ui.pages.prices_page import PricesPage
from ui.pages.print_page import PrintPage
from ui.pages.print_request import PrintRequest
from ui.pages.protection_page import ProtectionPage
from ui.pages.settlements_page import SettlementsPage

PAGES: dict[str, Any] = {
    pages.SETTLEMENTS: SettlementsPage,
    pages.PROTECTION: ProtectionPage,
    pages.CALCULATOR: CalculatorPage,
    pages.PRICES: PricesPage,
    pages.PRINT: PrintPage,
}
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def low(register: Register) -> Bill:
    """A stay at 70 % in one township; one at 90 % in another."""
    made = bill(register, person(register), total=1000, in_scope=900, basic=700, own_share=300)
    bill(register, person(register, "张三", "永泰镇"), total=1000, in_scope=900, basic=700, major=200, own_share=100)
    return made


@pytest.fixture
def check(low: Bill, clerk: Clerk) -> ProtectionPage:
    found: ProtectionPage = clerk.go(pages.PROTECTION)
    found.grid.setFocus()
    return found


def cells(page: Any) -> list[tuple[str, ...]]:
    rows = page.grid.rows
    assert rows is not None
    return [tuple(rows.cells(row)) for row in range(len(rows))]


def told(page: CalculatorPage) -> str:
    return "\n".join(page.lines.texts)


def fill(page: CalculatorPage) -> None:
    """Type the figures that no document gives."""
    for name, value in (("basic_deductible_2", "400"), ("basic_ratio_2", "80"), ("major_deductible", "5000")):
        page.form.wanted[name][1].editor.setText(value)
    for name in ("major_ratio", "assistance_ratio"):
        page.form.wanted[name][1].editor.setText("60")
    page.form.changed.emit()


def test_the_year_is_told_by_township_with_what_was_found(check: ProtectionPage) -> None:
    assert [(row[0], row[5], row[6]) for row in cells(check)] == [
        ("临江镇", "70.00", "低于"),
        ("永泰镇", "90.00", "符合"),
    ]
    words = check.band.words()
    assert words["ratio"] == "实际报销比例 80.00%"
    assert words["median"] == "中位数 80.00%"
    assert check.panel.texts == {"low": "实际报销比例低于目标　1 笔"}


def test_a_finding_and_a_row_open_their_bills(check: ProtectionPage, clerk: Clerk, low: Bill) -> None:
    clerk.press(Key.Key_J, CONTROL)
    clerk.press(Key.Key_Return)
    clerk.settle()
    page, target = clerk.gone[-1]
    assert (page, target) == (pages.SETTLEMENTS, Narrow((low.bill,), "2020年 实际报销比例低于目标"))
    assert len(cells(clerk.shell.page)) == 1
    clerk.go(pages.PROTECTION)
    check.grid.setFocus()
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert isinstance(clerk.gone[-1][1], Narrow)
    assert clerk.gone[-1][1].words == "2020年 永泰镇 的结算"


def test_another_way_of_adding_up_and_another_year_are_a_key_away(check: ProtectionPage, clerk: Clerk) -> None:
    for _ in range(4):
        clerk.press(Key.Key_G, CONTROL)
    clerk.settle()
    assert [row[:2] for row in cells(check)] == [("临江镇", "李玥"), ("永泰镇", "张三")]
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("2019")
    clerk.settle()
    assert cells(check) == []


def test_a_change_elsewhere_is_told_anew(check: ProtectionPage, clerk: Clerk, register: Register) -> None:
    price(register, "500")
    clerk.desk.changed.emit({DISEASE_PRICE.name: frozenset({DiseasePrice.get().id})})
    clerk.settle()
    assert check.panel.texts["price"] == "超过单病种收费标准　2 笔，共超 1,000.00 元"


def test_the_papers_of_the_year_are_offered(check: ProtectionPage, clerk: Clerk) -> None:
    assert [one.text().split("　")[1] for one in check.papers.actions()] == [
        "报销比例核查表（按乡镇）",
        "报销比例核查表（按医院）",
        "单病种超标准清单",
    ]
    check.papers.actions()[0].trigger()
    page, asked = clerk.gone[-1]
    assert page == pages.PRINT
    assert isinstance(asked, PrintRequest)
    assert (asked.form, asked.scope.since, asked.scope.until) == (
        "protection-town",
        date(2020, 1, 1),
        date(2020, 12, 31),
    )


def test_the_bill_under_the_cursor_is_reckoned_beside_what_was_paid(clerk: Clerk, low: Bill) -> None:
    clerk.go(pages.SETTLEMENTS, low.bill)
    clerk.press(Key.Key_M, CONTROL)
    clerk.settle()
    page = clerk.shell.page
    assert isinstance(page, CalculatorPage)
    assert page.form.fields["name"].editor.text() == "李玥"
    assert "缺数" in told(page)
    fill(page)
    assert page.found is not None
    assert page.found.complete
    assert "（政策范围内 900.00 − 起付线 400.00）× 80% = 400.00" in told(page)
    assert "实际 700.00，多 300.00" in told(page)
    assert "个人预计负担 100.00 实际 300.00，多 200.00" in told(page), "topped up to 90 %"


def test_a_stay_is_typed_by_keys_alone(clerk: Clerk) -> None:
    page: CalculatorPage = clerk.go(pages.CALCULATOR)
    page.form.setFocus()
    assert "填写总费用" in told(page)
    clerk.type("欧阳测算", "", "肺癌", "樟树市人民医院", "", "2020-03-13", "二级", "", "", "60000", "50000")
    assert page.found is not None
    assert page.found.stay.total == Decimal(60000)
    assert page.found.stay.level == "2"
    assert [one.name for one in page.found.missing][:2] == ["basic_deductible_2", "basic_ratio_2"]
    focus = QApplication.focusWidget()
    assert focus is page.form.wanted["basic_deductible_2"][1].editor
    clerk.type("400", "75", "12000", "60", "70", "30000")
    assert page.found.complete
    assert "（政策范围内 50,000.00 − 起付线 400.00）× 75% = 37,200.00" in told(page)
    clerk.press(Key.Key_F2)
    assert page.found is None
    assert page.form.fields["name"].editor.text() == ""


def test_what_cannot_be_is_said_instead_of_a_sum(clerk: Clerk) -> None:
    page: CalculatorPage = clerk.go(pages.CALCULATOR)
    page.form.setFocus()
    clerk.type("李玥", "", "", "", "", "", "一级", "", "", "100", "120")
    assert page.found is None
    assert "政策范围内费用 120.00 元大于总费用 100.00 元" in told(page)
    clerk.press(Key.Key_F7)
    assert not isinstance(clerk.shell.page, PrintPage)


def test_the_sheet_for_the_patient_is_looked_at_and_logged_when_it_leaves(
    clerk: Clerk, low: Bill, tmp_path: Any
) -> None:
    page: CalculatorPage = clerk.go(pages.CALCULATOR, low.bill)
    clerk.press(Key.Key_F7)
    assert clerk.shell.page is page, "figures are missing: nothing to be given to a patient"
    fill(page)
    clerk.press(Key.Key_F7)
    clerk.settle()
    shown = clerk.shell.page
    assert isinstance(shown, PrintPage)
    assert shown.paper is not None
    assert (shown.paper.title, shown.paper.printed.pages) == ("医疗费用报销测算单", 1)
    assert not events(Action.PRINT), "to look is no print"
    shown._save_to(tmp_path / "测算单.pdf")
    clerk.settle()
    (event,) = events(Action.PRINT)
    assert event.subject == "医疗费用报销测算单"
    assert page.found is not None
    assert (tmp_path / "测算单.pdf").read_bytes().startswith(b"%PDF")


def test_a_bill_is_reversed_for_a_reason_and_the_deed_taken_back(clerk: Clerk, low: Bill) -> None:
    page: SettlementsPage = clerk.go(pages.SETTLEMENTS, low.bill)
    clerk.press(Key.Key_U, CONTROL)
    clerk.type("报销比例算错")
    clerk.settle()
    made = Settlement.get(Settlement.reversal_of == low.bill)
    assert (made.total, made.own_share) == (Decimal(-1000), Decimal(-300))
    assert len(cells(page)) == 3
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Settlement.get_by_id(made.id).voided_at
    assert len(cells(page)) == 2


def test_a_price_is_entered_by_keys(clerk: Clerk) -> None:
    page: PricesPage = clerk.go(pages.PRICES)
    clerk.press(Key.Key_F2)
    clerk.settle()
    clerk.type("肺癌", "C34", "", "三级", "", "38000")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert DiseasePrice.get().price == Decimal(38000)
    page.back()
    clerk.settle()
    assert cells(page)[0][0] == "肺癌"


def test_what_was_checked_leaves_as_it_is_added_up(check: ProtectionPage, clerk: Clerk, tmp_path: Path) -> None:
    check.out.write("上报报销核查", tmp_path / "核查.csv")
    clerk.settle()
    head, *lines = (tmp_path / "核查.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("乡镇,人数,笔数")
    assert len(lines) == 2
    [event] = events(Action.EXPORT)
    assert (event.reason, event.subject.endswith("按乡镇")) == ("上报报销核查", True)
