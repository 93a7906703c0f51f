"""行为监管: inspections of paid referrals, false admissions and over-treatment (ZS §七)."""

from hfp_desk.records import INSPECTION, Column, Inspection, Institution
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.duty_page import DutyPage
from ui.pages.ledger import Ledger


class InspectionsPage(DutyPage):
    """Enter opens the inspection's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger())


def ledger() -> Ledger:
    """The list of inspections."""
    return Ledger(
        pages.INSPECTIONS,
        "整改任务 · 行为监管",
        INSPECTION,
        (
            asking.code("kind", "检查事项", Column(Inspection.kind)),
            asking.period("day", "检查日期", Column(Inspection.inspected_on)),
            asking.text("institution", "被检查机构", Column(Institution.name, (Inspection.institution,))),
            asking.text("found", "查实情况", Column(Inspection.found)),
        ),
        summed=(Column(Inspection.amount),),
        frozen=1,
        icon="check",
        empty="还没有检查记录",
        advice="有偿转诊、虚假住院、过度医疗等检查，按 F2 登记查实和处理情况。",
    )
