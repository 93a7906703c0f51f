"""How every kind of statistic is laid out: what is chosen at the left, the table and its chart beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from hfp_desk import file_names
from hfp_desk.problems import Progress, Refusal
from hfp_desk.store.statistics import Statistic
from ui import pages, style
from ui.desk import Desk
from ui.office import Office
from ui.pages import seen_export
from ui.pages.jump import LIST_OF
from ui.pages.narrowing import Narrow
from ui.pages.print_request import LIST, PrintRequest
from ui.pages.seen_export import Export
from ui.pages.statistics.figure_table import FigureTable
from ui.widgets.chart import ChartView
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import label, scrolled, tight

_PANEL, _SHARE = 270, 67
Counted = tuple[Statistic, Any]
"""A statistic, and what its figures are opened by."""
_START = "选好左边的内容，按 F5 统计"


class Choosing(QFrame):
    """The panel at the left: labels over what is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setFixedWidth(int(_PANEL * style.current().body / 13))
        self._fields: list[QWidget] = []
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        tight(self._column, (14, 12, 14, 12), 4)
        outer = QVBoxLayout(self)
        tight(outer, (1, 1, 1, 1))
        outer.addWidget(scrolled(inner))

    def add(self, words: str, widget: QWidget) -> None:
        """A field under its label."""
        if words:
            self._column.addWidget(label(words, "quiet", "small"))
            widget.setAccessibleName(words)
        self._fields.append(widget)
        self._column.addWidget(widget)
        self._column.addSpacing(6)

    def end(self) -> None:
        """What is left stays empty."""
        self._column.addStretch(1)

    def swap(self, old: QWidget, new: QWidget) -> None:
        """Another widget in the place of one."""
        self._column.replaceWidget(old, new)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        if self._fields:
            self._fields[0].setFocus(Qt.FocusReason.ShortcutFocusReason)


class Combo(QComboBox):
    """A list to choose from; its values stay what they are (Qt would make plain texts of them)."""

    def __init__(self, choices: Sequence[tuple[object, str]] = (), changed: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.setMaxVisibleItems(18)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.fill(choices)
        if changed is not None:
            self.currentIndexChanged.connect(lambda _at: changed())

    @property
    def value(self) -> Any:
        """What is chosen, None where nothing is offered."""
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    def fill(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other values; the one chosen stays where it is still offered. Nothing is emitted."""
        before = self.value
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _ in choices]
        self.addItems([words for _, words in choices])
        self.blockSignals(False)
        self.put(before)

    def put(self, value: object) -> None:
        """Choose a value, the first one where it is not offered; nothing is emitted."""
        self.blockSignals(True)
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0 if self._values else -1)
        self.blockSignals(False)


class StatisticView(QWidget):
    """A kind of statistic; a subclass says what to ``read`` on the worker and what a cell opens (``behind``)."""

    example = "工作分析"
    summed = True
    """Whether the last row adds up the others."""

    def __init__(self, desk: Desk, office: Office, icon: str) -> None:
        super().__init__()
        self.desk, self.office = desk, office
        self.told: Statistic | None = None
        self.made: Any = None
        self._asked = 0
        self.choosing = Choosing()
        self.table = FigureTable()
        self.chart = ChartView(desk.tasks)
        self.empty = EmptyState(_START, icon=icon)
        self.words = label("", "quiet", "small")
        self._arrange()
        self.table.opened.connect(self._open)
        self.table.copied.connect(lambda count: desk.say(f"已复制 {count:,} 行，可粘贴到 WPS 表格。"))
        self.chart.copied.connect(lambda: desk.say("已复制图片，可粘贴到 WPS 文字。"))

    def read(self) -> Callable[[Progress], Counted]:
        """What is to be counted, as chosen now; Refusal when that is not enough."""
        raise NotImplementedError

    def behind(self, row: int, column: int) -> Callable[[], tuple[str, tuple[int, ...], int, str]]:
        """Asks for the kind of record, the ids, how many more are not shown, and the words of a figure."""
        raise NotImplementedError

    def load(self) -> None:
        """Count on the worker and show it; an answer that was overtaken is dropped."""
        try:
            work = self.read()
        except Refusal as refusal:
            self._refused(refusal)
            return
        self._asked += 1
        number = self._asked

        def arrived(counted: Counted) -> None:
            if number == self._asked:
                self.told, self.made = counted
                self.show_told()

        self.empty.explain("正在统计…")
        self.desk.reading.run(self.office.in_session(work), arrived, self._refused, title="统计")

    def print(self) -> None:
        """F7: the table and its chart on paper."""
        if self.told is not None:
            request = PrintRequest(LIST, report=self.told, title=self.told.title, conditions=self.told.about)
            self.desk.go(pages.PRINT, request)
        else:
            self.desk.say("还没有统计，没有可以打印的内容。", "warn")

    def export(self) -> None:
        """What the table is wanted for, and then where to."""
        if self.told is None:
            self.desk.say("还没有统计，没有可以导出的内容。", "warn")
            return
        export = Export("导出统计表", self.example, file_names.proposed(self.told.title, ".xlsx"))
        seen_export.ask(self, self.words, self.desk, export, self.write)

    def write(self, purpose: str, target: Path) -> None:
        """Write the statistic as it is seen; the toast says how many rows and where."""
        told, office = self.told, self.office
        if told is None:
            return

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import statistic_files

            return statistic_files.write(office.register, office.viewer, told, target, purpose)

        seen_export.run(self.desk, office, work, target, title="导出统计表", unit="行")

    def show_told(self) -> None:
        """Show what was counted."""
        told = self.told
        if told is None:
            return
        self.table.show_table(told.head, told.texts, last_bold=self.summed)
        self.chart.show_chart(told.chart)
        unit = f"　单位：{told.unit}" if told.unit else ""
        self.words.setText(f"{told.title}　{told.about}{unit}　回车看名单")
        self._body.setCurrentIndex(1)
        whole = self._both.width()
        wide = min(self.table.needed, whole * _SHARE // 100)
        self._both.setSizes([wide, whole - wide])
        self.table.setFocus()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self.told = self.made = None
            self.empty.explain(error.sentence, advice=error.advice)
            self._body.setCurrentIndex(0)
        else:
            self.empty.explain(_START)
            self.desk.fail(error)

    def _open(self, row: int, column: int) -> None:
        try:
            look = self.behind(row, column)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        self.desk.reading.run(self.office.in_session(lambda _progress: look()), self._found)

    def _found(self, found: tuple[str, tuple[int, ...], int, str]) -> None:
        kind, ids, hidden, words = found
        if hidden:
            self.desk.say(f"另有 {hidden:,} 条属限制查看。", "warn")
        if ids and kind in LIST_OF:
            self.desk.go(LIST_OF[kind], Narrow(ids, words))
        elif not hidden:
            self.desk.say(f"{words}：没有。" if not ids else f"{words}：{len(ids):,} 条，没有单独的名单。")

    def _arrange(self) -> None:
        self._both = both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.chart)
        shown = QWidget()
        column = QVBoxLayout(shown)
        tight(column, spacing=6)
        column.addWidget(self.words)
        column.addWidget(both, 1)
        self._body = QStackedWidget()
        self._body.addWidget(self.empty)
        self._body.addWidget(shown)
        row = QHBoxLayout(self)
        tight(row, spacing=12)
        row.addWidget(self.choosing)
        row.addWidget(self._body, 1)
