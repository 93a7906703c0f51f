"""任务分解: what the documents ask for, who answers for it, until when."""

from hfp_desk.records import TASK, Column, Task
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.duty_page import DutyPage
from ui.pages.ledger import Ledger


class TasksPage(DutyPage):
    """Enter opens the task's form."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger())


def ledger() -> Ledger:
    """The list of tasks."""
    return Ledger(
        pages.TASKS,
        "整改任务 · 任务分解",
        TASK,
        (
            asking.code("state", "任务状态", Column(Task.state)),
            asking.period("deadline", "完成时限", Column(Task.deadline)),
            asking.text("section", "责任科室", Column(Task.section)),
            asking.text("unit", "责任单位", Column(Task.unit)),
            asking.text("content", "任务内容", Column(Task.content)),
            asking.text("document", "依据文件", Column(Task.document)),
        ),
        frozen=1,
        paper="task-list",
        icon="task",
        empty="还没有分解任务",
        advice="把工作要点按责任科室、责任单位和完成时限分解，按 F2 录入，或导入任务分解表。",
    )
