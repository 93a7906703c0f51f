"""签约: every contract of a person with a team, and why somebody has none."""

from hfp_desk.records import CONTRACT, Column, Contract, Person, Place, Team
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import SIGNING_TABS, PageTabs


class ContractsPage(ListPage):
    """F2 enters a contract."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.CONTRACTS, SIGNING_TABS))


def ledger(office: Office) -> Ledger:
    """The list of contracts."""
    return Ledger(
        pages.CONTRACTS,
        "签约履约 · 签约",
        CONTRACT,
        (
            asking.town(office, Column(Place.name, (Contract.person, Person.town))),
            asking.village(office, Column(Place.name, (Contract.person, Person.village))),
            asking.code("state", "签约状态", Column(Contract.state)),
            asking.period("ends", "到期", Column(Contract.ends)),
            asking.code("groups", "人群分类", Column(Contract.groups)),
            asking.code("reason", "未签约原因", Column(Contract.unsigned_reason), pinned=False),
            asking.period("signed", "签约日期", Column(Contract.signed_on), pinned=False),
            asking.code("package", "服务包", Column(Contract.package), pinned=False),
            asking.text("doctor", "签约医生", Column(Contract.doctor_name)),
            asking.text("team", "签约团队", Column(Team.name, (Contract.team,))),
            asking.text("name", "姓名", Column(Person.name, (Contract.person,))),
        ),
        frozen=3,
        icon="signing",
        empty="还没有签约",
        advice="导入签约服务台账，或按 F2 逐人录入；没有签约的也登记原因。",
    )
