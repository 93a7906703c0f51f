"""What the history says in words, and that what was voided together comes back together."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.gate import HIDDEN, Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    DIAGNOSIS,
    HOUSEHOLD,
    IDENTITY,
    PERSON,
    SETTLEMENT,
    TREATMENT,
    ImportBatch,
    NotDuplicate,
    Person,
    Place,
)
from hfp_desk.store import apart, entering, history, keeping, searching, telling, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")
CLERK = Viewer.of("李敏", "entry,secret")


def kept(register: Register, made: Any, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values)]).ids[0]


@pytest.fixture
def patient(register: Register) -> dict[str, int]:
    """A person with an identity, a disease, and a stay with its bill."""
    person = kept(register, PERSON, name="李玥", sex="2")
    stay = Draft(TREATMENT, {"person": person, "disease": "肺癌", "admitted": date(2020, 3, 2)})
    treatment, settlement = entering.keep(register, ZS, [stay, Draft(SETTLEMENT, {"total": Decimal(100)})]).ids
    return {
        "person": person,
        "identity": kept(register, IDENTITY, person=person, kind="01"),
        "diagnosis": kept(register, DIAGNOSIS, person=person, disease="肺癌"),
        "treatment": treatment,
        "settlement": settlement,
    }


def voided(register: Register, patient: dict[str, int]) -> set[str]:
    kinds = {kind.name: kind for kind in (PERSON, IDENTITY, DIAGNOSIS, TREATMENT, SETTLEMENT)}
    return {name for name, record in patient.items() if entering.load(register, kinds[name], record, CLERK).voided}


def test_values_are_told_as_the_office_writes_them(register: Register) -> None:
    town = Place.get((Place.name == "临江镇") & (Place.level == "4"))
    person = kept(register, PERSON, name="李玥", sex="2", birth=date(1959, 3, 12))
    draft = Draft(PERSON, {"town": town.id, "sex": "1"}, person, 1)
    entering.keep(register, ZS, [draft], reason="核对户口簿")
    told = telling.story(register, PERSON, person, CLERK)
    assert [(one.action, one.user) for one in told] == [("修改", "李敏"), ("新增", "李敏")]
    turns = {(turn.label, turn.old, turn.new) for turn in told[0].turns}
    assert turns == {("乡镇", "", "临江镇"), ("性别", "女", "男")}
    assert told[0].reason == "核对户口簿"


def test_one_field_has_its_own_story_with_the_list_it_came_from(register: Register) -> None:
    batch = ImportBatch.new(kind="people", file_name="名单.xlsx", sha256="", state="", user="李敏", started_at="")
    batch.save()
    person = Person.new(name="李玥", phone="13800000000")
    with keeping.deed(register) as act:
        act.save(person, history.Origin(batch.id, "三月", 7))
    entering.keep(register, ZS, [Draft(PERSON, {"phone": "13900000000"}, person.id, person.version)])
    found = telling.of_field(register, PERSON, person.id, "phone", CLERK)
    assert [(turn.old, turn.new) for _, turn in found] == [("13800000000", "13900000000"), ("", "13800000000")]
    assert [told.source for told, _ in found] == ["", "名单.xlsx 三月 第 7 行"]
    assert telling.of_field(register, PERSON, person.id, "nation", CLERK) == []


def test_the_history_keeps_the_secrets_of_the_record(register: Register) -> None:
    person = kept(register, PERSON, name="李玥", phone="13812345678")
    ill = kept(register, DIAGNOSIS, person=person, disease="精神分裂症")
    asking = Viewer.of("王强", "query")
    words = [turn.new for turn in telling.story(register, DIAGNOSIS, ill, asking)[0].turns if turn.field == "disease"]
    assert words == [HIDDEN]
    phone = telling.of_field(register, PERSON, person, "phone", asking)[0][1].new
    assert phone.startswith("138")
    assert "1234" not in phone


def test_a_person_goes_and_comes_back_with_everything(register: Register, patient: dict[str, int]) -> None:
    changes = voiding.void(register, PERSON, patient["person"], "重复登记")
    assert set(changes) == set(patient)
    assert voided(register, patient) == set(patient)
    assert set(voiding.restore(register, PERSON, patient["person"])) == set(patient)
    assert voided(register, patient) == set()


def test_what_was_voided_earlier_stays_voided(register: Register, patient: dict[str, int]) -> None:
    voiding.void(register, TREATMENT, patient["treatment"], "录错人")
    assert voided(register, patient) == {"treatment", "settlement"}
    voiding.void(register, PERSON, patient["person"], "重复登记")
    voiding.restore(register, PERSON, patient["person"])
    assert voided(register, patient) == {"treatment", "settlement"}


def test_a_void_needs_a_reason_and_an_empty_household(register: Register) -> None:
    home = kept(register, HOUSEHOLD, number="3609820001")
    person = kept(register, PERSON, name="李玥", household=home)
    with pytest.raises(Refusal, match="作废原因"):
        voiding.void(register, PERSON, person, "  ")
    with pytest.raises(Refusal, match="还有 1 名成员"):
        voiding.void(register, HOUSEHOLD, home, "并户")
    voiding.void(register, PERSON, person, "迁出")
    assert voiding.void(register, HOUSEHOLD, home, "并户") == {"household": {home}}


def test_what_is_not_voided_cannot_be_restored(register: Register) -> None:
    with pytest.raises(Refusal, match="没有作废"):
        voiding.restore(register, PERSON, kept(register, PERSON, name="李玥"))


def test_the_whole_story_holds_everything_about_the_person(register: Register, patient: dict[str, int]) -> None:
    told = telling.whole_story(register, patient["person"], CLERK)
    assert {title for title, _ in told} == {"人员", "身份", "患病核准", "救治记录", "费用结算"}
    assert [one.at for _, one in told] == sorted((one.at for _, one in told), reverse=True)


def test_people_known_to_be_two_are_not_offered_again(register: Register, patient: dict[str, int]) -> None:
    village = Place.select().where(Place.level == "5").first()
    first = kept(register, PERSON, name="张三", village=village.id)
    second = kept(register, PERSON, name="张三", village=village.id)
    asked = ("张三", None, village.id, "", CLERK)
    assert first in {hit.id for hit in searching.similar_people(register, *asked, second)}
    apart.keep_apart(register, second, [first], "两人不同岁")
    apart.keep_apart(register, first, [second])
    assert first not in {hit.id for hit in searching.similar_people(register, *asked, second)}
    assert NotDuplicate.select().count() == 1
