"""整村录入: a village's visits for one disease as one table, suggestions in grey, kept in one deed.

Enter goes on to the next cell (F6: to the one below), Ctrl+V takes what WPS copied, Ctrl+D takes all suggestions and
F4 those of the row, F3 goes to the next marked cell, F9 keeps all, Ctrl+G chooses another village.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from hfp_desk.problems import Severity
from hfp_desk.rules.follow_up import limits
from hfp_desk.store import village_visits
from hfp_desk.store.drafts import Typed
from hfp_desk.store.keeping import Changes
from hfp_desk.store.village_visits import Head, VisitRow
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages import undo
from ui.pages.tabs import VISIT_TABS, PageTabs
from ui.pages.village_head import VillageHead
from ui.pages.village_saving import VillageSaving
from ui.pages.village_typing import VillageTyping
from ui.pages.visit_model import VisitModel
from ui.pages.visit_table import VisitTable
from ui.widgets.ask import ask
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import action, label, rule, tight

_HINT = (
    "回车到下一格，代码可直接打数字，血压可写 140/90；灰色为建议，Ctrl+D 全部采用，F4 采用本行，F9 保存；Ctrl+G 换村。"
)
_DOWN, _RIGHT = "回车向下", "回车向右"
_WAY = "village_visits.down"
_TOLD = {"followup", "managedcase", "person"}


class VillageVisitsPage(Page):
    """``open_at`` takes values of the head by field name, with ``titles`` of links, or what was typed before."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "慢病随访 · 整村录入")
        self.office = office
        self._asked = 0
        self._warned = False
        self._before: tuple[Mapping[str, object], Mapping[str, str]] = ({}, {})
        self._again: dict[str, str] = {}
        self.head = VillageHead(office)
        self.model = VisitModel(may_enter=office.may_enter)
        self.table = VisitTable(self.model)
        self.table.downwards = desk.settings.get(_WAY) == "1"
        self.notice = label(level="small", wrap=True)
        self.foot = label(tone="quiet", level="small")
        self.empty = EmptyState("请先选择村和病种", icon="edit", advice="在上面选村、病种、日期和方式，回车进入表格。")
        self.saving = VillageSaving(desk, office, self)
        self.typing = VillageTyping(self.head, self.model, office)
        self._make_deeds()
        self._arrange()
        self._connect()

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
        elif not head.mode:
            self.head.ask_for("mode", "请先选随访方式，电话不计面对面。")
        elif self.model.unreadable:
            self._point(f"有 {self.model.unreadable} 格读不懂，F3 逐格查看，改好后再保存。")
        elif not self._waiting():
            self.saving.save(head, self.model.edited())

    def take_all(self) -> None:
        """Ctrl+D: what is suggested in grey is written, in all rows."""
        self._take(range(len(self.model.rows)))

    def take_row(self) -> None:
        """F4: the same in the row with the cursor."""
        self._take([self.table.currentIndex().row()])

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
        ask(self, "整村随访还没有保存。", "返回后，没有保存的内容不会保留。", "不保存，返回", self._leave)
        return True

    def unsaved(self) -> bool:
        """Whether something written would be lost."""
        return self.model.dirty

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor goes to the village, or back into the table."""
        super().showEvent(event)
        self.table.setFocus() if self.model.rows else self.head.begin()

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        words = _DOWN if self.table.downwards else _RIGHT
        self.way = self.deed(words, "down", "F6", self.turn_enter, allowed=may)
        self.deed("全部采用建议", "check", "Ctrl+D", self.take_all, allowed=may)
        self.deed("保存", "save", "F9", self.save, primary=True, allowed=may)
        action(self, "保存", "save", "Ctrl+S", self.save, allowed=may)
        action(self, "采用本行建议", "check", "F4", self.take_row, allowed=may)
        action(self, "下一处", "down", "F3", self.next_wrong)
        action(self, "换村、换病种", "place", "Ctrl+G", self.head.begin)
        back = lambda: undo.undo(self.desk, self.office)  # noqa: E731
        action(self, "撤销上一步", "undo", "Ctrl+Z", back, allowed=may)

    def _arrange(self) -> None:
        panel = QFrame()
        panel.setProperty("panel", True)
        inside = QVBoxLayout(panel)
        tight(inside, (1, 1, 1, 1))
        self._body = QStackedWidget()
        self._body.addWidget(self.empty)
        self._body.addWidget(self.table)
        inside.addWidget(self._body, 1)
        inside.addWidget(rule())
        self.foot.setContentsMargins(12, 6, 12, 6)
        inside.addWidget(self.foot)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        tabs = PageTabs(self.desk, pages.VILLAGE_VISITS, VISIT_TABS)
        column.addWidget(tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(panel, 1)
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
            told = "换村、换病种或换日期后，没有保存的内容不会保留。"
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
        work = office.in_session(
            lambda _progress: village_visits.rows(office.register, office.eyes, office.policy, village, head)
        )
        self.desk.reading.run(work, lambda rows: self._show(rows, head) if number == self._asked else None)

    def _show(self, rows: tuple[VisitRow, ...], head: Head | None) -> None:
        self._warned, self._before = False, self.head.texts()
        self.saving.forget()
        self.model.day = f"{head.day}" if head is not None else ""
        if head is not None:
            figures = limits(self.office.policy.on(head.day))
            self.model.adviser = lambda row, values: village_visits.suggest(row, values, head, figures)
        self.model.show_rows(rows, village_visits.columns(head.programme) if head is not None else ())
        self.table.fit()
        if head is not None:
            told = f"{self.head.title}没有在管对象"
            self.empty.explain(told, "", "请核对村和病种；新的管理对象在“慢病管理”按 F2 建卡。")
        self._body.setCurrentWidget(self.table if rows else self.empty)
        self._say(_HINT if rows and self.office.may_enter else "")
        if rows:
            self.model.retype(self._again)
            self.table.begin()
        self._again = {}
        self._sum_up()

    def _enter_table(self) -> None:
        if self.model.rows:
            self.table.setFocus()

    def _take(self, rows: Iterable[int]) -> None:
        self.table.commit()
        count = self.model.take(rows)
        told = f"已采用 {count} 人的建议，核对后按 F9 保存。" if count else "没有可以采用的建议：先填测量值。"
        self._say(told, "ok" if count else "quiet")

    def _waiting(self) -> bool:
        """Whether suggestions are left that were not taken; said once."""
        written = set(self.model.changed_rows)
        count = sum(row in written for row in self.model.waiting)
        if not count or self._warned:
            return False
        self._warned = True
        self._say(f"有 {count} 人的建议（灰色）还没有采用：Ctrl+D 全部采用；不采用请再按一次 F9 保存。", "warn")
        return True

    def _held(self, errors: int) -> None:
        self._point(f"有 {errors} 处错误，F3 逐处查看。确认无误可再按一次 F9 照此保存。")

    def _kept(self, changes: Changes, count: int) -> None:
        doubtful = len(self.model.wrong)
        told = f"其中 {doubtful} 处请再核对。" if doubtful else ""
        self.model.show_rows(())
        undo.done(self.desk, self.office, changes, f"已保存 {self.head.title}随访 {count} 人。{told}")
        self._load()
        self.table.setFocus()

    def _written(self) -> None:
        self._warned = False
        self.saving.forget()
        self._sum_up()
        self._tell_cell()

    def _pasted(self, written: int, lost: list[str]) -> None:
        if lost:
            self._say(f"粘贴了 {written} 格；本村没有（或不止一个）：{'、'.join(lost[:5])}，这些行没有粘贴。", "warn")
        else:
            self._say(f"粘贴了 {written} 格，核对后按 F9 保存。", "ok")

    def _tell_cell(self) -> None:
        """What is wrong with the cell under the cursor, else what can be typed into it."""
        here = self.table.currentIndex()
        problem = self.model.problem(here.row(), here.column())
        spec = self.model.spec(here.column()) if here.isValid() else None
        if problem is not None:
            self._say(problem.message, "error" if problem.severity is Severity.ERROR else "warn")
        elif spec is not None:
            advice = self.model.advice(here.row())
            offered = self.model.choices(here.column())
            told = (f"{spec.label}：{offered}" if offered else "", f"建议：{advice.words}" if advice else "")
            self._say("　　".join(part for part in told if part) or _HINT)

    def _point(self, words: str) -> None:
        """The cursor goes to the first marked cell; what is wrong there stands behind the words."""
        self.table.go_wrong(onwards=False)
        here = self.table.currentIndex()
        problem = self.model.problem(here.row(), here.column())
        self._say(f"{words}　{problem.message if problem is not None else ''}", "error")

    def _sum_up(self) -> None:
        rows = self.model.rows
        there = sum(one.record is not None for one in rows)
        written = len(self.model.changed_rows)
        told = [f"{len(rows)} 人", f"当天已有 {there}" if there else "", f"未保存 {written} 人" if written else ""]
        told.append(f"建议未采用 {len(self.model.waiting)} 人" if self.model.waiting else "")
        self.foot.setText("　".join(part for part in told if part) if rows else "")

    def _say(self, words: str, tone: str = "quiet") -> None:
        self.notice.setText(words)
        self.notice.setProperty("tone", tone)
        self.notice.style().polish(self.notice)

    def _leave(self) -> None:
        self.typing.forget()
        self.model.show_rows(())
        self.desk.go(pages.FOLLOW_UPS)

    def _changed(self, changes: Changes) -> None:
        if _TOLD & set(changes) and not self.model.dirty and self.head.head is not None:
            self._load()
