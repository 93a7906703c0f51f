"""Whole numbers, money to the fen, and yes or no."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from hfp_desk.kinds.base import Kind, Unreadable, plain

_FEN = Decimal("0.01")
_YES = frozenset(
    {
        "是",
        "有",
        "√",
        "✓",
        "☑",
        "1",
        "Y",
        "y",
        "YES",
        "Yes",
        "yes",
        "true",
        "True",
        "TRUE",
        "参加",
        "已参加",
        "对",
    }
)
_NO = frozenset(
    {
        "否",
        "无",
        "×",
        "✗",
        "✕",
        "X",
        "x",
        "0",
        "N",
        "n",
        "NO",
        "No",
        "no",
        "false",
        "False",
        "FALSE",
        "未参加",
        "没有",
    }
)
_MEASURED = re.compile(r"[,，\s]|(平方米|平方|平米|[㎡天日学时课节分次周%％]|m2|/)+$", re.IGNORECASE)
_UNITS = re.compile(r"^[¥￥]|元$|[,，\s]")


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number between ``low`` and ``high``."""

    name = "whole"
    numeric = True
    low: int = 0
    high: int = 1_000_000_000

    def read(self, raw: object) -> int | None:
        """The number; a unit behind it or a thousands comma is dropped."""
        found = plain(raw)
        if found.blank:
            return None
        digits = re.sub(r"[,，\s]|[人户天个月年次元张所名]+$", "", found.text)
        if not re.fullmatch(r"-?\d+", digits):
            raise Unreadable("E-NUMBER", f"“{found.text}”不是整数。", "整数")
        value = int(digits)
        if not self.low <= value <= self.high:
            raise Unreadable("E-RANGE", f"{value} 超出范围，应在 {self.low} 到 {self.high} 之间。")
        return value

    def show(self, value: int | None) -> str:
        """Digits without separators."""
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Money(Kind):
    """Yuan with exactly two decimals; never a float."""

    name = "money"
    numeric = True

    def read(self, raw: object) -> Decimal | None:
        """Yuan from a number or from text with ¥, 元, 万 or commas; parts of a fen are refused."""
        found = plain(raw)
        if found.blank:
            return None
        text, times = _UNITS.sub("", found.text.removesuffix("元")), 1
        if text.endswith("万"):
            text, times = text[:-1], 10_000
        value = _decimal(f"{raw:.15g}" if isinstance(raw, float) else text, found.text) * times
        fen = value.quantize(_FEN)
        if abs(fen - value) > Decimal("0.000001"):
            raise Unreadable("E-MONEY-FEN", f"“{found.text}”超过两位小数，请精确到分。", "精确到分的金额")
        return fen

    def show(self, value: Decimal | None) -> str:
        """Thousands separated: 38,214.50."""
        return "" if value is None else f"{value:,.2f}"


@dataclass(frozen=True)
class Measure(Kind):
    """A measured quantity with at most two decimals: ㎡, days, points; kept exact, shown without idle zeros."""

    name = "measure"
    numeric = True
    low: int = 0
    high: int = 1_000_000_000

    def read(self, raw: object) -> Decimal | None:
        """The quantity; a unit behind it or a thousands comma is dropped."""
        found = plain(raw)
        if found.blank:
            return None
        digits = _MEASURED.sub("", found.text)
        if not re.fullmatch(r"-?\d+(\.\d+)?", digits):
            raise Unreadable("E-NUMBER", f"“{found.text}”不是数字。", "数字")
        value = Decimal(f"{raw:.15g}" if isinstance(raw, float) else digits)
        if value != value.quantize(_FEN):
            raise Unreadable("E-DECIMALS", f"“{found.text}”超过两位小数，请精确到两位。", "最多两位小数")
        if not self.low <= value <= self.high:
            raise Unreadable("E-RANGE", f"{value} 超出范围，应在 {self.low} 到 {self.high} 之间。")
        return value

    def show(self, value: Decimal | None) -> str:
        """Digits without separators and without zeros at the end: 65.5."""
        return "" if value is None else f"{value.normalize():f}"


@dataclass(frozen=True)
class YesNo(Kind):
    """是, 否 or not known."""

    name = "yes_no"

    def read(self, raw: object) -> bool | None:
        """True or False from 是/否, √/×, 有/无, 1/0; None when nothing is written."""
        if isinstance(raw, bool):
            return raw
        text = plain(raw).text
        if text in _YES:
            return True
        if text in _NO:
            return False
        if plain(raw).blank:
            return None
        raise Unreadable("E-YESNO", f"“{text}”看不出是或否，请填“是”或“否”。", "是 / 否")

    def show(self, value: bool | None) -> str:
        """是 or 否."""
        return "" if value is None else ("是" if value else "否")


def _decimal(text: str, found: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Unreadable("E-MONEY", f"“{found}”不是金额，应为数字，如 1234.56。", "金额（元）") from None
    if not value.is_finite() or abs(value) >= Decimal("1e11"):
        raise Unreadable("E-MONEY", f"“{found}”不是合理的金额，请核对。", "金额（元）")
    return value
