"""身份: who is or was 建档立卡, 低保, 特困 and so on, since when and until when."""

from hfp_desk.records import IDENTITY, Column, Identity, Person, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import PageTabs


class IdentitiesPage(ListPage):
    """One row an identity; Enter opens the person."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.IDENTITIES))


def ledger(office: Office) -> Ledger:
    """The list of identities."""
    return Ledger(
        pages.IDENTITIES,
        "人员 · 身份",
        IDENTITY,
        (
            asking.town(office, Column(Place.name, (Identity.person, Person.town))),
            asking.village(office, Column(Place.name, (Identity.person, Person.village))),
            asking.code("identity", "身份", Column(Identity.kind)),
            asking.period("starts", "开始", Column(Identity.starts)),
            asking.period("ends", "结束", Column(Identity.ends), pinned=False),
            asking.code("exit", "退出原因", Column(Identity.exit_reason), pinned=False),
            asking.text("name", "姓名", Column(Person.name, (Identity.person,))),
            asking.text("source", "名单来源", Column(Identity.list_source)),
        ),
        summed=(Column(Identity.monthly),),
        frozen=4,
        icon="person",
        empty="还没有身份记录",
    )
