"""签到表: one course, people × half days; who is enrolled, who was there, results and certificate numbers."""

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from hfp_desk.codes import code_list
from hfp_desk.problems import Refusal
from hfp_desk.store import attending
from hfp_desk.store.attending import Sheet
from hfp_desk.store.keeping import Changes
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages import menus, undo
from ui.pages.enrol_panel import EnrolPanel
from ui.pages.print_request import PrintRequest
from ui.pages.reason import AskLine
from ui.pages.roll_model import RollModel
from ui.pages.roll_table import HINT, RollTable
from ui.widgets.ask import ask
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import action, label, tight

_TOLD = {"course", "attendance", "presence"}
_PAPERS = (
    ("sign-in", "签到表（带名单）"),
    ("sign-in-blank", "签到表（空白）"),
    ("training-roster", "培训花名册"),
    ("certificates", "培训证书"),
    ("course-notice", "培训通知附件"),
)
"""The papers of a course (``hfp_desk.papers``) in the order of the menu under F7."""


class RollPage(Page):
    """``open_at`` takes the number of a course. Everything marked is kept in one deed by F9."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "培训 · 签到表")
        self._office = office
        self._course: int | None = None
        may = office.may_enter
        self.model = RollModel(self)
        self.table = RollTable(self.model, locked=not may)
        self.name = label(level="section")
        self.facts = label(tone="quiet", wrap=True)
        self.hint = label(HINT if may else "您的权限只能查看签到表。", "quiet", "small", wrap=True)
        self.empty = EmptyState("请先在“培训班”中选择一个班", "打开培训班", "training")
        self._stack = QStackedWidget()
        self.deed("参训人员", "people", "", lambda: desk.go(pages.ATTENDANCES, self._behind()))
        self.deed("打印", "print", "F7", self.print)
        self.deed("证书编号", "star", "Ctrl+B", self.number, allowed=may)
        self.deed("编入人员", "add", "F2", self.enrol, allowed=may)
        self.save_deed = self.deed("保存签到", "save", "F9", self.save, primary=True, allowed=may)
        action(self, "撤销上一步", "undo", "Ctrl+Z", self.undo, allowed=may)
        self.papers = menus.numbered(self, [(words, partial(self.print_paper, form)) for form, words in _PAPERS])
        self._arrange()
        self.model.touched.connect(self._tell)
        self.empty.pressed.connect(self._help)
        desk.changed.connect(self._changed)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet shown, as it is kept."""
        return self.model.sheet

    def open_at(self, target: object) -> None:
        """A course; what was marked in another one and not kept is asked about first."""
        if not isinstance(target, int) or target == self._course:
            return
        if self.model.unsaved:
            ask(
                self,
                "上一个培训班的签到还没有保存。",
                "打开另一个班后，没有保存的签到不会保留。",
                "不保存，打开",
                lambda: self._open(target),
            )
        else:
            self._open(target)

    def refresh(self) -> None:
        """F5: read the sheet again; what is not kept stays on the screen."""
        if self._course is not None and not self.model.unsaved:
            self._read()

    def unsaved(self) -> bool:
        """Whether marks would be lost."""
        return self.model.unsaved

    def back(self) -> bool:
        """Esc leaves the sheet, after a question when something is not kept."""
        if not self.model.unsaved:
            return False
        ask(self, "签到还没有保存。", "返回后，没有保存的签到不会保留。", "不保存，返回", self._leave)
        return True

    def save(self) -> None:
        """F9: keep all marks and results in one deed."""
        if self._course is None or not self.model.unsaved:
            self.desk.say("没有改动，不用保存。")
            return
        marks, results = dict(self.model.marks), dict(self.model.results)
        try:
            changes = attending.tick(self._office.register, self._course, marks, results)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        told = [f"签到 {len(marks):,} 处" if marks else "", f"考核结果 {len(results):,} 人" if results else ""]
        self._read()
        undo.done(self.desk, self._office, changes, f"已保存{'、'.join(part for part in told if part)}。")

    def print(self) -> None:
        """F7: the papers of this course."""
        if self._course is not None and not self._must_save():
            menus.drop(self, self.papers)

    def print_paper(self, form: str) -> None:
        """The print page with one of them."""
        if self._course is not None:
            self.desk.go(pages.PRINT, PrintRequest(form, Scope(records=(self._course,))))

    def undo(self) -> None:
        """Ctrl+Z: take back the last deed; what is marked and not kept is to be settled first."""
        if not self._must_save():
            undo.undo(self.desk, self._office)

    def enrol(self) -> None:
        """F2: choose doctors of townships and villages, and cadres."""
        if self.sheet is None or self._must_save():
            return
        panel = EnrolPanel(self._office, self.name, self.sheet.ends)
        panel.chosen.connect(self._enrol)
        panel.begin()

    def number(self) -> None:
        """Ctrl+B: certificate numbers for everybody who passed and has none, from the first number on."""
        if self._course is None or self._must_save():
            return
        first = attending.next_number(self._office.register, self._course)
        note = "给考核优秀、合格而没有证书号的人员依次编号，已用过的号自动跳过。"
        AskLine(self.name, "第一个证书号", "年份+序号，如 2019001", "编号", self._number, note).ask(first)

    def _enrol(self, doctors: tuple[int, ...], cadres: tuple[int, ...]) -> None:
        changes = attending.enrol(self._office.register, self._course or 0, doctors, cadres)
        if not changes:
            self.desk.say("所选人员都已在这个培训班中。", "warn")
            return
        self._read()
        undo.done(self.desk, self._office, changes, f"已编入 {len(changes['attendance']):,} 人。")

    def _number(self, first: str) -> None:
        try:
            changes = attending.number(self._office.register, self._course or 0, first)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        self._read()
        undo.done(self.desk, self._office, changes, f"已给 {len(changes['attendance']):,} 人编了证书号。")

    def _must_save(self) -> bool:
        if self.model.unsaved:
            self.desk.say("请先按 F9 保存签到，再做这一步。", "warn")
        return self.model.unsaved

    def _open(self, course: int) -> None:
        self._course = course
        self._read()

    def _read(self) -> None:
        course, office = self._course or 0, self._office
        work = office.in_session(lambda _progress: attending.sheet(office.register, office.eyes, course))
        self.desk.reading.run(work, lambda sheet: self._show(sheet) if sheet.course == self._course else None)

    def _show(self, sheet: Sheet) -> None:
        """Show a sheet; the same one read again keeps the cursor where it is."""
        spot = self.table.spot if self.sheet is not None and self.sheet.course == sheet.course else (0, 0)
        self.model.show_sheet(sheet)
        self.name.setText(sheet.title)
        self._tell()
        self._stack.setCurrentWidget(self.table if sheet.lines else self.empty)
        if sheet.lines:
            self.table.arrange(*spot)
            if self.isVisible():
                self.table.setFocus()
        else:
            may = self._office.may_enter
            self.empty.explain("这个班还没有人员", "编入人员" if may else "", "按 F2 按乡镇、村编入村医，或编入干部。")

    def _tell(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        kind = code_list("course_kind").shown(sheet.kind) if sheet.kind else "未填类别"
        days = f"{sheet.starts}" if sheet.starts == sheet.ends else f"{sheet.starts} 至 {sheet.ends}"
        told = [kind, days, f"编入 {len(sheet.lines):,} 人"]
        told += [f"计划 {sheet.planned:,} 人"] if sheet.planned is not None else []
        if sheet.long:
            told.append("时间较长，不按半天签到，天数填在“参训人员”的参训天数中")
        elif sheet.due:
            told.append(f"实到 {sheet.came:,} 人")
            told.append(f"半天签到 {sheet.present:,}/{sheet.due:,}（{100 * sheet.present / sheet.due:.1f}%）")
        changed = len(self.model.marks) + len(self.model.results)
        told += [f"未保存 {changed:,} 处"] if changed else []
        self.facts.setText("　·　".join(told))
        self.save_deed.setEnabled(changed > 0)

    def _behind(self) -> dict[str, tuple[str, ...]]:
        return {"course": (self.sheet.title,)} if self.sheet is not None else {}

    def _help(self) -> None:
        if self._course is None:
            self.desk.go(pages.COURSES)
        else:
            self.enrol()

    def _leave(self) -> None:
        if self.sheet is not None:
            self.model.show_sheet(self.sheet)
        self.desk.go(pages.COURSES, self._course)

    def _changed(self, changes: Changes) -> None:
        if changes.keys() & _TOLD:
            self.refresh()

    def _arrange(self) -> None:
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        self.setFocusProxy(self.table)
        head = QHBoxLayout()
        tight(head, spacing=16)
        head.addWidget(self.name)
        head.addWidget(self.facts, 1)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addLayout(head)
        frame = QFrame()
        frame.setProperty("panel", True)
        inside = QVBoxLayout(frame)
        tight(inside, (1, 1, 1, 1))
        inside.addWidget(self._stack)
        column.addWidget(frame, 1)
        column.addWidget(self.hint)
