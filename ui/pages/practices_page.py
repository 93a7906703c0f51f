"""执业地点: where doctors work besides their own village, and where they worked before."""

from hfp_desk.records import PRACTICE, Column, Doctor, Place, Practice
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import NETWORK_TABS, PageTabs


class PracticesPage(ListPage):
    """Enter opens the form of the place."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.PRACTICES, NETWORK_TABS))


def ledger(office: Office) -> Ledger:
    """The list of further and earlier places."""
    return Ledger(
        pages.PRACTICES,
        "机构村医 · 执业地点",
        PRACTICE,
        (
            asking.town(office, Column(Place.name, (Practice.town,))),
            asking.code("mode", "方式", Column(Practice.mode)),
            asking.period("starts", "起始", Column(Practice.starts)),
            asking.period("ends", "截止", Column(Practice.ends), pinned=False),
            asking.village(office, Column(Place.name, (Practice.village,))),
            asking.text("name", "姓名", Column(Doctor.name, (Practice.doctor,))),
        ),
        frozen=1,
        icon="place",
        empty="还没有兼顾或以前的执业地点",
        advice="村医现在的执业地点登记在“村医”；兼顾别村、派驻、巡诊和以前的地点按 F2 登记在这里。",
    )
