"""村医达标: per village doctor and year times, days, what is short, when the next 脱产进修 is due.

The figures stand for the doctors that the filter of townships leaves; each opens the names behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hfp_desk.records import ATTENDANCE, DOCTOR
from hfp_desk.rules.coverage_figures import DOCTOR as OF_DOCTORS
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.training import Leave
from hfp_desk.store import trainings
from hfp_desk.store.keeping import Changes
from hfp_desk.store.trainings import DoctorTraining
from ui import pages
from ui.desk import Desk
from ui.filters import FilterBar
from ui.grid import Grid
from ui.office import Office
from ui.pages import training_due_band, undo
from ui.pages.course_pick import CoursePick
from ui.pages.jump import RecordTarget
from ui.pages.narrowing import DueOf, Narrow, NarrowLine
from ui.pages.tabs import TRAINING_TABS, PageTabs
from ui.pages.told_lines import beside, told_column
from ui.pages.told_page import ToldPage
from ui.pages.training_due_out import TrainingDueOut
from ui.pages.training_due_rows import TrainingDueRows
from ui.pages.training_panel import TrainingPanel
from ui.pages.year_choice import YearChoice
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action, label

_TOLD = frozenset({"doctor", "course", "attendance", "presence", "place", "institution"})
_UNJUDGED = (
    "现行政策没有规定村医培训的次数、天数和进修周期，只列出参训情况；在“系统”的政策指标中填写后，自动判定是否达标。"
)


@dataclass(frozen=True)
class Due:
    """What the page shows of a year."""

    year: int
    doctors: tuple[DoctorTraining, ...]
    technique: tuple[Figure, ...]


class TrainingDuePage(ToldPage):
    """``open_at`` takes a year, filters, ``Narrow`` with doctors, or both as ``DueOf``."""

    told_from = _TOLD

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "培训 · 村医达标")
        self.office = office
        self.found: Due | None = None
        self.year = YearChoice(trainings.latest_year(office.register))
        self.band = FigureBand()
        self.filters = FilterBar(training_due_band.facets(office))
        self.narrow = NarrowLine()
        self.unjudged = label(_UNJUDGED, "quiet", "small", wrap=True)
        self.unjudged.hide()
        self.empty = EmptyState("正在读取…", icon="training")
        self.grid = Grid("training_due", desk.settings, self.empty, desk.reading, frozen=3)
        self.doctor = TrainingPanel()
        self.out = TrainingDueOut(self, self.grid.foot, desk, office, self.seen)
        self._make_deeds()
        self._arrange()
        self._connect()

    def open_at(self, target: object) -> None:
        """A year, filters, or doctors by name."""
        if isinstance(target, DueOf):
            self.year.put(target.year)
            self.narrow.show_narrow(target.narrow)
        elif isinstance(target, int):
            self.year.put(target)
        elif isinstance(target, Narrow):
            self.narrow.show_narrow(target)
        elif isinstance(target, Mapping):
            self.filters.set_values(target)
            self.narrow.show_narrow(None)
        if not isinstance(target, int):
            self.band.mark("")
        self.load()

    def load(self) -> None:
        """Reckon the year anew on the worker."""
        year, office = self.year.value, self.office

        def read() -> Due:
            doctors = trainings.obligations(office.register, office.eyes, year, office.policy)
            return Due(year, doctors, trainings.technique(office.register, year, office.policy))

        self.tell(read, self._known)

    def open_doctor(self, record: int) -> None:
        """Enter: the doctor's courses beside the list."""
        self.grid.select(record)
        self._follow()
        self.doctor.setVisible(True)

    def open_form(self) -> None:
        """Ctrl+E: the doctor's form."""
        record = self.grid.current_id()
        if record is not None:
            self.desk.go(pages.DOCTORS, RecordTarget(0, DOCTOR, record))

    def enrol(self) -> None:
        """F2: put the ticked doctors, or the one under the cursor, into a course."""
        current = self.grid.current_id()
        chosen = tuple(self.grid.ticked_ids()) or (() if current is None else (current,))
        if not chosen:
            self.desk.say("请先勾选要编入培训班的村医。", "warn")
            return
        pick = CoursePick(self.office, self.grid.foot, len(chosen))
        pick.kept.connect(lambda course, changes: self._enrolled(course, changes))
        pick.begin(chosen)

    def open_figure(self, name: str) -> None:
        """The names behind a figure; once more shows all again."""
        one = next(figure for figure in self.figures() if figure.name == name)
        words = f"{self.year.value}年 {one.label}"
        if one.kind != OF_DOCTORS:
            self.desk.go(pages.ATTENDANCES, Narrow(one.ids, words))
            return
        same = self.narrow.narrow is not None and self.narrow.narrow.words == words
        self.narrow.show_narrow(None if same or name == "doctors" else Narrow(one.ids, words))
        self._fill()
        self.band.mark("" if same else name)

    def figures(self) -> tuple[Figure, ...]:
        """The figures over the doctors of the chosen townships, then those of 中医 over the county."""
        if self.found is None:
            return ()
        doctors = [one for one in self.found.doctors if self._placed(one)]
        return (*trainings.figures(doctors), *self.found.technique)

    def seen(self) -> tuple[int, tuple[int, ...]]:
        """The year, and the doctors shown in their order."""
        rows = self.grid.rows
        return self.year.value, tuple(rows.id_at(row) for row in range(len(rows))) if rows is not None else ()

    def back(self) -> bool:
        """Esc closes the doctor."""
        if self.doctor.isVisible():
            self.doctor.shut()
            return True
        return False

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("导出", "export", done=self.out.export)
        self.deed("打印", "print", "F7", self.out.print)
        self.deed("编入培训班", "add", "F2", self.enrol, primary=True, allowed=may)
        back = lambda: undo.undo(self.desk, self.office)  # noqa: E731
        self.grid.row_actions = [
            action(self, "登记表", "edit", "Ctrl+E", self.open_form, allowed=self.office.viewer.sees_persons),
            action(self, "换年度", "calendar", "Ctrl+D", self.year.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
            action(self, "撤销上一步", "undo", "Ctrl+Z", back, allowed=may),
        ]

    def _arrange(self) -> None:
        tabs = PageTabs(self.desk, pages.TRAINING_DUE, TRAINING_TABS)
        column = told_column(self, tabs, self.filters, self.year, self.band)
        column.addWidget(self.narrow)
        column.addLayout(beside(self.grid, self.doctor), 1)
        column.addWidget(self.unjudged)
        self.setFocusProxy(self.grid)

    def _show_all(self) -> None:
        self.band.mark("")
        self._fill()

    def _connect(self) -> None:
        self.year.chosen.connect(lambda _year: self.load())
        self.filters.changed.connect(lambda _values: self._fill())
        self.narrow.left.connect(self._show_all)
        self.band.opened.connect(self.open_figure)
        self.grid.opened.connect(self.open_doctor)
        self.grid.current_changed.connect(lambda _record: self._follow() if self.doctor.isVisible() else None)
        self.grid.copied.connect(self.tell_copied)
        self.doctor.closed.connect(self.grid.setFocus)
        self.doctor.doctor_asked.connect(lambda _record: self.open_form())
        self.doctor.opened.connect(lambda record: self.desk.go(pages.ATTENDANCES, RecordTarget(0, ATTENDANCE, record)))
        self.empty.pressed.connect(self._help)
        self.desk.changed.connect(self.changed)

    def _follow(self) -> None:
        record, rows = self.grid.current_id(), self.grid.rows
        one = rows.doctor(record) if record is not None and isinstance(rows, TrainingDueRows) else None
        if one is not None:
            self.doctor.show_doctor(one, self.year.value)

    def _known(self, found: Due) -> None:
        self.found = found
        self._fill()

    def _fill(self) -> None:
        """Show what the filters and the chosen figure leave."""
        if self.found is None:
            return
        states, only = self.filters.values.get("state", ()), self.narrow.only
        chosen = [
            one
            for one in self.found.doctors
            if self._placed(one) and (not states or one.tags & set(states)) and (only is None or one.id in set(only))
        ]
        self.band.show_figures(training_due_band.shown(self.figures()))
        judged = any(
            one.year.reached is not None or one.leave.state is not Leave.UNJUDGED for one in self.found.doctors
        )
        self.unjudged.setVisible(bool(self.found.doctors) and not judged)
        if self.found.doctors:
            self.empty.explain("没有符合条件的村医", "清除条件", "可以放宽条件，或换一个年度。")
        else:
            self.empty.explain("还没有在岗的村医", "打开村医名册", "先导入或录入乡村医生花名册，再看培训是否达标。")
        self.grid.show_rows(TrainingDueRows(chosen), same=self.grid.rows is not None)
        if self.doctor.isVisible():
            self._follow()

    def _placed(self, one: DoctorTraining) -> bool:
        towns = self.filters.values.get("town", ())
        return not towns or str(one.staff.town) in towns

    def _enrolled(self, course: int, changes: Changes) -> None:
        count = len(changes.get(ATTENDANCE.name, ()))
        undo.done(self.desk, self.office, changes, f"已编入 {count:,} 人，可在签到表中签到。")
        self.grid.model.tick_all(False)
        self.desk.go(pages.ROLL, course)

    def _help(self) -> None:
        if self.found is not None and not self.found.doctors:
            self.desk.go(pages.DOCTORS)
        else:
            self.narrow.show_narrow(None)
            self.filters.clear()
