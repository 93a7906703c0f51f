"""培训班: the courses; F6 opens the sheet of signatures of the one under the cursor."""

from hfp_desk.records import COURSE, Column, Course
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import TRAINING_TABS, PageTabs


class CoursesPage(ListPage):
    """Enter opens the course's form, F6 its sheet of signatures."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.COURSES, TRAINING_TABS))

    def sign_in(self) -> None:
        """F6: the sheet of signatures of the course under the cursor."""
        course = self.grid.current_id()
        if course is not None and not self.entering:
            self.desk.go(pages.ROLL, course)

    def _make_deeds(self) -> None:
        self.deed("签到表", "check", "F6", self.sign_in)
        super()._make_deeds()


def ledger() -> Ledger:
    """The list of courses."""
    return Ledger(
        pages.COURSES,
        "培训 · 培训班",
        COURSE,
        (
            asking.code("kind", "类别", Column(Course.kind)),
            asking.period("starts", "开班", Column(Course.starts)),
            asking.code("forms", "形式", Column(Course.forms), pinned=False),
            asking.text("name", "名称", Column(Course.name)),
            asking.text("host", "主办单位", Column(Course.host)),
            asking.text("place", "地点", Column(Course.place)),
        ),
        frozen=1,
        icon="training",
        empty="还没有培训班",
        advice="按 F2 登记培训班，再按 F6 编入人员和签到；也可以导入培训花名册，培训班随名册建立。",
    )
