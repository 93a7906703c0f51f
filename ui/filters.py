"""The line of filter chips over a list, with the named lists a user has kept."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui import style
from ui.facets import ChoiceFacet, Facet, PeriodFacet, TextFacet, Values
from ui.filter_panels import FacetPanel, panel_for
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import button

__all__ = ["ChoiceFacet", "Facet", "FilterBar", "PeriodFacet", "TextFacet"]


class FilterBar(QWidget):
    """``changed`` carries all conditions (facet key → values). ``kept`` asks the page to save them under a name,
    ``list_chosen`` carries the name of a kept list.
    """

    changed = Signal(object)
    kept = Signal()
    list_chosen = Signal(str)

    def __init__(self, facets: Sequence[Facet]) -> None:
        super().__init__()
        self._facets = {facet.key: facet for facet in facets}
        self._values: dict[str, Values] = {}
        self._chips: dict[str, QPushButton] = {}
        row = FlowLayout(self)
        self._lists = button("清单", "star", look="chip", hint="打开保存的清单")
        self._lists.hide()
        row.addWidget(self._lists)
        for facet in facets:
            row.addWidget(self._chip(facet))
        self._more = button("条件", "add", self._offer, "chip", "增加筛选条件")
        self._keep = button("保存为清单", "star", self.kept.emit, "quiet", "把现在的条件存为清单")
        self._clear = button("清除条件", "close", self.clear, "quiet")
        for extra in (self._more, self._clear, self._keep):
            row.addWidget(extra)
        self._show()

    @property
    def values(self) -> dict[str, Values]:
        """All conditions now."""
        return dict(self._values)

    def set_values(self, values: Mapping[str, Values]) -> None:
        """Show conditions (a kept list, a count of the workbench); nothing is emitted."""
        self._values = {key: tuple(found) for key, found in values.items() if key in self._facets and found}
        self._show()

    def clear(self) -> None:
        """Take all conditions away."""
        self.set_values({})
        self.changed.emit(self.values)

    def set_lists(self, names: Sequence[str], forget: Callable[[str], object] | None = None) -> None:
        """Offer the kept lists; ``forget`` is called for a name the user throws away."""
        menu = QMenu(self._lists)
        for name in names:
            menu.addAction(name).triggered.connect(lambda _=False, name=name: self.list_chosen.emit(name))
        if forget is not None and names:
            menu.addSeparator()
            away = menu.addMenu("删除清单")
            for name in names:
                away.addAction(name).triggered.connect(lambda _=False, name=name: forget(name))
        self._lists.setMenu(menu)
        self._lists.setVisible(bool(names))

    def open(self, key: str) -> FacetPanel:
        """Open the panel of a facet."""
        chip = self._chips[key]
        chip.show()
        panel = panel_for(self._facets[key], self._values.get(key, ()), chip)
        panel.changed.connect(self._chosen)
        panel.open_at(panel.first)
        return panel

    def _chip(self, facet: Facet) -> QPushButton:
        chip = button(look="chip", done=lambda: self.open(facet.key))
        chip.setAccessibleName(facet.label)
        self._chips[facet.key] = chip
        return chip

    def _chosen(self, key: str, values: Values) -> None:
        if self._values.get(key, ()) != values:
            self._values = {**self._values, key: values} if values else self._without(key)
            self._show()
            self.changed.emit(self.values)

    def _without(self, key: str) -> dict[str, Values]:
        return {other: values for other, values in self._values.items() if other != key}

    def _show(self) -> None:
        for key, chip in self._chips.items():
            facet, values = self._facets[key], self._values.get(key, ())
            chip.setText(f"{facet.label}  {facet.words(values) if values else '全部'}  ▾")
            style.say(chip, "set", bool(values))
            chip.setVisible(facet.pinned or bool(values))
        self._more.setVisible(any(not facet.pinned for facet in self._facets.values()))
        self._clear.setVisible(bool(self._values))
        self._keep.setVisible(bool(self._values))

    def _offer(self) -> None:
        menu = QMenu(self)
        for key, facet in self._facets.items():
            if not facet.pinned and key not in self._values:
                menu.addAction(facet.label).triggered.connect(lambda _=False, key=key: self.open(key))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
