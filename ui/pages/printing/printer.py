"""Putting a PDF on paper: its pages as pictures at the printer's own fineness, the same pages the preview shows.

Runs as a job: painting on a printer needs no window. A page keeps its size; it is made smaller only when the paper
in the printer is smaller.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from hfp_desk.problems import Progress, Refusal
from ui.pages.printing.document import POINTS, Document

FINEST = 300
"""Dots an inch: finer than this no office printer shows a difference, and an A3 page would take half a gigabyte."""


def printer_for(sizes: Sequence[tuple[float, float]], title: str) -> QPrinter:
    """A printer set to the paper of these pages; Refusal when the workstation has none."""
    if not QPrinterInfo.availablePrinterNames():
        raise Refusal("这台电脑没有安装打印机。", "请点“另存 PDF”，把文件拿到能打印的电脑上打印。")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(sizes[0]))
    printer.setFromTo(1, len(sizes))
    return printer


def layout_of(size: tuple[float, float]) -> QPageLayout:
    """Paper and orientation for a page of this size in points, without margins: the page has its own."""
    width, height = sorted(size)
    turned = size[0] > size[1]
    way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    paper = QPageSize(QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    return QPageLayout(paper, way, QMarginsF(0, 0, 0, 0))


def print_pages(path: Path, printer: QPrinter, progress: Progress) -> int:
    """Print the chosen pages of a PDF; how many were sent. ``Cancelled`` stops the printer."""
    document = Document(path)
    painter = QPainter()
    try:
        pages = chosen(printer, len(document.sizes))
        if not painter.begin(printer):
            raise Refusal("打印机没有接受这份文件。", "请检查打印机是否开机、有没有纸，再点“打印”。")
        for done, page in enumerate(pages):
            progress.step(done, len(pages), f"第 {page + 1} 页")
            if done:
                printer.setPageLayout(_kept(printer, document.sizes[page]))
                printer.newPage()
            _draw(painter, printer, document, page)
        progress.step(len(pages), len(pages))
        return len(pages)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
        document.close()


def chosen(printer: QPrinter, count: int) -> list[int]:
    """The pages asked for in the dialog, repeated for copies where the printer cannot do that itself."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    pages = list(range(max(first, 1) - 1, min(last, count)))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    return pages * (1 if printer.supportsMultipleCopies() else max(1, printer.copyCount()))


def _kept(printer: QPrinter, size: tuple[float, float]) -> QPageLayout:
    """The paper chosen in the dialog, turned as this page needs it."""
    layout = printer.pageLayout()
    layout.setOrientation(layout_of(size).orientation())
    return layout


def _draw(painter: QPainter, printer: QPrinter, document: Document, page: int) -> None:
    dots = min(printer.resolution(), FINEST)
    picture = document.image(page, dots / POINTS)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    painter.drawImage(target_on(paper, document.sizes[page], printer.resolution()), picture)


def target_on(paper: QRectF, size: tuple[float, float], resolution: int) -> QRect:
    """Where a page of ``size`` points goes on the paper: in the middle, as large as it is, smaller when it must be."""
    width, height = (side * resolution / POINTS for side in size)
    shrunk = min(1.0, paper.width() / width, paper.height() / height)
    shrunk = 1.0 if shrunk > 0.99 else shrunk
    across, down = round(width * shrunk), round(height * shrunk)
    return QRect(round((paper.width() - across) / 2), round((paper.height() - down) / 2), across, down)
