"""The way of a problem from draft to closing: 草稿 → 整改中 → 待审核 → 待销号 → 已销号, or 已驳回 (domain.md §2.15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Codes of ``finding_state``."""

    DRAFT = "1"
    AT_WORK = "2"
    TO_REVIEW = "3"
    TO_CLOSE = "4"
    CLOSED = "5"
    REJECTED = "6"


@dataclass(frozen=True)
class Step:
    """One step of the way: where from, where to, its word; ``asks`` what has to be written for it."""

    name: str
    label: str
    before: frozenset[str]
    after: State
    asks: str = ""


_OPEN = frozenset({"", State.DRAFT.value, State.AT_WORK.value, State.REJECTED.value})

STEPS: Mapping[str, Step] = MappingProxyType(
    {
        step.name: step
        for step in (
            Step("begin", "开始整改", frozenset({"", State.DRAFT.value, State.REJECTED.value}), State.AT_WORK),
            Step("submit", "整改完成，提交审核", _OPEN, State.TO_REVIEW, "完成情况"),
            Step("pass", "审核通过，申请销号", frozenset({State.TO_REVIEW.value}), State.TO_CLOSE),
            Step("close", "销号", frozenset({State.TO_CLOSE.value}), State.CLOSED, "佐证材料"),
            Step(
                "reject",
                "驳回，继续整改",
                frozenset({State.TO_REVIEW.value, State.TO_CLOSE.value}),
                State.REJECTED,
                "驳回原因",
            ),
            Step("reopen", "问题反弹，重新整改", frozenset({State.CLOSED.value}), State.AT_WORK, "反弹情况"),
        )
    }
)
"""Every step by name, in the order of the way."""


def open_to(state: str) -> tuple[Step, ...]:
    """The steps that lead on from a state."""
    return tuple(step for step in STEPS.values() if state in step.before)
