"""健康教育: activities with place, topic, people reached and material handed out (NC §十一)."""

from hfp_desk.records import ACTIVITY, Activity, Column, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import DUTY_TABS, PageTabs


class ActivitiesPage(ListPage):
    """Enter opens the activity's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.ACTIVITIES, DUTY_TABS))


def ledger(office: Office) -> Ledger:
    """The list of activities."""
    return Ledger(
        pages.ACTIVITIES,
        "整改任务 · 健康教育",
        ACTIVITY,
        (
            asking.period("day", "活动日期", Column(Activity.held_on)),
            asking.code("kind", "活动形式", Column(Activity.kind)),
            asking.town(office, Column(Place.name, (Activity.town,))),
            asking.village(office, Column(Place.name, (Activity.village,))),
            asking.text("topic", "活动主题", Column(Activity.topic)),
        ),
        frozen=1,
        icon="signing",
        empty="还没有健康教育活动",
        advice="讲座、义诊、发放资料和实用工具，按 F2 逐次登记。",
    )
