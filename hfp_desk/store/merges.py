"""What is known of persons made one: which merges stand, who is in them, and whether a deed was one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hfp_desk.problems import Refusal
from hfp_desk.records import PERSON, Merge, RecordType
from hfp_desk.store.opening import Register


@dataclass(frozen=True)
class Line:
    """One merge that stands: who was kept, who was taken in, when, by whom and why."""

    id: int
    winner: int
    loser: int
    at: str
    user: str
    reason: str


def of_person(register: Register, person: int) -> list[Line]:
    """The standing merges into this person, also by way of others, the latest first."""
    with register.session():
        found: list[Line] = []
        wanted, met = [person], {person}
        while wanted:
            lines = [_line(merge) for merge in _standing(Merge.winner == wanted.pop())]
            found += lines
            wanted += [line.loser for line in lines if line.loser not in met]
            met |= {line.loser for line in lines}
        return sorted(found, key=lambda line: line.id, reverse=True)


def taken_in(register: Register, person: int) -> Line | None:
    """The standing merge in which this person was taken in by another; None when there is none."""
    with register.session():
        return next((_line(merge) for merge in _standing(Merge.loser == person)), None)


def of_deed(register: Register, deed: int) -> Line | None:
    """The standing merge that a deed of the history made."""
    with register.session():
        return next((_line(merge) for merge in _standing(Merge.deed == deed)), None)


def require_own(register: Register, kind: RecordType, record: int) -> None:
    """Refusal when the record is a person taken in by another: only an un-merge brings it back."""
    line = taken_in(register, record) if kind is PERSON else None
    if line is not None:
        raise Refusal(
            f"这条人员记录已由{line.user}在 {line.at} 并入第 {line.winner} 号人员，不能单独恢复。",
            f"需要分开时，请打开第 {line.winner} 号人员，点“拆分”。",
        )


def require_last(merge: Merge) -> None:
    """Refusal while a later merge of the same people stands: they are taken apart in turn."""
    people = [merge.__data__["winner"], merge.__data__["loser"]]
    same = Merge.winner.in_(people) | Merge.loser.in_(people)
    later = next(iter(_standing(same & (Merge.id > merge.id))), None)
    if later is not None:
        line = _line(later)
        raise Refusal(
            f"这次合并之后，{line.user}在 {line.at} 又把第 {line.loser} 号人员并入了第 {line.winner} 号人员。",
            "请先拆分那一次合并，再拆分这一次。",
        )


def _standing(where: Any) -> list[Merge]:
    return list(Merge.select().where(where & (Merge.undone_at == "")).order_by(Merge.id.desc()))


def _line(merge: Merge) -> Line:
    ids = merge.__data__
    return Line(merge.id, ids["winner"], ids["loser"], merge.at, merge.user, merge.reason)
