"""比对差异: what comparisons of lists left to be verified, by township, to the answer."""

from hfp_desk.records import DISCREPANCY, Column, Discrepancy, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import MONITOR_TABS, PageTabs


class DiscrepanciesPage(ListPage):
    """Enter opens the person, Ctrl+E the form with the answer."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.DISCREPANCIES, MONITOR_TABS))


def ledger(office: Office) -> Ledger:
    """The list of differences."""
    return Ledger(
        pages.DISCREPANCIES,
        "监测比对 · 比对差异",
        DISCREPANCY,
        (
            asking.town(office, Column(Place.name, (Discrepancy.town,))),
            asking.village(office, Column(Place.name, (Discrepancy.village,))),
            asking.code("kind", "差异类别", Column(Discrepancy.kind)),
            asking.code("state", "核实状态", Column(Discrepancy.state)),
            asking.period("compared", "比对", Column(Discrepancy.compared_on)),
            asking.text("column", "差异栏目", Column(Discrepancy.column)),
            asking.text("name", "姓名", Column(Discrepancy.name)),
        ),
        icon="check",
        empty="还没有比对差异",
        advice="在“名单比对”中比对两份或三份名单，按 F9 登记差异；导出的核实表填好后逐条登记核实结果。",
    )
