"""An invented return for tests of its layout: three levels of heads, sums, ratios, a column that does not add up."""

from __future__ import annotations

from decimal import Decimal

from hfp_desk.returns import Cell, Column, Definition, Line, RowKind, Table, periods
from hfp_desk.returns.table import TOTAL

COLUMNS = (
    Column(name="people", head=("农村贫困人口（人）",), indicator="x"),
    Column(name="verified", head=("大病集中救治", "核准（人）"), indicator="x"),
    Column(name="treated", head=("大病集中救治", "已救治", "人数（人）"), indicator="x", among="verified"),
    Column(
        name="rate", head=("大病集中救治", "已救治", "救治率（%）"), ratio=("treated", "verified"), unit="%", digits=2
    ),
    Column(name="both", head=("合计",), sums=("verified", "treated")),
    Column(name="signed", head=("签约（人）",), indicator="x", note="一人在两个乡镇签约的只算一次。"),
    Column(name="asked", head=("填报数",), written=True),
)
FIGURES = {
    "people": (1940, 83, 137, 1720),
    "verified": (7, 3, 4, 0),
    "treated": (5, 1, 4, 0),
    "signed": (9, 5, 5, 0),
    "asked": (12, 12, None, None),
}
"""The sum, then three townships; 签约 does not add up."""


def definition(**more: object) -> Definition:
    """The return, with what a test wants of it."""
    said: dict[str, object] = {
        "name": "invented",
        "title": "健康扶贫工作情况月报表",
        "number": "健扶 9 表",
        "issuer": "县卫生健康委员会",
        "approval": "赣统表〔2020〕1号",
        "valid_until": "2021年12月",
        "unit_line": "人、%",
        "rows": RowKind.TOWNS,
        "columns": COLUMNS,
        "cutoff": 25,
        "notes": ("本月按上月 26 日至本月 25 日统计。",),
    }
    return Definition(**{**said, **more})  # type: ignore[arg-type]


def table(keys: tuple[int, ...], labels: tuple[str, ...], of: Definition | None = None) -> Table:
    """The return filled in for three lines."""
    made = of or definition()
    names = ((TOTAL, "合计"), *zip(keys, labels, strict=True))
    lines = tuple(Line(key, label, _cells(place)) for place, (key, label) in enumerate(names))
    return Table(made, periods.period(made, "2020-03"), "樟树市卫生健康委员会", "zhangshu-2020", lines)


def _cells(place: int) -> tuple[Cell, ...]:
    found = {name: _number(row[place]) for name, row in FIGURES.items()}
    part, whole = found["treated"] or Decimal(0), found["verified"] or Decimal(0)
    rate = (part * 100 / whole).quantize(Decimal("0.01")) if whole else None
    special = {"rate": Cell(rate, part, whole), "both": Cell(part + whole)}
    return tuple(special.get(column.name) or Cell(found[column.name]) for column in COLUMNS)


def _number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def wide(count: int) -> Definition:
    """A return of so many columns, four under each head."""
    columns = (Column(name=f"c{n}", head=(f"第{n // 4}组", f"项目{n}（人）"), indicator="x") for n in range(count))
    return definition(columns=tuple(columns))


def table_of(made: Definition, lines: int) -> Table:
    """Any return of so many lines, every figure 1,234.00 or as many digits as its column has."""
    cells = tuple(Cell(Decimal(1234)) for _ in made.columns)
    named = [(TOTAL, "合计"), *((n, f"乡镇{n}") for n in range(1, lines + 1))]
    rows = tuple(Line(key, label, cells) for key, label in named)
    return Table(made, periods.period(made, "2020-03"), "樟树市", "x", rows)
