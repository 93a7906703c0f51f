"""Which period and which township a returned sheet is: by its hidden marks, else by what is written on it.

Where two of them disagree it is told and nothing is chosen behind the clerk's back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hfp_desk.excel.book import Sheet, is_blank
from hfp_desk.excel.collected_heads import Heads
from hfp_desk.excel.headings import folded
from hfp_desk.excel.return_marks import Marks
from hfp_desk.returns import Definition, Period, PeriodKind, periods
from hfp_desk.returns.collected import Flaw
from hfp_desk.store.collecting_towns import Town, Towns

_UNIT = re.compile(r"(?:填报单位|报送单位|填报乡镇|上报单位|单位名称)(?:\((?:盖章|公章)\))?[::](?P<name>[^:]+)")
_BLANK = re.compile(r"\((?:盖章|公章)\)|[_\s]|报告期.*$")
_PERIODS: dict[PeriodKind, tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = {
    PeriodKind.MONTH: (re.compile(r"(\d{4})年(\d{1,2})月(?!\d*日)"), lambda found: f"{found[1]}-{int(found[2]):02}"),
    PeriodKind.QUARTER: (
        re.compile(r"(\d{4})年?第?([一二三四1234])季度?"),
        lambda found: f"{found[1]}-Q{'一二三四'.find(found[2]) + 1 or found[2]}",
    ),
    PeriodKind.HALF: (re.compile(r"(\d{4})年?(上|下)半年"), lambda found: f"{found[1]}-H{1 + (found[2] == '下')}"),
    PeriodKind.YEAR: (re.compile(r"(\d{4})(?:年|妇幼年度|年度)(?!\d*月)"), lambda found: found[1]),
}
_NOT_THE_PERIOD = re.compile(r"有效期|批准|文号|日期|填报时间")
_SHORT = 16
"""So short a text over the table that names a month is the period, though nothing says 报告期."""


@dataclass(frozen=True)
class Whose:
    """What was found out: period (None: not to be told), township, the unit as it is called; what is wrong."""

    period: Period | None
    town: Town | None
    unit: str
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True)
class Wanted:
    """What is being collected: the period ("": any), from which townships, and the one that the clerk chose."""

    period: str = ""
    towns: Towns | None = None
    town: Town | None = None


def whose(sheet: Sheet, heads: Heads, marks: Marks | None, definition: Definition, wanted: Wanted, file: str) -> Whose:
    """Period and place of a sheet of ``file``."""
    towns = wanted.towns
    above = list(_above(sheet, heads))
    flaws: list[Flaw] = []
    period = _period(above, marks, definition, wanted.period, flaws)
    written = next((name for text in above if (name := _unit(text))), "")
    if towns is None:
        return Whose(period, None, (marks.unit if marks else "") or written or file, tuple(flaws))
    if wanted.town is not None:
        return Whose(period, wanted.town, wanted.town.name, tuple(flaws))
    town = _town([("填报单位", written), ("工作表名", sheet.name), ("文件名", file)], marks, towns, flaws)
    return Whose(period, town, town.name if town else written or file, tuple(flaws))


def _above(sheet: Sheet, heads: Heads) -> Iterator[str]:
    for number in sheet.filled:
        if number < heads.first:
            yield from (str(cell) for cell in sheet.row(number) if not is_blank(cell))


def _period(
    above: list[str], marks: Marks | None, definition: Definition, wanted: str, flaws: list[Flaw]
) -> Period | None:
    written = next((mark for text in above if (mark := _mark(definition, text))), "")
    known = (marks.period if marks else "") or written or wanted
    if not known:
        flaws.append(Flaw(level="error", message="看不出是哪一期", expected="表头写明报告期"))
        return None
    found = periods.period(definition, known)
    for other, message in ((written, "报告期与下发时的不同"), (wanted, "不是这一期的表")):
        if other and other != known:
            label = periods.period(definition, other).label
            said, asked = (label, found.label) if other == written else (found.label, label)
            flaws.append(Flaw(level="error", message=message, found=said, expected=asked))
    return found


def _mark(definition: Definition, text: str) -> str:
    """The mark of the period that a text over the table names."""
    plain = folded(text)
    if _NOT_THE_PERIOD.search(plain) or not ("期" in plain or len(plain) <= _SHORT):
        return ""
    pattern, mark = _PERIODS[definition.period]
    found = pattern.search(plain)
    return mark(found) if found else ""


def _unit(text: str) -> str:
    """The name in 填报单位（盖章）：临江镇卫生院."""
    found = _UNIT.search(folded(text))
    return _BLANK.sub("", found["name"]) if found else ""


def _town(sources: list[tuple[str, str]], marks: Marks | None, towns: Towns, flaws: list[Flaw]) -> Town | None:
    known = towns.coded(marks.place) if marks is not None else None
    named = [(where, text, towns.named(text)) for where, text in sources if text]
    town = known or next((one for _, _, one in named if one is not None), None)
    if town is None:
        flaws.append(Flaw(level="error", message="看不出是哪个乡镇的表，请选定乡镇", expected="填报单位写明乡镇名称"))
    for where, text, one in named:
        if town is not None and one is not None and one.code != town.code:
            message = f"像是两个乡镇的表：识别为{town.name}，{where}写的是{one.name}，请核对是哪个乡镇"
            flaws.append(Flaw(level="error" if where == "填报单位" else "warning", message=message, found=text))
    return town
