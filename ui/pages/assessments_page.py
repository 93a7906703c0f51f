"""成效考核: how partnerships and people posted were assessed, quarter by quarter or year by year (NC §十八)."""

from hfp_desk.records import ASSESSMENT, Assessment, Column, Partnership, Posting
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import ASSISTANCE_TABS, PageTabs


class AssessmentsPage(ListPage):
    """Enter opens the form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.ASSESSMENTS, ASSISTANCE_TABS))


def ledger() -> Ledger:
    """The list of assessments."""
    return Ledger(
        pages.ASSESSMENTS,
        "对口帮扶 · 成效考核",
        ASSESSMENT,
        (
            asking.code("grade", "等次", Column(Assessment.grade)),
            asking.period("assessed", "考核日期", Column(Assessment.assessed_on)),
            asking.text("period", "考核期", Column(Assessment.period)),
            asking.text("supporter", "支援单位", Column(Partnership.supporter, (Assessment.partnership,))),
            asking.text("receiver", "受援单位", Column(Partnership.receiver, (Assessment.partnership,))),
            asking.text("name", "姓名", Column(Posting.name, (Assessment.whom,))),
        ),
        frozen=3,
        paper="posting-assessment",
        icon="report",
        empty="还没有考核记录",
        advice="按 F2 登记考核：针对整个帮扶关系的不填派驻人员，针对个人的选派驻人员。",
    )
