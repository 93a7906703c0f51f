"""服务项目: the office's own items with their times a year; while there is none the policy's hold."""

from hfp_desk.records import SERVICE_ITEM, Column, ServiceItem
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import SIGNING_TABS, PageTabs


class ServiceItemsPage(ListPage):
    """Enter opens the item's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.SERVICE_ITEMS, SIGNING_TABS))


def ledger() -> Ledger:
    """The list of items."""
    return Ledger(
        pages.SERVICE_ITEMS,
        "签约履约 · 服务项目",
        SERVICE_ITEM,
        (
            asking.code("package", "服务包", Column(ServiceItem.package)),
            asking.code("kind", "项目类别", Column(ServiceItem.kind)),
            asking.code("proof", "履约凭据", Column(ServiceItem.proof)),
            asking.text("name", "服务项目", Column(ServiceItem.name)),
        ),
        frozen=1,
        icon="list",
        empty="没有本单位的服务项目，按现行政策的服务项目计算履约",
        advice="本单位的服务包与政策不同时，按 F2 逐项登记次数和履约凭据；登记后只按这里的项目计算。",
    )
