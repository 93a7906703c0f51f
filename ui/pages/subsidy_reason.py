"""The line in which a clerk says why so many lose their subsidy at once, before the comparison goes on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.widgets.parts import button, label, tight


class ReasonLine(QWidget):
    """``given`` carries the words; without any the cursor stays."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText("写明原因，如：某乡镇整体划出，有文件依据")
        self.line.setAccessibleName("核对说明")
        row = QHBoxLayout(self)
        tight(row, spacing=8)
        row.addWidget(label("核对说明", "quiet"))
        row.addWidget(self.line, 1)
        row.addWidget(button("名单完整，继续比对", done=self.give, look="primary"))
        self.line.returnPressed.connect(self.give)
        self.setFocusProxy(self.line)
        self.hide()

    def give(self) -> None:
        """Enter: hand the words over."""
        words = self.line.text().strip()
        if words:
            self.given.emit(words)
        else:
            self.line.setFocus()
