"""Sentences filled from the figures of returns: ``全市签约率{signing.rate}%，{signing.rate:judged}``.

A placeholder names a return, a column of it and, after a colon, what is said of it (``ASPECTS``); or a word given with
the report (``{period}``). A sentence that asks for something there is no figure of is left out as a whole.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

import msgspec

from hfp_desk.returns import ranking
from hfp_desk.returns.definition import Column
from hfp_desk.returns.ranking import Goal, Ranked
from hfp_desk.returns.table import TOTAL, Cell, Table, detailed

_CROWD = 5
_PLACE = re.compile(r"\{(?P<name>\w+)(?:\.(?P<column>\w+))?(?::(?P<aspect>\w+))?\}")


class Figures(msgspec.Struct, frozen=True):
    """The returns of a period and of the one before, by name; goals by ``return.column``; words by name."""

    tables: Mapping[str, Table]
    before: Mapping[str, Table]
    goals: Mapping[str, Goal]
    words: Mapping[str, str] = {}

    def filled(self, sentence: str) -> str:
        """The sentence with its figures; empty when one of them is missing."""
        parts: list[str] = []
        end = 0
        for found in _PLACE.finditer(sentence):
            said = self._said(found["name"], found["column"] or "", found["aspect"] or "")
            if said is None:
                return ""
            parts += [sentence[end : found.start()], said]
            end = found.end()
        return "".join([*parts, sentence[end:]])

    def told(self, sentences: Iterable[str]) -> str:
        """The sentences that can be said, one after the other; what ends in the middle is closed."""
        told = "".join(map(self.filled, sentences))
        return f"{told[:-1]}。" if told.endswith(("，", "；", "、")) else told

    def asked(self, place: str) -> "Asked | None":
        """A column of a return by ``return.column``; None when there is no such figure."""
        name, _, column = place.partition(".")
        table = self.tables.get(name)
        if table is None or column not in {one.name for one in table.definition.columns}:
            return None
        return Asked(table, self.before.get(name), table.definition.column(column), self.goals.get(place))

    def _said(self, name: str, column: str, aspect: str) -> str | None:
        if not column:
            return self.words.get(name) or None
        asked = self.asked(f"{name}.{column}")
        return None if asked is None or aspect not in ASPECTS else ASPECTS[aspect](asked)


class Asked(msgspec.Struct, frozen=True):
    """A column of which something is said."""

    table: Table
    last: Table | None
    column: Column
    goal: Goal | None

    @property
    def cell(self) -> Cell:
        """The figure of all lines."""
        return self.table.cell(TOTAL, self.column.name)

    @property
    def past(self) -> Decimal | None:
        """That of the period before."""
        return None if self.last is None else self.last.cell(TOTAL, self.column.name).value

    @property
    def missing(self) -> Decimal | None:
        """How far it is from its goal."""
        return None if self.goal is None else self.goal.missing(self.cell.value)

    @property
    def points(self) -> str:
        """The unit of a difference: of shares percentage points."""
        return "个百分点" if self.column.unit == "%" else self.column.unit

    @property
    def ranks(self) -> tuple[Ranked, ...]:
        """The lines by their figure, the best first."""
        less = self.goal is not None and self.goal.operator == "<="
        return ranking.ranked(self.table, self.column.name, self.goal, self.last, less_is_better=less)

    def shown(self, value: Decimal | None) -> str | None:
        """A figure in running text: no thousands parted, the digits of its column."""
        return None if value is None else f"{value:.{self.column.digits}f}"


def _change(asked: Asked) -> str | None:
    if asked.past is None or asked.cell.value is None:
        return None
    by = asked.cell.value - asked.past
    up, down = ("提高", "下降") if asked.column.ratio is not None else ("增加", "减少")
    return f"比上期{up if by > 0 else down}{asked.shown(abs(by))}{asked.points}" if by else "与上期持平"


def _judged(asked: Asked) -> str | None:
    if asked.goal is None or asked.missing is None:
        return None
    if not asked.missing:
        return f"达到{asked.goal.words}的目标"
    return f"{'低于' if asked.missing < 0 else '高于'}目标（{asked.goal.words}）{_gap(asked)}"


def _gap(asked: Asked) -> str | None:
    return f"{asked.shown(abs(asked.missing))}{asked.points}" if asked.missing else None


def _names(found: Iterable[Ranked]) -> str | None:
    return "、".join(one.label for one in found) or None


def _with_figures(asked: Asked, found: Sequence[Ranked]) -> str | None:
    """临江镇（98.00%）、永泰镇（97.50%）; a crowd that shares a figure is told together."""
    groups = [list(group) for _value, group in groupby(found, lambda one: one.value)]
    return "、".join(_together(asked, group) for group in groups) or None


def _together(asked: Asked, group: list[Ranked]) -> str:
    figure = f"{asked.shown(group[0].value)}{asked.column.unit}"
    if len(group) > _CROWD:
        names = "、".join(one.label for one in group[:2])
        return f"{names}等{len(group)}个并列（{figure}）"
    return "、".join(f"{one.label}（{figure}）" for one in group)


def _ten_thousands(asked: Asked) -> str | None:
    return None if asked.cell.value is None else f"{asked.cell.value / 10_000:.2f}"


def _numbers(asked: Asked, name: str) -> str | None:
    value = getattr(asked.cell, name)
    return None if value is None else f"{ranking.plain(value)}"


def _of_short(asked: Asked) -> str | None:
    found = ranking.short(asked.ranks)
    return str(len(found)) if found else None


ASPECTS: Mapping[str, Callable[[Asked], str | None]] = {
    "": lambda asked: asked.shown(asked.cell.value),
    "full": lambda asked: detailed(asked.column, asked.cell) if asked.cell.value is not None else None,
    "part": lambda asked: _numbers(asked, "part"),
    "whole": lambda asked: _numbers(asked, "whole"),
    "last": lambda asked: asked.shown(asked.past),
    "change": _change,
    "fell": lambda asked: _change(asked) if asked.past is not None and (asked.cell.value or 0) < asked.past else None,
    "goal": lambda asked: asked.goal.words or None if asked.goal is not None else None,
    "judged": _judged,
    "gap": _gap,
    "met": lambda asked: "" if asked.missing == 0 else None,
    "wan": _ten_thousands,
    "some": lambda asked: "" if asked.cell.value else None,
    "none": lambda asked: "" if asked.cell.value == 0 else None,
    "top": lambda asked: _with_figures(asked, ranking.top(asked.ranks)),
    "bottom": lambda asked: _with_figures(asked, ranking.bottom(asked.ranks)),
    "short": lambda asked: _names(ranking.short(asked.ranks)),
    "short_count": _of_short,
}
"""What can be said of a column. ``met``, ``some`` and ``none`` say nothing: they only let a sentence stand or not."""
