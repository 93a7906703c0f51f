"""签约: every contract of a person with a team, and why somebody has none.

The figures over the list are those of today: who should be signed, who is, every reason of the return; each opens its
people, households or contracts. F6 renews the ticked contracts in one go, Ctrl+B ends them with a reason.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from hfp_desk.codes import code_list
from hfp_desk.problems import Refusal
from hfp_desk.records import CONTRACT, Column, Contract, Person, Place, Team
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.store import renewing, signing
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, menus, undo
from ui.pages.ask_day import AskDay
from ui.pages.figured_page import Counted, CountedPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.signing_band import shown
from ui.pages.tabs import SIGNING_TABS, PageTabs
from ui.widgets.parts import action

_LIST_OF = {signing.PERSON: pages.PEOPLE, signing.HOUSEHOLD: pages.HOUSEHOLDS}


class ContractsPage(CountedPage):
    """F2 enters a contract."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.figures: dict[str, Figure] = {}
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.CONTRACTS, SIGNING_TABS))
        self.grid.row_actions += [
            action(self.grid, "打印协议书", "print", "Ctrl+P", self.print_agreements),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
        ]
        reasons = [(item.label, partial(self.cancel, item.code)) for item in code_list("cancel_reason").offered()]
        self.reasons = menus.numbered(self, reasons)

    def counted(self) -> tuple[Counted, ...]:
        """How everybody stands with signing today; off the window's thread."""
        found = signing.figures(signing.signing(self.office.register, self.office.policy, date.today()))
        self.figures = {one.name: one for one in found}
        return tuple(Counted(shown(one), Narrow(one.ids, one.label)) for one in found)

    def open_figure(self, name: str) -> None:
        """People and households are shown in their own lists, contracts here; once more shows all again."""
        one = self.figures[name]
        if one.kind in _LIST_OF:
            self.desk.go(_LIST_OF[one.kind], self.behind[name])
        elif self.is_open(name):
            self.narrow.leave()
        else:
            super().open_figure(name)

    def renew(self) -> None:
        """F6: ask for the first day and the years of the next contracts."""
        chosen = self._chosen()
        if chosen:
            note = "人群、服务包、团队和医生照原协议；开始日期不填，各自从原协议到期的次日开始。一次完成，可整体撤销。"
            labels = ("开始日期（可不填）", "签约周期（年，不填为 1 年）")
            done = partial(self.renew_from, chosen)
            AskDay(self.grid.foot, f"续签 {len(chosen)} 份协议", note, labels, "续签", done).ask(None, "1")

    def renew_from(self, chosen: tuple[int, ...], day: date | None, years: str) -> str:
        """Renew contracts; what is in the way is said, nothing when it is done."""
        if years and not years.isdigit():
            return "签约周期请填整数年，如 1。"
        try:
            changes = renewing.renew(self.office.register, chosen, day, int(years or 1), date.today())
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        self.grid.model.tick_all(False)
        undo.done(self.desk, self.office, changes, f"已续签 {len(chosen):,} 份协议。")
        return ""

    def offer_reasons(self) -> None:
        """Ctrl+B: why the contracts are ended, chosen by its digit."""
        if self._chosen():
            menus.drop(self, self.reasons)

    def cancel(self, reason: str) -> None:
        """Ask for the day on which the chosen contracts end."""
        chosen = self._chosen()
        label = code_list("cancel_reason").shown(reason)
        title, words = f"解约 {len(chosen)} 份协议：{label}", ("解约日期", "说明（可不填）")
        done = partial(self.cancel_on, chosen, reason)
        AskDay(self.grid.foot, title, "解约日期起不再计入有效签约。", words, "解约", done).ask(date.today())

    def cancel_on(self, chosen: tuple[int, ...], reason: str, day: date | None, words: str) -> str:
        """End contracts; what is in the way is said, nothing when it is done."""
        if day is None:
            return "请填写解约日期。"
        try:
            changes = renewing.cancel(self.office.register, chosen, day, reason, words)
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        self.grid.model.tick_all(False)
        undo.done(self.desk, self.office, changes, f"已解约 {len(chosen):,} 份协议。")
        return ""

    def print_agreements(self) -> None:
        """Ctrl+P: the agreements of the ticked contracts, one a household."""
        chosen = self._chosen()
        if chosen:
            self.desk.go(pages.PRINT, PrintRequest("signing-agreement", Scope(records=chosen)))

    def _chosen(self) -> tuple[int, ...]:
        """The ticked contracts, else the one under the cursor."""
        current = self.grid.current_id()
        chosen = () if self.entering else tuple(self.grid.ticked_ids()) or (() if current is None else (current,))
        if not chosen and not self.entering:
            self.desk.say("请先选中或勾选签约。", "warn")
        return chosen

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("解约", "close", "Ctrl+B", self.offer_reasons, allowed=may)
        self.deed("续签", "calendar", "F6", self.renew, allowed=may)
        super()._make_deeds()


def ledger(office: Office) -> Ledger:
    """The list of contracts."""
    whose = (Contract.person,)
    return Ledger(
        pages.CONTRACTS,
        "签约履约 · 签约",
        CONTRACT,
        (
            asking.town(office, Column(Place.name, (*whose, Person.town))),
            asking.village(office, Column(Place.name, (*whose, Person.village))),
            asking.code("state", "签约状态", Column(Contract.state)),
            asking.period("ends", "到期", Column(Contract.ends)),
            asking.code("groups", "人群分类", Column(Contract.groups)),
            asking.code("reason", "未签约原因", Column(Contract.unsigned_reason), pinned=False),
            asking.period("signed", "签约日期", Column(Contract.signed_on), pinned=False),
            asking.code("package", "服务包", Column(Contract.package), pinned=False),
            asking.yes_no("handed", "协议已交户", Column(Contract.handed_over), pinned=False),
            asking.text("doctor", "签约医生", Column(Contract.doctor_name)),
            asking.text("team", "签约团队", Column(Team.name, (Contract.team,))),
            asking.text("name", "姓名", Column(Person.name, whose)),
        ),
        frozen=3,
        icon="signing",
        empty="还没有签约",
        advice="导入签约服务台账，或按 F2 逐人录入；没有签约的也登记原因。",
    )
