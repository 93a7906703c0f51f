"""资助标准: what each category is subsidised with in a year (附件1); last year's are taken over in one step."""

from datetime import date

from hfp_desk.problems import Refusal
from hfp_desk.records import SUBSIDY_STANDARD, Column, SubsidyStandard
from hfp_desk.store import subsidies
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, undo
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.reason import AskLine
from ui.pages.tabs import MONEY_TABS, PageTabs


class SubsidyStandardsPage(ListPage):
    """Ctrl+B takes last year's standards over."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.SUBSIDY_STANDARDS, MONEY_TABS))

    def clone(self) -> None:
        """Ctrl+B: ask for the year."""
        note = "从上一年度复制各类身份的优先级、档次和金额；本年度已有的不动。"
        AskLine(self.filters, "沿用上年标准", "参保年度，如 2021", "沿用", self.clone_for, note).ask(
            str(date.today().year)
        )

    def clone_for(self, year: str) -> None:
        """Take over the standards of the year before ``year``."""
        try:
            if not (year.isascii() and year.isdigit() and len(year) == len("2021")):
                raise Refusal(f"“{year}”不是年度。", "请填写四位年份，如 2021。")
            changes = subsidies.clone(self.office.register, int(year))
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        undo.done(self.desk, self.office, changes, f"已沿用 {int(year) - 1} 年资助标准，请按文件核对金额。")

    def _make_deeds(self) -> None:
        self.deed("沿用上年", "copy", "Ctrl+B", self.clone, allowed=self.office.may_enter)
        super()._make_deeds()


def ledger() -> Ledger:
    """The list of standards."""
    return Ledger(
        pages.SUBSIDY_STANDARDS,
        "费用保障 · 资助标准",
        SUBSIDY_STANDARD,
        (
            asking.text("document", "文号", Column(SubsidyStandard.document)),
            asking.code("category", "资助参保身份", Column(SubsidyStandard.category)),
            asking.code("grade", "资助档次", Column(SubsidyStandard.grade)),
        ),
        frozen=3,
        icon="money",
        empty="还没有资助标准",
        advice="按 F2 录入各类身份的优先级和金额；优先级数字小的在前，一人多种身份按它取一种。",
    )
