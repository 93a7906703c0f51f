"""一人一档: cover and catalogue of one person's file; a tick says what is inside, nothing else is ticked."""

from functools import partial

from hfp_desk.printing.boxes import draw_signatures, draw_tick
from hfp_desk.printing.facts import Align, DossierFacts, DossierItem
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.shown import chinese_day, day
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4, Box
from hfp_desk.printing.tables import Cell, Table, draw_long_table, draw_table, head

_WIDTHS = (12.0, 68.0, 24.0, 18.0, 24.0, 24.0)
_SIZE = 10.5


def draw(paper: Paper, facts: DossierFacts) -> None:
    """Print the cover (not numbered) and the catalogue."""
    paper.begin(A4, numbered=False)
    _draw_cover(paper, facts)
    paper.begin(A4)
    _draw_catalogue(paper, facts)
    paper.end()


def _draw_cover(paper: Paper, facts: DossierFacts) -> None:
    middle = A4.left + A4.inner / 2
    paper.text(A4.end, 30, f"档案编号：{facts.number}", size=12, align=Align.RIGHT)
    paper.text(middle, 80, facts.title, Face.TITLE, 36, Align.CENTRE, width=A4.inner)
    pairs = (
        ("姓　　名", facts.name),
        ("性　　别", facts.sex),
        ("证件号码", facts.id_number),
        ("住　　址", facts.place),
        ("人员类别", facts.identities),
        ("病　　种", facts.diseases),
        ("建档日期", chinese_day(facts.opened)),
    )
    rows = tuple((head(label, size=14), Cell(value, align=Align.LEFT, size=14, side=3)) for label, value in pairs)
    draw_table(paper, middle - 70, 110, Table((36.0, 104.0), (13.0,) * len(pairs), rows))
    paper.text(middle, 240, facts.office, Face.KAI, 18, Align.CENTRE, width=A4.inner)
    paper.text(middle, 252, f"保管人：{facts.keeper or '＿' * 6}", size=12, align=Align.CENTRE)


def _draw_catalogue(paper: Paper, facts: DossierFacts) -> None:
    middle = A4.left + A4.inner / 2
    paper.text(middle, A4.top + 8, "卷 内 目 录", Face.TITLE, 22, Align.CENTRE)
    paper.text(A4.left, A4.top + 18, f"姓名：{facts.name}　　证件号码：{facts.id_number}", size=12)
    paper.text(A4.end, A4.top + 18, facts.number, size=12, align=Align.RIGHT)
    titles = ("序号", "材料名称", "有　无", "页数", "形成日期", "备注")
    heading = tuple(head(title, size=_SIZE) for title in titles)
    rows = [_item(number, item) for number, item in enumerate(facts.items, start=1)]
    y = draw_long_table(paper, A4.top + 21, _WIDTHS, heading, rows, least=9)
    y = paper.room_for(y, 26)
    y = paper.paragraph(A4.left, y + 1, A4.inner, _summary(facts.items), size=_SIZE)
    draw_signatures(paper, y + 10, ("整理人", "核对人", "日期"), 11)


def _item(number: int, item: DossierItem) -> tuple[Cell, ...]:
    return (
        Cell(str(number), size=_SIZE),
        Cell(item.item, align=Align.LEFT, size=_SIZE, side=1.5),
        Cell(draw=partial(draw_presence, item.present)),
        Cell(str(item.pages) if item.present else "", size=_SIZE),
        Cell(day(item.made), size=_SIZE, wraps=False),
        Cell(item.remark, align=Align.LEFT, size=9, side=1.5),
    )


def draw_presence(present: bool, paper: Paper, box: Box) -> None:
    """有 or 无 with the box of one of them ticked."""
    line = box.y + box.height / 2 + 1.3
    for x, words, ticked in ((box.x + 3, "有", present), (box.x + 13, "无", not present)):
        draw_tick(paper, x, line, ticked, 10)
        paper.text(x + 4, line, words, size=10)


def _summary(items: tuple[DossierItem, ...]) -> str:
    missing = [item.item for item in items if not item.present]
    present = len(items) - len(missing)
    pages = sum(item.pages for item in items)
    told = f"目录共 {len(items)} 项，卷内现有 {present} 项、{pages} 页"
    return f"{told}；缺 {len(missing)} 项：{'、'.join(missing)}。" if missing else f"{told}，材料齐全。"
