"""知晓满意: what people know of the policy and think of the service (GJ 三(四), ZS §八)."""

from datetime import date

from hfp_desk.records import SURVEY, Column, Person, Place, Survey
from hfp_desk.store import awareness
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.figured_page import Counted, CountedPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.signing_band import answered
from ui.pages.tabs import SIGNING_TABS, PageTabs


class SurveysPage(CountedPage):
    """F2 enters what somebody answered; the figures are of the year of the latest answer."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.SURVEYS, SIGNING_TABS))

    def counted(self) -> tuple[Counted, ...]:
        """How many knew and were content; behind each who did not; off the window's thread."""
        register = self.office.register
        year = awareness.latest_year(register)
        found = awareness.figures(awareness.answers(register, date(year, 1, 1), date(year, 12, 31)))
        return tuple(
            Counted(
                answered(one, year), Narrow(one.ids, f"{year}年 {'' if one.name == 'asked' else '答否：'}{one.label}")
            )
            for one in found
        )


def ledger(office: Office) -> Ledger:
    """The list of answers."""
    return Ledger(
        pages.SURVEYS,
        "签约履约 · 知晓满意",
        SURVEY,
        (
            asking.town(office, Column(Place.name, (Survey.person, Person.town))),
            asking.village(office, Column(Place.name, (Survey.person, Person.village))),
            asking.period("surveyed", "调查日期", Column(Survey.surveyed_on)),
            asking.code("satisfaction", "满意度", Column(Survey.satisfaction)),
            asking.yes_no("policy", "知晓政策", Column(Survey.knows_policy), pinned=False),
            asking.yes_no("served", "接受过服务", Column(Survey.served), pinned=False),
            asking.text("surveyor", "调查人", Column(Survey.surveyor)),
            asking.text("name", "姓名", Column(Person.name, (Survey.person,))),
        ),
        frozen=3,
        icon="report",
        empty="还没有入户调查",
        advice="按 F2 录入入户调查，或导入调查表；知晓率、满意度据此计算。",
    )
