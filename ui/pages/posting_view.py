"""The posting under the cursor: how its months are counted, its leave, reports and assessments, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.codes import code_list
from hfp_desk.records import ABSENCE, ASSESSMENT
from hfp_desk.store import posting_details
from hfp_desk.store.posting_details import Assessed, Away, Details
from hfp_desk.store.postings import PostingLine
from ui.desk import Desk
from ui.office import Office
from ui.pages.workbench_blocks import empty
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import button, label, tag, tight

_SHOWN = 6


class PostingView(QWidget):
    """``opened`` carries a kind and the number of a record, ``leave_asked`` and ``months_asked`` the next deed."""

    opened = Signal(object, int)
    leave_asked = Signal()
    months_asked = Signal(str)

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self._posting = 0
        self.lines: list[str] = []
        self.name = label(level="section")
        self.who = label(tone="quiet")
        self.verdict = QHBoxLayout()
        tight(self.verdict, spacing=6)
        top = QHBoxLayout()
        tight(top, spacing=12)
        top.addWidget(self.name)
        top.addLayout(self.verdict)
        top.addWidget(self.who, 1)
        if office.may_enter:
            top.addWidget(button("登记请假  Ctrl+I", look="link", done=self.leave_asked.emit))
        top.addWidget(button("月报  Ctrl+M", look="link", done=lambda: self.months_asked.emit("")))
        self._body = QVBoxLayout()
        tight(self._body, spacing=2)
        column = QVBoxLayout(self)
        tight(column, (12, 6, 12, 8), 4)
        column.addLayout(top)
        column.addLayout(self._body)

    def show_posting(self, line: PostingLine, day: date) -> None:
        """One posting as of a day: who at once, what hangs on it as soon as it is read."""
        self._posting = line.id
        self.name.setText(line.name or "（未填姓名）")
        grade = code_list("title_grade").shown(line.grade) or "职称级别未填"
        to = "　".join(part for part in (f"{line.supporter} → {line.receiver}", line.department) if part)
        self.who.setText("　".join(part for part in (line.title, grade, line.specialty, to) if part))
        empty(self.verdict)
        for words, good in ((line.reached_words, line.reached), (line.counted_words, line.counted)):
            self.verdict.addWidget(tag(words, "accent" if good else "quiet" if good is None else "warn"))
        office, posting = self._office, line.id
        work = office.in_session(lambda _progress: posting_details.details(office.register, office.eyes, posting, day))
        self._desk.reading.run(work, lambda found: self._known(line, found))

    def _known(self, line: PostingLine, found: Details) -> None:
        if line.id != self._posting:
            return
        self.lines = []
        empty(self._body)
        self._line("派驻", _period(line), ())
        self._line("接替", _handover(line), ())
        self._line(
            "请假", "" if found.absences else "没有登记请假、中断", _absences(found.absences, self._open_absence)
        )
        self._line("月报", _reports(found), _missing(found.missing, self.months_asked.emit))
        graded = [(_assessed(one), partial(self.opened.emit, ASSESSMENT, one.id)) for one in found.assessments]
        self._line("考核", "" if graded else "还没有考核", graded)

    def _open_absence(self, record: int) -> None:
        self.opened.emit(ABSENCE, record)

    def _line(self, title: str, words: str, links: Sequence[tuple[str, Callable[[], object]]]) -> None:
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        flow.addWidget(label(title, "quiet"))
        if words:
            flow.addWidget(label(words))
        for text, done in links:
            flow.addWidget(button(text, look="link", done=done))
        self._body.addWidget(row)
        self.lines.append(" ".join((title, words, *(text for text, _ in links))).strip())


def _period(line: PostingLine) -> str:
    ends = line.ends or (f"计划 {line.planned_end}" if line.planned_end else "在岗")
    served = line.service
    counted = f"连续 {served.longest.words}"
    if len(served.stretches) > 1:
        parts = "、".join(f"{first}—{last}" for first, last in served.stretches)
        counted = f"因请假中断分 {len(served.stretches)} 段（{parts}），最长{counted}"
    year = f"本年度内 {line.in_year.longest.words}" if line.in_year.days else "本年度内无"
    return f"{line.starts or '到岗日期未填'} 至 {ends}　共 {served.days} 天　{counted}　{year}"


def _handover(line: PostingLine) -> str:
    if line.handover is None:
        return f"{line.successor}（还没有到岗登记）" if line.successor else "未定接替人"
    gap = line.handover.uncovered
    told = f"空岗 {gap} 天" if gap > 0 else f"重叠 {-gap} 天" if gap < 0 else "无缝衔接"
    return f"{line.successor}，{told}；本岗位连续有人 {line.post_months} 个月"


def _absences(absences: Sequence[Away], opened: Callable[[int], object]) -> list[tuple[str, Callable[[], object]]]:
    return [
        (f"{one.kind} {one.starts} 至 {one.ends or '未归'}（{one.days}天）", partial(opened, one.id))
        for one in absences
    ]


def _reports(found: Details) -> str:
    due = len(found.reported) + len(found.missing)
    work = "　".join(f"{name} {value}" for name, value in found.work[:_SHOWN])
    return (
        f"已报 {len(found.reported)}/{due} 个月" + (f"　{work}" if work else "") + ("　未报" if found.missing else "")
    )


def _missing(months: Sequence[str], asked: Callable[[str], object]) -> list[tuple[str, Callable[[], object]]]:
    return [(month, partial(asked, month)) for month in months[:_SHOWN]]


def _assessed(one: Assessed) -> str:
    score = f"{one.score.normalize():f}分" if one.score is not None else ""
    return "　".join(part for part in (one.period, score, one.grade) if part)
