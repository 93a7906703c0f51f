"""统计分析: 交叉表, 趋势, 金字塔, 通报 and 工作分析, each a table and a chart; every figure opens its list.

Ctrl+G goes to the next kind, F5 counts anew, Enter opens a figure, F7 prints, Ctrl+C copies the table or the picture.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages.group_tabs import GroupTabs
from ui.pages.jump import StatisticsOf
from ui.pages.statistics.cross_view import CrossView
from ui.pages.statistics.frame import StatisticView
from ui.pages.statistics.pyramid_view import PyramidView
from ui.pages.statistics.report_views import AnalysisView, CircularView
from ui.pages.statistics.trend_view import TrendView
from ui.pages.tabs import RETURN_TABS, PageTabs
from ui.widgets.parts import action, tight

_MADE: tuple[tuple[str, Callable[[Desk, Office], StatisticView]], ...] = (
    ("交叉表", CrossView),
    ("趋势", TrendView),
    ("金字塔", PyramidView),
    ("通报", CircularView),
    ("工作分析", AnalysisView),
)
KINDS = tuple(title for title, _ in _MADE)
"""The kinds of statistics, in the order of their tabs."""


class StatisticsPage(Page):
    """``open_at`` takes the name of a kind, or ``StatisticsOf`` a list; a kind is built when it is first seen."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "报表统计 · 统计分析")
        self.office = office
        self._views: dict[int, StatisticView] = {}
        self.kinds = GroupTabs(KINDS)
        self.kinds.setAccessibleName("统计方式")
        self.kinds.setToolTip("换统计方式（Ctrl+G）")
        self.stack = QStackedWidget()
        count = self.deed("统计", "refresh", done=self.refresh)
        count.setToolTip("统计（F5）")
        self.deed("导出", "export", "Ctrl+Shift+E", lambda: self.view.export())
        self.deed("复制图片", "copy", "Ctrl+Shift+C", lambda: self.view.chart.copy())
        self.deed("打印", "print", "F7", lambda: self.view.print(), primary=True)
        action(self, "换统计方式", "", "Ctrl+G", self.kinds.turn)
        action(self, "选内容", "", "Ctrl+T", lambda: self.view.choosing.begin())
        column, line = QVBoxLayout(self), QHBoxLayout()
        tight(column, (16, 0, 16, 12), 8)
        tight(line, spacing=12)
        line.addWidget(PageTabs(desk, pages.STATISTICS, RETURN_TABS), 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.kinds)
        column.addWidget(self.stack, 1)
        self.kinds.currentChanged.connect(self._turn)

    @property
    def view(self) -> StatisticView:
        """The kind that is seen."""
        place = self.kinds.currentIndex()
        if place not in self._views:
            made = self._views[place] = _MADE[place][1](self.desk, self.office)
            self.stack.addWidget(made)
        return self._views[place]

    def open_at(self, target: object) -> None:
        """The name of a kind, or a list that is to be told apart."""
        if isinstance(target, StatisticsOf):
            self.kinds.setCurrentIndex(KINDS.index("交叉表"))
            view = self.view
            if isinstance(view, CrossView):
                view.take(target)
        elif isinstance(target, str) and target in KINDS:
            self.kinds.setCurrentIndex(KINDS.index(target))

    def refresh(self) -> None:
        """F5: count anew."""
        self.view.load()

    def showEvent(self, event: QShowEvent) -> None:
        """The kind that is seen, counted."""
        super().showEvent(event)
        self._turn()

    def _turn(self) -> None:
        view = self.view
        self.stack.setCurrentWidget(view)
        self.setFocusProxy(view.table)
        if view.told is None:
            view.load()
