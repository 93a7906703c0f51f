"""签约团队: the teams of county, township and village doctors that sign (GJ 二(二)2)."""

from hfp_desk.records import TEAM, Column, Institution, Place, Team
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import SIGNING_TABS, PageTabs


class TeamsPage(ListPage):
    """Enter opens the team's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.TEAMS, SIGNING_TABS))


def ledger(office: Office) -> Ledger:
    """The list of teams."""
    return Ledger(
        pages.TEAMS,
        "签约履约 · 团队",
        TEAM,
        (
            asking.town(office, Column(Place.name, (Team.town,))),
            asking.text("name", "签约团队", Column(Team.name)),
            asking.text("leader", "团队长", Column(Team.leader)),
            asking.text("institution", "所属机构", Column(Institution.name, (Team.institution,))),
            asking.period("ends", "撤销日期", Column(Team.ends), pinned=False),
        ),
        frozen=2,
        icon="people",
        empty="还没有签约团队",
        advice="按 F2 登记团队，再登记成员；也可以导入团队名册。",
    )
