"""The probes of what entering visits is told, and what of it is run by another or carries no values."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hfp_desk.excel import seen_files
from hfp_desk.excel.seen_files import Seen
from hfp_desk.gate import Viewer
from hfp_desk.records import ManagedCase, Person
from hfp_desk.store import village_exams, village_visits, visit_doubts, visit_past, visiting
from hfp_desk.store.village_visits import Head
from tests.domain import planted as p
from tests.domain import runs
from tests.domain.planted import World
from tests.domain.runs import ZS, Probe

_DEED = "a deed of those who enter; gives back numbers of records, and names them through titles.titles"
_PROGRAMMES = ("1", "2", "3", "4", "5")


def _before(w: World, viewer: Viewer, _folder: Path) -> str:
    return repr([visit_past.before(w.register, viewer, w.person, one, None) for one in _PROGRAMMES])


def _cases(w: World, viewer: Viewer, _folder: Path) -> str:
    cases = [one.id for one in ManagedCase.select(ManagedCase.id)]
    found: list[Any] = [visit_past.year(w.register, viewer, case, 2020) for case in cases]
    found += [visit_past.years(w.register, viewer, case) for case in cases]
    found += [visit_past.whose(w.register, viewer, case) for case in cases]
    return repr((found, visit_past.open_cases(w.register, viewer, w.person, p.DAY)))


def _village(w: World, viewer: Viewer, _folder: Path) -> str:
    village = Person.get_by_id(w.person).__data__["village"]
    return repr([village_visits.rows(w.register, viewer, ZS, village, Head(one, p.DAY)) for one in _PROGRAMMES])


def _examined(w: World, viewer: Viewer, _folder: Path) -> str:
    village = Person.get_by_id(w.person).__data__["village"]
    return repr(village_exams.rows(w.register, viewer, ZS, village, village_exams.Head(p.DAY)))


def _left(w: World, viewer: Viewer, folder: Path) -> str:
    found = visit_doubts.doubts(w.register, viewer, ZS.on(p.DAY), date(2020, 1, 1), date(2020, 12, 31))
    rows = [(one.label, one.who, one.place, one.doctor, one.problem.message) for one in found]
    columns = [("类别", 8), ("患者", 8), ("所在地", 8), ("随访医生", 8), ("疑点", 40)]
    seen_files.write(w.register, viewer, Seen("存疑随访", columns, rows), folder / "存疑随访.xlsx", "核对")
    return repr(runs.sheet(folder / "存疑随访.xlsx"))


def _suggested(w: World, viewer: Viewer, _folder: Path) -> str:
    written = {"person": w.person, "visited_on": p.DAY, "systolic": 150, "diastolic": 95, "danger": "1"}
    return repr([visiting.suggest(w.register, viewer, ZS, {**written, "programme": one}) for one in _PROGRAMMES])


PROBES: dict[str, Probe] = {
    "excel.seen_files.write": Probe(_left, refuses=runs.nobody),
    "store.visit_past.before": Probe(_before, (p.DISEASE, p.SECRET_DISEASE)),
    "store.visit_past.year": Probe(_cases, (p.DISEASE,)),
    "store.village_exams.rows": Probe(_examined, (p.NAME,), refuses=runs.nobody),
    "store.village_visits.rows": Probe(_village, (p.NAME, p.DISEASE), refuses=runs.nobody),
    "store.visiting.suggest": Probe(_suggested),
}
BEHIND = {
    "store.visit_past.earlier": "store.visit_past.before",
    "store.visit_past.open_cases": "store.visit_past.year",
    "store.visit_past.told": "store.visit_past.before",
    "store.visit_past.whose": "store.visit_past.year",
    "store.visit_past.years": "store.visit_past.year",
}
QUIET = {
    "store.case_deeds.end": _DEED,
    "store.case_deeds.hand_over": _DEED,
    "store.village_exams.keep": _DEED,
    "store.village_exams.problems": "what is wrong with what this very user typed, told to him alone",
    "store.village_visits.keep": _DEED,
    "store.visit_modes.fill": _DEED,
    "store.visit_modes.waiting": "gives back some of the numbers it was given",
    "store.village_visits.problems": "what is wrong with what this very user typed, told to him alone",
}
