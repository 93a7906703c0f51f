"""A template on the bench: its sheet to point at, beside it what a cell holds; changes are seen filled at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget

from hfp_desk.excel.foreign_sheets import address
from hfp_desk.problems import Refusal
from hfp_desk.returns import Column, Definition
from hfp_desk.store.foreign_templates import Figure
from ui.desk import Desk
from ui.pages import template_words
from ui.pages.template_panel import CELL, Hint, TemplateSide
from ui.pages.template_sitting import Sitting
from ui.widgets.parts import label, tight
from ui.widgets.template_grid import TemplateGrid
from ui.widgets.template_model import TemplateModel

_SIDE = 360


class TemplateBench(QWidget):
    """``shown`` after everything that changes what would be written; nothing can be pointed unless ``may_point``."""

    shown = Signal()

    def __init__(self, desk: Desk, *, may_point: bool) -> None:
        super().__init__()
        self._desk, self._may_point = desk, may_point
        self.sitting: Sitting | None = None
        self.definition: Definition | None = None
        self.model = TemplateModel()
        self.grid = TemplateGrid(self.model)
        self.sheets = QTabBar()
        self.side = TemplateSide()
        self.told = label(wrap=True)
        self._arrange()
        self.grid.pointed.connect(self._tell_cell)
        self.grid.asked.connect(self.ask_cell)
        self.grid.cleared.connect(self.clear)
        self.side.points.chosen.connect(self.point)
        self.side.points.left.connect(self.grid.setFocus)
        self.side.facts.said.connect(self._said)
        self.side.hints.opened.connect(self.go_to)
        self.sheets.currentChanged.connect(self._lay_out)

    @property
    def sheet(self) -> str:
        """The sheet that is seen."""
        return self.model.sheet.name if self.model.sheet is not None else ""

    def sit(self, sitting: Sitting) -> None:
        """Lay a template on the bench; the cursor goes to the first cell that is to be looked at."""
        self.sitting = None
        while self.sheets.count():
            self.sheets.removeTab(0)
        for sheet in sitting.foreign.sheets:
            self.sheets.addTab(sheet.name)
        self.sitting = sitting
        self.side.facts.load(sitting.facts)
        self.side.tabs.setCurrentIndex(CELL)
        self._lay_out(0)
        self.show_filling(first=True)
        places = sorted(sitting.points_of(self.sheet))
        asked = [place for place in places if not sitting.points[self.sheet, *place].sure]
        self.grid.go(*(asked or places or [(1, 1)])[0])
        self.grid.setFocus()

    def offer(self, definition: Definition) -> None:
        """The columns of a return to choose from."""
        self.definition = definition
        tables = self.sitting.counted.tables if self.sitting is not None else {}
        self.side.points.offer(tables.get(definition.name))
        self._tell_cell()

    def show_filling(self, *, first: bool = False) -> None:
        """What would be written now; ``first``: what changed in the template comes to the front."""
        sitting = self.sitting
        if sitting is None:
            return
        points = sitting.points_of(self.sheet)
        told = {place: sitting.told(point) for place, point in points.items()}
        self.model.show_filling(points, sitting.filled(self.sheet), told, sitting.computed(self.sheet))
        self.told.setText(template_words.state(sitting))
        self.side.show_hints(template_words.hints(sitting), first=first and sitting.changed)
        self._tell_cell()
        self.shown.emit()

    def propose(self) -> None:
        """F7: by heads and names of lines."""
        if self.sitting is None or self.definition is None:
            return
        known = bool(self.sitting.points_of(self.sheet))
        if not self.sitting.propose(self.sheet, self.definition):
            told = "没有更多可以自动对应的单元格" if known else f"没有认出《{self.definition.title}》的栏目"
            self._desk.say(f"{told}，其余请逐列点选。", "warn")
        self.show_filling()

    def point(self, target: object) -> None:
        """Put a column or a fact into the chosen cells; the cursor goes on to the next column."""
        cells = self.grid.chosen
        if self.sitting is None or not cells or not self._may_point:
            return
        try:
            self._point(target)
        except Refusal as refusal:
            self._desk.say(f"{refusal.sentence}{refusal.advice}", "warn")
            return
        self.show_filling()
        self.grid.setFocus()
        if isinstance(target, Column):
            self.grid.go(cells[0][0], min(cells[-1][1] + 1, self.model.columnCount()))

    def clear(self) -> None:
        """Delete: the chosen cells stay as the higher level sent them."""
        if self.sitting is not None and self._may_point:
            self.sitting.clear(self.sheet, self.grid.chosen)
            self.show_filling()

    def ask_cell(self) -> None:
        """Enter: to the list of what can go in."""
        self.side.tabs.setCurrentIndex(CELL)
        self.side.points.targets.setFocus()

    def go_to(self, hint: Hint) -> None:
        """The cell a sentence is about."""
        if hint.place is None or self.sitting is None:
            return
        names = [sheet.name for sheet in self.sitting.foreign.sheets]
        self.sheets.setCurrentIndex(names.index(hint.sheet) if hint.sheet in names else self.sheets.currentIndex())
        self.grid.go(*hint.place)
        self.grid.setFocus()

    def turn_sheet(self, by: int) -> None:
        """The next sheet, or the one before."""
        if self.sheets.count():
            self.sheets.setCurrentIndex((self.sheets.currentIndex() + by) % self.sheets.count())

    def _point(self, target: object) -> None:
        sitting, definition, cells, panel = self.sitting, self.definition, self.grid.chosen, self.side.points
        if sitting is None or definition is None:
            return
        if isinstance(target, Column) and panel.whole.isChecked():
            sitting.point_column(self.sheet, cells, definition, target)
        elif isinstance(target, Column):
            sitting.point_cells(self.sheet, cells, definition, target, panel.given_line)
        elif isinstance(target, str):
            sitting.point_fact(self.sheet, cells[0], target)

    def _lay_out(self, number: int) -> None:
        if self.sitting is not None and 0 <= number < len(self.sitting.foreign.sheets):
            self.grid.lay_out(self.sitting.foreign.sheets[number])
            self.show_filling()

    def _tell_cell(self) -> None:
        sitting, page, definition = self.sitting, self.model.sheet, self.definition
        row, column = self.grid.spot
        if sitting is None or page is None or definition is None or row < 1:
            return
        place, cells = page.anchor(row, column), self.grid.chosen
        where = address(*place) if len(cells) <= 1 else f"{address(*cells[0])}:{address(*cells[-1])}"
        frame = sitting.frame(self.sheet, definition.name)
        line = frame.line(place[0]) if frame is not None else None
        point = sitting.points.get((self.sheet, *place))
        now = "保留公式" if page.spot(*place).formula else "不填，保持原样"
        head = sitting.head(self.sheet, definition.name, place[1]) if line is not None else ""
        told = f"填：{sitting.told(point)}" if point is not None else now
        self.side.points.tell(f"{where}　{line.label if line else ''}", head, told)
        if point is not None:
            columns = {one.name: one for one in definition.columns}
            wanted = point.target
            self.side.points.mark(columns.get(wanted.column) if isinstance(wanted, Figure) else wanted.name)

    def _said(self, facts: dict[str, str]) -> None:
        if self.sitting is not None:
            self.sitting.facts |= facts
            self.sitting.refill()
            self.show_filling()

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        tight(column)
        column.addWidget(self.grid, 1)
        column.addWidget(self.sheets)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.side)
        split.setSizes([820, _SIDE])
        split.setStretchFactor(0, 1)
        inner = QVBoxLayout(self)
        tight(inner, spacing=8)
        inner.addWidget(self.told)
        inner.addWidget(split, 1)
        self.sheets.setShape(QTabBar.Shape.RoundedSouth)
        self.sheets.setDrawBase(False)
        self.sheets.setExpanding(False)
        self.setFocusProxy(self.grid)
