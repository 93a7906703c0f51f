"""The differences between a return that went up and the register of today, and how they are put into words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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


@dataclass(frozen=True)
class Row:
    """One line of the list: a change behind a cell, somebody without one, or what else is to be said of the cell.

    ``cell`` is the place of the cell among the differences; ``kind`` and ``record`` say what Enter opens.
    """

    number: int
    cell: int
    texts: tuple[str, ...]
    kind: str = ""
    record: int = 0


HEADINGS: tuple[tuple[str, str, int], ...] = (
    ("line", "行", 14),
    ("column", "栏目", 26),
    ("was", "上报数", 10),
    ("now", "现数", 10),
    ("way", "进出", 10),
    ("name", "名称", 12),
    ("reason", "修改记录", 60),
)
"""The columns of the list: key, heading, width in half-width characters."""


def rows(found: Differences) -> tuple[Row, ...]:
    """Everything told of the differences as one list, in the order of the cells."""
    made = [(place, *one) for place, cell in enumerate(found.cells) for one in _of_cell(cell)]
    return tuple(
        Row(number, place, _texts(found.cells[place], *texts), kind, record)
        for number, (place, texts, kind, record) in enumerate(made)
    )


def _of_cell(cell: Difference) -> Iterator[tuple[tuple[str, str, str], str, int]]:
    for one in cell.moved:
        if not one.reasons:
            yield (WAYS[one.way], one.name, UNFOUND), one.kind, one.record
        for place, reason in enumerate(one.reasons):
            first = (WAYS[one.way], one.name) if place == 0 else ("", "")
            yield (*first, worded(reason)), reason.kind, reason.record
    if cell.hidden:
        yield ("", "", f"另有 {cell.hidden} 条属限制查看，不列名单"), "", 0
    if cell.more:
        yield ("", "", f"另有 {cell.more} 条未列出"), "", 0
    if cell.note or not (cell.moved or cell.hidden or cell.more):
        yield ("", "", cell.note or UNFOUND), "", 0


def _texts(cell: Difference, *told: str) -> tuple[str, ...]:
    return cell.line, cell.heading, cell.was or "（空）", cell.now or "（空）", *told
