"""Townships with their returns, a township's figures beside ours, and what is wrong in its file, as rows of grids."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hfp_desk.returns.checking import LEVELS
from hfp_desk.returns.collected import Flaw
from hfp_desk.store import collecting_state as states
from hfp_desk.store.collecting_checks import Compared
from hfp_desk.store.collecting_state import Standing, TownReturn
from ui.pages.told_rows import Numbered, Told, ToldRows, number
from ui.rows import GridColumn
from ui.widgets.figure_band import Shown

WRONG, APART = "有差错", "与本库不同"
_TONES = {states.OVERDUE: "error", states.BACK: "warn", states.LATE: "warn", WRONG: "error", APART: "warn"}
_BAND = (states.NOT_YET, states.OVERDUE, states.IN_TIME, states.LATE, states.BACK, states.PASSED, WRONG, APART)
ALL = "应报"


def chosen(found: Standing, only: str) -> list[TownReturn]:
    """The townships behind a figure of the band; all for none."""
    return [line for line in found.lines if only in ("", ALL) or _is(line, only)]


def _is(line: TownReturn, only: str) -> bool:
    match only:
        case states.LATE:
            return line.late
        case "有差错":
            return line.errors > 0
        case "与本库不同":
            return bool(line.differences)
    return line.state == only


def band(found: Standing) -> list[Shown]:
    """How many townships stand how."""
    counts = [(words, len(chosen(found, words))) for words in (ALL, *_BAND)]
    return [
        Shown(words, words, f"{count:,}", _TONES.get(words, "") if count else "", f"{words}：回车只看这些乡镇")
        for words, count in counts
        if count or words in (ALL, states.NOT_YET, states.IN_TIME)
    ]


def town_rows(lines: Sequence[TownReturn]) -> ToldRows[TownReturn]:
    """A township a row; a row's number is the township's."""
    return ToldRows(_TOWNS, lines, lambda line: line.town.id, _towns_counted, _flag)


def figure_rows(figures: Sequence[Compared]) -> ToldRows[Numbered[Compared]]:
    """A figure a row; its number is its place. Of a single line its name is not said again and again."""
    alone = len({one.label for one in figures}) < 2
    return ToldRows(_FIGURES[1:] if alone else _FIGURES, list(enumerate(figures)), number, _figures_counted, _apart)


def flaw_rows(flaws: Sequence[Flaw]) -> ToldRows[Numbered[Flaw]]:
    """A flaw a row; its number is its place."""
    return ToldRows(_FLAWS, list(enumerate(flaws)), number, _flaws_counted, _grave)


def worth_showing(line: TownReturn) -> list[Compared]:
    """The sum in every column, and of the other lines what is not ours or is flawed."""
    collected = line.kept.collected if line.kept is not None else None
    flawed = {(flaw.key, flaw.name) for flaw in collected.flaws} if collected is not None else set()
    return [
        one
        for one in line.figures
        if one.label == line.town.name or one.differs or (str(one.key), one.column.name) in flawed
    ]


def _flag(line: TownReturn) -> str:
    return "error" if line.errors else "warn" if line.late or line.state in (states.BACK, states.OVERDUE) else ""


def _towns_counted(lines: Sequence[TownReturn]) -> str:
    reported = sum(line.kept is not None for line in lines)
    return f"{len(lines):,} 个乡镇 · 收到 {reported:,} 份"


def _figures_counted(lines: Sequence[Numbered[Compared]]) -> str:
    apart = sum(one.differs for _, one in lines)
    return f"{len(lines):,} 个数 · {apart:,} 个与本库不同" if apart else f"{len(lines):,} 个数 · 与本库一致"


def _flaws_counted(lines: Sequence[Numbered[Flaw]]) -> str:
    counts = ((label, sum(one.level == level for _, one in lines)) for level, label in LEVELS.items())
    return " · ".join(f"{label} {count:,}" for label, count in counts if count) or "没有问题"


def _apart(one: Numbered[Compared]) -> str:
    return "warn" if one[1].differs else ""


def _grave(one: Numbered[Flaw]) -> str:
    return {"error": "error", "warning": "warn"}.get(one[1].level, "")


def _received(line: TownReturn) -> str:
    return line.kept.received_at[:10] if line.kept is not None else ""


def _file(line: TownReturn) -> str:
    return line.kept.collected.file if line.kept is not None else ""


def _count(count: int, line: TownReturn) -> str:
    return "" if line.kept is None else f"{count:,}"


def _figure(one: Compared, value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value:,.{one.column.digits}f}"


def _heading(one: Compared) -> str:
    return one.heading


_TOWNS: tuple[Told[TownReturn], ...] = (
    Told(GridColumn("town", "乡镇", 14), lambda line: line.town.name, lambda line: line.town.id),
    Told(GridColumn("state", "状态", 9), lambda line: line.state, lambda line: states.ORDER.index(line.state)),
    Told(GridColumn("received", "收到日", 10), _received),
    Told(
        GridColumn("errors", "差错", 5, numeric=True),
        lambda line: _count(line.errors, line),
        lambda line: line.errors if line.kept is not None else None,
    ),
    Told(
        GridColumn("warnings", "提醒", 5, numeric=True),
        lambda line: _count(line.warnings, line),
        lambda line: line.warnings if line.kept is not None else None,
    ),
    Told(
        GridColumn("apart", "与本库差异", 9, numeric=True),
        lambda line: _count(len(line.differences), line),
        lambda line: len(line.differences) if line.kept is not None else None,
    ),
    Told(GridColumn("file", "文件", 40), _file),
    Told(GridColumn("reason", "退回原因或情况", 30), lambda line: line.kept.reason if line.kept is not None else ""),
)
_FIGURES: tuple[Told[Numbered[Compared]], ...] = (
    Told(GridColumn("line", "行", 10), lambda one: one[1].label, number),
    Told(GridColumn("column", "栏目", 32), lambda one: _heading(one[1]), number),
    Told(
        GridColumn("theirs", "报来", 9, numeric=True),
        lambda one: _figure(one[1], one[1].theirs),
        lambda one: one[1].theirs,
    ),
    Told(
        GridColumn("ours", "本库", 9, numeric=True), lambda one: _figure(one[1], one[1].ours), lambda one: one[1].ours
    ),
    Told(GridColumn("gap", "相差", 7, numeric=True), lambda one: _gap(one[1]), lambda one: one[1].gap),
)
_FLAWS: tuple[Told[Numbered[Flaw]], ...] = (
    Told(GridColumn("level", "类别", 5), lambda one: LEVELS[one[1].level], number),
    Told(GridColumn("spot", "位置", 13), lambda one: one[1].spot, number),
    Told(GridColumn("message", "问题", 52), lambda one: one[1].message),
    Told(GridColumn("found", "表中填写", 12), lambda one: one[1].found),
    Told(GridColumn("expected", "应为", 16), lambda one: one[1].expected.strip()),
)


def _gap(one: Compared) -> str:
    return "" if one.gap is None else f"{one.gap:+,.{one.column.digits}f}"
