"""建档立卡贫困人口家庭医生签约服务档案: 一户一档 whose catalogue says exactly what the register holds (§2.17).

The bag lies in the village and is opened for inspections: what is restricted has no place in it, whoever prints it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from peewee import Field

from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import SECRET
from hfp_desk.papers.follow_up import FIRST
from hfp_desk.papers.job import Area, Job, PaperForm, Takes
from hfp_desk.papers.showing import shown
from hfp_desk.papers.visit_layout import COLUMNS
from hfp_desk.records import Checkup, Contract, FollowUp, Household, Person, Service, Team
from hfp_desk.rules.contract_checks import UNSIGNED
from hfp_desk.store import signing_bags, stays

if TYPE_CHECKING:
    from hfp_desk.printing.facts import DossierItem
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.visit_facts import BagMember, SigningBagFacts

_AGREEMENT, _EXAM, _VISITS, _SERVICES = "家庭医生签约服务协议书", "健康体检表", "随访服务记录表", "签约服务登记表"


def draw(paper: Paper, job: Job) -> int:
    """One catalogue a household, in the order of villages; gives their number."""
    from hfp_desk.printing.forms import people, signing_bag

    chosen = signing_bags.households(job.register, job.scope)
    openly = replace(job, viewer=replace(job.viewer, roles=job.viewer.roles - {SECRET}))
    facts = (bag_facts(Household.get_by_id(one), openly) for one in chosen)
    return people.draw_people(paper, facts, signing_bag.draw, len(chosen), job.progress)


def count_members(job: Job) -> int:
    """How many persons the catalogues name."""
    return sum(len(signing_bags.members(one)) for one in signing_bags.households(job.register, job.scope))


def bag_facts(household: Any, job: Job) -> SigningBagFacts:
    """What belongs into the bag of one household, member by member."""
    from hfp_desk.printing.visit_facts import SigningBagFacts

    people = signing_bags.members(household.id)
    contract = _last_contract(people, job)
    village = "".join(place.name for place in (household.town, household.village) if place)
    address = shown(Household.address, household.address, job.viewer)
    return SigningBagFacts(
        village=village,
        name=shown(Household.head_name, household.head_name, job.viewer),
        number=shown(Household.number, household.number, job.viewer),
        place=f"{village}{household.group}{address}",
        period=_period(job),
        members=tuple(_member(person, job) for person in people),
        team=contract.team.name if contract and contract.team else "",
        doctor=contract.doctor_name if contract else "",
        phone=shown(Team.phone, contract.team.phone, job.viewer) if contract and contract.team else "",
    )


def _member(person: Person, job: Job) -> BagMember:
    from hfp_desk.printing.visit_facts import BagMember

    name = shown(Person.name, person.name, job.viewer)
    return BagMember(name, code_list("relation").shown(person.relation), tuple(_items(person, job)))


def _items(person: Person, job: Job) -> Iterator[DossierItem]:
    """Agreement, exam, visits and services as the register has them, then the cards."""
    yield _item(_AGREEMENT, _contracts(person, job), Contract.signed_on, job, _about_agreement)
    yield _item(_EXAM, stays.living(Checkup, person, job.viewer), Checkup.examined_on, job)
    yield _item(_VISITS, stays.living(FollowUp, person, job.viewer), FollowUp.visited_on, job, _about_visits, _sheets)
    yield _item(_SERVICES, stays.living(Service, person, job.viewer), Service.served_on, job)
    yield _card(Person.chronic_card, person)
    yield _card(Person.health_card, person)


def _contracts(person: Person, job: Job) -> list[Any]:
    return [one for one in stays.living(Contract, person, job.viewer) if one.state != UNSIGNED]


def _item(
    label: str,
    records: list[Any],
    when: Field[date | None],
    job: Job,
    about: Callable[[list[Any]], str] = lambda _records: "",
    sheets: Callable[[list[Any]], int] = len,
) -> DossierItem:
    from hfp_desk.printing.facts import DossierItem

    known = [record for record in records if _within(getattr(record, when.name), job)]
    days = [getattr(record, when.name) for record in known if getattr(record, when.name)]
    return DossierItem(label, bool(known), sheets(known), max(days, default=None), about(known))


def _within(day: date | None, job: Job) -> bool:
    """In the period; what has no day is never left out."""
    since, until = job.scope.since, job.scope.until
    return day is None or ((since is None or day >= since) and (until is None or day <= until))


def _card(field: Field[str], person: Person) -> DossierItem:
    from hfp_desk.printing.facts import DossierItem

    there = bool(getattr(person, field.name))
    return DossierItem(spec_of(field).label.removesuffix("号"), there, int(there))


def _about_agreement(contracts: list[Any]) -> str:
    if not contracts:
        return ""
    last = contracts[-1]
    parts = (f"到期 {last.ends}" if last.ends else "", "未交户" if last.handed_over is False else "")
    return "，".join(part for part in parts if part)


def _about_visits(visits: list[Any]) -> str:
    kinds = code_list("programme")
    told = "、".join(dict.fromkeys(kinds.shown(visit.programme) for visit in visits))
    return f"{told} {len(visits)} 次" if visits else ""


def _sheets(visits: list[Any]) -> int:
    """How many sheets the visits fill: four visits of a year under one programme share one."""
    years = Counter((one.programme, one.stage == FIRST, one.visited_on and one.visited_on.year) for one in visits)
    return sum(count if first else -(-count // COLUMNS) for (_, first, _), count in years.items())


def _last_contract(people: list[Person], job: Job) -> Any:
    found = [contract for person in people for contract in _contracts(person, job)]
    return max(found, key=lambda one: (one.signed_on or date.min, one.id), default=None)


def _period(job: Job) -> str:
    since, until = job.scope.since, job.scope.until
    return f"{since or '最早'} 至 {until or '今'}" if since or until else "全部"


def forms() -> tuple[PaperForm, ...]:
    """The catalogue of the signing bag."""
    takes = Takes(places=True, persons=True, period="资料期间")
    advice = "请换一个乡镇、村或人员；还没有签约的户，先在“签约履约”中录入或导入签约。"
    also = ("签约服务档案", "一户一档", "签约袋")
    return (
        PaperForm(
            "signing-bag", "签约服务档案目录（一户一档）", also, draw, count_members, takes, Area.SIGNING, advice
        ),
    )
