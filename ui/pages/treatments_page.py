"""救治台账: every stay with its money."""

from hfp_desk.records import TREATMENT, Column, Diagnosis, Identity, Person, Place, Settlement, Treatment
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.jump import AgreementFor
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.widgets.parts import action

PAPER = "treatment-ledger"


class TreatmentsPage(ListPage):
    """F2 enters a stay together with its bill, Ctrl+Y the agreement of treatment before payment of the one chosen."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office))
        words = "办先诊疗后付费协议"
        self.grid.row_actions.append(action(self, words, "money", "Ctrl+Y", self.agree, allowed=office.may_enter))

    def agree(self) -> None:
        """Ctrl+Y: an agreement filled in from the stay under the cursor."""
        record = self.grid.current_id()
        if record is not None and not self.entering:
            self.desk.go(pages.AGREEMENTS, AgreementFor(treatment=record))


def ledger(office: Office) -> Ledger:
    """The list of stays."""
    identity = Column(Identity.kind, (Treatment.person,), summed_over=Identity.person)
    return Ledger(
        pages.TREATMENTS,
        "救治台账",
        TREATMENT,
        (
            asking.town(office, Column(Place.name, (Treatment.person, Person.town))),
            asking.village(office, Column(Place.name, (Treatment.person, Person.village))),
            asking.several("disease", "病种", Column(Treatment.standard_disease), lambda: asking.diseases(office)),
            asking.code("batch", "类别", Column(Diagnosis.batch_class, (Treatment.diagnosis,))),
            asking.period("admitted", "入院", Column(Treatment.admitted)),
            asking.code("identity", "身份", identity, pinned=False),
            asking.code("area", "属地", Column(Treatment.area), pinned=False),
            asking.code("level", "医院级别", Column(Treatment.level), pinned=False),
            asking.code("effect", "治疗效果", Column(Treatment.effect), pinned=False),
            asking.text("hospital", "救治医院", Column(Treatment.hospital)),
            asking.text("written", "病种原文", Column(Treatment.disease)),
            asking.text("name", "姓名", Column(Person.name, (Treatment.person,))),
        ),
        summed=(
            Column(Settlement.total, summed_over=Settlement.treatment, label="合计"),
            Column(Settlement.own_share, summed_over=Settlement.treatment, label="自付"),
        ),
        hidden=(
            Column(Place.name, (Treatment.person, Person.village)),
            *(Column(Treatment.disease), Column(Treatment.icd), Column(Treatment.number), Column(Treatment.referral)),
        ),
        paper=PAPER,
        icon="treatment",
        empty="还没有救治记录",
        advice="导入医院的救治台账，或按 F2 逐笔录入。",
    )
