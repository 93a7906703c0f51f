"""The follow-up sheets on paper, filled from the register or empty: by person, village, period, or the visits chosen.

A filled sheet holds the visits of one person's year, further ones go on further sheets. The empty form is printed in
so many copies, or one for everybody who is managed in a place, the name already on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from hfp_desk.fields import spec_of
from hfp_desk.papers.job import Area, Job, PaperForm, Takes
from hfp_desk.papers.rosters import shows
from hfp_desk.papers.visit_chronic import DIABETES, HYPERTENSION
from hfp_desk.papers.visit_layout import Layout
from hfp_desk.papers.visit_mental import MENTAL, SUPPLEMENT
from hfp_desk.papers.visit_others import CHECKUP as EXAM
from hfp_desk.papers.visit_others import POOR
from hfp_desk.papers.visit_tuberculosis import TB, TB_FIRST
from hfp_desk.printing.visit_facts import VisitSheetFacts
from hfp_desk.records import CHECKUP, FOLLOW_UP, MANAGED_CASE, FollowUp, ManagedCase, Person, RecordType
from hfp_desk.store import visit_rosters
from hfp_desk.store.roster_lines import Line
from hfp_desk.store.visit_rosters import POOR as POOR_PEOPLE

if TYPE_CHECKING:
    from hfp_desk.printing.paper import Paper

FIRST = "2"
"""第一次入户随访 among the codes of ``visit_stage``."""
_VISITS, _ANY = ("", "1", "3"), ("", "1", FIRST, "3")
"""What a sheet shows of them."""
_ABOUT = (Person.sex, Person.birth, Person.phone)
_DIGITS = 8
"""The last digits of the number of a health record: three of the village, five of the person."""


@dataclass(frozen=True)
class Sheet:
    """A form of the catalogue, and which records fill it."""

    name: str
    layout: Layout
    kind: RecordType
    programme: str = ""
    stages: tuple[str, ...] = _ANY
    also: tuple[str, ...] = ()


SHEETS = (
    Sheet("follow-up-hypertension", HYPERTENSION, FOLLOW_UP, "1", also=("高血压随访表",)),
    Sheet("follow-up-diabetes", DIABETES, FOLLOW_UP, "2", also=("糖尿病随访表",)),
    Sheet("follow-up-mental", MENTAL, FOLLOW_UP, "3", also=("严重精神障碍随访表", "精神障碍随访表")),
    Sheet("mental-supplement", SUPPLEMENT, MANAGED_CASE, "3", also=("补充表", "个人信息补充表")),
    Sheet("tb-first-visit", TB_FIRST, FOLLOW_UP, "4", (FIRST,), ("肺结核首次入户", "第一次入户随访")),
    Sheet("follow-up-tb", TB, FOLLOW_UP, "4", _VISITS, ("肺结核随访表",)),
    Sheet("follow-up-poor", POOR, FOLLOW_UP, POOR_PEOPLE, also=("贫困人群随访表", "贫困人口随访表")),
    Sheet("checkup-sheet", EXAM, CHECKUP, also=("年度体检表", "体检表")),
)


def draw_filled(sheet: Sheet, paper: Paper, job: Job) -> int:
    """Every sheet that the records of the scope fill; gives their number."""
    return _draw(paper, job, _sheets(sheet, job), count_filled(sheet, job))


def draw_blank(sheet: Sheet, paper: Paper, job: Job) -> int:
    """The empty form: with the names of a place or of the persons chosen, else without."""
    copies = max(job.scope.copies, 1)
    named = _is_named(job)
    heads: Iterable[Line | None] = _named(sheet, job) if named else (None,)
    facts = (_facts(sheet.layout, head, (), job) for head in heads for _ in range(copies))
    return _draw(paper, job, facts, copies * (count_named(sheet, job) if named else 1))


def count_filled(sheet: Sheet, job: Job) -> int:
    """How many persons have something on a filled sheet."""
    register, scope, viewer = job.register, job.scope, job.viewer
    if sheet.kind is FOLLOW_UP:
        return visit_rosters.count_visited(register, scope, viewer, sheet.programme, sheet.stages)
    if sheet.kind is MANAGED_CASE:
        return visit_rosters.count_managed(register, scope, viewer, sheet.programme, None)
    return visit_rosters.count_examined(register, scope, viewer)


def count_named(sheet: Sheet, job: Job) -> int:
    """How many names stand on the empty forms."""
    if not _is_named(job):
        return 0
    if job.scope.persons or sheet.programme in ("", POOR_PEOPLE):
        return sum(1 for _ in _named(sheet, job))
    return visit_rosters.count_managed(job.register, job.scope, job.viewer, sheet.programme, job.day)


def _is_named(job: Job) -> bool:
    return bool(job.scope.persons or job.scope.towns or job.scope.villages)


def _named(sheet: Sheet, job: Job) -> Iterator[Line]:
    """The persons chosen, or those managed for the disease; the poor without one; an exam is for everybody."""
    if job.scope.persons or not sheet.programme:
        return visit_rosters.people(job.register, job.scope, job.day)
    if sheet.programme == POOR_PEOPLE:
        return visit_rosters.unmanaged(job.register, job.scope, job.viewer, job.day)
    found = visit_rosters.cases(job.register, job.scope, job.viewer, sheet.programme, (), job.day)
    return (next(cases) for _, cases in groupby(found, key=lambda line: line[Person.id]))


def _sheets(sheet: Sheet, job: Job) -> Iterator[VisitSheetFacts]:
    """The lines of a person's year, as many on a sheet as it has columns."""
    for _, lines in groupby(_lines(sheet, job), key=_together(sheet)):
        mine = list(lines)
        for start in range(0, len(mine), sheet.layout.columns):
            yield _facts(sheet.layout, mine[0], mine[start : start + sheet.layout.columns], job)


def _lines(sheet: Sheet, job: Job) -> Iterator[Line]:
    register, scope, viewer, fields = job.register, job.scope, job.viewer, sheet.layout.fields
    if sheet.kind is FOLLOW_UP:
        return visit_rosters.visits(register, scope, viewer, sheet.programme, sheet.stages, fields)
    if sheet.kind is MANAGED_CASE:
        return visit_rosters.cases(register, scope, viewer, sheet.programme, fields, None)
    return visit_rosters.checkups(register, scope, viewer, fields)


def _together(sheet: Sheet) -> Callable[[Line], Any]:
    """What belongs on one sheet: the visits of a person's year under one case; the exams of a person."""
    if sheet.kind is not FOLLOW_UP:
        return lambda line: line[Person.id]
    return lambda line: (line[Person.id], line[FollowUp.visited_on] and line[FollowUp.visited_on].year)


def _facts(layout: Layout, head: Line | None, visits: Iterable[Line], job: Job) -> VisitSheetFacts:
    """The sheet of a person, or with no person the empty form."""
    mine = tuple(visits)
    facts = VisitSheetFacts(
        title=layout.title,
        village="空白表",
        name="",
        rows=layout.filled(mine, job.viewer),
        notes=layout.back,
        about=(("行政村", ""), *((spec_of(field).label, "") for field in _ABOUT)),
        columns=layout.columns,
        group=layout.group,
        label=layout.label,
    )
    if head is None:
        return facts
    village = f"{head['town'] or ''}{head['village'] or ''}"
    about = (("行政村", village), *((spec_of(field).label, shows(field, head, job)) for field in _ABOUT))
    name = shows(Person.name, head, job)
    return replace(facts, village=village, name=name, number=_number(mine, job), about=about)


def _number(visits: tuple[Line, ...], job: Job) -> str:
    """The 编号 as far as the register holds it: the end of the number of the disease's own system."""
    try:
        number = shows(ManagedCase.registered_number, visits[0], job) if visits else ""
    except KeyError:
        return ""
    return number[-_DIGITS:] if number.isdecimal() and len(number) in (_DIGITS, 17) else ""


def _draw(paper: Paper, job: Job, facts: Iterator[VisitSheetFacts], count: int) -> int:
    from hfp_desk.printing.forms import people, visit_sheet

    return people.draw_people(paper, facts, visit_sheet.draw, count, job.progress)


def forms() -> tuple[PaperForm, ...]:
    """The sheets, filled and empty."""
    return tuple(form for sheet in SHEETS for form in (_filled(sheet), _blank(sheet)))


def _filled(sheet: Sheet) -> PaperForm:
    period = {FOLLOW_UP.name: "随访期间", CHECKUP.name: "体检期间"}.get(sheet.kind.name, "")
    takes = Takes(places=True, persons=True, period=period, record=sheet.kind)
    advice = f"请换一个乡镇、村、人员或期间；还没有资料时，先录入或导入{sheet.kind.title}，或打印空白表。"
    draw, people = partial(draw_filled, sheet), partial(count_filled, sheet)
    return PaperForm(sheet.name, sheet.layout.title, sheet.also, draw, people, takes, Area.SIGNING, advice)


def _blank(sheet: Sheet) -> PaperForm:
    takes = Takes(places=True, persons=True, copies=True)
    advice = "所选的村没有在管的人；不选乡镇、村时，打印不带姓名的空白表。"
    also = tuple(f"空白{name}" for name in sheet.also)
    draw, people = partial(draw_blank, sheet), partial(count_named, sheet)
    title = f"{sheet.layout.title}（空白）"
    return PaperForm(f"{sheet.name}-blank", title, also, draw, people, takes, Area.SIGNING, advice)
