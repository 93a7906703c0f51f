"""Ctrl+Z: a deed by hand goes back as a whole, or not at all when somebody was there since."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.problems import Refusal
from hfp_desk.records import PERSON, SETTLEMENT, TREATMENT, Person, Settlement, Treatment, User
from hfp_desk.store import entering, history, taking_back, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.history import Origin
from hfp_desk.store.keeping import deed
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")


def kept(register: Register, made: Any, record: int | None = None, version: int = 1, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values, record, version)]).ids[0]


def back(register: Register) -> Any:
    last = taking_back.latest(register)
    assert last is not None
    return taking_back.take_back(register, last)


def colleague(register: Register, roles: str = "admin,entry") -> None:
    """Somebody else sits down."""
    User.new(name="王强", roles=roles).save()
    register.user = "王强"


def test_a_change_goes_back_to_the_fen_and_the_day(register: Register) -> None:
    person = kept(register, PERSON, name="李玥", birth=date(1959, 3, 12))
    bill = kept(register, SETTLEMENT, person=person, total=Decimal("100.10"))
    kept(register, SETTLEMENT, bill, total=Decimal("99.99"))
    assert back(register) == {"settlement": {bill}}
    assert Settlement.get_by_id(bill).total == Decimal("100.10")
    kept(register, PERSON, person, birth=date(1960, 1, 1), phone="13800000000")
    back(register)
    assert (Person.get().birth, Person.get().phone) == (date(1959, 3, 12), "")


def test_what_was_new_is_voided_together(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    stay = Draft(TREATMENT, {"person": person, "disease": "肺癌"})
    entering.keep(register, ZS, [stay, Draft(SETTLEMENT, {"total": Decimal(100)})])
    assert set(back(register)) == {"treatment", "settlement"}
    assert (Treatment.get().void_reason, Settlement.get().void_reason) == (taking_back.REASON, taking_back.REASON)
    assert not Person.get().voided_at


def test_a_void_is_lifted_with_everything(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    kept(register, TREATMENT, person=person, disease="肺癌")
    voiding.void(register, PERSON, person, "重复登记")
    back(register)
    assert (Person.get().voided_at, Treatment.get().voided_at) == ("", "")


def test_taking_back_twice_does_again_what_was_undone(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    kept(register, PERSON, person, name="李月")
    back(register)
    assert Person.get().name == "李玥"
    back(register)
    assert Person.get().name == "李月"


def test_a_deed_somebody_built_upon_stays(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    new = taking_back.latest(register)
    kept(register, PERSON, person, name="李月")
    changed = taking_back.latest(register)
    colleague(register)
    kept(register, PERSON, person, 2, name="李岳", phone="13800000000")
    for mine in (new, changed):
        assert mine is not None
        with pytest.raises(Refusal, match="王强"):
            taking_back.take_back(register, mine)
    assert Person.get().name == "李岳"


def test_another_field_changed_since_does_not_stand_in_the_way(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    kept(register, PERSON, person, name="李月")
    mine = taking_back.latest(register)
    assert mine is not None
    kept(register, PERSON, person, 2, phone="13800000000")
    taking_back.take_back(register, mine)
    assert (Person.get().name, Person.get().phone) == ("李玥", "13800000000")


def test_steps_go_back_one_after_the_other_to_the_beginning(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    deeds = [taking_back.latest(register)]
    kept(register, PERSON, person, name="李月")
    deeds.append(taking_back.latest(register))
    for mine in reversed(deeds):
        assert mine is not None
        taking_back.take_back(register, mine)
    assert (Person.get().name, Person.get().void_reason) == ("李玥", taking_back.REASON)


def test_only_ones_own_deeds_by_hand_are_found(register: Register) -> None:
    kept(register, PERSON, name="李玥")
    mine = taking_back.latest(register)
    with deed(register) as act:
        act.save(Person.new(name="张三"), Origin(1, "名单", 3))
    assert taking_back.latest(register) == mine
    colleague(register)
    assert taking_back.latest(register) is None
    with pytest.raises(Refusal, match="找不到"):
        taking_back.take_back(register, 999)


def test_the_history_keeps_both_steps(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    kept(register, PERSON, person, name="李月")
    back(register)
    told = [(one.action, one.reason) for one in history.of_record("person", person)]
    assert told == [("change", taking_back.REASON), ("change", ""), ("new", "")]
    assert history.first_broken(register.db) is None
