"""会议: meetings of the office and what they decided."""

from hfp_desk.records import MEETING, Column, Meeting
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import DUTY_TABS, PageTabs


class MeetingsPage(ListPage):
    """Enter opens the meeting's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.MEETINGS, DUTY_TABS))


def ledger() -> Ledger:
    """The list of meetings."""
    return Ledger(
        pages.MEETINGS,
        "整改任务 · 会议",
        MEETING,
        (
            asking.period("day", "会议日期", Column(Meeting.held_on)),
            asking.text("name", "会议名称", Column(Meeting.name)),
            asking.text("topics", "会议议题", Column(Meeting.topics)),
            asking.text("decisions", "议定事项", Column(Meeting.decisions)),
        ),
        frozen=1,
        icon="people",
        empty="还没有会议记录",
        advice="健康扶贫领导小组会、调度会、推进会，按 F2 登记议题和议定事项。",
    )
