"""Finding one of many papers by keys, and narrowing it to what it can be narrowed to: places, a period, a record."""

import pytest

from hfp_desk import papers
from hfp_desk.records import Attendance, Course, Posting
from hfp_desk.store import keeping
from hfp_desk.store.scopes import Scope
from tests.data.pdf_reading import by_pdfium
from tests.domain import planted_duties
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key, press, write
from ui import pages
from ui.pages.posting_months_page import PostingMonthsPage
from ui.pages.print_page import PrintPage
from ui.pages.print_request import PrintRequest
from ui.pages.tasks_page import TasksPage

PAGES = {pages.PRINT: PrintPage, pages.POSTING_MONTHS: PostingMonthsPage, pages.TASKS: TasksPage}
NAME, NUMBER = "徐𬱖", "11010519491231002X"


@pytest.fixture
def page(clerk: Clerk) -> PrintPage:
    planted_duties.plant(clerk.office.register, NAME, NUMBER, "13900000000")
    found = clerk.go(pages.PRINT)
    assert isinstance(found, PrintPage)
    return found


def printed(page: PrintPage) -> str:
    assert page.paper is not None
    return by_pdfium(page.paper.document.path).replace("\r\n", "")


def test_arrows_reach_every_paper_and_pass_over_the_headings(clerk: Clerk, page: PrintPage) -> None:
    panel = page.panel
    panel.forms.setFocus()
    press(panel.forms, Key.Key_Home)
    met = [panel.form]
    for _ in range(len(papers.FORMS) - 1):
        press(panel.forms, Key.Key_Down)
        met.append(panel.form)
    assert sorted(met) == sorted(papers.FORMS)
    assert "" not in met
    areas = [papers.FORMS[name].area for name in met]
    assert areas == sorted(areas, key=list(papers.Area).index)


@pytest.mark.parametrize(
    ("typed", "form"), [("证书", "certificates"), ("pxqd", "sign-in"), ("三张", ""), ("gaps", "gap-ledger")]
)
def test_a_paper_is_found_by_its_name_or_initials(clerk: Clerk, page: PrintPage, typed: str, form: str) -> None:
    panel, before = page.panel, page.panel.form
    panel.finder.setFocus()
    write(panel.finder, typed)
    assert panel.form == (form or before)
    shown = [row for row in range(panel.forms.count()) if not panel.forms.item(row).isHidden()]
    assert bool(shown) == bool(form)
    press(panel.finder, Key.Key_Escape)
    assert panel.finder.text() == ""
    assert not panel.forms.item(0).isHidden()


def test_enter_after_the_name_previews_the_paper(clerk: Clerk, page: PrintPage) -> None:
    page.panel.finder.setFocus()
    write(page.panel.finder, "村医花名册")
    press(page.panel.finder, Key.Key_Return)
    clerk.settle()
    assert page.panel.form == "doctor-roster"
    assert NAME in printed(page)


def test_only_what_says_something_for_a_paper_can_be_filled_in(clerk: Clerk, page: PrintPage) -> None:
    panel = page.panel
    said = {}
    for form in ("treatment-ledger", "clinic-ledger", "sign-in", "task-list", "log"):
        panel.show_form(form)
        fields = (panel.town, panel.person, panel.since, panel.until)
        said[form] = "".join("x" if field.isEnabled() else "-" for field in fields)
    assert said == {
        "treatment-ledger": "xxxx",
        "clinic-ledger": "x--x",
        "sign-in": "-xxx",
        "task-list": "-xxx",
        "log": "-xxx",
    }


def test_a_course_is_chosen_by_its_name(clerk: Clerk, page: PrintPage) -> None:
    panel = page.panel
    panel.show_form("training-roster")
    assert panel.person.placeholderText() == "全部培训班"
    panel.person.setFocus()
    write(panel.person, "在岗")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F5)
    clerk.settle()
    scope = panel.scope()
    assert scope is not None
    assert scope.records == (Course.get().id,)
    assert scope.persons == ()
    assert NUMBER in printed(page)
    panel.show_form("posting-roster")
    assert (panel.person.text(), panel.person.placeholderText()) == ("", "全部派驻人员")
    scope = panel.scope()
    assert scope is not None
    assert scope.records == ()


def test_a_place_chosen_for_one_paper_narrows_no_other(clerk: Clerk, page: PrintPage) -> None:
    panel = page.panel
    panel.show_form("clinic-ledger")
    panel.town.setFocus()
    write(panel.town, "永泰")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F5)
    clerk.settle()
    assert "没有可以打印" in page.empty.sentence
    panel.show_form("task-list")
    clerk.press(Key.Key_F5)
    clerk.settle()
    assert "消除村卫生室空白点" in printed(page)


def test_the_page_of_a_course_asks_for_its_own_paper(clerk: Clerk, page: PrintPage) -> None:
    other = Course.new(name="健康扶贫干部轮训班", kind="1", starts=Course.get().starts)
    keeping.save(clerk.office.register, other, Attendance.new(course=other, name="不印的人"))
    clerk.go(pages.PRINT, PrintRequest("sign-in", Scope(records=(1,))))
    assert page.panel.person.text() == "乡村医生在岗培训班"
    assert NAME in printed(page)
    assert "不印的人" not in printed(page)
    clerk.go(pages.PRINT, PrintRequest("posting-roster", Scope(records=(Posting.get().id,))))
    assert page.panel.person.text() == NAME


def test_a_month_is_printed_as_the_official_report_of_that_month(clerk: Clerk, page: PrintPage) -> None:
    months = clerk.go(pages.POSTING_MONTHS, "2020-03")
    months.papers.actions()[0].trigger()
    clerk.settle()
    assert clerk.shell.page is page
    assert page.panel.form == "posting-attendance"
    assert all(words in printed(page) for words in ("考勤月报", "2020年3月", "21.5", NAME))


def test_f7_in_a_list_opens_its_official_paper(clerk: Clerk, page: PrintPage) -> None:
    clerk.go(pages.TASKS)
    clerk.press(Key.Key_F7)
    clerk.settle()
    assert page.panel.form == "task-list"
    assert "任务分解表" in printed(page)
