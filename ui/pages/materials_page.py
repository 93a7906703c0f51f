"""宣传素材: the five kinds of material, what was gathered and sent up, and by when it is due (ZS §五)."""

from datetime import date

from hfp_desk.records import MATERIAL, Column, Material
from hfp_desk.store import duties
from hfp_desk.store.duties import MaterialLine
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.figured_page import Counted, CountedPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.tabs import DUTY_TABS, PageTabs
from ui.widgets.figure_band import Shown


class MaterialsPage(CountedPage):
    """Each kind with 已报送/已收集; one of which nothing was sent by the day is red."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.MATERIALS, DUTY_TABS))

    def counted(self) -> tuple[Counted, ...]:
        """The five kinds; off the window's thread."""
        today = date.today()
        lines = duties.materials(self.office.register, self.office.policy.on(today))
        return tuple(_counted(line, today) for line in lines)


def _counted(line: MaterialLine, today: date) -> Counted:
    tone = "error" if line.late(today) else ""
    hint = f"报送时限 {line.due}；已报送 / 已收集" if line.due else "已报送 / 已收集"
    value = f"{len(line.submitted)}/{len(line.gathered)}"
    return Counted(Shown(line.kind, line.label, value, tone, hint), Narrow(line.gathered, line.label))


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
