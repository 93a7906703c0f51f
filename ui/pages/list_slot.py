"""A place for one file of a comparison: its button, what the list is called, the password where it wants one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from ui.front import files
from ui.pages.importing.choose_step import FILTER
from ui.widgets.parts import button, label, tight


class ListSlot(QFrame):
    """The name can be written over."""

    def __init__(self, title: str, hint: str, *, optional: bool = False) -> None:
        super().__init__()
        self._nothing = "可不选，两份也能比对" if optional else "还没有选择文件"
        self.path: Path | None = None
        self._title = title
        self.setProperty("panel", True)
        self.setAcceptDrops(True)
        self.pick = button(f"选择{title}…", "folder", self.browse, hint="也可以把文件拖到这里")
        self.drop = button("", "close", self.clear, "flat", "不比这份")
        self.name = QLineEdit()
        self.name.setAccessibleName(f"{title}的名称")
        self.name.setPlaceholderText(hint)
        self.name.setMaxLength(20)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("打开密码")
        self.password.setAccessibleName(f"{title}的打开密码")
        self.file = label(self._nothing, "quiet", "small")
        self.drop.hide()
        self.password.hide()
        column, row = QVBoxLayout(self), QHBoxLayout()
        tight(column, (12, 8, 12, 8), 4)
        tight(row, spacing=8)
        row.addWidget(self.pick)
        row.addWidget(self.name, 1)
        row.addWidget(self.password)
        row.addWidget(self.drop)
        column.addLayout(row)
        column.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def called(self) -> str:
        """What the list is called in the comparison."""
        return self.name.text().strip() or (self.path.stem if self.path is not None else "")

    def tell(self, words: str) -> None:
        """What became of the file, behind its name."""
        if self.path is not None:
            self.file.setText("　".join(filter(None, (self.path.name, words))))

    def browse(self) -> None:
        """Ask for a file."""
        start = self.path.parent if self.path is not None else Path(_documents())
        files.open_file(self, f"选择{self._title}", start, FILTER, self.take)

    def take(self, path: Path) -> None:
        """This file."""
        self.path = path
        self.file.setText(path.name)
        self.name.setPlaceholderText(path.stem)
        self.password.clear()
        self.password.hide()
        self.drop.show()

    def clear(self) -> None:
        """No file."""
        self.path = None
        self.file.setText(self._nothing)
        self.name.clear()
        self.drop.hide()
        self.password.hide()

    def ask_password(self, *, wrong: bool) -> None:
        """The file opens only with a password."""
        self.password.show()
        self.password.setFocus()
        self.file.setText("密码不对，请重新输入。" if wrong else "这份名单设了打开密码，请填写后再比对。")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is held over it."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """It was let go."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
