"""资助比对: the month's full list against the year, before anything is written: 新增、变更、取消 by township (§2.7).

Without a file the latest comparison is shown. A list that is stopped says why; where too many would be cancelled a
reason lets it go on. What is confirmed is an import like any other: with backup, receipt and undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from hfp_desk.codes import code_list
from hfp_desk.excel.importing import Plan, Result
from hfp_desk.excel.subsidy_lists import MONTH
from hfp_desk.excel.subsidy_preview import Preview, preview
from hfp_desk.problems import Refusal
from hfp_desk.rules.subsidies import SAME
from hfp_desk.store import subsidies, subsidy_lines
from hfp_desk.store.keeping import Changes
from hfp_desk.store.subsidies import Month, TownMonth
from hfp_desk.store.subsidy_lines import CHANGES, ChangeLine
from ui import pages
from ui.desk import Desk
from ui.front.files import open_file
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages.importing.choose_step import FILTER
from ui.pages.importing.course import FOLDER, Course
from ui.pages.importing.looking import Sitting
from ui.pages.subsidy_reason import ReasonLine
from ui.pages.subsidy_rows import change_rows, figure, not_read, town_rows
from ui.pages.tabs import MONEY_TABS, PageTabs
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action, label, tight


@dataclass(frozen=True)
class _Kept:
    """The latest comparison of a year as it was kept."""

    month: Month
    lines: tuple[ChangeLine, ...]


class SubsidyMonthPage(Page):
    """``open_at`` takes the path of a list. Ctrl+O chooses one, F9 confirms, Esc puts it away."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "费用保障 · 资助比对")
        self._office = office
        self._stale = True
        self._town: int | None = None
        self._change = ""
        self.course = Course(desk, office, self)
        self.shown: Preview | None = None
        self.kept: _Kept | None = None
        self.told = label(wrap=True)
        self.stopped = label(tone="error", wrap=True)
        self.reason = ReasonLine()
        self.band = FigureBand()
        self.towns = Grid("subsidy.towns", desk.settings, EmptyState("没有乡镇"), desk.reading, compact=True)
        self.empty = EmptyState("还没有比对过资助名单", icon="money")
        self.lines = Grid("subsidy.lines", desk.settings, self.empty, desk.reading, frozen=3)
        self._make_deeds()
        self._arrange()
        self._connect()

    def open_at(self, target: object) -> None:
        """Look at a list that another page gives."""
        if isinstance(target, Path):
            self.open(target)

    def refresh(self) -> None:
        """F5."""
        self.load()

    def load(self) -> None:
        """Read the latest comparison again."""
        self._stale = False
        office = self._office

        def read() -> _Kept:
            year = subsidies.latest_year(office.register, date.today())
            month = subsidies.month(office.register, year)
            return _Kept(month, subsidy_lines.kept(office.register, office.eyes, year))

        self.desk.reading.run(office.in_session(lambda _progress: read()), self._known)

    def browse(self) -> None:
        """Ctrl+O: ask for the month's list."""
        folder = Path(self.desk.settings.get(FOLDER) or Path.home())
        open_file(self, "选择本月资助参保对象全量名单（附件3）", folder, FILTER, self.open)

    def open(self, path: Path) -> None:
        """Look at a list; nothing is written."""
        if not self.course.busy:
            self.told.setText(f"正在比对“{path.name}”…")
            self.course.open(path)

    def confirm(self) -> None:
        """F9: write what is shown."""
        if self.shown is not None and not self.shown.stopped:
            self.course.write()

    def go_on(self, words: str) -> None:
        """Look again with a reason why so many are cancelled."""
        sitting = self.course.sitting
        if sitting is not None:
            self.course.look(replace(sitting, choices=replace(sitting.choices, confirmed=words)))

    def row_by_row(self) -> None:
        """Look at the same file in the import page, where cells can be corrected."""
        self.desk.go(pages.IMPORT, self.course.path)

    def put_away(self) -> None:
        """Back to the latest comparison; nothing is written."""
        self.course.put_away()
        self.shown = None
        self.load()

    def back(self) -> bool:
        """Esc puts the file away."""
        if self.shown is None or self.course.busy:
            return False
        self.put_away()
        return True

    def unsaved(self) -> bool:
        """A list that was looked at and not written."""
        return self.shown is not None

    def open_figure(self, name: str) -> None:
        """The persons behind a number; once more shows all changes."""
        self._change = "" if self._change == name else name
        self.band.mark(self._change)
        self._fill_lines()

    def open_town(self, place: int) -> None:
        """The persons of a township; once more shows all."""
        self._town = None if self._town == place else place
        self._fill_lines()

    def open_person(self, place: int) -> None:
        """Enter: the person, where the register has them."""
        line = self._chosen()[place]
        if line.person > 0:
            self.desk.go(pages.PERSON, line.person)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was not seen."""
        super().showEvent(event)
        if self._stale and self.shown is None:
            self.load()

    def _seen(self, sitting: Sitting) -> None:
        """A file was looked at: show what it would do."""
        found = preview(sitting.plan, self._office.eyes) if sitting.plan is not None else None
        if found is None and not sitting.choices.kinds:
            kinds = {sheet.name: MONTH.key for sheet in sitting.book.visible}
            self.course.look(replace(sitting, choices=replace(sitting.choices, kinds=kinds)))
            return
        if found is None or sitting.plan is None:
            self.desk.fail(sitting.refusal or Refusal(not_read(sitting.plan)))
            self.put_away()
            return
        self.shown, self._town, self._change = found, None, ""
        unknown = "、".join(f"“{word.written}”" for word in sitting.plan.unknown[:3])
        self.told.setText(
            f"“{sitting.path.name}”：{found.year} 年度，名单日期 {found.listed_on}。"
            + ("核对无误后按 F9 写入；写入前自动备份，可以撤销。" if not found.stopped else "")
            + (f"有不认识的身份写法 {unknown}，请到“逐行核对”答一次。" if unknown else "")
        )
        self.stopped.setText(found.stopped)
        self._fill()
        (self.reason if found.confirmable else self.lines).setFocus()

    def _written(self, _plan: Plan, result: Result) -> None:
        self.shown = None
        counts = result.counts
        words = f"已完成比对：新增 {counts.get('new', 0):,} 行，变更 {counts.get('change', 0):,} 行。"
        batch = result.batch
        undo = (lambda: self.course.undo(batch)) if batch is not None else None
        self.desk.say(
            words if batch is not None else "名单与登记簿一致，没有改动。", "ok", "撤销" if undo else "", undo
        )
        self._stale = True
        self.load()

    def _known(self, found: _Kept) -> None:
        self.kept = found
        if self.shown is not None:
            return
        day = found.month.listed_on
        self.stopped.setText("")
        told = f"最近一次比对：{found.month.year} 年度，名单日期 {day}。" if day else "本登记簿还没有比对过资助名单。"
        late = day is not None and (day.year, day.month) < (date.today().year, date.today().month)
        self.told.setText(told + ("本月名单还没有比对，请选择医保部门本月的全量名单。" if late or day is None else ""))
        self._fill()

    def _all(self) -> Sequence[ChangeLine]:
        if self.shown is not None:
            return self.shown.lines
        return self.kept.lines if self.kept is not None else ()

    def _chosen(self) -> list[ChangeLine]:
        """The lines that figure and township leave; who stays as before is shown only when asked for."""
        town = self._towns()[self._town].town if self._town is not None else None
        wanted = {self._change} if self._change else set(CHANGES) - {SAME}
        return [line for line in self._all() if line.change in wanted and (self._town is None or line.town == town)]

    def _towns(self) -> Sequence[TownMonth]:
        if self.shown is not None:
            return subsidy_lines.by_town(self.shown.lines)
        return self.kept.month.towns if self.kept is not None else ()

    def _fill(self) -> None:
        towns = self._towns()
        names, words = ("new", "changed", "cancelled", "same"), code_list("subsidy_change")
        counts = {code: sum(getattr(one, name) for one in towns) for code, name in zip(CHANGES, names, strict=True)}
        self.band.show_figures([figure(code, words.shown(code), counts[code]) for code in CHANGES])
        self.band.mark(self._change)
        self.towns.show_rows(town_rows(towns))
        stopped = bool(self.shown is not None and self.shown.stopped)
        self.stopped.setVisible(stopped)
        self.reason.setVisible(bool(self.shown is not None and self.shown.confirmable))
        for deed, seen in ((self._confirm, not stopped), (self._rows, True), (self._away, True)):
            deed.setVisible(self.shown is not None and seen)
        self._fill_lines()

    def _fill_lines(self) -> None:
        if self.shown is not None and self.shown.stopped and not self.shown.lines:
            self.empty.explain("整批没有比对", "逐行核对", "更正名单后重新选择；也可以在“导入”页逐行核对、改正单元格。")
        elif self._all() or (self.kept is not None and self.kept.month.listed_on):
            self.empty.explain("没有新增、变更或取消的人", "", "名单与登记簿一致。")
        else:
            self.empty.explain("还没有比对过资助名单", "选择名单", "每月选择医保部门的全量名单，先看变化，再确认写入。")
        self.lines.show_rows(change_rows(self._chosen()))

    def _help(self) -> None:
        if self.shown is not None:
            self.row_by_row()
        else:
            self.browse()

    def _changed(self, changes: Changes) -> None:
        if "subsidy" in changes:
            self._stale = True
            if self.isVisible() and self.shown is None:
                self.load()

    def _make_deeds(self) -> None:
        may = self._office.may_enter
        self.deed("资助名册", "list", "Ctrl+G", lambda: self.desk.go(pages.SUBSIDIES))
        self._away = self.deed("放弃", "close", done=self.put_away, allowed=may)
        self._rows = self.deed("逐行核对", "check", "F8", self.row_by_row, allowed=may)
        self.deed("选择名单", "folder", "Ctrl+O", self.browse, allowed=may)
        self._confirm = self.deed("确认写入", "save", "F9", self.confirm, primary=True, allowed=may)
        action(self, "看各项数字", "report", "Ctrl+T", self.band.begin)

    def _arrange(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.towns)
        split.addWidget(self.lines)
        split.setSizes([400, 880])
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(PageTabs(self.desk, pages.SUBSIDY_MONTH, MONEY_TABS))
        for part in (self.told, self.stopped, self.reason, self.band):
            column.addWidget(part)
        column.addWidget(split, 1)
        self.stopped.hide()
        self.setFocusProxy(self.lines)

    def _connect(self) -> None:
        course = self.course
        course.seen.connect(self._seen)
        course.checked.connect(self._seen)
        course.written.connect(self._written)
        course.undone.connect(lambda undone: self.desk.say(f"已撤销，{len(undone.reversed):,} 条恢复原状"))
        course.locked.connect(lambda _wrong: self.desk.say("文件有密码，请在“导入”页打开。", "warn"))
        course.stopped.connect(lambda: None if self.shown is not None else self.load())
        self.reason.given.connect(self.go_on)
        self.band.opened.connect(self.open_figure)
        self.towns.opened.connect(self.open_town)
        self.lines.opened.connect(self.open_person)
        self.lines.copied.connect(self.tell_copied)
        self.empty.pressed.connect(self._help)
        self.desk.changed.connect(self._changed)
