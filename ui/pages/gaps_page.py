"""空白点: villages without clinic or doctor, from the day they are found to the day they are closed."""

from hfp_desk.records import GAP, Column, Gap, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import NETWORK_TABS, PageTabs


class GapsPage(ListPage):
    """Enter opens the gap's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.GAPS, NETWORK_TABS))


def ledger(office: Office) -> Ledger:
    """The list of gaps."""
    return Ledger(
        pages.GAPS,
        "机构村医 · 空白点",
        GAP,
        (
            asking.town(office, Column(Place.name, (Gap.town,))),
            asking.code("kind", "空白类型", Column(Gap.kind)),
            asking.code("remedy", "解决方式", Column(Gap.remedy)),
            asking.period("deadline", "完成时限", Column(Gap.deadline), pinned=False),
            asking.period("closed", "销号", Column(Gap.closed_on), pinned=False),
            asking.village(office, Column(Place.name, (Gap.village,))),
            asking.text("unit", "责任单位", Column(Gap.unit)),
        ),
        frozen=2,
        icon="warning",
        empty="没有登记的空白点",
        advice="在“村级覆盖”中可把没有卫生室或村医的村一次登记为空白点；也可以按 F2 逐条录入。",
    )
