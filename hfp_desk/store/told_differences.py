"""The differences between a return that went up and the register of today, and how they are put into words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hfp_desk.store.return_causes import AMENDED, ENTERED, LEFT
from hfp_desk.store.row_kinds import Key
from hfp_desk.store.sending import Sent
from hfp_desk.store.telling import Told, Turn

UNFOUND = "未找到修改记录"
"""What is said where the history knows of no change: time, the policy or the rules may be behind it."""

WAYS: Mapping[str, str] = {ENTERED: "新进", LEFT: "退出", AMENDED: "金额变动"}
"""How somebody differs, in the words of the office."""

MOST = 300
"""So many are named in a cell; the others are counted."""


@dataclass(frozen=True)
class Reason:
    """A change of a record as the viewer may read it; not ``certain`` where the reckoning is not declared by fields."""

    kind: str
    record: int
    title: str
    told: Told
    certain: bool


@dataclass(frozen=True)
class Moved:
    """Somebody who entered or left a figure, or whose amount changed, and the changes that account for it."""

    kind: str
    record: int
    name: str
    way: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Difference:
    """A cell that is not as it went up; ``hidden`` counts those not told of, ``more`` those beyond the named ones."""

    key: Key
    line: str
    column: str
    heading: str
    was: str
    now: str
    moved: tuple[Moved, ...] = ()
    entered: int = 0
    left: int = 0
    hidden: int = 0
    more: int = 0
    note: str = ""

    @property
    def same(self) -> bool:
        """Whether the figure is the same and only who stands behind it changed."""
        return self.was == self.now


@dataclass(frozen=True)
class Differences:
    """All differences of a sent return; ``notes`` tell what changed of the rules, the edition and the program."""

    sent: Sent
    cells: tuple[Difference, ...]
    notes: tuple[str, ...]

    @property
    def figures(self) -> int:
        """How many figures are others than those that went up."""
        return sum(not one.same for one in self.cells)


def worded(reason: Reason) -> str:
    """A reason in one sentence: 2020-04-02 09:10 李敏 修改患病核准：核准状态 已核准 → 未通过（名单.xlsx 第 3 行）."""
    told = reason.told
    turns = "，".join(f"{turn.label} {turn.old or '（空）'} → {turn.new or '（空）'}" for turn in told.turns)
    more = "；".join(part for part in (told.source and f"导入 {told.source}", told.reason) if part)
    sentence = f"{told.at[:16]} {told.user} {told.action}{reason.title}{f'：{turns}' if turns else ''}"
    return f"{'' if reason.certain else '相关修改：'}{sentence}{f'（{more}）' if more else ''}"


def mattering(told: Told, fields: Collection[str] | None) -> tuple[Turn, ...]:
    """The steps of a change that account for a difference: those of the fields the figure reads."""
    return told.turns if fields is None else tuple(turn for turn in told.turns if turn.field in fields)
