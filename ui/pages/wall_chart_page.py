"""挂图作战图 on the screen: the very sheet that is printed, whole or close up; F7 prints it, Ctrl+S keeps the PDF.

The keys of the preview turn and zoom (Ctrl with + - 0). The chart, its size and its day are chosen in one line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from hfp_desk.papers.wall_charts import COVERAGE, TREATMENT
from hfp_desk.store.scopes import Scope
from ui import style
from ui.desk import Desk
from ui.office import Office
from ui.pages.day_choice import DayChoice
from ui.pages.print_page import PrintPage
from ui.pages.print_request import PrintRequest, WallChart
from ui.pages.printing.preview import Fit
from ui.widgets.parts import button, label, tight

_CHARTS = {COVERAGE: "村级覆盖", TREATMENT: "救治进度"}
_SIZES = {"": "A1", "-a3": "A3"}


class WallChartPage(PrintPage):
    """``open_at`` takes a ``WallChart`` or a day."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self.retitle("挂图作战图")
        self._asked = WallChart()
        self._size = ""
        self._seen = False
        self.day = DayChoice(date.today())
        self.charts = {name: button(text, look="chip", done=self._chooser(name)) for name, text in _CHARTS.items()}
        self.sizes = {name: button(text, look="chip", done=self._sizer(name)) for name, text in _SIZES.items()}
        self.panel.hide()
        self._line()
        self.day.chosen.connect(self._on)
        self.setFocusProxy(self.preview)
        self.preview.zoom(Fit.PAGE)

    def open_at(self, target: object) -> None:
        """Show the chart another page asked for."""
        if isinstance(target, date):
            target = replace(self._asked, day=target)
        if isinstance(target, WallChart):
            self._asked = target
            self.day.put(target.day or date.today())
            self.refresh()

    def refresh(self) -> None:
        """F5: set the chart anew."""
        self._seen = True
        self.panel.show_form(self._asked.chart + self._size)
        self.panel.show_scope(Scope(towns=self._asked.towns, until=self.day.value))
        for chosen, chips in ((self._asked.chart, self.charts), (self._size, self.sizes)):
            for name, chip in chips.items():
                style.say(chip, "set", "true" if name == chosen else "false")
        super().refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Opened by itself it shows the coverage of today."""
        super().showEvent(event)
        if not self._seen:
            self.refresh()

    def _request(self) -> PrintRequest:
        return PrintRequest(self._asked.chart + self._size, Scope(towns=self._asked.towns, until=self.day.value))

    def _on(self, day: date) -> None:
        self.open_at(day)

    def _chooser(self, chart: str) -> Callable[[], None]:
        return lambda: self.open_at(replace(self._asked, chart=chart, day=self.day.value))

    def _sizer(self, size: str) -> Callable[[], None]:
        def choose() -> None:
            self._size = size
            self.refresh()

        return choose

    def _line(self) -> None:
        """The choice over the preview."""
        row = QHBoxLayout()
        tight(row, (0, 0, 0, 8), 8)
        for chip in self.charts.values():
            row.addWidget(chip)
        row.addSpacing(12)
        row.addWidget(self.day)
        row.addSpacing(12)
        row.addWidget(label("纸张", "quiet"))
        for chip in self.sizes.values():
            row.addWidget(chip)
        row.addStretch(1)
        self.over.insertLayout(0, row)
