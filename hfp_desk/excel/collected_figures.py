"""One cell of a returned workbook as a figure: what townships write into number cells, and what cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

from hfp_desk.excel.book import Cell, CellError
from hfp_desk.returns import Column
from hfp_desk.returns.collected import Level

_SPACE = re.compile(r"[\s\u200b-\u200f\ufeff'’‘]+")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_UNIT = re.compile(r"(?:人次|人|户|个|万元|元|名|例|次|%|‰)$")
_NOTHING = {"", "—", "——", "-", "--", "/", "\\", "无", "空", "－"}
_MINUS = str.maketrans({"−": "-", "－": "-", "—": "-", "﹣": "-", "，": ",", "．": ".", "。": "."})
_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class Read:
    """The figure of a cell, None where there is none, and what is to be said of it."""

    value: Decimal | None = None
    level: Level | None = None
    message: str = ""
    expected: str = ""


def read(cell: Cell, column: Column) -> Read:
    """A cell of ``column`` as a figure; nothing is guessed: what is no number stays out and is told."""
    if isinstance(cell, CellError):
        return Read(None, "error", "公式出错，没有数字", "数字")
    if isinstance(cell, bool | date | time | timedelta):
        return Read(None, "error", "是日期、时间或是非值，不是数字（单元格格式可能被改过）", "数字")
    if isinstance(cell, int | float):
        return _judged(Decimal(str(cell)), column)
    return _of_text(str(cell or ""), column)


def as_text(cell: Cell) -> str:
    """A cell as it is shown when it is told of."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def _of_text(text: str, column: Column) -> Read:
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_MINUS))).translate(_MINUS)
    if plain in _NOTHING or _SPACE.sub("", text) in _NOTHING:
        return _empty(text, column)
    unit = _UNIT.search(plain)
    number = _UNIT.sub("", plain)
    if "," in number and not _GROUPED.fullmatch(number):
        return Read(None, "error", "逗号的位置不对，看不出是多少", "数字，如 1234")
    try:
        value = Decimal(number.replace(",", ""))
    except InvalidOperation:
        return Read(None, "error", "是文字，不是数字", "数字")
    if not value.is_finite() or "e" in number.lower():
        return Read(None, "error", "是文字，不是数字", "数字")
    if unit is not None and unit[0] == "万元":
        return Read(None, "error", "带了单位“万元”，不能确定以什么为单位", f"以“{column.unit or '表头'}”为单位的数字")
    found = _judged(value, column)
    return found if found.level else Read(value, "note", f"是文本格式的数字，已按 {value:,f} 读取")


def _empty(text: str, column: Column) -> Read:
    if column.ratio is not None:
        return Read()
    if text.strip():
        return Read(None, "warning", "没有数字，汇总时按 0 计，请核对", "数字，没有的填 0")
    return Read(None, "warning", "是空的，汇总时按 0 计，请核对", "数字，没有的填 0")


def _judged(value: Decimal, column: Column) -> Read:
    if value < 0:
        return Read(value, "error", "是负数", "不小于 0 的数")
    if value > _LARGEST:
        return Read(None, "error", "太大了，不会是这一栏的数", "数字")
    if column.ratio is None and value != value.quantize(Decimal(1).scaleb(-column.digits)):
        digits = f"最多 {column.digits} 位小数的数" if column.digits else "整数"
        return Read(value, "warning", "小数位数不对", digits)
    return Read(value)
