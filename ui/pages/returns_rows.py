"""All returns of a month as rows of a grid: which, of what period, by when, how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hfp_desk.store.return_standing import Standing, State
from ui.pages.told_rows import Numbered, Told, ToldRows, number
from ui.rows import GridColumn
from ui.widgets.figure_band import Shown

LATE = "late"
"""The figure of those that are late, whatever else they are."""

_WORDS = {
    State.SENT: "● 已上报",
    State.READY: "○ 可上报",
    State.WRONG: "▲ 有差错",
    State.RUNNING: "◇ 未到期",
    State.COMING: "□ 未开始",
    State.UNCOUNTED: "… 未统计",
}
_TONES = {State.WRONG: "error", State.UNCOUNTED: "warn"}


def words(one: Standing, today: date) -> str:
    """How a return stands: ● 已上报 第 1 版 2020-03-28, ▲ 有差错 2，已迟 12 天."""
    state = one.state(today)
    more = f" {one.unexplained}" if state is State.WRONG else ""
    if state is State.SENT:
        more = f" 第 {one.version} 版 {one.sent_at[:10]}"
    late = one.late(today)
    return f"{_WORDS[state]}{more}" + (f"，已迟 {late:,} 天" if late else "")


def rows(standings: Sequence[Standing], today: date, only: str = "") -> ToldRows[Numbered[Standing]]:
    """A return a row; ``only`` those of a state, or the late ones."""
    lines = [(place, one) for place, one in enumerate(standings) if not only or _among(one, only, today)]
    return ToldRows(_columns(today), lines, number, _counted, lambda line: _flag(line[1], today))


def figures(standings: Sequence[Standing], today: date) -> list[Shown]:
    """How many of each state; those that there are none of are left out, but for what is always asked for."""
    found = []
    for state, said in _WORDS.items():
        count = sum(one.state(today) is state for one in standings)
        if count or state in (State.SENT, State.READY, State.WRONG):
            tone = _TONES.get(state, "") if count else ""
            found.append(Shown(state.value, said, f"{count}", tone, f"{said[2:]}的报表：回车或点击只看这些"))
    late = sum(bool(one.late(today)) for one in standings)
    return [*found, Shown(LATE, "已迟", f"{late}", "error" if late else "", "过了上报截止日还没有上报")]


def _among(one: Standing, only: str, today: date) -> bool:
    return bool(one.late(today)) if only == LATE else one.state(today).value == only


def _columns(today: date) -> tuple[Told[Numbered[Standing]], ...]:
    def state(line: Numbered[Standing]) -> str:
        return words(line[1], today)

    return (
        Told(GridColumn("number", "表号", 10), lambda line: line[1].definition.number),
        Told(GridColumn("title", "名称", 41), lambda line: line[1].definition.title),
        Told(GridColumn("kind", "期别", 7), lambda line: line[1].definition.period.label),
        Told(GridColumn("period", "报告期", 21), lambda line: line[1].period.label, lambda line: line[1].period.starts),
        Told(GridColumn("due", "上报截止", 11), lambda line: str(line[1].due or "")),
        Told(GridColumn("state", "状态", 26), state),
        Told(GridColumn("errors", "差错", 5, numeric=True), lambda line: _found(line[1], line[1].errors)),
        Told(GridColumn("warnings", "提醒", 5, numeric=True), lambda line: _found(line[1], line[1].warnings)),
        Told(GridColumn("changed", "上报后变动", 10), lambda line: _changed(line[1])),
    )


def _found(one: Standing, count: int) -> str:
    return f"{count:,}" if one.table is not None else ""


def _changed(one: Standing) -> str:
    if not one.version or one.table is None:
        return ""
    return f"≠ {one.changed:,} 格" if one.changed else "没有变动"


def _flag(one: Standing, today: date) -> str:
    if one.state(today) is State.WRONG:
        return "error"
    return "warn" if one.changed or one.late(today) else ""


def _counted(lines: Sequence[Numbered[Standing]]) -> str:
    errors, warnings = (sum(one.count(level) for _, one in lines) for level in ("error", "warning"))
    return f"{len(lines):,} 张报表 · 差错 {errors:,} · 提醒 {warnings:,}"
