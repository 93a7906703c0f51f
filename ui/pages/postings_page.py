"""派驻人员: who is posted where, the months of each as of a day, and what has to be seen to.

Every figure opens its names; below the list is how the months of the one under the cursor are counted. The true end
of a posting is asked for (Ctrl+B), leave is entered from here (Ctrl+I).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.codes import code_list
from hfp_desk.problems import Refusal
from hfp_desk.records import ABSENCE, POSTING, Column, Partnership, Posting
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.store import grading, posting_details, postings
from hfp_desk.store.listing import View
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, menus, sheets, undo
from ui.pages.ask_day import AskDay
from ui.pages.day_choice import DayChoice
from ui.pages.figured_page import Counted, FiguredPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.posting_rows import PostingRows
from ui.pages.posting_view import PostingView
from ui.pages.record_panel import Saved
from ui.pages.seen_rows import SeenRows
from ui.pages.tabs import ASSISTANCE_TABS, PageTabs
from ui.widgets.choices import Choice
from ui.widgets.figure_band import Shown
from ui.widgets.parts import action, label, tight

_TONES = {"no_successor": "error", "short": "warn", "no_grade": "warn", "unjudged": "warn", "interrupted": "warn"}
_SHARES = ("reached", "counted", "counted_in_year")


class PostingsPage(FiguredPage):
    """``open_at`` takes what a list takes, and a day as of which the months are counted."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.day = DayChoice(date.today())
        self.note = label(tone="quiet", level="small", wrap=True)
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.POSTINGS, ASSISTANCE_TABS))
        self.posting = PostingView(desk, office)
        inside = self.below.layout()
        assert inside is not None
        inside.addWidget(self.posting)
        self.person.hide()
        self.day.chosen.connect(lambda _day: self.load(same=True))
        self.posting.opened.connect(self.edit)
        self.posting.leave_asked.connect(self.enter_leave)
        self.posting.months_asked.connect(self.open_months)

    def above(self) -> QWidget:
        """The figures, the day they are of, and what the policy leaves open."""
        made = QWidget()
        column = QVBoxLayout(made)
        tight(column, spacing=4)
        line = QHBoxLayout()
        tight(line, spacing=12)
        line.addWidget(self.band, 1)
        line.addWidget(self.day)
        column.addLayout(line)
        column.addWidget(self.note)
        self.note.hide()
        return made

    def open_at(self, target: object) -> None:
        """A day counts the months as of it; else as in every list."""
        if isinstance(target, date):
            self.day.put(target)
            self.load(same=True)
        else:
            super().open_at(target)

    def rows_of(self, view: View) -> SeenRows:
        """The postings with their months."""
        return PostingRows.as_of(self.office, view, self.day.value)

    def open_figure(self, name: str) -> None:
        """The names behind a figure; once more, or the first one, shows all again."""
        if name == "all" or self.is_open(name):
            self.narrow.leave()
        else:
            super().open_figure(name)

    def end_posting(self) -> None:
        """Ctrl+B: ask for the true day of leaving, and who takes over."""
        record = self.grid.current_id()
        if record is None or self.entering:
            return
        line = self._line(record)
        title = f"{line.name}：结束派驻" if line is not None else "结束派驻"
        note = "填实际离岗的那一天，当天计入派驻；还没有离岗的，请在登记表里填“计划离岗日期”。"
        labels = ("实际离岗日期", "接替人（可不填）")
        AskDay(self.grid.foot, title, note, labels, "结束派驻", lambda day, who: self._end(record, day, who)).ask()

    def offer_grades(self) -> None:
        """Ctrl+G: the grade of the ticked ones, or of everybody with the title of the one under the cursor."""
        current = self.grid.current_id()
        if current is None or self.entering:
            return
        ticked = tuple(self.grid.ticked_ids())
        found = grading.Ungraded("", ticked) if ticked else grading.like(self.office.register, current)
        if not found.postings:
            self.desk.say("这一位已有职称级别，需要改动时请打开登记表（Ctrl+E）。")
            return
        whom = f"{found.title or '所选'} {len(found.postings)} 人"
        entries = [
            (f"{whom}：{item.label}", partial(self.grade, found.postings, item.code))
            for item in code_list("title_grade").offered()
        ]
        self.grades = menus.numbered(self, entries)
        menus.drop(self, self.grades)

    def grade(self, chosen: tuple[int, ...], code: str) -> None:
        """Write the grade that was chosen."""
        changes = grading.grade(self.office.register, chosen, code)
        undo.done(self.desk, self.office, changes, f"{len(chosen)} 人的职称级别已填。")

    def enter_leave(self) -> None:
        """Ctrl+I: leave of the one under the cursor."""
        record = self.grid.current_id()
        line = self._line(record)
        if line is not None and not self.entering:
            self.start(sheets.sheet_of(ABSENCE), {"posting": line.id}, {"posting": line.name})

    def open_months(self, month: str = "") -> None:
        """Ctrl+M: the monthly reports, in a month that is missing where one is named."""
        self.desk.go(pages.POSTING_MONTHS, month or None)

    def kept(self, saved: Saved) -> None:
        """The cursor stays on the posting whose leave was entered."""
        if saved.sheet.main is POSTING:
            super().kept(saved)
        else:
            self.load(same=True)

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("职称级别", "star", "Ctrl+G", self.offer_grades, allowed=may)
        self.deed("结束派驻", "check", "Ctrl+B", self.end_posting, allowed=may)
        super()._make_deeds()
        action(self, "截至日期", "history", "Ctrl+D", self.day.begin)
        self.grid.row_actions += [
            action(self.grid, "登记请假、中断", "add", "Ctrl+I", self.enter_leave, allowed=may),
            action(self.grid, "月报", "list", "Ctrl+M", self.open_months),
            action(self.grid, "看各项数字", "report", "Ctrl+T", self.band.setFocus),
        ]

    def _line(self, record: int | None) -> postings.PostingLine | None:
        rows = self.grid.rows
        return rows.lines.get(record) if isinstance(rows, PostingRows) and record is not None else None

    def _end(self, record: int, day: date | None, who: str) -> str:
        if day is None:
            return "请填实际离岗日期。"
        try:
            changes = posting_details.end(self.office.register, record, day, date.today(), who)
        except Refusal as refusal:
            return str(refusal)
        undo.done(self.desk, self.office, changes, f"已于 {day} 结束派驻。")
        return ""

    def _show_rows(self, rows: SeenRows, number: int, same: bool) -> None:
        if number == self._asked and isinstance(rows, PostingRows):
            self._tell(tuple(rows.lines.values()))
        super()._show_rows(rows, number, same)

    def _tell(self, lines: Sequence[postings.PostingLine]) -> None:
        day = self.day.value
        self.show_figures([Counted(_shown(one), Narrow(one.ids, one.label)) for one in postings.figures(lines, day)])
        terms = postings.terms(self.office.policy, day)
        self.note.setText(
            "现行政策没有规定连续蹲点的月数，只列出月数，不作判定；可在“系统—政策”中填写“帮扶人员连续蹲点时间”。"
        )
        self.note.setVisible(terms.months is None and bool(lines))

    def _follow(self) -> None:
        line = self._line(self.grid.current_id())
        self.below.setVisible(line is not None)
        if line is not None:
            self.posting.show_posting(line, self.day.value)


def _shown(one: Figure) -> Shown:
    value = f"{one.count:,}/{one.whole:,}" if one.name in _SHARES else f"{one.count:,}"
    tone = _TONES.get(one.name, "") if one.count else ""
    return Shown(one.name, one.label, value, tone, f"{one.label}：回车或点击看名单")


def ledger(office: Office) -> Ledger:
    """The list of people posted."""
    pair = (Posting.partnership,)
    return Ledger(
        pages.POSTINGS,
        "对口帮扶 · 派驻人员",
        POSTING,
        (
            asking.several("supporter", "支援单位", Column(Partnership.supporter, pair), lambda: _sides(office, 0)),
            asking.several("receiver", "受援单位", Column(Partnership.receiver, pair), lambda: _sides(office, 1)),
            asking.code("grade", "职称级别", Column(Posting.title_grade)),
            asking.period("starts", "到岗", Column(Posting.starts)),
            asking.period("ends", "离岗", Column(Posting.ends), pinned=False),
            asking.code("kind", "派驻类别", Column(Posting.kind), pinned=False),
            asking.text("name", "姓名", Column(Posting.name)),
            asking.text("specialty", "专业", Column(Posting.specialty)),
        ),
        hidden=(Column(Posting.sex), Column(Posting.phone), Column(Posting.kind), Column(Posting.specialty)),
        paper="posting-roster",
        icon="assistance",
        empty="还没有派驻人员",
        advice="导入派驻人员花名册，或先登记帮扶关系，再按 F2 逐人录入。",
    )


def _sides(office: Office, place: int) -> list[Choice]:
    return [Choice(name, name) for name in postings.sides(office.register)[place]]
