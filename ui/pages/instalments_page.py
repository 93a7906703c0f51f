"""分期还款: every sum of every instalment agreement; Ctrl+B notes those that were paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from hfp_desk.problems import Refusal
from hfp_desk.records import INSTALMENT, Agreement, Column, Instalment, Person, Place
from hfp_desk.store import agreements
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, undo
from ui.pages.ask_day import AskDay
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import MONEY_TABS, PageTabs

_WHOSE = (Instalment.agreement, Agreement.person)


class InstalmentsPage(ListPage):
    """Enter opens the form of a sum; what was ticked is paid in one step."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.INSTALMENTS, MONEY_TABS))

    def pay(self) -> None:
        """Ctrl+B: the day on which the sums ticked, or the one under the cursor, were paid whole."""
        current = self.grid.current_id()
        chosen = list(self.grid.ticked_ids()) or ([current] if current is not None else [])
        if not chosen or self.entering:
            self.desk.say("请先选中或勾选已还的各期。", "warn")
            return
        note = "按应还金额全额登记；只还了一部分的，请按 Ctrl+E 填写已还金额。"
        words = ("还款日期", "经办说明（可不填）")
        ask = AskDay(self.filters, f"登记还款 {len(chosen)} 期", note, words, "登记", partial(self.pay_on, chosen))
        ask.ask(date.today())

    def pay_on(self, chosen: Sequence[int], day: date | None, note: str) -> str:
        """Note the payment; what is in the way is said."""
        if day is None:
            return "请填写还款日期。"
        try:
            changes = agreements.pay(self.office.register, chosen, day, note)
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        self.grid.model.tick_all(False)
        undo.done(self.desk, self.office, changes, f"已登记还款 {len(chosen):,} 期。")
        return ""

    def _make_deeds(self) -> None:
        self.deed("登记还款", "check", "Ctrl+B", self.pay, allowed=self.office.may_enter)
        super()._make_deeds()


def ledger(office: Office) -> Ledger:
    """The list of instalments."""
    return Ledger(
        pages.INSTALMENTS,
        "费用保障 · 分期还款",
        INSTALMENT,
        (
            asking.town(office, Column(Place.name, (*_WHOSE, Person.town))),
            asking.period("due", "应还日期", Column(Instalment.due_on)),
            asking.period("paid", "还款日期", Column(Instalment.paid_on)),
            asking.text("name", "姓名", Column(Person.name, _WHOSE)),
            asking.text("hospital", "签约医院", Column(Agreement.hospital, (Instalment.agreement,))),
        ),
        summed=(Column(Instalment.amount), Column(Instalment.paid)),
        frozen=1,
        icon="money",
        empty="还没有分期还款",
        advice="在“先诊疗后付费”选中协议，按 Ctrl+B 约定分期，各期一次生成。",
    )
