"""专项筛查: the two cancers, before and in pregnancy, newborns, TB, endemic diseases; AIDS for those who may know."""

from hfp_desk.records import SCREENING, Column, Person, Place, Screening
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import PROGRAMME_TABS, PageTabs


class ScreeningsPage(ListPage):
    """Enter opens the person, Ctrl+E the form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.SCREENINGS, PROGRAMME_TABS))


def ledger(office: Office) -> Ledger:
    """The list of screenings."""
    return Ledger(
        pages.SCREENINGS,
        "专项工作 · 专项筛查",
        SCREENING,
        (
            asking.town(office, Column(Place.name, (Screening.person, Person.town))),
            asking.village(office, Column(Place.name, (Screening.person, Person.village))),
            asking.code("kind", "筛查项目", Column(Screening.kind)),
            asking.period("screened", "筛查", Column(Screening.screened_on)),
            asking.code("result", "结果", Column(Screening.result)),
            asking.text("name", "姓名", Column(Person.name, (Screening.person,))),
        ),
        icon="star",
        empty="还没有专项筛查",
        advice="导入妇幼、疾控的筛查名单；也可以在人员页按 F2 登记。",
    )
