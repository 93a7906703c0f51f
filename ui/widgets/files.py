"""Asking for a file: to open, or to write to. Opened, never waited for; the path comes to ``done``."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.rows import Settings

_FOLDER = "files.folder"


def ask_open(
    parent: QWidget, settings: Settings, title: str, pattern: str, done: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file that is there; the dialog begins in the folder used last."""
    dialog = _dialog(parent, settings, title, pattern, done)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_save(
    parent: QWidget, settings: Settings, title: str, name: str, pattern: str, done: Callable[[Path], object]
) -> QFileDialog:
    """Ask where to write ``name``; its ending is added when the clerk leaves it out."""
    dialog = _dialog(parent, settings, title, pattern, done)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)
    dialog.open()
    return dialog


def _dialog(
    parent: QWidget, settings: Settings, title: str, pattern: str, done: Callable[[Path], object]
) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilter(pattern)
    folder = settings.get(_FOLDER)
    if folder and Path(folder).is_dir():
        dialog.setDirectory(folder)

    def chosen(text: str) -> None:
        settings.set(_FOLDER, str(Path(text).parent))
        done(Path(text))

    dialog.fileSelected.connect(chosen)
    return dialog
