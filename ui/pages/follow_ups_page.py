"""随访记录: every follow-up visit; F2 enters one on the national form of its programme, Ctrl+T a whole village."""

from hfp_desk.records import FOLLOW_UP, Column, FollowUp, Person, Place
from hfp_desk.store.drafts import Typed
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import VISIT_TABS, PageTabs

VILLAGE = "整村随访"
"""The title under which a village grid that was not saved is kept among what was typed."""


class FollowUpsPage(ListPage):
    """Ctrl+E opens the form of the visit under the cursor, Enter the page of the person."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.FOLLOW_UPS, VISIT_TABS))

    def resume(self, typed: Typed) -> None:
        """What was typed before the program ended: a form here, a village on its own page."""
        if typed.title == VILLAGE:
            self.desk.go(pages.VILLAGE_VISITS, typed)
        else:
            super().resume(typed)

    def _make_deeds(self) -> None:
        whole = lambda: self.desk.go(pages.VILLAGE_VISITS)  # noqa: E731
        self.deed("整村录入", "edit", "Ctrl+T", whole, allowed=self.office.may_enter)
        super()._make_deeds()


def ledger(office: Office) -> Ledger:
    """The list of visits."""
    return Ledger(
        pages.FOLLOW_UPS,
        "慢病随访 · 随访记录",
        FOLLOW_UP,
        (
            asking.town(office, Column(Place.name, (FollowUp.person, Person.town))),
            asking.village(office, Column(Place.name, (FollowUp.person, Person.village))),
            asking.code("programme", "病种", Column(FollowUp.programme)),
            asking.period("visited", "随访日期", Column(FollowUp.visited_on)),
            asking.code("mode", "方式", Column(FollowUp.mode)),
            asking.code("state", "结果", Column(FollowUp.state)),
            asking.code("control", "随访分类", Column(FollowUp.control)),
            asking.code("stability", "病情分类", Column(FollowUp.stability), pinned=False),
            asking.yes_no("referred", "转诊", Column(FollowUp.referred), pinned=False),
            asking.period("next", "下次随访", Column(FollowUp.next_on), pinned=False),
            asking.text("doctor", "随访医生", Column(FollowUp.doctor_name)),
            asking.text("name", "姓名", Column(Person.name, (FollowUp.person,))),
        ),
        icon="calendar",
        empty="还没有随访记录",
        advice="按 F2 逐人录入，按 Ctrl+T 整村录入；也可以导入履约台账或村医报来的随访表。",
    )
