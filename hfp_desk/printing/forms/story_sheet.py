"""登记变更记录: who changed what in a person's records, when, from what to what, from which list and why."""

from hfp_desk.printing.boxes import draw_signatures
from hfp_desk.printing.facts import Align, StoryFacts, StoryRow
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4_WIDE
from hfp_desk.printing.tables import Cell, draw_long_table, head

_COLUMNS = (
    ("时　间", 33.0),
    ("操作人", 18.0),
    ("动　作", 32.0),
    ("栏　目", 34.0),
    ("原　值", 46.0),
    ("新　值", 46.0),
    ("来源、原因", 48.0),
)
_SIZE = 9


def draw(paper: Paper, facts: StoryFacts) -> None:
    """Print one person's story on as many pages as it takes."""
    sheet = A4_WIDE
    paper.begin(sheet)
    paper.text(sheet.left + sheet.inner / 2, sheet.top + 6, facts.title, Face.TITLE, 18, Align.CENTRE)
    line = sheet.top + 14
    paper.text(sheet.left, line, facts.about, size=11)
    told = "　　".join(part for part in (facts.period, f"共 {facts.changes:,} 次变更") if part)
    paper.text(sheet.end, line, told, size=11, align=Align.RIGHT)
    heading = tuple(head(title, size=10) for title, _ in _COLUMNS)
    widths = tuple(width for _, width in _COLUMNS)
    y = draw_long_table(paper, line + 2.5, widths, heading, [_row(row) for row in facts.rows], least=6.5)
    y = paper.room_for(y, 18)
    draw_signatures(paper, y + 9, ("打印人", "核对人", "日期"), 11)
    paper.end()


def _row(row: StoryRow) -> tuple[Cell, ...]:
    texts = (row.at, row.user, row.action, row.field, row.old, row.new, row.source)
    return tuple(Cell(text, align=Align.LEFT, size=_SIZE, side=1) for text in texts)
