"""A team, a contract that holds today, services and answers of the planted person."""

from datetime import date

from hfp_desk.records import Contract, Person, Service, Survey, Team, TeamMember, Treatment
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register

STARTS, ENDS = date(2021, 3, 5), date(2099, 12, 31)


def plant(register: Register, who: Person, secret_stay: Treatment, name: str, phone: str, secret: str) -> None:
    """The service on the secret stay says what only those with 保密 may read."""
    team = Team.new(name="第一团队", leader="何明", town=who.town)
    keeping.save(register, team)
    keeping.save(register, TeamMember.new(team=team, name=name, role="1", phone=phone))
    contract = Contract.new(person=who, household=who.household, team=team, state="3", starts=STARTS, ends=ENDS)
    contract.doctor_name = "何明"
    keeping.save(register, contract)
    hidden = Service.new(person=who, contract=contract, item=secret, served_on=date(2020, 3, 20))
    hidden.treatment = secret_stay
    keeping.save(register, hidden)
    keeping.save(register, Survey.new(person=who, surveyed_on=date(2020, 3, 20), knows_policy=True, satisfaction="1"))
