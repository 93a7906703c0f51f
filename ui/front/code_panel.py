"""The recovery code, large and in groups, with the sheet to save: shown once, at the first start or renewed."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.papers.recovery import TITLE, RecoverySheet, save
from ui.front.files import PAPERS, save_file
from ui.tasks import Tasks
from ui.widgets.parts import button, label, tight

_IN_A_ROW = 3


class CodePanel(QWidget):
    """``kept`` says whether the code is safe: the sheet was saved, or the clerk says it was written down."""

    kept = Signal(bool)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, sheet: RecoverySheet) -> None:
        super().__init__()
        self._tasks = tasks
        self._sheet = sheet
        self._saved: Path | None = None
        self.save_button = button("保存恢复单 PDF…", "save", self._ask)
        self.open_button = button("打开去打印", "print", self._open)
        self.open_button.hide()
        self.tick = QCheckBox("恢复码已打印或抄写，并已装袋封存")
        self._words = label("保存后请立即打印、封存，并删除这个 PDF 文件。", "quiet", "small", wrap=True)
        self.tick.toggled.connect(lambda _: self.kept.emit(self.safe))
        column = QVBoxLayout(self)
        tight(column, spacing=12)
        column.addWidget(_groups(sheet.code))
        column.addLayout(self._buttons())
        column.addWidget(self._words)
        column.addWidget(self.tick)

    @property
    def safe(self) -> bool:
        """Whether the code would survive closing this panel."""
        return self._saved is not None or self.tick.isChecked()

    def save_to(self, target: Path) -> None:
        """Draw the sheet on the worker."""
        self.save_button.setEnabled(False)
        self._tasks.run(lambda _: save(self._sheet, target), self._done, self._not_done)

    def _done(self, target: Path) -> None:
        self._saved = target
        self._words.setText(f"已保存到 {target}。请立即打印、封存，并删除这个 PDF 文件。")
        self.save_button.setEnabled(True)
        self.open_button.show()
        self.kept.emit(self.safe)

    def _not_done(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.failed.emit(error)

    def _ask(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        save_file(self, "保存恢复单", Path(documents) / f"{TITLE}-{self._sheet.register}.pdf", PAPERS, self.save_to)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, spacing=8)
        row.addWidget(self.save_button)
        row.addWidget(self.open_button)
        row.addStretch(1)
        return row


def _groups(code: str) -> QFrame:
    box = QFrame()
    box.setProperty("notice", "info")
    grid = QGridLayout(box)
    tight(grid, (16, 16, 16, 16), 12)
    for place, group in enumerate(code.split("-")):
        grid.addWidget(label(group, level="code"), place // _IN_A_ROW, place % _IN_A_ROW, Qt.AlignmentFlag.AlignCenter)
    box.setAccessibleName(f"恢复码 {code}")
    return box
