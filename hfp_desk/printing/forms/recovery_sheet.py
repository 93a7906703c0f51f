"""恢复单: the code that opens a register whose password is lost, to be sealed and kept by the office."""

from hfp_desk.printing.boxes import draw_signatures
from hfp_desk.printing.facts import Align, RecoverySheetFacts
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.shown import chinese_day
from hfp_desk.printing.paper import THICK, Paper
from hfp_desk.printing.sheets import A4, Box
from hfp_desk.printing.tables import Cell, Table, draw_table, head

_IN_A_ROW = 4
_ADVICE = (
    "一、凭本单可以打开登记簿，等同于钥匙。打印后请当场核对、装入信封密封、加盖骑缝章，由单位指定专人锁存，不要拍照，不要存放在本机。",
    "二、密码遗失时：启动程序，在登录窗口选择“用恢复单打开”，逐组输入上面的恢复码（不分大小写，分隔线可以不输），随后设置新密码。",
    "三、启封使用后，请在“系统—恢复单”重新生成并打印一份，旧单随即失效，应当销毁。",
    "四、密码和恢复单同时丢失，登记簿将无法打开，任何人都不能代为恢复。",
)


def draw(paper: Paper, facts: RecoverySheetFacts) -> None:
    """Print the sheet."""
    paper.begin(A4)
    middle = A4.left + A4.inner / 2
    paper.text(middle, 36, "登记簿恢复单", Face.TITLE, 26, Align.CENTRE)
    pairs = (
        ("单　　位", facts.office),
        ("登 记 簿", facts.register),
        ("生成日期", chinese_day(facts.made)),
        ("生 成 人", facts.made_by),
    )
    rows = tuple((head(label, size=12), Cell(value, align=Align.LEFT, size=12, side=3)) for label, value in pairs)
    y = draw_table(paper, A4.left, 48, Table((34.0, A4.inner - 34), (10.0,) * len(pairs), rows))
    paper.text(A4.left, y + 13, "恢复码", Face.HEI, 14)
    y = _draw_code(paper, y + 18, facts.code)
    paper.text(A4.left, y + 13, "使用说明", Face.HEI, 14)
    y = _draw_advice(paper, y + 16)
    _draw_seal(paper, y + 14)
    draw_signatures(paper, A4.foot - 4, ("密封人", "监督人", "保管人"), 12)
    paper.end()


def _draw_code(paper: Paper, y: float, code: str) -> float:
    groups = [group for group in code.replace(" ", "-").split("-") if group]
    gap = 4.0
    width, height = (A4.inner - (_IN_A_ROW - 1) * gap) / _IN_A_ROW, 15.0
    for number, group in enumerate(groups):
        row, column = divmod(number, _IN_A_ROW)
        box = Box(A4.left + column * (width + gap), y + row * (height + gap), width, height)
        paper.frame(box, THICK)
        paper.write(box.inset(2), group, Face.HEI_BOLD, 22, Align.CENTRE, wraps=False)
    return y + -(-len(groups) // _IN_A_ROW) * (height + gap) - gap


def _draw_advice(paper: Paper, y: float) -> float:
    for words in _ADVICE:
        y = paper.paragraph(A4.left, y, A4.inner, words, size=11) + 2
    return y


def _draw_seal(paper: Paper, y: float) -> None:
    """A dotted line where the envelope is sealed and stamped over."""
    paper.code("q [3 3] 0 d")
    paper.line(A4.left, y, A4.end, y)
    paper.code("Q")
    words = "骑　缝　盖　章　处"
    width = 52
    box = Box(A4.left + A4.inner / 2 - width / 2, y - 4, width, 8)
    paper.tint(box, 1)
    paper.write(box, words, Face.KAI, 12, Align.CENTRE)
