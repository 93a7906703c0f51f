"""预警情况表: the table of the monitoring module on a chosen day, township by township.

The figures over the table are those of the row under the cursor; each opens the names behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from hfp_desk.rules import money
from hfp_desk.store import monitoring
from hfp_desk.store.monitoring import HEADINGS, HOUSEHOLDS, PEOPLE, VILLAGES, Heading, Row
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages.day_table_page import DayTablePage
from ui.pages.tabs import MONITOR_TABS
from ui.pages.told_rows import Told, ToldRows
from ui.rows import GridColumn
from ui.widgets.figure_band import Shown

PAPER = "monitoring"
_PLACES = {VILLAGES: pages.COVERAGE, HOUSEHOLDS: pages.HOUSEHOLDS, PEOPLE: pages.PEOPLE}
_TOLD = frozenset(
    {"alert", "identity", "person", "household", "diagnosis", "managedcase", "institution", "doctor", "arrangement"}
)
_NOTE = (
    "统计口径：预警家庭为已确认（统一标识）、风险未消除的家庭；患者为家庭成员中登记大病、慢性病或慢病管理的人；"
    "空白点为贫困村中没有卫生室或村医、也没有替代安排的村。"
)


class MonitoringTablePage(DayTablePage):
    """All townships together stand first."""

    key, paper, note = pages.MONITORING_TABLE, PAPER, _NOTE
    told_from = _TOLD

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "监测比对 · 预警情况表", MONITOR_TABS, "report")
        self.rows: tuple[Row, ...] = ()

    def load(self) -> None:
        """Count anew on the worker."""
        day, office = self.day.value, self.office
        self.tell(lambda: monitoring.table(office.register, office.viewer, office.policy, day), self._known)

    def open_figure(self, name: str) -> None:
        """The names behind a figure of the row under the cursor."""
        row = self._current()
        heading = next(one for one in HEADINGS if one.name == name)
        if row is not None:
            ids = tuple(one for one in row.cells[name] if one > 0)
            self.open_names(_PLACES[heading.kind], ids, f"{row.name} {heading.label}")

    def follow(self) -> None:
        """The figures of the row under the cursor."""
        row = self._current()
        if row is not None:
            self.of.setText(f"{row.name}：")
            self.band.show_figures(
                [Shown(one.name, one.label, _told(row, one), hint="回车或点击看名单") for one in HEADINGS]
            )

    def _known(self, rows: tuple[Row, ...]) -> None:
        self.rows = (*rows[-1:], *rows[:-1])
        shown = ToldRows(_columns(), self.rows, _number, _counted, apart=lambda row: not row.town)
        self.grid.show_rows(shown, same=self.grid.rows is not None)
        self.follow()

    def _current(self) -> Row | None:
        number = self.grid.current_id()
        return next((row for row in self.rows if row.town == number), self.rows[0] if self.rows else None)


def _columns() -> tuple[Told[Row], ...]:
    counts = (
        Told(GridColumn(one.name, one.short, 14, numeric=True), partial(_cell, one), partial(_rank, one))
        for one in HEADINGS
    )
    return (Told(GridColumn("town", "乡镇", 16), _name, _order), *counts)


def _name(row: Row) -> str:
    return row.name


def _order(row: Row) -> int:
    return row.town


def _cell(heading: Heading, row: Row) -> str:
    return _told(row, heading)


def _rank(heading: Heading, row: Row) -> int:
    return len(row.cells[heading.name])


def _told(row: Row, heading: Heading) -> str:
    """A count; of villages with its share of the poor villages, as the city's table has it."""
    count = len(row.cells[heading.name])
    if heading.kind == VILLAGES and row.poor_villages:
        return f"{count:,}（{money.ratio(Decimal(count), Decimal(row.poor_villages))}%）"
    return f"{count:,}"


def _number(row: Row) -> int:
    return row.town


def _counted(rows: Sequence[Row]) -> str:
    return f"{len(rows) - 1:,} 个乡镇"
