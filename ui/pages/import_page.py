"""Importing a list in five steps: 选择文件 → 识别表格 → 对应栏目 → 核对 → 完成. Only the fourth writes.

The page leads from step to step; the jobs are the course's, what a step shows is the step's own business.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from hfp_desk import file_names
from hfp_desk.excel import receipts
from hfp_desk.excel.importing import Plan, Result
from hfp_desk.store.undoing import Undone
from ui import pages
from ui.desk import Desk
from ui.front.files import open_file, save_file
from ui.office import Office
from ui.page import Page
from ui.pages.importing.check_step import CheckStep
from ui.pages.importing.choose_step import FILTER, ChooseStep
from ui.pages.importing.columns_step import ColumnsStep
from ui.pages.importing.course import FOLDER, Course
from ui.pages.importing.done_step import DoneStep
from ui.pages.importing.foot import Foot
from ui.pages.importing.looking import Sitting
from ui.pages.importing.sheets_step import SheetsStep
from ui.pages.importing.steps import Step, StepLine
from ui.pages.printing.paper import open_outside
from ui.widgets.ask import ask
from ui.widgets.parts import tight

_WORKBOOK = "Excel 工作簿 (*.xlsx)"
_UNDO_ADVICE = "本次新增的记录作废，改动的内容恢复原状；之后又被修改过的会保留并列出名单。"


class ImportPage(Page):
    """``open_at`` takes the path of a list."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "导入")
        self._office = office
        self.course = Course(desk, office, self)
        self.step = Step.CHOOSE
        self.line = StepLine()
        self.choose = ChooseStep()
        self.sheets = SheetsStep()
        self.columns = ColumnsStep(self.course.answers)
        self.check = CheckStep(desk, office)
        self.done = DoneStep()
        self.foot = Foot(self)
        self.deed("导入记录", "history", done=lambda: desk.go(pages.BATCHES))
        self.deed("选择文件", "folder", "Ctrl+O", self.browse)
        self._arrange()
        self._connect()
        self._show(Step.CHOOSE)

    def open_at(self, target: object) -> None:
        """Look at the file another page gives."""
        if isinstance(target, Path):
            self.open(target)

    def unsaved(self) -> bool:
        """A list that was looked at and not written."""
        return self.course.sitting is not None and self.step in (Step.COLUMNS, Step.CHECK)

    def back(self) -> bool:
        """Esc: one step back."""
        if self.step in (Step.CHOOSE, Step.DONE) or self.course.busy:
            return False
        self._show(Step(self.step - 1))
        return True

    def browse(self) -> None:
        """Ask for a file."""
        folder = Path(self.desk.settings.get(FOLDER) or Path.home())
        open_file(self, "选择要导入的名单或台账", folder, FILTER, self.open)

    def open(self, path: Path) -> None:
        """Read a file and look at it."""
        if not self.course.busy:
            self._show(Step.CHOOSE)
            self.choose.busy(path)
            self.course.open(path)

    def forward(self) -> None:
        """The next step; the plan is made anew when something was decided in this one."""
        sitting = self.course.sitting
        if sitting is None or sitting.plan is None:
            return
        if self.step is Step.SHEETS:
            self._show(Step.COLUMNS)
        elif self.step is Step.COLUMNS:
            choices = self.columns.choices()
            if choices != sitting.choices:
                self.course.look(replace(sitting, choices=choices))
            elif sitting.plan.rows:
                self._show(Step.CHECK)

    def again(self) -> None:
        """F8: look again with what was corrected and answered."""
        if self.step is Step.CHECK:
            self.check.finish_editing()
            self.course.decide(self.check.corrections, self.check.decisions)

    def write(self) -> None:
        """F9: write what is shown."""
        self.check.finish_editing()
        if self.step is Step.CHECK and not self.check.pending:
            self.course.write()

    def give_up(self) -> None:
        """Write nothing and begin anew."""
        self.course.put_away()
        self._show(Step.CHOOSE)

    def save_report(self) -> None:
        """Keep what would happen to each row, before anything is written."""

        def told(target: Path) -> None:
            self.desk.say(f"已保存“{target.name}”", "ok", "打开", lambda: open_outside(target))

        name = self.course.path.with_name(file_names.proposed(f"{self.course.path.stem}_核对单", ".xlsx"))
        save_file(self, "保存核对单", name, _WORKBOOK, lambda target: self.course.save_report(target, told))

    def undo(self) -> None:
        """Ask, then take the import just done back."""
        batch = self.course.batch
        if batch is not None:
            question = f"撤销第 {batch} 号批次的导入？"
            ask(self.window(), question, _UNDO_ADVICE, "撤销本次导入", lambda: self.course.undo(batch))

    def open_receipt(self) -> None:
        """Open the receipt of the import just done, or of the earlier one of the same file."""
        sitting = self.course.sitting
        if self.course.receipt is not None:
            self.course.open_fresh(open_outside)
        elif sitting is not None and sitting.plan is not None and sitting.plan.earlier:
            self.course.open_receipt(sitting.plan.earlier[0].batch, open_outside)

    def _seen(self, sitting: Sitting) -> None:
        earlier = sitting.plan.earlier if sitting.plan is not None else []
        if not earlier:
            self._show_sitting(Step.SHEETS)
            return
        with self._office.register.session():
            kept = receipts.is_kept(self._office.register, earlier[0].batch)
        advice = "再检查一遍不会重复登记：已有的内容不会写第二次。"
        self.choose.tell_known(sitting.path, (earlier[0].sentence.removeprefix("此文件"), advice), receipt=kept)

    def _checked(self, sitting: Sitting) -> None:
        """Back in the step that asked; from the columns on to the check, where there is something to check."""
        then = Step.CHECK if self.step is Step.COLUMNS and sitting.plan and sitting.plan.rows else self.step
        self._show_sitting(then)

    def _written(self, plan: Plan, result: Result) -> None:
        self.done.show_finished(plan, result)
        self._show(Step.DONE)

    def _set_busy(self, busy: bool) -> None:
        """Nothing can be decided while a job runs; the last step only waits for its receipt."""
        self._stack.setDisabled(busy and self.step is not Step.DONE)
        self.foot.setDisabled(busy)

    def _undone(self, undone: Undone) -> None:
        self.done.show_undone(undone)
        self.desk.say(f"已撤销，{len(undone.reversed):,} 条恢复原状")

    def _stopped(self) -> None:
        if self.step is Step.CHOOSE:
            self.choose.ask()

    def _show_sitting(self, step: Step) -> None:
        sitting = self.course.sitting
        if sitting is None:
            return
        for piece in (self.sheets, self.columns, self.check):
            piece.show_sitting(sitting)
        self._show(step if sitting.plan is not None else Step.SHEETS)

    def _show(self, step: Step) -> None:
        """Show a step, and what can be done there."""
        self.step = step
        self.line.show_step(step)
        self._stack.setCurrentIndex(step)
        self.setFocusProxy(self._stack.currentWidget())
        plan = self.course.sitting.plan if self.course.sitting is not None else None
        self.foot.show_step(step, plan)
        if step is Step.CHOOSE:
            self.choose.ask()
        elif step is Step.CHECK:
            self._edited()
            self.check.setFocus()
        elif step is not Step.DONE:
            ((self.columns.first_asked() if step is Step.COLUMNS else None) or self.foot.next_button).setFocus()

    def _edited(self) -> None:
        plan = self.course.sitting.plan if self.course.sitting is not None else None
        if plan is not None:
            self.foot.show_check(plan, len(self.check.corrections) + len(self.check.decisions))

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        for piece in (self.choose, self.sheets, self.columns, self.check, self.done):
            self._stack.addWidget(piece)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(self.line)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        course, choose, foot = self.course, self.choose, self.foot
        course.seen.connect(self._seen)
        course.checked.connect(self._checked)
        course.locked.connect(lambda wrong: choose.ask_password(course.path, wrong=wrong))
        course.written.connect(self._written)
        course.undone.connect(self._undone)
        course.receipt_ready.connect(lambda: self.done.show_receipt(True))
        course.stopped.connect(self._stopped)
        course.busy_changed.connect(self._set_busy)
        choose.chosen.connect(self.open)
        choose.browse.connect(self.browse)
        choose.password_given.connect(lambda password: course.open(course.path, password))
        choose.again.connect(lambda: self._show_sitting(Step.SHEETS))
        choose.receipt.connect(self.open_receipt)
        choose.dropped_it.connect(self.give_up)
        self.sheets.kind_chosen.connect(course.choose_kind)
        self.sheets.hidden_chosen.connect(course.read_hidden)
        self.check.edited.connect(self._edited)
        self.line.asked.connect(self._show)
        self.done.receipt_asked.connect(self.open_receipt)
        self.done.undo_asked.connect(self.undo)
        self.done.went.connect(self.desk.go)
        self.done.again.connect(self.give_up)
        foot.back_asked.connect(self.back)
        foot.next_asked.connect(self.forward)
        foot.report_asked.connect(self.save_report)
        foot.gave_up.connect(self.give_up)
        foot.again_action.triggered.connect(self.again)
        foot.write_action.triggered.connect(self.write)
