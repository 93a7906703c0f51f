"""村卫生室台账, 乡村医生花名册, 空白点台账, 空白点销号表, 村级覆盖情况表 (domain.md §2.12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.papers import rosters as r
from hfp_desk.papers.job import Area, PaperForm, Takes, nobody
from hfp_desk.papers.rosters import Col, centred, made, named, of, shows, stacked, summed
from hfp_desk.papers.tallies import Tallied, closings
from hfp_desk.records import GAP, Arrangement, Doctor, Gap, Institution, Licence
from hfp_desk.rules import deadlines, periods
from hfp_desk.rules.deadlines import Due
from hfp_desk.store import figures, rosters, trainings
from hfp_desk.store.roster_lines import Line
from hfp_desk.store.trainings import DoctorTraining

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.duty_facts import GapFacts
    from hfp_desk.printing.paper import Paper

_RUN_OUT = "▲已过期"


def draw_doctors(paper: Paper, job: Job) -> int:
    """乡村医生花名册 on A3 landscape, as of a day; a certificate that has run out is marked."""
    return Tallied(
        "乡村医生花名册",
        "人",
        _doctor_columns(_trained(job)),
        lines=lambda job: rosters.doctors(job.register, job.scope, job.day),
        count=count_doctors,
        classes=lambda line, job: (_is_run_out(line, job),),
        told=lambda expired, job: f"证书已过期 {expired[True]:,} 人（标▲）；培训为 {job.day.year} 年。",
        about=r.as_of,
        broad=True,
        size=8.5,
    ).draw(paper, job)


def count_doctors(job: Job) -> int:
    """How many doctors the roster names."""
    return rosters.count_doctors(job.register, job.scope, job.day)


def draw_closings(paper: Paper, job: Job) -> int:
    """空白点销号表, one page a gap, to be signed and stamped."""
    from hfp_desk.printing.forms import gap_closing, people

    facts = (_closing(line, job) for line in _gaps(job))
    return people.draw_people(paper, facts, gap_closing.draw, _count_gaps(job), job.progress)


def _gaps(job: Job) -> Iterator[Line]:
    return rosters.gaps(job.register, job.scope, job.day)


def _count_gaps(job: Job) -> int:
    return rosters.count_gaps(job.register, job.scope, job.day)


def _closing(line: Line, job: Job) -> GapFacts:
    from hfp_desk.printing.duty_facts import GapFacts

    return GapFacts(
        office=job.office,
        village=f"{line['town'] or ''}{line['village'] or ''}",
        name=shows(Gap.kind, line, job) or "空白点",
        number=str(line[Gap.id]),
        found=line[Gap.found_on],
        cause=shows(Gap.cause, line, job),
        remedy=shows(Gap.remedy, line, job),
        served=_served(line, job).replace("\n", "，"),
        unit=shows(Gap.unit, line, job),
        responsible=shows(Gap.responsible, line, job),
        deadline=line[Gap.deadline],
        evidence=shows(Gap.evidence, line, job),
        closed=line[Gap.closed_on],
        day=job.day,
    )


def _due(line: Line, job: Job) -> Due:
    return deadlines.due(line[Gap.deadline], line[Gap.closed_on], job.day)


def _state(line: Line, job: Job) -> str:
    state = _due(line, job)
    closed = shows(Gap.closed_on, line, job) if state is Due.CLOSED else ""
    return stacked(deadlines.WORDS[state], closed)


def _served(line: Line, job: Job) -> str:
    """Who serves the village meanwhile, how often and where."""
    often = line[Arrangement.per_week]
    who = "、".join(filter(None, (line["provider"] or "", shows(Doctor.name, line, job))))
    times = f"每周 {shows(Arrangement.per_week, line, job)} 次" if often is not None else ""
    return stacked(
        "：".join(filter(None, (shows(Arrangement.kind, line, job), who))),
        "，".join(filter(None, (times, shows(Arrangement.schedule, line, job)))),
    )


def _marks(line: Line, _job: Job) -> str:
    statuses = code_list("village_status")
    return "、".join(statuses.shown(code) for code in sorted((line["marks"] or "").split(",")) if code)


def _equipment(line: Line, _job: Job) -> str:
    """健康一体机1、血压计2."""
    known = code_list("equipment")
    pairs = (part.split(":") for part in (line["equipment"] or "").split(",") if part)
    return "、".join(f"{known.shown(code)}{number}" for code, number in pairs)


def _until(line: Line, job: Job) -> str:
    """The last day of a clinic's licence, marked when it has run out."""
    expires = line[Institution.licence_expires]
    return stacked(expires, _RUN_OUT if periods.run_out(expires, job.day) else "")


def _is_run_out(line: Line, job: Job) -> bool:
    return periods.run_out(line[Licence.expires] or "", job.day)


def _validity(line: Line, job: Job) -> str:
    return stacked(shows(Licence.expires, line, job), _RUN_OUT if _is_run_out(line, job) else "")


_WHERE = (named("乡镇", "town", 16), named("行政村", "village", 20))

_CLINIC: tuple[Col, ...] = (
    *_WHERE,
    made("村属性", 15, _marks),
    Col("常住人口", 12, lambda line, _job: "" if line["residents"] is None else str(line["residents"]), "centre"),
    of(Institution.name, 32, label="卫生室名称"),
    Col(
        "机构代码\n许可证号",
        36,
        lambda line, job: f"{shows(Institution.code, line, job)}\n{shows(Institution.licence_number, line, job)}",
        "centre",
    ),
    made("许可证有效期", 18, _until, "centre"),
    centred(Institution.checked_on, 18),
    centred(Institution.host, 16, wraps=True),
    centred(Institution.ownership, 11, wraps=True),
    summed(Institution.floor_area, 14, label="建筑面积（㎡）", places=1),
    made(
        spec_of(Institution.rooms).label, 34, lambda line, job: shows(Institution.rooms, line, job).replace(",", "、")
    ),
    centred(Institution.rooms_apart, 9),
    made("设备", 34, _equipment),
    centred(Institution.medicines, 11),
    centred(Institution.insurance_contract, 9),
    centred(Institution.outpatient_pool, 9),
    centred(Institution.telemedicine, 9),
    centred(Institution.built_year, 11),
    centred(Institution.accepted_on, 18),
    centred(Institution.standard, 10),
    of(Institution.failing, 26),
    of(Institution.remark, 16),
)

_GAP: tuple[Col, ...] = (
    named("乡镇", "town", 19),
    named("行政村", "village", 21),
    centred(Gap.kind, 17, wraps=True),
    centred(Gap.found_on, 20),
    of(Gap.cause, 34),
    of(Gap.remedy, 24),
    made("现由谁服务", 40, _served),
    of(Gap.unit, 22),
    centred(Gap.responsible, 15, wraps=True),
    centred(Gap.deadline, 20),
    made("销号情况", 22, _state, "centre"),
    of(Gap.evidence, 24),
)


_CLINICS = Tallied(
    "村卫生室台账",
    "所",
    _CLINIC,
    lines=lambda job: rosters.clinics(job.register, job.scope, job.day),
    count=lambda job: rosters.count_clinics(job.register, job.scope, job.day),
    classes=lambda line, _job: (line[Institution.standard],),
    told=lambda kinds, _job: (
        f"标准化 {kinds[True]:,} 所，未达标 {kinds[False]:,} 所，未填是否标准化 {kinds[None]:,} 所。"
    ),
    about=r.as_of,
    broad=True,
    size=8.5,
)
_GAPS = Tallied(
    "村卫生室和村医空白点台账",
    "个",
    _GAP,
    lines=_gaps,
    count=_count_gaps,
    classes=lambda line, job: (_due(line, job),),
    told=closings,
    about=r.as_of,
)


def _trained(job: Job) -> dict[int, DoctorTraining]:
    """The training of each doctor in the year of the day, judged as the page of training judges it."""
    asked = figures.in_force()
    found = trainings.obligations(job.register, job.viewer, job.day.year, asked, job.day)
    return {one.id: one for one in found}


def _doctor_columns(trained: dict[int, DoctorTraining]) -> tuple[Col, ...]:
    def year(line: Line, _job: Job) -> str:
        one = trained.get(line[Doctor.id])
        return "" if one is None else f"{one.year.times} 次\n{one.year.days.normalize():f} 天"

    def leave(line: Line, _job: Job) -> str:
        one = trained.get(line[Doctor.id])
        return "" if one is None or one.leave.last is None else one.leave.last.isoformat()

    return (
        *_WHERE,
        named("村卫生室", "clinic", 28),
        centred(Doctor.name, 19, wraps=True),
        centred(Doctor.sex, 8),
        centred(Doctor.birth, 19),
        centred(Doctor.id_number, 34),
        Col("文化程度\n专业", 18, lambda line, job: stacked(*(shows(f, line, job) for f in _STUDIES)), "centre"),
        centred(Licence.kind, 19, wraps=True),
        of(Licence.number, 26),
        centred(Licence.issued_on, 18),
        made("证书有效期", 19, _validity, "centre"),
        centred(Doctor.since, 17),
        centred(Doctor.state, 13, wraps=True),
        centred(Doctor.employment, 15, wraps=True),
        Col("兼顾村", 20, lambda line, _job: (line["also"] or "").replace(",", "、")),
        centred(Doctor.pension, 14, wraps=True),
        of(Doctor.subsidy, 16, label="补助标准（元/月）"),
        made("当年培训", 12, year, "centre"),
        made("上次脱产进修", 19, leave, "centre"),
        centred(Doctor.phone, 22),
        of(Doctor.remark, 14),
    )


_STUDIES = (Doctor.education, Doctor.major)
_PLACED = Takes(places=True, period="截至", since=False)


def forms() -> tuple[PaperForm, ...]:
    """The papers of clinics and village doctors."""
    from hfp_desk.papers import coverage

    clinics = ("村卫生室台账", ("clinics", "卫生室台账"), _CLINICS.draw, nobody)
    doctors = ("乡村医生花名册", ("doctors", "村医花名册"), draw_doctors, count_doctors)
    gaps = ("空白点台账", ("gaps",), _GAPS.draw, nobody)
    closing = ("空白点销号表", ("销号表",), draw_closings, nobody)
    covering = ("村级覆盖情况表", ("coverage", "覆盖情况表"), coverage.draw, nobody)
    advice = "请换一个乡镇、村或截至日期；还没有资料时，先在“机构村医”中录入或导入。"
    return (
        PaperForm("clinic-ledger", *clinics, _PLACED, Area.NETWORK, advice),
        PaperForm("doctor-roster", *doctors, _PLACED, Area.NETWORK, advice),
        PaperForm("gap-ledger", *gaps, _PLACED, Area.NETWORK, advice),
        PaperForm("gap-closing", *closing, replace(_PLACED, record=GAP), Area.NETWORK, advice),
        PaperForm("coverage-table", *covering, _PLACED, Area.NETWORK, advice),
    )
