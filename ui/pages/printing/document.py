"""A PDF as pictures of its pages. Used by jobs only: pdfium must be spoken to by one thread."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from hfp_desk.problems import Refusal

POINTS = 72
"""Points in an inch: the unit of page sizes."""
_LARGEST = 60_000_000  # pixels of one picture: 240 MB


class Document:
    """A PDF, read whole so that its file can be wiped at any time; ``sizes`` are those of its pages in points."""

    def __init__(self, path: Path) -> None:
        import pypdfium2

        self.path = path
        try:
            self._pdf: Any = pypdfium2.PdfDocument(path.read_bytes())
        except (pypdfium2.PdfiumError, OSError):
            raise Refusal(f"“{path.name}”打不开，不能显示。", "请重新点“预览”。") from None
        self.sizes: tuple[tuple[float, float], ...] = tuple(
            tuple(self._pdf.get_page_size(number)) for number in range(len(self._pdf))
        )

    def image(self, page: int, scale: float) -> QImage:
        """Page ``page`` (from 0), ``scale`` pixels a point, on white."""
        width, height = self.sizes[page]
        scale = min(scale, (_LARGEST / max(width * height, 1)) ** 0.5)
        sheet = self._pdf[page]
        try:
            bitmap = sheet.render(scale=scale, may_draw_forms=False, prefer_bgrx=True)
        finally:
            sheet.close()
        shared = QImage(memoryview(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, _FORMAT)
        owned = shared.copy()
        bitmap.close()
        return owned

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()


_FORMAT = QImage.Format.Format_RGB32
