"""A paper that was looked at leaves the screen: kept as a PDF or put on paper. Both are prints, and logged first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hfp_desk import file_names, scratch
from hfp_desk.gate import Viewer
from hfp_desk.papers.forms import Printed, form_named, print_form
from hfp_desk.problems import SILENT, Progress
from hfp_desk.store import releasing
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope

_PDF, _PRINTER = "PDF", "打印机"


def keep(register: Register, printed: Printed, target: Path) -> Path:
    """Log a paper that is set and put a copy of its PDF in place of ``target``."""
    with register.session():
        releasing.release(register, printed.path, target, printed.told.more(to=_PDF))
    return target


@contextmanager
def on_paper(register: Register, printed: Printed, pages: int) -> Iterator[None]:
    """Log that so many pages go to the printer, then let them; a printer that fails is logged too."""
    told = printed.told.more(to=_PRINTER, pages=pages)
    with register.session():
        told.note(register)
    try:
        yield
    except BaseException:
        with register.session():
            told.note(register, failed=releasing.NOT_PRINTED)
        raise


def save_form(
    register: Register, name: str, target: Path, scope: Scope, viewer: Viewer, progress: Progress = SILENT
) -> Printed:
    """Set a paper, log it and keep it as ``target``."""
    rough = scratch.fresh(file_names.proposed(form_named(name).title, ".pdf"))
    try:
        printed = print_form(register, name, rough, scope, viewer, progress)
        keep(register, printed, target)
    finally:
        scratch.wipe(rough)
    return printed
