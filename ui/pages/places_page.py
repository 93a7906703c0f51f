"""地名: the townships and villages of the county; what each is called, was called, and is in a year."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from hfp_desk.codes import code_list
from hfp_desk.store import places
from hfp_desk.store.keeping import Changes
from hfp_desk.store.places import PlaceLine
from ui import icons, style
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages.settings.place_panel import PlacePanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import label, tight

_PLACE = Qt.ItemDataRole.UserRole


class PlacesPage(Page):
    """A tree at the left, the chosen place at the right; also a section of 系统. ``open_at`` takes a place's number."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "地名")
        self._office = office
        self._items: dict[int, QTreeWidgetItem] = {}
        self._lines: dict[int, PlaceLine] = {}
        self.filter = QLineEdit()
        self.tree = QTreeWidget()
        self.panel = PlacePanel(desk, office)
        self.count = label(tone="quiet", level="small")
        self._right = QStackedWidget()
        self._right.addWidget(
            EmptyState("从左边选择一个乡镇或村", "", "place", "可以更名、记别名、并入别处，填写村属性。")
        )
        self._right.addWidget(self.panel)
        self._arrange()
        self.refresh()

    def open_at(self, target: object) -> None:
        """Show a place."""
        if isinstance(target, int) and target in self._items:
            self.tree.setCurrentItem(self._items[target])

    def refresh(self) -> None:
        """Read all places again; what was open stays open."""
        chosen = self.panel.place
        opened = {number for number, item in self._items.items() if item.isExpanded()}
        self.tree.blockSignals(True)
        self._fill(places.lines())
        for number in opened & self._items.keys():
            self._items[number].setExpanded(True)
        self.tree.blockSignals(False)
        self._sift(self.filter.text())
        if chosen in self._items:
            self.tree.setCurrentItem(self._items[chosen])

    def unsaved(self) -> bool:
        """Whether something is written in the panel that is not saved."""
        return self._right.currentWidget() is self.panel and self.panel.unsaved()

    def _fill(self, lines: list[PlaceLine]) -> None:
        self.tree.clear()
        self._items.clear()
        self._lines = {line.id: line for line in lines}
        for line in lines:
            above = self._items.get(line.parent) if line.parent is not None else None
            item = QTreeWidgetItem([line.name, _note(line)])
            item.setData(0, _PLACE, line.id)
            item.setIcon(0, icons.icon("place" if line.level == places.TOWN else "household"))
            if line.gone_into:
                item.setForeground(0, self.palette().placeholderText())
            item.setForeground(1, self.palette().placeholderText())
            if above is not None:
                above.addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            self._items[line.id] = item
        towns = sum(line.level == places.TOWN for line in lines)
        self.count.setText(f"{towns} 个乡镇（街道），{len(lines) - towns} 个村（社区）")

    def _sift(self, text: str) -> None:
        """Leave what fits by name, other name or code, with the township above it."""
        wanted = text.strip()
        fits = {
            line.id
            for line in self._lines.values()
            if wanted in line.name or line.code.startswith(wanted) or any(wanted in name for name in line.aliases)
        }
        shown = fits | {self._lines[place].parent for place in fits}
        for number, item in self._items.items():
            item.setHidden(number not in shown)
            if wanted and item.childCount():
                item.setExpanded(any(not item.child(row).isHidden() for row in range(item.childCount())))

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        line = self._lines[item.data(0, _PLACE)]
        above = self._lines.get(line.parent) if line.parent is not None else None
        self.panel.load(line, above, [one for one in self._lines.values() if one.level == line.level])
        self._right.setCurrentWidget(self.panel)

    def _changed(self, changes: Changes) -> None:
        if changes.keys() & {"place", "placestatus"}:
            self.refresh()

    def _arrange(self) -> None:
        self.filter.setPlaceholderText("按名称、别名或代码查找")
        self.filter.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._sift)
        self.tree.setHeaderHidden(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setColumnCount(2)
        self.tree.setColumnWidth(0, int(210 * style.current().body / 13))
        self.tree.currentItemChanged.connect(lambda item, _: self._chosen(item))
        self.desk.changed.connect(self._changed)
        left = QVBoxLayout()
        tight(left, spacing=8)
        left.addWidget(self.filter)
        left.addWidget(self.tree, 1)
        left.addWidget(self.count)
        row = QHBoxLayout(self)
        tight(row, spacing=12)
        row.addLayout(left, 2)
        row.addWidget(self._right, 3)
        self.setFocusProxy(self.filter)


def _note(line: PlaceLine) -> str:
    """What stands behind the name: where it went, what it is, how else it is called."""
    status = code_list("village_status").shown(line.status) if line.status else ""
    parts = (
        f"已并入{line.gone_into}" if line.gone_into else "",
        status,
        f"又名 {'、'.join(line.aliases)}" if line.aliases else "",
    )
    return "　".join(part for part in parts if part)
