"""Signing and fulfilment by township, village, team, doctor or group: the table that an inspector asks for.

Who is not signed has neither team nor doctor nor group, so 应签 stands with townships and villages only. A contract of
several groups counts in each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.rules.signing import REFUSED, SIGNED
from hfp_desk.store import awareness
from hfp_desk.store.awareness import NOBODY, Answer, Share
from hfp_desk.store.fulfilment import ContractLine
from hfp_desk.store.official_order import NOWHERE, Spot
from hfp_desk.store.signing import Signer, Signing

_UNKNOWN = "不详"


class By(StrEnum):
    """By what the table is told, with its word."""

    TOWN = "乡镇"
    VILLAGE = "行政村"
    TEAM = "签约团队"
    DOCTOR = "签约医生"
    GROUP = "人群分类"

    @property
    def of_places(self) -> bool:
        """Whether people who are not signed belong to one too."""
        return self in (By.TOWN, By.VILLAGE)


@dataclass(frozen=True)
class GroupLine:
    """A township, village …; ``counted`` 应签 and who is ``signed`` of them are None where it is not told by place.

    ``contracts`` are all contracts in force, ``good`` of the ``persons`` have everything that is due.
    """

    name: str
    above: str
    contracts: tuple[int, ...]
    due: int
    done: int
    persons: int
    good: int
    counted: int | None = None
    signed: int | None = None
    refused: int | None = None
    knowing: Share = NOBODY
    content: Share = NOBODY


def groups(found: Signing, lines: Iterable[ContractLine], answers: Iterable[Answer], by: By) -> list[GroupLine]:
    """The table; places in the official order, everything else by the number of contracts."""
    mine: dict[Any, list[ContractLine]] = defaultdict(list)
    for line in lines:
        for key in _KEYS[by](line):
            mine[key].append(line)
    if not by.of_places:
        return [_by_word(key, mine[key], by) for key in sorted(mine, key=lambda key: -len(mine[key]))]
    place = "town" if by is By.TOWN else "village"
    people: dict[Any, list[Signer]] = defaultdict(list)
    for one in found.people:
        if one.counted or one.standing == REFUSED:
            people[getattr(one, place)].append(one)
    asked = awareness.by_place(answers, place)
    keys = sorted({*mine, *people}, key=lambda key: found.spots.get(key, NOWHERE).rank)
    named = {key: found.spots.get(key, NOWHERE) for key in keys}
    if by is By.TOWN:
        named = {key: spot._replace(above="") for key, spot in named.items()}
    return [_of_place(spot, mine[key], people[key], asked.get(key)) for key, spot in named.items()]


_KEYS: Mapping[By, Callable[[ContractLine], Sequence[Any]]] = {
    By.TOWN: lambda line: (line.town,),
    By.VILLAGE: lambda line: (line.village,),
    By.TEAM: lambda line: (line.team_name,),
    By.DOCTOR: lambda line: (line.doctor,),
    By.GROUP: lambda line: line.groups or ("",),
}


def together(lines: Sequence[GroupLine]) -> GroupLine:
    """合计 of a table by place, where everybody stands in one line only."""

    def total(name: str) -> int:
        return sum(getattr(one, name) or 0 for one in lines)

    def share(name: str) -> Share:
        shares = [getattr(one, name) for one in lines]
        return Share(sum(one.count for one in shares), sum(one.whole for one in shares))

    return GroupLine(
        name="合计",
        above="",
        contracts=tuple(contract for one in lines for contract in one.contracts),
        **{name: total(name) for name in ("due", "done", "persons", "good", "counted", "signed", "refused")},
        knowing=share("knowing"),
        content=share("content"),
    )


def _by_word(key: str, lines: Sequence[ContractLine], by: By) -> GroupLine:
    name = code_list("contract_group").shown(key) if by is By.GROUP and key else key
    return _line(name or _UNKNOWN, "", lines)


def _of_place(
    spot: Spot, lines: Sequence[ContractLine], people: Sequence[Signer], asked: tuple[Share, Share] | None
) -> GroupLine:
    counted = [one for one in people if one.counted]
    knowing, content = asked or (NOBODY, NOBODY)
    return replace(
        _line(spot.name or _UNKNOWN, spot.above, lines),
        counted=len(counted),
        signed=sum(one.standing == SIGNED for one in counted),
        refused=sum(one.entitled and one.standing == REFUSED for one in people),
        knowing=knowing,
        content=content,
    )


def _line(name: str, above: str, lines: Sequence[ContractLine]) -> GroupLine:
    late = {line.person for line in lines if line.state.overdue}
    persons = {line.person for line in lines}
    return GroupLine(
        name=name,
        above=above,
        contracts=tuple(line.id for line in lines),
        due=sum(line.state.due for line in lines),
        done=sum(line.state.done for line in lines),
        persons=len(persons),
        good=len(persons - late),
    )
