"""设备: what each institution has, 健康一体机, DR, 彩超, 救护车 and the rest."""

from hfp_desk.records import EQUIPMENT, Column, Equipment, Institution, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import NETWORK_TABS, PageTabs


class EquipmentPage(ListPage):
    """Enter opens the form of the equipment."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.EQUIPMENT, NETWORK_TABS))


def ledger(office: Office) -> Ledger:
    """The list of equipment."""
    return Ledger(
        pages.EQUIPMENT,
        "机构村医 · 设备",
        EQUIPMENT,
        (
            asking.town(office, Column(Place.name, (Equipment.holder, Institution.town))),
            asking.code("kind", "设备", Column(Equipment.kind)),
            asking.code("state", "使用状况", Column(Equipment.state)),
            asking.code("fund", "资金来源", Column(Equipment.fund), pinned=False),
            asking.period("installed", "配备", Column(Equipment.installed_on), pinned=False),
            asking.text("name", "机构名称", Column(Institution.name, (Equipment.holder,))),
        ),
        frozen=2,
        icon="institution",
        empty="还没有设备",
        advice="健康一体机、DR、彩超、救护车等按机构登记，按 F2 录入。",
    )
