"""单病种超标准清单: the stays above the price of their disease with whose they are, township by township."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.records import Treatment
from hfp_desk.store import protection_names
from hfp_desk.store.opening import Register
from hfp_desk.store.protection_bills import Asked
from hfp_desk.store.protection_prices import overpriced


@dataclass(frozen=True)
class Overrun:
    """A stay above its price, names as the viewer may read them."""

    person: int
    town: str
    name: str
    hospital: str
    disease: str
    day: date | None
    total: Decimal
    price: Decimal
    document: str

    @property
    def over(self) -> Decimal:
        """By how much."""
        return self.total - self.price


def overruns(register: Register, asked: Asked) -> tuple[Overrun, ...]:
    """Every stay of the period above its price, in the order of places, the dearest first."""
    hospital, disease = spec_of(Treatment.hospital), spec_of(Treatment.disease)
    with register.session():
        found = overpriced(register.db, asked)
        names = protection_names.labels(register.db, "person", sorted({one.person for one in found}), asked.viewer)
    found.sort(key=lambda one: (names[one.person].order, -one.over, one.stay))
    return tuple(
        Overrun(
            one.person,
            names[one.person].place,
            names[one.person].label,
            gate.shown(hospital, one.hospital, asked.viewer),
            gate.shown(disease, one.disease, asked.viewer),
            one.day,
            one.total,
            one.price.amount,
            one.price.document,
        )
        for one in found
    )
