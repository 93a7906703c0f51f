"""先诊疗后付费、垫付联审、资助比对 by keys: stay to agreement, bill to repayment, list to register."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from python_calamine import CalamineWorkbook

from hfp_desk.records import AGREEMENT, Agreement, AuditBatch, Instalment, Person, Settlement, Subsidy, Treatment
from hfp_desk.store import agreements, keeping
from hfp_desk.store.opening import Register
from tests.data.senders import Invented, people, workbook
from tests.ui.clerk import Clerk, kept, patient
from tests.ui.fakes import Key, write
from ui import pages
from ui.pages.advances_page import AdvancesPage
from ui.pages.agreements_page import AgreementsPage
from ui.pages.ask_day import AskDay
from ui.pages.ask_split import AskSplit
from ui.pages.audit_batches_page import AuditBatchesPage
from ui.pages.instalments_page import InstalmentsPage
from ui.pages.jump import AgreementFor
from ui.pages.reason import AskLine
from ui.pages.subsidies_page import SubsidiesPage
from ui.pages.subsidy_month_page import SubsidyMonthPage
from ui.pages.subsidy_standards_page import SubsidyStandardsPage
from ui.pages.treatments_page import TreatmentsPage

PAGES = {
    pages.TREATMENTS: TreatmentsPage,
    pages.AGREEMENTS: AgreementsPage,
    pages.INSTALMENTS: InstalmentsPage,
    pages.ADVANCES: AdvancesPage,
    pages.AUDIT_BATCHES: AuditBatchesPage,
    pages.SUBSIDIES: SubsidiesPage,
    pages.SUBSIDY_MONTH: SubsidyMonthPage,
    pages.SUBSIDY_STANDARDS: SubsidyStandardsPage,
}
CONTROL = Qt.KeyboardModifier.ControlModifier
HEADS = ["序号", "身份证号", "姓名", "医疗救助身份", "镇(街)", "村(居)"]


@pytest.fixture
def stay(clerk: Clerk) -> int:
    patient(clerk)
    return int(Treatment.get().id)


def agreed(clerk: Clerk, stay: int) -> int:
    values, _ = agreements.from_stay(clerk.office.register, clerk.office.viewer, stay)
    return kept(clerk, AGREEMENT, values)


def test_a_stay_becomes_an_agreement_by_two_keys(clerk: Clerk, stay: int) -> None:
    clerk.go(pages.TREATMENTS)
    clerk.press(Key.Key_Y, CONTROL)
    assert clerk.gone[-1] == (pages.AGREEMENTS, AgreementFor(treatment=stay))
    page = clerk.go(*clerk.gone[-1])
    assert page.entering
    clerk.press(Key.Key_F9)
    clerk.settle()
    one = Agreement.get()
    assert (one.hospital, one.arrears, one.total) == ("樟树市人民医院", Decimal(100), Decimal(1000))
    assert page.band.words()["4"] == "拖欠 1"


def test_what_is_left_is_split_and_paid_by_keys(clerk: Clerk, stay: int) -> None:
    record = agreed(clerk, stay)
    page = clerk.go(pages.AGREEMENTS)
    clerk.press(Key.Key_B, CONTROL)
    (ask,) = page.window().findChildren(AskSplit)
    assert "最后还款日" in ask.told.text()
    clerk.type("2", "2030-01-31")
    clerk.settle()
    parts = list(Instalment.select().order_by(Instalment.due_on))
    assert [(one.due_on, one.amount) for one in parts] == [
        (date(2030, 1, 31), Decimal(50)),
        (date(2030, 2, 28), Decimal(50)),
    ]
    assert page.band.words()["3"] == "分期还款 1"
    clerk.press(Key.Key_G, CONTROL)
    found = clerk.go(*clerk.gone[-1])
    assert len(found.grid.rows) == 2
    clerk.press(Key.Key_A, CONTROL)
    clerk.press(Key.Key_B, CONTROL)
    assert found.window().findChildren(AskDay)
    clerk.type("2030-01-31", "")
    clerk.settle()
    assert Agreement.get_by_id(record).settled_on == date(2030, 1, 31)


def test_a_plan_that_cannot_be_is_said_in_the_panel(clerk: Clerk, stay: int) -> None:
    agreed(clerk, stay)
    page = clerk.go(pages.AGREEMENTS)
    clerk.press(Key.Key_B, CONTROL)
    (ask,) = page.window().findChildren(AskSplit)
    clerk.type("99", "2030-01-31")
    assert "1 到 60" in ask.told.text()
    assert ask.isVisible()
    assert not Instalment.select().exists()


def advanced(clerk: Clerk) -> list[int]:
    for number, name in enumerate(("甲", "乙", "丙")):
        patient(clerk, name, people(9)[number].number)
    made = []
    for number, bill in enumerate(Settlement.select().order_by(Settlement.id), start=1):
        bill.advanced, bill.settled_on = Decimal(number * 100), date(2020, 3, 12)
        keeping.save(clerk.office.register, bill)
        made.append(int(bill.id))
    return made


def test_bills_go_into_a_batch_are_audited_and_paid_back_by_keys(clerk: Clerk) -> None:
    first, second, _ = advanced(clerk)
    page = clerk.go(pages.ADVANCES)
    assert page.band.words()["waiting"] == "未申报联审 600.00"
    clerk.press(Key.Key_B, CONTROL)
    assert page.window().findChildren(AskLine)
    clerk.press(Key.Key_Return)
    clerk.settle()
    batch = AuditBatch.get()
    assert (batch.claims, batch.claimed) == (3, Decimal(600))
    assert page.band.words()["in_audit"] == "联审中 600.00"
    page = clerk.go(pages.AUDIT_BATCHES)
    clerk.press(Key.Key_B, CONTROL)
    clerk.settle()
    model = page.audit.model
    place = [row.bill.id for row in model.rows].index(second)
    model.write(place, len(model.fixed), "150")
    clerk.press(Key.Key_F9)
    assert "核减" in page.audit.wrong.text()
    model.write(place, len(model.fixed) + 1, "目录外药品")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert AuditBatch.get().deducted == Decimal(50)
    clerk.press(Key.Key_P, CONTROL)
    clerk.type(date.today().isoformat(), "400")
    clerk.settle()
    assert AuditBatch.get().repaid == Decimal(400)
    assert Settlement.get_by_id(first).repaid == Decimal(100)
    page = clerk.go(pages.ADVANCES)
    assert page.band.words()["approved"] == "待拨付 150.00"


def full(folder: Path, day: str, rows: Iterable[tuple[Invented, str]]) -> Path:
    told = [[at, one.number, one.name, kind, one.town, one.village] for at, (one, kind) in enumerate(rows, 1)]
    title = [f"樟树市{date.today().year}年度资助参保对象全量明细（{day}）"]
    return workbook(folder / f"{day}.xlsx", {"附件3": [title, HEADS, *told]})


@pytest.fixture
def compared(clerk: Clerk, tmp_path: Path) -> SubsidyMonthPage:
    page: SubsidyMonthPage = clerk.go(pages.SUBSIDY_MONTH)
    page.open(full(tmp_path, f"{date.today().year}年1月5日", [(one, "低保对象") for one in people(20)]))
    clerk.settle()
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Subsidy.select().count() == 20
    return page


def test_a_month_is_looked_at_before_it_is_written(clerk: Clerk, compared: SubsidyMonthPage, tmp_path: Path) -> None:
    rows = [(one, "低保对象") for one in people(21)[1:]]
    compared.open(full(tmp_path, f"{date.today().year}年2月5日", rows))
    clerk.settle()
    assert compared.band.words() == {"1": "新增 1", "2": "变更 0", "3": "取消 1", "4": "未变 19"}
    lines = compared.lines.rows
    assert lines is not None
    assert {tuple(lines.cells(row))[2] for row in range(len(lines))} == {"何建桂甲", "何建桂丙"}
    assert Subsidy.select().count() == 20
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Subsidy.select().count() == 21
    assert Subsidy.get(Subsidy.change == "3").person.name == "何建桂甲"
    assert compared.band.words()["3"] == "取消 1"
    assert compared.shown is None


def test_too_many_cancelled_need_a_reason(clerk: Clerk, compared: SubsidyMonthPage, tmp_path: Path) -> None:
    compared.open(full(tmp_path, f"{date.today().year}年2月5日", [(one, "低保对象") for one in people(20)[5:]]))
    clerk.settle()
    assert "超过停办线" in compared.stopped.text()
    assert compared.band.words()["3"] == "取消 5"
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert not Subsidy.select().where(Subsidy.change == "3").exists()
    focus = QApplication.focusWidget()
    assert focus is compared.reason.line
    write(focus, "五人已迁出")
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert not compared.stopped.isVisible()
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Subsidy.select().where(Subsidy.change == "3").count() == 5


def test_esc_puts_a_list_away_and_nothing_is_written(clerk: Clerk, compared: SubsidyMonthPage, tmp_path: Path) -> None:
    compared.open(full(tmp_path, f"{date.today().year}年2月5日", [(one, "低保对象") for one in people(21)]))
    clerk.settle()
    assert compared.unsaved()
    clerk.press(Key.Key_Escape)
    clerk.settle()
    assert not compared.unsaved()
    assert Subsidy.select().count() == 20


def test_another_list_is_no_month(clerk: Clerk, tmp_path: Path) -> None:
    page = clerk.go(pages.SUBSIDY_MONTH)
    path = workbook(tmp_path / "别的.xlsx", {"表": [["姓名", "乡镇"], ["张三", "临江镇"], ["李四", "临江镇"]]})
    page.open(path)
    clerk.qtbot.waitUntil(lambda: bool(clerk.failures))
    assert "证件号码" in str(clerk.failures.pop())
    clerk.settle()
    assert page.shown is None


def test_last_years_standards_are_taken_over(clerk: Clerk, register: Register) -> None:
    from hfp_desk.records import SubsidyStandard

    year = date.today().year
    keeping.save(register, SubsidyStandard.new(year=year - 1, priority=1, category="02", subsidised=Decimal(250)))
    clerk.go(pages.SUBSIDY_STANDARDS)
    clerk.press(Key.Key_B, CONTROL)
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert SubsidyStandard.get(SubsidyStandard.year == year).subsidised == Decimal(250)


def test_who_is_entitled_and_not_subsidised_is_counted(clerk: Clerk, stay: int) -> None:
    page = clerk.go(pages.SUBSIDIES)
    clerk.settle()
    words = page.band.words()
    assert (words["entitled"], words["missing"]) == ("应资助参保 1", "应资助未资助 1")
    page.open_figure("missing")
    page_key, target = clerk.gone[-1]
    assert page_key == pages.PEOPLE
    assert target.ids == (Person.get().id,)  # type: ignore[attr-defined]


def test_who_died_leaves_as_a_workbook(clerk: Clerk, stay: int, tmp_path: Path) -> None:
    whose = Person.get()
    whose.died_on = date(2020, 5, 6)
    keeping.save(clerk.office.register, whose)
    page = clerk.go(pages.SUBSIDIES)
    clerk.settle()
    assert page.exports.actions()[-1].text().endswith("导出死亡人员名单（附件6）")
    target = tmp_path / "附件6.xlsx"
    page.write_deaths("报送医保部门", target)
    clerk.settle()
    [heads, row] = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert (heads[:3], row[1]) == (["序号", "姓名", "身份证号码"], whose.name)
