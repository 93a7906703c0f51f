"""A page on which records are entered: its own contents, and the record panel in their place while one is open."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME, RecordType, Treatment
from hfp_desk.store import entering
from hfp_desk.store.drafts import Typed
from hfp_desk.store.entering import Draft
from hfp_desk.store.keeping import Changes
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages import sheets, undo
from ui.pages.record_panel import RecordPanel, Saved, Values
from ui.pages.sheets import Sheet
from ui.pages.typing import Typing
from ui.widgets.ask import ask
from ui.widgets.parts import action, tight


class EntryPage(Page):
    """While the panel is open the page has its deeds (保存, 保存并新增, 作废) and Esc leads back."""

    def __init__(self, desk: Desk, office: Office, title: str) -> None:
        super().__init__(desk, title)
        self.office = office
        self.panel = RecordPanel(desk, office)
        self.typing = Typing(self.panel, office)
        self._own_title = title
        self._seeing: list[QAction] = []
        self._entering: list[QAction] = []
        self._stack = QStackedWidget()
        action(self, "审核", "check", "F8", lambda: self.desk.go(pages.FINDINGS))
        back = lambda: undo.undo(desk, office)  # noqa: E731
        self.undo_entry = action(self, "撤销上一步", "undo", "Ctrl+Z", back, allowed=office.may_enter)
        self.panel.saved.connect(self._saved)
        self.panel.voided.connect(self._voided)
        self.panel.person_asked.connect(lambda person: self.desk.go(pages.PERSON, person))

    @property
    def entering(self) -> bool:
        """Whether the panel is open."""
        return self._stack.currentWidget() is self.panel

    def compose(self, contents: QWidget) -> None:
        """Lay the page out; to be called when the page has all its own deeds."""
        may = self.office.may_enter
        self._seeing = list(self.deeds)
        self._void = self.deed("作废", "void", "", self.panel.void, allowed=may)
        self.deed("保存并新增", "add", "Ctrl+Return", lambda: self.panel.save(True), allowed=may)
        self.deed("保存", "save", "F9", self.panel.save, primary=True, allowed=may)
        self._entering = self.deeds[len(self._seeing) :]
        self._stack.addWidget(contents)
        self._stack.addWidget(self.panel)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12))
        column.addWidget(self._stack)
        self._show(entering=False)

    def start(self, sheet: Sheet, values: Values | None = None, titles: dict[str, str] | None = None) -> None:
        """Open the panel for a new record."""
        self._begin(f"新增{sheet.title}", lambda: self.panel.start(sheet, values, titles))

    def edit(self, kind: RecordType, record: int, label: str = "") -> None:
        """Open the panel for a stored record, a stay together with its bill; the cursor goes to field ``label``."""
        try:
            drafts = self._loaded(kind, record)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        sheet = self.sheet_for(kind, drafts)
        self._begin(sheet.title, lambda: self.panel.open(sheet, drafts))
        self._void.setVisible(self.office.may_enter)
        self._void.setText("恢复" if drafts[0].voided else "作废")
        self.panel.focus_label(label)

    def sheet_for(self, kind: RecordType, drafts: Sequence[Draft] = ()) -> Sheet:
        """The form on which a kind of record is entered."""
        if kind.model is Treatment:
            day = next((draft.values.get("admitted") for draft in drafts), None)
            return sheets.care_sheet(self.office.policy.on(day or date.today()), drafts)
        return sheets.sheet_of(kind)

    def resume(self, typed: Typed) -> None:
        """Open the panel with what was typed before the program ended."""
        kind = BY_NAME[typed.kind]
        if typed.record is not None:
            self.edit(kind, typed.record)
        else:
            self.start(sheets.NEW.get(kind.name) or self.sheet_for(kind))
        if self.entering and self.panel.form is not None:
            self.panel.form.retype(typed.texts, typed.links)

    def leave_panel(self) -> None:
        """Back to the page; what was written there is gone."""
        self.typing.forget()
        self._show(entering=False)
        self.shown_again()

    def shown_again(self) -> None:
        """The panel was left: subclasses put the cursor where it belongs."""

    def kept(self, saved: Saved) -> None:
        """Something was saved: subclasses go to it."""

    def back(self) -> bool:
        """Esc leaves the panel, after a question when something is not saved."""
        if not self.entering:
            return False
        if self.panel.back():
            return True
        if self.panel.unsaved:
            ask(self, "填写的内容还没有保存。", "返回后，未保存的内容不会保留。", "不保存，返回", self.leave_panel)
        else:
            self.leave_panel()
        return True

    def unsaved(self) -> bool:
        """Whether something written would be lost."""
        return self.entering and self.panel.unsaved

    def _loaded(self, kind: RecordType, record: int) -> list[Draft]:
        register, viewer = self.office.register, self.office.viewer
        drafts = [entering.load(register, kind, record, viewer)]
        return drafts + (entering.bills(register, record, viewer)[:1] if kind.model is Treatment else [])

    def _begin(self, title: str, fill: Callable[[], object]) -> None:
        self._show(entering=True)
        self._void.setVisible(False)
        self.retitle(title)
        fill()

    def _show(self, *, entering: bool) -> None:
        for deed in self._seeing:
            deed.setVisible(not entering)
        for deed in self._entering:
            deed.setVisible(entering)
        self._stack.setCurrentIndex(1 if entering else 0)
        if not entering:
            self.retitle(self._own_title)

    def _saved(self, saved: Saved) -> None:
        self.typing.forget()
        undo.done(self.desk, self.office, saved.kept.changes, f"已保存{saved.sheet.title}。{saved.note}")
        if saved.and_new:
            self.start(saved.sheet, *self.next_values())
        else:
            self.leave_panel()
            self.kept(saved)

    def next_values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What is known of the next record when one was just entered."""
        return {}, {}

    def _voided(self, changes: Changes) -> None:
        undo.done(
            self.desk, self.office, changes, "已作废，可随时恢复。" if self._void.text() == "作废" else "已恢复。"
        )
        self.leave_panel()
