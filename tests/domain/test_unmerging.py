"""A merge taken apart: all goes back exactly, and what somebody did since is kept and named."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import (
    DIAGNOSIS,
    IDENTITY,
    PERSON,
    SETTLEMENT,
    TREATMENT,
    Diagnosis,
    Event,
    Merge,
    Person,
    Settlement,
    Treatment,
    Unread,
)
from hfp_desk.store import (
    apart,
    history,
    merges,
    opening,
    searching,
    taking_back,
    unmerging,
    users,
    voiding,
)
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD
from tests.domain.twice import kept, merged, pointers, sound, state, stay, two


@pytest.fixture
def pair(register: Register) -> tuple[int, int]:
    return two(register)


def test_all_goes_back_exactly(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    kept(register, IDENTITY, person=winner, kind="01", starts="2014")
    kept(register, IDENTITY, person=loser, kind="01", number="A-7")
    kept(register, DIAGNOSIS, person=loser, disease="肺癌")
    stay(register, winner, {"total": Decimal(1000)})
    stay(register, loser, {"total": Decimal(1000), "basic": Decimal(900)}, number="Z9")
    stay(register, loser, {"total": Decimal(30)}, admitted=date(2020, 5, 1))
    Unread.new(kind="person", record=loser, field="phone", written="138", sentence="不是电话").save()
    apart.keep_apart(register, loser, [kept(register, PERSON, name="张三")])
    before, pointed = state(register), pointers(register)
    number = merged(register, pair, phone=loser)
    assert state(register) != before
    assert taking_back.stands(register, Merge.get().deed)
    done = unmerging.unmerge(register, number)
    assert (state(register), pointers(register)) == (before, pointed)
    assert not done.kept
    assert any("李月" in title for title in done.restored)
    assert Merge.get().undone_by == "李敏"
    assert not taking_back.stands(register, Merge.get().deed), "Ctrl+Z goes on to the step before"
    line = Event.select().where(Event.action == "unmerge").get()
    assert (line.record, line.people) == (winner, 2)
    assert [hit.id for hit in searching.find_people(register, "李月", users.viewer(register))] == [loser]
    sound(register)


def test_a_second_time_does_nothing_not_even_after_a_restart(register: Register, pair: tuple[int, int]) -> None:
    stay(register, pair[1])
    number = merged(register, pair)
    register.close()
    again = opening.open_register(register.path, "李敏", PASSWORD)
    assert unmerging.unmerge(again, number).restored
    deeds = history.next_deed(again.db)
    assert unmerging.unmerge(again, number) == unmerging.Unmerged()
    assert history.next_deed(again.db) == deeds
    again.close()


def test_what_was_edited_since_stays_and_is_named(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    record = stay(register, loser)
    number = merged(register, pair, phone=loser, name=loser)
    kept(register, PERSON, winner, phone="13900000000")
    kept(register, TREATMENT, record, remark="补登")
    done = unmerging.unmerge(register, number)
    assert (Person.get_by_id(winner).phone, Person.get_by_id(winner).name) == ("13900000000", "李玥")
    assert (Treatment.get_by_id(record).person.id, Treatment.get_by_id(record).remark) == (loser, "补登")
    told = "\n".join(done.kept)
    assert "联系电话改动保留，李敏" in told
    assert "合并后的改动（备注）随记录保留" in told
    assert len(done.kept) == 2


def test_what_was_added_since_stays_with_the_one_that_was_kept(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    number = merged(register, pair)
    fresh = kept(register, DIAGNOSIS, person=winner, disease="胃癌")
    done = unmerging.unmerge(register, number)
    assert Diagnosis.get_by_id(fresh).person.id == winner
    assert [line.split("：")[1].split("，")[0] for line in done.kept] == ["合并后新登记"]
    assert not Person.get_by_id(loser).voided_at


def test_a_bill_added_since_goes_with_its_stay(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    illness = kept(register, DIAGNOSIS, person=loser, disease="肺癌")
    record = stay(register, loser, admitted=date(2020, 5, 1))
    number = merged(register, pair)
    bill = kept(register, SETTLEMENT, person=winner, treatment=record, total=Decimal(50))
    later = stay(register, winner, admitted=date(2020, 8, 1))
    assert Treatment.get_by_id(later).diagnosis.id == illness
    done = unmerging.unmerge(register, number)
    assert Settlement.get_by_id(bill).person.id == loser
    assert (Treatment.get_by_id(later).person.id, Treatment.get_by_id(later).diagnosis) == (winner, None)
    told = "\n".join(done.kept)
    assert "随救治记录移回" in told
    assert "核准病种属于另一人，已取消关联" in told
    sound(register)


def test_what_was_moved_to_a_third_person_since_stays_there(register: Register, pair: tuple[int, int]) -> None:
    record, third = stay(register, pair[1]), kept(register, PERSON, name="张三")
    number = merged(register, pair)
    kept(register, TREATMENT, record, person=third)
    done = unmerging.unmerge(register, number)
    assert Treatment.get_by_id(record).person.id == third
    assert "已另行改挂" in done.kept[0]


def test_what_was_voided_since_goes_back_voided(register: Register, pair: tuple[int, int]) -> None:
    record = stay(register, pair[1])
    number = merged(register, pair)
    voiding.void(register, TREATMENT, record, "录错")
    done = unmerging.unmerge(register, number)
    assert (Treatment.get_by_id(record).person.id, Treatment.get_by_id(record).void_reason) == (pair[1], "录错")
    assert "作废" in done.kept[0]


def test_merges_upon_merges_are_taken_apart_in_turn(register: Register, pair: tuple[int, int]) -> None:
    first, second = pair
    third = kept(register, PERSON, name="李跃")
    record = stay(register, second)
    before = state(register)
    inner = merged(register, (first, second))
    outer = merged(register, (third, first))
    assert [line.id for line in merges.of_person(register, third)] == [outer, inner]
    with pytest.raises(Refusal, match=f"李敏在 .* 又把第 {first} 号人员并入了第 {third} 号人员"):
        unmerging.unmerge(register, inner)
    assert Treatment.get_by_id(record).person.id == third
    for number in (outer, inner):
        assert not unmerging.unmerge(register, number).kept
    assert state(register) == before
    assert not merges.of_person(register, third)


def test_two_taken_into_one_are_taken_apart_in_turn(register: Register, pair: tuple[int, int]) -> None:
    third = kept(register, PERSON, name="李跃")
    for person in (pair[1], third):
        kept(register, IDENTITY, person=person, kind="01", starts="2014")
        stay(register, person, {"total": Decimal(10)})
    before = state(register)
    one = merged(register, pair)
    other = merged(register, (pair[0], third))
    with pytest.raises(Refusal, match="先拆分那一次"):
        unmerging.unmerge(register, one)
    for number in (other, one):
        assert not unmerging.unmerge(register, number).kept
    assert state(register) == before


def test_it_waits_while_the_one_that_was_kept_is_voided(register: Register, pair: tuple[int, int]) -> None:
    number = merged(register, pair)
    voiding.void(register, PERSON, pair[0], "录错")
    with pytest.raises(Refusal, match="已作废"):
        unmerging.unmerge(register, number)
    voiding.restore(register, PERSON, pair[0])
    unmerging.unmerge(register, number)
    assert not Person.get_by_id(pair[1]).voided_at


def test_whole_or_not_at_all(register: Register, pair: tuple[int, int]) -> None:
    number = merged(register, pair)
    kept(register, DIAGNOSIS, person=pair[0], disease="胃癌")
    before = state(register)
    with pytest.raises(Refusal, match="又有改动"):
        unmerging.unmerge(register, number, whole=True)
    assert state(register) == before
    assert not Merge.get().undone_at


def test_ctrl_z_takes_a_merge_apart_and_nothing_else_brings_the_person_back(
    register: Register, pair: tuple[int, int]
) -> None:
    before = state(register)
    merged(register, pair)
    with pytest.raises(Refusal, match=f"并入第 {pair[0]} 号人员，不能单独恢复"):
        voiding.restore(register, PERSON, pair[1])
    last = taking_back.latest(register)
    assert last is not None
    assert set(taking_back.take_back(register, last)) == {"person"}
    assert state(register) == before
    apart_again = taking_back.latest(register)
    assert apart_again is not None
    with pytest.raises(Refusal, match="合并或拆分人员"):
        taking_back.take_back(register, apart_again)
    assert Merge.get().undone_at
