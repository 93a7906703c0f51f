"""干部轮训: the cadres, who was trained and when, who is missing before the deadline (NC §二十五)."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hfp_desk.records import CADRE, Cadre, Column
from hfp_desk.store.listing import View
from hfp_desk.store.rotation import Rotation
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.cadre_rows import CadreRows
from ui.pages.figured_page import Counted, FiguredPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.seen_rows import SeenRows
from ui.pages.tabs import TRAINING_TABS, PageTabs
from ui.widgets.figure_band import Shown
from ui.widgets.parts import action, label, tight

_SHARED = {"trained"}
_TONES = {"late": "warn", "missing": "warn"}


class CadresPage(FiguredPage):
    """The figures open the names behind them; Enter opens the cadre's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.deadline = label(tone="quiet", wrap=True)
        self.rotation: Rotation | None = None
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.CADRES, TRAINING_TABS))
        self.grid.row_actions.append(action(self.grid, "看各项数字", "report", "Ctrl+T", self.band.begin))

    def above(self) -> QWidget:
        """The figures and the deadline."""
        made = QWidget()
        column = QVBoxLayout(made)
        tight(column, spacing=4)
        for part in (self.band, self.deadline):
            column.addWidget(part)
        return made

    def rows_of(self, view: View) -> SeenRows:
        """The cadres with their rotation as of today."""
        return CadreRows.as_of(self.office, view, date.today())

    def _show_rows(self, rows: SeenRows, number: int, same: bool) -> None:
        super()._show_rows(rows, number, same)
        if number == self._asked and isinstance(rows, CadreRows) and rows.rotation is not None:
            self.rotation = rows.rotation
            self.show_figures([_counted(rows.rotation, name) for name in ("cadres", "trained", "late", "missing")])
            self.deadline.setText(deadline_words(rows.rotation))


def deadline_words(found: Rotation) -> str:
    """Until when every cadre is to be trained, and how many days are left."""
    if found.deadline is None:
        return "现行政策没有规定干部轮训的期限。"
    left = (found.deadline.due - found.day).days
    when = f"还有 {left:,} 天" if left > 0 else "今天到期" if left == 0 else f"已过 {-left:,} 天"
    missing = f"，{len(found.missing):,} 人未轮训" if found.missing else "，全部轮训"
    return f"{found.deadline.label}：{found.deadline.due} 前（{found.deadline.source}），{when}{missing}。"


def _counted(found: Rotation, name: str) -> Counted:
    one = next(figure for figure in found.figures if figure.name == name)
    value = f"{one.count:,}/{one.whole:,}" if name in _SHARED else f"{one.count:,}"
    tone = _TONES.get(name, "") if one.count else ""
    if name == "missing" and one.count and found.deadline is not None and found.day > found.deadline.due:
        tone = "error"
    shown = Shown(name, one.label, value, tone, f"{one.label}：回车或点击看名单")
    return Counted(shown, Narrow(one.ids, one.label))


def ledger() -> Ledger:
    """The list of cadres."""
    return Ledger(
        pages.CADRES,
        "培训 · 干部轮训",
        CADRE,
        (
            asking.text("unit", "单位", Column(Cadre.unit)),
            asking.text("name", "姓名", Column(Cadre.name)),
            asking.period("starts", "从事健康扶贫", Column(Cadre.starts), pinned=False),
        ),
        frozen=1,
        icon="training",
        empty="还没有健康扶贫干部",
        advice="按 F2 登记干部；在轮训班的签到表（F6）中编入干部，轮训情况自动统计。",
    )
