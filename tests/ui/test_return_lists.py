"""The list behind a figure over what villages are in a year: the villages themselves, as of the last day."""

from datetime import date

from hfp_desk.store.opening import Register
from tests.domain.clinics import committee, status
from tests.ui import villages
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.coverage_page import CoveragePage
from ui.pages.return_page import ReturnPage
from ui.return_target import ReturnTarget

PAGES = {pages.RETURN: ReturnPage, pages.COVERAGE: CoveragePage}


def test_residents_open_the_villages_that_told_them(register: Register, clerk: Clerk) -> None:
    for number, residents in ((1, 640), (3, None), (4, 1_020)):
        status(register, committee(number), residents=residents)
    page: ReturnPage = clerk.go(pages.RETURN, ReturnTarget("signing", "2020-03"))
    page.grid.go(0, "residents")
    assert page.strip.value.text() == "1,660 人"
    clerk.press(Key.Key_Return)
    clerk.settle()
    coverage = clerk.shell.page
    assert isinstance(coverage, CoveragePage)
    assert coverage.day.value == date(2020, 3, 25)
    assert villages.names(coverage) == [committee(number).name for number in (1, 4)]
    assert "常住（人）" in coverage.narrow.words.text()
