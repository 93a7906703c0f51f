"""The strip above the status line while a job runs: what, how far, and 取消. It never blocks the window."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from ui.tasks import Task, Tasks
from ui.widgets.parts import button, label, tight

_PATIENCE = 250


class ProgressStrip(QFrame):
    """Shows the titled job of ``tasks`` once it has run for a quarter of a second."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("band", "foot")
        self._task: Task | None = None
        self._words = label()
        self._note = label(tone="quiet", level="small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self.cancel_button = button("取消", done=self._cancel)
        row = QHBoxLayout(self)
        tight(row, (16, 4, 12, 4), 12)
        row.addWidget(self._words)
        row.addWidget(self._bar)
        row.addWidget(self._note, 1)
        row.addWidget(self.cancel_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self.show)
        tasks.started.connect(self._started)
        self.hide()

    def _started(self, task: Task) -> None:
        if not task.title:
            return
        self._task = task
        self._words.setText(f"正在{task.title}…")
        self._note.clear()
        self._bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        task.progressed.connect(self._moved)
        task.finished.connect(self._finished)
        self._timer.start()

    def _moved(self, done: int, total: int, note: str) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        count = f"{done:,} / {total:,}" if total else ""
        self._note.setText("　".join(part for part in (count, note) if part))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._words.setText("正在停止…")
            self.cancel_button.setEnabled(False)

    def _finished(self) -> None:
        if self._task is not None and self.sender() in (self._task, None):
            self._task = None
            self._timer.stop()
            self.hide()
