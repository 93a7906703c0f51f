"""健康体检: the yearly exam of each person (domain.md §2.10); Ctrl+T enters those of a whole village."""

from hfp_desk.records import CHECKUP, Checkup, Column, Person, Place
from hfp_desk.store.drafts import Typed
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import SIGNING_TABS, PageTabs

VILLAGE = "整村体检"
"""The title under which a village's exams that were not saved are kept among what was typed."""


class CheckupsPage(ListPage):
    """F2 enters an exam of somebody."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.CHECKUPS, SIGNING_TABS))

    def resume(self, typed: Typed) -> None:
        """What was typed before the program ended: a form here, a village on its own page."""
        if typed.title == VILLAGE:
            self.desk.go(pages.VILLAGE_EXAMS, typed)
        else:
            super().resume(typed)

    def _make_deeds(self) -> None:
        whole = lambda: self.desk.go(pages.VILLAGE_EXAMS)  # noqa: E731
        self.deed("整村录入", "edit", "Ctrl+T", whole, allowed=self.office.may_enter)
        super()._make_deeds()


def ledger(office: Office) -> Ledger:
    """The list of exams."""
    return Ledger(
        pages.CHECKUPS,
        "签约履约 · 健康体检",
        CHECKUP,
        (
            asking.town(office, Column(Place.name, (Checkup.person, Person.town))),
            asking.village(office, Column(Place.name, (Checkup.person, Person.village))),
            asking.period("examined", "体检日期", Column(Checkup.examined_on)),
            asking.code("result", "体检结论", Column(Checkup.result)),
            asking.yes_no("reported", "结果已反馈", Column(Checkup.reported)),
            asking.text("unit", "体检机构", Column(Checkup.unit)),
            asking.text("name", "姓名", Column(Person.name, (Checkup.person,))),
        ),
        frozen=3,
        icon="check",
        empty="还没有体检记录",
        advice="导入体检名单，或按 F2 逐人录入，按 Ctrl+T 整村录入；体检是年度履约和规范管理的凭据。",
    )
