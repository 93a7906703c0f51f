"""请假中断: leave and breaks of the people posted; those too long start the count of months anew."""

from hfp_desk.records import ABSENCE, Absence, Column, Posting
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import ASSISTANCE_TABS, PageTabs


class AbsencesPage(ListPage):
    """Enter opens the form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.ABSENCES, ASSISTANCE_TABS))


def ledger() -> Ledger:
    """The list of leave and breaks."""
    return Ledger(
        pages.ABSENCES,
        "对口帮扶 · 请假中断",
        ABSENCE,
        (
            asking.code("kind", "缺勤类别", Column(Absence.kind)),
            asking.period("starts", "起始", Column(Absence.starts)),
            asking.text("name", "姓名", Column(Posting.name, (Absence.posting,))),
        ),
        frozen=1,
        icon="calendar",
        empty="还没有登记请假、中断",
        advice="在“派驻人员”选中本人按 Ctrl+I 登记；超过规定天数的会重新起算连续月数。",
    )
