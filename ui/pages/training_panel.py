"""One village doctor beside the list: the courses of the year, on what their days stand, and the 脱产进修."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hfp_desk.codes import code_list
from hfp_desk.rules.training import Attended, Basis, Leave
from hfp_desk.store.training_words import number
from hfp_desk.store.trainings import DoctorTraining
from ui.widgets.panels import SectionTitle, SidePanel
from ui.widgets.parts import button, label, scrolled, tight

WIDTH = 360
_TONES = {Leave.OVERDUE: "error", Leave.DUE: "warn", Leave.NOT_YET: "ok"}


class TrainingPanel(SidePanel):
    """``opened`` carries the number of an attendance, ``doctor_asked`` the doctor's."""

    opened = Signal(int)
    doctor_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.lines: list[str] = []
        self.hide()

    def show_doctor(self, one: DoctorTraining, year: int) -> None:
        """Show one doctor's year."""
        self.lines = []
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (12, 8, 12, 12), 6)
        staff = one.staff
        where = " ".join(part for part in (staff.town_name, staff.village_name, staff.institution) if part)
        column.addWidget(label(where, "quiet", "small", wrap=True))
        column.addWidget(button("打开登记表  Ctrl+E", look="link", done=lambda: self.doctor_asked.emit(one.id)))
        self._say(column, _year_words(one, year), "warn" if one.year.reached is False else "", "section")
        for each in one.year.attended:
            self._course(column, each)
        if not one.year.attended:
            self._say(column, "本年没有在岗培训记录。", "quiet")
        title = SectionTitle("脱产进修")
        title.row.setContentsMargins(0, 10, 0, 0)
        column.addWidget(title)
        self._say(column, _leave_words(one), _TONES.get(one.leave.state, "quiet"))
        column.addStretch(1)
        self.present(staff.name, scrolled(inner))

    def _course(self, column: QVBoxLayout, one: Attended) -> None:
        part = one.part
        ends = f" 至 {part.ends}" if part.ends and part.ends != part.starts else ""
        result = code_list("training_result").shown(part.result) if part.result else ""
        days = "还没有开班" if one.basis is Basis.PLANNED else f"{number(one.days)} 天（按{one.basis.value}）"
        days = "天数不详，算 1 次" if one.basis is Basis.UNKNOWN else days
        told = "　".join(word for word in (f"{part.starts}{ends}", days, result) if word)
        self.lines.append(f"{part.name} {told}")
        made = button(part.name, look="link", done=lambda: self.opened.emit(part.attendance), hint=f"打开：{part.name}")
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        tight(row)
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label(told, "quiet", "small", wrap=True))

    def _say(self, column: QVBoxLayout, words: str, tone: str, level: str = "") -> None:
        self.lines.append(words)
        column.addWidget(label(words, tone, level, wrap=True))


def _year_words(one: DoctorTraining, year: int) -> str:
    told = one.year
    short = [
        f"差 {number(value)} {unit}" for value, unit in ((told.short_times, "次"), (told.short_days, "天")) if value
    ]
    rest = "，" + "、".join(short) if short else "，已达标" if told.reached else ""
    return f"{year} 年在岗培训 {told.times} 次 {number(told.days)} 天{rest}"


def _leave_words(one: DoctorTraining) -> str:
    leave = one.leave
    last = f"上次进修 {leave.last} 结束。" if leave.last else "没有满期的进修记录。"
    short = (
        "之后的一次时间不足，不算。" if leave.short and leave.last else "有一次时间不足，不算。" if leave.short else ""
    )
    if leave.state is Leave.UNJUDGED:
        return f"{last}{short}现行政策没有规定进修周期。"
    if leave.due is None:
        return f"{last}{short}从业起始日期没有填，不能推算，应尽快安排。"
    base = "" if leave.last else "从业起始起算，"
    return f"{last}{short}{base}{leave.due} 起应安排，最迟 {leave.latest}（{leave.state.value}）。"
