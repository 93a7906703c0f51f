"""Which service items a contract holds, and how often each was fulfilled by the records that prove it (ZS §八).

签约一项履约一项: nothing is ticked. Under several diseases the one that was visited least counts; a plan has to be
there for each of them. Items without a number of times are shown and not judged.
"""

from __future__ import annotations

from typing import NamedTuple

from hfp_desk.policy import Item
from hfp_desk.rules import signing
from hfp_desk.rules.signing import PROGRAMME_OF_GROUP


class Profile(NamedTuple):
    """What of a contract decides which items it holds: programmes under which the person is managed, groups, package.

    Programmes and groups imply each other (高血压患者 ↔ 高血压).
    """

    programmes: frozenset[str]
    groups: frozenset[str]
    package: str

    @classmethod
    def of(cls, programmes: frozenset[str], groups: frozenset[str], package: str) -> Profile:
        """The profile with what follows from each other added."""
        implied = {programme for group, programme in PROGRAMME_OF_GROUP.items() if group in groups}
        more = {group for group, programme in PROGRAMME_OF_GROUP.items() if programme in programmes}
        return cls(programmes | implied, groups | more, package)


class Proofs(NamedTuple):
    """How often something was recorded within the contract year: days of visits in all and by programme, exams,
    services by proof and name; programmes with a plan; whether there is a record and a card.
    """

    days: int
    visits: tuple[tuple[str, int], ...]
    exams: int
    services: tuple[tuple[tuple[str, str], int], ...]
    plans: frozenset[str]
    has_record: bool
    has_card: bool


def holds(item: Item, profile: Profile) -> bool:
    """Whether a contract of that profile holds the item."""
    return (
        (not item.programmes or not profile.programmes.isdisjoint(item.programmes))
        and (not item.groups or not profile.groups.isdisjoint(item.groups))
        and (not item.package or item.package == profile.package)
    )


def programmes_of(item: Item, profile: Profile) -> frozenset[str]:
    """The programmes an item is fulfilled under; none where it is for everybody."""
    wanted = item.programmes or tuple(PROGRAMME_OF_GROUP[one] for one in item.groups if one in PROGRAMME_OF_GROUP)
    return profile.programmes.intersection(wanted)


def done(item: Item, profile: Profile, proofs: Proofs) -> int:
    """How often the item was fulfilled."""
    if item.proof == signing.VISIT:
        visited = dict(proofs.visits)
        return min((visited.get(one, 0) for one in programmes_of(item, profile)), default=proofs.days)
    if item.proof == signing.EXAM:
        return proofs.exams
    if item.proof == signing.PLAN:
        return _planned(programmes_of(item, profile), proofs) or _served(item, proofs)
    if item.proof in (signing.RECORD, signing.CARD):
        return int(proofs.has_record if item.proof == signing.RECORD else proofs.has_card)
    return _served(item, proofs)


def _planned(wanted: frozenset[str], proofs: Proofs) -> int:
    return int(wanted <= proofs.plans if wanted else bool(proofs.plans))


def serves(item: Item, proof: str, name: str) -> bool:
    """Whether a service proves an item: by its proof; other services, and those without one, by the item's name."""
    named = name in (item.label, item.name)
    return (proof == item.proof != signing.OTHER) or (proof in ("", signing.OTHER) and named)


def _served(item: Item, proofs: Proofs) -> int:
    return sum(count for (proof, name), count in proofs.services if serves(item, proof, name))
