"""The line under a grid: totals at the left, how many are ticked and the column chooser at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.rows import Rows
from ui.tasks import Tasks
from ui.widgets.parts import button, label, tight


class GridFoot(QWidget):
    """Totals are summed in a task when there are ``tasks``: a million rows must not hold up the window."""

    untick_asked = Signal()
    columns_asked = Signal()

    def __init__(self, tasks: Tasks | None = None) -> None:
        super().__init__()
        self._tasks = tasks
        self._wanted: Rows | None = None
        self._text = ""
        self._waiting = ""
        self._totals = label(tone="quiet")
        self._totals.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._ticked = label(tone="accent")
        self._untick = button("取消勾选", done=self.untick_asked.emit, look="link")
        self.chooser = button(icon="columns", done=self.columns_asked.emit, look="bare", hint="选择栏目")
        row = QHBoxLayout(self)
        tight(row, (12, 4, 8, 4), 8)
        row.addWidget(self._totals, 1)
        row.addWidget(self._ticked)
        row.addWidget(self._untick)
        row.addWidget(self.chooser)
        self.say_ticked(0)

    @property
    def totals(self) -> str:
        """The words at the left."""
        return self._totals.text()

    def sum_up(self, rows: Rows) -> None:
        """Show the totals of ``rows``, when they are known."""
        self._wanted = rows
        if self._tasks is None:
            self._say(rows.totals())
        else:
            self._say(f"{len(rows):,} 条 · 正在合计…")
            self._tasks.run(lambda _progress: (rows, rows.totals() if self._wanted is rows else ""), self._known)

    def wait(self, words: str = "") -> None:
        """Say what is being waited for in place of the totals; nothing shows them again."""
        self._waiting = words
        self._totals.setText(words or self._text)

    def say_ticked(self, count: int) -> None:
        """Show how many are ticked."""
        self._ticked.setText(f"已勾选 {count:,} 条")
        self._ticked.setVisible(count > 0)
        self._untick.setVisible(count > 0)

    def _known(self, found: tuple[Rows, str]) -> None:
        rows, text = found
        if self._wanted is rows:
            self._say(text)

    def _say(self, text: str) -> None:
        self._text = text
        if not self._waiting:
            self._totals.setText(text)
