"""宣传素材: the five kinds of material, what was gathered and sent up, and by when it is due (ZS §五)."""

from datetime import date

from PySide6.QtWidgets import QWidget

from hfp_desk.records import MATERIAL, Column, Material
from hfp_desk.store import duties
from hfp_desk.store.duties import MaterialLine
from hfp_desk.store.keeping import Changes
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.narrowing import Narrow
from ui.pages.tabs import DUTY_TABS, PageTabs
from ui.widgets.figure_band import FigureBand, Shown


class MaterialsPage(ListPage):
    """Each kind with 已报送/已收集; one of which nothing was sent by the day is red."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.band = FigureBand()
        self._lines: dict[str, MaterialLine] = {}
        self._counted = False
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.MATERIALS, DUTY_TABS))
        self.band.opened.connect(self._open_kind)
        self.narrow.left.connect(lambda: self.band.mark(""))

    def above(self) -> QWidget | None:
        """The five kinds."""
        return self.band

    def load(self, *, same: bool = False) -> None:
        """The list and the five kinds."""
        super().load(same=same)
        if not self._counted:
            self._counted = True
            edition = self.office.policy.on(date.today())
            read = self.office.in_session(lambda _progress: duties.materials(self.office.register, edition))
            self.desk.reading.run(read, self._show_lines)

    def _changed(self, changes: Changes) -> None:
        self._counted = False
        super()._changed(changes)

    def _show_lines(self, lines: tuple[MaterialLine, ...]) -> None:
        self._lines = {line.kind: line for line in lines}
        self.band.show_figures([self._shown(line) for line in lines])

    def _shown(self, line: MaterialLine) -> Shown:
        tone = "error" if line.late(date.today()) else ""
        hint = f"报送时限 {line.due}；已报送 / 已收集" if line.due else "已报送 / 已收集"
        return Shown(line.kind, line.label, f"{len(line.submitted)}/{len(line.gathered)}", tone, hint)

    def _open_kind(self, kind: str) -> None:
        line = self._lines[kind]
        self.open_at(Narrow(line.gathered, line.label))
        self.band.mark(kind)


def ledger() -> Ledger:
    """The list of material."""
    return Ledger(
        pages.MATERIALS,
        "整改任务 · 宣传素材",
        MATERIAL,
        (
            asking.code("kind", "素材类别", Column(Material.kind)),
            asking.period("submitted", "报送日期", Column(Material.submitted_on)),
            asking.text("unit", "报送单位", Column(Material.unit)),
            asking.text("title", "素材名称", Column(Material.title)),
        ),
        frozen=1,
        paper="material-catalogue",
        icon="file",
        empty="还没有宣传素材",
        advice="典型案例、先进人物和集体、图片和视频、新闻、脱贫故事，按 F2 逐件登记。",
    )
