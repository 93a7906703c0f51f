"""Agreements on an open and a restricted stay, advances in a joint audit, a subsidy, somebody who died."""

from datetime import date
from decimal import Decimal

from hfp_desk.records import Agreement, AuditBatch, Instalment, Person, Settlement, Subsidy
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register

_SIGNED, _LEFT = date(2020, 3, 2), date(2020, 3, 12)


def plant(register: Register, who: Person, bill: Settlement, secret: Settlement, totals: tuple[str, str]) -> None:
    """One agreement with an instalment past its day, one of a restricted stay; both bills were advanced."""
    for one, total in zip((bill, secret), totals, strict=True):
        agreed = Agreement.new(person=who, treatment=one.treatment, kind="1", signed_on=_SIGNED, discharged=_LEFT)
        agreed.hospital, agreed.total = one.treatment.hospital, Decimal(total.replace(",", ""))
        agreed.own_share = agreed.arrears = Decimal("900.50")
        keeping.save(register, agreed, Instalment.new(agreement=agreed, due_on=_LEFT, amount=Decimal("900.50")))
        one.advanced, one.audit_batch = Decimal("8000"), "2020年第1批" if one is bill else "2020年第2批"
        keeping.save(register, one)
    keeping.save(register, AuditBatch.new(number="2020年第1批", claimed=Decimal("8000"), claims=1))
    today = date.today()
    held = Subsidy.new(person=who, year=today.year, category="01", change="1", listed_on=today.replace(day=1))
    held.subsidised = Decimal("250")
    keeping.save(register, held, Person.new(name="王植入亡", died_on=date(2020, 2, 2), town=who.town))
