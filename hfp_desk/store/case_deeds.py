"""Deeds on managed cases: ending them with a reason, handing them to another team or doctor; one undoable deed each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from hfp_desk.problems import Refusal
from hfp_desk.records import Doctor, ManagedCase, Team
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register


def end(register: Register, cases: Collection[int], day: date | None, reason: str, today: date) -> keeping.Changes:
    """End cases on a day for a reason of ``case_end``; those ended before stay as they are."""
    if day is None or not reason:
        raise Refusal("终止日期和原因都要填写。", "请补填后再确定。")
    if day > today:
        raise Refusal(f"{day} 还没有到。", "请填实际终止管理的那一天。")
    with register.session(), keeping.deed(register) as act:
        for case in _of(cases):
            if case.ends is not None:
                continue
            if case.starts is not None and case.starts > day:
                raise Refusal(f"其中有人 {case.starts} 才开始管理，不能在 {day} 终止。", "请核对终止日期，或少选几人。")
            case.ends, case.end_reason = day, reason
            act.save(case)
        return act.changes


def hand_over(register: Register, cases: Collection[int], team: int | None, doctor: int | None) -> keeping.Changes:
    """Put cases into the hands of another team, another doctor or both; what is not named stays."""
    if team is None and doctor is None:
        raise Refusal("没有选择接手的团队或村医。", "请至少选一项。")
    with register.session(), keeping.deed(register) as act:
        new_team = Team.get_by_id(team) if team is not None else None
        new_doctor = Doctor.get_by_id(doctor) if doctor is not None else None
        for case in _of(cases):
            if new_team is not None:
                case.team = new_team
            if new_doctor is not None:
                case.doctor, case.doctor_name = new_doctor, new_doctor.name
            act.save(case)
        return act.changes


def _of(cases: Collection[int]) -> list[ManagedCase]:
    living = (ManagedCase.id << list(cases)) & (ManagedCase.voided_at == "")
    return list(ManagedCase.select().where(living).order_by(ManagedCase.id))
