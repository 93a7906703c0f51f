"""对口帮扶考核表: a person or a partnership a page, what was done and what it changed (NC §十八 成效考核)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from hfp_desk.fields import spec_of
from hfp_desk.papers.rosters import shows
from hfp_desk.records import Assessment, Partnership, Posting, PostingMonth
from hfp_desk.rules.posting_lines import PostingLine
from hfp_desk.store import figures, posting_rosters, postings
from hfp_desk.store.assessing import Measured
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.duty_facts import AssessmentFacts, Compared
    from hfp_desk.printing.paper import Paper

_EFFECTS = (
    ("门诊量（人次）", "", Assessment.outpatients_before, Assessment.outpatients_after),
    ("住院量（人次）", "", Assessment.inpatients_before, Assessment.inpatients_after),
    ("转出率（%）", "%", Assessment.referred_before, Assessment.referred_after),
)


def draw(paper: Paper, job: Job) -> int:
    """One page an assessment, of partnerships first."""
    return _draw(paper, list(posting_rosters.assessments(job.register, job.scope)), job)


def draw_blank(paper: Paper, job: Job) -> int:
    """One page for everybody posted, what they did filled in, the assessment itself to be written."""
    return _draw(paper, list(posting_rosters.to_assess(job.register, job.scope)), job)


def _draw(paper: Paper, lines: list[Line], job: Job) -> int:
    from hfp_desk.printing.forms import assessment_sheet, people

    judged = {one.id: one for one in postings.lines(job.register, job.viewer, job.day, figures.in_force())}
    facts = (_facts(line, judged.get(line[Posting.id] or 0), job) for line in lines)
    return people.draw_people(paper, facts, assessment_sheet.draw, len(lines), job.progress)


def count(job: Job) -> int:
    """How many persons are assessed."""
    return posting_rosters.count_assessments(job.register, job.scope, persons=True)


def _facts(line: Line, posting: PostingLine | None, job: Job) -> AssessmentFacts:
    from hfp_desk.printing.duty_facts import AssessmentFacts

    receiver = shows(Partnership.receiver, line, job)
    about = _of_person(line, posting, job) if posting is not None else _of_pair(line, job)
    return AssessmentFacts(
        office=job.office,
        village=receiver,
        name=shows(Posting.name, line, job) or shows(Partnership.supporter, line, job),
        period=shows(Assessment.period, line, job),
        personal=posting is not None,
        about=(
            (_label(Partnership.supporter), shows(Partnership.supporter, line, job)),
            (_label(Partnership.receiver), receiver),
            *about,
        ),
        work=tuple(_work(line, job)),
        compared=tuple(_compared(line)),
        techniques=shows(Assessment.techniques, line, job),
        score=shows(Assessment.score, line, job),
        grade=shows(Assessment.grade, line, job),
        assessor=shows(Assessment.assessor, line, job),
        assessed=line[Assessment.assessed_on],
    )


def _of_person(line: Line, posting: PostingLine, job: Job) -> tuple[tuple[str, str], ...]:
    ends = shows(Posting.ends, line, job) or "今"
    return (
        (_label(Posting.name), shows(Posting.name, line, job)),
        (_label(Posting.title), shows(Posting.title, line, job)),
        (_label(Posting.department), shows(Posting.department, line, job)),
        ("派驻时间", f"{shows(Posting.starts, line, job)} 至 {ends}"),
        ("连续时长", posting.service.longest.words if posting.service.days else ""),
        ("是否达到月数", posting.reached_words),
    )


def _of_pair(line: Line, job: Job) -> tuple[tuple[str, str], ...]:
    days = f"{line['agreed'] or '……'} 至 {line['agreed_until'] or '……'}"
    return (
        (_label(Partnership.form), shows(Partnership.form, line, job)),
        (_label(Partnership.agreement), shows(Partnership.agreement, line, job)),
        ("协议期", days if line["agreed"] or line["agreed_until"] else ""),
        (_label(Partnership.specialties), shows(Partnership.specialties, line, job)),
    )


def _work(line: Line, job: Job) -> Iterator[tuple[str, str]]:
    """Everything a month's report counts, added up; empty where nothing was reported."""
    done = posting_rosters.work(job.register, line[Posting.id], line["pair"])
    for field in (PostingMonth.present, *posting_rosters.WORK):
        value = done.get(field.name)
        yield _label(field), "" if value is None else f"{value.normalize():f}"


def _compared(line: Line) -> Iterator[Compared]:
    from hfp_desk.printing.duty_facts import Compared

    for label, unit, before, after in _EFFECTS:
        first, last = (None if line[field] is None else Decimal(line[field]) for field in (before, after))
        one = Measured(label, first, last, unit)
        grown = "" if one.change is None else f"{one.change:+}{'个百分点' if unit else '%'}"
        before_words, after_words = (
            "" if value is None else f"{value.normalize():f}" for value in (one.before, one.after)
        )
        yield Compared(label, before_words, after_words, grown)


def _label(field: object) -> str:
    return spec_of(field).label  # type: ignore[arg-type]
