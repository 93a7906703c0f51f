"""The probes of whose visit is due and of a year's 规范管理, and what of them is run by another."""

from __future__ import annotations

from pathlib import Path

from hfp_desk.excel import due_files
from hfp_desk.gate import Viewer
from hfp_desk.store import due, due_gaps, due_words, quality
from hfp_desk.store.quality import By
from tests.domain import planted as p
from tests.domain import runs
from tests.domain.planted import World
from tests.domain.runs import ZS, Probe

_LATER = p.DAY.replace(year=2021)


def _due(w: World, viewer: Viewer, _folder: Path) -> str:
    found = due.due(w.register, viewer, ZS, _LATER)
    ordered = [found.sorted(found.lines, one.key, descending=False) for one in due_words.COLUMNS]
    return repr((found.figures, [list(lines) for lines in ordered], due.doctors(w.register, viewer)))


def _gaps(w: World, viewer: Viewer, _folder: Path) -> str:
    return repr((due_gaps.gaps(w.register, viewer), due_gaps.of_year(w.register, viewer, ZS, p.DAY)))


def _quality(w: World, viewer: Viewer, _folder: Path) -> str:
    found = quality.quality(w.register, viewer, ZS, 2020)
    shares = (*found.shares(), *quality.tuberculosis(w.register, viewer, found))
    return repr((found.cases, [found.lines(by) for by in By], shares))


def _written(w: World, viewer: Viewer, folder: Path) -> str:
    lines = due.due(w.register, viewer, ZS, _LATER).lines
    due_files.write(w.register, viewer, lines, folder / "应随访.xlsx", "核对")
    return repr(runs.sheet(folder / "应随访.xlsx"))


_SHOWN = (p.NAME, p.PHONE, p.PLACE)
PROBES = {
    "store.due.due": Probe(_due, _SHOWN),
    "store.due_gaps.gaps": Probe(_gaps),
    "store.quality.quality": Probe(_quality, (p.PLACE,)),
    "excel.due_files.write": Probe(_written, _SHOWN, refuses=runs.nobody),
    "command.due.show": Probe(runs.typed("due", "{register}", "--json"), _SHOWN),
}
ON_PAPER = dict.fromkeys(("visits-due", "visit-work-village", "visit-work-doctor"), (p.NAME, p.PHONE))
"""What each paper of visits that are due shows of the planted person."""

_DUE, _YEAR, _LIST = "store.due.due", "store.quality.quality", "papers:visits-due"
BEHIND = {
    "papers.due.by_place": _LIST,
    "papers.due.count_due": _LIST,
    "papers.due.draw_by_doctor": "papers:visit-work-doctor",
    "papers.due.draw_by_village": "papers:visit-work-village",
    "papers.due.draw_list": _LIST,
    "papers.due.draw_quality": "papers:follow-up-quality",
    "store.case_histories.histories": _DUE,
    "store.due.Due": _DUE,
    "store.due.doctors": _DUE,
    "store.due_gaps.of_year": "store.due_gaps.gaps",
    "store.due_lines.Lines": _DUE,
    "store.due_lines.ranks": _DUE,
    "store.due_reading.standings": _DUE,
    "store.quality.Quality": _YEAR,
    "store.quality.tuberculosis": _YEAR,
    "store.quality_reading.cases": _YEAR,
    "store.visit_alerts.alerts": "store.summary.summary",
}
