"""Printing: the preview is the file is the paper; pages out of sight are no pictures; nothing stays behind."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPageLayout
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas

from hfp_desk import home, scratch
from hfp_desk.problems import SILENT, Cancelled, Refusal
from hfp_desk.records import TREATMENT, Event, Place
from hfp_desk.store.listing import View
from hfp_desk.store.scopes import Scope
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key, press, write
from ui import pages
from ui.pages.print_page import PrintPage
from ui.pages.print_request import LIST, PrintRequest
from ui.pages.printing.document import Document
from ui.pages.printing.preview import Fit, Preview
from ui.pages.printing.printer import layout_of, print_pages, printer_for, target_on

MANY = 300


PAGES = {pages.PRINT: PrintPage}


@pytest.fixture
def page(clerk: Clerk) -> PrintPage:
    patient(clerk)
    found = clerk.go(pages.PRINT)
    assert isinstance(found, PrintPage)
    return found


def look(clerk: Clerk, page: PrintPage) -> None:
    """F5, and wait for paper and pictures."""
    clerk.press(Key.Key_F5)
    clerk.settle()


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    found = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return str(found)


def paper(path: Path, count: int = 3, size: tuple[float, float] = A4) -> Path:
    """A PDF whose pages say their number."""
    canvas = Canvas(str(path), pagesize=size)
    for number in range(1, count + 1):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(100, 400, f"page {number}")
        canvas.showPage()
    canvas.save()
    return path


class Looked:
    """A preview over a document, given its pictures at once."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.document = Document(path)
        self.asked: list[int] = []
        self.preview = Preview()
        qtbot.addWidget(self.preview)
        self.preview.resize(800, 600)
        self.preview.wanted.connect(self._give)
        self.preview.show()
        self.preview.show_pages(self.document.sizes)

    def _give(self, page: int, scale: float) -> None:
        self.asked.append(page)
        self.preview.put(page, scale, self.document.image(page, scale))


@pytest.fixture
def looked(qtbot: QtBot, tmp_path: Path) -> Iterator[Looked]:
    made = Looked(qtbot, paper(tmp_path / "many.pdf", MANY))
    yield made
    made.document.close()


def test_preview_is_file(clerk: Clerk, page: PrintPage, tmp_path: Path) -> None:
    look(clerk, page)
    assert page.paper is not None
    assert page.preview.count == page.paper.printed.pages == 1
    assert page.preview.pictures == 1
    assert "李玥" in text_of(page.paper.document.path)
    assert printed() == []
    page.save()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "台账.pdf"))
    dialog.close()
    clerk.settle()
    assert (tmp_path / "台账.pdf").read_bytes() == page.paper.document.path.read_bytes()
    [event] = printed()
    assert (event.subject, event.people, event.reason) == ("大病专项救治台账", 1, "打印存档")


def printed() -> list[Event]:
    return list(Event.select().where(Event.action == "print"))


def test_the_scope_says_whose_paper_it_is(clerk: Clerk, page: PrintPage) -> None:
    patient(clerk, "周某", "360982196001010015", "永泰镇")
    page.panel.town.setFocus()
    write(page.panel.town, "永泰")
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert page.paper is not None
    assert page.paper.printed.count == 1
    assert "周某" in text_of(page.paper.document.path)
    page.panel.clear()
    assert page.bar.words.text() == "范围已改动，按 F5 重新预览"
    look(clerk, page)
    assert page.bar.words.text() == "大病专项救治台账 · 2 条"


def test_a_village_is_offered_within_its_township(clerk: Clerk, page: PrintPage) -> None:
    page.panel.town.setFocus()
    write(page.panel.town, "临江")
    page.panel.town.settle()
    offered = {choice.hint for choice in page.panel._find_places("5", "")}
    assert offered == {"临江镇"}
    write(page.panel.person, "没有这个人")
    page.panel.person.editingFinished.emit()
    assert page.panel.person.text() == ""


def test_nothing_to_print_is_said_in_place(clerk: Clerk, page: PrintPage) -> None:
    page.panel.since.setText("2031-01-01")
    look(clerk, page)
    assert page.empty.sentence.startswith("所选范围内没有可以打印的")
    assert page.paper is None
    page.panel.since.setText("某日")
    look(clerk, page)
    assert "某日" in page.panel.wrong.text()


def test_another_page_asks_for_one_person(clerk: Clerk, page: PrintPage) -> None:
    clerk.go(pages.PRINT, PrintRequest("help-sheet", Scope(persons=(1,))))
    assert (page.panel.title, page.panel.person.text()) == ("健康扶贫帮扶表", "李玥")
    assert page.paper is not None
    assert page.paper.printed.count == 1


def test_a_list_is_printed_as_it_was_seen(clerk: Clerk, page: PrintPage) -> None:
    clerk.go(pages.PRINT, PrintRequest(LIST, view=View(TREATMENT), title="救治台账", conditions="乡镇 临江镇"))
    assert page.panel.title == "救治台账清单"
    assert not page.panel.town.isEnabled()
    assert page.paper is not None
    words = text_of(page.paper.document.path)
    assert all(part in words for part in ("救治台账", "条件：乡镇 临江镇", "李玥", "肺癌"))
    page.panel.show_form("settlement-ledger")
    assert page.panel.town.isEnabled()


def test_characters_no_font_has_are_named(clerk: Clerk, page: PrintPage) -> None:
    place = Place.get(Place.level == "4")
    patient(clerk, "李\ue123", "360982196001010015", place.name)
    look(clerk, page)
    assert page.missing.isVisible()
    assert "E123" in page.missing.text


def test_only_pages_in_sight_are_pictures(looked: Looked) -> None:
    preview = looked.preview
    preview.go(MANY - 1)
    preview.go(150)
    assert preview.page == 150
    assert set(looked.asked) <= {0, 1, 149, 150, 151, 152, 298, 299}
    assert preview.pictures < 9


def test_keys_turn_pages_and_zoom(looked: Looked) -> None:
    preview = looked.preview
    preview.setFocus()
    for key, there in ((Key.Key_PageDown, 1), (Key.Key_PageDown, 2), (Key.Key_PageUp, 1), (Key.Key_End, MANY - 1)):
        press(preview, key)
        assert preview.page == there
    press(preview, Key.Key_Home)
    before = preview.factor
    preview.step_zoom(True)
    assert preview.factor > before
    assert preview.fit is None
    preview.go(40)
    preview.zoom(Fit.PAGE)
    assert preview.page == 40
    assert preview.factor < before


def test_a_picture_of_a_paper_put_away_is_not_shown(looked: Looked) -> None:
    looked.preview.wanted.disconnect()
    looked.preview.show_pages(looked.document.sizes[:2])
    looked.preview.put(0, 99.0, QImage(8, 8, QImage.Format.Format_RGB32))
    assert looked.preview.pictures == 0


def test_the_pages_sent_are_the_pages_seen(qtbot: QtBot, tmp_path: Path) -> None:
    path = paper(tmp_path / "ledger.pdf", 3, landscape(A3))
    document = Document(path)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(document.sizes[0]))
    printer.setFromTo(2, 3)
    assert print_pages(path, printer, SILENT) == 2
    out = Document(tmp_path / "out.pdf")
    assert len(out.sizes) == 2
    assert out.sizes[0] == pytest.approx(document.sizes[0], abs=1.5)
    sent, seen = (one.image(page, 0.25) for one, page in ((out, 0), (document, 1)))
    assert [_dark(sent, part) for part in range(4)] == [_dark(seen, part) for part in range(4)]
    out.close()
    document.close()


def _dark(picture: QImage, part: int) -> bool:
    """Whether anything is printed in a quarter of a page."""
    wide, high = picture.width() // 2, picture.height() // 2
    left, top = (part % 2) * wide, (part // 2) * high
    dots = ((x, y) for x in range(left, left + wide) for y in range(top, top + high))
    return any(picture.pixelColor(x, y).lightness() < 128 for x, y in dots)


def test_a_stopped_print_job_ends_at_the_next_page(qtbot: QtBot, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, note: str = "") -> None:
            if done:
                raise Cancelled

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with pytest.raises(Cancelled):
        print_pages(paper(tmp_path / "a.pdf"), printer, Stop())


def test_a_page_keeps_its_size_unless_the_paper_is_smaller(qtbot: QtBot) -> None:
    a4 = QRectF(0, 0, 2480, 3508)
    assert target_on(a4, A4, 300) == QRect(0, 0, 2480, 3508)
    small = target_on(a4, A3, 300)
    assert (small.width(), small.height()) == (2480, 3507)
    assert layout_of(landscape(A3)).orientation() is QPageLayout.Orientation.Landscape


def test_without_a_printer_the_way_out_is_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    with pytest.raises(Refusal, match="另存 PDF"):
        printer_for([A4], "台账")


def test_a_paper_put_away_leaves_no_file(clerk: Clerk, page: PrintPage) -> None:
    look(clerk, page)
    assert page.paper is not None
    first = page.paper.document.path
    look(clerk, page)
    assert page.paper.document.path != first
    assert not first.exists()


def test_temporary_files_are_wiped_at_exit_and_after_a_crash(tmp_path: Path) -> None:
    top = home.folder() / "temporary"
    left = top / "4711-left"
    left.mkdir(parents=True)
    (left / "台账.pdf").write_bytes(b"x")
    code = "from hfp_desk import scratch; p = scratch.fresh('a.pdf'); p.write_bytes(b'x'); print(p)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not left.exists()
    assert not Path(told.stdout.strip()).exists()
    assert list(top.iterdir()) == []


def test_a_running_program_keeps_its_temporary_files(tmp_path: Path) -> None:
    mine = scratch.fresh("a.pdf")
    mine.write_bytes(b"x")
    code = "from hfp_desk import scratch; scratch.fresh('b.pdf')"
    folder = str(mine.parent.parent.parent.parent)
    subprocess.run([sys.executable, "-c", code], env={"HFP_DESK_HOME": folder, "PATH": ""}, check=True)
    assert mine.exists()
    scratch.wipe(mine)
    assert not mine.parent.exists()
