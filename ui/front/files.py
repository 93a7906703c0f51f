"""Asking for a file without stopping the window: the dialog is opened, the answer comes by a call."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hfp_desk import file_names

REGISTERS = "健康扶贫登记簿 (*.hfp)"
PAPERS = "PDF 文件 (*.pdf)"


def open_file(owner: QWidget, title: str, folder: Path, kinds: str, done: Callable[[Path], object]) -> QFileDialog:
    """Ask for a file that is there."""
    dialog = QFileDialog(owner, title, str(folder), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, done)


def save_file(owner: QWidget, title: str, proposed: Path, kinds: str, done: Callable[[Path], object]) -> QFileDialog:
    """Ask where to write; the ending of ``proposed`` is added when none is typed, its name is one any disk takes.

    Whoever puts a title into ``proposed`` makes a name of it first: a title may hold a path.
    """
    dialog = QFileDialog(owner, title, str(proposed.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.lstrip("."))
    dialog.selectFile(str(proposed.with_name(file_names.proposed(proposed.name))))
    return _opened(dialog, done)


def choose_folder(owner: QWidget, title: str, folder: Path, done: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder that is there."""
    dialog = QFileDialog(owner, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog, done)


def _opened(dialog: QFileDialog, done: Callable[[Path], object]) -> QFileDialog:
    dialog.fileSelected.connect(lambda name: done(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
