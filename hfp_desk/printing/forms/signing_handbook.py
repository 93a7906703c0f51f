"""履约手册: one person's contract year, each item with the days of the records that prove it, and room to confirm."""

from hfp_desk.printing.boxes import draw_signatures
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4
from hfp_desk.printing.signing_facts import HandbookFacts
from hfp_desk.printing.tables import Cell, Table, draw_long_table, draw_table, head

_SIZE = 10.5
_WIDTHS = (40.0, 16.0, 14.0, 14.0, 56.0, 30.0)
_TITLES = ("服务项目", "全年次数", "到期应做", "已做", "服务记录（日期、方式）", "服务对象确认\n（签字或手印）")


def draw(paper: Paper, facts: HandbookFacts) -> None:
    """Print one person's page."""
    paper.begin(A4)
    middle, y = A4.left + A4.inner / 2, A4.top
    paper.text(middle, y + 9, "家庭医生签约服务履约手册", Face.TITLE, 22, Align.CENTRE)
    y = _whose(paper, facts, y + 14)
    paper.text(A4.left, y + 7, f"截至 {facts.until}", size=_SIZE)
    heading = tuple(head(title, size=10) for title in _TITLES)
    rows = [
        (
            Cell(one.label, align=Align.LEFT, size=_SIZE, side=1.5),
            *(Cell(text, size=_SIZE) for text in (one.times, one.due, one.done)),
            Cell("\n".join(one.proofs), align=Align.LEFT, size=_SIZE, side=1.5),
            Cell(""),
        )
        for one in facts.items
    ]
    y = draw_long_table(paper, y + 9, _WIDTHS, heading, rows, least=13)
    y = paper.room_for(y, 26)
    note = "填表说明：服务记录由登记簿中的随访、体检、服务等记录生成，没有记录的项目不计完成；电话随访不算面对面随访。"
    y = paper.paragraph(A4.left, y, A4.inner, note, size=9)
    draw_signatures(paper, y + 12, ("家庭医生", "服务对象", "日期"), 11)
    paper.end()


def _whose(paper: Paper, facts: HandbookFacts, y: float) -> float:
    rows = (
        (_head("姓　　名"), _text(facts.name), _head("身份证号"), _text(facts.id_number)),
        (_head("住　　址"), _text(facts.village), _head("联系电话"), _text(facts.phone)),
        (_head("人群分类"), _text(facts.groups), _head("协议期限"), _text(f"{facts.starts} 至 {facts.ends}")),
        (_head("签约团队"), _text(facts.team), _head("签约医生"), _text(facts.doctor)),
    )
    return draw_table(paper, A4.left, y, Table((24.0, 65.0, 24.0, 57.0), (8.0,) * len(rows), rows))


def _head(text: str) -> Cell:
    return head(text, size=_SIZE)


def _text(text: str) -> Cell:
    return Cell(text, align=Align.LEFT, size=_SIZE, side=1.5)
