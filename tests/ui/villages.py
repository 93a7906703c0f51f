"""Villages of every state for the tests of the window, and what stands in their list."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from hfp_desk.records import Doctor, Place
from hfp_desk.store.opening import Register
from tests.domain.clinics import arrangement, clinic, committee, doctor, licence, status
from tests.ui.clerk import Clerk
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages.coverage_page import CoveragePage
from ui.pages.doctors_page import DoctorsPage
from ui.pages.gaps_page import GapsPage

OPEN: dict[str, Callable[[Desk, Office], Page]] = {
    pages.COVERAGE: CoveragePage,
    pages.DOCTORS: DoctorsPage,
    pages.GAPS: GapsPage,
}
DAY = date(2020, 3, 31)


def plant(register: Register) -> list[Place]:
    """Five villages of 临江镇 in their order: met, licence run out, gap, substituted, without anybody but exempt."""
    villages = [committee(number) for number in range(5)]
    met, lapsed, gap, served, few = villages
    for village, until in ((met, "2021-03"), (lapsed, "2020-03")):
        built = clinic(register, village, standard=True, floor_area=80)
        licence(register, doctor(register, village, f"李{until[-4:-3]}", institution=built), until)
    status(register, gap, status="2", residents=812)
    arrangement(register, served, "5", starts=date(2020, 1, 1), served_by=Doctor.get(), per_week=2)
    arrangement(register, few, "8")
    return villages


def names(page: CoveragePage) -> list[str]:
    assert page.grid.rows is not None
    return [page.grid.model.text(row)[1] for row in range(len(page.grid.rows))]


def states(page: CoveragePage) -> dict[str, str]:
    assert page.grid.rows is not None
    return {page.grid.model.text(row)[1]: page.grid.model.text(row)[2] for row in range(len(page.grid.rows))}


def menu_at(clerk: Clerk, digit: Qt.Key) -> None:
    """Choose in the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, digit)
    clerk.shell.activateWindow()


def focused() -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found
