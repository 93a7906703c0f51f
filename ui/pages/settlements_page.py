"""费用结算: every bill with all its payers, advances and repayments."""

from hfp_desk.problems import Refusal
from hfp_desk.records import PAYERS, SETTLEMENT, Column, Diagnosis, Person, Place, Settlement, Treatment
from hfp_desk.store import reversing
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, undo
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.reason import AskLine
from ui.pages.tabs import MONEY_TABS, PageTabs
from ui.widgets.parts import action

PAPER = "settlement-ledger"


class SettlementsPage(ListPage):
    """The payers that no edition of the policy knows are hidden until a clerk chooses them.

    Ctrl+M reckons the stay of the bill under the cursor, Ctrl+U reverses the bill (冲账).
    """

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.SETTLEMENTS, MONEY_TABS))

    def reckon(self) -> None:
        """Ctrl+M: what each line of protection would pay of this stay, beside what was paid."""
        bill = self.grid.current_id()
        if bill is not None and not self.entering:
            self.desk.go(pages.CALCULATOR, bill)

    def reverse(self) -> None:
        """Ctrl+U: take the bill back by a record of its own, for a reason."""
        bill = self.grid.current_id()
        if bill is None or self.entering:
            return
        note = "按原金额生成一笔负数的冲账记录并指向原单，原单不改；之后按 F2 录入正确的结算。"
        hint = "原因，如：报销比例算错、退费重结"
        AskLine(self.grid.foot, "冲账", hint, "冲账", lambda reason: self._reversed(bill, reason), note).ask()

    def _make_deeds(self) -> None:
        super()._make_deeds()
        self.grid.row_actions += [
            action(self, "测算这次住院", "report", "Ctrl+M", self.reckon),
            action(self, "冲账", "undo", "Ctrl+U", self.reverse, allowed=self.office.may_enter),
        ]

    def _reversed(self, bill: int, reason: str) -> None:
        try:
            changes = reversing.reverse(self.office.register, self.office.viewer, bill, reason)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        undo.done(self.desk, self.office, changes, "已冲账，原单与冲账记录都保留在台账中。")


def ledger(office: Office) -> Ledger:
    """The list of bills."""
    stay = Settlement.treatment
    in_force = {payer.field for edition in office.policy.editions for payer in edition.payers}
    return Ledger(
        pages.SETTLEMENTS,
        "费用结算",
        SETTLEMENT,
        (
            asking.town(office, Column(Place.name, (Settlement.person, Person.town))),
            asking.village(office, Column(Place.name, (Settlement.person, Person.village))),
            asking.several(
                "disease", "病种", Column(Treatment.standard_disease, (stay,)), lambda: asking.diseases(office)
            ),
            asking.code("batch", "类别", Column(Diagnosis.batch_class, (stay, Treatment.diagnosis))),
            asking.period("settled", "结算", Column(Settlement.settled_on)),
            asking.period("admitted", "入院", Column(Treatment.admitted, (stay,)), pinned=False),
            asking.code("advance", "垫付状态", Column(Settlement.advance_state), pinned=False),
            asking.text("hospital", "救治医院", Column(Treatment.hospital, (stay,))),
            asking.text("audit", "联审批次", Column(Settlement.audit_batch)),
            asking.text("name", "姓名", Column(Person.name, (Settlement.person,))),
        ),
        summed=(Column(Settlement.total, label="合计"), Column(Settlement.own_share, label="自付")),
        hidden=(
            *(Column(payer) for payer in PAYERS if payer.name not in in_force),
            Column(Place.name, (Settlement.person, Person.village)),
        ),
        paper=PAPER,
        icon="money",
        empty="还没有费用结算",
        advice="导入医院的救治台账时，费用随救治记录一起进来；也可以按 F2 录入。",
    )
