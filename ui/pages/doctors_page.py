"""村医: doctors of villages and townships; below the list certificates, places and training of the one chosen."""

from hfp_desk.records import DOCTOR, LICENCE, PRACTICE, Column, Doctor, Institution, Licence, Place, RecordType
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, sheets
from ui.pages.doctor_strip import DoctorStrip
from ui.pages.jump import jump
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import NETWORK_TABS, PageTabs
from ui.widgets.parts import action


class DoctorsPage(ListPage):
    """Enter opens the doctor's form; F2 enters a doctor together with the certificate."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.DOCTORS, NETWORK_TABS))
        self.strip = DoctorStrip(office)
        self.person.setVisible(False)
        inside = self.below.layout()
        assert inside is not None
        inside.addWidget(self.strip)
        self.strip.opened.connect(lambda kind, record: jump(desk, office, kind.name, record))
        self.strip.entered.connect(self.enter_for)
        if office.may_enter:
            self.grid.row_actions += [
                action(self, "登记证书", "add", "Ctrl+2", lambda: self.enter_for(LICENCE)),
                action(self, "登记其他执业地点", "add", "Ctrl+3", lambda: self.enter_for(PRACTICE)),
            ]

    def enter_for(self, kind: RecordType) -> None:
        """Ctrl+2, Ctrl+3: a certificate, or a further place, of the doctor under the cursor."""
        record = self.grid.current_id()
        if record is None or self.entering:
            return
        name = self.strip.name if self.strip.doctor == record else ""
        self.start(self.sheet_for(kind), {"doctor": record}, {"doctor": name})

    def _follow(self) -> None:
        record = self.grid.current_id()
        self.below.setVisible(record is not None)
        if record is not None:
            self.strip.show_doctor(record)

    def add(self) -> None:
        """F2: a new doctor with the certificate."""
        self.start(sheets.NEW_DOCTOR_SHEET)


def ledger(office: Office) -> Ledger:
    """The list of doctors."""
    return Ledger(
        pages.DOCTORS,
        "机构村医 · 村医",
        DOCTOR,
        (
            asking.town(office, Column(Place.name, (Doctor.town,))),
            asking.code("licence", "资格", Column(Licence.kind, summed_over=Licence.doctor)),
            asking.period("expires", "证书到期", Column(Licence.expires, summed_over=Licence.doctor)),
            asking.code("state", "在岗", Column(Doctor.state)),
            asking.village(office, Column(Place.name, (Doctor.village,))),
            asking.code("kind", "人员类别", Column(Doctor.kind), pinned=False),
            asking.code("post", "岗位来源", Column(Doctor.special_post), pinned=False),
            asking.code("employment", "聘用方式", Column(Doctor.employment), pinned=False),
            asking.code("pension", "养老保险", Column(Doctor.pension), pinned=False),
            asking.text("institution", "执业机构", Column(Institution.name, (Doctor.institution,))),
            asking.text("name", "姓名", Column(Doctor.name)),
            asking.text("number", "证件号码", Column(Doctor.id_number)),
            asking.text("phone", "联系电话", Column(Doctor.phone)),
        ),
        hidden=(Column(Doctor.birth), Column(Licence.number, summed_over=Licence.doctor)),
        frozen=4,
        paper="doctor-roster",
        icon="person",
        empty="还没有村医",
        advice="导入乡村医生花名册，或按 F2 录入；证书与人员在一张登记表中。",
    )
