"""Files that were not taken in, each with the reason; the clerk says whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk
from ui.grid import Grid
from ui.pages.told_rows import Numbered, Told, ToldRows, number
from ui.rows import GridColumn
from ui.widgets.empty_state import EmptyState
from ui.widgets.panels import SidePanel
from ui.widgets.parts import label, tight

if TYPE_CHECKING:
    from hfp_desk.excel.collected_files import Arrived

WIDTH = 600
_HELP = (
    "这些文件没有收。同一乡镇有几份的，光标放在要用的那份上按回车，就收那一份；"
    "看不出是哪个乡镇的，先在左边选好乡镇，再按回车。"
)


class HeldPanel(SidePanel):
    """``chosen`` carries the file that is to be taken in after all."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.held: tuple[Arrived, ...] = ()
        self.grid = Grid("collected.held", desk.settings, EmptyState("没有", icon="ok"), compact=True)
        self.said = label(wrap=True)
        self._inner = QWidget()
        self._inner.setProperty("plain", True)
        column = QVBoxLayout(self._inner)
        tight(column, (12, 8, 12, 12), 6)
        column.addWidget(label(_HELP, "quiet", "small", wrap=True))
        column.addWidget(self.grid, 1)
        column.addWidget(self.said)
        self.grid.current_changed.connect(lambda _place: self._say())
        self.grid.opened.connect(lambda place: self.chosen.emit(self.held[place]))
        self.hide()

    def show_held(self, held: Sequence[Arrived]) -> None:
        """Show them; nothing to show closes the panel."""
        self.held = tuple(held)
        if not self.held:
            self.hide()
            return
        self.grid.show_rows(_rows(self.held))
        self._say()
        self.present("没有收的文件", self._inner, f"{len(self.held)} 份")
        self.grid.setFocus()

    def _say(self) -> None:
        """The reason under the cursor in full."""
        place = self.grid.current_id()
        self.said.setText(self.held[place].sentence if place is not None else "")


def _rows(held: Sequence[Arrived]) -> ToldRows[Numbered[Arrived]]:
    return ToldRows(_COLUMNS, list(enumerate(held)), number, lambda lines: f"{len(lines):,} 份")


_COLUMNS: tuple[Told[Numbered[Arrived]], ...] = (
    Told(GridColumn("file", "文件", 22), lambda one: one[1].file.name, number),
    Told(GridColumn("reason", "原因", 60), lambda one: one[1].sentence),
)
