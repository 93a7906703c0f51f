"""A paper as it is shown: set on the worker into a temporary file, which is wiped when it is put away."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from hfp_desk import papers, scratch
from hfp_desk.papers import Printed
from hfp_desk.papers.lists import print_list
from hfp_desk.problems import Progress, Refusal
from ui.office import Office
from ui.pages.print_request import LIST, PrintRequest
from ui.pages.printing.document import Document


@dataclass(frozen=True)
class Paper:
    """What is shown: the file, open, and what printing it told."""

    title: str
    printed: Printed
    document: Document


def made(office: Office, request: PrintRequest, title: str, progress: Progress) -> Paper:
    """Set a paper (on the worker, inside a session)."""
    target = scratch.fresh(f"{title}.pdf")
    try:
        return Paper(title, _printed(office, request, target, progress), Document(target))
    except BaseException:
        scratch.wipe(target)
        raise


def _printed(office: Office, request: PrintRequest, target: Path, progress: Progress) -> Printed:
    if request.form != LIST or request.view is None:
        return papers.print_form(office.register, request.form, target, request.scope, office.viewer, progress)
    return print_list(
        office.register,
        request.view,
        target,
        office.viewer,
        title=request.title,
        conditions=request.conditions,
        progress=progress,
    )


def put_away(paper: Paper) -> None:
    """Close a paper and wipe its file (on the worker: pdfium knows one thread)."""
    paper.document.close()
    scratch.wipe(paper.document.path)


def copy(source: Path, target: Path) -> None:
    """Keep the file; Refusal when it cannot be written."""
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise Refusal(
            f"“{target.name}”没有保存成功。", "请检查磁盘空间和权限；文件如正被其他程序打开，请先关闭。"
        ) from error


def open_outside(path: Path) -> None:
    """Open a file with the program the workstation has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
