"""规范管理, 控制 and 规则服药 of one person in one period, exactly as domain.md §3.7 says.

规范管理: in the period all visits that are asked for, at the required intervals, with the required items filled, and
the annual exam. Who came under management during the year needs the visits that fall on the time left [A].
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hfp_desk.rules import visits
from hfp_desk.rules.grading import controlled, yearly_times
from hfp_desk.rules.visit_limits import Limits
from hfp_desk.rules.visits import Visit

_YEAR_DAYS, _MONTH_DAYS = 365, 31
_FULL = Decimal(100)

REQUIRED: dict[str, tuple[tuple[str, str], ...]] = {
    visits.HYPERTENSION: (("systolic", "收缩压"), ("diastolic", "舒张压"), ("adherence", "服药依从性")),
    visits.DIABETES: (("fasting_glucose", "空腹血糖"), ("adherence", "服药依从性")),
    visits.MENTAL: (("danger", "危险性评估"), ("insight", "自知力"), ("mental_adherence", "用药依从性")),
    visits.TB: (("supervisor", "督导人员"),),
}
"""What a visit under a programme must tell to count, with its word (第三版 forms, the items marked)."""

_CLASSES = {
    visits.HYPERTENSION: ("control", "此次随访分类"),
    visits.DIABETES: ("control", "此次随访分类"),
    visits.MENTAL: ("stability", "病情稳定分类"),
}


@dataclass(frozen=True)
class Managed:
    """Whether somebody counts as 规范管理, and each thing that is missing for it."""

    standard: bool
    missing: tuple[str, ...] = ()


def managed(
    history: Sequence[Visit],
    checkups: Collection[date],
    start: date,
    end: date,
    limits: Limits,
    programme: str = "",
) -> Managed:
    """Judge the period from ``start`` to ``end``, one calendar year or the part of it under management.

    ``checkups``: days of health exams; one in the year of ``end`` is enough. ``programme`` is that of the visits.
    """
    wanted = programme or next((one.programme for one in history), "")
    inside = [one for one in visits.in_order(history) if one.visited_on and start <= one.visited_on <= end]
    counted = [one for one in inside if one.programme == wanted and visits.counts(one)]
    missing = (
        *_times(wanted, len(counted), start, end, limits),
        *_gaps(wanted, counted, start, end, limits),
        *_exam(wanted, checkups, end, limits),
        *(f"{one.visited_on} 随访缺{'、'.join(words)}" for one in counted if (words := lacking(one))),
    )
    return Managed(not missing, missing)


def needed(programme: str, start: date, end: date, limits: Limits) -> int | None:
    """How many visits the period asks for: those of the year till ``end``, less those of the time before ``start``.

    Time before is counted to the nearest visit, so that who was signed on 2 January is not let off one [A].
    """
    times = yearly_times(programme, limits)
    if times is None:
        return None
    days = (end - start).days + 1
    if days >= _YEAR_DAYS or start.year != end.year:
        return min(times, times * days // _YEAR_DAYS)
    before = start.timetuple().tm_yday - 1
    missed = (2 * times * before + _YEAR_DAYS) // (2 * _YEAR_DAYS)
    return max(min(times, times * (before + days) // _YEAR_DAYS) - missed, 0)


def lacking(visit: Visit) -> tuple[str, ...]:
    """The required items a visit leaves empty, in the words of the form."""
    asked = REQUIRED.get(visit.programme, ())
    classed = _CLASSES.get(visit.programme)
    return tuple(word for name, word in (*asked, *([classed] if classed else [])) if getattr(visit, name) in ("", None))


def controlled_at_last(history: Sequence[Visit], limits: Limits) -> bool:
    """控制: the last visit of the period meets the mark; 失访, nothing measured or no visit at all does not.

    A telephone call is no visit 按照规范要求 and is passed over.
    """
    told = [one for one in visits.in_order(history) if visits.counts(one) or not visits.met(one)]
    return bool(told) and controlled(told[-1], limits) is True


def doses_ratio(due: int | None, taken: int | None) -> Decimal | None:
    """服药率 in per cent: doses taken of those due; None when nothing was due or is known."""
    return None if not due or taken is None else (_FULL * taken / due).quantize(Decimal("0.1"))


def regular(due: int | None, taken: int | None, limits: Limits) -> bool | None:
    """规则服药: at least 90 % of the doses due were taken; judged unrounded."""
    if not due or taken is None or limits.doses_ratio is None:
        return None
    return _FULL * taken >= limits.doses_ratio * due


def _times(programme: str, made: int, start: date, end: date, limits: Limits) -> Iterator[str]:
    wanted = needed(programme, start, end, limits)
    if wanted is not None and made < wanted:
        word = "面对面随访" if programme in visits.QUARTERLY else "随访"
        yield f"{word} {made} 次，应不少于 {wanted} 次"
    elif wanted is None and not made:
        yield "没有随访"


def _gaps(programme: str, counted: Sequence[Visit], start: date, end: date, limits: Limits) -> Iterator[str]:
    """Stretches without a visit that are longer than the visit before them allows."""
    usual = _longest(programme, limits)
    if usual is None or not counted:
        return
    begun = [(start, usual), *((one.visited_on, _after(one, usual, limits)) for one in counted if one.visited_on)]
    for (one, longest), other in zip(begun, [*(day for day, _ in begun[1:]), end], strict=True):
        if (other - one).days > longest:
            word = "面对面随访" if programme in visits.QUARTERLY else "随访"
            yield f"{one} 至 {other} 间隔 {(other - one).days} 天没有{word}，超过 {longest} 天"


def _longest(programme: str, limits: Limits) -> int | None:
    if programme in visits.QUARTERLY:
        return limits.gap_days
    if programme != visits.TB or limits.tb_months is None:
        return None
    return limits.tb_months * _MONTH_DAYS + (limits.grace_days or 0)


def _after(visit: Visit, usual: int, limits: Limits) -> int:
    """肺结核 under its family's eyes is seen every 10 days while the 强化期 lasts."""
    often = visit.programme == visits.TB and visit.intensive and visit.supervisor != visits.DOCTOR
    return limits.tb_family_days + (limits.grace_days or 0) if often and limits.tb_family_days else usual


def _exam(programme: str, checkups: Collection[date], end: date, limits: Limits) -> Iterator[str]:
    if programme == visits.TB or not limits.exams:
        return
    done = sum(1 for day in checkups if day.year == end.year and day <= end)
    if done < limits.exams:
        yield f"{end.year} 年健康体检 {done} 次，应不少于 {limits.exams} 次"
