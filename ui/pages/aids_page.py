"""专项救助: grants of the programmes to people, birth defects, TB, late schistosomiasis, family planning."""

from hfp_desk.records import AID, Aid, Column, Person, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import PROGRAMME_TABS, PageTabs


class AidsPage(ListPage):
    """Enter opens the person, Ctrl+E the form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.AIDS, PROGRAMME_TABS))


def ledger(office: Office) -> Ledger:
    """The list of grants."""
    return Ledger(
        pages.AIDS,
        "专项工作 · 专项救助",
        AID,
        (
            asking.town(office, Column(Place.name, (Aid.person, Person.town))),
            asking.village(office, Column(Place.name, (Aid.person, Person.village))),
            asking.code("kind", "救助项目", Column(Aid.kind)),
            asking.period("paid", "发放", Column(Aid.paid_on)),
            asking.text("project", "项目名称", Column(Aid.project)),
            asking.text("name", "姓名", Column(Person.name, (Aid.person,))),
        ),
        summed=(Column(Aid.amount, label="救助金额"),),
        icon="star",
        empty="还没有专项救助",
        advice="出生缺陷救助、结核病补助、晚血救治、计划生育奖励扶助等，在人员页按 F2 登记或导入名单。",
    )
