"""培训通知附件, 签到表, 培训花名册, 培训证书: each course a section of its own (NN §七, NC §二十五)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hfp_desk.codes import code_list
from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, PaperForm, Takes
from hfp_desk.papers.rosters import Col, blank, centred, made, of, rows, shows
from hfp_desk.papers.sessions import sessions, when
from hfp_desk.records import COURSE, Attendance, Course
from hfp_desk.store import course_rosters
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.duty_facts import CertificateFacts
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterFacts

_SPARE = 4
"""Empty rows after the names of a sign-in sheet, for who comes without being on the list."""
_FEWEST = 20
"""Rows of a sheet to be filled by hand."""


def draw_notice(paper: Paper, job: Job) -> int:
    """Attachments of a course's notice: places by unit, and the names; without names the form to send them in."""
    return _by_course(paper, job, lambda course: (_places(course, job), _names(course, job)))


def draw_sign_in(paper: Paper, job: Job) -> int:
    """签到表, one a half day, with the names, and who was there where it is recorded."""
    return _by_course(paper, job, lambda course: _sheets(course, job, filled=True))


def draw_blank_sign_in(paper: Paper, job: Job) -> int:
    """签到表 without names."""
    return _by_course(paper, job, lambda course: _sheets(course, job, filled=False))


def draw_roster(paper: Paper, job: Job) -> int:
    """培训花名册 with result and certificate."""
    return _by_course(paper, job, lambda course: (_roster(course, job),))


def draw_certificates(paper: Paper, job: Job) -> int:
    """培训证书 of everybody who passed, one a page."""
    from hfp_desk.printing.forms import certificate, people

    courses = course_rosters.courses(job.register, job.scope)
    return people.draw_people(paper, _certificates(courses, job), certificate.draw, count_certified(job), job.progress)


def count_trained(job: Job) -> int:
    """How many names stand on the rosters."""
    return sum(_count(course, job) for course in course_rosters.courses(job.register, job.scope))


def count_certified(job: Job) -> int:
    """How many certificates there are."""
    courses = course_rosters.courses(job.register, job.scope)
    return sum(course_rosters.count_certified(job.register, course[Course.id]) for course in courses)


def _by_course(
    paper: Paper, job: Job, tables: Callable[[Line], Iterator[RosterFacts] | tuple[RosterFacts, ...]]
) -> int:
    """Every table of every course; gives the rows printed, empty ones that wait for a hand among them."""
    from hfp_desk.printing.forms import roster

    printed = 0
    for course in course_rosters.courses(job.register, job.scope):
        paper.end()
        paper.bookmark(shows(Course.name, course, job))
        for facts in tables(course):
            printed += roster.draw(paper, facts, job.progress) + facts.blank
    return printed


def _table(
    title: str,
    cols: Sequence[Col],
    lines: Iterable[Line],
    course: Line,
    job: Job,
    seen: Callable[[Line], None] | None = None,
) -> RosterFacts:
    """A table about a course; what else it shows is added to it."""
    from hfp_desk.printing.roster_facts import RosterFacts

    return RosterFacts(
        title=f"{shows(Course.name, course, job)}{title}",
        columns=r.columns(cols),
        rows=rows(cols, lines, job, seen),
        left=when(course, job),
        unit="人",
    )


def _attachment(number: int, facts: RosterFacts, *, filled: bool) -> RosterFacts:
    """An attachment of a notice on A4, rows to be filled by hand where nothing is known yet."""
    from hfp_desk.printing.sheets import A4

    return replace(facts, sheet=A4, tall=True, blank=0 if filled else _FEWEST, attachment=f"附件{number}")


def _trainees(course: Line, job: Job) -> Iterator[Line]:
    return course_rosters.attendances(job.register, course[Course.id])


def _count(course: Line, job: Job) -> int:
    return course_rosters.count_attendances(job.register, course[Course.id])


def _places(course: Line, job: Job) -> RosterFacts:
    total = _count(course, job)
    units = list(course_rosters.units(job.register, course[Course.id]))
    cols = (
        Col("单　　位", 70, lambda line, job: shows(Attendance.unit, line, job) or "（未填单位）"),
        Col("名额", 20, lambda line, _job: str(line["places"]), "centre"),
        blank("备　　注", 60),
    )
    facts = replace(
        _table("名额分配表", cols, units, course, job),
        unit="个单位",
        note=lambda: f"合计 {total:,} 名。" if total else "",
        signers=(),
        size=11,
        row_height=9,
    )
    return _attachment(1, facts, filled=bool(units))


def _names(course: Line, job: Job) -> RosterFacts:
    count = _count(course, job)
    cols = (
        centred(Attendance.name, 26, wraps=True),
        of(Attendance.unit, 58),
        of(Attendance.post, 34),
        blank("联系电话", 34) if not count else centred(Attendance.phone, 34),
        blank("备注", 24),
    )
    facts = replace(
        _table("参训人员名单" if count else "报名回执", cols, _trainees(course, job), course, job),
        count=count,
        signers=() if count else ("报送单位（盖章）", "填表人", "联系电话"),
        size=10.5,
        row_height=8,
    )
    return _attachment(2, facts, filled=bool(count))


def _sheets(course: Line, job: Job, *, filled: bool) -> Iterator[RosterFacts]:
    present = course_rosters.presences(job.register, course[Course.id])
    for session in sessions(course[Course.starts], course[Course.ends], present):
        there = present.get(session, {}) if session is not None and filled else {}
        yield _sheet(course, job, session, there, filled)


def _sheet(
    course: Line, job: Job, session: tuple[date, str] | None, there: dict[int, str], filled: bool
) -> RosterFacts:
    from hfp_desk.printing.sheets import A4

    count = _count(course, job) if filled else 0
    states, halves = code_list("presence"), code_list("half_day")
    cols = (
        centred(Attendance.name, 22, wraps=True),
        of(Attendance.unit, 42),
        of(Attendance.post, 24),
        centred(Attendance.phone, 26),
        blank("签　　名", 34),
        made("到课情况", 18, lambda line, _job: states.shown(there.get(line[Attendance.id], "")), "centre")
        if there
        else blank("备注", 18),
    )
    day = f"{session[0]} {halves.shown(session[1])}" if session is not None else "　　　年　　月　　日　□上午　□下午"
    return replace(
        _table("签到表", cols, _trainees(course, job) if filled else (), course, job),
        left=f"时间：{day}",
        right=f"地点：{shows(Course.place, course, job) or '　' * 8}",
        count=count,
        signers=("应到　　　实到　　　人，培训班负责人", "签到员"),
        sheet=A4,
        size=10.5,
        row_height=11.2,
        blank=_SPARE if count else max(course[Course.expected] or 0, _FEWEST),
    )


def _roster(course: Line, job: Job) -> RosterFacts:
    results: Counter[str] = Counter()

    def seen(line: Line) -> None:
        results[line[Attendance.result]] += 1

    count = _count(course, job)
    return replace(
        _table("花名册", _ROSTER, _trainees(course, job), course, job, seen),
        right=f"主办：{shows(Course.host, course, job) or job.office}",
        count=count,
        note=lambda: _results(course, count, results),
        row_height=8,
    )


def _results(course: Line, count: int, results: Counter[str]) -> str:
    expected = course[Course.expected]
    told = [f"应到 {expected:,} 人"] if expected else []
    known = code_list("training_result")
    told += [f"参训 {count:,} 人", *(f"{known.shown(code)} {n:,} 人" for code, n in sorted(results.items()) if code)]
    return "，".join(told) + "。"


def _certificates(courses: list[Line], job: Job) -> Iterator[CertificateFacts]:
    from hfp_desk.printing.duty_facts import CertificateFacts

    for course in courses:
        host = shows(Course.host, course, job) or job.office
        for line in course_rosters.certified(job.register, course[Course.id]):
            yield CertificateFacts(
                village=shows(Course.name, course, job),
                name=shows(Attendance.name, line, job),
                unit=shows(Attendance.unit, line, job),
                id_number=shows(Attendance.id_number, line, job),
                course=shows(Course.name, course, job),
                starts=course[Course.starts],
                ends=course[Course.ends],
                days=shows(Attendance.days, line, job) or shows(Course.days, course, job),
                hours=shows(Course.hours, course, job),
                result=shows(Attendance.result, line, job),
                number=shows(Attendance.certificate, line, job),
                issuer=host,
                issued=course[Course.ends] or course[Course.starts],
            )


_ROSTER: tuple[Col, ...] = (
    centred(Attendance.name, 18, wraps=True),
    centred(Attendance.id_number, 38),
    of(Attendance.unit, 42),
    of(Attendance.post, 24),
    centred(Attendance.phone, 26),
    centred(Attendance.days, 13),
    centred(Attendance.score, 13),
    centred(Attendance.result, 16, wraps=True),
    centred(Attendance.certificate, 32),
    of(Attendance.remark, 18),
)


def forms() -> tuple[PaperForm, ...]:
    """The papers of courses."""
    takes = Takes(period="办班期间", record=COURSE)
    advice = "请换一个期间或培训班；还没有资料时，先在“培训”中录入或导入。"
    notice = ("培训通知附件", ("培训通知", "名额分配", "参训人员名单"), draw_notice, count_trained)
    signing = ("培训签到表", ("签到表",), draw_sign_in, count_trained)
    empty = ("培训签到表（空白）", ("空白签到表",), draw_blank_sign_in, lambda _job: 0)
    roster = ("培训花名册", ("courses",), draw_roster, count_trained)
    passed = ("培训证书", ("证书", "certificate"), draw_certificates, count_certified)
    whom = "没有考核结果为优秀、合格的参训人员；请先在培训班中填写考核结果，或换一个培训班。"
    return (
        PaperForm("course-notice", *notice, takes, Area.TRAINING, advice),
        PaperForm("sign-in", *signing, takes, Area.TRAINING, advice),
        PaperForm("sign-in-blank", *empty, takes, Area.TRAINING, advice),
        PaperForm("training-roster", *roster, takes, Area.TRAINING, advice),
        PaperForm("certificates", *passed, takes, Area.TRAINING, whom),
    )
