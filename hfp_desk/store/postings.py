"""Every posting as of a day: continuous months, whether it counts, who took over (NC §十八; domain.md §2.13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.records import Absence, Partnership, Posting
from hfp_desk.rules import postings as rules
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.posting_lines import POSTING, Handover, PostingLine, Terms, falls_short, figures
from hfp_desk.rules.postings import Span
from hfp_desk.store.opening import Register

__all__ = [
    "POSTING",
    "Figure",
    "Handover",
    "PostingLine",
    "Terms",
    "breaks",
    "falls_short",
    "figures",
    "lines",
    "sides",
    "terms",
]

Breaks = Sequence[tuple[date | None, date | None]]
"""First and last days of leave; an open end lasts until the posting ends."""


def terms(policy: Policy, day: date) -> Terms:
    """What the edition in force on ``day`` asks of a posting."""
    edition = policy.on(day)
    months, breaks = edition.target("posting_months").value, edition.target("posting_break_days").value
    return Terms(None if months is None else int(months), None if breaks is None else int(breaks))


def lines(
    register: Register, viewer: Viewer, day: date, policy: Policy, only: Iterable[int] | None = None
) -> tuple[PostingLine, ...]:
    """The postings in the order of arrival, as ``viewer`` may see them; all of them or those of the numbers named."""
    wanted = None if only is None else frozenset(only)
    asked = terms(policy, day)
    with register.session():
        pairs = {one.id: one for one in Partnership.select()}
        every = list(Posting.select().where(Posting.voided_at == "").order_by(Posting.starts, Posting.id))
        away = breaks()
    following = _following(every)
    held = _held(every, following, asked.break_days or 0, day)
    return tuple(
        replace(
            _line(one, pairs.get(one.__data__["partnership"]), away[one.id], asked, day, viewer),
            handover=_handover(one, following.get(one.id)),
            post_months=held.get(one.id, 0),
        )
        for one in every
        if wanted is None or one.id in wanted
    )


def sides(register: Register) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The supporting and the supported institutions of all partnerships, each once in order."""
    with register.session():
        rows = [(one.supporter, one.receiver) for one in Partnership.select().where(Partnership.voided_at == "")]
    supporters, receivers = ({row[place] for row in rows} - {""} for place in (0, 1))
    return tuple(sorted(supporters)), tuple(sorted(receivers))


def breaks() -> dict[int, list[tuple[date | None, date | None]]]:
    """Leave and breaks by the number of the posting; inside a session."""
    found: dict[int, list[tuple[date | None, date | None]]] = defaultdict(list)
    wanted = Absence.select(Absence.posting, Absence.starts, Absence.ends).where(Absence.voided_at == "")
    rows: Any = wanted.tuples()
    for posting, starts, ends in rows:
        found[posting].append((starts, ends))
    return found


def _line(
    one: Posting,
    pair: Partnership | None,
    away: Breaks,
    asked: Terms,
    day: date,
    viewer: Viewer,
) -> PostingLine:
    last = one.ends or one.planned_end
    served = rules.service(one.starts, one.ends, away, asked.break_days, day)
    ahead = rules.service(one.starts, last, away, asked.break_days, max(day, last or day))
    year = rules.service(one.starts, one.ends, away, asked.break_days, day, since=date(day.year, 1, 1))
    return PostingLine(
        id=one.id,
        partnership=one.__data__["partnership"],
        supporter=pair.supporter if pair is not None else "",
        receiver=pair.receiver if pair is not None else "",
        name=gate.shown(spec_of(Posting.name), one.name, viewer),
        title=one.title,
        grade=one.title_grade,
        specialty=one.specialty,
        department=one.department,
        kind=one.kind,
        starts=one.starts,
        ends=one.ends,
        planned_end=one.planned_end,
        successor=one.successor,
        service=served,
        in_year=year,
        terms=asked,
        verdict=rules.verdict(one.kind, one.title_grade, served.reached(asked.months)),
        year_verdict=rules.verdict(one.kind, one.title_grade, year.reached(asked.months)),
        ahead=ahead,
    )


def _following(every: Sequence[Posting]) -> dict[int, Posting]:
    """Who took each post over: the successor by name in the same partnership, the first one who came after."""
    by_name: dict[tuple[int, str], list[Posting]] = defaultdict(list)
    for one in every:
        by_name[one.__data__["partnership"], one.name].append(one)
    found: dict[int, Posting] = {}
    for one in every:
        named = by_name.get((one.__data__["partnership"], one.successor), ()) if one.successor else ()
        after = next((other for other in named if other.id != one.id and _later(other, one)), None)
        if after is not None:
            found[one.id] = after
    return found


def _later(other: Posting, one: Posting) -> bool:
    return other.starts is not None and one.starts is not None and other.starts >= one.starts


def _handover(one: Posting, follower: Posting | None) -> Handover | None:
    last = one.ends or one.planned_end
    if follower is None or follower.starts is None or last is None:
        return None
    return Handover(follower.id, rules.uncovered(last, follower.starts))


def _held(every: Sequence[Posting], following: dict[int, Posting], allowed: int, day: date) -> dict[int, int]:
    """Whole months the post of each was manned through its successors, by the number of the posting."""
    came = {other.id for other in following.values()}
    found: dict[int, int] = {}
    for first in (one for one in every if one.id not in came):
        chain = [first]
        while (after := following.get(chain[-1].id)) is not None and after not in chain:
            chain.append(after)
        held = rules.manned((span for one in chain if (span := _span(one, day))), allowed)
        found |= {one.id: _months(one, held) for one in chain}
    return found


def _months(one: Posting, held: Sequence[Span]) -> int:
    mine = (span for span in held if one.starts is not None and span[0] <= one.starts <= span[1])
    return next((rules.length(*span).months for span in mine), 0)


def _span(one: Any, day: date) -> Span | None:
    last = min(one.ends or day, day)
    return (one.starts, last) if one.starts is not None and one.starts <= last else None
