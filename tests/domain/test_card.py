"""The person at a glance: what is shown, in which order it happened, and what stays hidden from whom."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.papers import catalogue
from hfp_desk.problems import Refusal
from hfp_desk.records import DIAGNOSIS, HOUSEHOLD, IDENTITY, PERSON, SETTLEMENT, TREATMENT, Diagnosis, Place, Treatment
from hfp_desk.store import card, entering, keeping
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")
CLERK, GUEST = Viewer.of("李敏", "entry,secret"), Viewer.of("王强", "query")
NUMBER = "11010519491231002X"


def kept(register: Register, made: Any, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values)]).ids[0]


@pytest.fixture
def person(register: Register) -> int:
    town = Place.get((Place.name == "临江镇") & (Place.level == "4"))
    village = Place.get(Place.parent == town)
    home = kept(register, HOUSEHOLD, number="3609820001", head_name="李大", village=village.id, income=Decimal(3000))
    made = kept(register, PERSON, name="李玥", id_number=NUMBER, household=home, relation="02", phone="13812345678")
    kept(register, PERSON, name="李小", household=home, relation="21")
    kept(register, IDENTITY, person=made, kind="02", starts="2016", ends="2018-05", exit_reason="1")
    kept(register, IDENTITY, person=made, kind="01", starts="2014")
    ill = {"disease": "精神分裂症", "found_on": "2019-12", "verified_on": date(2020, 1, 5), "verify_state": "2"}
    kept(register, DIAGNOSIS, person=made, **ill)
    days = {"admitted": date(2020, 3, 2), "discharged": date(2020, 3, 12)}
    stay = Draft(TREATMENT, {"person": made, "disease": "肺癌", "hospital": "樟树市人民医院", **days})
    money = {"settled_on": date(2020, 3, 12), "total": Decimal("38214.50"), "own_share": Decimal("3102.10")}
    entering.keep(register, ZS, [stay, Draft(SETTLEMENT, money)])
    return made


def test_the_head_says_who_it_is(register: Register, person: int) -> None:
    found = card.card(register, person, CLERK)
    assert (found.name, found.sex, found.phone, found.id_number) == ("李玥", "女", "13812345678", NUMBER)
    assert found.place.startswith("临江镇 ")
    assert found.age == f"{date.today().year - 1949 - ((date.today().month, date.today().day) < (12, 31))}岁"
    assert [(chip.text, chip.over) for chip in found.chips] == [("建档立卡贫困人口", False), ("农村低保对象", True)]


def test_the_number_can_be_shown_masked_to_everybody(register: Register, person: int) -> None:
    found = card.card(register, person, CLERK)
    assert (found.id_masked[:3], found.id_masked[-4:]) == ("110", "002X")
    assert "19491231" not in found.id_masked


def test_the_household_lists_its_members_and_facts(register: Register, person: int) -> None:
    found = card.card(register, person, CLERK)
    assert [member.name for member in found.members] == ["李玥", "李小"]
    assert ("人均纯收入", "3,000.00 元") in [(fact.label, fact.value) for fact in found.home]


def test_the_time_line_runs_backwards_over_everything(register: Register, person: int) -> None:
    told = card.events(register, person, CLERK)
    assert [event.day for event in told] == sorted((event.day for event in told), reverse=True)
    words = [event.words for event in told]
    for expected in ("结算 38,214.50 元", "出院 肺癌", "入院 肺癌", "确诊 精神分裂症", "退出农村低保对象"):
        assert expected in words
    assert told[0].words == "新增人员信息"


def test_a_guest_learns_neither_number_nor_restricted_disease(register: Register, person: int) -> None:
    found = card.card(register, person, GUEST)
    assert found.name == "李○"
    assert found.id_number == found.id_masked
    words = [event.words + event.note for event in card.events(register, person, GUEST)]
    assert not any("精神分裂" in word or "保密" in word for word in words)
    assert len(words) < len(card.events(register, person, CLERK))


def test_what_is_missing_does_not_say_to_a_guest_that_there_is_a_restricted_disease(
    register: Register, person: int
) -> None:
    told, hidden = (card.clear(register, person, viewer) for viewer in (CLERK, GUEST))
    assert any(word.startswith("精神分裂症：") for word in told.missing)
    assert not any("精神" in word or "保密" in word for word in hidden.missing)
    models: tuple[Any, ...] = (Diagnosis, Treatment)
    for one in [one for model in models for one in model.select() if one.restricted]:
        keeping.void(register, one, "误录")
    assert card.clear(register, person, GUEST) == hidden


def test_somebody_who_is_not_there_is_refused_in_words(register: Register) -> None:
    with pytest.raises(Refusal, match="没有这个人员"):
        card.card(register, 99, CLERK)


def test_whom_a_record_is_about(register: Register, person: int) -> None:
    home = kept(register, HOUSEHOLD, number="3609820009")
    assert card.person_of(register, PERSON, person, CLERK) == person
    assert card.person_of(register, TREATMENT, 1, CLERK) == person
    assert card.person_of(register, HOUSEHOLD, home, CLERK) is None
    assert card.person_of(register, TREATMENT, 99, CLERK) is None


def test_the_file_lists_what_is_there_and_what_is_missing(register: Register, person: int) -> None:
    items = {item.item: item.pages for item in catalogue.items_of(register, person, CLERK)}
    assert (items["救治记录"], items["费用结算单"], items["转诊转院手续"]) == (1, 1, 0)
    assert catalogue.items_of(register, 99, CLERK) == ()
