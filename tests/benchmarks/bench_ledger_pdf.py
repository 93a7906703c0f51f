"""The ledger of 50,000 rows on paper, against reportlab's LongTable for the same page.

Run as a script: ``python tests/benchmarks/bench_ledger_pdf.py``. Prints ratios and ends with status 1 when a goal
is missed: at least 5 times as fast a page, cost linear from 10,000 to 100,000 rows, memory flat.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, SimpleDocTemplate

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Fonts
from hfp_desk.printing.ledger import Ledger, LedgerColumn, Row, draw_ledger
from hfp_desk.printing.ledger_head import lay_out
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A3_WIDE, MM
from hfp_desk.resources import resource

ROWS = 50_000
SPEED, LINEAR, FLAT = 5.0, 1.25, 1.25
_CENTRE, _RIGHT = Align.CENTRE, Align.RIGHT
COLUMNS = (
    LedgerColumn("序号", None, 12, _CENTRE, wraps=False),
    LedgerColumn("乡镇", "患者基本情况", 18),
    LedgerColumn("村", "患者基本情况", 26),
    LedgerColumn("姓名", "患者基本情况", 16, _CENTRE),
    LedgerColumn("身份证号", "患者基本情况", 36, _CENTRE, wraps=False),
    LedgerColumn("病种", "疾病诊断", 28),
    LedgerColumn("医院", "住院情况", 36),
    LedgerColumn("入院日期", "住院情况", 21, _CENTRE, wraps=False),
    LedgerColumn("出院日期", "住院情况", 21, _CENTRE, wraps=False),
    LedgerColumn("总费用", "费用及报销情况（元）", 24, _RIGHT, total=True, wraps=False),
    LedgerColumn("基本医保", "费用及报销情况（元）", 24, _RIGHT, total=True, wraps=False),
    LedgerColumn("报销合计", "费用及报销情况（元）", 24, _RIGHT, total=True, wraps=False),
    LedgerColumn("个人负担", "费用及报销情况（元）", 24, _RIGHT, total=True, wraps=False),
    LedgerColumn("治疗效果", None, 16, _CENTRE),
)
_TOWNS = ("临江镇", "店下镇", "刘公庙镇", "吴城乡", "阁山镇")
_VILLAGES = ("洋桥村", "洞塘村", "枫林观村", "秧田村", "渡桥村", "上京村", "庚塘村")
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨贺覃", "明玥建国桂英细梅金生丽华志强秀兰小红文军玉芳"
_ILLS = ("肺癌", "终末期肾病", "急性心肌梗死", "白内障", "儿童先心病", "食道癌", "血友病")
_HOSPITALS = ("樟树市人民医院", "樟树市中医院", "江西省肿瘤医院", "南昌大学第一附属医院")


def rows(count: int) -> Iterator[Row]:
    """Invented stays; every name, number and amount is another."""
    for n in range(count):
        total = Decimal(100_000 + n * 7919 % 9_000_000) / 100
        paid = (total * 9 / 10).quantize(Decimal("0.01"))
        basic = (total * 6 / 10).quantize(Decimal("0.01"))
        name = _SURNAMES[n % 18] + _GIVEN[n * 7 % 22] + _GIVEN[n // 22 % 22]
        day = f"2020-{n % 12 + 1:02}-{n * 3 % 28 + 1:02}"
        amounts = (total, basic, paid, total - paid)
        shown = (
            *(str(n + 1), _TOWNS[n % 5], _VILLAGES[n % 7], name, f"36098219{n * 7919 % 10**10:010}"),
            *(_ILLS[n % 7], _HOSPITALS[n % 4], day, day),
            *(f"{amount:,.2f}" for amount in amounts),
            "好转",
        )
        yield shown, amounts


def ledger(count: int) -> Ledger:
    """The ledger to print."""
    line = "填报单位：樟树市卫生健康委员会"
    return Ledger("大病专项救治台账", COLUMNS, rows(count), line, "单位：元", ("审核人", "制表人"), A3_WIDE)


def ours(count: int, path: Path) -> tuple[float, int]:
    """Seconds and pages of our ledger."""
    fonts = Fonts(own=())
    start = time.perf_counter()
    with Paper(path, typefaces=fonts) as paper:
        draw_ledger(paper, ledger(count))
    return time.perf_counter() - start, paper.pages


def long_table(count: int, path: Path) -> tuple[float, int]:
    """Seconds and pages of LongTable: same paper, columns, heights, font and rules, no totals to compute."""
    pdfmetrics.registerFont(TTFont("song", str(resource("fonts", "song.ttf"))))
    with Paper(path, typefaces=Fonts(own=())) as paper:
        layout = lay_out(ledger(0), paper)
    start = time.perf_counter()
    upper = [column.parent or column.label for column in COLUMNS]
    lower = [column.label if column.parent else "" for column in COLUMNS]
    data = [upper, lower, *([*shown] for shown, _ in rows(count))]
    heights = [layout.parents * MM, layout.labels * MM, *([layout.row_height * MM] * count)]
    table = LongTable(data, [width * MM for width in layout.widths], heights, repeatRows=2, style=_style())
    margins = {"leftMargin": 25 * MM, "rightMargin": 15 * MM, "topMargin": 34 * MM, "bottomMargin": 40 * MM}
    size = (A3_WIDE.width * MM, A3_WIDE.height * MM)
    document = SimpleDocTemplate(str(path), pagesize=size, pageCompression=1, **margins)
    document.build([table])
    return time.perf_counter() - start, document.page


def _style() -> list[tuple[object, ...]]:
    whole = ((0, 0), (-1, -1))
    return [
        ("FONT", *whole, "song", 9),
        ("INNERGRID", *whole, 0.5, colors.black),
        ("BOX", *whole, 1, colors.black),
        ("VALIGN", *whole, "MIDDLE"),
        ("ALIGN", (9, 0), (12, -1), "RIGHT"),
        ("BACKGROUND", (0, 0), (-1, 1), colors.Color(0.95, 0.95, 0.95)),
        *(("SPAN", (first, 0), (last, 0)) for first, last in _parents()),
        *(("SPAN", (number, 0), (number, 1)) for number, column in enumerate(COLUMNS) if not column.parent),
    ]


def _parents() -> list[tuple[int, int]]:
    counts = (4, 1, 3, 4)
    ends = list(accumulate(counts, initial=0))
    return [(ends[n] + 1, ends[n + 1]) for n in range(len(counts))]


def apart(kind: str, count: int) -> tuple[float, int, float]:
    """Seconds, pages and peak memory in MB, measured in a process of its own."""
    command = [sys.executable, __file__, kind, str(count)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(told[0]), int(told[1]), float(told[2])


def peak() -> float:
    """Peak memory of this process in MB; 0 where the system does not tell."""
    if os.name != "posix":
        return 0.0
    import resource as limits

    return limits.getrusage(limits.RUSAGE_SELF).ru_maxrss / 1024


def measure(kind: str, count: int) -> None:
    """Print seconds, pages and peak memory of one run."""
    with tempfile.TemporaryDirectory() as folder:
        seconds, pages = (ours if kind == "ours" else long_table)(count, Path(folder, "a.pdf"))
    print(seconds, pages, peak())


def compare() -> int:
    """Run everything side by side; gives the exit status."""
    runs = {count: apart("ours", count) for count in (10_000, ROWS, 100_000)}
    theirs = min((apart("theirs", 1_500) for _ in range(2)), key=lambda run: run[0])
    for count, (seconds, pages, memory) in runs.items():
        print(f"ours       {count:7,} rows  {pages:5,} pages  {seconds:6.2f} s  {memory:5.0f} MB")
    print(f"LongTable  {1_500:7,} rows  {theirs[1]:5,} pages  {theirs[0]:6.2f} s  {theirs[2]:5.0f} MB")
    each = {count: run[0] / run[1] for count, run in runs.items()}
    ratio = theirs[0] / theirs[1] / each[ROWS]
    linear = each[100_000] / each[10_000]
    flat = runs[100_000][2] / (runs[10_000][2] or 1)
    goals = ((ratio >= SPEED, f">= {SPEED}"), (linear <= LINEAR, f"<= {LINEAR}"), (flat <= FLAT, f"<= {FLAT}"))
    told = (
        "speed of a page, LongTable / ours",
        "cost of a page, 100,000 / 10,000 rows",
        "memory, 100,000 / 10,000 rows",
    )
    for words, value, (good, goal) in zip(told, (ratio, linear, flat), goals, strict=True):
        print(f"{words:40} {value:5.2f} x  goal {goal}  {'ok' if good else 'MISSED'}")
    return 0 if all(good for good, _ in goals) else 1


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(compare())
