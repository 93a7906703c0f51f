"""单病种: what a disease may cost, by hospital, level and time (GJ §二（一）3)."""

from hfp_desk.records import DISEASE_PRICE, Column, DiseasePrice
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import MONEY_TABS, PageTabs


class PricesPage(ListPage):
    """F2 enters a price; Enter opens it."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.PRICES, MONEY_TABS))


def ledger() -> Ledger:
    """The list of prices."""
    return Ledger(
        pages.PRICES,
        "费用保障 · 单病种",
        DISEASE_PRICE,
        (
            asking.code("level", "医院级别", Column(DiseasePrice.level)),
            asking.period("starts", "执行日期", Column(DiseasePrice.starts)),
            asking.text("disease", "病种", Column(DiseasePrice.disease)),
            asking.text("hospital", "定点医院", Column(DiseasePrice.hospital)),
            asking.text("document", "文号", Column(DiseasePrice.document)),
        ),
        frozen=1,
        icon="money",
        empty="还没有单病种收费标准",
        advice="按 F2 录入发改、医保部门公布的收费标准；录入后，“报销核查”自动找出超标准的住院。",
    )
