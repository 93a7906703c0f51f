"""健康创建: places named healthy, by kind and level (NC §十二)."""

from hfp_desk.records import HEALTHY_PLACE, Column, HealthyPlace, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import DUTY_TABS, PageTabs


class HealthyPlacesPage(ListPage):
    """Enter opens the form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.HEALTHY_PLACES, DUTY_TABS))


def ledger(office: Office) -> Ledger:
    """The list of healthy places."""
    return Ledger(
        pages.HEALTHY_PLACES,
        "整改任务 · 健康创建",
        HEALTHY_PLACE,
        (
            asking.code("kind", "创建类别", Column(HealthyPlace.kind)),
            asking.code("level", "创建级别", Column(HealthyPlace.level)),
            asking.town(office, Column(Place.name, (HealthyPlace.town,))),
            asking.text("name", "创建单位", Column(HealthyPlace.name)),
        ),
        frozen=1,
        icon="star",
        empty="还没有健康创建记录",
        advice="卫生县城、卫生乡镇、健康促进医院、健康村等，按 F2 登记。",
    )
