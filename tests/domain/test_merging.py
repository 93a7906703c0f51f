"""Two records of one person made one: values chosen, every row that points there moved, what both have kept once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    DIAGNOSIS,
    HOUSEHOLD,
    IDENTITY,
    PERSON,
    TREATMENT,
    Diagnosis,
    Event,
    Identity,
    Merge,
    NotDuplicate,
    Person,
    Place,
    SearchEntry,
    Settlement,
    Treatment,
    Unread,
    User,
)
from hfp_desk.store import (
    apart,
    backup,
    facing,
    history,
    links,
    merging,
    searching,
    unmerging,
    users,
    voiding,
)
from hfp_desk.store.opening import Register
from tests.domain.twice import WHY, kept, stay, two


def viewer(register: Register) -> Viewer:
    return users.viewer(register)


@pytest.fixture
def pair(register: Register) -> tuple[int, int]:
    return two(register)


def test_chosen_values_go_to_the_one_that_stays(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    changes = merging.merge(register, winner, loser, {"phone": loser, "name": winner}, WHY)
    person = Person.get_by_id(winner)
    assert (person.name, person.phone, person.id_key) == ("李玥", "13800000000", "36098219590312752X")
    gone = Person.get_by_id(loser)
    assert (bool(gone.voided_at), gone.void_reason) == (True, f"并入第 {winner} 号人员")
    assert changes["person"] == {winner, loser}
    assert [hit.id for hit in searching.find_people(register, "13800000000", viewer(register))] == [winner]
    assert SearchEntry.get_by_id(loser).name == ""


def test_everything_moves_and_nothing_points_at_the_one_that_is_gone(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    moved = [
        kept(register, IDENTITY, person=loser, kind="01", starts="2014"),
        kept(register, DIAGNOSIS, person=loser, disease="肺癌"),
        stay(register, loser, {"total": Decimal(100)}),
    ]
    voided = stay(register, loser, admitted=date(2019, 1, 1))
    voiding.void(register, TREATMENT, voided, "录错")
    other = kept(register, PERSON, name="张三")
    apart.keep_apart(register, loser, [other])
    Unread.new(kind="person", record=loser, field="phone", written="138", sentence="不是电话").save()
    merging.merge(register, winner, loser, {}, WHY)
    models: tuple[Any, ...] = (Identity, Diagnosis, Treatment)
    for model, record in zip(models, moved, strict=True):
        assert model.get_by_id(record).person.id == winner
    assert Treatment.get_by_id(voided).person.id == winner
    assert Settlement.get().person.id == winner
    assert {NotDuplicate.get().first.id, NotDuplicate.get().second.id} == {winner, other}
    assert Unread.get().record == winner
    left = {pointer.table: pointer.rows(register.db, loser) for pointer in links.pointers(Person)}
    assert {table for table, rows in left.items() if rows} == {"merge"}


def test_it_is_one_deed_with_a_history_a_backup_and_a_line_in_the_log(
    register: Register, pair: tuple[int, int]
) -> None:
    winner, loser = pair
    record = stay(register, loser)
    deed = history.next_deed(register.db)
    merging.merge(register, winner, loser, {"phone": loser}, WHY)
    assert history.next_deed(register.db) == deed + 1
    moved = history.of_record("treatment", record)[0]
    assert (moved.deed, moved.values, moved.reason) == (deed, {"person": [loser, winner]}, WHY)
    merge = Merge.get()
    assert (merge.deed, merge.user, merge.reason, merge.undone_at) == (deed, "李敏", WHY, "")
    assert merge.before["loser"]["phone"] == "13800000000"  # type: ignore[index]
    line = Event.select().where(Event.action == "merge").get()
    assert (line.kind, line.record, line.people, line.reason) == ("person", winner, 2, WHY)
    assert "李" not in line.subject
    assert "合并前" in {one.reason for one in backup.all_of(register.path)}


def test_what_both_have_is_kept_once_and_filled_up(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    identity = kept(register, IDENTITY, person=winner, kind="01", starts="2014")
    kept(register, IDENTITY, person=loser, kind="01", number="A-7")
    kept(register, DIAGNOSIS, person=winner, disease="肺癌")
    kept(register, DIAGNOSIS, person=loser, disease="肺癌", plan="手术")
    mine = stay(register, winner, {"total": Decimal(1000)}, number="")
    theirs = stay(register, loser, {"total": Decimal(1000), "basic": Decimal(900)}, number="Z9")
    seen = facing.preview(register, winner, loser, viewer(register))
    assert sorted(double.kind.name for double in seen.doubles) == ["diagnosis", "identity", "settlement", "treatment"]
    assert not seen.moving
    merging.merge(register, winner, loser, {}, WHY)
    assert Identity.get_by_id(identity).number == "A-7"
    assert [one.plan for one in Diagnosis.select().where(Diagnosis.voided_at == "")] == ["手术"]
    assert [one.number for one in Treatment.select().where(Treatment.voided_at == "")] == ["Z9"]
    bill = Settlement.get(Settlement.voided_at == "")
    assert (bill.treatment.id, bill.total, bill.basic) == (mine, Decimal(1000), Decimal(900))
    assert "重复" in Treatment.get_by_id(theirs).void_reason


def test_a_bill_comes_to_the_stay_that_is_kept(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    mine = stay(register, winner)
    stay(register, loser, {"total": Decimal(500)})
    merging.merge(register, winner, loser, {}, WHY)
    assert (Settlement.get().person.id, Settlement.get().treatment.id) == (winner, mine)
    assert Treatment.select().where(Treatment.voided_at == "").count() == 1


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"discharged": date(2020, 3, 9)}, {"discharged": date(2020, 3, 12)}),
        ({"bill": {"total": Decimal(1000)}}, {"bill": {"total": Decimal(2000)}}),
        ({"disease": "肺癌"}, {"disease": "胃癌"}),
    ],
)
def test_what_only_looks_alike_stays_and_is_named(
    register: Register, pair: tuple[int, int], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    winner, loser = pair
    stay(register, winner, **mine)
    stay(register, loser, **theirs)
    seen = facing.preview(register, winner, loser, viewer(register))
    assert [(one.kind.name, one.count) for one in seen.unclear] == [("treatment", 1)]
    merging.merge(register, winner, loser, {}, WHY)
    assert Treatment.select().where((Treatment.person == winner) & (Treatment.voided_at == "")).count() == 2


def test_stays_in_different_hospitals_are_two(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    stay(register, winner, hospital="南昌大学第一附属医院")
    stay(register, loser)
    seen = facing.preview(register, winner, loser, viewer(register))
    assert (seen.doubles, seen.unclear) == ((), ())
    assert [(one.kind.name, one.count) for one in seen.moving] == [("treatment", 1)]


def test_the_preview_says_what_differs_and_proposes_what_is_known(register: Register) -> None:
    village = Place.get(Place.level == "5")
    home = kept(register, HOUSEHOLD, number="360982001", head_name="李大", village=village.id)
    winner = kept(register, PERSON, name="李玥", id_number="36098219590312752", village=village.id)
    loser = kept(register, PERSON, name="李玥", id_number="36098219590312752X", household=home)
    seen = {one.name: one for one in facing.preview(register, winner, loser, viewer(register)).fields}
    assert (seen["name"].differs, seen["id_number"].keep, seen["household"].keep) == (False, loser, loser)
    assert seen["village"].winner.endswith(village.name)
    assert "id_key" not in seen
    assert "phone" not in seen


def test_an_empty_household_is_told(register: Register) -> None:
    homes = [kept(register, HOUSEHOLD, number=f"36098200{n}", head_name="李大") for n in (1, 2)]
    first, second = (kept(register, PERSON, name="李玥", household=home) for home in homes)
    kept(register, PERSON, name="李四", household=homes[0])
    seen = facing.preview(register, first, second, viewer(register))
    assert len(seen.homes) == 1
    assert "360982002" in seen.homes[0]


def test_two_valid_numbers_need_a_second_word(register: Register, pair: tuple[int, int]) -> None:
    winner = pair[0]
    other = kept(register, PERSON, name="李玥", id_number="360982195903127538")
    assert Person.get_by_id(other).id_key
    with pytest.raises(merging.Unsure, match="证件号码都有效，但不相同；性别不同"):
        merging.merge(register, winner, other, {}, WHY)
    assert not Person.get_by_id(other).voided_at
    merging.merge(register, winner, other, {}, WHY, sure=True)
    assert Person.get_by_id(other).voided_at


def test_two_that_were_told_apart_need_a_second_word(register: Register, pair: tuple[int, int]) -> None:
    apart.keep_apart(register, *pair[:1], [pair[1]], "父女")
    with pytest.raises(merging.Unsure, match=r"李敏在 .* 认定不是同一人"):
        merging.merge(register, *pair, {}, WHY)
    merging.merge(register, *pair, {}, WHY, sure=True)
    assert {NotDuplicate.get().first.id, NotDuplicate.get().second.id} == set(pair)


def test_what_cannot_be_merged_is_refused(register: Register, pair: tuple[int, int]) -> None:
    winner, loser = pair
    gone = kept(register, PERSON, name="王五")
    voiding.void(register, PERSON, gone, "录错")
    for one, other, words in ((winner, winner, "同一条"), (winner, 99, "没有第 99 号"), (gone, loser, "已作废")):
        with pytest.raises(Refusal, match=words):
            merging.merge(register, one, other, {}, WHY)
    with pytest.raises(Refusal, match="合并原因"):
        merging.merge(register, winner, loser, {}, " ")
    merging.merge(register, winner, loser, {}, WHY)
    with pytest.raises(Refusal, match=f"第 {loser} 号人员已并入第 {winner} 号"):
        merging.merge(register, loser, gone, {}, WHY)
    assert not [one for one in backup.all_of(register.path) if one.reason == "合并前"][1:]


def test_only_those_who_enter_may_merge(register: Register, pair: tuple[int, int]) -> None:
    User.update(roles="query").where(User.name == "李敏").execute()
    for doing in (
        lambda: merging.merge(register, *pair, {}, WHY),
        lambda: facing.preview(register, *pair, viewer(register)),
    ):
        with pytest.raises(Refusal, match="录入"):
            doing()
    assert not Merge.select().exists()


def test_restricted_records_move_and_nothing_is_told_of_them(register: Register, pair: tuple[int, int]) -> None:
    for person in pair:
        kept(register, DIAGNOSIS, person=person, disease="艾滋病机会性感染")
    stay(register, pair[1], admitted=date(2020, 7, 1), disease="艾滋病机会性感染")
    Diagnosis.update(restricted=True).execute()
    Treatment.update(restricted=True).execute()
    whole = facing.preview(register, *pair, viewer(register))
    assert (len(whole.doubles), len(whole.moving)) == (1, 1)
    User.update(roles="entry").where(User.name == "李敏").execute()
    seen = facing.preview(register, *pair, viewer(register))
    assert (seen.doubles, seen.moving, seen.unclear) == ((), (), ())
    merging.merge(register, *pair, {}, WHY)
    assert {one.person.id for one in (*Diagnosis.select(), *Treatment.select())} == {pair[0]}
    done = unmerging.unmerge(register, Merge.get().id)
    assert (done.restored, done.kept) == (["人员 李月"], [])
    assert Treatment.get().person.id == pair[1]
