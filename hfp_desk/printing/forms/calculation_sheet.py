"""医疗费用报销测算单: for the patient, in plain words, what every line of protection would pay and what is left."""

from collections.abc import Sequence

from hfp_desk.printing.boxes import draw_signatures
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.shown import chinese_day, money
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.protection_facts import CalculationFacts, PaidLine
from hfp_desk.printing.sheets import A4
from hfp_desk.printing.tables import Cell, Table, draw_long_table, draw_table, head

_PAIRS = (26.0, 59.0, 26.0, 59.0)
_LINES = (10.0, 28.0, 29.0, 65.0, 38.0)
_SIZE = 10.5
_FOOT = 24


def draw(paper: Paper, facts: CalculationFacts) -> None:
    """Print the sheet as a section of its own."""
    paper.begin(A4)
    middle = A4.left + A4.inner / 2
    paper.text(middle, A4.top + 7, facts.title, Face.TITLE, 22, Align.CENTRE)
    paper.text(A4.left, A4.top + 16, f"测算单位：{facts.office}", size=11, width=A4.inner * 0.62)
    paper.text(A4.end, A4.top + 16, f"测算日期：{chinese_day(facts.made)}", size=11, align=Align.RIGHT)
    y = draw_table(paper, A4.left, A4.top + 19, _grid(facts.about))
    y = _headed(paper, y, "一、这次的费用")
    y = draw_table(paper, A4.left, y, _grid(facts.costs))
    y = _headed(paper, y, "二、各项保障预计支付")
    y = draw_long_table(paper, y, _LINES, _heading(), _rows(facts), 9)
    y = _headed(paper, y, "三、结果")
    y = paper.paragraph(A4.left, y - 1, A4.inner, facts.told, size=12)
    y = paper.room_for(_headed(paper, y + 1, "四、说明"), 10)
    for number, words in enumerate((f"政策依据：{facts.policy}。", *facts.notes), start=1):
        y = paper.paragraph(A4.left, y - 1, A4.inner, f"{number}．{words}", size=10) + 1
    paper.room_for(y, _FOOT)
    draw_signatures(paper, A4.foot - 14, ("患者或家属（签字）", "经办人（签字）"), 12)
    draw_signatures(paper, A4.foot - 3, ("联系电话", "日　　期"), 12)
    paper.end()


def _grid(pairs: Sequence[tuple[str, str]]) -> Table:
    filled = [*pairs, *[("", "")] * (len(pairs) % 2)]
    rows = []
    for start in range(0, len(filled), 2):
        cells = [(head(label, size=_SIZE), Cell(value, size=_SIZE)) for label, value in filled[start : start + 2]]
        rows.append(tuple(cell for pair in cells for cell in pair))
    return Table(_PAIRS, (8.5,) * len(rows), tuple(rows))


def _heading() -> tuple[Cell, ...]:
    return tuple(head(words, size=_SIZE) for words in ("序号", "保障线", "预计支付（元）", "怎样算出来的", "政策依据"))


def _rows(facts: CalculationFacts) -> list[tuple[Cell, ...]]:
    rows = [_row(number, line) for number, line in enumerate(facts.lines, start=1)]
    for label, amount in (("报销合计", facts.reimbursed), ("个人预计负担", facts.own)):
        rows.append(
            (
                Cell(),
                Cell(label, face=Face.BOLD, size=_SIZE),
                Cell(money(amount) or "待定", face=Face.BOLD, align=Align.RIGHT, size=_SIZE, side=1.5),
                Cell(),
                Cell(),
            )
        )
    return rows


def _row(number: int, line: PaidLine) -> tuple[Cell, ...]:
    return (
        Cell(str(number), size=_SIZE),
        Cell(f"{line.label}{'＊' if line.assumed else ''}", size=_SIZE),
        Cell(money(line.amount) or "待定", align=Align.RIGHT, size=_SIZE, wraps=False, side=1.5),
        Cell(line.reason, align=Align.LEFT, size=9.5, side=1.5),
        Cell(line.clause, align=Align.LEFT, size=8.5, side=1.5),
    )


def _headed(paper: Paper, y: float, words: str) -> float:
    y = paper.room_for(y, 20)
    paper.text(A4.left, y + 7, words, Face.HEI, 13)
    return y + 9.5
