"""A cell of a return in words: what was counted, by which clause, what a share was taken of, what is to be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hfp_desk.policy import Target
from hfp_desk.problems import Refusal
from hfp_desk.returns import Column, Indicator, Span
from hfp_desk.returns.checking import LEVELS, Finding, label
from hfp_desk.returns.table import detailed, shown
from hfp_desk.rules import judging
from ui.pages.return_reading import Checked, Found
from ui.widgets.return_model import Mark, Place

_SIGNS = {"error": ("▲", "error"), "warning": ("△", "warn")}
_EXPLAINED, _DIFFERS = "※", "≠"
_COMPARED = {">=": "不低于 ", "<=": "不高于 ", "=": ""}


@dataclass(frozen=True)
class Told:
    """``title`` names the cell, ``value`` its figure with what it was reckoned from; ``lines`` are tone and words."""

    title: str
    value: str
    lines: tuple[tuple[str, str], ...]


def marks(found: Found, checked: Checked) -> dict[Place, Mark]:
    """The signs of the cells: what 审核 found (in the figures of now), and what is not as it is compared with."""
    made: dict[Place, Mark] = {}
    for place in found.differing():
        made[place] = Mark(_DIFFERS, "accent", _difference(found, place))
    for finding in reversed(checked.findings if found.frozen is None else ()):
        if finding.level in _SIGNS:
            place = finding.key, finding.column
            sign, tone = _SIGNS[finding.level] if finding.mark not in checked.told else (_EXPLAINED, "warn")
            before = made.get(place)
            differs = _DIFFERS if before is not None and _DIFFERS in before.sign else ""
            words = [_finding(finding, checked), *([before.words] if before is not None else [])]
            made[place] = Mark(sign + differs, tone, "\n".join(words))
    return made


def told(found: Found, place: Place, mark: Mark | None) -> Told:
    """A cell explained."""
    key, name = place
    column, line = found.form.column(name), found.shown.line(key)
    number = found.shown.place(name) + 1
    value = detailed(column, found.shown.cell(key, name)) if line is not None else ""
    unit = _unit(column, found.indicators)
    if column.ratio is None and unit and value and not value.endswith(unit):
        value = f"{value} {unit}"
    title = f"{line.label if line is not None else ''}　{found.edition.worded(label(column))}（第 {number} 栏）"
    lines = [("quiet", words) for words in _sources(found, place, column) if words]
    lines += [(mark.tone, words) for words in mark.words.splitlines()] if mark is not None else []
    return Told(title, value.replace("—%", "—") or "没有填", tuple(lines))


def behind(found: Found, place: Place, *, whole: bool) -> str:
    """The column whose list is asked for: of a share its numerator, or (``whole``) its denominator."""
    column = found.form.column(place[1])
    return column.ratio[whole] if column.ratio is not None else column.name


def named(found: Found, key: int | str, name: str) -> str:
    """A cell as a list over another page names it: 2020年3月 临江镇 大病集中救治—已救治."""
    line = found.shown.line(key)
    version = f"（第 {found.sent.version} 版上报时）" if found.sent is not None else ""
    return f"{found.period.label}{version} {line.label if line is not None else ''} {label(found.form.column(name))}"


def _sources(found: Found, place: Place, column: Column) -> Iterator[str]:
    """Where the figure comes from."""
    if column.ratio is not None:
        part, whole = (label(found.form.column(name)) for name in column.ratio)
        yield f"＝ {part} ÷ {whole} × {column.per:,}"
    elif column.sums:
        yield f"＝ {' ＋ '.join(label(found.form.column(name)) for name in column.sums)}"
    elif column.written:
        yield _written(found, place)
    else:
        yield _indicator(found, found.indicators.get(column.indicator), column)
    if column.target:
        yield _target(found, column)
    yield f"说明：{found.edition.worded(column.note)}" if column.note else ""


def _indicator(found: Found, one: Indicator | None, column: Column) -> str:
    if one is None:
        return ""
    starts, ends = found.period.span(column.span)
    days = f"{starts} 至 {ends}" if column.span in (Span.PERIOD, Span.YEAR) else f"截至 {ends}"
    source = f"，依据 {one.source}" if one.source else ""
    note = f"；{found.edition.worded(one.note)}" if one.note else ""
    return f"指标：{found.edition.worded(one.label)}（{column.span.label}，{days}）{source}{note}"


def _written(found: Found, place: Place) -> str:
    one = found.written.get(place)
    if one is None:
        return (
            "本栏由本单位填报：直接输入数字，回车后写依据。" if place[0] else "本栏由本单位填报；没有另填时为各行之和。"
        )
    return f"本单位填报，依据：{one.basis}（{one.by} {one.at[:10]}）"


def target_of(found: Found, name: str) -> Decimal | None:
    """The figure that a column is to reach, where the edition gives one."""
    column = found.form.column(name)
    target = _known(found, column) if column.target else None
    return target.value if target is not None else None


def _known(found: Found, column: Column) -> Target | None:
    try:
        return judging.in_unit(found.edition.target(column.target), column.unit)
    except (KeyError, Refusal):
        return None


def _target(found: Found, column: Column) -> str:
    target = _known(found, column)
    if target is None:
        return ""
    return f"目标：{_figure(target)}（{target.source}）" if target.given else f"目标：{target.label}，文件没有给出数值"


def _figure(target: Target) -> str:
    if target.operator == "band" or target.value is None:
        return f"{target.low or ''}～{target.high or ''}{target.unit}"
    return f"{_COMPARED[target.operator]}{target.value.normalize():f}{target.unit}"


def _unit(column: Column, indicators: Mapping[str, Indicator]) -> str:
    one = indicators.get(column.indicator)
    return column.unit or (one.unit if one is not None else "")


def _difference(found: Found, place: Place) -> str:
    if found.compared is None:
        return ""
    column, other = found.form.column(place[1]), found.compared
    there = shown(column, other.cell(*place)) if column.name in {one.name for one in other.definition.columns} else ""
    there = there if other.line(place[0]) is not None else ""
    if found.sent is not None:
        return f"≠ 登记簿当前为 {there or '（没有）'}，与第 {found.sent.version} 版上报的不同"
    version = found.latest.version if found.latest is not None else 1
    return f"≠ 第 {version} 版上报时为 {there or '（没有）'}"


def _finding(finding: Finding, checked: Checked) -> str:
    explained = checked.told.get(finding.mark)
    more = f"\n※ 已说明：{explained.text}" if explained is not None else ""
    return f"{LEVELS[finding.level]}：{finding.message}{more}"
