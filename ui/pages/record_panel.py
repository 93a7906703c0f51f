"""Entering and changing records: one form in place of the list, kept by the store in one deed.

F9 saves, Ctrl+Enter saves and begins the next, F4 copies from the last one, Ctrl+H tells the history of the field
with the cursor. Errors are shown at their fields and hold the first save back; the second one keeps it as it is,
because a register must be able to hold what is half known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hfp_desk.kinds import Unreadable
from hfp_desk.problems import Problem, Refusal, Severity
from hfp_desk.store import apart, conflicts, entering, voiding
from hfp_desk.store.conflicts import Conflict
from hfp_desk.store.entering import Draft, Kept
from hfp_desk.store.keeping import Overtaken
from ui.desk import Desk
from ui.form import RecordForm
from ui.form_field import FormField
from ui.office import Office
from ui.pages import finding
from ui.pages.candidates import Candidates, similar
from ui.pages.conflict_panel import ConflictPanel, take_in
from ui.pages.field_history import FieldHistory, offer_history
from ui.pages.following import field_called, first_wrong, follow_number
from ui.pages.reason import AskLine
from ui.pages.sheets import Sheet
from ui.widgets.parts import label, rule, tight

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Saved:
    """What was kept, whether the clerk wants to enter the next one, and what else is to be said."""

    sheet: Sheet
    kept: Kept
    and_new: bool = False
    note: str = ""


class RecordPanel(QFrame):
    """``saved`` carries a ``Saved``, ``changed`` what a void or restore touched, ``person_asked`` a person."""

    saved = Signal(object)
    voided = Signal(object)
    person_asked = Signal(int)
    edited = Signal()

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._desk = desk
        self._office = office
        self._told: tuple[Problem, ...] = ()
        self._apart: tuple[int, ...] = ()
        self._last: dict[str, tuple[Values, Mapping[str, str]]] = {}
        self.sheet: Sheet | None = None
        self.opened: tuple[Draft, ...] = ()
        self.form: RecordForm | None = None
        self._merged = ""
        self._aide: object = None
        self.candidates = Candidates()
        self.conflict = ConflictPanel()
        self.notice = label(level="small", wrap=True)
        self.notice.setContentsMargins(16, 6, 16, 6)
        self.corner = QWidget()
        self.corner.setFixedWidth(1)
        top = QHBoxLayout()
        tight(top)
        top.addWidget(self.notice, 1)
        top.addWidget(self.corner)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.candidates)
        self._stack.addWidget(self.conflict)
        column = QVBoxLayout(self)
        tight(column, (1, 1, 1, 1))
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)
        self.candidates.left.connect(self._show_form)
        self.candidates.opened.connect(self.person_asked)
        self.candidates.distinct.connect(self._keep)
        self.conflict.left.connect(self._show_form)
        self.conflict.settled.connect(self._settled)
        QShortcut("Ctrl+H", self, self.tell_history)

    @property
    def unsaved(self) -> bool:
        """Whether something written would be lost."""
        return self.form is not None and self.form.unsaved

    @property
    def record(self) -> Draft | None:
        """The stored record that is open, None while a new one is entered."""
        return self.opened[0] if self.opened and self.opened[0].id is not None else None

    def start(self, sheet: Sheet, values: Values | None = None, titles: Mapping[str, str] | None = None) -> None:
        """A new record; ``values`` are known from where the clerk stands (the person of a stay)."""
        self._build(sheet, ())
        form = self._form()
        form.load(values or {}, titles or {})
        form.remember(*self._last.get(sheet.title, ({}, {})))
        self._say("带 • 的为必填；回车到下一栏，F4 照上一条填，F9 保存，Ctrl+回车 保存并新增。")
        self._begin(values or {})

    def open(self, sheet: Sheet, drafts: Sequence[Draft]) -> None:
        """Stored records to be looked through or changed."""
        self._build(sheet, drafts)
        values = {name: value for draft in reversed(drafts) for name, value in draft.values.items()}
        titles = {name: text for draft in reversed(drafts) for name, text in draft.titles.items()}
        self._form().load(values, titles)
        main = drafts[0]
        if main.voided:
            told = "如有误，点“恢复”。" if self._office.may_enter else ""
            self._say(f"已作废：{main.void_reason}。{told}", "error")
        else:
            told = "改动的栏目会着色；" if self._office.may_enter else "只能查看，不能修改；"
            self._say(f"登记编号 {main.id}。{told}Ctrl+H 看本栏历史。")
        self._form().focus(next(key for key in self._form().fields if key != "person"))

    def save(self, and_new: bool = False) -> None:
        """F9, Ctrl+Enter."""
        if self._stack.currentWidget() is self.conflict:
            self.conflict.save()
        elif self.form is not None and self._stack.currentWidget() is self.form:
            self.form.submit(and_new)

    def back(self) -> bool:
        """Esc: from a question about the record back to its form."""
        if self.form is None or self._stack.currentWidget() is self.form:
            return False
        self._show_form()
        return True

    def focus_label(self, label: str) -> None:
        """Put the cursor into the field called ``label`` and say what is wrong with what is stored."""
        field = field_called(self._form(), label)
        if field is not None:
            self._form().say(entering.problems(self._office.register, self._office.policy, self.opened))
            self._form().focus(field.key)

    def void(self) -> None:
        """Ask for the reason and take the record out of all lists, or bring it back."""
        if self.record is None or self.sheet is None:
            return
        if self.record.voided:
            self._done_voiding(voiding.restore(self._office.register, self.sheet.main, self.record.id or 0))
            return
        title = f"作废这条{self.sheet.main.title}"
        note = "作废后不再出现在台账和统计中，可在“含作废”中找到并恢复。"
        AskLine(self.corner, title, "作废原因，如：重复登记", "作废", self._void, note).ask()

    def tell_history(self) -> None:
        """Ctrl+H: who changed the field with the cursor, when, from what to what."""
        if self.form is None or self.sheet is None:
            return
        found = next((field for field in self.form.fields.values() if field.editor.hasFocus()), None)
        if found is not None:
            self._open_history(found)

    def _open_history(self, field: FormField) -> None:
        assert self.sheet is not None
        draft = next((one for one in self.opened if field.key in self.sheet.names(one.kind)), None)
        FieldHistory(field, draft, self._office).open_at()

    def _build(self, sheet: Sheet, drafts: Sequence[Draft]) -> None:
        if self.form is not None:
            self._stack.removeWidget(self.form)
            self.form.deleteLater()
        self.sheet, self.opened, self._told, self._apart, self._merged = sheet, tuple(drafts), (), (), ""
        form = RecordForm(sheet.sections, finding.aid(self._office, self._near), sheet.turned)
        self.form = form
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        self.setFocusProxy(form)
        form.submitted.connect(self._submitted)
        form.edited.connect(self._edited)
        form.ended.connect(lambda: self._say("已到最后一栏：F9 保存，Ctrl+回车 保存并新增。"))
        for field in form.fields.values():
            offer_history(field, self._open_history)
        form.added.connect(lambda field: offer_history(field, self._open_history))
        follow_number(form)
        self._aide = sheet.aide(form, self._office, self._say) if sheet.aide is not None else None
        if not self._office.may_enter:
            form.forbid_writing()

    def _form(self) -> RecordForm:
        assert self.form is not None
        return self.form

    def _begin(self, values: Values) -> None:
        """The cursor goes to the first field that is not known yet."""
        form = self._form()
        first = next((key for key in form.fields if values.get(key) in (None, "", ())), None)
        form.focus(first) if first else form.begin()

    def _near(self, asked: str) -> Values:
        """What is written so far and narrows or orders what is offered: town, village, partnership, course."""
        found = {}
        for key in finding.BESIDE.get(asked, ()):
            field = self.form.fields.get(key) if self.form is not None else None
            try:
                found[key] = field.value() if field is not None else None
            except Unreadable:
                found[key] = None
        return found

    def _edited(self) -> None:
        self._told = ()
        self.edited.emit()

    def _say(self, words: str, tone: str = "quiet") -> None:
        self.notice.setText(words)
        self.notice.setProperty("tone", tone)
        self.notice.style().polish(self.notice)

    def _drafts(self) -> list[Draft]:
        assert self.sheet is not None
        values = self._form().changes() if self.opened else self._form().values()
        return self.sheet.drafts(values, self.opened)

    def _submitted(self, and_new: bool) -> None:
        problems = entering.problems(self._office.register, self._office.policy, self._drafts())
        rest = self._form().say(problems)
        errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
        if errors and errors != self._told:
            self._told = errors
            told = "；".join(problem.message for problem in rest)
            self._say(f"有 {len(errors)} 处错误，F3 逐处查看。{told}确认无误可再按一次 F9 照此保存。", "error")
            self._form().focus(first_wrong(self._form()))
            return
        found = similar(self._office, self._drafts())
        if found and self.record is None:
            self._apart = tuple(hit.id for hit in found)
            self.candidates.show_people(self._office, self._form(), found, and_new)
            self._stack.setCurrentWidget(self.candidates)
            return
        self._keep(and_new)

    def _keep(self, and_new: bool) -> None:
        sheet = self.sheet
        assert sheet is not None
        try:
            kept = entering.keep(self._office.register, self._office.policy, self._drafts())
        except Overtaken:
            self._overtaken(and_new)
            return
        except Refusal as refusal:
            self._show_form()
            self._desk.fail(refusal)
            return
        self._form().settle()
        titles = {key: field.editor.text() for key, field in self._form().fields.items()}
        self._last[sheet.title] = (self._form().values(), titles)
        if self._apart:
            apart.keep_apart(self._office.register, kept.ids[0], list(self._apart))
        self.saved.emit(Saved(sheet, kept, and_new, self._merged + kept.told))

    def _overtaken(self, and_new: bool) -> None:
        """Somebody changed the record meanwhile: ask about what both changed, keep both where they did not meet."""
        assert self.sheet is not None
        try:
            found = conflicts.between(self._office.register, self.opened, self._drafts(), self._office.viewer)
        except Refusal as refusal:
            self._show_form()
            self._desk.fail(refusal)
            return
        if self.conflict.needs_choice(found, self.sheet.main.title, and_new):
            self._stack.setCurrentWidget(self.conflict)
        else:
            self._settled(found, frozenset(), and_new)

    def _settled(self, found: Conflict, mine: frozenset[str], and_new: bool) -> None:
        self._merged = take_in(self._form(), found, mine)
        self.opened = found.drafts
        self._show_form()
        self.save(and_new)

    def _void(self, reason: str) -> None:
        assert self.sheet is not None
        assert self.record is not None
        try:
            self._done_voiding(voiding.void(self._office.register, self.sheet.main, self.record.id or 0, reason))
        except Refusal as refusal:
            self._desk.fail(refusal)

    def _done_voiding(self, changes: Any) -> None:
        self.voided.emit(changes)

    def _show_form(self) -> None:
        self._stack.setCurrentWidget(self._form())
        self._form().setFocus()
