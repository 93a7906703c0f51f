"""Twenty-six invented people of two towns and an office's own return over them, for the tests of sending."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk.records import Contract, Diagnosis, Household, Identity, Person, Record, Settlement, Treatment
from hfp_desk.returns import Definition, Period, periods
from hfp_desk.store import keeping, returns
from hfp_desk.store.keeping import Deed
from hfp_desk.store.opening import Register
from tests.domain.listed import keep, person, stay, village_of

TOML = """
name = "proof"
title = "健康扶贫进展月报表"
cutoff = 25
due = 28
rows = "towns"

[[columns]]
name = "homes"
head = ["贫困户"]
indicator = "proof_homes"

[[columns]]
name = "people"
head = ["贫困人口"]
indicator = "proof_people"

[[columns]]
name = "women"
head = ["其中：女"]
indicator = "proof_women"
among = "people"

[[columns]]
name = "ill"
head = ["大病", "核准"]
indicator = "proof_ill"

[[columns]]
name = "treated"
head = ["大病", "已救治"]
indicator = "proof_treated"
among = "ill"

[[columns]]
name = "rate"
head = ["大病", "救治率（%）"]
ratio = ["treated", "ill"]
unit = "%"
digits = 2

[[columns]]
name = "waiting"
head = ["大病", "未救治"]
indicator = "proof_waiting"

[[columns]]
name = "stays"
head = ["住院", "本月人次"]
indicator = "proof_stays"
span = "period"

[[columns]]
name = "cost"
head = ["住院", "费用（元）"]
indicator = "proof_cost"
span = "period"
digits = 2

[[columns]]
name = "signed"
head = ["签约人数"]
indicator = "proof_signed"

[[columns]]
name = "births"
head = ["出生（人）"]
written = true

[[indicators]]
name = "proof_homes"
label = "贫困户"
unit = "户"
record = "person"
counts = "household"
people = "poor"

[[indicators]]
name = "proof_people"
label = "贫困人口"
unit = "人"
record = "person"
people = "poor"

[[indicators]]
name = "proof_women"
label = "贫困妇女"
unit = "人"
within = "proof_people"
where = ["sex = 2"]

[[indicators]]
name = "proof_ill"
label = "大病核准"
unit = "人"
record = "diagnosis"
counts = "person"
people = "poor"
where = ["batch_class = 1", "verify_state = 2"]
when = "verified_on"

[[indicators]]
name = "proof_treated"
label = "大病已救治"
unit = "人"
within = "proof_ill"
has = [{ record = "treatment", when = "admitted" }]

[[indicators]]
name = "proof_waiting"
label = "大病未救治"
unit = "人"
within = "proof_ill"
lacks = [{ record = "treatment", when = "admitted" }]

[[indicators]]
name = "proof_stays"
label = "住院人次"
unit = "人次"
record = "treatment"
when = "admitted"

[[indicators]]
name = "proof_cost"
label = "住院费用"
unit = "元"
record = "settlement"
counts = "total"
when = "settled_on"

[[indicators]]
name = "proof_signed"
label = "签约人数"
unit = "人"
record = "contract"
counts = "person"
where = ["state in 1,3"]
when = "signed_on"
"""

STAFF = """
name = "staff"
title = "村医月报表"
cutoff = 25
rows = "towns"

[[columns]]
name = "doctors"
head = ["村医"]
indicator = "staff_doctors"

[[indicators]]
name = "staff_doctors"
label = "村医"
unit = "人"
record = "doctor"
"""
"""The village doctors, whose township may be that of their clinic."""

NAMES = tuple("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹")
MONTH = "2020-03"


class World:
    """The people in their order, each with household, identity, disease, stay, bill and contract."""

    def __init__(self, register: Register) -> None:
        folder = returns.own_folder(register)
        folder.mkdir()
        (folder / "proof.toml").write_text(TOML, encoding="utf-8")
        self.register = register
        with keeping.deed(register) as act:
            self.people = [self._person(act, place) for place in range(len(NAMES))]

    @property
    def definition(self) -> Definition:
        """The office's own return."""
        return returns.named(self.register, "proof")

    @property
    def period(self) -> Period:
        """March 2020, cut off on the 25th."""
        return periods.period(self.definition, MONTH)

    def of(self, model: type[Any], place: int) -> Any:
        """The first living record of a person."""
        return model.select().where((model.person == self.people[place]) & (model.voided_at == "")).first()

    def change(self, record: Any, reason: str = "", **values: Any) -> None:
        """Change a record as a form does."""
        for name, value in values.items():
            setattr(record, name, value)
        keeping.save(self.register, record, reason=reason)

    def _person(self, act: Deed, place: int) -> Person:
        village = village_of("临江镇" if place % 2 else "永泰镇")
        where = {"town": village.parent, "village": village}
        home = Household.new(number=f"36{place:04}", **where)
        who = Person.new(name=f"{NAMES[place]}样例", household=home, sex="2" if place % 3 else "1", **where)
        for record in (home, who, Identity.new(person=who, kind="01", starts="2014"), *self._care(who, place)):
            act.save(record)
        return who

    def _care(self, who: Person, place: int) -> Iterator[Record]:
        known = {"disease": "肺癌", "batch_class": "1", "verify_state": "2", "verified_on": date(2020, 1, 5)}
        ill = Diagnosis.new(person=who, **known)
        yield ill
        if place < 20:
            days = {"admitted": date(2020, 3, 2), "discharged": date(2020, 3, 12)}
            treated = Treatment.new(person=who, diagnosis=ill, disease="肺癌", **days)
            paid = {"total": Decimal(1000), "basic": Decimal(900), "own_share": Decimal(100)}
            yield treated
            yield Settlement.new(person=who, treatment=treated, settled_on=date(2020, 3, 13), **paid)
        signed = {"state": "1", "signed_on": date(2020, 1, 8), "starts": date(2020, 1, 8), "ends": date(2020, 12, 31)}
        yield Contract.new(person=who, **signed)


def twenty_changes(world: World) -> None:
    """Twenty changes of different kinds to what was counted."""
    register = world.register
    for place in (0, 1):
        world.change(world.of(Diagnosis, place), verify_state="3", reason="核查不符")
    for place in (2, 3):
        keeping.void(register, world.of(Treatment, place), "重复登记")
    for place in (4, 5):
        other = village_of("永泰镇" if place % 2 else "临江镇")
        world.change(world.people[place], village=other, town=other.parent)
    for place in (6, 7):
        world.change(world.of(Identity, place), ends="2020-02")
    for place in (8, 9):
        world.change(world.people[place], died_on=date(2020, 3, 20))
    for place in (10, 11):
        world.change(world.of(Settlement, place), total=Decimal(1500 + place), own_share=Decimal(600 + place))
    for place in (12, 13):
        world.change(world.of(Contract, place), state="2", cancelled_on=date(2020, 3, 1))
    for place in (20, 21):
        stay(register, world.people[place], admitted=date(2020, 3, 20), discharged=date(2020, 3, 24))
    world.change(world.of(Treatment, 14), admitted=date(2020, 4, 2), discharged=date(2020, 4, 12))
    world.change(world.people[15], sex="1" if world.people[15].sex == "2" else "2")
    keeping.void(register, world.of(Diagnosis, 16), "误报")
    keep(register, Identity.new(person=person(register, "新样例"), kind="01", starts="2020-01"))
