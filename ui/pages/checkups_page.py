"""健康体检: the yearly exam of each person (domain.md §2.10)."""

from hfp_desk.records import CHECKUP, Checkup, Column, Person, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import SIGNING_TABS, PageTabs


class CheckupsPage(ListPage):
    """F2 enters an exam of somebody."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.CHECKUPS, SIGNING_TABS))


def ledger(office: Office) -> Ledger:
    """The list of exams."""
    return Ledger(
        pages.CHECKUPS,
        "签约履约 · 健康体检",
        CHECKUP,
        (
            asking.town(office, Column(Place.name, (Checkup.person, Person.town))),
            asking.village(office, Column(Place.name, (Checkup.person, Person.village))),
            asking.period("examined", "体检日期", Column(Checkup.examined_on)),
            asking.code("result", "体检结论", Column(Checkup.result)),
            asking.yes_no("reported", "结果已反馈", Column(Checkup.reported)),
            asking.text("unit", "体检机构", Column(Checkup.unit)),
            asking.text("name", "姓名", Column(Person.name, (Checkup.person,))),
        ),
        frozen=3,
        icon="check",
        empty="还没有体检记录",
        advice="导入体检名单，或按 F2 逐人录入；体检是年度履约和规范管理的凭据。",
    )
