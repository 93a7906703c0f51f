"""Into which course the chosen doctors are to be put."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hfp_desk.records import Attendance
from hfp_desk.store import attending, choosing
from ui.front.fields import Labelled, PickLine
from ui.office import Office
from ui.widgets.choices import Choice
from ui.widgets.drop import Drop
from ui.widgets.parts import label


class CoursePick(Drop):
    """``kept`` carries the course and what was touched."""

    kept = Signal(int, object)

    def __init__(self, office: Office, anchor: QWidget, count: int) -> None:
        super().__init__(anchor, 420)
        self._office = office
        self._doctors: Sequence[int] = ()
        self.line = PickLine(self._find, "输入培训班名称，按 ↓ 看全部")
        self.course = Labelled("培训班", self.line)
        self.body.addWidget(label(f"把 {count:,} 名村医编入", level="section"))
        self.body.addWidget(self.course)
        self.body.addWidget(
            label("新的班请先在“培训班”中按 F2 登记；已在班中的不会重复编入。", "quiet", "small", wrap=True)
        )
        self.body.addLayout(self.answers("编入", self.confirm))

    def begin(self, doctors: Sequence[int]) -> None:
        """Open with the cursor in the line."""
        self._doctors = doctors
        self.open_at(self.line)

    def confirm(self) -> None:
        """Enrol; without a course the cursor stays."""
        self.line.settle()
        if self.line.picked is None:
            self.course.fault("请从列表中选择培训班。")
            return
        course = int(str(self.line.picked.value))
        changes = attending.enrol(self._office.register, course, self._doctors)
        self.shut()
        self.kept.emit(course, changes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)

    def _find(self, text: str) -> list[Choice]:
        offers = choosing.offers(self._office.register, Attendance.course, text, {}, self._office.viewer)
        return [Choice(one.id, one.title, "", one.hint) for one in offers]
