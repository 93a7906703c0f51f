"""合并: pairs of records that may be one person, and two of them side by side to be made one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hfp_desk.problems import Progress
from hfp_desk.store import apart, facing, likely, merges, merging, taking_back
from hfp_desk.store.facing import Preview
from hfp_desk.store.keeping import Changes
from ui import pages
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages import finding
from ui.pages.merging.compare_view import CompareView
from ui.pages.merging.pair_rows import Likely, PairRows, seen
from ui.pages.merging.taking_apart import take_apart
from ui.pages.reason import AskLine
from ui.widgets.choices import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import action, label, tight
from ui.widgets.search_box import SearchBox

_TITLE = "疑似重复"


@dataclass(frozen=True)
class _Wanted:
    """What is to be compared, why, and what was chosen before."""

    people: tuple[int, int]
    reason: str = ""
    chosen: Mapping[str, int] = field(default_factory=dict)


class MergePage(Page):
    """``open_at`` takes two persons (kept, taken in), one whose double is sought, or nothing for all likely pairs."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, _TITLE)
        self._office = office
        self._whose: int | None = None
        self._from_list = False
        self._looked = False
        self.empty = EmptyState("还没有查找", icon="people")
        self.grid = Grid("pairs", desk.settings, self.empty, desk.reading, frozen=2)
        self.search = SearchBox(finding.people(office))
        self.compare = CompareView()
        self._make_deeds()
        self._arrange()
        self.grid.opened.connect(self.open_pair)
        self.grid.current_changed.connect(lambda _number: self._allow())
        self.empty.pressed.connect(self.refresh)
        self.search.chosen.connect(self._found_other)
        self.compare.swapping.connect(self.swap)
        self.compare.opened.connect(lambda person: desk.go(pages.PERSON, person))

    @property
    def comparing(self) -> bool:
        """Whether two records are side by side."""
        return self._stack.currentWidget() is self.compare

    def open_at(self, target: object) -> None:
        """Compare two, or list the pairs of one or of all."""
        self._looked = True
        if isinstance(target, tuple):
            self._from_list = False
            self._compare(_Wanted((int(target[0]), int(target[1]))))
        else:
            self._whose = target if isinstance(target, int) else None
            self._show(comparing=False)
            self.refresh()

    def refresh(self) -> None:
        """F5: look for pairs again; two that are compared are read again."""
        if self.comparing:
            self._compare(_Wanted(self.compare.people, self.compare.reason.text(), self.compare.chosen))
            return
        self.empty.explain("正在查找疑似重复的人员…")
        self.desk.tasks.run(self._office.in_session(self._look), self._show_pairs, title="查找疑似重复")

    def back(self) -> bool:
        """Esc leads from two records back to the pairs they were chosen from."""
        if not self.comparing or not self._from_list:
            return False
        self._show(comparing=False)
        self.grid.setFocus()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Opened by itself it lists all pairs."""
        super().showEvent(event)
        if not self._looked:
            self.open_at(None)

    def open_pair(self, number: int) -> None:
        """Enter: the two side by side."""
        one = self._likely(number)
        if one is not None:
            self._from_list = True
            self._compare(_Wanted(one.people, f"{one.pair.reason}，核对为同一人"))

    def swap(self) -> None:
        """Ctrl+T: the other one is kept; choices stay with their person."""
        if self.comparing:
            winner, loser = self.compare.people
            self._compare(_Wanted((loser, winner), self.compare.reason.text(), self.compare.chosen))

    def merge(self) -> None:
        """F9: make the two one, after a backup; without a reason or a needed word the cursor goes there."""
        view = self.compare
        if not view.reason.text().strip():
            view.reason.setFocus()
            self.desk.say("请填写合并原因。", "warn")
            return
        assert view.preview is not None
        if view.preview.doubts and not view.sure.isChecked():
            view.sure.setFocus()
            self.desk.say("请核对证件原件，勾选“确认是同一人”后再合并。", "warn")
            return
        people, chosen, reason, sure = view.people, view.chosen, view.reason.text(), view.sure.isChecked()
        self._merge.setEnabled(False)

        def work(_progress: Progress) -> Changes:
            return merging.merge(self._office.register, *people, chosen, reason, sure=sure)

        self.desk.tasks.run(
            self._office.in_session(work), lambda changes: self._merged(people, changes), self._failed, title="合并人员"
        )

    def keep_apart(self) -> None:
        """Ask why the two are two, and never name them again."""
        people = self._pointed
        if people is not None:
            anchor = self.compare.swap if self.comparing else self.grid.foot
            title = "不是同一人"
            panel = AskLine(anchor, title, "依据，例如：姐妹，已核对身份证", title, lambda why: self._part(people, why))
            panel.ask()

    @property
    def _pointed(self) -> tuple[int, int] | None:
        """The two under the cursor, or side by side."""
        if self.comparing:
            return self.compare.people
        number = self.grid.current_id()
        one = self._likely(number) if number is not None else None
        return one.people if one is not None else None

    def _likely(self, number: int) -> Likely | None:
        rows = self.grid.rows
        return rows.likely(number) if isinstance(rows, PairRows) else None

    def _look(self, progress: Progress) -> PairRows:
        found = likely.pairs(self._office.register, progress) if self._office.may_enter else []
        mine = [pair for pair in found if self._whose is None or self._whose in pair[:2]]
        return PairRows(seen(self._office, mine), len(mine))

    def _show_pairs(self, rows: PairRows) -> None:
        if not self._office.may_enter:
            self.empty.explain("您不能合并人员", advice="需要“录入”角色，并且登记簿没有以只读方式打开。")
        elif self._whose is None:
            self.empty.explain("没有发现疑似重复的人员", "重新查找", "已按证件号码、姓名、出生日期和村核对过全部人员。")
        else:
            self.empty.explain("没有发现与此人相像的记录", advice="可以在上面搜索要合并的另一条记录。")
        self.grid.show_rows(rows, same=self.grid.rows is not None)
        self._allow()
        if not self.comparing:
            (self.search if self._whose is not None and not len(rows) else self.grid).setFocus()

    def _found_other(self, choice: Choice) -> None:
        if self._whose is not None and choice.value != self._whose:
            self._from_list = True
            self._compare(_Wanted((self._whose, int(str(choice.value)))))

    def _compare(self, wanted: _Wanted) -> None:
        register, viewer = self._office.register, self._office.viewer

        def work(_progress: Progress) -> Preview:
            return facing.preview(register, *wanted.people, viewer)

        def done(preview: Preview) -> None:
            self._show(comparing=True)
            self.compare.show_preview(preview, wanted.reason, wanted.chosen)

        self.desk.reading.run(self._office.in_session(work), done, self._failed)

    def _merged(self, people: tuple[int, int], changes: Changes) -> None:
        self._merge.setEnabled(True)
        deed = taking_back.latest(self._office.register)
        if deed is not None:
            self.desk.done.append(deed)
        self._forget(people)
        self._show(comparing=False)
        self.desk.changed.emit(changes)
        line = merges.taken_in(self._office.register, people[1])
        if line is not None:
            words = f"已把第 {people[1]} 号并入第 {people[0]} 号。"
            self.desk.say(words, "ok", "撤销合并", lambda: take_apart(self, self.desk, self._office, line.id))
        if self._from_list and self._whose is None and len(self.grid.rows or ()):
            self.grid.setFocus()
        else:
            self.desk.go(pages.PERSON, people[0])

    def _part(self, people: tuple[int, int], why: str) -> None:
        apart.keep_apart(self._office.register, people[0], [people[1]], why)
        self._forget(people)
        self._show(comparing=False)
        self.grid.setFocus()
        self.desk.say("已记下不是同一人，以后不再提示。")

    def _forget(self, people: tuple[int, int]) -> None:
        """Leave a decided pair out of the list."""
        rows = self.grid.rows
        if isinstance(rows, PairRows):
            self.grid.show_rows(rows.without((min(people), max(people))), same=True)
            self._allow()

    def _failed(self, problem: Exception) -> None:
        self._merge.setEnabled(True)
        self.desk.fail(problem)

    def _make_deeds(self) -> None:
        self._apart = self.deed("不是同一人", "close", "Ctrl+D", self.keep_apart)
        action(self, "左右对换", "refresh", "Ctrl+T", self.swap)
        self._open = self.deed("是同一人，合并…", "people", done=self._open_current, primary=True)
        self._merge = self.deed("合并", "people", "F9", self.merge, primary=True)

    def _allow(self) -> None:
        """A decision needs a pair: one under the cursor, or two side by side."""
        pointed = self.comparing or self._pointed is not None
        self._open.setEnabled(pointed)
        self._apart.setEnabled(pointed)

    def _open_current(self) -> None:
        number = self.grid.current_id()
        if number is not None:
            self.open_pair(number)

    def _arrange(self) -> None:
        self._listing = QWidget()
        column = QVBoxLayout(self._listing)
        tight(column, spacing=8)
        self._asking = QWidget()
        line = QHBoxLayout(self._asking)
        tight(line, spacing=8)
        line.addWidget(label("与谁合并"))
        line.addWidget(self.search, 1, Qt.AlignmentFlag.AlignLeft)
        self.search.setMinimumWidth(420)
        self.search.setProperty("look", "")
        self.search.setPlaceholderText("搜索要合并的另一个人：姓名、拼音、证件号、村")
        line.addStretch(1)
        column.addWidget(self._asking)
        column.addWidget(self.grid, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._listing)
        self._stack.addWidget(self.compare)
        outside = QVBoxLayout(self)
        tight(outside, (16, 0, 16, 12))
        outside.addWidget(self._stack)
        self._show(comparing=False)

    def _show(self, *, comparing: bool) -> None:
        self._merge.setVisible(comparing)
        self._open.setVisible(not comparing)
        self._asking.setVisible(self._whose is not None)
        self._stack.setCurrentWidget(self.compare if comparing else self._listing)
        self._allow()
        self.setFocusProxy(self.compare if comparing else self.grid)
        self.retitle("合并人员" if comparing or self._whose is not None else _TITLE)
