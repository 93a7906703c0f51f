"""Postings against each other: nobody is posted to two places at once, at entry and in the whole register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from hfp_desk.problems import Problem
from hfp_desk.records import Absence, Partnership, Posting, PostingMonth
from hfp_desk.rules import posting_checks as rules
from hfp_desk.rules import postings
from hfp_desk.rules.posting_checks import Held


def at_entry(posting: Posting) -> list[Problem]:
    """What a posting to be kept contradicts: the same person elsewhere, a leaving that has not come."""
    alike = (Posting.name == posting.name) & (Posting.name != "")
    if posting.id_key:
        alike = alike | (Posting.id_key == posting.id_key)
    others = [one for one in Posting.select().where(alike & (Posting.voided_at == "")) if one.id != posting.id]
    pairs = _receivers()
    held = (_held(one, pairs) for one in others if _same(one, posting))
    return [*rules.at_once(_held(posting, pairs), held), *rules.not_ahead(posting.ends, date.today())]


def of_month(report: PostingMonth) -> list[Problem]:
    """What a monthly report to be kept contradicts: another one of that month, days of leave, the posting's ends."""
    posting: Posting | None = report.posting
    if posting is None or not is_month(report.month):
        return []
    living = (PostingMonth.posting == posting) & (PostingMonth.voided_at == "")
    same = PostingMonth.select(PostingMonth.id).where(living & (PostingMonth.month == report.month))
    away = Absence.select().where((Absence.posting == posting) & (Absence.voided_at == ""))
    breaks = [(one.starts, one.ends) for one in away]
    span = (posting.starts or date.min, posting.ends)
    most = postings.served_in(report.month, span, breaks) if posting.starts is not None else 31
    return rules.month_agrees(report.month, report.present, most, any(one.id != report.id for one in same))


def is_month(text: str) -> bool:
    """Whether a vague day is a month: 2020-03."""
    return len(text) == len("2020-03")


def everywhere() -> Iterator[tuple[int, Problem]]:
    """The later posting of each two that overlap, with the problem, over the whole register."""
    pairs = _receivers()
    living = Posting.select().where((Posting.voided_at == "") & Posting.starts.is_null(False))
    groups: dict[str, list[Posting]] = defaultdict(list)
    for one in living.order_by(Posting.starts, Posting.id):
        for key in {one.id_key, one.name} - {""}:
            groups[key].append(one)
    told: set[tuple[int, int]] = set()
    for same in groups.values():
        for place, one in enumerate(same):
            for before in same[:place]:
                problems = rules.at_once(_held(one, pairs), [_held(before, pairs)]) if _same(one, before) else []
                if problems and (before.id, one.id) not in told:
                    told.add((before.id, one.id))
                    yield one.id, problems[0]


def _same(one: Posting, other: Posting) -> bool:
    """Whether two postings may be of one person: the number says so, or nothing speaks against the name."""
    if one.id_key and other.id_key:
        return one.id_key == other.id_key
    return one.name == other.name and not (one.sex and other.sex and one.sex != other.sex)


def _held(one: Posting, receivers: dict[int, str]) -> Held:
    where = "".join((receivers.get(one.__data__["partnership"] or 0, ""), one.department))
    return Held(one.starts, one.ends, one.id_key, where)


def _receivers() -> dict[int, str]:
    return {one.id: one.receiver for one in Partnership.select(Partnership.id, Partnership.receiver)}
