"""上级模板: the higher level's own workbook with our figures in it and nothing else changed.

The clerk points once: a cell and what goes in. A known template comes up filled, F9 saves it. Figures of a period that
was sent are those that were frozen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout

from hfp_desk import file_names
from hfp_desk.excel import foreign_filling, foreign_sheets
from hfp_desk.excel.foreign_learning import Counted, Known
from hfp_desk.excel.foreign_sheets import Foreign
from hfp_desk.problems import Progress
from hfp_desk.returns import Definition, Period, periods
from hfp_desk.store import foreign_templates, returns
from hfp_desk.store.foreign_templates import Figure, Remembered
from ui import pages
from ui.desk import Desk
from ui.front.files import open_file, save_file
from ui.office import Office
from ui.page import Page
from ui.pages import template_sitting
from ui.pages.exporting import FOLDER
from ui.pages.tabs import RETURN_TABS, PageTabs
from ui.pages.template_bench import TemplateBench
from ui.pages.template_sitting import Sitting
from ui.pages.template_start import TemplateStart
from ui.return_target import ReturnTarget
from ui.widgets.parts import action, tight
from ui.widgets.return_period import PeriodChoice

_KINDS = "Excel 工作簿 (*.xlsx *.xlsm)"


class FilledTemplatesPage(Page):
    """``open_at`` takes the path of a template, or a ``ReturnTarget``: what one is to be filled with.

    Ctrl+O chooses one, F7 proposes, F8 keeps, F9 saves, Esc puts away.
    """

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "报表统计 · 上级模板")
        self._office = office
        self.bench = TemplateBench(desk, may_point=office.may_enter)
        self.which = QComboBox()
        self.period = PeriodChoice()
        self.start = TemplateStart()
        self._make_deeds()
        self._arrange()
        self._connect()
        self._fill_returns()

    @property
    def sitting(self) -> Sitting | None:
        """The template on the bench."""
        return self.bench.sitting

    @property
    def definition(self) -> Definition:
        """The return whose columns are offered."""
        found = self.which.currentData()
        assert isinstance(found, Definition)
        return found

    def open_at(self, target: object) -> None:
        """A template that another page gives, or the return that is to go into one."""
        if isinstance(target, Path):
            self.open(target)
        elif isinstance(target, ReturnTarget):
            self.setFocus()
            self._show_return(target.name)
            if target.period and self.definition.name == target.name:
                self.choose_period(periods.period(self.definition, target.period))
            else:
                self._chosen_return()

    def refresh(self) -> None:
        """F5: count again."""
        if self.sitting is not None and self.period.value is not None:
            self._count(self.period.value)
        else:
            self._list_known()

    def browse(self) -> None:
        """Ctrl+O."""
        folder = Path(self.desk.settings.get(FOLDER) or Path.home())
        open_file(self, "选择上级下发的报表模板", folder, _KINDS, self.open)

    def open(self, path: Path) -> None:
        """Look at a template; nothing is written."""
        self._sit(lambda: foreign_sheets.read(path), by_title=True)

    def open_known(self, known: Remembered) -> None:
        """A template that was learnt, as it was kept."""
        register = self._office.register
        self._sit(lambda: foreign_sheets.opened(foreign_templates.kept_file(register, known.name), known.file))

    def choose_period(self, period: Period) -> None:
        """The figures of another period."""
        self.period.put(self.definition, period)
        self._count(period)

    def confirm(self) -> None:
        """F8: what was proposed is right; kept for the next time."""
        sitting = self.sitting
        if sitting is None:
            return
        points = tuple(msgspec.structs.replace(point, sure=True) for point in sitting.points.values())
        register, foreign = self._office.register, sitting.foreign

        def keep(_progress: Progress) -> Remembered:
            args = sitting.name, foreign.file, foreign.content, foreign.laid, points
            return foreign_templates.remember(register, *args)

        def kept(found: Remembered) -> None:
            sitting.confirm()
            sitting.touched, sitting.known = False, Known(found, points)
            self.desk.say(f"已记住“{sitting.name}”的 {len(points)} 处对应关系，下期打开即已填好。")
            self.bench.show_filling()

        self.desk.tasks.run(self._office.in_session(keep), kept)

    def save(self) -> None:
        """F9: ask where to, then write."""
        sitting = self.sitting
        if sitting is None:
            return
        if sitting.unsure:
            self.desk.say(f"还有 {sitting.unsure} 处（黄色）没有确认：核对后按 F8，再按 F9 另存。", "warn")
            return
        if not any(isinstance(point.target, Figure) for point in sitting.points.values()):
            self.desk.say("还没有指定哪个单元格填哪个数字：先按 F7 自动对应，或逐列点选。", "warn")
            return
        folder = Path(self.desk.settings.get(FOLDER) or Path.home())
        ending = Path(sitting.foreign.file).suffix
        name = file_names.proposed(f"{sitting.name}_{sitting.counted.period.label}", ending)
        save_file(self, "填好的模板存到哪里", folder / name, f"Excel 工作簿 (*{ending})", self.write)

    def write(self, target: Path) -> None:
        """Write the filled template; the toast says how many cells and where."""
        sitting, office = self.sitting, self._office
        if sitting is None:
            return
        self.desk.settings.set(FOLDER, str(target.parent))
        period, facts = sitting.counted.period.mark, dict(sitting.facts)

        def work(_progress: Progress) -> int:
            count = foreign_filling.save(office.register, sitting.foreign, sitting.found, target, period)
            foreign_templates.keep_facts(office.register, facts)
            return count

        def done(count: int) -> None:
            self.desk.say(f"已填好 {count:,} 个单元格，存为 {target.name}；其他内容没有改动。")

        self.desk.tasks.run(office.in_session(work), done, title=f"填写{sitting.name}")

    def back(self) -> bool:
        """Esc: back to the list of templates; once more leaves the page."""
        if self.sitting is None:
            return False
        self.bench.sitting = None
        self._list_known()
        self._views.setCurrentWidget(self.start)
        self._allow()
        self.start.begin()
        return True

    def unsaved(self) -> bool:
        """Whether something was pointed and not kept."""
        return self.sitting is not None and self.sitting.touched

    def showEvent(self, event: QShowEvent) -> None:
        """The templates that are known by now."""
        super().showEvent(event)
        if self.sitting is None:
            self._list_known()

    def _sit(self, read: Callable[[], Foreign], *, by_title: bool = False) -> None:
        register, chosen = self._office.register, self.definition.name
        day = self.period.value.ends if self.period.value is not None else date.today()

        def look(_progress: Progress) -> Sitting:
            return template_sitting.sit_down(register, read(), chosen, day, by_title=by_title)

        self.desk.tasks.run(self._office.in_session(look), self._sat, title="读取模板")

    def _sat(self, sitting: Sitting) -> None:
        self._views.setCurrentWidget(self.bench)
        self._show_return(next(iter(sitting.counted.tables), self.definition.name))
        self.bench.sit(sitting)
        self._offer()

    def _show_return(self, name: str) -> None:
        """Choose a return by its name; nothing is counted."""
        self.which.blockSignals(True)
        self.which.setCurrentIndex(
            next((n for n in range(self.which.count()) if self.which.itemData(n).name == name), 0)
        )
        self.which.blockSignals(False)

    def _count(self, period: Period) -> None:
        sitting, register, names = self.sitting, self._office.register, (self.definition.name,)
        if sitting is None:
            return

        def count(_progress: Progress) -> Counted:
            return template_sitting.recount(register, sitting, names, period)

        def counted(found: Counted) -> None:
            sitting.counted = found
            sitting.facts[foreign_templates.PERIOD] = found.period.label
            sitting.refill()
            self._offer()
            self.bench.show_filling()

        self.desk.reading.run(self._office.in_session(count), counted)

    def _chosen_return(self) -> None:
        """Another return: its columns are offered, counted first where they were not."""
        day = self.period.value.ends if self.period.value is not None else date.today()
        self.period.put(self.definition, periods.period_of(self.definition, day))
        if self.sitting is not None and self.definition.name not in self.sitting.counted.tables:
            self._count(periods.period_of(self.definition, day))
        else:
            self._offer()

    def _offer(self) -> None:
        self.bench.offer(self.definition)
        table = self.sitting.counted.tables.get(self.definition.name) if self.sitting is not None else None
        if table is not None:
            self.period.put(self.definition, table.period)

    def _fill_returns(self) -> None:
        for definition in returns.catalogue(self._office.register).definitions:
            self.which.addItem(definition.title, definition)
        if self.which.count():
            ended = periods.before(self.definition, periods.period_of(self.definition, date.today()))
            self.period.put(self.definition, ended)
        self._allow()

    def _list_known(self) -> None:
        self.start.load(foreign_templates.remembered(self._office.register))

    def _forget(self, known: Remembered) -> None:
        foreign_templates.forget(self._office.register, known.name)
        self._list_known()
        self.desk.say(f"已删除“{known.name}”的对应关系。")

    def _allow(self) -> None:
        for deed in (self._propose, self._confirm, self._save):
            deed.setEnabled(self.sitting is not None)

    def _make_deeds(self) -> None:
        may = self._office.may_enter
        self.deed("选择模板", "folder", "Ctrl+O", self.browse)
        self._propose = self.deed("自动对应", "check", "F7", self.bench.propose, allowed=may)
        self._confirm = self.deed("确认并记住", "ok", "F8", self.confirm, allowed=may)
        self._save = self.deed("填好另存", "save", "F9", self.save, primary=True, allowed=may)
        action(self, "报告期", keys="Ctrl+D", done=self.period.begin)
        action(self, "上一期", keys="Alt+PgUp", done=lambda: self.period.turn(-1))
        action(self, "下一期", keys="Alt+PgDown", done=lambda: self.period.turn(1))
        action(self, "下一张工作表", keys="Ctrl+PgDown", done=lambda: self.bench.turn_sheet(1))
        action(self, "上一张工作表", keys="Ctrl+PgUp", done=lambda: self.bench.turn_sheet(-1))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        tight(top, spacing=12)
        top.addWidget(self.which)
        top.addWidget(self.period)
        top.addStretch(1)
        self._views = QStackedWidget()
        self._views.addWidget(self.start)
        self._views.addWidget(self.bench)
        whole = QVBoxLayout(self)
        tight(whole, (16, 0, 16, 12), 8)
        whole.addWidget(PageTabs(self.desk, pages.FILLED_TEMPLATES, RETURN_TABS))
        whole.addLayout(top)
        whole.addWidget(self._views, 1)
        self.which.setAccessibleName("报表")
        self.setFocusProxy(self.start)

    def _connect(self) -> None:
        self.bench.shown.connect(self._allow)
        self.which.currentIndexChanged.connect(lambda _place: self._chosen_return())
        self.period.chosen.connect(self.choose_period)
        self.period.left.connect(self.bench.grid.setFocus)
        self.start.browsed.connect(self.browse)
        self.start.opened.connect(self.open_known)
        self.start.forgotten.connect(self._forget)
