"""Pages that stand side by side under one place of the navigation: 人员, 户, 身份."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from ui import pages
from ui.desk import Desk

PEOPLE_TABS = ((pages.PEOPLE, "人员"), (pages.HOUSEHOLDS, "户"), (pages.IDENTITIES, "身份"))


class PageTabs(QTabBar):
    """Each page shows the row with itself marked; another tab opens another page."""

    def __init__(self, desk: Desk, key: str, tabs: Sequence[tuple[str, str]] = PEOPLE_TABS) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keys = [page for page, _ in tabs]
        for _, title in tabs:
            self.addTab(title)
        own = keys.index(key)
        self.setCurrentIndex(own)
        self.currentChanged.connect(lambda number: self._go(desk, keys, own, number))

    def _go(self, desk: Desk, keys: list[str], own: int, number: int) -> None:
        if number != own:
            self.setCurrentIndex(own)
            desk.go(keys[number])
