"""费用结算: every bill with all its payers, advances and repayments."""

from hfp_desk.records import PAYERS, SETTLEMENT, Column, Diagnosis, Person, Place, Settlement, Treatment
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage

PAPER = "settlement-ledger"


class SettlementsPage(ListPage):
    """The payers that no edition of the policy knows are hidden until a clerk chooses them."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office))


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
