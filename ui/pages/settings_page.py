"""系统: sections at the left, the open one at the right."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui import pages, style
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.widgets.parts import button, tight

_SECTIONS = (
    ("policy", "单位与政策", "policy", "settings.policy_section", "PolicySection"),
    ("places", "地名", "place", "places_page", "PlacesPage"),
    ("backup", "备份", "backup", "settings.backup_section", "BackupSection"),
    ("users", "用户与恢复单", "lock", "settings.users_section", "UsersSection"),
    ("looks", "外观", "type", "settings.looks_section", "LooksSection"),
    ("about", "关于", "info", "settings.about_section", "AboutSection"),
)


class SettingsPage(Page):
    """``open_at`` takes the key of a section: policy, places, backup, users, looks, about."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "系统")
        self._office = office
        self._stack = QStackedWidget()
        self._built: dict[str, QWidget] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        tight(row, (16, 0, 16, 12), 16)
        row.addWidget(self._list())
        row.addWidget(self._stack, 1)
        self.open_at(_SECTIONS[0][0])

    @property
    def section(self) -> QWidget:
        """The open section."""
        return self._stack.currentWidget()

    def open_at(self, target: object) -> None:
        """Open a section."""
        if target in self._buttons:
            key = str(target)
            self._buttons[key].setChecked(True)
            self.setFocusProxy(self._buttons[key])
            self._stack.setCurrentWidget(self._section(key))

    def refresh(self) -> None:
        """Read the open section again, where it can."""
        again = getattr(self.section, "refresh", None)
        if callable(again):
            again()

    def unsaved(self) -> bool:
        """Whether some section has something that is not saved."""
        asked = (getattr(section, "unsaved", None) for section in self._built.values())
        return any(ask() for ask in asked if callable(ask))

    def _section(self, key: str) -> QWidget:
        if key not in self._built:
            module, name = next((module, name) for known, _, _, module, name in _SECTIONS if known == key)
            made: Callable[[Desk, Office], QWidget] = getattr(import_module(f"ui.pages.{module}"), name)
            self._built[key] = made(self.desk, self._office)
            self._stack.addWidget(self._built[key])
        return self._built[key]

    def _list(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("panel", True)
        frame.setFixedWidth(int(168 * style.current().body / 13))
        column = QVBoxLayout(frame)
        tight(column, (1, 8, 1, 8), 2)
        for key, title, icon, _, _ in _SECTIONS:
            made = button(f" {title}", icon, partial(self.open_at, key), "navigation")
            made.setCheckable(True)
            self._group.addButton(made)
            self._buttons[key] = made
            column.addWidget(made)
        column.addStretch(1)
        column.addWidget(button(" 回收站", "void", lambda: self.desk.go(pages.BIN), "navigation"))
        return frame
