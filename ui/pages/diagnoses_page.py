"""患病核准: each disease of each person, from finding to closing."""

from hfp_desk.records import DIAGNOSIS, Column, Diagnosis, Identity, Person, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage


class DiagnosesPage(ListPage):
    """F2 enters a disease of somebody already registered."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office))


def ledger(office: Office) -> Ledger:
    """The list of diagnoses."""
    identity = Column(Identity.kind, (Diagnosis.person,), summed_over=Identity.person)
    return Ledger(
        pages.DIAGNOSES,
        "患病核准",
        DIAGNOSIS,
        (
            asking.town(office, Column(Place.name, (Diagnosis.person, Person.town))),
            asking.village(office, Column(Place.name, (Diagnosis.person, Person.village))),
            asking.several("disease", "病种", Column(Diagnosis.standard_disease), lambda: asking.diseases(office)),
            asking.code("batch", "类别", Column(Diagnosis.batch_class)),
            asking.code("verify", "核准", Column(Diagnosis.verify_state)),
            asking.code("identity", "身份", identity),
            asking.period("verified", "核准日期", Column(Diagnosis.verified_on), pinned=False),
            asking.period("closed", "销号日期", Column(Diagnosis.closed_on), pinned=False),
            asking.text("written", "病种原文", Column(Diagnosis.disease)),
            asking.text("name", "姓名", Column(Person.name, (Diagnosis.person,))),
        ),
        hidden=(Column(Diagnosis.icd), Column(Diagnosis.nanning_class)),
        icon="disease",
        empty="还没有患病核准记录",
    )
