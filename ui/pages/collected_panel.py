"""A township's return beside the list: its figures beside ours, under them what is wrong in its file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from hfp_desk.returns.collected import Flaw
from hfp_desk.store.collecting_checks import Compared
from hfp_desk.store.collecting_state import TownReturn
from ui.desk import Desk
from ui.grid import Grid
from ui.pages import collected_rows as rows
from ui.widgets.empty_state import EmptyState
from ui.widgets.panels import SidePanel
from ui.widgets.parts import label, tight

WIDTH = 600


class CollectedPanel(SidePanel):
    """``names_asked`` carries a figure whose names of ours are wanted."""

    names_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.town: int | None = None
        self.figures_shown: list[Compared] = []
        self.flaws_shown: tuple[Flaw, ...] = ()
        self.told = label(tone="quiet", level="small", wrap=True)
        self.figures = Grid("collected.figures", desk.settings, EmptyState("没有数字", icon="report"), compact=True)
        self.flaws = Grid("collected.flaws", desk.settings, EmptyState("没有问题", icon="ok"), compact=True)
        self.said = label(wrap=True)
        self._inner = self._made()
        self.flaws.current_changed.connect(lambda _place: self._say())
        self.figures.opened.connect(self._open_names)
        self.flaws.opened.connect(self._jump)
        self.hide()

    def show_town(self, line: TownReturn) -> None:
        """Show one township; the cursor keeps its place where it is the same."""
        same, self.town = self.town == line.town.id, line.town.id
        self.figures_shown, self.flaws_shown = rows.worth_showing(line), line.flaws
        self.told.setText(_told(line))
        self.figures.show_rows(rows.figure_rows(self.figures_shown), same=same)
        self.flaws.show_rows(rows.flaw_rows(self.flaws_shown), same=same)
        self._say()
        self.present(line.town.name, self._inner, line.state)

    def begin(self) -> None:
        """The cursor on the figures."""
        (self.figures if self.figures_shown else self.flaws).setFocus()

    def _say(self) -> None:
        """The flaw under the cursor in full: a line of the list may be too short for it."""
        place = self.flaws.current_id()
        self.said.setText(self.flaws_shown[place].told if place is not None and self.flaws_shown else "")
        self.said.setVisible(bool(self.flaws_shown))

    def _made(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("plain", True)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.figures)
        split.addWidget(self.flaws)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(inner)
        tight(column, (12, 8, 12, 12), 6)
        column.addWidget(self.told)
        column.addWidget(split, 1)
        column.addWidget(self.said)
        return inner

    def _open_names(self, place: int) -> None:
        self.names_asked.emit(self.figures_shown[place])

    def _jump(self, place: int) -> None:
        """Enter on a flaw: the figure that it is about."""
        flaw = self.flaws_shown[place]
        for number, one in enumerate(self.figures_shown):
            if one.column.name == flaw.name and str(one.key) in (flaw.key, str(one.town)):
                self.figures.select(number)
                self.figures.setFocus()
                return


def _told(line: TownReturn) -> str:
    kept = line.kept
    if kept is None:
        return "还没有报来。"
    reason = f"　退回原因或情况：{kept.reason}" if kept.reason else ""
    words = f"{kept.collected.file}　{kept.received_at[:16]} 由{kept.received_by}收"
    return f"{words}{reason}\n回车：看本库的名单；Tab：看问题。"
