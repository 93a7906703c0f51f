"""服务记录: every service given under a contract, which proves the item it belongs to (签约一项履约一项)."""

from hfp_desk.records import SERVICE, Column, Person, Place, Service
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import SIGNING_TABS, PageTabs


class ServicesPage(ListPage):
    """F2 enters a service given to somebody."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.SERVICES, SIGNING_TABS))


def ledger(office: Office) -> Ledger:
    """The list of services given."""
    return Ledger(
        pages.SERVICES,
        "签约履约 · 服务记录",
        SERVICE,
        (
            asking.town(office, Column(Place.name, (Service.person, Person.town))),
            asking.village(office, Column(Place.name, (Service.person, Person.village))),
            asking.code("proof", "履约凭据", Column(Service.proof)),
            asking.period("served", "服务日期", Column(Service.served_on)),
            asking.code("mode", "服务方式", Column(Service.mode), pinned=False),
            asking.text("item", "服务项目", Column(Service.item)),
            asking.text("doctor", "服务人", Column(Service.doctor_name)),
            asking.text("name", "姓名", Column(Person.name, (Service.person,))),
        ),
        frozen=3,
        icon="signing",
        empty="还没有服务记录",
        advice="随访和体检自行作为履约凭据；健康教育、接诊、转诊等服务按 F2 登记，或导入服务记录表。",
    )
