"""机构: hospitals, township health centres and village clinics."""

from hfp_desk.records import INSTITUTION, Column, Institution, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage


class InstitutionsPage(ListPage):
    """Enter opens the institution's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office))


def ledger(office: Office) -> Ledger:
    """The list of institutions."""
    return Ledger(
        pages.INSTITUTIONS,
        "机构村医",
        INSTITUTION,
        (
            asking.town(office, Column(Place.name, (Institution.town,))),
            asking.code("kind", "类别", Column(Institution.kind)),
            asking.code("level", "级别", Column(Institution.level)),
            asking.code("area", "属地", Column(Institution.area)),
            asking.text("name", "机构名称", Column(Institution.name)),
        ),
        frozen=1,
        icon="institution",
        empty="还没有医疗机构",
        advice="按 F2 录入定点医院和卫生室；录入后，救治记录会自动带出级别和属地。",
    )
