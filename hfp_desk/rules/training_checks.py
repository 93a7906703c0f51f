"""What cannot be true of one person's training: twice in a course, two courses at a time, after leaving the post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import periods
from hfp_desk.rules.training import APPRENTICE, Part


def problems(part: Part, others: Iterable[Part], left: date | None = None) -> list[Problem]:
    """What does not go together with the person's other parts, and with the day the person left the post."""
    found = [problem for other in others if (problem := _clash(part, other))]
    if left is not None and part.starts > left:
        message = f"培训班“{part.name}”于 {part.starts} 开班，本人已于 {left} 离岗，请核对人员或离岗日期。"
        found.append(
            Problem("W-TRAINED-LEFT", Severity.WARNING, message, "医务人员", str(part.starts), f"不晚于 {left}")
        )
    return found


def clashes(parts: Sequence[Part]) -> list[tuple[Part, Problem]]:
    """The problems between all parts of one person, each told once, at the later one."""
    ordered = sorted(parts, key=lambda part: (part.starts, part.attendance))
    return [
        (part, problem)
        for place, part in enumerate(ordered)
        for other in ordered[:place]
        if (problem := _clash(part, other))
    ]


def _clash(part: Part, other: Part) -> Problem | None:
    if part.course == other.course:
        message = f"同一人在培训班“{part.name}”中登记了两次，请作废重复的一条。"
        return Problem("E-COURSE-TWICE", Severity.ERROR, message, "培训班", part.name)
    if APPRENTICE in (part.kind, other.kind) or not _together(part, other):
        return None
    when = f"{other.starts} 至 {other.last}"
    message = f"与培训班“{other.name}”（{when}）时间重叠，同一人不能同时参加两个培训班，请核对。"
    return Problem("W-COURSES-OVERLAP", Severity.WARNING, message, "培训班", part.name)


def _together(part: Part, other: Part) -> bool:
    """Whether both took the same time: by the half days signed for where both were signed, else by their periods."""
    if part.half_days is not None and other.half_days is not None:
        return bool(set(part.half_days) & set(other.half_days))
    return periods.overlap((part.starts, part.last), (other.starts, other.last))
