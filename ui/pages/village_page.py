"""A village's people as one table under a line that holds for all of them; what is typed is kept in one deed.

Enter goes on to the next cell (F6: to the one below), Ctrl+V takes what WPS copied, F3 goes to the next marked cell,
F9 keeps all, Ctrl+G chooses another village.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from hfp_desk.problems import Problem, Severity
from hfp_desk.records import RecordType
from hfp_desk.store.drafts import Typed
from hfp_desk.store.keeping import Changes
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages import undo
from ui.pages.tabs import PageTabs
from ui.pages.village_head import VillageHead
from ui.pages.village_model import VillageModel
from ui.pages.village_saving import VillageSaving
from ui.pages.village_table import VillageBody, VillageTable
from ui.pages.village_typing import VillageTyping
from ui.widgets.ask import ask
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import action, label, tight

_DOWN, _RIGHT = "回车向下", "回车向右"
_WAY = "village_visits.down"


class VillagePage(Page):
    """``open_at`` takes values of the head by field name, with ``titles`` of links, or what was typed before.

    A page gives its head and model, and says below what is read, checked, kept and told. ``draft`` is the title under
    which a table that was not saved is kept, ``what`` the word for what is entered, ``leads_to`` where Esc goes.
    """

    kind: RecordType
    told_from: frozenset[str]
    draft = what = hint = leads_to = start = ""

    def __init__(self, desk: Desk, office: Office, title: str, head: VillageHead, model: VillageModel) -> None:
        super().__init__(desk, title)
        self.office = office
        self._asked = 0
        self._before: tuple[Mapping[str, object], Mapping[str, str]] = ({}, {})
        self._again: dict[str, str] = {}
        self.head, self.model = head, model
        self.table = VillageTable(model)
        self.table.downwards = desk.settings.get(_WAY) == "1"
        self.notice = label(level="small", wrap=True)
        empty = EmptyState(self.start, icon="edit", advice="在上面逐项填写，回车进入表格。")
        self.body = VillageBody(self.table, empty)
        self.saving = VillageSaving(desk, office, self, self.check, self.keep_rows, f"保存{self.draft}")
        self.typing = VillageTyping(head, model, office, self.kind, self.draft)
        self._make_deeds()
        self._arrange()
        self._connect()

    def tabs(self) -> PageTabs:
        """The tabs over the page."""
        raise NotImplementedError

    def read(self, village: int, head: Any) -> Sequence[Any]:
        """The rows of a village; off the window's thread."""
        raise NotImplementedError

    @property
    def columns(self) -> Sequence[Any]:
        """The fields written in."""
        raise NotImplementedError

    def check(self, head: Any, edited: Sequence[Any]) -> list[tuple[int, Problem]]:
        """What is wrong with rows, by person; off the window's thread."""
        raise NotImplementedError

    def keep_rows(self, head: Any, edited: Sequence[Any]) -> Changes:
        """Keep rows in one deed; off the window's thread."""
        raise NotImplementedError

    def nobody(self) -> tuple[str, str]:
        """What is said of a village without anybody in its table, and what to do then."""
        raise NotImplementedError

    def summed(self) -> list[str]:
        """The words under the table."""
        raise NotImplementedError

    def prepare(self, head: Any) -> None:
        """Another table is about to be shown."""

    def written(self) -> None:
        """Something was typed."""

    @property
    def held_back(self) -> bool:
        """Whether something must be seen to before rows are kept; says what."""
        return False

    @property
    def told_beside(self) -> str:
        """What is said of the row with the cursor beside what can be typed."""
        return ""

    def open_at(self, target: object) -> None:
        """What the head is to say, or a table that was typed before the program ended."""
        if isinstance(target, Typed):
            self._again = self.typing.resume(target)
            self._turn()
        elif isinstance(target, Mapping):
            self.head.put(target, target.get("titles", {}))
            self._turn()

    def refresh(self) -> None:
        """F5."""
        self._turn()

    def save(self) -> None:
        """F9: all rows in one deed; what is doubtful is shown first and kept only when asked again."""
        self.table.commit()
        head = self.head.head
        if head is None or not self.model.dirty:
            self.desk.say("没有改动，不用保存。")
        elif self.model.unreadable:
            self._point(f"有 {self.model.unreadable} 格读不懂，F3 逐格查看，改好后再保存。")
        elif not self.held_back:
            self.saving.save(head, self.model.edited())

    def next_wrong(self) -> None:
        """F3."""
        if not self.table.go_wrong():
            self.desk.say("没有需要核对的格子。")

    def turn_enter(self) -> None:
        """F6: whether Enter goes to the right or down."""
        self.table.downwards = not self.table.downwards
        self.desk.settings.set(_WAY, "1" if self.table.downwards else "")
        self.way.setText(_DOWN if self.table.downwards else _RIGHT)

    def back(self) -> bool:
        """Esc: a question when something is not saved."""
        if not self.model.dirty:
            return False
        ask(self, f"{self.draft}还没有保存。", "返回后，没有保存的内容不会保留。", "不保存，返回", self._leave)
        return True

    def unsaved(self) -> bool:
        """Whether something written would be lost."""
        return self.model.dirty

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor goes to the village, or back into the table."""
        super().showEvent(event)
        self.table.setFocus() if self.model.rows else self.head.begin()

    def say(self, words: str, tone: str = "quiet") -> None:
        """Words between head and table."""
        self.notice.setText(words)
        self.notice.setProperty("tone", tone)
        self.notice.style().polish(self.notice)

    def more_deeds(self) -> None:
        """Deeds of this page between the way of Enter and keeping."""

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        words = _DOWN if self.table.downwards else _RIGHT
        self.way = self.deed(words, "down", "F6", self.turn_enter, allowed=may)
        self.more_deeds()
        self.deed("保存", "save", "F9", self.save, primary=True, allowed=may)
        action(self, "保存", "save", "Ctrl+S", self.save, allowed=may)
        action(self, "下一处", "down", "F3", self.next_wrong)
        action(self, "换村", "place", "Ctrl+G", self.head.begin)
        back = lambda: undo.undo(self.desk, self.office)  # noqa: E731
        action(self, "撤销上一步", "undo", "Ctrl+Z", back, allowed=may)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(self.tabs(), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(self.body, 1)
        self.setFocusProxy(self.head.fields["village"].editor)

    def _connect(self) -> None:
        self.head.turned.connect(self._turn)
        self.head.left.connect(self._enter_table)
        self.model.written.connect(self._written)
        self.table.pasted.connect(self._pasted)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell_cell())
        self.saving.found.connect(self.model.blame)
        self.saving.held.connect(self._held)
        self.saving.kept.connect(self._kept)
        self.saving.busy.connect(self.table.setDisabled)
        self.desk.changed.connect(self._changed)

    def _turn(self) -> None:
        """Another village, disease or day: after a question when something is not saved."""
        if self.model.dirty:
            told = "换到别的村、病种或日期后，没有保存的内容不会保留。"
            notice = ask(self, "填写的内容还没有保存。", told, "不保存，继续", self._load)
            notice.rejected.connect(lambda: self.head.put(*self._before))
        else:
            self._load()

    def _load(self) -> None:
        """Read the table on the worker."""
        head, village, office = self.head.head, self.head.village, self.office
        self._asked += 1
        number = self._asked
        self.typing.forget()
        if head is None or village is None:
            self._show((), None)
            return
        work = office.in_session(lambda _progress: self.read(village, head))
        self.desk.reading.run(work, lambda rows: self._show(rows, head) if number == self._asked else None)

    def _show(self, rows: Sequence[Any], head: Any) -> None:
        self._before = self.head.texts()
        self.saving.forget()
        self.model.day = f"{head.day}" if head is not None else ""
        self.prepare(head)
        self.model.show_rows(rows, self.columns if head is not None else ())
        self.table.fit()
        if head is not None:
            told, advice = self.nobody()
            self.body.empty.explain(told, "", advice)
        self.body.show_table(bool(rows))
        self.say(self.hint if rows and self.office.may_enter else "")
        if rows:
            self.model.retype(self._again)
            self.table.begin()
        self._again = {}
        self._sum_up()

    def _enter_table(self) -> None:
        if self.model.rows:
            self.table.setFocus()

    def _held(self, errors: int) -> None:
        self._point(f"有 {errors} 处错误，F3 逐处查看。确认无误可再按一次 F9 照此保存。")

    def _kept(self, changes: Changes, count: int) -> None:
        told = self.model.doubts
        self.model.show_rows(())
        undo.done(self.desk, self.office, changes, f"已保存 {self.head.title}{self.what} {count} 人。{told}")
        self._load()
        self.table.setFocus()

    def _written(self) -> None:
        self.written()
        self.saving.forget()
        self._sum_up()
        self._tell_cell()

    def _pasted(self, written: int, lost: list[str]) -> None:
        if lost:
            self.say(f"粘贴了 {written} 格；本村没有（或不止一个）：{'、'.join(lost[:5])}，这些行没有粘贴。", "warn")
        else:
            self.say(f"粘贴了 {written} 格，核对后按 F9 保存。", "ok")

    def _tell_cell(self) -> None:
        """What is wrong with the cell under the cursor, else what can be typed into it."""
        here = self.table.currentIndex()
        problem = self.model.problem(here.row(), here.column())
        spec = self.model.spec(here.column()) if here.isValid() else None
        if problem is not None:
            self.say(problem.message, "error" if problem.severity is Severity.ERROR else "warn")
        elif spec is not None:
            offered = self.model.choices(here.column())
            told = (f"{spec.label}：{offered}" if offered else "", self.told_beside)
            self.say("　　".join(part for part in told if part) or self.hint)

    def _point(self, words: str) -> None:
        """The cursor goes to the first marked cell; what is wrong there stands behind the words."""
        self.table.go_wrong(onwards=False)
        here = self.table.currentIndex()
        problem = self.model.problem(here.row(), here.column())
        self.say(f"{words}　{problem.message if problem is not None else ''}", "error")

    def _sum_up(self) -> None:
        self.body.foot.setText("　".join(part for part in self.summed() if part) if self.model.rows else "")

    def _leave(self) -> None:
        self.typing.forget()
        self.model.show_rows(())
        self.desk.go(self.leads_to)

    def _changed(self, changes: Changes) -> None:
        if self.told_from & set(changes) and not self.model.dirty and self.head.head is not None:
            self._load()
