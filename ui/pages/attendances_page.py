"""参训人员: who attended which course, with results and certificates; who is in no roster of the office."""

from collections.abc import Sequence

from hfp_desk.records import ATTENDANCE, Attendance, Column, Course
from hfp_desk.store import attending, trainees
from hfp_desk.store.trainees import Trainee
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, undo
from ui.pages.figured_page import Counted, CountedPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.tabs import TRAINING_TABS, PageTabs
from ui.widgets.figure_band import Shown
from ui.widgets.parts import action

LOOSE, LINKABLE = "loose", "linkable"


class AttendancesPage(CountedPage):
    """F6 opens the sheet of signatures of the course under the cursor, Ctrl+B ties people to the rosters."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.ATTENDANCES, TRAINING_TABS))
        self.grid.row_actions.append(action(self.grid, "看各项数字", "report", "Ctrl+T", self.band.begin))
        self.band.hide()

    def counted(self) -> tuple[Counted, ...]:
        """Who is in no roster, and who could be tied to one; off the window's thread."""
        loose = trainees.unmatched(self.office.register, self.office.viewer)
        return _counted(loose, trainees.linkable(self.office.register)) if loose else ()

    def show_figures(self, found: Sequence[Counted]) -> None:
        """Nothing where everybody is in a roster."""
        super().show_figures(found)
        self.band.setVisible(bool(found))

    def sign_in(self) -> None:
        """F6: the sheet of the course that the row under the cursor belongs to."""
        record = self.grid.current_id()
        course = attending.course_of(self.office.register, record) if record is not None else None
        if course is not None and not self.entering:
            self.desk.go(pages.ROLL, course)

    def link(self) -> None:
        """Ctrl+B: tie people to the doctor or cadre of the same identity number, in one deed."""
        changes = trainees.link(self.office.register)
        if not changes:
            self.desk.say("没有可以关联的参训人员：身份证号不在村医、干部名册中，或名册中有重号。", "warn")
            return
        count = len(changes[ATTENDANCE.name])
        undo.done(self.desk, self.office, changes, f"已把 {count:,} 条参训记录与村医、干部名册关联。")

    def _make_deeds(self) -> None:
        self.deed("签到表", "check", "F6", self.sign_in)
        self.deed("关联名册", "people", "Ctrl+B", self.link, allowed=self.office.may_enter)
        super()._make_deeds()


def _counted(loose: Sequence[Trainee], linkable: tuple[int, ...]) -> tuple[Counted, ...]:
    ids = tuple(record for one in loose for record in one.attendances)
    found = Counted(
        Shown(LOOSE, "名册外参训人员", f"{len(loose):,} 人", "warn", "不在村医和干部名册中：回车或点击看名单"),
        Narrow(ids, "不在村医和干部名册中的参训人员"),
    )
    if not linkable:
        return (found,)
    return found, Counted(
        Shown(LINKABLE, "可与名册关联", f"{len(linkable):,} 条", "warn", "按 Ctrl+B 关联"),
        Narrow(linkable, "身份证号与名册相同、可以关联的参训人员"),
    )


def ledger() -> Ledger:
    """The list of people in courses."""
    return Ledger(
        pages.ATTENDANCES,
        "培训 · 参训人员",
        ATTENDANCE,
        (
            asking.code("kind", "类别", Column(Course.kind, (Attendance.course,))),
            asking.period("starts", "开班", Column(Course.starts, (Attendance.course,))),
            asking.code("result", "考核结果", Column(Attendance.result)),
            asking.text("course", "培训班", Column(Course.name, (Attendance.course,))),
            asking.text("name", "姓名", Column(Attendance.name)),
            asking.text("unit", "单位", Column(Attendance.unit)),
            asking.text("number", "证件号码", Column(Attendance.id_number)),
            asking.text("certificate", "证书号", Column(Attendance.certificate)),
        ),
        frozen=1,
        icon="training",
        empty="还没有参训人员",
        advice="导入培训花名册，或在培训班的签到表（F6）中编入人员。",
    )
