"""A list put up as a public notice from the print page: its words over it, nothing of the office's own on it."""

import pytest

from hfp_desk.records import IDENTITY, TREATMENT
from hfp_desk.store.listing import View
from tests.data.pdf_reading import by_pdfium
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key, press, write
from ui import pages
from ui.pages.print_page import PrintPage
from ui.pages.print_request import LIST, NOTICE, PrintRequest

PAGES = {pages.PRINT: PrintPage}


@pytest.fixture
def page(clerk: Clerk) -> PrintPage:
    patient(clerk)
    found = clerk.go(pages.PRINT)
    assert isinstance(found, PrintPage)
    return found


def look(clerk: Clerk) -> None:
    """F5, and wait for the paper."""
    clerk.press(Key.Key_F5)
    clerk.settle()


def test_a_list_is_put_up_as_a_notice(clerk: Clerk, page: PrintPage) -> None:
    clerk.go(pages.PRINT, PrintRequest(LIST, view=View(IDENTITY), title="低保对象"))
    page.panel.forms.setFocus()
    press(page.panel.forms, Key.Key_Down)
    assert page.panel.title == "低保对象公示"
    assert page.panel.notice.isVisible()
    assert not page.panel.town.isVisible()
    write(page.panel.notice.phone, "0795-7362000")
    press(page.panel.notice.phone, Key.Key_Return)
    clerk.settle()
    assert page.paper is not None
    words = by_pdfium(page.paper.document.path)
    assert all(part in words for part in ("低保对象公示", "公示期", "0795-7362000", "李玥"))
    assert "36098219590312752X" not in words
    page.panel.notice.since.setText("某日")
    look(clerk)
    assert "某日" in page.panel.wrong.text()
    page.panel.show_form("treatment-ledger")
    assert page.panel.town.isVisible()


def test_a_list_of_the_ill_is_no_notice(clerk: Clerk, page: PrintPage) -> None:
    clerk.go(pages.PRINT, PrintRequest(LIST, view=View(TREATMENT), title="救治台账"))
    page.panel.show_form(NOTICE)
    look(clerk)
    assert "谁患病" in page.empty.sentence
    narrowed = PrintRequest(LIST, view=View(IDENTITY), title="身份", narrowed="疾病不清楚")
    clerk.go(pages.PRINT, narrowed)
    page.panel.show_form(NOTICE)
    look(clerk)
    assert "疾病不清楚" in page.empty.sentence
    assert page.paper is None
