"""联审批次: the result of each joint audit bill by bill, and paying back (GJ §二（三）3 定期联审、统一结算)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from hfp_desk.kinds import Money, Unreadable
from hfp_desk.problems import Refusal
from hfp_desk.records import AUDIT_BATCH, AuditBatch, Column
from hfp_desk.rules.advances import Advance
from hfp_desk.store import auditing
from hfp_desk.store.auditing import Verdict
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, menus, undo
from ui.pages.ask_day import AskDay
from ui.pages.audit_panel import AuditPanel
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.tabs import MONEY_TABS, PageTabs
from ui.widgets.parts import action

_PAPERS = (("advance-details", "垫付联审明细表（选中批次）"), ("advance-summary", "垫付联审汇总表"))


class AuditBatchesPage(ListPage):
    """Ctrl+B opens the bills of a batch to write down the result, Ctrl+P pays back, Ctrl+G shows the bills."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self._batch = 0
        self.audit = AuditPanel(may_enter=office.may_enter)
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.AUDIT_BATCHES, MONEY_TABS))
        self.papers = menus.numbered(self, [(words, partial(self._print, form)) for form, words in _PAPERS])
        self.split.addWidget(self.audit)
        self.split.setStretchFactor(2, 1)
        self.audit.asked.connect(self.keep_result)
        self.audit.closed.connect(self.grid.setFocus)
        action(self.audit, "登记联审结果", "save", "F9", self.audit.save, allowed=office.may_enter)
        action(self.audit, "下一处", "", "F3", self.audit.table.go_wrong)
        self.grid.row_actions.append(action(self, "看结算明细", "list", "Ctrl+G", self.show_bills))

    def write_result(self) -> None:
        """Ctrl+B: the bills of the batch under the cursor."""
        batch = self._current()
        if batch is None:
            self.desk.say("请先选中联审批次；没有批次时，先在“垫付结算”申报。", "warn")
            return
        bills = self._bills(batch)
        if bills is None:
            return
        self._batch = batch
        record = self.grid.rows.find_row(batch) if self.grid.rows is not None else -1
        cells = self.grid.rows.cells(record) if self.grid.rows is not None and record >= 0 else ("", "")
        self.audit.begin(f"联审结果：{cells[0]} {cells[1]}", bills, "")

    def keep_result(self, day: date, auditors: str, verdicts: Mapping[int, Verdict]) -> None:
        """Write the result; what is in the way is said in the panel."""
        try:
            changes = auditing.audit(self.office.register, self._batch, day, auditors, verdicts)
        except Refusal as refusal:
            self.audit.say(f"{refusal.sentence}{refusal.advice}")
            return
        self.audit.shut()
        undo.done(self.desk, self.office, changes, f"已登记联审结果，{len(verdicts):,} 笔。")

    def repay(self) -> None:
        """Ctrl+P: the day and the amount that was paid back."""
        batch = self._current()
        if batch is None:
            self.desk.say("请先选中已联审的批次。", "warn")
            return
        note = "金额留空，按审定金额全部拨付；填写金额的，按结算先后分摊到各笔。"
        words = ("拨付日期", "拨付金额（可不填）")
        AskDay(self.filters, "登记拨付", note, words, "登记", partial(self.repay_on, batch)).ask(date.today())

    def repay_on(self, batch: int, day: date | None, amount: str) -> str:
        """Note the repayment; what is in the way is said."""
        if day is None:
            return "请填写拨付日期。"
        try:
            wanted: Decimal | None = Money().read(amount) if amount else None
            changes = auditing.repay(self.office.register, batch, day, wanted)
        except Unreadable as wrong:
            return str(wrong)
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        undo.done(self.desk, self.office, changes, "已登记拨付。")
        return ""

    def show_bills(self) -> None:
        """Ctrl+G: the bills of the batch under the cursor."""
        batch = self._current()
        if batch is None:
            return
        bills = self._bills(batch)
        if bills is None:
            return
        self.desk.go(pages.ADVANCES, Narrow(tuple(one.id for one in bills), "本批次的结算"))

    def print(self) -> None:
        """F7: the papers of joint audits."""
        menus.drop(self, self.papers)

    def back(self) -> bool:
        """Esc closes the table of bills first."""
        if self.audit.isVisible():
            self.audit.shut()
            return True
        return super().back()

    def unsaved(self) -> bool:
        """Something typed into the table of bills."""
        return super().unsaved() or (self.audit.isVisible() and self.audit.model.dirty)

    def _print(self, form: str) -> None:
        ids = tuple(self.grid.ticked_ids()) or ((self.grid.current_id(),) if self.grid.current_id() else ())
        self.desk.go(pages.PRINT, PrintRequest(form, Scope(records=tuple(one for one in ids if one is not None))))

    def _bills(self, batch: int) -> tuple[Advance, ...] | None:
        """The bills of a batch; None, and said why, where they may not be seen."""
        try:
            return auditing.results(self.office.register, batch)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return None

    def _current(self) -> int | None:
        return None if self.entering else self.grid.current_id()

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("拨付", "money", "Ctrl+P", self.repay, allowed=may)
        self.deed("联审结果", "check", "Ctrl+B", self.write_result, allowed=may)
        super()._make_deeds()


def ledger() -> Ledger:
    """The list of joint audits."""
    return Ledger(
        pages.AUDIT_BATCHES,
        "费用保障 · 联审批次",
        AUDIT_BATCH,
        (
            asking.text("number", "批次", Column(AuditBatch.number)),
            asking.text("hospital", "垫付医院", Column(AuditBatch.hospital)),
            asking.period("audited", "联审", Column(AuditBatch.audited_on)),
            asking.period("repaid", "拨付", Column(AuditBatch.repaid_on)),
        ),
        summed=(
            *(Column(AuditBatch.claimed), Column(AuditBatch.approved), Column(AuditBatch.deducted)),
            Column(AuditBatch.repaid),
        ),
        frozen=2,
        icon="money",
        empty="还没有联审批次",
        advice="在“垫付结算”勾选结算，按 Ctrl+B 申报联审，批次随之建立。",
    )
