"""空白点销号表: one gap a page, what was found and done, and the boxes in which it is confirmed and closed."""

from hfp_desk.printing.duty_facts import GapFacts
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.opinions import opinion
from hfp_desk.printing.forms.shown import chinese_day, day
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4
from hfp_desk.printing.tables import Cell, Table, draw_table, head

_WIDTHS = (32.0, 53.0, 32.0, 53.0)
_SIZE = 11
_OPINIONS = (
    ("村民委员会\n意　　见", 28.0),
    ("乡镇卫生院\n核实意见", 28.0),
    ("乡镇人民政府\n意　　见", 28.0),
    ("县级卫生健康\n行政部门\n销号意见", 32.0),
)


def draw(paper: Paper, facts: GapFacts) -> None:
    """Print one gap's form."""
    paper.begin(A4)
    middle = A4.left + A4.inner / 2
    paper.text(middle, A4.top + 9, facts.title, Face.TITLE, 22, Align.CENTRE, width=A4.inner)
    paper.text(A4.left, A4.top + 18, f"填报单位：{facts.office}", size=12, width=A4.inner * 0.6)
    paper.text(A4.end, A4.top + 18, f"编号：{facts.number}", size=12, align=Align.RIGHT)
    y = draw_table(paper, A4.left, A4.top + 21, _about(facts))
    rows = tuple(opinion(label, 1) for label, _ in _OPINIONS)
    widths = (_WIDTHS[0], sum(_WIDTHS[1:]))
    draw_table(paper, A4.left, y, Table(widths, tuple(height for _, height in _OPINIONS), rows))
    paper.end()


def _about(facts: GapFacts) -> Table:
    closed = chinese_day(facts.closed)
    rows = (
        _pair("行政村", facts.village, "空白类型", facts.name),
        _pair("发现日期", day(facts.found), "完成时限", day(facts.deadline)),
        _pair("责任单位", facts.unit, "责任人", facts.responsible),
        _wide("成　　因", facts.cause),
        _wide("解决方式", facts.remedy),
        _wide("现由谁服务", facts.served),
        _wide("整改完成\n情　　况", ""),
        _wide("佐证材料", facts.evidence),
        _pair("销号日期", closed, "是否公示", "□是　　□否"),
    )
    return Table(_WIDTHS, (9, 9, 9, 14, 10, 14, 32, 12, 9), rows)


def _pair(label: str, value: str, other: str, other_value: str) -> tuple[Cell, ...]:
    return head(label, size=_SIZE), Cell(value, size=_SIZE), head(other, size=_SIZE), Cell(other_value, size=_SIZE)


def _wide(label: str, value: str) -> tuple[Cell, ...]:
    return head(label, size=_SIZE), Cell(value, 3, align=Align.LEFT, size=_SIZE, side=2)
