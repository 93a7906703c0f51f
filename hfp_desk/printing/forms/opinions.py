"""Boxes for an opinion with room to write, to sign, to stamp and to date."""

from functools import partial

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import Box
from hfp_desk.printing.tables import Cell, head

_SIZE = 10.5


def opinion(label: str, across: int, signs: str = "签字（盖章）") -> tuple[Cell, Cell]:
    """A row: whose opinion, and the box."""
    return head(label, size=_SIZE), Cell(across=across, draw=partial(_signing, signs))


def _signing(signs: str, paper: Paper, box: Box) -> None:
    low = box.y + box.height - 3
    paper.text(box.x + box.width - 4, low, "年　　月　　日", size=_SIZE, align=Align.RIGHT)
    paper.text(box.x + box.width - 62, low, f"{signs}：", Face.BODY, _SIZE, Align.RIGHT)
    paper.line(box.x + box.width - 61, low + 1, box.x + box.width - 34, low + 1)
