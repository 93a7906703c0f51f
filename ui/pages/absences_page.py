"""请假中断: leave and breaks of the people posted; those too long start the count of months anew."""

from datetime import date
from typing import Self

from hfp_desk.records import ABSENCE, Absence, Column, Posting
from hfp_desk.store import posting_details
from hfp_desk.store.listing import Listing, View
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.computed_rows import ComputedRows
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.seen_rows import COMPUTED, SeenRows
from ui.pages.tabs import ASSISTANCE_TABS, PageTabs
from ui.rows import GridColumn

_WORDS = {True: "中断，重新起算", False: "不中断", None: "文件未规定"}


class AbsenceRows(ComputedRows):
    """How long each is by today, and whether the months begin anew after it."""

    after = Absence.ends.name
    more = (GridColumn(f"{COMPUTED}days", "天数", 6, numeric=True), GridColumn(f"{COMPUTED}breaks", "连续蹲点", 16))

    @classmethod
    def by_today(cls, office: Office, view: View) -> Self:
        """The rows of a view; inside a session."""
        found = posting_details.leaves(office.register, date.today(), office.policy)
        told = {
            number: ((f"{one.days}", one.days), (_WORDS[one.interrupts], _WORDS[one.interrupts]))
            for number, one in found.items()
        }
        return cls(office, Listing(office.register, view, office.eyes), told)


class AbsencesPage(ListPage):
    """Enter opens the form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.ABSENCES, ASSISTANCE_TABS))

    def rows_of(self, view: View) -> SeenRows:
        """Leave with its days."""
        return AbsenceRows.by_today(self.office, view)


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
