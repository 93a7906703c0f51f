"""村级医疗卫生覆盖挂图作战图: every township a block, every village a tile, on A1 or A3 landscape.

Where A3 cannot hold the tiles legibly, the townships are dealt to several sheets and each says which it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.wall_chart import HEAD, Heading, draw_heading, draw_signers, fill, ground, unit
from hfp_desk.printing.forms.wall_chart_legend import draw_legend
from hfp_desk.printing.forms.wall_chart_packing import Ground, Placed, pack, place, shares
from hfp_desk.printing.forms.wall_chart_tile import Look, draw_tile, look_of
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A1_WALL, MM, Box, Sheet
from hfp_desk.printing.text import LEAST_SIZE
from hfp_desk.printing.wall_facts import CoverageChartFacts, TownBlock
from hfp_desk.problems import SILENT, Progress

_LEGEND = 16.5
_LEAST = (LEAST_SIZE + 0.7) / MM
"""Names may not be smaller than this, in millimetres; on A1 a third larger."""
_LARGEST = 9.0


def draw(paper: Paper, facts: CoverageChartFacts, sheet: Sheet = A1_WALL, progress: Progress = SILENT) -> int:
    """Print the chart on as many sheets as legible names need; gives the number of villages."""
    towns = [town for town in facts.towns if town.tiles]
    sheets = _deal(towns, sheet)
    for number, chosen in enumerate(sheets):
        paper.begin(sheet, numbered=False)
        told = f"第 {number + 1} 张，共 {len(sheets)} 张" if len(sheets) > 1 else ""
        draw_heading(paper, Heading(facts.title, facts.office, facts.day, facts.figures, told))
        _draw_towns(paper, [towns[town] for town in chosen])
        draw_legend(paper, ground(sheet, _LEGEND), facts)
        draw_signers(paper, facts.signers)
        paper.end()
        progress.step(number + 1, len(sheets), f"第 {number + 1} 张")
    return sum(len(town.tiles) for town in towns)


def _deal(towns: Sequence[TownBlock], sheet: Sheet) -> list[list[int]]:
    """The townships of each sheet: as few sheets as legible names allow."""
    counts = [len(town.tiles) for town in towns]
    needed = _LEAST * (unit(sheet) + 2) / 3
    for number in range(1, len(counts) + 1):
        dealt = shares(counts, number)
        packed = (pack([counts[town] for town in one], _measures(sheet)) for one in dealt)
        if all(one.size >= needed for one in packed):
            return dealt
    return [[town] for town in range(len(counts))]


def _measures(sheet: Sheet) -> Ground:
    field, u = ground(sheet, _LEGEND), unit(sheet)
    return Ground(field.width, field.height, 6.6 * u, 84 * u, 2.4 * u, 0.9 * u)


def _draw_towns(paper: Paper, towns: Sequence[TownBlock]) -> None:
    counts = [len(town.tiles) for town in towns]
    measures, field = _measures(paper.sheet), ground(paper.sheet, _LEGEND)
    packing = pack(counts, measures)
    placed = list(place(packing, counts, measures))
    look = _look(paper, placed, measures)
    for one in placed:
        corner = Box(field.x + one.x, field.y + one.y, one.width, one.row)
        _draw_town(paper, corner, towns[one.block], one.across, measures, look)


def _look(paper: Paper, placed: Sequence[Placed], measures: Ground) -> Look:
    """One look for all tiles, from the lowest and the narrowest of them."""
    row = min(one.row for one in placed) - measures.seam
    tile = min((one.width - (one.across + 1) * measures.seam) / one.across for one in placed)
    return look_of(min(tile / 4.7, row * 0.4, _LARGEST * unit(paper.sheet)), row, tile)


def _draw_town(paper: Paper, first: Box, town: TownBlock, across: int, measures: Ground, look: Look) -> None:
    """A township: its heading at the corner of ``first``, then rows of tiles as tall as it."""
    u, seam = unit(paper.sheet), measures.seam
    rows = -(-len(town.tiles) // across)
    head = Box(first.x, first.y, first.width, measures.head_for(first.width))
    fill(paper, head, HEAD)
    _draw_head(paper, head, town, first.width >= measures.wide)
    tile = (first.width - (across + 1) * seam) / across
    for number, one in enumerate(town.tiles):
        down, right = divmod(number, across)
        x = first.x + seam + right * (tile + seam)
        y = head.y + head.height + seam / 2 + down * first.height
        draw_tile(paper, Box(x, y, tile, first.height - seam), one, look)
    paper.line(head.x, head.y + head.height, head.x + head.width, head.y + head.height, 0.5 * u)
    paper.frame(Box(first.x, first.y, first.width, head.height + rows * first.height), 0.9 * u)


def _draw_head(paper: Paper, head: Box, town: TownBlock, one_line: bool) -> None:
    u = unit(paper.sheet)
    inner = head.inset(1.6 * u)
    if one_line:
        width = min(paper.fonts.face(Face.HEI_BOLD).width(town.name) * 12.5 * u / MM, inner.width * 0.4)
        upper = Box(inner.x, inner.y, width, inner.height)
        lower = Box(inner.x + width + 2 * u, inner.y, inner.width - width - 2 * u, inner.height)
    else:
        upper = Box(inner.x, inner.y + 0.4 * u, inner.width, inner.height * 0.58)
        lower = Box(inner.x, inner.y + inner.height * 0.58, inner.width, inner.height * 0.4)
    paper.write(upper, town.name, Face.HEI_BOLD, 12.5 * u, wraps=False)
    paper.write(lower, counts_of(town), Face.HEI, 9 * u, Align.RIGHT if one_line else Align.LEFT, wraps=False)


def counts_of(town: TownBlock) -> str:
    """The counts of a township: 村 n · 有室 n · 有医 n · 空白 n（替代 n）."""
    if not town.told:
        return f"未报送 {len(town.tiles)}"
    gaps = town.open + town.served
    told = f"空白 {gaps}" + (f"（替代 {town.served}）" if town.served else "")
    silent = len(town.tiles) - town.told
    told += f" · 未报 {silent}" if silent else ""
    return f"村 {town.told} · 有室 {town.with_clinic} · 有医 {town.with_medic} · {told}"
