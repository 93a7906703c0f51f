"""The rules of clinics, doctors, postings, courses and the office's own duties, as functions of the record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import clinics, periods, posting_checks

if TYPE_CHECKING:
    from hfp_desk.records.assistance import Absence, Partnership, Posting, PostingMonth
    from hfp_desk.records.coverage import Arrangement, Gap
    from hfp_desk.records.governance import Finding, Task
    from hfp_desk.records.network import Institution
    from hfp_desk.records.outreach import Project
    from hfp_desk.records.staff import Doctor, Licence, Practice
    from hfp_desk.records.training import Attendance, Course, Presence


def institution_rules(one: Institution) -> list[Problem]:
    """Opened before it closed; a standard clinic has what a standard clinic needs."""
    found = periods.in_order(one.opened_on, one.closed_on, "启用日期", "停用日期")
    return found + clinics.standard_agrees(one.kind, one.standard, one.floor_area, one.failing)


def doctor_rules(doctor: Doctor) -> list[Problem]:
    """Started before leaving."""
    return periods.in_order(doctor.starts, doctor.ends, "上岗日期", "离岗日期")


def licence_rules(licence: Licence) -> list[Problem]:
    """Issued before it runs out."""
    return clinics.licence_runs(periods.last_day(licence.issued_on), periods.last_day(licence.expires))


def practice_rules(practice: Practice) -> list[Problem]:
    """The period runs forward."""
    return periods.in_order(practice.starts, practice.ends, "起始日期", "截止日期")


def arrangement_rules(one: Arrangement) -> list[Problem]:
    """The period runs forward."""
    return periods.in_order(one.starts, one.ends, "起始日期", "截止日期")


def gap_rules(gap: Gap) -> list[Problem]:
    """Closed after it was found, and with evidence."""
    found = periods.in_order(gap.found_on, gap.closed_on, "发现日期", "销号日期")
    return found + _with_evidence(gap.closed_on, gap.evidence)


def partnership_rules(pair: Partnership) -> list[Problem]:
    """Two different institutions, and an agreement that runs forward."""
    found = periods.in_order(pair.starts, pair.ends, "协议起始", "协议截止")
    return found + posting_checks.two_parties(pair.supporter, pair.receiver)


def posting_rules(posting: Posting) -> list[Problem]:
    """Arrived before leaving."""
    return periods.in_order(posting.starts, posting.ends, "到岗日期", "离岗日期")


def absence_rules(absence: Absence) -> list[Problem]:
    """The period runs forward and lies within the posting."""
    found = periods.in_order(absence.starts, absence.ends, "起始日期", "截止日期")
    whose = absence.posting
    if whose is None or absence.starts is None or periods.holds_on(absence.starts, whose.starts, whose.ends):
        return found
    message = f"请假开始于 {absence.starts}，不在派驻期间（{whose.starts} 至 {whose.ends or '今'}）内，请核对。"
    found.append(Problem("E-ABSENCE-OUTSIDE", Severity.ERROR, message, "起始日期", str(absence.starts)))
    return found


def posting_month_rules(month: PostingMonth) -> list[Problem]:
    """The month lies within the posting, and nobody is there more days than the month has."""
    found = []
    last = periods.last_day(month.month)
    whose = month.posting
    if last is not None and month.present is not None and month.present > last.day:
        message = f"{month.month} 只有 {last.day} 天，出勤天数填了 {month.present.normalize():f} 天，请核对。"
        found.append(
            Problem("E-MONTH-DAYS", Severity.ERROR, message, "出勤天数", str(month.present), f"不超过 {last.day}")
        )
    if last is None or whose is None or periods.overlap((last.replace(day=1), last), (whose.starts, whose.ends)):
        return found
    message = f"{month.month} 不在派驻期间（{whose.starts} 至 {whose.ends or '今'}）内，请核对。"
    return [*found, Problem("E-MONTH-OUTSIDE", Severity.ERROR, message, "月份", month.month)]


def course_rules(course: Course) -> list[Problem]:
    """The period runs forward and is long enough for the days that are claimed."""
    found = periods.in_order(course.starts, course.ends, "起始日期", "结束日期")
    if course.starts and course.ends and course.days is not None and not found:
        span = (course.ends - course.starts).days + 1
        if course.days > span:
            message = f"培训天数 {course.days.normalize():f} 天，多于起止日期之间的 {span} 天，请核对。"
            found.append(
                Problem("W-COURSE-DAYS", Severity.WARNING, message, "培训天数", str(course.days), f"不超过 {span}")
            )
    return found


def attendance_rules(attendance: Attendance) -> list[Problem]:
    """Nobody attends more days than the course has."""
    course = attendance.course
    if course is None or attendance.days is None or course.starts is None or course.ends is None:
        return []
    span = (course.ends - course.starts).days + 1
    if attendance.days <= span:
        return []
    message = f"参训天数 {attendance.days.normalize():f} 天，多于培训班的 {span} 天，请核对。"
    return [Problem("W-ATTENDANCE-DAYS", Severity.WARNING, message, "参训天数", str(attendance.days), f"不超过 {span}")]


def presence_rules(presence: Presence) -> list[Problem]:
    """The half day lies within the course."""
    course = presence.attendance.course if presence.attendance is not None else None
    if course is None or presence.day is None or periods.holds_on(presence.day, course.starts, course.ends):
        return []
    message = f"签到日期 {presence.day} 不在培训班期间（{course.starts} 至 {course.ends or '未定'}）内，请核对。"
    return [Problem("E-DAY-OUTSIDE", Severity.ERROR, message, "日期", str(presence.day))]


def finding_rules(finding: Finding) -> list[Problem]:
    """Fed back before it is closed; closed with evidence."""
    found = periods.in_order(finding.fed_back_on, finding.closed_on, "反馈时间", "销号日期")
    return found + _with_evidence(finding.closed_on, finding.evidence)


def task_rules(task: Task) -> list[Problem]:
    """The period runs forward."""
    return periods.in_order(task.starts, task.deadline, "开始日期", "完成时限")


def project_rules(project: Project) -> list[Problem]:
    """Nothing is spent that has not arrived."""
    found = periods.in_order(project.starts, project.finished_on, "开工日期", "完成日期")
    if project.arrived is not None and project.spent is not None and project.spent > project.arrived:
        message = f"已支出 {project.spent:,.2f} 元，多于到位资金 {project.arrived:,.2f} 元，请核对。"
        found.append(Problem("W-PROJECT-SPENT", Severity.WARNING, message, "已支出资金", str(project.spent)))
    return found


def _with_evidence(closed_on: date | None, evidence: str) -> list[Problem]:
    """What is closed has evidence."""
    if closed_on is None or evidence:
        return []
    message = "已销号但没有佐证材料，请补填佐证。"
    return [Problem("W-CLOSED-EVIDENCE", Severity.WARNING, message, "佐证材料")]
