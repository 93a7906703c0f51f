"""What a sent return differs in as rows of two grids: the cells, and the names and changes behind one of them."""

from __future__ import annotations

from collections.abc import Sequence

from hfp_desk.store import told_differences
from hfp_desk.store.told_differences import HEADINGS, Difference, Differences, Row
from ui.pages.told_rows import Numbered, Told, ToldRows, number, ranked
from ui.rows import GridColumn
from ui.widgets.figure_band import Shown

_CELL = 4
"""The first so many headings tell of the cell; the others of what is behind it."""
_FIGURES, _ENTERED, _LEFT, _UNFOUND = "figures", "entered", "left", "unfound"


def cells(found: Differences | None) -> ToldRows[Numbered[Difference]]:
    """A cell a row."""
    lines: list[Numbered[Difference]] = list(enumerate(found.cells)) if found is not None else []
    return ToldRows(_CELLS, lines, number, _counted, _flag)


def names(rows: Sequence[Row]) -> ToldRows[Row]:
    """A change, or somebody without one, a row."""
    return ToldRows(_NAMES, rows, _number, _told)


def _number(row: Row) -> int:
    return row.number


def counts(name: str, cell: Difference) -> bool:
    """Whether a figure of the band counts this cell."""
    match name:
        case "entered":
            return bool(cell.entered)
        case "left":
            return bool(cell.left)
        case "unfound":
            return any(not one.reasons for one in cell.moved)
    return not cell.same


def figures(found: Differences | None, rows: Sequence[Row]) -> list[Shown]:
    """How many figures are others, where somebody entered or left, what could not be explained."""
    if found is None:
        return []
    cells = {name: sum(counts(name, cell) for cell in found.cells) for name in (_ENTERED, _LEFT, _UNFOUND)}
    unfound = sum(row.texts[-1] == told_differences.UNFOUND for row in rows)
    return [
        Shown(_FIGURES, "数字不同", f"{found.figures:,} 格", "warn" if found.figures else "", "到下一处"),
        Shown(_ENTERED, "有新进", f"{cells[_ENTERED]:,} 格", hint="到下一处"),
        Shown(_LEFT, "有退出", f"{cells[_LEFT]:,} 格", hint="到下一处"),
        Shown(_UNFOUND, "未找到修改记录", f"{unfound:,}", "warn" if unfound else "", "到下一处"),
    ]


def _flag(line: Numbered[Difference]) -> str:
    return "warn" if counts(_UNFOUND, line[1]) else ""


def _counted(lines: Sequence[Numbered[Difference]]) -> str:
    return f"{len(lines):,} 格有差异"


def _told(rows: Sequence[Row]) -> str:
    return f"{len(rows):,} 行"


def _step(cell: Difference) -> str:
    return cell.was or "（空）" if cell.same else f"{cell.was or '（空）'} → {cell.now or '（空）'}"


def _by(cell: Difference) -> tuple[float, str]:
    """By what a figure is ordered: what it is now."""
    return ranked(cell.now) or (float("-inf"), "")


def _moves(cell: Difference) -> str:
    return " ".join(
        part for part in (f"+{cell.entered}" * bool(cell.entered), f"−{cell.left}" * bool(cell.left)) if part
    )


_CELLS: tuple[Told[Numbered[Difference]], ...] = (
    Told(GridColumn("line", "行", 10), lambda line: line[1].line, number),
    Told(GridColumn("column", "栏目", 28), lambda line: line[1].heading),
    Told(GridColumn("step", "上报 → 现在", 16, numeric=True), lambda line: _step(line[1]), lambda line: _by(line[1])),
    Told(GridColumn("moves", "进出", 7, numeric=True), lambda line: _moves(line[1])),
)
_NAMES: tuple[Told[Row], ...] = tuple(
    Told(GridColumn(key, head, chars), lambda row, place=place: row.texts[place])  # type: ignore[misc]
    for place, (key, head, chars) in enumerate(HEADINGS)
    if place >= _CELL
)
