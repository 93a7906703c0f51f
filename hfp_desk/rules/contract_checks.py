"""What must agree in a family-doctor contract, and between the contracts of one person (domain.md §2.9).

A contract runs one to five years; nobody has two teams at a time; who did not sign, or left, has a reason for the
return (签约进展月报).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import lifetimes, periods

SIGNED, CANCELLED, RENEWED, PENDING, UNSIGNED = "1", "2", "3", "4", "5"
"""Codes of the list contract_state."""

IN_FORCE = (SIGNED, RENEWED)
MOST_YEARS = 5
"""签约周期 1–5 年 (domain.md §2.9)."""

_ONE_DAY = timedelta(days=1)
_SLACK = timedelta(days=7)
"""So far an end may lie beside a whole year: contracts of a village are often dated to one day."""


@dataclass(frozen=True)
class Terms:
    """A contract as far as the rules look at it; codes as in the lists contract_state, unsigned_reason …."""

    state: str = ""
    unsigned_reason: str = ""
    signed_on: date | None = None
    starts: date | None = None
    ends: date | None = None
    years: int | None = None
    cancelled_on: date | None = None
    cancel_reason: str = ""
    birth: date | None = None
    died: date | None = None

    @property
    def begins(self) -> date | None:
        """The first day: as entered, else the day of signing."""
        return self.starts or self.signed_on


def last_day(begins: date, years: int | None) -> date:
    """The last day of a contract for so many years; one year where none is written (domain.md §2.9: 期限一年)."""
    return periods.months_on(begins, 12 * (years or 1)) - _ONE_DAY


def contract(terms: Terms, today: date) -> list[Problem]:
    """Everything to be corrected in one contract."""
    found = [
        *lifetimes.within_life("签约日期", terms.signed_on, terms.birth, terms.died, today),
        *periods.in_order(terms.begins, terms.ends, "开始日期", "到期日期"),
        *periods.in_order(terms.begins, terms.cancelled_on, "开始日期", "解约日期"),
    ]
    return [*found, *_reasons(terms), *([] if found else _period(terms)), *_dead(terms)]


def overlap(period: tuple[date | None, date | None], other: tuple[date | None, date | None], team: str) -> Problem:
    """Two contracts of one person at the same time (one team at a time)."""
    mine, theirs = _words(period), _words(other)
    of = f"与“{team}”" if team else ""
    message = (
        f"本人 {theirs} 已{of}签约，与本次 {mine} 重叠；同一时间只能签约一个团队，"
        "请改正起止日期，或先把原来的签约登记为解约（重签/改签）。"
    )
    return Problem("E-CONTRACT-OVERLAP", Severity.ERROR, message, "开始日期", mine, f"不与 {theirs} 重叠")


def _reasons(terms: Terms) -> Iterator[Problem]:
    if terms.state == UNSIGNED and not terms.unsigned_reason:
        message = "没有签约的要写明原因（死亡、失联、迁出、长期外出、拒签等），签约进展要分原因上报，请补选。"
        yield _warning("W-CONTRACT-REASON", message, "未签约原因")
    if terms.state in IN_FORCE and terms.unsigned_reason:
        message = "签约状态是已签约，又填了未签约原因，请删去原因，或把状态改为“未签约”。"
        yield _warning("W-CONTRACT-BOTH", message, "未签约原因")
    if terms.state == CANCELLED and not terms.cancel_reason:
        yield _warning("W-CONTRACT-CANCEL", "已解约的要写明解约原因，请补选。", "解约原因")
    if terms.state == CANCELLED and terms.cancelled_on is None:
        message = "已解约但没有解约日期，不知道从哪一天起不再服务，请补填。"
        yield _warning("W-CONTRACT-CANCEL-DAY", message, "解约日期")
    if terms.state in IN_FORCE and (terms.cancelled_on is not None or terms.cancel_reason):
        message = "填了解约日期或解约原因，签约状态却不是“已解约”，请改状态，或删去解约内容。"
        yield _warning("W-CONTRACT-CANCEL-STATE", message, "签约状态")


def _period(terms: Terms) -> Iterator[Problem]:
    if terms.state not in IN_FORCE:
        return
    if terms.begins is None:
        words = f"只有到期日期 {terms.ends}，" if terms.ends else ""
        message = f"{words}没有开始日期和签约日期，不能计入有效签约，请补填开始日期。"
        yield _warning("W-CONTRACT-STARTS", message, "开始日期")
        return
    if terms.ends is None:
        if terms.years is None:
            until = last_day(terms.begins, None)
            message = f"没有到期日期和签约周期，暂按一年计（至 {until}），请补填。"
            yield _warning("W-CONTRACT-ENDS", message, "到期日期", expected=f"{until}")
        return
    yield from _length(terms, terms.begins, terms.ends)


def _length(terms: Terms, begins: date, ends: date) -> Iterator[Problem]:
    least, most = last_day(begins, 1), last_day(begins, MOST_YEARS)
    if ends < least - _SLACK:
        message = f"{begins} 至 {ends} 不满一年，签约周期原则上不少于一年，请核对到期日期。"
        yield _warning("W-CONTRACT-SHORT", message, "到期日期", f"{ends}", f"不早于 {least}")
    elif ends > most + _SLACK:
        message = f"{begins} 至 {ends} 超过 {MOST_YEARS} 年，签约周期为 1 至 {MOST_YEARS} 年，请核对到期日期。"
        yield _warning("W-CONTRACT-LONG", message, "到期日期", f"{ends}", f"不晚于 {most}")
    elif terms.years and abs(ends - last_day(begins, terms.years)) > _SLACK:
        message = f"签约周期填 {terms.years} 年，从 {begins} 起应到 {last_day(begins, terms.years)}，请核对。"
        yield _warning("W-CONTRACT-YEARS", message, "签约周期", f"{terms.years}")


def _dead(terms: Terms) -> Iterator[Problem]:
    """Somebody dead has no contract in force: it is to be ended for that reason."""
    died = terms.died
    if terms.state not in IN_FORCE or died is None or (terms.signed_on or died) > died:
        return
    if terms.ends is None or terms.ends > died:
        message = f"本人已于 {died} 死亡，签约仍登记为有效，请登记解约，原因选“死亡”。"
        yield _warning("W-CONTRACT-DEAD", message, "签约状态")


def _words(period: tuple[date | None, date | None]) -> str:
    return f"{period[0] or ''} 至 {period[1] or '今'}".strip()


def _warning(code: str, message: str, label: str, found: str = "", expected: str = "") -> Problem:
    return Problem(code, Severity.WARNING, message, label, found, expected)
