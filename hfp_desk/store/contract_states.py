"""How contracts stand, one after the other: what many have in common is reckoned once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hfp_desk.policy import Item
from hfp_desk.rules import fulfilment as rules
from hfp_desk.rules.fulfilment import Profile, Proofs
from hfp_desk.rules.signing import VISIT, contract_year, due_by
from hfp_desk.store.proofs import Window

Cell = tuple[int | None, int]
"""Due (None: no number of times is given) and done."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What is due and done: a cell for each item, None where the contract does not hold it. Many contracts share one.

    ``due`` and ``done`` are sums over the items, ``overdue`` says that something due was not done.
    """

    cells: tuple[Cell | None, ...]
    due: int
    done: int
    overdue: bool

    @classmethod
    def of(cls, cells: tuple[Cell | None, ...]) -> State:
        """The state that these cells add up to."""
        told = [(cell[0] or 0, cell[1]) for cell in cells if cell]
        done = sum(min(wanted, made) for wanted, made in told)
        return cls(cells, sum(wanted for wanted, _ in told), done, any(made < wanted for wanted, made in told))


class Reckoner:
    """Due and done of the items by what was counted in ``window``."""

    def __init__(self, window: Window, items: Sequence[Item]) -> None:
        self._items, self._day = items, window.day
        self._visits, self._exams, self._services = window.visits(), window.exams(), window.services()
        open_to_all = any(item.proof == VISIT and not (item.programmes or item.groups) for item in items)
        self._days = window.days() if open_to_all else {}
        self._cases = window.cases()
        self._due: dict[str, tuple[int | None, ...]] = {}
        self._known: dict[tuple[object, ...], State] = {}

    def state(self, contract: int, person: int, held: tuple[str, str], begins: str, there: tuple[bool, bool]) -> State:
        """How a contract stands: ``held`` are its groups and package as stored, ``there`` record and card."""
        programmes, plans = self._cases.get(person, _NOTHING)
        proofs = Proofs(
            self._days.get(contract, 0),
            self._visits.get(contract, ()),
            self._exams.get(contract, 0),
            self._services.get(contract, ()),
            plans,
            *there,
        )
        key = (programmes, held, begins, proofs)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = State.of(self._cells(programmes, held, begins, proofs))
        return found

    def _cells(
        self, programmes: frozenset[str], held: tuple[str, str], begins: str, proofs: Proofs
    ) -> tuple[Cell | None, ...]:
        groups, package = held
        profile = Profile.of(programmes, frozenset(groups.split(",") if groups else ()), package)
        return tuple(
            (due, rules.done(item, profile, proofs)) if rules.holds(item, profile) else None
            for item, due in zip(self._items, self._dues(begins), strict=True)
        )

    def _dues(self, begins: str) -> tuple[int | None, ...]:
        if begins not in self._due:
            first = contract_year(date.fromisoformat(begins), self._day)
            self._due[begins] = tuple(_due(item, first, self._day) for item in self._items)
        return self._due[begins]


_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def _due(item: Item, first: date, day: date) -> int | None:
    return None if item.times is None else due_by(item.times, item.proof, first, day, item.within_weeks)
