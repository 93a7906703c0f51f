"""团队成员: who is in which team with which part."""

from hfp_desk.records import TEAM_MEMBER, Column, Place, Team, TeamMember
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import SIGNING_TABS, PageTabs


class TeamMembersPage(ListPage):
    """Enter opens the member's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.TEAM_MEMBERS, SIGNING_TABS))


def ledger(office: Office) -> Ledger:
    """The list of members."""
    return Ledger(
        pages.TEAM_MEMBERS,
        "签约履约 · 成员",
        TEAM_MEMBER,
        (
            asking.town(office, Column(Place.name, (TeamMember.team, Team.town))),
            asking.code("role", "团队角色", Column(TeamMember.role)),
            asking.text("team", "签约团队", Column(Team.name, (TeamMember.team,))),
            asking.text("name", "姓名", Column(TeamMember.name)),
            asking.text("unit", "单位", Column(TeamMember.unit)),
        ),
        frozen=2,
        icon="people",
        empty="还没有团队成员",
        advice="先登记团队，再按 F2 登记县、乡、村三级的成员；也可以导入团队成员名册。",
    )
