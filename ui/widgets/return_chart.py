"""图表 beside a return: the column with the cursor, line by line, drawn as it would be on paper."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hfp_desk.returns import RowKind, Table, chart_data
from ui import style
from ui.tasks import Tasks
from ui.widgets.chart import ChartView
from ui.widgets.panels import SidePanel

WIDTH = 460


class ReturnChart(SidePanel):
    """It follows the cursor; Ctrl+C in the picture copies it for a text."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__("图表")
        self.setFixedWidth(int(WIDTH * style.current().body / 13))
        self.view = ChartView(tasks)
        self._shown: tuple[object, ...] = ()
        self.present("图表", self.view)
        self.hide()

    def show_column(self, table: Table, column: str, target: Decimal | None, worded: Callable[[str], str]) -> None:
        """Draw a column of a return; a return of one line alone has nothing to be compared."""
        if (table, column) == self._shown:
            return
        self._shown = (table, column)
        one = table.definition.column(column)
        self._head.title.setText(worded("—".join(one.head)))
        if table.definition.rows is RowKind.ONE:
            self._head.note.setText("本表只有一行，没有可以比较的")
            self.view.show_chart(None)
        else:
            self._head.note.setText("")
            self.view.show_chart(chart_data.bars(table, column, target))
