"""干部轮训: the cadres, who was trained and when, who is missing before the deadline (NC §二十五)."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hfp_desk.codes import code_list
from hfp_desk.records import CADRE, Cadre, Column
from hfp_desk.store import rotation
from hfp_desk.store.keeping import Changes
from hfp_desk.store.rotation import CadreLine, Rotation
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.narrowing import Narrow
from ui.pages.tabs import TRAINING_TABS, PageTabs
from ui.widgets.figure_band import FigureBand, Shown
from ui.widgets.parts import action, label, tight

_SHARED = {"trained"}
_TONES = {"late": "warn", "missing": "warn"}


class CadresPage(ListPage):
    """The figures open the names behind them; what is known of the one under the cursor stands over the list."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.band = FigureBand()
        self.deadline = label(tone="quiet", wrap=True)
        self.told = label(wrap=True)
        self._counted = False
        self.rotation: Rotation | None = None
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.CADRES, TRAINING_TABS))
        self.grid.row_actions.append(action(self.grid, "看数字", "report", "Ctrl+T", self.band.begin))
        self.band.opened.connect(self.open_figure)
        self.narrow.left.connect(lambda: self.band.mark(""))
        self.grid.current_changed.connect(lambda _record: self._tell())

    def above(self) -> QWidget | None:
        """The figures, the deadline, and the training of the cadre under the cursor."""
        made = QWidget()
        column = QVBoxLayout(made)
        tight(column, spacing=4)
        for part in (self.band, self.deadline, self.told):
            column.addWidget(part)
        return made

    def load(self, *, same: bool = False) -> None:
        """The list and its figures."""
        super().load(same=same)
        if not self._counted:
            self._counted = True
            office, day = self.office, date.today()
            work = office.in_session(
                lambda _progress: rotation.cadres(office.register, office.eyes, day, office.policy)
            )
            self.desk.reading.run(work, self._show_rotation)

    def open_figure(self, name: str) -> None:
        """The cadres behind a figure."""
        if self.rotation is not None:
            one = next(figure for figure in self.rotation.figures if figure.name == name)
            self.open_at(Narrow(one.ids, one.label))
            self.band.mark(name)

    def _changed(self, changes: Changes) -> None:
        self._counted = False
        super()._changed(changes)

    def _show_rotation(self, found: Rotation) -> None:
        self.rotation = found
        self.band.show_figures([_shown(found, name) for name in ("cadres", "trained", "late", "missing")])
        self.deadline.setText(deadline_words(found))
        self._tell()

    def _tell(self) -> None:
        record = self.grid.current_id()
        lines = self.rotation.lines if self.rotation is not None else ()
        line = next((one for one in lines if one.id == record), None)
        self.told.setText(training_words(line) if line is not None else "")


def deadline_words(found: Rotation) -> str:
    """Until when every cadre is to be trained, and how many days are left."""
    if found.deadline is None:
        return "现行政策没有规定干部轮训的期限。"
    left = (found.deadline.due - found.day).days
    when = f"还有 {left:,} 天" if left > 0 else "今天到期" if left == 0 else f"已过 {-left:,} 天"
    missing = f"，{len(found.missing):,} 人未轮训" if found.missing else "，全部轮训"
    return f"{found.deadline.label}：{found.deadline.due} 前（{found.deadline.source}），{when}{missing}。"


def training_words(line: CadreLine) -> str:
    """What one cadre's training is."""
    if line.trained is None:
        return f"{line.name}：还没有参加过健康扶贫干部轮训。"
    result = f"，{code_list('training_result').shown(line.result)}" if line.result else ""
    late = "，晚于期限" if line.late else ""
    return f"{line.name}：{line.trained} 轮训（{line.course}）{result}{late}。"


def _shown(found: Rotation, name: str) -> Shown:
    one = next(figure for figure in found.figures if figure.name == name)
    value = f"{one.count:,}/{one.whole:,}" if name in _SHARED else f"{one.count:,}"
    tone = _TONES.get(name, "") if one.count else ""
    if name == "missing" and one.count and found.deadline is not None and found.day > found.deadline.due:
        tone = "error"
    return Shown(name, one.label, value, tone, f"{one.label}：回车或点击看名单")


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
