"""One village beside the list: its clinic, doctors, arrangements and gap on the day, and what can be entered for it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hfp_desk.records import ARRANGEMENT, DOCTOR, GAP, INSTITUTION, RecordType
from hfp_desk.rules.coverage_states import State, judged, state
from hfp_desk.rules.coverage_words import arrangement_words, clinic_words, doctor_words, marks
from hfp_desk.store.coverage import VillageLine
from ui.widgets.flow import FlowLayout
from ui.widgets.panels import SectionTitle, SidePanel
from ui.widgets.parts import button, label, scrolled, tight

WIDTH = 360
ENTERED = ((INSTITUTION, "卫生室"), (DOCTOR, "村医"), (ARRANGEMENT, "替代安排"), (GAP, "空白点"))
"""What can be entered for a village, in the order of the menu under F2."""

_TONES = {State.GAP: "error", State.LACKING: "warn", State.MET: "ok"}


class VillagePanel(SidePanel):
    """``opened`` carries a kind and the number of a record, ``entered`` a kind; ``gaps_asked`` the village's gaps."""

    opened = Signal(object, int)
    entered = Signal(object)
    gaps_asked = Signal()

    def __init__(self, *, may_enter: bool) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._may_enter = may_enter
        self._scroll = scrolled(QWidget())
        self.place = 0
        self.lines: list[str] = []
        self.hide()

    def show_village(self, village: VillageLine, *, silent: bool) -> None:
        """Show one village; ``silent``: nothing was reported of it."""
        self.place = village.place
        self.lines = []
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (12, 8, 12, 12), 4)
        here = State.UNREPORTED if silent else state(village)
        words = "还没有报送任何资料，不计入统计。" if silent else judged(village)
        column.addWidget(label(words, _TONES.get(here, ""), "section", wrap=True))
        column.addWidget(label(_known(village), "quiet", "small", wrap=True))
        if self._may_enter:
            column.addWidget(self._buttons())
        self._sections(column, village)
        column.addStretch(1)
        self._scroll.setWidget(inner)
        self.present(f"{village.town_name} {village.name}", self._scroll)

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=6)
        flow.addWidget(label("登记", "quiet"))
        for number, (kind, words) in enumerate(ENTERED, start=1):
            hint = f"为本村登记{words}（F2 再按 {number}）"
            flow.addWidget(button(words, done=partial(self.entered.emit, kind), look="chip", hint=hint))
        return row

    def _sections(self, column: QVBoxLayout, village: VillageLine) -> None:
        self._section(column, "卫生室", INSTITUTION, [(one.id, clinic_words(one)) for one in village.clinics])
        self._section(column, "村医", DOCTOR, [(one.id, doctor_words(one)) for one in village.doctors])
        served = [(one.id, arrangement_words(one)) for one in village.arrangements]
        self._section(column, "替代安排", ARRANGEMENT, served)
        column.addWidget(_spaced(SectionTitle("空白点台账")))
        if village.open_gap:
            self._line(column, "已登记，未销号", self.gaps_asked.emit)
        else:
            told = "没有登记，请登记空白点。" if village.gap and not village.covered else "没有未销号的空白点。"
            self._plain(column, told)

    def _section(self, column: QVBoxLayout, title: str, kind: RecordType, lines: Sequence[tuple[int, str]]) -> None:
        column.addWidget(_spaced(SectionTitle(title, f"{len(lines)}" if lines else "")))
        for record, words in lines:
            self._line(column, words, partial(self.opened.emit, kind, record))
        if not lines:
            self._plain(column, "没有")

    def _line(self, column: QVBoxLayout, words: str, done: Callable[[], object]) -> None:
        """A line that opens what it names; a long one goes on below in quiet words."""
        self.lines.append(words)
        head, _, rest = words.partition(" ")
        row = QHBoxLayout()
        tight(row, spacing=8)
        made = button(head, look="link", done=done, hint=f"打开：{words}")
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        told = label(rest, wrap=True)
        row.addWidget(told, 1)
        column.addLayout(row)

    def _plain(self, column: QVBoxLayout, words: str) -> None:
        self.lines.append(words)
        column.addWidget(label(words, "quiet"))


def _known(village: VillageLine) -> str:
    """What the village is, and how many live there."""
    people = "" if village.residents is None else f"常住 {village.residents:,} 人"
    seat = "卫生院所在地" if village.seat else ""
    return "　".join(
        part for part in (marks(village), people, seat, f"代码 {village.code}" if village.code else "") if part
    )


def _spaced(title: SectionTitle) -> SectionTitle:
    title.row.setContentsMargins(0, 10, 0, 0)
    return title
