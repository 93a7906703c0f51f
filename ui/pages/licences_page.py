"""证书: the certificates of doctors, by the day they run out."""

from hfp_desk.records import LICENCE, Column, Doctor, Licence, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import NETWORK_TABS, PageTabs


class LicencesPage(ListPage):
    """Enter opens the certificate's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.LICENCES, NETWORK_TABS))


def ledger(office: Office) -> Ledger:
    """The list of certificates."""
    return Ledger(
        pages.LICENCES,
        "机构村医 · 证书",
        LICENCE,
        (
            asking.town(office, Column(Place.name, (Licence.doctor, Doctor.town))),
            asking.code("kind", "资格", Column(Licence.kind)),
            asking.period("expires", "到期", Column(Licence.expires)),
            asking.village(office, Column(Place.name, (Licence.doctor, Doctor.village))),
            asking.text("name", "姓名", Column(Doctor.name, (Licence.doctor,))),
            asking.text("number", "证书编号", Column(Licence.number)),
        ),
        icon="signing",
        empty="还没有证书",
        advice="导入乡村医生花名册时证书一并登记；也可以按 F2 逐本录入。",
    )
