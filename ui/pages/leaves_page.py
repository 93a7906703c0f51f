"""村医离岗: when a doctor was not there; visits written for those days are not believed."""

from hfp_desk.records import LEAVE, Column, Doctor, Leave
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import VISIT_TABS, PageTabs


class LeavesPage(ListPage):
    """Enter opens the form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.LEAVES, VISIT_TABS))


def ledger() -> Ledger:
    """The list of leaves."""
    return Ledger(
        pages.LEAVES,
        "慢病随访 · 村医离岗",
        LEAVE,
        (
            asking.code("kind", "离岗原因", Column(Leave.kind)),
            asking.period("starts", "起始", Column(Leave.starts)),
            asking.period("ends", "截止", Column(Leave.ends), pinned=False),
            asking.text("name", "姓名", Column(Doctor.name, (Leave.doctor,))),
        ),
        frozen=1,
        icon="calendar",
        empty="还没有登记村医离岗",
        advice="村医外出学习、请假、住院时按 F2 登记；离岗期间写下的随访会列入“存疑随访”。",
    )
