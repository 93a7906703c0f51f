"""The wall chart on the screen: the sheet that is printed, of the chart, the size and the day chosen in one line."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from hfp_desk.papers.wall_charts import TREATMENT
from tests.domain.clinics import DAY, clinic, committee, doctor, licence
from tests.domain.listed import place
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key
from ui import pages
from ui.pages.print_request import WallChart
from ui.pages.printing.preview import Fit
from ui.pages.wall_chart_page import WallChartPage

PAGES = {pages.WALL_CHART: WallChartPage}


@pytest.fixture
def told(clerk: Clerk) -> Clerk:
    patient(clerk)
    register = clerk.office.register
    for number in range(2):
        village = committee(number)
        clinic(register, village, standard=True)
        if not number:
            licence(register, doctor(register, village), "2021-03")
    return clerk


def text(page: WallChartPage) -> str:
    assert page.paper is not None
    with pypdfium2.PdfDocument(page.paper.document.path) as document:
        return str(document[0].get_textpage().get_text_range())


def size(page: WallChartPage) -> tuple[int, ...]:
    assert page.paper is not None
    return tuple(round(side / 72 * 25.4) for side in page.paper.document.sizes[0])


def test_it_shows_the_whole_chart_of_the_day_asked_for(told: Clerk) -> None:
    page = told.go(pages.WALL_CHART, WallChart(day=DAY))
    assert "村级医疗卫生覆盖挂图作战图" in text(page)
    assert "截至 2020年3月31日" in text(page)
    assert size(page) == (841, 594)
    assert page.preview.fit is Fit.PAGE
    assert page.preview.pictures == 1


def test_opened_by_itself_it_shows_today(told: Clerk) -> None:
    page = told.go(pages.WALL_CHART)
    assert f"{page.day.value.year}年" in text(page)


def test_chart_size_and_day_are_chosen_over_the_preview(told: Clerk) -> None:
    page = told.go(pages.WALL_CHART, WallChart(day=DAY))
    page.sizes["-a3"].click()
    told.settle()
    assert size(page) == (420, 297)
    page.charts[TREATMENT].click()
    told.settle()
    assert "大病专项救治进度挂图作战图" in text(page)
    assert size(page) == (420, 297)
    page.day.begin()
    told.type("20200401")
    told.settle()
    assert "截至 2020年4月1日" in text(page)


def test_a_township_alone_and_nothing_to_show(told: Clerk) -> None:
    page = told.go(pages.WALL_CHART, WallChart(day=DAY, towns=(place("临江镇").id,)))
    assert "临江镇" in text(page)
    page = told.go(pages.WALL_CHART, WallChart(day=DAY, towns=(place("永泰镇").id,)))
    assert page.paper is None
    assert page.empty.isVisible()


def test_it_is_kept_as_pdf_by_its_key(told: Clerk, tmp_path: Path) -> None:
    page = told.go(pages.WALL_CHART, WallChart(day=DAY))
    told.press(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert "作战图" in Path(dialog.selectedFiles()[0]).name
    dialog.fileSelected.emit(str(tmp_path / "作战图.pdf"))
    dialog.close()
    told.settle()
    assert (tmp_path / "作战图.pdf").read_bytes() == page.paper.document.path.read_bytes()
