"""替代安排: who serves a village that has no clinic or doctor of its own, how often, from when to when."""

from hfp_desk.records import ARRANGEMENT, Arrangement, Column, Doctor, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import NETWORK_TABS, PageTabs


class ArrangementsPage(ListPage):
    """Enter opens the arrangement's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.ARRANGEMENTS, NETWORK_TABS))


def ledger(office: Office) -> Ledger:
    """The list of substitute arrangements."""
    return Ledger(
        pages.ARRANGEMENTS,
        "机构村医 · 替代安排",
        ARRANGEMENT,
        (
            asking.town(office, Column(Place.name, (Arrangement.town,))),
            asking.code("kind", "解决方式", Column(Arrangement.kind)),
            asking.period("ends", "截止", Column(Arrangement.ends)),
            asking.yes_no("publicised", "是否公示", Column(Arrangement.publicised), pinned=False),
            asking.period("starts", "起始", Column(Arrangement.starts), pinned=False),
            asking.village(office, Column(Place.name, (Arrangement.village,))),
            asking.text("name", "服务医生", Column(Doctor.name, (Arrangement.served_by,))),
        ),
        frozen=2,
        icon="assistance",
        empty="还没有替代安排",
        advice="没有卫生室或村医的村，按 F2 登记合设、派驻、巡诊等安排；“村级覆盖”据此判定。",
    )
