"""一户一档: the catalogue of a household's signing bag, member by member; a tick says what the register holds."""

from collections.abc import Iterator
from functools import partial

from hfp_desk.printing.boxes import draw_signatures
from hfp_desk.printing.facts import Align, DossierItem
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.dossier import draw_presence
from hfp_desk.printing.forms.shown import day
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4
from hfp_desk.printing.tables import Cell, draw_long_table, head
from hfp_desk.printing.visit_facts import BagMember, SigningBagFacts

_WIDTHS = (10.0, 24.0, 50.0, 22.0, 13.0, 22.0, 29.0)
_TITLES = ("序号", "姓名", "材料名称", "有　无", "份数", "最近日期", "备注")
_SIZE = 10.5


def draw(paper: Paper, facts: SigningBagFacts) -> None:
    """Print the catalogue of one household."""
    paper.begin(A4)
    middle, y = A4.left + A4.inner / 2, A4.top
    paper.text(middle, y + 8, "建档立卡贫困人口家庭医生签约服务档案", Face.TITLE, 19, Align.CENTRE, width=A4.inner)
    paper.text(middle, y + 16, "一户一档目录", Face.HEI, 14, Align.CENTRE)
    told = (
        (f"户主：{facts.name}", f"户编号：{facts.number}", f"家庭成员：{len(facts.members)} 人"),
        (f"住址：{facts.place}", f"资料期间：{facts.period}"),
        (f"签约团队：{facts.team}", f"签约医生：{facts.doctor}", f"联系电话：{facts.phone}"),
    )
    y += 18
    for line in told:
        y += 6
        step = A4.inner / len(line)
        for place, words in enumerate(line):
            paper.text(A4.left + place * step, y, words, size=_SIZE, width=step - 2)
    heading = tuple(head(title, size=_SIZE) for title in _TITLES)
    y = draw_long_table(paper, y + 3, _WIDTHS, heading, list(_rows(facts.members)), least=7.5)
    y = paper.room_for(y, 26)
    y = paper.paragraph(A4.left, y + 1, A4.inner, _summary(facts), size=_SIZE)
    draw_signatures(paper, y + 10, ("整理人", "核对人", "日期"), 11)
    paper.end()


def _rows(members: tuple[BagMember, ...]) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for member in members:
        for place, item in enumerate(member.items):
            number += 1
            yield _row(number, "" if place else f"{member.name}\n（{member.relation}）", item)


def _row(number: int, whose: str, item: DossierItem) -> tuple[Cell, ...]:
    return (
        Cell(str(number), size=_SIZE),
        Cell(whose.removesuffix("\n（）"), size=_SIZE),
        Cell(item.item, align=Align.LEFT, size=_SIZE, side=1.5),
        Cell(draw=partial(draw_presence, item.present)),
        Cell(str(item.pages) if item.present else "", size=_SIZE),
        Cell(day(item.made), size=_SIZE, wraps=False),
        Cell(item.remark, align=Align.LEFT, size=8.5, side=1),
    )


def _summary(facts: SigningBagFacts) -> str:
    items = [item for member in facts.members for item in member.items]
    present = [item for item in items if item.present]
    sheets = sum(item.pages for item in present)
    return (
        f"目录共 {len(items)} 项，袋内应有 {len(present)} 项、{sheets} 份；整理时逐份核对，内容与目录不符的当场补齐。"
    )
