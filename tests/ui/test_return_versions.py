"""A return that went up: what changed since, what it shows, the supplement, and how it leaves the office."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from hfp_desk.store import sending
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key
from tests.ui.own_returns import MARCH, figure, people, send
from ui import pages
from ui.pages.narrowing import Narrow
from ui.pages.people_page import PeoplePage
from ui.pages.print_page import PrintPage
from ui.pages.print_request import PrintRequest
from ui.pages.return_page import ReturnPage

PAGES = {pages.RETURN: ReturnPage, pages.PEOPLE: PeoplePage, pages.PRINT: PrintPage}
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def town(register: Register, clerk: Clerk) -> int:
    return people(register, clerk)


@pytest.fixture
def sent(clerk: Clerk, town: int) -> ReturnPage:
    """Sent with two people; a third one is entered afterwards."""
    page: ReturnPage = clerk.go(pages.RETURN, MARCH)
    send(page, clerk)
    patient(clerk, "陈大山", "36098219650101357X")
    page.refresh()
    clerk.settle()
    return page


def test_what_changed_since_it_went_up_is_marked_with_a_sign(sent: ReturnPage, town: int) -> None:
    place = sent.grid.figures.find(town, "people")
    assert place is not None
    mark = sent.grid.figures.mark(*place)
    assert mark is not None
    assert mark.sign == "≠"
    assert "第 1 版上报时为 2" in mark.words
    assert figure(sent, town, "people") == "3"
    assert "之后变动" in sent.lines.state.text()


def test_the_frozen_version_shows_what_went_up_and_opens_its_names(sent: ReturnPage, clerk: Clerk, town: int) -> None:
    clerk.press(Key.Key_T, CONTROL)
    clerk.press(Key.Key_Right)
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert figure(sent, town, "people") == "2"
    assert sent.lines.notice.isVisible()
    assert "第 1 版" in sent.lines.words.text()
    assert "≠" in sent.lines.words.text()
    sent.grid.go(town, "people")
    sent.grid.setFocus()
    assert "当前为 3" in sent.strip.known[0].text()
    clerk.press(Key.Key_Return)
    clerk.settle()
    narrow = clerk.gone[-1][1]
    assert isinstance(narrow, Narrow)
    assert len(narrow.ids) == 2
    assert "第 1 版上报时" in narrow.words
    clerk.press(Key.Key_Escape)
    clerk.press(Key.Key_Escape)
    clerk.settle()
    assert figure(sent, town, "people") == "3", "Esc goes back to the figures of now"


def test_a_supplement_asks_why_and_is_a_version_of_its_own(sent: ReturnPage, clerk: Clerk, register: Register) -> None:
    clerk.press(Key.Key_F9)
    clerk.type("市里要求补录一人")
    clerk.settle()
    with register.session():
        versions = sending.sent("own_births", "2020-03")
    assert [(one.version, one.reason) for one in versions] == [(2, "市里要求补录一人"), (1, "")]
    assert "已上报 第 2 版" in sent.lines.state.text()
    assert "变动" not in sent.lines.state.text()


def test_the_return_is_written_as_a_workbook_and_handed_to_the_print_page(
    sent: ReturnPage, clerk: Clerk, tmp_path: Path
) -> None:
    assert sent.found is not None
    sent.out.write_book(sent.found, tmp_path / "月报.xlsx")
    clerk.settle()
    cells = [str(cell.value) for row in load_workbook(tmp_path / "月报.xlsx").active.rows for cell in row]
    assert "住院分娩情况月报表" in cells
    clerk.press(Key.Key_F7)
    clerk.settle()
    where, request = clerk.gone[-1]
    assert where == pages.PRINT
    assert isinstance(request, PrintRequest)
    assert request.returned is not None
    printed: PrintPage = clerk.shell.page  # type: ignore[assignment]
    assert printed.paper is not None
    assert printed.paper.printed.pages == 1
