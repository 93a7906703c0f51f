"""项目资金: projects with the money planned, arrived and spent (NC §二十七)."""

from hfp_desk.records import PROJECT, Column, Place, Project
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.duty_page import DutyPage
from ui.pages.ledger import Ledger


class ProjectsPage(DutyPage):
    """Enter opens the project's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office))


def ledger(office: Office) -> Ledger:
    """The list of projects."""
    return Ledger(
        pages.PROJECTS,
        "整改任务 · 项目资金",
        PROJECT,
        (
            asking.code("source", "资金来源", Column(Project.source)),
            asking.code("state", "项目进度", Column(Project.state)),
            asking.town(office, Column(Place.name, (Project.town,))),
            asking.period("deadline", "计划完成", Column(Project.deadline), pinned=False),
            asking.text("name", "项目名称", Column(Project.name)),
        ),
        summed=(
            Column(Project.amount, label="计划"),
            Column(Project.arrived, label="到位"),
            Column(Project.spent, label="支出"),
        ),
        frozen=1,
        icon="money",
        empty="还没有项目",
        advice="卫生院和村卫生室建设、设备购置等项目，按 F2 登记资金和进度。",
    )
