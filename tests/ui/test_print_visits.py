"""Follow-up sheets from the print page: by person or as they come from another page; empty ones in so many copies."""

from datetime import date

import pytest

from hfp_desk.records import FollowUp
from hfp_desk.store.scopes import Scope
from tests.data.pdf_reading import by_pdfium
from tests.domain import visited
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key, write
from ui import pages
from ui.pages.print_page import PrintPage
from ui.pages.print_request import PrintRequest

PAGES = {pages.PRINT: PrintPage}
FORM = "follow-up-hypertension"


@pytest.fixture
def page(clerk: Clerk) -> PrintPage:
    register = clerk.office.register
    for name in ("贺玥", "赵庚"):
        case = visited.case(register, visited.patient(register, name), "1")
        for month in (2, 5):
            visited.visit(register, case, date(2019, month, 6))
    found = clerk.go(pages.PRINT)
    assert isinstance(found, PrintPage)
    return found


def printed(page: PrintPage) -> str:
    assert page.paper is not None
    return by_pdfium(page.paper.document.path).replace("\r\n", "")


def test_copies_are_asked_for_only_where_a_form_is_empty(clerk: Clerk, page: PrintPage) -> None:
    panel = page.panel
    panel.show_form(f"{FORM}-blank")
    assert panel.copies.isVisible()
    panel.copies.setFocus()
    write(panel.copies, "3")
    clerk.press(Key.Key_F5)
    clerk.settle()
    assert page.paper is not None
    assert (page.paper.printed.count, page.paper.printed.pages) == (3, 6)
    assert "贺玥" not in printed(page)
    panel.show_form(FORM)
    assert not panel.copies.isVisible()
    scope = panel.scope()
    assert scope is not None
    assert scope.copies == 0


def test_a_number_of_copies_that_cannot_be_is_told_under_the_fields(clerk: Clerk, page: PrintPage) -> None:
    panel = page.panel
    panel.show_form(f"{FORM}-blank")
    panel.copies.setFocus()
    write(panel.copies, "三")
    assert panel.scope() is None
    assert panel.wrong.isVisible()
    panel.show_form(FORM)
    assert panel.scope() is not None


def test_a_person_is_chosen_by_name_for_a_sheet(clerk: Clerk, page: PrintPage) -> None:
    panel = page.panel
    panel.show_form(FORM)
    assert panel.person.placeholderText() == "全部人员"
    panel.person.setFocus()
    write(panel.person, "赵庚")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F5)
    clerk.settle()
    assert ("赵庚" in printed(page), "贺玥" in printed(page)) == (True, False)


def test_visits_that_come_from_their_page_give_way_to_a_person(clerk: Clerk, page: PrintPage) -> None:
    one = FollowUp.get(FollowUp.visited_on == date(2019, 5, 6))
    clerk.go(pages.PRINT, PrintRequest(FORM, Scope(records=(one.id,))))
    clerk.settle()
    panel = page.panel
    assert ("2019-05-06" in printed(page), "2019-02-06" in printed(page)) == (True, False)
    scope = panel.scope()
    assert scope is not None
    assert scope.records == (one.id,)
    panel.person.setFocus()
    panel.person.selectAll()
    write(panel.person, "赵庚")
    clerk.press(Key.Key_Return)
    scope = panel.scope()
    assert scope is not None
    assert (scope.records, len(scope.persons)) == ((), 1)
