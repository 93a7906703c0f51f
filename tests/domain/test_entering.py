"""Entry by hand: what follows from what was typed, what is judged, and that it all goes in together or not at all."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    CONTRACT,
    DIAGNOSIS,
    HOUSEHOLD,
    IDENTITY,
    INSTITUTION,
    PERSON,
    SETTLEMENT,
    TREATMENT,
    Change,
    Household,
    Person,
    Place,
    Treatment,
)
from hfp_desk.store import choosing, entering, keeping
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")
NUMBER = "11010519491231002X"
CLERK = Viewer.of("李敏", "entry,secret")


def kept(register: Register, made: Any, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values)]).ids[0]


def links(register: Register, kind: Any, record: int) -> dict[str, Any]:
    return dict(entering.load(register, kind, record, CLERK).values)


def village_of(town: str) -> Place:
    parent = Place.get((Place.name == town) & (Place.level == "4"))
    found: Place = Place.get(Place.parent == parent)
    return found


def test_a_stay_and_its_bill_are_tied_to_each_other_and_to_the_person(register: Register) -> None:
    person = kept(register, PERSON, name="李玥", id_number=NUMBER)
    stay = Draft(TREATMENT, {"person": person, "disease": "肺癌", "admitted": date(2020, 3, 2)})
    bill = Draft(SETTLEMENT, {"total": Decimal("100.10")})
    made = entering.keep(register, ZS, [stay, bill])
    settlement = links(register, SETTLEMENT, made.ids[1])
    assert (settlement["treatment"], settlement["person"]) == (made.ids[0], person)
    assert made.changes == {"treatment": {made.ids[0]}, "settlement": {made.ids[1]}}
    assert len({change.deed for change in Change.select().where(Change.kind.in_(["treatment", "settlement"]))}) == 1


def test_a_new_person_comes_with_the_identity(register: Register) -> None:
    made = entering.keep(register, ZS, [Draft(PERSON, {"name": "李玥"}), Draft(IDENTITY, {"kind": "01"})])
    assert entering.load(register, IDENTITY, made.ids[1], CLERK).values["person"] == made.ids[0]


def test_the_township_follows_from_the_village_and_the_village_from_the_household(register: Register) -> None:
    village = village_of("临江镇")
    home = kept(register, HOUSEHOLD, number="3609820001", head_name="李大", village=village.id)
    person = kept(register, PERSON, name="李玥", household=home)
    assert links(register, PERSON, person)["village"] == village.id
    assert entering.load(register, PERSON, person, CLERK).titles["town"] == "临江镇"
    assert Household.get_by_id(home).town.name == "临江镇"


def test_a_contract_is_the_household_s_of_who_signs(register: Register) -> None:
    home, other = (kept(register, HOUSEHOLD, number=number, head_name="李大") for number in ("01", "02"))
    person = kept(register, PERSON, name="李玥", household=home)
    assert links(register, CONTRACT, kept(register, CONTRACT, person=person, state="1"))["household"] == home
    chosen = kept(register, CONTRACT, person=person, state="1", household=other)
    assert links(register, CONTRACT, chosen)["household"] == other, "what was chosen stays"


def test_what_a_clerk_chose_is_not_overruled(register: Register) -> None:
    other = Place.get((Place.name == "永泰镇") & (Place.level == "4"))
    person = kept(register, PERSON, name="李玥", village=village_of("临江镇").id, town=other.id)
    assert Person.get_by_id(person).town.name == "永泰镇"


def test_a_disease_is_named_as_the_policy_names_it_and_restricted_ones_are_marked(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    cancer = entering.load(register, DIAGNOSIS, kept(register, DIAGNOSIS, person=person, disease="食道癌"), CLERK)
    mental = entering.load(register, DIAGNOSIS, kept(register, DIAGNOSIS, person=person, disease="精神分裂症"), CLERK)
    assert (cancer.values["standard_disease"], cancer.values["restricted"]) == ("食管癌", None)
    assert mental.values["restricted"] is True


def test_a_stay_finds_its_hospital_and_its_verified_disease(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    hospital = kept(register, INSTITUTION, name="樟树市人民医院", level="2", area="1")
    ill = kept(register, DIAGNOSIS, person=person, disease="食管癌")
    stay = kept(register, TREATMENT, person=person, disease="食道癌", hospital="樟树市人民医院")
    found = links(register, TREATMENT, stay)
    assert [found[name] for name in ("institution", "level", "area", "diagnosis")] == [hospital, "2", "1", ill]


def test_a_record_comes_back_to_its_form_with_the_words_of_its_links(register: Register) -> None:
    village = village_of("临江镇")
    person = kept(register, PERSON, name="李玥", village=village.id)
    draft = entering.load(register, PERSON, person, CLERK)
    assert draft.values["village"] == village.id
    assert draft.titles == {"village": village.name, "town": "临江镇"}
    assert (draft.version, draft.voided) == (1, False)


def test_a_form_opened_before_another_save_is_told_so(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    mine = entering.load(register, PERSON, person, CLERK)
    kept_other = Draft(PERSON, {"phone": "13800000000"}, person, mine.version)
    entering.keep(register, ZS, [kept_other])
    with pytest.raises(keeping.Overtaken):
        entering.keep(register, ZS, [Draft(PERSON, {"name": "李月"}, person, mine.version)])
    assert Person.get_by_id(person).name == "李玥"


def test_nothing_is_kept_when_one_of_the_drafts_cannot_be(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    old = Draft(PERSON, {"phone": "13800000000"}, person, 99)
    with pytest.raises(keeping.Overtaken):
        entering.keep(register, ZS, [Draft(DIAGNOSIS, {"person": person, "disease": "肺癌"}), old])
    assert not entering.load(register, PERSON, person, CLERK).values["phone"]
    assert Change.select().where(Change.kind == "diagnosis").count() == 0


def test_problems_are_told_before_anything_is_kept(register: Register) -> None:
    person = kept(register, PERSON, name="李玥", id_number=NUMBER)
    stay = Draft(TREATMENT, {"person": person, "disease": "宫颈癌", "kind": "1", "area": "2", "hospital": "外地医院"})
    bill = Draft(SETTLEMENT, {"total": Decimal(100), "basic": Decimal(50), "own_share": Decimal(40)})
    told = {problem.code for problem in entering.problems(register, ZS, [stay, bill])}
    assert {"E-MONEY-BALANCE", "W-AREA-REFERRAL", "W-RATIO-LOW"} <= told
    assert Treatment.select().count() == 0


def test_a_second_stay_at_the_same_time_is_noticed(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    days = {"admitted": date(2020, 3, 2), "discharged": date(2020, 3, 12), "kind": "1", "person": person}
    kept(register, TREATMENT, disease="肺癌", **days)
    later = Draft(TREATMENT, {**days, "disease": "肺癌", "admitted": date(2020, 3, 5)})
    assert "W-STAY-OVERLAP" in {problem.code for problem in entering.problems(register, ZS, [later])}


def test_a_record_that_is_not_there_is_refused_in_words(register: Register) -> None:
    with pytest.raises(Refusal, match="没有第 99 号人员"):
        entering.load(register, PERSON, 99, CLERK)


def test_a_form_shows_nothing_the_viewer_may_not_see(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    ill = kept(register, DIAGNOSIS, person=person, disease="精神分裂症")
    with pytest.raises(Refusal, match="保密病种"):
        entering.load(register, DIAGNOSIS, ill, Viewer.of("王强", "entry"))
    with pytest.raises(Refusal, match="只能查看清单"):
        entering.load(register, PERSON, person, Viewer.of("张伟", "query"))


@pytest.mark.parametrize("text", ["临江", "ljz", "江镇"])
def test_a_township_is_found_by_name_initials_or_part(register: Register, text: str) -> None:
    assert "临江镇" in [offer.title for offer in choosing.offers(register, Person.town, text, {}, CLERK)]


def test_villages_are_those_of_the_chosen_township(register: Register) -> None:
    village = village_of("临江镇")
    all_found = choosing.offers(register, Person.village, "", {}, CLERK)
    near = choosing.offers(register, Person.village, "", {"town": village.parent.id}, CLERK)
    assert 0 < len(near) < len(all_found)
    assert {offer.hint for offer in near} == {"临江镇"}


def test_a_household_is_found_by_its_head_within_the_village(register: Register) -> None:
    village = village_of("临江镇")
    home = kept(register, HOUSEHOLD, number="3609820001", head_name="李大", village=village.id)
    kept(register, HOUSEHOLD, number="3609820002", head_name="李二", village=village_of("永泰镇").id)
    found = choosing.offers(register, Person.household, "李", {"village": village.id}, CLERK)
    assert [(offer.id, offer.title, offer.hint) for offer in found] == [(home, "李大 3609820001", village.name)]
