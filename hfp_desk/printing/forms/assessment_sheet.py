"""对口帮扶考核表: who, what was done, before and after, and the boxes for opinions and stamps; one page."""

from collections.abc import Iterator, Sequence

from hfp_desk.printing.duty_facts import AssessmentFacts
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.opinions import opinion
from hfp_desk.printing.forms.shown import chinese_day
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4
from hfp_desk.printing.tables import Cell, Table, draw_table, head

_PAIRS = (30.0, 55.0, 30.0, 55.0)
_WORK = (30.0, 26.5, 30.0, 26.5, 30.0, 27.0)
_EFFECT = (50.0, 40.0, 40.0, 40.0)
_SIZE = 10


def draw(paper: Paper, facts: AssessmentFacts) -> None:
    """Print one sheet."""
    paper.begin(A4)
    middle = A4.left + A4.inner / 2
    paper.text(middle, A4.top + 7, facts.title, Face.TITLE, 22, Align.CENTRE)
    whose = "个人" if facts.personal else "单位"
    paper.text(A4.left, A4.top + 15, f"填报单位：{facts.office}", size=12, width=A4.inner * 0.6)
    paper.text(A4.end, A4.top + 15, f"考核期：{facts.period}（{whose}）", size=12, align=Align.RIGHT)
    y = draw_table(paper, A4.left, A4.top + 18, _grid(_PAIRS, facts.about, 8))
    y = _titled(paper, y, "工作量（派驻期间各月合计）" if facts.personal else "工作量（全部派驻人员各月合计）")
    y = draw_table(paper, A4.left, y, _grid(_WORK, facts.work, 7))
    y = _titled(paper, y, "帮扶成效")
    y = draw_table(paper, A4.left, y, _effect(facts))
    draw_table(paper, A4.left, y, _opinions(facts))
    paper.end()


def _grid(widths: tuple[float, ...], pairs: Sequence[tuple[str, str]], height: float) -> Table:
    """Labels and values in pairs, as many in a row as the widths say; the last row is filled up with empty ones."""
    each = len(widths) // 2
    filled = [*pairs, *[("", "")] * (-len(pairs) % each)]
    rows = tuple(tuple(_cells(filled[start : start + each])) for start in range(0, len(filled), each))
    return Table(widths, (height,) * len(rows), rows)


def _cells(pairs: Sequence[tuple[str, str]]) -> Iterator[Cell]:
    for label, value in pairs:
        yield head(label, size=_SIZE)
        yield Cell(value, size=_SIZE)


def _titled(paper: Paper, y: float, words: str) -> float:
    row = ((head(words, size=_SIZE),),)
    return draw_table(paper, A4.left, y, Table((A4.inner,), (7.0,), row))


def _effect(facts: AssessmentFacts) -> Table:
    heading = tuple(head(words, size=_SIZE) for words in ("项　　目", "帮扶前", "帮扶后", "变　　化"))
    rows = tuple(
        tuple(Cell(text, size=_SIZE) for text in (one.label, one.before, one.after, one.change))
        for one in facts.compared
    )
    techniques = (head("新开展技术", size=_SIZE), Cell(facts.techniques, 3, align=Align.LEFT, size=_SIZE, side=2))
    return Table(_EFFECT, (7, *[7] * len(rows), 13), (heading, *rows, techniques))


def _opinions(facts: AssessmentFacts) -> Table:
    own = "本人总结" if facts.personal else "支援单位\n自　　评"
    judged = f"得分：{facts.score or '　　　'}　等次：{facts.grade or '　　　　'}"
    by = f"考核单位：{facts.assessor or '　' * 10}　考核日期：{chinese_day(facts.assessed)}"
    result = head("考核结果", size=_SIZE), Cell(f"{judged}\n{by}", align=Align.LEFT, size=_SIZE, side=2)
    rows = (
        result,
        opinion(own, 1, "签字"),
        opinion("受援单位\n意　　见", 1),
        opinion("支援单位\n意　　见", 1),
        opinion("县级卫生健康\n行政部门意见", 1),
    )
    return Table((_PAIRS[0], sum(_PAIRS[1:])), (12, 30, 26, 26, 28), rows)
