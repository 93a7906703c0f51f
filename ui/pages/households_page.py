"""户: the households of the poverty office's list."""

from hfp_desk.records import HOUSEHOLD, Column, Household, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import PageTabs


class HouseholdsPage(ListPage):
    """Enter opens the household's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.HOUSEHOLDS))


def ledger(office: Office) -> Ledger:
    """The list of households."""
    return Ledger(
        pages.HOUSEHOLDS,
        "人员 · 户",
        HOUSEHOLD,
        (
            asking.town(office, Column(Place.name, (Household.town,))),
            asking.village(office, Column(Place.name, (Household.village,))),
            asking.code("kind", "户类型", Column(Household.kind)),
            asking.code("cause", "致贫原因", Column(Household.cause)),
            asking.code("poverty", "脱贫状态", Column(Household.poverty_state), pinned=False),
            asking.text("head", "户主姓名", Column(Household.head_name)),
            asking.text("number", "户编号", Column(Household.number)),
        ),
        icon="household",
        empty="还没有住户",
    )
