"""Remarks on a file or a sheet: one line each, with the picture of how grave it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from hfp_desk.problems import Problem, Severity
from ui import style
from ui.widgets.parts import label, picture, tight

ICONS = {Severity.ERROR: ("error", "error"), Severity.WARNING: ("warning", "warn"), Severity.NOTE: ("info", "quiet")}
_NOTICES = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.NOTE: "info"}


class Notes(QFrame):
    """Some remarks in a tinted box, coloured by the gravest; hidden when there are none."""

    def __init__(self, most: int = 3) -> None:
        super().__init__()
        self._most = most
        self._column = QVBoxLayout(self)
        tight(self._column, (12, 6, 12, 6), 4)
        self.texts: tuple[str, ...] = ()
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these, the gravest first; what does not fit is counted."""
        while (item := self._column.takeAt(0)) is not None:
            row = item.layout()
            while row is not None and (piece := row.takeAt(0)) is not None:
                widget = piece.widget()
                if widget is not None:
                    widget.deleteLater()
        grave = sorted(problems, key=lambda problem: list(Severity).index(problem.severity))
        self.texts = tuple(problem.message for problem in grave)
        for problem in grave[: self._most]:
            self._add(*ICONS[problem.severity], problem.message)
        if len(grave) > self._most:
            self._add("info", "quiet", f"另有 {len(grave) - self._most} 条提示，见回执。")
        if grave:
            style.say(self, "notice", _NOTICES[grave[0].severity])
        self.setVisible(bool(grave))

    def _add(self, icon: str, tone: str, text: str) -> None:
        row = QHBoxLayout()
        tight(row, spacing=8)
        row.addWidget(picture(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, wrap=True), 1)
        self._column.addLayout(row)
