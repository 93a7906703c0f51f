"""Bringing problems one step on: submitted, reviewed, closed with evidence, sent back, reopened; many in one deed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hfp_desk.problems import Refusal
from hfp_desk.records import Finding
from hfp_desk.rules.closing import STEPS, State, Step, open_to
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register


def steps(register: Register, findings: Sequence[int]) -> tuple[Step, ...]:
    """The steps that lead on from where all of these problems stand."""
    with register.session():
        states = {row.state for row in _living(findings)}
    if not states:
        return ()
    return tuple(step for step in STEPS.values() if all(step in open_to(state) for state in states))


def take(register: Register, findings: Sequence[int], name: str, words: str, day: date) -> keeping.Changes:
    """Take one step for several problems in one deed.

    ``words`` are what the step asks for (完成情况, 佐证材料, 驳回原因). Refusal where they are missing, where a problem
    does not stand where the step begins, or where it was never said what was done.
    """
    step = STEPS[name]
    if step.asks and not words.strip():
        raise Refusal(f"“{step.label}”要写明{step.asks}。", f"请填写{step.asks}后再试。")
    with register.session():
        rows = _living(findings)
        for row in rows:
            _require(row, step)
        with keeping.deed(register, step.label) as act:
            for row in rows:
                _bring_on(row, step, words.strip(), day, register.user)
                act.save(row)
        return act.changes


def _living(findings: Sequence[int]) -> list[Any]:
    wanted = Finding.id.in_(list(findings)) & (Finding.voided_at == "")
    return list(Finding.select().where(wanted).order_by(Finding.id))


def _require(row: Any, step: Step) -> None:
    if row.state in step.before:
        return
    begin = "、".join(one.label for one in open_to(row.state)) or "没有可走的步骤"
    name = f"第 {row.number or row.id} 号问题"
    raise Refusal(f"{name}现在不能“{step.label}”。", f"它下一步可以：{begin}。")


def _bring_on(row: Any, step: Step, words: str, day: date, user: str) -> None:
    row.state = step.after.value
    match step.after:
        case State.TO_REVIEW:
            row.outcome = words
        case State.TO_CLOSE:
            row.applied_on, row.reviewer = day, user
        case State.CLOSED:
            row.evidence, row.closed_on = words, day
        case State.REJECTED:
            _tell(row, day, f"驳回：{words}")
        case State.AT_WORK if step.name == "reopen":
            row.closed_on, row.relapsed = None, True
            _tell(row, day, f"反弹：{words}")


def _tell(row: Any, day: date, words: str) -> None:
    """A line more in the story of the rectification."""
    row.progress = "\n".join(part for part in (row.progress, f"{day} {words}") if part)
