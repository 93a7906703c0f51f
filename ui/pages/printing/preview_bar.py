"""The line over the preview: which page of how many, how large, and whether characters are missing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui import style
from ui.pages.printing.preview import Fit, Preview
from ui.widgets.parts import button, label, tight


class PreviewBar(QWidget):
    """Turns the pages of a ``Preview`` and follows it."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview
        self.words = label(tone="quiet")
        self.number = QLineEdit()
        self.number.setFixedWidth(56)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setAccessibleName("页码")
        self.number.returnPressed.connect(self._typed)
        self.total = label(tone="quiet")
        self.before = button(icon="left", done=lambda: preview.go(preview.page - 1), look="bare", hint="上一页（PgUp）")
        self.after = button(icon="right", done=lambda: preview.go(preview.page + 1), look="bare", hint="下一页（PgDn）")
        self.percent = label(tone="quiet")
        self.percent.setFixedWidth(44)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fits = {fit: button(fit.value, done=self._fitting(fit), look="chip") for fit in Fit}
        self._arrange()
        preview.turned.connect(self._turned)
        preview.zoomed.connect(self._zoomed)
        self._turned(0)
        self._zoomed()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        tight(row, (12, 4, 12, 4), 4)
        row.addWidget(self.words, 1)
        for piece in (self.before, label("第"), self.number, self.total, self.after):
            row.addWidget(piece)
        row.addSpacing(16)
        row.addWidget(button("－", done=lambda: self._preview.step_zoom(False), look="bare", hint="缩小（Ctrl+-）"))
        row.addWidget(self.percent)
        row.addWidget(button("＋", done=lambda: self._preview.step_zoom(True), look="bare", hint="放大（Ctrl++）"))
        row.addSpacing(8)
        for chip in self.fits.values():
            row.addWidget(chip)

    def _fitting(self, fit: Fit) -> Callable[[], None]:
        return lambda: self._preview.zoom(fit)

    def _turned(self, page: int) -> None:
        count = self._preview.count
        self.number.setText(str(page + 1) if count else "")
        self.number.setValidator(QIntValidator(1, max(count, 1), self.number))
        self.number.setEnabled(count > 0)
        self.total.setText(f"页，共 {count:,} 页")
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < count)

    def _zoomed(self) -> None:
        self.percent.setText(f"{self._preview.factor:.0%}")
        for fit, chip in self.fits.items():
            style.say(chip, "set", "true" if self._preview.fit is fit else "false")

    def _typed(self) -> None:
        if self.number.hasAcceptableInput():
            self._preview.go(int(self.number.text()) - 1)
        else:
            self._turned(self._preview.page)
        self._preview.setFocus()
