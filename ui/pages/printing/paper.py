"""A paper as it is shown: set on the worker into a temporary file, which is wiped when it is put away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from hfp_desk import file_names, papers, scratch
from hfp_desk.papers import Printed
from hfp_desk.papers.calculations import print_calculation
from hfp_desk.papers.differences import print_differences
from hfp_desk.papers.lists import print_list, print_notice
from hfp_desk.papers.returns import print_return
from hfp_desk.papers.statistics import print_report
from hfp_desk.problems import Progress
from ui.office import Office
from ui.pages.narrowing import require_whole
from ui.pages.print_request import LIST, NOTICE, PrintRequest
from ui.pages.printing.document import Document


@dataclass(frozen=True)
class Paper:
    """What is shown: the file, open, and what printing it told."""

    title: str
    printed: Printed
    document: Document


def made(office: Office, request: PrintRequest, title: str, progress: Progress) -> Paper:
    """Set a paper (on the worker, inside a session)."""
    target = scratch.fresh(file_names.proposed(title, ".pdf"))
    try:
        return Paper(title, _printed(office, request, target, progress), Document(target))
    except BaseException:
        scratch.wipe(target)
        raise


def _printed(office: Office, request: PrintRequest, target: Path, progress: Progress) -> Printed:
    register, view, viewer = office.register, request.view, office.viewer
    if request.form == LIST and request.calculation is not None:
        return print_calculation(register, request.calculation, target, viewer, progress)
    if request.form == LIST and request.returned is not None:
        one = request.returned
        return print_return(register, viewer, one.table, target, sent=one.sent, progress=progress)
    if request.form == LIST and request.differing is not None:
        return print_differences(register, viewer, request.differing, target, progress)
    if request.form == LIST and request.report is not None:
        return print_report(register, request.report, target, viewer, progress)
    if view is None or request.form not in (LIST, NOTICE):
        return papers.print_form(register, request.form, target, request.scope, viewer, progress)
    if request.notice is not None:
        require_whole(request.narrowed)
        return print_notice(register, view, target, viewer, request.notice, progress)
    title, conditions = request.title, request.conditions
    return print_list(register, view, target, viewer, title=title, conditions=conditions, progress=progress)


def put_away(paper: Paper) -> None:
    """Close a paper and wipe its file (on the worker: pdfium knows one thread)."""
    paper.document.close()
    scratch.wipe(paper.document.path)


def open_outside(path: Path) -> None:
    """Open a file with the program the workstation has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
