"""导出下发模板 from the lists: a workbook a township, of the townships the list is filtered by, and the way back in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hfp_desk.excel.importing import prepare
from tests.domain.clinics import clinic, committee
from tests.domain.listed import place
from tests.ui.clerk import Clerk
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages.coverage_page import CoveragePage
from ui.pages.institutions_page import InstitutionsPage

PAGES: dict[str, Callable[[Desk, Office], Page]] = {pages.INSTITUTIONS: InstitutionsPage, pages.COVERAGE: CoveragePage}
WORDS = "导出下发模板：村卫生室及乡村医生核对表"


@pytest.fixture
def told(clerk: Clerk) -> Clerk:
    for town in ("临江镇", "永泰镇"):
        clinic(clerk.office.register, committee(0, town))
    return clerk


def test_the_townships_of_the_filter_get_a_workbook_each(told: Clerk, tmp_path: Path) -> None:
    page = told.go(pages.INSTITUTIONS, {"town": (str(place("临江镇").id),)})
    [entry] = [one for one in page.exports.actions() if one.text().endswith(WORDS)]
    entry.trigger()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    told.settle()
    [path] = tmp_path.glob("*.xlsx")
    assert path.name.startswith("临江镇_")
    assert "已为 1 个乡镇各写出一份" in told.shell.toast.text
    assert [sheet.data_rows for sheet in prepare(told.office.register, path).sheets] == [1, 0, 0]


def test_the_page_of_villages_offers_all_that_concerns_them(told: Clerk) -> None:
    page = told.go(pages.COVERAGE)
    offered = [one.text().partition("：")[2] for one in page.out.exports.actions() if "下发模板" in one.text()]
    assert offered == ["村卫生室及乡村医生核对表", "空白点和替代安排核对表"]


def test_who_sees_names_masked_is_offered_none(told: Clerk, qtbot: QtBot) -> None:
    register = told.office.register
    register.db.execute_sql('UPDATE "user" SET "roles"=\'query\'')
    other = Clerk(qtbot, register, PAGES)
    page = other.go(pages.INSTITUTIONS)
    assert len(page.exports.actions()) == 2
    assert not [one for one in page.exports.actions() if "下发模板" in one.text()]
    other.stop()
