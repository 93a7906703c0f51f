"""What the work bench warns of in training: days short late in the year, 进修 overdue, cadres not trained in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hfp_desk.gate import Viewer
from hfp_desk.records import ATTENDANCE, CADRE, DOCTOR
from hfp_desk.rules.training import Leave
from hfp_desk.store import figures, rotation, trainees, trainings
from hfp_desk.store.alerts import Alert
from hfp_desk.store.opening import Register

OF_THE_YEAR = frozenset({"training_short", "leave_overdue"})
"""Warnings about doctors in the year of the day: shown with what they owe in it."""

_LAST_QUARTER = 10


def alerts(register: Register, viewer: Viewer, day: date) -> Iterator[Alert]:
    """By the policy in force: short of training from October on, untrained cadres ``warning_days`` before the deadline.

    A deadline that is past goes on being told while somebody is missing.
    """
    policy = figures.in_force()
    found = trainings.obligations(register, viewer, day.year, policy, day)
    short = [one.id for one in found if one.year.reached is False] if day.month >= _LAST_QUARTER else []
    yield Alert("training_short", f"{day.year}年培训次数或天数未达标的村医", DOCTOR, tuple(short))
    overdue = tuple(one.id for one in found if one.leave.state is Leave.OVERDUE)
    yield Alert("leave_overdue", "脱产进修已超期的村医", DOCTOR, overdue)
    turn = rotation.cadres(register, viewer, day, policy)
    ahead = timedelta(days=int(policy.on(day).target("warning_days").value or 0))
    if turn.deadline is not None and day >= turn.deadline.due - ahead:
        words = f"{turn.deadline.due} 前应轮训、尚未轮训的干部"
        yield Alert("cadres_missing", words, CADRE, tuple(line.id for line in turn.missing))
    yield Alert("trainees_linkable", "可与村医或干部关联的参训人员", ATTENDANCE, trainees.linkable(register))
