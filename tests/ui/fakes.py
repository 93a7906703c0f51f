"""Invented lists and the hands of a clerk."""

from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.rows import Forgetful, GridColumn

Key = Qt.Key
Memory = Forgetful
MILLION = 1_000_000
COLUMNS = (
    GridColumn("town", "乡镇", 10),
    GridColumn("name", "姓名", 8),
    GridColumn("disease", "病种", 12, restricted=True),
    GridColumn("total", "总费用", 12, numeric=True),
)


class FakeRows:
    """``count`` invented records numbered from 1, up or down; it notes which rows it was asked for."""

    def __init__(self, count: int, *, descending: bool = False, key: str = "", asked: set[int] | None = None) -> None:
        self.columns: tuple[GridColumn, ...] = COLUMNS
        self.count = count
        self.descending = descending
        self.key = key
        self.asked: set[int] = set() if asked is None else asked
        self.flags: dict[int, str] = {}

    def __len__(self) -> int:
        return self.count

    def id_at(self, row: int) -> int:
        self.asked.add(row)
        return self.count - row if self.descending else row + 1

    def cells(self, row: int) -> tuple[str, ...]:
        number = self.id_at(row)
        return ("临江镇", f"李{number}", "肺癌", f"{number}.00")

    def totals(self) -> str:
        return f"{self.count:,} 条"

    def flag(self, row: int) -> str:
        return self.flags.get(self.id_at(row), "")

    def sorted(self, key: str, descending: bool) -> Self:
        made = type(self)(self.count, descending=descending, key=key, asked=self.asked)
        made.flags = self.flags
        return made

    def find_row(self, record: int) -> int:
        row = self.count - record if self.descending else record - 1
        return row if 0 <= row < self.count else -1


def press(widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """A key, where the cursor is."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(QApplication.focusWidget() or widget, key, held)


def write(widget: QWidget, text: str) -> None:
    """Text as an input method commits it (Chinese cannot be typed key by key)."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def in_front(window: QWidget) -> bool:
    """Whether the window has the keyboard; asks for it where another one took it: for ``waitUntil``."""
    if not window.isActiveWindow():
        window.activateWindow()
    return window.isActiveWindow()
