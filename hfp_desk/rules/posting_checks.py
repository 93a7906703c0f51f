"""What must agree between the postings of one person and the two sides of a partnership (domain.md §2.13)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hfp_desk.problems import Problem, Severity

OVERLAP, ALIKE = "E-POSTING-OVERLAP", "W-POSTING-ALIKE"


@dataclass(frozen=True)
class Held:
    """A posting of somebody, as far as the rule looks at it; ``where`` names it to whoever enters."""

    starts: date | None
    ends: date | None
    id_key: str = ""
    where: str = ""


def two_parties(supporter: str, receiver: str) -> list[Problem]:
    """派出 and 接收 are two institutions."""
    if not supporter or _plain(supporter) != _plain(receiver):
        return []
    message = f"支援单位与受援单位都是“{supporter}”，应为两个单位，请核对。"
    return [Problem("E-PAIR-SAME", Severity.ERROR, message, "受援单位", receiver, "与支援单位不同")]


def not_ahead(ends: date | None, today: date) -> list[Problem]:
    """The end of a posting is the day somebody really left; a day to come belongs into the plan."""
    if ends is None or ends <= today:
        return []
    message = f"离岗日期 {ends} 还没有到：预计的日期请填“计划离岗日期”，实际离岗后再填离岗日期。"
    return [Problem("W-POSTING-AHEAD", Severity.WARNING, message, "离岗日期", f"{ends}", f"不晚于 {today}")]


def month_agrees(month: str, present: Decimal | None, most: int, twice: bool) -> list[Problem]:
    """One report a month, and no more days than the person was posted and not away (请假期间填出勤)."""
    found = []
    if twice:
        message = f"{month} 的月报已经登记过，同一个月只登记一份，请打开原来的月报修改。"
        found.append(Problem("E-MONTH-TWICE", Severity.ERROR, message, "月份", month))
    if present is not None and present > most:
        days = f"{present.normalize():f}"
        message = f"{month} 除去请假和未到岗的日子只有 {most} 天，出勤填了 {days} 天，请核对考勤和请假登记。"
        found.append(Problem("W-MONTH-SERVED", Severity.WARNING, message, "出勤天数", days, f"不超过 {most}"))
    return found


def at_once(one: Held, others: Iterable[Held]) -> list[Problem]:
    """Nobody holds two postings at once; leaving one and arriving at the other on the same day is no overlap.

    By the number it is the same person; by the name alone it may be another one, and is only to be looked at.
    """
    return [_overlap(one, other) for other in others if _share(one, other)]


def _share(one: Held, other: Held) -> bool:
    if one.starts is None or other.starts is None or (one.id_key and other.id_key and one.id_key != other.id_key):
        return False
    (began, until), (begins, _) = sorted([(one.starts, one.ends or date.max), (other.starts, other.ends or date.max)])
    moved = began < begins == until
    return begins <= until and not moved


def _overlap(one: Held, other: Held) -> Problem:
    period = f"{other.starts} 至 {other.ends or '今'}"
    found = f"{one.starts} 至 {one.ends or '今'}"
    if one.id_key and one.id_key == other.id_key:
        message = f"本人 {period} 已派驻{other.where}，同一人不能同时派驻两处，请核对两次派驻的起止日期。"
        return Problem(OVERLAP, Severity.ERROR, message, "到岗日期", found, f"不与 {period} 重叠")
    message = f"同名人员 {period} 已派驻{other.where}，与本次派驻重叠；如为同一人请核对起止日期，否则请补填证件号码。"
    return Problem(ALIKE, Severity.WARNING, message, "到岗日期", found, f"不与 {period} 重叠")


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
