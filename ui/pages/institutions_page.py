"""机构: hospitals, township health centres and village clinics."""

from hfp_desk.records import INSTITUTION, Column, Institution, Place
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import NETWORK_TABS, PageTabs


class InstitutionsPage(ListPage):
    """Enter opens the institution's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.INSTITUTIONS, NETWORK_TABS))


def ledger(office: Office) -> Ledger:
    """The list of institutions."""
    return Ledger(
        pages.INSTITUTIONS,
        "机构村医",
        INSTITUTION,
        (
            asking.town(office, Column(Place.name, (Institution.town,))),
            asking.code("kind", "类别", Column(Institution.kind)),
            asking.yes_no("standard", "标准化", Column(Institution.standard)),
            asking.code("failing", "不达标项", Column(Institution.failing)),
            asking.village(office, Column(Place.name, (Institution.village,))),
            asking.code("level", "级别", Column(Institution.level), pinned=False),
            asking.code("area", "属地", Column(Institution.area), pinned=False),
            asking.code("host", "主办单位", Column(Institution.host), pinned=False),
            asking.code("progress", "建设进度", Column(Institution.build_progress), pinned=False),
            asking.period("licence", "许可证到期", Column(Institution.licence_expires), pinned=False),
            asking.yes_no("contract", "医保定点", Column(Institution.insurance_contract), pinned=False),
            asking.text("name", "机构名称", Column(Institution.name)),
        ),
        frozen=1,
        icon="institution",
        empty="还没有医疗机构",
        advice="导入村卫生室花名册，或按 F2 录入定点医院和卫生室；录入后，救治记录会自动带出级别和属地。",
    )
